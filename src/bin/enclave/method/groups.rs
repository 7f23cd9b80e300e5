//! The options of natural groups.

use enclave::engine::by_name::ByName;
use enclave::engine::segmentation::{Algorithm, Covariance, Distance, GroupsOptions};

use crate::arguments::{Arguments, parsed_number};
use crate::failure::Failure;

/// The options that belong to every way of finding them.
pub const OPTIONS: &[&str] = &["features", "scale", "seed", "weights", "missing"];

/// The ways: their names, and the options that belong to one way alone.
pub const WAYS: &[(&str, &[&str])] = &[
    ("kmeans", &["k", "starts"]),
    ("mixture", &["k", "starts", "covariance"]),
    ("prototypes", &["k", "starts", "gamma"]),
    ("latent_classes", &["k", "starts"]),
    ("groups", &["k", "starts"]),
    ("ward", &["k"]),
    ("average", &["k"]),
    ("medoids", &["k", "distance"]),
    ("hdbscan", &["min-size", "min-samples"]),
    ("dbscan", &["eps", "min-samples"]),
];

/// Whether categories are among what the method asked for can find groups by.
pub fn weighs_categories(arguments: &Arguments) -> bool {
    let is_by_numbers = arguments.one("distance").is_some_and(|it| it != "gower");
    match arguments.one("method") {
        Some("prototypes" | "latent_classes") => true,
        Some("medoids") => !is_by_numbers,
        _ => false,
    }
}

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
        algorithm: algorithm(arguments, base.algorithm)?,
        weights: weights(arguments)?.unwrap_or(base.weights),
        missing: arguments.word("missing")?.unwrap_or(base.missing),
    })
}

/// How often features count, by their ids.
fn weights(arguments: &Arguments) -> Result<Option<ByName<f64>>, Failure> {
    let Some(given) = arguments.one("weights") else { return Ok(None) };
    let mut weights = ByName::new();
    for pair in given.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        let (name, weight) = pair
            .rsplit_once('=')
            .ok_or_else(|| Failure::usage(format!("--weights {pair} lacks its equals sign.")))?;
        weights.insert(name.trim().to_owned(), parsed_number("weights", weight)?);
    }
    Ok(Some(weights))
}

fn algorithm(arguments: &Arguments, base: Algorithm) -> Result<Algorithm, Failure> {
    let name = arguments.one("method").filter(|it| !matches!(*it, "groups" | "auto"));
    Ok(match (name.unwrap_or(base.name()), base) {
        ("kmeans", _) => Algorithm::Kmeans,
        ("mixture", base) => {
            let base =
                if let Algorithm::Mixture { covariance } = base { covariance } else { Covariance::default() };
            Algorithm::Mixture { covariance: arguments.word("covariance")?.unwrap_or(base) }
        }
        ("prototypes", base) => {
            let base = if let Algorithm::Prototypes { gamma } = base { gamma } else { None };
            Algorithm::Prototypes { gamma: arguments.number("gamma")?.or(base) }
        }
        ("latent_classes", _) => Algorithm::LatentClasses,
        ("ward", _) => Algorithm::Ward,
        ("average", _) => Algorithm::Average,
        ("medoids", base) => {
            let base =
                if let Algorithm::Medoids { distance } = base { distance } else { Distance::default() };
            Algorithm::Medoids { distance: arguments.word("distance")?.unwrap_or(base) }
        }
        ("hdbscan", base) => {
            let (size, samples) = if let Algorithm::Hdbscan { min_size, min_samples } = base {
                (min_size, min_samples)
            } else {
                (None, None)
            };
            Algorithm::Hdbscan {
                min_size: arguments.number("min-size")?.or(size),
                min_samples: arguments.number("min-samples")?.or(samples),
            }
        }
        ("dbscan", base) => {
            let (eps, samples) = if let Algorithm::Dbscan { eps, min_samples } = base {
                (Some(eps), Some(min_samples))
            } else {
                (None, None)
            };
            let eps = arguments.number("eps")?.or(eps);
            let eps = eps.ok_or_else(|| Failure::usage("--method dbscan needs --eps, a distance."))?;
            Algorithm::Dbscan { eps, min_samples: arguments.number("min-samples")?.or(samples).unwrap_or(5) }
        }
        _ => base,
    })
}
