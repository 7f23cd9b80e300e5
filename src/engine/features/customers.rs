//! From one row per customer to the same numbers an order file gives, and the file's own.

use crate::engine::features::ages::{age_bands, has_birthdays, years};
use crate::engine::features::categories::{category, numbered_category};
use crate::engine::features::columns::Columns;
use crate::engine::features::leaving_out::rows_left_out;
use crate::engine::features::survey;
use crate::engine::features::{
    AsOf, CategoryFeature, Feature, FeatureChoices, FeatureMatrix, FeaturesError, Measure, Repeats, Unit,
};
use crate::engine::progress::{Observer, Stage};
use crate::engine::table::{
    self, Cells, Column, IssueKind, Issues, Kind, MISSING_CODE, MISSING_DAY, Role, Source, Texts, iso,
};
use crate::kernel::names::in_byte_order;

/// Measures the customers of a customer file.
pub fn measure(
    source: &Source,
    columns: &Columns<'_>,
    choices: &FeatureChoices,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<FeatureMatrix, FeaturesError> {
    let (customers, rows) = customers(source, columns, choices, issues)?;
    if rows.is_empty() {
        return Err(FeaturesError::NoCustomers { n_rows: columns.n_rows() });
    }
    observer.progress(Stage::Measuring, 0.3);
    let period = period(columns, &rows, choices);
    let mut matrix = FeatureMatrix {
        customers,
        features: Vec::new(),
        categories: Vec::new(),
        revenue: None,
        orders: None,
        as_of: match choices.as_of {
            AsOf::Day(day) => {
                let has_birthdays = columns.all().any(|it| has_birthdays(it.1));
                (has_birthdays || dates(columns).next().is_some()).then_some(day)
            }
            AsOf::LastOrder => period.map(|it| it.1),
        },
        period,
        n_rows_used: rows.len(),
        currency: source.currency.clone(),
        protected: Vec::new(),
        scales: Vec::new(),
    };
    add_recency(&mut matrix, source, columns, &rows, issues)?;
    add_totals(&mut matrix, columns, &rows)?;
    observer.progress(Stage::Measuring, 0.6);
    for (role, column) in columns.all() {
        add_own(&mut matrix, columns, role, column, &rows);
    }
    for (role, column) in columns.all() {
        if role == Role::Feature && has_birthdays(column) && matrix.as_of.is_none() {
            issues.count(IssueKind::NotMeasured, Some(&column.name), 1);
        }
    }
    let (features, scales) = survey::measure(&source.table, &rows, choices, issues);
    for mut it in features {
        while matrix.feature(&it.id).is_some() {
            it.id.push('_');
        }
        matrix.features.push(it);
    }
    matrix.scales = scales;
    if choices.measures.contains(&Measure::AgeBands) {
        matrix.categories.extend(age_bands(columns, &matrix.features));
    }
    observer.progress(Stage::Measuring, 1.0);
    Ok(matrix)
}

/// Every customer with the row that speaks of them.
pub(super) fn customers(
    source: &Source,
    columns: &Columns<'_>,
    choices: &FeatureChoices,
    issues: &mut Issues,
) -> Result<(Texts, Vec<usize>), FeaturesError> {
    let is_left_out = rows_left_out(source, choices)?;
    let is_kept = |row: &usize| !is_left_out.get(*row).copied().unwrap_or(false);
    let Some(ids) = columns.ids(Role::Customer)? else {
        let rows: Vec<usize> = (0..columns.n_rows()).filter(is_kept).collect();
        let mut numbers = Texts::default();
        for row in &rows {
            numbers.push(&(row + 1).to_string());
        }
        return Ok((numbers, rows));
    };
    let column = columns.find(Role::Customer).map(|it| it.name.as_str());
    let mut row_of = vec![(usize::MAX, false); ids.names.len()];
    for (row, &code) in ids.codes.iter().enumerate().filter(|it| is_kept(&it.0)) {
        let name = ids.names.get(code as usize);
        match row_of.get_mut(code as usize) {
            None => issues.note(IssueKind::NoCustomer, column, source.lines.of(row), ""),
            Some(it) if it.0 == usize::MAX => it.0 = row,
            Some((speaking, is_repeated)) => {
                issues.note(IssueKind::RepeatedCustomer, column, source.lines.of(row), name);
                *is_repeated = true;
                if choices.repeats == Repeats::Last {
                    *speaking = row;
                }
            }
        }
    }
    let leaves_out = choices.repeats == Repeats::None;
    let is_used = |it: &(usize, bool)| it.0 != usize::MAX && !(leaves_out && it.1);
    let row = |code: u32| row_of.get(code as usize).filter(|it| is_used(it)).map(|it| it.0);
    let used = (0_u32..).take(ids.names.len()).filter(|&it| row(it).is_some());
    let order = in_byte_order(&ids.names, used);
    let names = order.iter().map(|&it| ids.names.get(it as usize)).collect();
    Ok((names, order.into_iter().filter_map(row).collect()))
}

/// The date column; all date columns where none has that role.
fn dates<'a>(columns: &Columns<'a>) -> impl Iterator<Item = &'a [i32]> {
    let wanted = if columns.find(Role::Date).is_some() { Role::Date } else { Role::Feature };
    let all = columns.all().filter(move |it| it.0 == wanted && !has_birthdays(it.1));
    all.filter_map(|it| match &it.1.cells {
        Cells::Days(days) => Some(days.as_slice()),
        Cells::Numbers(_) | Cells::Codes { .. } | Cells::Texts(_) => None,
    })
}

/// First and last of the dates, not beyond the as-of date.
fn period(columns: &Columns<'_>, rows: &[usize], choices: &FeatureChoices) -> Option<(i32, i32)> {
    let last = match choices.as_of {
        AsOf::LastOrder => i32::MAX,
        AsOf::Day(day) => day,
    };
    let days = dates(columns).flat_map(|days| rows.iter().filter_map(|&it| days.get(it).copied()));
    days.filter(|&it| it != MISSING_DAY && it <= last).fold(None, |period, day| match period {
        None => Some((day, day)),
        Some((first, last)) => Some((day.min(first), day.max(last))),
    })
}

/// Days since the last order: the column that says so, or else counted from the date column.
fn add_recency(
    matrix: &mut FeatureMatrix,
    source: &Source,
    columns: &Columns<'_>,
    rows: &[usize],
    issues: &mut Issues,
) -> Result<(), FeaturesError> {
    let dates = columns.days(Role::Date)?;
    let values = if let Some(values) = columns.numbers(Role::Recency)? {
        pick(values, rows)
    } else if let Some((dates, as_of)) = dates.zip(matrix.as_of) {
        let mut values = days_before(dates, rows, as_of);
        let column = columns.find(Role::Date).map(|it| it.name.as_str());
        for (value, &row) in values.iter_mut().zip(rows).filter(|it| *it.0 < 0.0) {
            let seen = dates.get(row).map_or_else(String::new, |&it| iso(it));
            issues.note(IssueKind::AfterAsOf, column, source.lines.of(row), &seen);
            *value = f64::NAN;
        }
        values
    } else {
        return Ok(());
    };
    add(matrix, "recency_days", "Days since last order", Unit::Days, values);
    Ok(())
}

/// Orders and money.
fn add_totals(
    matrix: &mut FeatureMatrix,
    columns: &Columns<'_>,
    rows: &[usize],
) -> Result<(), FeaturesError> {
    if let Some(values) = columns.numbers(Role::Frequency)? {
        let values = pick(values, rows);
        matrix.orders = Some(values.iter().map(|&it| whole(it)).collect());
        add(matrix, "frequency", "Orders", Unit::Count, values);
    }
    let amounts = columns.numbers(Role::Amount)?;
    if let Some(values) = columns.numbers(Role::Monetary)?.or(amounts) {
        let values = pick(values, rows);
        matrix.revenue = Some(values.iter().map(|&it| if it.is_nan() { 0.0 } else { it }).collect());
        add(matrix, "monetary", "Money spent", Unit::Money, values);
    }
    Ok(())
}

/// A column the file itself measures or sorts customers by.
fn add_own(matrix: &mut FeatureMatrix, columns: &Columns<'_>, role: Role, column: &Column, rows: &[usize]) {
    if let Some(category) = own_category(role, column, rows) {
        matrix.categories.push(category);
        return;
    }
    let is_own = match role {
        Role::Feature | Role::Quantity | Role::UnitPrice => true,
        Role::Amount => columns.find(Role::Monetary).is_some(),
        Role::Date => columns.find(Role::Recency).is_some(),
        Role::Customer
        | Role::Order
        | Role::Product
        | Role::Category
        | Role::Channel
        | Role::Country
        | Role::Email
        | Role::Phone
        | Role::FirstName
        | Role::LastName
        | Role::Postcode
        | Role::Consent
        | Role::Outcome
        | Role::Recency
        | Role::Frequency
        | Role::Monetary
        | Role::Ignore => false,
    };
    let Some((unit, values)) = own_numbers(matrix.as_of, column, rows).filter(|_| is_own) else { return };
    let mut id = column.name.clone();
    while matrix.feature(&id).is_some() {
        id.push('_');
    }
    add(matrix, &id, &column.name, unit, values);
}

fn own_category(role: Role, column: &Column, rows: &[usize]) -> Option<CategoryFeature> {
    if column.kind == Kind::Flag && role == Role::Feature {
        return None;
    }
    if let Some((codes, dictionary)) = category(role, column) {
        let codes = rows.iter().map(|&it| codes.get(it).copied().unwrap_or(MISSING_CODE)).collect();
        return Some(CategoryFeature { label: column.name.clone(), codes, dictionary: dictionary.clone() });
    }
    match &column.cells {
        Cells::Numbers(values) => numbered_category(role, column, &pick(values, rows)),
        Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => None,
    }
}

fn own_numbers(as_of: Option<i32>, column: &Column, rows: &[usize]) -> Option<(Unit, Vec<f64>)> {
    match &column.cells {
        Cells::Numbers(values) if column.kind == Kind::Money => Some((Unit::Money, pick(values, rows))),
        Cells::Numbers(values) => Some((Unit::Plain, pick(values, rows))),
        Cells::Days(days) if has_birthdays(column) => {
            let as_of = as_of?;
            let age = |&it: &usize| days.get(it).map_or(f64::NAN, |&it| years(it, as_of));
            Some((Unit::Plain, rows.iter().map(age).collect()))
        }
        Cells::Days(days) => Some((Unit::Days, days_before(days, rows, as_of?))),
        Cells::Codes { codes, dictionary } if column.kind == Kind::Flag => {
            Some((Unit::Share, flags(codes, dictionary, rows)))
        }
        Cells::Codes { .. } | Cells::Texts(_) => None,
    }
}

/// 1 for yes, 0 for no.
fn flags(codes: &[u32], dictionary: &Texts, rows: &[usize]) -> Vec<f64> {
    table::shares(rows.iter().map(|&it| codes.get(it).unwrap_or(&MISSING_CODE)), dictionary)
}

fn days_before(days: &[i32], rows: &[usize], as_of: i32) -> Vec<f64> {
    let before = |&row: &usize| match days.get(row) {
        None | Some(&MISSING_DAY) => f64::NAN,
        Some(&day) => f64::from(as_of) - f64::from(day),
    };
    rows.iter().map(before).collect()
}

fn pick(values: &[f64], rows: &[usize]) -> Vec<f64> {
    rows.iter().map(|&it| values.get(it).copied().unwrap_or(f64::NAN)).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped; no number counts as none"
)]
fn whole(number: f64) -> u32 {
    (number + 0.5).clamp(0.0, f64::from(u32::MAX)) as u32
}

fn add(matrix: &mut FeatureMatrix, id: &str, label: &str, unit: Unit, values: Vec<f64>) {
    matrix.features.push(Feature { id: id.to_owned(), label: label.to_owned(), unit, values });
}
