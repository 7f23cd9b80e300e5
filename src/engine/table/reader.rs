//! Bytes in, table out.

use crate::engine::table::{ColumnSummary, Dialect, Issue, Problem, ReadingOptions, Table, TableError};

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's name.
    pub name: String,
    /// Bytes read.
    pub n_bytes: u64,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// How the file is written.
    pub dialect: Dialect,
    /// The typed columns.
    pub table: Table,
    /// One per column.
    pub columns: Vec<ColumnSummary>,
    /// What was odd, counted.
    pub issues: Vec<Issue>,
    /// What was odd, cell by cell.
    pub problems: Vec<Problem>,
    /// The first lines of the file as text, at most six.
    pub first_lines: Vec<String>,
    /// Sign or code of the currency, where the file tells.
    pub currency: Option<String>,
    /// Line of the file in which each row starts, from 1.
    pub lines: Lines,
}

/// Line numbers of rows, stored only where they jump.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    jumps: Vec<(usize, u64)>,
}

impl Lines {
    /// Says that a row starts in a line; rows in order.
    pub fn set(&mut self, row: usize, line: u64) {
        let expected = self.jumps.last().map(|&(at, first)| first + (row - at) as u64);
        if expected != Some(line) {
            self.jumps.push((row, line));
        }
    }

    /// The line in which a row starts, from 1; 0 if nothing was ever set.
    pub fn of(&self, row: usize) -> u64 {
        let after = self.jumps.partition_point(|&(at, _)| at <= row);
        let jump = after.checked_sub(1).and_then(|idx| self.jumps.get(idx));
        jump.map_or(0, |&(at, line)| line + (row - at) as u64)
    }
}

/// How a reading ended.
#[derive(Debug)]
pub enum Finished {
    /// Every column is decided.
    Done(Box<Source>),
    /// The first rows misled: push the same bytes into `Reader::resume` of this.
    Again(Box<Again>),
}

/// What a first reading learnt.
#[derive(Debug, Clone)]
pub struct Again {
    /// The person's choices, unchanged.
    pub options: ReadingOptions,
}

/// Reads a file pushed to it chunk by chunk.
#[derive(Debug)]
pub struct Reader {
    name: String,
    options: ReadingOptions,
}

impl Reader {
    /// A reader that knows only what the person fixed.
    pub fn new(name: &str, options: &ReadingOptions) -> Self {
        Self { name: name.to_owned(), options: options.clone() }
    }

    /// A reader that knows what an earlier reading of the same bytes learnt.
    pub fn resume(name: &str, again: &Again) -> Self {
        Self::new(name, &again.options)
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, _bytes: &[u8]) -> Result<(), TableError> {
        Ok(())
    }

    /// Rows read so far.
    pub fn n_rows(&self) -> usize {
        0
    }

    /// The end of the file.
    pub fn finish(self) -> Result<Finished, TableError> {
        let _ = (&self.name, &self.options);
        Err(TableError::Empty)
    }
}
