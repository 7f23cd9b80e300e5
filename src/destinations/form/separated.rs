//! Separated text: quotes only where RFC 4180 asks for them.

use crate::destinations::{Choices, Encoding, Form, LineEnd, Record};
use crate::kernel::contacts::ContactKind;
use crate::kernel::text::windows_1252_byte;
use crate::kernel::written::csv::{Guard, push_cell};

/// Writes separated text.
#[derive(Debug)]
pub struct Separated {
    separator: char,
    line_end: LineEnd,
    encoding: Encoding,
    has_header: bool,
    line: String,
}

impl Separated {
    /// Text as a person chose it, or else with commas, line feeds and UTF-8.
    pub fn new(choices: Choices, has_header: bool) -> Self {
        Self {
            separator: choices.separator.unwrap_or(','),
            line_end: choices.line_end.unwrap_or(LineEnd::Lf),
            encoding: choices.encoding.unwrap_or(Encoding::Utf8),
            has_header,
            line: String::new(),
        }
    }

    fn write_line<'a>(&mut self, cells: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
        self.line.clear();
        let mut n = 0;
        for cell in cells {
            if n > 0 {
                self.line.push(self.separator);
            }
            n += 1;
            push_cell(&mut self.line, cell, self.separator, Guard::None);
        }
        if n == 1 && self.line.is_empty() {
            // A line with nothing is no record to many readers.
            self.line.push_str("\"\"");
        }
        self.line.push_str(match self.line_end {
            LineEnd::Lf => "\n",
            LineEnd::Crlf => "\r\n",
        });
        encode(&self.line, self.encoding, out);
    }
}

impl Form for Separated {
    fn media_type(&self) -> &'static str {
        match (self.separator, self.encoding) {
            ('\t', _) => "text/tab-separated-values",
            (_, Encoding::Utf8 | Encoding::Utf8Bom) => "text/csv;charset=utf-8",
            (_, Encoding::Windows1252) => "text/csv;charset=windows-1252",
            (_, Encoding::Utf16) => "text/csv;charset=utf-16",
        }
    }

    fn ending(&self) -> &'static str {
        if self.separator == '\t' { "tsv" } else { "csv" }
    }

    fn begin(&mut self, headings: &[(&str, ContactKind)], out: &mut Vec<u8>) {
        match self.encoding {
            Encoding::Utf8Bom => out.extend([0xEF, 0xBB, 0xBF]),
            Encoding::Utf16 => out.extend([0xFF, 0xFE]),
            Encoding::Utf8 | Encoding::Windows1252 => {}
        }
        if self.has_header {
            self.write_line(headings.iter().map(|it| it.0), out);
        }
    }

    fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        self.write_line(record.cells.iter().map(String::as_str), out);
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

fn encode(text: &str, encoding: Encoding, out: &mut Vec<u8>) {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => out.extend_from_slice(text.as_bytes()),
        Encoding::Windows1252 => out.extend(text.chars().map(|it| windows_1252_byte(it).unwrap_or(b'?'))),
        Encoding::Utf16 => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::Separated;
    use crate::destinations::{Choices, Encoding, Form as _, LineEnd, Record};
    use crate::kernel::contacts::ContactKind;

    fn written(choices: Choices, rows: &[&[&str]]) -> Vec<u8> {
        let (mut form, mut out) = (Separated::new(choices, true), Vec::new());
        form.begin(&[("a", ContactKind::Text), ("b", ContactKind::Text)], &mut out);
        for row in rows {
            let cells: Vec<String> = row.iter().map(|it| (*it).to_owned()).collect();
            form.record(&Record { cells: &cells, segment: "" }, &mut out);
        }
        form.end(&mut out);
        out
    }

    #[test]
    fn text_is_separated_quoted_and_encoded_as_chosen() {
        let rows: &[&[&str]] = &[&["x;y", "z,ü"], &["", "\"€\""]];
        assert_eq!(written(Choices::default(), rows), "a,b\nx;y,\"z,ü\"\n,\"\"\"€\"\"\"\n".as_bytes());
        let german = Choices {
            separator: Some(';'),
            encoding: Some(Encoding::Windows1252),
            line_end: Some(LineEnd::Crlf),
            ..Choices::default()
        };
        assert_eq!(written(german, rows), b"a;b\r\n\"x;y\";z,\xFC\r\n;\"\"\"\x80\"\"\"\r\n");
        let wide = Choices { encoding: Some(Encoding::Utf16), ..Choices::default() };
        assert_eq!(written(wide, &[])[..6], [0xFF, 0xFE, b'a', 0, b',', 0]);
        let marked = Choices { encoding: Some(Encoding::Utf8Bom), ..Choices::default() };
        assert_eq!(written(marked, &[]), "\u{feff}a,b\n".as_bytes());
    }
}
