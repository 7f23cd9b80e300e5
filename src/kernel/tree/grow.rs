//! Growing: the leaf whose split explains most is split first, until no leaf can be split or there
//! are as many as wanted.

use crate::kernel::tree::cart::{self, Judge, positions};
use crate::kernel::tree::coded::{Coded, Values};
use crate::kernel::tree::screen::{Screened, screen};
use crate::kernel::tree::{Predictor, Settings, Split, Sums, Target, Way, chaid};

/// Parts of about equal size that numbers are cut into before CHAID merges them.
const CHAID_BINS: usize = 10;

/// A tree; the first node is the root.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Each node before those below it, branch after branch.
    pub nodes: Vec<Node>,
    /// Each predictor by itself, on all customers that the tree is learnt from.
    pub screened: Vec<Screened>,
    /// Whether a leaf would have been split but for the number of leaves.
    pub is_cut_short: bool,
}

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    /// The node above, and which of its branches this is.
    pub parent: Option<(usize, u8)>,
    /// Splits above it.
    pub depth: u8,
    /// Those it was learnt from.
    pub sums: Sums,
    /// How it is split; `None` for leaves.
    pub split: Option<Split>,
    /// The nodes below, branch by branch.
    pub children: Vec<usize>,
}

impl Tree {
    /// The leaf of a customer.
    pub fn leaf(&self, predictors: &[Predictor<'_>], row: usize) -> usize {
        let mut at = 0;
        while let Some((node, split)) = self.nodes.get(at).and_then(|it| Some((it, it.split.as_ref()?))) {
            let Some(predictor) = predictors.get(split.column) else { break };
            match node.children.get(usize::from(split.branch(*predictor, row))) {
                Some(next) if *next > at => at = *next,
                _ => break,
            }
        }
        at
    }
}

/// Whether the predictor at a position may split, given how it is by itself.
pub type Admission<'a> = &'a dyn Fn(usize, &Screened) -> bool;

/// Grows a tree on some customers, whose outcomes the target holds in the same order. Predictors that
/// `is_used` refuses are screened and no more. `tick` is called after each pass over the customers.
pub fn grow(
    predictors: &[Predictor<'_>],
    rows: &[u32],
    target: &Target,
    settings: &Settings,
    (is_used, tick): (Admission<'_>, &mut dyn FnMut()),
) -> Tree {
    let everyone: Vec<u32> = (0_u32..).take(rows.len()).collect();
    let mut columns = Vec::new();
    let mut screened = Vec::new();
    for (position, predictor) in predictors.iter().enumerate() {
        let coded = Coded::of(*predictor, rows);
        tick();
        let cells = coded.cells(&everyone, target);
        let found = screen(&coded, &cells, target, (*predictor, rows));
        if is_used(position, &found) {
            let coded = match settings.way {
                Way::Cart { .. } => coded,
                Way::Chaid { .. } => coded.pooled(&cells, CHAID_BINS),
            };
            columns.push((position, coded));
        }
        screened.push(found);
        tick();
    }
    let mut sums = Sums::default();
    target.values.iter().for_each(|it| sums.add(*it));
    let root = Node { parent: None, depth: 0, sums, split: None, children: Vec::new() };
    let mut growing = Growing { columns, target, settings, nodes: vec![root], open: Vec::new(), tick };
    growing.open(0, everyone);
    let is_cut_short = growing.run();
    Tree { nodes: in_order(&growing.nodes), screened, is_cut_short }
}

struct Growing<'a> {
    columns: Vec<(usize, Coded)>,
    target: &'a Target,
    settings: &'a Settings,
    nodes: Vec<Node>,
    open: Vec<Open>,
    tick: &'a mut dyn FnMut(),
}

/// A leaf that may be split.
struct Open {
    node: usize,
    rows: Vec<u32>,
    /// Position of the split's predictor among those used.
    column: usize,
    split: Split,
}

impl Growing<'_> {
    /// Splits until nothing is left to split; whether the number of leaves was in the way.
    fn run(&mut self) -> bool {
        let mut n_leaves = 1;
        let mut is_cut_short = false;
        while let Some(best) = self.most_gain() {
            let Open { node, rows, column, split } = self.open.swap_remove(best);
            if n_leaves + split.n_branches - 1 > self.settings.max_leaves {
                is_cut_short = true;
                continue;
            }
            n_leaves += split.n_branches - 1;
            let parts = self.part(&rows, column, &split);
            drop(rows);
            self.divide(node, split, parts);
        }
        is_cut_short
    }

    fn most_gain(&self) -> Option<usize> {
        let gain = |it: &Open| it.split.gain;
        let all = self.open.iter().enumerate();
        all.max_by(|a, b| gain(a.1).total_cmp(&gain(b.1)).then(b.1.node.cmp(&a.1.node))).map(|it| it.0)
    }

    /// The customers of each branch.
    fn part(&self, rows: &[u32], column: usize, split: &Split) -> Vec<Vec<u32>> {
        let mut parts = vec![Vec::new(); split.n_branches];
        let Some((_, coded)) = self.columns.get(column) else { return parts };
        let branch_of = coded.branches(split);
        for row in rows {
            let branch = branch_of.get(coded.at(*row as usize)).copied().unwrap_or(split.largest);
            if let Some(part) = parts.get_mut(usize::from(branch)) {
                part.push(*row);
            }
        }
        parts
    }

    fn divide(&mut self, parent: usize, split: Split, parts: Vec<Vec<u32>>) {
        let depth = self.nodes.get(parent).map_or(0, |it| it.depth) + 1;
        let first = self.nodes.len();
        for (branch, rows) in (0_u8..).zip(&parts) {
            let mut sums = Sums::default();
            for value in rows.iter().filter_map(|it| self.target.values.get(*it as usize)) {
                sums.add(*value);
            }
            let parent = Some((parent, branch));
            self.nodes.push(Node { parent, depth, sums, split: None, children: Vec::new() });
        }
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children = (first..first + parts.len()).collect();
            node.split = Some(split);
        }
        for (node, rows) in (first..).zip(parts) {
            self.open(node, rows);
        }
    }

    /// Looks for the best split of a node, and remembers it.
    fn open(&mut self, node: usize, rows: Vec<u32>) {
        let Some(Node { sums, depth, .. }) = self.nodes.get(node) else { return };
        let is_large = sums.n >= 2.0 * self.settings.min_leaf as f64;
        if *depth >= self.settings.max_depth || !is_large || sums.within() <= 0.0 {
            return;
        }
        let sums = *sums;
        let mut found: Vec<(f64, usize, Split)> = Vec::new();
        let mut n_looked_at = 0.0;
        for (place, (column, coded)) in self.columns.iter().enumerate() {
            let cells = coded.cells(&rows, self.target);
            (self.tick)();
            if positions(&cells).len() < 2 {
                continue;
            }
            n_looked_at += 1.0;
            let split = match self.settings.way {
                Way::Cart { by_entropy } => {
                    let judge = Judge { is_rate: self.target.is_rate, by_entropy, all: sums };
                    cart::split(coded, &cells, &judge, self.settings)
                }
                Way::Chaid { alpha_merge } => {
                    let found =
                        chaid::split(coded, &cells, (self.target.is_rate, alpha_merge), self.settings);
                    found.map(|it| (-it.ln_p, it))
                }
            };
            found.extend(split.map(|(merit, split)| (merit, place, Split { column: *column, ..split })));
        }
        let ln_looked_at = libm::log(f64::max(n_looked_at, 1.0));
        let mut best: Option<(f64, usize, Split)> = None;
        for (merit, place, mut split) in found {
            split.ln_p = (split.ln_p + ln_looked_at).min(0.0);
            let is_sure = self.settings.alpha >= 1.0 || split.ln_p <= libm::log(self.settings.alpha);
            if is_sure && best.as_ref().is_none_or(|it| merit > it.0) {
                best = Some((merit, place, split));
            }
        }
        if let Some((_, column, split)) = best {
            self.open.push(Open { node, rows, column, split });
        }
    }
}

impl Coded {
    /// The branch of each code, that of missing values last.
    fn branches(&self, split: &Split) -> Vec<u8> {
        let mut branches = match &self.values {
            Values::Nominal(_) => split.branches.clone(),
            Values::Ordered { high, .. } => {
                let branch = |high: &f64| split.cuts.partition_point(|cut| cut < high);
                high.iter().map(|it| u8::try_from(branch(it)).unwrap_or(split.largest)).collect()
            }
        };
        branches.push(split.missing);
        branches
    }
}

/// The same nodes, each before those below it.
fn in_order(nodes: &[Node]) -> Vec<Node> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut waiting = vec![0];
    while let Some(at) = waiting.pop() {
        order.push(at);
        waiting.extend(nodes.get(at).iter().flat_map(|it| it.children.iter().rev()));
    }
    let mut place = vec![0; nodes.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(it) = place.get_mut(*old) {
            *it = new;
        }
    }
    let new_place = |old: usize| place.get(old).copied().unwrap_or_default();
    let moved = |old: usize| {
        let node = nodes.get(old)?.clone();
        Some(Node {
            parent: node.parent.map(|(parent, branch)| (new_place(parent), branch)),
            children: node.children.iter().map(|it| new_place(*it)).collect(),
            ..node
        })
    };
    order.into_iter().filter_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::random::Random;
    use crate::kernel::tree::UNSEEN;

    const CART: Settings = Settings {
        way: Way::Cart { by_entropy: false },
        max_depth: 3,
        min_leaf: 20,
        max_leaves: 12,
        alpha: 0.05,
    };
    const CHAID: Settings = Settings { way: Way::Chaid { alpha_merge: 0.05 }, ..CART };

    fn grown(predictors: &[Predictor<'_>], target: &Target, settings: &Settings) -> Tree {
        let n = u32::try_from(target.values.len()).unwrap();
        let rows: Vec<u32> = (0..n).collect();
        grow(predictors, &rows, target, settings, (&|_, _| true, &mut || {}))
    }

    #[test]
    fn both_ways_find_a_cut_and_a_set_that_were_planted() {
        let mut random = Random::new(3);
        let n = 4000;
        let numbers: Vec<f64> = (0..n).map(|_| (random.unit() * 100.0).floor()).collect();
        let codes: Vec<u32> = (0..n).map(|_| u32::try_from(random.below(5)).unwrap()).collect();
        let rate = |row: usize| match (numbers[row] > 60.0, codes[row] == 1 || codes[row] == 3) {
            (true, true) => 0.6,
            (true, false) => 0.3,
            (false, _) => 0.05,
        };
        let answers: Vec<bool> = (0..n).map(|row| random.happens(rate(row))).collect();
        let target = Target::rate(answers.into_iter());
        let predictors = [Predictor::Numbers(&numbers), Predictor::Names { codes: &codes, n: 5 }];
        for settings in [CART, CHAID] {
            let tree = grown(&predictors, &target, &settings);
            let root = tree.nodes[0].split.as_ref().unwrap();
            assert_eq!(root.column, 0, "{:?}", settings.way);
            assert!(root.cuts.iter().any(|it| (55.0..65.0).contains(it)), "{root:?}");
            let above = *tree.nodes[0].children.last().unwrap();
            let split = tree.nodes[above].split.as_ref().unwrap();
            assert_eq!(split.column, 1);
            assert_eq!(split.branches[1], split.branches[3]);
            assert_ne!(split.branches[0], split.branches[1]);
            for row in 0..n {
                let leaf = &tree.nodes[tree.leaf(&predictors, row)];
                assert!(leaf.split.is_none());
            }
        }
    }

    fn by_chance(seed: u64, settings: &Settings) -> Tree {
        const N: usize = 1000;
        let mut random = Random::for_task(11, seed);
        let numbers: Vec<f64> = (0..N).map(|_| random.normal()).collect();
        let few: Vec<f64> = (0..N).map(|_| random.below(6) as f64).collect();
        let gappy: Vec<f64> = (0..N).map(|_| (0.7 - random.unit()).sqrt()).collect();
        let codes: Vec<u32> = (0..N).map(|_| u32::try_from(random.below(12)).unwrap()).collect();
        let many: Vec<u32> = (0..N).map(|_| u32::try_from(random.below(150)).unwrap()).collect();
        let target = if seed.is_multiple_of(2) {
            Target::rate((0..N).map(|_| random.happens(0.12)))
        } else {
            Target::amounts((0..N).map(|_| libm::exp(random.normal())).collect())
        };
        let numbers = [&numbers, &few, &gappy].map(|it| Predictor::Numbers(it));
        let names = [(&codes, 12), (&many, 150)].map(|(codes, n)| Predictor::Names { codes, n });
        grown(&[&numbers[..], &names[..]].concat(), &target, settings)
    }

    #[test]
    fn outcomes_by_chance_give_a_stump_nineteen_times_in_twenty() {
        for settings in [CART, CHAID] {
            let n_stumps = (0..600).filter(|seed| by_chance(*seed, &settings).nodes.len() == 1).count();
            assert!(n_stumps >= 570, "{:?}: {n_stumps} of 600", settings.way);
        }
    }

    #[test]
    fn those_without_a_number_go_where_they_belong() {
        let values: Vec<f64> =
            (0..600).map(|it| if it % 3 == 0 { f64::NAN } else { f64::from(it % 100) }).collect();
        let answers = values.iter().map(|it| it.is_nan() || *it >= 70.0);
        let tree = grown(&[Predictor::Numbers(&values)], &Target::rate(answers), &CART);
        let split = tree.nodes[0].split.as_ref().unwrap();
        assert_eq!((split.missing, split.cuts.as_slice()), (1, [69.5].as_slice()));
        assert!((split.n_missing - 200.0).abs() < 1e-9);
        let alone = values.iter().map(|it| it.is_nan());
        let tree = grown(&[Predictor::Numbers(&values)], &Target::rate(alone), &CART);
        let split = tree.nodes[0].split.as_ref().unwrap();
        assert!(split.cuts.is_empty() && split.missing == 1);
        let chaid =
            grown(&[Predictor::Numbers(&values)], &Target::rate(values.iter().map(|it| it.is_nan())), &CHAID);
        assert_eq!(chaid.nodes[0].children.len(), 2);
    }

    #[test]
    fn names_that_a_node_never_had_go_where_most_go() {
        let codes: Vec<u32> = (0..400).map(|it| it % 2).collect();
        let target = Target::rate((0..400).map(|it| it % 2 == 1 || it < 20));
        let tree = grown(&[Predictor::Names { codes: &codes, n: 3 }], &target, &CART);
        let split = tree.nodes[0].split.as_ref().unwrap();
        assert_eq!(split.branches, [0, 1, UNSEEN]);
        assert_eq!(split.branch(Predictor::Names { codes: &[2], n: 3 }, 0), split.largest);
        assert_eq!(split.branch(Predictor::Names { codes: &[9], n: 3 }, 0), split.missing);
    }

    #[test]
    fn degenerate_data_gives_a_root_and_no_more() {
        let none: Vec<f64> = vec![f64::NAN; 300];
        let same = vec![1.0; 300];
        let huge: Vec<f64> = (0..300).map(|it| if it == 0 { 1e300 } else { f64::from(it % 2) }).collect();
        let predictors =
            [Predictor::Numbers(&none), Predictor::Numbers(&same), Predictor::Names { codes: &[], n: 0 }];
        for settings in [CART, CHAID] {
            for target in [Target::rate((0..300).map(|it| it % 3 == 0)), Target::amounts(huge.clone())] {
                assert_eq!(grown(&predictors, &target, &settings).nodes.len(), 1);
                let tree = grown(&[Predictor::Numbers(&huge)], &target, &settings);
                assert!(tree.nodes.iter().all(|it| target.mean(&it.sums).is_finite()));
            }
            assert_eq!(grown(&predictors, &Target::rate((0..300).map(|_| true)), &settings).nodes.len(), 1);
            assert_eq!(grown(&[], &Target::amounts(vec![]), &settings).nodes.len(), 1);
        }
    }

    #[test]
    fn no_more_leaves_than_wanted_are_grown_and_the_best_splits_first() {
        let values: Vec<f64> = (0..4096).map(f64::from).collect();
        let target = Target::amounts(values.iter().map(|it| it * it).collect());
        let settings = Settings { max_depth: 5, max_leaves: 4, ..CART };
        let tree = grown(&[Predictor::Numbers(&values)], &target, &settings);
        assert_eq!(tree.nodes.iter().filter(|it| it.split.is_none()).count(), 4);
        assert!(tree.is_cut_short);
        assert!(tree.nodes.iter().enumerate().all(|(at, it)| it.children.iter().all(|child| *child > at)));
    }
}
