//! What all samples are written with.

use std::fmt::{Display, Write as _};

use crate::engine::sample::Planted;
use crate::kernel::random::Random;

/// The last day of every sample: 2026-05-31, in days since 1970-01-01.
pub(super) const LAST_DAY: i32 = 20_604;

/// A CSV text that grows row by row, and the truth behind it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: String,
    truth: Vec<Planted>,
}

impl Sheet {
    /// A sheet with its header. No cell of a sample needs quotes.
    pub fn new(header: &str) -> Self {
        Self { text: format!("{header}\n"), truth: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[&dyn Display]) {
        for (idx, cell) in cells.iter().enumerate() {
            let separator = if idx == 0 { "" } else { "," };
            // Writing to a String cannot fail.
            write!(self.text, "{separator}{cell}").unwrap_or_default();
        }
        self.text.push('\n');
    }

    /// Says what a customer was made as.
    pub fn plant(&mut self, customer: String, kind: &'static str) {
        self.truth.push(Planted { customer, kind });
    }

    /// The file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// What was planted.
    pub fn into_truth(self) -> Vec<Planted> {
        self.truth
    }
}

/// A day in the form 2026-05-31.
pub(super) struct Day(pub i32);

impl Day {
    /// Year, month and day of the month, in the Gregorian calendar; from 1970 on.
    pub fn parts(&self) -> (i32, i32, i32) {
        // Years are counted from March, so that the leap day is a year's last.
        let days = self.0 + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }
}

impl Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Minutes since midnight, in the form 07:45.
pub(super) struct Clock(pub i32);

impl Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Cents, in the form 1234.50.
pub(super) struct Euros(pub i64);

impl Display for Euros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// A number, or nothing.
pub(super) struct Known<T>(pub bool, pub T);

impl<T: Display> Display for Known<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 { self.1.fmt(f) } else { Ok(()) }
    }
}

/// One of several words, by weight.
pub(super) fn pick<'a, T>(random: &mut Random, weighted: &'a [(T, u32)]) -> Option<&'a T> {
    let total: u32 = weighted.iter().map(|it| it.1).sum();
    let mut left = random.below(total as usize);
    for (item, weight) in weighted {
        match left.checked_sub(*weight as usize) {
            Some(rest) => left = rest,
            None => return Some(item),
        }
    }
    None
}

/// A log-normal number around its median.
pub(super) fn around(random: &mut Random, median: f64, spread: f64) -> f64 {
    median * libm::exp(spread * random.normal())
}

/// A share around its mean, in 0..=0.95, to the hundredth.
pub(super) fn share(random: &mut Random, mean: f64, spread: f64) -> f64 {
    let hundredths = libm::round((mean + spread * random.normal()) * 100.0);
    hundredths.clamp(0.0, 95.0) / 100.0
}

/// A whole number of that mean (Poisson, by Knuth's method).
pub(super) fn count(random: &mut Random, mean: f64) -> i32 {
    let limit = libm::exp(-mean);
    let mut product = random.unit();
    let mut n = 0;
    while product > limit {
        product *= random.unit();
        n += 1;
    }
    n
}

/// The whole number nearest to a value, at least `least`.
#[expect(clippy::cast_possible_truncation, reason = "sample values are far below 2^31, and `as` saturates")]
pub(super) fn whole(value: f64, least: i32) -> i32 {
    (libm::round(value) as i32).max(least)
}

/// Whole cents nearest to euros, a multiple of five.
pub(super) fn cents(euros: f64) -> i64 {
    i64::from(whole(euros * 20.0, 1)) * 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_the_gregorian_calendar() {
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day(11_016).to_string(), "2000-02-29");
        assert_eq!(Day(19_782).to_string(), "2024-02-29");
        assert_eq!(Day(LAST_DAY).to_string(), "2026-05-31");
    }

    #[test]
    fn money_is_written_with_two_decimals() {
        assert_eq!(Euros(5).to_string(), "0.05");
        assert_eq!(Euros(123_450).to_string(), "1234.50");
    }

    #[test]
    fn picking_follows_the_weights() {
        let mut random = Random::new(3);
        let words = [("often", 3), ("seldom", 1), ("never", 0)];
        let n_often = (0..4000).filter(|_| pick(&mut random, &words) == Some(&"often")).count();
        assert!((2900..3100).contains(&n_often), "{n_often}");
        assert!((0..4000).all(|_| pick(&mut random, &words) != Some(&"never")));
    }
}
