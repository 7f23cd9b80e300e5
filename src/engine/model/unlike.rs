//! Who is unlike anything that a model has seen.
//!
//! The rule, in this order: a category that nobody had; a number beyond the smallest or the largest that
//! anybody had; farther from the own place, or less probable, than anybody in it was. So nobody whom the
//! model was learnt from is unlike it.

use crate::engine::model::{Model, Placed, Placing};
use crate::engine::segmentation::{Customers, UNASSIGNED, tiers};
use crate::engine::table::MISSING_CODE;

/// Room for rounding where a customer is measured again.
const ROUNDING: f64 = 1e-9;

/// Of each customer why it is unlike, as [`Placed::unlike`] has it.
pub fn of(model: &Model, customers: Customers<'_>, placed: &Placed) -> Vec<u16> {
    let mut why = vec![0_u16; placed.places.len()];
    let n_numbers = u16::try_from(model.numbers.len()).unwrap_or(u16::MAX);
    for (reason, seen) in (n_numbers + 1..).zip(&model.categories) {
        let Some(own) = customers.matrix.categories.iter().find(|it| it.label == seen.column) else {
            continue;
        };
        let is_new: Vec<bool> =
            own.dictionary.iter().map(|it| !seen.values.iter().any(|v| v == it)).collect();
        if !is_new.contains(&true) {
            continue;
        }
        for (why, code) in why.iter_mut().zip(&own.codes) {
            if *code != MISSING_CODE && is_new.get(*code as usize) == Some(&true) && *why == 0 {
                *why = reason;
            }
        }
    }
    for (reason, seen) in (1..).zip(&model.numbers) {
        let (Some(low), Some(high)) = (seen.low, seen.high) else { continue };
        let own = customers.matrix.feature(&seen.id).map(|it| it.values.clone());
        let Some(values) = own.or_else(|| amounts(model, &seen.id, customers)) else { continue };
        let room = ROUNDING * (high - low).abs();
        for (why, value) in why.iter_mut().zip(&values) {
            if (*value < low - room || *value > high + room) && *why == 0 {
                *why = reason;
            }
        }
    }
    let far = n_numbers + u16::try_from(model.categories.len()).unwrap_or_default() + 1;
    for ((why, place), oddness) in why.iter_mut().zip(&placed.places).zip(&placed.oddness) {
        let farthest = model.places.get(usize::from(*place)).and_then(|it| it.farthest);
        let is_far = farthest.is_some_and(|it| *oddness > it + ROUNDING * it.abs());
        if is_far && *why == 0 {
            *why = far;
        }
    }
    for (why, place) in why.iter_mut().zip(&placed.places) {
        *why = if *place == UNASSIGNED { 0 } else { *why };
    }
    why
}

/// Numbers that are no feature: what tiers are by.
fn amounts(model: &Model, id: &str, customers: Customers<'_>) -> Option<Vec<f64>> {
    let is_amount = match &model.placing {
        Placing::Tiers(it) => it.amount == id,
        Placing::Quadrant(it) => it.margin == id || it.cost == id,
        Placing::Rfm(_) | Placing::Rules(_) | Placing::Groups(_) | Placing::Tree(_) => false,
    };
    if is_amount { tiers::column(id, customers).ok() } else { None }
}
