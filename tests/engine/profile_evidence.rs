//! What tells a segment from the others, and what chance makes of it.

use enclave::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use enclave::engine::profile::{Profiles, Subject, describe};
use enclave::engine::progress::Unobserved;
use enclave::engine::segmentation::tiers::TiersDetail;
use enclave::engine::segmentation::{Detail, Segment, SegmentId, Segmentation};
use enclave::engine::table::Texts;
use enclave::kernel::random::Random;

/// Customers in segments that were made by "made", with two numbers and a category beside it.
pub fn described(seed: u64, n: usize, shift: f64) -> Profiles {
    let mut random = Random::new(seed);
    let assignment: Vec<u8> = (0..n).map(|_| u8::from(random.happens(0.4))).collect();
    let mut number = |id: &str, shift: f64| Feature {
        id: id.to_owned(),
        label: id.to_owned(),
        unit: Unit::Plain,
        values: assignment.iter().map(|&it| random.normal() + shift * f64::from(it)).collect(),
    };
    let features = vec![number("made", 3.0), number("apart", shift), number("noise", 0.0)];
    let codes = (0..n).map(|_| u32::from(random.happens(0.3))).collect();
    let dictionary = Texts::from_iter(["north", "south"]);
    let categories = vec![CategoryFeature { label: "side".to_owned(), codes, dictionary }];
    let ids: Vec<String> = (0..n).map(|it| it.to_string()).collect();
    let customers = ids.iter().map(String::as_str).collect();
    let matrix = FeatureMatrix { customers, features, categories, ..FeatureMatrix::default() };
    describe(&matrix, &segmentation(assignment, "made"), &mut Unobserved)
}

fn segmentation(assignment: Vec<u8>, amount: &str) -> Segmentation {
    let segment = |id: u8| Segment {
        id: SegmentId(id),
        given_name: format!("Tier {id}"),
        name: format!("Tier {id}"),
        ..Segment::default()
    };
    let detail = TiersDetail {
        amount: amount.to_owned(),
        n: assignment.len(),
        total: 0.0,
        n_below_zero: 0,
        tiers: Vec::new(),
        pareto: Vec::new(),
        gini: None,
        top: Vec::new(),
        quadrant: None,
    };
    Segmentation {
        segments: (0..2).map(segment).collect(),
        assignment,
        scores: None,
        confidence: None,
        shown_on_map: Vec::new(),
        places_on_map: Vec::new(),
        memberships: None,
        figures: Vec::new(),
        detail: Detail::Tiers(detail),
    }
}

#[test]
fn what_segments_were_made_by_is_shown_and_never_tested() {
    let profiles = described(1, 400, 1.0);
    for segment in &profiles.segments {
        let made = segment.evidence_of(Subject::Number(0)).unwrap();
        assert!(made.is_defining && made.ln_p.is_none() && made.ln_adjusted.is_none());
        assert!(made.strength.abs() > 0.9, "{made:?}");
    }
}

#[test]
fn a_real_difference_is_found_and_stands_before_noise() {
    let profiles = described(2, 400, 1.0);
    let found: Vec<_> = profiles.segments[1].apart().map(|it| it.subject).collect();
    assert_eq!(found, [Subject::Number(0), Subject::Number(1)]);
    let apart = profiles.segments[1].evidence_of(Subject::Number(1)).unwrap();
    assert!((apart.effect.unwrap() - 1.0).abs() < 0.3 && apart.strength > 0.3);
}

#[test]
fn noise_is_hardly_ever_called_a_difference() {
    let n_found = (0..200).filter(|&seed| {
        let profiles = described(seed, 120, 0.0);
        profiles.segments.iter().any(|it| it.apart().any(|it| !it.is_defining))
    });
    assert!(n_found.count() <= 20, "5 % of 200, and what chance adds to that");
}

#[test]
fn the_two_sides_of_two_segments_mirror_each_other() {
    let profiles = described(3, 300, 0.5);
    for subject in [Subject::Number(1), Subject::Value(0, 0)] {
        let of = |it: usize| *profiles.segments[it].evidence_of(subject).unwrap();
        let (a, b) = (of(0), of(1));
        assert!((a.strength + b.strength).abs() < 1e-12);
        assert!((a.effect.unwrap() + b.effect.unwrap()).abs() < 1e-9);
        assert_eq!((a.n_here, a.n_others), (b.n_others, b.n_here));
    }
}

#[test]
fn one_segment_has_nobody_to_be_compared_with() {
    let matrix = FeatureMatrix {
        customers: Texts::from_iter(["a", "b"]),
        features: vec![Feature {
            id: "x".to_owned(),
            label: "x".to_owned(),
            unit: Unit::Plain,
            values: vec![1.0, 2.0],
        }],
        ..FeatureMatrix::default()
    };
    let mut alone = segmentation(vec![0, 0], "x");
    alone.segments.truncate(1);
    let profiles = describe(&matrix, &alone, &mut Unobserved);
    assert_eq!(profiles.segments[0].evidence, []);
}
