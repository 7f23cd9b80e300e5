//! How many customers a fair test needs, and what it can show with those there are.
//!
//! Two shares: J. Fleiss, B. Levin and M. Paik, *Statistical Methods for Rates and Proportions* (3rd
//! edition, 2003), formula 4.14, without the correction for continuity: the two shares are taken
//! together where there is no difference, and each by itself where there is one. Two means: the normal
//! formula with the correction for Student's distribution by H. Schouten, *Sample size formula with a
//! continuous outcome for unequal group sizes and unequal variances* (1999). Both ask in both
//! directions.

use serde::{Deserialize, Serialize};

use crate::kernel::tails::normal::{below, exceeded, quantile};

/// Halvings in which a number is found: more than a 64-bit fraction has digits.
const N_HALVINGS: usize = 80;

/// What is looked at in the end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Who did something: `base` is the share without the test, above 0 and below 1.
    Share {
        /// Share of the control group.
        base: f64,
    },
    /// How much, of each customer: mean without the test, and standard deviation, above 0.
    Amount {
        /// Mean of the control group.
        base: f64,
        /// Standard deviation within each group.
        sd: f64,
    },
}

/// How sure a test is to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sureness {
    /// How often a difference is claimed where there is none, 0 to 1.
    pub alpha: f64,
    /// How often one of the size looked for is found, 0 to 1.
    pub power: f64,
}

impl Default for Sureness {
    fn default() -> Self {
        Self { alpha: 0.05, power: 0.8 }
    }
}

impl Measured {
    /// Whether the figures make sense, with a difference between the groups.
    pub fn is_sound(self, difference: f64) -> bool {
        let is_share = |it: f64| it > 0.0 && it < 1.0;
        difference.is_finite()
            && difference.abs() > 0.0
            && match self {
                Self::Share { base } => is_share(base) && is_share(base + difference),
                Self::Amount { base, sd } => base.is_finite() && sd.is_finite() && sd > 0.0,
            }
    }

    /// Customers that the control group needs so that a difference is found, where the test group has
    /// `ratio` times as many; infinite where there is nothing to find.
    pub fn n_control(self, difference: f64, ratio: f64, sureness: Sureness) -> f64 {
        if !self.is_sound(difference) || ratio.is_nan() || ratio <= 0.0 {
            return f64::INFINITY;
        }
        let (z, z_power) = (exceeded(sureness.alpha), quantile(sureness.power));
        let [alike, apart] = self.spreads(difference, ratio);
        let n = ((z * alike + z_power * apart) / difference).powi(2);
        match self {
            Self::Share { .. } => n,
            Self::Amount { .. } => {
                let cubes = 1.0 + 1.0 / (ratio * ratio * ratio);
                n + z * z * cubes / (2.0 * (1.0 + 1.0 / ratio).powi(2))
            }
        }
    }

    /// How often a difference is found with so many customers in the test and the control group, 0
    /// to 1.
    pub fn power(self, difference: f64, [n_test, n_control]: [usize; 2], sureness: Sureness) -> f64 {
        if n_test == 0 || n_control == 0 || !self.is_sound(difference) {
            return 0.0;
        }
        let [alike, apart] = self.spreads(difference, n_test as f64 / n_control as f64);
        let z = exceeded(sureness.alpha);
        below(((n_control as f64).sqrt() * difference.abs() - z * alike) / apart)
    }

    /// The least rise that is found as often as asked for with so many customers in the test and the
    /// control group; `None` where not even the largest would be.
    pub fn detectable(self, groups: [usize; 2], sureness: Sureness) -> Option<f64> {
        let most = match self {
            Self::Share { base } => 1.0 - base,
            Self::Amount { sd, .. } => sd * 1e6,
        };
        let is_found = |it: f64| self.power(it, groups, sureness) >= sureness.power;
        let most = most * (1.0 - 1e-9);
        is_found(most).then(|| halved(0.0, most, is_found))
    }

    /// The least share of the control group, up to a half, by which a difference is found as often as
    /// asked for among `n` customers; `None` where halves would not do.
    pub fn least_share(self, difference: f64, n: usize, sureness: Sureness) -> Option<f64> {
        let n = n as f64;
        let is_enough = |share: f64| {
            let needed = self.n_control(difference, (1.0 - share) / share, sureness);
            n * share >= needed
        };
        is_enough(0.5).then(|| halved(0.0, 0.5, |it| it > 0.0 && is_enough(it)))
    }

    /// Standard deviation of the difference times the root of the control group: where there is none,
    /// and where it is as large as said.
    fn spreads(self, difference: f64, ratio: f64) -> [f64; 2] {
        match self {
            Self::Share { base } => {
                let test = base + difference;
                let both = (base + test * ratio) / (1.0 + ratio);
                let spread = |it: f64| it * (1.0 - it);
                let alike = (spread(both) * (1.0 + 1.0 / ratio)).sqrt();
                [alike, (spread(base) + spread(test) / ratio).sqrt()]
            }
            Self::Amount { base: _, sd } => [sd * (1.0 + 1.0 / ratio).sqrt(); 2],
        }
    }
}

/// The least number above `low` and not above `high` of which something holds that holds of `high`.
fn halved(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..N_HALVINGS {
        let middle = f64::midpoint(low, high);
        *(if holds(middle) { &mut high } else { &mut low }) = middle;
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Sureness = Sureness { alpha: 0.05, power: 0.8 };

    /// Reference: `statsmodels.stats.proportion.samplesize_proportions_2indep_onetail(-0.01, 0.06, 0.8,
    /// ratio=r, alpha=0.05)`, whose first group is the control group.
    #[test]
    fn the_control_group_of_two_shares_is_that_of_statsmodels() {
        let share = Measured::Share { base: 0.05 };
        for (ratio, expected) in [(1.0, 8_157.731_447_849_245), (9.0, 4_650.542_160_595_713)] {
            let found: f64 = share.n_control(0.01, ratio, USUAL);
            assert!((found / expected - 1.0).abs() < 1e-9, "{ratio}: {found}");
        }
    }

    #[test]
    fn with_the_number_needed_a_difference_is_found_as_often_as_asked_for() {
        let share = Measured::Share { base: 0.04 };
        let n = share.n_control(0.01, 4.0, USUAL).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole numbers of people"
        )]
        let groups = [(n * 4.0) as usize, n as usize];
        let power = share.power(0.01, groups, USUAL);
        assert!((0.8..0.801).contains(&power), "{power}");
        let least = share.detectable(groups, USUAL).unwrap();
        assert!((0.009_99..=0.01).contains(&least), "{least}");
        let all = groups[0] + groups[1];
        let needed = share.least_share(0.01, all, USUAL).unwrap();
        assert!((0.199..0.2001).contains(&needed), "{needed}");
    }

    #[test]
    fn nothing_sound_is_never_found() {
        for (measured, difference) in [
            (Measured::Share { base: 0.0 }, 0.1),
            (Measured::Share { base: 0.95 }, 0.1),
            (Measured::Share { base: 0.5 }, 0.0),
            (Measured::Amount { base: 3.0, sd: 0.0 }, 1.0),
            (Measured::Share { base: f64::NAN }, 0.1),
        ] {
            assert!(measured.n_control(difference, 1.0, USUAL).is_infinite());
            assert!(measured.power(difference, [100, 100], USUAL).abs() < 1e-300);
        }
        assert_eq!(Measured::Share { base: 0.999 }.detectable([3, 3], USUAL), None);
        assert_eq!(Measured::Share { base: 0.04 }.least_share(0.001, 100, USUAL), None);
    }
}
