//! Two events where a maker of infant car seats could have its one stand: the visitors of a large
//! one, and those of a small one of whom most have a baby on the way.

use crate::engine::sample::sheet::{Sheet, pick};
use crate::kernel::random::Random;

/// Visitors in the file.
pub(super) const N_VISITORS: usize = LARGE.n + SMALL.n;

const SEED: u64 = 100_001_000;

/// Name of the large event, as in the file.
pub(super) const LARGE_EVENT: &str = "Women in Business";
/// Name of the small event, as in the file.
pub(super) const SMALL_EVENT: &str = "Baby Fair";

/// An event.
struct Event {
    name: &'static str,
    n: usize,
    /// Visitors who look for a car seat now.
    n_in_market: usize,
    /// Share of women.
    women: f64,
    ages: [(&'static str, u32); 4],
}

const LARGE: Event = Event {
    name: LARGE_EVENT,
    n: 10_000,
    n_in_market: 200,
    women: 1.0,
    ages: [("18-24", 12), ("25-34", 30), ("35-44", 31), ("45 and over", 27)],
};
const SMALL: Event = Event {
    name: SMALL_EVENT,
    n: 1_000,
    n_in_market: 600,
    women: 0.64,
    ages: [("18-24", 14), ("25-34", 58), ("35-44", 26), ("45 and over", 2)],
};
const HOMES: [(&str, u32); 3] = [("City", 52), ("Suburb", 33), ("Country", 15)];

/// The file.
pub(super) fn make() -> Sheet {
    let mut sheet = Sheet::new("visitor_id,event,gender,age_band,home,needs_car_seat_now");
    let mut random = Random::new(SEED);
    let mut id = 70_000;
    for event in [&LARGE, &SMALL] {
        let mut in_market: Vec<bool> = (0..event.n).map(|it| it < event.n_in_market).collect();
        random.shuffle(&mut in_market);
        for is_in_market in in_market {
            id += 1;
            let gender = if random.happens(event.women) { "female" } else { "male" };
            let age = pick(&mut random, &event.ages).copied().unwrap_or_default();
            let home = pick(&mut random, &HOMES).copied().unwrap_or_default();
            let needs = if is_in_market { "yes" } else { "no" };
            let visitor = format!("V{id}");
            sheet.row(&[&visitor, &event.name, &gender, &age, &home, &needs]);
            sheet.plant(visitor, event.name);
        }
    }
    sheet
}
