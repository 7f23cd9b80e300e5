//! Recency, frequency and money: scores, then names.

use crate::engine::export::sql::Cuts;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::scores::{self, Scored};
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::work::Work;
use crate::engine::model::RfmModel;
use crate::engine::segmentation::{RfmOptions, ScoreRule};

/// The numbers that are scored, and the names of their scores.
const SCORED: [(&str, &str); 3] = [("recency_days", "r"), ("frequency", "f"), ("monetary", "m")];

/// Writes the stations; who has no scores is in no segment.
pub(super) fn write(work: &mut Work<'_>, options: &RfmOptions, model: &RfmModel) -> Result<(), SqlRefusal> {
    let wanted: Vec<String> = SCORED.iter().map(|it| it.0.to_owned()).collect();
    work.measure(&wanted)?;
    let is_fixed = options.score == ScoreRule::Fixed && options.cuts.is_some();
    if work.options.cuts == Cuts::Kept || is_fixed {
        keep(work, model);
    } else {
        cut_anew(work, options, model);
    }
    Ok(())
}

fn scored(bins: u8) -> [Scored<'static>; 3] {
    let scored = |(name, is_fewer_better)| Scored { name, is_fewer_better, bins: usize::from(bins) };
    [("recency_days", true), ("frequency", false), ("monetary", false)].map(scored)
}

fn says(bins: u8) -> String {
    format!("Scores from 1 to {bins}, {bins} the best: the most recent, most orders, most money.")
}

/// Scores by the cut points of the analysis.
fn keep(work: &mut Work<'_>, model: &RfmModel) {
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    let cuts = [&model.recency_days, &model.frequency, &model.monetary];
    for ((it, cuts), (_, letter)) in scored(model.bins).iter().zip(cuts).zip(SCORED) {
        select.column(&it.by_cuts(cuts, work.words), letter, "");
    }
    let says = says(model.bins);
    work.script.add("scores", &says, select.from("  FROM customers"));
    let names = names(work, model);
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    select.column(&names, "segment", "");
    work.script.add("segments", "Names of the scores.", select.from("  FROM scores"));
}

/// Scores by the rule, among the customers of the table; those without a score take no part.
fn cut_anew(work: &mut Work<'_>, options: &RfmOptions, model: &RfmModel) {
    let known: Vec<String> = SCORED.iter().map(|it| format!("{} IS NOT NULL", it.0)).collect();
    let known = known.join(" AND ");
    let all = scored(options.bins);
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    let mut from = format!("  FROM customers\n  WHERE {known}");
    let by_place: Option<Vec<String>> = all.iter().map(|it| it.by_place(options.score, work.words)).collect();
    if let Some(scores) = by_place {
        for (score, (_, letter)) in scores.iter().zip(SCORED) {
            select.column(score, letter, "");
        }
    } else {
        let mut ranked = Select::default();
        ranked.column("customers.*", "customers.*", "");
        for (name, letter) in SCORED {
            ranked.column(&format!("ROW_NUMBER() OVER (ORDER BY {name})"), &format!("{letter}_place"), "");
        }
        ranked.column("COUNT(*) OVER ()", "n", "");
        work.script.add("ranked", "Customers with all three numbers, ranked by each.", ranked.from(&from));
        let letters = SCORED.map(|it| it.1);
        let edges = scores::edges(&all, &letters, options.score, work.words);
        work.script.add("edges", "Where scores begin.", edges.from("  FROM ranked"));
        let passes = if options.score == ScoreRule::RRfm { ">=" } else { ">" };
        for (it, letter) in all.iter().zip(letters) {
            let edges: Vec<String> = (1..it.bins).map(|step| format!("{letter}{step}")).collect();
            select.column(&it.by_edges(&edges, passes), letter, "");
        }
        "  FROM ranked\n  CROSS JOIN edges".clone_into(&mut from);
    }
    work.script.add("scores", &says(options.bins), select.from(&from));
    let names = names(work, model);
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    select.column(&names, "segment", "");
    let rest = format!(
        "  FROM scores\n  UNION ALL\n  SELECT customer_id, NULL AS segment\n  FROM customers\n  WHERE NOT ({known})"
    );
    work.script.add("segments", "Names of the scores; who has no score has none.", select.from(&rest));
}

/// The name of each code of scores. Where money makes no difference, codes are of two digits.
fn names(work: &Work<'_>, model: &RfmModel) -> String {
    let bins = usize::from(model.bins);
    let place = |r: usize, f: usize, m: usize| model.cells.get((r * bins + f) * bins + m).copied();
    let mut pairs: Vec<(usize, usize)> = (0..bins).flat_map(|r| (0..bins).map(move |f| (r, f))).collect();
    pairs.reverse();
    let by_money = pairs.iter().any(|&(r, f)| (1..bins).any(|m| place(r, f, m) != place(r, f, 0)));
    let code = if by_money { "r * 100 + f * 10 + m" } else { "r * 10 + f" };
    let scale = if by_money { 10 } else { 1 };
    let mut text = String::from("CASE");
    for (at, _) in (0_u8..).zip(&work.model.places) {
        let mut codes = Vec::new();
        for &(r, f) in &pairs {
            for m in (0..if by_money { bins } else { 1 }).rev().filter(|&m| place(r, f, m) == Some(at)) {
                let two = (r + 1) * 10 + f + 1;
                codes.push((two * scale + (m + 1) * (scale - 1) / 9).to_string());
            }
        }
        if !codes.is_empty() {
            let name = work.segment(at);
            text.extend([format!("\n      WHEN {code} IN ({})\n        THEN {name}", codes.join(", "))]);
        }
    }
    text.push_str("\n    END");
    text
}
