//! Lloyd's iterations: every point to its nearest centre, every centre to the mean of its points.
//!
//! The nearest centre is the one with the smallest ½|c|² − x·c. Only points that changed their group
//! touch the sums, which are kept in `f64`. Every number is added in a fixed order: the outcome is
//! the same on every machine. Bounds that save distances (Hamerly, Elkan) are absent on purpose:
//! with a dozen dimensions and groups they cost more than they save.

use crate::kernel::kmeans::blocks::Blocks;
use crate::kernel::kmeans::crowd::{Crowd, Totals};
use crate::kernel::kmeans::lanes::Lanes;

/// Groups of points while they settle.
#[derive(Debug)]
pub struct Lloyd<'a, V> {
    blocks: &'a Blocks<V>,
    crowd: Crowd<V>,
    totals: Totals,
    /// The centre of each group, group by group.
    centres: Vec<f64>,
}

impl<'a, V: Lanes> Lloyd<'a, V> {
    /// Nobody has a group yet.
    pub fn new(blocks: &'a Blocks<V>, centres: Vec<f64>) -> Self {
        let crowd = Crowd::new(blocks, centres.len() / blocks.n_dims());
        Self { blocks, totals: crowd.totals(), crowd, centres }
    }

    /// Goes on until nobody changes group, at most `max_rounds` times. Says whether it settled.
    pub fn settle(&mut self, max_rounds: usize) -> bool {
        self.settle_but_for(0, max_rounds)
    }

    /// Goes on until no more than `n_restless` points change group in a round.
    pub fn settle_but_for(&mut self, n_restless: usize, max_rounds: usize) -> bool {
        for _ in 0..max_rounds {
            let n_changed = self.crowd.assign(self.blocks, &self.centres);
            self.totals = self.crowd.totals();
            let n_moved = self.fill_empty();
            if n_changed + n_moved <= n_restless {
                return true;
            }
            self.centres = self.totals.means();
        }
        false
    }

    /// The centre of each group, group by group.
    pub fn centres(&self) -> &[f64] {
        &self.centres
    }

    /// What the groups take off the points' sum of squares, Σ n|c|²: the larger, the tighter.
    pub fn tightness(&self) -> f64 {
        self.totals.tightness()
    }

    /// The group of each point.
    pub fn labels(&self) -> Vec<u8> {
        self.crowd.labels()
    }

    /// Gives each group without points the point that is farthest from its centre, among groups
    /// that keep one. Says how many points moved.
    fn fill_empty(&mut self) -> usize {
        let mut n_moved = 0;
        while let Some(empty) = self.totals.empty() {
            let farthest = self.crowd.farthest(self.blocks, &self.centres, &self.totals.counts);
            let Some((_, idx)) = farthest else { break };
            self.crowd.put(self.blocks, idx, empty);
            self.totals = self.crowd.totals();
            n_moved += 1;
        }
        n_moved
    }
}
