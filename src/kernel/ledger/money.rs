//! Money in whole small units, so that a total does not depend on the order of the rows.
//!
//! Adding cents as floating-point numbers gives totals that differ in the last digit with the order
//! of the rows, and with them ties between customers. Whole units have neither fault.

/// Most decimals that amounts are taken to be written with.
const MAX_DECIMALS: i32 = 8;
/// Totals stay below this many units, so that they fit 64 bits.
const MAX_TOTAL: f64 = 9e18;
/// Whole numbers up to this size are exact.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// How many units make one of the currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Units {
    per_one: f64,
}

impl Units {
    /// The largest decimal unit that all amounts are whole multiples of; where there is none, a
    /// binary fraction so small that no total overflows.
    #[inline(never)]
    pub fn of(amounts: &[f64]) -> Self {
        // Unlike `f64::max`, this is no call.
        let larger = |largest: f64, it: &f64| if it.abs() > largest { it.abs() } else { largest };
        let largest = amounts.iter().fold(0.0, larger);
        let fits = |per_one: f64| largest * per_one * (amounts.len() as f64) < MAX_TOTAL;
        if let Some(decimals) = decimals(amounts).filter(|&it| fits(ten_to(it))) {
            return Self { per_one: ten_to(decimals) };
        }
        let mut per_one = 2_f64.powi(40);
        while !fits(per_one) && per_one > f64::MIN_POSITIVE {
            per_one /= 2.0;
        }
        Self { per_one }
    }

    /// How many of them make one of the currency.
    pub fn per_one(self) -> f64 {
        self.per_one
    }

    /// An amount in units.
    #[expect(clippy::cast_possible_truncation, reason = "every total fits, so every amount does")]
    pub fn count(self, amount: f64) -> i64 {
        (amount * self.per_one + 0.5_f64.copysign(amount)) as i64
    }

    /// A total of units as money.
    pub fn as_amount(self, units: i64) -> f64 {
        units as f64 / self.per_one
    }
}

/// Quantity × price of each piece, rounded to as many decimals as the two have together: 3 × 1.10 is
/// 3.30 and not 3.3000000000000003.
#[inline(never)]
pub fn products(quantities: &[f64], prices: &[f64]) -> Vec<f64> {
    let product = quantities.iter().zip(prices).map(|(quantity, price)| quantity * price);
    let Some(n) = decimals(quantities).zip(decimals(prices)).map(|(a, b)| a + b) else {
        return product.collect();
    };
    let rounded = |it: f64| {
        let units = it * ten_to(n);
        if units.abs() < MAX_EXACT { whole(units) / ten_to(n) } else { it }
    };
    product.map(rounded).collect()
}

/// The fewest decimals that all numbers can be written with; `None` where eight are too few.
fn decimals(numbers: &[f64]) -> Option<i32> {
    let mut n = 0;
    for &number in numbers.iter().filter(|it| !it.is_nan()) {
        while !is_written_with(number, n) {
            n += 1;
            if n > MAX_DECIMALS {
                return None;
            }
        }
    }
    Some(n)
}

#[expect(clippy::float_cmp, reason = "the number nearest to the decimal, or not")]
fn is_written_with(number: f64, n_decimals: i32) -> bool {
    let units = number * ten_to(n_decimals);
    units.abs() < MAX_EXACT && whole(units) / ten_to(n_decimals) == number
}

/// The nearest whole number of one below 2⁵³; `f64::round` is a slow call on some machines.
#[expect(clippy::cast_possible_truncation, reason = "below 2⁵³")]
fn whole(number: f64) -> f64 {
    (number + 0.5_f64.copysign(number)) as i64 as f64
}

fn ten_to(n: i32) -> f64 {
    const POWERS: [f64; 17] =
        [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];
    usize::try_from(n).ok().and_then(|it| POWERS.get(it)).copied().unwrap_or(1.0)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exactness is what is tested")]
mod tests {
    use super::*;

    fn total(amounts: &[f64]) -> f64 {
        let units = Units::of(amounts);
        units.as_amount(amounts.iter().map(|&it| units.count(it)).sum())
    }

    #[test]
    fn cents_add_up_exactly() {
        assert_eq!(total(&[0.1, 0.2]), 0.3);
        assert_eq!(total(&[29.33, 29.73, 14.96, 26.48]), 100.5);
        assert_eq!(total(&[19.99, -19.99, 0.0]), 0.0);
        assert_eq!(total(&vec![0.01; 1_000_000]), 10_000.0);
    }

    #[test]
    fn amounts_without_decimals_of_their_own_are_added_finely() {
        let third = 1.0 / 3.0;
        assert!((total(&[third, third, third]) - 1.0).abs() < 1e-11);
    }

    #[test]
    fn huge_amounts_do_not_overflow() {
        assert_eq!(total(&[1e300, 1e300]), 2e300);
        assert_eq!(total(&[1e17, 1.0]), 1e17);
    }

    #[test]
    fn products_keep_the_decimals_of_their_factors() {
        assert_eq!(products(&[3.0, -2.0], &[1.1, 0.15]), [3.3, -0.3]);
        assert_eq!(products(&[1.5, f64::NAN], &[2.25, 1.0])[0], 3.375);
    }
}
