//! What is odd about whole records: lines that are no rows, rows that are cut otherwise than the table.

use crate::engine::table::{IssueKind, Issues, Separator};
use crate::kernel::column::{Census, trimmed};
use crate::kernel::records::{Cut, Record, Run, Splitter};

/// Rows of another width that are looked at closely.
const MAX_LOOKS: usize = 10_000;
const OTHERS: [Separator; 4] = [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe];

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Lf,
    CrLf,
    Cr,
}

impl Break {
    fn of(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [.., b'\r', b'\n'] => Some(Self::CrLf),
            [.., b'\n'] => Some(Self::Lf),
            [.., b'\r'] => Some(Self::Cr),
            _ => None,
        }
    }
}

/// Looks at records one after the other.
#[derive(Debug)]
pub struct Watch {
    cut: Cut,
    /// Cells of a row.
    width: usize,
    /// Cells of the header.
    header: Vec<String>,
    /// How lines end.
    usual: Option<Break>,
    /// Of the first row: which cells are numbers or dates.
    typed: Option<Vec<bool>>,
    /// Where the next record should start.
    next_line: u64,
    n_looks: usize,
}

impl Watch {
    /// Before the first row; `header` is the text of the record that names the columns.
    pub fn new(cut: Cut, header: &str, next_line: u64, width: usize) -> Self {
        let mut cells = Vec::new();
        // What is wrong with the header's size was found when it was first read.
        _ = Splitter::new(cut, 1).split(header, true, &mut |record| {
            cells = record.cells.iter().map(|it| trimmed(&it.text(header, cut)).to_owned()).collect();
        });
        Self { cut, width, header: cells, usual: Break::of(header), typed: None, next_line, n_looks: 0 }
    }

    /// Whether a record is a row of the table, and what is odd about it as a whole.
    pub fn is_row(
        &mut self,
        record: &Record<'_>,
        text: &str,
        shown: &dyn Fn() -> String,
        issues: &mut Issues,
    ) -> bool {
        let own = text.get(record.place.clone()).unwrap_or_default();
        let is_behind_gap = record.line != self.next_line;
        if record.is_comment {
            issues.note(IssueKind::CommentLine, None, record.line, &shown());
            return false;
        }
        self.next_line = record.next_line;
        let end = Break::of(own);
        self.usual = self.usual.or(end);
        if end.is_some() && end != self.usual {
            issues.note(IssueKind::MixedLineEnds, None, record.line, &shown());
        }
        if self.is_header(record, text) {
            issues.note(IssueKind::RepeatedHeader, None, record.line, &shown());
            return false;
        }
        if self.typed.is_none() {
            let is_typed = |it: Census| it.n_missing + it.n_doubtful + it.n_texts == 0;
            self.typed = Some(self.censuses(record, text).map(is_typed).collect());
        } else if is_behind_gap && self.starts_table(record, text) {
            issues.note(IssueKind::SecondTable, None, record.line, &shown());
        }
        if record.cells.len() < self.width && self.is_cut_otherwise(own) {
            issues.note(IssueKind::ChangedSeparator, None, record.line, &shown());
        }
        true
    }

    /// How many records at the start of a run are rows with nothing odd about them.
    pub fn n_plain(&mut self, run: &Run<'_>) -> usize {
        let returns = match self.usual {
            Some(Break::Lf) => Some(false),
            Some(Break::CrLf) => Some(true),
            Some(Break::Cr) | None => None,
        };
        if self.typed.is_none() || run.line != self.next_line || returns.is_none() {
            return 0;
        }
        let mut n_plain = run.n_rows();
        if run.ends_in_returns() != returns {
            let is_usual = |line: &[u8]| line.ends_with(b"\r\n") == (returns == Some(true));
            n_plain = run.bytes().split_inclusive(|it| *it == b'\n').take_while(|it| is_usual(it)).count();
        }
        if let Some(name) = self.header.first().filter(|_| self.header.len() > 1) {
            let found = run.position(name).filter(|it| *it < n_plain);
            n_plain = found.unwrap_or(n_plain);
        }
        self.next_line = run.line + n_plain as u64;
        n_plain
    }

    /// Whether a record has the names of the columns as its cells.
    fn is_header(&self, record: &Record<'_>, text: &str) -> bool {
        let mut pairs = self.header.iter().zip(record.cells);
        self.header.len() > 1
            && record.cells.len() == self.header.len()
            && pairs.all(|(name, cell)| trimmed(&cell.text(text, self.cut)) == name)
    }

    /// Whether a record behind blank lines or comments names columns of its own: it has another
    /// width, or words where the table has numbers and dates.
    fn starts_table(&self, record: &Record<'_>, text: &str) -> bool {
        let are_names = self.censuses(record, text).all(|it| it.n_texts == 1);
        let is_typed = self.typed.iter().flatten().any(|it| *it);
        record.cells.len() > 1 && are_names && (is_typed || record.cells.len() != self.width)
    }

    /// What each cell of a record is.
    fn censuses(&self, record: &Record<'_>, text: &str) -> impl Iterator<Item = Census> {
        record.cells.iter().map(move |it| {
            let mut census = Census::default();
            census.add(trimmed(&it.text(text, self.cut)), 1);
            census
        })
    }

    /// Whether another separator cuts a record to the width of the table.
    fn is_cut_otherwise(&mut self, own: &str) -> bool {
        self.n_looks += 1;
        let others = OTHERS.into_iter().filter(|it| *it != self.cut.separator);
        self.n_looks <= MAX_LOOKS
            && self.width > 1
            && others.into_iter().any(|separator| {
                let mut n_cells = 0;
                let cut = Cut { separator, ..self.cut };
                let mut take = |record: &Record<'_>| n_cells = record.cells.len();
                Splitter::new(cut, 1).split(own, true, &mut take).is_ok() && n_cells == self.width
            })
    }
}
