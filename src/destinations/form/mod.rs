//! What a table is written as.

pub mod objects;
pub mod separated;
pub mod star;
pub mod workbook;
pub mod zipped;

use crate::kernel::contacts::ContactKind;

/// One record of a table.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its cells, as they are to be written.
    pub cells: &'a [String],
    /// The segment of the contact; empty in none.
    pub segment: &'a str,
}

/// Writes one file, piece by piece.
pub trait Form {
    /// Its media type.
    fn media_type(&self) -> &'static str;

    /// What its name ends with, such as `csv`.
    fn ending(&self) -> &'static str;

    /// The beginning of the file.
    fn begin(&mut self, headings: &[(&str, ContactKind)], out: &mut Vec<u8>);

    /// One record. What cannot be written yet is held.
    fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>);

    /// The end of the file.
    fn end(&mut self, out: &mut Vec<u8>);

    /// Rows of the file, where a record is not one.
    fn n_rows(&self) -> Option<u64> {
        None
    }

    /// Bytes that are held until the end.
    fn n_held(&self) -> u64 {
        0
    }
}
