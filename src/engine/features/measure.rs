//! What else can be measured about each customer, where a person asks for it.

use serde::{Deserialize, Serialize};

/// A measure that is worked out only where it is chosen; each is one or several features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// `median_order`: the middle of the customer's orders by money.
    MedianOrder,
    /// `order_days`: different days with a purchase.
    OrderDays,
    /// `mean_gap_days`, `median_gap_days` and `gap_variation`: the days between purchases, and how
    /// irregular they are.
    Gaps,
    /// `rows_per_order`, and `pieces_per_order` where a column is the quantity.
    BasketSize,
    /// `return_share`: money given back as a share of money spent.
    ReturnShare,
    /// `discount_share`: discounts as a share of what would have been paid without.
    DiscountShare,
    /// `share_monday` to `share_sunday`.
    WeekdayShares,
    /// `share_january` to `share_december`.
    MonthShares,
    /// `share_winter` to `share_autumn`, winter being December to February.
    SeasonShares,
    /// `share_morning` (from 5), `share_midday` (from 11), `share_afternoon` (from 14), `share_evening`
    /// (from 17) and `share_night` (from 22), by a column of times beside the date.
    DaypartShares,
    /// `top_month_share`: the share of the calendar month that has most, over all years.
    TopMonthShare,
    /// `category: …`, for the eight largest and the rest.
    CategoryShares,
    /// `channel: …`, for the eight largest and the rest.
    ChannelShares,
    /// The categories of the first and of the last purchase.
    FirstAndLastCategory,
    /// Bands of the ages and birthdays that may tell customers apart.
    AgeBands,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::MedianOrder,
        Self::OrderDays,
        Self::Gaps,
        Self::BasketSize,
        Self::ReturnShare,
        Self::DiscountShare,
        Self::WeekdayShares,
        Self::MonthShares,
        Self::SeasonShares,
        Self::DaypartShares,
        Self::TopMonthShare,
        Self::CategoryShares,
        Self::ChannelShares,
        Self::FirstAndLastCategory,
        Self::AgeBands,
    ];

    /// Its name in recipes, and in what is said of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MedianOrder => "median_order",
            Self::OrderDays => "order_days",
            Self::Gaps => "gaps",
            Self::BasketSize => "basket_size",
            Self::ReturnShare => "return_share",
            Self::DiscountShare => "discount_share",
            Self::WeekdayShares => "weekday_shares",
            Self::MonthShares => "month_shares",
            Self::SeasonShares => "season_shares",
            Self::DaypartShares => "daypart_shares",
            Self::TopMonthShare => "top_month_share",
            Self::CategoryShares => "category_shares",
            Self::ChannelShares => "channel_shares",
            Self::FirstAndLastCategory => "first_and_last_category",
            Self::AgeBands => "age_bands",
        }
    }
}
