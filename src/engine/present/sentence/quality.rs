//! How clearly natural groups are separated, how often they are found again, and why there are so
//! many, in words.

use crate::engine::present::number;
use crate::engine::segmentation::{GroupsDetail, KQuality, KReason};
use crate::kernel::quality::stability::Band;

/// The share of the largest group from which on no figure of quality is called good: a few who
/// stand far aside make it look so.
const NEARLY_ALL: f64 = 0.95;
/// Standard errors on either side that hold the true value in 95 of 100 samples.
const IN_95_OF_100: f64 = 1.96;

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

/// The word for the separation of all groups, unless one of them is nearly everybody.
pub fn word(detail: &GroupsDetail) -> Option<&'static str> {
    let is_telling = detail.largest_share < NEARLY_ALL;
    detail.silhouette.filter(|_| is_telling).map(separation_word)
}

/// "weak (0.41)", of a sample "weak (0.41 ± 0.02)"; where nearly everybody is in one group, that is
/// said instead of the word.
pub fn separation(detail: &GroupsDetail) -> String {
    let Some(silhouette) = detail.silhouette else {
        return if detail.k < 2 { "there is only one group" } else { "not known" }.to_owned();
    };
    let error = detail.silhouette_se.map(|it| number::fixed(IN_95_OF_100 * it, 2));
    let value = number::fixed(silhouette, 2);
    let written = error.map_or_else(|| value.clone(), |it| format!("{value} ± {it}"));
    match word(detail) {
        Some(word) => format!("{word} ({written})"),
        None => format!("says little ({written}): {}", balance(detail)),
    }
}

/// "99% are in one group".
pub fn balance(detail: &GroupsDetail) -> String {
    format!("{} are in one group", number::share(detail.largest_share))
}

/// Why this many groups: "Four groups: there is a gap between any two; separation weak (0.41)".
pub fn k_reason(detail: &GroupsDetail) -> String {
    let count = number::capitalised(&number::in_words(usize::from(detail.k)));
    let groups = if detail.k == 1 { format!("{count} group") } else { format!("{count} groups") };
    match detail.recommendation.reason {
        KReason::NothingGained => {
            "These customers don’t fall into groups: no number of groups describes them clearly better \
             than one"
                .to_owned()
        }
        KReason::NoValley => {
            "These customers don’t fall into groups: wherever they are divided, nearly as many stand \
             between the parts as within them"
                .to_owned()
        }
        KReason::Set => {
            let own = detail.tried.iter().find(|it| it.k == detail.k);
            let touching = own.is_some_and(|it| it.gain.is_some() && it.k > 1 && !it.is_apart);
            let doubt = if touching { ", and no clear gap between them" } else { "" };
            format!("{groups}, as you set: separation {}{doubt}", separation(detail))
        }
        KReason::Apart => {
            format!("{groups}: there is a gap between any two; separation {}", separation(detail))
        }
        KReason::SmallestBic => {
            format!("{groups}: the best description for its length; separation {}", separation(detail))
        }
        KReason::ByDensity => {
            format!("{groups}, wherever customers stand close together; separation {}", separation(detail))
        }
        KReason::ClearestSilhouette => clearest(detail, &groups),
    }
}

fn clearest(detail: &GroupsDetail, groups: &str) -> String {
    let written = separation(detail);
    match best(&detail.tried).filter(|it| it.k != detail.k) {
        None => format!("{groups}: clearest separation, {written}"),
        Some(other) => {
            let clearer = number::in_words(usize::from(other.k));
            let value = number::fixed(other.silhouette.unwrap_or_default(), 2);
            format!("{groups}: separation {written}; {clearer} would be clearer, {value}")
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

/// How much the groups agree with those of resampled customers: "91%"; `None` where that was not worked
/// out. It is the mean of all groups (Hennig 2007, "Cluster-wise assessment of cluster stability").
pub fn agreement(detail: &GroupsDetail) -> Option<String> {
    let known = || detail.stability.iter().flatten();
    let n = known().count();
    (n > 0 && detail.k > 1).then(|| number::share(known().sum::<f64>() / n as f64))
}

/// How often a segment is found again, in words: "highly stable (0.93)".
pub fn stability(stability: f64) -> String {
    let word = match Band::of(stability) {
        Band::HighlyStable => "highly stable",
        Band::Stable => "stable",
        Band::Doubtful => "doubtful",
        Band::Dissolved => "not found again",
    };
    format!("{word} ({})", number::fixed(stability, 2))
}
