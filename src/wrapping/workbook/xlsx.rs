//! Workbooks of Excel since 2007: XML files in an archive.
//!
//! Read by our own walk over the XML, in the order of the files, because none of it can be
//! trusted: what a file says about counts and sizes is never believed, and nothing is as large in
//! memory as a position in it claims.

use enclave_engine::engine::table::{TableError, Texts};
use quick_xml::events::{BytesStart, Event};

use crate::wrapping::archive::{Archive, Entry};
use crate::wrapping::limits::{MAX_CELLS, too_many_cells};
use crate::wrapping::workbook::cell::TakeCell;
use crate::wrapping::workbook::formats::{Meaning, built_in, by_code};
use crate::wrapping::workbook::sheet_xml::{Palette, walk};
use crate::wrapping::workbook::{Book, Listed};
use crate::wrapping::xml::{Xml, add_text, attribute};

/// An open workbook.
pub struct Xlsx {
    archive: Archive,
    sheets: Vec<(Listed, Entry)>,
    palette: Palette,
}

impl Xlsx {
    /// Opens the workbook that an archive is; `None` if it is none.
    pub fn open(archive: &Archive) -> Result<Option<Self>, TableError> {
        let path = main_part(archive)?;
        let Some(entry) = archive.find(&path) else { return Ok(None) };
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let links = match archive.find(&format!("{folder}/_rels/{file}.rels")) {
            Some(entry) => relationships(archive, entry)?,
            None => Vec::new(),
        };
        let (listed, is_1904) = listed_sheets(archive, entry)?;
        let mut sheets = Vec::new();
        for (sheet, id) in listed {
            let Some(link) = links.iter().find(|it| it.id == id) else { return Err(TableError::Damaged) };
            if !link.kind.ends_with("/worksheet") {
                continue;
            }
            let path = resolved(folder, &link.target);
            sheets.push((sheet, archive.find(&path).ok_or(TableError::Damaged)?.clone()));
        }
        let part = |kind: &str| {
            let link = links.iter().find(|it| it.kind.ends_with(kind));
            link.and_then(|it| archive.find(&resolved(folder, &it.target)))
        };
        let strings = part("/sharedStrings").map_or(Ok(Texts::default()), |it| strings(archive, it))?;
        let meanings = part("/styles").map_or(Ok(Vec::new()), |it| meanings(archive, it))?;
        let palette = Palette { strings, meanings, is_1904 };
        Ok(Some(Self { archive: archive.clone(), sheets, palette }))
    }
}

impl Book for Xlsx {
    fn sheets(&self) -> Vec<Listed> {
        self.sheets.iter().map(|it| it.0.clone()).collect()
    }

    fn walk(&mut self, sheet: usize, take: &mut TakeCell<'_>) -> Result<(), TableError> {
        let Some((_, entry)) = self.sheets.get(sheet) else { return Ok(()) };
        walk(Xml::new(self.archive.read(entry)?), &self.palette, take)
    }
}

/// A link from one file of the archive to another.
struct Link {
    id: String,
    kind: String,
    target: String,
}

/// Where the workbook itself stands.
fn main_part(archive: &Archive) -> Result<String, TableError> {
    let links = match archive.find("_rels/.rels") {
        Some(entry) => relationships(archive, entry)?,
        None => Vec::new(),
    };
    let link = links.iter().find(|it| it.kind.ends_with("/officeDocument"));
    let path = link.map(|it| resolved("", &it.target)).filter(|it| !it.ends_with("bin"));
    Ok(path.unwrap_or_else(|| "xl/workbook.xml".to_owned()))
}

fn relationships(archive: &Archive, entry: &Entry) -> Result<Vec<Link>, TableError> {
    let mut links = Vec::new();
    each_tag(archive, entry, &mut |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let of = |name: &str| attribute(tag, name).unwrap_or_default();
            links.push(Link { id: of("Id"), kind: of("Type"), target: of("Target") });
        }
    })?;
    Ok(links)
}

/// A target seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The sheets with the ids of their links, and whether days are counted from 1904.
fn listed_sheets(archive: &Archive, entry: &Entry) -> Result<(Vec<(Listed, String)>, bool), TableError> {
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    each_tag(archive, entry, &mut |tag| match tag.local_name().as_ref() {
        "sheet" => {
            let state = attribute(tag, "state").unwrap_or_default();
            let name = attribute(tag, "name").unwrap_or_default();
            let listed = Listed { name, is_hidden: matches!(state.as_str(), "hidden" | "veryHidden") };
            sheets.push((listed, attribute(tag, "id").unwrap_or_default()));
        }
        "workbookPr" => {
            if let Some(value) = attribute(tag, "date1904") {
                is_1904 = matches!(value.as_str(), "1" | "true" | "on");
            }
        }
        _ => {}
    })?;
    Ok((sheets, is_1904))
}

/// What the numbers of cells stand for, by the number of their style.
fn meanings(archive: &Archive, entry: &Entry) -> Result<Vec<Meaning>, TableError> {
    let mut codes: Vec<(u32, Meaning)> = Vec::new();
    let mut styles: Vec<u32> = Vec::new();
    let mut is_of_cells = false;
    let number = |tag: &BytesStart<'_>| attribute(tag, "numFmtId").and_then(|it| it.parse().ok());
    each_tag(archive, entry, &mut |tag| match tag.local_name().as_ref() {
        "numFmt" => {
            if let (Some(id), Some(code)) = (number(tag), attribute(tag, "formatCode")) {
                codes.push((id, by_code(&code)));
            }
        }
        "cellXfs" => is_of_cells = true,
        "cellStyles" | "dxfs" | "tableStyles" | "cellStyleXfs" => is_of_cells = false,
        "xf" if is_of_cells => styles.push(number(tag).unwrap_or(0)),
        _ => {}
    })?;
    let own = |id: u32| codes.iter().find(|it| it.0 == id).map(|it| it.1);
    Ok(styles.into_iter().map(|id| own(id).unwrap_or_else(|| built_in(id))).collect())
}

/// The texts that cells refer to by number.
fn strings(archive: &Archive, entry: &Entry) -> Result<Texts, TableError> {
    let mut texts = Texts::default();
    let mut xml = Xml::new(archive.read(entry)?);
    let mut one = StringParts::default();
    while let Some(event) = xml.next()? {
        if one.takes(&event, "si") {
            if texts.len() as u64 >= MAX_CELLS {
                return Err(too_many_cells());
            }
            texts.push(&unescaped(&one.text));
            one.text.clear();
        }
    }
    Ok(texts)
}

/// A text in its parts, as rich text has them.
#[derive(Default)]
pub struct StringParts {
    /// The text so far.
    pub text: String,
    is_text: bool,
    is_phonetic: bool,
}

impl StringParts {
    /// Takes an event; says whether the element of this name has ended.
    pub fn takes(&mut self, event: &Event<'_>, element: &str) -> bool {
        if let Event::Start(tag) = event {
            match tag.local_name().as_ref() {
                "t" => self.is_text = !self.is_phonetic,
                "rPh" => self.is_phonetic = true,
                _ => {}
            }
        } else if let Event::End(tag) = event {
            match tag.local_name().as_ref() {
                "t" => self.is_text = false,
                "rPh" => self.is_phonetic = false,
                name => return name == element,
            }
        } else if self.is_text {
            add_text(event, &mut self.text);
        }
        false
    }
}

fn each_tag(
    archive: &Archive,
    entry: &Entry,
    take: &mut dyn FnMut(&BytesStart<'_>),
) -> Result<(), TableError> {
    let mut xml = Xml::new(archive.read(entry)?);
    while let Some(event) = xml.next()? {
        if let Event::Start(tag) = &event {
            take(tag);
        }
    }
    Ok(())
}

/// Characters that XML cannot hold are written as `_x000D_` (ECMA-376, part 1, 22.4.2.4).
pub fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code = rest.strip_prefix("_x").and_then(|it| it.get(..5)).and_then(|it| it.strip_suffix('_'));
        let unit = code.and_then(|it| u16::from_str_radix(it, 16).ok());
        let n_bytes = if let Some(unit) = unit {
            units.push(unit);
            7
        } else {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            c.len_utf8()
        };
        rest = rest.get(n_bytes..).unwrap_or_default();
    }
    String::from_utf16_lossy(&units).into()
}

#[cfg(test)]
mod tests {
    use super::{resolved, unescaped};

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/sub", "../a.xml"), "xl/a.xml");
    }

    #[test]
    fn characters_written_by_number_are_themselves() {
        assert_eq!(unescaped("a_x000D__x000A_b"), "a\r\nb");
        assert_eq!(unescaped("_xD83D__xDE00_"), "😀");
        assert_eq!(unescaped("max_x and _x00_"), "max_x and _x00_");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
    }
}
