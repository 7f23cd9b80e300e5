//! Two choices beside each other, in words and as ranges on one line.

use crate::engine::plan::opportunity::{BreakEven, Choice, Input, Misfit, Outlook, Verdict};
use crate::engine::present::chart::{Caption, Scale, Span, Twin};
use crate::engine::present::number;

/// How two choices compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Which is better, and how sure that is.
    pub caption: Caption,
    /// One line for each choice.
    pub lines: Vec<Line>,
    /// What would have to be true for the second to bring just what the first does.
    pub break_even: Vec<String>,
    /// The same numbers as a table.
    pub twin: Twin,
}

/// A choice on the line of gains.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Where 90 of 100 draws lie.
    pub span: Span,
    /// Where the most probable gain lies, 0..=1.
    pub likely: f64,
    /// Where nothing is gained and nothing lost, 0..=1.
    pub zero: f64,
    /// "200, from −410 to 980".
    pub value: String,
}

/// What a figure is called.
pub fn label(input: Input) -> &'static str {
    match input {
        Input::Audience => "People reached",
        Input::InTarget => "In the target, %",
        Input::InMarket => "About to buy, %",
        Input::Conversion => "Buy from us, %",
        Input::Margin => "Margin of a sale",
        Input::Cost => "Cost",
    }
}

/// What is wrong with a figure.
pub fn misfit(misfit: &Misfit, choices: &[Choice; 2]) -> String {
    let name = choices.get(misfit.choice).map_or("", |it| it.name.as_str());
    let what = if misfit.input.is_share() {
        "three per cents from 0 to 100 that do not fall"
    } else {
        "three numbers from 0 that do not fall"
    };
    format!("{name}: {} needs {what}.", label(misfit.input).trim_end_matches(", %").to_lowercase())
}

/// The comparison in words.
pub fn comparison(choices: &[Choice; 2], verdict: &Verdict) -> Comparison {
    let ends = verdict.outlooks.iter().flat_map(|it| [it.low, it.high, it.gain, 0.0]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
    let scale = Scale { low, high };
    let lines = choices.iter().zip(&verdict.outlooks).map(|(choice, it)| Line {
        name: choice.name.clone(),
        span: scale.span(it.low, it.high),
        likely: scale.place(it.gain),
        zero: scale.place(0.0),
        value: said(it),
    });
    let row = |(choice, it): (&Choice, &Outlook)| {
        let money = |it: f64| number::money(it, None);
        let parts = [it.sales, it.gain, it.mean, it.low, it.high].map(money);
        let [sales, gain, mean, low, high] = parts;
        [choice.name.clone(), sales, gain, mean, low, high, number::share(it.loss)]
    };
    let headings = ["Choice", "Sales", "Gain", "Mean", "5 of 100 below", "5 of 100 above", "Ends in a loss"];
    Comparison {
        caption: caption(choices, verdict),
        lines: lines.collect(),
        break_even: verdict.break_even.iter().map(|it| break_even(it, choices)).collect(),
        twin: Twin::new(headings, choices.iter().zip(&verdict.outlooks).map(row)),
    }
}

fn said(it: &Outlook) -> String {
    let money = |it: f64| number::money(it, None);
    if it.low < it.high {
        format!("{}, from {} to {}", money(it.gain), money(it.low), money(it.high))
    } else {
        money(it.gain)
    }
}

fn caption(choices: &[Choice; 2], verdict: &Verdict) -> Caption {
    let [first, second] = choices;
    let (better, other, share) = if verdict.second_wins >= 0.5 {
        (second, first, verdict.second_wins)
    } else {
        (first, second, 1.0 - verdict.second_wins)
    };
    let basis =
        "Gain: audience × shares × margin − cost. Bar: 90 of 100 draws. Tick: most probable".to_owned();
    let finding = if (share - 0.5).abs() < 0.02 {
        format!("{} and {} bring about the same", first.name, second.name)
    } else if verdict.n_draws < 2 {
        format!("{} brings more than {}", better.name, other.name)
    } else {
        format!("{} brings more than {} in {} of the draws", better.name, other.name, number::share(share))
    };
    Caption::new(finding, basis)
}

fn break_even(it: &BreakEven, choices: &[Choice; 2]) -> String {
    let [first, second] = choices;
    let name = label(it.input).trim_end_matches(", %").to_lowercase();
    let Some(value) = it.value else {
        return format!("{name}: no value would do.");
    };
    let (value, now) = if it.input.is_share() {
        (number::share_fine(value), number::share_fine(second.get(it.input).likely))
    } else {
        (number::plain(value), number::plain(second.get(it.input).likely))
    };
    format!("{name}: {} would bring what {} does at {value}; it is {now}.", second.name, first.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan::opportunity::{car_seats, weigh};

    #[test]
    fn the_car_seats_are_said_in_words() {
        let choices = car_seats();
        let said = comparison(&choices, &weigh(&choices).unwrap());
        assert!(said.caption.finding.starts_with("Conference B brings more than Conference A in "));
        assert!(said.break_even.iter().any(|it| {
            it == "about to buy: Conference B would bring what Conference A does at 20.0%; it is 60.0%."
        }));
        for line in &said.lines {
            assert!(line.span.start >= 0.0 && line.span.end() <= 1.0 + 1e-9, "{line:?}");
        }
        assert_eq!(said.twin.rows.len(), 2);
    }
}
