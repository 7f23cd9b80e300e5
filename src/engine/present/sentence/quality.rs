//! How clearly natural groups are separated, in words.

use crate::engine::present::number;
use crate::engine::segmentation::{GroupsDetail, KQuality};

/// The word for a mean silhouette, by the ranges of Kaufman and Rousseeuw (1990, "Finding Groups in
/// Data", table 4 of chapter 2): from 0.71 strong, from 0.51 reasonable (here "fair"), from 0.26
/// weak, below that none.
pub fn separation_word(silhouette: f64) -> &'static str {
    match silhouette {
        it if it >= 0.705 => "strong",
        it if it >= 0.505 => "fair",
        it if it >= 0.255 => "weak",
        _ => "none",
    }
}

/// "weak (0.41)"; "not known" where it is not defined.
pub fn separation(silhouette: Option<f64>) -> String {
    silhouette.map_or_else(
        || "not known".to_owned(),
        |it| format!("{} ({})", separation_word(it), number::fixed(it, 2)),
    )
}

/// Why this many groups: "Four groups: clearest separation, 0.41 (weak)".
pub fn k_reason(detail: &GroupsDetail) -> String {
    let groups = number::capitalised(&number::in_words(usize::from(detail.k)));
    let Some(own) = detail.silhouette else {
        return format!("{groups} groups: separation not known");
    };
    let written = format!("{} ({})", number::fixed(own, 2), separation_word(own));
    if detail.tried.len() < 2 {
        return format!("{groups} groups, as you set: separation {written}");
    }
    match best(&detail.tried).filter(|it| it.k != detail.k) {
        None => format!("{groups} groups: clearest separation, {written}"),
        Some(other) => {
            let clearer = number::in_words(usize::from(other.k));
            let value = number::fixed(other.silhouette.unwrap_or(own), 2);
            format!("{groups} groups: separation {written}; {clearer} would be clearer, {value}")
        }
    }
}

fn best(tried: &[KQuality]) -> Option<KQuality> {
    let mut best: Option<(f64, KQuality)> = None;
    for it in tried {
        let Some(value) = it.silhouette else { continue };
        if best.is_none_or(|(most, _)| value > most) {
            best = Some((value, *it));
        }
    }
    best.map(|(_, it)| it)
}
