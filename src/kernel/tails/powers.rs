//! The probability of one value of a Poisson or a binomial distribution, for any real parameters
//! (C. Loader 2000): accurate where powers and factorials nearly cancel.

use std::f64::consts::PI;

/// ln (xᵃ e⁻ˣ ÷ Γ(a + 1)).
pub fn ln_poisson(a: f64, x: f64) -> f64 {
    -stirling_error(a) - deviance(a, x) - 0.5 * libm::log(2.0 * PI * a)
}

/// ln (Γ(a + b + 1) ÷ (Γ(a + 1) Γ(b + 1)) × xᵃ yᵇ) with y = 1 − x.
pub fn ln_binomial(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let both = a + b;
    let factorials = stirling_error(both) - stirling_error(a) - stirling_error(b);
    let powers = deviance(a, both * x) + deviance(b, both * y);
    factorials - powers + 0.5 * libm::log(both / (2.0 * PI * a * b))
}

/// ln Γ(x + 1) less Stirling's formula.
fn stirling_error(x: f64) -> f64 {
    const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;
    if x < 15.0 {
        return libm::lgamma(x + 1.0) - (x + 0.5) * libm::log(x) + x - HALF_LN_TWO_PI;
    }
    let s = 1.0 / (x * x);
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
    terms.iter().rev().fold(0.0, |sum, term| sum * s + term) / x
}

/// x ln (x ÷ m) + m − x.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    for step in 1..1000 {
        power *= v * v;
        let next = sum + power / f64::from(2 * step + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}
