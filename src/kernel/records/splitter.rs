//! Text to records and cells, in place.
//!
//! A record is handed on as the places of its cells in the text; nothing is copied. A quote opens
//! a quoted cell only where the cell starts, or behind blanks there if it closes as it should; inside
//! it a doubled quote stands for one, and where the file has an escape, so does an escaped one. A quote that
//! never closes is read to the end of its line instead; so is one that spans lines and closes in
//! the middle of other text, which is what a forgotten closing quote looks like.

use crate::kernel::cut::Cut;
use crate::kernel::records::marks::{self, Marked};
use crate::kernel::records::swallowed::Lines;
use crate::kernel::records::walk::Walk;
use crate::kernel::records::{Oversized, Record, Span};

/// Cuts text that arrives piece by piece.
#[derive(Debug)]
pub struct Splitter {
    cut: Cut,
    /// Cells of a row of the table; zero where that is not known.
    width: usize,
    line: u64,
    marks: Vec<u32>,
    cells: Vec<Span>,
    strays: Vec<usize>,
}

impl Splitter {
    /// A splitter whose first text starts in a line.
    pub fn new(cut: Cut, line: u64) -> Self {
        Self { cut, width: 0, line, marks: Vec::new(), cells: Vec::new(), strays: Vec::new() }
    }

    /// Knows how many cells a row has, so that a quote that swallows rows is found.
    #[must_use]
    pub fn of_width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// The line in which the next record starts, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Passes records that were read elsewhere, each on a line of its own.
    pub fn pass(&mut self, n_lines: usize) {
        self.line += n_lines as u64;
    }

    /// Hands on every record that is complete in `text`, and says how many bytes they take.
    /// Empty lines are no records.
    #[inline(never)]
    pub fn split(
        &mut self,
        text: &str,
        is_last: bool,
        take: &mut dyn FnMut(&Record<'_>),
    ) -> Result<usize, Oversized> {
        let Cut { separator, quote, escape, comment } = self.cut;
        let (quote, separators) = (quote.byte(), separator.bytes());
        marks::find(text.as_bytes(), Marked::new(quote, separators), &mut self.marks);
        let mut walk = Walk {
            text: text.as_bytes(),
            marks: &self.marks,
            next: 0,
            line: self.line,
            is_last,
            quote,
            escape,
            separators,
            separator,
            is_on_one_line: false,
            lines: Lines::Parts,
            spaced_quote: None,
            open_quote: None,
            cells: &mut self.cells,
            strays: &mut self.strays,
        };
        let mut start = 0;
        while start < text.len() {
            let is_comment = comment.starts(walk.text.get(start..).unwrap_or_default(), is_last);
            let end = match is_comment {
                Some(true) => walk.comment(),
                Some(false) => walk.record_of(start, self.width)?,
                None => None,
            };
            let Some(end) = end else { break };
            let is_comment = is_comment == Some(true);
            let is_empty_line = matches!(walk.text.get(start), Some(b'\n' | b'\r'));
            if is_comment || (!is_empty_line && !walk.cells.is_empty()) {
                take(&Record {
                    line: self.line,
                    next_line: walk.line,
                    place: start..end,
                    cells: walk.cells,
                    strays: walk.strays,
                    spaced_quote: walk.spaced_quote,
                    open_quote: walk.open_quote,
                    is_comment,
                    is_joined: walk.lines == Lines::Doubtful && !is_comment,
                });
            }
            start = end;
            self.line = walk.line;
        }
        Ok(start)
    }
}
