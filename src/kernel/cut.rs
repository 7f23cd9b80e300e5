//! How cells are told apart: what stands between them, around them, and before what is no mark.
//!
//! In files and on the command line each is a word or the character itself.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A byte that no UTF-8 text has.
const NOWHERE: u8 = 0xFF;

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tab.
    Tab,
    /// `|`
    Pipe,
    /// Runs of spaces and tabs, as in fixed-width listings.
    Whitespace,
    /// Another ASCII character.
    Byte(u8),
    /// An ASCII character and any spaces behind it.
    Spaced(u8),
    /// Nothing: each line is one cell.
    Absent,
}

/// What stands around a cell that holds separators or line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote(u8);

/// What makes the next character one of the text. A doubled quote always stands for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// Nothing.
    Absent,
    /// This character, before quotes and itself inside quoted cells.
    InQuotes(u8),
    /// This character, before quotes and itself inside quoted cells, and before any character
    /// outside them.
    Anywhere(u8),
}

/// How lines start that are no records: at most eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    bytes: [u8; 8],
    len: u8,
}

/// An ASCII character that ends records as line ends do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineEnd(u8);

/// What stands between cells and around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// What stands between cells.
    pub separator: Separator,
    /// What stands around them.
    pub quote: Quote,
    /// What makes a quote or separator one of the text.
    pub escape: Escape,
    /// How lines start that are no records.
    pub comment: Comment,
}

impl Separator {
    /// The bytes that separate; where there is one, it stands twice.
    pub fn bytes(self) -> [u8; 2] {
        match self {
            Self::Comma => [b','; 2],
            Self::Semicolon => [b';'; 2],
            Self::Tab => [b'\t'; 2],
            Self::Pipe => [b'|'; 2],
            Self::Whitespace => [b' ', b'\t'],
            Self::Byte(byte) | Self::Spaced(byte) => [byte; 2],
            Self::Absent => [NOWHERE; 2],
        }
    }

    /// The separator that a word or a character names.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "comma" => Self::Comma,
            "semicolon" => Self::Semicolon,
            "tab" => Self::Tab,
            "pipe" => Self::Pipe,
            "whitespace" => Self::Whitespace,
            "none" => Self::Absent,
            _ => match name.strip_suffix(' ').and_then(byte_named) {
                Some(byte) => Self::Spaced(byte),
                None => Self::of_byte(byte_named(name)?),
            },
        })
    }

    /// The separator that is one byte.
    pub fn of_byte(byte: u8) -> Self {
        match byte {
            b',' => Self::Comma,
            b';' => Self::Semicolon,
            b'\t' => Self::Tab,
            b'|' => Self::Pipe,
            byte => Self::Byte(byte),
        }
    }

    /// Its name, which `named` understands.
    pub fn name(self) -> String {
        let word = match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Pipe => "pipe",
            Self::Whitespace => "whitespace",
            Self::Absent => "none",
            Self::Byte(byte) => return byte_name(byte),
            Self::Spaced(byte) => return byte_name(byte) + " ",
        };
        word.to_owned()
    }
}

impl Quote {
    /// `"`
    pub const DOUBLE: Self = Self(b'"');
    /// `'`
    pub const SINGLE: Self = Self(b'\'');
    /// Quotes are letters like others.
    pub const NONE: Self = Self(NOWHERE);

    /// The byte; one that no text has where there is none.
    pub fn byte(self) -> u8 {
        self.0
    }

    /// The character, if there is one.
    pub fn letter(self) -> Option<char> {
        (self != Self::NONE).then(|| char::from(self.0))
    }

    /// The quote that a word or a character names.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "double" => Some(Self::DOUBLE),
            "single" => Some(Self::SINGLE),
            "none" => Some(Self::NONE),
            _ => byte_named(name).map(Self),
        }
    }

    /// Its name, which `named` understands.
    pub fn name(self) -> String {
        if self == Self::NONE { "none".to_owned() } else { byte_name(self.0) }
    }
}

impl Escape {
    /// The byte, if there is one.
    pub fn byte(self) -> Option<u8> {
        match self {
            Self::Absent => None,
            Self::InQuotes(byte) | Self::Anywhere(byte) => Some(byte),
        }
    }

    /// Whether it stands outside quotes too.
    #[inline]
    pub fn is_anywhere(self) -> bool {
        matches!(self, Self::Anywhere(_))
    }

    /// Whether it makes the character behind a text one of the text: two in a row are none.
    #[inline]
    pub fn ends(self, before: &[u8]) -> bool {
        let Some(escape) = self.byte() else { return false };
        before.iter().rev().take_while(|it| **it == escape).count() % 2 == 1
    }

    /// Whether a cell has one.
    #[inline]
    pub fn is_in(self, cell: &[u8]) -> bool {
        self.byte().is_some_and(|it| memchr::memchr(it, cell).is_some())
    }

    /// The escape that a word or a character names.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::Absent),
            "backslash" => Some(Self::Anywhere(b'\\')),
            _ => match name.strip_suffix(IN_QUOTES) {
                Some(name) => byte_named(name).map(Self::InQuotes),
                None => byte_named(name).map(Self::Anywhere),
            },
        }
    }

    /// Its name, which `named` understands.
    pub fn name(self) -> String {
        match self {
            Self::Absent => "none".to_owned(),
            Self::InQuotes(byte) => byte_name(byte) + IN_QUOTES,
            Self::Anywhere(byte) => byte_name(byte),
        }
    }
}

impl Comment {
    /// Every line is a record.
    pub const NONE: Self = Self { bytes: [0; 8], len: 0 };
    /// `#`
    pub const HASH: Self = Self { bytes: [b'#', 0, 0, 0, 0, 0, 0, 0], len: 1 };

    /// The bytes such a line starts with; none where every line is a record.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// Whether a line that starts a text is one; `None` if too little of it has come yet.
    pub fn starts(&self, text: &[u8], is_last: bool) -> Option<bool> {
        let prefix = self.bytes();
        let is_known = text.len() >= prefix.len() || is_last || !prefix.starts_with(text);
        is_known.then(|| !prefix.is_empty() && text.starts_with(prefix))
    }

    /// The start that is given as it is.
    pub fn named(name: &str) -> Option<Self> {
        let mut bytes = [0; 8];
        let len = if name == "none" { 0 } else { name.len() };
        bytes.get_mut(..len)?.copy_from_slice(name.as_bytes().get(..len)?);
        let is_line = !name.is_empty() && !name.contains(['\n', '\r']);
        is_line.then_some(Self { bytes, len: u8::try_from(len).ok()? })
    }

    /// What `named` understands.
    pub fn name(self) -> String {
        if self.len == 0 { "none".to_owned() } else { String::from_utf8_lossy(self.bytes()).into_owned() }
    }
}

impl LineEnd {
    /// The one that ASCII has for records.
    pub const RECORD_SEPARATOR: Self = Self(0x1E);

    /// The character.
    pub fn letter(self) -> char {
        char::from(self.0)
    }

    /// The character that is given as it is or as `0x1E`.
    pub fn named(name: &str) -> Option<Self> {
        byte_named(name).map(Self)
    }

    /// What `named` understands.
    pub fn name(self) -> String {
        byte_name(self.0)
    }
}

const IN_QUOTES: &str = " in quotes";

/// A character that can be a mark: ASCII and no line end; also `\t` and `0x1F`.
fn byte_named(name: &str) -> Option<u8> {
    let byte = match *name.as_bytes() {
        [byte] => byte,
        [b'\\', b't'] => b'\t',
        [b'0', b'x' | b'X', ref digits @ ..] if digits.len() == 2 => {
            u8::from_str_radix(name.get(2..)?, 16).ok()?
        }
        _ => return None,
    };
    (byte.is_ascii() && byte != b'\n' && byte != b'\r').then_some(byte)
}

fn byte_name(byte: u8) -> String {
    if byte.is_ascii_graphic() || byte == b' ' {
        return char::from(byte).to_string();
    }
    let digit = |it: u8| char::from(if it < 10 { b'0' + it } else { b'A' - 10 + it });
    ['0', 'x', digit(byte >> 4), digit(byte & 15)].into_iter().collect()
}

/// Reads text and asks for what it names.
struct Named<T>(fn(&str) -> Option<T>, &'static str);

impl<T> Visitor<'_> for Named<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).ok_or_else(|| E::custom(self.1))
    }
}

macro_rules! by_name {
    ($($kind:ty: $wanted:expr;)*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.name())
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Named(Self::named, $wanted))
            }
        }
    )*};
}

by_name! {
    Separator: "a separator is comma, semicolon, tab, pipe, whitespace, none or one ASCII character";
    Quote: "a quote is double, single, none or one ASCII character";
    Escape: "an escape is none, backslash or one ASCII character";
    Comment: "what comments start with is at most 8 bytes of one line, or none";
    LineEnd: "a line end is one ASCII character";
}

#[cfg(test)]
mod tests {
    use super::{Escape, Quote, Separator};

    #[test]
    fn every_separator_has_a_name_that_names_it() {
        let bytes = (0..128_u8).filter(|it| !matches!(it, b'\n' | b'\r')).map(Separator::of_byte);
        let others = [Separator::Whitespace, Separator::Absent, Separator::Spaced(b',')];
        for it in bytes.chain(others) {
            assert_eq!(Separator::named(&it.name()), Some(it), "{it:?}");
        }
        assert_eq!(Separator::named("\\t"), Some(Separator::Tab));
        assert_eq!(Separator::named("0x1F"), Some(Separator::Byte(0x1F)));
        assert_eq!(["é", "ab", "\n", "", "0xFF"].map(Separator::named), [None; 5]);
    }

    #[test]
    fn every_quote_and_escape_has_a_name_that_names_it() {
        for it in [Quote::DOUBLE, Quote::SINGLE, Quote::NONE, Quote(b'z')] {
            assert_eq!(Quote::named(&it.name()), Some(it));
        }
        for it in [Escape::Absent, Escape::InQuotes(b'\\'), Escape::Anywhere(b'\\'), Escape::Anywhere(0)] {
            assert_eq!(Escape::named(&it.name()), Some(it));
        }
        assert_eq!(Escape::named("backslash"), Escape::named("\\"));
    }
}
