//! What rules did, as JSON: every line as text, with its counts.

use serde::Serialize;

use crate::engine::segmentation::rules::text::print_condition;
use crate::engine::segmentation::rules::{Funnel, LineCount, Overlap, Rule, RulesDetail, Taken};

/// The rules of an analysis.
#[derive(Serialize)]
pub(super) struct WrittenRules<'a> {
    overlap: Overlap,
    everyone_else: &'a str,
    n_everyone_else: usize,
    n_in_several: usize,
    shared: Vec<WrittenShared<'a>>,
    segments: Vec<WrittenFunnel<'a>>,
}

#[derive(Serialize)]
struct WrittenShared<'a> {
    a: &'a str,
    b: &'a str,
    n: usize,
}

#[derive(Serialize)]
struct WrittenFunnel<'a> {
    name: &'a str,
    n_start: usize,
    n: usize,
    n_matching: usize,
    n_unknown: usize,
    lines: Vec<WrittenLine<'a>>,
    why_nobody: Option<WrittenWhy<'a>>,
}

#[derive(Serialize)]
struct WrittenLine<'a> {
    text: String,
    path: &'a [u16],
    taken: Taken,
    n_here: usize,
    n_true: usize,
    n_unknown: usize,
    n_left: usize,
    n_removed: usize,
    n_alone: usize,
    is_met: bool,
}

#[derive(Serialize)]
struct WrittenWhy<'a> {
    path: &'a [u16],
    text: String,
    n_back: usize,
}

/// The rules as they are written.
pub(super) fn written(detail: &RulesDetail) -> WrittenRules<'_> {
    let name = |place: u16| detail.segments.get(usize::from(place)).map_or("", |it| it.name.as_str());
    WrittenRules {
        overlap: detail.overlap,
        everyone_else: &detail.everyone_else,
        n_everyone_else: detail.n_everyone_else,
        n_in_several: detail.n_in_several,
        shared: detail
            .shared
            .iter()
            .map(|it| WrittenShared { a: name(it.a), b: name(it.b), n: it.n })
            .collect(),
        segments: detail.segments.iter().map(funnel).collect(),
    }
}

fn funnel(funnel: &Funnel) -> WrittenFunnel<'_> {
    WrittenFunnel {
        name: &funnel.name,
        n_start: funnel.n_start,
        n: funnel.n,
        n_matching: funnel.n_matching,
        n_unknown: funnel.n_unknown,
        lines: funnel.lines.iter().map(|it| line(it, &funnel.all)).collect(),
        why_nobody: funnel.why_nobody.as_ref().map(|it| WrittenWhy {
            path: &it.path,
            text: text_at(&it.path, &funnel.all),
            n_back: it.n_back,
        }),
    }
}

fn line<'a>(line: &'a LineCount, all: &[Rule]) -> WrittenLine<'a> {
    let LineCount { path, taken, n_here, n_true, n_unknown, n_left, n_removed, n_alone, is_met } = line;
    WrittenLine {
        text: text_at(path, all),
        path,
        taken: *taken,
        n_here: *n_here,
        n_true: *n_true,
        n_unknown: *n_unknown,
        n_left: *n_left,
        n_removed: *n_removed,
        n_alone: *n_alone,
        is_met: *is_met,
    }
}

/// The line at a path, as the text form has it.
fn text_at(path: &[u16], all: &[Rule]) -> String {
    let Some((place, rest)) = path.split_first() else { return String::new() };
    let Some(rule) = all.get(usize::from(*place)) else { return String::new() };
    match rule {
        Rule::Is(condition) => print_condition(condition),
        Rule::All(inner) if !rest.is_empty() => text_at(rest, inner),
        Rule::Any(inner) if !rest.is_empty() => text_at(rest, inner),
        Rule::None(inner) if !rest.is_empty() => text_at(rest, inner),
        Rule::All(_) => "all:".to_owned(),
        Rule::Any(_) => "any:".to_owned(),
        Rule::None(_) => "none:".to_owned(),
    }
}
