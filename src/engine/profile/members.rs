//! Who is in which segment, side by side.

use std::ops::Range;

use crate::kernel::quantile;

/// Customers that are in a segment, in the order of the segments and within one in their own order.
#[derive(Debug)]
pub struct Members {
    customers: Vec<u32>,
    ends: Vec<usize>,
}

impl Members {
    /// Sorts customers by segment, by counting; an assignment beyond the segments is none.
    pub fn of(assignment: &[u8], n_segments: usize) -> Self {
        let mut next = vec![0_usize; n_segments + 1];
        for &segment in assignment {
            if let Some(n) = next.get_mut(usize::from(segment) + 1) {
                *n += 1;
            }
        }
        let mut n_before = 0;
        for n in &mut next {
            n_before += *n;
            *n = n_before;
        }
        let mut customers = vec![0; n_before];
        for (customer, &segment) in (0_u32..).zip(assignment) {
            if usize::from(segment) >= n_segments {
                continue;
            }
            let Some(next) = next.get_mut(usize::from(segment)) else { continue };
            if let Some(place) = customers.get_mut(*next) {
                *place = customer;
            }
            *next += 1;
        }
        next.truncate(n_segments);
        Self { customers, ends: next }
    }

    /// Customers in a segment.
    pub fn n(&self) -> usize {
        self.customers.len()
    }

    /// All of them.
    pub fn all(&self) -> &[u32] {
        &self.customers
    }

    /// Where each segment's customers stand.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| start..end)
    }

    /// A number of each customer, in the order of the members.
    pub fn pick_numbers(&self, values: &[f64]) -> Vec<f64> {
        quantile::picked(values, &self.customers)
    }

    /// What is known of each customer, in the order of the members.
    pub fn pick<T: Copy>(&self, values: &[T]) -> Vec<T> {
        self.customers.iter().filter_map(|&it| values.get(it as usize).copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_by_segment_and_then_in_their_own_order() {
        let members = Members::of(&[1, 0, u8::MAX, 1, 0], 3);
        assert_eq!(members.n(), 4);
        assert_eq!(members.ranges().collect::<Vec<_>>(), [0..2, 2..4, 4..4]);
        assert_eq!(members.pick(&["a", "b", "c", "d", "e"]), ["b", "e", "a", "d"]);
    }
}
