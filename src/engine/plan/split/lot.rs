//! The number by which chance decides about a customer.

use sha2::{Digest as _, Sha256};

/// The first eight bytes of the SHA-256 of "seed:identifier" in UTF-8, the highest first, as a whole
/// number: evenly spread, the same wherever it is worked out, and of no use for guessing another's.
pub fn lot(seed: u64, customer: &str) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(seed.to_string());
    hasher.update(b":");
    hasher.update(customer);
    let mut bytes = [0; 8];
    for (it, byte) in bytes.iter_mut().zip(hasher.finalize()) {
        *it = byte;
    }
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::lot;

    /// Reference: Python, `int.from_bytes(hashlib.sha256(b"42:C-1001").digest()[:8], "big")`.
    #[test]
    fn a_lot_can_be_worked_out_by_anyone() {
        assert_eq!(lot(42, "C-1001"), 9_993_046_663_935_530_690);
        assert_eq!(lot(1, "Zoë"), 17_155_871_868_369_840_224);
    }
}
