//! The outcome of each customer.

use crate::engine::features::{Feature, Trace, Unit};
use crate::engine::segmentation::response_tree::TreeOptions;
use crate::engine::segmentation::{Customers, SegmentationError};
use crate::engine::table::{Cells, Column, Kind, MISSING_CODE, Role, Texts, shares};
use crate::kernel::names::distinct;
use crate::kernel::order;

/// The outcome of each customer.
#[derive(Debug)]
pub struct Answers {
    /// The column or measure.
    pub label: String,
    /// The value that counts as yes; `None` where the outcome is an amount.
    pub response: Option<String>,
    /// What amounts are.
    pub unit: Unit,
    /// One for each customer, 1 and 0 for yes and no; `NaN` where not known.
    pub values: Vec<f64>,
}

/// Finds the outcome: the column named, or the one with that role; or else a measure of that id.
pub fn find(customers: &Customers<'_>, options: &TreeOptions) -> Result<Answers, SegmentationError> {
    let role = customers.origin.as_ref().and_then(|it| it.mapping.column(Role::Outcome));
    let Some(name) = options.outcome.as_deref().or(role) else { return Err(SegmentationError::NoOutcome) };
    let missing = || SegmentationError::FeatureMissing { feature: name.to_owned() };
    let wanted = options.response.as_deref();
    let column = customers.origin.as_ref().and_then(|it| Some((it, it.column(name)?)));
    let Some((origin, column)) = column else {
        let feature = customers.matrix.feature(name).ok_or_else(missing)?;
        return of_numbers(&feature.label, feature.unit, feature.values.clone(), wanted);
    };
    // Each row's answer first, then that of the row which speaks of the customer.
    let Answers { label, response, unit, values } = of_column(column, wanted)?;
    let values = match origin.trace(customers.matrix).map_err(|_error| missing())? {
        Trace::Row(rows) => {
            rows.iter().map(|it| values.get(*it as usize).copied().unwrap_or(f64::NAN)).collect()
        }
        Trace::Orders(orders) => {
            let bought = orders.bought(origin).map_err(|_error| missing())?;
            orders.all.latest(&values, bought.days)
        }
    };
    Ok(Answers { label, response, unit, values })
}

/// Whether a feature is the outcome itself.
pub fn is_outcome(answers: &Answers, id: &str, label: &str) -> bool {
    answers.label == id || answers.label == label
}

/// The answer of each row of a column.
fn of_column(column: &Column, wanted: Option<&str>) -> Result<Answers, SegmentationError> {
    let name = &column.name;
    match &column.cells {
        Cells::Numbers(values) => {
            let unit = if column.kind == Kind::Money { Unit::Money } else { Unit::Plain };
            of_numbers(name, unit, values.clone(), wanted)
        }
        Cells::Codes { codes, dictionary } => of_codes(name, codes, dictionary, wanted),
        Cells::Texts(texts) => {
            let (codes, dictionary) = distinct(texts);
            of_codes(name, &codes, &dictionary, wanted)
        }
        Cells::Days(_) => Err(SegmentationError::OutcomeIsDate { column: name.clone() }),
    }
}

/// Numbers that are only 0 and 1, or a number that counts as yes; else amounts.
fn of_numbers(
    label: &str,
    unit: Unit,
    mut values: Vec<f64>,
    wanted: Option<&str>,
) -> Result<Answers, SegmentationError> {
    let is_one_or_zero = |it: &f64| *it == 0.0 || it.to_bits() == 1.0_f64.to_bits();
    let mut response = None;
    if let Some(text) = wanted {
        let unknown = || unknown_response(label, text);
        let number: f64 = text.trim().parse().map_err(|_error| unknown())?;
        let is_wanted = |it: &f64| (it - number).abs() <= 1e-9 * number.abs();
        if !values.iter().any(is_wanted) {
            return Err(unknown());
        }
        for value in values.iter_mut().filter(|it| it.is_finite()) {
            *value = f64::from(u8::from(is_wanted(value)));
        }
        response = Some(text.to_owned());
    } else if values.iter().filter(|it| it.is_finite()).all(is_one_or_zero) {
        response = Some(if unit == Unit::Share { "yes".to_owned() } else { "1".to_owned() });
    }
    let unit = if response.is_some() { Unit::Share } else { unit };
    Ok(Answers { label: label.to_owned(), response, unit, values })
}

/// A value that counts as yes, of two or of the one that is named.
fn of_codes(
    label: &str,
    codes: &[u32],
    dictionary: &Texts,
    wanted: Option<&str>,
) -> Result<Answers, SegmentationError> {
    let mut met: Vec<u32> = codes.iter().copied().filter(|it| *it != MISSING_CODE).collect();
    order::sort_by_number(&mut met, |it| u64::from(*it));
    met.dedup();
    let (response, values) = if let Some(text) = wanted {
        let yes = met.iter().copied().find(|it| dictionary.get(*it as usize) == text);
        let yes = yes.ok_or_else(|| unknown_response(label, text))?;
        let value = |it: &u32| if *it == MISSING_CODE { f64::NAN } else { f64::from(u8::from(*it == yes)) };
        (text.to_owned(), codes.iter().map(value).collect())
    } else {
        let values = shares(codes.iter(), dictionary);
        // Words for yes and no in several languages may be more than two.
        let yes: Vec<&str> = {
            let of_yes = shares(met.iter(), dictionary);
            let both = met.iter().zip(of_yes).filter(|it| it.1 > 0.5);
            both.map(|it| dictionary.get(*it.0 as usize)).collect()
        };
        if met.len() > 2 {
            return Err(SegmentationError::OutcomeOfManyValues {
                column: label.to_owned(),
                n_values: met.len(),
                examples: met.iter().take(3).map(|it| dictionary.get(*it as usize).to_owned()).collect(),
            });
        }
        (yes.first().map_or_else(|| "yes".to_owned(), |it| (*it).to_owned()), values)
    };
    Ok(Answers { label: label.to_owned(), response: Some(response), unit: Unit::Share, values })
}

fn unknown_response(column: &str, response: &str) -> SegmentationError {
    SegmentationError::ResponseUnknown { column: column.to_owned(), response: response.to_owned() }
}

/// What form the numbers of a feature have.
pub fn is_yes_no(feature: &Feature) -> bool {
    let mut known = feature.values.iter().filter(|it| it.is_finite()).peekable();
    feature.unit == Unit::Share
        && known.peek().is_some()
        && known.all(|it| *it == 0.0 || it.to_bits() == 1.0_f64.to_bits())
}
