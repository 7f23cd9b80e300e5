//! Test and control groups: exact shares, the same chance each time, no customer who changes sides.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::naive_bytecount,
    reason = "small whole numbers of customers"
)]

use std::collections::BTreeMap;

use enclave::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use enclave::engine::plan::balance::{BalanceVerdict, balance};
use enclave::engine::plan::roster::roster;
use enclave::engine::plan::split::{
    ControlSize, Group, Split, SplitError, SplitOptions, SplitRule, earlier, lot, split,
};
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::{Detail, GroupsDetail, Segment, SegmentId, Segmentation, UNASSIGNED};
use enclave::engine::table::{ReadingOptions, Source};

/// Customers `from..to`, with a column of places and a number; every 50th is in no segment.
fn customers(from: usize, to: usize) -> (FeatureMatrix, Segmentation) {
    let ids: Vec<usize> = (from..to).collect();
    let names: Vec<String> = ids.iter().map(|it| format!("C{it:06}")).collect();
    let feature = Feature {
        id: "monetary".to_owned(),
        label: "Spent".to_owned(),
        unit: Unit::Money,
        values: ids.iter().map(|it| ((it * 7919) % 1000) as f64).collect(),
    };
    let places = CategoryFeature {
        label: "place".to_owned(),
        codes: ids.iter().map(|it| if it % 11 == 0 { u32::MAX } else { (it % 3) as u32 }).collect(),
        dictionary: ["Ulm", "Bern", "Graz"].into_iter().collect(),
    };
    let matrix = FeatureMatrix {
        customers: names.iter().map(String::as_str).collect(),
        features: vec![feature],
        categories: vec![places],
        ..FeatureMatrix::default()
    };
    let segment = |(id, name): (u8, &str)| Segment {
        id: SegmentId(id),
        name: name.to_owned(),
        given_name: name.to_owned(),
        ..Segment::default()
    };
    let segmentation = Segmentation {
        segments: [(0, "Loyal"), (1, "New"), (2, "Gone")].map(segment).to_vec(),
        assignment: ids.iter().map(|it| if it % 50 == 0 { UNASSIGNED } else { (it % 3 % 2) as u8 }).collect(),
        scores: None,
        confidence: None,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        memberships: None,
        figures: Vec::new(),
        learnt: None,
        detail: Detail::Groups(GroupsDetail::default()),
    };
    (matrix, segmentation)
}

fn made(of: &(FeatureMatrix, Segmentation), options: &SplitOptions, known: &[Option<Group>]) -> Split {
    split(&of.0, &of.1, options, known).unwrap()
}

fn by_name(of: &(FeatureMatrix, Segmentation), split: &Split) -> BTreeMap<String, Group> {
    let names = (0..of.0.n_customers()).map(|it| of.0.customers.get(it).to_owned());
    names.zip(&split.groups).filter_map(|(name, it)| Some((name, (*it)?))).collect()
}

fn tenth() -> SplitOptions {
    SplitOptions { seed: 42, ..SplitOptions::default() }
}

#[test]
fn each_segment_gives_its_share_and_all_together_the_share_of_all() {
    let all = customers(0, 9_973);
    let found = made(&all, &tenth(), &[]);
    let [n_test, n_control] = found.totals();
    assert_eq!(n_control, ((n_test + n_control) as f64 / 10.0).round() as usize);
    for [test, control] in &found.counts {
        assert!((*control as f64 - (test + control) as f64 / 10.0).abs() < 1.0, "{test}, {control}");
    }
    let unassigned = all.1.assignment.iter().filter(|it| **it == UNASSIGNED).count();
    assert_eq!(found.groups.iter().filter(|it| it.is_none()).count(), unassigned);
}

#[test]
fn a_number_of_customers_is_kept_to_the_customer() {
    let all = customers(0, 5_000);
    let options = SplitOptions { control: ControlSize::Customers(333), ..tenth() };
    assert_eq!(made(&all, &options, &[]).totals()[1], 333);
}

#[test]
fn the_order_of_the_rows_changes_nobodys_group() {
    let all = customers(0, 3_000);
    let rows: Vec<usize> = (0..3_000).rev().collect();
    let mut turned = (all.0.select(&rows), all.1.clone());
    turned.1.assignment.reverse();
    assert_eq!(by_name(&all, &made(&all, &tenth(), &[])), by_name(&turned, &made(&turned, &tenth(), &[])));
}

#[test]
fn the_same_seed_gives_the_same_groups_and_another_seed_others() {
    let all = customers(0, 3_000);
    let first = made(&all, &tenth(), &[]);
    assert_eq!(first, made(&all, &tenth(), &[]));
    let other = made(&all, &SplitOptions { seed: 43, ..tenth() }, &[]);
    let n_both = first.groups.iter().zip(&other.groups);
    let n_both = n_both.filter(|it| it.0 == &Some(Group::Control) && it.1 == &Some(Group::Control)).count();
    assert!((10..60).contains(&n_both), "a tenth of a tenth: {n_both}");
}

#[test]
fn by_the_steady_rule_a_refreshed_file_moves_nobody() {
    let options = SplitOptions { rule: SplitRule::Steady, ..tenth() };
    let (before, after) = (customers(0, 4_000), customers(1_000, 9_000));
    let (old, new) =
        (by_name(&before, &made(&before, &options, &[])), by_name(&after, &made(&after, &options, &[])));
    let both: Vec<_> = old.iter().filter_map(|(name, group)| Some((group, new.get(name)?))).collect();
    assert!(both.len() > 2_900 && both.iter().all(|it| it.0 == it.1));
    let n_control = new.values().filter(|it| **it == Group::Control).count();
    assert!((n_control as f64 / new.len() as f64 - 0.1).abs() < 0.015, "{n_control}");
    for (name, group) in &new {
        assert_eq!(*group == Group::Control, lot(42, name) < u64::MAX / 10, "{name}");
    }
}

#[test]
fn customers_of_an_earlier_split_keep_their_group_and_new_ones_give_their_own_share() {
    let before = customers(0, 4_000);
    let old = made(&before, &tenth(), &[]);
    let words: Vec<String> =
        by_name(&before, &old).iter().map(|(name, it)| format!("{name},{}\n", it.word())).collect();
    let text = format!("customer_id,group\n{}", words.concat());
    let file = Source::from_bytes("split.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let after = customers(1_000, 9_000);
    let known = earlier(&roster(&after.0, None, &file), &file).unwrap();
    let n_gone = by_name(&before, &old).keys().filter(|it| it.as_str() < "C001000").count();
    assert_eq!((known.n_gone, known.n_unclear), (n_gone, 0));
    let found = made(&after, &tenth(), &known.groups);
    let (old, new) = (by_name(&before, &old), by_name(&after, &found));
    let n_kept = old.iter().filter(|(name, group)| new.get(*name) == Some(group)).count();
    assert_eq!(n_kept, found.n_kept);
    assert_eq!(n_kept, old.keys().filter(|it| new.contains_key(*it)).count());
    let fresh: Vec<_> = new.iter().filter(|it| !old.contains_key(it.0)).map(|it| it.1).collect();
    let n_control = fresh.iter().filter(|it| ***it == Group::Control).count();
    assert_eq!(n_control, (fresh.len() as f64 / 10.0).round() as usize);
}

#[test]
fn shares_are_kept_within_further_columns_and_quarters_of_numbers() {
    let all = customers(0, 6_000);
    let strata = vec!["place".to_owned(), "monetary".to_owned()];
    let found = made(&all, &SplitOptions { strata, ..tenth() }, &[]);
    // Places are in one segment each, customers without a place in both; each in four quarters.
    assert_eq!(found.n_strata, (3 + 2) * 4);
    for code in [0, 1, 2, u32::MAX] {
        let of = |group| {
            let pairs = all.0.categories[0].codes.iter().zip(&found.groups);
            pairs.filter(|it| *it.0 == code && *it.1 == Some(group)).count() as f64
        };
        let (test, control) = (of(Group::Test), of(Group::Control));
        // Of each of its eight strata at most one customer more or fewer.
        assert!((control - (test + control) / 10.0).abs() < 8.0, "{code}: {test}, {control}");
    }
    let missing = SplitOptions { strata: vec!["colour".to_owned()], ..tenth() };
    let refused = split(&all.0, &all.1, &missing, &[]);
    assert_eq!(refused, Err(SplitError::StratumMissing { name: "colour".to_owned() }));
}

#[test]
fn strata_of_a_few_customers_are_left_out_no_more_often_than_their_share() {
    let all = customers(0, 40);
    let mut n_of = [0; 40];
    for seed in 0..2_000 {
        let strata = vec!["place".to_owned(), "monetary".to_owned()];
        let found = made(&all, &SplitOptions { seed, strata, ..tenth() }, &[]);
        assert_eq!(found.totals()[1], 4);
        for (n, group) in n_of.iter_mut().zip(&found.groups) {
            *n += usize::from(*group == Some(Group::Control));
        }
    }
    for (customer, n) in n_of.iter().enumerate().skip(1) {
        // 4 of 39, with five standard errors.
        assert!(
            (f64::from(u32::try_from(*n).unwrap()) / 2_000.0 - 4.0 / 39.0).abs() < 0.034,
            "{customer}: {n}"
        );
    }
}

#[test]
fn sizes_that_make_no_sense_are_refused() {
    let all = customers(0, 100);
    for control in [ControlSize::Share(0.0), ControlSize::Share(1.0), ControlSize::Share(f64::NAN)] {
        let options = SplitOptions { control, ..tenth() };
        assert!(matches!(split(&all.0, &all.1, &options, &[]), Err(SplitError::Share { .. })));
    }
    let options = SplitOptions { control: ControlSize::Customers(98), ..tenth() };
    assert_eq!(split(&all.0, &all.1, &options, &[]), Err(SplitError::TooMany { asked: 98, found: 98 }));
    let options = SplitOptions { control: ControlSize::Share(2.0), ..tenth() };
    let recipe = Recipe { split: Some(options), ..Recipe::default() };
    assert!(matches!(recipe.check(), Err(RecipeError::OutOfRange { .. })));
}

#[test]
fn a_recipe_keeps_the_split_and_one_without_stays_of_its_version() {
    let recipe = Recipe {
        split: Some(SplitOptions { strata: vec!["place".to_owned()], ..tenth() }),
        ..Recipe::default()
    };
    let text = recipe.to_json();
    assert!(text.contains("\"version\": 6"), "{text}");
    assert_eq!(Recipe::from_json(&text).unwrap(), Recipe { version: 6, ..recipe });
    assert!(Recipe::default().to_json().contains("\"version\": 1"));
    let short = text.replace("\"seed\": 42,", "");
    assert_eq!(Recipe::from_json(&short).unwrap().split.unwrap().seed, 1);
}

#[test]
fn groups_by_chance_are_alike_and_groups_by_money_are_not() {
    let all = customers(0, 20_000);
    let mut found = made(&all, &SplitOptions { control: ControlSize::Share(0.5), ..tenth() }, &[]);
    let fair = balance(&all.0, &all.1, &found);
    assert_eq!(fair.verdict(), BalanceVerdict::Alike, "{:?}", fair.worst());
    assert_eq!(fair.categories.len(), 2);
    assert_eq!(fair.categories[0].values.len(), 2, "nobody is in the third segment");
    assert!(fair.categories[1].values.last().unwrap().is_missing);
    for (group, money) in found.groups.iter_mut().zip(&all.0.features[0].values) {
        *group = group.map(|_| if *money > 600.0 { Group::Control } else { Group::Test });
    }
    let unfair = balance(&all.0, &all.1, &found);
    assert_eq!(unfair.verdict(), BalanceVerdict::Apart);
    assert_eq!(unfair.worst().unwrap().0, "Spent");
}
