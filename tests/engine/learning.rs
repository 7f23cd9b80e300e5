//! The examples: what was planted in each is what the product finds.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use enclave::engine::affinity::{self, Affinity, MIN_BOTH, Pair};
use enclave::engine::join::{Companion, join};
use enclave::engine::learning;
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::{Example, one_kind_of_seed, planted_companions};
use enclave::engine::segmentation::{Customers, Detail, GroupsOptions, Method};
use enclave::engine::table::{IssueKind, ReadingOptions, Role, Source};
use enclave::engine::{Measured, Outcome, conclude, measure};
use sha2::{Digest as _, Sha256};

/// An example, opened and run as one click does it.
struct Opened {
    source: Source,
    recipe: Recipe,
    measured: Measured,
    outcome: Outcome,
}

fn read(name: &str, bytes: &[u8]) -> Source {
    Source::from_bytes(name, bytes, &ReadingOptions::default()).unwrap()
}

fn opened(example: Example) -> Opened {
    let mut files = example.files().into_iter();
    let (name, bytes) = files.next().unwrap();
    let main = read(name, &bytes);
    let beside: Vec<Source> = files.map(|(name, bytes)| read(name, &bytes)).collect();
    let keys = vec![Companion::default().key; beside.len()];
    let pairs: Vec<_> = keys.into_iter().zip(&beside).collect();
    let joined = join(main, &pairs);
    for it in &joined.joins {
        assert_eq!(it.main.n_rows_matched, it.main.n_rows, "{}", it.file);
    }
    let source = joined.source;
    let recipe = learning::recipe(example, &source.summary());
    let valid = recipe.check().unwrap();
    let measured = measure(&source, &valid, &mut Unobserved).unwrap();
    let outcome = conclude(&source, &valid, &measured, &mut Unobserved).unwrap();
    Opened { source, recipe, measured, outcome }
}

impl Opened {
    fn customers(&self) -> Customers<'_> {
        self.measured.customers(&self.source, &self.recipe.mapping, &self.recipe.features)
    }

    /// How many customers of each kind are in each segment.
    fn crossed(&self, example: Example) -> BTreeMap<(&'static str, u8), u64> {
        let kind: BTreeMap<String, &str> =
            example.truth().into_iter().map(|it| (it.customer, it.kind)).collect();
        let mut counts = BTreeMap::new();
        for (idx, &segment) in self.outcome.segmentation.assignment.iter().enumerate() {
            *counts.entry((kind[self.outcome.matrix.customers.get(idx)], segment)).or_insert(0) += 1;
        }
        counts
    }
}

fn pairs_of(n: u64) -> f64 {
    n as f64 * (n as f64 - 1.0) / 2.0
}

/// Hubert and Arabie's adjusted Rand index.
fn adjusted_rand(counts: &BTreeMap<(&'static str, u8), u64>) -> f64 {
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for ((kind, segment), n) in counts {
        *rows.entry(kind).or_insert(0) += n;
        *columns.entry(segment).or_insert(0) += n;
    }
    let all = pairs_of(rows.values().sum());
    let both: f64 = counts.values().map(|&it| pairs_of(it)).sum();
    let a: f64 = rows.values().map(|&it| pairs_of(it)).sum();
    let b: f64 = columns.values().map(|&it| pairs_of(it)).sum();
    let expected = a * b / all;
    (both - expected) / (f64::midpoint(a, b) - expected)
}

#[test]
fn examples_have_the_same_bytes_on_every_machine() {
    let hash = |example: Example| {
        let mut hasher = Sha256::new();
        example.files().iter().for_each(|it| hasher.update(&it.1));
        format!("{:x}", hasher.finalize())[..16].to_owned()
    };
    assert_eq!(
        Example::ALL.map(hash),
        ["7d1f5befbddd7953", "e4f592870825bb3f", "e04822aed9a2745d", "f8ce8cb0e0f65200"]
    );
}

#[test]
fn the_habits_of_the_coffee_chain_are_found_by_day_and_hour() {
    let found = opened(Example::CoffeeChain);
    let agreement = adjusted_rand(&found.crossed(Example::CoffeeChain));
    assert!(agreement >= 0.9, "{agreement}");
    assert_eq!(found.outcome.segmentation.segments.len(), 3);
    assert!(found.outcome.analysis.issues.iter().all(|it| it.kind != IssueKind::NotMeasured));
}

#[test]
fn customers_of_one_kind_are_one_segment_in_nineteen_of_twenty_files() {
    let k = |bytes: &[u8]| {
        let source = read("one.csv", bytes);
        let method = Method::Groups(GroupsOptions { starts: 10, ..GroupsOptions::default() });
        let recipe = Recipe { method, ..learning::recipe(Example::OneKind, &source.summary()) };
        let outcome = enclave::engine::run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
        let Detail::Groups(detail) = outcome.segmentation.detail else { panic!("groups have their detail") };
        detail.k
    };
    assert_eq!(k(&Example::OneKind.files()[0].1), 1);
    let n_one = (1..=20).filter(|&seed| k(&one_kind_of_seed(seed)) == 1).count();
    assert!(n_one >= 19, "{n_one} of 20");
}

#[test]
fn the_small_event_reaches_three_times_as_many_who_look_for_a_car_seat() {
    let found = opened(Example::CarSeats);
    let segments = &found.outcome.analysis.profiles.segments;
    let looking = |name: &str| {
        let it = segments.iter().find(|it| it.segment.name == name).unwrap();
        let flag = it.group.features.iter().find(|it| it.id == "needs_car_seat_now").unwrap();
        (it.group.n, flag.spread.unwrap().mean)
    };
    assert_eq!(segments.len(), 2);
    assert_eq!(looking("Women in Business"), (10_000, 0.02));
    assert_eq!(looking("Baby Fair"), (1_000, 0.6));
    let reached = |name: &str| {
        let (n, share) = looking(name);
        n as f64 * share
    };
    assert!((reached("Baby Fair") / reached("Women in Business") - 3.0).abs() < 1e-9);
}

fn affinity(found: &Opened) -> Affinity {
    affinity::find(found.customers(), &mut Unobserved).unwrap().unwrap()
}

/// What each customer has bought, by reading the file again.
fn baskets(example: Example) -> BTreeMap<String, Vec<String>> {
    let bytes = example.files().remove(0).1;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in reader.records().map(Result::unwrap) {
        let own = all.entry(row[1].to_owned()).or_default();
        if !own.contains(&row[3].to_owned()) {
            own.push(row[3].to_owned());
        }
    }
    all
}

#[test]
fn goods_that_were_made_to_belong_together_are_found_and_no_others() {
    let found = affinity(&opened(Example::Retailer));
    assert_eq!(found.column, "product");
    for (item, companion) in planted_companions() {
        assert_eq!(found.companion_of(item).map(|it| it.companion.as_str()), Some(companion));
        assert_eq!(found.companion_of(companion).map(|it| it.companion.as_str()), Some(item));
    }
    assert_eq!(found.pairs.len(), 4, "{:?}", found.pairs);
}

#[test]
fn what_is_recommended_is_the_planted_companion_and_never_something_owned() {
    let found = affinity(&opened(Example::Retailer));
    let mut n_recommended = 0;
    for own in baskets(Example::Retailer).values() {
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let next = found.next(&own);
        assert!(next.is_none_or(|it| !own.contains(&it.companion.as_str())));
        let lacks = |it: &&(&str, &str)| own.contains(&it.0) && !own.contains(&it.1);
        if let Some((_, companion)) = planted_companions().iter().find(lacks) {
            assert_eq!(next.map(|it| it.companion.as_str()), Some(*companion));
            n_recommended += 1;
        }
    }
    assert!(n_recommended > 80, "{n_recommended}");
}

#[test]
fn pairs_are_those_of_counting_every_basket() {
    let found = affinity(&opened(Example::Retailer));
    let baskets = baskets(Example::Retailer);
    let has = |own: &[String], name: &str| own.iter().any(|it| it == name);
    let count = |names: &[&str]| -> u32 {
        baskets.values().filter(|own| names.iter().all(|it| has(own, it))).map(|_| 1).sum()
    };
    assert_eq!(found.n_customers as usize, baskets.len());
    for pair in &found.pairs {
        let Pair { item, companion, n_item, n_companion, n_both, .. } = pair;
        assert_eq!(*n_item, count(&[item]));
        assert_eq!(*n_companion, count(&[companion]));
        assert_eq!(*n_both, count(&[item, companion]));
        assert!(*n_both >= MIN_BOTH && pair.lift() > 1.0);
        let lift = f64::from(*n_both) * baskets.len() as f64 / f64::from(*n_item) / f64::from(*n_companion);
        assert!((pair.lift() - lift).abs() < 1e-12);
        assert_eq!(pair.n_lacking(), n_item - n_both);
    }
}

#[test]
fn where_nothing_belongs_together_nothing_is_said() {
    let coffee = opened(Example::CoffeeChain);
    let list = opened(Example::OneKind);
    assert_eq!(affinity::find(list.customers(), &mut Unobserved).unwrap(), None);
    assert!(affinity(&coffee).pairs.iter().all(|it| it.lift() > 1.0));
    // Goods drawn by lot: two hundred customers, five of twenty goods each.
    let mut random = enclave::kernel::random::Random::new(5);
    let mut text = "customer_id,order_date,product,amount\n".to_owned();
    for customer in 0..200 {
        for _ in 0..5 {
            let good = random.below(20);
            writeln!(text, "C{customer},2026-01-{:02},Good {good},10", 1 + random.below(28)).unwrap();
        }
    }
    let source = read("lots.csv", text.as_bytes());
    let recipe = Recipe::suggest(&source.summary());
    assert!(recipe.mapping.column(Role::Product).is_some());
    let measured = measure(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
    let customers = measured.customers(&source, &recipe.mapping, &recipe.features);
    assert_eq!(affinity::find(customers, &mut Unobserved).unwrap().unwrap().pairs, []);
}
