//! From customers to scores and names: small matrices worked out by hand.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test that finds something else should fail loudly"
)]

use enclave::engine::features::{Feature, FeatureMatrix, Unit};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::{
    Detail, Method, OwnMap, RfmCuts, RfmDetail, RfmMap, RfmOptions, ScoreRule, Segmentation,
    SegmentationError, UNASSIGNED, segment,
};
use enclave::engine::table::{IssueKind, Issues, Texts};
use proptest::prelude::*;

/// Customers with these numbers, named in order.
pub fn matrix(numbers: &[(f64, f64, f64)]) -> FeatureMatrix {
    let mut customers = Texts::default();
    (0..numbers.len()).for_each(|it| customers.push(&format!("c{it:04}")));
    let feature = |id: &str, unit, pick: fn(&(f64, f64, f64)) -> f64| Feature {
        id: id.to_owned(),
        label: id.to_owned(),
        unit,
        values: numbers.iter().map(pick).collect(),
    };
    FeatureMatrix {
        customers,
        features: vec![
            feature("recency_days", Unit::Days, |it| it.0),
            feature("frequency", Unit::Count, |it| it.1),
            feature("monetary", Unit::Money, |it| it.2),
        ],
        categories: Vec::new(),
        revenue: Some(numbers.iter().map(|it| it.2).collect()),
        orders: None,
        as_of: Some(0),
        period: None,
        n_rows_used: numbers.len(),
        currency: None,
        protected: Vec::new(),
        scales: Vec::new(),
    }
}

/// RFM of customers with these numbers.
pub fn rfm(numbers: &[(f64, f64, f64)], options: RfmOptions) -> Segmentation {
    let method = Method::Rfm(options);
    segment(&matrix(numbers), (&method, &[]), &mut Issues::default(), &mut Unobserved).unwrap()
}

fn names(segmentation: &Segmentation) -> Vec<&str> {
    segmentation.segments.iter().map(|it| it.name.as_str()).collect()
}

fn detail(segmentation: &Segmentation) -> &RfmDetail {
    match &segmentation.detail {
        Detail::Rfm(detail) => detail,
        Detail::Groups(_) | Detail::Rules(_) | Detail::Tiers(_) | Detail::ResponseTree(_) => {
            panic!("RFM has the detail of RFM")
        }
    }
}

/// From best to worst in every number: scores 5 to 1.
const LADDER: [(f64, f64, f64); 5] =
    [(1.0, 9.0, 90.0), (2.0, 7.0, 70.0), (3.0, 5.0, 50.0), (4.0, 3.0, 30.0), (5.0, 1.0, 10.0)];

#[test]
fn five_customers_on_a_ladder_have_the_five_scores() {
    for score in [ScoreRule::CumeDist, ScoreRule::Ntile] {
        let found = rfm(&LADDER, RfmOptions { score, ..RfmOptions::default() });
        let ladder = vec![5, 4, 3, 2, 1];
        assert_eq!(found.scores, Some([ladder.clone(), ladder.clone(), ladder]));
        assert_eq!(names(&found), ["Champions", "Loyal", "Potential Loyalist", "Hibernating", "Lost"]);
        assert_eq!(found.assignment, [0, 1, 2, 3, 4]);
        let cuts = RfmCuts {
            recency_days: vec![1.0, 2.0, 3.0, 4.0],
            frequency: vec![1.0, 3.0, 5.0, 7.0],
            monetary: vec![10.0, 30.0, 50.0, 70.0],
        };
        assert_eq!(detail(&found).cuts, cuts);
    }
}

#[test]
fn only_names_with_customers_are_segments_in_the_order_of_the_map() {
    let found = rfm(&LADDER, RfmOptions { map: RfmMap::TenGrid, ..RfmOptions::default() });
    assert_eq!(names(&found), ["Champions", "Loyal Customers", "Need Attention", "Hibernating"]);
    assert_eq!(found.assignment, [0, 1, 2, 3, 3]);
    assert_eq!(found.segments.iter().map(|it| it.id.0).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(found.segments.iter().map(|it| it.slot).collect::<Vec<_>>(), [1, 7, 5, 8]);
}

#[test]
fn the_grid_has_25_cells_with_counts_medians_and_the_name_most_have() {
    let mut numbers = LADDER.to_vec();
    numbers.extend([(1.0, 9.0, 100.0), (1.0, 9.0, 20.0), (1.0, 9.0, 20.0)]);
    let found = rfm(&numbers, RfmOptions { map: RfmMap::TenGrid, ..RfmOptions::default() });
    let cells = &detail(&found).cells;
    let codes: Vec<(u8, u8)> = cells.iter().map(|it| (it.r, it.f)).collect();
    assert_eq!((codes.len(), codes[0], codes[4], codes[5], codes[24]), (25, (5, 1), (5, 5), (4, 1), (1, 5)));
    assert_eq!(cells.iter().map(|it| it.n).sum::<usize>(), 8);
    assert_eq!((cells[4].n, cells[4].median_monetary), (4, Some(55.0)));
    assert_eq!(cells[4].segment.map(|it| found.segments[usize::from(it.0)].name.as_str()), Some("Champions"));
    assert_eq!((cells[0].n, cells[0].median_monetary, cells[0].segment), (0, None, None));
}

#[test]
fn fixed_cuts_are_used_as_given_and_are_the_quintiles_where_none_are() {
    let options = |cuts| RfmOptions { score: ScoreRule::Fixed, cuts, ..RfmOptions::default() };
    let cuts = RfmCuts {
        recency_days: vec![30.0, 60.0, 90.0, 180.0],
        frequency: vec![1.0, 2.0, 5.0, 10.0],
        monetary: vec![50.0, 100.0, 200.0, 400.0],
    };
    let found = rfm(&LADDER, options(Some(cuts.clone())));
    assert_eq!(found.scores, Some([vec![5; 5], vec![4, 4, 3, 3, 1], vec![2, 2, 1, 1, 1]]));
    assert_eq!(detail(&found).cuts, cuts);
    let found = rfm(&LADDER, options(None));
    assert_eq!(detail(&found).cuts.recency_days, [1.8, 2.6, 3.4, 4.2]);
}

#[test]
fn a_customer_without_a_number_is_in_no_segment_and_is_counted() {
    let mut numbers = LADDER.to_vec();
    numbers.insert(1, (f64::NAN, 0.0, -5.0));
    let mut issues = Issues::default();
    let method = Method::Rfm(RfmOptions::default());
    let found = segment(&matrix(&numbers), (&method, &[]), &mut issues, &mut Unobserved).unwrap();
    assert_eq!(found.assignment, [0, UNASSIGNED, 1, 2, 3, 4]);
    assert_eq!(found.scores.map(|it| it[0].clone()), Some(vec![5, 0, 4, 3, 2, 1]));
    let (issues, _) = issues.into_parts();
    let [issue] = issues.as_slice() else { panic!("one issue") };
    assert_eq!(
        (issue.kind, issue.column.as_deref(), issue.n),
        (IssueKind::NoFeature, Some("recency_days"), 1)
    );
}

#[test]
fn rfm_without_one_of_its_numbers_says_which() {
    let mut matrix = matrix(&LADDER);
    matrix.features.remove(2);
    let method = Method::Rfm(RfmOptions::default());
    let error = segment(&matrix, (&method, &[]), &mut Issues::default(), &mut Unobserved);
    let feature = "monetary".to_owned();
    assert_eq!(error.unwrap_err(), SegmentationError::FeatureMissing { feature });
}

#[test]
fn nobody_with_all_three_numbers_is_too_few() {
    let method = Method::Rfm(RfmOptions::default());
    let matrix = matrix(&[(f64::NAN, 1.0, 1.0)]);
    let error = segment(&matrix, (&method, &[]), &mut Issues::default(), &mut Unobserved);
    assert_eq!(error.unwrap_err(), SegmentationError::TooFewCustomers { n_customers: 0, needed: 1 });
}

fn customers() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    let customer = (0..400_u32, 1..9_u32, -200..90_000_i32)
        .prop_map(|(r, f, m)| (f64::from(r), f64::from(f), f64::from(m) / 100.0));
    prop::collection::vec(customer, 1..80)
}

fn options() -> impl Strategy<Value = RfmOptions> {
    let rules = vec![
        ScoreRule::CumeDist,
        ScoreRule::Ntile,
        ScoreRule::QcutRankFirst,
        ScoreRule::RRfm,
        ScoreRule::EqualWidth,
        ScoreRule::Fixed,
    ];
    let maps = vec![RfmMap::ElevenCodes, RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen, RfmMap::Six];
    let options = (3..=5_u8, prop::sample::select(rules), prop::sample::select(maps));
    options.prop_map(|(bins, score, map)| RfmOptions { bins, score, map, cuts: None })
}

proptest! {
    #[test]
    fn every_customer_has_three_scores_and_one_segment(numbers in customers(), options in options()) {
        let bins = options.bins;
        let found = rfm(&numbers, options);
        prop_assert_eq!(found.assignment.len(), numbers.len());
        prop_assert!(found.assignment.iter().all(|&it| usize::from(it) < found.segments.len()));
        for scores in found.scores.iter().flatten() {
            prop_assert!(scores.iter().all(|it| (1..=bins).contains(it)));
        }
        prop_assert_eq!(detail(&found).cells.len(), usize::from(bins) * usize::from(bins));
        prop_assert_eq!(detail(&found).cuts.monetary.len(), usize::from(bins) - 1);
        let n_in_cells: usize = detail(&found).cells.iter().map(|it| it.n).sum();
        prop_assert_eq!(n_in_cells, numbers.len());
        for (position, _) in found.segments.iter().enumerate() {
            prop_assert!(found.assignment.iter().any(|&it| usize::from(it) == position), "an empty segment");
        }
    }

    #[test]
    fn a_better_number_never_has_a_lower_score(numbers in customers(), options in options()) {
        let found = rfm(&numbers, options);
        let [r, f, m] = found.scores.unwrap();
        for (a, left) in numbers.iter().enumerate() {
            for (b, right) in numbers.iter().enumerate() {
                prop_assert!(left.0 >= right.0 || r[a] >= r[b]);
                prop_assert!(left.1 <= right.1 || f[a] >= f[b]);
                prop_assert!(left.2 <= right.2 || m[a] >= m[b]);
            }
        }
    }

    #[test]
    fn money_in_another_unit_leaves_scores_alone(numbers in customers(), power in -3..4_i32) {
        for score in [ScoreRule::CumeDist, ScoreRule::Ntile, ScoreRule::Fixed] {
            let options = RfmOptions { score, ..RfmOptions::default() };
            let scaled: Vec<_> = numbers.iter().map(|it| (it.0, it.1, it.2 * 2_f64.powi(power))).collect();
            prop_assert_eq!(rfm(&scaled, options.clone()).scores, rfm(&numbers, options).scores);
        }
    }

    #[test]
    fn equal_numbers_have_equal_scores_unless_the_rule_splits_them(numbers in customers(), options in options()) {
        prop_assume!(!matches!(options.score, ScoreRule::Ntile | ScoreRule::QcutRankFirst));
        let found = rfm(&numbers, options);
        let [r, f, m] = found.scores.unwrap();
        let mut known = std::collections::BTreeMap::new();
        for (idx, it) in numbers.iter().enumerate() {
            let key = (it.0.to_bits(), it.1.to_bits(), it.2.to_bits());
            let code = (r[idx], f[idx], m[idx]);
            prop_assert_eq!(*known.entry(key).or_insert(code), code);
        }
    }
}

#[test]
fn a_recipe_with_four_cuts_and_no_number_of_scores_still_opens() {
    let text = r#"{"version": 1, "mapping": {"unit": "orders", "columns": []}, "method": {"rfm": {
        "score": "fixed", "map": "eleven", "cuts": {"recency_days": [1, 2, 3, 4], "frequency": [1, 1, 2, 3],
        "monetary": [0.5, 10, 20, 30]}}}}"#;
    let recipe = Recipe::from_json(text).unwrap().check().unwrap();
    let Method::Rfm(options) = recipe.method else { panic!("RFM") };
    assert_eq!((options.bins, options.map), (5, RfmMap::Eleven));
    assert_eq!(options.cuts.unwrap().monetary, [0.5, 10.0, 20.0, 30.0]);
}

#[test]
fn an_own_map_survives_the_recipe_and_names_the_segments() {
    let mut own = OwnMap::blank(vec!["Stars".to_owned(), "Sleepers".to_owned()], 3);
    own.cells[2] = Some(0);
    own.cells[6] = Some(1);
    let options = RfmOptions { bins: 3, map: RfmMap::Own(own), ..RfmOptions::default() };
    let recipe = Recipe { method: Method::Rfm(options.clone()), ..Recipe::default() };
    assert_eq!(Recipe::from_json(&recipe.to_json()).unwrap(), recipe);
    let found = rfm(&LADDER, options);
    assert_eq!(names(&found), ["Stars", "Sleepers", "Others"]);
    assert_eq!(found.assignment, [0, 0, 2, 2, 1]);
    assert_eq!(found.segments.iter().map(|it| it.slot).collect::<Vec<_>>(), [1, 2, 12]);
}

#[test]
fn choices_that_do_not_fit_the_number_of_scores_are_refused() {
    let check = |options| Recipe { method: Method::Rfm(options), ..Recipe::default() }.check().unwrap_err();
    let bins = check(RfmOptions { bins: 6, ..RfmOptions::default() });
    assert!(matches!(bins, RecipeError::OutOfRange { max, .. } if max == 5.0));
    let four = vec![1.0, 2.0, 3.0, 4.0];
    let cuts = RfmCuts { recency_days: vec![1.0, 2.0], frequency: four.clone(), monetary: four };
    let cuts = check(RfmOptions { bins: 3, cuts: Some(cuts), ..RfmOptions::default() });
    assert_eq!(cuts, RecipeError::CutsMiscounted { feature: "frequency".to_owned(), found: 4, needed: 2 });
    let map = RfmMap::Own(OwnMap::blank(vec!["A".to_owned()], 4));
    let map = check(RfmOptions { map, ..RfmOptions::default() });
    assert_eq!(map, RecipeError::OwnMapMiscounted { n_cells: 16, bins: 5 });
}
