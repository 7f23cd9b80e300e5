//! What the rows say of one customer, and the features that follow.

use crate::engine::features::ledger::money::Units;
use crate::engine::features::ledger::rows::{Rows, Use};
use crate::engine::features::{Feature, FrequencyRule, Unit};

/// The account of a customer.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// Money, in units.
    pub units: i64,
    /// Day of the first order.
    pub first_day: i32,
    /// Day of the last order.
    pub last_day: i32,
    /// Rows used, returns included.
    pub n_rows: u32,
    /// Orders, by the rule chosen.
    pub n_orders: u32,
}

const NOTHING: Account =
    Account { units: 0, first_day: i32::MAX, last_day: i32::MIN, n_rows: 0, n_orders: 0 };

impl Account {
    /// Whether there is an order, not only returns.
    pub fn has_order(&self) -> bool {
        self.last_day != NOTHING.last_day
    }
}

/// Adds every row to its customer's account; orders are counted elsewhere.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary")]
pub fn post(rows: &Rows<'_>, uses: &[Use], units: Units, n_customers: usize) -> Vec<Account> {
    let mut accounts = vec![NOTHING; n_customers];
    for (row, &it) in uses.iter().enumerate() {
        if it == Use::Left {
            continue;
        }
        let account = &mut accounts[rows.customers[row] as usize];
        account.n_rows += 1;
        if let Some(amounts) = rows.amounts {
            account.units += units.count(amounts[row]);
        }
        if it == Use::Order {
            account.first_day = account.first_day.min(rows.days[row]);
            account.last_day = account.last_day.max(rows.days[row]);
        }
    }
    accounts
}

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
