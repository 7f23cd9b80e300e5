//! Shares and means with where they are with 95 %.

use crate::kernel::contrast::wilson;
use crate::kernel::tails::t_exceeded;

/// What is exceeded by 2.5 of 100 values of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A figure, and where it is with 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure of these customers.
    pub value: f64,
    /// Of all such customers.
    pub interval: [f64; 2],
}

/// How many customers, their mean and the sum of squared distances to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    n: f64,
    mean: f64,
    squares: f64,
}

/// The share of a whole that customers have of whom something holds, each weighed by what they have of
/// it: Wilson's interval of as many customers as the spread of what they have leaves. `None` where the
/// whole is not above zero, or the share is none (money given back).
pub fn share(weighed: &[(f64, bool)]) -> Option<Estimate> {
    let sum = |of: &dyn Fn(&(f64, bool)) -> f64| total(weighed, of);
    let whole = sum(&|it| it.0);
    let share = sum(&|it| if it.1 { it.0 } else { 0.0 }) / whole;
    if !(whole > 0.0 && (0.0..=1.0).contains(&share)) {
        return None;
    }
    let held = |it: &(f64, bool)| f64::from(u8::from(it.1));
    // The variance of a ratio of sums, customer by customer. Where one has nearly all of it, that is too
    // small; then as many count as weigh alike (L. Kish), which is never more than there are.
    let spread = sum(&|it| (it.0 * (held(it) - share)).powi(2)) / (whole * whole);
    let alike = whole * whole / sum(&|it| it.0 * it.0);
    let n = if spread > 0.0 { alike.min(share * (1.0 - share) / spread) } else { alike };
    let interval = wilson(share * n, n);
    Some(Estimate { value: share, interval })
}

/// How much more of a whole one group has than another: of each customer what they have of it, and 1,
/// −1 or 0 for the one, the other or none of them.
pub fn share_apart(weighed: &[(f64, f64)]) -> Option<Estimate> {
    let whole = total(weighed, &|it| it.0);
    if whole <= 0.0 {
        return None;
    }
    let value = total(weighed, &|it| it.0 * it.1) / whole;
    let half = Z * total(weighed, &|it| (it.0 * (it.1 - value)).powi(2)).sqrt() / whole;
    Some(Estimate { value, interval: [value - half, value + half] }).filter(Estimate::is_finite)
}

impl Estimate {
    fn is_finite(&self) -> bool {
        self.value.is_finite() && self.interval.iter().all(|it| it.is_finite())
    }
}

impl Sample {
    /// Of some values.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = total(values, &|it| *it) / n;
        Self { n, mean, squares: total(values, &|it| (it - mean) * (it - mean)) }
    }

    /// How far the mean is known, squared.
    fn error(self) -> f64 {
        self.squares / (self.n - 1.0) / self.n
    }

    /// The mean, by Student's t.
    pub fn mean(self) -> Option<Estimate> {
        let half = t_exceeded(0.05, self.n - 1.0) * self.error().sqrt();
        let interval = [self.mean - half, self.mean + half];
        Some(Estimate { value: self.mean, interval }).filter(Estimate::is_finite)
    }

    /// How much more its mean is than another's, by B. Welch's t.
    pub fn apart(self, other: Self) -> Option<Estimate> {
        let (own, others) = (self.error(), other.error());
        let both = own + others;
        let value = self.mean - other.mean;
        let dof = both * both / (own * own / (self.n - 1.0) + others * others / (other.n - 1.0));
        let half = if both > 0.0 { t_exceeded(0.05, dof) * both.sqrt() } else { 0.0 };
        Some(Estimate { value, interval: [value - half, value + half] }).filter(Estimate::is_finite)
    }
}

/// A sum whose rounding errors are carried along (A. Neumaier).
fn total<T>(all: &[T], of: &dyn Fn(&T) -> f64) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for it in all {
        let value = of(it);
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    sum + lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::random::Random;

    #[test]
    fn of_customers_that_weigh_alike_it_is_wilson_s_interval() {
        let all: Vec<(f64, bool)> = (0..200).map(|it| (1.0, it < 180)).collect();
        let found = share(&all).unwrap();
        let expected = wilson(180.0, 200.0);
        assert!((found.interval[0] - expected[0]).abs() < 1e-12);
        assert!((found.interval[1] - expected[1]).abs() < 1e-12);
        let everyone: Vec<(f64, bool)> = vec![(2.5, true); 40];
        let found = share(&everyone).unwrap().interval.map(f64::to_bits);
        assert_eq!(found, wilson(40.0, 40.0).map(f64::to_bits));
    }

    #[test]
    fn one_customer_who_has_nearly_all_leaves_little_to_go_by() {
        let mut all: Vec<(f64, bool)> = (0..500).map(|it| (1.0, it % 2 == 0)).collect();
        all.push((1e6, true));
        let [low, high] = share(&all).unwrap().interval;
        assert!(low < 0.5 && high > 0.99, "{low} {high}");
    }

    #[test]
    fn there_is_no_share_of_nothing_nor_of_money_given_back() {
        assert_eq!(share(&[]), None);
        assert_eq!(share(&[(0.0, true), (0.0, false)]), None);
        assert_eq!(share(&[(5.0, true), (-2.0, false)]), None);
        assert_eq!(share_apart(&[(-1.0, 1.0)]), None);
    }

    #[test]
    fn intervals_hold_the_truth_about_as_often_as_they_say() {
        let mut random = Random::new(7);
        let n_tries = 600;
        let (mut n_held, mut n_apart) = (0, 0);
        for _ in 0..n_tries {
            // Women (0.6 of customers) order 1 to 5 times, others 1 to 9 times: 0.6 × 3 ÷ (0.6 × 3 + 0.4 × 5).
            let drawn: Vec<(f64, bool)> = (0..300)
                .map(|_| {
                    let is_she = random.unit() < 0.6;
                    let most = 9.0 - 4.0 * f64::from(u8::from(is_she));
                    (1.0 + (random.unit() * most).floor(), is_she)
                })
                .collect();
            let truth = 1.8 / 3.8;
            let [low, high] = share(&drawn).unwrap().interval;
            n_held += u32::from((low..=high).contains(&truth));
            let signed: Vec<(f64, f64)> =
                drawn.iter().map(|it| (it.0, if it.1 { 1.0 } else { -1.0 })).collect();
            let [low, high] = share_apart(&signed).unwrap().interval;
            n_apart += u32::from((low..=high).contains(&(2.0 * truth - 1.0)));
        }
        for n in [n_held, n_apart] {
            let held = f64::from(n) / f64::from(n_tries);
            assert!((0.925..=0.975).contains(&held), "{held}");
        }
    }
}
