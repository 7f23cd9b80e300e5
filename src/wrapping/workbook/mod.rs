//! A workbook: its sheets, and the one that is read, as text.

mod cell;
mod compound;
mod formats;
mod measure;
mod ods;
mod sheet_xml;
mod text;
mod xls;
mod xlsx;

use enclave_engine::engine::table::{Issue, IssueKind, Sheet, Sink, TableError, Unwrapped, Wrapping};

use crate::wrapping::archive::Archive;
use crate::wrapping::workbook::cell::{Cell, TakeCell};
use crate::wrapping::workbook::measure::Measure;
use crate::wrapping::workbook::text::Rows;

pub use compound::Compound;

/// A sheet's name, and whether it is hidden.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
}

/// A kind of workbook.
pub trait Book {
    /// Its sheets in order; sheets that hold no cells are none.
    fn sheets(&self) -> Vec<Listed>;

    /// Hands out the cells of a sheet, row by row.
    fn walk(&mut self, sheet: usize, take: &mut TakeCell<'_>) -> Result<(), TableError>;
}

/// A workbook and its kind.
type Opened = (Wrapping, Box<dyn Book>);

/// The workbook that an archive is, if it is one.
pub fn in_archive(archive: &Archive) -> Result<Option<Opened>, TableError> {
    if let Some(book) = ods::Ods::open(archive)? {
        return Ok(Some((Wrapping::Ods, Box::new(book))));
    }
    Ok(xlsx::Xlsx::open(archive)?.map(|it| (Wrapping::Xlsx, Box::new(it) as Box<dyn Book>)))
}

/// The workbook of old Excel that a compound file is.
pub fn in_compound(bytes: &[u8]) -> Result<Box<dyn Book>, TableError> {
    Ok(Box::new(xls::Xls::open(bytes)?))
}

/// Reads a sheet: the one asked for, else the visible one with the most filled cells.
pub fn read(
    book: &mut dyn Book,
    wrapping: Wrapping,
    wanted: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<Unwrapped, TableError> {
    let listed = book.sheets();
    let mut measures = Vec::with_capacity(listed.len());
    let mut n_filled = 0;
    for idx in 0..listed.len() {
        let mut measure = Measure::default();
        book.walk(idx, &mut |cell| measure.add(&cell, n_filled))?;
        n_filled += measure.n_filled;
        measures.push(measure);
    }
    let chosen = match wanted {
        Some(name) => listed
            .iter()
            .position(|it| it.name == name)
            .ok_or_else(|| TableError::NoSuchSheet { sheet: name.to_owned() })?,
        None => fullest(&listed, &measures).ok_or(TableError::NoTableInside)?,
    };
    let (Some(measure), Some(own)) = (measures.get(chosen), listed.get(chosen)) else {
        return Err(TableError::NoTableInside);
    };
    measure.check()?;
    let sheets = listed.iter().zip(&measures).map(|(it, measure)| Sheet {
        name: it.name.clone(),
        is_hidden: it.is_hidden,
        n_rows: measure.height(),
        n_columns: measure.n_columns(),
    });
    let found = Unwrapped {
        wrapping: Some(wrapping),
        sheets: sheets.collect(),
        sheet: Some(own.name.clone()),
        rows: Vec::new(),
        notes: others(&listed, &measures, chosen),
    };
    let mut rows = Rows::new(sink, measure, found);
    book.walk(chosen, &mut |cell: Cell<'_>| rows.add(cell))?;
    rows.finish()
}

/// The first of the visible sheets with the most filled cells; hidden ones only where all are.
fn fullest(listed: &[Listed], measures: &[Measure]) -> Option<usize> {
    let mut best: Option<(bool, u64, usize)> = None;
    for (idx, (it, measure)) in listed.iter().zip(measures).enumerate() {
        let rank = (!it.is_hidden, measure.n_filled);
        if best.is_none_or(|(is_visible, n, _)| rank > (is_visible, n)) {
            best = Some((rank.0, rank.1, idx));
        }
    }
    best.map(|it| it.2)
}

/// The note that further sheets hold something.
fn others(listed: &[Listed], measures: &[Measure], chosen: usize) -> Vec<Issue> {
    use enclave_engine::engine::table::Example;
    let filled = listed.iter().zip(measures).enumerate();
    let others = filled.filter(|(idx, (_, measure))| *idx != chosen && measure.n_filled > 0);
    let examples: Vec<Example> =
        others.map(|(_, (it, _))| Example { line: 0, seen: it.name.clone() }).collect();
    if examples.is_empty() {
        return Vec::new();
    }
    let n = examples.len() as u64;
    let examples = examples.into_iter().take(20).collect();
    vec![Issue { kind: IssueKind::OtherSheets, column: None, n, examples }]
}
