//! The command line, taken apart.

mod parsed;
mod usage;

pub use parsed::{halves, parsed_number, parsed_word};
pub use usage::USAGE;

use std::path::PathBuf;

use serde::de::DeserializeOwned;

use crate::failure::Failure;

const VALUED: &[&str] = &[
    "absent",
    "allow-protected",
    "alpha",
    "alpha-merge",
    "amount",
    "analysis",
    "as-of",
    "ask",
    "base",
    "bins",
    "claims",
    "columns",
    "check",
    "column",
    "comment",
    "consent-override",
    "consent-words",
    "converted",
    "cost",
    "cost-cut",
    "covariance",
    "criterion",
    "customer",
    "cut-points",
    "cuts",
    "date",
    "dates",
    "decimal",
    "delimiter",
    "depth",
    "dialect",
    "distance",
    "drop",
    "earlier",
    "encoding",
    "eps",
    "escape",
    "exclude",
    "features",
    "field",
    "fixed",
    "form",
    "frequency",
    "from",
    "gamma",
    "group",
    "groups",
    "header",
    "holdout",
    "id",
    "input",
    "k",
    "key",
    "kind",
    "least",
    "leave-out",
    "line-end",
    "map",
    "margin",
    "margin-cut",
    "max-leaves",
    "measures",
    "method",
    "min-samples",
    "min-size",
    "missing",
    "model",
    "most",
    "out",
    "outcome",
    "power",
    "questions",
    "quote",
    "recipe",
    "repeats",
    "response",
    "result",
    "results",
    "returns",
    "rise",
    "role",
    "rows",
    "rule",
    "rules",
    "sample",
    "scale",
    "score",
    "sd",
    "seed",
    "segments",
    "segment",
    "separator",
    "set",
    "sheet",
    "skip-lines",
    "split",
    "starts",
    "strata",
    "survey-scale",
    "table",
    "tiers",
    "title",
    "to",
    "tree",
    "weights",
    "with",
    "without",
    "worth",
];
const FLAGS: &[&str] =
    &["by-segment", "exact", "keep-repeats", "list", "no-header", "preflight", "problems", "records", "zip"];
const REPEATED: &[&str] = &[
    "column",
    "ask",
    "cuts",
    "drop",
    "exclude",
    "field",
    "input",
    "key",
    "kind",
    "leave-out",
    "role",
    "set",
    "split",
    "survey-scale",
    "without",
];
/// The options that make sense without an analysis.
const READING: &[&str] = &[
    "comment",
    "dates",
    "decimal",
    "delimiter",
    "drop",
    "encoding",
    "escape",
    "header",
    "key",
    "kind",
    "line-end",
    "no-header",
    "quote",
    "records",
    "sample",
    "separator",
    "sheet",
    "skip-lines",
];

/// The options of a split.
const SPLITTING: &[&str] = &[
    "alpha", "analysis", "base", "earlier", "exact", "holdout", "input", "out", "power", "rise", "sd",
    "seed", "rule", "strata",
];

/// The options of results.
const JUDGING: &[&str] = &[
    "absent",
    "amount",
    "analysis",
    "converted",
    "cost",
    "customer",
    "date",
    "fixed",
    "from",
    "group",
    "groups",
    "input",
    "margin",
    "out",
    "results",
    "seed",
    "to",
    "worth",
];

/// The options of scoring: the model says all else.
const SCORING: &[&str] = &[
    "as-of",
    "column",
    "comment",
    "dates",
    "decimal",
    "delimiter",
    "encoding",
    "escape",
    "exact",
    "header",
    "key",
    "kind",
    "line-end",
    "model",
    "no-header",
    "out",
    "quote",
    "sample",
    "separator",
    "sheet",
    "skip-lines",
];
/// The options of verifying.
const VERIFYING: &[&str] = &["check", "id", "result", "segment"];
/// The options of questions.
const TYPING: &[&str] = &["analysis", "ask", "exclude", "input", "most", "out", "questions", "seed", "title"];

/// What is asked for.
#[derive(Debug)]
pub enum Wish {
    /// How to use it.
    Help,
    /// Which version it is.
    Version,
    /// What the reader understood.
    Read(Arguments),
    /// Segments.
    Segment(Arguments),
    /// A report about them.
    Report(Arguments),
    /// Files for other tools.
    Export(Arguments),
    /// Two ways to segment beside each other.
    Compare(Arguments),
    /// The fitted model.
    Model(Arguments),
    /// Customers put into the segments of a model.
    Score(Arguments),
    /// What another engine gave, held against a check file.
    Verify(Arguments),
    /// The same segments in a database.
    Sql(Arguments),
    /// What a test did.
    Results(Arguments),
    /// Questions that tell a segment.
    Typing(Arguments),
    /// A test and a control group.
    Split(Arguments),
}

/// Files and options of a command.
#[derive(Debug, Default)]
pub struct Arguments {
    /// In the order given.
    pub files: Vec<PathBuf>,
    options: Vec<(String, String)>,
}

impl Arguments {
    /// Takes the command line apart.
    pub fn parse(given: &[String]) -> Result<Wish, Failure> {
        if given.iter().any(|it| it == "--help" || it == "-h") {
            return Ok(Wish::Help);
        }
        let Some((command, rest)) = given.split_first() else {
            return Err(Failure::usage(
                "No command was given; read, segment, export, report, compare, model, score, verify, sql, split, results and typing are known.",
            ));
        };
        match command.as_str() {
            "help" => Ok(Wish::Help),
            "--version" | "-V" | "version" => Ok(Wish::Version),
            "read" => Ok(Wish::Read(Self::of(rest)?.only(READING)?)),
            "segment" => Ok(Wish::Segment(Self::of(rest)?)),
            "report" => Ok(Wish::Report(Self::of(rest)?)),
            "export" => Ok(Wish::Export(Self::of(rest)?)),
            "compare" => Ok(Wish::Compare(Self::of(rest)?)),
            "model" => Ok(Wish::Model(Self::of(rest)?)),
            "score" => Ok(Wish::Score(Self::of(rest)?.only(SCORING)?)),
            "verify" => Ok(Wish::Verify(Self::of(rest)?.only(VERIFYING)?)),
            "sql" => Ok(Wish::Sql(Self::of(rest)?)),
            "results" => Ok(Wish::Results(Self::of(rest)?.only(JUDGING)?)),
            "typing" => Ok(Wish::Typing(Self::of(rest)?.only(TYPING)?)),
            "split" => Ok(Wish::Split(Self::of(rest)?.only(SPLITTING)?)),
            other => Err(Failure::usage(format!(
                "There is no command “{other}”; read, segment, export, report, compare, model, score, verify, sql, split, results and typing are known."
            ))),
        }
    }

    /// Files and options that no command line names.
    pub fn made(files: Vec<PathBuf>, options: Vec<(String, String)>) -> Self {
        Self { files, options }
    }

    /// The value of an option.
    pub fn one(&self, option: &str) -> Option<&str> {
        self.options.iter().find(|(name, _)| name == option).map(|(_, value)| value.as_str())
    }

    /// The values of an option that may be repeated.
    pub fn all(&self, option: &str) -> impl Iterator<Item = &str> {
        self.options.iter().filter(move |(name, _)| name == option).map(|(_, value)| value.as_str())
    }

    /// Whether a column is one that a companion brings: "country (customers.csv)".
    pub fn is_of_companion(&self, column: &str) -> bool {
        let name =
            |it: &PathBuf| it.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
        self.files.len() > 1 && self.files.iter().any(|it| column.ends_with(&format!(" ({})", name(it))))
    }

    /// Whether an option was given.
    pub fn has(&self, option: &str) -> bool {
        self.one(option).is_some()
    }

    /// The value of an option that is one of several words.
    pub fn word<T: DeserializeOwned>(&self, option: &str) -> Result<Option<T>, Failure> {
        self.one(option).map(|word| parsed_word(option, word)).transpose()
    }

    /// The value of an option that is a number.
    pub fn number<T: std::str::FromStr>(&self, option: &str) -> Result<Option<T>, Failure> {
        self.one(option).map(|text| parsed_number(option, text)).transpose()
    }

    /// The values of an option that may be repeated, each one of several words.
    pub fn words<T: DeserializeOwned>(&self, option: &str) -> Result<Vec<T>, Failure> {
        self.all(option).map(|word| parsed_word(option, word)).collect()
    }

    /// The values of an option of the form `WORD=COLUMN`.
    pub fn pairs<T: DeserializeOwned>(&self, option: &str) -> Result<Vec<(T, &str)>, Failure> {
        self.all(option)
            .map(|value| {
                let (word, column) = halves(option, value)?;
                Ok((parsed_word(option, word)?, column))
            })
            .collect()
    }

    fn of(given: &[String]) -> Result<Self, Failure> {
        let mut arguments = Self::default();
        let mut rest = given.iter();
        while let Some(word) = rest.next() {
            let Some(option) = word.strip_prefix("--") else {
                arguments.files.push(PathBuf::from(word));
                continue;
            };
            let (name, attached) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (option, None),
            };
            let value = if FLAGS.contains(&name) && attached.is_none() {
                String::new()
            } else if VALUED.contains(&name) {
                let missing = || Failure::usage(format!("--{name} needs a value."));
                attached.or_else(|| rest.next().cloned()).ok_or_else(missing)?
            } else {
                return Err(Failure::usage(format!("There is no option --{option}.")));
            };
            if arguments.has(name) && !REPEATED.contains(&name) {
                return Err(Failure::usage(format!("--{name} was given twice.")));
            }
            arguments.options.push((name.to_owned(), value));
        }
        Ok(arguments)
    }

    fn only(self, known: &[&str]) -> Result<Self, Failure> {
        self.refuse_others(known, "this command")?;
        Ok(self)
    }

    /// Refuses options that do not belong to what is asked for.
    pub fn refuse_others(&self, known: &[&str], place: &str) -> Result<(), Failure> {
        match self.options.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Failure::usage(format!("--{name} does not belong to {place}."))),
            None => Ok(()),
        }
    }
}
