//! The way back from customers to the rows they were measured by.
//!
//! A matrix has one number per customer and feature. Rules ask for more: columns that are no feature,
//! orders of a kind, what was bought after what. [`Origin::trace`] finds each customer's rows again.

use std::borrow::Cow;

use crate::engine::features::columns::{Columns, Ids};
use crate::engine::features::{
    FeatureChoices, FeatureMatrix, FeaturesError, FrequencyRule, Mapping, RowUnit, customers, ledger,
};
use crate::engine::table::{Column, Issues, MISSING_DAY, Role, Source};
use crate::kernel::ledger::{Units, Use};
use crate::kernel::names::in_byte_order;
use crate::kernel::purchases::{Bought, Purchases};

/// What a matrix was made of.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file.
    pub source: &'a Source,
    /// What its columns mean.
    pub mapping: &'a Mapping,
    /// What was measured.
    pub choices: &'a FeatureChoices,
}

/// The rows of each customer.
#[derive(Debug)]
pub enum Trace {
    /// Of a customer file: the one row that speaks of each customer, in their order.
    Row(Vec<u32>),
    /// Of an order file: all rows that count.
    Orders(Box<Orders>),
}

/// The orders of all customers.
#[derive(Debug)]
pub struct Orders {
    /// Rows that are purchases, by customer.
    pub purchases: Purchases,
    /// Rows that count, returns included, by customer.
    pub all: Purchases,
    /// Rows of one order have one number; `None` where an order is one day.
    numbers: Option<Vec<u32>>,
    amounts: Vec<f64>,
    units: Units,
}

impl Orders {
    /// What is known of each row of the origin they were found in.
    pub fn bought<'a>(&'a self, origin: &Origin<'a>) -> Result<Bought<'a>, FeaturesError> {
        let days = Columns::new(&origin.source.table, origin.mapping)?.days(Role::Date)?;
        Ok(Bought {
            days: days.unwrap_or_default(),
            orders: self.numbers.as_deref(),
            amounts: &self.amounts,
            units: self.units,
        })
    }
}

impl<'a> Origin<'a> {
    /// The column of that name, mapped or not.
    pub fn column(&self, name: &str) -> Option<&'a Column> {
        self.source.table.column(name)
    }

    /// Finds the rows of the customers of the matrix that was measured by the same choices.
    pub fn trace(&self, matrix: &FeatureMatrix) -> Result<Trace, FeaturesError> {
        let columns = Columns::new(&self.source.table, self.mapping)?;
        let mut issues = Issues::default();
        if self.mapping.unit == RowUnit::Customers {
            let (_, rows) = customers::customers(self.source, &columns, self.choices, &mut issues)?;
            return Ok(Trace::Row(rows.into_iter().filter_map(|it| u32::try_from(it).ok()).collect()));
        }
        let found = ledger::judge(self.source, &columns, self.choices, &mut issues)?;
        let ledger::Judged { customers, days, amounts, uses } = found;
        let counts = |row: usize| uses.get(row).is_some_and(|&it| it != Use::Left);
        let code = |row: usize| customers.codes.get(row).copied().filter(|_| counts(row));
        let mut place_of = vec![u32::MAX; customers.names.len()];
        for place in (0..uses.len()).filter_map(code).filter_map(|it| usize::try_from(it).ok()) {
            if let Some(it) = place_of.get_mut(place) {
                *it = 0;
            }
        }
        let used = (0_u32..).zip(&place_of).filter(|it| *it.1 == 0).map(|it| it.0);
        for (place, code) in (0_u32..).zip(in_byte_order(&customers.names, used)) {
            if let Some(it) = place_of.get_mut(code as usize) {
                *it = place;
            }
        }
        let customer = |row: usize| code(row).and_then(|it| place_of.get(it as usize)).copied();
        let is_order = |row: usize| uses.get(row) == Some(&Use::Order);
        let n = matrix.n_customers();
        let numbers = self.order_numbers(&columns)?;
        let amounts = amounts.map_or_else(Vec::new, Cow::into_owned);
        let units = Units::of(&amounts);
        Ok(Trace::Orders(Box::new(Orders {
            purchases: Purchases::of(n, days, &|row| customer(row).filter(|_| is_order(row))),
            all: Purchases::of(n, days, &customer),
            numbers,
            amounts,
            units,
        })))
    }

    /// The order of each row, by the rule that frequency counts by. Rows without a number are one
    /// order of their day.
    fn order_numbers(&self, columns: &Columns<'a>) -> Result<Option<Vec<u32>>, FeaturesError> {
        match self.choices.frequency {
            FrequencyRule::Days => Ok(None),
            FrequencyRule::Rows => Ok(Some((0_u32..).take(columns.n_rows()).collect())),
            FrequencyRule::Orders => {
                let ids = columns.ids(Role::Order)?;
                let days = columns.days(Role::Date)?.unwrap_or_default();
                Ok(ids.map(|ids| numbered(&ids, days)))
            }
        }
    }
}

/// The number of each row's order; beyond the names, one for each day.
fn numbered(ids: &Ids<'_>, days: &[i32]) -> Vec<u32> {
    let first_day = days.iter().copied().filter(|&it| it != MISSING_DAY).min().unwrap_or_default();
    let n = u32::try_from(ids.names.len()).unwrap_or(u32::MAX);
    let number = |(&code, &day): (&u32, &i32)| {
        if code < n { code } else { n.saturating_add(day.abs_diff(first_day)) }
    };
    ids.codes.iter().zip(days).map(number).collect()
}
