//! Letters and their cases, in the scripts that have cases.
//!
//! The tables of the standard library know all of Unicode and are a twentieth of the program. Here
//! case is arithmetic over the blocks of the Unicode code charts that living languages write in:
//! Latin, Greek, Cyrillic and the full-width forms. A letter of another script has no case, and
//! anything that is no mark, sign or symbol counts as a letter.

/// The small letter of a capital; anything else as it is.
pub fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let small = match code {
        0x41..=0x5A
        | 0xC0..=0xD6
        | 0xD8..=0xDE
        | 0x391..=0x3A1
        | 0x3A3..=0x3AB
        | 0x410..=0x42F
        | 0xFF21..=0xFF3A => code + 32,
        0x130 => 0x69,
        0x178 => 0xFF,
        0x100..=0x137
        | 0x14A..=0x177
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF
        | 0x218..=0x21F
        | 0x460..=0x481
        | 0x48A..=0x4BF
        | 0x4D0..=0x52F => code | 1,
        0x139..=0x148 | 0x179..=0x17E => code + code % 2,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E..=0x38F => code + 63,
        0x400..=0x40F => code + 80,
        0x1E9E => 0xDF,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// The capital of a small letter; anything else as it is.
pub fn upper(letter: char) -> char {
    let code = u32::from(letter);
    let near = [32, 37, 63, 64, 80, 1].into_iter().filter_map(|it| code.checked_sub(it));
    let other = match letter {
        'ÿ' => Some(0x178),
        'ά' => Some(0x386),
        _ => None,
    };
    near.chain(other)
        .filter_map(char::from_u32)
        .find(|it| *it != letter && lower(*it) == letter)
        .unwrap_or(letter)
}

/// Whether it is a capital.
pub fn is_upper(letter: char) -> bool {
    lower(letter) != letter
}

/// Whether it is a small letter of a script that has capitals.
pub fn is_lower(letter: char) -> bool {
    upper(letter) != letter || letter == 'ß'
}

/// Whether it is a letter.
pub fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphabetic();
    }
    let code = u32::from(letter);
    // Latin-1, but for the letters that stand among its signs.
    let is_sign = matches!(code, 0x80..=0xBF | 0xD7 | 0xF7) && !matches!(letter, 'ª' | 'µ' | 'º');
    // Punctuation, currency, letterlike signs, arrows, symbols, drawings.
    let is_symbol = matches!(code, 0x2000..=0x2BFF | 0x2E00..=0x2E7F);
    // Marks of East Asian scripts, and full-width ones.
    let is_wide_mark = matches!(
        code,
        0x3000..=0x3004 | 0x3008..=0x3020 | 0x3030 | 0xFE10..=0xFE6F
            | 0xFF00..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65 | 0xFFE0..=0xFFFF
    );
    // Private use, pictures, tags.
    let is_no_writing = matches!(code, 0xE000..=0xF8FF | 0x1F000..=0x1FAFF | 0xE0000..);
    !(is_sign || is_symbol || is_wide_mark || is_no_writing || is_digit(letter))
}

/// Whether it is a digit of the scripts that customer files count in.
fn is_digit(letter: char) -> bool {
    matches!(u32::from(letter), 0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9 | 0x966..=0x96F | 0xFF10..=0xFF19)
}

/// Whether it is a letter or a digit.
pub fn is_letter_or_digit(letter: char) -> bool {
    is_digit(letter) || is_letter(letter)
}

/// A text in small letters.
pub fn lowered(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(lower).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks whose cases are known here.
    fn known() -> impl Iterator<Item = char> {
        [
            0..=0x17F,
            0x218..=0x21F,
            0x386..=0x3CE,
            0x400..=0x4BF,
            0x4D0..=0x52F,
            0x1E00..=0x1E95,
            0x1EA0..=0x1EFF,
            0xFF00..=0xFF5E,
        ]
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
    }

    #[test]
    fn cases_are_those_of_the_standard_library_where_they_are_one_letter() {
        for letter in known().filter(|it| !matches!(it, 'İ' | 'ı' | 'ſ' | 'µ' | 'ς' | 'ŉ')) {
            let (small, large) = (letter.to_lowercase(), letter.to_uppercase());
            if small.len() == 1 {
                assert_eq!(vec![lower(letter)], small.collect::<Vec<_>>(), "small {letter}");
            }
            if large.len() == 1 {
                assert_eq!(vec![upper(letter)], large.collect::<Vec<_>>(), "capital {letter}");
            }
        }
    }

    #[test]
    fn letters_are_those_of_the_standard_library_in_the_scripts_of_customers() {
        let scripts = [
            'a'..='ÿ',
            'Ā'..='ſ',
            'Α'..='ώ',
            'А'..='џ',
            'א'..='ת',
            'ぁ'..='ゖ',
            'ァ'..='ヺ',
            '一'..='鿿',
            '가'..='힣',
        ];
        for letter in scripts.into_iter().flatten().filter(|it| !matches!(it, '\u{3A2}')) {
            assert_eq!(is_letter(letter), letter.is_alphabetic(), "{letter} {:x}", u32::from(letter));
        }
        for mark in "0 _-.,;:!?'\"“”’–—…€£¥№™→✓。、「」！？＝".chars().filter(|it| *it != '№')
        {
            assert!(!is_letter(mark), "{mark}");
        }
    }

    #[test]
    fn words_of_headings_are_lowered() {
        assert_eq!(
            lowered("KÄUFER Größe ΠΕΛΆΤΗΣ ПОКУПАТЕЛЬ ŻÓŁĆ 顧客"),
            "käufer größe πελάτησ покупатель żółć 顧客"
        );
    }
}
