//! How far some differ from the others, and how likely chance alone parts them as far.
//!
//! Numbers are compared by their ranks (H. Mann and D. Whitney, *On a test of whether one of two
//! random variables is stochastically larger than the other*, 1947), shares by chi-square. The
//! probabilities are logarithms, see [`crate::kernel::tails`].

pub mod bootstrap;
pub mod shortest;

use crate::kernel::order;
use crate::kernel::random::Random;
use crate::kernel::tails::ln_chi_square;

/// Fewest on either side that ranks are tested of: below, the normal distribution is a poor likeness.
const LEAST_RANKED: usize = 8;

/// The ranks of several groups' values among all of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranks {
    /// Values of each group.
    pub n: Vec<usize>,
    /// Sum of each group's ranks, from 1; equal values share the middle of theirs.
    pub sums: Vec<f64>,
    /// Sum of t³ − t over the sizes t of all sets of equal values.
    pub ties: f64,
}

/// Ranks the values of groups that stand side by side and end at `ends`; those not known (`NaN`) have
/// no rank. Of more than `limit` values one in so many is drawn, by a seed.
pub fn ranks(values: &[f64], ends: &[usize], limit: usize, seed: u64) -> Ranks {
    let step = values.len().div_ceil(limit.max(1)).max(1);
    let mut random = Random::new(seed);
    let mut all: Vec<(u64, u16)> = Vec::with_capacity(values.len().div_ceil(step));
    let mut n = vec![0; ends.len()];
    let (mut group, mut start) = (0_usize, 0_usize);
    while start < values.len() {
        let at = if step == 1 { start } else { start + random.below(step.min(values.len() - start)) };
        while ends.get(group).is_some_and(|&end| at >= end) {
            group += 1;
        }
        let value = values.get(at).copied().unwrap_or(f64::NAN);
        if let (false, Some(n)) = (value.is_nan(), n.get_mut(group)) {
            *n += 1;
            // Zero has one rank, whatever its sign.
            all.push((order::rank(value + 0.0), u16::try_from(group).unwrap_or(u16::MAX)));
        }
        start += step;
    }
    order::sort_by_number(&mut all, |it| it.0);
    let mut sums = vec![0.0; ends.len()];
    let (mut ties, mut n_below) = (0.0, 0.0);
    for alike in all.chunk_by(|a, b| a.0 == b.0) {
        let t = alike.len() as f64;
        let rank = n_below + f64::midpoint(1.0, t);
        for &(_, group) in alike {
            if let Some(sum) = sums.get_mut(usize::from(group)) {
                *sum += rank;
            }
        }
        ties += t * t * t - t;
        n_below += t;
    }
    Ranks { n, sums, ties }
}

impl Ranks {
    /// Of all pairs of one of a group and one of the others, the share in which the group's is
    /// larger, equal ones counted half; and ln p of that by the normal distribution with a correction
    /// for continuity and ties, on both sides. No probability below eight on either side; nothing
    /// where there are no pairs.
    pub fn test(&self, group: usize) -> Option<(f64, Option<f64>)> {
        let here = *self.n.get(group)?;
        let all = self.n.iter().sum::<usize>();
        let others = all - here;
        if here == 0 || others == 0 {
            return None;
        }
        let (n, m, total) = (here as f64, others as f64, all as f64);
        let larger = self.sums.get(group)? - n * (n + 1.0) / 2.0;
        let pairs = n * m;
        let spread = (pairs / 12.0 * (total + 1.0 - self.ties / (total * (total - 1.0)))).max(0.0).sqrt();
        let z = ((larger - pairs / 2.0).abs() - 0.5).max(0.0) / spread;
        let ln_p = if spread > 0.0 { ln_chi_square(z * z, 1.0) } else { 0.0 };
        Some((larger / pairs, (here.min(others) >= LEAST_RANKED).then_some(ln_p)))
    }
}

/// The place of each value among all known ones, from 0 to 100: the share of them that are smaller,
/// equal ones counted half. `NaN` where not known.
pub fn places(values: &[f64]) -> Vec<f64> {
    let mut all: Vec<(u64, u32)> =
        (0_u32..).zip(values).filter(|it| !it.1.is_nan()).map(|it| (order::rank(it.1 + 0.0), it.0)).collect();
    order::sort_by_number(&mut all, |it| it.0);
    let mut found = vec![f64::NAN; values.len()];
    let mut n_below = 0.0;
    for alike in all.chunk_by(|a, b| a.0 == b.0) {
        let t = alike.len() as f64;
        for &(_, at) in alike {
            if let Some(it) = found.get_mut(at as usize) {
                *it = (n_below + t / 2.0) / all.len() as f64 * 100.0;
            }
        }
        n_below += t;
    }
    found
}

/// Counts of classes here and among the others: chi-square ÷ n, its root (Cramér's V of two rows), and
/// ln p without a correction. No probability where the counts expected are too small for it: one below
/// 1, or below 5 in more than a fifth of the cells (W. Cochran, *Some methods for strengthening the
/// common χ² tests*, 1954). Nothing where there is but one class, or nobody on one side.
pub fn classes(here: &[f64], others: &[f64]) -> Option<(f64, Option<f64>)> {
    let (n, m) = (here.iter().sum::<f64>(), others.iter().sum::<f64>());
    if n <= 0.0 || m <= 0.0 {
        return None;
    }
    let (mut chi, mut n_classes, mut n_small, mut least) = (0.0, 0.0, 0.0, f64::INFINITY);
    for (a, b) in here.iter().zip(others).filter(|it| it.0 + it.1 > 0.0) {
        n_classes += 1.0;
        for (seen, size) in [(a, n), (b, m)] {
            let expected = size * (a + b) / (n + m);
            chi += (seen - expected) * (seen - expected) / expected;
            n_small += f64::from(u8::from(expected < 5.0));
            least = expected.min(least);
        }
    }
    if n_classes < 2.0 {
        return None;
    }
    let is_enough = least >= 1.0 && n_small * 5.0 <= n_classes * 2.0;
    Some(((chi / (n + m)).sqrt(), is_enough.then(|| ln_chi_square(chi, n_classes - 1.0))))
}

/// Probabilities, as logarithms, adjusted for being many: of those called small, the expected share
/// that chance made is no larger than them (Y. Benjamini and Y. Hochberg, *Controlling the False
/// Discovery Rate*, 1995).
pub fn adjusted(ln_p: &[f64]) -> Vec<f64> {
    let mut falling: Vec<(u64, usize)> = ln_p.iter().map(|it| !order::rank(*it)).zip(0..).collect();
    order::sort_by_number(&mut falling, |it| it.0);
    let n = ln_p.len() as f64;
    let mut least = 0.0_f64;
    let mut found = vec![0.0; ln_p.len()];
    for (idx, (_, at)) in falling.into_iter().enumerate() {
        let rank = n - idx as f64;
        let own = ln_p.get(at).copied().unwrap_or_default();
        least = least.min(own + libm::log(n / rank));
        if let Some(it) = found.get_mut(at) {
            *it = least;
        }
    }
    found
}

/// Probabilities, as logarithms, adjusted so that the chance of one wrong claim among all is no larger
/// than the one claimed by (S. Holm, *A Simple Sequentially Rejective Multiple Test Procedure*, 1979).
pub fn adjusted_strictly(ln_p: &[f64]) -> Vec<f64> {
    let mut rising: Vec<(u64, usize)> = ln_p.iter().map(|it| order::rank(*it)).zip(0..).collect();
    order::sort_by_number(&mut rising, |it| it.0);
    let mut most = f64::NEG_INFINITY;
    let mut found = vec![0.0; ln_p.len()];
    for (idx, (_, at)) in rising.into_iter().enumerate() {
        let own = ln_p.get(at).copied().unwrap_or_default();
        most = most.max((own + libm::log((ln_p.len() - idx) as f64)).min(0.0));
        if let Some(it) = found.get_mut(at) {
            *it = most;
        }
    }
    found
}

/// The interval of the difference of two shares, first less second, in which it lies with 95 %: the
/// hybrid of Wilson's intervals (R. Newcombe, *Interval estimation for the difference between
/// independent proportions*, 1998, method 10).
pub fn newcombe([yes, n]: [f64; 2], [other_yes, m]: [f64; 2]) -> [f64; 2] {
    let (p, q) = (yes / n.max(1.0), other_yes / m.max(1.0));
    let ([p_low, p_high], [q_low, q_high]) = (wilson(yes, n), wilson(other_yes, m));
    [p - q - (p - p_low).hypot(q_high - q), p - q + (p_high - p).hypot(q - q_low)]
}

/// The interval of a share in which it lies with 95 % (E. Wilson, *Probable inference, the law of
/// succession, and statistical inference*, 1927); everything from 0 to 1 of nobody.
pub fn wilson(n_yes: f64, n: f64) -> [f64; 2] {
    const Z: f64 = 1.959_963_984_540_054;
    if n <= 0.0 {
        return [0.0, 1.0];
    }
    let share = n_yes / n;
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let low = if n_yes > 0.0 { (middle - half).max(0.0) } else { 0.0 };
    [low, if n_yes < n { (middle + half).min(1.0) } else { 1.0 }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_close(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-12_f64.max(expected.abs() * 1e-10)
    }

    #[test]
    fn ranks_of_equal_values_are_the_middle_of_theirs() {
        let ranks = ranks(&[1.0, 2.0, f64::NAN, 2.0, -0.0, 0.0], &[3, 6], 100, 1);
        assert_eq!(ranks.n, [2, 3]);
        assert_eq!(ranks.sums, [3.0 + 4.5, 4.5 + 1.5 + 1.5]);
        assert!(is_close(ranks.ties, 12.0));
    }

    /// Reference: `scipy.stats.mannwhitneyu(a, b, method="asymptotic")`, its U ÷ (n m).
    #[test]
    fn the_test_of_ranks_agrees_with_scipy() {
        let a = [12.0, 15.0, 15.0, 18.0, 20.0, 22.0, 25.0, 31.0, 40.0];
        let b = [8.0, 9.0, 12.0, 12.0, 13.0, 15.0, 16.0, 17.0, 19.0, 21.0, 11.0];
        let all: Vec<f64> = a.iter().chain(&b).copied().collect();
        let (share, ln_p) = ranks(&all, &[9, 20], 100, 1).test(0).unwrap();
        assert!(is_close(share, 0.808_080_808_080_808_1), "{share}");
        assert!(is_close(ln_p.unwrap(), 0.022_248_562_221_548_474_f64.ln()), "{ln_p:?}");
    }

    #[test]
    fn places_are_shares_of_those_below() {
        let found = places(&[5.0, 1.0, f64::NAN, 5.0, 9.0]);
        assert!(found[2].is_nan());
        assert_eq!((found[1], found[0], found[3], found[4]), (12.5, 50.0, 50.0, 87.5));
    }

    #[test]
    fn few_are_compared_but_not_tested() {
        let (share, ln_p) = ranks(&[3.0, 4.0, 1.0, 2.0], &[2, 4], 100, 1).test(0).unwrap();
        assert!(is_close(share, 1.0) && ln_p.is_none());
        assert_eq!(ranks(&[3.0], &[1, 1], 100, 1).test(0), None);
    }

    #[test]
    fn many_are_drawn_from_so_that_each_group_keeps_its_share() {
        let values: Vec<f64> = (0..10_000).map(f64::from).collect();
        let drawn = ranks(&values, &[2_500, 10_000], 1_000, 1);
        assert_eq!(drawn.n, [250, 750]);
    }

    /// Reference: `scipy.stats.chi2_contingency(table, correction=False)`.
    #[test]
    fn classes_agree_with_scipy() {
        let (v, ln_p) = classes(&[30.0, 20.0, 10.0], &[20.0, 40.0, 30.0]).unwrap();
        assert!(is_close(v, 0.296_585_507_000_869_8), "{v}");
        assert!(is_close(ln_p.unwrap(), 0.001_364_152_090_848_616_f64.ln()), "{ln_p:?}");
        assert_eq!(classes(&[3.0, 0.0], &[9.0, 0.0]), None);
        assert_eq!(classes(&[1.0, 1.0], &[2.0, 3.0]).map(|it| it.1), Some(None));
    }

    /// Reference: `statsmodels.stats.multitest.multipletests(p, method="fdr_bh")`.
    #[test]
    fn many_probabilities_are_adjusted_as_statsmodels_does() {
        let p = [0.01_f64, 0.04, 0.03, 0.005, 0.5];
        let found: Vec<f64> = adjusted(&p.map(f64::ln)).iter().map(|it| it.exp()).collect();
        let expected = [0.025, 0.05, 0.05, 0.025, 0.5];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    /// Reference: `statsmodels.stats.multitest.multipletests(p, method="holm")`.
    #[test]
    fn many_probabilities_are_adjusted_strictly_as_statsmodels_does() {
        let p = [0.01_f64, 0.04, 0.03, 0.005, 0.5];
        let found: Vec<f64> = adjusted_strictly(&p.map(f64::ln)).iter().map(|it| it.exp()).collect();
        let expected = [0.04, 0.09, 0.09, 0.025, 0.5];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    /// References: Newcombe's own table II, cases (a), (e) and (h): 56/70 and 48/80, 10/10 and 0/20,
    /// 10/10 and 0/10.
    #[test]
    fn the_interval_of_a_difference_is_newcombes() {
        for (a, b, expected) in [
            ([56.0, 70.0], [48.0, 80.0], [0.0524, 0.3339]),
            ([10.0, 10.0], [0.0, 20.0], [0.6791, 1.0]),
            ([10.0, 10.0], [0.0, 10.0], [0.6075, 1.0]),
        ] {
            let found: [f64; 2] = newcombe(a, b);
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 5.1e-5), "{found:?}");
        }
    }

    /// Reference: `statsmodels.stats.proportion.proportion_confint(115, 1000, method="wilson")`.
    #[test]
    fn the_interval_of_a_share_is_wilsons() {
        let [low, high] = wilson(115.0, 1_000.0);
        assert!(
            (low - 0.096_683_431_8).abs() < 1e-9 && (high - 0.136_263_172_2).abs() < 1e-9,
            "{low} {high}"
        );
        let nothing = wilson(0.0, 0.0);
        assert!(nothing[0].abs() < 1e-300 && (nothing[1] - 1.0).abs() < 1e-300);
        assert!(wilson(0.0, 10.0)[0].abs() < 1e-300 && (wilson(10.0, 10.0)[1] - 1.0).abs() < 1e-300);
    }
}
