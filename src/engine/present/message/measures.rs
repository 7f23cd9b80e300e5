//! What can be measured of each customer's orders, and what stands in the way.

use crate::engine::features::Measure;
use crate::engine::table::Role;

/// What a measure is called, for a person who may ask for it.
pub fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::MedianOrder => "Typical order, in money",
        Measure::OrderDays => "Days with an order",
        Measure::Gaps => "Days between purchases, and how regular they are",
        Measure::BasketSize => "Size of an order",
        Measure::ReturnShare => "Share given back",
        Measure::DiscountShare => "Share of discounts",
        Measure::WeekdayShares => "Shares by weekday",
        Measure::MonthShares => "Shares by month",
        Measure::SeasonShares => "Shares by season",
        Measure::DaypartShares => "Shares by part of the day",
        Measure::TopMonthShare => "Share of the strongest month: who buys for an occasion",
        Measure::CategoryShares => "Shares by category",
        Measure::ChannelShares => "Shares by channel",
        Measure::FirstAndLastCategory => "First and last category",
        Measure::AgeBands => "Bands of age",
    }
}

/// The role that a column must have for a measure of orders; `None` where any orders do.
pub fn measure_needs(measure: Measure) -> Option<Role> {
    match measure {
        Measure::MedianOrder | Measure::ReturnShare | Measure::DiscountShare => Some(Role::Amount),
        Measure::CategoryShares | Measure::FirstAndLastCategory => Some(Role::Category),
        Measure::ChannelShares => Some(Role::Channel),
        Measure::OrderDays
        | Measure::Gaps
        | Measure::BasketSize
        | Measure::WeekdayShares
        | Measure::MonthShares
        | Measure::SeasonShares
        | Measure::DaypartShares
        | Measure::TopMonthShare
        | Measure::AgeBands => None,
    }
}
