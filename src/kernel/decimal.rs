//! Digits and a power of ten to the nearest `f64`.
//!
//! Nearly all numbers of customer files are exact by one multiplication or division (W. D. Clinger,
//! "How to Read Floating Point Numbers Accurately", 1990). The others are divided in whole numbers
//! of any length and rounded once, to even. The standard library does the same faster with a table
//! of ten kilobytes, which the page would carry for one number in a million.

/// Whole numbers up to this are exact.
const EXACT: u64 = 1 << 53;
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// `digits` (ASCII digits only) times ten to the power, to the nearest `f64`; infinite where it is
/// too large for one.
pub fn nearest(digits: &str, power: i32) -> f64 {
    let digits = digits.trim_start_matches('0');
    let whole = digits.parse::<u64>().ok().filter(|it| *it <= EXACT);
    let whole = if digits.is_empty() { Some(0) } else { whole };
    let factor = POWERS.get(usize::try_from(power.unsigned_abs()).unwrap_or(usize::MAX));
    match (whole, factor) {
        (Some(0), _) => 0.0,
        (Some(whole), Some(factor)) if power < 0 => whole as f64 / factor,
        (Some(whole), Some(factor)) => whole as f64 * factor,
        _ => divided(digits, power),
    }
}

/// The same by whole numbers of any length.
fn divided(digits: &str, power: i32) -> f64 {
    let size = i64::try_from(digits.len()).unwrap_or(i64::MAX).saturating_add(i64::from(power));
    if size > 310 {
        return f64::INFINITY;
    }
    if size < -330 {
        return 0.0;
    }
    let mut above = Whole::of_digits(digits);
    let mut below = Whole(vec![1]);
    let tens = if power < 0 { &mut below } else { &mut above };
    for _ in 0..power.unsigned_abs() {
        tens.times_and(10, 0);
    }
    // above / below = quotient · 2^-shift, with a quotient of 64 or 65 bits.
    let shift = 64 - (above.n_bits() - below.n_bits());
    if shift > 0 {
        above.double(shift);
    } else {
        below.double(-shift);
    }
    let mut quotient: u128 = 0;
    below.double(65);
    for _ in 0..=65 {
        quotient <<= 1;
        if above.is_at_least(&below) {
            above.subtract(&below);
            quotient |= 1;
        }
        below.halve();
    }
    rounded(quotient, shift, !above.is_zero())
}

/// quotient · 2^-shift, and a little more where something is left over, to the nearest, ties to even.
fn rounded(quotient: u128, shift: i64, has_rest: bool) -> f64 {
    let n_bits = 128 - i64::from(quotient.leading_zeros());
    let exponent = n_bits - 1 - shift;
    // Fewer bits are kept below the smallest normal number.
    let n_kept = if exponent < -1022 { 53 - (-1022 - exponent) } else { 53 };
    if n_kept < 0 {
        return 0.0;
    }
    let n_cut = n_bits - n_kept;
    let (kept, cut) = (quotient >> n_cut, quotient & ((1 << n_cut) - 1));
    let half = 1 << (n_cut - 1);
    let is_up = cut > half || cut == half && (has_rest || kept & 1 == 1);
    let kept = u64::try_from(kept).unwrap_or(u64::MAX) + u64::from(is_up);
    let scale = n_cut - shift;
    let (first, second) = (scale.clamp(-1000, 900), scale - scale.clamp(-1000, 900));
    kept as f64 * power_of_two(first) * power_of_two(second)
}

/// Two to a power that a normal number reaches.
fn power_of_two(power: i64) -> f64 {
    f64::from_bits(u64::try_from(power + 1023).unwrap_or(0) << 52)
}

/// A whole number of any length, the lowest 32 bits first, no zero on top.
struct Whole(Vec<u32>);

impl Whole {
    fn of_digits(digits: &str) -> Self {
        let mut all = Self(Vec::new());
        for digit in digits.bytes() {
            all.times_and(10, u32::from(digit - b'0'));
        }
        all
    }

    fn times_and(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn n_bits(&self) -> i64 {
        let top = self.0.last().map_or(0, |it| i64::from(it.leading_zeros()));
        i64::try_from(self.0.len()).unwrap_or(0) * 32 - top
    }

    fn double(&mut self, n: i64) {
        let zeros = usize::try_from(n / 32).unwrap_or(0);
        self.0.splice(0..0, std::iter::repeat_n(0, zeros));
        self.times_and(1 << (n % 32), 0);
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for part in self.0.iter_mut().rev() {
            (*part, carry) = (*part >> 1 | carry << 31, *part & 1);
        }
        self.trim();
    }

    fn is_at_least(&self, other: &Self) -> bool {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev())).is_ge()
    }

    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (part, less) in self.0.iter_mut().zip(other.0.iter().copied().chain(std::iter::repeat(0))) {
            let left = i64::from(*part) - i64::from(less) - borrow;
            borrow = i64::from(left < 0);
            *part = low((left + (borrow << 32)).unsigned_abs());
        }
        self.trim();
    }

    fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

fn low(it: u64) -> u32 {
    u32::try_from(it & 0xFFFF_FFFF).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(digits: &str, power: i32) {
        let expected: f64 = format!("{digits}e{power}").parse().unwrap();
        assert_eq!(nearest(digits, power).to_bits(), expected.to_bits(), "{digits}e{power}");
    }

    #[test]
    fn the_edges_of_a_number_are_met() {
        for (digits, power) in [
            ("0", 5),
            ("00012", -1),
            ("9007199254740993", 0),
            ("9007199254740992", 22),
            ("17976931348623157", 292),
            ("17976931348623159", 292),
            ("179769313486231570814527423731704356798070", 267),
            ("22250738585072014", -324),
            ("22250738585072011", -324),
            ("4940656458412465", -339),
            ("24703282292062327", -340),
            ("24703282292062328", -340),
            ("1", -400),
            ("1", 400),
            ("123456789012345678901234567890", -25),
        ] {
            same(digits, power);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn every_number_is_that_of_the_standard_library(digits in "[0-9]{1,40}", power in -380_i32..330) {
            same(&digits, power);
        }

        #[test]
        fn halves_between_neighbours_go_to_even(bits in any::<u64>(), n_zeros in 0_usize..40) {
            let half = ((1 << 54) | bits & ((1 << 54) - 1)) | 1;
            same(&half.to_string(), 0);
            same(&(half * 2 - 1).to_string(), 0);
            let zeros = "0".repeat(n_zeros);
            let power = -i32::try_from(n_zeros + 1).unwrap();
            same(&format!("{half}{zeros}0"), power);
            same(&format!("{half}{zeros}1"), power);
        }
    }
}
