//! How likely chance alone gives a figure at least as large: tails of the chi-square, F and t
//! distributions, as logarithms, so that 10⁻⁵⁰⁰ is a number like any other.
//!
//! The powers in front are those of C. Loader, *Fast and Accurate Computation of Binomial
//! Probabilities* (2000), which lose no digits to cancellation; the rest is the series and the
//! continued fractions of the incomplete gamma and beta functions (W. Press et al., *Numerical
//! Recipes*, sections 6.2 and 6.4).

pub mod normal;
mod powers;

use powers::{ln_binomial, ln_poisson};

/// Terms after which a series is taken as it is; it needs about the square root of its parameter.
const MAX_TERMS: usize = 100_000;
/// What stands for zero in a continued fraction.
const TINY: f64 = 1e-300;

/// ln P(X ≥ `statistic`) for chi-square with `dof` degrees of freedom; 0 where the statistic is not
/// above zero or there is no degree of freedom.
pub fn ln_chi_square(statistic: f64, dof: f64) -> f64 {
    if !(statistic > 0.0 && dof > 0.0) {
        return 0.0;
    }
    if statistic.is_infinite() { f64::NEG_INFINITY } else { ln_upper_gamma(dof / 2.0, statistic / 2.0) }
}

/// ln P(X ≥ `statistic`) for F with `dof` and `dof_within` degrees of freedom; 0 where the statistic
/// is not above zero or a degree of freedom is missing, −∞ where it is infinite.
pub fn ln_f(statistic: f64, dof: f64, dof_within: f64) -> f64 {
    if !(statistic > 0.0 && dof > 0.0 && dof_within > 0.0) {
        return 0.0;
    }
    if statistic.is_infinite() {
        return f64::NEG_INFINITY;
    }
    let ratio = dof / dof_within * statistic;
    if ratio.is_infinite() {
        return f64::NEG_INFINITY;
    }
    ln_beta(dof_within / 2.0, dof / 2.0, 1.0 / (1.0 + ratio), ratio / (1.0 + ratio))
}

/// The t that is exceeded, in one direction or the other, with probability `share` (0 to 1), with
/// `dof` degrees of freedom: 12.706 for 0.05 and 1. By halving.
pub fn t_exceeded(share: f64, dof: f64) -> f64 {
    let wanted = libm::log(share);
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    while ln_f(high * high, 1.0, dof) > wanted && high < 1e150 {
        high *= 2.0;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if ln_f(middle * middle, 1.0, dof) > wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// ln Q(a, x), the regularised upper incomplete gamma function.
fn ln_upper_gamma(a: f64, x: f64) -> f64 {
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0, 1.0);
        for step in 1..MAX_TERMS {
            term *= x / (a + step as f64);
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        let lower = libm::exp(ln_poisson(a, x)) * sum;
        return libm::log1p(-lower.min(1.0));
    }
    let mut b = x + 1.0 - a;
    let mut fraction = Fraction { c: 1.0 / TINY, d: 1.0 / b, value: 1.0 / b };
    for step in 1..MAX_TERMS {
        let step = step as f64;
        b += 2.0;
        if fraction.add(-step * (step - a), b) {
            break;
        }
    }
    libm::log(a) + ln_poisson(a, x) + libm::log(fraction.value)
}

/// ln I(a, b) at x, the regularised incomplete beta function; `y` is 1 − x, with its own digits.
fn ln_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if y <= 0.0 {
        return 0.0;
    }
    if x < (a + 1.0) / (a + b + 2.0) {
        return ln_beta_by_fraction(a, b, x, y);
    }
    libm::log1p(-libm::exp(ln_beta_by_fraction(b, a, y, x)).min(1.0))
}

fn ln_beta_by_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let first = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = Fraction { c: 1.0, d: first, value: first };
    for step in 1..MAX_TERMS {
        let step = step as f64;
        let place = a + 2.0 * step;
        fraction.add(step * (b - step) * x / ((place - 1.0) * place), 1.0);
        if fraction.add(-(a + step) * (a + b + step) * x / (place * (place + 1.0)), 1.0) {
            break;
        }
    }
    ln_binomial(a, b, x, y) + libm::log(b / (a + b)) + libm::log(fraction.value)
}

/// A continued fraction by the method of Lentz.
struct Fraction {
    c: f64,
    d: f64,
    value: f64,
}

impl Fraction {
    /// Adds a step of numerator and denominator, and says whether it changed nothing.
    fn add(&mut self, numerator: f64, denominator: f64) -> bool {
        self.d = 1.0 / not_zero(numerator * self.d + denominator);
        self.c = not_zero(denominator + numerator / self.c);
        let factor = self.c * self.d;
        self.value *= factor;
        (factor - 1.0).abs() <= f64::EPSILON
    }
}

fn not_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_close(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-10_f64.max(expected.abs() * 1e-13)
    }

    /// References: `mpmath` with 60 digits, `gammainc(d/2, x/2, inf, regularized=True)`.
    #[test]
    fn tails_of_chi_square_agree_with_sixty_digits() {
        let cases = [
            (3.841_458_820_694_124, 1.0, -2.995_732_273_553_99),
            (0.5, 3.0, -0.084_587_322_851_899_34),
            (1e-8, 2.0, -5e-9),
            (68.988_285_752_7, 11.0, -22.383_265_155_537_683),
            (386.877_387_225, 3.0, -190.682_856_207_707_1),
            (5000.0, 1.0, -2_504.484_587_848_451_4),
            (1e6, 7.0, -499_968.395_060_158_83),
            (120.0, 100.0, -2.472_108_720_635_338),
            (5100.0, 5000.0, -1.841_121_900_809_006_4),
            (4500.0, 5000.0, -1.167_988_803_242_334_2e-7),
            (2.0, 0.5, -2.689_408_070_302_434_3),
            (1e4, 9999.0, -0.702_594_880_784_913_5),
            (40.0, 200.0, -3.488_878_669_689_653e-37),
        ];
        for (statistic, dof, expected) in cases {
            let found = ln_chi_square(statistic, dof);
            assert!(is_close(found, expected), "{statistic}, {dof}: {found}, not {expected}");
        }
    }

    /// References: `mpmath` with 60 digits, `betainc(b/2, a/2, 0, b/(b+a f), regularized=True)`.
    #[test]
    fn tails_of_f_agree_with_sixty_digits() {
        let cases = [
            (4.0, 1.0, 10.0, -2.611_994_370_672_508),
            (1.0, 3.0, 20.0, -0.883_697_910_561_639_2),
            (0.01, 5.0, 8.0, -4.331_574_977_902_013_8e-5),
            (161.4476, 1.0, 1.0, -2.995_732_153_892_156_8),
            (3.0, 4.0, 1e6, -4.054_064_136_876_439),
            (1.02, 50.0, 1e6, -0.834_487_492_570_024_1),
            (900.0, 3.0, 1e5, -1_328.384_778_455_798_1),
            (50.0, 9.0, 4000.0, -197.070_455_263_999_74),
            (2.0, 1000.0, 1000.0, -62.173_802_667_504_51),
            (1e10, 2.0, 30.0, -304.767_010_955_073_7),
            (1.5, 200.0, 7.0, -1.204_351_935_747_197_7),
        ];
        for (statistic, dof, within, expected) in cases {
            let found = ln_f(statistic, dof, within);
            assert!(is_close(found, expected), "{statistic}, {dof}, {within}: {found}, not {expected}");
        }
    }

    /// References: `scipy.stats.t.isf`.
    #[test]
    fn t_is_exceeded_as_its_tables_say() {
        let cases = [
            (0.05, 1.0, 12.706_204_736_174_705),
            (0.05, 49.0, 2.009_575_237_129_239_7),
            (0.05, 1e6, 1.959_966_356_814_107_2),
            (0.01, 7.0, 3.499_483_297_350_493_2),
        ];
        for (share, dof, expected) in cases {
            let found = t_exceeded(share, dof);
            assert!((found / expected - 1.0).abs() < 1e-10, "{share}, {dof}: {found}");
        }
    }

    #[test]
    fn what_has_no_tail_is_certain_and_what_is_beyond_all_bounds_is_impossible() {
        for found in [ln_chi_square(0.0, 3.0), ln_chi_square(f64::NAN, 3.0), ln_chi_square(2.0, 0.0)] {
            assert!(found.abs() < 1e-300, "{found}");
        }
        for found in [ln_f(-1.0, 1.0, 5.0), ln_f(2.0, 0.0, 5.0), ln_f(2.0, 1.0, 0.0)] {
            assert!(found.abs() < 1e-300, "{found}");
        }
        assert!(ln_chi_square(f64::INFINITY, 1.0) < -1e300);
        assert!(ln_f(f64::INFINITY, 1.0, 5.0) < -1e300);
        assert!(ln_f(1e300, 1e5, 5.0) < -1000.0);
    }
}
