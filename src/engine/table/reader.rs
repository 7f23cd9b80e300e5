//! Bytes in, table out.

use crate::engine::table::reading::{Learnt, Room, Stage};
use crate::engine::table::{
    ColumnSummary, Dialect, Encoding, Glance, Issue, Problem, ReadingOptions, Sheet, SourceSummary, Table,
    TableError,
};
use crate::kernel::text::Fingerprint;

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's name.
    pub name: String,
    /// Bytes read.
    pub n_bytes: u64,
    /// XXH64 of the bytes, in hex: tells files apart, proves nothing against a forger.
    pub fingerprint: String,
    /// How the file is written.
    pub dialect: Dialect,
    /// The sheets of a workbook or the files in an archive, where the table stands in one.
    pub sheets: Vec<Sheet>,
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
    /// The first rows as they are understood.
    pub glance: Glance,
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

    /// The row that starts in a line or, where none does, the one before it; `None` above the first.
    pub fn row_at(&self, line: u64) -> Option<usize> {
        let after = self.jumps.partition_point(|&(_, first)| first <= line);
        let (at, first) = *self.jumps.get(after.checked_sub(1)?)?;
        let row = at + usize::try_from(line - first).ok()?;
        let next = self.jumps.get(after).map_or(usize::MAX, |it| it.0);
        Some(row.min(next - 1))
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
    options: ReadingOptions,
    learnt: Learnt,
}

impl Again {
    /// The encoding by all bytes.
    pub fn encoding(&self) -> Option<Encoding> {
        self.learnt.encoding
    }
}

/// Reads a file pushed to it chunk by chunk.
#[derive(Debug)]
pub struct Reader {
    name: String,
    options: ReadingOptions,
    fingerprint: Fingerprint,
    learnt: Learnt,
    stage: Stage,
    room: Room,
}

impl Reader {
    /// A reader that knows only what the person fixed.
    pub fn new(name: &str, options: &ReadingOptions) -> Self {
        Self {
            name: name.to_owned(),
            options: options.clone(),
            fingerprint: Fingerprint::default(),
            learnt: Learnt::default(),
            stage: Stage::Head(Vec::new()),
            room: Room::default(),
        }
    }

    /// A reader that knows what an earlier reading of the same bytes learnt.
    pub fn resume(name: &str, again: &Again) -> Self {
        Self { learnt: again.learnt.clone(), ..Self::new(name, &again.options) }
    }

    /// A reader of text whose encoding was found elsewhere.
    #[must_use]
    pub fn assuming(mut self, encoding: Option<Encoding>) -> Self {
        self.learnt.encoding = encoding.or(self.learnt.encoding);
        self
    }

    /// A reader of a text of so many bytes. What has no room is refused after its first bytes.
    #[must_use]
    pub fn expecting(mut self, n_bytes: u64) -> Self {
        self.room.n_expected = n_bytes;
        self
    }

    /// Takes the next text of a file whose bytes are fingerprinted elsewhere.
    pub fn push_text(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        for piece in bytes.chunks(Room::STEP_BYTES) {
            self.stage.push(piece, &self.options, &self.learnt)?;
            self.room.check(piece.len(), &mut self.stage)?;
        }
        Ok(())
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        self.fingerprint.push(bytes);
        self.push_text(bytes)
    }

    /// The first rows as they are understood, once enough bytes came.
    pub fn glance(&self) -> Option<&Glance> {
        match &self.stage {
            Stage::Head(_) => None,
            Stage::Rows(reading) => Some(reading.glance()),
        }
    }

    /// Rows read so far.
    pub fn n_rows(&self) -> usize {
        match &self.stage {
            Stage::Head(_) => 0,
            Stage::Rows(reading) => reading.n_rows(),
        }
    }

    /// The end of the file.
    pub fn finish(self) -> Result<Finished, TableError> {
        let Self { name, options, fingerprint, learnt, stage, room: _ } = self;
        let reading = stage.into_reading(&options, learnt)?;
        Ok(match reading.finish(name, &fingerprint)? {
            Ok(source) => Finished::Done(Box::new(source)),
            Err(learnt) => Finished::Again(Box::new(Again { options, learnt })),
        })
    }
}

/// Reads a file whose bytes `feed` pushes into the reader it is given, from the first to the last,
/// as often as it is asked.
pub fn read_all<E: From<TableError>>(
    name: &str,
    options: &ReadingOptions,
    mut feed: impl FnMut(&mut Reader) -> Result<(), E>,
) -> Result<Source, E> {
    let mut reader = Reader::new(name, options);
    loop {
        feed(&mut reader)?;
        match reader.finish()? {
            Finished::Done(source) => return Ok(*source),
            Finished::Again(again) => reader = Reader::resume(name, &again),
        }
    }
}

impl Source {
    /// Reads bytes that are in memory already: samples, pasted rows, tests.
    pub fn from_bytes(name: &str, bytes: &[u8], options: &ReadingOptions) -> Result<Self, TableError> {
        read_all(name, options, |reader| reader.push(bytes))
    }

    /// Everything the page may know: all but the rows.
    pub fn summary(&self) -> SourceSummary {
        SourceSummary {
            name: self.name.clone(),
            n_bytes: self.n_bytes,
            fingerprint: self.fingerprint.clone(),
            dialect: self.dialect.clone(),
            sheets: self.sheets.clone(),
            n_rows: self.table.n_rows,
            columns: self.columns.clone(),
            issues: self.issues.clone(),
            first_lines: self.first_lines.clone(),
            glance: self.glance.clone(),
            currency: self.currency.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn rows_and_lines_name_each_other() {
        let mut lines = Lines::default();
        for (row, line) in [2, 3, 6, 7, 9].into_iter().enumerate() {
            lines.set(row, line);
        }
        for row in 0..5 {
            assert_eq!(lines.row_at(lines.of(row)), Some(row));
        }
        assert_eq!(lines.row_at(5), Some(1), "a line inside a row is of that row");
        assert_eq!(lines.row_at(1), None);
    }
}
