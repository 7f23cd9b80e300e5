//! What the stations of one statement share while it is written.

use crate::engine::export::Material;
use crate::engine::export::sql::SqlOptions;
use crate::engine::export::sql::dialect::Words;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Script;
use crate::engine::export::sql::taken::{As, Taken, plain};
use crate::engine::export::sql::{orders, people};
use crate::engine::features::{AsOf, FeatureChoices, RowUnit};
use crate::engine::model::Model;
use crate::engine::table::{Cells, Column, Kind, Role};

/// The features that every order file has.
pub(super) const BUILT_IN: [&str; 5] =
    ["recency_days", "frequency", "monetary", "average_order", "tenure_days"];

/// A statement that is being written.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub material: &'a Material<'a>,
    pub options: &'a SqlOptions,
    pub model: &'a Model,
    pub words: &'static Words,
    pub script: Script,
    pub taken: Taken<'a>,
    /// How many units of money make one, in digits.
    pub per_one: String,
    /// Cells of which the latest counts.
    pub latest: Vec<String>,
    /// Cells of which the most frequent counts.
    pub modes: Vec<String>,
    /// Further numbers of each customer, worked out over the rows that count: expression and name.
    pub sums: Vec<(String, String)>,
    /// Whether rows are compared with the as-of day.
    pub has_as_of: bool,
    /// Whether customers are compared with the as-of day.
    pub names_as_of: bool,
    /// Sequences of purchases: stations with the customers who made them.
    pub sequences: Vec<String>,
    /// Stations that look at rows that count: name, words, text with `{rows}` for those rows.
    pub pending: Vec<(String, String, String)>,
}

impl<'a> Work<'a> {
    /// Nothing written yet.
    pub fn new(material: &'a Material<'a>, model: &'a Model, options: &'a SqlOptions) -> Self {
        let words = options.dialect.words();
        Self {
            material,
            options,
            model,
            words,
            script: Script::default(),
            taken: Taken::new(words, &material.source.table),
            per_one: String::from("1"),
            latest: Vec::new(),
            modes: Vec::new(),
            sums: Vec::new(),
            has_as_of: false,
            names_as_of: false,
            sequences: Vec::new(),
            pending: Vec::new(),
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
            let what = if role == Role::Customer {
                "No column names the customer, so that a table has nobody to speak of."
            } else {
                "No column is the date."
            };
            SqlRefusal::new(what, "Say which column it is.")
        })
    }

    /// The column that a feature of its name is measured by.
    pub fn own_column(&self, id: &str) -> Result<&'a Column, SqlRefusal> {
        self.material.source.table.column(id).ok_or_else(|| Self::unwritten(id))
    }

    /// That a measure is not written.
    pub fn unwritten(id: &str) -> SqlRefusal {
        SqlRefusal::new(
            format!("The measure “{id}” is not written as SQL."),
            "Leave it out of what segments are made by, or export the customers as a file.",
        )
    }

    /// The name under which a feature stands in the statement.
    pub fn feature(&self, id: &str) -> String {
        if BUILT_IN.contains(&id) {
            return id.to_owned();
        }
        if let Some((_, name)) = self.sums.iter().find(|it| it.1 == id) {
            return name.clone();
        }
        let columns = &self.material.source.table.columns;
        let place = columns.iter().position(|it| it.name == id).unwrap_or_default();
        plain(id, place)
    }

    /// Adds the stations that measure customers, up to `customers`.
    pub fn measure(&mut self, wanted: &[String]) -> Result<(), SqlRefusal> {
        if self.has_orders() { orders::measure(self, wanted) } else { people::measure(self, wanted) }
    }

    /// The segment that a place of the method leads to, quoted.
    pub fn segment(&self, place: u8) -> String {
        let place = self.model.places.get(usize::from(place));
        let segment = place.and_then(|it| self.model.segments.get(usize::from(it.segment)));
        segment.map_or_else(|| "NULL".to_owned(), |it| self.words.quoted(&it.name))
    }

    /// That a way to segment has no cut points to find anew.
    pub fn only_kept() -> SqlRefusal {
        SqlRefusal::new(
            "Cut points can be found anew for scores and for tiers by share; this way to segment has none.",
            "Write it with what this analysis found.",
        )
    }

    /// The table as it stands in the statement.
    pub fn table_name(&self) -> String {
        self.words.table(&self.options.table)
    }

    /// Whether the table has a row for each order.
    pub fn has_orders(&self) -> bool {
        self.material.recipe.mapping.unit == RowUnit::Orders
    }

    /// The station with the rows of orders that count.
    pub fn rows(&self) -> &'static str {
        if self.latest.is_empty() && !self.has_as_of { "counted" } else { "dated" }
    }

    /// The day that days are counted back from, within the rows that count.
    pub fn as_of_of_rows(&mut self) -> String {
        match self.choices().as_of {
            AsOf::Day(day) => day.to_string(),
            AsOf::LastOrder => {
                self.has_as_of = true;
                "as_of".to_owned()
            }
        }
    }

    /// The name under which a column that tells no number stands among the customers.
    pub fn category(&mut self, column: &Column) -> Result<String, SqlRefusal> {
        if matches!(column.cells, Cells::Numbers(_) | Cells::Days(_)) {
            return Err(SqlRefusal::new(
                format!("The numbers of “{}” are names, which a table may write otherwise.", column.name),
                "Read the column as a category, and segment again.",
            ));
        }
        let cell = self.taken.cell(column, As::Text);
        if self.has_orders() && !self.modes.contains(&cell) {
            self.modes.push(cell.clone());
        }
        Ok(cell)
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
