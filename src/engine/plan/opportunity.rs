//! Two places to spend a budget beside each other: events, audiences, lists.
//!
//! What a choice brings is audience × share in the target × share in the market × share that buys ×
//! margin of a sale − cost. Every factor is a range: it is drawn from a triangle over low, likely and
//! high (S. Kotz and J. R. van Dorp, "Beyond Beta", 2004, chapter 1), each by itself. Where low, likely
//! and high are one number there is nothing to draw. The draws are seeded, so that the same figures
//! give the same answer.

use serde::{Deserialize, Serialize};

use crate::kernel::order;
use crate::kernel::random::Random;

/// Draws of both choices.
pub const N_DRAWS: usize = 10_000;
/// What the draws start from.
const SEED: u64 = 20_260_531;
/// No number of people, margin or cost is larger: products of all of them stay finite.
const LARGEST: f64 = 1e15;

/// A figure that is not known exactly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// It is not below this.
    pub low: f64,
    /// It is most probably this.
    pub likely: f64,
    /// It is not above this.
    pub high: f64,
}

/// One place to spend the budget.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What it is called.
    pub name: String,
    /// People who are reached.
    pub audience: Range,
    /// Share of them that is in the target, 0 to 1.
    pub in_target: Range,
    /// Share of those that is about to buy, 0 to 1.
    pub in_market: Range,
    /// Share of those that buys from us, 0 to 1.
    pub conversion: Range,
    /// What one sale brings, before the cost of the choice.
    pub margin: Range,
    /// What the choice costs.
    pub cost: Range,
}

/// A figure of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// See [`Choice::audience`].
    Audience,
    /// See [`Choice::in_target`].
    InTarget,
    /// See [`Choice::in_market`].
    InMarket,
    /// See [`Choice::conversion`].
    Conversion,
    /// See [`Choice::margin`].
    Margin,
    /// See [`Choice::cost`].
    Cost,
}

impl Input {
    /// All of them, in the order of the sum.
    pub const ALL: [Self; 6] =
        [Self::Audience, Self::InTarget, Self::InMarket, Self::Conversion, Self::Margin, Self::Cost];

    /// Whether it is a share, 0 to 1.
    pub fn is_share(self) -> bool {
        matches!(self, Self::InTarget | Self::InMarket | Self::Conversion)
    }
}

impl Choice {
    /// A figure.
    pub fn get(&self, input: Input) -> Range {
        match input {
            Input::Audience => self.audience,
            Input::InTarget => self.in_target,
            Input::InMarket => self.in_market,
            Input::Conversion => self.conversion,
            Input::Margin => self.margin,
            Input::Cost => self.cost,
        }
    }

    /// Puts a figure in its place.
    pub fn put(&mut self, input: Input, range: Range) {
        *match input {
            Input::Audience => &mut self.audience,
            Input::InTarget => &mut self.in_target,
            Input::InMarket => &mut self.in_market,
            Input::Conversion => &mut self.conversion,
            Input::Margin => &mut self.margin,
            Input::Cost => &mut self.cost,
        } = range;
    }
}

/// What is wrong with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Misfit {
    /// Of the first choice (0) or the second (1).
    pub choice: usize,
    /// Which figure.
    pub input: Input,
}

/// What a choice brings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Sales, at the most probable figures.
    pub sales: f64,
    /// Gain, at the most probable figures.
    pub gain: f64,
    /// Mean gain over the ranges.
    pub mean: f64,
    /// In 5 of 100 draws the gain is below this.
    pub low: f64,
    /// In 5 of 100 draws the gain is above this.
    pub high: f64,
    /// Share of the draws that end in a loss, 0 to 1.
    pub loss: f64,
}

/// Where the second choice would bring just what the first does, all else at its most probable.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BreakEven {
    /// The figure of the second choice that is changed.
    pub input: Input,
    /// What it would have to be; `None` where no value would do.
    pub value: Option<f64>,
}

/// Two choices beside each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What each brings.
    pub outlooks: [Outlook; 2],
    /// Share of the draws in which the second brings more than the first, draws alike counted half.
    pub second_wins: f64,
    /// For each figure of the second choice.
    pub break_even: Vec<BreakEven>,
    /// Draws; 1 where nothing is uncertain.
    pub n_draws: usize,
}

/// Works both choices through, or says which figures make no sense: a range that does not rise, a
/// share outside 0 to 1, a number below zero.
pub fn weigh(choices: &[Choice; 2]) -> Result<Verdict, Vec<Misfit>> {
    let misfits: Vec<Misfit> = (0..).zip(choices).flat_map(|(choice, it)| misfits(choice, it)).collect();
    if !misfits.is_empty() {
        return Err(misfits);
    }
    let is_certain = choices.iter().all(|it| Input::ALL.into_iter().all(|input| it.get(input).is_certain()));
    let n_draws = if is_certain { 1 } else { N_DRAWS };
    let mut random = Random::new(SEED);
    let mut draws = [Vec::with_capacity(n_draws), Vec::with_capacity(n_draws)];
    let mut wins = 0.0;
    for _ in 0..n_draws {
        let mut gains = [0.0, 0.0];
        for ((gain, all), choice) in gains.iter_mut().zip(&mut draws).zip(choices) {
            *gain = gain_of(|input| choice.get(input).at(random.unit()));
            all.push(*gain);
        }
        let [first, second] = gains;
        wins += if second > first {
            1.0
        } else if second < first {
            0.0
        } else {
            0.5
        };
    }
    let [first, second] = &mut draws;
    let outlooks = [outlook(choices.first(), first), outlook(choices.last(), second)];
    let break_even = break_even(choices.last(), outlooks.first().map_or(0.0, |it| it.gain));
    Ok(Verdict { outlooks, second_wins: wins / n_draws as f64, break_even, n_draws })
}

impl Range {
    /// A figure that is known.
    pub fn exactly(value: f64) -> Self {
        Self { low: value, likely: value, high: value }
    }

    fn is_certain(self) -> bool {
        self.high <= self.low
    }

    /// The value that a share `u` of a triangle's surface lies below (its inverse distribution
    /// function).
    fn at(self, u: f64) -> f64 {
        let Self { low, likely, high } = self;
        let width = high - low;
        if width <= 0.0 {
            return likely;
        }
        let rise = (likely - low) / width;
        if u < rise {
            low + (u * width * (likely - low)).sqrt()
        } else {
            high - ((1.0 - u) * width * (high - likely)).sqrt()
        }
    }
}

fn misfits(choice: usize, it: &Choice) -> Vec<Misfit> {
    let is_wrong = |input: &Input| {
        let Range { low, likely, high } = it.get(*input);
        let rises = low <= likely && likely <= high;
        let is_in_reach = high <= LARGEST;
        !(rises && is_in_reach && low >= 0.0 && (!input.is_share() || high <= 1.0))
    };
    Input::ALL.into_iter().filter(is_wrong).map(|input| Misfit { choice, input }).collect()
}

fn sales_of(of: &mut impl FnMut(Input) -> f64) -> f64 {
    of(Input::Audience) * of(Input::InTarget) * of(Input::InMarket) * of(Input::Conversion)
}

fn gain_of(mut of: impl FnMut(Input) -> f64) -> f64 {
    sales_of(&mut of) * of(Input::Margin) - of(Input::Cost)
}

fn outlook(choice: Option<&Choice>, draws: &mut [f64]) -> Outlook {
    let n = draws.len().max(1) as f64;
    let mean = draws.iter().sum::<f64>() / n;
    let loss = draws.iter().filter(|it| **it < 0.0).count() as f64 / n;
    order::sort_by(draws, f64::total_cmp);
    let at = |share: usize| {
        let place = draws.len().saturating_sub(1) * share / 100;
        draws.get(place).copied().unwrap_or(mean)
    };
    let mut likely = |input| choice.map_or(0.0, |it| it.get(input).likely);
    let sales = sales_of(&mut likely);
    Outlook { sales, gain: gain_of(likely), mean, low: at(5), high: at(95), loss }
}

/// The gain is linear in each figure, so that each equation has one solution or none.
fn break_even(second: Option<&Choice>, target: f64) -> Vec<BreakEven> {
    let Some(second) = second else { return Vec::new() };
    let solve = |input: Input| {
        let with = |value: f64| gain_of(|it| if it == input { value } else { second.get(it).likely });
        let (at_zero, at_one) = (with(0.0), with(1.0));
        let value = (target - at_zero) / (at_one - at_zero);
        let is_possible = value.is_finite() && value >= 0.0 && (!input.is_share() || value <= 1.0);
        BreakEven { input, value: is_possible.then_some(value) }
    };
    Input::ALL.into_iter().map(solve).collect()
}

/// Two conferences at the same cost: ten thousand women of whom few are about to buy a car seat, or a
/// thousand people of whom most are.
pub fn car_seats() -> [Choice; 2] {
    let alike = Choice {
        conversion: Range { low: 0.05, likely: 0.1, high: 0.15 },
        margin: Range::exactly(60.0),
        cost: Range::exactly(1_000.0),
        ..Choice::default()
    };
    [
        Choice {
            name: "Conference A".to_owned(),
            audience: Range::exactly(10_000.0),
            in_target: Range::exactly(1.0),
            in_market: Range { low: 0.01, likely: 0.02, high: 0.03 },
            ..alike.clone()
        },
        Choice {
            name: "Conference B".to_owned(),
            audience: Range { low: 900.0, likely: 1_000.0, high: 1_100.0 },
            in_target: Range::exactly(1.0),
            in_market: Range { low: 0.5, likely: 0.6, high: 0.7 },
            ..alike
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certain(mut choices: [Choice; 2]) -> [Choice; 2] {
        for it in &mut choices {
            for input in Input::ALL {
                it.put(input, Range::exactly(it.get(input).likely));
            }
        }
        choices
    }

    fn is_near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * b.abs().max(1.0)
    }

    #[test]
    fn the_smaller_conference_sells_three_times_as_many_car_seats() {
        let verdict = weigh(&certain(car_seats())).unwrap();
        assert_eq!(verdict.n_draws, 1);
        let [a, b] = verdict.outlooks;
        assert!(is_near(a.sales, 20.0) && is_near(b.sales, 60.0));
        assert!(is_near(a.gain, 200.0) && is_near(b.gain, 2_600.0));
        assert!(is_near(a.mean, a.gain) && is_near(a.low, a.gain) && is_near(a.high, a.gain));
        assert!(is_near(verdict.second_wins, 1.0));
    }

    #[test]
    fn the_second_breaks_even_at_ten_times_the_share_of_the_first() {
        let verdict = weigh(&certain(car_seats())).unwrap();
        let at = |input: Input| verdict.break_even.iter().find(|it| it.input == input).unwrap().value;
        assert!(is_near(at(Input::InMarket).unwrap(), 0.2));
        assert!(is_near(at(Input::Audience).unwrap(), 1_000.0 / 3.0));
        assert!(is_near(at(Input::Cost).unwrap(), 3_400.0));
    }

    #[test]
    fn at_its_break_even_the_second_brings_what_the_first_does() {
        let choices = certain(car_seats());
        let verdict = weigh(&choices).unwrap();
        for it in &verdict.break_even {
            let Some(value) = it.value else { continue };
            let mut changed = choices.clone();
            changed[1].put(it.input, Range::exactly(value));
            let [a, b] = weigh(&changed).unwrap().outlooks;
            assert!(is_near(a.gain, b.gain), "{it:?}");
        }
    }

    #[test]
    fn a_figure_that_cannot_make_up_for_it_has_no_break_even() {
        let mut choices = certain(car_seats());
        choices[0].audience = Range::exactly(1e6);
        let verdict = weigh(&choices).unwrap();
        let at = |input: Input| verdict.break_even.iter().find(|it| it.input == input).unwrap().value;
        assert_eq!(at(Input::InMarket), None);
        assert!(at(Input::Audience).is_some());
        choices[1].conversion = Range::exactly(0.0);
        assert!(weigh(&choices).unwrap().break_even[0].value.is_none());
    }

    #[test]
    fn two_alike_win_as_often() {
        let [a, _] = car_seats();
        let verdict = weigh(&[a.clone(), a.clone()]).unwrap();
        assert!((verdict.second_wins - 0.5).abs() < 0.02, "{}", verdict.second_wins);
        let [a, b] = weigh(&certain([a.clone(), a])).unwrap().outlooks;
        assert_eq!(a, b);
    }

    #[test]
    fn the_mean_of_a_product_of_independent_figures_is_the_product_of_their_means() {
        let verdict = weigh(&car_seats()).unwrap();
        let mean = |range: Range| (range.low + range.likely + range.high) / 3.0;
        for (choice, outlook) in car_seats().iter().zip(verdict.outlooks) {
            let exact = gain_of(|input| mean(choice.get(input)));
            let spread = outlook.high - outlook.low;
            assert!((outlook.mean - exact).abs() < 0.01 * spread, "{} {exact}", outlook.mean);
            assert!(outlook.low < outlook.gain && outlook.gain < outlook.high);
        }
        assert!(verdict.second_wins > 0.99);
    }

    #[test]
    fn figures_that_make_no_sense_are_named() {
        let mut choices = car_seats();
        choices[0].in_market.high = 1.2;
        choices[1].cost.low = f64::NAN;
        choices[1].margin = Range { low: 3.0, likely: 2.0, high: 4.0 };
        let misfits = weigh(&choices).unwrap_err();
        let named: Vec<_> = misfits.iter().map(|it| (it.choice, it.input)).collect();
        assert_eq!(named, [(0, Input::InMarket), (1, Input::Margin), (1, Input::Cost)]);
    }
}
