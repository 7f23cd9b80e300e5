//! Every check, one after another: each is timed and counted, and a failing one stops none.

mod e2e;
mod native;
mod oracle;
mod portability;
mod tally;
mod unpack;
mod web;

use std::process::ExitCode;

use crate::command::{Part, TestChoice};
use tally::Tally;

/// Runs what was chosen; the last line is the sum.
pub fn run(choice: &TestChoice) -> ExitCode {
    let mut tally = Tally::default();
    let is_chosen = |part| choice.part.is_none_or(|it| it == part);
    if is_chosen(Part::Native) {
        native::run(&mut tally);
    }
    if is_chosen(Part::Web) {
        web::run(&mut tally);
    }
    if is_chosen(Part::Oracle) {
        oracle::run(&mut tally, choice);
    }
    if is_chosen(Part::Portability) {
        portability::run(&mut tally);
    }
    if is_chosen(Part::E2e) {
        e2e::run(&mut tally, choice);
    }
    tally.print();
    if tally.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
