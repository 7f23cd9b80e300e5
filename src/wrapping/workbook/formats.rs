//! What the formats of cells make of their numbers: a plain one, a day, a length of time.

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meaning {
    /// A number.
    #[default]
    Number,
    /// A day, a time, or both.
    Moment,
    /// A length of time.
    Duration,
}

/// The meaning of a format that is built in, by its number (ECMA-376, part 1, 18.8.30).
pub fn built_in(id: u32) -> Meaning {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Meaning::Moment,
        46 => Meaning::Duration,
        _ => Meaning::Number,
    }
}

/// The meaning of a format by its code.
pub fn by_code(code: &str) -> Meaning {
    let mut chars = code.chars().peekable();
    let mut is_moment = false;
    while let Some(c) = chars.next() {
        match c {
            // Text in the format says nothing.
            '"' => {
                chars.by_ref().take_while(|it| *it != '"').for_each(drop);
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|it| *it != ']').collect();
                let lowered = inside.to_ascii_lowercase();
                let is_of = |letter: char| !lowered.is_empty() && lowered.chars().all(|it| it == letter);
                if is_of('h') || is_of('m') || is_of('s') {
                    return Meaning::Duration;
                }
            }
            // What follows is for negative numbers and for text.
            ';' => break,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => is_moment = true,
            // General holds no letter of a date but `e` and `n`; scientific notation no other than `E`.
            'G' | 'g' if starts_general(&mut chars.clone()) => return Meaning::Number,
            _ => {}
        }
    }
    if is_moment { Meaning::Moment } else { Meaning::Number }
}

fn starts_general(rest: &mut dyn Iterator<Item = char>) -> bool {
    rest.take(6).collect::<String>().eq_ignore_ascii_case("eneral")
}

#[cfg(test)]
mod tests {
    use super::{Meaning, built_in, by_code};

    #[test]
    fn codes_of_dates_are_told_from_codes_of_numbers() {
        for code in
            ["yyyy-mm-dd", "d.m.yy", "[$-407]dd/mm/yyyy;@", "h:mm AM/PM", "mmm\\ yy", "yyyy\"年\"m\"月\""]
        {
            assert_eq!(by_code(code), Meaning::Moment, "{code}");
        }
        for code in
            ["0.00", "#,##0\\ \"d\"", "General", "0.00E+00", "[Red]0;[Blue]0", "@", "\"days\" 0", "0_d"]
        {
            assert_eq!(by_code(code), Meaning::Number, "{code}");
        }
        for code in ["[h]:mm:ss", "[mm]:ss", "[ss]"] {
            assert_eq!(by_code(code), Meaning::Duration, "{code}");
        }
    }

    #[test]
    fn built_in_formats_are_known_by_number() {
        assert_eq!(
            [built_in(0), built_in(14), built_in(22)],
            [Meaning::Number, Meaning::Moment, Meaning::Moment]
        );
        assert_eq!([built_in(46), built_in(49)], [Meaning::Duration, Meaning::Number]);
    }
}
