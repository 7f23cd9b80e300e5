//! The whole flow: the bytes of a file to segments that are described.
#![expect(clippy::unwrap_used, reason = "a test that finds nothing should fail loudly")]

use enclave::engine::features::{AsOf, Mapping, RowUnit};
use enclave::engine::progress::{Observer, Stage, Unobserved};
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::{GroupsOptions, Method};
use enclave::engine::table::{ReadingOptions, Source};
use enclave::engine::{Outcome, run};

const ORDERS: &str = "\
order_id;customer_id;order_date;amount
1001;C-07;03.01.2026;1.250,50
1001;C-07;03.01.2026;49,50
1002;C-01;15.02.2026;20,00
1003;C-07;28.02.2026;100,00
1004;C-12;28.02.2026;80,00
1005;C-01;27.02.2026;-5,00
1006;;28.02.2026;9,99
";

fn read(name: &str, bytes: &[u8]) -> Source {
    Source::from_bytes(name, bytes, &ReadingOptions::default()).unwrap()
}

fn analysed(source: &Source, recipe: &Recipe) -> Outcome {
    run(source, &recipe.check().unwrap(), &mut Unobserved).unwrap()
}

#[test]
fn an_order_file_becomes_named_segments_without_a_word_said() {
    let source = read("orders.csv", ORDERS.as_bytes());
    let outcome = analysed(&source, &Recipe::suggest(&source.summary()));
    let matrix = &outcome.matrix;
    assert_eq!(matrix.customers.iter().collect::<Vec<_>>(), ["C-01", "C-07", "C-12"]);
    let values = |id| matrix.feature(id).map(|it| it.values.as_slice());
    assert_eq!(values("recency_days"), Some([13.0, 0.0, 0.0].as_slice()));
    assert_eq!(values("frequency"), Some([1.0, 2.0, 1.0].as_slice()));
    assert_eq!(values("monetary"), Some([15.0, 1400.0, 80.0].as_slice()));
    let profiles = &outcome.analysis.profiles;
    assert_eq!((profiles.everyone.n, profiles.everyone.revenue), (3, Some(1495.0)));
    assert_eq!(profiles.n_rows_used, 6);
    assert!(outcome.problems.iter().any(|it| it.line == 8), "the row without customer is listed");
}

#[test]
fn every_sample_is_taken_for_what_it_is_and_has_segments() {
    for (sample, unit) in [
        (Sample::ShopOrders, RowUnit::Orders),
        (Sample::CustomerList, RowUnit::Customers),
        (Sample::BusinessAccounts, RowUnit::Customers),
    ] {
        let source = read("sample.csv", &sample.bytes());
        let mut recipe = Recipe::suggest(&source.summary());
        assert_eq!(Mapping::suggest(&source.summary()).unit, unit, "{sample:?}");
        if unit == RowUnit::Customers {
            recipe.method =
                Method::Groups(GroupsOptions { k: Some(4), starts: 5, ..GroupsOptions::default() });
        }
        let outcome = analysed(&source, &recipe);
        let profiles = &outcome.analysis.profiles;
        let n: usize = profiles.segments.iter().map(|it| it.group.n).sum();
        assert_eq!(n + profiles.n_unassigned, outcome.matrix.n_customers(), "{sample:?}");
        assert!(profiles.segments.len() >= 4, "{sample:?}: {} segments", profiles.segments.len());
    }
}

#[test]
fn an_as_of_date_after_the_last_order_only_adds_days() {
    let source = read("orders.csv", ORDERS.as_bytes());
    let mut recipe = Recipe::suggest(&source.summary());
    let before = analysed(&source, &recipe);
    recipe.features.as_of = AsOf::Day(before.matrix.as_of.unwrap() + 30);
    let after = analysed(&source, &recipe);
    let recency = |it: &Outcome| it.matrix.feature("recency_days").unwrap().values.clone();
    let later: Vec<f64> = recency(&before).iter().map(|it| it + 30.0).collect();
    assert_eq!(recency(&after), later);
    assert_eq!(after.segmentation.assignment, before.segmentation.assignment);
    assert_ne!(after.analysis.fingerprint, before.analysis.fingerprint);
}

#[test]
fn progress_passes_the_stations_in_order_and_finishes_each() {
    #[derive(Default)]
    struct Seen(Vec<(Stage, f32)>);
    impl Observer for Seen {
        fn progress(&mut self, stage: Stage, fraction: f32) {
            self.0.push((stage, fraction));
        }
    }
    let source = read("orders.csv", ORDERS.as_bytes());
    let recipe = Recipe::suggest(&source.summary()).check().unwrap();
    let mut seen = Seen::default();
    run(&source, &recipe, &mut seen).unwrap();
    assert!(seen.0.is_sorted_by(|a, b| a <= b), "{:?}", seen.0);
    for stage in [Stage::Measuring, Stage::Segmenting, Stage::Profiling] {
        assert!(seen.0.contains(&(stage, 1.0)), "{stage:?} never ends");
    }
}
