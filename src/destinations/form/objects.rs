//! JSON: a list of objects, one a line.

use crate::destinations::form::{Form, Record};
use crate::kernel::contacts::ContactKind;

/// Writes a list of objects; what is empty is `null`, so that every object has every key.
#[derive(Debug, Default)]
pub struct Objects {
    /// Each heading as it stands before its value, and what it holds.
    keys: Vec<(String, ContactKind)>,
    n: u64,
    line: String,
}

impl Form for Objects {
    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn ending(&self) -> &'static str {
        "json"
    }

    fn begin(&mut self, headings: &[(&str, ContactKind)], out: &mut Vec<u8>) {
        for (heading, kind) in headings {
            let mut key = if self.keys.is_empty() { "{".to_owned() } else { ",".to_owned() };
            push_string(&mut key, heading);
            key.push(':');
            self.keys.push((key, *kind));
        }
        out.push(b'[');
    }

    fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        self.line.clear();
        self.line.push_str(if self.n == 0 { "\n" } else { ",\n" });
        self.n += 1;
        for ((key, kind), cell) in self.keys.iter().zip(record.cells) {
            self.line.push_str(key);
            match kind {
                _ if cell.is_empty() => self.line.push_str("null"),
                ContactKind::Number if is_number(cell) => self.line.push_str(cell),
                ContactKind::Number | ContactKind::Text | ContactKind::Day => {
                    push_string(&mut self.line, cell);
                }
            }
        }
        self.line.push('}');
        out.extend_from_slice(self.line.as_bytes());
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]\n");
    }
}

/// Whether a text is a number by the grammar of JSON (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, part) = match mantissa.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (mantissa, None),
    };
    let is_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
    is_whole
        && part.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}

fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                out.extend(["\\u", &format!("{:04x}", u32::from(letter))]);
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{is_number, push_string};

    #[test]
    fn numbers_are_those_of_json() {
        for (text, wanted) in [
            ("0", true),
            ("-12.50", true),
            ("1e-7", true),
            ("1E+9", true),
            ("007", false),
            (".5", false),
            ("1.", false),
            ("+1", false),
            ("NaN", false),
            ("-", false),
            ("1e", false),
        ] {
            assert_eq!(is_number(text), wanted, "{text}");
        }
    }

    #[test]
    fn every_sign_comes_through() {
        let mut out = String::new();
        push_string(&mut out, "\"\\\n\u{0}\u{2028}ü🙂</script>");
        assert_eq!(out, "\"\\\"\\\\\\n\\u0000\\u2028ü🙂</script>\"");
    }
}
