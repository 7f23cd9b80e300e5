//! Which encoding a file is in: by its mark, else by its zeros, else by trying UTF-8.

use crate::engine::table::Encoding;
use crate::kernel::text::Decoder;

/// An encoding and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The encoding.
    pub encoding: Encoding,
    /// Bytes of the byte order mark, which are no text.
    pub n_mark: usize,
    /// Whether nothing in the file says so for sure.
    pub is_guess: bool,
}

/// The encoding of a file that starts with `head`.
pub fn find(head: &[u8], fixed: Option<Encoding>) -> Found {
    let marked = match head {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    };
    if let Some(encoding) = fixed {
        let n_mark = marked.filter(|it| it.0 == encoding).map_or(0, |it| it.1);
        return Found { encoding, n_mark, is_guess: false };
    }
    if let Some((encoding, n_mark)) = marked {
        return Found { encoding, n_mark, is_guess: false };
    }
    if let Some(encoding) = unmarked_utf16(head) {
        return Found { encoding, n_mark: 0, is_guess: true };
    }
    let mut decoder = Decoder::new(Encoding::Utf8);
    let mut text = String::with_capacity(head.len());
    decoder.push(head, &mut text);
    let census = decoder.census();
    let encoding = if census.is_utf8() { Encoding::Utf8 } else { Encoding::Windows1252 };
    Found { encoding, n_mark: 0, is_guess: encoding == Encoding::Windows1252 }
}

/// Western text in UTF-16 has a zero in every other byte.
fn unmarked_utf16(head: &[u8]) -> Option<Encoding> {
    let sample = head.get(..65_536).unwrap_or(head);
    let n_pairs = sample.len() / 2;
    let n_zero = |at: usize| sample.iter().skip(at).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (n_zero(0), n_zero(1));
    if n_pairs < 4 || even.max(odd) * 10 < n_pairs * 6 {
        None
    } else if odd > even * 20 {
        Some(Encoding::Utf16Le)
    } else if even > odd * 20 {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}
