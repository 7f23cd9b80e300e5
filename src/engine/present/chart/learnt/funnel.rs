//! From everyone to a segment of a person's own, line by line.

use crate::engine::present::chart::{Caption, Reading, Span, Twin};
use crate::engine::present::number;
use crate::engine::present::sentence::rules::said;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::rules::{Funnel, LineCount, Rule, Taken};

/// The bars of one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelChart {
    /// Everyone who could be in it first, then a bar for each line.
    pub rows: Vec<FunnelRow>,
    /// Finding and basis.
    pub caption: Caption,
}

/// What a line leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelRow {
    /// The line in words.
    pub label: String,
    /// How many groups it stands within.
    pub depth: usize,
    /// Customers left, of everyone.
    pub span: Span,
    /// Customers left, written out.
    pub left: String,
    /// "−1,204" or "takes nobody away"; "fits 300" where one line of several is enough; empty for the
    /// start.
    pub change: String,
    /// Whether it is the line to look at, because nobody is left.
    pub is_culprit: bool,
}

impl FunnelChart {
    /// The funnel of one segment.
    pub fn new(funnel: &Funnel, profiles: &Profiles) -> Self {
        let all = profiles.everyone.n.max(funnel.n_start).max(1) as f64;
        let span = |n: usize| Span { start: 0.0, size: n as f64 / all };
        let start = FunnelRow {
            label: "Everyone not taken before".to_owned(),
            depth: 0,
            span: span(funnel.n_start),
            left: number::count(funnel.n_start),
            change: String::new(),
            is_culprit: false,
        };
        let line = |it: &LineCount| FunnelRow {
            label: line_at(&funnel.all, &it.path).map_or_else(String::new, |rule| line_said(rule, profiles)),
            depth: it.path.len().saturating_sub(1),
            span: span(it.n_left),
            left: number::count(it.n_left),
            change: change(it),
            is_culprit: funnel.why_nobody.as_ref().is_some_and(|why| why.path == it.path),
        };
        let rows = std::iter::once(start).chain(funnel.lines.iter().map(line)).collect();
        Self { rows, caption: caption(funnel, profiles) }
    }

    /// What each bar says.
    pub fn readings(&self) -> Vec<Reading> {
        let say = |it: &FunnelRow| {
            let change = if it.change.is_empty() { String::new() } else { format!(" ({})", it.change) };
            Reading::new(format!("{}: {} left{change}", it.label, it.left), None)
        };
        self.rows.iter().map(say).collect()
    }

    /// The same numbers as a table.
    pub fn twin(&self) -> Twin {
        let row = |it: &FunnelRow| [it.label.clone(), it.left.clone(), it.change.clone()];
        Twin::new(["Line", "Customers left", "Taken away"], self.rows.iter().map(row))
    }
}

/// The rule at a path.
pub fn line_at<'a>(rules: &'a [Rule], path: &[u16]) -> Option<&'a Rule> {
    let (&first, rest) = path.split_first()?;
    let rule = rules.get(usize::from(first))?;
    if rest.is_empty() { Some(rule) } else { line_at(rule.inner(), rest) }
}

/// A line in words; of a group only how it takes its lines, which stand below it.
pub fn line_said(rule: &Rule, profiles: &Profiles) -> String {
    match rule {
        Rule::All(_) => "All of these".to_owned(),
        Rule::Any(_) => "At least one of these".to_owned(),
        Rule::None(_) => "None of these".to_owned(),
        Rule::Is(_) => number::capitalised(&said(rule, profiles)),
    }
}

/// What a line does to the customers who reach it.
pub fn change(line: &LineCount) -> String {
    match line.taken {
        Taken::Any => format!("fits {}", number::count(line.n_true)),
        Taken::All | Taken::None if line.n_removed == 0 => "takes nobody away".to_owned(),
        Taken::All | Taken::None => format!("−{}", number::count(line.n_removed)),
    }
}

fn caption(funnel: &Funnel, profiles: &Profiles) -> Caption {
    let n = number::counted(funnel.n, "customer", "customers");
    let finding = match &funnel.why_nobody {
        Some(why) => {
            let line = line_at(&funnel.all, &why.path).map(|it| said(it, profiles));
            match line {
                Some(line) if why.n_back > 0 => format!(
                    "Nobody is in {}. Without “{line}” it would be {}",
                    funnel.name,
                    number::count(why.n_back)
                ),
                Some(_) | None => format!("Nobody is in {}: no single line is to blame", funnel.name),
            }
        }
        None => format!("{} has {n}", funnel.name),
    };
    let unknown = if funnel.n_unknown == 0 {
        String::new()
    } else {
        format!(". Of {} it cannot be told, because a value is missing", number::count(funnel.n_unknown))
    };
    Caption::new(
        finding,
        format!("Customers left after each line, of {}{unknown}", number::count(profiles.everyone.n)),
    )
}
