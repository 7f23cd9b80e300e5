//! What a name in a rule is in the statement.

use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::taken::As;
use crate::engine::export::sql::work::Work;
use crate::engine::features::{AsOf, Feature, Unit};
use crate::engine::table::{Cells, Column, Kind};
use crate::kernel::letters::lowered;

/// What is tested.
#[derive(Debug, Clone)]
pub(super) enum Field<'a> {
    /// A number.
    Number(String),
    /// Days back from the as-of day, and that day.
    DaysBack(String, String),
    /// 1 for yes and 0 for no, by the words of a column.
    YesNo(String, Option<&'a Column>),
    /// A text.
    Text(String),
}

/// The field of that name, of each customer.
pub(super) fn of_customers<'a>(
    work: &mut Work<'a>,
    name: &str,
    wanted: &mut Vec<String>,
) -> Result<Field<'a>, SqlRefusal> {
    let matrix = &work.material.outcome.matrix;
    let is_like = |other: &str| lowered(other) == lowered(name);
    let features = &matrix.features;
    if let Some(feature) = features.iter().find(|it| it.id == name) {
        return Ok(of_feature(work, feature, wanted));
    }
    let category = matrix.categories.iter().find(|it| it.label == name);
    if let Some(category) = category {
        let column = work.own_column(&category.label)?;
        return Ok(Field::Text(work.category(column)?));
    }
    if let Some(feature) = features.iter().find(|it| it.label == name) {
        return Ok(of_feature(work, feature, wanted));
    }
    if let Some(column) = work.material.source.table.column(name).filter(|_| !work.has_orders()) {
        return Ok(of_column(work, column));
    }
    match lowered(name).as_str() {
        "last_order" => return Ok(Field::DaysBack(want(work, "recency_days", wanted), as_of(work))),
        "first_order" => {
            let both = ["recency_days", "tenure_days"].map(|it| want(work, it, wanted)).join(" + ");
            return Ok(Field::DaysBack(format!("({both})"), as_of(work)));
        }
        _ => {}
    }
    if let Some(feature) = features.iter().find(|it| is_like(&it.id) || is_like(&it.label)) {
        return Ok(of_feature(work, feature, wanted));
    }
    if let Some(category) = matrix.categories.iter().find(|it| is_like(&it.label)) {
        let column = work.own_column(&category.label)?;
        return Ok(Field::Text(work.category(column)?));
    }
    Err(Work::unwritten(name))
}

/// The column of that name, of each row that counts.
pub(super) fn of_rows<'a>(work: &mut Work<'a>, name: &str) -> Result<Field<'a>, SqlRefusal> {
    let table = &work.material.source.table;
    let like = || table.columns.iter().find(|it| lowered(&it.name) == lowered(name));
    if let Some(column) = table.column(name).or_else(like) {
        let how = match &column.cells {
            Cells::Numbers(_) => As::Number,
            Cells::Days(_) => As::Day,
            Cells::Codes { .. } | Cells::Texts(_) => As::Text,
        };
        let cell = work.taken.cell(column, how);
        return Ok(match how {
            As::Number => Field::Number(cell),
            As::Day => {
                let as_of = work.as_of_of_rows();
                Field::DaysBack(format!("({as_of} - {cell})"), as_of)
            }
            As::Text | As::YesNo => Field::Text(cell),
        });
    }
    match lowered(name).as_str() {
        "amount" => Ok(Field::Number(format!("({} / {})", work.words.as_double("units"), work.per_one))),
        "day" | "date" => {
            let as_of = work.as_of_of_rows();
            Ok(Field::DaysBack(format!("({as_of} - day)"), as_of))
        }
        _ => Err(Work::unwritten(name)),
    }
}

fn of_feature<'a>(work: &mut Work<'a>, feature: &Feature, wanted: &mut Vec<String>) -> Field<'a> {
    let name = want(work, &feature.id, wanted);
    let column = work.material.source.table.column(&feature.label);
    match (feature.unit, column.map(|it| &it.cells)) {
        (Unit::Days, Some(Cells::Days(_))) => Field::DaysBack(name, as_of(work)),
        (Unit::Days, _) if feature.id == "recency_days" => Field::DaysBack(name, as_of(work)),
        (Unit::Share, _) => Field::YesNo(name, column),
        (Unit::Days | Unit::Money | Unit::Count | Unit::Plain, _) => Field::Number(name),
    }
}

/// A column of a customer file.
fn of_column<'a>(work: &mut Work<'a>, column: &'a Column) -> Field<'a> {
    match &column.cells {
        Cells::Numbers(_) => Field::Number(work.taken.cell(column, As::Number)),
        Cells::Days(_) => {
            let cell = work.taken.cell(column, As::Day);
            let as_of = as_of(work);
            Field::DaysBack(format!("({as_of} - {cell})"), as_of)
        }
        Cells::Codes { .. } if column.kind == Kind::Flag => {
            Field::YesNo(work.taken.cell(column, As::YesNo), Some(column))
        }
        Cells::Codes { .. } | Cells::Texts(_) => Field::Text(work.taken.cell(column, As::Text)),
    }
}

fn want(work: &Work<'_>, id: &str, wanted: &mut Vec<String>) -> String {
    if !wanted.iter().any(|it| it == id) {
        wanted.push(id.to_owned());
    }
    work.feature(id)
}

/// The as-of day, among the customers.
fn as_of(work: &mut Work<'_>) -> String {
    match work.choices().as_of {
        AsOf::Day(day) => day.to_string(),
        AsOf::LastOrder => {
            work.names_as_of = true;
            "as_of".to_owned()
        }
    }
}
