//! How the texts of a column repeat.

use crate::kernel::cells::Texts;
use crate::kernel::column::is_missing;
use crate::kernel::letters::lowered;
use crate::kernel::order;

/// How the texts of a column repeat.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextFacts {
    /// Cells with a value.
    pub n_present: u64,
    /// Different ones.
    pub n_distinct: u64,
    /// Bytes in all.
    pub n_bytes: u64,
    /// Cells with a blank inside.
    pub n_spaced: u64,
    /// Whether there are two values, yes and no in some language.
    pub is_yes_no: bool,
}

impl TextFacts {
    /// Of different texts and how often each stands there.
    pub fn of(texts: &Texts, counts: &[u32]) -> Self {
        let mut facts = Self::default();
        let mut values = Vec::new();
        for (text, count) in texts.iter().zip(counts).filter(|(text, count)| **count > 0 && !is_missing(text))
        {
            let n = u64::from(*count);
            facts.n_present += n;
            facts.n_distinct += 1;
            facts.n_bytes += n * text.len() as u64;
            facts.n_spaced += if text.contains(' ') { n } else { 0 };
            if values.len() < 3 {
                values.push(lowered(text));
            }
        }
        order::sort_by(&mut values, Ord::cmp);
        facts.is_yes_no = matches!(values.as_slice(), [a, b] if YES_NO.contains(&(a.as_str(), b.as_str())));
        facts
    }
}

/// Pairs that mean yes and no, each in alphabetical order.
const YES_NO: [(&str, &str); 19] = [
    ("no", "yes"),
    ("n", "y"),
    ("false", "true"),
    ("f", "t"),
    ("0", "1"),
    ("ja", "nein"),
    ("j", "n"),
    ("falsch", "wahr"),
    ("non", "oui"),
    ("n", "o"),
    ("faux", "vrai"),
    ("no", "sí"),
    ("no", "si"),
    ("no", "sì"),
    ("n", "s"),
    ("não", "sim"),
    ("ja", "nee"),
    ("nie", "tak"),
    ("off", "on"),
];
