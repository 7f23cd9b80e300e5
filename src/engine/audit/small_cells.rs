//! Counts that are too small to be shown, and others that would give them back.
//!
//! A table is published with its sums by row and by column, so a hidden count can be worked out
//! from what is shown unless more is hidden (complementary suppression; A. Hundepool and others,
//! "Statistical Disclosure Control", 2012, chapter 4). Three rules are repeated until they hold:
//!
//! 1. a count from 1 to one below the least is hidden, sums included;
//! 2. in each row and column, sums included, either nothing is hidden or at least two counts, which
//!    add up to the least where their sum is shown;
//! 3. no hidden count can be solved for. Rows and columns are the nodes of a graph, hidden counts
//!    its edges; a count can be worked out exactly when its edge lies on no circle (D. Gusfield,
//!    "A graph theoretic approach to statistical data security", SIAM J. Comput. 17, 1988).
//!
//! Nobody is no person: a zero is shown, and hides nothing. The smallest count that helps is hidden.

/// Counts by row and by column with their sums; the sum of all stands last in both.
#[derive(Debug)]
struct Table {
    width: usize,
    counts: Vec<usize>,
    is_hidden: Vec<bool>,
}

/// Which counts of a table must not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    width: usize,
    is_hidden: Vec<bool>,
}

impl Hidden {
    /// Whether a count is hidden, by row and column from 0.
    pub fn cell(&self, row: usize, column: usize) -> bool {
        self.is_hidden.get(row * self.width + column).copied().unwrap_or(true)
    }

    /// Whether the sum of a row is hidden.
    pub fn row_sum(&self, row: usize) -> bool {
        self.cell(row, self.width - 1)
    }

    /// Whether the sum of a column is hidden.
    pub fn column_sum(&self, column: usize) -> bool {
        self.cell(self.is_hidden.len() / self.width - 1, column)
    }
}

/// Which of a row of counts must not be shown when their sum is; all of them where the sum itself is
/// below `least`.
pub fn hide_in_line(counts: &[usize], least: usize) -> Vec<bool> {
    let mut is_hidden: Vec<bool> = counts.iter().map(|it| (1..least).contains(it)).collect();
    loop {
        let hidden = counts.iter().zip(&is_hidden).filter(|(n, is_hidden)| **is_hidden && **n > 0);
        let (n_hidden, sum) = hidden.fold((0, 0), |(n, sum), (it, _)| (n + 1, sum + it));
        if n_hidden == 0 || (n_hidden > 1 && sum >= least) {
            return is_hidden;
        }
        let shown =
            counts.iter().enumerate().filter(|(idx, n)| **n > 0 && is_hidden.get(*idx) == Some(&false));
        let Some((smallest, _)) = shown.min_by_key(|(_, n)| **n) else { return is_hidden };
        if let Some(it) = is_hidden.get_mut(smallest) {
            *it = true;
        }
    }
}

/// Which counts of a table must not be shown when its sums are: `rows` are of one length, and those
/// that `withheld` names are hidden whole, whatever they hold.
pub fn hide(rows: &[Vec<usize>], withheld: &[bool], least: usize) -> Hidden {
    let mut table = Table::of(rows);
    table.hide_small(withheld, least);
    while table.mend_a_line(least) || table.mend_a_bridge() {}
    Hidden { width: table.width, is_hidden: table.is_hidden }
}

impl Table {
    fn of(rows: &[Vec<usize>]) -> Self {
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut sums = vec![0; n_columns + 1];
        let mut counts = Vec::with_capacity((rows.len() + 1) * sums.len());
        for row in rows {
            let padded = row.iter().copied().chain(std::iter::repeat(0)).take(n_columns);
            let row: Vec<usize> = padded.chain([row.iter().sum()]).collect();
            sums.iter_mut().zip(&row).for_each(|(sum, it)| *sum += it);
            counts.extend(row);
        }
        counts.extend(&sums);
        Self { width: sums.len(), is_hidden: vec![false; counts.len()], counts }
    }

    fn height(&self) -> usize {
        self.counts.len() / self.width
    }

    fn count(&self, at: usize) -> usize {
        self.counts.get(at).copied().unwrap_or(0)
    }

    /// Hidden counts of people: a zero hides nothing.
    fn hides(&self, at: usize) -> bool {
        self.is_hidden.get(at) == Some(&true) && self.count(at) > 0
    }

    /// What could be hidden besides: people that are shown, but not the sum of all.
    fn could_hide(&self, at: usize) -> bool {
        self.is_hidden.get(at) == Some(&false) && self.count(at) > 0 && at + 1 < self.counts.len()
    }

    fn hide(&mut self, at: usize) {
        if let Some(it) = self.is_hidden.get_mut(at) {
            *it = true;
        }
    }

    fn hide_small(&mut self, withheld: &[bool], least: usize) {
        let n_columns = self.width - 1;
        for at in 0..self.counts.len() - 1 {
            let (row, column) = (at / self.width, at % self.width);
            let is_withheld = withheld.get(row) == Some(&true) && column < n_columns;
            if is_withheld || (1..least).contains(&self.count(at)) {
                self.hide(at);
            }
        }
    }

    /// Hides one more count in the first line that would give one back; says whether there was one.
    fn mend_a_line(&mut self, least: usize) -> bool {
        let (width, height) = (self.width, self.height());
        let rows = (0..height).map(|row| (row * width, 1, width));
        let columns = (0..width).map(|column| (column, width, height));
        for (first, step, n) in rows.chain(columns) {
            let line = || (0..n).map(|it| first + it * step);
            let hidden: Vec<usize> = line().filter(|it| self.hides(*it)).collect();
            let is_sum_hidden = self.hides(first + (n - 1) * step);
            let sum: usize = hidden.iter().map(|it| self.count(*it)).sum();
            let is_safe = hidden.len() > 1 && (is_sum_hidden || sum >= least);
            if hidden.is_empty() || is_safe {
                continue;
            }
            let smallest = line().filter(|it| self.could_hide(*it)).min_by_key(|it| self.count(*it));
            if let Some(at) = smallest {
                self.hide(at);
                return true;
            }
        }
        false
    }

    /// Hides one more count so that a hidden one lies on a circle; says whether one was hidden.
    fn mend_a_bridge(&mut self) -> bool {
        for at in (0..self.counts.len()).filter(|it| self.hides(*it)) {
            let (row, column) = (at / self.width, at % self.width);
            let near = self.reached(row, at);
            let far_node = self.height() + column;
            if near.get(far_node) == Some(&true) {
                continue;
            }
            let far = self.reached(far_node, at);
            let joins = |it: usize| {
                let (row, column) = (it / self.width, self.height() + it % self.width);
                let is = |side: &[bool], node: usize| side.get(node) == Some(&true);
                (is(&near, row) && is(&far, column)) || (is(&far, row) && is(&near, column))
            };
            let all = (0..self.counts.len()).filter(|it| self.could_hide(*it));
            let direct = all.clone().filter(|it| joins(*it)).min_by_key(|it| self.count(*it));
            // Where no single count closes the circle, one that lengthens a side does its part.
            let touches = |it: usize| {
                let nodes = [it / self.width, self.height() + it % self.width];
                nodes.iter().any(|node| far.get(*node) == Some(&true) || near.get(*node) == Some(&true))
            };
            let found = direct.or_else(|| all.filter(|it| touches(*it)).min_by_key(|it| self.count(*it)));
            if let Some(it) = found {
                self.hide(it);
                return true;
            }
        }
        false
    }

    /// The rows and columns (after the rows) that hidden counts other than one lead to from a node.
    fn reached(&self, from: usize, but: usize) -> Vec<bool> {
        let (width, height) = (self.width, self.height());
        let mut is_reached = vec![false; width + height];
        let mut waiting = vec![from];
        while let Some(node) = waiting.pop() {
            let Some(it) = is_reached.get_mut(node) else { continue };
            if std::mem::replace(it, true) {
                continue;
            }
            let neighbours: Vec<(usize, usize)> = if node < height {
                (0..width).map(|column| (node * width + column, height + column)).collect()
            } else {
                (0..height).map(|row| (row * width + node - height, row)).collect()
            };
            waiting.extend(
                neighbours.into_iter().filter(|(at, _)| *at != but && self.hides(*at)).map(|it| it.1),
            );
        }
        is_reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_count_takes_the_next_smallest_with_it() {
        assert_eq!(hide_in_line(&[40, 3, 25, 90], 10), [false, true, true, false]);
        assert_eq!(hide_in_line(&[40, 30, 25], 10), [false, false, false]);
        assert_eq!(hide_in_line(&[0, 40, 30], 10), [false, false, false]);
    }

    #[test]
    fn two_small_counts_that_stay_small_together_take_a_third() {
        assert_eq!(hide_in_line(&[2, 3, 25, 90], 10), [true, true, true, false]);
        assert_eq!(hide_in_line(&[7, 8, 25, 90], 10), [true, true, false, false]);
    }

    #[test]
    fn a_line_that_is_small_as_a_whole_is_hidden_as_a_whole() {
        assert_eq!(hide_in_line(&[2, 0, 3], 10), [true, false, true]);
        assert_eq!(hide_in_line(&[], 10), Vec::<bool>::new());
    }

    #[test]
    fn one_small_count_of_a_table_hides_a_square() {
        let rows = [vec![3, 40, 60], vec![50, 20, 70], vec![80, 90, 30]];
        let hidden = hide(&rows, &[], 10);
        let shown: Vec<Vec<bool>> =
            (0..3).map(|row| (0..3).map(|it| hidden.cell(row, it)).collect()).collect();
        assert_eq!(shown, [[true, true, false], [true, true, false], [false, false, false]]);
        assert!((0..3).all(|it| !hidden.row_sum(it) && !hidden.column_sum(it)));
    }

    #[test]
    fn a_sum_that_is_small_is_hidden_too() {
        let hidden = hide(&[vec![2, 40, 60], vec![3, 20, 70]], &[], 10);
        assert!(hidden.column_sum(0) && hidden.cell(0, 0) && hidden.cell(1, 0));
        assert!((1..3).any(|it| hidden.column_sum(it)), "one small sum alone would be the rest of all");
    }

    #[test]
    fn without_small_counts_everything_is_shown() {
        let hidden = hide(&[vec![12, 40], vec![30, 0]], &[], 10);
        assert!((0..2).all(|row| (0..2).all(|column| !hidden.cell(row, column))));
    }
}
