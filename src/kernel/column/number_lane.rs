//! Numbers of a column, typed as they come.

use crate::kernel::column::census::Census;
use crate::kernel::column::{Unreadable, short, trimmed};
use crate::kernel::notation::DecimalMark;
use crate::kernel::records::Run;
use crate::kernel::value::is_missing_value;
use crate::kernel::value::number::{self, plain};

/// Reads every cell as a number under an assumed decimal mark.
#[derive(Debug)]
pub struct NumberLane {
    /// The assumed mark.
    pub mark: DecimalMark,
    /// One per row; `NaN` where there is none.
    pub values: Vec<f64>,
    /// What the cells look like.
    pub census: Census,
    /// Cells that are no number.
    pub unreadable: Unreadable,
}

impl NumberLane {
    /// A lane without rows.
    pub fn new(mark: DecimalMark) -> Self {
        Self { mark, values: Vec::new(), census: Census::default(), unreadable: Unreadable::default() }
    }

    /// Takes the next row's trimmed cell.
    #[inline]
    pub fn push(&mut self, text: &str) {
        let mark = self.mark_byte();
        let value = match plain(text.as_bytes(), mark) {
            Some(found) => {
                self.census.n_numbers += 1;
                let evidence = &mut self.census.numbers;
                if found.n_fraction == 0 {
                    let digits = text.strip_prefix('-').unwrap_or(text);
                    evidence.add_digits(digits, found.n_whole, found.is_padded, 1);
                } else if found.n_fraction == 3 && found.n_whole <= 3 && !digits_start_with_zero(text) {
                    evidence.add_ambiguous(text, 1);
                } else {
                    self.count_decimals(1);
                }
                // Minus zero is zero.
                found.value + 0.0
            }
            None => self.unusual(text),
        };
        self.values.push(value);
    }

    /// Takes one column of regular records.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, idx: usize) {
        let bytes = run.bytes();
        let mark = self.mark_byte();
        self.values.reserve(run.n_rows());
        let mut n_decimal = 0;
        run.each_place(idx, |place| {
            let (start, end) = run.inside(place);
            match short::decimal(bytes, start, end, mark) {
                // With one or two digits behind the mark nothing else can be meant.
                Some((value, 1 | 2)) => {
                    n_decimal += 1;
                    self.values.push(value);
                }
                _ => self.push_place(run, place),
            }
        });
        self.census.n_numbers += n_decimal;
        self.count_decimals(n_decimal);
    }

    fn mark_byte(&self) -> u8 {
        match self.mark {
            DecimalMark::Point => b'.',
            DecimalMark::Comma => b',',
        }
    }

    fn count_decimals(&mut self, n: u64) {
        match self.mark {
            DecimalMark::Point => self.census.numbers.n_point += n,
            DecimalMark::Comma => self.census.numbers.n_comma += n,
        }
    }

    #[cold]
    #[inline(never)]
    fn push_place(&mut self, run: &Run<'_>, place: (usize, usize)) {
        run.with_text(place, |text| self.push(trimmed(text)));
    }

    /// Takes `n` rows without a value.
    pub fn skip(&mut self, n: usize) {
        self.census.n_missing += n as u64;
        self.values.resize(self.values.len() + n, f64::NAN);
    }

    #[cold]
    fn unusual(&mut self, text: &str) -> f64 {
        if is_missing_value(text) {
            self.census.add_word(text);
            return f64::NAN;
        }
        if let Some(found) = number::parse(text)
            && let Some(value) = found.value(self.mark)
        {
            self.census.add_number(&found, text, 1);
            return value + 0.0;
        }
        self.census.add(text, 1);
        self.unreadable.push(self.values.len(), text);
        f64::NAN
    }
}

fn digits_start_with_zero(text: &str) -> bool {
    text.trim_start_matches('-').starts_with('0')
}
