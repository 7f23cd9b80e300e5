//! Half a year of visits to the cafés of a chain, by members of three habits.

use crate::engine::sample::sheet::{Clock, Day, Euros, LAST_DAY, Sheet, around, cents, pick};
use crate::kernel::order;
use crate::kernel::random::Random;

/// Members in the file.
pub(super) const N_MEMBERS: usize = 480;

const SEED: u64 = 710_0845;
const N_DAYS: i32 = 182;

/// A habit. Hours are minutes since midnight.
struct Habit {
    name: &'static str,
    n: usize,
    visits: (i32, i32),
    /// How many of its visits are on Saturdays and Sundays.
    weekend: f64,
    hours: (i32, i32),
    /// Median bill in euros.
    bill: f64,
    cafes: [(Cafe, u32); 5],
    products: [(&'static str, u32); 6],
}

#[derive(Clone, Copy)]
struct Cafe(&'static str, &'static str);

const STATION: Cafe = Cafe("Main Station", "Centre");
const OFFICES: Cafe = Cafe("Harbour Offices", "Harbour");
const OLD_TOWN: Cafe = Cafe("Old Town", "Centre");
const MALL: Cafe = Cafe("Riverside Mall", "South");
const PARK: Cafe = Cafe("City Park", "South");

const HABITS: [Habit; 3] = [
    Habit {
        name: "morning commuter",
        n: 220,
        visits: (30, 62),
        weekend: 0.03,
        hours: (6 * 60 + 20, 9 * 60),
        bill: 3.6,
        cafes: [(STATION, 8), (OFFICES, 6), (OLD_TOWN, 1), (MALL, 0), (PARK, 0)],
        products: [
            ("Filter coffee", 6),
            ("Cappuccino", 6),
            ("Croissant", 3),
            ("Cake", 0),
            ("Iced tea", 0),
            ("Sandwich", 1),
        ],
    },
    Habit {
        name: "weekend treat",
        n: 160,
        visits: (12, 26),
        weekend: 0.93,
        hours: (14 * 60 + 5, 16 * 60 + 55),
        bill: 11.5,
        cafes: [(STATION, 0), (OFFICES, 0), (OLD_TOWN, 5), (MALL, 6), (PARK, 5)],
        products: [
            ("Filter coffee", 1),
            ("Cappuccino", 4),
            ("Croissant", 1),
            ("Cake", 7),
            ("Iced tea", 3),
            ("Sandwich", 0),
        ],
    },
    Habit {
        name: "lunch break",
        n: 100,
        visits: (16, 36),
        weekend: 0.05,
        hours: (11 * 60 + 20, 13 * 60 + 45),
        bill: 8.2,
        cafes: [(STATION, 2), (OFFICES, 8), (OLD_TOWN, 3), (MALL, 1), (PARK, 0)],
        products: [
            ("Filter coffee", 2),
            ("Cappuccino", 2),
            ("Croissant", 0),
            ("Cake", 1),
            ("Iced tea", 3),
            ("Sandwich", 9),
        ],
    },
];

struct Visit {
    day: i32,
    minute: i32,
    member: String,
    cafe: Cafe,
    product: &'static str,
    cents: i64,
}

/// The file.
pub(super) fn make() -> Sheet {
    let mut sheet = Sheet::new("member_id,visit_date,visit_time,store,region,product,amount_eur");
    let mut random = Random::new(SEED);
    let mut habits: Vec<&Habit> = HABITS.iter().flat_map(|it| std::iter::repeat_n(it, it.n)).collect();
    random.shuffle(&mut habits);
    let mut visits = Vec::new();
    for (idx, habit) in habits.into_iter().enumerate() {
        let member = format!("M{}", 1_001 + idx);
        for _ in 0..random.between(habit.visits.0, habit.visits.1) {
            visits.push(visit(habit, &member, &mut random));
        }
        sheet.plant(member, habit.name);
    }
    order::sort_by(&mut visits, |a, b| (a.day, a.minute, &a.member).cmp(&(b.day, b.minute, &b.member)));
    for it in visits {
        let Cafe(cafe, region) = it.cafe;
        sheet.row(&[
            &it.member,
            &Day(it.day),
            &Clock(it.minute),
            &cafe,
            &region,
            &it.product,
            &Euros(it.cents),
        ]);
    }
    sheet
}

/// One visit; one in sixteen is at any hour.
fn visit(habit: &Habit, member: &str, random: &mut Random) -> Visit {
    let is_weekend = random.happens(habit.weekend);
    let day = loop {
        let day = LAST_DAY - random.between(0, N_DAYS - 1);
        // 1970-01-01 was a Thursday.
        if ((day + 3).rem_euclid(7) >= 5) == is_weekend {
            break day;
        }
    };
    let is_odd = random.happens(0.06);
    let hours = if is_odd { (7 * 60, 19 * 60) } else { habit.hours };
    let product = pick(random, &habit.products).copied().unwrap_or_default();
    Visit {
        day,
        minute: random.between(hours.0, hours.1),
        member: member.to_owned(),
        cafe: pick(random, &habit.cafes).copied().unwrap_or(STATION),
        product,
        cents: cents(around(random, habit.bill, 0.25)),
    }
}
