//! Sixty-four bytes as bits: which are quotes, separators, line ends, or foreign.
//!
//! In the browser by WebAssembly's own instructions, natively eight bytes at a time.

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
    pub fn of(block: &[u8; 64], bytes: Bytes) -> Self {
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
    pub fn of(block: &[u8; 64], bytes: Bytes) -> Self {
        let returns = bits(block, b'\r');
        Self {
            quote: bits(block, bytes.quote),
            separator: bits(block, bytes.separator),
            line_feed: bits(block, b'\n'),
            carriage_return: returns,
            foreign: bits(block, 0) | bits(block, REPLACED),
        }
    }
}

/// Eight bytes at a time: a byte that differs in no bit has its highest bit set at the end.
#[cfg(not(target_arch = "wasm32"))]
#[inline]
fn bits(block: &[u8; 64], byte: u8) -> u64 {
    const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let wanted = 0x0101_0101_0101_0101 * u64::from(byte);
    let (words, _) = block.as_chunks::<8>();
    let of_word = |(idx, word): (usize, &[u8; 8])| {
        let differing = u64::from_le_bytes(*word) ^ wanted;
        let same = !(((differing & LOWS) + LOWS) | differing | LOWS);
        // Gathers the highest bit of eight bytes into one byte; no two products meet.
        ((same >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * idx)
    };
    words.iter().enumerate().map(of_word).fold(0, |all, it| all | it)
}
