//! What a way to find natural groups hands on: the same for all of them.

use crate::engine::segmentation::{KQuality, Recommendation};
use crate::kernel::kmeans::silhouette::Quality;
use crate::kernel::latent_classes::Classes;
use crate::kernel::mixture::{Mixture, Units};
use crate::kernel::prototypes::Prototype;

/// Groups as a way found them, not yet in canonical order.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Number of groups.
    pub k: u8,
    /// The group of each customer that takes part, from 0; `UNASSIGNED` where it is unlike any group.
    pub labels: Vec<u8>,
    /// How surely each customer is in its group, 0..=1, where the way can tell.
    pub confidence: Option<Vec<f32>>,
    /// Whether the fit settled before its rounds ran out.
    pub is_converged: bool,
    /// Customers that the search saw; all, or the size of a sample.
    pub n_searched: usize,
    /// Every number of groups tried, ascending.
    pub tried: Vec<KQuality>,
    /// How clearly the groups are set apart, where the way worked it out already.
    pub silhouette: Option<Quality>,
    /// How many groups are recommended, and why, where the way says so itself.
    pub recommendation: Option<Recommendation>,
    /// How often each group is found again in resampled customers, by its label; empty where the
    /// way did not work it out.
    pub stability: Vec<Option<f64>>,
    /// Customers that gap and stability were worked out on; 0 where they were not.
    pub n_resampled: usize,
    /// Natural logarithm of the likelihood of all customers, of mixtures and latent classes.
    pub log_likelihood: Option<f64>,
    /// Bayesian information criterion, the lower the better: parameters × ln(customers) − 2 × log-likelihood.
    pub bic: Option<f64>,
    /// What the way made as small as it could, where that is not the sum of squares.
    pub cost: Option<f64>,
    /// What a category that differs cost, of prototypes.
    pub gamma: Option<f64>,
    /// How far groups were apart when they were merged, rising, where they were merged.
    pub heights: Vec<f64>,
    /// Position, among those who take part, of the customer in the middle of each group, where there
    /// is one.
    pub medoids: Vec<usize>,
    /// What customers are compared with, by label, where the way has more than medoids and middles.
    pub compared: Compared,
}

/// What customers are compared with, label by label.
#[derive(Debug, Clone, Default)]
pub enum Compared {
    /// Nothing else: medoids where there are some, or the middles of groups found otherwise.
    #[default]
    Otherwise,
    /// The middles, each nearest to its own.
    Centres,
    /// Normal distributions, in the units given.
    Mixture(Mixture, Units),
    /// Prototypes.
    Prototypes(Vec<Prototype>),
    /// Classes of answers.
    Classes(Classes),
}
