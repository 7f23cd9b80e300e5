//! How the file is written: what was found, and what the person said instead.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::table::Kind;

/// What the person fixed about the file; everything left out is found from the bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingOptions {
    /// Text encoding.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub separator: Option<Separator>,
    /// Decimal mark of all number columns.
    pub decimal_mark: Option<DecimalMark>,
    /// Order of day, month and year in all date columns.
    pub date_order: Option<DateOrder>,
    /// Whether the first line read holds the column names.
    pub has_header: Option<bool>,
    /// Lines to leave out at the top.
    pub skip_lines: Option<u32>,
    /// Kinds fixed by the person, by column name.
    pub kinds: BTreeMap<String, Kind>,
}

/// How the file is written, as understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Text encoding.
    pub encoding: Encoding,
    /// What stands between cells.
    pub separator: Separator,
    /// The quote character, `"` or `'`.
    pub quote: char,
    /// Decimal mark.
    pub decimal_mark: DecimalMark,
    /// Order of day, month and year; `None` where the file has no dates.
    pub date_order: Option<DateOrder>,
    /// Whether the file names its columns.
    pub has_header: bool,
    /// Lines left out at the top, blank ones included.
    pub skipped_lines: u32,
    /// Whether another reading of the file was nearly as good.
    pub is_doubtful: bool,
}

/// Text encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows Western European.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tab.
    Tab,
    /// `|`
    Pipe,
    /// Runs of spaces and tabs, as in fixed-width listings.
    Whitespace,
}

/// What stands before the fraction of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// Which part of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2026-05-31, 20260531
    YearFirst,
    /// 31.05.2026, 31/05/2026
    DayFirst,
    /// 05/31/2026
    MonthFirst,
}
