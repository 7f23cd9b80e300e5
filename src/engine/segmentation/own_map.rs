//! A map of scores to names that a person painted.

use serde::{Deserialize, Serialize};

use crate::engine::recipe::RecipeError;

/// The most names of one map: each has a colour and a shape of its own, and one is kept for cells
/// without a name.
pub const MAX_OWN_NAMES: usize = 11;

/// The name of customers in cells that were left empty.
pub const OTHERS: &str = "Others";

/// Names, and which of them each cell of scores has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMap {
    /// At least one and at most [`MAX_OWN_NAMES`], all different, in the order that segments are to
    /// stand in.
    pub names: Vec<String>,
    /// The position of each cell's name; customers in a cell without one are "Others". By recency
    /// score, the best first, then by frequency score, the lowest first: scores × scores cells. With
    /// scores × scores × scores cells each is followed by those of the other monetary scores, the
    /// lowest first.
    pub cells: Vec<Option<u8>>,
}

impl OwnMap {
    /// Names without a cell yet.
    pub fn blank(names: Vec<String>, bins: u8) -> Self {
        Self { names, cells: vec![None; usize::from(bins) * usize::from(bins)] }
    }

    /// The position of a code's name; one past the last name where its cell has none. The scores are
    /// 1 to `bins`.
    pub fn position(&self, [r, f, m]: [u8; 3], bins: u8) -> u8 {
        let [r, f, m, bins] = [r, f, m, bins].map(usize::from);
        let cell = (bins - r) * bins + f - 1;
        let cell = if self.has_money(bins) { cell * bins + m - 1 } else { cell };
        let others = u8::try_from(self.names.len()).unwrap_or(u8::MAX);
        self.cells.get(cell).copied().flatten().unwrap_or(others)
    }

    /// Whether every cell of recency and frequency is parted by money.
    pub fn has_money(&self, bins: usize) -> bool {
        self.cells.len() == bins * bins * bins
    }

    /// Checks that names and cells fit each other and the number of scores.
    pub fn check(&self, bins: u8) -> Result<(), RecipeError> {
        let n = usize::from(bins);
        if self.cells.len() != n * n && !self.has_money(n) {
            return Err(RecipeError::OwnMapMiscounted { n_cells: self.cells.len(), bins });
        }
        let is_name = |it: &String| !it.trim().is_empty() && it != OTHERS;
        let is_new = |idx: usize| self.names.iter().take(idx).all(|it| Some(it) != self.names.get(idx));
        let has_names = (1..=MAX_OWN_NAMES).contains(&self.names.len())
            && self.names.iter().all(is_name)
            && (0..self.names.len()).all(is_new);
        if !has_names {
            return Err(RecipeError::OwnMapNames { n_names: self.names.len(), most: MAX_OWN_NAMES });
        }
        match self.cells.iter().flatten().find(|it| usize::from(**it) >= self.names.len()) {
            Some(&cell) => Err(RecipeError::OutOfRange {
                option: "cells".to_owned(),
                value: f64::from(cell),
                min: 0.0,
                max: self.names.len() as f64 - 1.0,
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: &[&str]) -> Vec<String> {
        of.iter().map(|&it| it.to_owned()).collect()
    }

    #[test]
    fn a_cell_is_found_by_recency_from_the_top_and_frequency_from_the_left() {
        let mut own = OwnMap::blank(names(&["Best", "Gone"]), 3);
        own.cells[2] = Some(0);
        own.cells[6] = Some(1);
        assert_eq!(own.check(3), Ok(()));
        assert_eq!([[3, 3, 1], [3, 3, 3], [1, 1, 2], [2, 2, 2]].map(|it| own.position(it, 3)), [0, 0, 1, 2]);
    }

    #[test]
    fn cells_may_be_parted_by_money() {
        let mut own = OwnMap { names: names(&["Best"]), cells: vec![None; 64] };
        own.cells[(3 * 4) + 3] = Some(0);
        assert_eq!(own.check(4), Ok(()));
        assert_eq!([[4, 4, 4], [4, 4, 3], [4, 3, 4]].map(|it| own.position(it, 4)), [0, 1, 1]);
    }

    #[test]
    fn a_map_that_does_not_fit_is_refused() {
        let own = OwnMap::blank(names(&["Best"]), 4);
        assert_eq!(own.check(5), Err(RecipeError::OwnMapMiscounted { n_cells: 16, bins: 5 }));
        for wrong in [names(&[]), names(&["A", "A"]), names(&[" "]), names(&["Others"]), vec!["A".into(); 12]]
        {
            let n_names = wrong.len();
            let error = RecipeError::OwnMapNames { n_names, most: MAX_OWN_NAMES };
            assert_eq!(OwnMap::blank(wrong, 4).check(4), Err(error));
        }
        let mut own = OwnMap::blank(names(&["Best"]), 4);
        own.cells[3] = Some(1);
        assert!(matches!(own.check(4), Err(RecipeError::OutOfRange { .. })));
    }
}
