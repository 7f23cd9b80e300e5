//! SHA-256 in small hexadecimal letters, as every advertiser's tool wants it: without salt.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of a text's UTF-8, as 64 small hexadecimal letters (FIPS 180-4).
pub fn sha256(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |it: u8| DIGITS.get(usize::from(it)).copied().unwrap_or(b'0');
    let mut letters = [0; 64];
    for (pair, it) in letters.chunks_exact_mut(2).zip(Sha256::digest(text.as_bytes())) {
        pair.copy_from_slice(&[digit(it >> 4), digit(it & 15)]);
    }
    str::from_utf8(&letters).unwrap_or_default().to_owned()
}

/// The hash in small letters, where a value is one already.
pub fn known(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 64 && text.bytes().all(|it| it.is_ascii_hexdigit())).then(|| text.to_ascii_lowercase())
}

/// Whether a value is an MD5, which no advertiser's tool takes any more.
pub fn is_md5(text: &str) -> bool {
    let text = text.trim();
    text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{is_md5, known, sha256};

    #[test]
    fn the_vectors_of_the_vendors_hold() {
        for (text, wanted) in [
            // Meta's own.
            ("mary@example.com", "f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79"),
            // X's own.
            ("adsapi", "49e0be2aeccfb51a8dee4c945c8a70a9ac500cf6f5cb08112575f74db9b1470d"),
            ("+18005550101", "61d6c2976b5d92b1ad63073a12fddd26040cd980067d03a93dd1cc50f1a3ac68"),
            ("18005550101", "cc4160cbb01658fcff52a57f3403e0e9c7a4735cff1574df41ee3f3036697468"),
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ] {
            assert_eq!(sha256(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_hash_is_known_as_one() {
        let hash = sha256("mary@example.com");
        assert_eq!(known(&format!(" {} ", hash.to_uppercase())).as_deref(), Some(hash.as_str()));
        assert_eq!(known(hash.get(1..).unwrap_or_default()), None);
        assert_eq!(known(&hash.replacen('f', "g", 1)), None);
        assert!(is_md5("d41d8cd98f00b204e9800998ecf8427e") && !is_md5(&hash));
    }
}
