//! The whole flow on one screen.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::engine::claims::{self, Finding};
use crate::engine::error::EngineError;
use crate::engine::features::{self, FeatureChoices, FeatureMatrix, Mapping, Origin, ScaleFit};
use crate::engine::present::sentence::naming;
use crate::engine::profile::{self, Profiles};
use crate::engine::progress::Observer;
use crate::engine::recipe::ValidRecipe;
use crate::engine::segmentation::groups::Ahead;
use crate::engine::segmentation::rules::RulesCounter;
use crate::engine::segmentation::{self, Customers, GroupsOptions, Segment, Segmentation};
use crate::engine::table::{Issue, Issues, Problem, Source};

/// The outcome of a recipe on a source, without a single customer's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Segments in canonical order, and everyone.
    pub profiles: Profiles,
    /// What was odd after reading (reading's own issues are in the source).
    pub issues: Vec<Issue>,
    /// How well the items of each scale of a survey agree.
    pub scales: Vec<ScaleFit>,
    /// What came of the recipe's claims, in their order.
    pub claims: Vec<Finding>,
    /// SHA-256 over the source's bytes and the recipe, in hex: equal inputs, equal analysis.
    pub fingerprint: String,
}

/// An [`Analysis`] with what must stay beside the rows.
#[derive(Debug)]
pub struct Outcome {
    /// What may be shown.
    pub analysis: Analysis,
    /// One row per customer.
    pub matrix: Arc<FeatureMatrix>,
    /// Which customer is in which segment.
    pub segmentation: Segmentation,
    /// Single rows that were left out or changed after reading.
    pub problems: Vec<Problem>,
}

/// Customers measured, before they are put into segments: what several methods can share.
#[derive(Debug, Clone)]
pub struct Measured {
    matrix: Arc<FeatureMatrix>,
    issues: Issues,
    ahead: Option<Arc<Ahead>>,
}

impl Measured {
    /// One row per customer.
    pub fn matrix(&self) -> &Arc<FeatureMatrix> {
        &self.matrix
    }

    /// Whether groups that were found ahead answer some options.
    pub fn knows(&self, options: &GroupsOptions) -> bool {
        self.ahead.as_ref().is_some_and(|it| it.answers(options))
    }

    /// Remembers natural groups of these customers that were found ahead, in place of others.
    pub fn know(&mut self, ahead: Ahead) {
        self.ahead = Some(Arc::new(ahead));
    }

    /// The customers, with the way back to the rows they were measured by.
    pub fn customers<'a>(
        &'a self,
        source: &'a Source,
        mapping: &'a Mapping,
        choices: &'a FeatureChoices,
    ) -> Customers<'a> {
        Customers {
            matrix: &self.matrix,
            origin: Some(Origin { source, mapping, choices }),
            ahead: self.ahead.as_deref(),
        }
    }
}

/// Runs a recipe on a source that was read.
pub fn run(
    source: &Source,
    recipe: &ValidRecipe,
    observer: &mut dyn Observer,
) -> Result<Outcome, EngineError> {
    let measured = measure(source, recipe, observer)?;
    conclude(source, recipe, &measured, observer)
}

/// The first half of [`run`]: depends on the mapping and the feature choices alone.
pub fn measure(
    source: &Source,
    recipe: &ValidRecipe,
    observer: &mut dyn Observer,
) -> Result<Measured, EngineError> {
    let ValidRecipe { mapping, features, .. } = recipe;
    let mut issues = Issues::default();
    let matrix = features::measure(source, mapping, features, &mut issues, observer)?;
    Ok(Measured { matrix: Arc::new(matrix), issues, ahead: None })
}

/// The second half of [`run`].
pub fn conclude(
    source: &Source,
    recipe: &ValidRecipe,
    measured: &Measured,
    observer: &mut dyn Observer,
) -> Result<Outcome, EngineError> {
    conclude_counting(source, recipe, measured, &mut RulesCounter::new(), observer)
}

/// [`conclude`], where rules that were counted for these very customers before are not worked out
/// again.
pub fn conclude_counting(
    source: &Source,
    recipe: &ValidRecipe,
    measured: &Measured,
    counter: &mut RulesCounter,
    observer: &mut dyn Observer,
) -> Result<Outcome, EngineError> {
    let ValidRecipe { mapping, features: choices, method, edits, .. } = recipe;
    let Measured { matrix, mut issues, .. } = measured.clone();
    let customers = measured.customers(source, mapping, choices);
    let segmentation =
        segmentation::segment_counting(customers, (method, edits), counter, &mut issues, observer)?;
    let profiles = profile::describe(customers, &segmentation, observer);
    let claims = claims::judge(&recipe.claims, customers, counter);
    let (issues, problems) = issues.into_parts();
    let scales = matrix.scales.clone();
    let analysis = Analysis { profiles, issues, scales, claims, fingerprint: String::new() };
    let mut outcome = Outcome { analysis, matrix, segmentation, problems };
    outcome.rename(source, recipe);
    Ok(outcome)
}

impl Outcome {
    /// Gives the segments the names of a recipe that differs in nothing else: the same outcome as
    /// a whole run. A natural group without a name of its own is called by what sets it apart.
    pub fn rename(&mut self, source: &Source, recipe: &ValidRecipe) {
        let proposals = naming::proposals(&self.analysis.profiles);
        let given = |idx: usize, segment: &Segment| {
            let own = recipe.names.get(&segment.given_name).filter(|it| !it.trim().is_empty());
            let chosen = own.or_else(|| proposals.get(idx)?.as_ref());
            chosen.unwrap_or(&segment.given_name).clone()
        };
        for (idx, segment) in self.segmentation.segments.iter_mut().enumerate() {
            segment.name = given(idx, segment);
        }
        for (idx, profile) in self.analysis.profiles.segments.iter_mut().enumerate() {
            profile.segment.name = given(idx, &profile.segment);
        }
        self.analysis.fingerprint = recipe.fingerprint(source);
    }
}
