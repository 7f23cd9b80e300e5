//! The samples: the same bytes everywhere, and what was planted in them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets a broken sample should fail loudly"
)]

use std::collections::{BTreeMap, BTreeSet};

use enclave::engine::sample::Sample;
use sha2::{Digest as _, Sha256};

/// All records of a sample, header first.
fn records(sample: Sample) -> Vec<Vec<String>> {
    let bytes = sample.bytes();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    reader.records().map(|it| it.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of one column of a sample.
fn column(records: &[Vec<String>], name: &str) -> Vec<String> {
    let at = records[0].iter().position(|it| it == name).unwrap();
    records[1..].iter().map(|it| it[at].clone()).collect()
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn n_of_kind(sample: Sample) -> BTreeMap<&'static str, usize> {
    let mut n = BTreeMap::new();
    for planted in sample.truth() {
        *n.entry(planted.kind).or_insert(0) += 1;
    }
    n
}

#[test]
fn samples_have_the_same_bytes_on_every_machine() {
    let hashes = Sample::ALL.map(|it| sha256(&it.bytes()));
    assert_eq!(
        hashes,
        [
            "d30b1f75fe3f9e250795e15746489e7c71819fbd56498291787398788886dfa5",
            "c4c02450125474f388e3f192b246506c816b64bbf3fccc7ddb2ac07f0de09c71",
            "4b2234b8e762577eca88260c17ad44b3df279a59596a0506cd553b8ad9bb6e6b",
        ]
    );
}

#[test]
fn samples_have_the_rows_they_say() {
    for sample in Sample::ALL {
        let records = records(sample);
        assert_eq!(records.len(), sample.n_rows() + 1, "{sample:?}");
        assert!(records.iter().all(|it| it.len() == records[0].len()), "{sample:?}");
    }
}

#[test]
fn every_customer_of_a_sample_has_one_planted_type() {
    for (sample, id) in Sample::ALL.into_iter().zip(["customer_id", "customer_id", "account_id"]) {
        let in_file: BTreeSet<String> = column(&records(sample), id).into_iter().collect();
        let planted: BTreeSet<String> = sample.truth().into_iter().map(|it| it.customer).collect();
        assert_eq!(planted.len(), sample.truth().len(), "{sample:?}");
        assert_eq!(in_file, planted, "{sample:?}");
    }
}

#[test]
fn shop_orders_are_distinct_in_order_of_time_and_end_on_the_last_of_may() {
    let records = records(Sample::ShopOrders);
    let orders: BTreeSet<String> = column(&records, "order_id").into_iter().collect();
    assert_eq!(orders.len(), 24_000);
    let days = column(&records, "order_date");
    assert!(days.is_sorted());
    assert!(days[0].as_str() >= "2024-06-01", "{}", days[0]);
    assert_eq!(days.last().unwrap(), "2026-05-31");
    assert!(column(&records, "total_eur").iter().all(|it| it.parse::<f64>().unwrap() > 0.0));
}

#[test]
fn champions_are_few_and_bring_much_of_the_shop_s_money() {
    let records = records(Sample::ShopOrders);
    let kinds: BTreeMap<String, &str> =
        Sample::ShopOrders.truth().into_iter().map(|it| (it.customer, it.kind)).collect();
    let mut money = BTreeMap::new();
    for (customer, total) in column(&records, "customer_id").iter().zip(column(&records, "total_eur")) {
        *money.entry(kinds[customer]).or_insert(0.0) += total.parse::<f64>().unwrap();
    }
    let all: f64 = money.values().sum();
    let n = n_of_kind(Sample::ShopOrders);
    let n_all: usize = n.values().sum();
    assert!((n["champion"] as f64) < 0.08 * n_all as f64);
    assert!(money["champion"] > 0.25 * all);
    assert!(money["one-timer"] < 0.1 * all && n["one-timer"] * 4 > n_all);
}

#[test]
fn lists_have_a_few_cells_missing() {
    let rates = column(&records(Sample::CustomerList), "email_open_rate");
    let n_missing = rates.iter().filter(|it| it.is_empty()).count();
    assert!((20..80).contains(&n_missing), "{n_missing}");
    let sizes = column(&records(Sample::BusinessAccounts), "employees");
    let n_missing = sizes.iter().filter(|it| it.is_empty()).count();
    assert!((3..20).contains(&n_missing), "{n_missing}");
}

#[test]
fn a_customer_s_last_order_is_never_before_the_customer_came() {
    let records = records(Sample::CustomerList);
    let days = column(&records, "last_order_date");
    assert!(days.iter().all(|it| it.as_str() <= "2026-05-31"));
    for (tenure, day) in column(&records, "tenure_months").iter().zip(&days) {
        if tenure == "1" {
            assert!(day.as_str() > "2026-05-01", "{day}");
        }
    }
}
