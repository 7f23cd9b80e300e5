//! Counting: what passed, what failed, how long it took.

use std::time::{Duration, Instant};

use crate::process::{Ended, Step, seconds};

/// The steps so far.
#[derive(Default)]
pub struct Tally {
    steps: Vec<Counted>,
}

struct Counted {
    name: String,
    passed: usize,
    failed: usize,
    took: Duration,
}

/// How many checks of a step passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
}

impl Count {
    /// A step that is one check.
    pub fn one(is_ok: bool) -> Self {
        Self { passed: usize::from(is_ok), failed: usize::from(!is_ok) }
    }

    /// What `cargo test` counted, in all its binaries.
    pub fn of_cargo_test(ended: &Ended) -> Self {
        let results = ended.output.lines().filter_map(|it| it.strip_prefix("test result: "));
        let mut sum = Self { passed: 0, failed: 0 };
        for line in results {
            sum.passed += number_before(line, " passed").unwrap_or(0);
            sum.failed += number_before(line, " failed").unwrap_or(0);
        }
        sum.trusted(ended.is_ok)
    }

    /// What the last line `N passed, N failed` says.
    pub fn of_last_line(ended: &Ended) -> Self {
        let line = ended.output.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or_default();
        let read = || {
            Some(Self { passed: number_before(line, " passed")?, failed: number_before(line, " failed")? })
        };
        read().unwrap_or(Self { passed: 0, failed: 0 }).trusted(ended.is_ok)
    }

    /// A bad end without a counted failure is a failure, and so is a step that checked nothing.
    fn trusted(self, is_ok: bool) -> Self {
        let is_empty = self.passed + self.failed == 0;
        let is_uncounted = self.failed == 0 && (!is_ok || is_empty);
        Self { failed: self.failed + usize::from(is_uncounted), ..self }
    }
}

fn number_before(line: &str, word: &str) -> Option<usize> {
    let (before, _) = line.split_once(word)?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

impl Tally {
    /// Runs one step and counts it.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Count, String>) {
        println!("\n── {name}");
        let start = Instant::now();
        let count = work().unwrap_or_else(|fault| {
            println!("{fault}");
            Count::one(false)
        });
        let step = Counted {
            name: name.to_owned(),
            passed: count.passed,
            failed: count.failed,
            took: start.elapsed(),
        };
        println!("── {}", step.line());
        self.steps.push(step);
    }

    /// Runs one program that is one check.
    pub fn program(&mut self, name: &str, step: Step) {
        self.step(name, || step.watch().map(|it| Count::one(it.is_ok)));
    }

    /// How many checks failed.
    pub fn failed(&self) -> usize {
        self.steps.iter().map(|it| it.failed).sum()
    }

    /// The list of steps; the last line is the sum.
    pub fn print(&self) {
        println!("\n── in all");
        for step in &self.steps {
            println!("{}", step.line());
        }
        let passed: usize = self.steps.iter().map(|it| it.passed).sum();
        println!("{passed} passed, {} failed", self.failed());
    }
}

impl Counted {
    fn line(&self) -> String {
        let sign = if self.failed == 0 { "ok" } else { "FAILED" };
        format!(
            "{}: {sign}, {} passed, {} failed, {}",
            self.name,
            self.passed,
            self.failed,
            seconds(self.took)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Tally};
    use crate::process::Ended;

    fn ended(output: &str, is_ok: bool) -> Ended {
        Ended { output: output.into(), is_ok }
    }

    #[test]
    fn the_results_of_all_test_binaries_are_added() {
        let output = "test result: ok. 12 passed; 0 failed; 0 ignored\nnoise\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(Count::of_cargo_test(&ended(output, false)), Count { passed: 15, failed: 2 });
    }

    #[test]
    fn the_last_line_counts() {
        let output = "4 passed, 4 failed\n7 passed, 0 failed\n\n";
        assert_eq!(Count::of_last_line(&ended(output, true)), Count { passed: 7, failed: 0 });
    }

    #[test]
    fn a_bad_end_is_a_failure_even_if_none_was_counted() {
        assert_eq!(Count::of_last_line(&ended("3 passed, 0 failed", false)), Count { passed: 3, failed: 1 });
        assert_eq!(
            Count::of_cargo_test(&ended("error: could not compile", false)),
            Count { passed: 0, failed: 1 }
        );
    }

    #[test]
    fn a_step_that_checked_nothing_has_not_passed() {
        assert_eq!(Count::of_last_line(&ended("done", true)), Count { passed: 0, failed: 1 });
        assert_eq!(
            Count::of_cargo_test(&ended("test result: ok. 0 passed; 0 failed", true)),
            Count { passed: 0, failed: 1 }
        );
    }

    #[test]
    fn a_step_that_cannot_run_fails_and_the_next_one_runs() {
        let mut tally = Tally::default();
        tally.step("first", || Err("no such tool".into()));
        tally.step("second", || Ok(Count { passed: 5, failed: 0 }));
        assert_eq!(tally.failed(), 1);
        assert_eq!(tally.steps.len(), 2);
    }
}
