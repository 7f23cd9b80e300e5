//! Several files in words: what each is, by what it is joined, and how well they match.

use crate::engine::join::{Arrangement, Join, JoinKey, KeyReason, KeyRule, RowsPerKey};
use crate::engine::present::check::{self, Finding, Treatment};
use crate::engine::present::{message, number};
use crate::engine::table::{Issue, Role};

/// What a companion is: "84 rows, one for each customer".
pub fn what(join: &Join) -> String {
    let rows = number::counted(join.companion.n_rows, "row", "rows");
    let Some(key) = &join.key else { return rows };
    let (one, _) = nouns(key);
    match join.rows_per_key {
        RowsPerKey::One => format!("{rows}, one for each {one}"),
        RowsPerKey::Several => format!("{rows}, several for each {one}: their values were made one first"),
    }
}

/// How much of the main file has a counterpart: "69 of 74 customers are in it (93%), with 301 of 324
/// rows of orders.csv".
pub fn match_rate(join: &Join, main: &str) -> String {
    let Some(key) = &join.key else {
        return format!("No column has values in common with one of {main}. Choose the columns to compare");
    };
    let side = join.main;
    format!(
        "{} of {} are in it ({}), with {} of {} of {main}",
        number::count(side.n_keys_matched),
        number::counted(side.n_keys, nouns(key).0, nouns(key).1),
        number::share_tight(side.match_rate()),
        number::count(side.n_rows_matched),
        number::counted(side.n_rows, "row", "rows"),
    )
}

/// How much of the companion is used, and which rules made keys equal.
pub fn details(join: &Join) -> Vec<String> {
    let Some(key) = &join.key else { return Vec::new() };
    let side = join.companion;
    let mut said = vec![format!(
        "{} of {} of {} are used",
        number::count(side.n_rows_matched),
        number::counted(side.n_rows, "row", "rows"),
        join.file
    )];
    for used in &join.rules {
        let n = number::counted(used.n_keys, nouns(key).0, nouns(key).1);
        said.push(match used.rule {
            KeyRule::Blanks => format!("{n} found without regard to blanks"),
            KeyRule::Capitals => format!("{n} found without regard to capitals"),
            KeyRule::LeadingZeros => format!("{n} found without regard to leading zeros"),
        });
    }
    said
}

/// Why these two columns are compared.
pub fn key_reason(key: &JoinKey) -> &'static str {
    match key.reason {
        KeyReason::Chosen => "Chosen by you",
        KeyReason::SameRole => "Both columns say who it is",
        KeyReason::MostInCommon => "The columns with most values in common",
    }
}

/// What was odd about a companion: when it was joined, then when it was read.
pub fn findings(join: &Join, reading: &[Issue], main: &str) -> Vec<Finding> {
    let mut all = Vec::new();
    for (idx, issue) in join.issues.iter().enumerate() {
        let is_of_main = idx < join.n_main_issues;
        let mut finding = check::finding(issue);
        finding.text = finding.text.replace("the other file", &join.file).replace("the main file", main);
        (finding.file, finding.other) = if is_of_main {
            (String::new(), join.file.clone())
        } else {
            (join.file.clone(), main.to_owned())
        };
        finding.treatment = as_done(issue);
        all.push(finding);
    }
    let of_reading =
        |it: &Issue| Finding { file: join.file.clone(), treatment: as_done(it), ..check::finding(it) };
    all.extend(reading.iter().map(of_reading));
    all
}

fn as_done(issue: &Issue) -> Treatment {
    Treatment::Fixed(message::describe(issue).treatment)
}

/// What several files are, and why they would be opened together: "orders.csv holds orders.
/// customers.csv is joined by client = number"; `None` where they have nothing in common.
pub fn proposal(arrangement: &Arrangement, names: &[String]) -> Option<String> {
    let main = names.get(arrangement.main)?;
    let mut parts = Vec::new();
    for (name, first) in names.iter().zip(&arrangement.continues) {
        if let Some(first) = first.and_then(|it| names.get(it)) {
            parts.push(format!("{name} continues {first}"));
        }
    }
    for (name, key) in names.iter().zip(&arrangement.keys) {
        if let Some(key) = key {
            parts.push(format!("{name} is joined by {} = {}", key.onto, key.column));
        }
    }
    let holds = if arrangement.has_orders { "holds orders" } else { "holds customers" };
    (!parts.is_empty()).then(|| format!("{main} {holds}. {}", parts.join(", ")))
}

/// One and several of what is compared.
fn nouns(key: &JoinKey) -> (&'static str, &'static str) {
    match key.role {
        Role::Customer => ("customer", "customers"),
        Role::Email => ("e-mail address", "e-mail addresses"),
        Role::Phone => ("phone number", "phone numbers"),
        Role::Postcode => ("postcode", "postcodes"),
        Role::Country => ("country", "countries"),
        Role::Order
        | Role::Date
        | Role::Amount
        | Role::Quantity
        | Role::UnitPrice
        | Role::Product
        | Role::Category
        | Role::Channel
        | Role::FirstName
        | Role::LastName
        | Role::Consent
        | Role::Outcome
        | Role::Recency
        | Role::Frequency
        | Role::Monetary
        | Role::Feature
        | Role::Ignore => ("value", "values"),
    }
}
