//! Rows as they come: cut to the width of the table, typed by column, flaws noted.

use crate::engine::table::issue::MAX_EXAMPLES;
use crate::engine::table::reading::Opening;
use crate::engine::table::reading::watch::Watch;
use crate::engine::table::{IssueKind, Issues, Lines};
use crate::kernel::column::{Lane, Plan, trimmed};
use crate::kernel::records::{Batch, Cut, Record, Run, Span, Splitter};

/// Cells that are typed together, column by column.
const BATCH_CELLS: usize = 32_768;
const BATCH_ROWS: usize = 4096;
/// How much of a row is shown.
const SEEN_CHARS: usize = 200;

/// All rows so far.
#[derive(Debug)]
pub struct Rows {
    cut: Cut,
    watch: Watch,
    batch: Batch,
    /// Records that are typed together.
    limit: usize,
    /// One per column of the header.
    pub lanes: Vec<Lane>,
    /// One per column that only long rows have.
    pub late: Vec<Lane>,
    /// Rows typed so far.
    pub n_typed: usize,
    /// Line of each row.
    pub lines: Lines,
    /// Flaws of rows.
    pub issues: Issues,
    /// Rows with nothing but empty cells beyond the width: line and text of the first, and how many.
    trailing: (Vec<(u64, String)>, u64),
    /// Rows with cells beyond ASCII that were noted.
    n_foreign: usize,
    /// Line and first filled cell of the last row.
    pub last: Option<(u64, String)>,
}

impl Rows {
    /// No rows yet.
    pub fn new(plans: &[Plan], opening: &Opening) -> Self {
        let n_columns = plans.len();
        let cut = opening.sniffed.cut;
        Self {
            cut,
            watch: Watch::new(cut, &opening.header_text, opening.first_line, n_columns),
            batch: Batch::new(n_columns),
            limit: (BATCH_CELLS / n_columns.max(1)).clamp(1, BATCH_ROWS),
            lanes: plans.iter().map(|it| Lane::new(*it)).collect(),
            late: Vec::new(),
            n_typed: 0,
            lines: Lines::default(),
            issues: Issues::default(),
            trailing: (Vec::new(), 0),
            n_foreign: if opening.found.is_guess { 0 } else { MAX_EXAMPLES },
            last: None,
        }
    }

    /// Whether some column is not kept.
    pub fn drops_any(&self) -> bool {
        self.lanes.iter().any(|it| matches!(it, Lane::Dropped(_)))
    }

    fn is_kept(&self, column: usize) -> bool {
        !matches!(self.lanes.get(column), Some(Lane::Dropped(_)))
    }

    /// What is shown of a row: its text. In a row of another width any cell may be one that is not
    /// kept, so nothing is shown where there are such.
    fn shown(&self, record: &Record<'_>, text: &str) -> String {
        if self.drops_any() { String::new() } else { short(seen(record, text)) }
    }

    /// Notes what is odd about the cells of the header.
    pub fn take_header(&mut self, text: &str, line: u64) {
        let is_odd = is_odd(text) || !text.is_ascii();
        // What is wrong with its size was found when it was first read.
        _ = Splitter::new(self.cut, line).split(text, true, &mut |record| {
            if is_odd || record.is_flawed() {
                self.note_odd(record, text);
            }
        });
    }

    /// Takes a record; `is_odd` says that the text holds characters to look out for.
    pub fn take(&mut self, record: &Record<'_>, text: &str, is_odd: bool) {
        let width = self.batch.n_columns();
        if is_blank(record, text, width) {
            return;
        }
        let hides = self.drops_any();
        let shown = || if hides { String::new() } else { short(seen(record, text)) };
        if !self.watch.is_row(record, text, &shown, &mut self.issues) {
            return;
        }
        if record.cells.len() != width {
            self.note_ragged(record, text);
        }
        if is_odd || record.is_flawed() {
            self.note_odd(record, text);
        }
        self.batch.push(record.line, record.cells);
        if self.batch.n_rows() >= self.limit {
            self.flush(text);
        }
    }

    /// Whether cells beyond ASCII are still looked for.
    pub fn notes_foreign(&self) -> bool {
        self.n_foreign < MAX_EXAMPLES
    }

    /// How many regular records at the start of a run are rows with nothing odd about them.
    pub fn n_plain(&mut self, run: &Run<'_>) -> usize {
        self.watch.n_plain(run)
    }

    /// Bytes that all rows take so far.
    pub fn n_bytes(&self) -> u64 {
        self.lanes.iter().chain(&self.late).map(Lane::n_bytes).sum()
    }

    /// Makes room for so many times the rows so far.
    pub fn make_room(&mut self, n_times: f64) {
        for lane in &mut self.lanes {
            lane.make_room(n_times);
        }
    }

    /// Types regular records.
    pub fn take_run(&mut self, run: &Run<'_>) {
        for (idx, lane) in self.lanes.iter_mut().enumerate() {
            lane.push_run(run, idx);
        }
        self.lines.set(self.n_typed, run.line);
        self.n_typed += run.n_rows();
        if let Some(row) = run.n_rows().checked_sub(1) {
            let cells = run.record(row).enumerate().filter(|it| self.is_kept(it.0));
            let mut cells = cells.map(|it| run.with_text(it.1, |text| trimmed(text).to_owned()));
            let first = cells.find(|it| !it.is_empty()).unwrap_or_default();
            self.last = Some((run.line + row as u64, first));
        }
    }

    /// Types what was taken; the text may change after that.
    pub fn flush(&mut self, text: &str) {
        for (idx, lane) in self.lanes.iter_mut().enumerate() {
            lane.push_column(&self.batch, idx, text, self.cut);
        }
        for &(row, column, span) in &self.batch.extras {
            let cell = span.text(text, self.cut);
            if trimmed(&cell).is_empty() {
                continue;
            }
            let idx = column - self.batch.n_columns();
            while self.late.len() <= idx {
                self.late.push(Lane::new(Plan::Codes));
            }
            if let Some(lane) = self.late.get_mut(idx) {
                lane.fill(self.n_typed + row);
                lane.push(trimmed(&cell));
            }
        }
        for (row, line) in self.batch.lines.iter().enumerate() {
            self.lines.set(self.n_typed + row, *line);
        }
        if let Some(row) = self.batch.n_rows().checked_sub(1) {
            let cells = self.batch.record(row).iter().enumerate().filter(|it| self.is_kept(it.0));
            let cells = cells.map(|it| it.1.text(text, self.cut));
            let first = cells.map(|it| trimmed(&it).to_owned()).find(|it| !it.is_empty()).unwrap_or_default();
            self.last = self.batch.lines.get(row).map(|line| (*line, first));
        }
        self.n_typed += self.batch.n_rows();
        self.batch.clear();
    }

    /// The end of the rows.
    pub fn close(&mut self) {
        let (examples, n) = std::mem::take(&mut self.trailing);
        // A separator behind every row is a habit, behind some it is a flaw.
        if n * 2 < self.n_typed as u64 {
            let n_more = n - examples.len() as u64;
            for (line, row) in examples {
                self.issues.note(IssueKind::LongRow, None, line, &row);
            }
            self.issues.count(IssueKind::LongRow, None, n_more);
        }
        for lane in &mut self.late {
            lane.fill(self.n_typed);
        }
    }

    fn note_ragged(&mut self, record: &Record<'_>, text: &str) {
        let width = self.batch.n_columns();
        if record.cells.len() < width {
            let row = self.shown(record, text);
            self.issues.note(IssueKind::ShortRow, None, record.line, &row);
            return;
        }
        let is_empty = |it: &Span| trimmed(&it.text(text, self.cut)).is_empty();
        if !record.cells.iter().skip(width).all(is_empty) {
            let row = self.shown(record, text);
            self.issues.note(IssueKind::LongRow, None, record.line, &row);
            return;
        }
        self.trailing.1 += 1;
        if self.trailing.0.len() < MAX_EXAMPLES {
            let row = self.shown(record, text);
            self.trailing.0.push((record.line, row));
        }
    }

    fn note_odd(&mut self, record: &Record<'_>, text: &str) {
        let cell = |rows: &Self, idx: usize| match record.cells.get(idx).filter(|_| rows.is_kept(idx)) {
            Some(it) => short(&it.text(text, rows.cut)),
            None => String::new(),
        };
        if let Some(idx) = record.open_quote {
            let seen = cell(self, idx);
            self.issues.note(IssueKind::OpenQuote, None, record.line, &seen);
        }
        for idx in record.strays {
            let seen = cell(self, *idx);
            self.issues.note(IssueKind::StrayQuote, None, record.line, &seen);
        }
        if record.is_joined {
            for line in record.line..record.next_line {
                self.issues.note(IssueKind::JoinedLines, None, line, &self.shown(record, text));
            }
        }
        if let Some(idx) = record.spaced_quote {
            let seen = cell(self, idx);
            self.issues.note(IssueKind::SpacedQuote, None, record.line, &seen);
        }
        let mut is_foreign = false;
        for (idx, span) in record.cells.iter().enumerate() {
            if !self.is_kept(idx) {
                continue;
            }
            let cell = span.text(text, self.cut);
            if cell.contains('\u{FFFD}') {
                self.issues.note(IssueKind::BadBytes, None, record.line, &short(&cell));
            }
            if cell.contains('\0') {
                self.issues.note(IssueKind::NulCharacters, None, record.line, &short(&cell));
            }
            if self.notes_foreign() && !is_foreign && !cell.is_ascii() {
                is_foreign = true;
                self.n_foreign += 1;
                self.issues.note(IssueKind::GuessedEncoding, None, record.line, &short(&cell));
            }
        }
    }
}

/// Whether a record of a table with several columns is nothing but blanks.
pub fn is_blank(record: &Record<'_>, text: &str, width: usize) -> bool {
    record.cells.len() == 1 && width > 1 && trimmed(seen(record, text)).is_empty()
}

fn short(text: &str) -> String {
    text.chars().take(SEEN_CHARS).collect()
}

/// The text of a record, without its line end.
fn seen<'a>(record: &Record<'_>, text: &'a str) -> &'a str {
    text.get(record.place.clone()).unwrap_or_default().trim_end_matches(['\r', '\n'])
}

/// Whether a text holds characters that are noted: replaced bytes and zeros.
pub fn is_odd(text: &str) -> bool {
    memchr::memchr(0, text.as_bytes()).is_some()
        || (!text.is_ascii() && memchr::memmem::find(text.as_bytes(), "\u{FFFD}".as_bytes()).is_some())
}
