//! How sure natural groups are: how many there are, whether there are any, how often they are found
//! again.
#![expect(clippy::indexing_slicing, reason = "a broken outcome should fail loudly")]

use enclave::engine::features::{Feature, FeatureMatrix, Unit, scaling};
use enclave::engine::progress::{Observer, Stage, Steps, Unobserved};
use enclave::engine::segmentation::groups::choose_k::{Plan, recommendation};
use enclave::engine::segmentation::groups::{Grouping, find};
use enclave::engine::segmentation::{
    GroupsOptions, KReason, Method, Scale, SegmentationError, UNASSIGNED, segment,
};
use enclave::engine::table::{IssueKind, Issues, Texts};
use enclave::kernel::kmeans::points::Points;
use enclave::kernel::random::Random;

/// A table of customers with nothing but numbers.
fn matrix(columns: Vec<Vec<f64>>) -> FeatureMatrix {
    let mut customers = Texts::default();
    let n = columns[0].len();
    (0..n).for_each(|idx| customers.push(&idx.to_string()));
    let feature = |(idx, values): (usize, Vec<f64>)| Feature {
        id: format!("n{idx}"),
        label: format!("n{idx}"),
        unit: Unit::Plain,
        values,
    };
    FeatureMatrix {
        customers,
        features: columns.into_iter().enumerate().map(feature).collect(),
        categories: Vec::new(),
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

fn found(columns: Vec<Vec<f64>>, options: &GroupsOptions) -> Result<Grouping, SegmentationError> {
    find(&matrix(columns), options, &mut Issues::default(), &mut Unobserved)
}

fn plain() -> GroupsOptions {
    GroupsOptions { scale: Scale::None, starts: 10, ..GroupsOptions::default() }
}

/// Points without groups, of one of several forms.
fn without_groups(form: usize, random: &mut Random) -> Vec<Vec<f64>> {
    let n = [200, 300, 500, 900][random.below(4)];
    let n_dims = 2 + random.below(7);
    let turn: Vec<f64> = (0..n_dims * n_dims).map(|_| random.normal()).collect();
    let turned = |row: Vec<f64>| -> Vec<f64> {
        turn.chunks(n_dims).map(|it| it.iter().zip(&row).map(|(a, b)| a * b).sum()).collect()
    };
    let mut columns = vec![Vec::new(); n_dims];
    for _ in 0..n {
        let even: Vec<f64> = (0..n_dims).map(|_| random.unit()).collect();
        let normal: Vec<f64> = (0..n_dims).map(|_| random.normal()).collect();
        let row = match form {
            0 => even,
            1 => normal,
            2 => turned(normal),
            3 => turned(even),
            // Skewed money, as it stands in a file.
            _ => normal.iter().map(|it| (4.0 + it).exp()).collect(),
        };
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    columns
}

/// Points in so many groups of unequal size, at least so many spreads apart.
fn with_groups(k: usize, apart: f64, random: &mut Random) -> Vec<Vec<f64>> {
    let n = [200, 300, 500, 900][random.below(4)];
    let n_dims = 2 + random.below(7);
    let reach = apart * (1.0 + k as f64);
    let mut centres: Vec<Vec<f64>> = Vec::new();
    while centres.len() < k {
        let centre: Vec<f64> = (0..n_dims).map(|_| random.unit() * reach).collect();
        let distance =
            |other: &Vec<f64>| other.iter().zip(&centre).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        if centres.iter().all(|it| distance(it) >= apart) {
            centres.push(centre);
        }
    }
    let weights: Vec<f64> = (0..k).map(|_| 0.3 + 1.7 * random.unit()).collect();
    let all: f64 = weights.iter().sum();
    let mut columns = vec![Vec::new(); n_dims];
    for (centre, weight) in centres.iter().zip(weights) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
        let size = ((f64::from(n) * weight / all) as usize).max(15);
        for _ in 0..size {
            columns.iter_mut().zip(centre).for_each(|(column, at)| column.push(at + random.normal()));
        }
    }
    columns
}

/// The number recommended for columns on the scale that groups are found on by default.
fn recommended(mut columns: Vec<Vec<f64>>) -> u8 {
    for column in &mut columns {
        scaling::log_if_skewed(column);
        scaling::z_score(column);
    }
    let plan = Plan { numbers: 1..=12, is_set: false, starts: 6, seed: 1 };
    let mut nobody = Unobserved;
    let mut steps = Steps::new(&mut nobody, Stage::Segmenting, 1);
    recommendation(&Points::from_columns(&columns), &plan, &mut steps).k
}

#[test]
fn of_a_hundred_files_without_groups_at_least_95_are_told_to_have_one() {
    let mut wrong = Vec::new();
    for file in 0..100_usize {
        let mut random = Random::for_task(2_026, file as u64);
        let k = recommended(without_groups(file % 5, &mut random));
        if k != 1 {
            wrong.push((file, k));
        }
    }
    assert!(wrong.len() <= 5, "{wrong:?}");
}

#[test]
fn of_a_hundred_files_with_planted_groups_at_least_95_are_told_their_number() {
    let mut wrong = Vec::new();
    for file in 0..100_usize {
        let mut random = Random::for_task(7_777, file as u64);
        let n_planted = 2 + file % 5;
        let apart = [5.0, 6.0, 8.0, 12.0][random.below(4)];
        let k = recommended(with_groups(n_planted, apart, &mut random));
        if usize::from(k) != n_planted {
            wrong.push((file, n_planted, k, apart));
        }
    }
    assert!(wrong.len() <= 5, "{wrong:?}");
}

#[test]
fn customers_without_groups_are_one_segment_called_everyone() {
    let mut random = Random::new(3);
    let columns =
        vec![(0..300).map(|_| random.normal()).collect(), (0..300).map(|_| random.unit()).collect()];
    let matrix = matrix(columns);
    let method = Method::Groups(plain());
    let mut issues = Issues::default();
    let outcome = segment(&matrix, (&method, &[]), &mut issues, &mut Unobserved).unwrap();
    let given: Vec<&str> = outcome.segments.iter().map(|it| it.given_name.as_str()).collect();
    assert_eq!(given, ["Everyone"]);
    assert!(outcome.assignment.iter().all(|it| *it == 0));
}

#[test]
fn one_group_has_a_reason_and_no_figure_that_needs_two() {
    let mut random = Random::new(4);
    let columns =
        vec![(0..300).map(|_| random.normal()).collect(), (0..300).map(|_| random.normal()).collect()];
    let detail = found(columns, &plain()).unwrap().detail;
    assert_eq!((detail.k, detail.recommendation.k), (1, 1));
    assert_eq!(detail.recommendation.reason, KReason::NothingGained);
    assert_eq!((detail.silhouette, detail.calinski_harabasz, detail.davies_bouldin), (None, None, None));
    assert_eq!(detail.tried.len(), 12);
    assert!(detail.tried[1].silhouette.is_some() && detail.tried[1].stability.is_some());
    assert!(detail.tried.iter().all(|it| it.gap.is_some()));
}

#[test]
fn one_group_can_be_asked_for() {
    let columns = vec![(0..40).map(|it| f64::from(it % 4)).collect()];
    let grouping = found(columns, &GroupsOptions { k: Some(1), ..plain() }).unwrap();
    assert_eq!(grouping.detail.k, 1);
    assert_eq!(grouping.detail.recommendation.reason, KReason::Set);
}

#[test]
fn planted_groups_are_found_again_and_their_members_are_sure() {
    let mut random = Random::new(6);
    let columns = with_groups(3, 9.0, &mut random);
    let grouping = found(columns, &plain()).unwrap();
    assert_eq!(grouping.detail.k, 3);
    assert!(grouping.detail.stability.iter().all(|it| it.unwrap() > 0.95), "{:?}", grouping.detail.stability);
    let confidence = grouping.confidence.unwrap();
    assert!(confidence.iter().all(|it| (0.0..=1.0).contains(it)));
    let n_sure = confidence.iter().filter(|it| **it > 0.5).count();
    assert!(n_sure * 10 > confidence.len() * 7, "{n_sure} of {}", confidence.len());
}

#[test]
fn a_cloud_cut_in_five_is_not_found_again() {
    let mut random = Random::new(9);
    let columns: Vec<Vec<f64>> = (0..4).map(|_| (0..400).map(|_| random.normal()).collect()).collect();
    let detail = found(columns, &GroupsOptions { k: Some(5), ..plain() }).unwrap().detail;
    let mean = detail.stability.iter().flatten().sum::<f64>() / 5.0;
    assert!(mean < 0.75, "{:?}", detail.stability);
    assert!(!detail.tried[0].is_apart);
}

#[test]
fn every_figure_stands_in_the_order_of_the_segments() {
    // A tight group of much and a wide one of little.
    let mut random = Random::new(2);
    let value = |it: usize, random: &mut Random| {
        if it.is_multiple_of(3) { 50.0 + 0.5 * random.normal() } else { 4.0 * random.normal() }
    };
    let columns = vec![(0..300).map(|it| value(it, &mut random)).collect()];
    let grouping = found(columns, &GroupsOptions { k: Some(2), ..plain() }).unwrap();
    assert_eq!(grouping.assignment[..3], [0, 1, 1]);
    let silhouettes: Vec<f64> = grouping.detail.segment_silhouettes.iter().map(|it| it.unwrap()).collect();
    assert!(silhouettes[0] > silhouettes[1], "{silhouettes:?}");
    assert!((grouping.detail.largest_share - 2.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_few_far_away_make_no_group_that_is_recommended() {
    let mut random = Random::new(12);
    let mut values: Vec<f64> = (0..500).map(|_| random.normal()).collect();
    values[3] = 900.0;
    values[40] = 901.0;
    values[77] = 899.0;
    let detail = found(vec![values], &plain()).unwrap().detail;
    assert_eq!(detail.recommendation.k, 1, "{:?}", detail.tried);
}

#[test]
fn one_value_of_1e300_gives_finite_figures() {
    for scale in [Scale::None, Scale::Zscore, Scale::Log, Scale::Robust] {
        for k in [None, Some(2), Some(4)] {
            let mut random = Random::new(13);
            let mut values: Vec<f64> = (0..60).map(|_| random.normal()).collect();
            values[11] = 1e300;
            let other = (0..60).map(|_| random.normal()).collect();
            let options = GroupsOptions { scale, k, ..plain() };
            match found(vec![values, other], &options) {
                Ok(grouping) => check_finite(&grouping, &format!("{scale:?} {k:?}")),
                Err(error) => {
                    assert!(matches!(scale, Scale::None | Scale::Robust), "{scale:?}: {error:?}");
                    assert_eq!(error, SegmentationError::TooLarge { feature: "n0".to_owned() });
                }
            }
        }
    }
}

fn check_finite(grouping: &Grouping, what: &str) {
    let detail = &grouping.detail;
    let text = format!("{detail:?}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{what}: {text}");
    assert!(grouping.assignment.iter().all(|it| *it < detail.k || *it == UNASSIGNED));
    let confidence = grouping.confidence.iter().flatten();
    assert!(confidence.copied().all(|it| (0.0..=1.0).contains(&it)), "{what}");
}

#[test]
fn odd_tables_give_finite_figures() {
    let identical = vec![[vec![1.0; 20], vec![5.0; 20]].concat()];
    let singletons = vec![(0..12).map(|it| f64::from(it * it * it)).collect::<Vec<f64>>()];
    let constant = vec![vec![3.0; 30], (0..30).map(|it| f64::from(it % 7)).collect()];
    let two_values = vec![(0..30).map(|it| f64::from(u8::from(it == 4))).collect()];
    for (columns, what) in [
        (identical, "two places"),
        (singletons, "everybody apart"),
        (constant, "a constant column"),
        (two_values, "one who differs"),
    ] {
        for k in [None, Some(1), Some(3), Some(12)] {
            for scale in [Scale::None, Scale::Log] {
                let options = GroupsOptions { k, scale, ..plain() };
                check_finite(&found(columns.clone(), &options).unwrap(), &format!("{what}, {k:?}"));
            }
        }
    }
}

#[test]
fn a_table_of_nothing_but_gaps_is_refused_in_words() {
    let error = found(vec![vec![f64::NAN; 30]], &plain()).unwrap_err();
    assert!(matches!(error, SegmentationError::NoFeatures | SegmentationError::AllAlike { .. }), "{error:?}");
}

#[test]
fn progress_of_a_whole_scan_rises_to_one_in_many_small_steps() {
    #[derive(Default)]
    struct Heard(Vec<f32>);
    impl Observer for Heard {
        fn progress(&mut self, _stage: Stage, fraction: f32) {
            self.0.push(fraction);
        }
    }
    let mut random = Random::new(1);
    let columns = vec![(0..200).map(|_| random.normal()).collect()];
    let mut heard = Heard::default();
    find(&matrix(columns), &plain(), &mut Issues::default(), &mut heard).unwrap();
    assert!(heard.0.is_sorted() && heard.0.len() > 400, "{}", heard.0.len());
    assert!((heard.0.last().unwrap() - 1.0).abs() < f32::EPSILON);
    let largest = heard.0.windows(2).map(|it| it[1] - it[0]).fold(0.0, f32::max);
    assert!(largest < 0.1, "{largest}");
}

#[test]
fn gap_and_stability_of_many_customers_are_of_a_sample_and_said_so() {
    let mut random = Random::new(1);
    let heap = |it: usize| if it.is_multiple_of(2) { 0.0 } else { 9.0 };
    let columns = vec![(0..3_000).map(|it| heap(it) + random.normal()).collect::<Vec<f64>>()];
    let mut issues = Issues::default();
    let options = GroupsOptions { k: Some(2), ..plain() };
    let grouping = find(&matrix(columns), &options, &mut issues, &mut Unobserved).unwrap();
    assert_eq!(grouping.detail.n_resampled, 1_000);
    let said = issues.into_parts().0;
    assert!(said.iter().any(|it| it.kind == IssueKind::ResamplingSampled && it.n == 1_000));
    assert!(grouping.detail.gap.unwrap() > 0.5);
}
