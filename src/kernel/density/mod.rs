//! Groups as places where customers are dense, with empty space around them.
//!
//! HDBSCAN: R. Campello, D. Moulavi and J. Sander, *Density-based clustering based on hierarchical
//! density estimates* (2013). How dense a place is says the core distance of a customer, the way to
//! the nearest `min_samples` (itself among them). Two customers are as far apart as the largest of
//! their distance and both core distances ([`spanning`]); merging the nearest first gives a tree
//! whose splits into parts of at least `min_size` are groups, and those that last longest are taken
//! ([`condensed`]). Whoever is in none is unlike any group.
//!
//! [`dbscan`] is its older relative with one distance for the whole file.

mod condensed;
pub mod dbscan;
mod extended;
mod spanning;

pub use condensed::Dense;
pub use extended::Guide;
pub use spanning::Reachability;

/// The group of a customer who is in none.
pub const NONE: u8 = u8::MAX;
/// Groups that can be told apart at most.
pub const MAX_GROUPS: usize = 250;
