//! Plain files: UTF-8, commas, a header.

use std::collections::BTreeMap;

use crate::engine::table::text::Fingerprint;
use crate::engine::table::{
    Cells, Column, ColumnSummary, DateOrder, DecimalMark, Dialect, Encoding, Kind, Lines, MISSING_CODE,
    MISSING_DAY, MicroChart, Role, Separator, Source, Table, TableError, Texts,
};

pub fn records(bytes: &[u8]) -> Result<Vec<Vec<String>>, TableError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let records: Vec<Vec<String>> = reader
        .byte_records()
        .flatten()
        .map(|it| it.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
        .collect();
    if records.is_empty() { Err(TableError::Empty) } else { Ok(records) }
}

pub fn read(name: String, bytes: &[u8], fingerprint: &Fingerprint) -> Result<Source, TableError> {
    let records = records(bytes)?;
    let (header, rows) = records.split_first().ok_or(TableError::Empty)?;
    if rows.is_empty() {
        return Err(TableError::HeaderOnly { n_columns: header.len() });
    }
    let mut table = Table { n_rows: rows.len(), columns: Vec::new() };
    let mut columns = Vec::new();
    for (idx, name) in header.iter().enumerate() {
        let cells: Vec<&str> = rows.iter().map(|it| it.get(idx).map_or("", |cell| cell.trim())).collect();
        let (column, summary) = column(name.trim(), &cells);
        table.columns.push(column);
        columns.push(summary);
    }
    let mut lines = Lines::default();
    (0..rows.len()).for_each(|row| lines.set(row, row as u64 + 2));
    Ok(Source {
        name,
        n_bytes: fingerprint.n_bytes(),
        fingerprint: fingerprint.hex(),
        dialect: Dialect {
            encoding: Encoding::Utf8,
            separator: Separator::Comma,
            quote: '"',
            decimal_mark: DecimalMark::Point,
            date_order: Some(DateOrder::YearFirst),
            has_header: true,
            skipped_lines: 0,
            is_doubtful: false,
        },
        table,
        columns,
        issues: Vec::new(),
        problems: Vec::new(),
        first_lines: records.iter().take(6).map(|it| it.join(",")).collect(),
        currency: None,
        lines,
    })
}

fn column(name: &str, cells: &[&str]) -> (Column, ColumnSummary) {
    let role = role(&name.to_lowercase());
    let (kind, typed) = if matches!(role, Role::Customer | Role::Order | Role::Product) {
        (Kind::Identifier, codes(cells))
    } else if let Some(days) = cells.iter().map(|it| day(it)).collect::<Option<Vec<_>>>() {
        (Kind::Date, Cells::Days(days))
    } else if let Some(numbers) = cells.iter().map(|it| number(it)).collect::<Option<Vec<_>>>() {
        let kind = if role == Role::Amount { Kind::Money } else { Kind::Number };
        (kind, Cells::Numbers(numbers))
    } else {
        (Kind::Category, codes(cells))
    };
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    cells.iter().filter(|it| !it.is_empty()).for_each(|it| *counts.entry(it).or_default() += 1);
    let mut values: Vec<(String, u32)> = counts.iter().map(|(it, n)| ((*it).to_owned(), *n)).collect();
    values.sort_by_key(|it| std::cmp::Reverse(it.1));
    values.truncate(5);
    let summary = ColumnSummary {
        name: name.to_owned(),
        kind,
        role: if role == Role::Ignore && kind != Kind::Identifier { Role::Feature } else { role },
        n_missing: cells.iter().filter(|it| it.is_empty()).count(),
        n_problems: 0,
        n_distinct: counts.len(),
        examples: cells.iter().take(3).map(|it| (*it).to_owned()).collect(),
        chart: MicroChart::Top { values },
    };
    (Column { name: name.to_owned(), kind, cells: typed }, summary)
}

fn codes(cells: &[&str]) -> Cells {
    let mut dictionary = Texts::default();
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    let mut codes = Vec::with_capacity(cells.len());
    for cell in cells {
        if cell.is_empty() {
            codes.push(MISSING_CODE);
            continue;
        }
        let next = u32::try_from(known.len()).unwrap_or(MISSING_CODE);
        let code = *known.entry(cell).or_insert_with(|| {
            dictionary.push(cell);
            next
        });
        codes.push(code);
    }
    Cells::Codes { codes, dictionary }
}

fn number(cell: &str) -> Option<f64> {
    if cell.is_empty() { Some(f64::NAN) } else { cell.parse().ok().filter(|it: &f64| it.is_finite()) }
}

fn day(cell: &str) -> Option<i32> {
    if cell.is_empty() {
        return Some(MISSING_DAY);
    }
    let mut parts = cell.get(..10)?.split('-').map(str::parse::<i32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let (y, m) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    Some(y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719_468)
}

fn role(name: &str) -> Role {
    let has = |words: &[&str]| words.iter().any(|it| name.contains(it));
    if has(&["order_id", "invoice", "order id", "order_no"]) {
        Role::Order
    } else if has(&["customer", "account_id"]) {
        Role::Customer
    } else if has(&["date", "day"]) {
        Role::Date
    } else if has(&["amount", "total", "revenue", "value"]) {
        Role::Amount
    } else if has(&["quantity", "qty"]) {
        Role::Quantity
    } else if has(&["product", "item"]) {
        Role::Product
    } else if has(&["country"]) {
        Role::Country
    } else if has(&["mail"]) {
        Role::Email
    } else {
        Role::Ignore
    }
}
