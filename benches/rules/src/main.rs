//! `cargo run --release -p enclave-recount [CUSTOMERS]`: edits of rules, each counted again.
//!
//! Prints milliseconds of each edit beside the bar of 100 ms for a million customers, and ends with 1
//! where one is above it.
#![expect(clippy::print_stdout, reason = "a program that reports")]
#![expect(clippy::disallowed_methods, reason = "a program that measures")]

use std::process::ExitCode;
use std::time::Instant;

use enclave_engine::engine::features::{
    Feature, FeatureChoices, FeatureMatrix, MappedColumn, Mapping, Origin, RowUnit, Unit,
};
use enclave_engine::engine::segmentation::Customers;
use enclave_engine::engine::segmentation::rules::{RulesCounter, text};
use enclave_engine::engine::table::{ReadingOptions, Role, Source};
use enclave_kernel::kernel::cells::Texts;
use enclave_kernel::kernel::random::Random;

const BAR_MS: f64 = 100.0;

/// What is on the screen, edit after edit.
const EDITS: [(&str, &str); 8] = [
    (
        "first count",
        "segment \"A\":\n  recency_days > 90\n  frequency >= 3\n  none:\n    points < 10\nsegment \"B\":\n  any:\n    monetary in the top 10%\n    frequency >= 12\n",
    ),
    (
        "one number",
        "segment \"A\":\n  recency_days > 60\n  frequency >= 3\n  none:\n    points < 10\nsegment \"B\":\n  any:\n    monetary in the top 10%\n    frequency >= 12\n",
    ),
    (
        "a share",
        "segment \"A\":\n  recency_days > 60\n  frequency >= 3\n  none:\n    points < 10\nsegment \"B\":\n  any:\n    monetary in the top 20%\n    frequency >= 12\n",
    ),
    (
        "a line more",
        "segment \"A\":\n  recency_days > 60\n  frequency >= 3\n  points is not missing\n  none:\n    points < 10\nsegment \"B\":\n  any:\n    monetary in the top 20%\n    frequency >= 12\n",
    ),
    (
        "all for any",
        "segment \"A\":\n  recency_days > 60\n  frequency >= 3\n  points is not missing\n  none:\n    points < 10\nsegment \"B\":\n  all:\n    monetary in the top 20%\n    frequency >= 12\n",
    ),
    (
        "the other order",
        "segment \"B\":\n  all:\n    monetary in the top 20%\n    frequency >= 12\nsegment \"A\":\n  recency_days > 60\n  frequency >= 3\n  points is not missing\n  none:\n    points < 10\n",
    ),
    (
        "nobody",
        "segment \"B\":\n  all:\n    monetary in the top 20%\n    frequency >= 12\n    points > 99999\nsegment \"A\":\n  recency_days > 60\n  frequency >= 3\n  points is not missing\n  none:\n    points < 10\n",
    ),
    (
        "the median",
        "segment \"B\":\n  all:\n    monetary above the median\n    frequency >= 12\nsegment \"A\":\n  recency_days > 60\n  frequency >= 3\n  points is not missing\n  none:\n    points < 10\n",
    ),
];

fn main() -> ExitCode {
    let n = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(1_000_000);
    let matrix = matrix(n);
    let (mapping, choices) = (mapping(), FeatureChoices::default());
    let Ok(source) = Source::from_bytes("a.csv", b"id,points\na,1\nb,2\n", &ReadingOptions::default()) else {
        return ExitCode::FAILURE;
    };
    let origin = Some(Origin { source: &source, mapping: &mapping, choices: &choices });
    let mut counter = RulesCounter::new();
    let mut is_fast = true;
    println!("{n} customers");
    for (name, rules) in EDITS {
        let Ok(options) = text::parse(rules) else { return ExitCode::FAILURE };
        let start = Instant::now();
        let Ok(detail) = counter.count(Customers { matrix: &matrix, origin, ahead: None }, &options) else {
            return ExitCode::FAILURE;
        };
        let ms = start.elapsed().as_secs_f64() * 1e3;
        let sizes: Vec<usize> = detail.segments.iter().map(|it| it.n).collect();
        println!("{name:>16}: {ms:7.1} ms (bar {BAR_MS}) {sizes:?}");
        is_fast &= ms <= BAR_MS || name == "first count";
    }
    if is_fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn mapping() -> Mapping {
    let columns = vec![MappedColumn { name: "id".to_owned(), role: Role::Customer }];
    Mapping { unit: RowUnit::Customers, columns }
}

/// Customers from a fixed seed; one in ten has no points.
fn matrix(n: usize) -> FeatureMatrix {
    let mut random = Random::new(1);
    let mut feature = |id: &str, most: usize, gap: usize| {
        let mut value =
            || if gap > 0 && random.below(gap) == 0 { f64::NAN } else { random.below(most) as f64 };
        let values = (0..n).map(|_| value()).collect();
        Feature { id: id.to_owned(), label: id.to_owned(), unit: Unit::Plain, values }
    };
    let features = vec![
        feature("recency_days", 365, 0),
        feature("frequency", 20, 0),
        feature("monetary", 1_000_000, 0),
        feature("points", 1_000, 10),
    ];
    let mut customers = Texts::default();
    for it in 0..n {
        customers.push(&it.to_string());
    }
    FeatureMatrix { customers, features, n_rows_used: n, ..FeatureMatrix::default() }
}
