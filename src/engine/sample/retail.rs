//! A year of a retailer's orders, the pages its customers looked at, and who they are; with two pairs
//! of goods that belong together.

use crate::engine::sample::sheet::{Day, Euros, LAST_DAY, Sheet, around, cents, pick};
use crate::kernel::order;
use crate::kernel::random::Random;

/// Customers in the file.
pub(super) const N_CUSTOMERS: usize = 900;

const SEED: u64 = 78_000_007;
const N_DAYS: i32 = 365;

/// Goods: name, group, price in euros, and how often they are bought by chance.
const GOODS: [(&str, &str, f64, u32); 14] = [
    ("Espresso machine", "Kitchen", 249.0, 0),
    ("Coffee grinder", "Kitchen", 79.0, 2),
    ("Tent", "Outdoor", 159.0, 0),
    ("Sleeping mat", "Outdoor", 39.0, 2),
    ("Kettle", "Kitchen", 35.0, 9),
    ("Frying pan", "Kitchen", 42.0, 9),
    ("Towel set", "Bath", 29.0, 10),
    ("Bath mat", "Bath", 22.0, 8),
    ("Desk lamp", "Living", 45.0, 8),
    ("Cushion", "Living", 19.0, 11),
    ("Rug", "Living", 119.0, 4),
    ("Headlamp", "Outdoor", 32.0, 5),
    ("Water bottle", "Outdoor", 21.0, 9),
    ("Backpack", "Outdoor", 89.0, 5),
];
/// Goods that belong together: who has the first often has the second as well.
pub(super) const PAIRS: [(&str, &str, f64); 2] =
    [("Espresso machine", "Coffee grinder", 0.66), ("Tent", "Sleeping mat", 0.7)];
/// Who has the first of a pair.
const KINDS: [(&str, u32); 3] = [("coffee lover", 20), ("camper", 16), ("household", 64)];
const COUNTRIES: [(&str, u32); 4] = [("Germany", 55), ("Austria", 20), ("France", 15), ("Belgium", 10)];

struct Order {
    day: i32,
    customer: String,
    place: usize,
    cents: i64,
}

/// What is made together, because one is about the other.
pub(super) struct Files {
    /// Orders, a row each.
    pub orders: Sheet,
    /// Pages, a row for each look.
    pub views: Sheet,
    /// Customers, a row each.
    pub people: Sheet,
}

/// The three files.
pub(super) fn make() -> Files {
    let mut random = Random::new(SEED);
    let mut orders = Vec::new();
    let mut files = Files {
        orders: Sheet::new("order_id,customer_id,order_date,product,category,amount_eur"),
        views: Sheet::new("customer_id,viewed_pages,minutes_on_site"),
        people: Sheet::new("customer_id,household_size,newsletter,region"),
    };
    for idx in 0..N_CUSTOMERS {
        let customer = format!("R{}", 3_001 + idx);
        let kind = pick(&mut random, &KINDS).copied().unwrap_or_default();
        let pair = match kind {
            "coffee lover" => PAIRS.first(),
            "camper" => PAIRS.last(),
            _ => None,
        };
        let mut bought: Vec<&str> = Vec::new();
        if let Some((first, second, likely)) = pair {
            bought.push(first);
            if random.happens(*likely) {
                bought.push(second);
            }
        }
        let by_chance: Vec<(&str, u32)> = GOODS.iter().map(|it| (it.0, it.3)).collect();
        for _ in 0..random.between(1, 7) {
            bought.extend(pick(&mut random, &by_chance));
        }
        for name in &bought {
            let place = GOODS.iter().position(|it| it.0 == *name).unwrap_or_default();
            let price = GOODS.get(place).map_or(0.0, |it| it.2);
            let day = LAST_DAY - random.between(0, N_DAYS - 1);
            let cents = cents(around(&mut random, price, 0.05));
            orders.push(Order { day, customer: customer.clone(), place, cents });
        }
        for _ in 0..random.between(1, 3) {
            let (pages, minutes) = (random.between(2, 30), random.between(1, 25));
            files.views.row(&[&customer, &pages, &minutes]);
        }
        let newsletter = if random.happens(0.55) { "yes" } else { "no" };
        let country = pick(&mut random, &COUNTRIES).copied().unwrap_or_default();
        files.people.row(&[&customer, &random.between(1, 5), &newsletter, &country]);
        files.orders.plant(customer, kind);
    }
    order::sort_by(&mut orders, |a, b| (a.day, &a.customer, a.place).cmp(&(b.day, &b.customer, b.place)));
    for (idx, it) in orders.iter().enumerate() {
        let (name, group) = GOODS.get(it.place).map_or(("", ""), |it| (it.0, it.1));
        let id = 900_001 + idx;
        files.orders.row(&[&id, &it.customer, &Day(it.day), &name, &group, &Euros(it.cents)]);
    }
    files
}
