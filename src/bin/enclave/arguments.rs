//! The command line, taken apart.

use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;

/// What `enclave --help` says.
pub const USAGE: &str = "\
enclave: customer segmentation, the same engine as in the browser

enclave read FILE... [--records] [reading options]
    What the reader understood, as one JSON object; with --records every record
    as a JSON array of its cells, one a line, header first.

enclave segment FILE... --out DIR [options]
    Writes customers.csv, analysis.json and recipe.json into DIR.
    --method NAME                   rfm, kmeans, mixture, prototypes, latent_classes, ward, average,
                                    medoids, hdbscan, dbscan, rules, tiers, response_tree or auto
                                    (suggested by the file), which it is where left out
    --recipe R.json                 start from a saved recipe instead of the file's suggestions
    --role ROLE=COLUMN              what a column means; may be repeated
    --rows orders|customers         what one row is
    --as-of DATE                    count days back from this day (2026-05-31)
    --frequency orders|days|rows    what counts as an order
    --returns net|drop|keep         what an amount below zero does
    --repeats first|last|none       which row speaks of a customer who has several
    --measures A,B|all              what else is measured about each customer
    --survey-scale NAME=A,B,-C@1..5 put survey items together; a minus asks the other way round
    --split COLUMN=;                several answers in a cell, and what stands between them
    --leave-out ISSUE               leave out the rows with this kind of issue; may be repeated
    --bins 3|4|5                    scores of each number
    --score cume_dist|ntile|qcut_rank_first|r_rfm|equal_width|fixed
    --cuts MEASURE=A,B,C,D          for recency, frequency and monetary each, with --score fixed
    --map eleven_codes|eleven|ten_grid|r_rfm_ten|six|FILE.json
    --features A,B                  columns or measures to find groups by
    --allow-protected A,B|all       let columns about age, gender, health and the like group customers
    --scale log|zscore|robust|min_max|none
                                    how they are made comparable
    --weights A=2,B=0.5             how often they count
    --missing leave_out|impute|own_level
                                    what becomes of customers without a value
    --k N  --starts N  --seed S     groups (2 to 12), random starts, seed
    --distance gower|euclidean      of medoids: how far customers are apart
    --min-size N  --min-samples N   of hdbscan: the least size of a group, and how many
                                    near each other make a place dense
    --eps X  --min-samples N        of dbscan: the distance, and how many within it
    --rules FILE                    your own rules as text, with --method rules (docs/rules.md)
    --gamma X                       of prototypes: what a category that differs costs
    --covariance full|diagonal|spherical
                                    how free the shape of each group is, with --method mixture
    --tiers customers|revenue|amounts=A,B,C
                                    value tiers: shares from the top in per cent, or amounts
    --amount COLUMN                 what tiers are by; what customers spent where left out
    --margin COLUMN --cost COLUMN   value against cost to serve, in four tiers;
                                    --margin-cut X --cost-cut Y instead of the medians
    --outcome COLUMN                of response_tree: what is to be explained, yes or no or an amount
    --response VALUE                the value that counts as yes, where there are more than two
    --tree cart|chaid               --criterion gini|entropy (of cart)
    --depth N  --max-leaves N       splits one below the other (1 to 5), leaves (2 to 30)
    --min-size N  --holdout SHARE   customers of a leaf, and the share kept back to test the tree
    --alpha P  --alpha-merge P      how unlikely by chance a split must be, and a difference (of chaid)
    --exclude COLUMN                never split by this column; may be repeated
    --exact                         no apostrophe before cells that look like formulas
    --problems                      write problem-rows.csv too

enclave report FILE... --out REPORT.html [options]
    The segments as a report in one HTML file without a script: totals only, for
    people to read, send and print. Takes the options of segment, and
    --title TEXT                    what it is called; from the numbers where left out
    --least N                       fewest customers behind a number (10)
    --without SECTION               cover, findings, segments, plans, definitions,
                                    notes or glossary; may be repeated

enclave compare FILE... --recipe A.json --with B.json
    How the segments of two recipes for the same customers lie in each other, as
    one JSON object; options of segment change the first.

enclave sql FILE... --out DIR [options]
    The statement that computes the same segments in a database, from the raw table
    to customer_id and segment. Takes the options of segment, and
    --dialect duckdb|postgres|sqlite|spark|bigquery|snowflake|all
    --table NAME                    the table it reads; named after the file where left out
    --cut-points kept|anew          those of this analysis, or found anew in the table

Several files with the same columns are parts of one table; files with other
columns are joined to the one with orders, or else customers, by the customer:
    --key FILE=COLUMN               a file by name or position from 1, and its column
                                    that names the customer; may be repeated

Reading options, for both (with several files, those of the main one):
    --kind KIND=COLUMN              number, money, date, flag, category, identifier or text
    --drop COLUMN                   never keep this column; may be repeated
    --encoding E                    utf-8, utf-16le, utf-16be, windows-1250, -1251, -1252 or -1254,
                                    iso-8859-1, -2 or -15, macintosh, shift_jis, gb18030, big5, euc-kr
    --sheet NAME                    the sheet of a workbook, or the file in an archive
    --delimiter comma|semicolon|tab|pipe|whitespace|none, or any one ASCII character
                                    (as it is, or 0x1F)
    --quote double|single|none      --escape none|backslash; both also as the character
    --decimal point|comma           --dates year_first|day_first|month_first
    --comment TEXT                  how lines start that are no records: none, or as it is
    --line-end C                    a character that ends records too, as it is or 0x1E
    --header yes|no, --no-header    --skip-lines N

--sample shop|customers|accounts takes the place of FILE.
COLUMN is a column's name, or its position from 1.
";

const VALUED: &[&str] = &[
    "allow-protected",
    "alpha",
    "alpha-merge",
    "amount",
    "as-of",
    "bins",
    "comment",
    "cost",
    "cost-cut",
    "covariance",
    "criterion",
    "cut-points",
    "cuts",
    "dates",
    "decimal",
    "delimiter",
    "depth",
    "dialect",
    "distance",
    "drop",
    "encoding",
    "eps",
    "escape",
    "exclude",
    "features",
    "frequency",
    "gamma",
    "header",
    "holdout",
    "k",
    "key",
    "kind",
    "least",
    "leave-out",
    "line-end",
    "map",
    "margin",
    "margin-cut",
    "measures",
    "max-leaves",
    "method",
    "min-samples",
    "min-size",
    "missing",
    "out",
    "outcome",
    "quote",
    "recipe",
    "repeats",
    "response",
    "returns",
    "role",
    "rows",
    "rules",
    "sample",
    "scale",
    "score",
    "seed",
    "separator",
    "sheet",
    "skip-lines",
    "split",
    "starts",
    "survey-scale",
    "table",
    "tiers",
    "title",
    "tree",
    "weights",
    "with",
    "without",
];
const FLAGS: &[&str] = &["exact", "no-header", "problems", "records"];
const REPEATED: &[&str] =
    &["cuts", "drop", "exclude", "key", "kind", "leave-out", "role", "split", "survey-scale", "without"];
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
    /// Two ways to segment beside each other.
    Compare(Arguments),
    /// The same segments in a database.
    Sql(Arguments),
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
                "No command was given; read, segment, report, compare and sql are known.",
            ));
        };
        match command.as_str() {
            "help" => Ok(Wish::Help),
            "--version" | "-V" | "version" => Ok(Wish::Version),
            "read" => Ok(Wish::Read(Self::of(rest)?.only(READING)?)),
            "segment" => Ok(Wish::Segment(Self::of(rest)?)),
            "report" => Ok(Wish::Report(Self::of(rest)?)),
            "compare" => Ok(Wish::Compare(Self::of(rest)?)),
            "sql" => Ok(Wish::Sql(Self::of(rest)?)),
            other => Err(Failure::usage(format!(
                "There is no command “{other}”; read, segment, report, compare and sql are known."
            ))),
        }
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
        match self.options.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Failure::usage(format!("--{name} does not belong to this command."))),
            None => Ok(self),
        }
    }
}

/// The two halves of `WORD=REST`.
pub fn halves<'a>(option: &str, value: &'a str) -> Result<(&'a str, &'a str), Failure> {
    value.split_once('=').ok_or_else(|| Failure::usage(format!("--{option} {value} lacks its equals sign.")))
}

/// A number, or what is wrong with it.
pub fn parsed_number<T: std::str::FromStr>(option: &str, text: &str) -> Result<T, Failure> {
    let text = text.trim();
    text.parse().ok().ok_or_else(|| Failure::usage(format!("--{option} cannot be “{text}”.")))
}

/// A word that names a choice, or what is wrong with it.
pub fn parsed_word<T: DeserializeOwned>(option: &str, word: &str) -> Result<T, Failure> {
    serde_json::from_value(Value::String(word.to_owned()))
        .map_err(|error| Failure::usage(format!("--{option}: {error}.")))
}
