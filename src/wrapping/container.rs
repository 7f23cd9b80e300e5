//! A file that is an archive, a workbook or compressed text: which, by its first bytes and by what
//! is in it.

use enclave_engine::engine::table::{
    Example, Issue, IssueKind, Sheet, Sink, TableError, Unwrap, Unwrapped, Wrapping,
};
use std::io::BufRead as _;

use crate::wrapping::archive::{Archive, Entry, told};
use crate::wrapping::gzip::Gzip;
use crate::wrapping::limits::{MAX_PACKED, unpacks_too_large};
use crate::wrapping::workbook;

/// Names of files that are tables in text form.
const TEXT_ENDINGS: [&str; 6] = [".csv", ".tsv", ".txt", ".tab", ".dat", ".psv"];
/// Names that promise a workbook.
const WORKBOOK_ENDINGS: [&str; 6] = [".xlsx", ".xlsm", ".xltx", ".xlsb", ".ods", ".xls"];

/// Undoes whatever a file is wrapped in.
pub struct Container {
    name: String,
    sheet: Option<String>,
    stage: Stage,
    found: Unwrapped,
}

enum Stage {
    /// Nothing has come yet.
    Start,
    /// Compressed text streams by.
    Gzip(Box<Gzip>),
    /// All of it is needed.
    Whole(Vec<u8>),
}

impl Container {
    /// For a file of a name; of several tables in it the one that is asked for.
    pub fn new(name: &str, sheet: Option<&str>) -> Self {
        Self {
            name: name.to_ascii_lowercase(),
            sheet: sheet.map(str::to_owned),
            stage: Stage::Start,
            found: Unwrapped::default(),
        }
    }

    #[expect(
        clippy::case_sensitive_file_extension_comparisons,
        reason = "the name was put into small letters"
    )]
    fn is_old_by_name(&self) -> bool {
        self.name.ends_with(".xls")
    }

    fn promises_a_workbook(&self) -> bool {
        WORKBOOK_ENDINGS.iter().any(|it| self.name.ends_with(it))
    }

    fn unwrap_whole(&self, bytes: Vec<u8>, sink: &mut dyn Sink) -> Result<Unwrapped, TableError> {
        let wanted = self.sheet.as_deref();
        if !bytes.starts_with(b"PK") {
            let mut book = match workbook::in_compound(&bytes) {
                // A new workbook in an old wrapping is an encrypted one.
                Err(_) if !self.is_old_by_name() && self.promises_a_workbook() => {
                    return Err(TableError::Protected);
                }
                book => book?,
            };
            return workbook::read(&mut *book, Wrapping::Xls, wanted, sink);
        }
        let archive = Archive::open(bytes)?;
        if let Some((wrapping, mut book)) = workbook::in_archive(&archive)? {
            return workbook::read(&mut *book, wrapping, wanted, sink);
        }
        if self.promises_a_workbook() {
            return Err(TableError::NotAWorkbook);
        }
        read_archive(&archive, wanted, sink)
    }
}

impl Unwrap for Container {
    fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), TableError> {
        if matches!(self.stage, Stage::Start) {
            let is_gzip = bytes.starts_with(&[0x1F, 0x8B]);
            self.stage = if is_gzip { Stage::Gzip(Box::default()) } else { Stage::Whole(Vec::new()) };
        }
        match &mut self.stage {
            Stage::Start => Ok(()),
            Stage::Gzip(gzip) => gzip.push(bytes, sink),
            Stage::Whole(whole) if whole.len() + bytes.len() > MAX_PACKED => Err(unpacks_too_large()),
            Stage::Whole(whole) => {
                whole.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), TableError> {
        match std::mem::replace(&mut self.stage, Stage::Start) {
            Stage::Start => Err(TableError::Empty),
            Stage::Gzip(mut gzip) => {
                gzip.finish(sink)?;
                self.found = gzip.unwrapped();
                Ok(())
            }
            Stage::Whole(bytes) => {
                self.found = self.unwrap_whole(bytes, sink)?;
                Ok(())
            }
        }
    }

    fn unwrapped(&mut self) -> Unwrapped {
        std::mem::take(&mut self.found)
    }
}

/// Reads a file in an archive: the one asked for, else the first that is a table by its name.
fn read_archive(
    archive: &Archive,
    wanted: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<Unwrapped, TableError> {
    let tables = tables_in(archive);
    let entry = match wanted {
        Some(name) => tables
            .iter()
            .find(|it| it.name == name)
            .ok_or_else(|| TableError::NoSuchSheet { sheet: name.to_owned() })?,
        None => tables.first().ok_or(TableError::NoTableInside)?,
    };
    let sheet = |it: &&Entry| Sheet { name: it.name.clone(), is_hidden: false, n_rows: 0, n_columns: 0 };
    let others: Vec<Example> = tables
        .iter()
        .filter(|it| it.name != entry.name)
        .map(|it| Example { line: 0, seen: it.name.clone() })
        .collect();
    let n = others.len() as u64;
    let examples = others.into_iter().take(20).collect();
    let note = Issue { kind: IssueKind::OtherSheets, column: None, n, examples };
    let found = Unwrapped {
        wrapping: Some(Wrapping::Zip),
        sheets: tables.iter().map(sheet).collect(),
        sheet: Some(entry.name.clone()),
        rows: Vec::new(),
        notes: if n > 0 { vec![note] } else { Vec::new() },
    };
    sink.begin(&found)?;
    let mut reader = archive.read(entry)?;
    loop {
        let piece = reader.fill_buf().map_err(told)?;
        if piece.is_empty() {
            return Ok(found);
        }
        sink.text(piece)?;
        let n = piece.len();
        reader.consume(n);
    }
}

/// The files that are tables by their names; if there is none, the only file there is.
fn tables_in(archive: &Archive) -> Vec<&Entry> {
    let is_hidden = |it: &&Entry| it.name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    let visible: Vec<&Entry> = archive.entries().iter().filter(|it| !is_hidden(it)).collect();
    let is_table = |it: &&&Entry| {
        let name = it.name.to_ascii_lowercase();
        TEXT_ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    let tables: Vec<&Entry> = visible.iter().filter(is_table).copied().collect();
    match (tables.is_empty(), visible.as_slice()) {
        (true, [only]) => vec![only],
        _ => tables,
    }
}
