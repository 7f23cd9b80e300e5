//! The shortest rule that finds some customers among others: up to four conditions, one cut of a
//! number or a few values of a category each.
//!
//! A beam search from the empty rule: at each step every condition of every column is tried on the
//! customers that are left, by counting them once a column, and the few rules with the best F1
//! (the harmonic mean of precision and recall) go on.

use crate::kernel::order;
use crate::kernel::quantile::{known, quantiles};

/// Conditions of a rule at most.
pub const MAX_CONDITIONS: usize = 4;
/// Rules that go on at each step.
const BEAM: usize = 4;
/// Values of a category that a condition names at most.
const MAX_VALUES: usize = 3;
/// F1 that a condition must bring to be worth its words.
const WORTH: f64 = 0.01;
/// What a code or bin beyond the last is: not known.
const UNKNOWN: u16 = u16::MAX;

/// A column that conditions may speak of; one value for each customer.
#[derive(Debug)]
pub struct Column {
    /// Rising cuts of a number; empty for categories.
    cuts: Vec<f64>,
    /// Bin between cuts, or code of the value; [`UNKNOWN`] where not known.
    codes: Vec<u16>,
    n_codes: usize,
    /// Codes from this on are counted but never named; 0 for numbers.
    n_named: usize,
}

/// One condition; holds of no customer of whom the column is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// At least this.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
    /// One of these codes.
    In(Vec<u16>),
    /// A code, and none of these.
    NotIn(Vec<u16>),
}

/// A condition, and the position of its column.
pub type Condition = (usize, Test);

/// Customers to be found and others, with the weight of each of either kind.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Whether each customer is to be found.
    pub wanted: &'a [bool],
    /// How many each of them stands for.
    pub weight: f64,
    /// How many each of the others stands for.
    pub weight_of_others: f64,
}

impl Column {
    /// A number, cut at quantiles of everyone and of those wanted, and at the ends of those. Each cut
    /// is the shortest decimal that parts the same customers.
    pub fn numbers(values: &[f64], wanted: &[bool]) -> Self {
        let mut all = known(values);
        let of_wanted = values.iter().zip(wanted).filter(|it| *it.1 && !it.0.is_nan());
        let mut own: Vec<f64> = of_wanted.map(|it| *it.0).collect();
        let everyone: Vec<(u32, u32)> = (1..20).map(|it| (it, 20)).collect();
        let ends =
            [(0, 1), (1, 50), (1, 20), (1, 10), (1, 4), (1, 2), (3, 4), (9, 10), (19, 20), (49, 50), (1, 1)];
        let mut edges = quantiles(&mut all, &everyone);
        edges.extend(quantiles(&mut own, &ends));
        order::sort_by_number(&mut all, |it| order::rank(*it + 0.0));
        all.dedup();
        let mut cuts: Vec<f64> = Vec::new();
        for edge in edges.into_iter().filter(|it| it.is_finite()) {
            // The first value that is not below, and the first above: cuts before and after it.
            for place in [all.partition_point(|it| *it < edge), all.partition_point(|it| *it <= edge)] {
                let pair = place.checked_sub(1).and_then(|it| all.get(it)).zip(all.get(place));
                cuts.extend(pair.map(|(below, at)| shortest(*below, *at)));
            }
        }
        order::sort_by_number(&mut cuts, |it| order::rank(*it + 0.0));
        cuts.dedup();
        let bin = |value: &f64| {
            let bin = cuts.partition_point(|it| it <= value);
            if value.is_nan() { UNKNOWN } else { u16::try_from(bin).unwrap_or(UNKNOWN) }
        };
        let codes = values.iter().map(bin).collect();
        Self { n_codes: cuts.len() + 1, cuts, codes, n_named: 0 }
    }

    /// A category of `n_named` values that may be named; one code more is every other value, and
    /// codes beyond are not known.
    pub fn category(codes: Vec<u16>, n_named: usize) -> Self {
        Self { cuts: Vec::new(), codes, n_codes: n_named + 1, n_named }
    }

    fn passes(&self, customer: u32, test: &Test) -> bool {
        let Some(&code) = self.codes.get(customer as usize) else { return false };
        if usize::from(code) >= self.n_codes {
            return false;
        }
        let bin = |cut: &f64| self.cuts.partition_point(|it| it < cut);
        match test {
            Test::AtLeast(cut) => usize::from(code) > bin(cut),
            Test::Below(cut) => usize::from(code) <= bin(cut),
            Test::In(codes) => codes.contains(&code),
            Test::NotIn(codes) => !codes.contains(&code),
        }
    }
}

/// The shortest decimal above `below` and not above `at`.
fn shortest(below: f64, at: f64) -> f64 {
    let mut unit = 1e15_f64;
    for _ in 0..32 {
        // Divided by a power of ten that is exact, so that 0.3 is 0.3.
        let inverse = (1.0 / unit).round();
        let found = if unit >= 1.0 { (at / unit).floor() * unit } else { (at * inverse).floor() / inverse };
        if found > below && found <= at {
            return found;
        }
        unit /= 10.0;
    }
    at
}

#[derive(Debug, Clone)]
struct Rule {
    conditions: Vec<Condition>,
    rows: Vec<u32>,
    f1: f64,
}

/// The best rules of one, two, three … conditions so far as each is worth its words: the last is the
/// rule to tell. Empty where no condition brings more than taking everyone. `tick` is called after
/// each column.
pub fn find(columns: &[Column], sides: Sides<'_>, tick: &mut dyn FnMut()) -> Vec<Condition> {
    let n = u32::try_from(sides.wanted.len()).unwrap_or(u32::MAX);
    let n_wanted = sides.wanted.iter().filter(|it| **it).count() as f64 * sides.weight;
    let everyone: Vec<u32> = (0..n).collect();
    let first = sides.score(&everyone, n_wanted);
    let mut beam = vec![Rule { conditions: Vec::new(), rows: everyone, f1: first }];
    let mut best = beam.first().cloned();
    for _ in 0..MAX_CONDITIONS {
        let mut next: Vec<(f64, usize, Condition)> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            for (from, rule) in beam.iter().enumerate() {
                let tests = sides.tests(column, &rule.rows, n_wanted).into_iter();
                let worth = tests.filter(|it| it.0 > rule.f1 + WORTH / 2.0);
                next.extend(worth.map(|(f1, test)| (f1, from, (at, test))));
            }
            tick();
        }
        order::sort_by(&mut next, |a, b| b.0.total_cmp(&a.0));
        let mut grown: Vec<Rule> = Vec::new();
        for (f1, from, condition) in next {
            // Two rules of one score mostly take the same customers.
            if grown.len() == BEAM || grown.iter().any(|it| (it.f1 - f1).abs() < 1e-12) {
                continue;
            }
            let (Some(rule), Some(column)) = (beam.get(from), columns.get(condition.0)) else { continue };
            let rows = rule.rows.iter().copied().filter(|it| column.passes(*it, &condition.1)).collect();
            let conditions = rule.conditions.iter().cloned().chain([condition]).collect();
            grown.push(Rule { conditions, rows, f1 });
        }
        let Some(leader) = grown.first() else { break };
        if best.as_ref().is_none_or(|it| leader.f1 > it.f1 + WORTH) {
            best = Some(leader.clone());
        }
        beam = grown;
    }
    merged(best.map_or_else(Vec::new, |it| it.conditions))
}

/// Of two cuts of one number on the same side only the closer one says something.
fn merged(conditions: Vec<Condition>) -> Vec<Condition> {
    let mut kept: Vec<Condition> = Vec::new();
    for (at, test) in conditions {
        let same = kept.iter_mut().find(|it| {
            it.0 == at
                && matches!(
                    (&it.1, &test),
                    (Test::AtLeast(_), Test::AtLeast(_)) | (Test::Below(_), Test::Below(_))
                )
        });
        match (same, test) {
            (Some((_, Test::AtLeast(old))), Test::AtLeast(new)) => *old = old.max(new),
            (Some((_, Test::Below(old))), Test::Below(new)) => *old = old.min(new),
            (_, test) => kept.push((at, test)),
        }
    }
    kept
}

impl Sides<'_> {
    fn score(&self, rows: &[u32], n_wanted: f64) -> f64 {
        let n_hits = rows.iter().filter(|it| self.wanted.get(**it as usize) == Some(&true)).count();
        let hits = n_hits as f64 * self.weight;
        f1(hits, hits + (rows.len() - n_hits) as f64 * self.weight_of_others, n_wanted)
    }

    /// The best tests of a column on some customers, with the F1 of each.
    fn tests(&self, column: &Column, rows: &[u32], n_wanted: f64) -> Vec<(f64, Test)> {
        let mut counts = vec![(0.0_f64, 0.0_f64); column.n_codes];
        for &row in rows {
            let code = column.codes.get(row as usize).copied().unwrap_or(UNKNOWN);
            let Some(count) = counts.get_mut(usize::from(code)) else { continue };
            if self.wanted.get(row as usize) == Some(&true) {
                count.0 += self.weight;
            } else {
                count.1 += self.weight_of_others;
            }
        }
        match column.n_named {
            0 => by_cuts(&column.cuts, &counts, n_wanted),
            n_named => by_values(&counts, n_named, n_wanted),
        }
    }
}

fn by_cuts(cuts: &[f64], counts: &[(f64, f64)], n_wanted: f64) -> Vec<(f64, Test)> {
    let total = counts.iter().fold((0.0, 0.0), |all, it| (all.0 + it.0, all.1 + it.1));
    let (mut below, mut found) = ((0.0, 0.0), Vec::new());
    for (cut, count) in cuts.iter().zip(counts) {
        below = (below.0 + count.0, below.1 + count.1);
        found.push((f1(below.0, below.0 + below.1, n_wanted), Test::Below(*cut)));
        let above = (total.0 - below.0, total.1 - below.1);
        found.push((f1(above.0, above.0 + above.1, n_wanted), Test::AtLeast(*cut)));
    }
    order::sort_by(&mut found, |a, b| b.0.total_cmp(&a.0));
    found.truncate(BEAM);
    found
}

fn by_values(counts: &[(f64, f64)], n_named: usize, n_wanted: f64) -> Vec<(f64, Test)> {
    let mut codes: Vec<(f64, u16)> = Vec::new();
    for (code, count) in (0_u16..).zip(counts).take(n_named).filter(|it| it.1.0 + it.1.1 > 0.0) {
        codes.push((count.0 / (count.0 + count.1), code));
    }
    order::sort_by(&mut codes, |a, b| b.0.total_cmp(&a.0));
    let total = counts.iter().fold((0.0, 0.0), |all, it| (all.0 + it.0, all.1 + it.1));
    let of = |taken: &[(f64, u16)]| {
        let counts = taken.iter().filter_map(|it| counts.get(usize::from(it.1)));
        counts.fold((0.0, 0.0), |all, it| (all.0 + it.0, all.1 + it.1))
    };
    let names = |taken: &[(f64, u16)]| {
        let mut codes: Vec<u16> = taken.iter().map(|it| it.1).collect();
        order::sort_by(&mut codes, Ord::cmp);
        codes
    };
    let mut found = Vec::new();
    for n in 1..=MAX_VALUES.min(codes.len()) {
        if let Some(taken) = codes.get(..n) {
            let hits = of(taken);
            found.push((f1(hits.0, hits.0 + hits.1, n_wanted), Test::In(names(taken))));
        }
        if let Some(left) = codes.get(codes.len() - n..) {
            let lost = of(left);
            let hits = (total.0 - lost.0, total.1 - lost.1);
            found.push((f1(hits.0, hits.0 + hits.1, n_wanted), Test::NotIn(names(left))));
        }
    }
    found
}

fn f1(hits: f64, n_taken: f64, n_wanted: f64) -> f64 {
    if n_taken + n_wanted > 0.0 { 2.0 * hits / (n_taken + n_wanted) } else { 0.0 }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "decimals that are meant")]
mod tests {
    use super::*;

    fn sides(wanted: &[bool]) -> Sides<'_> {
        Sides { wanted, weight: 1.0, weight_of_others: 1.0 }
    }

    #[test]
    fn a_cut_is_the_shortest_decimal_between_two_values() {
        assert_eq!(shortest(3.0, 4.0), 4.0);
        assert_eq!(shortest(187.4, 203.9), 200.0);
        assert_eq!(shortest(0.27, 0.31), 0.3);
        assert_eq!(shortest(-5.0, -1.0), -1.0);
        assert_eq!(shortest(-0.5, 0.5), 0.0);
        assert_eq!(shortest(12.344, 12.345), 12.345);
    }

    #[test]
    fn a_box_is_found_side_by_side() {
        let xs: Vec<f64> = (0..400).map(|it| f64::from(it % 20)).collect();
        let ys: Vec<f64> = (0..400).map(|it| f64::from(it / 20)).collect();
        let wanted: Vec<bool> = xs.iter().zip(&ys).map(|(x, y)| *x >= 12.0 && *y < 7.0).collect();
        let columns = [Column::numbers(&xs, &wanted), Column::numbers(&ys, &wanted)];
        let mut found = find(&columns, sides(&wanted), &mut || {});
        found.sort_by_key(|it| it.0);
        assert_eq!(found, [(0, Test::AtLeast(12.0)), (1, Test::Below(7.0))]);
    }

    #[test]
    fn a_category_is_named_by_its_values() {
        let codes: Vec<u16> = (0..300).map(|it| it % 6).collect();
        let wanted: Vec<bool> = codes.iter().map(|it| [1, 4].contains(it)).collect();
        let column = Column::category(codes, 6);
        assert_eq!(find(&[column], sides(&wanted), &mut || {}), [(0, Test::In(vec![1, 4]))]);
    }

    #[test]
    fn one_condition_is_told_where_a_second_brings_nothing() {
        let xs: Vec<f64> = (0..200).map(f64::from).collect();
        let other: Vec<f64> = (0..200).map(|it| f64::from((it * 37) % 101)).collect();
        let wanted: Vec<bool> = xs.iter().map(|it| *it >= 150.0).collect();
        let columns = [Column::numbers(&other, &wanted), Column::numbers(&xs, &wanted)];
        assert_eq!(find(&columns, sides(&wanted), &mut || {}), [(1, Test::AtLeast(150.0))]);
    }

    #[test]
    fn whom_nothing_tells_apart_has_no_rule() {
        let wanted: Vec<bool> = (0..100).map(|it| it % 2 == 0).collect();
        let column = Column::numbers(&[7.0; 100], &wanted);
        assert_eq!(find(&[column], sides(&wanted), &mut || {}), []);
    }

    #[test]
    fn those_without_a_value_pass_no_condition() {
        let mut xs: Vec<f64> = (0..100).map(f64::from).collect();
        xs.extend([f64::NAN; 50]);
        let wanted: Vec<bool> = xs.iter().map(|it| *it >= 60.0).collect();
        let column = Column::numbers(&xs, &wanted);
        assert!(!column.passes(120, &Test::AtLeast(-9.0)) && !column.passes(120, &Test::Below(99.0)));
        assert_eq!(find(&[column], sides(&wanted), &mut || {}), [(0, Test::AtLeast(60.0))]);
    }
}
