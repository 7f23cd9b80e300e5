//! Numbers as people write them: decimal point or comma, groups of thousands, currencies, signs.
//!
//! A cell alone may not tell what it means: `1,234` is one thousand or one and a bit. So a cell is
//! read under both decimal marks, and the column decides.

use std::borrow::Cow;

use crate::kernel::decimal::nearest;
use crate::kernel::notation::DecimalMark;
use crate::kernel::value::currency::{strip_currency, together};
use crate::kernel::value::narrow;

/// A number, as far as one cell alone tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value if the decimal mark is a point.
    pub point: Option<f64>,
    /// Its value if the decimal mark is a comma.
    pub comma: Option<f64>,
    /// Which currency stands beside it, as a position in
    /// [`CURRENCIES`](crate::kernel::value::CURRENCIES).
    pub currency: Option<usize>,
    /// What its digits look like.
    pub shape: Shape,
}

/// What the digits of a number look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing but digits, with or without a sign.
    Digits {
        /// How many.
        n_digits: usize,
        /// Whether the first of several is a zero.
        is_padded: bool,
    },
    /// A fraction behind a point for sure, or groups between commas.
    Point,
    /// A fraction behind a comma for sure, or groups between points.
    Comma,
    /// Either reading is possible, and they differ.
    Ambiguous,
    /// Groups between blanks or apostrophes, or an exponent: the mark does not matter.
    Other,
}

impl Number {
    /// Its value in a column with a decimal mark; what can be read in one way only is read so.
    pub fn value(&self, mark: DecimalMark) -> Option<f64> {
        match mark {
            DecimalMark::Point => self.point.or(self.comma),
            DecimalMark::Comma => self.comma.or(self.point),
        }
    }
}

const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// A plain number: an optional minus, at most 15 digits, at most one decimal mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plain {
    /// Its value.
    pub value: f64,
    /// Digits before the mark.
    pub n_whole: usize,
    /// Digits behind the mark.
    pub n_fraction: usize,
    /// Whether the first of several digits before the mark is a zero.
    pub is_padded: bool,
}

/// Reads a plain number; everything else is left to [`parse`].
///
/// Exact: the digits are an integer below 2⁵³ and the power of ten is exact, so that their quotient
/// is rounded once.
pub fn plain(text: &[u8], mark: u8) -> Option<Plain> {
    let (is_negative, digits) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        _ => (false, text),
    };
    if digits.len() > 15 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut n_whole = digits.len();
    for (idx, byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if *byte == mark && n_whole == digits.len() {
            n_whole = idx;
        } else {
            return None;
        }
    }
    let n_fraction = (digits.len() - n_whole).saturating_sub(1);
    if n_whole == 0 || (n_whole < digits.len() && n_fraction == 0) {
        return None;
    }
    let value = mantissa as f64 / POWERS.get(n_fraction)?;
    let is_padded = n_whole > 1 && digits.first() == Some(&b'0');
    Some(Plain { value: if is_negative { -value } else { value }, n_whole, n_fraction, is_padded })
}

/// Reads one trimmed cell.
pub fn parse(text: &str) -> Option<Number> {
    // Full-width letters take three bytes each.
    if text.len() > MAX_BYTES * 3 {
        return None;
    }
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { narrow(text) };
    if text.len() > MAX_BYTES {
        return None;
    }
    let n_letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if n_letters > MAX_LETTERS || !text.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    let Dressed { body, is_negative, is_percent, currency } = undress(&text)?;
    let body = Body::read(body)?;
    let value = |mark| {
        let value = body.value(mark, is_percent)?;
        Some(if is_negative { -value } else { value })
    };
    let (point, comma) = (value('.'), value(','));
    let shape = body.shape(point, comma)?;
    Some(Number { point, comma, currency, shape })
}

/// Longer cells are no numbers.
const MAX_BYTES: usize = 64;
/// More letters than in "-1.5E+3 Euros" are no number.
const MAX_LETTERS: usize = 6;

struct Dressed<'a> {
    body: &'a str,
    is_negative: bool,
    is_percent: bool,
    currency: Option<usize>,
}

/// Hyphen, minus signs and the en dash that word processors make of them.
const MINUS: [char; 5] = ['-', '−', '‐', '‑', '–'];

/// Takes signs, currencies, parentheses and the percent sign away, from the outside to the inside.
fn undress(text: &str) -> Option<Dressed<'_>> {
    let mut found = Dressed { body: text, is_negative: false, is_percent: false, currency: None };
    let mut has_sign = false;
    loop {
        let body = found.body;
        if let Some(rest) = without_dash(body) {
            found.body = rest;
        } else if let Some(inner) =
            body.strip_prefix('(').and_then(|it| it.strip_suffix(')')).filter(|_| !has_sign)
        {
            (has_sign, found.is_negative) = (true, true);
            found.body = inner.trim();
        } else if !has_sign && (body.starts_with(MINUS) || body.ends_with(MINUS)) {
            (has_sign, found.is_negative) = (true, true);
            found.body = body.strip_prefix(MINUS).or_else(|| body.strip_suffix(MINUS))?.trim();
        } else if !has_sign && body.starts_with('+') {
            has_sign = true;
            found.body = body.strip_prefix('+')?.trim_start();
        } else if !found.is_percent && body.ends_with('%') {
            found.is_percent = true;
            found.body = body.strip_suffix('%')?.trim_end();
        } else if let Some((idx, rest)) = strip_currency(body) {
            found.currency = Some(found.currency.map_or(Some(idx), |it| together(it, idx))?);
            found.body = rest;
        }
        if found.body == body {
            return Some(found);
        }
    }
}

/// The dash behind a price without cents, as shops write it: "12,-", "12.–", "1.250,—".
fn without_dash(text: &str) -> Option<&str> {
    let rest = text.strip_suffix(['-', '–', '—'])?;
    let rest = rest.strip_suffix(['-', '–', '—']).unwrap_or(rest);
    let rest = rest.strip_suffix([',', '.'])?;
    rest.ends_with(|it: char| it.is_ascii_digit()).then_some(rest)
}

/// The digits of a number and what stands between them.
struct Body {
    digits: String,
    /// What stands between digits, and how many digits precede it.
    gaps: Vec<(char, usize)>,
    exponent: i32,
    has_exponent: bool,
}

impl Body {
    fn read(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent.parse::<i32>().ok()?)),
            None => (text, None),
        };
        let mut digits = String::with_capacity(mantissa.len());
        let mut gaps = Vec::new();
        for letter in mantissa.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '.' | ',' => gaps.push((letter, digits.len())),
                ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' => gaps.push((' ', digits.len())),
                '\'' | '’' => gaps.push(('\'', digits.len())),
                _ => return None,
            }
        }
        if digits.is_empty() {
            return None;
        }
        Some(Self { digits, gaps, exponent: exponent.unwrap_or(0), has_exponent: exponent.is_some() })
    }

    /// The value if `mark` stands before the fraction; `None` if it cannot.
    fn value(&self, mark: char, is_percent: bool) -> Option<f64> {
        let (n_whole, groups) = match self.gaps.split_last() {
            Some((&(gap, at), groups)) if gap == mark => (at, groups),
            _ => (self.digits.len(), self.gaps.as_slice()),
        };
        if !are_groups(groups, mark, &self.digits, n_whole) {
            return None;
        }
        let n_fraction = i32::try_from(self.digits.len() - n_whole).ok()?;
        let power = self.exponent.checked_sub(n_fraction)?.checked_sub(if is_percent { 2 } else { 0 })?;
        let value = nearest(&self.digits, power);
        value.is_finite().then_some(value)
    }

    fn shape(&self, point: Option<f64>, comma: Option<f64>) -> Option<Shape> {
        match (point, comma) {
            (None, None) => None,
            (Some(_), None) => Some(Shape::Point),
            (None, Some(_)) => Some(Shape::Comma),
            (Some(a), Some(b)) if a.to_bits() != b.to_bits() => Some(Shape::Ambiguous),
            _ if self.gaps.is_empty() && !self.has_exponent => Some(Shape::Digits {
                n_digits: self.digits.len(),
                is_padded: self.digits.len() > 1 && self.digits.starts_with('0'),
            }),
            _ => Some(Shape::Other),
        }
    }
}

/// Whether gaps are one kind of thousands separator: three digits behind each, one to three first.
/// In India the last three digits stand apart, and then every two: 12,34,567.
fn are_groups(gaps: &[(char, usize)], mark: char, digits: &str, n_whole: usize) -> bool {
    let Some(&(gap, first)) = gaps.first() else { return true };
    if gap == mark || !(1..=3).contains(&first) || digits.starts_with('0') {
        return false;
    }
    let ends = gaps.iter().skip(1).map(|it| it.1).chain([n_whole]);
    let is_last = |start: usize| gaps.last().is_some_and(|it| it.1 == start);
    let mut sizes =
        gaps.iter().zip(ends).map(|(&(it, start), end)| (it, is_last(start), end.wrapping_sub(start)));
    let is_indian =
        gap == ',' && first <= 2 && gaps.len() > 1 && gaps.get(1).is_some_and(|it| it.1 == first + 2);
    sizes.all(|(it, is_last, size)| it == gap && size == if is_indian && !is_last { 2 } else { 3 })
}

#[cfg(test)]
mod tests {
    use super::{Shape, parse, plain};

    fn check(text: &str, point: Option<f64>, comma: Option<f64>) {
        let found = parse(text);
        assert_eq!(found.and_then(|it| it.point), point, "{text} with a decimal point");
        assert_eq!(found.and_then(|it| it.comma), comma, "{text} with a decimal comma");
    }

    #[test]
    fn every_common_form_is_read() {
        let both = |text: &str, value: f64| check(text, Some(value), Some(value));
        both("42", 42.0);
        both("-42", -42.0);
        both("42-", -42.0);
        both("+5", 5.0);
        both("(123)", -123.0);
        both("1 234 567", 1_234_567.0);
        both("1'234", 1234.0);
        both("1e5", 100_000.0);
        both("12%", 0.12);
        both("− 7", -7.0);
        check("1,234.50", Some(1234.5), None);
        check("1.234,50", None, Some(1234.5));
        check("1\u{202F}234,5", None, Some(1234.5));
        check("0.123", Some(0.123), None);
        check("0,123", None, Some(0.123));
        check("1234.567", Some(1234.567), None);
        check("1,234,567", Some(1_234_567.0), None);
        check("1,234", Some(1234.0), Some(1.234));
        check("1.234", Some(1.234), Some(1234.0));
        check("€5.20", Some(5.2), None);
        check("-$1,000.00", Some(-1000.0), None);
        check("12,50 €", None, Some(12.5));
        check("EUR 12,50", None, Some(12.5));
        check("(1.234,00 zł)", None, Some(-1234.0));
        check("1,23,456", Some(123_456.0), None);
        check("₹ 12,34,567.50", Some(1_234_567.5), None);
        check("$(12.50)", Some(-12.5), None);
        check("(12,50) €", None, Some(-12.5));
        check("$12.00 USD", Some(12.0), None);
        check("12,50-", None, Some(-12.5));
        check("1\u{A0}234,56 €", None, Some(1234.56));
        check("1’234.50", Some(1234.5), None);
        check("CHF 1'234.50", Some(1234.5), None);
        check("1.5E+3", Some(1500.0), None);
        check("1,23457E+12", None, Some(1_234_570_000_000.0));
        check("12,5 %", None, Some(0.125));
        check("￥１，２３４", Some(1234.0), Some(1.234));
        check("１２．５", Some(12.5), None);
        check("1,234,567円", Some(1_234_567.0), None);
        both("25,- €", 25.0);
        both("12.–", 12.0);
        both("usd 12", 12.0);
        both("–7", -7.0);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "x",
            "1.2.3",
            "0x1F",
            "٣",
            "½",
            "1_000",
            "--5",
            "Inf",
            "1e309",
            "12-34",
            "2024-01-01",
            "1,23,4",
            "1 23",
            "5 pcs",
            "€",
            "12 %%",
            "1e",
            "A1",
            "$5€",
            "12,3,456",
            "1,23,45",
            "-(5)-",
            "5–10",
            "Infinity",
            "1e400",
            "5 try",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn plain_numbers_are_rounded_as_the_standard_library_does() {
        for text in
            ["0", "-0.1", "123.45", "999999999999999", "0.000000000001", "8.875", "29.33", "1234567.891"]
        {
            let value: f64 = text.parse().unwrap();
            assert_eq!(
                plain(text.as_bytes(), b'.').map(|it| it.value.to_bits()),
                Some(value.to_bits()),
                "{text}"
            );
        }
        assert_eq!(plain(b"12,5", b',').map(|it| it.value), Some(12.5));
        for text in ["", "-", ".", "5.", ".5", "1.2.3", "1e5", "1234567890123456"] {
            assert_eq!(plain(text.as_bytes(), b'.'), None, "{text}");
        }
    }

    #[test]
    fn the_shape_tells_what_decides() {
        assert_eq!(parse("1,234").map(|it| it.shape), Some(Shape::Ambiguous));
        assert_eq!(parse("00123").map(|it| it.shape), Some(Shape::Digits { n_digits: 5, is_padded: true }));
        assert_eq!(parse("7.50").map(|it| it.shape), Some(Shape::Point));
    }
}
