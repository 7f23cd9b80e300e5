//! What the person asked for, read from the command line.

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Say what there is.
    Help,
    /// The page in `dist/`, checked and measured.
    Build,
    /// The page on loopback.
    Serve {
        /// On which port.
        port: u16,
        /// Hardly optimised, rebuilt on every change.
        is_dev: bool,
    },
    /// Some or all checks.
    Test(TestChoice),
    /// The benchmark; its options are its own.
    Bench {
        /// Passed on.
        rest: Vec<String>,
    },
    /// The pictures of the documentation.
    Shots,
    /// Rewrite expected outcomes.
    Bless,
}

/// Which checks, and what they may read outside the project.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestChoice {
    /// The part named, or all.
    pub part: Option<Part>,
    /// More reference values.
    pub oracles: Option<String>,
    /// More files to read.
    pub corpora: Option<String>,
}

/// A part of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Format, lints and native tests.
    Native,
    /// The browser build: lints, sizes, what the files may contain.
    Web,
    /// The same figures by other programs.
    Oracle,
    /// The exported SQL on real databases.
    Portability,
    /// A real browser.
    E2e,
}

/// The help text.
pub const USAGE: &str = "\
cargo xtask serve [--port N] [--dev]   build and serve on http://127.0.0.1:8080; --dev rebuilds on change
cargo xtask build                      build the page into dist/, with sizes and checks
cargo xtask test [native|web|oracle|portability|e2e] [--oracles DIR] [--corpora DIR]
                                       every check, or one part
cargo xtask bench [OPTION…]            the browser benchmark, with its peers
cargo xtask bench read [--quick]       how fast files are read, against bars; fails where one is missed
cargo xtask bench segment [--quick]    how fast groups are found, against bars; fails where one is missed
cargo xtask bench deliver              how fast customers become files for another tool, against bars
cargo xtask bench page [--quick]       how soon the page is there and how it answers, against bars
cargo xtask shots                      the pictures in docs/pictures/
cargo xtask bless                      rewrite the expected outcomes of the tests

What is missing is installed at pinned versions: into node_modules/ and .venv/ here, and into
$ENCLAVE_CACHE, else $XDG_CACHE_HOME/enclave, else ~/.cache/enclave.";

impl Command {
    /// Reads the arguments after the program's name.
    pub fn read(arguments: &[String]) -> Result<Self, String> {
        let mut rest = arguments.iter().map(String::as_str);
        let command = match rest.next() {
            None | Some("help" | "--help" | "-h") => Self::Help,
            Some("build") => Self::Build,
            Some("serve") => serve(&mut rest)?,
            Some("test") => Self::Test(test_choice(&mut rest)?),
            Some("bench") => Self::Bench { rest: rest.by_ref().map(String::from).collect() },
            Some("shots") => Self::Shots,
            Some("bless") => Self::Bless,
            Some(other) => return Err(format!("there is no command “{other}”")),
        };
        match rest.next() {
            None => Ok(command),
            Some(other) => Err(format!("“{other}” is not understood here")),
        }
    }
}

fn serve<'a>(rest: &mut impl Iterator<Item = &'a str>) -> Result<Command, String> {
    let (mut port, mut is_dev) = (8080, false);
    while let Some(option) = rest.next() {
        match option {
            "--dev" => is_dev = true,
            "--port" => {
                let text = value(rest, "--port")?;
                port = text.parse().map_err(|fault| format!("“{text}” is not a port: {fault}"))?;
            }
            other => return Err(format!("serve does not know “{other}”")),
        }
    }
    Ok(Command::Serve { port, is_dev })
}

fn test_choice<'a>(rest: &mut impl Iterator<Item = &'a str>) -> Result<TestChoice, String> {
    let mut choice = TestChoice::default();
    while let Some(option) = rest.next() {
        match option {
            "native" => choice.part = Some(Part::Native),
            "web" => choice.part = Some(Part::Web),
            "oracle" => choice.part = Some(Part::Oracle),
            "portability" => choice.part = Some(Part::Portability),
            "e2e" => choice.part = Some(Part::E2e),
            "--oracles" => choice.oracles = Some(value(rest, "--oracles")?.to_owned()),
            "--corpora" => choice.corpora = Some(value(rest, "--corpora")?.to_owned()),
            other => return Err(format!("test does not know “{other}”")),
        }
    }
    Ok(choice)
}

fn value<'a>(rest: &mut impl Iterator<Item = &'a str>, option: &str) -> Result<&'a str, String> {
    rest.next().ok_or_else(|| format!("{option} needs a value"))
}

#[cfg(test)]
mod tests {
    use super::{Command, Part, TestChoice};

    fn read(line: &str) -> Result<Command, String> {
        Command::read(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn serving_has_a_port_of_its_own() {
        assert_eq!(read("serve"), Ok(Command::Serve { port: 8080, is_dev: false }));
        assert_eq!(read("serve --dev --port 9001"), Ok(Command::Serve { port: 9001, is_dev: true }));
    }

    #[test]
    fn a_part_and_outside_folders_can_be_named() {
        let expected =
            TestChoice { part: Some(Part::Oracle), oracles: Some("o".into()), corpora: Some("c".into()) };
        assert_eq!(read("test oracle --oracles o --corpora c"), Ok(Command::Test(expected)));
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        assert_eq!(read("tset"), Err("there is no command “tset”".into()));
        assert_eq!(read("build --fast"), Err("“--fast” is not understood here".into()));
        assert_eq!(read("serve --port"), Err("--port needs a value".into()));
        assert!(read("serve --port 80800").unwrap_err().contains("“80800” is not a port"));
    }
}
