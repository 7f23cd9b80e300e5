//! From rows to one row of numbers per customer.
//!
//! [`measure`] reads a source through a [`Mapping`], which says which column is the customer,
//! which the date and which the amount, and returns a [`FeatureMatrix`]. Recency is counted back
//! from the recipe's as-of date, never from today: a recipe run next year must give the numbers it
//! gives now.
//!
//! A customer without a usable row has no row here. Rows left out are counted in the issues, so
//! that the sizes of all segments plus the uncounted always add up to the file.

mod ages;
mod assign;
mod categories;
mod columns;
mod customers;
mod error;
mod leaving_out;
mod ledger;
mod mapping;
mod matrix;
mod measure;
mod origin;
pub mod scaling;
mod survey;

pub use error::FeaturesError;
pub use mapping::{MappedColumn, Mapping, RowUnit, UnitReason, suggest_unit};
pub use matrix::{
    AsOf, CategoryFeature, Feature, FeatureChoices, FeatureMatrix, FrequencyRule, ProtectedColumn, Repeats,
    Returns, Unit, is_of_reading, may_be_left_out,
};
pub use measure::Measure;
pub use origin::{Orders, Origin, Trace};
pub use survey::{ScaleFit, SplitColumn, SurveyScale};

use crate::engine::features::columns::Columns;
use crate::engine::progress::Observer;
use crate::engine::table::{Issues, Source, is_protected};

/// One row of numbers per customer, in ascending byte order of the customer's identifier (in the
/// order of the file where no column is the customer).
pub fn measure(
    source: &Source,
    mapping: &Mapping,
    choices: &FeatureChoices,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<FeatureMatrix, FeaturesError> {
    let columns = Columns::new(&source.table, mapping)?;
    let mut matrix = match mapping.unit {
        RowUnit::Orders => ledger::measure(source, &columns, choices, issues, observer)?,
        RowUnit::Customers => customers::measure(source, &columns, choices, issues, observer)?,
    };
    matrix.protected = protected(source, &matrix);
    Ok(matrix)
}

/// The columns about protected traits, and which of them tell customers apart.
fn protected(source: &Source, matrix: &FeatureMatrix) -> Vec<ProtectedColumn> {
    let protected = source.table.columns.iter().filter(|it| is_protected(it)).map(|it| {
        let is_category = matrix.categories.iter().any(|category| category.label == it.name);
        ProtectedColumn {
            column: it.name.clone(),
            is_used: is_category || matrix.feature(&it.name).is_some(),
        }
    });
    protected.collect()
}
