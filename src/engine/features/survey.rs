//! Answers of a survey: items put together as scales, several answers in one cell taken apart.

use serde::{Deserialize, Serialize};

use crate::engine::features::{Feature, FeatureChoices, Unit};
use crate::engine::table::{Cells, Column, IssueKind, Issues, Table, Texts};
use crate::kernel::names::in_byte_order;
use crate::kernel::reliability;

/// The most different answers that a cell is taken apart into.
const MAX_ANSWERS: usize = 60;

/// Items that ask for the same thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurveyScale {
    /// What the scale is called: the id of its feature.
    pub name: String,
    /// Columns of numbers, at least one.
    pub items: Vec<String>,
    /// Those of them that ask the other way round: an answer x counts as `min` + `max` − x.
    #[serde(default)]
    pub reversed: Vec<String>,
    /// The smallest answer there can be.
    pub min: f64,
    /// The largest answer there can be.
    pub max: f64,
}

/// A column with several answers in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitColumn {
    /// The column.
    pub column: String,
    /// What stands between two answers.
    pub separator: String,
}

/// How well the items of a scale agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScaleFit {
    /// The scale.
    pub name: String,
    /// Its items.
    pub n_items: usize,
    /// Customers who answered all of them.
    pub n_complete: usize,
    /// Cronbach's alpha; `None` where it is not defined.
    pub alpha: Option<f64>,
}

/// A feature for each scale and each answer, one number per row; and how well the scales agree.
pub fn measure(
    table: &Table,
    rows: &[usize],
    choices: &FeatureChoices,
    issues: &mut Issues,
) -> (Vec<Feature>, Vec<ScaleFit>) {
    let (mut features, mut fits) = (Vec::new(), Vec::new());
    for scale in &choices.scales {
        match items(table, rows, scale) {
            Ok(items) => {
                let (alpha, n_complete) = reliability::alpha(&items);
                let alpha = alpha.is_finite().then_some(alpha);
                fits.push(ScaleFit { name: scale.name.clone(), n_items: items.len(), n_complete, alpha });
                features.push(feature(&scale.name, Unit::Plain, scores(&items, rows.len())));
            }
            Err(column) => issues.count(IssueKind::NotMeasured, Some(column), 1),
        }
    }
    for SplitColumn { column, separator } in &choices.split {
        let found = table.column(column).and_then(|it| answers(it, rows, separator));
        let Some(answers) = found else {
            issues.count(IssueKind::NotMeasured, Some(column), 1);
            continue;
        };
        for (answer, values) in answers {
            features.push(feature(&format!("{column}: {answer}"), Unit::Share, values));
        }
    }
    (features, fits)
}

fn feature(id: &str, unit: Unit, values: Vec<f64>) -> Feature {
    Feature { id: id.to_owned(), label: id.to_owned(), unit, values }
}

/// The answers to each item, turned round where it asks the other way; or the column that has none;
/// the scale's own name where it has no items or no range.
fn items<'a>(table: &Table, rows: &[usize], scale: &'a SurveyScale) -> Result<Vec<Vec<f64>>, &'a str> {
    if scale.items.is_empty() || scale.min >= scale.max {
        return Err(scale.name.as_str());
    }
    let item = |name: &'a String| {
        let Some(Column { cells: Cells::Numbers(values), .. }) = table.column(name) else {
            return Err(name.as_str());
        };
        let is_reversed = scale.reversed.contains(name);
        let answer = |&row: &usize| {
            let it = values.get(row).copied().filter(|it| (scale.min..=scale.max).contains(it));
            it.map_or(f64::NAN, |it| if is_reversed { scale.min + scale.max - it } else { it })
        };
        Ok(rows.iter().map(answer).collect())
    };
    scale.items.iter().map(item).collect()
}

/// The mean of the answers of whoever answered at least half of the items.
fn scores(items: &[Vec<f64>], n_rows: usize) -> Vec<f64> {
    let score = |row: usize| {
        let answers = || items.iter().filter_map(|it| it.get(row)).filter(|it| it.is_finite());
        let n = answers().count();
        if n * 2 >= items.len() && n > 0 { answers().sum::<f64>() / n as f64 } else { f64::NAN }
    };
    (0..n_rows).map(score).collect()
}

/// Each different answer, in byte order, with 1 for the rows that have it, 0 for those with others only
/// and `NaN` for those without any. `None` where the column holds no text, or too many answers.
fn answers(column: &Column, rows: &[usize], separator: &str) -> Option<Vec<(String, Vec<f64>)>> {
    let cell = |row: usize| match &column.cells {
        Cells::Codes { codes, dictionary } => codes.get(row).map(|&it| dictionary.get(it as usize)),
        Cells::Texts(texts) => Some(texts.get(row)),
        Cells::Numbers(_) | Cells::Days(_) => None,
    };
    let parts = |row: usize| {
        cell(row).unwrap_or_default().split(separator).map(str::trim).filter(|it| !it.is_empty())
    };
    let mut names = Texts::default();
    for &row in rows {
        for part in parts(row) {
            if !names.iter().any(|it| it == part) {
                names.push(part);
            }
        }
        if names.len() > MAX_ANSWERS {
            return None;
        }
    }
    let n = u32::try_from(names.len()).ok().filter(|it| *it > 0)?;
    let of = |&code: &u32| {
        let name = names.get(code as usize);
        let has = |&row: &usize| match parts(row).next() {
            None => f64::NAN,
            Some(_) => f64::from(u8::from(parts(row).any(|it| it == name))),
        };
        (name.to_owned(), rows.iter().map(has).collect())
    };
    Some(in_byte_order(&names, 0..n).iter().map(of).collect())
}
