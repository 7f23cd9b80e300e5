//! The options of natural groups.

use enclave::engine::segmentation::{Algorithm, GroupsOptions};

use crate::arguments::Arguments;
use crate::failure::Failure;

/// The options that belong to every way of finding them.
pub const OPTIONS: &[&str] = &["features", "scale", "k", "starts", "seed"];

/// The ways: their names, and the options that belong to one way alone.
pub const WAYS: &[(&str, &[&str])] = &[("kmeans", &[]), ("groups", &[])];

/// The options given, over those of `base`.
pub fn options(
    arguments: &Arguments,
    base: GroupsOptions,
    features: Option<Vec<String>>,
) -> Result<GroupsOptions, Failure> {
    Ok(GroupsOptions {
        features: features.unwrap_or(base.features),
        scale: arguments.word("scale")?.unwrap_or(base.scale),
        k: arguments.number("k")?.or(base.k),
        starts: arguments.number("starts")?.unwrap_or(base.starts),
        seed: arguments.number("seed")?.unwrap_or(base.seed),
        algorithm: algorithm(arguments, base.algorithm),
    })
}

fn algorithm(arguments: &Arguments, base: Algorithm) -> Algorithm {
    match arguments.one("method") {
        Some("kmeans") => Algorithm::Kmeans,
        _ => base,
    }
}
