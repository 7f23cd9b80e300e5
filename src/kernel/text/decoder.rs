//! Bytes of any known encoding to text, piece by piece.

use crate::kernel::notation::Encoding;

/// What Windows-1252 means by the bytes 0x80 to 0x9F; five of them are undefined.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// How well bytes read as UTF-8.
#[derive(Debug, Clone, Copy, Default)]
pub struct Census {
    /// Characters beyond ASCII.
    pub n_wide: u64,
    /// Sequences that are not UTF-8.
    pub n_bad: u64,
}

impl Census {
    /// Whether the bytes are UTF-8, a few damaged ones aside.
    pub fn is_utf8(&self) -> bool {
        self.n_bad * 4 <= self.n_wide
    }
}

/// Turns bytes into text as they stream by; what cannot be read becomes U+FFFD.
#[derive(Debug, Clone)]
pub struct Decoder {
    encoding: Encoding,
    /// Bytes of a character whose end has not come yet.
    tail: Vec<u8>,
    /// The same bytes taken as UTF-8.
    census: Census,
    /// For the census, where the encoding is another.
    census_tail: Vec<u8>,
}

impl Decoder {
    /// A decoder at the start of the text, behind any byte order mark.
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, tail: Vec::new(), census: Census::default(), census_tail: Vec::new() }
    }

    /// Whether all bytes so far are UTF-8 but for a few; only kept in UTF-8 and Windows-1252.
    pub fn census(&self) -> Census {
        self.census
    }

    /// Decodes the next bytes.
    #[inline(never)]
    pub fn push(&mut self, bytes: &[u8], out: &mut String) {
        if self.encoding == Encoding::Windows1252 {
            utf8(&mut self.census_tail, bytes, &mut self.census, |_| ());
            windows_1252(bytes, out);
        } else if self.encoding == Encoding::Utf16Le {
            self.utf16(bytes, u16::from_le_bytes, out);
        } else if self.encoding == Encoding::Utf16Be {
            self.utf16(bytes, u16::from_be_bytes, out);
        } else {
            // What is none of these was made UTF-8 before it came here.
            utf8(&mut self.tail, bytes, &mut self.census, |piece| out.push_str(piece));
        }
    }

    /// The next bytes as the text that they are already, if nothing has to be made of them; decoded
    /// that way or [pushed](Self::push), not both.
    pub fn plain<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a str> {
        let is_utf8 = !matches!(self.encoding, Encoding::Windows1252 | Encoding::Utf16Le | Encoding::Utf16Be);
        let text = str::from_utf8(bytes).ok().filter(|_| is_utf8 && self.tail.is_empty())?;
        self.census.n_wide += n_wide(text);
        Some(text)
    }

    /// The end of the bytes: half a character is a bad one.
    pub fn finish(&mut self, out: &mut String) {
        if !self.census_tail.is_empty() {
            self.census.n_bad += 1;
        }
        if !self.tail.is_empty() {
            self.census.n_bad += 1;
            out.push('\u{FFFD}');
        }
        self.tail.clear();
        self.census_tail.clear();
    }

    fn utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16, out: &mut String) {
        let joined;
        let mut bytes = bytes;
        if !self.tail.is_empty() {
            self.tail.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.tail);
            bytes = &joined;
        }
        let mut whole = bytes.len() / 2 * 2;
        // A high surrogate waits for its other half.
        if let Some(&[a, b]) = bytes.get(whole.saturating_sub(2)..whole).and_then(|it| it.first_chunk::<2>())
            && (0xD800..0xDC00).contains(&unit([a, b]))
        {
            whole -= 2;
        }
        let (now, later) = bytes.split_at(whole);
        let units = now.chunks_exact(2).filter_map(|it| it.first_chunk::<2>()).map(|it| unit(*it));
        out.extend(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)));
        self.tail.extend_from_slice(later);
    }
}

/// The byte of a letter in Windows-1252; `None` where it lacks the letter.
pub fn windows_1252_byte(letter: char) -> Option<u8> {
    match u8::try_from(letter) {
        Ok(byte) if !(0x80..=0x9F).contains(&byte) => Some(byte),
        Ok(_) | Err(_) if letter == char::REPLACEMENT_CHARACTER => None,
        Ok(_) | Err(_) => (0x80..=0x9F).zip(WINDOWS_1252).find(|it| it.1 == letter).map(|it| it.0),
    }
}

fn windows_1252(mut bytes: &[u8], out: &mut String) {
    while !bytes.is_empty() {
        let n_plain = bytes.iter().position(|it| !it.is_ascii()).unwrap_or(bytes.len());
        let (plain, rest) = bytes.split_at(n_plain);
        out.push_str(str::from_utf8(plain).unwrap_or_default());
        let Some((&byte, rest)) = rest.split_first() else { return };
        out.push(WINDOWS_1252.get(usize::from(byte) - 0x80).copied().unwrap_or(char::from(byte)));
        bytes = rest;
    }
}

/// Walks bytes as UTF-8: `take` gets every valid stretch, and U+FFFD for what is none.
fn utf8(tail: &mut Vec<u8>, bytes: &[u8], census: &mut Census, mut take: impl FnMut(&str)) {
    let mut bytes = bytes;
    // A character cut by the end of the last piece is finished byte by byte.
    while !tail.is_empty() && !bytes.is_empty() {
        let (first, rest) = bytes.split_at(1);
        tail.extend_from_slice(first);
        bytes = rest;
        let whole = std::mem::take(tail);
        let left = stretches(&whole, census, &mut take);
        tail.extend_from_slice(left);
    }
    let left = stretches(bytes, census, &mut take);
    tail.extend_from_slice(left);
}

/// Returns the start of a character at the very end.
fn stretches<'a>(mut bytes: &'a [u8], census: &mut Census, take: &mut impl FnMut(&str)) -> &'a [u8] {
    loop {
        match str::from_utf8(bytes) {
            Ok(text) => {
                census.n_wide += n_wide(text);
                take(text);
                return &[];
            }
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                let text = str::from_utf8(valid).unwrap_or_default();
                census.n_wide += n_wide(text);
                take(text);
                let Some(n_bad) = error.error_len() else { return rest };
                census.n_bad += 1;
                take("\u{FFFD}");
                bytes = rest.get(n_bad..).unwrap_or_default();
            }
        }
    }
}

/// How many characters take more than one byte: the first of several has its two highest bits set.
fn n_wide(text: &str) -> u64 {
    let (blocks, rest) = text.as_bytes().as_chunks::<64>();
    let is_first = |it: &&u8| **it >= 0xC0;
    let of_block = |block: &[u8; 64]| {
        let (eights, _) = block.as_chunks::<8>();
        let words = || eights.iter().map(|it| u64::from_le_bytes(*it));
        // Nearly all letters of nearly all files are ASCII.
        if words().fold(0, |all, it| all | it) & 0x8080_8080_8080_8080 == 0 {
            return 0;
        }
        words().map(|it| u64::from((it & it << 1 & 0x8080_8080_8080_8080).count_ones())).sum()
    };
    let n: u64 = blocks.iter().map(of_block).sum();
    n + rest.iter().filter(is_first).count() as u64
}
