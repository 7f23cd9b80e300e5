//! Pairs of customer and day met so far: a table by hash, never iterated.

/// A set of pairs.
#[derive(Debug)]
pub struct Pairs {
    slots: Vec<u64>,
    shift: u32,
}

/// No customer has this number.
const EMPTY: u64 = u64::MAX;

impl Pairs {
    /// Room for `n` different pairs.
    pub fn with_capacity(n: usize) -> Self {
        let bits = (n.max(8) * 2).next_power_of_two().trailing_zeros();
        Self { slots: vec![EMPTY; 1 << bits], shift: u64::BITS - bits }
    }

    /// Whether the pair is new.
    #[expect(clippy::indexing_slicing, reason = "the shift keeps every slot inside")]
    #[expect(clippy::cast_possible_truncation, reason = "the shift keeps every slot inside")]
    pub fn insert(&mut self, customer: u32, day: i32) -> bool {
        let pair = (u64::from(customer) << 32) | u64::from(day.cast_unsigned());
        let mut slot = (mixed(pair) >> self.shift) as usize;
        while self.slots[slot] != EMPTY {
            if self.slots[slot] == pair {
                return false;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = pair;
        true
    }
}

/// Spreads the bits of a number over all 64 (the finaliser of `SplitMix64`).
pub fn mixed(number: u64) -> u64 {
    let it = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_new_once() {
        let mut pairs = Pairs::with_capacity(10_000);
        let all = || (0..100).flat_map(|customer| (-50..50).map(move |day| (customer, day)));
        assert!(all().all(|(customer, day)| pairs.insert(customer, day)));
        assert!(all().all(|(customer, day)| !pairs.insert(customer, day)));
    }
}
