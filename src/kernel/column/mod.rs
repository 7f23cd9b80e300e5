//! From the cells of a column to typed values.
//!
//! The first rows suggest a [`Plan`], and a [`Lane`] types every cell by it as it comes, counting
//! what the cells look like. At the end the engine looks at the counts of all rows and decides. Lanes of text
//! keep every cell and can be typed anew in memory; where a lane of numbers or days turns out
//! wrong, the file is read again.

mod census;
mod date_lane;
mod dictionary;
mod distinct;
mod number_lane;
mod numbered;
mod portrait;
mod short;
mod spread;
mod text_facts;
mod text_lane;

pub use census::Census;
pub use dictionary::Interner;
pub use portrait::{MicroChart, Portrait, draw};
pub use text_facts::TextFacts;

use crate::kernel::cells::{Cells, MISSING_CODE, Texts};
use crate::kernel::column::date_lane::DateLane;
use crate::kernel::column::number_lane::NumberLane;
use crate::kernel::column::text_lane::{CodesLane, TextLane};
use crate::kernel::cut::Cut;
use crate::kernel::notation::{DateOrder, DecimalMark};
use crate::kernel::records::{Batch, Run};

/// How many single cells are listed; the rest are counted.
pub const MAX_PROBLEMS: usize = 200_000;

/// How the cells of a column are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// As numbers, with a decimal mark.
    Number(DecimalMark),
    /// As days, in an order.
    Date(DateOrder),
    /// As codes into a dictionary.
    Codes,
    /// As texts one after the other.
    Text,
    /// Not at all: nothing of the column is kept.
    Dropped,
}

/// Cells that could not be read as what their column is.
#[derive(Debug, Default)]
pub struct Unreadable {
    /// How many.
    pub n: u64,
    /// The first of them: row and text.
    pub cells: Vec<(usize, String)>,
}

impl Unreadable {
    /// Notes the cell of a row.
    pub fn push(&mut self, row: usize, text: &str) {
        self.n += 1;
        if self.cells.len() < MAX_PROBLEMS {
            self.cells.push((row, text.chars().take(200).collect()));
        }
    }
}

/// A column being read.
#[derive(Debug)]
pub enum Lane {
    /// Numbers.
    Number(NumberLane),
    /// Days.
    Date(DateLane),
    /// Texts that come again.
    Codes(CodesLane),
    /// Texts that do not.
    Text(TextLane),
    /// So many rows, and nothing of them.
    Dropped(usize),
}

impl Lane {
    /// A lane without rows.
    pub fn new(plan: Plan) -> Self {
        match plan {
            Plan::Number(mark) => Self::Number(NumberLane::new(mark)),
            Plan::Date(order) => Self::Date(DateLane::new(order)),
            Plan::Codes => Self::Codes(CodesLane::default()),
            Plan::Text => Self::Text(TextLane::default()),
            Plan::Dropped => Self::Dropped(0),
        }
    }

    /// Takes one column of a batch.
    #[inline(never)]
    pub fn push_column(&mut self, batch: &Batch, idx: usize, text: &str, cut: Cut) {
        match self {
            Self::Number(lane) => each(batch, idx, text, cut, |cell| lane.push(cell)),
            Self::Date(lane) => each(batch, idx, text, cut, |cell| lane.push(cell)),
            Self::Codes(lane) => each(batch, idx, text, cut, |cell| lane.push(cell)),
            Self::Text(lane) => each(batch, idx, text, cut, |cell| lane.push(cell)),
            Self::Dropped(n_rows) => *n_rows += batch.n_rows(),
        }
    }

    /// Takes one column of regular records.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, idx: usize) {
        match self {
            Self::Number(lane) => lane.push_run(run, idx),
            Self::Date(lane) => lane.push_run(run, idx),
            Self::Codes(lane) => lane.push_run(run, idx),
            Self::Text(lane) => lane.push_run(run, idx),
            Self::Dropped(n_rows) => *n_rows += run.n_rows(),
        }
    }

    /// Takes one trimmed cell.
    pub fn push(&mut self, cell: &str) {
        match self {
            Self::Number(lane) => lane.push(cell),
            Self::Date(lane) => lane.push(cell),
            Self::Codes(lane) => lane.push(cell),
            Self::Text(lane) => lane.push(cell),
            Self::Dropped(n_rows) => *n_rows += 1,
        }
    }

    /// Fills up with missing cells to a number of rows.
    pub fn fill(&mut self, n_rows: usize) {
        let n = n_rows.saturating_sub(self.n_rows());
        match self {
            Self::Number(lane) => lane.skip(n),
            Self::Date(lane) => lane.skip(n),
            Self::Codes(lane) => lane.skip(n),
            Self::Text(lane) => lane.skip(n),
            Self::Dropped(n_rows) => *n_rows += n,
        }
    }

    /// Rows taken so far.
    pub fn n_rows(&self) -> usize {
        match self {
            Self::Number(lane) => lane.values.len(),
            Self::Date(lane) => lane.days.len(),
            Self::Codes(lane) => lane.codes.len(),
            Self::Text(lane) => lane.texts.len(),
            Self::Dropped(n_rows) => *n_rows,
        }
    }

    /// Bytes that its rows and texts take.
    pub fn n_bytes(&self) -> u64 {
        let n_rows = self.n_rows() as u64;
        match self {
            Self::Number(_) => n_rows * 8,
            Self::Date(_) => n_rows * 4,
            Self::Codes(lane) => n_rows * 4 + lane.interner.n_bytes(),
            Self::Text(lane) => lane.n_bytes(),
            Self::Dropped(_) => 0,
        }
    }

    /// Makes room for so many times its rows, and a little more; texts that come again have their
    /// room already.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
    pub fn make_room(&mut self, n_times: f64) {
        let more = |n: usize| (n as f64 * (n_times * 1.03 - 1.0)) as usize;
        let n = more(self.n_rows());
        match self {
            Self::Number(lane) => lane.values.reserve_exact(n),
            Self::Date(lane) => lane.days.reserve_exact(n),
            Self::Codes(lane) => lane.codes.reserve_exact(n),
            Self::Text(lane) => lane.reserve(n, more(lane.texts.n_text_bytes())),
            Self::Dropped(_) => (),
        }
    }

    /// What all cells look like; where the kind is settled, only how many there are.
    #[inline(never)]
    pub fn census(&self, is_settled: bool) -> Census {
        match self {
            Self::Codes(lane) if is_settled => lane.size(),
            Self::Number(lane) => lane.census.clone(),
            Self::Date(lane) => lane.census.clone(),
            Self::Codes(lane) => lane.census(),
            Self::Text(lane) => lane.seen.census.clone(),
            Self::Dropped(_) => Census::default(),
        }
    }

    /// The first row that holds a text, where the lane can tell.
    pub fn row_of(&self, text: &str) -> Option<usize> {
        match self {
            Self::Date(lane) => lane.first_ambiguous,
            Self::Codes(lane) => lane.row_of(text),
            Self::Text(lane) => lane.texts.iter().position(|it| it == text),
            Self::Number(_) | Self::Dropped(_) => None,
        }
    }

    /// Whether [`Lane::refit`] can do without the file.
    pub fn fits(&self, plan: Plan) -> bool {
        match (self, plan) {
            (Self::Number(lane), Plan::Number(mark)) => {
                lane.mark == mark || lane.census.numbers.n_ambiguous == 0
            }
            (Self::Date(lane), Plan::Date(order)) => {
                let dates = &lane.census.dates;
                let n_open = dates.n_ambiguous + dates.n_dotted + dates.n_day_first + dates.n_month_first;
                lane.order == order || n_open == 0
            }
            (Self::Dropped(_), Plan::Dropped) | (Self::Codes(_) | Self::Text(_), _) => true,
            (Self::Number(_) | Self::Date(_) | Self::Dropped(_), _) => false,
        }
    }

    /// The lane as another plan wants it, as far as its cells were kept.
    #[must_use]
    #[inline(never)]
    pub fn refit(self, plan: Plan) -> Self {
        match (self, plan) {
            (lane @ Self::Codes(_), Plan::Codes) | (lane @ Self::Text(_), Plan::Text) => lane,
            (Self::Codes(lane), plan) => typed((0..lane.codes.len()).map(|row| lane.cell(row)), plan),
            (Self::Text(lane), plan) => typed(lane.texts.iter(), plan),
            (lane, _) => lane,
        }
    }

    /// How its texts repeat; `None` where they were not kept or do not matter.
    #[inline(never)]
    pub fn text_facts(&self, is_settled: bool) -> Option<TextFacts> {
        match self {
            Self::Number(_) | Self::Date(_) | Self::Dropped(_) => None,
            Self::Codes(_) if is_settled => None,
            Self::Codes(lane) => Some(TextFacts::of(lane.interner.texts(), &lane.counts())),
            Self::Text(lane) => Some(lane.facts()),
        }
    }

    /// The finished cells, and those that could not be read.
    #[inline(never)]
    pub fn into_cells(self, is_value: &dyn Fn(&str) -> bool) -> (Cells, Unreadable) {
        match self {
            Self::Number(lane) => (Cells::Numbers(lane.values), lane.unreadable),
            Self::Date(lane) => (Cells::Days(lane.days), lane.unreadable),
            Self::Codes(lane) => (without_missing(lane, is_value), Unreadable::default()),
            Self::Text(lane) if !lane.seen.has_missing_words => {
                (Cells::Texts(lane.texts), Unreadable::default())
            }
            Self::Text(lane) => (Cells::Texts(blanked(lane.texts, is_value)), Unreadable::default()),
            Self::Dropped(_) => (Cells::Texts(Texts::default()), Unreadable::default()),
        }
    }
}

fn typed<'a>(cells: impl Iterator<Item = &'a str>, plan: Plan) -> Lane {
    let mut lane = Lane::new(plan);
    cells.for_each(|cell| lane.push(cell));
    lane
}

/// Hands on every cell of a column, without blanks around it.
#[inline]
fn each(batch: &Batch, idx: usize, text: &str, cut: Cut, mut take: impl FnMut(&str)) {
    batch.each_of(idx, |span| match span.plain_text(text) {
        Some(cell) => take(trimmed(cell)),
        None => take(trimmed(&span.text(text, cut))),
    });
}

/// A cell without blanks around it.
#[inline]
pub fn trimmed(cell: &str) -> &str {
    let is_solid = |byte: &u8| (b'!'..=b'~').contains(byte);
    match cell.as_bytes() {
        [] => cell,
        [first, .., last] if is_solid(first) && is_solid(last) => cell,
        _ => cell.trim(),
    }
}

/// Drops words that mean "nothing here" from the dictionary.
fn without_missing(lane: CodesLane, is_value: &dyn Fn(&str) -> bool) -> Cells {
    let (mut codes, has_missing_words) = (lane.codes, lane.interner.has_missing_words);
    let texts = lane.interner.into_texts();
    if !has_missing_words || texts.iter().all(&is_value) {
        return Cells::Codes { codes, dictionary: texts };
    }
    let mut dictionary = Texts::default();
    let mut renumbered = Vec::with_capacity(texts.len());
    for text in texts.iter() {
        if is_value(text) {
            renumbered.push(u32::try_from(dictionary.len()).unwrap_or(MISSING_CODE));
            dictionary.push(text);
        } else {
            renumbered.push(MISSING_CODE);
        }
    }
    for code in &mut codes {
        *code = renumbered.get(*code as usize).copied().unwrap_or(MISSING_CODE);
    }
    Cells::Codes { codes, dictionary }
}

fn blanked(texts: Texts, is_value: &dyn Fn(&str) -> bool) -> Texts {
    if texts.iter().all(|it| it.is_empty() || is_value(it)) {
        return texts;
    }
    let mut kept = Texts::default();
    texts.iter().for_each(|it| kept.push(if is_value(it) { it } else { "" }));
    kept
}
