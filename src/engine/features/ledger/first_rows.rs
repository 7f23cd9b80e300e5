//! Finds, for each row, the first row that equals it: a table of rows by hash, never iterated.

/// Rows met so far.
#[derive(Debug)]
pub struct FirstRows {
    slots: Vec<u64>,
    shift: u32,
}

const EMPTY: u64 = u64::MAX;

impl FirstRows {
    /// Room for `n` different rows.
    pub fn with_capacity(n: usize) -> Self {
        let bits = (n.max(8) * 2).next_power_of_two().trailing_zeros();
        Self { slots: vec![EMPTY; 1 << bits], shift: u64::BITS - bits }
    }

    /// The first row that equals this one, or `None` where this is the first.
    ///
    /// Equal rows have equal hashes; `is_equal` is asked of rows whose hash looks the same.
    #[expect(clippy::indexing_slicing, reason = "the shift keeps every slot inside")]
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a slot")]
    pub fn find(&mut self, hash: u64, row: u32, is_equal: impl Fn(u32) -> bool) -> Option<u32> {
        let spread = mixed(hash);
        let tagged = (spread << 32) | u64::from(row);
        let mut slot = (spread >> self.shift) as usize;
        loop {
            let found = self.slots[slot];
            if found == EMPTY {
                self.slots[slot] = tagged;
                return None;
            }
            if (found ^ tagged) >> 32 == 0 && is_equal(found as u32) {
                return Some(found as u32);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
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
    fn the_first_equal_row_is_found_even_where_hashes_collide() {
        let values = [5, 7, 5, 9, 7, 5];
        for hash in [|_: u32| 1_u64, u64::from] {
            let mut rows = FirstRows::with_capacity(values.len());
            let mut found = Vec::new();
            for (row, &value) in (0_u32..).zip(&values) {
                found.push(rows.find(hash(value), row, |it| values[it as usize] == value));
            }
            assert_eq!(found, [None, None, Some(0), None, Some(1), Some(0)]);
        }
    }
}
