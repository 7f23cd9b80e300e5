//! Names for natural groups, from what sets them apart: "Frequent, high spend".
//!
//! A proposed name is only what the screen and the exports say first. The given name ("Group 1")
//! stays the key under which a person's own name is kept, so a renamed group keeps its name when
//! its numbers change.

use crate::engine::present::sentence::difference::{Difference, SMALL, Subject, telling};
use crate::engine::present::sentence::{is_plural, leaf, lowered};
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::engine::segmentation::Detail;

/// Letters beyond which a name is cut to its first trait.
const LONGEST: usize = 34;
/// Differences below this size do not make a name.
const LEAST: f64 = 1.5 * SMALL;

/// A name for each segment in canonical order, all different; `None` for segments that have a name.
pub fn proposals(profiles: &Profiles) -> Vec<Option<String>> {
    let given = profiles.segments.iter().filter(|it| !it.segment.is_numbered);
    let mut taken: Vec<String> = given.map(|it| it.segment.given_name.clone()).collect();
    let mut names = Vec::new();
    for profile in &profiles.segments {
        if !profile.segment.is_numbered {
            names.push(None);
            continue;
        }
        let own = &words(profile, profiles);
        let of_leaf = leaf_name(profile, profiles);
        let is_free = |name: &String| !taken.contains(name);
        let name = of_leaf.clone().filter(is_free);
        let name = name.or_else(|| (2..=own.len()).map(|n| joined(own, n)).find(is_free));
        let name = name.or_else(|| Some(joined(own, 1)).filter(is_free));
        let base = of_leaf.unwrap_or_else(|| joined(own, 2));
        let name = name.or_else(|| (2..100).map(|n| format!("{base} {n}")).find(is_free));
        let name = name.unwrap_or(base);
        taken.push(name.clone());
        names.push(Some(name));
    }
    names
}

/// The rule of a leaf of a response tree.
fn leaf_name(profile: &SegmentProfile, profiles: &Profiles) -> Option<String> {
    let Some(Detail::ResponseTree(detail)) = &profiles.detail else { return None };
    let of_tree = Some(&profile.segment).filter(|it| it.derived.is_none())?;
    let leaf = detail.leaf(&of_tree.given_name)?;
    Some(leaf::name(&detail.path(leaf), profiles.currency.as_deref()))
}

fn joined(words: &[String], n: usize) -> String {
    let mut name = String::new();
    for (idx, word) in words.iter().take(n).enumerate() {
        let longer = if idx == 0 { capital(word) } else { format!("{name}, {word}") };
        if idx > 0 && longer.chars().count() > LONGEST && n <= 2 {
            break;
        }
        name = longer;
    }
    name
}

fn capital(word: &str) -> String {
    crate::engine::present::number::capitalised(word)
}

/// What sets a segment apart, in adjectives, largest difference first.
fn words(profile: &SegmentProfile, profiles: &Profiles) -> Vec<String> {
    let found = telling(profile, profiles);
    let mut columns: Vec<&str> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for difference in found.iter().filter(|it| it.effect.abs() >= LEAST) {
        if let Subject::Value { column, .. } = difference.subject {
            // "Seldom Germany" is no name; of several values of a column the first will do.
            if difference.effect < 0.0 || columns.contains(&column) {
                continue;
            }
            columns.push(column);
        }
        let word = word(difference);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(4);
    if words.is_empty() {
        words.push("close to average".to_owned());
    }
    words
}

fn word(difference: &Difference<'_>) -> String {
    let is_above = difference.effect > 0.0;
    let pick = |above: &str, below: &str| if is_above { above.to_owned() } else { below.to_owned() };
    match (difference.subject, difference.id()) {
        (Subject::Value { value, .. }, _) => format!("mostly {value}"),
        (_, "frequency") => pick("frequent", "few orders"),
        (_, "monetary") => pick("high spend", "low spend"),
        (_, "recency_days") => pick("long silent", "recent"),
        (_, "average_order") => pick("large orders", "small orders"),
        (_, "tenure_days") => pick("long-standing", "short-lived"),
        (Subject::Number(feature), _) => {
            let label = plain(&feature.label);
            let side = if is_plural(&label) { pick("many", "few") } else { pick("high", "low") };
            format!("{side} {label}")
        }
    }
}

/// A column's name as a word: `avg_basket-eur` becomes "avg basket eur".
fn plain(label: &str) -> String {
    lowered(&label.replace(['-', '.'], " "))
}
