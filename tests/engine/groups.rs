//! Natural groups: what is found, in which order, and what is said about it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken outcome should fail loudly")]

use std::collections::BTreeMap;

use enclave::engine::features::{Feature, FeatureMatrix, MappedColumn, Unit};
use enclave::engine::progress::{Observer, Stage, Unobserved};
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::groups::{Grouping, find};
use enclave::engine::segmentation::{
    Detail, GroupsDetail, GroupsOptions, KReason, Method, Recommendation, RfmOptions, Scale,
    SegmentationError, UNASSIGNED,
};
use enclave::engine::table::{Issue, IssueKind, Issues, ReadingOptions, Role, Source, Texts};
use enclave::engine::{EngineError, Outcome, run};
use enclave::kernel::kmeans::KMeans;
use enclave::kernel::kmeans::points::Points;
use enclave::kernel::kmeans::silhouette;
use enclave::kernel::random::Random;
use linfa::traits::{Fit as _, Predict as _};

/// What came out, with its issues.
struct Found {
    assignment: Vec<u8>,
    detail: GroupsDetail,
    issues: Vec<Issue>,
}

fn matrix(columns: &[(&str, Vec<f64>)]) -> FeatureMatrix {
    let mut customers = Texts::default();
    for idx in 0..columns[0].1.len() {
        customers.push(&idx.to_string());
    }
    let feature = |(id, values): &(&str, Vec<f64>)| Feature {
        id: (*id).to_owned(),
        label: (*id).to_owned(),
        unit: Unit::Plain,
        values: values.clone(),
    };
    FeatureMatrix {
        customers,
        features: columns.iter().map(feature).collect(),
        categories: Vec::new(),
        revenue: None,
        orders: None,
        as_of: None,
        period: None,
        n_rows_used: columns[0].1.len(),
        currency: None,
        protected: Vec::new(),
        scales: Vec::new(),
    }
}

fn check_groups(matrix: &FeatureMatrix, options: &GroupsOptions) -> Result<Found, SegmentationError> {
    let mut issues = Issues::default();
    let Grouping { assignment, detail, .. } = find(matrix, options, &mut issues, &mut Unobserved)?;
    Ok(Found { assignment, detail, issues: issues.into_parts().0 })
}

fn n_of(found: &Found, kind: IssueKind) -> Option<u64> {
    found.issues.iter().find(|it| it.kind == kind).map(|it| it.n)
}

fn n_in(found: &Found, label: u8) -> usize {
    found.assignment.iter().map(|it| usize::from(*it == label)).sum()
}

fn k(k: u8) -> GroupsOptions {
    GroupsOptions { k: Some(k), scale: Scale::None, ..GroupsOptions::default() }
}

/// Points around some centres, `n` of each, on two columns.
fn blobs(centres: &[(f64, f64)], n: usize, spread: f64) -> Vec<(&'static str, Vec<f64>)> {
    let mut random = Random::new(11);
    let mut columns = vec![("x", Vec::new()), ("y", Vec::new())];
    for _ in 0..n {
        for (x, y) in centres {
            columns[0].1.push(x + spread * random.normal());
            columns[1].1.push(y + spread * random.normal());
        }
    }
    columns
}

/// How far two groupings agree: 1 where they are the same, 0 for chance (Hubert and Arabie 1985).
fn adjusted_rand(a: &[String], b: &[String]) -> f64 {
    let pairs = |n: usize| (n * n.saturating_sub(1)) as f64 / 2.0;
    let count = |keys: Vec<String>| {
        let mut n = BTreeMap::new();
        for key in keys {
            *n.entry(key).or_insert(0_usize) += 1;
        }
        n.into_values().map(pairs).sum::<f64>()
    };
    let both = count(a.iter().zip(b).map(|(a, b)| format!("{a}\n{b}")).collect());
    let (only_a, only_b) = (count(a.to_vec()), count(b.to_vec()));
    let chance = only_a * only_b / pairs(a.len());
    (both - chance) / (f64::midpoint(only_a, only_b) - chance)
}

/// A sample as a file nobody said anything about, by a method's defaults; with the truth of each
/// customer, in the order of the outcome.
fn analysed(sample: Sample, method: Method) -> (Outcome, Vec<String>) {
    let source = Source::from_bytes(sample.file_name(), &sample.bytes(), &ReadingOptions::default()).unwrap();
    let recipe = Recipe { method, ..Recipe::suggest(&source.summary()) };
    let outcome = run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
    let truth: BTreeMap<String, &str> = sample.truth().into_iter().map(|it| (it.customer, it.kind)).collect();
    let truth = outcome.matrix.customers.iter().map(|it| truth[it].to_owned()).collect();
    (outcome, truth)
}

fn check_planted(sample: Sample, n_groups: u8) {
    let (outcome, truth) = analysed(sample, Method::Groups(GroupsOptions::default()));
    let Detail::Groups(detail) = &outcome.segmentation.detail else { panic!("{sample:?}: no groups") };
    assert_eq!(detail.k, n_groups, "{sample:?}: {:?}", detail.tried);
    let placed = outcome.segmentation.assignment.iter().zip(truth).filter(|it| *it.0 != UNASSIGNED);
    let (labels, truth): (Vec<String>, Vec<String>) =
        placed.map(|(label, truth)| (label.to_string(), truth)).unzip();
    assert!(labels.len() < sample.n_rows(), "{sample:?}: nobody lacks a number");
    assert!(labels.len() * 100 > sample.n_rows() * 98, "{sample:?}: only {}", labels.len());
    let agreement = adjusted_rand(&labels, &truth);
    assert!(agreement > 0.9, "{sample:?}: adjusted Rand index {agreement}");
}

#[test]
fn the_customer_list_s_planted_types_are_found_in_the_file_alone() {
    check_planted(Sample::CustomerList, 5);
}

#[test]
fn the_business_accounts_planted_types_are_found_in_the_file_alone() {
    check_planted(Sample::BusinessAccounts, 5);
}

#[test]
fn rfm_calls_the_shop_s_planted_champions_champions() {
    let (outcome, truth) = analysed(Sample::ShopOrders, Method::Rfm(RfmOptions::default()));
    let segmentation = &outcome.segmentation;
    let share_of = |kind: &str, names: &[&str]| {
        let is_named = |label: &u8| {
            segmentation
                .segments
                .iter()
                .any(|it| it.id.0 == *label && names.contains(&it.given_name.as_str()))
        };
        let of_kind: Vec<&u8> =
            segmentation.assignment.iter().zip(&truth).filter(|it| it.1 == kind).map(|it| it.0).collect();
        of_kind.iter().filter(|it| is_named(it)).count() as f64 / of_kind.len() as f64
    };
    assert!(share_of("champion", &["Champions"]) > 0.9, "{}", share_of("champion", &["Champions"]));
    let lapsed = share_of("lapsed big spender", &["At Risk", "Cannot Lose Them"]);
    assert!(lapsed > 0.9, "{lapsed}");
    let gone = share_of("one-timer", &["Champions", "Loyal"]);
    assert!(gone < 0.05, "{gone}");
}

#[test]
fn every_sample_can_be_segmented_by_rfm() {
    for sample in Sample::ALL {
        let (outcome, _) = analysed(sample, Method::Rfm(RfmOptions::default()));
        assert!(outcome.segmentation.segments.len() >= 6, "{sample:?}");
    }
}

#[test]
fn every_customer_is_nearest_to_the_centre_of_the_own_group() {
    let columns = blobs(&[(0.0, 0.0), (3.0, 1.0), (1.0, 4.0)], 300, 1.2);
    let found = check_groups(&matrix(&columns), &k(5)).unwrap();
    assert!(found.detail.is_converged);
    let mut inertia = 0.0;
    for (idx, label) in found.assignment.iter().enumerate() {
        let squares: Vec<f64> = found
            .detail
            .centres
            .chunks(2)
            .map(|it| (columns[0].1[idx] - it[0]).powi(2) + (columns[1].1[idx] - it[1]).powi(2))
            .collect();
        let own = squares[usize::from(*label)];
        assert!(squares.iter().all(|it| own <= it + 1e-12), "customer {idx}");
        inertia += own;
    }
    assert!((inertia - found.detail.inertia).abs() < 1e-9 * inertia);
}

#[test]
fn centres_are_the_means_of_their_groups() {
    let columns = blobs(&[(0.0, 0.0), (5.0, 5.0)], 100, 1.0);
    let found = check_groups(&matrix(&columns), &k(3)).unwrap();
    for group in 0..3_u8 {
        let members: Vec<usize> = (0..200).filter(|idx| found.assignment[*idx] == group).collect();
        for (dim, (_, values)) in columns.iter().enumerate() {
            let mean = members.iter().map(|it| values[*it]).sum::<f64>() / members.len() as f64;
            assert!((mean - found.detail.centres[usize::from(group) * 2 + dim]).abs() < 1e-12);
        }
    }
}

#[test]
fn a_peer_finds_nothing_tighter() {
    let columns = blobs(&[(0.0, 0.0), (4.0, 0.0), (0.0, 4.0), (4.0, 4.0), (2.0, 2.0)], 120, 0.9);
    let n = columns[0].1.len();
    let found = check_groups(&matrix(&columns), &k(5)).unwrap();
    let table = ndarray::Array2::from_shape_fn((n, 2), |(row, column)| columns[column].1[row]);
    let dataset = linfa::DatasetBase::from(table.clone());
    let random = <rand_xoshiro::Xoshiro256Plus as rand_xoshiro::rand_core::SeedableRng>::seed_from_u64(1);
    let peer = linfa_clustering::KMeans::params_with_rng(5, random)
        .n_runs(50)
        .max_n_iterations(300)
        .tolerance(f64::MIN_POSITIVE)
        .fit(&dataset)
        .unwrap();
    let labels = peer.predict(&table);
    let centres = peer.centroids();
    let inertia: f64 = (0..n)
        .map(|row| (0..2).map(|dim| (table[[row, dim]] - centres[[labels[row], dim]]).powi(2)).sum::<f64>())
        .sum();
    assert!(found.detail.inertia <= inertia * (1.0 + 1e-9), "{} against {inertia}", found.detail.inertia);
}

#[test]
fn rounds_from_given_centres_go_the_textbook_s_way() {
    let columns = blobs(&[(0.0, 0.0), (2.0, 1.0), (1.0, 3.0)], 101, 1.0);
    let points = Points::from_columns(&[columns[0].1.clone(), columns[1].1.clone()]);
    let mut centres: Vec<f64> = (0..3).flat_map(|it| points.row(it * 7).to_vec()).collect();
    let fit = KMeans::on(&points).rounds(3, &centres, 4);
    let mut labels = Vec::new();
    for _ in 0..4 {
        let square = |row: &[f64], c: &[f64]| (row[0] - c[0]).powi(2) + (row[1] - c[1]).powi(2);
        let nearest = |row: &[f64]| {
            let squares: Vec<f64> = centres.chunks(2).map(|it| square(row, it)).collect();
            (0..3_u8).min_by(|a, b| squares[usize::from(*a)].total_cmp(&squares[usize::from(*b)])).unwrap()
        };
        labels = points.rows().map(nearest).collect();
        for group in 0..3_u8 {
            let members: Vec<&[f64]> =
                points.rows().zip(&labels).filter(|it| *it.1 == group).map(|it| it.0).collect();
            for dim in 0..2 {
                let sum: f64 = members.iter().map(|it| it[dim]).sum();
                centres[usize::from(group) * 2 + dim] = sum / members.len() as f64;
            }
        }
    }
    assert_eq!(fit.labels, labels);
    assert!(fit.centres.iter().zip(&centres).all(|(a, b)| (a - b).abs() < 1e-9));
}

#[test]
fn groups_stand_in_order_of_the_money_they_bring() {
    let columns = blobs(&[(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)], 40, 0.5);
    let mut matrix = matrix(&columns);
    // The middle customer of each three brings most, the last one next.
    matrix.revenue = Some((0..120).map(|it| [5.0, 90.0, 40.0][it % 3]).collect());
    let found = check_groups(&matrix, &k(3)).unwrap();
    assert_eq!(found.assignment[..6], [2, 0, 1, 2, 0, 1]);
}

#[test]
fn groups_stand_in_order_of_the_first_feature_where_money_is_not_known() {
    let columns = blobs(&[(0.0, 0.0), (9.0, 0.0), (4.0, 9.0)], 40, 0.5);
    let found = check_groups(&matrix(&columns), &k(3)).unwrap();
    assert_eq!(found.assignment[..6], [2, 0, 1, 2, 0, 1]);
}

#[test]
fn the_order_of_the_customers_does_not_matter() {
    let columns = blobs(&[(0.0, 0.0), (6.0, 1.0), (2.0, 7.0)], 60, 0.8);
    let mut order: Vec<usize> = (0..180).collect();
    Random::new(5).shuffle(&mut order);
    let shuffled: Vec<(&str, Vec<f64>)> =
        columns.iter().map(|(id, values)| (*id, order.iter().map(|it| values[*it]).collect())).collect();
    let plain = check_groups(&matrix(&columns), &k(3)).unwrap();
    let other = check_groups(&matrix(&shuffled), &k(3)).unwrap();
    let expected: Vec<u8> = order.iter().map(|it| plain.assignment[*it]).collect();
    assert_eq!(other.assignment, expected);
}

#[test]
fn the_same_seed_gives_the_same_groups_to_the_last_bit() {
    let matrix = matrix(&blobs(&[(0.0, 0.0), (2.0, 1.0)], 200, 1.5));
    let (one, two) = (check_groups(&matrix, &k(4)).unwrap(), check_groups(&matrix, &k(4)).unwrap());
    assert_eq!(one.assignment, two.assignment);
    assert_eq!(one.detail, two.detail);
}

#[test]
fn money_in_cents_gives_the_groups_of_money_in_euros() {
    let euros = blobs(&[(10.0, 1.0), (60.0, 3.0), (20.0, 8.0)], 70, 1.0);
    let mut cents = euros.clone();
    cents[0].1.iter_mut().for_each(|it| *it *= 100.0);
    let options = GroupsOptions { scale: Scale::Zscore, k: Some(3), ..GroupsOptions::default() };
    let (euros, cents) =
        (check_groups(&matrix(&euros), &options).unwrap(), check_groups(&matrix(&cents), &options).unwrap());
    assert_eq!(euros.assignment, cents.assignment);
    assert!((euros.detail.inertia - cents.detail.inertia).abs() < 1e-9);
}

#[test]
fn the_clearest_number_of_groups_is_chosen_and_every_number_told() {
    let columns = blobs(&[(0.0, 0.0), (8.0, 0.0), (0.0, 8.0), (8.0, 8.0)], 50, 0.7);
    let options = GroupsOptions { scale: Scale::None, ..GroupsOptions::default() };
    let found = check_groups(&matrix(&columns), &options).unwrap();
    assert_eq!(found.detail.k, 4);
    assert_eq!(found.detail.tried.iter().map(|it| it.k).collect::<Vec<u8>>(), (1..=12).collect::<Vec<u8>>());
    assert!(found.detail.tried.windows(2).all(|it| it[1].inertia < it[0].inertia));
    assert_eq!(found.detail.tried[3].silhouette, found.detail.silhouette);
    assert_eq!(found.detail.recommendation, Recommendation { k: 4, reason: KReason::Apart });
    assert_eq!(found.detail.n_quality_sample, 200);
}

#[test]
fn a_number_of_groups_set_by_hand_gives_the_groups_that_trying_all_gave() {
    let columns = blobs(&[(0.0, 0.0), (8.0, 0.0), (0.0, 8.0)], 50, 0.9);
    let open = GroupsOptions { scale: Scale::None, ..GroupsOptions::default() };
    let (chosen, set) =
        (check_groups(&matrix(&columns), &open).unwrap(), check_groups(&matrix(&columns), &k(3)).unwrap());
    assert_eq!(chosen.assignment, set.assignment);
    assert_eq!(set.detail.tried, [chosen.detail.tried[2]]);
}

#[test]
fn a_customer_without_a_number_is_in_no_group_and_counted() {
    let mut columns = blobs(&[(0.0, 0.0), (8.0, 8.0)], 20, 0.5);
    columns[1].1[3] = f64::NAN;
    let found = check_groups(&matrix(&columns), &k(2)).unwrap();
    assert_eq!(found.assignment[3], UNASSIGNED);
    assert_eq!(n_in(&found, UNASSIGNED), 1);
    let issue = found.issues.iter().find(|it| it.kind == IssueKind::NoFeature).unwrap();
    assert_eq!((issue.column.as_deref(), issue.n), (Some("y"), 1));
}

#[test]
fn a_column_in_which_everybody_is_alike_is_left_aside() {
    let mut columns = blobs(&[(0.0, 0.0), (8.0, 8.0)], 20, 0.5);
    columns.push(("always seven", vec![7.0; 40]));
    let found = check_groups(&matrix(&columns), &k(2)).unwrap();
    assert_eq!(found.detail.features, ["x", "y"]);
    assert_eq!(n_of(&found, IssueKind::ConstantFeature), Some(40));
}

#[test]
fn a_column_that_few_have_is_left_aside_unless_it_is_named() {
    let mut columns = blobs(&[(0.0, 0.0), (8.0, 8.0)], 20, 0.5);
    columns.push(("rare", (0..40).map(|it| if it % 3 == 0 { f64::from(it) } else { f64::NAN }).collect()));
    let found = check_groups(&matrix(&columns), &k(2)).unwrap();
    assert_eq!(found.detail.features, ["x", "y"]);
    assert_eq!(n_of(&found, IssueKind::SparseFeature), Some(14));
    let named = GroupsOptions { features: vec!["x".to_owned(), "rare".to_owned()], ..k(2) };
    let found = check_groups(&matrix(&columns), &named).unwrap();
    assert_eq!(40 - n_in(&found, UNASSIGNED), 14);
}

#[test]
fn a_feature_that_does_not_exist_is_an_error() {
    let options = GroupsOptions { features: vec!["height".to_owned()], ..GroupsOptions::default() };
    let error = check_groups(&matrix(&blobs(&[(0.0, 0.0)], 20, 1.0)), &options).err();
    assert_eq!(error, Some(SegmentationError::FeatureMissing { feature: "height".to_owned() }));
}

#[test]
fn customers_that_are_all_alike_are_an_error() {
    let error = check_groups(&matrix(&[("x", vec![1.0; 30])]), &k(2)).err();
    assert_eq!(error, Some(SegmentationError::AllAlike { n_customers: 30 }));
}

#[test]
fn fewer_than_ten_customers_are_an_error() {
    let nine: Vec<f64> = (0..9).map(f64::from).collect();
    let error = check_groups(&matrix(&[("x", nine)]), &k(2)).err();
    assert_eq!(error, Some(SegmentationError::TooFewCustomers { n_customers: 9, needed: 10 }));
}

#[test]
fn more_groups_than_different_customers_become_fewer_groups() {
    let values: Vec<f64> = (0..30).map(|it| f64::from(it % 3)).collect();
    let found = check_groups(&matrix(&[("x", values.clone())]), &k(8)).unwrap();
    assert_eq!(found.detail.k, 3);
    assert_eq!(n_of(&found, IssueKind::FewerGroups), Some(3));
    assert!(found.detail.inertia < 1e-20);
    let open = GroupsOptions::default();
    assert_eq!(check_groups(&matrix(&[("x", values)]), &open).unwrap().detail.k, 3);
}

#[test]
fn one_customer_far_from_all_others_is_a_group_of_one() {
    let mut columns = blobs(&[(0.0, 0.0)], 50, 0.5);
    columns[0].1[7] = 1e6;
    let found = check_groups(&matrix(&columns), &k(2)).unwrap();
    assert_eq!(n_in(&found, 0), 1);
    assert_eq!(found.assignment[7], 0);
}

#[test]
fn numbers_beyond_single_precision_still_give_groups() {
    let columns = blobs(&[(1e30, 1e30), (2e30, 1e30)], 30, 1e28);
    let found = check_groups(&matrix(&columns), &k(2)).unwrap();
    assert_eq!(found.assignment[..4], [1, 0, 1, 0]);
    assert!(found.detail.inertia.is_finite());
}

#[test]
fn many_customers_are_searched_on_a_sample_and_finished_on_all() {
    let columns = blobs(&[(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)], 9_000, 1.0);
    let options = GroupsOptions { starts: 5, ..k(3) };
    let found = check_groups(&matrix(&columns), &options).unwrap();
    let mut sizes = [0; 3];
    for label in &found.assignment {
        sizes[usize::from(*label)] += 1;
    }
    assert!(sizes.iter().all(|it| (8_990..=9_010).contains(it)), "{sizes:?}");
    assert!(found.detail.is_converged);
    assert_eq!(n_of(&found, IssueKind::StartsSampled), Some(20_000));
    // The map shows up to 200,000 customers.
    assert_eq!(found.detail.map.len(), 27_000);
    assert_eq!(n_of(&found, IssueKind::MapSampled), None);
    let n_sample = found.detail.n_quality_sample;
    assert!((10_000..10_003).contains(&n_sample), "{n_sample}");
}

#[test]
fn progress_rises_to_one_start_by_start() {
    #[derive(Default)]
    struct Heard(Vec<f32>);
    impl Observer for Heard {
        fn progress(&mut self, stage: Stage, fraction: f32) {
            assert_eq!(stage, Stage::Segmenting);
            self.0.push(fraction);
        }
    }
    let mut heard = Heard::default();
    let columns = blobs(&[(0.0, 0.0), (5.0, 5.0)], 20, 1.0);
    find(&matrix(&columns), &k(2), &mut Issues::default(), &mut heard).unwrap();
    assert!(heard.0.len() > 50 && heard.0.is_sorted());
    assert!((heard.0.last().unwrap() - 1.0).abs() < f32::EPSILON);
}

fn silhouette(points: &[(f64, f64)], labels: &[u8]) -> Option<f64> {
    let points = Points::from_columns(&[
        points.iter().map(|it| it.0).collect(),
        points.iter().map(|it| it.1).collect(),
    ]);
    silhouette::silhouette(&points, labels, 1).silhouette
}

#[test]
fn a_customer_alone_in_a_group_has_a_silhouette_of_zero() {
    let silhouette = silhouette(&[(0.0, 0.0), (0.1, 0.0), (10.0, 0.0)], &[0, 0, 1]).unwrap();
    let expected = (9.9_f64 / 10.0 + 9.8 / 9.9) / 3.0;
    assert!((silhouette - expected).abs() < 1e-12, "{silhouette}");
}

#[test]
fn one_group_has_no_silhouette() {
    assert_eq!(silhouette(&[(0.0, 0.0), (1.0, 0.0)], &[0, 0]), None);
}

#[test]
fn customers_at_the_same_place_in_two_groups_have_a_silhouette_of_zero() {
    let silhouette = silhouette(&[(1.0, 1.0); 6], &[0, 0, 0, 1, 1, 1]).unwrap();
    assert!(silhouette.abs() < f64::EPSILON, "{silhouette}");
}

#[test]
fn the_silhouette_is_the_textbook_s() {
    let mut random = Random::new(9);
    let points: Vec<(f64, f64)> = (0..60).map(|_| (random.normal(), random.normal())).collect();
    let labels: Vec<u8> = (0..60).map(|it| [0, 1, 2, 1][it % 4]).collect();
    let distance = |a: usize, b: usize| {
        ((points[a].0 - points[b].0).powi(2) + (points[a].1 - points[b].1).powi(2)).sqrt()
    };
    let mut sum = 0.0;
    for i in 0..60 {
        let mean = |group: u8| {
            let others: Vec<usize> = (0..60).filter(|j| *j != i && labels[*j] == group).collect();
            others.iter().map(|j| distance(i, *j)).sum::<f64>() / others.len() as f64
        };
        let a = mean(labels[i]);
        let b = (0..3).filter(|it| *it != labels[i]).map(mean).fold(f64::INFINITY, f64::min);
        sum += (b - a) / a.max(b);
    }
    let silhouette = silhouette(&points, &labels).unwrap();
    assert!((silhouette - sum / 60.0).abs() < 1e-12, "{silhouette}");
}

#[test]
fn the_map_shows_the_widest_spread_first() {
    // On the line y = 2x, with a little across: the first component is (1, 2) ÷ √5.
    let mut random = Random::new(4);
    let mut columns = vec![("x", Vec::new()), ("y", Vec::new())];
    for _ in 0..500 {
        let (along, across) = (10.0 * random.normal(), 0.1 * random.normal());
        columns[0].1.push(along - 2.0 * across);
        columns[1].1.push(2.0 * along + across);
    }
    let found = check_groups(&matrix(&columns), &k(2)).unwrap();
    let [first, second] = found.detail.map_explained;
    assert!(first > 0.999 && (first + second - 1.0).abs() < 1e-12);
    let loadings = &found.detail.map_loadings;
    assert!((loadings[0] - 0.2_f64.sqrt()).abs() < 1e-3 && (loadings[2] - 0.8_f64.sqrt()).abs() < 1e-3);
    assert!(loadings[1] * loadings[0] + loadings[3] * loadings[2] < 1e-12, "the axes are at right angles");
    assert_eq!(found.detail.map.len(), 500);
    assert!(found.detail.map.iter().zip(&found.assignment).all(|(point, label)| point.segment == *label));
}

#[test]
#[expect(clippy::float_cmp, reason = "the only component has all the spread, exactly")]
fn one_feature_gives_a_map_of_one_dimension() {
    let values: Vec<f64> = (0..40).map(f64::from).collect();
    let found = check_groups(&matrix(&[("x", values)]), &k(2)).unwrap();
    assert_eq!(found.detail.map_explained, [1.0, 0.0]);
    assert_eq!(found.detail.map_loadings, [1.0, 0.0]);
    assert!(found.detail.map.iter().all(|it| it.y == 0.0));
}

#[test]
fn of_a_very_wide_file_the_first_columns_tell_customers_apart_and_more_may_be_chosen_up_to_a_limit() {
    let names: Vec<String> = (0..300).map(|it| format!("n{it}")).collect();
    let row = |row: u64| {
        let cells: Vec<String> = (1..=300).map(|it| ((row * it * 7919) % 97).to_string()).collect();
        cells.join(",")
    };
    let rows: Vec<String> = (1..=40).map(row).collect();
    let text = format!("{}\n{}\n", names.join(","), rows.join("\n"));
    let source = Source::from_bytes("wide.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let n_features = source.columns.iter().filter(|it| it.role == Role::Feature).count();
    assert_eq!((source.columns.len(), n_features), (300, 60));
    let mut recipe = Recipe::suggest(&source.summary());
    assert!(run(&source, &recipe.check().unwrap(), &mut Unobserved).is_ok());
    let all = source.columns.iter().map(|it| MappedColumn { name: it.name.clone(), role: Role::Feature });
    recipe.mapping.columns = all.collect();
    let error = run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap_err();
    let expected = SegmentationError::TooManyFeatures { n_features: 300, limit: 200 };
    assert_eq!(error, EngineError::Segmentation(expected));
}
