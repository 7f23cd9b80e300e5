//! Natural groups by how far customers are apart: merging, medoids, density.
#![expect(clippy::indexing_slicing, reason = "a broken outcome should fail loudly")]

use enclave::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use enclave::engine::progress::{Observer, Stage, Unobserved};
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::groups::{Grouping, find};
use enclave::engine::segmentation::{
    Algorithm, Distance, GroupsOptions, Method, Missing, Scale, SegmentationError, UNASSIGNED, segment,
};
use enclave::engine::table::{Issue, IssueKind, Issues, MISSING_CODE, Texts};
use enclave::kernel::random::Random;

const MEDOIDS: Algorithm = Algorithm::Medoids { distance: Distance::Gower };
const HDBSCAN: Algorithm = Algorithm::Hdbscan { min_size: None, min_samples: None };
const DBSCAN: Algorithm = Algorithm::Dbscan { eps: 1.0, min_samples: 5 };
const EUCLIDEAN: Algorithm = Algorithm::Medoids { distance: Distance::Euclidean };
const ALL: [Algorithm; 6] = [Algorithm::Ward, Algorithm::Average, MEDOIDS, EUCLIDEAN, HDBSCAN, DBSCAN];

fn matrix(columns: &[(&str, Vec<f64>)], categories: &[(&str, Vec<u32>)]) -> FeatureMatrix {
    let n = columns.first().map_or_else(|| categories[0].1.len(), |it| it.1.len());
    let mut customers = Texts::default();
    (0..n).for_each(|idx| customers.push(&idx.to_string()));
    let feature = |(id, values): &(&str, Vec<f64>)| Feature {
        id: (*id).to_owned(),
        label: (*id).to_owned(),
        unit: Unit::Plain,
        values: values.clone(),
    };
    let category = |(label, codes): &(&str, Vec<u32>)| {
        let mut dictionary = Texts::default();
        (0..9).for_each(|it| dictionary.push(&format!("level {it}")));
        CategoryFeature { label: (*label).to_owned(), codes: codes.clone(), dictionary }
    };
    FeatureMatrix {
        customers,
        features: columns.iter().map(feature).collect(),
        categories: categories.iter().map(category).collect(),
        revenue: None,
        orders: None,
        as_of: None,
        period: None,
        n_rows_used: n,
        currency: None,
        protected: Vec::new(),
        scales: Vec::new(),
    }
}

fn found(
    matrix: &FeatureMatrix,
    algorithm: Algorithm,
    k: Option<u8>,
) -> Result<(Grouping, Vec<Issue>), SegmentationError> {
    let mut issues = Issues::default();
    let options = GroupsOptions { algorithm, k, scale: Scale::None, ..GroupsOptions::default() };
    let grouping = find(matrix, &options, &mut issues, &mut Unobserved)?;
    Ok((grouping, issues.into_parts().0))
}

fn n_of(issues: &[Issue], kind: IssueKind) -> Option<u64> {
    issues.iter().find(|it| it.kind == kind).map(|it| it.n)
}

/// `n` customers around each of three places, in turn, on two columns; the third place has most.
fn clouds(n: usize) -> Vec<(&'static str, Vec<f64>)> {
    let mut random = Random::new(21);
    let mut columns = vec![("x", Vec::new()), ("y", Vec::new())];
    for _ in 0..n {
        for (x, y) in [(0.0, 0.0), (20.0, 0.0), (30.0, 20.0)] {
            columns[0].1.push(x + random.normal());
            columns[1].1.push(y + random.normal());
        }
    }
    columns
}

#[test]
fn every_way_finds_three_clouds_when_nobody_says_how_many() {
    let matrix = matrix(&clouds(60), &[]);
    for algorithm in ALL {
        let (grouping, _) = found(&matrix, algorithm, None).unwrap();
        assert_eq!(grouping.detail.k, 3, "{algorithm:?}");
        let placed = grouping.assignment.iter().enumerate().filter(|it| *it.1 < 3);
        assert!(placed.clone().count() > 165, "{algorithm:?}");
        assert!(placed.clone().all(|(idx, it)| usize::from(*it) == 2 - idx % 3), "{algorithm:?}");
        assert!(grouping.detail.silhouette.unwrap() > 0.7, "{algorithm:?}");
        assert_eq!(grouping.detail.map.len(), 180);
    }
}

#[test]
fn one_heap_is_one_group_whichever_way_is_asked() {
    let mut random = Random::new(77);
    let heap = |_| (0..300).map(|_| random.normal()).collect::<Vec<f64>>();
    let columns: Vec<(&str, Vec<f64>)> = ["a", "b", "c"].into_iter().zip([0, 1, 2].map(heap)).collect();
    let matrix = matrix(&columns, &[]);
    for algorithm in [Algorithm::Ward, Algorithm::Average, MEDOIDS, EUCLIDEAN] {
        let (grouping, _) = found(&matrix, algorithm, None).unwrap();
        assert_eq!(grouping.detail.k, 1, "{algorithm:?}");
        assert!(grouping.assignment.iter().all(|it| *it == 0));
    }
}

#[test]
fn merging_tells_its_heights_and_gives_the_number_of_groups_asked_for() {
    let matrix = matrix(&clouds(60), &[]);
    for algorithm in [Algorithm::Ward, Algorithm::Average] {
        for k in [2, 3, 7, 12] {
            let (grouping, _) = found(&matrix, algorithm, Some(k)).unwrap();
            assert_eq!((grouping.detail.k, grouping.detail.tried.len()), (k, 1));
            assert_eq!(grouping.detail.heights.len(), 179);
            assert!(grouping.detail.heights.is_sorted());
        }
    }
}

#[test]
fn above_a_stated_size_groups_are_found_in_a_sample_and_this_is_said() {
    let sizes = [(Algorithm::Ward, 10_000, 3_500), (Algorithm::Average, 5_000, 2_000)];
    let others = [(MEDOIDS, 2_000, 1_500), (HDBSCAN, 4_000, 7_000)];
    for (algorithm, n_sample, n) in sizes.into_iter().chain(others) {
        let (grouping, issues) = found(&matrix(&clouds(n), &[]), algorithm, None).unwrap();
        assert_eq!(n_of(&issues, IssueKind::GroupsSampled), Some(n_sample), "{algorithm:?}");
        assert_eq!(grouping.detail.k, 3, "{algorithm:?}");
        let n_right =
            grouping.assignment.iter().enumerate().filter(|(idx, it)| usize::from(**it) == 2 - idx % 3);
        assert!(n_right.count() * 100 >= 97 * 3 * n, "{algorithm:?}");
        assert!(grouping.detail.heights.len() <= 30);
        let (again, _) = found(&matrix(&clouds(n), &[]), algorithm, None).unwrap();
        assert_eq!(again.assignment, grouping.assignment);
    }
}

#[test]
fn medoids_take_customers_with_gaps_and_categories() {
    let mut columns = clouds(60);
    let mut codes: Vec<u32> = (0..180).map(|it| it % 3).collect();
    for idx in (0..180).step_by(7) {
        columns[0].1[idx] = f64::NAN;
    }
    for idx in (3..180).step_by(11) {
        codes[idx] = MISSING_CODE;
    }
    (columns[0].1[50], columns[1].1[50], codes[50]) = (f64::NAN, f64::NAN, MISSING_CODE);
    let (grouping, issues) = found(&matrix(&columns, &[("kind", codes)]), MEDOIDS, Some(3)).unwrap();
    assert_eq!(grouping.assignment[50], UNASSIGNED);
    // One number cannot tell two of the clouds apart.
    let is_known = |idx: usize| idx != 50 && (!idx.is_multiple_of(7) || idx % 11 != 3);
    for (idx, group) in grouping.assignment.iter().enumerate().filter(|it| is_known(it.0)) {
        assert_eq!(usize::from(*group), 2 - idx % 3, "customer {idx}");
    }
    let n_gaps: u64 = issues.iter().filter(|it| it.kind == IssueKind::GapSetAside).map(|it| it.n).sum();
    assert_eq!(n_gaps, 26 + 17);
    assert_eq!(n_of(&issues, IssueKind::NoFeature), Some(1));
    assert_eq!(grouping.detail.categories, ["kind"]);
    assert!(grouping.detail.cost.unwrap() > 0.0);
    let has_gaps = |it: usize| columns[0].1[it].is_nan() || it % 11 == 3;
    for (group, medoid) in grouping.detail.medoids.iter().enumerate() {
        assert!(!has_gaps(*medoid as usize));
        assert_eq!(usize::from(grouping.assignment[*medoid as usize]), group);
    }
}

#[test]
fn gaps_are_filled_in_or_are_a_value_of_their_own_where_that_is_asked_for() {
    let mut columns = clouds(20);
    columns[0].1[3] = f64::NAN;
    let mut codes: Vec<u32> = (0..60).map(|it| it % 3).collect();
    (codes[5], codes[8]) = (MISSING_CODE, MISSING_CODE);
    let matrix = matrix(&columns, &[("kind", codes)]);
    for (missing, filled, own) in [(Missing::Impute, Some(3), None), (Missing::OwnLevel, None, Some(2))] {
        let options = GroupsOptions { algorithm: MEDOIDS, missing, k: Some(3), ..GroupsOptions::default() };
        let mut issues = Issues::default();
        let grouping = find(&matrix, &options, &mut issues, &mut Unobserved).unwrap();
        assert!(grouping.assignment.iter().all(|it| *it < 3));
        let issues = issues.into_parts().0;
        let n_filled: u64 = issues.iter().filter(|it| it.kind == IssueKind::FilledIn).map(|it| it.n).sum();
        assert_eq!((n_filled > 0).then_some(n_filled), filled);
        assert_eq!(n_of(&issues, IssueKind::OwnLevel), own);
        assert_eq!(n_of(&issues, IssueKind::GapSetAside), own.map(|_| 1));
    }
}

#[test]
fn a_weight_makes_a_category_count_more_and_none_leaves_it_out() {
    let columns = clouds(20);
    let codes: Vec<u32> = (0..60).map(|it| it / 20).collect();
    let matrix = matrix(&columns, &[("kind", codes)]);
    let grouped = |weight: f64| {
        let mut options = GroupsOptions { algorithm: MEDOIDS, k: Some(3), ..GroupsOptions::default() };
        options.weights.insert("kind".to_owned(), weight);
        find(&matrix, &options, &mut Issues::default(), &mut Unobserved).unwrap()
    };
    let heavy = grouped(50.0).assignment;
    assert!((0..60).all(|idx| heavy[idx] == heavy[idx / 20 * 20]), "{heavy:?}");
    let none = grouped(0.0);
    assert!(none.detail.categories.is_empty());
    assert!((0..60).all(|idx| none.assignment[idx] == none.assignment[idx % 3]));
}

#[test]
fn categories_alone_are_enough_for_medoids() {
    let one: Vec<u32> = (0..90).map(|it| it % 3).collect();
    let two: Vec<u32> = (0..90).map(|it| if it == 4 { 0 } else { it % 3 + 1 }).collect();
    let (grouping, _) = found(&matrix(&[], &[("one", one), ("two", two)]), MEDOIDS, None).unwrap();
    assert_eq!(grouping.detail.k, 3);
    assert!(grouping.assignment.iter().enumerate().all(|(idx, it)| *it == grouping.assignment[idx % 3]));
    assert!(grouping.detail.map.is_empty() && grouping.detail.features.is_empty());
}

#[test]
fn the_cost_of_medoids_is_the_sum_of_the_ways_to_them() {
    let columns = clouds(40);
    let (grouping, _) = found(&matrix(&columns, &[]), EUCLIDEAN, Some(4)).unwrap();
    let (x, y) = (&columns[0].1, &columns[1].1);
    let way = |a: usize, b: usize| ((x[a] - x[b]).powi(2) + (y[a] - y[b]).powi(2)).sqrt();
    let own = |idx: usize| grouping.detail.medoids[usize::from(grouping.assignment[idx])] as usize;
    let cost: f64 = (0..120).map(|idx| way(idx, own(idx))).sum();
    assert!((grouping.detail.cost.unwrap() - cost).abs() < 1e-9);
    for idx in 0..120 {
        let nearest =
            grouping.detail.medoids.iter().map(|it| way(idx, *it as usize)).fold(f64::MAX, f64::min);
        assert!((way(idx, own(idx)) - nearest).abs() < 1e-12);
    }
}

#[test]
fn whoever_is_unlike_any_group_has_a_segment_of_that_name_and_no_confidence() {
    let mut columns = clouds(60);
    for (x, y) in [(200.0, -90.0), (-300.0, 500.0), (90.0, 900.0)] {
        columns[0].1.push(x);
        columns[1].1.push(y);
    }
    let matrix = matrix(&columns, &[]);
    for algorithm in [HDBSCAN, DBSCAN] {
        let options = GroupsOptions { algorithm, scale: Scale::None, ..GroupsOptions::default() };
        let method = Method::Groups(options);
        let found = segment(&matrix, (&method, &[]), &mut Issues::default(), &mut Unobserved).unwrap();
        assert_eq!(found.segments.last().unwrap().given_name, "Unlike any group");
        assert_eq!(found.assignment[180..], [3; 3]);
        let confidence = found.confidence.unwrap();
        assert!(confidence[180..].iter().all(|it| it.abs() < f32::EPSILON));
        let in_groups = confidence.iter().zip(&found.assignment).filter(|it| *it.1 < 3);
        assert!(in_groups.map(|it| *it.0).all(|it| it > 0.0 && it <= 1.0));
    }
}

#[test]
fn customers_without_a_dense_place_are_one_group_and_this_is_said() {
    let mut random = Random::new(5);
    let flat: Vec<f64> = (0..200).map(|_| random.normal()).collect();
    let matrix = matrix(&[("x", flat)], &[]);
    let sparse = Algorithm::Dbscan { eps: 1e-9, min_samples: 3 };
    let large = Algorithm::Hdbscan { min_size: Some(150), min_samples: None };
    for algorithm in [sparse, large] {
        let (grouping, issues) = found(&matrix, algorithm, None).unwrap();
        assert_eq!(n_of(&issues, IssueKind::NoDensePlace), Some(200), "{algorithm:?}");
        assert_eq!((grouping.detail.k, grouping.detail.silhouette), (1, None));
        assert!(!grouping.has_unlike && grouping.assignment.iter().all(|it| *it == 0));
    }
}

#[test]
fn more_groups_than_can_be_told_apart_are_refused_or_made_larger() {
    let pairs: Vec<f64> = (0..600).map(|it| f64::from(it / 2 * 10 + it % 2)).collect();
    let matrix = matrix(&[("x", pairs)], &[]);
    let error = found(&matrix, Algorithm::Dbscan { eps: 1.5, min_samples: 2 }, None).unwrap_err();
    assert_eq!(error, SegmentationError::TooManyGroups { n_groups: 300, limit: 250 });
    let small = Algorithm::Hdbscan { min_size: Some(2), min_samples: Some(1) };
    let (grouping, issues) = found(&matrix, small, None).unwrap();
    assert!(grouping.detail.k <= 250);
    assert_eq!(n_of(&issues, IssueKind::LargerGroups), Some(250));
    let (grouping, _) = found(&matrix, HDBSCAN, None).unwrap();
    assert!(grouping.detail.k <= 12);
}

#[test]
fn odd_customers_are_no_trouble_for_any_way() {
    let mut outlier = clouds(10);
    let few_kinds: Vec<f64> = (0..40).map(|it| f64::from(it % 2)).collect();
    for algorithm in ALL {
        (outlier[0].1[4], outlier[1].1[7]) = (1e300, -1e300);
        let alike = found(&matrix(&[("x", vec![3.0; 40])], &[]), algorithm, None).unwrap_err();
        assert_eq!(alike, SegmentationError::AllAlike { n_customers: 40 }, "{algorithm:?}");
        let few = found(&matrix(&[("x", vec![1.0, 2.0, 3.0])], &[]), algorithm, None).unwrap_err();
        assert_eq!(few, SegmentationError::TooFewCustomers { n_customers: 3, needed: 10 }, "{algorithm:?}");
        let none = found(&matrix(&[("x", vec![f64::NAN; 40])], &[]), algorithm, None);
        assert!(none.is_err(), "{algorithm:?}");
        if algorithm != MEDOIDS {
            let error = found(&matrix(&outlier, &[]), algorithm, None).unwrap_err();
            assert_eq!(error, SegmentationError::TooLarge { feature: "x".to_owned() }, "{algorithm:?}");
            (outlier[0].1[4], outlier[1].1[7]) = (1e29, -1e29);
        }
        let (grouping, _) = found(&matrix(&outlier, &[]), algorithm, None).unwrap();
        let detail = &grouping.detail;
        assert!(detail.heights.iter().chain(&detail.cost).all(|it| it.is_finite()), "{algorithm:?}");
        assert!(detail.silhouette.is_none_or(f64::is_finite), "{algorithm:?}");
        let sure = grouping.confidence.iter().flatten().all(|it| it.is_finite());
        assert!(sure && detail.k > 0, "{algorithm:?}");
        let (grouping, issues) =
            found(&matrix(&[("x", few_kinds.clone())], &[]), algorithm, Some(5)).unwrap();
        assert!(grouping.detail.k <= 2, "{algorithm:?}");
        let by_number = !matches!(algorithm, HDBSCAN | DBSCAN);
        assert_eq!(n_of(&issues, IssueKind::FewerGroups), by_number.then_some(2), "{algorithm:?}");
    }
}

#[test]
fn work_is_told_step_by_step_and_ends_at_one() {
    struct Told(Vec<f32>);
    impl Observer for Told {
        fn progress(&mut self, _: Stage, fraction: f32) {
            self.0.push(fraction);
        }
    }
    let matrix = matrix(&clouds(100), &[]);
    for algorithm in ALL {
        let mut told = Told(Vec::new());
        let options = GroupsOptions { algorithm, ..GroupsOptions::default() };
        find(&matrix, &options, &mut Issues::default(), &mut told).unwrap();
        assert!(told.0.len() > 100 && told.0.is_sorted(), "{algorithm:?}");
        assert!((told.0.last().unwrap() - 1.0).abs() < f32::EPSILON, "{algorithm:?}");
    }
}

#[test]
fn a_recipe_keeps_the_way_and_its_options() {
    for algorithm in ALL {
        let method = Method::Groups(GroupsOptions { algorithm, ..GroupsOptions::default() });
        let recipe = Recipe { method, ..Recipe::default() };
        assert_eq!(Recipe::from_json(&recipe.to_json()).unwrap().method, recipe.method);
        recipe.check().unwrap();
    }
    let refused = [
        (Algorithm::Hdbscan { min_size: Some(1), min_samples: None }, "min_size"),
        (Algorithm::Hdbscan { min_size: None, min_samples: Some(0) }, "min_samples"),
        (Algorithm::Dbscan { eps: -1.0, min_samples: 5 }, "eps"),
        (Algorithm::Dbscan { eps: f64::NAN, min_samples: 5 }, "eps"),
        (Algorithm::Dbscan { eps: 1.0, min_samples: 0 }, "min_samples"),
    ];
    for (algorithm, named) in refused {
        let method = Method::Groups(GroupsOptions { algorithm, ..GroupsOptions::default() });
        let error = Recipe { method, ..Recipe::default() }.check().unwrap_err();
        assert!(matches!(error, RecipeError::OutOfRange { option, .. } if option == named), "{algorithm:?}");
    }
}
