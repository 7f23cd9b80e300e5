//! Why there is no analysis: one variant per station.

use serde::{Deserialize, Serialize};

use crate::engine::features::FeaturesError;
use crate::engine::join::JoinError;
use crate::engine::recipe::RecipeError;
use crate::engine::segmentation::SegmentationError;
use crate::engine::table::TableError;

/// Any failure of the engine; `present::message::explain` has the words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum EngineError {
    /// There is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The recipe cannot run.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The files cannot be joined.
    #[error(transparent)]
    Join(#[from] JoinError),
    /// There are no customers to work on.
    #[error(transparent)]
    Features(#[from] FeaturesError),
    /// There are no segments.
    #[error(transparent)]
    Segmentation(#[from] SegmentationError),
}

impl EngineError {
    /// The same, of a file beside the main one.
    #[must_use]
    pub fn in_companion(self, file: &str) -> Self {
        match self {
            Self::Table(reason) => JoinError::NoTable { file: file.to_owned(), reason }.into(),
            other @ (Self::Recipe(_) | Self::Join(_) | Self::Features(_) | Self::Segmentation(_)) => other,
        }
    }
}
