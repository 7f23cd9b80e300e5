//! What may stand behind a date: a time of day, an offset, a zone. All of it is dropped, but it has
//! to be a time.

/// Words between a date and a time.
const JOINTS: [&str; 10] = ["at ", "à ", "um ", "alle ", "alle ore ", "ore ", "a las ", "às ", "om ", "o "];

/// Whether the text behind a date is nothing or a time: ` 14:06`, `T14:06:53.923Z`, ` 2:06 PM`,
/// `T00:00:00+02:00`, ` 10.11.12.000000 PM`, ` um 14:06 Uhr`, ` 14h06`, ` 14時6分`.
pub fn is_time(text: &str) -> bool {
    let rest = text.trim_end();
    let Some(first) = rest.chars().next() else { return true };
    let rest = match first {
        'T' | 't' => rest.get(1..).unwrap_or_default(),
        ' ' | ',' | '\u{A0}' | '_' => rest.trim_start_matches([' ', ',', '\u{A0}', '_']),
        'Z' | 'z' | '+' => return is_zone(rest),
        _ => return false,
    };
    let joint = JOINTS.iter().find_map(|it| rest.strip_prefix(it));
    let rest = joint.unwrap_or(rest);
    let rest = rest.strip_prefix("午前").or_else(|| rest.strip_prefix("午後")).unwrap_or(rest);
    is_clock(rest.trim_start())
}

fn is_clock(text: &str) -> bool {
    let Some((hours, rest)) = number(text) else { return false };
    let mut rest = rest;
    let mut n_parts = 1;
    while n_parts < 3 {
        let Some(behind) = behind_mark(rest) else { break };
        let Some((minutes, behind)) = number(behind) else {
            rest = behind;
            break;
        };
        if minutes > 60 {
            return false;
        }
        (rest, n_parts) = (behind, n_parts + 1);
    }
    rest = rest.strip_prefix(['分', '秒']).unwrap_or(rest);
    if let Some(fraction) = rest.strip_prefix(['.', ',', ':']).filter(|_| n_parts == 3) {
        let behind = fraction.trim_start_matches(|it: char| it.is_ascii_digit());
        if behind.len() == fraction.len() {
            return false;
        }
        rest = behind;
    }
    let is_whole_hour = n_parts == 1;
    hours <= 24 && is_zone(rest) && (!is_whole_hour || rest.trim().len() >= 2)
}

fn behind_mark(text: &str) -> Option<&str> {
    text.strip_prefix([':', '.', 'h', '時', '分'])
}

/// A number of one or two digits at the start, and what follows.
fn number(text: &str) -> Option<(u32, &str)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > 2 {
        return None;
    }
    let (digits, rest) = text.split_at(n_digits);
    digits.parse().ok().map(|it| (it, rest))
}

/// Nothing, AM or PM, a zone by name or offset, and what stands behind it in brackets.
fn is_zone(text: &str) -> bool {
    let text = text.trim();
    let text = match text.split_once(['(', '[']) {
        Some((front, behind)) if behind.ends_with([')', ']']) => front.trim_end(),
        _ => text,
    };
    let text = without_half(text).trim_start();
    let text = text.strip_prefix("Uhr").or_else(|| text.strip_prefix("uur")).unwrap_or(text);
    let named = text.trim_start_matches(|it: char| it.is_ascii_uppercase());
    if text.len() - named.len() > 5 {
        return false;
    }
    match named.strip_prefix(['+', '-', '−']) {
        Some(offset) => {
            let is_offset = |it: u8| it.is_ascii_digit() || it == b':';
            (1..=6).contains(&offset.len()) && offset.bytes().all(is_offset)
        }
        None => matches!(named, "" | "z"),
    }
}

/// Without AM or PM in front.
fn without_half(text: &str) -> &str {
    let halves = ["AM", "PM", "am", "pm", "a.m.", "p.m.", "A.M.", "P.M.", "a. m.", "p. m."];
    halves.iter().find_map(|it| text.strip_prefix(it)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn times_of_day_are_known() {
        for text in [
            "",
            " 14:06",
            "T14:06:53.923Z",
            " 2:06 PM",
            "T00:00:00+02:00",
            " 10:11:12 +0100",
            " 10.11.12.000000 PM",
            ", 14:06",
            " um 14:06 Uhr",
            " 14h06",
            " 14時6分",
            " 14時06分07秒",
            " 午後2:06",
            " at 10:11 AM",
            " 10:11:12 CET",
            " 10:11:12 GMT+0100 (Central European Standard Time)",
            "T10:11:12+01:00[Europe/Berlin]",
            " 2 PM",
            " 3:00 p. m.",
            "Z",
        ] {
            assert!(is_time(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in
            ["x", " 99:00", " 12:99", " 14", " pieces", "-3", " 10:11 somewhere", "T", " 10:11:12.", ":5"]
        {
            assert!(!is_time(text), "{text}");
        }
    }
}
