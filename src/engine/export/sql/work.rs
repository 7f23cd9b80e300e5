//! What the stations of one statement share while it is written.

use crate::engine::export::Material;
use crate::engine::export::sql::SqlOptions;
use crate::engine::export::sql::dialect::Words;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Script;
use crate::engine::export::sql::taken::{As, Taken, plain};
use crate::engine::features::FeatureChoices;
use crate::engine::table::{Cells, Column, Kind, Role};

/// The features that every order file has.
pub(super) const BUILT_IN: [&str; 5] =
    ["recency_days", "frequency", "monetary", "average_order", "tenure_days"];

/// A statement that is being written.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub material: &'a Material<'a>,
    pub options: &'a SqlOptions,
    pub words: &'static Words,
    pub script: Script,
    pub taken: Taken<'a>,
    /// How many units of money make one, in digits.
    pub per_one: String,
    /// Cells of which the latest counts.
    pub latest: Vec<String>,
    /// Cells of which the most frequent counts.
    pub modes: Vec<String>,
}

impl<'a> Work<'a> {
    /// Nothing written yet.
    pub fn new(material: &'a Material<'a>, options: &'a SqlOptions) -> Self {
        let words = options.dialect.words();
        Self {
            material,
            options,
            words,
            script: Script::default(),
            taken: Taken::new(words, &material.source.table),
            per_one: String::from("1"),
            latest: Vec::new(),
            modes: Vec::new(),
        }
    }

    /// What is measured, and how.
    pub fn choices(&self) -> &'a FeatureChoices {
        &self.material.recipe.features
    }

    /// The column that has a role.
    pub fn column(&self, role: Role) -> Option<&'a Column> {
        let name = self.material.recipe.mapping.column(role)?;
        self.material.source.table.column(name)
    }

    /// The column that has a role, refused where there is none.
    pub fn needed(&self, role: Role) -> Result<&'a Column, SqlRefusal> {
        self.column(role).ok_or_else(|| {
            let what = match role {
                Role::Customer => "No column names the customer, so that a table has nobody to speak of.",
                _ => "No column is the date.",
            };
            SqlRefusal::new(what, "Say which column it is.")
        })
    }

    /// The column that a feature of its name is measured by.
    pub fn own_column(&self, id: &str) -> Result<&'a Column, SqlRefusal> {
        self.material.source.table.column(id).ok_or_else(|| {
            SqlRefusal::new(
                format!("The measure “{id}” cannot be written as SQL."),
                "Leave it out of what segments are made by, or export the customers as a file.",
            )
        })
    }

    /// The name under which a feature stands in the statement.
    pub fn feature(&self, id: &str) -> String {
        if BUILT_IN.contains(&id) {
            return id.to_owned();
        }
        let columns = &self.material.source.table.columns;
        let place = columns.iter().position(|it| it.name == id).unwrap_or_default();
        plain(id, place)
    }

    /// The table as it stands in the statement.
    pub fn table_name(&self) -> String {
        self.words.table(&self.options.table)
    }

    /// The station with the rows of orders that count.
    pub fn rows(&self) -> &'static str {
        if self.latest.is_empty() { "counted" } else { "dated" }
    }

    /// Takes every column that has a role, so that rows can be compared whole.
    pub fn take_all_mapped(&mut self) {
        for mapped in &self.material.recipe.mapping.columns {
            let Some(column) = self.material.source.table.column(&mapped.name) else { continue };
            let how = match &column.cells {
                Cells::Numbers(_) => As::Number,
                Cells::Days(_) => As::Day,
                Cells::Codes { .. } if column.kind == Kind::Flag => As::YesNo,
                Cells::Codes { .. } | Cells::Texts(_) => As::Text,
            };
            self.taken.cell(column, how);
        }
    }
}
