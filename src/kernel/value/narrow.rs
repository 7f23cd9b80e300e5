//! Full-width letters, digits and signs, as East Asian files write them, in their usual width.

use std::borrow::Cow;

/// The same text in usual width; untouched where nothing in it is wide.
pub fn narrow(text: &str) -> Cow<'_, str> {
    // All of them start with these bytes.
    if !text.as_bytes().windows(2).any(|it| matches!(it, [0xEF, 0xBC..=0xBF] | [0xE3, 0x80])) {
        return Cow::Borrowed(text);
    }
    let plain = |letter: char| match u32::from(letter) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(letter),
        0x3000 => ' ',
        0xFFE5 => '¥',
        0xFFE1 => '£',
        _ => letter,
    };
    Cow::Owned(text.chars().map(plain).collect())
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn wide_digits_and_signs_become_usual_ones() {
        assert_eq!(narrow("￥１，２３４．５０"), "¥1,234.50");
        assert_eq!(narrow("（１２）　％"), "(12) %");
        assert_eq!(narrow("2024年1月5日"), "2024年1月5日");
        assert_eq!(narrow("plain"), "plain");
    }
}
