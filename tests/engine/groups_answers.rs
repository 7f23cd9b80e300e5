//! Natural groups by categories: prototypes and latent classes, and what is said about gaps.
#![expect(clippy::unwrap_used, reason = "a broken outcome should fail loudly")]

use std::fmt::Write as _;

use enclave::engine::features::{MappedColumn, RowUnit};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::{
    Algorithm, Detail, GroupsDetail, GroupsOptions, Method, Missing, SegmentationError,
};
use enclave::engine::table::{IssueKind, Kind, ReadingOptions, Role, Source};
use enclave::engine::{EngineError, Outcome, run};
use enclave::kernel::random::Random;

/// A file in which every column is asked for; words are categories.
fn analysed(text: &str, options: GroupsOptions) -> Result<Outcome, EngineError> {
    let mut reading = ReadingOptions::default();
    let header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
    for name in header.iter().filter(|it| !it.starts_with('n')) {
        reading.kinds.insert(name.clone(), Kind::Category);
    }
    let source = Source::from_bytes("a.csv", text.as_bytes(), &reading).unwrap();
    let mut recipe =
        Recipe { method: Method::Groups(options), reading, ..Recipe::suggest(&source.summary()) };
    recipe.mapping.unit = RowUnit::Customers;
    recipe.mapping.columns =
        header.into_iter().map(|name| MappedColumn { name, role: Role::Feature }).collect();
    run(&source, &recipe.check().unwrap(), &mut Unobserved)
}

fn by(algorithm: Algorithm, k: Option<u8>) -> GroupsOptions {
    GroupsOptions { algorithm, k, starts: 10, ..GroupsOptions::default() }
}

fn detail(outcome: &Outcome) -> &GroupsDetail {
    let Detail::Groups(detail) = &outcome.segmentation.detail else { panic!("groups were asked for") };
    detail
}

fn n_of(outcome: &Outcome, kind: IssueKind) -> Option<u64> {
    outcome.analysis.issues.iter().find(|it| it.kind == kind).map(|it| it.n)
}

/// Shoppers of two kinds: a number and three categories; a gap in the first category every tenth row.
fn shoppers(n: usize) -> String {
    let mut random = Random::new(7);
    let mut text = "n1,colour,channel,rhythm\n".to_owned();
    for idx in 0..n {
        let usual = if idx % 2 == 0 { ["red", "shop", "weekly"] } else { ["blue", "web", "yearly"] };
        let number = f64::from(u8::try_from(idx % 2).unwrap()) + 0.2 * random.normal();
        let colour = if idx % 10 == 9 { "" } else { usual[0] };
        let channel = if random.happens(0.8) { usual[1] } else { "phone" };
        writeln!(text, "{number},{colour},{channel},{}", usual[2]).unwrap();
    }
    text
}

#[test]
fn prototypes_weigh_numbers_and_categories_and_say_what_a_category_counted() {
    let options =
        GroupsOptions { missing: Missing::OwnLevel, ..by(Algorithm::Prototypes { gamma: None }, Some(2)) };
    let outcome = analysed(&shoppers(200), options).unwrap();
    let detail = detail(&outcome);
    assert_eq!((detail.k, detail.features.len(), detail.categories.len()), (2, 1, 3));
    let gamma = detail.algorithm.gamma().unwrap();
    assert!((gamma - 0.5).abs() < 1e-9, "{gamma}");
    assert!(detail.cost.is_some_and(|it| it > 0.0));
    assert_eq!(n_of(&outcome, IssueKind::OwnLevel), Some(20));
    let assignment = &outcome.segmentation.assignment;
    assert!(assignment.chunks(2).all(|it| it.first() != it.last()), "{assignment:?}");
    assert!(detail.silhouette.is_some_and(|it| it > 0.4));
    assert_eq!((detail.map.len(), detail.map_loadings.len()), (200, 2));
    let confidence = outcome.segmentation.confidence.as_ref().unwrap();
    assert!(confidence.iter().all(|it| (0.0..=1.0).contains(it)));
}

#[test]
fn a_category_that_is_not_known_leaves_out_or_is_filled_in_as_asked_for() {
    let by_missing = |missing| {
        let way = by(Algorithm::Prototypes { gamma: None }, Some(2));
        analysed(&shoppers(200), GroupsOptions { missing, ..way }).unwrap()
    };
    let outcome = by_missing(Missing::LeaveOut);
    assert_eq!(n_of(&outcome, IssueKind::NoFeature), Some(20));
    assert_eq!(outcome.analysis.profiles.n_unassigned, 20);
    let outcome = by_missing(Missing::Impute);
    assert_eq!(n_of(&outcome, IssueKind::FilledIn), Some(20));
    assert_eq!(outcome.analysis.profiles.n_unassigned, 0);
}

#[test]
fn the_number_of_prototypes_is_found_where_it_is_open() {
    let outcome = analysed(&shoppers(300), by(Algorithm::Prototypes { gamma: Some(1.0) }, None)).unwrap();
    assert_eq!(detail(&outcome).k, 2);
    assert_eq!(detail(&outcome).tried.len(), 11);
    assert_eq!(detail(&outcome).algorithm, Algorithm::Prototypes { gamma: Some(1.0) });
}

#[test]
fn more_prototypes_than_kinds_of_customers_become_fewer_and_it_is_said() {
    let mut text = "colour,channel\n".to_owned();
    for idx in 0..40 {
        text.push_str(if idx % 3 == 0 { "red,web\n" } else { "blue,shop\n" });
    }
    let outcome = analysed(&text, by(Algorithm::Prototypes { gamma: None }, Some(12))).unwrap();
    assert_eq!(detail(&outcome).k, 2);
    assert_eq!(n_of(&outcome, IssueKind::FewerGroups), Some(2));
}

#[test]
fn latent_classes_are_found_with_their_number_and_gaps_take_no_part() {
    let mut random = Random::new(3);
    let mut text = "q1,q2,q3,q4,q5,q6\n".to_owned();
    for idx in 0..600 {
        let usual = idx % 3;
        let answer = |random: &mut Random| match (random.happens(0.1), random.happens(0.85)) {
            (true, _) => "",
            (false, true) => ["a", "b", "c"][usual],
            (false, false) => ["a", "b", "c"][random.below(3)],
        };
        let answers: Vec<&str> = (0..6).map(|_| answer(&mut random)).collect();
        writeln!(text, "{}", answers.join(",")).unwrap();
    }
    let outcome = analysed(&text, by(Algorithm::LatentClasses, None)).unwrap();
    let detail = detail(&outcome);
    assert_eq!(detail.k, 3);
    let expected = 38.0 * 600.0_f64.ln() - 2.0 * detail.log_likelihood.unwrap();
    assert!((detail.bic.unwrap() - expected).abs() < 1e-6);
    assert!(n_of(&outcome, IssueKind::GapSetAside).is_some_and(|it| it > 30));
    let first = |usual: usize| {
        let mut counts = [0; 3];
        for label in outcome.segmentation.assignment.iter().skip(usual).step_by(3) {
            counts[usize::from(*label)] += 1;
        }
        counts.into_iter().max().unwrap()
    };
    assert!((0..3).map(first).sum::<usize>() > 570);
    assert!(detail.silhouette.is_some() && detail.centres.is_empty());
}

#[test]
fn answers_that_are_numbers_are_answers_and_other_numbers_are_left_out() {
    let mut random = Random::new(5);
    let mut text = "n1,n2,n3,n4,n_income\n".to_owned();
    for idx in 0..400 {
        let high = 3 * (idx % 2);
        let answer = |random: &mut Random| 1 + high + random.below(2);
        let [a, b, c, d] = [(); 4].map(|()| answer(&mut random));
        writeln!(text, "{a},{b},{c},{d},{}", 1000.0 + random.normal()).unwrap();
    }
    let outcome = analysed(&text, by(Algorithm::LatentClasses, None)).unwrap();
    assert_eq!(detail(&outcome).k, 2);
    assert_eq!(detail(&outcome).categories, ["n1", "n2", "n3", "n4"]);
    assert_eq!(n_of(&outcome, IssueKind::NumberLeftOut), Some(400));
}

#[test]
fn answers_by_chance_are_one_class_and_too_many_classes_become_fewer() {
    let mut random = Random::new(6);
    let mut text = "q1,q2,q3\n".to_owned();
    for _ in 0..300 {
        let [a, b, c] = [(); 3].map(|()| ["a", "b"][random.below(2)]);
        writeln!(text, "{a},{b},{c}").unwrap();
    }
    let outcome = analysed(&text, by(Algorithm::LatentClasses, None)).unwrap();
    assert_eq!(detail(&outcome).k, 1);
    // Eight patterns tell one class of three parameters, or two classes of seven.
    let outcome = analysed(&text, by(Algorithm::LatentClasses, Some(9))).unwrap();
    let n_made = detail(&outcome).k;
    assert!((1..=2).contains(&n_made));
    assert_eq!(n_of(&outcome, IssueKind::ClassesLimited), Some(u64::from(n_made)));
}

#[test]
fn nothing_to_answer_is_an_error_with_its_reason() {
    let alike = "q1,q2\n".to_owned() + &"a,b\n".repeat(30);
    let few = "q1,q2\n".to_owned() + &"a,b\nb,a\n".repeat(3);
    for (text, is_expected) in [
        (
            alike,
            (|it| matches!(it, SegmentationError::AllAlike { .. } | SegmentationError::NoFeatures))
                as fn(&SegmentationError) -> bool,
        ),
        (few, |it| matches!(it, SegmentationError::TooFewCustomers { .. })),
    ] {
        for algorithm in [Algorithm::LatentClasses, Algorithm::Prototypes { gamma: None }] {
            match analysed(&text, by(algorithm, None)) {
                Err(EngineError::Segmentation(error)) => assert!(is_expected(&error), "{error:?}"),
                other => panic!("{:?}", other.map(|it| it.analysis.issues)),
            }
        }
    }
}
