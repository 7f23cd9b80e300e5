//! Every choice that leads from a file to segments: what is saved, shared and run again.
//!
//! [`Recipe`] is what a person is still editing; [`Recipe::check`] turns it into a [`ValidRecipe`]
//! that may run. The file form is JSON with a version.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::engine::claims::{self, Claim};
use crate::engine::features::{FeatureChoices, Mapping, RowUnit};
use crate::engine::join::Companion;
use crate::engine::json::{self, Place};
use crate::engine::plan::split::{ControlSize, SplitOptions};
use crate::engine::profile::SegmentNotes;
use crate::engine::segmentation::rules::RulesError;
use crate::engine::segmentation::{Algorithm, GroupsOptions, Method, RfmOptions, SegmentEdit, SegmentNames};
use crate::engine::table::{ReadingOptions, Role, Source, SourceSummary};

/// The newest recipe version this build writes and reads.
pub const VERSION: u32 = 6;
/// The version of recipes for one file; older builds read it too.
const ONE_FILE: u32 = 1;
/// The version of recipes for several files.
const FILES: u32 = 2;
/// The version of recipes for the later methods, and of segments merged and split.
const METHODS: u32 = 3;
/// The version of recipes with segments drawn on the map.
const OUTLINES: u32 = 4;
/// The version of recipes that measure answers or parts of the day, and with something written about
/// segments.
const NOTES: u32 = 5;

/// A recipe being edited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// Version of the file form.
    pub version: u32,
    /// How to read the file, where the person said so.
    #[serde(default)]
    pub reading: ReadingOptions,
    /// The files beside it, in the order they are joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Companion>,
    /// What the columns mean.
    pub mapping: Mapping,
    /// What is measured about each customer.
    #[serde(default)]
    pub features: FeatureChoices,
    /// How customers are grouped.
    pub method: Method,
    /// What the person changed about the segments of the method, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<SegmentEdit>,
    /// Names the person gave to segments, by the segment's given name.
    #[serde(default)]
    pub names: SegmentNames,
    /// What the person wrote about segments; it changes no number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<SegmentNotes>,
    /// How customers are split for a fair test, where they are; it changes no segment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitOptions>,
    /// What the person believes, to be put to the customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// A recipe that may run.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidRecipe {
    /// How to read the file.
    pub reading: ReadingOptions,
    /// The files beside it.
    pub companions: Vec<Companion>,
    /// What the columns mean.
    pub mapping: Mapping,
    /// What is measured about each customer.
    pub features: FeatureChoices,
    /// How customers are grouped.
    pub method: Method,
    /// What the person changed about the segments.
    pub edits: Vec<SegmentEdit>,
    /// Names the person gave to segments.
    pub names: SegmentNames,
    /// What the person believes.
    pub claims: Vec<Claim>,
}

/// Why a recipe cannot run, whatever the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RecipeError {
    /// The text is no recipe.
    #[error("not a recipe: line {line}, column {column}")]
    NotARecipe {
        /// Line of the JSON text where it stops making sense.
        line: usize,
        /// Column there.
        column: usize,
    },
    /// Made by a newer version.
    #[error("recipe version {found}, newest known {known}")]
    TooNew {
        /// Version of the file.
        found: u32,
        /// Newest version this build reads.
        known: u32,
    },
    /// Two columns with a role that one can have.
    #[error("two columns are {role:?}")]
    RoleTwice {
        /// The role.
        role: Role,
    },
    /// Two companions of one name.
    #[error("two files are called {file}")]
    FileTwice {
        /// The name.
        file: String,
    },
    /// A number outside its range.
    #[error("{option} is {value}, allowed are {min} to {max}")]
    OutOfRange {
        /// The option's name in the recipe.
        option: String,
        /// What it says.
        value: f64,
        /// Smallest allowed.
        min: f64,
        /// Largest allowed.
        max: f64,
    },
    /// Not one cut point fewer than scores.
    #[error("{found} cut points of {feature}, needed are {needed}")]
    CutsMiscounted {
        /// `recency`, `frequency` or `monetary`.
        feature: String,
        /// Cut points there are.
        found: usize,
        /// Cut points needed.
        needed: usize,
    },
    /// A map of the person's own with cells that fit another number of scores.
    #[error("{n_cells} cells for {bins} scores")]
    OwnMapMiscounted {
        /// Cells there are.
        n_cells: usize,
        /// Scores of each number.
        bins: u8,
    },
    /// A map of the person's own without names, with too many, or with one name twice.
    #[error("{n_names} names, at most {most}, all different")]
    OwnMapNames {
        /// Names there are.
        n_names: usize,
        /// Names allowed.
        most: usize,
    },
    /// A person's own rules that cannot be used.
    #[error("{0}")]
    Rules(RulesError),
    /// Cut points that do not rise.
    #[error("the cut points of {feature} do not rise")]
    CutsNotRising {
        /// `recency`, `frequency` or `monetary`.
        feature: String,
    },
}

impl From<RulesError> for RecipeError {
    fn from(error: RulesError) -> Self {
        Self::Rules(error)
    }
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            version: ONE_FILE,
            reading: ReadingOptions::default(),
            companions: Vec::new(),
            mapping: Mapping { unit: RowUnit::Orders, columns: Vec::new() },
            features: FeatureChoices::default(),
            method: Method::Rfm(RfmOptions::default()),
            edits: Vec::new(),
            names: SegmentNames::new(),
            notes: Vec::new(),
            split: None,
            claims: Vec::new(),
        }
    }
}

impl Recipe {
    /// What the file itself suggests.
    pub fn suggest(summary: &SourceSummary) -> Self {
        let mapping = Mapping::suggest(summary);
        let method = suggest_method(&mapping);
        Self { mapping, method, ..Self::default() }
    }

    /// Checks everything that can be checked without a file.
    pub fn check(&self) -> Result<ValidRecipe, RecipeError> {
        if self.version > VERSION {
            return Err(RecipeError::TooNew { found: self.version, known: VERSION });
        }
        let mut seen: Vec<Role> = Vec::new();
        for column in &self.mapping.columns {
            if column.role.is_single() && seen.contains(&column.role) {
                return Err(RecipeError::RoleTwice { role: column.role });
            }
            seen.push(column.role);
        }
        let mut files: Vec<&str> = Vec::new();
        for companion in &self.companions {
            if files.contains(&companion.name.as_str()) {
                return Err(RecipeError::FileTwice { file: companion.name.clone() });
            }
            files.push(&companion.name);
        }
        self.method.check()?;
        for edit in &self.edits {
            if let SegmentEdit::Split { segment: _, method } = edit {
                method.check()?;
            }
        }
        if let Some(SplitOptions { control: ControlSize::Share(share), .. }) = self.split
            && !(share > 0.0 && share < 1.0)
        {
            let option = "split.control.share".to_owned();
            return Err(RecipeError::OutOfRange { option, value: share, min: 0.0, max: 1.0 });
        }
        claims::check(&self.claims)?;
        let Self {
            version: _,
            reading,
            companions,
            mapping,
            features,
            method,
            edits,
            names,
            notes: _,
            split: _,
            claims,
        } = self.clone();
        Ok(ValidRecipe { reading, companions, mapping, features, method, edits, names, claims })
    }

    /// The file form, indented, with a final newline.
    pub fn to_json(&self) -> String {
        let mut text = json::indented(&self.as_written());
        text.push('\n');
        text
    }

    /// This recipe with the version that its file form has.
    #[must_use]
    pub fn as_written(&self) -> Self {
        Self { version: self.oldest_version(), ..self.clone() }
    }

    /// The oldest version whose builds give this recipe's answer.
    fn oldest_version(&self) -> u32 {
        let is_old_method = match &self.method {
            Method::Rfm(_) => true,
            Method::Groups(options) => options.algorithm == Algorithm::Kmeans,
            Method::Rules(_) | Method::Tiers(_) | Method::ResponseTree(_) => false,
        };
        match () {
            () if self.split.is_some() || !self.claims.is_empty() => VERSION,
            () if !self.notes.is_empty() => NOTES,
            () if self.features.is_of_surveys_or_hours() => NOTES,
            () if self.edits.iter().any(|it| matches!(it, SegmentEdit::Outline(_))) => OUTLINES,
            () if !self.edits.is_empty() || !is_old_method => METHODS,
            () if self.companions.is_empty() => ONE_FILE,
            () => FILES,
        }
    }

    /// Reads the file form.
    pub fn from_json(text: &str) -> Result<Self, RecipeError> {
        let version: VersionOnly = json::read(text).map_err(not_a_recipe)?;
        if version.version > VERSION {
            return Err(RecipeError::TooNew { found: version.version, known: VERSION });
        }
        json::read(text).map_err(not_a_recipe)
    }
}

impl ValidRecipe {
    /// SHA-256 over the source's fingerprint and this recipe, in hex.
    pub fn fingerprint(&self, source: &Source) -> String {
        let choices = (&self.reading, &self.mapping, &self.features, &self.method, &self.names);
        let mut hasher = Sha256::new();
        hasher.update(source.fingerprint.as_bytes());
        hasher.update(json::in_one_line(&choices));
        if !self.edits.is_empty() {
            hasher.update(json::in_one_line(&self.edits));
        }
        if !self.companions.is_empty() {
            hasher.update(json::in_one_line(&self.companions));
        }
        if !self.claims.is_empty() {
            hasher.update(json::in_one_line(&self.claims));
        }
        let mut hex = String::new();
        for byte in hasher.finalize() {
            for nibble in [byte >> 4, byte & 15] {
                hex.extend(char::from_digit(u32::from(nibble), 16));
            }
        }
        hex
    }
}

/// RFM wherever its three numbers can be had, natural groups elsewhere.
pub fn suggest_method(mapping: &Mapping) -> Method {
    let has = |role: Role| mapping.column(role).is_some();
    let has_amount = has(Role::Amount) || (has(Role::Quantity) && has(Role::UnitPrice));
    let has_three = match mapping.unit {
        RowUnit::Orders => has(Role::Customer) && has(Role::Date) && has_amount,
        RowUnit::Customers => {
            (has(Role::Recency) || has(Role::Date)) && has(Role::Frequency) && has(Role::Monetary)
        }
    };
    if has_three { Method::Rfm(RfmOptions::default()) } else { Method::Groups(GroupsOptions::default()) }
}

#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

fn not_a_recipe(Place { line, column }: Place) -> RecipeError {
    RecipeError::NotARecipe { line, column }
}
