//! A reading of a file from its first byte to its last.
//!
//! The first megabyte is held back until it is there (or the file ends): how the file is written
//! and what its columns seem to be is decided on it, so that the way the bytes are cut into chunks
//! never matters. From then on text is cut, typed and forgotten as it comes.

mod cutting;
mod finishing;
mod listing;
mod notes;
mod opening;
mod room;
mod rows;
mod values;
mod watch;

pub use listing::{Feed, records};
pub use opening::{Opening, open};
pub use room::Room;

use crate::engine::table::decide::{Hint, decide, file_facts};
use crate::engine::table::reading::cutting::Cutting;
use crate::engine::table::reading::rows::Rows;
use crate::engine::table::records::unique_names;
use crate::engine::table::{Encoding, Glance, LineEnd, ReadingOptions, TableError, role};
use crate::kernel::column::{Census, Lane, Plan, trimmed};
use crate::kernel::records::Regular;
use crate::kernel::text::Decoder;

/// How many bytes the first guess is made on.
pub const HEAD_BYTES: usize = 1 << 20;
/// How many bytes are decoded at once: few enough to stay in the processor's cache.
const PIECE_BYTES: usize = 1 << 18;
/// How much text must have come before it is looked at again.
const STEP_BYTES: usize = 1 << 16;

/// What an earlier reading of the same file learnt.
#[derive(Debug, Clone, Default)]
pub struct Learnt {
    /// The encoding, by all bytes.
    pub encoding: Option<Encoding>,
    /// Plans for the columns, by all rows.
    pub plans: Vec<Plan>,
    /// How many readings there were.
    pub n_readings: u32,
}

/// Text that arrives piece by piece, and a place that takes its complete part.
#[derive(Debug)]
pub struct Stream {
    decoder: Decoder,
    text: String,
    /// Length at which the text is looked at again.
    due: usize,
    /// A character that becomes a line end.
    line_end: Option<LineEnd>,
}

impl Stream {
    /// Goes on behind the start of a file.
    pub fn new(decoder: Decoder, text: String, line_end: Option<LineEnd>) -> Self {
        Self { decoder, text, due: 0, line_end }
    }

    /// Decodes bytes and lets `take` have the text; it says how much of it was used up.
    pub fn push(
        &mut self,
        bytes: &[u8],
        take: &mut dyn FnMut(&str, bool) -> Result<usize, TableError>,
    ) -> Result<(), TableError> {
        for piece in bytes.chunks(PIECE_BYTES) {
            if self.line_end.is_none()
                && piece.len() >= STEP_BYTES
                && self.text.len() < STEP_BYTES
                && let Some(piece) = self.decoder.plain(piece)
            {
                self.pass(piece, take)?;
                continue;
            }
            let n_before = self.text.len();
            self.decoder.push(piece, &mut self.text);
            self.end_lines(n_before);
            if self.text.len() >= self.due {
                self.hand_on(false, take)?;
            }
        }
        Ok(())
    }

    /// Hands on the record that the last piece began, then what is behind it where it stands.
    fn pass(
        &mut self,
        piece: &str,
        take: &mut dyn FnMut(&str, bool) -> Result<usize, TableError>,
    ) -> Result<(), TableError> {
        let line = memchr::memchr(b'\n', piece.as_bytes()).map_or(piece.len(), |it| it + 1);
        let (first, rest) = piece.split_at_checked(line).unwrap_or((piece, ""));
        self.text.push_str(first);
        self.hand_on(false, take)?;
        if !self.text.is_empty() {
            // A cell that goes on over the end of the line.
            self.text.push_str(rest);
            return self.hand_on(false, take);
        }
        let n_used = take(rest, false)?;
        self.text.push_str(rest.get(n_used..).unwrap_or_default());
        self.due = self.text.len() * 2 + STEP_BYTES;
        Ok(())
    }

    /// The end of the bytes.
    pub fn finish(
        &mut self,
        take: &mut dyn FnMut(&str, bool) -> Result<usize, TableError>,
    ) -> Result<(), TableError> {
        let n_before = self.text.len();
        self.decoder.finish(&mut self.text);
        self.end_lines(n_before);
        self.hand_on(true, take)
    }

    fn end_lines(&mut self, from: usize) {
        if let Some(end) = self.line_end {
            let tail = self.text.split_off(from);
            self.text.push_str(&tail.replace(end.letter(), "\n"));
        }
    }

    fn hand_on(
        &mut self,
        is_last: bool,
        take: &mut dyn FnMut(&str, bool) -> Result<usize, TableError>,
    ) -> Result<(), TableError> {
        let n_used = take(&self.text, is_last)?;
        self.text.drain(..n_used);
        // A long cell is looked at again only when the text has doubled.
        self.due = self.text.len() * 2 + STEP_BYTES;
        Ok(())
    }
}

/// A reading whose start is understood.
#[derive(Debug)]
pub struct Reading {
    options: ReadingOptions,
    learnt: Learnt,
    opening: Opening,
    stream: Stream,
    rows: Rows,
    regular: Option<Regular>,
    names: Vec<String>,
    hints: Vec<Hint>,
    examples: Vec<Vec<String>>,
    glance: Glance,
}

impl Reading {
    /// Starts with the first bytes of the file; `is_whole` says that there are no more.
    pub fn start(
        head: &[u8],
        is_whole: bool,
        options: &ReadingOptions,
        learnt: Learnt,
    ) -> Result<Self, TableError> {
        let mut opening = open(head, is_whole, options, learnt.encoding)?;
        let (names, _, _) = unique_names(opening.header.as_deref().unwrap_or_default(), opening.n_columns);
        let has_header = opening.header.is_some();
        let hints: Vec<Hint> = names.iter().map(|it| hint(it, has_header, options)).collect();
        let plans = if learnt.plans.len() == names.len() {
            learnt.plans.clone()
        } else {
            first_plans(&opening, &hints, options)
        };
        let mut rows = Rows::new(&plans, &opening);
        rows.take_header(&opening.header_text, opening.header_line);
        if rows.drops_any() {
            opening.first_lines.clear();
        }
        let regular = Regular::new(opening.sniffed.cut, names.len());
        let stream =
            Stream::new(opening.decoder.clone(), std::mem::take(&mut opening.text), opening.line_end);
        let examples = |(idx, it): (usize, &Hint)| {
            if it.is_dropped { Vec::new() } else { examples(&opening.sample, idx) }
        };
        let examples = hints.iter().enumerate().map(examples).collect();
        let is_kept = |idx: usize| hints.get(idx).is_some_and(|it| !it.is_dropped);
        let glance = Glance::of(&names, &opening.sample, &is_kept);
        opening.sample = Vec::new();
        let options = options.clone();
        let mut reading =
            Self { options, learnt, opening, stream, rows, regular, names, hints, examples, glance };
        reading.step(|stream, take| stream.hand_on(false, take))?;
        Ok(reading)
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        self.step(|stream, take| stream.push(bytes, take))
    }

    /// The first rows.
    pub fn glance(&self) -> &Glance {
        &self.glance
    }

    /// Rows read so far.
    pub fn n_rows(&self) -> usize {
        self.rows.n_typed
    }

    fn step(
        &mut self,
        act: impl FnOnce(
            &mut Stream,
            &mut dyn FnMut(&str, bool) -> Result<usize, TableError>,
        ) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        let Self { opening, stream, rows, regular, .. } = self;
        let is_guess = opening.found.is_guess;
        act(stream, &mut |text, is_last| {
            let is_foreign = is_guess && rows.notes_foreign() && !text.is_ascii();
            let regular = regular.as_mut().filter(|_| !is_foreign);
            Ok(Cutting { splitter: &mut opening.splitter, regular, rows, is_foreign }.cut(text, is_last)?)
        })
    }
}

/// A file before and after its start is understood.
#[derive(Debug)]
pub enum Stage {
    /// Bytes are collected.
    Head(Vec<u8>),
    /// Rows are read.
    Rows(Box<Reading>),
}

impl Stage {
    /// Takes the next bytes.
    pub fn push(
        &mut self,
        mut bytes: &[u8],
        options: &ReadingOptions,
        learnt: &Learnt,
    ) -> Result<(), TableError> {
        if let Self::Head(head) = self {
            let (first, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES - head.len()));
            head.extend_from_slice(first);
            if head.len() < HEAD_BYTES {
                return Ok(());
            }
            bytes = rest;
            *self = Self::Rows(Box::new(Reading::start(head, false, options, learnt.clone())?));
        }
        match self {
            Self::Head(_) => Ok(()),
            Self::Rows(reading) => reading.push(bytes),
        }
    }

    /// The end of the bytes.
    pub fn into_reading(self, options: &ReadingOptions, learnt: Learnt) -> Result<Box<Reading>, TableError> {
        match self {
            Self::Head(head) => Ok(Box::new(Reading::start(&head, true, options, learnt)?)),
            Self::Rows(reading) => Ok(reading),
        }
    }
}

fn hint(name: &str, has_header: bool, options: &ReadingOptions) -> Hint {
    let fixed = options.kinds.get(name).copied();
    let is_dropped = options.dropped.iter().any(|it| it == name);
    if !has_header {
        return Hint { fixed, is_dropped, ..Hint::default() };
    }
    Hint {
        role: role::words::role_of(name).map(|it| it.0).filter(|_| !role::words::is_company(name)),
        fixed,
        is_identifier: role::words::is_identifier(name),
        is_bare: role::words::is_bare(name),
        is_dated: role::words::is_dated(name),
        is_money: role::words::is_money(name),
        is_label: role::words::is_label(name),
        is_dropped,
    }
}

/// What the first rows suggest.
fn first_plans(opening: &Opening, hints: &[Hint], options: &ReadingOptions) -> Vec<Plan> {
    let lanes: Vec<Lane> = (0..hints.len())
        .map(|idx| {
            let mut lane = Lane::new(Plan::Codes);
            for row in &opening.sample {
                lane.push(trimmed(row.get(idx).map_or("", String::as_str)));
            }
            lane
        })
        .collect();
    let censuses: Vec<Census> = lanes.iter().map(|it| it.census(false)).collect();
    let file = file_facts(censuses.iter(), opening.sniffed.cut.separator, options);
    let decided = censuses.iter().zip(&lanes).zip(hints);
    decided.map(|((census, lane), hint)| decide(census, lane.text_facts(false), *hint, file).plan).collect()
}

/// Up to three different values as they stand in the file.
fn examples(sample: &[Vec<String>], idx: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in sample {
        let cell = trimmed(row.get(idx).map_or("", String::as_str));
        let cell: String = cell.chars().take(80).collect();
        if !cell.is_empty() && !found.contains(&cell) {
            found.push(cell);
        }
        if found.len() == 3 {
            break;
        }
    }
    found
}
