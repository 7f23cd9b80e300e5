//! The digits in what people write as a phone number.

/// What was written: digits, and whether a plus sign led them.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// The digits, 0 to 9.
    pub digits: Vec<u8>,
    /// Whether a plus sign came before them: the calling code is there.
    pub is_international: bool,
}

/// More than any number has, with its prefixes.
const MOST_DIGITS: usize = 30;

/// Reads digits past what stands before them, up to an extension; nothing where it holds anything
/// that phone numbers do not hold.
pub fn read(text: &str) -> Option<Written> {
    let start = text.find(|it: char| is_plus(it) || digit(it).is_some())?;
    let before = text.get(..start)?;
    // A colon and brackets stand before numbers, another sign may change what it is: `-5`, `=1+2`.
    if !before.chars().all(|it| {
        it.is_alphabetic()
            || it.is_whitespace()
            || is_between(it)
            || matches!(it, '.' | ':' | '(' | '[' | '\'')
    }) {
        return None;
    }
    let rest = text.get(start..)?;
    let is_international = rest.starts_with(is_plus);
    let mut digits = Vec::with_capacity(16);
    for (at, sign) in rest.trim_start_matches(is_plus).char_indices() {
        let tail = || rest.trim_start_matches(is_plus).get(at..).unwrap_or_default();
        match digit(sign) {
            Some(_) if digits.len() == MOST_DIGITS => return None,
            Some(digit) => digits.push(digit),
            None if is_between(sign) => {}
            None if is_extension(tail()) => break,
            None => return None,
        }
    }
    Some(Written { digits, is_international })
}

fn is_plus(sign: char) -> bool {
    matches!(sign, '+' | '＋')
}

/// What stands between the digits of a number: spaces, dashes, brackets, dots, slashes.
fn is_between(sign: char) -> bool {
    matches!(
        sign,
        ' ' | '\t' | '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{3000}' | '\u{202f}' | '\u{2009}'
            | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff0d}'..='\u{ff0f}'
            | '.' | '/' | '(' | ')' | '[' | ']' | '（' | '）' | '［' | '］' | '~' | '\u{2053}' | '\u{223c}' | '～'
    )
}

/// A label, perhaps a colon, dot or spaces, and up to nine digits to the end.
fn is_extension(tail: &str) -> bool {
    const LABELS: [&str; 12] =
        ["extension", "extensión", "extn", "ext", "xtn", "xt", "anexo", "доб", "int", "x", "#", ";ext="];
    let low = tail.to_lowercase();
    let after = LABELS.iter().find_map(|it| low.strip_prefix(it));
    let Some(after) = after else { return false };
    let number = after.trim_start_matches([':', '.', ' ', '\u{a0}', '-']).trim_end_matches([' ', '#']);
    (1..=9).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit())
}

/// The value of a decimal digit of any script that phones are written in, as an ASCII digit.
fn digit(sign: char) -> Option<u8> {
    /// Where the digits of a script begin: they follow one another.
    const ZEROS: [u32; 21] = [
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0x19d0, 0xff10,
    ];
    let code = u32::from(sign);
    let zero = ZEROS.iter().rev().find(|it| **it <= code)?;
    u8::try_from(code - zero).ok().filter(|it| *it < 10).map(|it| b'0' + it)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn digits(text: &str) -> Option<String> {
        let written = read(text)?;
        let plus = if written.is_international { "+" } else { "" };
        Some(format!("{plus}{}", String::from_utf8(written.digits).unwrap_or_default()))
    }

    #[test]
    fn the_ways_people_write_a_number_are_read() {
        for (text, wanted) in [
            ("+49 (0)171 / 234-56.78", "+4901712345678"),
            ("Tel.: 0171 2345678", "01712345678"),
            ("(030) 1234567 ext. 12", "0301234567"),
            ("555 0101 x7#", "5550101"),
            ("＋４９ ３０ １２３", "+4930123"),
            ("٠١٠ ١٢٣٤", "0101234"),
            ("'+49 171", "+49171"),
        ] {
            assert_eq!(digits(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in
            ["", "none", "=1+2", "1-800-FLOWERS", "171@x", "12;34", "1e6", "12+34", "<123456>", "1234567*"]
        {
            assert_eq!(digits(text), None, "{text}");
        }
        assert_eq!(digits(&"1".repeat(31)), None);
    }
}
