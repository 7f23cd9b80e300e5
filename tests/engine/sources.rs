//! Small sources put together by hand, without a file.

use std::collections::BTreeMap;

use enclave::engine::features::{MappedColumn, Mapping, RowUnit};
use enclave::engine::table::{
    Cells, Column, Comment, DecimalMark, Dialect, Encoding, Escape, Glance, Kind, Lines, MISSING_CODE,
    MISSING_DAY, Quote, Role, Separator, Source, Table, Texts,
};

/// A column with its name, its role, and its kind and cells.
pub type Part = (&'static str, Role, (Kind, Cells));

/// Numbers; `NaN` where missing.
pub fn numbers(values: &[f64]) -> (Kind, Cells) {
    (Kind::Number, Cells::Numbers(values.to_vec()))
}

/// Money; `NaN` where missing.
pub fn money(values: &[f64]) -> (Kind, Cells) {
    (Kind::Money, Cells::Numbers(values.to_vec()))
}

/// Days since 1970-01-01; `None` where missing.
pub fn days(values: &[Option<i32>]) -> (Kind, Cells) {
    (Kind::Date, Cells::Days(values.iter().map(|it| it.unwrap_or(MISSING_DAY)).collect()))
}

/// Names as codes in the order they are met; the empty text where missing.
pub fn names<T: AsRef<str>>(values: &[T]) -> (Kind, Cells) {
    let mut dictionary = Texts::default();
    let mut known = BTreeMap::new();
    let mut codes = Vec::new();
    for value in values.iter().map(AsRef::as_ref) {
        let next = u32::try_from(known.len()).unwrap_or(MISSING_CODE);
        let code = if value.is_empty() {
            MISSING_CODE
        } else {
            *known.entry(value.to_owned()).or_insert_with(|| {
                dictionary.push(value);
                next
            })
        };
        codes.push(code);
    }
    (Kind::Identifier, Cells::Codes { codes, dictionary })
}

/// The same cells as another kind.
pub fn as_kind(kind: Kind, (_, cells): (Kind, Cells)) -> (Kind, Cells) {
    (kind, cells)
}

/// A source with these columns, and the mapping of their roles; the first row stands in line 2.
pub fn source(unit: RowUnit, parts: Vec<Part>) -> (Source, Mapping) {
    let n_rows = parts.first().map_or(0, |it| match &it.2.1 {
        Cells::Numbers(it) => it.len(),
        Cells::Days(it) => it.len(),
        Cells::Codes { codes, .. } => codes.len(),
        Cells::Texts(it) => it.len(),
    });
    let mapped = |it: &Part| MappedColumn { name: it.0.to_owned(), role: it.1 };
    let mapping = Mapping { unit, columns: parts.iter().map(mapped).collect() };
    let column = |(name, _, (kind, cells)): Part| Column { name: name.to_owned(), kind, cells };
    let table = Table { n_rows, columns: parts.into_iter().map(column).collect() };
    let mut lines = Lines::default();
    (0..n_rows).for_each(|row| lines.set(row, row as u64 + 2));
    let source = Source {
        name: "rows.csv".to_owned(),
        n_bytes: 0,
        fingerprint: String::new(),
        dialect: Dialect {
            wrapping: None,
            sheet: None,
            encoding: Encoding::Utf8,
            separator: Separator::Comma,
            quote: Quote::DOUBLE,
            escape: Escape::Absent,
            comment: Comment::NONE,
            line_end: None,
            decimal_mark: DecimalMark::Point,
            date_order: None,
            has_header: true,
            skipped_lines: 0,
            is_doubtful: false,
        },
        sheets: Vec::new(),
        table,
        columns: Vec::new(),
        issues: Vec::new(),
        problems: Vec::new(),
        first_lines: Vec::new(),
        glance: Glance::default(),
        currency: None,
        lines,
    };
    (source, mapping)
}
