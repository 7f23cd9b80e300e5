//! A Spark job: one script around the statement in Spark's SQL, so that measures and scores are written
//! once.

use serde::Serialize;

use crate::engine::export::Material;
use crate::engine::export::sql::{Cuts, Dialect, SqlOptions, statement};
use crate::engine::features::MappedColumn;
use crate::engine::json;
use crate::engine::model::ModelError;
use crate::engine::segmentation::{Method, Scale};
use crate::engine::table::{DateOrder, DecimalMark, Kind, Role};

/// The script before anything is put into it.
const SCRIPT: &str = include_str!("enclave_job.py");
/// The table that the statement reads.
const TABLE: &str = "orders";

#[derive(Serialize)]
struct InputColumn {
    name: String,
    kind: Kind,
}

/// What groups are found anew by.
#[derive(Serialize)]
struct Refit {
    features: Vec<String>,
    scale: Scale,
    seed: u64,
}

/// The script.
///
/// # Errors
///
/// [`ModelError::NotCovered`] where the statement cannot say how customers are measured or placed.
pub(super) fn text(material: &Material<'_>) -> Result<String, ModelError> {
    let options = SqlOptions { dialect: Dialect::Spark, cuts: Cuts::Kept, table: TABLE.to_owned() };
    let statement = statement(material, &options)
        .map_err(|it| ModelError::NotCovered { form: "a Spark job".to_owned(), what: it.what })?;
    let statement = statement.trim_end().trim_end_matches(';');
    let source = material.source;
    let column = |it: &MappedColumn| {
        let own = source.table.column(&it.name).filter(|_| it.role != Role::Ignore)?;
        Some(InputColumn { name: own.name.clone(), kind: own.kind })
    };
    let columns: Vec<InputColumn> = material.recipe.mapping.columns.iter().filter_map(column).collect();
    let of_three = || ["recency_days", "frequency", "monetary"].map(str::to_owned).to_vec();
    let refit = match &material.recipe.method {
        Method::Groups(it) if !it.features.is_empty() => {
            Refit { features: it.features.clone(), scale: it.scale, seed: it.seed }
        }
        Method::Rfm(_)
        | Method::Groups(_)
        | Method::Rules(_)
        | Method::Tiers(_)
        | Method::ResponseTree(_) => Refit { features: of_three(), scale: Scale::Log, seed: 1 },
    };
    let is_comma = source.dialect.decimal_mark == DecimalMark::Comma;
    let formats = day_formats(source.dialect.date_order);
    // JSON's texts, numbers and lists are Python's too.
    let parts = [
        ("@COLUMNS@", json::indented(&columns)),
        ("@STATEMENT@", json::in_one_line(&statement)),
        ("@DECIMAL_COMMA@", if is_comma { "True" } else { "False" }.to_owned()),
        ("@DAY_FORMATS@", json::in_one_line(&formats)),
        ("@REFIT@", json::in_one_line(&refit)),
    ];
    let mut script = String::new();
    let mut rest = SCRIPT;
    for (mark, part) in &parts {
        let Some((before, after)) = rest.split_once(mark) else { continue };
        script.push_str(before);
        script.push_str(part);
        rest = after;
    }
    script.push_str(rest);
    Ok(script)
}

/// How Spark writes the days that a file of this order holds.
fn day_formats(order: Option<DateOrder>) -> Vec<String> {
    let own: &[&str] = match order {
        Some(DateOrder::DayFirst) => &["dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy"],
        Some(DateOrder::MonthFirst) => &["MM/dd/yyyy", "M/d/yyyy", "MM-dd-yyyy", "MM.dd.yyyy"],
        Some(DateOrder::YearFirst) | None => &["yyyy/MM/dd", "yyyyMMdd"],
    };
    let mut all = Vec::new();
    for day in ["yyyy-MM-dd"].iter().chain(own) {
        all.push((*day).to_owned());
        all.extend(["' 'HH:mm:ss", "' 'HH:mm", "'T'HH:mm:ss"].map(|it| format!("{day}{it}")));
    }
    all
}
