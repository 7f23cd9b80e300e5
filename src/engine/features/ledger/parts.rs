//! What shares are shares of.

use crate::engine::table::Texts;
use crate::kernel::order;

/// The largest categories have a share each, the others one together.
const MAX_PARTS: usize = 8;

/// One share.
#[derive(Debug)]
pub struct Part {
    /// Id of its feature.
    pub id: String,
    /// Name on the screen.
    pub label: String,
}

impl Part {
    /// The largest categories by what they are worth, the first by name of those that tie, and one for
    /// the rest where there are more; with the part of each code.
    pub fn largest(totals: &[i64], names: &Texts, (what, how): (&str, &str)) -> (Vec<Self>, Vec<usize>) {
        let mut codes: Vec<usize> = (0..totals.len()).filter(|&it| !names.get(it).is_empty()).collect();
        let worth = |it: usize| totals.get(it).copied().unwrap_or(0);
        order::sort_by(&mut codes, |&a, &b| {
            worth(b).cmp(&worth(a)).then_with(|| names.get(a).cmp(names.get(b)))
        });
        let n_own = if codes.len() <= MAX_PARTS + 1 { codes.len() } else { MAX_PARTS };
        let mut place = vec![usize::MAX; totals.len()];
        for (rank, code) in codes.iter().enumerate() {
            if let Some(it) = place.get_mut(*code) {
                *it = rank.min(n_own);
            }
        }
        let own = codes.iter().take(n_own).map(|&code| Self {
            id: format!("{what}: {}", names.get(code)),
            label: format!("Share {how} {}", names.get(code)),
        });
        let rest = Self { id: format!("{what}: all others"), label: format!("Share {how} all others") };
        let has_rest = codes.len() > n_own;
        (own.chain(has_rest.then_some(rest)).collect(), place)
    }
}
