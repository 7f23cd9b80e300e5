//! From orders to one row of numbers per customer.
//!
//! Every pass over the rows is linear and writes to arrays with one place per customer; only the
//! customers' identifiers are sorted, at the end.
//!
//! A return that is netted lowers the customer's money and does nothing else: it is no order, and
//! the customer's last order stays where it was. A customer who has only returns keeps a row, with
//! no orders, negative money and no recency, so that the money of all customers is the money of the
//! file; no segment takes such a customer.

mod dayparts;
mod extra;
mod numbers;
mod own;
mod parts;
mod rows;

use std::borrow::Cow;

use crate::engine::features::ages::age_bands;
use crate::engine::features::categories::most_frequent;
use crate::engine::features::columns::{Columns, Ids};
use crate::engine::features::leaving_out::rows_left_out;
use crate::engine::features::{
    AsOf, CategoryFeature, Feature, FeatureChoices, FeatureMatrix, FeaturesError, FrequencyRule, Measure,
};
use crate::engine::progress::{Observer, Stage};
use crate::engine::table::{IssueKind, Issues, MISSING_CODE, Role, Source, is_discount};
use crate::kernel::ledger::{self, Account, Counted, Rows, Units, Use, post};
use crate::kernel::names::in_byte_order;
use extra::Ledger;
use numbers::features;

/// Measures the customers of an order file.
pub fn measure(
    source: &Source,
    columns: &Columns<'_>,
    choices: &FeatureChoices,
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<FeatureMatrix, FeaturesError> {
    let Judged { customers, days, amounts, uses } = judge(source, columns, choices, issues)?;
    let rows = Rows { customers: &customers.codes, days, amounts: amounts.as_deref() };
    let orders = columns.ids(Role::Order)?;
    observer.progress(Stage::Measuring, 0.2);

    let units = Units::of(rows.amounts.unwrap_or_default());
    let mut accounts = post(&rows, &uses, units, customers.names.len());
    let n_rows_used = uses.iter().filter(|&&it| it != Use::Left).count();
    if n_rows_used == 0 {
        return Err(FeaturesError::NoCustomers { n_rows: columns.n_rows() });
    }
    observer.progress(Stage::Measuring, 0.4);
    let counted = count(&rows, &uses, choices.frequency, orders.as_ref(), customers.names.len());
    for (account, &n) in accounts.iter_mut().zip(&counted.n) {
        account.n_orders = n;
    }
    observer.progress(Stage::Measuring, 0.6);
    let n_returning = accounts.iter().filter(|it| it.n_rows > 0 && !it.has_order()).count();
    issues.count(IssueKind::OnlyReturns, None, n_returning as u64);
    note_shared(source, columns, orders.as_ref(), &counted.shared_rows, issues);
    observer.progress(Stage::Measuring, 0.8);

    let used = (0_u32..).zip(&accounts).filter(|it| it.1.n_rows > 0).map(|it| it.0);
    let order = in_byte_order(&customers.names, used);
    let accounts: Vec<Account> = order.iter().filter_map(|&it| accounts.get(it as usize).copied()).collect();
    let period = period(days, &uses);
    let as_of = counted_back_from(choices.as_of, period);
    let units = rows.amounts.map(|_| units);
    let mut categories = most_frequent(columns, &customers.codes, &order, &uses);
    let mut features = features(&accounts, as_of.unwrap_or_default(), units, choices.frequency);
    let everyone = (order.as_slice(), customers.names.len());
    for it in own::features(columns, (&rows, &uses), everyone, as_of, issues) {
        add_apart(&mut features, it);
    }
    let dayparts = dayparts::parts_of_rows(source, &choices.measures);
    let ledger = Ledger {
        columns,
        rows: &rows,
        uses: &uses,
        units,
        orders: orders.as_ref(),
        rule: choices.frequency,
        discounts: source.table.columns.iter().find(|it| is_discount(it)),
        dayparts: dayparts.as_deref(),
        customers: &order,
        n_customers: customers.names.len(),
    };
    add_chosen(ledger, choices, (&mut features, &mut categories), issues);
    observer.progress(Stage::Measuring, 1.0);
    Ok(FeatureMatrix {
        customers: customers.names.gather(order.iter().map(|&it| it as usize)),
        features,
        categories,
        revenue: units.map(|units| accounts.iter().map(|it| units.as_amount(it.units)).collect()),
        orders: Some(accounts.iter().map(|it| it.n_orders).collect()),
        as_of,
        period,
        n_rows_used,
        currency: source.currency.clone(),
        protected: Vec::new(),
        scales: Vec::new(),
    })
}

/// Adds the measures that are chosen, and says which of the chosen cannot be had from orders.
fn add_chosen(
    ledger: Ledger<'_>,
    choices: &FeatureChoices,
    (features, categories): (&mut Vec<Feature>, &mut Vec<CategoryFeature>),
    issues: &mut Issues,
) {
    let columns = ledger.columns;
    if !choices.measures.is_empty() {
        let (more, sorts) = extra::measure(ledger, &choices.measures, issues);
        for it in more {
            add_apart(features, it);
        }
        categories.extend(sorts);
    }
    let of_surveys =
        choices.scales.iter().map(|it| &it.name).chain(choices.split.iter().map(|it| &it.column));
    for it in of_surveys {
        issues.count(IssueKind::NotMeasured, Some(it), 1);
    }
    if choices.measures.contains(&Measure::AgeBands) {
        categories.extend(age_bands(columns, features));
    }
}

/// Adds a feature under a name that none before it has.
fn add_apart(features: &mut Vec<Feature>, mut feature: Feature) {
    while features.iter().any(|it| it.id == feature.id) {
        feature.id.push('_');
    }
    features.push(feature);
}

/// The columns that orders are made of, and what each row is.
pub struct Judged<'a> {
    /// Who.
    pub customers: Ids<'a>,
    /// When.
    pub days: &'a [i32],
    /// How much.
    pub amounts: Option<Cow<'a, [f64]>>,
    /// As what each row counts.
    pub uses: Vec<Use>,
}

/// Says of every row what it is, and notes what was odd.
pub fn judge<'a>(
    source: &Source,
    columns: &Columns<'a>,
    choices: &FeatureChoices,
    issues: &mut Issues,
) -> Result<Judged<'a>, FeaturesError> {
    let customers = rows::customers(columns)?;
    let days = rows::days(columns)?;
    let amounts = rows::amounts(columns)?;
    let rows = Rows { customers: &customers.codes, days, amounts: amounts.as_deref() };
    let mut uses = rows::classify(&rows, columns, choices, &source.lines, issues);
    for (it, _) in uses.iter_mut().zip(rows_left_out(source, choices)?).filter(|it| it.1) {
        *it = Use::Left;
    }
    leave_out_repeats(source, columns, choices, &mut uses, issues);
    Ok(Judged { customers, days, amounts, uses })
}

fn count(
    rows: &Rows<'_>,
    uses: &[Use],
    rule: FrequencyRule,
    orders: Option<&Ids<'_>>,
    n_customers: usize,
) -> Counted {
    match (rule, orders) {
        (FrequencyRule::Orders, Some(orders)) => {
            ledger::orders(rows, (&orders.codes, orders.names.len()), uses, n_customers)
        }
        (FrequencyRule::Orders, None) | (FrequencyRule::Days, _) => ledger::days(rows, uses, n_customers),
        (FrequencyRule::Rows, _) => ledger::rows(rows, uses, n_customers),
    }
}

/// Notes the rows that repeat another one, and leaves them out where that is chosen.
fn leave_out_repeats(
    source: &Source,
    columns: &Columns<'_>,
    choices: &FeatureChoices,
    uses: &mut [Use],
    issues: &mut Issues,
) {
    let cells: Vec<_> = columns.all().map(|it| &it.1.cells).collect();
    for row in ledger::repeated_rows(&cells, uses) {
        issues.note(IssueKind::RepeatedRow, None, source.lines.of(row), "");
        if let Some(it) = uses.get_mut(row).filter(|_| choices.leaves_out(IssueKind::RepeatedRow)) {
            *it = Use::Left;
        }
    }
}

fn note_shared(
    source: &Source,
    columns: &Columns<'_>,
    orders: Option<&Ids<'_>>,
    shared_rows: &[usize],
    issues: &mut Issues,
) {
    let Some(orders) = orders else { return };
    let column = columns.find(Role::Order).map(|it| it.name.as_str());
    for &row in shared_rows {
        let code = orders.codes.get(row).copied().unwrap_or(MISSING_CODE);
        issues.note(IssueKind::SharedOrder, column, source.lines.of(row), orders.names.get(code as usize));
    }
}

/// The day that recency is counted back from.
fn counted_back_from(as_of: AsOf, period: Option<(i32, i32)>) -> Option<i32> {
    match as_of {
        AsOf::LastOrder => period.map(|it| it.1),
        AsOf::Day(day) => Some(day),
    }
}

/// First and last day of the rows used.
fn period(days: &[i32], uses: &[Use]) -> Option<(i32, i32)> {
    let used = days.iter().zip(uses).filter(|it| *it.1 != Use::Left).map(|it| *it.0);
    used.fold(None, |period, day| match period {
        None => Some((day, day)),
        Some((first, last)) => Some((day.min(first), day.max(last))),
    })
}
