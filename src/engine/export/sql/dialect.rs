//! What differs between databases, as data.

use serde::{Deserialize, Serialize};

use crate::kernel::letters::upper;

/// A database that the statement is written for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// `DuckDB`.
    #[default]
    Duckdb,
    /// `PostgreSQL`.
    Postgres,
    /// `SQLite`, from 3.35 on.
    Sqlite,
    /// Apache Spark.
    Spark,
    /// Google `BigQuery`.
    Bigquery,
    /// Snowflake.
    Snowflake,
}

/// How a database says things. In patterns, `{}` is what the pattern is about.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what a database can do, one thing each")]
pub(super) struct Words {
    /// What people call it.
    pub name: &'static str,
    /// Around names.
    pub quote: char,
    /// Whether a backslash begins an escape within text.
    pub has_escapes: bool,
    /// Whether names without quotes are kept in upper case, so that plain ones stand without.
    pub folds_up: bool,
    /// Type of numbers of 64 bits with a binary fraction.
    pub double: &'static str,
    /// Type of text of any length.
    pub text: &'static str,
    /// A date, or a date with a time, as whole days since 1970-01-01.
    pub day: &'static str,
    /// A cell as a number; what is no number of its kind is missing.
    pub number: &'static str,
    /// The nearest whole number; halves, which only occur where money has no decimals of its own, go
    /// away from zero.
    pub nearest: &'static str,
    /// Where a text begins within another, from 1; 0 where it does not. `{}` is the text searched, `{1}`
    /// the one looked for.
    pub position: &'static str,
    /// Whether small letters are made of capitals beyond ASCII, whatever the server's settings.
    pub lowers_all: bool,
    /// ln(1 + x).
    pub log1p: &'static str,
    /// Behind a text that is put in order, so that the order is that of its bytes.
    pub by_bytes: &'static str,
    /// Whether numbers of more than fifteen digits are read exactly.
    pub reads_digits: bool,
}

const DATE_DIFFERENCE: &str = "CAST({} AS DATE) - DATE '1970-01-01'";
const NO_NAN: &str = "NULLIF(CAST({} AS DOUBLE), CAST('NaN' AS DOUBLE))";

static DUCKDB: Words = Words {
    name: "DuckDB",
    quote: '"',
    has_escapes: false,
    folds_up: false,
    double: "DOUBLE",
    text: "VARCHAR",
    day: DATE_DIFFERENCE,
    number: NO_NAN,
    nearest: "CAST(ROUND({}) AS BIGINT)",
    position: "STRPOS({}, {1})",
    lowers_all: true,
    log1p: "LN(1 + {})",
    by_bytes: "",
    reads_digits: true,
};
static POSTGRES: Words = Words {
    name: "PostgreSQL",
    double: "DOUBLE PRECISION",
    text: "TEXT",
    number: "NULLIF(CAST({} AS DOUBLE PRECISION), CAST('NaN' AS DOUBLE PRECISION))",
    nearest: "CAST(TRUNC({} + SIGN({}) * 0.5) AS BIGINT)",
    lowers_all: false,
    by_bytes: " COLLATE \"C\"",
    ..DUCKDB
};
static SQLITE: Words = Words {
    name: "SQLite",
    double: "REAL",
    text: "TEXT",
    day: "CASE WHEN DATE(SUBSTR({}, 1, 10)) = SUBSTR({}, 1, 10) \
          THEN CAST(JULIANDAY(SUBSTR({}, 1, 10)) - 2440587.5 AS INTEGER) END",
    number: "CAST(NULLIF({}, '') AS REAL)",
    nearest: "CAST(ROUND({}) AS INTEGER)",
    position: "INSTR({}, {1})",
    lowers_all: false,
    reads_digits: false,
    ..DUCKDB
};
static SPARK: Words = Words {
    name: "Spark SQL",
    quote: '`',
    has_escapes: true,
    text: "STRING",
    day: "DATEDIFF(CAST({} AS DATE), DATE '1970-01-01')",
    position: "INSTR({}, {1})",
    log1p: "LOG1P({})",
    ..DUCKDB
};
static BIGQUERY: Words = Words {
    name: "BigQuery",
    quote: '`',
    has_escapes: true,
    double: "FLOAT64",
    text: "STRING",
    day: "DATE_DIFF(CAST({} AS DATE), DATE '1970-01-01', DAY)",
    number: "IF(IS_NAN(CAST({} AS FLOAT64)), NULL, CAST({} AS FLOAT64))",
    nearest: "CAST(ROUND({}) AS INT64)",
    ..DUCKDB
};
static SNOWFLAKE: Words = Words {
    name: "Snowflake",
    has_escapes: true,
    folds_up: true,
    day: "DATEDIFF('day', DATE '1970-01-01', CAST({} AS DATE))",
    position: "CHARINDEX({1}, {})",
    ..DUCKDB
};

/// Words that no plain name may be, in any of the databases: what would be read as something else.
const RESERVED: &[&str] = &[
    "account",
    "all",
    "alter",
    "and",
    "any",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "check",
    "column",
    "connect",
    "constraint",
    "create",
    "cross",
    "current",
    "database",
    "date",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "exists",
    "false",
    "following",
    "for",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "in",
    "increment",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "issue",
    "join",
    "lateral",
    "left",
    "like",
    "limit",
    "minus",
    "natural",
    "not",
    "null",
    "of",
    "on",
    "or",
    "order",
    "organization",
    "over",
    "partition",
    "preceding",
    "qualify",
    "regexp",
    "revoke",
    "right",
    "rlike",
    "row",
    "rows",
    "sample",
    "schema",
    "select",
    "set",
    "some",
    "start",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trigger",
    "true",
    "try_cast",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "view",
    "when",
    "whenever",
    "where",
    "window",
    "with",
];

impl Dialect {
    /// Every database, the one that needs no server first.
    pub const ALL: [Self; 6] =
        [Self::Duckdb, Self::Postgres, Self::Sqlite, Self::Spark, Self::Bigquery, Self::Snowflake];

    /// Its name on the command line and in names of files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Duckdb => "duckdb",
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
            Self::Spark => "spark",
            Self::Bigquery => "bigquery",
            Self::Snowflake => "snowflake",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        self.words().name
    }

    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::Duckdb => &DUCKDB,
            Self::Postgres => &POSTGRES,
            Self::Sqlite => &SQLITE,
            Self::Spark => &SPARK,
            Self::Bigquery => &BIGQUERY,
            Self::Snowflake => &SNOWFLAKE,
        }
    }
}

impl Words {
    /// A name as it stands in the statement.
    pub fn name_of(&self, name: &str) -> String {
        if self.folds_up && is_plain(name) {
            return name.to_owned();
        }
        let mut text = String::new();
        text.push(self.quote);
        for letter in name.chars() {
            if letter == self.quote {
                text.push(letter);
            }
            text.push(letter);
        }
        text.push(self.quote);
        text
    }

    /// A table, perhaps within a schema and a database: parts between points.
    pub fn table(&self, name: &str) -> String {
        let parts: Vec<String> = name.split('.').map(|it| self.name_of(it)).collect();
        parts.join(".")
    }

    /// A text.
    pub fn quoted(&self, text: &str) -> String {
        let mut quoted = String::from("'");
        for letter in text.chars() {
            match letter {
                '\'' if self.has_escapes => quoted.push_str("\\'"),
                '\'' => quoted.push_str("''"),
                '\\' if self.has_escapes => quoted.push_str("\\\\"),
                '\n' if self.has_escapes => quoted.push_str("\\n"),
                '\r' if self.has_escapes => quoted.push_str("\\r"),
                _ => quoted.push(letter),
            }
        }
        quoted.push('\'');
        quoted
    }

    /// A number, read back to the last bit.
    pub fn number_of(&self, number: f64) -> String {
        let plain = number.to_string();
        let n_digits = plain.bytes().filter(u8::is_ascii_digit).count();
        if n_digits <= 15 {
            return plain;
        }
        if self.reads_digits {
            return format!("CAST('{number:e}' AS {})", self.double);
        }
        self.as_fraction(number)
    }

    /// A number as a whole one over powers of two: exact where the digits would not be read exactly.
    fn as_fraction(&self, number: f64) -> String {
        let (mut whole, mut n_halved) = (number, 0_u32);
        while whole.fract() != 0.0 && n_halved < 1_100 {
            whole *= 2.0;
            n_halved += 1;
        }
        let mut text = format!("CAST({whole:.0} AS {})", self.double);
        while n_halved > 0 {
            let step = n_halved.min(50);
            text.extend([format!(" / {}", 1_u64 << step)]);
            n_halved -= step;
        }
        format!("({text})")
    }

    /// A text with small letters, as far as it takes to find `wanted` in it.
    pub fn lowered(&self, text: &str, wanted: &str) -> String {
        let mut lowered = format!("LOWER({text})");
        if !self.lowers_all {
            for small in wanted.chars().filter(|it| !it.is_ascii() && upper(*it) != *it) {
                let (capital, small) =
                    (self.quoted(&upper(small).to_string()), self.quoted(&small.to_string()));
                lowered = format!("REPLACE({lowered}, {capital}, {small})");
            }
        }
        lowered
    }

    /// A cell as text without blanks around it; nothing where that is all.
    pub fn text_of(&self, cell: &str) -> String {
        format!("NULLIF(TRIM(CAST({cell} AS {})), '')", self.text)
    }

    /// A whole number as one with a binary fraction.
    pub fn as_double(&self, whole: &str) -> String {
        format!("CAST({whole} AS {})", self.double)
    }
}

/// A pattern with what it is about.
pub(super) fn fill(pattern: &str, with: &str) -> String {
    pattern.replace("{}", with)
}

/// Whether a name needs no quotes anywhere.
pub(super) fn is_plain(name: &str) -> bool {
    let is_letter = |it: u8| it.is_ascii_alphabetic() || it == b'_';
    let starts = name.bytes().next().is_some_and(is_letter);
    let lower = name.to_ascii_lowercase();
    starts
        && name.bytes().all(|it| is_letter(it) || it.is_ascii_digit())
        && !RESERVED.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_a_name() {
        let name = "a\"b`c'; DROP TABLE x; --";
        assert_eq!(DUCKDB.name_of(name), "\"a\"\"b`c'; DROP TABLE x; --\"");
        assert_eq!(SPARK.name_of(name), "`a\"b``c'; DROP TABLE x; --`");
        assert_eq!(SNOWFLAKE.name_of("order"), "\"order\"");
        assert_eq!(SNOWFLAKE.name_of("Order_Date"), "Order_Date");
        assert_eq!(POSTGRES.table("shop.order lines"), "\"shop\".\"order lines\"");
    }

    #[test]
    fn a_text_ends_where_it_ends() {
        assert_eq!(POSTGRES.quoted("it's \\ '"), "'it''s \\ '''");
        assert_eq!(BIGQUERY.quoted("it's \\\n"), "'it\\'s \\\\\\n'");
    }

    #[test]
    fn numbers_are_written_so_that_they_are_read_back() {
        assert_eq!(DUCKDB.number_of(12.5), "12.5");
        assert_eq!(DUCKDB.number_of(0.1 + 0.2), "CAST('3.0000000000000004e-1' AS DOUBLE)");
        assert_eq!(SQLITE.number_of(0.1 + 0.2), "(CAST(1351079888211149 AS REAL) / 1125899906842624 / 4)");
        assert_eq!(SQLITE.number_of(-3.0), "-3");
    }
}
