//! The category a customer belongs to, where a column has few values.

use crate::engine::features::CategoryFeature;
use crate::engine::features::columns::Columns;
use crate::engine::table::{Cells, Column, Kind, MISSING_CODE, Role, Texts};
use crate::kernel::ledger::{Use, modes};
use crate::kernel::order;

/// A column with more different values is no category.
const MAX_VALUES: usize = 5_000;

/// The codes of a column that is a category, and what they stand for.
pub fn category(role: Role, column: &Column) -> Option<(&[u32], &Texts)> {
    let is_other = role == Role::Feature && matches!(column.kind, Kind::Category | Kind::Flag);
    match &column.cells {
        Cells::Codes { codes, dictionary }
            if (names_something(role) || is_other) && (1..=MAX_VALUES).contains(&dictionary.len()) =>
        {
            Some((codes, dictionary))
        }
        Cells::Codes { .. } | Cells::Numbers(_) | Cells::Days(_) | Cells::Texts(_) => None,
    }
}

/// Numbers that only name something (1 = shop, 2 = web), as a category in rising order; one number per
/// customer.
pub fn numbered_category(role: Role, column: &Column, values: &[f64]) -> Option<CategoryFeature> {
    if !names_something(role) {
        return None;
    }
    let mut distinct: Vec<f64> = values.iter().copied().filter(|it| !it.is_nan()).collect();
    order::sort_by_number(&mut distinct, |it| order::rank(*it));
    distinct.dedup();
    if distinct.len() > MAX_VALUES {
        return None;
    }
    let mut dictionary = Texts::default();
    for number in &distinct {
        dictionary.push(&number.to_string());
    }
    let code = |value: &f64| {
        let found = distinct.binary_search_by(|it| it.total_cmp(value));
        found.ok().and_then(|it| u32::try_from(it).ok()).unwrap_or(MISSING_CODE)
    };
    Some(CategoryFeature { label: column.name.clone(), codes: values.iter().map(code).collect(), dictionary })
}

fn names_something(role: Role) -> bool {
    matches!(role, Role::Product | Role::Category | Role::Channel | Role::Country)
}

/// For every category column of an order file but those of yes and no, the value most of each customer's rows have; the
/// first in byte order of those that tie. Customers stand in `order`.
pub fn most_frequent(
    columns: &Columns<'_>,
    customers: &[u32],
    order: &[u32],
    uses: &[Use],
) -> Vec<CategoryFeature> {
    let n_customers = order.iter().max().map_or(0, |&it| it as usize + 1);
    let of_column = |(role, column): (Role, &Column)| {
        if role == Role::Feature && column.kind == Kind::Flag {
            return None;
        }
        let (codes, dictionary) = category(role, column)?;
        let modes = modes((codes, dictionary), customers, n_customers, uses);
        let codes = order.iter().filter_map(|&it| modes.get(it as usize).copied()).collect();
        Some(CategoryFeature { label: column.name.clone(), codes, dictionary: dictionary.clone() })
    };
    columns.all().filter_map(of_column).collect()
}
