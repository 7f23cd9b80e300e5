//! What the numbers rest on: the file, the method, what was odd, and what is hidden.

use crate::engine::audit::Guarded;
use crate::engine::features::RowUnit;
use crate::engine::present::message::{describe, reason};
use crate::engine::present::number;
use crate::engine::present::report::{Block, Leaf, Section, Told, definitions};
use crate::engine::present::sentence::persona::Fact;
use crate::engine::segmentation::{Algorithm, Method};
use crate::engine::table::{Issue, IssueKind, Severity};

/// The lines of the cover.
pub fn cover(told: &Told<'_>, guarded: &Guarded) -> Vec<Fact> {
    let profiles = &guarded.profiles;
    let everyone = &profiles.everyone;
    let mut facts = Vec::new();
    let mut fact = |term: &str, text: String| facts.push(Fact { term: term.to_owned(), text });
    let orders = everyone.orders.and_then(|it| usize::try_from(it).ok());
    let from = orders.map(|it| format!(", from {}", number::counted(it, "order", "orders")));
    fact("Customers", format!("{}{}", number::count(everyone.n), from.unwrap_or_default()));
    if let Some(money) = everyone.revenue {
        fact("Revenue", number::money(money, profiles.currency.as_deref()));
    }
    if let Some((first, last)) = profiles.period {
        fact("Period", format!("{} to {}", number::date(first), number::date(last)));
    }
    if let Some(day) = profiles.as_of {
        fact("Counted back from", number::date(day));
    }
    fact("Method", method(told));
    if tells_rows(guarded) {
        let rows = number::counted(told.n_rows, "row", "rows");
        fact("File", format!("{rows}, {} used", number::count(profiles.n_rows_used)));
    }
    facts
}

/// Whether the number of rows gives nothing away: where a few customers could not be placed, it would.
fn tells_rows(guarded: &Guarded) -> bool {
    !(1..guarded.least).contains(&guarded.profiles.n_unassigned)
}

/// The method by its name.
fn method(told: &Told<'_>) -> String {
    match &told.recipe.method {
        Method::Rfm(options) => {
            format!("Recent, frequent, valuable; {} scores each", number::in_words(usize::from(options.bins)))
        }
        Method::Groups(options) => format!("Natural groups; {}", algorithm(&options.algorithm)),
        Method::Rules(_) => "Rules of our own".to_owned(),
        Method::Tiers(_) => "Value tiers".to_owned(),
        Method::ResponseTree(_) => "Who responds: a response tree".to_owned(),
    }
}

fn algorithm(it: &Algorithm) -> String {
    it.name().replace('_', " ")
}

/// The leaf.
pub fn leaf(told: &Told<'_>, guarded: &Guarded) -> Leaf {
    let mut blocks = vec![Block::Heading("The file".to_owned()), Block::Text(file(told, guarded))];
    let odd = told.of_reading.iter().chain(told.of_measuring);
    let odd: Vec<String> =
        odd.filter(|it| it.kind.severity() == Severity::Warning).map(|it| issue(it, guarded.least)).collect();
    blocks.push(Block::Heading("What was odd".to_owned()));
    if odd.is_empty() {
        blocks.push(Block::Text("Nothing that matters.".to_owned()));
    }
    blocks.extend(odd.into_iter().map(Block::Text));
    blocks.push(Block::Heading("What is hidden".to_owned()));
    blocks.extend(hidden(guarded).into_iter().map(Block::Text));
    blocks.push(Block::Heading("How to read this".to_owned()));
    blocks.push(Block::Text(
        "Groups are a description, not a cause: what a group has in common does not show what made it. \
         Returns are taken off the customer’s total unless the method says otherwise."
            .to_owned(),
    ));
    if told.recipe.notes.iter().any(|it| !it.is_empty()) {
        blocks.push(Block::Text(
            "Some sentences, traits, ideas and plans are our own words; all numbers are the file’s."
                .to_owned(),
        ));
    }
    Leaf { section: Section::Notes, title: "Data notes".to_owned(), slot: None, blocks }
}

fn file(told: &Told<'_>, guarded: &Guarded) -> String {
    let what = match told.recipe.mapping.unit {
        RowUnit::Orders => "One row for each order",
        RowUnit::Customers => "One row for each customer",
    };
    let n = guarded.profiles.n_unassigned;
    let unplaced = match n {
        0 => String::new(),
        n if n < guarded.least => " A few customers could not be placed.".to_owned(),
        n => format!(" {} could not be placed.", number::counted(n, "customer", "customers")),
    };
    if !tells_rows(guarded) {
        return format!("{what}.{unplaced}");
    }
    let rows = number::counted(told.n_rows, "row", "rows");
    format!("{what}; {rows}, of which {} were used.{unplaced}", number::count(guarded.profiles.n_rows_used))
}

fn issue(issue: &Issue, least: usize) -> String {
    let words = describe(issue);
    let is_small = usize::try_from(issue.n).is_ok_and(|it| (1..least).contains(&it));
    let said = if is_small && counts_rows(issue.kind) {
        format!("Fewer than {}: {}", number::count(least), reason(issue.kind))
    } else {
        words.sentence
    };
    if words.treatment.is_empty() { format!("{said}.") } else { format!("{said}. {}.", words.treatment) }
}

/// Whether the number of an issue counts rows or customers; otherwise it is of a column, the file or the
/// result.
fn counts_rows(kind: IssueKind) -> bool {
    !matches!(
        kind,
        IssueKind::GuessedEncoding
            | IssueKind::NoFeature
            | IssueKind::ProtectedUsed
            | IssueKind::EditLeftOut
            | IssueKind::NotConverged
            | IssueKind::OutcomeCopy
            | IssueKind::NearlyDecides
            | IssueKind::KnownAfterwards
            | IssueKind::LeafFailed
            | IssueKind::TreeFailed
    )
}

fn hidden(guarded: &Guarded) -> Vec<String> {
    let least = number::count(guarded.least);
    let mut lines = Vec::new();
    if guarded.least > 1 {
        lines.push(format!(
            "No number here is about fewer than {least} customers, and what would give such a number back is \
             hidden with it."
        ));
    }
    if !guarded.together.is_empty() {
        lines.push(definitions::together(guarded));
    }
    let n = guarded.n_left_out + guarded.hidden_cells.len();
    if n > 0 {
        lines.push(format!("{} left out for that.", number::counted(n, "number was", "numbers were")));
    }
    lines.push(
        "No customer is named, and no smallest or largest value: those are single customers’.".to_owned(),
    );
    lines
}
