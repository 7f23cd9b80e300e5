//! How far the customers of a segment are from all others, and whether chance may have made it so.

use crate::engine::profile::{Evidence, FeatureProfile, GroupProfile, SegmentProfile, Subject};
use crate::kernel::contrast::{self, Ranks};
use crate::kernel::order;

/// Customers of whom ranks are taken at most; of more, one in so many is drawn.
pub const MAX_RANKED: usize = 200_000;

/// Fills in what is known of each difference, column by column, and adjusts all tests together.
pub fn compare(
    segments: &mut [SegmentProfile],
    everyone: &GroupProfile,
    ranks: &[Ranks],
    is_defining: &dyn Fn(&str) -> bool,
) {
    for (at, ranks) in ranks.iter().enumerate() {
        let of = |it: &SegmentProfile| it.group.features.get(at).map(Moments::of).unwrap_or_default();
        let moments: Vec<Moments> = segments.iter().map(of).collect();
        let id = everyone.features.get(at).map_or("", |it| it.id.as_str());
        let label = everyone.features.get(at).map_or("", |it| it.label.as_str());
        let made_by = is_defining(id) || is_defining(label);
        for (place, segment) in segments.iter_mut().enumerate() {
            segment.evidence.extend(number(Subject::Number(at), place, &moments, ranks, made_by));
        }
    }
    for at in 0..everyone.categories.len() {
        let made_by = everyone.categories.get(at).is_some_and(|it| is_defining(&it.label));
        for segment in segments.iter_mut() {
            let found = category(at, segment, everyone, made_by);
            segment.evidence.extend(found);
        }
    }
    adjust(segments);
    for segment in segments {
        order::sort_by(&mut segment.evidence, |a, b| b.strength.abs().total_cmp(&a.strength.abs()));
    }
}

/// Customers, their mean, and the sum of squares about it.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    n: f64,
    n_known: usize,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn of(feature: &FeatureProfile) -> Self {
        let n_known = feature.n_known;
        let n = n_known as f64;
        let spread = feature.spread.map_or((0.0, 0.0), |it| (it.mean, it.sd * it.sd * n));
        Self { n, n_known, mean: spread.0, squares: spread.1 }
    }

    /// These and others (T. Chan, G. Golub and R. `LeVeque` 1979).
    fn with(self, other: Self) -> Self {
        let n = self.n + other.n;
        if n <= 0.0 {
            return self;
        }
        let apart = other.mean - self.mean;
        Self {
            n,
            n_known: self.n_known + other.n_known,
            mean: self.mean + apart * other.n / n,
            squares: self.squares + other.squares + apart * apart * self.n * other.n / n,
        }
    }
}

fn number(
    subject: Subject,
    place: usize,
    moments: &[Moments],
    ranks: &Ranks,
    is_defining: bool,
) -> Option<Evidence> {
    let here = moments.get(place)?;
    let rest = moments.iter().enumerate().filter(|it| it.0 != place);
    let rest = rest.fold(Moments::default(), |all, it| all.with(*it.1));
    let (larger, ln_p) = ranks.test(place)?;
    let spread = ((here.squares + rest.squares) / (here.n + rest.n - 2.0)).sqrt();
    let effect = (here.mean - rest.mean) / spread;
    Some(Evidence {
        subject,
        is_defining,
        n_here: here.n_known,
        n_others: rest.n_known,
        effect: Some(effect).filter(|it| it.is_finite()),
        strength: 2.0 * larger - 1.0,
        ln_p: ln_p.filter(|_| !is_defining),
        ln_adjusted: None,
    })
}

/// The whole column, and each value that is shown.
fn category(
    at: usize,
    segment: &SegmentProfile,
    everyone: &GroupProfile,
    is_defining: bool,
) -> Vec<Evidence> {
    let mut found = Vec::new();
    let (Some(own), Some(all)) = (segment.group.categories.get(at), everyone.categories.get(at)) else {
        return found;
    };
    let n_here = segment.group.n.saturating_sub(own.n_missing);
    let n_others = everyone.n.saturating_sub(all.n_missing).saturating_sub(n_here);
    let (n, m) = (n_here as f64, n_others as f64);
    let here: Vec<f64> = own.shares.iter().map(|it| it.n as f64).collect();
    let others: Vec<f64> = all.shares.iter().zip(&here).map(|(all, own)| all.n as f64 - own).collect();
    let rest = |counts: &[f64], n: f64| {
        let mut counts = counts.to_vec();
        counts.push((n - counts.iter().sum::<f64>()).max(0.0));
        counts
    };
    let evidence = |subject, effect: Option<f64>, strength: f64, ln_p: Option<f64>| Evidence {
        subject,
        is_defining,
        n_here,
        n_others,
        effect: effect.filter(|it| it.is_finite()),
        strength,
        ln_p: ln_p.filter(|_| !is_defining),
        ln_adjusted: None,
    };
    if let Some((v, ln_p)) = contrast::classes(&rest(&here, n), &rest(&others, m)) {
        found.push(evidence(Subject::Column(at), None, v, ln_p));
    }
    for (value, (a, b)) in here.iter().zip(&others).enumerate() {
        let Some((_, ln_p)) = contrast::classes(&[*a, n - a], &[*b, m - b]) else { continue };
        let (p, q) = (a / n, b / m);
        let spread = f64::midpoint(p * (1.0 - p), q * (1.0 - q)).sqrt();
        found.push(evidence(Subject::Value(at, value), Some((p - q) / spread), p - q, ln_p));
    }
    found
}

/// All tests of all segments are one family.
fn adjust(segments: &mut [SegmentProfile]) {
    let all = || segments.iter().flat_map(|it| &it.evidence);
    let found: Vec<f64> = all().filter_map(|it| it.ln_p).collect();
    let mut adjusted = contrast::adjusted(&found).into_iter();
    for it in segments.iter_mut().flat_map(|it| &mut it.evidence).filter(|it| it.ln_p.is_some()) {
        it.ln_adjusted = adjusted.next();
    }
}
