//! What a person likes, whatever the file: kept in the browser.

use serde::{Deserialize, Serialize};

/// The only part of the session that is kept in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// Whether single letters are shortcuts.
    pub has_letter_keys: bool,
    /// Whether the tour was taken to its end.
    pub has_taken_tour: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::default(), has_letter_keys: true, has_taken_tour: false }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// The one a press of the switch leads to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Value of `data-theme`; `None` leaves it to the system.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "as the system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
