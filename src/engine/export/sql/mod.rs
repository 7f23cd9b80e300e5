//! The segments as one SQL statement: from the raw table to `customer_id, segment`.
//!
//! One common table expression for each station of the flow, each with what it does in words. What
//! differs between databases is data ([`dialect`]); what cannot be said in SQL is refused
//! ([`SqlRefusal`]), never written differently.

mod dialect;
mod groups;
mod orders;
mod people;
mod refusal;
mod rfm;
mod rules;
mod scores;
mod script;
mod segments;
mod taken;
mod tiers;
mod tree;
mod work;

pub use dialect::Dialect;
pub use refusal::SqlRefusal;

use serde::{Deserialize, Serialize};

use crate::engine::export::Material;
use crate::engine::features::is_of_reading;
use crate::engine::model::{Model, ModelError, Placing};
use crate::engine::segmentation::Method;
use work::Work;

/// What is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlOptions {
    /// For which database.
    pub dialect: Dialect,
    /// What happens to cut points.
    pub cuts: Cuts,
    /// The table, with a point behind its schema; what the file is called where empty.
    pub table: String,
}

/// What a statement does on another day's table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cuts {
    /// Customers are scored with the cut points of this analysis.
    #[default]
    Kept,
    /// Cut points are found anew among the customers of the table.
    Anew,
}

/// The statement.
pub fn statement(material: &Material<'_>, options: &SqlOptions) -> Result<String, SqlRefusal> {
    let recipe = material.recipe;
    refuse_what_is_lost(material)?;
    let table =
        if options.table.is_empty() { table_of(&material.source.name) } else { options.table.clone() };
    let options = SqlOptions { table, ..options.clone() };
    let model = Model::of(material.source, recipe, material.outcome).map_err(untravelled)?;
    let mut work = Work::new(material, &model, &options);
    segments::introduce(&mut work);
    match (&model.placing, &recipe.method, options.cuts) {
        (Placing::Rfm(it), Method::Rfm(rfm), _) => rfm::write(&mut work, rfm, it)?,
        (Placing::Tiers(it), _, Cuts::Kept) => tiers::keep(&mut work, it)?,
        (Placing::Tiers(_), Method::Tiers(options), Cuts::Anew) => tiers::cut_anew(&mut work, options)?,
        (Placing::Quadrant(it), _, Cuts::Kept) => tiers::quadrants(&mut work, it)?,
        (Placing::Rules(it), _, Cuts::Kept) => rules::write(&mut work, &it.rules)?,
        (Placing::Groups(it), _, Cuts::Kept) => groups::write(&mut work, it)?,
        (Placing::Tree(it), _, Cuts::Kept) => tree::write(&mut work, it)?,
        _ => return Err(Work::only_kept()),
    }
    Ok(work.script.text("SELECT customer_id, segment FROM segments"))
}

fn untravelled(error: ModelError) -> SqlRefusal {
    SqlRefusal::new(
        format!("These segments have no model: {error}."),
        "Take that change back, or export the customers.",
    )
}

/// The statement, or a comment that says why there is none: a file that no database runs by mistake. Who
/// can say it otherwise asks [`statement`].
pub fn statement_or_why(material: &Material<'_>, options: &SqlOptions) -> String {
    statement(material, options).unwrap_or_else(|why| format!("-- {}\n", script::one_line(&why.to_string())))
}

/// The end of a file's name: `segments-duckdb.sql`.
pub fn file_name(dialect: Dialect) -> String {
    format!("segments-{}.sql", dialect.id())
}

/// What only the file knows cannot be asked of a table.
fn refuse_what_is_lost(material: &Material<'_>) -> Result<(), SqlRefusal> {
    let recipe = material.recipe;
    if !recipe.companions.is_empty() {
        return Err(SqlRefusal::new(
            "This analysis joins several files, and how their names of customers are compared cannot be said in SQL.",
            "Join the tables first, save the joined table as one file, and segment that.",
        ));
    }
    if recipe.features.left_out.iter().any(|it| is_of_reading(*it)) {
        return Err(SqlRefusal::new(
            "Rows are left out because of how the file is written, which a table no longer shows.",
            "Leave those rows out of the table, and out of the analysis no longer.",
        ));
    }
    Ok(())
}

/// The name of a table after the file: `orders` for `Orders.csv`.
fn table_of(file: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file).split('.').next().unwrap_or(file);
    let mut name = String::new();
    for letter in stem.chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.ends_with('_') && !name.is_empty() {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if dialect::is_plain(name) { name.to_owned() } else { "orders".to_owned() }
}
