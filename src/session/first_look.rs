//! What the start screen shows before there is a file: the shop sample's grid and the shape of each
//! sample, worked out once and kept beside this code.
//!
//! The numbers are the engine's own; a test runs it and compares. `BLESS=1` writes them anew.

use serde::{Deserialize, Serialize};

use crate::engine::present::chart::{Caption, RfmGrid};
use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::{Detail, RfmCell, RfmDetail};

/// Where the numbers are kept, from the root of the project.
pub const KEPT_IN: &str = "src/session/first_look.postcard";

/// Numbers of the samples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstLook {
    /// The shop sample's segments and grid, without the features and categories of each segment.
    pub shop: Profiles,
    /// A shape for each sample, in the order they are offered: rows over time, or customers by spend.
    pub sparks: [Vec<u32>; 3],
}

impl FirstLook {
    /// What was kept; `None` only if the file is of another build.
    pub fn kept() -> Option<Self> {
        postcard::from_bytes(include_bytes!("first_look.postcard")).ok()
    }

    /// The grid and the words over it.
    pub fn grid(&self) -> Option<(RfmGrid, Caption)> {
        let Some(Detail::Rfm(detail)) = &self.shop.detail else { return None };
        Some((RfmGrid::new(detail, &self.shop), caption(detail, self.shop.everyone.n)))
    }
}

fn caption(detail: &RfmDetail, n: usize) -> Caption {
    let is_best = |it: &&RfmCell| it.r + 1 >= detail.bins && it.f + 1 >= detail.bins;
    let best: usize = detail.cells.iter().filter(is_best).map(|it| it.n).sum();
    let finding =
        format!("{} order often and ordered lately", number::counted(best, "customer", "customers"));
    let basis =
        format!("Colour is typical spend. Sample shop, n = {}", number::counted(n, "customer", "customers"));
    Caption::new(finding, basis)
}

/// Points of a line through the counts, in a field of `width` × `height` with a margin of 2.
pub fn spark_points(counts: &[u32], width: f64, height: f64) -> String {
    let largest = f64::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let last = counts.len().saturating_sub(1).max(1) as f64;
    let point = |(idx, count): (usize, &u32)| {
        let x = idx as f64 / last * width;
        let y = height - 2.0 - f64::from(*count) / largest * (height - 4.0);
        format!("{x:.2},{y:.2}")
    };
    counts.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}
