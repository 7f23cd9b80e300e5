//! What holds for every destination: consent, repeated contacts, needs, splits, names.

use enclave_destinations::destinations::{Consent, Field, Wish};

use crate::made::{contacts, export};

const COLUMNS: [(&str, Field); 4] = [
    ("id", Field::CustomerId),
    ("mail", Field::Email),
    ("newsletter", Field::Consent),
    ("segment", Field::Segment),
];

fn rows() -> Vec<Vec<&'static str>> {
    vec![
        vec!["1", "ann@example.com", "yes", "Loyal"],
        vec!["2", "bob@example.com", "no", "Loyal"],
        vec!["3", "", "yes", "Loyal"],
        vec!["4", "dan@example", "yes", "Loyal"],
        vec!["5", "ANN@example.com", "yes", "New"],
        vec!["6", "eve@example.com", "", "New"],
        vec!["7", "Bob@Example.com", "yes", "New"],
        vec!["8", "fay@example.com", "YES", "New"],
    ]
}

#[test]
fn everybody_is_accounted_for() {
    let done = export(&contacts(&COLUMNS, 8), &Wish::of("hubspot"), &rows()).unwrap();
    assert_eq!(
        done.text(0),
        "Email,Customer Segment,Segment Date\nann@example.com,Loyal,2026-05-31\nfay@example.com,New,2026-05-31\n"
    );
    let told: Vec<(&str, u64)> =
        done.summary.reconciliation.left_out.iter().map(|it| (it.1.as_str(), it.2)).collect();
    assert_eq!(
        told,
        [
            ("No consent: the column says no", 1),
            ("No Email", 1),
            ("Email cannot be used", 1),
            ("The same Email as a contact before", 1),
            ("No consent: the column is empty, or says nothing that means yes", 1),
            ("No consent: another row with the same address says no", 1),
        ]
    );
    let list = &done.summary.problems_csv;
    assert!(list.contains("4,Email,dan@example,Left out. Email cannot be used\n"), "{list}");
    assert_eq!(done.summary.files[0].name, "shop-hubspot.csv");
}

#[test]
fn consent_is_passed_over_only_for_a_reason_in_words() {
    let contacts = contacts(&COLUMNS, 8);
    let with = |reason: &str| Wish {
        consent: Consent::Overridden { reason: reason.to_owned() },
        ..Wish::of("hubspot")
    };
    for reason in ["", "   ", "...", "ok", "\u{200b}\u{200b}\u{200b}\u{200b}"] {
        assert_eq!(export(&contacts, &with(reason), &rows()).unwrap_err().kind, "no_reason", "{reason:?}");
    }
    let done = export(&contacts, &with("contract notice to all customers"), &rows()).unwrap();
    assert_eq!(done.summary.files[0].n_rows, 4);
    assert_eq!(done.summary.n_without_consent, 2);
    assert_eq!(done.summary.override_reason, "contract notice to all customers");
    assert!(done.summary.readme().contains("Reason given: contract notice to all customers"));
}

#[test]
fn each_segment_has_its_file_where_asked_for() {
    let wish = Wish { is_by_segment: true, ..Wish::of("hubspot") };
    let done = export(&contacts(&COLUMNS, 8), &wish, &rows()).unwrap();
    let names: Vec<&str> = done.summary.files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["shop-hubspot-Loyal.csv", "shop-hubspot-New.csv"]);
}

#[test]
fn plain_text_keeps_what_cannot_be_mailed() {
    let wish =
        Wish { consent: Consent::Overridden { reason: "for the archive".to_owned() }, ..Wish::of("csv") };
    let done = export(&contacts(&COLUMNS, 8), &wish, &rows()).unwrap();
    assert_eq!(done.records(0).len(), 9);
    assert_eq!(done.records(0)[4], ["4", "dan@example", "yes", "Loyal"]);
}
