//! The whole flow on one screen.

use serde::{Deserialize, Serialize};

use crate::engine::error::EngineError;
use crate::engine::features::{self, FeatureMatrix};
use crate::engine::profile::{self, Profiles};
use crate::engine::progress::Observer;
use crate::engine::recipe::ValidRecipe;
use crate::engine::segmentation::{self, Segmentation};
use crate::engine::table::{Issue, Issues, Problem, Source};

/// The outcome of a recipe on a source, without a single customer's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Segments in canonical order, and everyone.
    pub profiles: Profiles,
    /// What was odd after reading (reading's own issues are in the source).
    pub issues: Vec<Issue>,
    /// SHA-256 over the source's bytes and the recipe, in hex: equal inputs, equal analysis.
    pub fingerprint: String,
}

/// An [`Analysis`] with what must stay beside the rows.
#[derive(Debug)]
pub struct Outcome {
    /// What may be shown.
    pub analysis: Analysis,
    /// One row per customer.
    pub matrix: FeatureMatrix,
    /// Which customer is in which segment.
    pub segmentation: Segmentation,
    /// Single rows that were left out or changed after reading.
    pub problems: Vec<Problem>,
}

/// Runs a recipe on a source that was read.
pub fn run(
    source: &Source,
    recipe: &ValidRecipe,
    observer: &mut dyn Observer,
) -> Result<Outcome, EngineError> {
    let fingerprint = recipe.fingerprint(source);
    let ValidRecipe { reading: _, mapping, features, method, names } = recipe;
    let mut issues = Issues::default();
    let matrix = features::measure(source, mapping, features, &mut issues, observer)?;
    let segmentation = segmentation::segment(&matrix, method, names, &mut issues, observer)?;
    let profiles = profile::describe(&matrix, &segmentation, observer);
    let (issues, problems) = issues.into_parts();
    let analysis = Analysis { profiles, issues, fingerprint };
    Ok(Outcome { analysis, matrix, segmentation, problems })
}
