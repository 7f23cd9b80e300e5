//! The project's commands: `cargo xtask serve | build | test | bench | shots | bless`.
//!
//! Every command sets up what it needs at pinned versions, says what it does and how long it
//! took, and leaves nothing behind outside the project and one cache folder.
#![expect(clippy::print_stdout, reason = "a command line speaks on standard output")]
#![expect(clippy::disallowed_methods, reason = "clock, threads and environment are this program's trade")]

mod build;
mod command;
mod comments;
mod dist;
mod pack;
mod page;
mod parts;
mod place;
mod process;
mod serve;
mod size;
mod styles;
mod test;
mod tools;
mod wrapping;

use std::process::ExitCode;

use command::Command;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match Command::read(&arguments) {
        Ok(Command::Help) => {
            println!("{}", command::USAGE);
            Ok(())
        }
        Ok(Command::Build) => build::everything(),
        Ok(Command::Serve { port, is_dev }) => serve::run(port, is_dev),
        Ok(Command::Test(choice)) => return test::run(&choice),
        Ok(Command::Bench { rest }) => bench(&rest),
        Ok(Command::Shots) => build::for_browser().and_then(|()| node("tests/e2e/shots.mjs", &[])),
        Ok(Command::Bless) => bless(),
        Err(fault) => Err(format!("{fault}\n\n{}", command::USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            println!("\nxtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// `bench read`, `bench segment`, `bench deliver` or `bench page` against its bars, or all figures.
fn bench(options: &[String]) -> Result<(), String> {
    if let Some((word, rest)) = options.split_first().filter(|it| it.0 == "segment") {
        process::timed(&format!("set up `bench {word}`"), tools::for_build)?;
        build::for_browser()?;
        let python = tools::python()?;
        tools::chromium()?;
        let step = process::Step::new("node").arg("benches/segment.mjs").args(rest);
        return step.env("ENCLAVE_PYTHON", python).stream().map(|_| ());
    }
    build::for_browser()?;
    match options.split_first() {
        Some((word, rest)) if word == "read" => node("benches/read.mjs", rest),
        Some((word, rest)) if word == "deliver" => node("benches/deliver.mjs", rest),
        Some((word, rest)) if word == "page" => {
            let address = serve::beside()?;
            node("benches/page.mjs", &[&[format!("--url={address}")], rest].concat())
        }
        _ => node("benches/run.mjs", options),
    }
}

fn node(script: &str, rest: &[String]) -> Result<(), String> {
    tools::chromium()?;
    process::Step::new("node").arg(script).args(rest).stream().map(|_| ())
}

/// Rewrites the expected outcomes; the difference is reviewed like code.
fn bless() -> Result<(), String> {
    process::Step::new("cargo")
        .args(["test", "--locked", "--workspace"])
        .env("BLESS", "1")
        .stream()
        .map(|_| ())
}
