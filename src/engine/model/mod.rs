//! The fitted model: all that it takes to compute a customer's segment from what is measured about it.
//!
//! A recipe says how segments are found, and finds them anew in every file. A [`Model`] says which ones
//! were found: cut points and the map of scores, edges of tiers, centres with the scaling before them,
//! distributions, prototypes, classes, rules, trees. It is data with a JSON form of its own, versioned,
//! from which new customers are scored and SQL, PMML and Spark jobs are written.
//!
//! Placing works in two steps. The method gives a *place*: a cell's name, a tier, a group, a leaf. Each
//! place leads to a *segment*, which may have been merged from several.

mod error;
mod making;
mod near;
mod place;
mod seen;
mod ties;
mod unlike;

pub use error::ModelError;
pub use place::Placed;

use serde::{Deserialize, Serialize};

use crate::engine::features::Unit;
use crate::engine::json::{self, Place as TextPlace};
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::learnt::{LearntGroups, LearntTree};
use crate::engine::segmentation::rules::RulesOptions;
use crate::engine::segmentation::{Algorithm, ScoreRule};
use crate::engine::table::{DateOrder, Kind, ReadingOptions, Role};

/// The newest form that this build writes and reads.
pub const VERSION: u32 = 1;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Version of the form.
    pub version: u32,
    /// What wrote it: `enclave 0.1.0`.
    pub app: String,
    /// What it was learnt from.
    pub made_of: MadeOf,
    /// How the file was read and measured, and segments found.
    pub recipe: Recipe,
    /// The columns with a role, as they were read.
    pub columns: Vec<ReadColumn>,
    /// Order of day, month and year in dates, where the file told.
    pub date_order: Option<DateOrder>,
    /// The numbers that it takes, with what was seen of each.
    pub numbers: Vec<SeenNumber>,
    /// The categories that it takes, with what was seen of each.
    pub categories: Vec<SeenCategory>,
    /// How the method places customers.
    pub placing: Placing,
    /// What the method can give, in its order.
    pub places: Vec<Place>,
    /// The segments in canonical order; those that nobody was in come last.
    pub segments: Vec<ModelSegment>,
}

/// What a model was learnt from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MadeOf {
    /// The file's name.
    pub file: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// SHA-256 over the file's bytes and the recipe, in hex: that of the analysis.
    pub fingerprint: String,
    /// Rows that were used.
    pub n_rows: usize,
    /// Customers.
    pub n_customers: usize,
    /// Of those, the ones in a segment.
    pub n_placed: usize,
    /// Customers whom the model itself puts where the method put them; all, except where the method's own
    /// way does not carry over.
    pub n_agreeing: usize,
    /// The day that days are counted back from, since 1970-01-01; `None` where there are no dates.
    pub as_of: Option<i32>,
    /// First and last day of the rows used.
    pub period: Option<(i32, i32)>,
}

/// A column with a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadColumn {
    /// Its name.
    pub name: String,
    /// What it means.
    pub role: Role,
    /// What it holds.
    pub kind: Kind,
}

/// A number that a model takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeenNumber {
    /// Id of the feature, or name of a column.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// What the numbers are.
    pub unit: Unit,
    /// The smallest seen; `None` where none was.
    pub low: Option<f64>,
    /// The largest seen.
    pub high: Option<f64>,
    /// Customers without it.
    pub n_missing: usize,
}

/// A category that a model takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeenCategory {
    /// The column's name.
    pub column: String,
    /// The values seen, in the order of the file's dictionary.
    pub values: Vec<String>,
    /// Customers without it.
    pub n_missing: usize,
}

/// Something that a method can give a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name the method gives: `Champions`, `Group 1`, `Leaf 2`.
    pub name: String,
    /// Position of the segment that it leads to.
    pub segment: u8,
    /// How far the farthest customer that the model was learnt from is from it: a distance on the numbers as
    /// they are compared, or −ln of a density. `None` where the method compares with nothing.
    pub farthest: Option<f64>,
}

/// A segment of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelSegment {
    /// The name the method gives it, or what it was merged from.
    pub given_name: String,
    /// Its name on the screen and in exports.
    pub name: String,
    /// Customers the model was learnt from.
    pub n: usize,
}

/// How a method places customers. Positions are those of [`Model::places`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placing {
    /// By scores of recency, frequency and money.
    Rfm(RfmModel),
    /// By tiers of an amount.
    Tiers(TiersModel),
    /// By margin and cost to serve.
    Quadrant(QuadrantModel),
    /// By rules.
    Rules(RulesModel),
    /// By natural groups.
    Groups(GroupsModel),
    /// By a tree.
    Tree(LearntTree),
}

/// Scores and the map that names them. Customers without one of the three numbers are in no place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RfmModel {
    /// The rule that found the cut points.
    pub score: ScoreRule,
    /// Scores of each number, 3 to 5.
    pub bins: u8,
    /// Days since the last order; the score is `bins` less the cuts that lie below.
    pub recency_days: NumberCuts,
    /// Orders; the score is one more than the cuts that lie below.
    pub frequency: NumberCuts,
    /// Money, scored like orders.
    pub monetary: NumberCuts,
    /// The place of every code of scores from 111 on, the last score counting fastest: `bins`³ places.
    pub cells: Vec<u8>,
    /// Whether customers have row numbers for names: then a smaller number is an earlier customer.
    pub is_by_row: bool,
}

/// Cut points of a number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberCuts {
    /// Rising, one fewer than scores: a cut lies below every larger value.
    pub cuts: Vec<f64>,
    /// For rules that part customers of equal value: of each cut, how those upon it are parted; `None`
    /// where all of them are above the cut's lower side. Empty for the other rules.
    #[serde(default)]
    pub ties: Vec<Option<Tie>>,
}

/// Customers whose value is the cut itself, parted by their names in byte order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// The first customer of the later part.
    pub from: String,
    /// Whether the cut lies below that later part; else it lies below the earlier one.
    pub is_below_later: bool,
}

/// Tiers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TiersModel {
    /// Id of the measure, or name of the column, which is summed over the rows of an order file.
    pub amount: String,
    /// Falling: an amount is in the tier of the first edge that it reaches, or in the last one.
    pub edges: Vec<f64>,
    /// The place of each edge, then that of the rest.
    pub tiers: Vec<u8>,
}

/// Value against cost to serve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuadrantModel {
    /// The column with the margin.
    pub margin: String,
    /// The column with the cost to serve.
    pub cost: String,
    /// A margin above this is high.
    pub margin_cut: f64,
    /// A cost above this is high.
    pub cost_cut: f64,
}

/// Rules as they are; the places are their segments in order, then everyone else's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RulesModel {
    /// The rules. What they compare with all customers (a share from the top, a middle) is a number
    /// here: the one that was found.
    pub rules: RulesOptions,
}

/// Natural groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupsModel {
    /// How they were found.
    pub algorithm: Algorithm,
    /// How customers are compared with them.
    pub learnt: LearntGroups,
    /// The place of those who are unlike any group, where there is one.
    pub unlike: Option<u8>,
}

impl Model {
    /// The file form, indented, with a final newline.
    pub fn to_json(&self) -> String {
        let mut text = json::indented(self);
        text.push('\n');
        text
    }

    /// Reads the file form.
    ///
    /// # Errors
    ///
    /// Says where a text stops being a model, and which version it needs.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        let VersionOnly { version } = json::read(text).map_err(not_a_model)?;
        if version > VERSION {
            return Err(ModelError::TooNew { found: version, known: VERSION });
        }
        let model: Self = json::read(text).map_err(not_a_model)?;
        model.check()?;
        Ok(model)
    }

    /// How a file of new customers is to be read: columns hold what they held, and days that can be read in
    /// two ways are read as they were.
    pub fn reading(&self) -> ReadingOptions {
        let mut reading = self.recipe.reading.clone();
        for it in &self.columns {
            if reading.kinds.get(&it.name).is_none() {
                reading.kinds.insert(it.name.clone(), it.kind);
            }
        }
        reading.date_order = reading.date_order.or(self.date_order);
        reading
    }

    /// Whether its parts fit each other.
    fn check(&self) -> Result<(), ModelError> {
        let fits = |is_so: bool, what: &str| {
            if is_so { Ok(()) } else { Err(ModelError::Contradiction { what: what.to_owned() }) }
        };
        let n_places = self.places.len();
        let is_segment = |it: &Place| usize::from(it.segment) < self.segments.len();
        fits(self.places.iter().all(is_segment), "places and segments")?;
        let are_places = |all: &[u8]| all.iter().all(|it| usize::from(*it) < n_places);
        match &self.placing {
            Placing::Rfm(it) => {
                let n = usize::from(it.bins);
                let cuts = [&it.recency_days, &it.frequency, &it.monetary];
                let is_sound = |it: &&NumberCuts| {
                    it.cuts.len() + 1 == n && (it.ties.is_empty() || it.ties.len() == it.cuts.len())
                };
                fits(cuts.iter().all(is_sound) && it.cells.len() == n * n * n, "scores and cut points")?;
                fits(are_places(&it.cells), "cells and places")
            }
            Placing::Tiers(it) => {
                fits(it.tiers.len() == it.edges.len() + 1 && are_places(&it.tiers), "edges and tiers")
            }
            Placing::Quadrant(_) => fits(n_places == 4, "quadrants and places"),
            Placing::Rules(it) => fits(n_places == it.rules.segments.len() + 1, "rules and places"),
            Placing::Groups(it) => fits(it.learnt.is_sound(n_places), "groups and places"),
            Placing::Tree(it) => fits(it.is_sound(n_places), "tree and places"),
        }
    }
}

#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

fn not_a_model(TextPlace { line, column }: TextPlace) -> ModelError {
    ModelError::NotAModel { line, column }
}
