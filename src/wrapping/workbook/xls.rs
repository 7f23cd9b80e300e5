//! Workbooks of Excel from before 2007, read by calamine once their claims were checked.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetType, SheetVisible, Xls as Calamine, XlsError};
use enclave_engine::engine::table::{IssueKind, TableError};

use crate::wrapping::guarded;
use crate::wrapping::workbook::cell::{Cell, TakeCell, duration, moment, number};
use crate::wrapping::workbook::compound::{Compound, check};
use crate::wrapping::workbook::{Book, Listed};

/// An open workbook.
pub struct Xls {
    sheets: Vec<(Listed, Range<Data>)>,
    is_1904: bool,
}

impl Xls {
    /// Opens a compound file.
    pub fn open(bytes: &[u8]) -> Result<Self, TableError> {
        let file = Compound::open(bytes)?;
        if file.has("EncryptedPackage") {
            return Err(TableError::Protected);
        }
        if let Some(records) = file.records()? {
            check(&records)?;
        }
        guarded(|| {
            let mut book: Calamine<_> = Calamine::new(Cursor::new(bytes)).map_err(refused)?;
            let listed: Vec<_> = book.sheets_metadata().to_vec();
            let is_1904 = book.has_1904_epoch();
            let mut sheets = Vec::new();
            for it in listed.into_iter().filter(|it| it.typ == SheetType::WorkSheet) {
                let range = book.worksheet_range(&it.name).map_err(refused)?;
                let is_hidden = it.visible != SheetVisible::Visible;
                sheets.push((Listed { name: it.name, is_hidden }, range));
            }
            Ok(Self { sheets, is_1904 })
        })
    }
}

impl Book for Xls {
    fn sheets(&self) -> Vec<Listed> {
        self.sheets.iter().map(|it| it.0.clone()).collect()
    }

    fn walk(&mut self, sheet: usize, take: &mut TakeCell<'_>) -> Result<(), TableError> {
        let Some((_, range)) = self.sheets.get(sheet) else { return Ok(()) };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, cells) in (first_row..).zip(range.rows()) {
            for (column, data) in (first_column..).zip(cells) {
                let (text, flaw) = text(data, self.is_1904);
                let cell = Cell { row, column, text: text.into(), flaw };
                take_filled(cell, take)?;
            }
        }
        Ok(())
    }
}

fn take_filled(cell: Cell<'_>, take: &mut TakeCell<'_>) -> Result<(), TableError> {
    if cell.text.is_empty() { Ok(()) } else { take(cell) }
}

fn text(data: &Data, is_1904: bool) -> (String, Option<IssueKind>) {
    let text = match data {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number(*value),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) if value.is_duration() => duration(value.as_f64()),
        Data::DateTime(value) => moment(value.as_f64(), is_1904),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => return (error.to_string(), Some(IssueKind::ErrorCell)),
        Data::Empty => String::new(),
    };
    (text, None)
}

fn refused(error: XlsError) -> TableError {
    if matches!(error, XlsError::Password) { TableError::Protected } else { TableError::Damaged }
}
