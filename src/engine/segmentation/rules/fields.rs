//! What a name in a condition speaks of: a measure, a category, or any column of the file.

use std::borrow::Cow;

use crate::engine::features::{CategoryFeature, Feature, Trace, Unit};
use crate::engine::segmentation::Customers;
use crate::engine::table::{Cells, Column, Kind, MISSING_DAY, Texts};
use crate::kernel::bits::Truth;
use crate::kernel::letters::lowered;

/// Days since the last order, as a day.
const LAST_ORDER: &str = "last_order";
/// Days since the first order, as a day.
const FIRST_ORDER: &str = "first_order";

/// The values of a field, one for each customer or for each row.
#[derive(Debug)]
pub enum View<'a> {
    /// Numbers; `NaN` where not known.
    Numbers(Cow<'a, [f64]>, What<'a>),
    /// Texts by their number in a dictionary, and whether they say yes or no.
    Codes(Cow<'a, [u32]>, &'a Texts, bool),
    /// A text each, in the rows given, or in all where none are; empty where not known.
    Texts(&'a Texts, Option<&'a [u32]>),
}

/// What numbers are.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// Numbers.
    Plain,
    /// Days back from a day: the as-of day, or else the last one of the column; `None` where the file
    /// tells only how many days it is.
    DaysBack(Option<i32>),
    /// 1 for yes and 0 for no, and the words for it where they are known.
    YesNo(Option<&'a Texts>),
}

/// The field of that name, of each customer.
pub fn of_customers<'a>(name: &str, customers: Customers<'a>, trace: Option<&'a Trace>) -> Option<View<'a>> {
    let is = |other: &str| other == name;
    let is_like = |other: &str| lowered(other) == lowered(name);
    find(&is, customers, trace)
        .or_else(|| moment(name, customers))
        .or_else(|| find(&is_like, customers, trace))
}

/// The column of that name, of each row of the file. "amount" and "day" are known where no column is
/// called so.
pub fn of_rows<'a>(
    name: &str,
    customers: Customers<'a>,
    (amounts, days): (&'a [f64], &'a [i32]),
) -> Option<View<'a>> {
    let table = &customers.origin?.source.table;
    let as_of = customers.matrix.as_of;
    let like = || table.columns.iter().find(|it| lowered(&it.name) == lowered(name));
    if let Some(column) = table.column(name).or_else(like) {
        return Some(of_column(column, None, as_of));
    }
    match lowered(name).as_str() {
        "amount" if !amounts.is_empty() => Some(View::Numbers(Cow::Borrowed(amounts), What::Plain)),
        "day" | "date" => Some(days_back(days, None, as_of)),
        _ => None,
    }
}

fn find<'a>(
    is: &dyn Fn(&str) -> bool,
    customers: Customers<'a>,
    trace: Option<&'a Trace>,
) -> Option<View<'a>> {
    let Customers { matrix, origin, ahead: _ } = customers;
    let by_id = || matrix.features.iter().find(|it| is(&it.id));
    let by_label = || matrix.features.iter().find(|it| is(&it.label));
    if let Some(feature) = by_id() {
        return Some(of_feature(feature, customers));
    }
    if let Some(category) = matrix.categories.iter().find(|it| is(&it.label)) {
        return Some(of_category(category, customers));
    }
    if let Some(feature) = by_label() {
        return Some(of_feature(feature, customers));
    }
    let column = origin?.source.table.columns.iter().find(|it| is(&it.name))?;
    match trace? {
        Trace::Row(rows) => Some(of_column(column, Some(rows), matrix.as_of)),
        Trace::Orders(_) => None,
    }
}

/// The day of the last or the first order.
fn moment<'a>(name: &str, customers: Customers<'a>) -> Option<View<'a>> {
    let recency = customers.matrix.feature("recency_days")?;
    let what = What::DaysBack(customers.matrix.as_of);
    match lowered(name).as_str() {
        LAST_ORDER => Some(View::Numbers(Cow::Borrowed(&recency.values), what)),
        FIRST_ORDER => {
            let tenure = customers.matrix.feature("tenure_days")?;
            let sums = recency.values.iter().zip(&tenure.values).map(|(a, b)| a + b).collect();
            Some(View::Numbers(Cow::Owned(sums), what))
        }
        _ => None,
    }
}

fn of_feature<'a>(feature: &'a Feature, customers: Customers<'a>) -> View<'a> {
    let column = customers.origin.and_then(|it| it.column(&feature.label));
    let what = match (feature.unit, column.map(|it| &it.cells)) {
        (Unit::Days, Some(Cells::Days(_))) => What::DaysBack(customers.matrix.as_of),
        (Unit::Days, _) if feature.id == "recency_days" => What::DaysBack(customers.matrix.as_of),
        (Unit::Share, Some(Cells::Codes { dictionary, .. })) => What::YesNo(Some(dictionary)),
        (Unit::Share, _) => What::YesNo(None),
        (Unit::Days | Unit::Money | Unit::Count | Unit::Plain, _) => What::Plain,
    };
    View::Numbers(Cow::Borrowed(&feature.values), what)
}

fn of_category<'a>(category: &'a CategoryFeature, customers: Customers<'a>) -> View<'a> {
    let is_flag =
        customers.origin.and_then(|it| it.column(&category.label)).is_some_and(|it| it.kind == Kind::Flag);
    View::Codes(Cow::Borrowed(&category.codes), &category.dictionary, is_flag)
}

/// A column in the rows given, or in all.
fn of_column<'a>(column: &'a Column, rows: Option<&'a [u32]>, as_of: Option<i32>) -> View<'a> {
    match (&column.cells, rows) {
        (Cells::Numbers(values), None) => View::Numbers(Cow::Borrowed(values), What::Plain),
        (Cells::Numbers(values), Some(rows)) => {
            let at = |&row: &u32| values.get(row as usize).copied().unwrap_or(f64::NAN);
            View::Numbers(Cow::Owned(rows.iter().map(at).collect()), What::Plain)
        }
        (Cells::Days(days), rows) => days_back(days, rows, as_of),
        (Cells::Codes { codes, dictionary }, None) => {
            View::Codes(Cow::Borrowed(codes), dictionary, column.kind == Kind::Flag)
        }
        (Cells::Codes { codes, dictionary }, Some(rows)) => {
            let at = |&row: &u32| codes.get(row as usize).copied().unwrap_or(u32::MAX);
            View::Codes(Cow::Owned(rows.iter().map(at).collect()), dictionary, column.kind == Kind::Flag)
        }
        (Cells::Texts(texts), rows) => View::Texts(texts, rows),
    }
}

/// How many days before the as-of day, or before the last day there is.
fn days_back<'a>(days: &[i32], rows: Option<&[u32]>, as_of: Option<i32>) -> View<'a> {
    let own: Cow<'_, [i32]> = match rows {
        None => Cow::Borrowed(days),
        Some(rows) => rows.iter().map(|&it| days.get(it as usize).copied().unwrap_or(MISSING_DAY)).collect(),
    };
    let last = || own.iter().copied().filter(|&it| it != MISSING_DAY).max();
    let end = as_of.or_else(last);
    let from = f64::from(end.unwrap_or_default());
    let back = |&day: &i32| if day == MISSING_DAY { f64::NAN } else { from - f64::from(day) };
    View::Numbers(own.iter().map(back).collect(), What::DaysBack(end))
}

impl View<'_> {
    /// How many values there are.
    pub fn n(&self) -> usize {
        match self {
            Self::Numbers(values, _) => values.len(),
            Self::Codes(codes, ..) => codes.len(),
            Self::Texts(texts, rows) => rows.map_or(texts.len(), <[u32]>::len),
        }
    }

    /// What is known of each text.
    pub fn each_text(&self, known: &dyn Fn(&str) -> Option<bool>) -> Option<Truth> {
        let Self::Texts(texts, rows) = self else { return None };
        let text = |at: usize| match rows {
            None => texts.get(at),
            Some(rows) => rows.get(at).map_or("", |&row| texts.get(row as usize)),
        };
        let n = self.n();
        let mut truth = Truth::unknown(n);
        for at in 0..n {
            match Some(text(at)).filter(|it| !it.is_empty()).and_then(known) {
                Some(true) => truth.yes.insert(at),
                Some(false) => truth.no.insert(at),
                None => {}
            }
        }
        Some(truth)
    }
}
