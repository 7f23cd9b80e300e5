//! What tells a segment from the others, and what chance makes of it.

use enclave::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use enclave::engine::profile::{Profiles, Subject, describe};
use enclave::engine::progress::Unobserved;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::rules::{self, Condition, Rule, RuleSegment, RulesCounter, RulesOptions};
use enclave::engine::segmentation::tiers::TiersDetail;
use enclave::engine::segmentation::tiers::TiersOptions;
use enclave::engine::segmentation::{
    Detail, GroupsDetail, GroupsOptions, Method, Segment, SegmentId, Segmentation, UNASSIGNED,
};
use enclave::engine::table::Texts;
use enclave::kernel::random::Random;

use crate::analysed::Analysed;

/// The least Cliff's delta that is called a difference.
const LEAST_BEHAVIOUR: f64 = 0.147;

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
        learnt: None,
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

#[test]
fn a_random_split_is_not_actionable() {
    let is_actionable = |profiles: &Profiles| {
        profiles
            .segments
            .iter()
            .any(|it| it.criteria.behaves >= LEAST_BEHAVIOUR && it.criteria.described >= 0.5)
    };
    let n_actionable = (0..100).filter(|&seed| is_actionable(&split(seed, 400, 0.0))).count();
    assert_eq!(n_actionable, 0);
    assert!(is_actionable(&split(1, 400, 3.0)), "a split that differs in what customers do");
}

/// Natural groups, or what is called so: customers put on two sides by chance, who differ by a shift.
fn split(seed: u64, n: usize, shift: f64) -> Profiles {
    let mut random = Random::new(seed);
    let assignment: Vec<u8> = (0..n).map(|_| u8::from(random.happens(0.5))).collect();
    let mut number = |id: &str| Feature {
        id: id.to_owned(),
        label: id.to_owned(),
        unit: Unit::Plain,
        values: assignment.iter().map(|&it| random.normal() + shift * f64::from(it)).collect(),
    };
    let features: Vec<Feature> = ["frequency", "monetary", "a", "b", "c"].map(&mut number).into();
    let ids: Vec<String> = (0..n).map(|it| it.to_string()).collect();
    let customers = ids.iter().map(String::as_str).collect();
    let matrix = FeatureMatrix { customers, features, ..FeatureMatrix::default() };
    let detail = GroupsDetail {
        features: ["frequency", "monetary", "a"].map(str::to_owned).into(),
        ..GroupsDetail::default()
    };
    let found = Segmentation { detail: Detail::Groups(detail), ..segmentation(assignment, "") };
    describe(&matrix, &found, &mut Unobserved)
}

#[test]
fn the_rules_engine_takes_the_customers_that_a_short_rule_says() {
    let profiles = Analysed::sample(Sample::CustomerList, Method::Groups(GroupsOptions::default()));
    let mut n_rules = 0;
    for segment in &profiles.outcome.analysis.profiles.segments {
        let Some(rule) = &segment.rule else { continue };
        n_rules += 1;
        assert!((1..=4).contains(&rule.conditions.len()));
        let all = rule.conditions.iter().map(|it| Rule::Is(Condition::Column(it.clone()))).collect();
        let own = RuleSegment { name: "found".to_owned(), all };
        let options = RulesOptions { segments: vec![own], ..RulesOptions::default() };
        let text = rules::text::print(&options);
        assert_eq!(rules::text::parse(&text).unwrap(), options, "{text}");
        let ruled = {
            let matrix = &*profiles.outcome.matrix;
            rules::find(matrix.into(), &options, &mut RulesCounter::new()).unwrap()
        };
        let segmentation = &profiles.outcome.segmentation;
        let place = segmentation.segments.iter().position(|it| it.id == segment.segment.id).unwrap();
        let both = ruled.assignment.iter().zip(&segmentation.assignment);
        let taken: Vec<u8> = both.filter(|it| *it.0 == 0 && *it.1 != UNASSIGNED).map(|it| *it.1).collect();
        assert_eq!(taken.len(), rule.n_matching, "{text}");
        assert_eq!(taken.iter().filter(|it| usize::from(**it) == place).count(), rule.n_hits, "{text}");
    }
    assert!(n_rules >= 2, "{n_rules}");
}

#[test]
fn tiers_of_value_are_described_by_their_amount() {
    let profiles = Analysed::sample(Sample::CustomerList, Method::Tiers(TiersOptions::default()));
    for segment in &profiles.outcome.analysis.profiles.segments {
        let rule = segment.rule.as_ref().unwrap();
        assert!(rule.conditions.iter().all(|it| it.field == "monetary"), "{:?}", rule.conditions);
        assert!(rule.precision > 0.99 && rule.recall > 0.99, "{rule:?}");
    }
}
