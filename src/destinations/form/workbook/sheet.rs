//! One sheet, packed while it is written.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::kernel::written::csv::is_formula;

/// Bytes of XML that are gathered before they are packed.
const N_GATHERED: usize = 1 << 15;
/// Days from the first that a sheet counts, 1899-12-30, to 1970-01-01.
const DAYS_TO_1970: i64 = 25_569;

/// What a cell is, as text.
pub(super) enum Cell<'a> {
    /// The name of a column.
    Heading(&'a str),
    /// Text, whatever it looks like.
    Text(&'a str),
    /// A number; text where it is none.
    Number(&'a str),
    /// A share in 0..=1.
    Share(&'a str),
    /// A day such as `2026-05-31`; text where it is none.
    Day(&'a str),
}

/// The styles of cells, as `parts` lists them.
mod style {
    pub(super) const PLAIN: u8 = 0;
    pub(super) const HEADING: u8 = 1;
    pub(super) const TEXT: u8 = 2;
    pub(super) const QUOTED: u8 = 3;
    pub(super) const DAY: u8 = 4;
    pub(super) const SHARE: u8 = 5;
}

/// A sheet that is being written.
pub(super) struct Sheet {
    packer: DeflateEncoder<Vec<u8>>,
    sum: crc32fast::Hasher,
    gathered: String,
    n_plain: u64,
    n_rows: u64,
}

/// A sheet that is done.
pub(super) struct Packed {
    pub bytes: Vec<u8>,
    pub n_plain: u64,
    pub crc32: u32,
}

impl Sheet {
    /// A sheet whose first row stays in sight, with columns of these widths in letters.
    pub(super) fn new(widths: &[usize]) -> Self {
        let mut sheet = Self {
            packer: DeflateEncoder::new(Vec::new(), Compression::new(4)),
            sum: crc32fast::Hasher::new(),
            gathered: String::new(),
            n_plain: 0,
            n_rows: 0,
        };
        sheet.gathered.push_str(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
             <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             </sheetView></sheetViews>",
        );
        if !widths.is_empty() {
            sheet.gathered.push_str("<cols>");
            for (idx, width) in widths.iter().enumerate() {
                let (at, width) = (idx + 1, (*width).min(100));
                sheet.gathered.extend([format!(
                    "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
                )]);
            }
            sheet.gathered.push_str("</cols>");
        }
        sheet.gathered.push_str("<sheetData>");
        sheet
    }

    /// Rows so far.
    pub(super) fn n_rows(&self) -> u64 {
        self.n_rows
    }

    /// Bytes that are held.
    pub(super) fn n_held(&self) -> u64 {
        (self.packer.get_ref().len() + self.gathered.len()) as u64
    }

    /// Writes a row.
    pub(super) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) {
        self.n_rows += 1;
        let row = self.n_rows.to_string();
        let out = &mut self.gathered;
        out.push_str("<row r=\"");
        out.push_str(&row);
        out.push_str("\">");
        for (column, cell) in cells.into_iter().enumerate() {
            write_cell(out, column, &row, &cell);
        }
        out.push_str("</row>");
        if self.gathered.len() >= N_GATHERED {
            self.pack();
        }
    }

    /// The whole sheet.
    pub(super) fn finish(mut self) -> Packed {
        self.gathered.push_str("</sheetData></worksheet>");
        self.pack();
        let bytes = self.packer.finish().unwrap_or_default();
        Packed { bytes, n_plain: self.n_plain, crc32: self.sum.finalize() }
    }

    fn pack(&mut self) {
        self.sum.update(self.gathered.as_bytes());
        self.n_plain += self.gathered.len() as u64;
        // Writing into memory does not fail; a sum that is not met would tell.
        let is_written = self.packer.write_all(self.gathered.as_bytes()).is_ok();
        debug_assert!(is_written, "memory takes every byte");
        self.gathered.clear();
    }
}

fn write_cell(out: &mut String, column: usize, row: &str, cell: &Cell<'_>) {
    match *cell {
        Cell::Heading(text) => text_cell(out, column, row, style::HEADING, text),
        Cell::Text(text) => {
            let style = if is_formula(text) { style::QUOTED } else { style::TEXT };
            text_cell(out, column, row, style, text);
        }
        Cell::Number(text) if is_number(text) => number_cell(out, column, row, style::PLAIN, text),
        Cell::Share(text) if is_number(text) => number_cell(out, column, row, style::SHARE, text),
        Cell::Day(text) => match serial(text) {
            Some(day) => number_cell(out, column, row, style::DAY, &day.to_string()),
            None => write_cell(out, column, row, &Cell::Text(text)),
        },
        Cell::Number(text) | Cell::Share(text) => write_cell(out, column, row, &Cell::Text(text)),
    }
}

fn begin_cell(out: &mut String, column: usize, row: &str, style: u8) {
    out.push_str("<c r=\"");
    push_letters(out, column);
    out.push_str(row);
    out.push('"');
    if style != style::PLAIN {
        out.push_str(" s=\"");
        out.push(char::from(b'0' + style));
        out.push('"');
    }
}

fn number_cell(out: &mut String, column: usize, row: &str, style: u8, number: &str) {
    begin_cell(out, column, row, style);
    out.push_str("><v>");
    out.push_str(number);
    out.push_str("</v></c>");
}

fn text_cell(out: &mut String, column: usize, row: &str, style: u8, text: &str) {
    if text.is_empty() {
        return;
    }
    begin_cell(out, column, row, style);
    out.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    push_text(out, text);
    out.push_str("</t></is></c>");
}

/// Text in XML. What XML cannot hold is left out; what a spreadsheet would read as a coded letter,
/// such as `_x000D_`, is coded itself.
pub(super) fn push_text(out: &mut String, text: &str) {
    let is_code = |rest: &str| {
        let rest = rest.as_bytes();
        rest.len() >= 7
            && rest.starts_with(b"_x")
            && rest.get(6) == Some(&b'_')
            && rest.get(2..6).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
    };
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '_' if text.get(at..).is_some_and(is_code) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
}

/// `A`, `B`, … `Z`, `AA`, …
fn push_letters(out: &mut String, column: usize) {
    if column >= 26 {
        push_letters(out, column / 26 - 1);
    }
    out.push(u8::try_from(column % 26).map_or('A', |it| char::from(b'A' + it)));
}

fn is_number(text: &str) -> bool {
    let is_plain =
        text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'-' | b'+' | b'.' | b'e' | b'E'));
    is_plain && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The number by which sheets know a day; none before March 1900, where they count a day too many.
fn serial(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        digits.bytes().all(|it| it.is_ascii_digit()).then(|| digits.parse::<i64>().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let n_days = [31, 28 + i64::from(is_leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let most = n_days.get(usize::try_from(month - 1).ok()?)?;
    if !(1..=*most).contains(&day) {
        return None;
    }
    // Days of the civil calendar, years beginning in March.
    let (years, months) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * years + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 1;
    Some(days - 719_468 + DAYS_TO_1970).filter(|it| *it >= 61)
}

/// Names of sheets: at most 31 units, without `[ ] : * ? / \`, none twice.
#[derive(Default)]
pub(super) struct SheetNames {
    used: Vec<String>,
}

impl SheetNames {
    /// A name like this one that no sheet has.
    pub(super) fn unused(&mut self, wanted: &str) -> String {
        let is_bad = |it: char| it.is_control() || "[]:*?/\\".contains(it);
        let cleaned: String = wanted.chars().map(|it| if is_bad(it) { ' ' } else { it }).collect();
        let cleaned = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
        let cleaned = cleaned.trim_matches(['\'', ' ']);
        // A name of Excel's own.
        let is_usable = !cleaned.is_empty() && !cleaned.eq_ignore_ascii_case("history");
        let stem =
            if is_usable { cleaned.to_owned() } else { format!("Segment {cleaned}").trim().to_owned() };
        for n in 1_usize.. {
            let tail = if n == 1 { String::new() } else { format!(" ({n})") };
            let name = format!("{}{tail}", cut(&stem, 31 - tail.len()).trim_end_matches(['\'', ' ']));
            let low = name.to_lowercase();
            if !self.used.contains(&low) {
                self.used.push(low);
                return name;
            }
        }
        stem
    }
}

/// As many letters as fit into so many units of UTF-16.
pub(in crate::destinations) fn cut(text: &str, n_units: usize) -> &str {
    let mut n = 0;
    for (at, letter) in text.char_indices() {
        n += letter.len_utf16();
        if n > n_units {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{SheetNames, cut, push_letters, push_text, serial};

    #[test]
    fn days_are_counted_as_sheets_count_them() {
        for (text, wanted) in [
            ("2026-05-31", Some(46_173)),
            ("1970-01-01", Some(25_569)),
            ("2000-02-29", Some(36_585)),
            ("1900-03-01", Some(61)),
            ("1900-02-28", None),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("31.05.2026", None),
            ("+026-05-31", None),
        ] {
            assert_eq!(serial(text), wanted, "{text}");
        }
    }

    #[test]
    fn columns_are_named_as_sheets_name_them() {
        let name = |column| {
            let mut out = String::new();
            push_letters(&mut out, column);
            out
        };
        assert_eq!([name(0), name(25), name(26), name(701), name(702)], ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(name(16_383), "XFD");
    }

    #[test]
    fn text_stays_text_in_xml() {
        let mut out = String::new();
        push_text(&mut out, "<a&b> _x000D_ _x00_ \u{1}\"\r\n");
        assert_eq!(out, "&lt;a&amp;b&gt; _x005F_x000D_ _x00_ &quot;&#13;\n");
    }

    #[test]
    fn names_of_sheets_are_short_clean_and_one_of_a_kind() {
        let mut names = SheetNames::default();
        assert_eq!(names.unused("Summary"), "Summary");
        assert_eq!(names.unused("summary"), "summary (2)");
        assert_eq!(names.unused("a/b:c*[d]?\\"), "a b c d");
        assert_eq!(names.unused("'quoted'"), "quoted");
        assert_eq!(names.unused("History"), "Segment History");
        assert_eq!(names.unused(""), "Segment");
        let long = "🙂".repeat(40);
        assert_eq!(names.unused(&long).encode_utf16().count(), 30);
        assert_eq!(names.unused(&long), format!("{} (2)", "🙂".repeat(13)));
        assert_eq!(cut("aé🙂", 3), "aé");
    }
}
