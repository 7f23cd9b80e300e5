//! The rows of a sheet as text that the reader takes, and the rows that its lines stand in.

use enclave_engine::engine::table::{Example, Issue, IssueKind, Sink, TableError, Unwrapped};

use crate::wrapping::workbook::cell::Cell;
use crate::wrapping::workbook::measure::Measure;

/// How much text is handed on at once.
const CHUNK: usize = 1 << 18;
/// How many places an issue names itself.
const MAX_EXAMPLES: usize = 20;

/// Writes rows.
pub struct Rows<'a> {
    sink: &'a mut dyn Sink,
    measure: &'a Measure,
    found: Unwrapped,
    row: Option<u32>,
    cells: Vec<(u32, String)>,
    text: Vec<u8>,
    /// Line in which the next row starts.
    line: u64,
    has_begun: bool,
}

impl<'a> Rows<'a> {
    /// For a sheet whose size is known.
    pub fn new(sink: &'a mut dyn Sink, measure: &'a Measure, found: Unwrapped) -> Self {
        Self {
            sink,
            measure,
            found,
            row: None,
            cells: Vec::new(),
            text: Vec::new(),
            line: 1,
            has_begun: false,
        }
    }

    /// Takes the next cell.
    pub fn add(&mut self, cell: Cell<'_>) -> Result<(), TableError> {
        if self.row != Some(cell.row) {
            self.end_row()?;
            self.row = Some(cell.row);
        }
        if let Some(kind) = cell.flaw {
            self.note(kind, cell.row, &cell.text);
        }
        self.cells.push((cell.column, cell.text.into_owned()));
        Ok(())
    }

    /// The end of the sheet; all that was found.
    pub fn finish(mut self) -> Result<Unwrapped, TableError> {
        self.end_row()?;
        self.hand_on()?;
        Ok(self.found)
    }

    fn end_row(&mut self) -> Result<(), TableError> {
        let Some(row) = self.row else { return Ok(()) };
        // Nearly always in order already; of two cells in one place the later one counts.
        self.cells.sort_by_key(|it| it.0);
        let is_blank = self.cells.iter().all(|it| it.1.is_empty());
        if !is_blank {
            if self.found.row_of(self.line) != u64::from(row) + 1 {
                self.found.rows.push((self.line, u64::from(row) + 1));
            }
            self.write_row();
        }
        self.cells.clear();
        if self.text.len() >= CHUNK { self.hand_on() } else { Ok(()) }
    }

    fn write_row(&mut self) {
        let mut cells = self.cells.iter().peekable();
        for (at, column) in self.measure.columns.iter().enumerate() {
            if at > 0 {
                self.text.push(b',');
            }
            let mut text = "";
            while let Some((_, own)) = cells.next_if(|it| it.0 <= *column) {
                text = own;
            }
            self.line += n_breaks(text);
            write_cell(text, &mut self.text);
        }
        self.text.push(b'\n');
        self.line += 1;
    }

    fn hand_on(&mut self) -> Result<(), TableError> {
        if !self.has_begun {
            self.has_begun = true;
            self.sink.begin(&self.found)?;
        }
        let text = std::mem::take(&mut self.text);
        if text.is_empty() { Ok(()) } else { self.sink.text(&text) }
    }

    fn note(&mut self, kind: IssueKind, row: u32, seen: &str) {
        let notes = &mut self.found.notes;
        let at = notes.iter().position(|it| it.kind == kind).unwrap_or_else(|| {
            notes.push(Issue { kind, column: None, n: 0, examples: Vec::new() });
            notes.len() - 1
        });
        let Some(note) = notes.get_mut(at) else { return };
        note.n += 1;
        if note.examples.len() < MAX_EXAMPLES {
            note.examples.push(Example { line: u64::from(row) + 1, seen: seen.to_owned() });
        }
    }
}

/// Line breaks as the reader counts them.
fn n_breaks(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let n_feeds = memchr::memchr_iter(b'\n', bytes).count();
    let is_alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    (n_feeds + memchr::memchr_iter(b'\r', bytes).filter(is_alone).count()) as u64
}

/// In quotes where the text would be cut or taken for something else otherwise.
fn write_cell(text: &str, to: &mut Vec<u8>) {
    let is_special = |it: u8| matches!(it, b',' | b';' | b'\t' | b'|' | b'"' | b'\'' | b'\n' | b'\r' | b'\\');
    if !text.bytes().any(is_special) {
        to.extend_from_slice(text.as_bytes());
        return;
    }
    to.push(b'"');
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('"') {
        to.extend_from_slice(before.as_bytes());
        to.extend_from_slice(b"\"\"");
        rest = after;
    }
    to.extend_from_slice(rest.as_bytes());
    to.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::{n_breaks, write_cell};

    #[test]
    fn a_cell_is_put_in_quotes_where_it_would_be_cut() {
        let written = |text: &str| {
            let mut to = Vec::new();
            write_cell(text, &mut to);
            String::from_utf8(to).unwrap()
        };
        assert_eq!(written("plain"), "plain");
        assert_eq!(written("a,b"), "\"a,b\"");
        assert_eq!(written("say \"x\""), "\"say \"\"x\"\"\"");
    }

    #[test]
    fn line_breaks_of_every_kind_are_counted_once() {
        assert_eq!(n_breaks("a\nb\r\nc\rd"), 3);
    }
}
