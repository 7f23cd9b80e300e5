//! The features that follow from the accounts of customers.

use crate::engine::features::{Feature, FrequencyRule, Unit};
use crate::kernel::ledger::{Account, Units};

/// One number per account and feature; those of money only where its units are known.
pub fn features(accounts: &[Account], as_of: i32, units: Option<Units>, rule: FrequencyRule) -> Vec<Feature> {
    let days = |from: i32, to: i32| f64::from(to) - f64::from(from);
    let feature = |id: &str, label: &str, unit, value: &dyn Fn(&Account) -> f64| Feature {
        id: id.to_owned(),
        label: label.to_owned(),
        unit,
        values: accounts.iter().map(value).collect(),
    };
    let of_order = |it: &Account, value: f64| if it.has_order() { value } else { f64::NAN };
    let mut features = vec![
        feature("recency_days", "Days since last order", Unit::Days, &|it| {
            of_order(it, days(it.last_day, as_of))
        }),
        feature("frequency", frequency_label(rule), Unit::Count, &|it| f64::from(it.n_orders)),
    ];
    if let Some(units) = units {
        let money = |it: &Account| units.as_amount(it.units);
        features.push(feature("monetary", "Money spent", Unit::Money, &money));
        features.push(feature("average_order", "Average order", Unit::Money, &|it| {
            of_order(it, money(it) / f64::from(it.n_orders))
        }));
    }
    features.push(feature("tenure_days", "Days from first to last order", Unit::Days, &|it| {
        of_order(it, days(it.first_day, it.last_day))
    }));
    features
}

fn frequency_label(rule: FrequencyRule) -> &'static str {
    match rule {
        FrequencyRule::Orders => "Orders",
        FrequencyRule::Days => "Days with an order",
        FrequencyRule::Rows => "Order rows",
    }
}
