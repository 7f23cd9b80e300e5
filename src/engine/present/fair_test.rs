//! A fair test in words: how alike the groups are, and what they can show.

use crate::engine::plan::balance::{Balance, BalanceVerdict};
use crate::engine::plan::power::{Measured, Sureness};
use crate::engine::plan::results::{Effect, Gain, Results, Verdict};
use crate::engine::present::number;

/// One or two sentences on whether test and control group are alike.
pub fn balance_words(balance: &Balance) -> String {
    let worst = balance.worst().map_or_else(String::new, |(label, by)| {
        format!("The largest difference is in {label}: {} standard deviations.", number::fixed(by.abs(), 2))
    });
    let chance = number::fixed(balance.by_chance, 2);
    match balance.verdict() {
        BalanceVerdict::Alike => format!("The two groups are alike. {worst}"),
        BalanceVerdict::ByChance => format!(
            "The two groups differ no more than chance makes of so few customers (up to {chance} in 95 of 100 splits). {worst}"
        ),
        BalanceVerdict::Look => {
            format!(
                "The two groups differ a little more than usual. {worst} Another seed may part them better."
            )
        }
        BalanceVerdict::Apart => format!(
            "The two groups are not alike. {worst} Take another seed, a larger control group, or keep the shares of that column too."
        ),
    }
}

/// What test and control group of these sizes can show.
pub fn power_words(
    measured: Measured,
    rise: Option<f64>,
    [n_test, n_control]: [usize; 2],
    sureness: Sureness,
) -> String {
    let sizes =
        format!("{} customers in the test, {} left alone", number::count(n_test), number::count(n_control));
    let base = said(measured, 0.0);
    let often = number::share(sureness.power);
    let Some(least) = measured.detectable([n_test, n_control], sureness) else {
        return format!(
            "With {sizes}, not even the largest rise from {base} would be found in {often} of such tests."
        );
    };
    let at_least = format!(
        "With {sizes}, a rise from {base} to {} or more is found in {often} of such tests.",
        said(measured, least)
    );
    let Some(rise) = rise else { return at_least };
    let power = measured.power(rise, [n_test, n_control], sureness);
    let change = if rise < 0.0 { "A fall" } else { "A rise" };
    let hoped = format!("{change} to {} is found in {} of them.", said(measured, rise), number::share(power));
    if power >= sureness.power {
        return format!("{at_least} {hoped}");
    }
    let needed = if let Some(share) = measured.least_share(rise, n_test + n_control, sureness) {
        format!("Leave at least {} alone to find it as often.", number::share_fine(share))
    } else {
        let each = measured.n_control(rise, 1.0, sureness).ceil();
        format!("Too few customers: {} in each group would find it as often.", number::fixed(each, 0))
    };
    format!("{at_least} {hoped} {needed}")
}

/// What a test did to some customers, in one or two sentences.
pub fn effect_words(effect: &Effect, currency: Option<&str>) -> String {
    let conversion = &effect.conversion;
    let [test, control] = conversion.share.map(number::share_fine);
    let [low, high] = conversion.interval.map(points);
    let bought = match conversion.verdict {
        Verdict::TooFew => format!("Too few customers to compare: {test} against {control}."),
        Verdict::More | Verdict::Less => {
            let more = if conversion.verdict == Verdict::More { "More" } else { "Fewer" };
            format!(
                "{more} converted in the test: {test} against {control}, {} ({low} to {high}).",
                points(conversion.uplift)
            )
        }
        Verdict::TooEarly => {
            let least = conversion.detectable.map_or_else(String::new, |it| {
                format!(" Groups of this size find rises of {} or more.", points(it))
            });
            format!(
                "Too early to say: {test} converted in the test, {control} in the control group; the test may have done anything from {low} to {high}.{least}"
            )
        }
    };
    let Some(amount) = &effect.amount else { return bought };
    let money = |it: f64| number::money_fine(it, currency);
    let [low, high] = amount.interval.map(money);
    let brought = match amount.verdict {
        Verdict::TooFew => return bought,
        Verdict::TooEarly => format!("Amounts: too early to say; {low} to {high} a customer."),
        Verdict::More => {
            format!("Each customer of the test brought {} more ({low} to {high}).", money(amount.uplift))
        }
        Verdict::Less => {
            format!("Each customer of the test brought {} less ({low} to {high}).", money(-amount.uplift))
        }
    };
    format!("{bought} {brought}")
}

/// The whole test in a sentence or two.
pub fn results_words(results: &Results, currency: Option<&str>) -> String {
    let whole = effect_words(&results.overall, currency);
    let paid = results.overall.gain.map_or_else(String::new, |it| format!(" {}", gain_words(&it, currency)));
    format!("{whole}{paid}")
}

/// Whether it paid.
pub fn gain_words(gain: &Gain, currency: Option<&str>) -> String {
    let money = |it: f64| number::money(it, currency);
    let [low, high] = gain.interval;
    let roi = gain.roi.map_or_else(String::new, |it| format!(", {} of what it cost", number::change(it)));
    let sure = match () {
        () if low > 0.0 => "It paid",
        () if high < 0.0 => "It did not pay",
        () => "Whether it paid is open",
    };
    format!("{sure}: {} ({} to {}) after all costs{roi}.", money(gain.profit), money(low), money(high))
}

/// "+1.2 points".
pub fn points(difference: f64) -> String {
    let sign = if difference > 0.0 { "+" } else { "" };
    format!("{sign}{} points", number::fixed(difference * 100.0, 1))
}

fn said(measured: Measured, rise: f64) -> String {
    match measured {
        Measured::Share { base } => number::share_fine(base + rise),
        Measured::Amount { base, sd: _ } => number::money_fine(base + rise, None),
    }
}
