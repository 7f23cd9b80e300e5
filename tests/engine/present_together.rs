//! Several files in words.

use enclave::engine::join::{KeyChoice, arrange, join};
use enclave::engine::present::together::{details, findings, key_reason, match_rate, proposal, what};

use crate::join::fixture;

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn a_join_is_told_in_sentences_with_its_counts() {
    let (customers, log) = (fixture("customers.csv"), fixture("campaign_log.csv"));
    let pairs = [(KeyChoice::default(), &customers), (KeyChoice::default(), &log)];
    let joined = join(fixture("orders.csv"), &pairs);
    let [customers, log] = joined.joins.as_slice() else { panic!("two companions") };
    assert_eq!(what(customers), "84 rows, one for each customer");
    assert_eq!(
        match_rate(customers, "orders.csv"),
        "69 of 74 customers are in it (93%), with 301 of 324 rows of orders.csv"
    );
    assert_eq!(
        details(customers),
        [
            "71 of 84 rows of customers.csv are used",
            "5 customers found without regard to blanks",
            "5 customers found without regard to capitals",
            "64 customers found without regard to leading zeros"
        ]
    );
    assert_eq!(what(log), "217 rows, several for each e-mail address: their values were made one first");
    assert_eq!(customers.key.as_ref().map(key_reason), Some("Both columns say who it is"));
}

#[test]
fn findings_name_the_files_and_lead_to_their_rows() {
    let customers = fixture("customers.csv");
    let joined = join(fixture("orders.csv"), &[(KeyChoice::default(), &customers)]);
    let all = findings(&joined.joins[0], &customers.issues, "orders.csv");
    assert_eq!(all[0].sentence(), "21 rows have a value in “customer_id” that customers.csv lacks");
    assert_eq!((all[0].file.as_str(), all[0].other.as_str()), ("", "customers.csv"));
    assert_eq!(all[3].sentence(), "12 rows have a value in “customer_no” that orders.csv lacks");
    assert_eq!((all[3].file.as_str(), all[3].other.as_str()), ("customers.csv", "orders.csv"));
    for finding in &all {
        let rows = enclave::engine::present::check::problems_of(&joined.source.problems, finding);
        assert_eq!(rows.len() as u64, finding.n, "{}", finding.sentence());
    }
}

#[test]
fn files_that_belong_together_are_proposed_with_the_reason() {
    let files = [fixture("customers.csv"), fixture("orders.csv")];
    let said = proposal(&arrange(&files), &names(&["customers.csv", "orders.csv"]));
    let expected = "orders.csv holds orders. customers.csv is joined by customer_id = customer_no";
    assert_eq!(said.as_deref(), Some(expected));
    let alike = [fixture("orders.csv"), fixture("orders.csv")];
    let said = proposal(&arrange(&alike), &names(&["march.csv", "april.csv"]));
    assert_eq!(said.as_deref(), Some("march.csv holds orders. april.csv continues march.csv"));
}
