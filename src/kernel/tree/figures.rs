//! The outcome of some customers in three sums, and how far groups of them differ.

use crate::kernel::tails;

/// The least logarithm of a probability: beyond it nothing more is said.
const LEAST_LN: f64 = -1e6;
/// The largest figure of a test.
const LARGEST: f64 = 1e300;

/// Customers, and the sums of their outcome and of its squares.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    /// Customers.
    pub n: f64,
    /// Sum of the outcome: of yes and no the number of yes.
    pub sum: f64,
    /// Sum of squares.
    pub squares: f64,
}

impl Sums {
    /// One more customer.
    pub fn add(&mut self, value: f64) {
        self.n += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    /// These and others.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self { n: self.n + other.n, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    /// These without some of them.
    #[must_use]
    pub fn without(self, part: Self) -> Self {
        Self { n: self.n - part.n, sum: self.sum - part.sum, squares: self.squares - part.squares }
    }

    /// Mean outcome; 0 of nobody.
    pub fn mean(&self) -> f64 {
        if self.n > 0.0 { self.sum / self.n } else { 0.0 }
    }

    /// Sum of squared differences from the mean.
    pub fn within(&self) -> f64 {
        (self.squares - self.share()).max(0.0)
    }

    /// What the mean explains of the sum of squares: sum² ÷ n.
    pub fn share(&self) -> f64 {
        if self.n > 0.0 { self.sum * self.sum / self.n } else { 0.0 }
    }

    /// Customers times the entropy of yes and no, in nats.
    pub fn entropy(&self) -> f64 {
        let part = |k: f64| if k > 0.0 { k * libm::log(self.n / k) } else { 0.0 };
        part(self.sum) + part(self.n - self.sum)
    }
}

/// How far groups differ: Pearson's chi-square of yes and no, F of one-way analysis of variance of
/// amounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// Chi-square, or F; at most 10³⁰⁰.
    pub statistic: f64,
    /// Degrees of freedom between the groups.
    pub dof: f64,
    /// Degrees of freedom within the groups, for F.
    pub dof_within: Option<f64>,
    /// ln of the probability that chance alone gives as much; not below −10⁶.
    pub ln_p: f64,
}

impl Test {
    /// Of groups; those of nobody don't count.
    pub fn of(groups: &[Sums], is_rate: bool) -> Self {
        let all = groups.iter().fold(Sums::default(), |all, it| all.with(*it));
        let n_groups = groups.iter().filter(|it| it.n > 0.0).count();
        let dof = n_groups.saturating_sub(1) as f64;
        if is_rate {
            let rate = all.mean();
            let off = |it: &Sums| it.sum - it.n * rate;
            let square = |it: &Sums| off(it) * off(it) / it.n.max(1.0);
            let spread = rate * (1.0 - rate);
            let squares: f64 = groups.iter().map(square).sum();
            let statistic = if spread > 0.0 { squares / spread } else { 0.0 };
            return Self::chi_square(statistic, dof);
        }
        let between: f64 = groups.iter().map(Sums::share).sum::<f64>() - all.share();
        let within: f64 = groups.iter().map(Sums::within).sum();
        Self::f(between.max(0.0), within, dof, all.n - n_groups as f64)
    }

    fn chi_square(statistic: f64, dof: f64) -> Self {
        let ln_p = tails::ln_chi_square(statistic, dof).max(LEAST_LN);
        Self { statistic: statistic.min(LARGEST), dof, dof_within: None, ln_p }
    }

    fn f(between: f64, within: f64, dof: f64, dof_within: f64) -> Self {
        let is_defined = dof > 0.0 && dof_within > 0.0 && between > 0.0;
        let statistic = if is_defined { between / dof / (within / dof_within) } else { 0.0 };
        let ln_p = tails::ln_f(statistic, dof, dof_within).max(LEAST_LN);
        Self { statistic: statistic.min(LARGEST), dof, dof_within: Some(dof_within.max(0.0)), ln_p }
    }

    /// ln of the probability that the best of all ways to put `n_values` values into two groups
    /// differs as much by chance: no two groups differ more than all values taken apart do.
    pub fn ln_p_of_best_pair(&self, n_values: usize) -> f64 {
        let dof = n_values.saturating_sub(1) as f64;
        let ln_p = match self.dof_within {
            None => tails::ln_chi_square(self.statistic, dof),
            Some(within) => {
                let rest = (within - dof + 1.0).max(1.0);
                tails::ln_f(self.statistic * self.dof / within * rest / dof, dof, rest)
            }
        };
        ln_p.max(LEAST_LN)
    }

    /// ln of the probability that the best of all cuts through ordered values differs as much by
    /// chance, where each side keeps at least the share `least` of the customers (R. Miller and
    /// D. Siegmund, *Maximally selected chi square statistics*, 1982).
    pub fn ln_p_of_best_cut(&self, least: f64) -> f64 {
        let b = self.statistic.sqrt();
        if b < 2.0 {
            return 0.0;
        }
        let ln_density = -0.5 * (b * b + libm::log(2.0 * std::f64::consts::PI));
        let odds = 2.0 * libm::log((1.0 - least) / least);
        (ln_density + libm::log((b - 1.0 / b) * odds.max(0.0) + 4.0 / b)).clamp(LEAST_LN, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(n: f64, yes: f64) -> Sums {
        Sums { n, sum: yes, squares: yes }
    }

    #[test]
    fn chi_square_of_a_table_is_pearsons() {
        // scipy.stats.chi2_contingency([[1661, 301], [2339, 220]], correction=False)
        let test = Test::of(&[counts(1962.0, 301.0), counts(2559.0, 220.0)], true);
        assert!((test.statistic - 49.543_895_291_264_73).abs() < 1e-10, "{test:?}");
        assert!((libm::exp(test.ln_p) / 1.939_825_378_513_622e-12 - 1.0).abs() < 1e-9, "{test:?}");
        assert!((test.dof - 1.0).abs() < 1e-12 && test.dof_within.is_none());
    }

    #[test]
    fn f_of_three_groups_is_that_of_the_analysis_of_variance() {
        // By hand: means 2, 3, 7, all 4; between 3 × (4 + 1 + 9) = 42 with 2, within 6 with 6.
        let group = |values: [f64; 3]| {
            let mut sums = Sums::default();
            for value in values {
                sums.add(value);
            }
            sums
        };
        let test = Test::of(&[group([1.0, 2.0, 3.0]), group([2.0, 3.0, 4.0]), group([6.0, 7.0, 8.0])], false);
        assert!((test.statistic - 21.0).abs() < 1e-12, "{test:?}");
        // scipy.stats.f.sf(21, 2, 6)
        assert!((libm::exp(test.ln_p) - 0.001_953_125).abs() < 1e-12, "{test:?}");
    }

    #[test]
    fn what_cannot_differ_does_not() {
        for groups in [vec![], vec![counts(5.0, 5.0)], vec![counts(5.0, 0.0), counts(7.0, 0.0)]] {
            for is_rate in [true, false] {
                let test = Test::of(&groups, is_rate);
                assert!(test.statistic.abs() < 1e-12 && test.ln_p.abs() < 1e-12, "{test:?}");
            }
        }
    }

    #[test]
    fn groups_without_any_spread_give_a_finite_figure() {
        let flat = |n: f64, each: f64| Sums { n, sum: n * each, squares: n * each * each };
        let test = Test::of(&[flat(4.0, 0.0), flat(4.0, 1.0)], false);
        assert!(test.statistic >= 1e300 && test.statistic.is_finite());
        assert!(test.ln_p.is_finite() && test.ln_p < -1e3);
    }

    #[test]
    fn the_best_of_many_is_less_surprising_than_one() {
        let test = Test::of(&[counts(500.0, 90.0), counts(500.0, 50.0)], true);
        for adjusted in [test.ln_p_of_best_cut(0.1), test.ln_p_of_best_pair(6)] {
            assert!(adjusted > test.ln_p && adjusted < 0.0, "{adjusted} beside {}", test.ln_p);
        }
    }
}
