//! How customers of equal value were parted, for score rules that part them.

use crate::engine::model::Tie;
use crate::engine::table::Texts;

/// Of each cut, how the customers upon it were parted; `None` where they were not. `passed` says how many
/// cuts lie below a customer with a score; customers stand in the order of their names.
pub fn of(
    customers: &Texts,
    values: &[f64],
    scores: &[u8],
    (cuts, passed): (&[f64], &dyn Fn(u8) -> u8),
) -> Vec<Option<Tie>> {
    let tie = |(at, cut): (u8, &f64)| {
        let mut first = None;
        let all = values.iter().zip(scores).enumerate();
        // The smallest and the largest number are not equal to any other by rounding: these are copies.
        for (customer, (_, score)) in all.filter(|it| it.1.0.to_bits() == cut.to_bits() && *it.1.1 > 0) {
            let is_below = passed(*score) > at;
            match first {
                None => first = Some(is_below),
                Some(before) if before != is_below => {
                    let from = customers.get(customer).to_owned();
                    return Some(Tie { from, is_below_later: is_below });
                }
                Some(_) => {}
            }
        }
        None
    };
    (0..).zip(cuts).map(tie).collect()
}
