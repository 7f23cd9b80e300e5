//! Sixty-four bytes as bits: which are quotes, separators, line ends, or foreign.
//!
//! In the browser by WebAssembly's own instructions; natively in a shape that the compiler turns into
//! vector code.

/// The bytes that differ from file to file.
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    /// What stands between cells.
    pub separator: u8,
    /// What stands around them.
    pub quote: u8,
}

/// One bit per byte, the first byte's the lowest.
#[derive(Debug, Clone, Copy)]
pub struct Masks {
    /// Quotes.
    pub quote: u64,
    /// Separators.
    pub separator: u64,
    /// `\n`
    pub line_feed: u64,
    /// `\r`
    pub carriage_return: u64,
    /// Zeros, and the byte that U+FFFD starts with.
    pub foreign: u64,
}

/// The byte that U+FFFD starts with.
const REPLACED: u8 = 0xEF;

#[cfg(target_arch = "wasm32")]
impl Masks {
    /// The bits of a block of 64 bytes.
    #[inline]
    pub fn of(block: &[u8], bytes: Bytes) -> Self {
        use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128, v128_any_true, v128_or};

        let load = |at: usize| {
            let half = |from: usize| {
                let eight = block.get(from..).and_then(<[u8]>::first_chunk::<8>);
                eight.map_or(0, |it| u64::from_le_bytes(*it))
            };
            u64x2(half(at), half(at + 8))
        };
        let four = [load(0), load(16), load(32), load(48)];
        let bits = |flags: [v128; 4]| {
            let [a, b, c, d] = flags.map(|it| u64::from(u8x16_bitmask(it)));
            a | b << 16 | c << 32 | d << 48
        };
        let equal = |byte: u8| four.map(|it| u8x16_eq(it, u8x16_splat(byte)));
        let (returns, zeros, replaced) = (equal(b'\r'), equal(0), equal(REPLACED));
        let foreign = [0, 1, 2, 3].map(|at: usize| match (zeros.get(at), replaced.get(at)) {
            (Some(zero), Some(other)) => v128_or(*zero, *other),
            _ => u8x16_splat(0),
        });
        let any = |[a, b, c, d]: [v128; 4]| v128_or(v128_or(a, b), v128_or(c, d));
        let is_rare = v128_any_true(v128_or(any(returns), any(foreign)));
        Self {
            quote: bits(equal(bytes.quote)),
            separator: bits(equal(bytes.separator)),
            line_feed: bits(equal(b'\n')),
            carriage_return: if is_rare { bits(returns) } else { 0 },
            foreign: if is_rare { bits(foreign) } else { 0 },
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Masks {
    /// The bits of a block of 64 bytes.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "vector code has no branches")]
    pub fn of(block: &[u8], bytes: Bytes) -> Self {
        let is_foreign = |byte: u8| (byte == 0) | (byte == REPLACED);
        let is_rare = block.iter().fold(false, |any, &it| any | (it == b'\r') | is_foreign(it));
        Self {
            quote: bits(block, |it| it == bytes.quote),
            separator: bits(block, |it| it == bytes.separator),
            line_feed: bits(block, |it| it == b'\n'),
            carriage_return: if is_rare { bits(block, |it| it == b'\r') } else { 0 },
            foreign: if is_rare { bits(block, is_foreign) } else { 0 },
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
fn bits(block: &[u8], is_it: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(is_it(*byte));
    }
    let mut mask = 0;
    for (idx, eight) in flags.chunks_exact(8).enumerate() {
        let word = eight.first_chunk::<8>().map_or(0, |it| u64::from_le_bytes(*it));
        // Gathers the lowest bit of eight bytes into one byte; no two products meet.
        mask |= (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * idx);
    }
    mask
}
