//! What all cells of a column look like, counted: the evidence that kinds are decided on.

use crate::kernel::notation::{DateOrder, DecimalMark};
use crate::kernel::value::date::stamped;
use crate::kernel::value::date::{self, Dated};
use crate::kernel::value::number::{self, Number, Shape};
use crate::kernel::value::{is_doubtful, is_missing};

/// Integers beyond this are not exact as `f64`; they have at least this many digits.
const N_EXACT_DIGITS: usize = 16;

/// More words for nothing than these are not told apart.
const MAX_WORDS: usize = 12;

/// Counts over the cells of a column.
#[derive(Debug, Clone, Default)]
pub struct Census {
    /// Cells without a value.
    pub n_missing: u64,
    /// Numbers.
    pub n_numbers: u64,
    /// Dates; eight digits that are a day count as numbers instead.
    pub n_dates: u64,
    /// Neither.
    pub n_texts: u64,
    /// Words that mean "nothing here" unless the column is one of words; in no other count.
    pub n_doubtful: u64,
    /// The words that mean "nothing here", as often as they stand there; those that come later than
    /// the first few are in `n_missing` and `n_doubtful` only.
    pub words: Vec<(String, u64)>,
    /// The first that is neither.
    pub text: Option<String>,
    /// Evidence on numbers.
    pub numbers: NumberEvidence,
    /// Evidence on dates.
    pub dates: DateEvidence,
}

/// What numbers of a column look like.
#[derive(Debug, Clone, Default)]
pub struct NumberEvidence {
    /// With a decimal point for sure.
    pub n_point: u64,
    /// With a decimal comma for sure.
    pub n_comma: u64,
    /// Different under the two marks.
    pub n_ambiguous: u64,
    /// Digits only, starting with a zero that a number would not have.
    pub n_padded: u64,
    /// Digits only, more than a number can hold exactly.
    pub n_long: u64,
    /// Digits only.
    pub n_digits: u64,
    /// Eight digits that are a day.
    pub n_days: u64,
    /// Numbers that are a moment: days of a spreadsheet, seconds, milliseconds; not those of eight
    /// digits.
    pub n_stamps: u64,
    /// Zeros and ones.
    pub n_bits: u64,
    /// Fewest and most digits of those that are digits only.
    pub lengths: Option<(usize, usize)>,
    /// How often each currency stands beside a number, by its position in
    /// [`CURRENCIES`](crate::kernel::value::CURRENCIES).
    pub currencies: Vec<u64>,
    /// The first ambiguous cell.
    pub ambiguous: Option<String>,
}

/// What dates of a column look like.
#[derive(Debug, Clone, Default)]
pub struct DateEvidence {
    /// Year first, or a month in words.
    pub n_sure: u64,
    /// Only possible day first.
    pub n_day_first: u64,
    /// Only possible month first.
    pub n_month_first: u64,
    /// Different under the two orders, and not written with points.
    pub n_ambiguous: u64,
    /// Different under the two orders, and written with points.
    pub n_dotted: u64,
    /// The first ambiguous cell.
    pub ambiguous: Option<String>,
}

impl Census {
    /// Cells with a value.
    pub fn n_present(&self) -> u64 {
        self.n_numbers + self.n_dates + self.n_texts
    }

    /// Counts a trimmed cell `n` times.
    pub fn add(&mut self, text: &str, n: u64) {
        if is_missing(text) {
            self.n_missing += n;
            self.note_word(text, n);
        } else if is_doubtful(text) {
            self.n_doubtful += n;
            self.note_word(text, n);
        } else if let Some(found) = number::parse(text) {
            self.add_number(&found, text, n);
        } else if let Some(found) = date::parse(text) {
            self.n_dates += n;
            self.dates.add(found, text, n);
        } else {
            self.n_texts += n;
            if self.text.is_none() {
                self.text = Some(text.chars().take(80).collect());
            }
        }
    }

    /// Counts a cell that holds a word for nothing.
    pub fn add_word(&mut self, text: &str) {
        self.n_missing += 1;
        self.note_word(text, 1);
    }

    fn note_word(&mut self, text: &str, n: u64) {
        if text.is_empty() {
            return;
        }
        if let Some(word) = self.words.iter_mut().find(|it| it.0 == text) {
            word.1 += n;
        } else if self.words.len() < MAX_WORDS {
            self.words.push((text.to_owned(), n));
        }
    }

    /// Counts a number `n` times.
    pub fn add_number(&mut self, found: &Number, text: &str, n: u64) {
        self.n_numbers += n;
        self.numbers.add(found, text, n);
    }
}

impl NumberEvidence {
    /// The decimal mark that most cells prove.
    pub fn mark(&self) -> Option<DecimalMark> {
        match self.n_point.cmp(&self.n_comma) {
            std::cmp::Ordering::Greater => Some(DecimalMark::Point),
            std::cmp::Ordering::Less => Some(DecimalMark::Comma),
            std::cmp::Ordering::Equal => None,
        }
    }

    fn add(&mut self, found: &Number, text: &str, n: u64) {
        let is_fraction = matches!(found.shape, Shape::Point | Shape::Comma);
        if is_fraction && stamped(text).is_some() {
            self.n_stamps += n;
        }
        match found.shape {
            Shape::Digits { n_digits, is_padded } => self.add_digits(text, n_digits, is_padded, n),
            Shape::Point => self.n_point += n,
            Shape::Comma => self.n_comma += n,
            Shape::Ambiguous => self.add_ambiguous(text, n),
            Shape::Other => (),
        }
        if let Some(idx) = found.currency {
            if self.currencies.len() <= idx {
                self.currencies.resize(idx + 1, 0);
            }
            if let Some(count) = self.currencies.get_mut(idx) {
                *count += n;
            }
        }
    }

    /// Counts a cell that is read differently under the two marks.
    pub fn add_ambiguous(&mut self, text: &str, n: u64) {
        self.n_ambiguous += n;
        if self.ambiguous.is_none() {
            self.ambiguous = Some(text.to_owned());
        }
    }

    /// Counts a cell that is digits only.
    pub fn add_digits(&mut self, text: &str, n_digits: usize, is_padded: bool, n: u64) {
        self.n_digits += n;
        self.n_bits += if matches!(text.as_bytes(), [b'0' | b'1']) { n } else { 0 };
        self.n_padded += if is_padded { n } else { 0 };
        self.n_long += if n_digits >= N_EXACT_DIGITS { n } else { 0 };
        let (least, most) = self.lengths.unwrap_or((n_digits, n_digits));
        self.lengths = Some((least.min(n_digits), most.max(n_digits)));
        match n_digits {
            8 if stamped(text).is_some() => self.n_days += n,
            5 | 9 | 10 | 12..=16 if stamped(text).is_some() => self.n_stamps += n,
            _ => (),
        }
    }
}

impl DateEvidence {
    /// The order of day and month that most cells prove.
    pub fn order(&self) -> Option<DateOrder> {
        let day_first = self.n_day_first + self.n_dotted;
        if self.n_month_first > day_first {
            Some(DateOrder::MonthFirst)
        } else if day_first > 0 {
            Some(DateOrder::DayFirst)
        } else {
            None
        }
    }

    /// Counts a date `n` times.
    pub fn add(&mut self, found: Dated, text: &str, n: u64) {
        match found {
            Dated::Sure(_) | Dated::Digits(_) => self.n_sure += n,
            Dated::One(DateOrder::MonthFirst, _) => self.n_month_first += n,
            Dated::One(_, _) => self.n_day_first += n,
            Dated::Either { is_dotted: true, .. } => self.n_dotted += n,
            Dated::Either { day_first, month_first, .. } if day_first != month_first => {
                self.n_ambiguous += n;
                if self.ambiguous.is_none() {
                    self.ambiguous = Some(text.to_owned());
                }
            }
            Dated::Either { .. } => (),
        }
    }
}
