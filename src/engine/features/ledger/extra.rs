//! Measures of an order file that are worked out only where a person asks for them.
//!
//! Shares are shares of the money of purchases, or of their rows where no column is the amount;
//! a customer whose purchases come to nothing has none.

use crate::engine::features::columns::{Columns, Ids};
use crate::engine::features::ledger::dayparts::PARTS;
use crate::engine::features::ledger::parts::Part;
use crate::engine::features::{CategoryFeature, Feature, FrequencyRule, Measure, Unit};
use crate::engine::table::{Cells, Column, IssueKind, Issues, MISSING_CODE, Role, civil};
use crate::kernel::ledger::{Purchases, Rows, Units, Use};
use crate::kernel::order;
use crate::kernel::quantile::quantiles;

/// What the measures are taken from.
#[derive(Debug, Clone, Copy)]
pub struct Ledger<'a> {
    /// The columns with a role.
    pub columns: &'a Columns<'a>,
    /// Who, when, how much.
    pub rows: &'a Rows<'a>,
    /// Which rows count, and as what.
    pub uses: &'a [Use],
    /// How money is counted; `None` where there is none.
    pub units: Option<Units>,
    /// The order numbers.
    pub orders: Option<&'a Ids<'a>>,
    /// What an order is.
    pub rule: FrequencyRule,
    /// The column of discounts, by its name.
    pub discounts: Option<&'a Column>,
    /// The part of the day of each row, by its position in [`PARTS`].
    pub dayparts: Option<&'a [u8]>,
    /// Customers in the order of the matrix.
    pub customers: &'a [u32],
    /// How many codes of customers there are.
    pub n_customers: usize,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const SEASONS: [&str; 4] = ["winter", "spring", "summer", "autumn"];

/// The features and categories of the measures chosen; what the file has no column for is said.
pub fn measure(
    ledger: Ledger<'_>,
    chosen: &[Measure],
    issues: &mut Issues,
) -> (Vec<Feature>, Vec<CategoryFeature>) {
    let mut all = Extra {
        purchases: Purchases::of(ledger.rows, ledger.uses, ledger.n_customers),
        ledger,
        features: Vec::new(),
        categories: Vec::new(),
    };
    for it in Measure::ALL.into_iter().filter(|it| chosen.contains(it)) {
        if !all.add(it) {
            issues.count(IssueKind::NotMeasured, Some(it.name()), 1);
        }
    }
    (all.features, all.categories)
}

struct Extra<'a> {
    ledger: Ledger<'a>,
    purchases: Purchases,
    features: Vec<Feature>,
    categories: Vec<CategoryFeature>,
}

impl Extra<'_> {
    /// Whether the file tells it.
    fn add(&mut self, measure: Measure) -> bool {
        let weekday = |day: i32| usize::try_from((i64::from(day) + 3).rem_euclid(7)).unwrap_or(0);
        let month = |day: i32| usize::from(civil(day).1) - 1;
        let season = |day: i32| usize::from(civil(day).1) % 12 / 3;
        match measure {
            Measure::MedianOrder if self.ledger.units.is_some() => self.add_median_order(),
            Measure::OrderDays => {
                self.push("order_days", "Days with an order", Unit::Count, &|it, rows| {
                    it.days(rows).len() as f64
                });
            }
            Measure::Gaps => self.add_gaps(),
            Measure::BasketSize => self.add_basket_size(),
            Measure::ReturnShare if self.ledger.units.is_some() => self.add_return_share(),
            Measure::DiscountShare => return self.add_discount_share(),
            Measure::WeekdayShares => self.add_shares_of_days(&WEEKDAYS, &weekday),
            Measure::MonthShares => self.add_shares_of_days(&MONTHS, &month),
            Measure::SeasonShares => self.add_shares_of_days(&SEASONS, &season),
            Measure::DaypartShares => return self.add_dayparts(),
            Measure::TopMonthShare => {
                self.push("top_month_share", "Share of the strongest month", Unit::Share, &|it, rows| {
                    let sums = it.sums(rows, 12, &|row| it.day(row).map(month));
                    largest_share(&sums)
                });
            }
            Measure::CategoryShares => return self.add_parts(Role::Category, "category", "on"),
            Measure::ChannelShares => return self.add_parts(Role::Channel, "channel", "by"),
            Measure::FirstAndLastCategory => return self.add_first_and_last(),
            Measure::MedianOrder | Measure::ReturnShare | Measure::AgeBands => {
                return measure == Measure::AgeBands;
            }
        }
        true
    }

    /// One number per customer with a purchase.
    fn push(&mut self, id: &str, label: &str, unit: Unit, value: &dyn Fn(&Self, &[u32]) -> f64) {
        let value = |&customer: &u32| match self.purchases.of_customer(customer) {
            [] => f64::NAN,
            rows => value(self, rows),
        };
        let values = self.ledger.customers.iter().map(value).collect();
        self.features.push(Feature { id: id.to_owned(), label: label.to_owned(), unit, values });
    }

    fn day(&self, row: u32) -> Option<i32> {
        self.ledger.rows.days.get(row as usize).copied()
    }

    /// The different days of rows that stand in their order.
    fn days(&self, rows: &[u32]) -> Vec<i32> {
        let mut days: Vec<i32> = rows.iter().filter_map(|&it| self.day(it)).collect();
        days.dedup();
        days
    }

    /// Small units of money, or 1 where no column is the amount.
    fn worth(&self, row: u32) -> i64 {
        match (self.ledger.units, self.ledger.rows.amounts) {
            (Some(units), Some(amounts)) => amounts.get(row as usize).map_or(0, |&it| units.count(it)),
            _ => 1,
        }
    }

    /// What the rows are worth, by part.
    fn sums(&self, rows: &[u32], n_parts: usize, part_of: &dyn Fn(u32) -> Option<usize>) -> Vec<i64> {
        let mut sums = vec![0; n_parts];
        for &row in rows {
            if let Some(sum) = part_of(row).and_then(|it| sums.get_mut(it)) {
                *sum += self.worth(row);
            }
        }
        sums
    }

    /// What each order of a customer is worth.
    fn orders(&self, rows: &[u32]) -> Vec<i64> {
        let key = |row: u32| {
            let day = u64::from(self.day(row).unwrap_or_default().cast_unsigned());
            let number = self.ledger.orders.and_then(|it| it.codes.get(row as usize).copied());
            match (self.ledger.rule, number) {
                (FrequencyRule::Orders, Some(number)) if number != MISSING_CODE => {
                    (1 << 33) | u64::from(number)
                }
                (FrequencyRule::Orders | FrequencyRule::Days, _) => day,
                (FrequencyRule::Rows, _) => u64::from(row),
            }
        };
        let mut keyed: Vec<(u64, i64)> = rows.iter().map(|&it| (key(it), self.worth(it))).collect();
        order::sort_by(&mut keyed, |a, b| a.0.cmp(&b.0));
        keyed.chunk_by(|a, b| a.0 == b.0).map(|it| it.iter().map(|it| it.1).sum()).collect()
    }

    fn add_median_order(&mut self) {
        let Some(units) = self.ledger.units else { return };
        self.push("median_order", "Typical order", Unit::Money, &|it, rows| {
            median(it.orders(rows).into_iter().map(|it| units.as_amount(it)).collect())
        });
    }

    fn add_gaps(&mut self) {
        let gaps = |it: &Self, rows: &[u32]| -> Vec<f64> {
            let days = it.days(rows);
            days.iter().skip(1).zip(&days).map(|(&to, &from)| f64::from(to) - f64::from(from)).collect()
        };
        self.push("mean_gap_days", "Days between purchases", Unit::Days, &|it, rows| mean(&gaps(it, rows)));
        self.push("median_gap_days", "Typical days between purchases", Unit::Days, &|it, rows| {
            median(gaps(it, rows))
        });
        self.push("gap_variation", "Irregularity of purchases", Unit::Plain, &|it, rows| {
            let gaps = gaps(it, rows);
            let mean = mean(&gaps);
            let squares = gaps.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>();
            if gaps.len() < 2 { f64::NAN } else { (squares / gaps.len() as f64).sqrt() / mean }
        });
    }

    fn add_basket_size(&mut self) {
        self.push("rows_per_order", "Rows of an order", Unit::Count, &|it, rows| {
            rows.len() as f64 / it.orders(rows).len() as f64
        });
        let Ok(Some(quantities)) = self.ledger.columns.numbers(Role::Quantity) else { return };
        self.push("pieces_per_order", "Pieces of an order", Unit::Count, &|it, rows| {
            let pieces = rows.iter().filter_map(|&it| quantities.get(it as usize)).filter(|it| !it.is_nan());
            pieces.sum::<f64>() / it.orders(rows).len() as f64
        });
    }

    fn add_return_share(&mut self) {
        let mut returned = vec![0_i64; self.ledger.n_customers];
        for ((it, &customer), row) in self.ledger.uses.iter().zip(self.ledger.rows.customers).zip(0_u32..) {
            if let Some(sum) = returned.get_mut(customer as usize).filter(|_| *it == Use::Return) {
                *sum -= self.worth(row);
            }
        }
        let share = |&customer: &u32| {
            let spent: i64 = self.purchases.of_customer(customer).iter().map(|&it| self.worth(it)).sum();
            let returned = returned.get(customer as usize).copied().unwrap_or(0);
            if spent > 0 { returned as f64 / spent as f64 } else { f64::NAN }
        };
        let values = self.ledger.customers.iter().map(share).collect();
        let (id, label) = ("return_share".to_owned(), "Share given back".to_owned());
        self.features.push(Feature { id, label, unit: Unit::Share, values });
    }

    fn add_discount_share(&mut self) -> bool {
        let (Some(column), Some(units)) = (self.ledger.discounts, self.ledger.units) else { return false };
        let Cells::Numbers(values) = &column.cells else { return false };
        self.push("discount_share", "Share of discounts", Unit::Share, &|it, rows| {
            let paid = units.as_amount(rows.iter().map(|&it_row| it.worth(it_row)).sum());
            let given = rows.iter().filter_map(|&it| values.get(it as usize)).filter(|it| !it.is_nan());
            let given = given.map(|it| it.abs()).sum::<f64>();
            if paid + given > 0.0 { given / (paid + given) } else { f64::NAN }
        });
        true
    }

    fn add_shares_of_days(&mut self, names: &[&str], part_of: &dyn Fn(i32) -> usize) {
        let parts = self.parts(names);
        self.add_all_shares(parts, &|it, row| it.day(row).map(part_of));
    }

    fn add_dayparts(&mut self) -> bool {
        let Some(of_rows) = self.ledger.dayparts else { return false };
        let parts = self.parts(&PARTS.map(|it| it.0));
        self.add_all_shares(parts, &|_, row| of_rows.get(row as usize).map(|&it| usize::from(it)));
        true
    }

    fn parts(&self, names: &[&str]) -> Vec<Part> {
        let unit = if self.ledger.units.is_some() { "spend" } else { "purchases" };
        let part = |it: &&str| Part { id: format!("share_{it}"), label: format!("Share of {unit}, {it}") };
        names.iter().map(part).collect()
    }

    fn add_parts(&mut self, role: Role, what: &str, how: &str) -> bool {
        let Ok(Some(ids)) = self.ledger.columns.ids(role) else { return false };
        let mut totals = vec![0_i64; ids.names.len()];
        for (row, _) in (0_u32..).zip(self.ledger.uses).filter(|it| *it.1 == Use::Order) {
            let code = ids.codes.get(row as usize).copied().unwrap_or(MISSING_CODE);
            if let Some(total) = totals.get_mut(code as usize) {
                *total += self.worth(row);
            }
        }
        let (parts, place) = Part::largest(&totals, &ids.names, (what, how));
        self.add_all_shares(parts, &|_, row| {
            let code = ids.codes.get(row as usize).copied().unwrap_or(MISSING_CODE);
            place.get(code as usize).copied()
        });
        true
    }

    /// A feature for each part: what the rows in it are worth, of all rows in any.
    fn add_all_shares(&mut self, parts: Vec<Part>, part_of: &dyn Fn(&Self, u32) -> Option<usize>) {
        let n = parts.len();
        let mut values = vec![Vec::with_capacity(self.ledger.customers.len()); n];
        for &customer in self.ledger.customers {
            let sums = self.sums(self.purchases.of_customer(customer), n, &|row| part_of(self, row));
            let total: i64 = sums.iter().sum();
            for (values, sum) in values.iter_mut().zip(sums) {
                values.push(share(sum, total));
            }
        }
        for (Part { id, label }, values) in parts.into_iter().zip(values) {
            self.features.push(Feature { id, label, unit: Unit::Share, values });
        }
    }

    /// The categories of the first and of the last day; the first in byte order of those of one day.
    fn add_first_and_last(&mut self) -> bool {
        let Ok(Some(ids)) = self.ledger.columns.ids(Role::Category) else { return false };
        for (label, is_first) in [("First category", true), ("Last category", false)] {
            let end = |rows: &[u32]| if is_first { rows.first() } else { rows.last() }.copied();
            let codes = self.ledger.customers.iter().map(|&it| self.code_at(it, &ids, &end)).collect();
            let dictionary = ids.names.as_ref().clone();
            self.categories.push(CategoryFeature { label: label.to_owned(), codes, dictionary });
        }
        true
    }

    /// The first code, in byte order, of the day of one of a customer's rows.
    fn code_at(&self, customer: u32, ids: &Ids<'_>, row: &dyn Fn(&[u32]) -> Option<u32>) -> u32 {
        let rows = self.purchases.of_customer(customer);
        let day = row(rows).and_then(|it| self.day(it));
        let of_day = rows.iter().filter(|&&it| self.day(it) == day);
        let codes = of_day.filter_map(|&it| ids.codes.get(it as usize).copied());
        let known = codes.filter(|&it| it != MISSING_CODE);
        known.min_by_key(|&it| ids.names.get(it as usize)).unwrap_or(MISSING_CODE)
    }
}

fn largest_share(sums: &[i64]) -> f64 {
    share(sums.iter().copied().max().unwrap_or(0), sums.iter().sum())
}

/// A part of a total; `NaN` of nothing.
fn share(part: i64, total: i64) -> f64 {
    if total > 0 { part as f64 / total as f64 } else { f64::NAN }
}

/// The mean; `NaN` of nothing.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The median; `NaN` of nothing.
fn median(mut values: Vec<f64>) -> f64 {
    quantiles(&mut values, &[(1, 2)]).first().copied().unwrap_or(f64::NAN)
}
