//! What becomes of cells and contacts on their way out, and the words for it.

use serde::{Deserialize, Serialize};

/// What was done to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Blanks around it were taken off.
    Trimmed,
    /// Capitals became small letters.
    Lowered,
    /// Line breaks and tabs became blanks.
    LineBreaks,
    /// Characters that cannot be seen or turn the direction of writing were taken out.
    Invisible,
    /// Characters that the destination does not take were taken out.
    Forbidden,
    /// Letters that the encoding lacks became question marks.
    Unwritable,
    /// It was cut to the length that the destination takes.
    Cut,
    /// A word that programs write for nothing, such as null, became nothing.
    Nothing,
    /// It was left empty, for it is no e-mail address.
    NoEmail,
    /// It was left empty, for it is no phone number.
    NoPhone,
    /// It was left empty, for it is no country.
    NoCountry,
    /// It was left empty, for the destination could not use it.
    Unusable,
    /// It was brought into the form that the destination asks for.
    Formed,
    /// It was hashed.
    Hashed,
    /// It came as a hash and was taken as it is.
    HashedBefore,
    /// It was left empty, for other parts of the address lack and it is of no use alone.
    Incomplete,
    /// An apostrophe stands before it, so that no spreadsheet runs it.
    Guarded,
}

impl Change {
    /// Every change, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::Trimmed,
        Self::Lowered,
        Self::LineBreaks,
        Self::Invisible,
        Self::Forbidden,
        Self::Unwritable,
        Self::Cut,
        Self::Nothing,
        Self::NoEmail,
        Self::NoPhone,
        Self::NoCountry,
        Self::Unusable,
        Self::Formed,
        Self::Hashed,
        Self::HashedBefore,
        Self::Incomplete,
        Self::Guarded,
    ];

    /// What was done, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Trimmed => "Blanks around it were taken off",
            Self::Lowered => "Capitals became small letters",
            Self::LineBreaks => "Line breaks and tabs became blanks",
            Self::Invisible => "Characters that cannot be seen were taken out",
            Self::Forbidden => "Characters that this tool does not take were taken out",
            Self::Unwritable => "Letters that the encoding lacks became question marks",
            Self::Cut => "Cut to the length that this tool takes",
            Self::Nothing => "A word that stands for nothing was left empty",
            Self::NoEmail => "Left empty: not an e-mail address",
            Self::NoPhone => "Left empty: not a phone number",
            Self::NoCountry => "Left empty: not a country",
            Self::Unusable => "Left empty: this tool cannot use it",
            Self::Formed => "Written in the form that this tool asks for",
            Self::Hashed => "Hashed",
            Self::HashedBefore => "Hashed before: taken as it is, only in small letters",
            Self::Incomplete => "Left empty: other parts of the address lack",
            Self::Guarded => "An apostrophe was put before it, so that no spreadsheet takes it as a formula",
        }
    }

    /// Whether it left the cell empty because what stood there cannot be used.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::NoEmail | Self::NoPhone | Self::NoCountry | Self::Unusable)
    }

    /// Whether each cell is listed, or all are only counted: what happens to nearly every cell, as it
    /// should, says nothing.
    pub fn is_listed(self) -> bool {
        !matches!(
            self,
            Self::Hashed
                | Self::HashedBefore
                | Self::Incomplete
                | Self::Formed
                | Self::Lowered
                | Self::Trimmed
        )
    }
}

/// What a contact lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Nothing stands in a column that has to have something.
    Missing(String),
    /// What stands there cannot be used.
    Unusable(String),
}

/// Why a contact is not written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// It is in none of the segments that were chosen.
    NotChosen,
    /// Its consent says no.
    Refused,
    /// Its consent says nothing, or nothing that is known to mean yes.
    NoConsent,
    /// Another row with the same address says no.
    RefusedElsewhere,
    /// It lacks what the destination needs.
    Lacks(Gap),
    /// It came before, by what tells contacts apart.
    Repeated(String),
}

impl LeftOut {
    /// The column it is about; empty where it is none.
    pub(super) fn column(&self) -> &str {
        match self {
            Self::NotChosen => "",
            Self::Refused | Self::NoConsent | Self::RefusedElsewhere => "consent",
            Self::Lacks(Gap::Missing(what) | Gap::Unusable(what)) | Self::Repeated(what) => what,
        }
    }

    /// Why, in words.
    pub fn words(&self) -> String {
        match self {
            Self::NotChosen => "Not in the segments that were chosen".to_owned(),
            Self::Refused => "No consent: the column says no".to_owned(),
            Self::NoConsent => "No consent: the column is empty, or says nothing that means yes".to_owned(),
            Self::RefusedElsewhere => "No consent: another row with the same address says no".to_owned(),
            Self::Lacks(Gap::Missing(what)) => format!("No {what}"),
            Self::Lacks(Gap::Unusable(what)) => format!("{what} cannot be used"),
            Self::Repeated(what) => format!("The same {what} as a contact before"),
        }
    }
}
