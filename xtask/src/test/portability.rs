//! The exported SQL on real databases: `DuckDB`, `SQLite`, a `PostgreSQL` server on loopback, Spark.

use super::tally::{Count, Tally};
use crate::process::Step;
use crate::{build, tools};

/// Runs the part.
pub fn run(tally: &mut Tally) {
    tally.step("the exported SQL gives the same segments in every database", || {
        let python = tools::python()?;
        tools::postgres()?;
        tools::java()?;
        build::native_door()?;
        let script = "tests/oracle/portability/run.py";
        let step = Step::new(python).args([script, "--enclave", "target/release/enclave"]);
        step.watch().map(|it| Count::of_last_line(&it))
    });
    tally.step("the exported PMML gives the same segments in another program", || {
        let python = tools::python()?;
        tools::java()?;
        build::native_door()?;
        let script = "tests/oracle/portability/pmml.py";
        let step = Step::new(python).args([script, "--enclave", "target/release/enclave"]);
        step.watch().map(|it| Count::of_last_line(&it))
    });
}
