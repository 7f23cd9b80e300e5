//! A list of customers of five types, one row each, with a few cells missing.

use crate::engine::sample::sheet::{
    Day, Euros, Known, LAST_DAY, Sheet, around, cents, count, pick, share, whole,
};
use crate::kernel::random::Random;

/// Customers in the file.
pub(super) const N_CUSTOMERS: usize = 5_000;

const SEED: u64 = 5_000_526;
const REGIONS: [(&str, u32); 5] = [("North", 22), ("South", 27), ("East", 14), ("West", 25), ("Central", 12)];

/// A type of customer: medians of skewed numbers, means of shares and counts.
struct Type {
    name: &'static str,
    n: usize,
    recency_days: f64,
    orders: f64,
    basket: f64,
    tenure_months: f64,
    discount_share: f64,
    return_share: f64,
    visits: f64,
    open_rate: f64,
    newsletter: f64,
    favourites: [(&'static str, u32); 5],
}

const TYPES: [Type; 5] = [
    Type {
        name: "devoted",
        n: 900,
        recency_days: 11.0,
        orders: 19.0,
        basket: 64.0,
        tenure_months: 50.0,
        discount_share: 0.08,
        return_share: 0.05,
        visits: 15.0,
        open_rate: 0.64,
        newsletter: 0.92,
        favourites: [("Fashion", 4), ("Home", 3), ("Beauty", 2), ("Sports", 2), ("Electronics", 1)],
    },
    Type {
        name: "bargain hunter",
        n: 1_300,
        recency_days: 34.0,
        orders: 9.0,
        basket: 27.0,
        tenure_months: 30.0,
        discount_share: 0.58,
        return_share: 0.24,
        visits: 12.0,
        open_rate: 0.52,
        newsletter: 0.88,
        favourites: [("Fashion", 7), ("Home", 2), ("Beauty", 2), ("Sports", 1), ("Electronics", 1)],
    },
    Type {
        name: "rare big basket",
        n: 1_000,
        recency_days: 105.0,
        orders: 3.0,
        basket: 230.0,
        tenure_months: 34.0,
        discount_share: 0.05,
        return_share: 0.08,
        visits: 2.0,
        open_rate: 0.24,
        newsletter: 0.45,
        favourites: [("Fashion", 1), ("Home", 4), ("Beauty", 0), ("Sports", 2), ("Electronics", 7)],
    },
    Type {
        name: "fading",
        n: 1_100,
        recency_days: 290.0,
        orders: 6.0,
        basket: 47.0,
        tenure_months: 56.0,
        discount_share: 0.14,
        return_share: 0.09,
        visits: 0.4,
        open_rate: 0.06,
        newsletter: 0.3,
        favourites: [("Fashion", 3), ("Home", 3), ("Beauty", 2), ("Sports", 2), ("Electronics", 2)],
    },
    Type {
        name: "newcomer",
        n: 700,
        recency_days: 16.0,
        orders: 1.4,
        basket: 45.0,
        tenure_months: 2.4,
        discount_share: 0.26,
        return_share: 0.05,
        visits: 7.0,
        open_rate: 0.55,
        newsletter: 0.7,
        favourites: [("Fashion", 2), ("Home", 1), ("Beauty", 5), ("Sports", 3), ("Electronics", 1)],
    },
];

/// The file.
pub(super) fn make() -> Sheet {
    let mut sheet = Sheet::new(
        "customer_id,last_order_date,orders,total_spend_eur,average_basket_eur,tenure_months,\
         discount_share,return_share,visits_30_days,email_open_rate,favourite_category,region,newsletter",
    );
    let mut random = Random::new(SEED);
    let mut kinds: Vec<&Type> = TYPES.iter().flat_map(|it| std::iter::repeat_n(it, it.n)).collect();
    random.shuffle(&mut kinds);
    for (idx, kind) in kinds.into_iter().enumerate() {
        let id = format!("K{}", 20_001 + idx);
        write_row(&mut sheet, &id, kind, &mut random);
        sheet.plant(id, kind.name);
    }
    sheet
}

fn write_row(sheet: &mut Sheet, id: &str, kind: &Type, random: &mut Random) {
    let tenure_months = whole(around(random, kind.tenure_months, 0.25), 1);
    let tenure_days = tenure_months * 30;
    let recency_days = whole(around(random, kind.recency_days, 0.45), 1).min(tenure_days) - 1;
    let orders = whole(around(random, kind.orders, 0.25), 1);
    let basket = cents(around(random, kind.basket, 0.25));
    let discount_share = share(random, kind.discount_share, 0.05);
    let return_share = share(random, kind.return_share, 0.03);
    let visits = count(random, kind.visits);
    let open_rate = share(random, kind.open_rate, 0.07);
    let favourite = pick(random, &kind.favourites).copied().unwrap_or_default();
    let region = pick(random, &REGIONS).copied().unwrap_or_default();
    let newsletter = if random.happens(kind.newsletter) { "yes" } else { "no" };
    let is_rate_known = !random.happens(0.008);
    let is_favourite_known = !random.happens(0.02);
    sheet.row(&[
        &id,
        &Day(LAST_DAY - recency_days),
        &orders,
        &Euros(basket * i64::from(orders)),
        &Euros(basket),
        &tenure_months,
        &discount_share,
        &return_share,
        &visits,
        &Known(is_rate_known, open_rate),
        &Known(is_favourite_known, favourite),
        &region,
        &newsletter,
    ]);
}
