//! Where the characters stand that give a text its structure: separators, quotes, line ends.
//!
//! Sixty-four bytes are compared at a time: in the browser by WebAssembly's own instructions, natively
//! in a shape that the compiler turns into vector code. Everything between two marks is skipped unseen.

/// The bytes that are looked for. Where fewer than five are needed, some stand twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked([u8; 5]);

impl Marked {
    /// Line ends, the quote, and what stands between cells.
    pub fn new(quote: u8, separators: [u8; 2]) -> Self {
        let [first, second] = separators;
        Self([b'\n', b'\r', quote, first, second])
    }

    #[expect(clippy::needless_bitwise_bool, reason = "vector code has no branches")]
    fn has(self, byte: u8) -> bool {
        let Self([end, other_end, quote, first, second]) = self;
        (byte == end) | (byte == other_end) | (byte == quote) | (byte == first) | (byte == second)
    }
}

/// Writes the positions of all marked bytes, in order.
pub fn find(text: &[u8], marked: Marked, positions: &mut Vec<u32>) {
    positions.clear();
    let mut at = 0_u32;
    let mut blocks = text.chunks_exact(64);
    for block in &mut blocks {
        let mut mask = mask(block, marked);
        while mask != 0 {
            positions.push(at + mask.trailing_zeros());
            mask &= mask - 1;
        }
        at += 64;
    }
    for (offset, byte) in (0_u32..).zip(blocks.remainder()) {
        if marked.has(*byte) {
            positions.push(at + offset);
        }
    }
}

/// One bit per byte of the block.
#[cfg(target_arch = "wasm32")]
fn mask(block: &[u8], marked: Marked) -> u64 {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};

    let wanted = marked.0.map(|it| u8x16_splat(it));
    let mut mask = 0;
    for sixteen in block.rchunks_exact(16) {
        let half = |from: usize| {
            let eight = sixteen.get(from..).and_then(<[u8]>::first_chunk::<8>);
            eight.map_or(0, |it| u64::from_le_bytes(*it))
        };
        let bytes = u64x2(half(0), half(8));
        let [end, other_end, quote, first, second] = wanted.map(|it| u8x16_eq(bytes, it));
        let any = v128_or(v128_or(end, other_end), v128_or(v128_or(first, second), quote));
        mask = mask << 16 | u64::from(u8x16_bitmask(any));
    }
    mask
}

/// One bit per byte of the block.
#[cfg(not(target_arch = "wasm32"))]
fn mask(block: &[u8], marked: Marked) -> u64 {
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(marked.has(*byte));
    }
    let mut mask = 0;
    for (idx, eight) in flags.chunks_exact(8).enumerate() {
        let word = eight.first_chunk::<8>().map_or(0, |it| u64::from_le_bytes(*it));
        // Gathers the lowest bit of eight bytes into one byte; no two products meet.
        mask |= (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * idx);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::{Marked, find};

    #[test]
    fn every_mark_is_found_wherever_it_stands() {
        let marked = Marked::new(b'"', [b',', b',']);
        let mut positions = Vec::new();
        for at in 0..200 {
            for mark in *b",\"\n\r" {
                let mut text = vec![b'x'; 200];
                text[at] = mark;
                find(&text, marked, &mut positions);
                assert_eq!(positions, [u32::try_from(at).unwrap()], "{mark} at {at}");
            }
        }
        let text = [b','; 130];
        find(&text, marked, &mut positions);
        assert_eq!(positions, (0..130).collect::<Vec<u32>>());
    }
}
