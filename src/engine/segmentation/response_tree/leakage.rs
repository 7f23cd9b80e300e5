//! Columns that may tell what could not be known beforehand.

use crate::engine::segmentation::response_tree::Leak;
use crate::kernel::letters;
use crate::kernel::tree::Screened;

/// From this ranking on, a column nearly decides yes and no by itself.
const DECISIVE_AUC: f64 = 0.95;
/// From this share of the sum of squares on, it nearly decides amounts.
const DECISIVE_SHARE: f64 = 0.9;

/// Words of columns that are filled by or after an answer; each entry stands in the name word by word.
const AFTERWARDS: &[&str] = &[
    "duration",
    "talk time",
    "call length",
    "call seconds",
    "call minutes",
    "order value",
    "purchase value",
    "purchase amount",
    "purchase date",
    "purchased",
    "bought",
    "basket value",
    "conversion",
    "conversions",
    "converted",
    "conversion value",
    "response",
    "responded",
    "responses",
    "reply",
    "replied",
    "redeemed",
    "redemption",
    "signed up",
    "signup date",
    "churn date",
    "churn reason",
    "cancel date",
    "cancellation",
    "cancelled",
    "canceled",
    "closed",
    "close date",
    "won",
    "lost reason",
    "refund",
    "refunded",
    "donated",
    "gift amount",
    "target",
    "label",
    "outcome",
    "result",
    "dauer",
    "bestellwert",
    "gekauft",
    "antwort",
];

/// Words that say that it was before.
const BEFORE: &[&str] = &[
    "previous",
    "prev",
    "prior",
    "last",
    "past",
    "former",
    "earlier",
    "before",
    "average",
    "avg",
    "mean",
    "total",
    "usual",
    "historic",
    "history",
    "days since",
    "vorher",
    "letzte",
    "letzter",
];

/// What is doubtful about a predictor.
pub fn doubt(label: &str, screened: &Screened) -> Option<Leak> {
    if screened.is_copy {
        return Some(Leak::Copy);
    }
    let is_decisive = match screened.auc {
        Some(auc) => auc > DECISIVE_AUC,
        None => screened.explained > DECISIVE_SHARE,
    };
    if is_decisive {
        return Some(Leak::NearlyDecides);
    }
    is_known_afterwards(label).then_some(Leak::KnownAfterwards)
}

/// Whether a column is, by its name, filled by or after an answer.
fn is_known_afterwards(label: &str) -> bool {
    let words = words(label);
    let has = |entry: &&str| words.contains(&format!(" {entry} "));
    AFTERWARDS.iter().any(has) && !BEFORE.iter().any(has)
}

/// The words of a name in small letters, each between two blanks: `OrderValue_eur` is ` order value eur `.
fn words(label: &str) -> String {
    let mut text = String::from(" ");
    let mut was_small = false;
    for letter in label.chars() {
        let is_word = letters::is_letter(letter) || letter.is_ascii_digit();
        if (!is_word || (was_small && letters::is_upper(letter))) && !text.ends_with(' ') {
            text.push(' ');
        }
        if is_word {
            text.push(letters::lower(letter));
        }
        was_small = is_word && !letters::is_upper(letter);
    }
    if !text.ends_with(' ') {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_what_is_known_only_afterwards_are_recognised_word_by_word() {
        for label in
            ["duration", "Order value", "orderValue_eur", "RESPONSE", "call_duration_s", "Bestellwert"]
        {
            assert!(is_known_afterwards(label), "{label}");
        }
        for label in [
            "poutcome",
            "previous outcome",
            "average order value",
            "Days since last response",
            "age",
            "balance",
            "wonder",
            "last_purchase_amount",
            "education",
        ] {
            assert!(!is_known_afterwards(label), "{label}");
        }
    }
}
