//! Rows that repeat an earlier row in every column that is used.
//!
//! Nearly all rows of a file differ. A bit for each hash, and a second one where a hash came twice,
//! leave only few rows to compare; the bits are small enough to stay near the processor.

use crate::kernel::cells::{Cells, Texts};
use crate::kernel::ledger::pairs::mixed;
use crate::kernel::order;

/// The rows that repeat an earlier one, rising; only rows that are used count.
#[inline(never)]
pub fn repeated_rows(columns: &[&Cells], is_used: &dyn Fn(usize) -> bool, n_rows: usize) -> Vec<usize> {
    let mut hashes = vec![0_u32; n_rows];
    for cells in columns {
        add_hashes(cells, &mut hashes);
    }
    let mut rows = alike(&hashes, is_used);
    for (hash, row) in &mut rows {
        for texts in columns.iter().filter_map(|it| as_texts(it)) {
            *hash = mixed(*hash ^ hash_of(texts.get(*row)));
        }
    }
    order::sort_by_number(&mut rows, |it| it.0);
    let mut repeated = Vec::new();
    for same_hash in rows.chunk_by(|a, b| a.0 == b.0) {
        let mut different: Vec<usize> = Vec::new();
        for &(_, row) in same_hash {
            if different.iter().any(|&it| columns.iter().all(|cells| is_same(cells, it, row))) {
                repeated.push(row);
            } else {
                different.push(row);
            }
        }
    }
    order::sort_by_number(&mut repeated, |it| *it as u64);
    repeated
}

/// The rows whose hash may have come more than once, with it: all that did, and a few that did not.
fn alike(hashes: &[u32], is_used: &dyn Fn(usize) -> bool) -> Vec<(u64, usize)> {
    let bits = (usize::BITS - hashes.len().leading_zeros() + 4).clamp(6, 28);
    let (mut once, mut twice) = (vec![0_u64; 1 << (bits - 6)], vec![0_u64; 1 << (bits - 6)]);
    let place = |hash: u32| {
        let bit = hash.wrapping_mul(MULTIPLIER) >> (u32::BITS - bits);
        (bit as usize / 64, 1_u64 << (bit % 64))
    };
    for (_, &hash) in hashes.iter().enumerate().filter(|it| is_used(it.0)) {
        let (word, bit) = place(hash);
        if let (Some(once), Some(twice)) = (once.get_mut(word), twice.get_mut(word)) {
            *twice |= *once & bit;
            *once |= bit;
        }
    }
    let came_twice = |hash: u32| {
        let (word, bit) = place(hash);
        twice.get(word).is_some_and(|it| it & bit != 0)
    };
    let rows = hashes.iter().enumerate().filter(|&(row, &hash)| came_twice(hash) && is_used(row));
    rows.map(|(row, &hash)| (u64::from(hash), row)).collect()
}

/// 2³² ÷ the golden ratio, made odd.
const MULTIPLIER: u32 = 0x9e37_79b9;

/// Adds the cells of a column; free text comes later, and only where it may matter.
#[expect(clippy::cast_possible_truncation, reason = "both halves of a number are added")]
fn add_hashes(cells: &Cells, hashes: &mut [u32]) {
    let add = |hash: &mut u32, cell: u32| *hash = (hash.rotate_left(11) ^ cell).wrapping_mul(MULTIPLIER);
    match cells {
        Cells::Numbers(it) => {
            let halves = it.iter().map(|it| it.to_bits()).map(|it| (it ^ (it >> 32)) as u32);
            hashes.iter_mut().zip(halves).for_each(|(hash, it)| add(hash, it));
        }
        Cells::Days(it) => hashes.iter_mut().zip(it).for_each(|(hash, it)| add(hash, it.cast_unsigned())),
        Cells::Codes { codes, .. } => hashes.iter_mut().zip(codes).for_each(|(hash, &it)| add(hash, it)),
        Cells::Texts(_) => {}
    }
}

fn as_texts(cells: &Cells) -> Option<&Texts> {
    match cells {
        Cells::Texts(texts) => Some(texts),
        Cells::Numbers(_) | Cells::Days(_) | Cells::Codes { .. } => None,
    }
}

fn hash_of(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    for (byte, &it) in last.iter_mut().zip(rest) {
        *byte = it;
    }
    let add = |hash: u64, word: &[u8; 8]| mixed(hash ^ u64::from_le_bytes(*word));
    add(words.iter().fold(text.len() as u64, add), &last)
}

#[expect(clippy::indexing_slicing, reason = "columns are as long as the table")]
fn is_same(cells: &Cells, a: usize, b: usize) -> bool {
    match cells {
        Cells::Numbers(it) => it[a].to_bits() == it[b].to_bits(),
        Cells::Days(it) => it[a] == it[b],
        Cells::Codes { codes, .. } => codes[a] == codes[b],
        Cells::Texts(it) => it.get(a) == it.get(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_repeats_another_where_every_cell_is_equal() {
        let amounts = Cells::Numbers(vec![1.0, 2.0, 1.0, 1.0, 1.0, f64::NAN, f64::NAN]);
        let products = Cells::Texts(Texts::from_iter(["cup", "cup", "cup", "mug", "cup", "", ""]));
        let columns = [&amounts, &products];
        assert_eq!(repeated_rows(&columns, &|_| true, 7), [2, 4, 6]);
        assert_eq!(repeated_rows(&columns, &|row| row > 1, 7), [4, 6]);
    }

    #[test]
    fn repeats_among_many_rows_are_those_a_comparison_of_all_finds() {
        let codes: Vec<u32> = (0..3_000).map(|it| it * it % 1_009).collect();
        let days: Vec<i32> = (0..3_000).map(|it| it % 7).collect();
        let expected: Vec<usize> = (0..3_000)
            .filter(|&row| (0..row).any(|it| codes[it] == codes[row] && days[it] == days[row]))
            .collect();
        let columns = [&Cells::Codes { codes, dictionary: Texts::default() }, &Cells::Days(days)];
        assert_eq!(repeated_rows(&columns, &|_| true, 3_000), expected);
    }
}
