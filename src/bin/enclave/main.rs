//! The native door: the same engine, the same recipe, the same bytes as in the browser.
//!
//! `docs/cli.md` describes every option and every field that is written.

mod arguments;
mod choices;
mod exporting;
mod failure;
mod fair;
mod input;
mod method;
mod modelling;
mod plain;
mod querying;
mod reading;
mod reporting;
mod saved;
mod scoring;
mod segmenting;
mod verifying;

use std::io::Write as _;
use std::process::ExitCode;

use arguments::{Arguments, Wish};
use failure::Failure;

fn main() -> ExitCode {
    let given: Vec<String> =
        std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let done = run(&given, &mut out);
    let said = match &done {
        Ok(()) => Ok(()),
        Err(failure) => writeln!(out, "{}", failure.to_json()),
    };
    let is_heard = said.is_ok() && out.flush().is_ok();
    if done.is_ok() && is_heard { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(given: &[String], out: &mut dyn std::io::Write) -> Result<(), Failure> {
    match Arguments::parse(given)? {
        Wish::Help => say(out, arguments::USAGE),
        Wish::Version => say(out, concat!("enclave ", env!("CARGO_PKG_VERSION"), "\n")),
        Wish::Read(arguments) => reading::read(&arguments, out),
        Wish::Segment(arguments) => segmenting::segment(&arguments, out),
        Wish::Export(arguments) => exporting::export(&arguments, out),
        Wish::Report(arguments) => reporting::report(&arguments, out),
        Wish::Compare(arguments) => segmenting::comparing::comparison(&arguments, out),
        Wish::Model(arguments) => modelling::write(&arguments, out),
        Wish::Score(arguments) => scoring::score(&arguments, out),
        Wish::Verify(arguments) => verifying::verify(&arguments, out),
        Wish::Sql(arguments) => querying::sql(&arguments, out),
        Wish::Results(arguments) => fair::results(&arguments, out),
        Wish::Typing(arguments) => fair::questions(&arguments, out),
        Wish::Split(arguments) => fair::split_customers(&arguments, out),
    }
}

fn say(out: &mut dyn std::io::Write, text: &str) -> Result<(), Failure> {
    out.write_all(text.as_bytes()).map_err(Failure::unheard)
}
