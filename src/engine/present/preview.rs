//! The first lines of a file with their separators made visible.

use crate::engine::table::{Escape, Quote, Separator};

/// A piece of a line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text between separators, quotes included.
    Text(String),
    /// A separator, as it can be seen: tabs as `→`, runs of white space as `·`.
    Mark(String),
}

/// The longest piece of a line that is shown, in characters.
const MAX_CHARS: usize = 400;

/// A line cut at its separators; separators between quotes are text.
pub fn pieces(line: &str, separator: Separator, quote: Quote, escape: Escape) -> Vec<Piece> {
    let (quote, escape) = (quote.letter(), escape.byte().map(char::from));
    let mut pieces = Vec::new();
    let mut text = String::new();
    let (mut is_quoted, mut is_escaped) = (false, false);
    for letter in line.chars().take(MAX_CHARS) {
        let is_text = is_escaped;
        is_escaped = !is_text && Some(letter) == escape;
        if Some(letter) == quote && !is_text {
            is_quoted = !is_quoted;
        }
        match mark(letter, separator).filter(|_| !is_quoted && !is_text) {
            None => text.push(letter),
            Some(mark) => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                match pieces.last_mut() {
                    Some(Piece::Mark(run)) if separator == Separator::Whitespace => run.push(mark),
                    _ => pieces.push(Piece::Mark(mark.to_string())),
                }
            }
        }
    }
    if line.chars().nth(MAX_CHARS).is_some() {
        text.push('…');
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// Whether texts look as if they had been read in the wrong encoding: "Ã¼" for "ü", or the sign
/// that stands for bytes which are no text.
pub fn is_garbled<'a>(mut texts: impl Iterator<Item = &'a str>) -> bool {
    texts.any(|text| {
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let is_pair = matches!(letter, 'Ã' | 'Â' | 'â')
                && letters
                    .peek()
                    .is_some_and(|next| matches!(*next, '\u{80}'..='\u{bf}' | '€' | '‚' | '„' | '™' | 'œ'));
            if is_pair || letter == char::REPLACEMENT_CHARACTER {
                return true;
            }
        }
        false
    })
}

fn mark(letter: char, separator: Separator) -> Option<char> {
    match (separator, letter) {
        (Separator::Whitespace, ' ' | '\t') => Some('·'),
        (_, '\t') if separator == Separator::Tab => Some('→'),
        _ if !separator.bytes().contains(&u8::try_from(letter).unwrap_or(u8::MAX)) => None,
        // The picture of a control character.
        (_, '\0'..' ') => char::from_u32(0x2400 + u32::from(letter)),
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, separator: Separator) -> String {
        let mark = |it: &Piece| match it {
            Piece::Text(text) => text.clone(),
            Piece::Mark(mark) => format!("[{mark}]"),
        };
        pieces(line, separator, Quote::DOUBLE, Escape::Absent).iter().map(mark).collect()
    }

    #[test]
    fn separators_are_marked_and_tabs_made_visible() {
        assert_eq!(shown("a;b;;c", Separator::Semicolon), "a[;]b[;][;]c");
        assert_eq!(shown("a\tb", Separator::Tab), "a[→]b");
        assert_eq!(shown(" 00001 19970101  1", Separator::Whitespace), "[·]00001[·]19970101[··]1");
    }

    #[test]
    fn separators_between_quotes_are_text() {
        assert_eq!(shown("\"a,b\",c", Separator::Comma), "\"a,b\"[,]c");
        assert_eq!(shown("\"a \"\"b\"\", c\",d", Separator::Comma), "\"a \"\"b\"\", c\"[,]d");
    }

    #[test]
    fn a_long_line_is_cut() {
        let line = "x".repeat(1_000);
        assert_eq!(shown(&line, Separator::Comma).chars().count(), MAX_CHARS + 1);
    }

    #[test]
    fn text_in_the_wrong_encoding_is_noticed() {
        assert!(is_garbled(["MÃ¼ller"].into_iter()));
        assert!(is_garbled(["caf\u{fffd}"].into_iter()));
        assert!(is_garbled(["price â‚¬"].into_iter()));
        assert!(!is_garbled(["Müller", "château", "SÃO PAULO", "Âge"].into_iter()));
    }
}
