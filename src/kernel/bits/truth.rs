//! Where something holds, where it does not, and where nobody knows.

use crate::kernel::bits::Bits;
use crate::kernel::cells::MISSING_DAY;

/// The three values of SQL: what is in neither set is not known. No position is in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Where it holds.
    pub yes: Bits,
    /// Where it does not hold.
    pub no: Bits,
}

impl Truth {
    /// Known everywhere.
    pub fn known(yes: Bits) -> Self {
        let mut no = Bits::all(yes.n());
        no.take_away(&yes);
        Self { yes, no }
    }

    /// Known nowhere.
    pub fn unknown(n: usize) -> Self {
        Self { yes: Bits::none(n), no: Bits::none(n) }
    }

    /// Holds everywhere.
    pub fn always(n: usize) -> Self {
        Self { yes: Bits::all(n), no: Bits::none(n) }
    }

    /// The opposite: not known where this is not known.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }

    /// Both hold.
    pub fn and(&mut self, other: &Self) {
        self.yes.keep(&other.yes);
        self.no.add(&other.no);
    }

    /// One of them holds.
    pub fn or(&mut self, other: &Self) {
        self.yes.add(&other.yes);
        self.no.keep(&other.no);
    }

    /// The same of the things at the positions given; not known beyond the end.
    #[must_use]
    pub fn picked(&self, positions: &[u32]) -> Self {
        Self { yes: self.yes.picked(positions), no: self.no.picked(positions) }
    }
}

/// Whether numbers are from `low` to `high`, both included; `NaN` is not known.
#[inline(never)]
pub fn numbers_within(values: &[f64], low: f64, high: f64) -> Truth {
    let mut truth = Truth::unknown(values.len());
    let words = truth.yes.words.iter_mut().zip(&mut truth.no.words);
    for ((yes, no), chunk) in words.zip(values.chunks(64)) {
        for (bit, value) in chunk.iter().enumerate() {
            let is_within = (low..=high).contains(value);
            *yes |= u64::from(is_within) << bit;
            *no |= u64::from(!is_within & !value.is_nan()) << bit;
        }
    }
    truth
}

/// Whether days are from `low` to `high`, both included; [`MISSING_DAY`] is not known.
#[inline(never)]
pub fn days_within(days: &[i32], low: i32, high: i32) -> Truth {
    let mut truth = Truth::unknown(days.len());
    let words = truth.yes.words.iter_mut().zip(&mut truth.no.words);
    for ((yes, no), chunk) in words.zip(days.chunks(64)) {
        for (bit, &day) in chunk.iter().enumerate() {
            let is_known = day != MISSING_DAY;
            let is_within = is_known && (low..=high).contains(&day);
            *yes |= u64::from(is_within) << bit;
            *no |= u64::from(is_known && !is_within) << bit;
        }
    }
    truth
}

/// What is known of each code: `Some(true)` where it holds, `None` where not known, as is any code
/// beyond the end.
#[inline(never)]
pub fn coded(codes: &[u32], of_code: &[Option<bool>]) -> Truth {
    let mut truth = Truth::unknown(codes.len());
    let words = truth.yes.words.iter_mut().zip(&mut truth.no.words);
    for ((yes, no), chunk) in words.zip(codes.chunks(64)) {
        for (bit, &code) in chunk.iter().enumerate() {
            let known = of_code.get(code as usize).copied().flatten();
            *yes |= u64::from(known == Some(true)) << bit;
            *no |= u64::from(known == Some(false)) << bit;
        }
    }
    truth
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::cells::MISSING_CODE;

    fn found(truth: &Truth) -> Vec<Option<bool>> {
        let at = |it| if truth.yes.has(it) { Some(true) } else { truth.no.has(it).then_some(false) };
        (0..truth.yes.n()).map(at).collect()
    }

    #[test]
    fn a_missing_number_is_neither_within_nor_outside() {
        let truth = numbers_within(&[1.0, f64::NAN, 2.0, 2.5], 1.5, 2.0);
        assert_eq!(found(&truth), [Some(false), None, Some(true), Some(false)]);
        assert_eq!(found(&truth.turned()), [Some(true), None, Some(false), Some(true)]);
    }

    #[test]
    fn days_and_codes_know_what_is_missing() {
        let truth = days_within(&[5, MISSING_DAY, 9], i32::MIN, 5);
        assert_eq!(found(&truth), [Some(true), None, Some(false)]);
        let truth = coded(&[0, 1, 2, MISSING_CODE], &[Some(true), Some(false), None]);
        assert_eq!(found(&truth), [Some(true), Some(false), None, None]);
    }

    #[test]
    fn and_and_or_are_those_of_sql() {
        let values = [Some(true), Some(false), None];
        let truth = |values: &[Option<bool>]| Truth {
            yes: Bits::of(values.len(), &mut |it| values[it] == Some(true)),
            no: Bits::of(values.len(), &mut |it| values[it] == Some(false)),
        };
        for a in values {
            for b in values {
                let (mut and, mut or) = (truth(&[a]), truth(&[a]));
                and.and(&truth(&[b]));
                or.or(&truth(&[b]));
                let both = match (a, b) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
                let either = match (a, b) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    _ => None,
                };
                assert_eq!((found(&and), found(&or)), (vec![both], vec![either]), "{a:?}, {b:?}");
            }
        }
    }
}
