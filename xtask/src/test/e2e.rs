//! A real browser on the built page.

use super::tally::{Count, Tally};
use crate::process::Step;
use crate::{build, tools};

/// Runs the part; alone, it builds the page first, since no other part did.
pub fn run(tally: &mut Tally, is_alone: bool) {
    tally.step("the page in Chromium", || {
        tools::npm()?;
        let chromium = tools::chromium()?;
        if is_alone {
            build::for_browser()?;
        }
        build::native_door()?;
        let step = Step::new("node").arg("tests/e2e/run.mjs").env("CHROMIUM", chromium);
        step.watch().map(|it| Count::of_last_line(&it))
    });
}
