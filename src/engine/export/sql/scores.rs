//! Numbers as scores: with the cut points of the analysis, or cut anew by the same rule.

use crate::engine::export::sql::dialect::Words;
use crate::engine::export::sql::script::Select;
use crate::engine::model::NumberCuts;
use crate::engine::segmentation::ScoreRule;

/// One number that is scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored<'a> {
    /// Its name in the statement.
    pub name: &'a str,
    /// Whether fewer is better.
    pub is_fewer_better: bool,
    /// How many scores there are.
    pub bins: usize,
}

impl Scored<'_> {
    /// The score by cut points; a number equal to a cut is below it, unless customers upon it were parted
    /// by their names.
    pub fn by_cuts(&self, cuts: &NumberCuts, words: &Words) -> String {
        let passes = |(idx, cut): (usize, &f64)| {
            let cut = words.number_of(*cut);
            let tie = cuts.ties.get(idx).and_then(Option::as_ref);
            let Some(tie) = tie else { return format!("{} > {cut}", self.name) };
            let (sign, from) = (if tie.is_below_later { ">=" } else { "<" }, words.quoted(&tie.from));
            let by_bytes = words.by_bytes;
            format!("{0} > {cut} OR ({0} = {cut} AND customer_id{by_bytes} {sign} {from})", self.name)
        };
        self.by_passing(&cuts.cuts.iter().enumerate().map(passes).collect::<Vec<_>>())
    }

    /// The score by edges in rising order: one more for each that is passed, or one less.
    pub fn by_edges(&self, edges: &[String], passes: &str) -> String {
        let conditions: Vec<String> = edges.iter().map(|it| format!("{} {passes} {it}", self.name)).collect();
        self.by_passing(&conditions)
    }

    fn by_passing(&self, conditions: &[String]) -> String {
        let mut text = format!("CASE WHEN {} IS NULL THEN NULL", self.name);
        for (idx, condition) in conditions.iter().enumerate().rev() {
            let score = if self.is_fewer_better { self.bins - 1 - idx } else { idx + 2 };
            text.extend([format!("\n      WHEN {condition} THEN {score}")]);
        }
        let last = if self.is_fewer_better { self.bins } else { 1 };
        text.extend([format!("\n      ELSE {last} END")]);
        text
    }

    /// Behind `OVER`: all customers, the worst first.
    fn worst_first(&self) -> &'static str {
        if self.is_fewer_better { " DESC" } else { "" }
    }

    /// The score by the place among all customers; `None` of rules that go by values.
    pub fn by_place(&self, rule: ScoreRule, words: &Words) -> Option<String> {
        let Self { name, bins, .. } = *self;
        let by_bytes = words.by_bytes;
        let worst_first = self.worst_first();
        match rule {
            ScoreRule::CumeDist => {
                let no_better = format!("COUNT(*) OVER (ORDER BY {name}{worst_first})");
                Some(reached(bins, |score| format!("{bins} * {no_better} > {score} * COUNT(*) OVER ()")))
            }
            ScoreRule::Ntile => {
                Some(format!("NTILE({bins}) OVER (ORDER BY {name}{worst_first}, customer_id{by_bytes})"))
            }
            ScoreRule::QcutRankFirst => {
                let rank = format!("ROW_NUMBER() OVER (ORDER BY {name}, customer_id{by_bytes})");
                let passed = reached(bins, |score| {
                    format!("{bins} * ({rank} - 1) > {score} * (COUNT(*) OVER () - 1)")
                });
                Some(if self.is_fewer_better { format!("{} - {passed}", bins + 1) } else { passed })
            }
            ScoreRule::RRfm | ScoreRule::EqualWidth | ScoreRule::Fixed => None,
        }
    }
}

/// The station `edges`: where scores begin, found among the customers of `ranked`. Quantiles are of type 7,
/// by the same steps as in the engine, so that they are the same to the last bit.
pub(super) fn edges(scored: &[Scored<'_>], letters: &[&str], rule: ScoreRule, words: &Words) -> Select {
    let mut select = Select::default();
    for (it, letter) in scored.iter().zip(letters) {
        for step in 1..it.bins {
            let edge = match rule {
                ScoreRule::EqualWidth => it.equal_width(step, words),
                ScoreRule::RRfm => format!("{} + 1", it.quantile(step, letter, words)),
                ScoreRule::CumeDist | ScoreRule::Ntile | ScoreRule::QcutRankFirst | ScoreRule::Fixed => {
                    it.quantile(step, letter, words)
                }
            };
            select.column(&edge, &format!("{letter}{step}"), "");
        }
    }
    select
}

impl Scored<'_> {
    fn quantile(&self, step: usize, letter: &str, words: &Words) -> String {
        let Self { name, bins, .. } = *self;
        let before = format!("{bins} * ({letter}_place - 1) <= {step} * (n - 1)");
        let behind = format!("{bins} * ({letter}_place - 1) >= {step} * (n - 1)");
        let low = format!("MAX(CASE WHEN {before} THEN {name} END)");
        let high = format!("MIN(CASE WHEN {behind} THEN {name} END)");
        let part =
            format!("{step} * (MAX(n) - 1) - {bins} * MAX(CASE WHEN {before} THEN {letter}_place - 1 END)");
        format!("{low}\n      + {} / {bins}\n      * ({high}\n        - {low})", words.as_double(&part))
    }

    fn equal_width(&self, step: usize, words: &Words) -> String {
        let low = words.as_double(&format!("MIN({})", self.name));
        let high = words.as_double(&format!("MAX({})", self.name));
        let part = words.number_of(step as f64 / self.bins as f64);
        format!("{low} + ({high} / 2 - {low} / 2) * {part} * 2")
    }
}

/// One more than the last score whose condition holds, the conditions rising.
fn reached(bins: usize, holds: impl Fn(usize) -> String) -> String {
    let mut text = String::from("CASE");
    for score in (1..bins).rev() {
        text.extend([format!("\n      WHEN {} THEN {}", holds(score), score + 1)]);
    }
    text.push_str("\n      ELSE 1 END");
    text
}
