//! Splits into as many groups of values as differ (G. Kass, *An exploratory technique for
//! investigating large quantities of categorical data*, 1980; D. Biggs, B. de Ville and E. Suen, *A
//! method of choosing multiway partitions for classification and decision trees*, 1991).
//!
//! The two groups of values that differ least are merged as long as chance alone differs as much with
//! more than a given probability: neighbours only for numbers, any two for names, and missing values
//! with any. The probability of what remains is multiplied by the ways to form as many groups.

use crate::kernel::order;
use crate::kernel::tree::cart::{between, positions};
use crate::kernel::tree::coded::{Coded, Values};
use crate::kernel::tree::{Settings, Split, Sums, Test, UNSEEN};

/// Names beyond so many in a node, the rarest, are one value from the start.
const MAX_VALUES: usize = 50;

/// Values that are one branch.
#[derive(Debug, Clone)]
struct Group {
    codes: Vec<usize>,
    sums: Sums,
    /// Whether it holds no number, only missing values: it may join any other.
    is_floating: bool,
}

/// How values may be merged.
#[derive(Debug, Clone, Copy)]
struct Merging {
    is_rate: bool,
    is_ordered: bool,
    ln_alpha: f64,
    least: f64,
}

/// The split by one predictor with the smallest adjusted probability, from the outcome by code;
/// `None` where its values are all alike.
pub fn split(
    coded: &Coded,
    cells: &[Sums],
    (is_rate, alpha_merge): (bool, f64),
    settings: &Settings,
) -> Option<Split> {
    let all = cells.iter().fold(Sums::default(), |all, it| all.with(*it));
    let missing = cells.last().copied().unwrap_or_default();
    let is_ordered = matches!(coded.values, Values::Ordered { .. });
    let merging =
        Merging { is_rate, is_ordered, ln_alpha: libm::log(alpha_merge), least: settings.min_leaf as f64 };
    let mut groups = first_groups(cells, is_ordered);
    let n_values = groups.len();
    merging.merge(&mut groups);
    if groups.len() < 2 || groups.len() > usize::from(UNSEEN) {
        return None;
    }
    let sums: Vec<Sums> = groups.iter().map(|it| it.sums).collect();
    let test = Test::of(&sums, is_rate);
    let freedom = match (is_ordered, missing.n > 0.0) {
        (false, _) => Freedom::Any,
        (true, false) => Freedom::Neighbours,
        (true, true) => Freedom::NeighboursAndMissing,
    };
    let ln_ways = ln_ways(n_values, groups.len(), freedom);
    if !is_ordered {
        order::sort_by(&mut groups, |a, b| a.sums.mean().total_cmp(&b.sums.mean()));
    }
    let largest =
        (0..groups.len()).max_by(|a, b| size(&groups, *a).total_cmp(&size(&groups, *b)).then(b.cmp(a)));
    let largest = largest.and_then(|it| u8::try_from(it).ok()).unwrap_or_default();
    let mut branches = vec![UNSEEN; cells.len()];
    for (branch, group) in (0_u8..).zip(&groups) {
        for code in &group.codes {
            if let Some(it) = branches.get_mut(*code) {
                *it = branch;
            }
        }
    }
    let missing_branch = branches.pop().filter(|it| *it != UNSEEN).unwrap_or(largest);
    let cuts = cuts(coded, &branches);
    Some(Split {
        column: 0,
        cuts,
        branches: if is_ordered { Vec::new() } else { branches },
        missing: missing_branch,
        largest,
        n_branches: groups.len(),
        n_missing: missing.n,
        gain: sums.iter().map(Sums::share).sum::<f64>() - all.share(),
        test,
        ln_p: (test.ln_p + ln_ways).min(0.0),
    })
}

fn size(groups: &[Group], at: usize) -> f64 {
    groups.get(at).map_or(0.0, |it| it.sums.n)
}

/// One group for each value that somebody has; of many names the rarest together. Missing values
/// stand last.
fn first_groups(cells: &[Sums], is_ordered: bool) -> Vec<Group> {
    let missing = cells.len().saturating_sub(1);
    let met = positions(cells);
    let group = |code: usize| Group {
        codes: vec![code],
        sums: cells.get(code).copied().unwrap_or_default(),
        is_floating: is_ordered && code == missing,
    };
    if is_ordered || met.len() <= MAX_VALUES {
        return met.into_iter().map(group).collect();
    }
    let mut by_size: Vec<Group> = met.into_iter().map(group).collect();
    order::sort_by(&mut by_size, |a, b| b.sums.n.total_cmp(&a.sums.n));
    let rare = by_size.split_off(MAX_VALUES - 1);
    let sums = rare.iter().fold(Sums::default(), |sums, it| sums.with(it.sums));
    let codes = rare.iter().flat_map(|it| it.codes.iter().copied()).collect();
    by_size.push(Group { codes, sums, is_floating: false });
    by_size
}

impl Merging {
    /// Merges what does not differ, then groups that are too small with what they differ from least.
    fn merge(&self, groups: &mut Vec<Group>) {
        let mut pairs = self.pairs(groups);
        while let Some(best) = most_alike(&pairs, |_| true) {
            if best.ln_p <= self.ln_alpha {
                break;
            }
            self.join(groups, &mut pairs, &best);
        }
        while let Some(small) = (0..groups.len()).min_by(|a, b| size(groups, *a).total_cmp(&size(groups, *b)))
        {
            if size(groups, small) >= self.least {
                break;
            }
            let Some(best) = most_alike(&pairs, |it| it.a == small || it.b == small) else { break };
            self.join(groups, &mut pairs, &best);
        }
    }

    /// All pairs that may be merged.
    fn pairs(&self, groups: &[Group]) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for b in 0..groups.len() {
            for a in 0..b {
                pairs.extend(self.pair(groups, a, b));
            }
        }
        pairs
    }

    fn pair(&self, groups: &[Group], a: usize, b: usize) -> Option<Pair> {
        let (left, right) = (groups.get(a)?, groups.get(b)?);
        let is_free = !self.is_ordered || left.is_floating || right.is_floating || b == a + 1;
        is_free.then(|| Pair { a, b, ln_p: Test::of(&[left.sums, right.sums], self.is_rate).ln_p })
    }

    /// Merges a pair; the group stands where the first of the two stood.
    fn join(&self, groups: &mut Vec<Group>, pairs: &mut Vec<Pair>, pair: &Pair) {
        let Pair { a, b, ln_p: _ } = *pair;
        if b >= groups.len() {
            return;
        }
        let gone = groups.remove(b);
        if let Some(kept) = groups.get_mut(a) {
            kept.codes.extend(gone.codes);
            kept.sums = kept.sums.with(gone.sums);
            kept.is_floating &= gone.is_floating;
        }
        pairs.retain(|it| it.a != a && it.b != a && it.a != b && it.b != b);
        for it in pairs.iter_mut() {
            it.a -= usize::from(it.a > b);
            it.b -= usize::from(it.b > b);
        }
        for other in (0..groups.len()).filter(|it| *it != a) {
            pairs.extend(self.pair(groups, a.min(other), a.max(other)));
        }
    }
}

/// Two groups, and ln of the probability that chance alone makes them differ as much.
#[derive(Debug, Clone, Copy)]
struct Pair {
    a: usize,
    b: usize,
    ln_p: f64,
}

/// The pair that differs least, the first by position of those that tie.
fn most_alike(pairs: &[Pair], is_wanted: impl Fn(&Pair) -> bool) -> Option<Pair> {
    let wanted = pairs.iter().filter(|it| is_wanted(it));
    wanted.max_by(|x, y| x.ln_p.total_cmp(&y.ln_p).then((y.a, y.b).cmp(&(x.a, x.b)))).copied()
}

/// The cuts between groups of numbers.
fn cuts(coded: &Coded, branches: &[u8]) -> Vec<f64> {
    let Values::Ordered { low, high, is_cut: _ } = &coded.values else { return Vec::new() };
    let met: Vec<(u8, f64, f64)> = branches
        .iter()
        .zip(low.iter().zip(high))
        .filter(|it| *it.0 != UNSEEN)
        .map(|(branch, (low, high))| (*branch, *low, *high))
        .collect();
    let changes = met.windows(2).filter_map(|it| match it {
        [(a, _, high), (b, low, _)] if a != b => Some(between(*high, *low)),
        _ => None,
    });
    changes.collect()
}

/// ln of the ways to form `n_groups` groups of `n_values` values, missing ones among them: C(c − 1,
/// r − 1) for numbers, C(c − 2, r − 2) + r C(c − 2, r − 1) where some are missing, Stirling's number of
/// the second kind for names (Kass 1980).
fn ln_ways(n_values: usize, n_groups: usize, freedom: Freedom) -> f64 {
    let (values, groups) = (n_values as f64, n_groups as f64);
    let ways = match freedom {
        Freedom::Any => stirling(n_values, n_groups),
        Freedom::Neighbours => choose(values - 1.0, groups - 1.0),
        Freedom::NeighboursAndMissing => {
            choose(values - 2.0, groups - 2.0) + groups * choose(values - 2.0, groups - 1.0)
        }
    };
    libm::log(ways.max(1.0))
}

/// Which values may be one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Freedom {
    /// Any of them: names.
    Any,
    /// Neighbours: numbers.
    Neighbours,
    /// Neighbours, and missing values with any: numbers that some lack.
    NeighboursAndMissing,
}

/// The number of subsets of `k` of `n`, for n below about 60.
fn choose(n: f64, k: f64) -> f64 {
    if k < 0.0 || k > n {
        return 0.0;
    }
    let (mut ways, mut step) = (1.0, 0.0);
    while step < k {
        ways = ways * (n - step) / (step + 1.0);
        step += 1.0;
    }
    ways.round()
}

/// Stirling's number of the second kind: the ways to part `n` values into `k` groups.
fn stirling(n: usize, k: usize) -> f64 {
    let mut ways = vec![0.0; k + 1];
    if let Some(first) = ways.first_mut() {
        *first = 1.0;
    }
    for _ in 0..n {
        for groups in (1..=k).rev() {
            let fewer = ways.get(groups - 1).copied().unwrap_or_default();
            if let Some(it) = ways.get_mut(groups) {
                *it = *it * groups as f64 + fewer;
            }
        }
        if let Some(first) = ways.first_mut() {
            *first = 0.0;
        }
    }
    ways.last().copied().unwrap_or(1.0).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_group_values_are_those_of_kass() {
        let cases = [
            (4, 2, Freedom::Any, 7.0),
            (5, 3, Freedom::Any, 25.0),
            (12, 4, Freedom::Any, 611_501.0),
            (6, 3, Freedom::Neighbours, 10.0),
            (10, 4, Freedom::Neighbours, 84.0),
            // C(4, 1) + 3 × C(4, 2)
            (6, 3, Freedom::NeighboursAndMissing, 22.0),
            (2, 2, Freedom::NeighboursAndMissing, 1.0),
            (3, 3, Freedom::Any, 1.0),
        ];
        for (n_values, n_groups, freedom, ways) in cases {
            let found = libm::exp(ln_ways(n_values, n_groups, freedom));
            assert!((found / ways - 1.0).abs() < 1e-9, "{n_values}, {n_groups}: {found}, not {ways}");
        }
    }

    fn merging(is_ordered: bool) -> Merging {
        Merging { is_rate: true, is_ordered, ln_alpha: libm::log(0.05), least: 1.0 }
    }

    fn cells(rates: &[(f64, f64)]) -> Vec<Sums> {
        rates.iter().map(|&(n, yes)| Sums { n, sum: yes, squares: yes }).collect()
    }

    fn grouped(cells: &[Sums], merging: &Merging) -> Vec<Vec<usize>> {
        let mut groups = first_groups(cells, merging.is_ordered);
        merging.merge(&mut groups);
        groups.into_iter().map(|it| it.codes).collect()
    }

    #[test]
    fn names_that_do_not_differ_become_one_group_wherever_they_stand() {
        let cells = cells(&[(500.0, 50.0), (500.0, 150.0), (500.0, 55.0), (500.0, 145.0), (0.0, 0.0)]);
        assert_eq!(grouped(&cells, &merging(false)), [vec![0, 2], vec![1, 3]]);
    }

    #[test]
    fn numbers_are_merged_with_neighbours_only_and_missing_ones_with_any() {
        let cells = cells(&[(500.0, 50.0), (500.0, 150.0), (500.0, 55.0), (500.0, 148.0)]);
        assert_eq!(grouped(&cells, &merging(true)), [vec![0], vec![1, 3], vec![2]]);
    }

    #[test]
    fn groups_that_are_too_small_join_what_they_differ_from_least() {
        let cells = cells(&[(500.0, 50.0), (500.0, 200.0), (20.0, 20.0), (0.0, 0.0)]);
        let least = Merging { least: 50.0, ..merging(false) };
        assert_eq!(grouped(&cells, &least), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn of_many_names_the_rarest_are_one_value_from_the_start() {
        let many: Vec<(f64, f64)> = (0..80).map(|it| (100.0 + f64::from(it), 10.0)).collect();
        let groups = first_groups(&cells(&many), false);
        assert_eq!(groups.len(), MAX_VALUES);
        assert_eq!(groups[49].codes.len(), 31);
    }
}
