//! A real browser on the built page.

use super::tally::{Count, Tally};
use crate::command::{Part, TestChoice};
use crate::process::Step;
use crate::{build, tools};

/// Runs the part; alone, it builds the page first, since no other part did.
pub fn run(tally: &mut Tally, choice: &TestChoice) {
    tally.step("the page in Chromium", || {
        tools::npm()?;
        let chromium = tools::chromium()?;
        if choice.part == Some(Part::E2e) {
            build::for_browser()?;
        }
        build::native_door()?;
        let mut step = Step::new("node").arg("tests/e2e/run.mjs").env("CHROMIUM", chromium);
        if let Some(folder) = &choice.oracles {
            let data = std::path::absolute(folder).map_err(|it| format!("{folder}: {it}"))?.join("data");
            step = step.env("REAL_FILES", data);
        }
        step.watch().map(|it| Count::of_last_line(&it))
    });
    tally.step("the same tables natively and in Chromium", || {
        let mut step = Step::new("node").arg("tests/wasm/run.mjs").env("CHROMIUM", tools::chromium()?);
        if let Some(folder) = &choice.corpora {
            step = step.arg(std::path::absolute(folder).map_err(|it| format!("{folder}: {it}"))?);
        }
        step.watch().map(|it| Count::of_last_line(&it))
    });
}
