//! What needs no browser: format, lints of both targets, native tests.

use super::tally::{Count, Tally};
use crate::process::Step;
use crate::tools;

/// Runs the part.
pub fn run(tally: &mut Tally) {
    tally.program("format", cargo(&["fmt", "--all", "--check"]));
    let lint = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    tally.program("lints of the native build", cargo(&lint));
    tally.step("lints of the browser build", || {
        tools::target()?;
        let lint = [
            "clippy",
            "--locked",
            "--workspace",
            "--exclude",
            "xtask",
            "--target",
            "wasm32-unknown-unknown",
            "--lib",
            "--bins",
            "--",
            "-D",
            "warnings",
        ];
        cargo(&lint).watch().map(|it| Count::one(it.is_ok))
    });
    tally.step("native tests", || {
        let ended = cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]).watch()?;
        Ok(Count::of_cargo_test(&ended))
    });
}

fn cargo(arguments: &[&str]) -> Step {
    Step::new("cargo").args(arguments)
}
