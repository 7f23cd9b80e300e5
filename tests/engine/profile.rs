//! From segments to their numbers: small matrices worked out by hand.

use enclave::engine::features::{CategoryFeature, FeatureMatrix};
use enclave::engine::profile::{Profiles, describe};
use enclave::engine::progress::{Observer, Stage, Unobserved};
use enclave::engine::segmentation::{Detail, Segmentation as Found};
use enclave::engine::segmentation::{
    RfmCuts, RfmDetail, RfmMap, RfmOptions, Segment, SegmentId, Segmentation, UNASSIGNED,
};
use enclave::engine::table::{MISSING_CODE, Texts};
use proptest::prelude::*;

use crate::rfm::{matrix, rfm};

fn segmentation(assignment: &[u8], n_segments: u8) -> Segmentation {
    let segment = |id| Segment {
        id: SegmentId(id),
        given_name: format!("Group {id}"),
        name: format!("Group {id}"),
        slot: id + 1,
        ..Segment::default()
    };
    let cuts = RfmCuts { recency_days: vec![0.0; 4], frequency: vec![0.0; 4], monetary: vec![0.0; 4] };
    Segmentation {
        segments: (0..n_segments).map(segment).collect(),
        assignment: assignment.to_vec(),
        scores: None,
        confidence: None,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        memberships: None,
        figures: Vec::new(),
        learnt: None,
        detail: Detail::Rfm(RfmDetail { bins: 5, cuts, cells: Vec::new() }),
    }
}

fn described(matrix: &FeatureMatrix, segmentation: &Found) -> Profiles {
    describe(matrix, segmentation, &mut Unobserved)
}

/// Two good customers, two others, and one who is in no segment.
fn five() -> FeatureMatrix {
    matrix(&[(1.0, 4.0, 60.0), (30.0, 1.0, 5.0), (f64::NAN, 0.0, -9.0), (3.0, 2.0, 20.0), (50.0, 1.0, 15.0)])
}

#[test]
fn everyone_is_everyone_in_a_segment() {
    let mut matrix = five();
    matrix.orders = Some(vec![4, 1, 0, 2, 1]);
    let profiles = described(&matrix, &segmentation(&[0, 1, UNASSIGNED, 0, 1], 2));
    let everyone = &profiles.everyone;
    assert_eq!((everyone.n, everyone.share, profiles.n_unassigned), (4, 1.0, 1));
    assert_eq!(
        (everyone.revenue, everyone.revenue_share, everyone.orders),
        (Some(100.0), Some(1.0), Some(8))
    );
    let best = &profiles.segments[0].group;
    assert_eq!((best.n, best.share, best.orders), (2, 0.5, Some(6)));
    assert_eq!((best.revenue, best.revenue_share), (Some(80.0), Some(0.8)));
}

#[test]
fn a_segment_has_mean_spread_and_quantiles_of_its_own() {
    let profiles = described(&five(), &segmentation(&[0, 1, UNASSIGNED, 0, 1], 2));
    let recency = profiles.segments[1].group.features[0].spread.unwrap();
    assert_eq!((recency.mean, recency.sd, recency.median), (40.0, 10.0, 40.0));
    assert_eq!((recency.min, recency.q1, recency.q3, recency.max), (30.0, 35.0, 45.0, 50.0));
    let everyone = profiles.everyone.features[0].spread.unwrap();
    assert_eq!((everyone.mean, everyone.median), (21.0, 16.5));
}

#[test]
fn a_share_of_money_is_not_made_where_there_is_none() {
    let matrix = matrix(&[(1.0, 1.0, -5.0), (1.0, 1.0, 5.0)]);
    let profiles = described(&matrix, &segmentation(&[0, 1], 2));
    assert_eq!((profiles.everyone.revenue, profiles.everyone.revenue_share), (Some(0.0), None));
    assert_eq!(profiles.segments[0].group.revenue_share, None);
}

#[test]
fn customers_without_a_number_are_counted_beside_its_spread() {
    let matrix = matrix(&[(f64::NAN, 1.0, 1.0), (4.0, 1.0, 1.0), (f64::NAN, 1.0, 1.0)]);
    let profiles = described(&matrix, &segmentation(&[0, 0, 1], 2));
    let recency = |segment: usize| &profiles.segments[segment].group.features[0];
    assert_eq!((recency(0).n_missing, recency(0).spread.map(|it| it.mean)), (1, Some(4.0)));
    assert_eq!((recency(1).n_missing, recency(1).spread), (1, None));
    assert_eq!(recency(1).bins.iter().sum::<u32>(), 0);
    assert_eq!(profiles.everyone.features[0].n_missing, 2);
}

#[test]
fn categories_are_shown_by_how_many_of_everyone_have_them() {
    let mut matrix = matrix(&[(1.0, 1.0, 1.0); 6]);
    matrix.categories = vec![CategoryFeature {
        label: "shop".to_owned(),
        codes: vec![1, 0, 2, 1, MISSING_CODE, 0],
        dictionary: Texts::from_iter(["web", "app", "desk", "fax"]),
    }];
    let profiles = described(&matrix, &segmentation(&[0, 0, 0, 1, 1, UNASSIGNED], 2));
    let shown = |shares: &[enclave::engine::profile::CategoryShare]| -> Vec<(String, usize, f64)> {
        shares.iter().map(|it| (it.value.clone(), it.n, it.share)).collect()
    };
    let row = |name: &str, n, share| (name.to_owned(), n, share);
    let everyone = &profiles.everyone.categories[0];
    assert_eq!(shown(&everyone.shares), [row("app", 2, 0.5), row("desk", 1, 0.25), row("web", 1, 0.25)]);
    assert_eq!(everyone.n_missing, 1);
    let second = &profiles.segments[1].group.categories[0];
    assert_eq!(shown(&second.shares), [row("app", 1, 1.0), row("desk", 0, 0.0), row("web", 0, 0.0)]);
    assert_eq!(second.n_missing, 1);
}

#[test]
fn the_nearest_segment_is_the_one_with_the_nearest_medians() {
    let matrix = matrix(&[(1.0, 1.0, 100.0), (2.0, 1.0, 90.0), (90.0, 1.0, 5.0), (99.0, 1.0, 1.0)]);
    let profiles = described(&matrix, &segmentation(&[0, 1, 2, 3], 4));
    let nearest: Vec<_> = profiles.segments.iter().map(|it| it.nearest).collect();
    assert_eq!(nearest, [Some(1), Some(0), Some(3), Some(2)]);
    let alone = described(&matrix, &segmentation(&[0, 0, 0, 0], 1));
    assert_eq!(alone.segments[0].nearest, None);
}

#[test]
fn progress_rises_to_the_end() {
    #[derive(Default)]
    struct Seen(Vec<f32>);
    impl Observer for Seen {
        fn progress(&mut self, stage: Stage, fraction: f32) {
            assert_eq!(stage, Stage::Profiling);
            self.0.push(fraction);
        }
    }
    let mut seen = Seen::default();
    describe(&five(), &segmentation(&[0; 5], 1), &mut seen);
    assert!(seen.0.is_sorted() && seen.0.last() == Some(&1.0), "{:?}", seen.0);
}

proptest! {
    #[test]
    fn segments_add_up_to_everyone(
        numbers in prop::collection::vec((0..99_u32, 1..9_u32, 1..9_000_u32), 1..80)
    ) {
        let numbers: Vec<(f64, f64, f64)> =
            numbers.into_iter().map(|(r, f, m)| (f64::from(r), f64::from(f), f64::from(m) / 100.0)).collect();
        let options = RfmOptions { map: RfmMap::TenGrid, ..RfmOptions::default() };
        let profiles = described(&matrix(&numbers), &rfm(&numbers, options));
        let groups = || profiles.segments.iter().map(|it| &it.group);
        prop_assert_eq!(groups().map(|it| it.n).sum::<usize>(), numbers.len());
        prop_assert!((groups().map(|it| it.share).sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!((groups().filter_map(|it| it.revenue_share).sum::<f64>() - 1.0).abs() < 1e-12);
        for (feature, everyone) in profiles.everyone.features.iter().enumerate() {
            for (bin, &n) in everyone.bins.iter().enumerate() {
                prop_assert_eq!(groups().map(|it| it.features[feature].bins[bin]).sum::<u32>(), n);
            }
        }
    }
}
