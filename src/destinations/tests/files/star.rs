//! A star of tables: keys that nobody repeats, none that points nowhere.

use std::collections::BTreeSet;

use enclave_destinations::destinations::{Field, ProfileLine, Wish};

use crate::made::{Done, contacts, export};

fn done() -> Done {
    let columns = [
        ("id", Field::CustomerId),
        ("Total Spent", Field::Monetary),
        ("segment", Field::Segment),
        ("orders", Field::Orders),
        ("customer id", Field::Other),
    ];
    let rows = vec![
        vec!["a", "12.5", "Loyal", "2026-01-01 2.5;2026-05-31 10", "x"],
        vec!["b,\"1\"", "", "", "2026-02-02 -3", ""],
        vec!["c", "0", "Loyal", "", "line\nbreak"],
        vec!["a", "9", "Loyal", "2026-01-01 9", ""],
    ];
    let mut contacts = contacts(&columns, 4);
    "EUR".clone_into(&mut contacts.currency);
    contacts.profile = vec![ProfileLine {
        segment: "Loyal".to_owned(),
        metric: "Money".to_owned(),
        unit: "EUR".to_owned(),
        value: 12.5,
        lower: f64::NAN,
        upper: 20.0,
        n: 2,
    }];
    export(&contacts, &Wish::of("tableau"), &rows).unwrap()
}

fn table(done: &Done, name: &str) -> Vec<Vec<String>> {
    let at = done.summary.files.iter().position(|it| it.name == format!("{name}.csv")).unwrap();
    let records = done.records(at);
    assert_eq!(done.summary.files[at].n_rows, records.len() as u64 - 1, "{name}");
    let n = records[0].len();
    assert!(records.iter().all(|it| it.len() == n), "{name} is a table");
    records
}

fn column(records: &[Vec<String>], name: &str) -> Vec<String> {
    let at = records[0].iter().position(|it| it == name).unwrap();
    records[1..].iter().map(|it| it[at].clone()).collect()
}

#[test]
fn a_star_has_one_key_a_row_and_no_orphan() {
    let done = done();
    let (customers, segments, orders) =
        (table(&done, "dim_customer"), table(&done, "dim_segment"), table(&done, "fact_orders"));
    let keys = |records: &[Vec<String>], name: &str| {
        let all = column(records, name);
        let once: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(once.len(), all.len(), "{name} is repeated");
        once
    };
    let (of_customers, of_segments) = (keys(&customers, "customer_id"), keys(&segments, "segment_id"));
    assert_eq!(keys(&orders, "order_key").len(), 3);
    assert!(column(&orders, "customer_id").iter().all(|it| of_customers.contains(it)));
    for records in [&customers, &orders] {
        assert!(column(records, "segment_id").iter().all(|it| of_segments.contains(it)));
    }
    assert_eq!(customers[0], ["customer_id", "segment_id", "total_spent", "customer_id_2"]);
    assert_eq!(customers[3], ["c", "1", "0", "line break"]);
    assert_eq!(orders[0], ["order_key", "customer_id", "segment_id", "order_date", "amount"]);
    assert_eq!(orders[3], ["3", "b,\"1\"", "0", "2026-02-02", "-3"]);
}

#[test]
fn numbers_are_long_and_every_column_is_explained() {
    let done = done();
    let profile = table(&done, "segment_profile_long");
    assert_eq!(profile[0], ["segment", "metric", "value", "lower", "upper", "n"]);
    assert_eq!(profile[1], ["Loyal", "Money (EUR)", "12.5", "", "20", "2"]);
    let dictionary = table(&done, "data_dictionary");
    for name in ["dim_customer", "dim_segment", "fact_orders", "segment_profile_long"] {
        let explained: Vec<&str> =
            dictionary.iter().filter(|it| it[0] == name).map(|it| it[1].as_str()).collect();
        assert_eq!(explained, table(&done, name)[0], "{name}");
    }
}
