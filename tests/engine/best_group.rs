//! The best group of one rule or two: the same as trying all of them by hand.

use enclave::engine::measure;
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::best_group::{BestGroup, BestGroupOptions, BestGroups, find};
use enclave::engine::segmentation::rules::{
    Comparison, Condition, Rule, RuleSegment, RulesCounter, RulesOptions, Test, Tested, Value,
};
use enclave::engine::segmentation::{Method, SegmentationError};
use enclave::engine::table::{Kind, ReadingOptions, Role, Source};
use proptest::prelude::*;

/// One customer: two numbers, a city, and what is to be high; nothing where not known.
type Person = (Option<i32>, i32, usize, Option<f64>);

const CITIES: [&str; 4] = ["Bonn", "Cologne", "Essen", "bonn"];

fn file(people: &[Person]) -> String {
    let mut text = "id,visits,level,city,score\n".to_owned();
    for (idx, (visits, level, city, score)) in people.iter().enumerate() {
        let visits = visits.map_or_else(String::new, |it| it.to_string());
        let score = score.map_or_else(String::new, |it| it.to_string());
        let line = [format!("c{idx:03}"), visits, level.to_string(), CITIES[*city].to_owned(), score];
        text += &line.join(",");
        text.push('\n');
    }
    text
}

fn best(people: &[Person], min_size: u32) -> Result<(BestGroups, Vec<Option<usize>>), SegmentationError> {
    let text = file(people);
    // Few whole numbers would be taken for categories.
    let mut reading = ReadingOptions::default();
    for (name, kind) in
        [("visits", Kind::Number), ("level", Kind::Number), ("score", Kind::Number), ("city", Kind::Category)]
    {
        reading.kinds.insert(name.to_owned(), kind);
    }
    let source = Source::from_bytes("people.csv", text.as_bytes(), &reading).unwrap();
    let mut recipe = Recipe::suggest(&source.summary());
    for name in ["visits", "level", "city", "score"] {
        recipe.mapping.replace(name, Role::Feature, &source.summary().columns);
    }
    let valid = recipe.check().unwrap();
    let measured = measure(&source, &valid, &mut Unobserved).unwrap();
    let customers = measured.customers(&source, &valid.mapping, &valid.features);
    let options = BestGroupOptions {
        outcome: Some("score".to_owned()),
        min_size: Some(min_size),
        excluded: Vec::new(),
    };
    let found = find(customers, &options, &mut Unobserved)?;
    // The rules engine itself, on the same customers.
    let counted = [&found.one, &found.two].map(|it| {
        let it = it.as_ref()?;
        let known = Rule::Is(Condition::Column(Tested { field: "score".to_owned(), test: Test::Known }));
        let rules = it.rules.iter().map(|it| Rule::Is(Condition::Column(it.clone())));
        let all = rules.chain([known]).collect();
        let segments = vec![RuleSegment { name: "Best".to_owned(), all }];
        let options = RulesOptions { segments, ..RulesOptions::default() };
        assert_eq!(Method::Rules(options.clone()).check(), Ok(()));
        Some(RulesCounter::new().count(customers, &options).unwrap().segments[0].n)
    });
    Ok((found, counted.to_vec()))
}

/// Every rule on every column, by the values of the file.
fn all_rules(people: &[Person]) -> Vec<Tested> {
    let mut rules = Vec::new();
    let mut of_number = |field: &str, values: Vec<i32>| {
        for value in values {
            for comparison in [Comparison::AtLeast, Comparison::AtMost] {
                let test = Test::Compare(comparison, Value::Number(f64::from(value)));
                rules.push(Tested { field: field.to_owned(), test });
            }
        }
    };
    of_number("visits", people.iter().filter_map(|it| it.0).collect());
    of_number("level", people.iter().map(|it| it.1).collect());
    for city in CITIES {
        let test = Test::Compare(Comparison::Is, Value::Text(city.to_owned()));
        rules.push(Tested { field: "city".to_owned(), test });
    }
    rules
}

fn holds(rule: &Tested, person: &Person) -> bool {
    match (&rule.test, rule.field.as_str()) {
        (Test::Compare(comparison, Value::Number(than)), field) => {
            let value = if field == "visits" { person.0 } else { Some(person.1) };
            let Some(value) = value.map(f64::from) else { return false };
            if *comparison == Comparison::AtLeast { value >= *than } else { value <= *than }
        }
        (Test::Compare(_, Value::Text(city)), _) => CITIES[person.2].eq_ignore_ascii_case(city),
        _ => false,
    }
}

/// The highest mean of a group of at least that size, by all its rules at once, and how large the
/// largest of those is.
fn by_hand(people: &[Person], groups: &[Vec<&Tested>], min_size: usize) -> Option<(f64, usize)> {
    let mut best: Option<(f64, usize)> = None;
    for rules in groups {
        let is_in = |it: &&Person| rules.iter().all(|rule| holds(rule, it));
        let scores: Vec<f64> = people.iter().filter(is_in).filter_map(|it| it.3).collect();
        if scores.len() < min_size {
            continue;
        }
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        let is_better = best
            .is_none_or(|(most, n)| mean > most + 1e-9 || ((mean - most).abs() <= 1e-9 && scores.len() > n));
        if is_better {
            best = Some((mean, scores.len()));
        }
    }
    best
}

fn is_the_same(found: Option<&BestGroup>, expected: Option<(f64, usize)>, than: f64) {
    let expected = expected.filter(|it| it.0 > than + 1e-9);
    match (found, expected) {
        (Some(found), Some((mean, n))) => {
            assert!((found.mean - mean).abs() < 1e-9, "{found:?} instead of {mean}");
            assert_eq!(found.n, n, "{found:?}");
        }
        (None, None) => {}
        (found, expected) => panic!("{found:?} instead of {expected:?}"),
    }
}

fn person() -> impl Strategy<Value = Person> {
    let visits = prop_oneof![4 => (0..9_i32).prop_map(Some), 1 => Just(None)];
    let score = prop_oneof![9 => (0..6_i32).prop_map(|it| Some(f64::from(it))), 1 => Just(None)];
    (visits, 0..5_i32, 0..CITIES.len(), score)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_rule_and_no_two_rules_make_a_better_group(people in prop::collection::vec(person(), 24..60), min_size in 2_u32..9) {
        // The file's columns keep their kinds.
        let mut people = people;
        people.extend([(Some(0), 0, 0, Some(0.0)), (Some(8), 4, 1, Some(5.0)), (Some(3), 2, 2, Some(2.5))]);
        let (found, counted) = best(&people, min_size).unwrap();
        let rules = all_rules(&people);
        let one: Vec<Vec<&Tested>> = rules.iter().map(|it| vec![it]).collect();
        let two: Vec<Vec<&Tested>> =
            rules.iter().flat_map(|a| rules.iter().map(move |b| vec![a, b])).collect();
        let min_size = min_size as usize;
        is_the_same(found.one.as_ref(), by_hand(&people, &one, min_size), found.mean);
        let than = found.one.as_ref().map_or(found.mean, |it| it.mean);
        is_the_same(found.two.as_ref(), by_hand(&people, &two, min_size), than);
        for (group, n) in [&found.one, &found.two].into_iter().zip(counted) {
            prop_assert_eq!(group.as_ref().map(|it| it.n), n, "the rules engine counts others");
        }
    }
}

#[test]
fn a_group_that_was_planted_is_found_with_its_rules() {
    let people: Vec<Person> = (0..400)
        .map(|it| {
            let (visits, level, city) = (it % 10, it / 10 % 5, usize::try_from(it / 50).unwrap() % 3);
            let is_planted = visits >= 7 && city == 1;
            (Some(visits), level, city, Some(if is_planted { 9.0 } else { f64::from(it % 3) }))
        })
        .collect();
    let (found, _) = best(&people, 10).unwrap();
    let two = found.two.unwrap();
    let written: Vec<_> = two.rules.iter().map(|it| (it.field.as_str(), &it.test)).collect();
    let visits = Test::Compare(Comparison::AtLeast, Value::Number(7.0));
    let city = Test::Compare(Comparison::Is, Value::Text("Cologne".to_owned()));
    assert_eq!(written, [("visits", &visits), ("city", &city)]);
    assert!((two.mean - 9.0).abs() < 1e-12);
    assert!(found.one.unwrap().mean < two.mean);
}

#[test]
fn where_nothing_sets_customers_apart_there_is_no_best_group() {
    let people: Vec<Person> = (0..60).map(|it| (Some(it % 4), it % 3, 0, Some(f64::from(it / 30)))).collect();
    let alike: Vec<Person> = people.iter().map(|it| (it.0, it.1, it.2, Some(1.0))).collect();
    let text = best(&alike, 5);
    assert!(text.is_err() || text.is_ok_and(|it| it.0.one.is_none() && it.0.two.is_none()));
    let few = best(&people, 61);
    assert!(matches!(few, Err(SegmentationError::TooFewCustomers { n_customers: 60, needed: 61 })));
}
