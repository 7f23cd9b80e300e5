//! A fingerprint of the bytes as they stream by: XXH64, seed 0.
//!
//! It tells files apart, as the key of a repeatable analysis needs; it is no defence against a
//! forger. A cryptographic digest would cost as long as reading the file does. The algorithm is
//! Yann Collet's, as its specification lays it down; the tests hold it to published values.

const P1: u64 = 0x9E37_79B1_85EB_CA87;
const P2: u64 = 0xC2B2_AE3D_27D4_EB4F;
const P3: u64 = 0x1656_67B1_9E37_79F9;
const P4: u64 = 0x85EB_CA77_C2B2_AE63;
const P5: u64 = 0x27D4_EB2F_1656_67C5;

/// Bytes that are mixed in one step.
const STRIPE: usize = 32;

/// XXH64 of bytes pushed piece by piece.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    lanes: [u64; 4],
    rest: Vec<u8>,
    n_bytes: u64,
}

impl Default for Fingerprint {
    fn default() -> Self {
        let lanes = [P1.wrapping_add(P2), P2, 0, 0_u64.wrapping_sub(P1)];
        Self { lanes, rest: Vec::with_capacity(STRIPE), n_bytes: 0 }
    }
}

impl Fingerprint {
    /// Takes the next bytes.
    #[inline(never)]
    pub fn push(&mut self, mut bytes: &[u8]) {
        self.n_bytes += bytes.len() as u64;
        if !self.rest.is_empty() {
            let (head, tail) = bytes.split_at(bytes.len().min(STRIPE - self.rest.len()));
            self.rest.extend_from_slice(head);
            bytes = tail;
            if self.rest.len() < STRIPE {
                return;
            }
            let stripe = std::mem::take(&mut self.rest);
            self.mix(&stripe);
        }
        let stripes = bytes.chunks_exact(STRIPE);
        self.rest.extend_from_slice(stripes.remainder());
        for stripe in stripes {
            self.mix(stripe);
        }
    }

    /// How many bytes were pushed.
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// The fingerprint of all bytes so far, as 16 hexadecimal digits.
    pub fn hex(&self) -> String {
        format!("{:016x}", self.value())
    }

    fn mix(&mut self, stripe: &[u8]) {
        for (lane, bytes) in self.lanes.iter_mut().zip(stripe.chunks_exact(8)) {
            *lane = round(*lane, word(bytes));
        }
    }

    fn value(&self) -> u64 {
        let [a, b, c, d] = self.lanes;
        let mut hash = if self.n_bytes < STRIPE as u64 {
            P5
        } else {
            let sum = a.rotate_left(1).wrapping_add(b.rotate_left(7));
            let sum = sum.wrapping_add(c.rotate_left(12)).wrapping_add(d.rotate_left(18));
            self.lanes
                .iter()
                .fold(sum, |hash, &lane| (hash ^ round(0, lane)).wrapping_mul(P1).wrapping_add(P4))
        };
        hash = hash.wrapping_add(self.n_bytes);
        let words = self.rest.chunks_exact(8);
        let mut rest = words.remainder();
        for bytes in words {
            hash = (hash ^ round(0, word(bytes))).rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
        }
        if let Some((half, tail)) = rest.split_first_chunk::<4>() {
            hash ^= u64::from(u32::from_le_bytes(*half)).wrapping_mul(P1);
            hash = hash.rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
            rest = tail;
        }
        for &byte in rest {
            hash = (hash ^ u64::from(byte).wrapping_mul(P5)).rotate_left(11).wrapping_mul(P1);
        }
        hash = (hash ^ (hash >> 33)).wrapping_mul(P2);
        hash = (hash ^ (hash >> 29)).wrapping_mul(P3);
        hash ^ (hash >> 32)
    }
}

fn round(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1)
}

fn word(bytes: &[u8]) -> u64 {
    bytes.first_chunk::<8>().map_or(0, |it| u64::from_le_bytes(*it))
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    fn hex(bytes: &[u8]) -> String {
        let mut it = Fingerprint::default();
        it.push(bytes);
        it.hex()
    }

    #[test]
    fn published_values_are_met() {
        assert_eq!(hex(b""), "ef46db3751d8e999");
        assert_eq!(hex(b"a"), "d24ec4f1a98c6e5b");
        assert_eq!(hex(b"abc"), "44bc2cf5ad770999");
        assert_eq!(hex(b"Nobody inspects the spammish repetition"), "fbcea83c8a378bf1");
    }

    #[test]
    fn the_way_the_bytes_are_cut_does_not_matter() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        for cut in [1, 7, 31, 32, 33, 64, 500] {
            let mut it = Fingerprint::default();
            bytes.chunks(cut).for_each(|piece| it.push(piece));
            assert_eq!(it.hex(), hex(&bytes), "cut into {cut}");
        }
    }
}
