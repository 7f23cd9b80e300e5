//! Days of a column, typed as they come.

use crate::kernel::cells::MISSING_DAY;
use crate::kernel::column::census::Census;
use crate::kernel::column::{Unreadable, trimmed};
use crate::kernel::notation::DateOrder;
use crate::kernel::records::Run;
use crate::kernel::value::date::stamped;
use crate::kernel::value::date::{self, Dated};
use crate::kernel::value::is_missing_value;
use crate::kernel::value::number::{self, Shape};

/// Reads every cell as a day under an assumed order of day and month.
#[derive(Debug)]
pub struct DateLane {
    /// The assumed order.
    pub order: DateOrder,
    /// One per row; [`MISSING_DAY`] where there is none.
    pub days: Vec<i32>,
    /// What the cells look like.
    pub census: Census,
    /// Cells that are no day.
    pub unreadable: Unreadable,
    /// The first row whose day and month cannot be told apart.
    pub first_ambiguous: Option<usize>,
    /// The last cell in the most common form, and its day: rows of one order share it.
    last: ([u8; 10], i32),
}

impl DateLane {
    /// A lane without rows.
    pub fn new(order: DateOrder) -> Self {
        Self {
            order,
            days: Vec::new(),
            census: Census::default(),
            unreadable: Unreadable::default(),
            first_ambiguous: None,
            last: ([0; 10], MISSING_DAY),
        }
    }

    /// Takes the next row's trimmed cell.
    #[inline]
    pub fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let day = match <[u8; 10]>::try_from(bytes) {
            Ok(cell) if cell == self.last.0 => {
                self.count_sure();
                self.last.1
            }
            Ok(cell) => match date::iso(bytes) {
                Some(day) => {
                    self.last = (cell, day);
                    self.count_sure();
                    day
                }
                None => self.unusual(text),
            },
            Err(_) => match date::iso(bytes) {
                Some(day) => {
                    self.count_sure();
                    day
                }
                None => self.unusual(text),
            },
        };
        self.days.push(day);
    }

    /// Takes one column of regular records.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, idx: usize) {
        let bytes = run.bytes();
        self.days.reserve(run.n_rows());
        let mut n_sure = 0;
        run.each_place(idx, |place| {
            let (start, end) = run.inside(place);
            let cell = bytes.get(start..).and_then(<[u8]>::first_chunk::<10>).filter(|_| end == start + 10);
            let day = match cell {
                Some(cell) if *cell == self.last.0 => Some(self.last.1),
                Some(cell) => {
                    let day = date::iso(cell);
                    self.last = day.map_or(self.last, |it| (*cell, it));
                    day
                }
                None => None,
            };
            match day {
                Some(day) => {
                    n_sure += 1;
                    self.days.push(day);
                }
                None => self.push_place(run, place),
            }
        });
        self.census.n_dates += n_sure;
        self.census.dates.n_sure += n_sure;
    }

    #[cold]
    #[inline(never)]
    fn push_place(&mut self, run: &Run<'_>, place: (usize, usize)) {
        run.with_text(place, |text| self.push(trimmed(text)));
    }

    /// Takes `n` rows without a value.
    pub fn skip(&mut self, n: usize) {
        self.census.n_missing += n as u64;
        self.days.resize(self.days.len() + n, MISSING_DAY);
    }

    fn count_sure(&mut self) {
        self.census.n_dates += 1;
        self.census.dates.n_sure += 1;
    }

    fn unusual(&mut self, text: &str) -> i32 {
        if is_missing_value(text) {
            self.census.add_word(text);
            return MISSING_DAY;
        }
        let found = date::parse(text);
        let day = found.and_then(|it| it.day(self.order)).or_else(|| stamped(text));
        match found {
            Some(Dated::Digits(_)) => self.count_digits(text),
            Some(dated) => {
                self.census.n_dates += 1;
                self.census.dates.add(dated, text, 1);
                if self.first_ambiguous.is_none() && self.census.dates.n_ambiguous > 0 {
                    self.first_ambiguous = Some(self.days.len());
                }
            }
            None => self.census.add(text, 1),
        }
        day.unwrap_or_else(|| {
            self.unreadable.push(self.days.len(), text);
            MISSING_DAY
        })
    }

    /// Eight digits are a number as well.
    fn count_digits(&mut self, text: &str) {
        if let Some(found) = number::parse(text)
            && matches!(found.shape, Shape::Digits { .. })
        {
            self.census.add_number(&found, text, 1);
        }
    }
}
