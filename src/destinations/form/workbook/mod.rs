//! An Excel workbook: a sheet for each segment, a summary, the segments' definitions and numbers.
//!
//! Rows are packed as they come, so a workbook of a million customers is held as what it will weigh,
//! not as cells. Text is written as text and never as a formula: as an inline string in the format
//! of text, with the mark of a leading apostrophe where a spreadsheet would otherwise take it as a
//! formula once someone edits it. The parts are those of ECMA-376, part 1, section 18.

mod parts;
mod sheet;

pub(in crate::destinations) use sheet::cut;

use crate::destinations::form::{Form, Record};
use crate::destinations::pack::{Entry, Offsets};
use crate::kernel::contacts::{ContactKind, Contacts};
use sheet::{Cell, Sheet, SheetNames};

/// Rows of a sheet with its header.
pub const MAX_ROWS: u64 = 1_048_576;
/// Units of UTF-16 of a cell.
pub const MAX_UNITS: usize = 32_767;
/// Columns of a sheet.
pub const MAX_COLUMNS: usize = 16_384;

/// Writes a workbook.
pub struct Workbook {
    contacts: Contacts,
    headings: Vec<(String, ContactKind)>,
    /// Segments with a sheet, in the order in which their first customers came.
    segments: Vec<(String, Sheet)>,
}

impl Workbook {
    /// A workbook of these contacts.
    pub fn new(contacts: Contacts) -> Self {
        Self { contacts, headings: Vec::new(), segments: Vec::new() }
    }

    fn sheet_of(&mut self, segment: &str) -> Option<&mut Sheet> {
        let at = self.segments.iter().position(|it| it.0 == segment).unwrap_or_else(|| {
            let widths: Vec<usize> = self.headings.iter().map(|it| it.0.chars().count().max(12)).collect();
            let mut sheet = Sheet::new(&widths);
            sheet.row(self.headings.iter().map(|it| Cell::Heading(&it.0)));
            self.segments.push((segment.to_owned(), sheet));
            self.segments.len() - 1
        });
        self.segments.get_mut(at).map(|it| &mut it.1)
    }

    /// What was read, and each segment's customers and rows.
    fn summary(&self) -> Sheet {
        let mut sheet = Sheet::new(&[28, 14, 14, 14]);
        let about = [("Read from", self.contacts.source.as_str()), ("As of", &self.contacts.as_of)];
        for (name, value) in about.into_iter().filter(|it| !it.1.is_empty()) {
            sheet.row([Cell::Heading(name), Cell::Text(value)]);
        }
        let (n_all, n_rows) =
            (self.contacts.n_customers, self.segments.iter().map(|it| it.1.n_rows() - 1).sum::<u64>());
        sheet.row([Cell::Heading("Customers"), Cell::Number(&n_all.to_string())]);
        sheet.row([Cell::Heading("In this workbook"), Cell::Number(&n_rows.to_string())]);
        sheet.row([]);
        sheet.row(["Segment", "Customers", "Share", "In this workbook"].map(Cell::Heading));
        for segment in &self.contacts.segments {
            let n_written =
                self.segments.iter().find(|it| it.0 == segment.name).map_or(0, |it| it.1.n_rows() - 1);
            #[expect(clippy::cast_precision_loss, reason = "counts of customers are far below 2^53")]
            let share = if n_all > 0 { segment.n_customers as f64 / n_all as f64 } else { 0.0 };
            sheet.row([
                Cell::Text(&segment.name),
                Cell::Number(&segment.n_customers.to_string()),
                Cell::Share(&format!("{share:.6}")),
                Cell::Number(&n_written.to_string()),
            ]);
        }
        sheet
    }

    /// Who is in each segment.
    fn definitions(&self) -> Sheet {
        let mut sheet = Sheet::new(&[28, 100]);
        sheet.row(["Segment", "Who is in it"].map(Cell::Heading));
        for it in &self.contacts.segments {
            sheet.row([Cell::Text(&it.name), Cell::Text(&it.definition)]);
        }
        sheet
    }

    /// The segments' numbers, one a row.
    fn profile(&self) -> Sheet {
        let mut sheet = Sheet::new(&[28, 28, 12, 14, 14, 14, 12]);
        sheet.row(["Segment", "Measure", "Unit", "Value", "Lower", "Upper", "Customers"].map(Cell::Heading));
        for it in &self.contacts.profile {
            let numbers = [it.value, it.lower, it.upper]
                .map(|it| if it.is_finite() { it.to_string() } else { String::new() });
            let [value, lower, upper] = &numbers;
            let segment = if it.segment.is_empty() { "All customers" } else { &it.segment };
            sheet.row([
                Cell::Text(segment),
                Cell::Text(&it.metric),
                Cell::Text(&it.unit),
                Cell::Number(value),
                Cell::Number(lower),
                Cell::Number(upper),
                Cell::Number(&it.n.to_string()),
            ]);
        }
        sheet
    }
}

impl Form for Workbook {
    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }

    fn ending(&self) -> &'static str {
        "xlsx"
    }

    fn begin(&mut self, headings: &[(&str, ContactKind)], _: &mut Vec<u8>) {
        self.headings = headings.iter().map(|it| (it.0.to_owned(), it.1)).collect();
    }

    fn record(&mut self, record: &Record<'_>, _: &mut Vec<u8>) {
        let kinds: Vec<ContactKind> = self.headings.iter().map(|it| it.1).collect();
        let Some(sheet) = self.sheet_of(record.segment) else { return };
        sheet.row(record.cells.iter().zip(kinds).map(|(cell, kind)| match kind {
            ContactKind::Text => Cell::Text(cell),
            ContactKind::Number => Cell::Number(cell),
            ContactKind::Day => Cell::Day(cell),
        }));
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        let mut names = SheetNames::default();
        let mut sheets = vec![
            (names.unused("Summary"), self.summary()),
            (names.unused("Definitions"), self.definitions()),
        ];
        if !self.contacts.profile.is_empty() {
            sheets.push((names.unused("Numbers"), self.profile()));
        }
        for (segment, sheet) in std::mem::take(&mut self.segments) {
            let name = if segment.is_empty() { "No segment" } else { &segment };
            sheets.push((names.unused(name), sheet));
        }
        let mut offsets = Offsets::default();
        let names: Vec<&str> = sheets.iter().map(|it| it.0.as_str()).collect();
        for (name, text) in parts::around(&names) {
            out.append(&mut offsets.file(&Entry::of(name, text.as_bytes())));
            out.extend_from_slice(text.as_bytes());
        }
        for (idx, (_, sheet)) in sheets.into_iter().enumerate() {
            let name = format!("xl/worksheets/sheet{}.xml", idx + 1);
            let packed = sheet.finish();
            out.append(&mut offsets.file(&Entry::of_packed(
                &name,
                &packed.bytes,
                packed.n_plain,
                packed.crc32,
            )));
            out.extend_from_slice(&packed.bytes);
        }
        out.append(&mut offsets.end());
    }

    fn n_held(&self) -> u64 {
        self.segments.iter().map(|it| it.1.n_held()).sum()
    }
}
