//! Columns that are no feature: the outcome of a study, addresses, consent.

use crate::engine::features::{FeatureMatrix, Orders, Origin, Trace};
use crate::engine::table::{Cells, Column, MISSING_CODE, Role, shares};

/// What the file says of each customer beside the matrix.
#[derive(Debug, Default)]
pub struct Outside {
    /// Yes (1) or no (0) in the outcome's column, and its name.
    pub outcome: Option<(String, Vec<f64>)>,
    /// 1 with an e-mail address.
    pub email: Option<Vec<f64>>,
    /// 1 with a phone number.
    pub phone: Option<Vec<f64>>,
    /// 1 with consent, 0 without.
    pub consent: Option<Vec<f64>>,
}

impl Outside {
    /// Reads the columns that have those roles, of the latest row that says something.
    pub fn of(matrix: &FeatureMatrix, origin: Option<Origin<'_>>) -> Self {
        let Some(origin) = origin else { return Self::default() };
        let column = |role| origin.mapping.column(role).and_then(|it| origin.column(it));
        let roles = [Role::Outcome, Role::Email, Role::Phone, Role::Consent];
        if roles.iter().all(|it| column(*it).is_none()) {
            return Self::default();
        }
        let Ok(trace) = origin.trace(matrix) else { return Self::default() };
        let of_customers = |values: Vec<f64>| match &trace {
            Trace::Row(rows) => {
                Some(rows.iter().map(|it| values.get(*it as usize).copied().unwrap_or(f64::NAN)).collect())
            }
            Trace::Orders(orders) => latest(orders, &origin, &values),
        };
        let known = |role| column(role).and_then(|it| of_customers(known(it)));
        let yes = |role| {
            let column = column(role)?;
            Some((column.name.clone(), of_customers(yes(column)?)?))
        };
        Self {
            outcome: yes(Role::Outcome),
            email: known(Role::Email),
            phone: known(Role::Phone),
            consent: yes(Role::Consent).map(|it| it.1),
        }
    }
}

fn latest(orders: &Orders, origin: &Origin<'_>, values: &[f64]) -> Option<Vec<f64>> {
    let bought = orders.bought(origin).ok()?;
    Some(orders.all.latest(values, bought.days))
}

/// 1 in each row with a value.
fn known(column: &Column) -> Vec<f64> {
    let known = |is_known: bool| if is_known { 1.0 } else { f64::NAN };
    match &column.cells {
        Cells::Numbers(values) => values.iter().map(|it| known(!it.is_nan())).collect(),
        Cells::Days(days) => days.iter().map(|_| 1.0).collect(),
        Cells::Codes { codes, .. } => codes.iter().map(|it| known(*it != MISSING_CODE)).collect(),
        Cells::Texts(texts) => texts.iter().map(|it| known(!it.is_empty())).collect(),
    }
}

/// 1 for yes and 0 for no in each row; `None` where the column says something else.
fn yes(column: &Column) -> Option<Vec<f64>> {
    match &column.cells {
        Cells::Codes { codes, dictionary } if (1..=2).contains(&dictionary.len()) => {
            Some(shares(codes.iter(), dictionary))
        }
        Cells::Numbers(values) => {
            let is_one = |it: &f64| it.is_nan() || *it == 0.0 || it.to_bits() == 1.0_f64.to_bits();
            values.iter().all(is_one).then(|| values.clone())
        }
        Cells::Codes { .. } | Cells::Days(_) | Cells::Texts(_) => None,
    }
}
