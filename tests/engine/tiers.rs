//! Value tiers: ties, shares, Gini, value against cost to serve.

use enclave::engine::EngineError;
use enclave::engine::Outcome;
use enclave::engine::export::{Format, Safety, write};
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::tiers::{QuadrantOptions, TierRule, TiersDetail, TiersOptions};
use enclave::engine::segmentation::{Detail, Method};
use enclave::engine::table::{ReadingOptions, Source};
use proptest::prelude::*;

use crate::analysed::Analysed;

fn tiered(file: &str, options: TiersOptions) -> Analysed {
    let source = Source::from_bytes("f.csv", file.as_bytes(), &ReadingOptions::default()).unwrap();
    let recipe = Recipe { method: Method::Tiers(options), ..Recipe::suggest(&source.summary()) };
    Analysed::of("f.csv", file, recipe).unwrap()
}

fn detail(outcome: &Outcome) -> &TiersDetail {
    match &outcome.segmentation.detail {
        Detail::Tiers(detail) => detail,
        Detail::Rfm(_) | Detail::Groups(_) | Detail::Rules(_) | Detail::ResponseTree(_) => {
            panic!("tiers have the detail of tiers")
        }
    }
}

/// A customer file with these amounts.
fn people(amounts: &[f64]) -> String {
    let rows = amounts.iter().enumerate().map(|(idx, it)| format!("c{idx:05},{it:?}\n"));
    format!("customer_id,total_spent\n{}", rows.collect::<String>())
}

fn by(rule: TierRule) -> TiersOptions {
    TiersOptions { amount: "monetary".to_owned(), by: rule }
}

fn sizes(amounts: &[f64], rule: TierRule) -> Vec<(String, usize)> {
    let analysed = tiered(&people(amounts), by(rule));
    detail(&analysed.outcome).tiers.iter().map(|it| (it.name.clone(), it.n)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "amounts of tests are small")]
fn cents_of(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

fn named(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
}

#[test]
fn equal_amounts_are_in_the_same_tier() {
    let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
    let expected = [("Top 1%", 1), ("1–5%", 4), ("5–20%", 15), ("Last 80%", 80)];
    assert_eq!(sizes(&hundred, TierRule::Customers(vec![1.0, 5.0, 20.0])), named(&expected));
    let tied = [9.0, 5.0, 5.0, 5.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    let expected = [("Top 20%", 4), ("20–30%", 0), ("Last 70%", 6)];
    assert_eq!(sizes(&tied, TierRule::Customers(vec![20.0, 30.0])), named(&expected));
}

#[test]
fn the_customer_who_crosses_a_share_of_revenue_is_above_it() {
    let amounts = [50.0, 20.0, 20.0, 10.0];
    let expected = [("First 50% of revenue", 1), ("50–80% of revenue", 2), ("Last 20% of revenue", 1)];
    assert_eq!(sizes(&amounts, TierRule::Revenue(vec![50.0, 80.0])), named(&expected));
    let expected = [("First 51% of revenue", 3), ("Last 49% of revenue", 1)];
    assert_eq!(sizes(&amounts, TierRule::Revenue(vec![51.0])), named(&expected));
    // Those who bring nothing are last, however large the share.
    let expected = [("First 99.9% of revenue", 1), ("Last 0.1% of revenue", 2)];
    assert_eq!(sizes(&[5.0, 0.0, -3.0], TierRule::Revenue(vec![99.9])), named(&expected));
}

#[test]
fn an_amount_on_a_cut_is_above_it() {
    let expected = [("100 and more", 2), ("10 to under 100", 1), ("Under 10", 1)];
    assert_eq!(sizes(&[100.0, 150.0, 10.0, 9.99], TierRule::Amounts(vec![10.0, 100.0])), named(&expected));
}

#[test]
fn everybody_with_an_amount_is_in_one_tier_and_those_without_are_counted() {
    let file = "customer_id,total_spent,age\na,5,1\nb,,2\nc,9,3\n";
    let analysed = tiered(file, by(TierRule::Customers(vec![50.0])));
    assert_eq!(analysed.outcome.segmentation.assignment, [1, u8::MAX, 0]);
    assert_eq!(analysed.outcome.analysis.profiles.n_unassigned, 1);
    assert_eq!(analysed.outcome.analysis.issues.iter().filter(|it| it.n == 1).count(), 1);
}

#[test]
fn gini_is_nothing_among_equals_and_large_where_one_brings_all() {
    let gini =
        |amounts: &[f64]| detail(&tiered(&people(amounts), by(TierRule::Customers(vec![20.0]))).outcome).gini;
    assert_eq!(gini(&[3.0, 3.0, 3.0, 3.0]), Some(0.0));
    assert_eq!(gini(&[0.0, 0.0, 0.0, 8.0]), Some(0.75));
    assert_eq!(gini(&[1.0, 3.0]), Some(0.25));
    assert_eq!(gini(&[0.0, -2.0]), None);
    assert_eq!(gini(&[1e300, 1.0]), Some(0.5));
}

const COSTS: &str = "customer_id,margin,cost_to_serve\n\
    a,100.10,20.05\nb,90.20,95.30\nc,10.10,5.05\nd,5.70,60.90\ne,,3\n";

fn quadrant(margin_cut: Option<f64>, cost_cut: Option<f64>) -> TiersOptions {
    let (margin, cost) = ("margin".to_owned(), "cost_to_serve".to_owned());
    by(TierRule::Quadrant(QuadrantOptions { margin, cost, margin_cut, cost_cut }))
}

#[test]
fn contributions_add_up_to_the_cent() {
    let analysed = tiered(COSTS, quadrant(None, None));
    let found = detail(&analysed.outcome).quadrant.as_ref().unwrap();
    let cents = cents_of;
    assert_eq!((cents(found.all.margin), cents(found.all.cost)), (20_610, 18_130));
    assert_eq!(cents(found.all.contribution), 2_480);
    assert_eq!(found.quarters.iter().map(|it| cents(it.contribution)).sum::<i64>(), 2_480);
    assert_eq!((found.all.n, found.all.n_below_zero, cents(found.all.lost)), (4, 2, -6_030));
    assert_eq!(found.quarters.iter().map(|it| it.n).collect::<Vec<_>>(), [1, 1, 1, 1]);
    assert_eq!(analysed.outcome.segmentation.assignment, [0, 1, 2, 3, u8::MAX]);
    let format = Format::Customers { segments: Vec::new(), safety: Safety::Exact };
    let file = String::from_utf8(write(&analysed.material(), &format).bytes).unwrap();
    let second = "b,2,\"High value, high cost\",90.2,95.3,-5.1\n";
    assert!(file.contains(second), "{file}");
}

#[test]
fn cuts_of_the_persons_own_take_the_place_of_the_medians() {
    let analysed = tiered(COSTS, quadrant(Some(6.0), Some(100.0)));
    assert_eq!(analysed.outcome.segmentation.assignment, [0, 0, 0, 1, u8::MAX]);
}

#[test]
fn columns_of_an_order_file_are_summed_over_the_rows_of_a_customer() {
    let file = "customer,day,amount,cost\nA,2026-01-01,10,1\nA,2026-01-02,20,2\nB,2026-01-03,7,9\n";
    let (margin, cost) = ("amount".to_owned(), "cost".to_owned());
    let options = QuadrantOptions { margin, cost, ..QuadrantOptions::default() };
    let analysed = tiered(file, by(TierRule::Quadrant(options)));
    let all = &detail(&analysed.outcome).quadrant.as_ref().unwrap().all;
    assert_eq!((all.n, all.margin, all.cost, all.n_below_zero), (2, 37.0, 12.0, 1));
}

#[test]
fn cuts_that_make_no_tiers_are_refused() {
    let check = |rule| Method::Tiers(by(rule)).check();
    assert!(matches!(check(TierRule::Customers(vec![])), Err(RecipeError::OutOfRange { .. })));
    assert!(matches!(check(TierRule::Customers(vec![0.0])), Err(RecipeError::OutOfRange { .. })));
    assert!(matches!(check(TierRule::Revenue(vec![100.0])), Err(RecipeError::OutOfRange { .. })));
    assert!(matches!(check(TierRule::Amounts(vec![f64::NAN])), Err(RecipeError::CutsNotRising { .. })));
    assert!(matches!(check(TierRule::Revenue(vec![5.0, 5.0])), Err(RecipeError::CutsNotRising { .. })));
    assert!(matches!(check(TierRule::Amounts(vec![1.0; 6])), Err(RecipeError::OutOfRange { .. })));
    assert!(check(TierRule::Amounts(vec![-5.0, 0.0, 5.0])).is_ok());
    let unknown = TiersOptions { amount: "weight".to_owned(), ..TiersOptions::default() };
    let source = Source::from_bytes("f.csv", people(&[1.0]).as_bytes(), &ReadingOptions::default()).unwrap();
    let recipe = Recipe { method: Method::Tiers(unknown), ..Recipe::suggest(&source.summary()) };
    let refused = Analysed::of("f.csv", &people(&[1.0, 2.0]), recipe);
    assert!(matches!(refused, Err(EngineError::Segmentation(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tiers_part_everybody_and_nobody_is_above_a_better_one(
        cents in prop::collection::vec(-500_i32..100_000, 1..60),
        shares in prop::sample::subsequence(vec![1.0, 5.0, 20.0, 50.0, 80.0], 1..5),
        kind in 0..3,
    ) {
        let amounts: Vec<f64> = cents.iter().map(|it| f64::from(*it) / 100.0).collect();
        let rule = match kind {
            0 => TierRule::Customers(shares),
            1 => TierRule::Revenue(shares),
            _ => TierRule::Amounts(shares),
        };
        let analysed = tiered(&people(&amounts), by(rule));
        let (found, detail) = (&analysed.outcome.segmentation, detail(&analysed.outcome));
        prop_assert_eq!(detail.tiers.iter().map(|it| it.n).sum::<usize>(), amounts.len());
        let total: i32 = cents.iter().sum();
        prop_assert_eq!(cents_of(detail.tiers.iter().map(|it| it.amount).sum()), i64::from(total));
        for (a, &above) in amounts.iter().zip(&found.assignment) {
            for (b, &below) in amounts.iter().zip(&found.assignment) {
                prop_assert!(a <= b || above <= below, "{} and {}", a, b);
            }
        }
        let is_curve = detail.pareto.windows(2).all(|it| it[0][0] < it[1][0] && it[0][1] <= it[1][1] + 1e-12);
        prop_assert!(is_curve && detail.pareto.len() <= 201);
        prop_assert!(detail.gini.is_none_or(|it| (0.0..1.0).contains(&it)));
    }
}
