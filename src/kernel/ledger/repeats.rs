//! Rows that repeat an earlier row in every column that is used.
//!
//! Where a column names few rows each, as order numbers do, the rows of one name are compared with
//! each other. Elsewhere a bit for each hash of a row, and a second one where a hash came twice, leave
//! only few rows to compare; the bits are small enough to stay near the processor.

use crate::kernel::cells::{Cells, Texts};
use crate::kernel::ledger::pairs::mixed;
use crate::kernel::ledger::rows::Use;
use crate::kernel::order;

/// Rows of one name are compared with each other as long as that is so many comparisons a row.
const MOST_COMPARISONS: usize = 8;
/// No row.
const NONE: u32 = u32::MAX;

/// The rows that repeat an earlier one, rising; only rows that are used count.
#[inline(never)]
pub fn repeated_rows(columns: &[&Cells], uses: &[Use]) -> Vec<usize> {
    by_name(columns, uses).unwrap_or_else(|| by_hash(columns, uses))
}

/// Compares rows that have one code in the column with most codes; `None` where those are too many.
#[expect(clippy::indexing_slicing, reason = "codes are positions in their dictionary, or none")]
fn by_name(columns: &[&Cells], uses: &[Use]) -> Option<Vec<usize>> {
    let n_codes = |it: &&&Cells| match it {
        Cells::Codes { dictionary, .. } => dictionary.len(),
        Cells::Numbers(_) | Cells::Days(_) | Cells::Texts(_) => 0,
    };
    let Cells::Codes { codes, dictionary } = columns.iter().max_by_key(n_codes)? else { return None };
    if dictionary.len() * MOST_COMPARISONS < uses.len() || u32::try_from(uses.len()).is_err() {
        return None;
    }
    // Amounts differ most.
    let amounts = columns.iter().find_map(|it| match it {
        Cells::Numbers(it) => Some(it.as_slice()),
        Cells::Days(_) | Cells::Codes { .. } | Cells::Texts(_) => None,
    });
    let is_amount = |a: usize, b: usize| amounts.is_none_or(|it| it[a].to_bits() == it[b].to_bits());
    let is_same = |a: u32, b: usize| {
        is_amount(a as usize, b) && columns.iter().all(|cells| is_same(cells, a as usize, b))
    };
    let mut last = vec![NONE; dictionary.len() + 1];
    let mut before = vec![NONE; uses.len()];
    let mut repeated = Vec::new();
    let mut n_left = uses.len() * MOST_COMPARISONS;
    for (row, (&code, _)) in (0_u32..).zip(codes.iter().zip(uses)).filter(|it| *it.1.1 != Use::Left) {
        let last = &mut last[(code as usize).min(dictionary.len())];
        let mut other = *last;
        while other != NONE {
            n_left = n_left.checked_sub(1)?;
            if is_same(other, row as usize) {
                repeated.push(row as usize);
                break;
            }
            other = before[other as usize];
        }
        before[row as usize] = *last;
        *last = row;
    }
    Some(repeated)
}

fn by_hash(columns: &[&Cells], uses: &[Use]) -> Vec<usize> {
    let mut hashes = vec![0_u32; uses.len()];
    for cells in columns {
        add_hashes(cells, &mut hashes);
    }
    let mut rows = alike(&hashes, uses);
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
fn alike(hashes: &[u32], uses: &[Use]) -> Vec<(u64, usize)> {
    let is_used = |row: usize| uses.get(row).is_some_and(|it| *it != Use::Left);
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
    use crate::kernel::cells::MISSING_CODE;

    #[test]
    fn a_row_repeats_another_where_every_cell_is_equal() {
        let amounts = Cells::Numbers(vec![1.0, 2.0, 1.0, 1.0, 1.0, f64::NAN, f64::NAN]);
        let products = Cells::Texts(Texts::from_iter(["cup", "cup", "cup", "mug", "cup", "", ""]));
        let columns = [&amounts, &products];
        let mut uses = [Use::Order; 7];
        assert_eq!(repeated_rows(&columns, &uses), [2, 4, 6]);
        (uses[0], uses[1]) = (Use::Left, Use::Left);
        assert_eq!(repeated_rows(&columns, &uses), [4, 6]);
    }

    #[test]
    fn repeats_among_many_rows_are_those_a_comparison_of_all_finds() {
        for (n_codes, step) in [(1_009, 1), (40, 1), (2, 3)] {
            // Some rows have no code.
            let code = |it: u32| if it.is_multiple_of(41) { MISSING_CODE } else { it * it % n_codes };
            let codes: Vec<u32> = (0..3_000).map(code).collect();
            let days: Vec<i32> = (0..3_000).map(|it| it / step % 7).collect();
            let uses: Vec<Use> =
                (0..3_000).map(|it| if it % 11 == 0 { Use::Left } else { Use::Return }).collect();
            let is_same =
                |a: usize, b: usize| codes[a] == codes[b] && days[a] == days[b] && uses[b] != Use::Left;
            let expected: Vec<usize> = (0..3_000)
                .filter(|&row| uses[row] != Use::Left && (0..row).any(|it| is_same(row, it)))
                .collect();
            let dictionary: Texts = (0..n_codes).map(|_| "x").collect();
            let columns = [&Cells::Codes { codes, dictionary }, &Cells::Days(days)];
            assert_eq!(repeated_rows(&columns, &uses), expected);
            assert_eq!(by_hash(&columns, &uses), expected);
            assert_eq!(by_name(&columns, &uses).is_some(), n_codes > 1_000);
        }
    }
}
