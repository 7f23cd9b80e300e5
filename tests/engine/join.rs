//! Several files as one table.

use enclave::engine::join::{
    How, Join, JoinError, Joined, KeyChoice, KeyReason, KeyRule, RowsPerKey, RuleUse, arrange, join,
};
use enclave::engine::table::{Cells, IssueKind, ReadingOptions, Role, Source};

fn read(name: &str, text: &str) -> Source {
    Source::from_bytes(name, text.as_bytes(), &ReadingOptions::default()).expect("a table")
}

pub fn fixture(name: &str) -> Source {
    let path = format!("{}/tests/fixtures/together/{name}", env!("CARGO_MANIFEST_DIR"));
    read(name, &std::fs::read_to_string(path).expect("a fixture"))
}

fn joined(main: &Source, companions: &[&Source]) -> Joined {
    let companions: Vec<_> = companions.iter().map(|it| (KeyChoice::default(), *it)).collect();
    join(main.clone(), &companions)
}

fn three() -> Joined {
    joined(&fixture("orders.csv"), &[&fixture("customers.csv"), &fixture("campaign_log.csv")])
}

fn numbers<'a>(joined: &'a Joined, column: &str) -> &'a [f64] {
    match &joined.source.table.column(column).expect(column).cells {
        Cells::Numbers(values) => values,
        Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => panic!("{column} holds no numbers"),
    }
}

fn names(joined: &Joined, column: &str) -> Vec<String> {
    match &joined.source.table.column(column).expect(column).cells {
        Cells::Codes { codes, dictionary } => {
            codes.iter().map(|&it| dictionary.get(it as usize).to_owned()).collect()
        }
        Cells::Days(_) | Cells::Numbers(_) | Cells::Texts(_) => panic!("{column} holds no names"),
    }
}

fn count(join: &Join, kind: IssueKind) -> u64 {
    join.issues.iter().filter(|it| it.kind == kind).map(|it| it.n).sum()
}

fn keys_of(join: &Join) -> (&str, &str) {
    let key = join.key.as_ref().expect("a key");
    (&key.onto, &key.column)
}

#[test]
fn padded_and_cased_keys_of_customers_are_matched_and_each_rule_is_counted() {
    let it = three();
    let customers = &it.joins[0];
    assert_eq!(keys_of(customers), ("customer_id", "customer_no"));
    assert_eq!(customers.key.as_ref().map(|it| it.reason), Some(KeyReason::SameRole));
    assert_eq!((customers.main.n_keys, customers.main.n_keys_matched), (74, 69));
    assert_eq!((customers.main.n_rows, customers.main.n_rows_matched), (324, 301));
    assert_eq!((customers.companion.n_keys, customers.companion.n_keys_matched), (81, 69));
    let rule = |rule, n_keys| RuleUse { rule, n_keys };
    let expected = [rule(KeyRule::Blanks, 5), rule(KeyRule::Capitals, 5), rule(KeyRule::LeadingZeros, 64)];
    assert_eq!(customers.rules, expected);
}

#[test]
fn a_log_is_joined_to_the_address_that_the_customer_file_brought() {
    let it = three();
    let log = &it.joins[1];
    assert_eq!(keys_of(log), ("email (customers.csv)", "email"));
    assert_eq!(log.rows_per_key, RowsPerKey::Several);
    assert_eq!((log.companion.n_rows, log.companion.n_rows_matched), (217, 175));
    assert_eq!(log.rules.len(), 1);
    assert_eq!(log.rules[0].rule, KeyRule::Capitals);
    let rows = numbers(&it, "rows (campaign_log.csv)");
    let opened = numbers(&it, "share of opened (campaign_log.csv)");
    let has_address = names(&it, "email (customers.csv)");
    for row in 0..324 {
        assert_eq!(rows[row].is_nan(), has_address[row].is_empty(), "row {row}");
        let has_rows = !rows[row].is_nan() && rows[row] > 0.0;
        assert_eq!(opened[row].is_nan(), !has_rows, "row {row}");
    }
}

#[test]
fn joining_adds_no_row_and_changes_none() {
    let orders = fixture("orders.csv");
    let it = three();
    assert_eq!(it.source.table.n_rows, orders.table.n_rows);
    let total = |source: &Source| match &source.table.column("amount").expect("amount").cells {
        Cells::Numbers(values) => values.iter().sum::<f64>(),
        Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => panic!("no amounts"),
    };
    assert_eq!(total(&it.source).to_bits(), total(&orders).to_bits());
    let n_cells = it.source.table.columns.iter().map(|it| match &it.cells {
        Cells::Numbers(values) => values.len(),
        Cells::Days(days) => days.len(),
        Cells::Codes { codes, .. } => codes.len(),
        Cells::Texts(texts) => texts.len(),
    });
    assert!(n_cells.into_iter().all(|it| it == 324));
    assert_eq!(it.source.columns.len(), it.source.table.columns.len());
}

#[test]
fn unmatched_rows_are_listed_with_file_line_key_and_reason() {
    let it = three();
    let customers = &it.joins[0];
    assert_eq!(count(customers, IssueKind::KeyNotFound), 21);
    assert_eq!(count(customers, IssueKind::KeyUnused), 12);
    assert_eq!((count(customers, IssueKind::NoKey), count(customers, IssueKind::RepeatedKey)), (1, 2));
    let listed = |file: &str, other: &str| {
        let all = it.source.problems.iter().filter(move |it| it.file == file && it.other == other);
        all.map(|it| (it.line, it.column.as_str(), it.value.as_str(), it.kind)).collect::<Vec<_>>()
    };
    let of_orders = listed("", "customers.csv");
    assert_eq!(of_orders.len(), 21);
    assert_eq!(of_orders[0], (71, "customer_id", "00037", IssueKind::KeyNotFound));
    let of_customers = listed("customers.csv", "orders.csv");
    assert_eq!(of_customers.len(), 15);
    assert_eq!(of_customers[0], (12, "customer_no", "", IssueKind::NoKey));
    assert_eq!(of_customers[1], (32, "customer_no", "66", IssueKind::RepeatedKey));
    assert_eq!(of_customers[2], (34, "customer_no", "70", IssueKind::KeyUnused));
}

#[test]
fn the_main_file_comes_back_as_it_was() {
    let orders = fixture("orders.csv");
    let main = three().into_main();
    assert_eq!(main.table.columns.len(), orders.table.columns.len());
    assert_eq!(main.columns, orders.columns);
    assert_eq!(main.problems, orders.problems);
    assert_eq!(main.fingerprint, orders.fingerprint);
}

#[test]
fn roles_of_companions_are_kept_where_they_are_free() {
    let it = three();
    let role = |name: &str| it.source.columns.iter().find(|it| it.name == name).map(|it| it.role);
    assert_eq!(role("email (customers.csv)"), Some(Role::Email));
    assert_eq!(role("country (customers.csv)"), Some(Role::Country));
    assert_eq!(role("accepts_marketing (customers.csv)"), Some(Role::Consent));
    assert_eq!(role("loyalty_points (customers.csv)"), Some(Role::Feature));
    assert_eq!(role("customer_id"), Some(Role::Customer));
    let n_single = |wanted| it.source.columns.iter().filter(|it| it.role == wanted).count();
    for single in Role::ALL.into_iter().filter(|it| it.is_single()) {
        assert!(n_single(single) <= 1, "{single:?}");
    }
}

#[test]
fn many_rows_of_a_customer_become_one_value_by_the_rule_that_is_named() {
    let main = read("people.csv", "customer_id,city\nK1,Ulm\nK2,Bonn\nK3,Kiel\n");
    let log = read(
        "visits.csv",
        "customer_id,visited_on,spent,stars,channel,recommends,note\n\
         K1,2025-03-01,10.10 €,4,web,yes,first visit of the year\n\
         K2,2025-01-05,5.00 €,1,shop,no,was in a hurry today\n\
         K1,2025-05-01,0.20 €,2,shop,no,came with a friend this time\n\
         K1,2025-04-01,1.00 €,,web,yes,\n\
         K9,2025-02-02,7.00 €,3,web,no,somebody else altogether\n",
    );
    let it = joined(&main, &[&log]);
    let how = |from: Option<&str>| {
        let all = it.joins[0].columns.iter().filter(move |it| it.from.as_deref() == from);
        all.map(|it| (it.name.as_str(), it.how)).collect::<Vec<_>>()
    };
    assert_eq!(how(None), [("rows (visits.csv)", How::Rows)]);
    assert_eq!(how(Some("spent")), [("sum of spent (visits.csv)", How::Sum)]);
    assert_eq!(how(Some("stars")), [("mean of stars (visits.csv)", How::Mean)]);
    assert_eq!(how(Some("recommends")), [("share of recommends (visits.csv)", How::Share)]);
    assert_eq!(how(Some("note")), [("latest note (visits.csv)", How::Latest)]);
    assert_eq!(
        how(Some("visited_on")),
        [("first visited_on (visits.csv)", How::First), ("last visited_on (visits.csv)", How::Last)]
    );
    assert_eq!(numbers(&it, "rows (visits.csv)"), [3.0, 1.0, 0.0]);
    let spent = numbers(&it, "sum of spent (visits.csv)");
    assert_eq!(spent[..2], [11.3, 5.0]);
    assert!(spent[2].is_nan());
    assert_eq!(numbers(&it, "mean of stars (visits.csv)")[..2], [3.0, 1.0]);
    assert!((numbers(&it, "share of recommends (visits.csv)")[0] - 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(names(&it, "most frequent channel (visits.csv)"), ["web", "shop", ""]);
    let latest = ["came with a friend this time", "was in a hurry today", ""];
    assert_eq!(names(&it, "latest note (visits.csv)"), latest);
}

#[test]
fn zeros_are_kept_where_both_sides_have_them() {
    let main = read("a.csv", "customer_id,x\n007,1\n07,2\n008,3\n");
    let other = read("b.csv", "customer_id,y\n007,u\n07,v\n008,w\n");
    let it = joined(&main, &[&other]);
    assert!(it.joins[0].rules.is_empty());
    assert_eq!(names(&it, "y (b.csv)"), ["u", "v", "w"]);
}

#[test]
fn keys_that_could_be_one_of_several_are_not_merged_but_listed() {
    let main = read("a.csv", "customer_id,x\nAB1,1\nab1,2\nCD2,3\n");
    let other = read("b.csv", "customer_id,y\nAb1,u\nCD2,v\ncd2,w\n");
    let it = joined(&main, &[&other]);
    assert_eq!(names(&it, "y (b.csv)"), ["", "", "v"]);
    assert_eq!(count(&it.joins[0], IssueKind::KeyCollision), 4);
    assert_eq!(it.joins[0].main.n_keys_matched, 1);
}

#[test]
fn capitals_mean_nothing_in_addresses() {
    let main = read("a.csv", "email,x\nann@x.org,1\nANN@x.org,2\nbob@x.org,3\n");
    let other = read("b.csv", "email,city\nAnn@x.org,Ulm\nBOB@X.ORG,Bonn\n");
    let it = joined(&main, &[&other]);
    assert_eq!(names(&it, "city (b.csv)"), ["Ulm", "Ulm", "Bonn"]);
    assert_eq!(it.joins[0].rules, [RuleUse { rule: KeyRule::Capitals, n_keys: 2 }]);
}

#[test]
fn a_table_of_places_is_joined_by_the_postcode() {
    let main = read(
        "people.csv",
        "customer_id,postcode,spend\nK1,89073,10\nK2,53111,20\nK3,89073,30\nK4,99999,40\n",
    );
    let places =
        read("places.csv", "postcode,region,density\n89073,South,high\n53111,West,high\n24103,North,low\n");
    let it = joined(&main, &[&places]);
    assert_eq!(keys_of(&it.joins[0]), ("postcode", "postcode"));
    assert_eq!(names(&it, "region (places.csv)"), ["South", "West", "South", ""]);
    assert_eq!(count(&it.joins[0], IssueKind::KeyNotFound), 1);
}

#[test]
fn files_with_nothing_in_common_are_told_and_nothing_is_added() {
    let main = read("a.csv", "customer_id,x\nK1,1\nK2,2\n");
    let other = read("b.csv", "client,y\nQ7,u\nQ8,v\n");
    let it = joined(&main, &[&other]);
    assert_eq!(it.joins[0].key, None);
    assert_eq!(it.joins[0].main.n_rows_unmatched(), 2);
    assert_eq!(it.source.table.columns.len(), 2);
}

#[test]
fn a_key_can_be_chosen_and_one_that_is_not_there_is_refused() {
    let main = read("a.csv", "customer_id,card\nK1,X1\nK2,X2\n");
    let other = read("b.csv", "customer_id,card,y\nK1,X2,u\nK2,X1,v\n");
    let choose = |column: &str, onto: &str| {
        let choice = KeyChoice { column: Some(column.to_owned()), onto: Some(onto.to_owned()) };
        let joined = join(main.clone(), &[(choice.clone(), &other)]);
        let checked = joined.check(&[choice]);
        (joined, checked)
    };
    let missing =
        |file: &str| Err(JoinError::ColumnMissing { file: file.to_owned(), column: "kard".to_owned() });
    let (it, checked) = choose("card", "card");
    assert_eq!(checked, Ok(()));
    assert_eq!(names(&it, "y (b.csv)"), ["v", "u"]);
    assert_eq!(it.joins[0].key.as_ref().map(|it| it.reason), Some(KeyReason::Chosen));
    assert_eq!(choose("kard", "card").1, missing("b.csv"));
    assert_eq!(choose("card", "kard").1, missing("a.csv"));
    assert_eq!(choose("card", "kard").0.joins[0].key, None);
}

#[test]
fn orders_are_the_main_file_in_whatever_order_the_files_come() {
    let all = [fixture("campaign_log.csv"), fixture("customers.csv"), fixture("orders.csv")];
    let found = arrange(&all);
    assert_eq!((found.main, found.has_orders), (2, true));
    assert!(found.keys[1].is_some() && found.keys[2].is_none());
    assert_eq!(found.keys[0].as_ref().map(|it| it.onto.as_str()), Some("email (customers.csv)"));
    assert_eq!((found.companions(), found.parts_of(2)), (vec![0, 1], Vec::new()));
    let found = arrange(&all[..2]);
    assert_eq!((found.main, found.has_orders), (1, false));
    let twice = arrange(&[fixture("orders.csv"), fixture("orders.csv")]);
    assert_eq!(twice.continues, [None, Some(0)]);
}

#[test]
fn a_log_waits_for_the_file_that_brings_its_key() {
    let log_first =
        joined(&fixture("orders.csv"), &[&fixture("campaign_log.csv"), &fixture("customers.csv")]);
    let log_last = three();
    assert_eq!(log_first.joins[0], log_last.joins[1]);
    assert_eq!(log_first.joins[1], log_last.joins[0]);
    assert_eq!(log_first.source.columns, log_last.source.columns);
}
