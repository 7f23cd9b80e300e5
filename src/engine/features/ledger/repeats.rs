//! Rows that repeat an earlier row in every column that is used.

use crate::engine::features::ledger::first_rows::{FirstRows, mixed};
use crate::engine::table::{Cells, Texts};

/// The rows that repeat an earlier one, rising; only rows that are used count.
pub fn repeated_rows(columns: &[&Cells], is_used: impl Fn(usize) -> bool, n_rows: usize) -> Vec<usize> {
    let mut hashes = vec![0_u64; n_rows];
    for cells in columns {
        add_hashes(cells, &mut hashes);
    }
    let mut first_rows = FirstRows::with_capacity(n_rows);
    let mut repeated = Vec::new();
    for (row, &hash) in hashes.iter().enumerate().filter(|it| is_used(it.0)) {
        let Ok(short) = u32::try_from(row) else { break };
        let is_equal = |other: u32| columns.iter().all(|it| is_same(it, other as usize, row));
        if first_rows.find(hash, short, is_equal).is_some() {
            repeated.push(row);
        }
    }
    repeated
}

fn add_hashes(cells: &Cells, hashes: &mut [u64]) {
    let add = |hash: &mut u64, cell: u64| *hash = mixed(*hash ^ cell).wrapping_add(cell);
    match cells {
        Cells::Numbers(it) => hashes.iter_mut().zip(it).for_each(|(hash, it)| add(hash, it.to_bits())),
        Cells::Days(it) => {
            hashes.iter_mut().zip(it).for_each(|(hash, it)| add(hash, u64::from(it.cast_unsigned())));
        }
        Cells::Codes { codes, .. } => {
            hashes.iter_mut().zip(codes).for_each(|(hash, &it)| add(hash, u64::from(it)));
        }
        Cells::Texts(it) => hashes.iter_mut().zip(it.iter()).for_each(|(hash, it)| add(hash, hash_of(it))),
    }
}

fn hash_of(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    for (byte, &it) in last.iter_mut().zip(rest) {
        *byte = it;
    }
    let add = |hash: u64, word: &[u8; 8]| {
        (hash.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER)
    };
    add(words.iter().fold(text.len() as u64, add), &last)
}

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

#[expect(clippy::indexing_slicing, reason = "columns are as long as the table")]
fn is_same(cells: &Cells, a: usize, b: usize) -> bool {
    let same_text = |texts: &Texts| texts.get(a) == texts.get(b);
    match cells {
        Cells::Numbers(it) => it[a].to_bits() == it[b].to_bits(),
        Cells::Days(it) => it[a] == it[b],
        Cells::Codes { codes, .. } => codes[a] == codes[b],
        Cells::Texts(it) => same_text(it),
    }
}
