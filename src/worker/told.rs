//! What the module says that writes files for other tools.
//!
//! It speaks in the bytes of its own messages. The worker hands them on unread, so that the engine's
//! part of the program needs not know them.

use serde::{Deserialize, Serialize};

use crate::destinations::{Catalogue, Refusal, Summary};

/// What came of asking the module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// It did not load with the page.
    Missing,
    /// It broke down.
    Broken,
    /// What can be asked for.
    Catalogue(Vec<u8>),
    /// What was written, or would be.
    Written(Vec<u8>),
    /// Why nothing is.
    Refused(Vec<u8>),
}

impl Told {
    /// What can be asked for, or why nothing can.
    pub fn catalogue(&self) -> Result<Catalogue, Refusal> {
        match self {
            Self::Catalogue(bytes) => read(bytes),
            Self::Missing | Self::Broken | Self::Written(_) | Self::Refused(_) => Err(self.refusal()),
        }
    }

    /// What came of an export, or why nothing did.
    pub fn summary(&self) -> Result<Summary, Refusal> {
        match self {
            Self::Written(bytes) => read(bytes),
            Self::Missing | Self::Broken | Self::Catalogue(_) | Self::Refused(_) => Err(self.refusal()),
        }
    }

    fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(bytes) => read(bytes).unwrap_or_else(|it| it),
            Self::Missing => Refusal::new(
                "part_missing",
                "The part that writes files for other tools did not load",
                "It comes with the page, and the connection broke before it was here. Nothing was lost.",
                "Save the customer list, or load the page again and open the file once more.",
            ),
            Self::Broken | Self::Catalogue(_) | Self::Written(_) => broken(),
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    postcard::from_bytes(bytes).map_err(|_error| broken())
}

/// What is said of an export that broke down.
pub fn broken() -> Refusal {
    Refusal::new(
        "part_broken",
        "Something broke while these files were written",
        "That is our fault, not your file’s. No file was saved, and nothing has left this computer.",
        "Try once more, or save the customer list.",
    )
}
