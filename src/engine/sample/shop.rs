//! Two years of orders of an online shop for the home, by customers of eight types.

use crate::engine::sample::sheet::{Day, Euros, Known, LAST_DAY, Sheet, around, cents, pick, whole};
use crate::kernel::order;
use crate::kernel::random::Random;

/// Orders in the file.
pub(super) const N_ORDERS: usize = 24_000;

const SEED: u64 = 20_260_531;
const FIRST_DAY: i32 = LAST_DAY - 729;
/// How busy each month is, January first, in parts of the busiest.
const SEASON: [f64; 12] = [0.55, 0.5, 0.6, 0.65, 0.65, 0.55, 0.5, 0.5, 0.6, 0.7, 0.95, 1.0];
const COUNTRIES: [(&str, u32); 6] =
    [("Germany", 52), ("Austria", 14), ("Netherlands", 12), ("France", 10), ("Belgium", 7), ("Italy", 5)];
const GOODS: [&str; 6] = ["Kitchen", "Living", "Garden", "Bath", "Kids", "Gifts"];
const CHANNELS: [&str; 3] = ["Web shop", "App", "Marketplace"];

/// A type of customer. Days are days before the end of the file.
struct Type {
    name: &'static str,
    /// How common it is, in parts of 1,000.
    weight: u32,
    orders: (i32, i32),
    last_order: (i32, i32),
    /// Days from the first to the last order.
    span: (i32, i32),
    /// Median order in euros.
    basket: f64,
    /// How often it buys first in each of [`GOODS`].
    goods: [u32; 6],
    /// How often it uses each of [`CHANNELS`].
    channels: [u32; 3],
    newsletter: f64,
}

const TYPES: [Type; 8] = [
    Type {
        name: "champion",
        weight: 55,
        orders: (14, 34),
        last_order: (0, 25),
        span: (420, 700),
        basket: 78.0,
        goods: [5, 3, 2, 1, 1, 0],
        channels: [3, 7, 0],
        newsletter: 0.85,
    },
    Type {
        name: "loyal",
        weight: 140,
        orders: (6, 12),
        last_order: (5, 60),
        span: (300, 680),
        basket: 54.0,
        goods: [3, 4, 2, 2, 1, 0],
        channels: [5, 4, 1],
        newsletter: 0.7,
    },
    Type {
        name: "newcomer",
        weight: 130,
        orders: (1, 2),
        last_order: (0, 35),
        span: (3, 25),
        basket: 46.0,
        goods: [1, 1, 5, 1, 1, 1],
        channels: [3, 5, 2],
        newsletter: 0.55,
    },
    Type {
        name: "promising",
        weight: 70,
        orders: (2, 4),
        last_order: (30, 80),
        span: (20, 120),
        basket: 50.0,
        goods: [2, 2, 2, 1, 2, 1],
        channels: [4, 4, 2],
        newsletter: 0.6,
    },
    Type {
        name: "occasional",
        weight: 190,
        orders: (2, 4),
        last_order: (90, 330),
        span: (120, 390),
        basket: 48.0,
        goods: [2, 2, 2, 2, 2, 2],
        channels: [6, 1, 3],
        newsletter: 0.4,
    },
    Type {
        name: "one-timer",
        weight: 290,
        orders: (1, 1),
        last_order: (120, 725),
        span: (0, 0),
        basket: 38.0,
        goods: [1, 1, 1, 1, 1, 6],
        channels: [3, 0, 7],
        newsletter: 0.2,
    },
    Type {
        name: "lapsed big spender",
        weight: 60,
        orders: (7, 16),
        last_order: (440, 620),
        span: (110, 280),
        basket: 118.0,
        goods: [3, 6, 1, 2, 0, 0],
        channels: [8, 1, 1],
        newsletter: 0.5,
    },
    Type {
        name: "drifting away",
        weight: 65,
        orders: (5, 9),
        last_order: (110, 210),
        span: (200, 450),
        basket: 62.0,
        goods: [3, 2, 1, 3, 2, 0],
        channels: [6, 2, 2],
        newsletter: 0.5,
    },
];

struct Order {
    day: i32,
    /// Puts the orders of a day in random order.
    key: u64,
    customer: usize,
    total: i64,
    items: i32,
    goods: &'static str,
    channel: &'static str,
    country: &'static str,
    has_newsletter: bool,
}

/// The file.
pub(super) fn make() -> Sheet {
    let mut sheet = Sheet::new(
        "order_id,customer_id,order_date,total_eur,items,product_group,channel,country,newsletter",
    );
    let mut random = Random::new(SEED);
    let weighted: Vec<(&Type, u32)> = TYPES.iter().map(|it| (it, it.weight)).collect();
    let mut orders = Vec::with_capacity(N_ORDERS);
    for customer in 0.. {
        let room = N_ORDERS - orders.len();
        let Some(kind) = pick(&mut random, &weighted).filter(|_| room > 0) else { break };
        orders.extend(orders_of(kind, customer, &mut random).into_iter().take(room));
        sheet.plant(customer_id(customer), kind.name);
    }
    order::sort_by(&mut orders, |a, b| (a.day, a.key).cmp(&(b.day, b.key)));
    for (idx, order) in orders.iter().enumerate() {
        let has_goods = !random.happens(0.006);
        sheet.row(&[
            &format_args!("O-{}", 100_001 + idx),
            &customer_id(order.customer),
            &Day(order.day),
            &Euros(order.total),
            &order.items,
            &Known(has_goods, order.goods),
            &order.channel,
            &order.country,
            &if order.has_newsletter { "yes" } else { "no" },
        ]);
    }
    sheet
}

fn orders_of(kind: &Type, customer: usize, random: &mut Random) -> Vec<Order> {
    let n = random.between(kind.orders.0, kind.orders.1);
    let last = LAST_DAY - random.between(kind.last_order.0, kind.last_order.1);
    let first = (last - random.between(kind.span.0, kind.span.1)).max(FIRST_DAY);
    // Each customer has an own level, and each order differs from it.
    let level = around(random, kind.basket, 0.3);
    let country = pick(random, &COUNTRIES).copied().unwrap_or_default();
    let favourite = one_of(random, &GOODS, kind.goods);
    let has_newsletter = random.happens(kind.newsletter);
    let order = |idx: i32| {
        let day = match idx {
            0 => last,
            1 => first,
            _ => busy_day(random, first, last),
        };
        let total = cents(around(random, level, 0.4).max(4.9));
        let pieces_cost = 1400.0 + 1800.0 * random.unit();
        let goods = if random.happens(0.6) { favourite } else { one_of(random, &GOODS, [3, 3, 2, 2, 2, 1]) };
        Order {
            day,
            key: random.bits(),
            customer,
            total,
            items: whole(total as f64 / pieces_cost, 1).min(14),
            goods,
            channel: one_of(random, &CHANNELS, kind.channels),
            country,
            has_newsletter,
        }
    };
    (0..n).map(order).collect()
}

/// A day between two days, more likely in a busy month.
fn busy_day(random: &mut Random, first: i32, last: i32) -> i32 {
    for _ in 0..20 {
        let day = random.between(first, last);
        let month = usize::try_from(Day(day).parts().1 - 1).unwrap_or(0);
        if random.happens(SEASON.get(month).copied().unwrap_or(1.0)) {
            return day;
        }
    }
    last
}

fn one_of<const N: usize>(random: &mut Random, words: &[&'static str; N], weights: [u32; N]) -> &'static str {
    let weighted: [(&str, u32); N] = std::array::from_fn(|idx| {
        (words.get(idx).copied().unwrap_or_default(), weights.get(idx).copied().unwrap_or(0))
    });
    pick(random, &weighted).copied().unwrap_or_default()
}

fn customer_id(customer: usize) -> String {
    format!("C{}", 10_001 + customer)
}
