//! The built page as files: its size, and what the files may contain.

use super::tally::{Count, Tally};
use super::unpack;
use crate::{build, dist, place, size};

/// Runs the part.
pub fn run(tally: &mut Tally) {
    let folder = place::inside("dist");
    let mut is_built = false;
    tally.step("the page builds for release", || {
        build::for_browser()?;
        is_built = true;
        Ok(Count::one(true))
    });
    if !is_built {
        return;
    }
    tally.step("the first visit is within its ceilings", || Ok(one(&size::faults(&size::measure(&folder)?))));
    tally.step("the browser unpacks what was packed", || unpack::run(&folder));
    for (fact, check) in dist::CHECKS {
        tally.step(fact, || Ok(one(&check(&folder))));
    }
}

fn one(faults: &[String]) -> Count {
    for fault in faults {
        println!("{fault}");
    }
    Count::one(faults.is_empty())
}
