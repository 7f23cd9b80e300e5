//! Natural groups by mixtures: how many, how sure, and what is said where they collapse.
#![expect(clippy::unwrap_used, reason = "a broken outcome should fail loudly")]

use enclave::engine::features::{Feature, FeatureMatrix, Unit};
use enclave::engine::progress::{Observer, Stage, Unobserved};
use enclave::engine::segmentation::groups::{Grouping, find};
use enclave::engine::segmentation::{
    Algorithm, Covariance, GroupsOptions, Method, Scale, SegmentationError, UNASSIGNED,
};
use enclave::engine::table::{Issue, IssueKind, Issues, Texts};
use enclave::kernel::random::Random;

fn matrix(columns: Vec<Vec<f64>>) -> FeatureMatrix {
    let n = columns.first().unwrap().len();
    let mut customers = Texts::default();
    for idx in 0..n {
        customers.push(&idx.to_string());
    }
    let feature = |(idx, values): (usize, Vec<f64>)| {
        let id = format!("x{idx}");
        Feature { label: id.clone(), id, unit: Unit::Plain, values }
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

fn by_mixture(covariance: Covariance, k: Option<u8>) -> GroupsOptions {
    let algorithm = Algorithm::Mixture { covariance };
    GroupsOptions { algorithm, k, scale: Scale::Zscore, starts: 6, ..GroupsOptions::default() }
}

fn found(
    matrix: &FeatureMatrix,
    options: &GroupsOptions,
) -> Result<(Grouping, Vec<Issue>), SegmentationError> {
    let mut issues = Issues::default();
    let grouping = find(matrix, options, &mut issues, &mut Unobserved)?;
    Ok((grouping, issues.into_parts().0))
}

fn n_of(issues: &[Issue], kind: IssueKind) -> Option<u64> {
    issues.iter().find(|it| it.kind == kind).map(|it| it.n)
}

/// Two long groups side by side, which a straight cut across would part wrongly.
fn long_groups(n: usize) -> (FeatureMatrix, Vec<u8>) {
    let mut random = Random::new(8);
    let (mut x, mut y, mut truth) = (Vec::new(), Vec::new(), Vec::new());
    for idx in 0..n {
        let group = u8::from(idx % 3 == 0);
        let along = 5.0 * random.normal();
        x.push(along + 0.3 * random.normal());
        y.push(along + 0.3 * random.normal() + 3.0 * f64::from(group));
        truth.push(group);
    }
    (matrix(vec![x, y]), truth)
}

#[test]
fn long_groups_side_by_side_are_told_apart() {
    let (matrix, truth) = long_groups(900);
    let (grouping, issues) = found(&matrix, &by_mixture(Covariance::Full, None)).unwrap();
    assert_eq!(grouping.detail.k, 2);
    let n_same = grouping.assignment.iter().zip(&truth).filter(|(a, b)| a == b).count();
    assert!(!(10..=890).contains(&n_same), "{n_same}");
    assert_eq!(grouping.detail.tried.len(), 12);
    let best = grouping.detail.tried.iter().min_by(|a, b| a.bic.unwrap().total_cmp(&b.bic.unwrap())).unwrap();
    assert_eq!((best.k, best.bic), (2, grouping.detail.bic));
    // −2 ln L + 11 parameters × ln 900.
    let expected = 11.0 * 900.0_f64.ln() - 2.0 * grouping.detail.log_likelihood.unwrap();
    assert!((grouping.detail.bic.unwrap() - expected).abs() < 1e-6);
    let confidence = grouping.confidence.unwrap();
    assert!(confidence.iter().all(|it| (0.5..=1.0).contains(it)));
    assert!(issues.is_empty(), "{issues:?}");
}

#[test]
fn one_group_is_an_answer() {
    let mut random = Random::new(2);
    let column = |random: &mut Random| (0..400).map(|_| random.normal()).collect::<Vec<f64>>();
    let matrix = matrix(vec![column(&mut random), column(&mut random), column(&mut random)]);
    for covariance in [Covariance::Full, Covariance::Diagonal, Covariance::Spherical] {
        let (grouping, _) = found(&matrix, &by_mixture(covariance, None)).unwrap();
        assert_eq!(grouping.detail.k, 1, "{covariance:?}");
        assert!(grouping.assignment.iter().all(|it| *it == 0));
    }
    assert!(Method::Groups(by_mixture(Covariance::Full, Some(1))).check().is_ok());
}

#[test]
fn customers_exactly_alike_in_a_number_are_a_group_and_it_is_said_that_numbers_were_blurred() {
    let mut random = Random::new(6);
    let orders: Vec<f64> = (0..300).map(|it| if it < 200 { 1.0 } else { 5.0 + random.normal() }).collect();
    let money: Vec<f64> = (0..300).map(|_| random.normal()).collect();
    let (grouping, issues) =
        found(&matrix(vec![orders, money]), &by_mixture(Covariance::Full, Some(2))).unwrap();
    assert_eq!(n_of(&issues, IssueKind::GroupsBlurred), Some(300));
    assert_eq!(grouping.detail.k, 2);
    let first = grouping.assignment.first().unwrap();
    assert!(grouping.assignment.iter().take(200).all(|it| it == first));
    assert!(grouping.assignment.iter().skip(200).all(|it| it != first));
}

#[test]
fn more_groups_than_customers_can_carry_become_fewer_and_it_is_said() {
    let (matrix, _) = long_groups(30);
    let (grouping, issues) = found(&matrix, &by_mixture(Covariance::Full, Some(12))).unwrap();
    assert!((1..=6).contains(&grouping.detail.k), "{}", grouping.detail.k);
    assert_eq!(n_of(&issues, IssueKind::GroupsCollapsed), Some(u64::from(grouping.detail.k)));
    assert!(grouping.detail.log_likelihood.unwrap().is_finite());
}

#[test]
fn odd_numbers_give_finite_figures() {
    let mut random = Random::new(3);
    let mut wild: Vec<f64> = (0..200).map(|_| random.normal()).collect();
    wild[7] = 1e300;
    wild[9] = f64::NAN;
    let other: Vec<f64> = (0..200).map(|it| f64::from(it % 2)).collect();
    for scale in [Scale::None, Scale::Zscore, Scale::Log, Scale::Robust] {
        let options = GroupsOptions { scale, ..by_mixture(Covariance::Full, None) };
        let Ok((grouping, _)) = found(&matrix(vec![wild.clone(), other.clone()]), &options) else { continue };
        assert!(grouping.detail.bic.unwrap().is_finite(), "{scale:?}");
        assert_eq!(grouping.assignment.get(9), Some(&UNASSIGNED));
    }
}

#[test]
fn too_many_features_for_full_covariances_are_refused_with_the_limit() {
    let mut random = Random::new(4);
    let columns = (0..31).map(|_| (0..50).map(|_| random.normal()).collect()).collect();
    let error = found(&matrix(columns), &by_mixture(Covariance::Full, Some(2))).unwrap_err();
    assert_eq!(error, SegmentationError::TooManyFeatures { n_features: 31, limit: 30 });
}

#[test]
fn progress_rises_to_the_end() {
    struct Seen(Vec<f32>);
    impl Observer for Seen {
        fn progress(&mut self, _: Stage, fraction: f32) {
            self.0.push(fraction);
        }
    }
    let (matrix, _) = long_groups(200);
    let mut seen = Seen(Vec::new());
    find(&matrix, &by_mixture(Covariance::Diagonal, None), &mut Issues::default(), &mut seen).unwrap();
    assert!(seen.0.is_sorted() && seen.0.len() > 500, "{}", seen.0.len());
    assert!(seen.0.last().is_some_and(|it| (*it - 1.0).abs() < 1e-6));
}

#[test]
fn a_sample_is_searched_where_there_are_very_many_customers() {
    let (matrix, truth) = long_groups(9_000);
    let (grouping, issues) = found(&matrix, &by_mixture(Covariance::Full, Some(2))).unwrap();
    assert_eq!(n_of(&issues, IssueKind::StartsSampled), Some(8_000));
    let n_same = grouping.assignment.iter().zip(&truth).filter(|(a, b)| a == b).count();
    assert!(!(100..8_900).contains(&n_same), "{n_same}");
}
