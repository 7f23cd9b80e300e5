//! How the texts of a column repeat.

use crate::kernel::cells::Texts;
use crate::kernel::letters::lowered;
use crate::kernel::value::is_missing;
use crate::kernel::value::is_yes_no;

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
    /// Whether the values are yes and no in some language, in whatever case.
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
            let word = if values.len() < 3 { Some(lowered(text)) } else { None };
            values.extend(word.filter(|it| !values.contains(it)));
        }
        facts.is_yes_no = is_yes_no(&values);
        facts
    }
}
