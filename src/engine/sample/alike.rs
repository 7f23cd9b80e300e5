//! Customers of a mass product, all of one kind: there is nothing to segment.

use crate::engine::sample::sheet::{Euros, Sheet, cents, count, whole};
use crate::kernel::random::Random;

/// Customers in the file.
pub(super) const N_CUSTOMERS: usize = 1_200;

const SEED: u64 = 1_886;

/// The file.
pub(super) fn make() -> Sheet {
    of_seed(SEED)
}

/// A file of another seed, with the same truth: everyone is of one kind.
pub(super) fn of_seed(seed: u64) -> Sheet {
    let mut sheet = Sheet::new(
        "customer_id,bottles_a_month,spend_a_month_eur,shops_visited,distance_km,years_as_customer",
    );
    let mut random = Random::new(seed);
    for idx in 0..N_CUSTOMERS {
        let id = format!("B{}", 50_001 + idx);
        let bottles = whole(24.0 + 6.0 * random.normal(), 1);
        let spend = cents((f64::from(bottles) * 0.9 + 4.0 * random.normal()).max(1.0));
        let shops = count(&mut random, 5.0) + 1;
        let distance = f64::from(whole(100.0 * (3.0 + 0.8 * random.normal()), 10)) / 100.0;
        let years = f64::from(whole(10.0 * (8.0 + 2.0 * random.normal()), 1)) / 10.0;
        sheet.row(&[&id, &bottles, &Euros(spend), &shops, &distance, &years]);
        sheet.plant(id, "everyone");
    }
    sheet
}
