//! Open-document spreadsheets: one file of XML that holds all sheets, with repeated rows and
//! cells written once.
#![expect(clippy::excessive_nesting, reason = "an event of an element of a kind: what is walked is as deep")]

use enclave_engine::engine::table::{IssueKind, TableError};
use quick_xml::events::{BytesStart, Event};

use crate::wrapping::archive::{Archive, Entry};
use crate::wrapping::limits::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_cells};
use crate::wrapping::workbook::cell::{Cell, TakeCell, number};
use crate::wrapping::workbook::{Book, Listed};
use crate::wrapping::xml::{Xml, add_text, attribute};

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// An open workbook.
pub struct Ods {
    archive: Archive,
    content: Entry,
    sheets: Vec<Listed>,
}

impl Ods {
    /// Opens the workbook that an archive is; `None` if it is none.
    pub fn open(archive: &Archive) -> Result<Option<Self>, TableError> {
        let Some(kind) = archive.find("mimetype") else { return Ok(None) };
        if !archive.text(kind, 200)?.starts_with(MEDIA_TYPE) {
            return Ok(None);
        }
        if let Some(manifest) = archive.find("META-INF/manifest.xml")
            && archive.text(manifest, 1 << 20)?.contains("encryption-data")
        {
            return Err(TableError::Protected);
        }
        let content = archive.find("content.xml").ok_or(TableError::Damaged)?.clone();
        let sheets = listed(Xml::new(archive.read(&content)?))?;
        Ok(Some(Self { archive: archive.clone(), content, sheets }))
    }
}

impl Book for Ods {
    fn sheets(&self) -> Vec<Listed> {
        self.sheets.clone()
    }

    fn walk(&mut self, sheet: usize, take: &mut TakeCell<'_>) -> Result<(), TableError> {
        let mut xml = Xml::new(self.archive.read(&self.content)?);
        let mut n_tables = 0;
        while let Some(event) = xml.next()? {
            if let Event::Start(tag) = &event
                && is(tag, "table")
            {
                n_tables += 1;
                if n_tables > sheet {
                    return table(&mut xml, take);
                }
                skip_table(&mut xml)?;
            }
        }
        Err(TableError::Damaged)
    }
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.name().as_ref().strip_prefix("table:") == Some(name)
}

fn listed(mut xml: Xml) -> Result<Vec<Listed>, TableError> {
    let mut hidden: Vec<String> = Vec::new();
    let mut style = String::new();
    let mut sheets = Vec::new();
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = &event else { continue };
        match tag.name().as_ref() {
            "style:style" => style = attribute(tag, "name").unwrap_or_default(),
            "style:table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                hidden.push(style.clone());
            }
            "table:table" => {
                let own = attribute(tag, "style-name").unwrap_or_default();
                let name = attribute(tag, "name").unwrap_or_default();
                sheets.push(Listed { name, is_hidden: hidden.contains(&own) });
                skip_table(&mut xml)?;
            }
            _ => {}
        }
    }
    Ok(sheets)
}

/// Passes a table, and tables inside its cells with it.
fn skip_table(xml: &mut Xml) -> Result<(), TableError> {
    let mut depth = 1_u32;
    while let Some(event) = xml.next()? {
        if let Event::Start(tag) = &event {
            depth += u32::from(is(tag, "table"));
        } else if let Event::End(tag) = &event {
            depth -= u32::from(tag.name().as_ref() == "table:table");
        }
        if depth == 0 {
            return Ok(());
        }
    }
    Err(TableError::Damaged)
}

/// A cell as it is written, once for all its repetitions.
#[derive(Default)]
struct Written {
    n_times: u32,
    value: Option<String>,
    is_error: bool,
    has_formula: bool,
    text: String,
    n_paragraphs: u32,
}

/// Hands out the cells of a table whose opening tag was read.
fn table(xml: &mut Xml, take: &mut TakeCell<'_>) -> Result<(), TableError> {
    let mut row = 0_u32;
    while let Some(event) = xml.next()? {
        if let Event::Start(tag) = &event {
            if is(tag, "table-row") {
                let n_times = repeated(tag, "number-rows-repeated");
                let cells = row_cells(xml)?;
                if !cells.is_empty() {
                    hand_out(&cells, row, n_times, take)?;
                }
                row = row.saturating_add(n_times);
            }
        } else if let Event::End(tag) = &event
            && tag.name().as_ref() == "table:table"
        {
            return Ok(());
        }
    }
    Err(TableError::Damaged)
}

fn hand_out(cells: &[Placed], row: u32, n_times: u32, take: &mut TakeCell<'_>) -> Result<(), TableError> {
    if u64::from(n_times) * cells.len() as u64 > MAX_CELLS || row.saturating_add(n_times) > MAX_ROWS {
        return Err(too_many_cells());
    }
    for row in row..row + n_times {
        for it in cells {
            for column in it.column..it.column + it.n_times {
                take(Cell { row, column, text: it.text.as_str().into(), flaw: it.flaw })?;
            }
        }
    }
    Ok(())
}

/// Cells of a row that hold the same, side by side.
struct Placed {
    column: u32,
    n_times: u32,
    text: String,
    flaw: Option<IssueKind>,
}

/// The filled cells of a row whose opening tag was read.
fn row_cells(xml: &mut Xml) -> Result<Vec<Placed>, TableError> {
    let mut cells: Vec<Placed> = Vec::new();
    let mut column = 0_u32;
    while let Some(event) = xml.next()? {
        if let Event::Start(tag) = &event {
            if !is(tag, "table-cell") && !is(tag, "covered-table-cell") {
                continue;
            }
            let mut written = Written::of(tag);
            written.read(xml)?;
            let n_times = written.n_times;
            let (text, flaw) = written.into_text();
            if !text.is_empty() || flaw.is_some() {
                if column.saturating_add(n_times) > MAX_COLUMNS {
                    return Err(too_many_cells());
                }
                cells.push(Placed { column, n_times, text, flaw });
            }
            column = column.saturating_add(n_times);
        } else if let Event::End(tag) = &event
            && tag.name().as_ref() == "table:table-row"
        {
            return Ok(cells);
        }
    }
    Err(TableError::Damaged)
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|it| it.parse().ok()).unwrap_or(1).max(1)
}

impl Written {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut it = Self { n_times: repeated(tag, "number-columns-repeated"), ..Self::default() };
        let value = |name: &str| attribute(tag, name);
        it.is_error = tag
            .attributes()
            .filter_map(Result::ok)
            .any(|it| it.key.as_ref() == "calcext:value-type" && it.value == "error");
        it.has_formula = value("formula").is_some();
        it.value = match value("value-type").unwrap_or_default().as_str() {
            "float" | "currency" | "percentage" => value("value").map(plain_number),
            "date" => value("date-value").map(|it| it.replacen('T', " ", 1)),
            "time" => value("time-value").map(|it| clock(&it)),
            "boolean" => value("boolean-value").map(|it| it.to_ascii_uppercase()),
            "string" => value("string-value"),
            _ => None,
        };
        it
    }

    /// Reads on to the end of the cell.
    fn read(&mut self, xml: &mut Xml) -> Result<(), TableError> {
        // Notes and drawings have paragraphs of their own.
        let mut n_aside = 0_u32;
        let mut n_paragraphs_open = 0_u32;
        while let Some(event) = xml.next()? {
            if let Event::Start(tag) = &event {
                match tag.name().as_ref() {
                    "office:annotation" | "draw:frame" | "table:table" => n_aside += 1,
                    _ if n_aside > 0 => {}
                    "text:p" => {
                        if self.n_paragraphs > 0 {
                            self.text.push('\n');
                        }
                        self.n_paragraphs += 1;
                        n_paragraphs_open += 1;
                    }
                    "text:s" => {
                        let n = repeated(tag, "c").min(10_000);
                        self.text.extend(std::iter::repeat_n(' ', n as usize));
                    }
                    "text:tab" => self.text.push('\t'),
                    "text:line-break" => self.text.push('\n'),
                    _ => {}
                }
            } else if let Event::End(tag) = &event {
                match tag.name().as_ref() {
                    "office:annotation" | "draw:frame" | "table:table" => n_aside = n_aside.saturating_sub(1),
                    "text:p" if n_aside == 0 => n_paragraphs_open = n_paragraphs_open.saturating_sub(1),
                    "table:table-cell" | "table:covered-table-cell" if n_aside == 0 => return Ok(()),
                    _ => {}
                }
            } else if n_aside == 0 && n_paragraphs_open > 0 {
                add_text(&event, &mut self.text);
            }
        }
        Err(TableError::Damaged)
    }

    fn into_text(self) -> (String, Option<IssueKind>) {
        if self.is_error {
            return (self.text, Some(IssueKind::ErrorCell));
        }
        let is_worked_out = self.value.is_some() || !self.text.is_empty();
        let flaw = (self.has_formula && !is_worked_out).then_some(IssueKind::NoStoredValue);
        (self.value.unwrap_or(self.text), flaw)
    }
}

/// A number with all its digits; what is none stays as it is.
fn plain_number(text: String) -> String {
    match text.parse::<f64>() {
        Ok(value) => number(value),
        Err(_) => text,
    }
}

/// `PT27H30M00S` as `27:30:00`.
fn clock(iso: &str) -> String {
    let Some(rest) = iso.strip_prefix("PT") else { return iso.to_owned() };
    let mut parts = [0_u64; 3];
    let mut fraction = String::new();
    let mut digits = String::new();
    for c in rest.chars() {
        match (c, &mut parts) {
            ('H', [hours, ..]) => *hours = std::mem::take(&mut digits).parse().unwrap_or(0),
            ('M', [_, minutes, _]) => *minutes = std::mem::take(&mut digits).parse().unwrap_or(0),
            ('S', [.., seconds]) => {
                let text = std::mem::take(&mut digits).replace(',', ".");
                let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
                *seconds = whole.parse().unwrap_or(0);
                part.trim_end_matches('0').clone_into(&mut fraction);
            }
            _ => digits.push(c),
        }
    }
    let [hours, minutes, seconds] = parts;
    let text = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if fraction.is_empty() { text } else { format!("{text}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn times_are_hours_minutes_and_seconds() {
        assert_eq!(clock("PT13H05M00S"), "13:05:00");
        assert_eq!(clock("PT27H30M00.500S"), "27:30:00.5");
        assert_eq!(clock("13:05"), "13:05");
    }
}
