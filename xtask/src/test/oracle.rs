//! The same figures by other programs: Python computes them anew, the native door is compared.

use super::tally::{Count, Tally};
use crate::command::TestChoice;
use crate::process::Step;
use crate::{build, tools};

/// Runs the part.
pub fn run(tally: &mut Tally, choice: &TestChoice) {
    tally.step("figures equal those of other programs", || {
        let python = tools::python()?;
        build::native_door()?;
        build::door_of_destinations()?;
        let office = tools::libreoffice()?;
        let mut step = Step::new(python).args(["tests/oracle/run.py", "--enclave", "target/release/enclave"]);
        step = step.env("SOFFICE", office);
        for (option, folder) in [("--folder", &choice.oracles), ("--corpora", &choice.corpora)] {
            if let Some(folder) = folder {
                let folder = std::path::absolute(folder).map_err(|it| format!("{folder}: {it}"))?;
                step = step.arg(option).arg(folder);
            }
        }
        step.watch().map(|it| Count::of_last_line(&it))
    });
}
