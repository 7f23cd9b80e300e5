//! Means of two groups beside each other.

use crate::engine::plan::results::{AmountEffect, Verdict};
use crate::kernel::contrast::bootstrap::{interval, means};
use crate::kernel::random::Random;
use crate::kernel::tails::{ln_f, t_exceeded};

/// Samples drawn again.
pub const N_DRAWS: usize = 2_000;

/// The amounts of one group of a segment.
#[derive(Debug, Clone, Default)]
pub struct Amounts {
    /// Those that are not zero.
    pub values: Vec<f64>,
    /// Customers, also those who brought nothing.
    pub n: usize,
}

/// What is known of a group's amounts.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    n: f64,
    mean: f64,
    /// Sums of squares and of cubes about the mean.
    squares: f64,
    cubes: f64,
}

impl Amounts {
    fn moments(&self) -> Moments {
        let n = self.n as f64;
        let mean = self.values.iter().sum::<f64>() / n.max(1.0);
        let zeros = n - self.values.len() as f64;
        let power = |it: i32| {
            let of_values: f64 = self.values.iter().map(|x| (x - mean).powi(it)).sum();
            of_values + zeros * (-mean).powi(it)
        };
        Moments { n, mean, squares: power(2), cubes: power(3) }
    }
}

impl Moments {
    fn variance(&self) -> f64 {
        if self.n < 2.0 { 0.0 } else { self.squares / (self.n - 1.0) }
    }
}

/// A segment's amounts, with the differences of the means that were drawn again.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What is told of it.
    pub effect: AmountEffect,
    moments: [Moments; 2],
    draws: Vec<f64>,
}

/// One segment with at least one customer in each group; `task` gives it random numbers of its own.
pub fn of_one(test: &Amounts, control: &Amounts, (seed, task): (u64, u64)) -> Compared {
    let mut random = Random::for_task(seed, task);
    let first = means(&test.values, test.n, N_DRAWS, &mut random);
    let second = means(&control.values, control.n, N_DRAWS, &mut random);
    let draws: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    let moments = [test.moments(), control.moments()];
    let effect = effect(&[(1.0, moments)], draws.clone());
    Compared { effect, moments, draws }
}

/// Several segments, each weighted by its part of the test group.
pub fn of_all(all: &[&Compared]) -> AmountEffect {
    let n_test: f64 = all.iter().map(|it| it.moments[0].n).sum();
    let weighted: Vec<(f64, [Moments; 2])> =
        all.iter().map(|it| (it.moments[0].n / n_test.max(1.0), it.moments)).collect();
    let mut draws = vec![0.0; N_DRAWS];
    for (part, (weight, _)) in all.iter().zip(&weighted) {
        for (sum, it) in draws.iter_mut().zip(&part.draws) {
            *sum += weight * it;
        }
    }
    effect(&weighted, draws)
}

fn effect(strata: &[(f64, [Moments; 2])], mut draws: Vec<f64>) -> AmountEffect {
    let sum = |of: &dyn Fn(f64, &Moments) -> f64, side: usize| -> f64 {
        strata.iter().filter_map(|(weight, it)| Some(of(*weight, it.get(side)?))).sum()
    };
    let both = |of: &dyn Fn(f64, &Moments) -> f64| [sum(of, 0), sum(of, 1)];
    let mean = both(&|weight, it| weight * it.mean);
    let uplift = mean[0] - mean[1];
    let of_mean = |weight: f64, it: &Moments| weight * weight * it.variance() / it.n.max(1.0);
    let error: f64 = both(&of_mean).iter().sum();
    let freedom: f64 = both(&|weight, it| of_mean(weight, it).powi(2) / (it.n - 1.0).max(1.0)).iter().sum();
    let dof = error * error / freedom;
    let has_error = error > 0.0 && dof.is_finite();
    let half = if has_error { t_exceeded(0.05, dof) * error.sqrt() } else { 0.0 };
    let welch = [uplift - half, uplift + half];
    // What each customer adds to the difference: (x − mean) w ÷ n, and less that of the control group.
    let cubes = both(&|weight, it| (weight / it.n.max(1.0)).powi(3) * it.cubes);
    let squares: f64 = both(&|weight, it| (weight / it.n.max(1.0)).powi(2) * it.squares).iter().sum();
    let acceleration =
        if squares > 0.0 { (cubes[0] - cubes[1]) / (6.0 * squares * squares.sqrt()) } else { 0.0 };
    let deviation = |side: usize| {
        let n = sum(&|_, it| it.n, side);
        let within = sum(&|_, it| it.squares, side);
        let middle = sum(&|_, it| it.n * it.mean, side) / n.max(1.0);
        let between = sum(&|_, it| it.n * (it.mean - middle).powi(2), side);
        ((within + between) / (n - 1.0).max(1.0)).sqrt()
    };
    AmountEffect {
        total: both(&|_, it| it.n * it.mean),
        mean,
        sd: [deviation(0), deviation(1)],
        uplift,
        interval: interval(&mut draws, uplift, acceleration).unwrap_or(welch),
        welch,
        ln_p: has_error.then(|| ln_f(uplift * uplift / error, 1.0, dof)),
        ln_adjusted: None,
        verdict: Verdict::TooFew,
    }
}
