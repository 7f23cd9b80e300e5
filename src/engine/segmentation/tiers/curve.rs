//! How unequally an amount is spread: the Pareto curve, the Gini coefficient, what the top brings.

use crate::engine::segmentation::tiers::{Ranked, TiersDetail, TopShare};

/// Pieces of the curve at most.
const MAX_PIECES: usize = 200;
/// Shares of customers, in per cent, of which it is said what they bring.
const TOPS: [u8; 5] = [1, 5, 10, 20, 50];

/// How the amounts are spread. Amounts below zero count as nothing.
///
/// With amounts x rising, G = Σ (2i − n − 1) xᵢ ÷ (n Σ xᵢ) for i from 1 to n (C. Gini 1912, in the
/// form of A. Sen, *On Economic Inequality*, 1973).
pub(super) fn spread(name: &str, ranked: &Ranked) -> TiersDetail {
    let n = ranked.amounts.len();
    let all = ranked.positive();
    let mut brought = Vec::with_capacity(n + 1);
    let (mut sum, mut weighted) = (0_i64, 0.0);
    brought.push(0_i64);
    for (place, &amount) in ranked.amounts.iter().enumerate() {
        let worth = ranked.worth(amount);
        sum += worth;
        brought.push(sum);
        // From the top: i = n − place, so 2i − n − 1 = n − 1 − 2 · place.
        weighted += (n as f64 - 1.0 - 2.0 * place as f64) * worth as f64;
    }
    let share = |place: usize| {
        let units = brought.get(place).copied().unwrap_or(all);
        if all > 0 { units as f64 / all as f64 } else { 0.0 }
    };
    let n_pieces = n.min(MAX_PIECES);
    let places = (0..=n_pieces).map(|it| it * n / n_pieces.max(1));
    let top = |&percent: &u8| {
        let n_top = (n * usize::from(percent)).div_ceil(100);
        TopShare { percent, n: n_top, share: share(n_top) }
    };
    TiersDetail {
        amount: name.to_owned(),
        n,
        total: ranked.units.as_amount(ranked.amounts.iter().map(|&it| ranked.units.count(it)).sum()),
        n_below_zero: ranked.amounts.iter().filter(|it| **it < 0.0).count(),
        tiers: Vec::new(),
        pareto: places.map(|it| [it as f64 / n as f64, share(it)]).collect(),
        gini: (all > 0).then(|| weighted / (n as f64 * all as f64)),
        top: if all > 0 { TOPS.iter().map(top).collect() } else { Vec::new() },
        quadrant: None,
    }
}
