//! Who refers to whom in a linked program, by the notes that the linker leaves with `--emit-relocs`:
//! a symbol for every function and every piece of data, and for every place that holds the address or
//! the number of one, which.
//!
//! What cannot be reached from a door by these notes cannot be called or read from there: a pointer to
//! it exists nowhere. So every function that a table holds, and every byte of data, has a level: the
//! first door, in the order given, that leads to it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Linking, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo,
};

use super::fault;

/// Where in the order of doors something is reached first: 0 for the page.
pub type Level = usize;

/// The levels of what stands in the table and in the memory.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Of the slots of the table that hold a function.
    pub slots: BTreeMap<u32, Level>,
    /// Of ranges of the memory, those of level 0 left out; they do not overlap.
    pub data: Vec<(Range<u32>, Level)>,
}

/// A function by its number, or data by the number of its symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Function(u32),
    Data(u32),
}

#[derive(Default)]
struct Notes<'a> {
    n_imported: u32,
    /// Where each function that is not imported stands, in the section of code.
    bodies: Vec<Range<u32>>,
    code_starts: u64,
    data_starts: u64,
    /// Of each segment of data: its address, and where its bytes start in the section.
    segments: Vec<(u32, u32)>,
    exports: BTreeMap<&'a str, u32>,
    starts_with: Option<u32>,
    slots: BTreeMap<u32, BTreeSet<u32>>,
    symbols: Vec<SymbolInfo<'a>>,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

/// Reads the notes of a linked program. Each door is the name of an export; level 0 is what all other
/// exports reach.
pub fn levels(linked: &[u8], doors: &[&str]) -> Result<Levels, String> {
    let notes = Notes::read(linked)?;
    let edges = notes.edges()?;
    let mut reached: BTreeMap<Node, Level> = BTreeMap::new();
    let roots = notes.roots(doors)?;
    for (level, roots) in roots.into_iter().enumerate() {
        let mut open: Vec<Node> = roots.into_iter().map(Node::Function).collect();
        while let Some(node) = open.pop() {
            if reached.contains_key(&node) {
                continue;
            }
            reached.insert(node, level);
            open.extend(edges.get(&node).into_iter().flatten());
        }
    }
    Ok(notes.placed(&reached))
}

impl<'a> Notes<'a> {
    fn read(linked: &'a [u8]) -> Result<Self, String> {
        let mut notes = Self::default();
        let (mut at_section, mut sections) = (0, (None, None));
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload.map_err(fault)?;
            match &payload {
                Payload::CodeSectionStart { unchecked_range: range, .. } => {
                    notes.code_starts = range.start;
                    sections.0 = Some(at_section);
                }
                Payload::DataSection(it) => {
                    notes.data_starts = it.range().start;
                    sections.1 = Some(at_section);
                }
                _ => {}
            }
            if payload.as_section().is_some() {
                at_section += 1;
            }
            notes.take(payload, sections)?;
        }
        if notes.in_code.is_empty() || notes.symbols.is_empty() {
            return Err("the linked program is without the linker’s notes".to_owned());
        }
        Ok(notes)
    }

    fn take(&mut self, payload: Payload<'a>, sections: (Option<u32>, Option<u32>)) -> Result<(), String> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let ty = import.map_err(fault)?.ty;
                    self.n_imported += u32::from(matches!(ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                let exports = exports.into_iter().collect::<Result<Vec<_>, _>>().map_err(fault)?;
                let functions = exports.iter().filter(|it| it.kind == ExternalKind::Func);
                self.exports.extend(functions.map(|it| (it.name, it.index)));
            }
            Payload::StartSection { func, .. } => self.starts_with = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.take_slots(element.map_err(fault)?)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.take_body(&body)?,
            Payload::DataSection(segments) => {
                for segment in segments {
                    self.take_segment(&segment.map_err(fault)?)?;
                }
            }
            Payload::CustomSection(section) => self.take_notes(section.as_known(), sections)?,
            _ => {}
        }
        Ok(())
    }

    fn take_slots(&mut self, element: wasmparser::Element<'_>) -> Result<(), String> {
        let ElementKind::Active { offset_expr, .. } = element.kind else { return Ok(()) };
        let ElementItems::Functions(functions) = element.items else { return Ok(()) };
        for (slot, function) in (super::constant(&offset_expr)?..).zip(functions) {
            self.slots.entry(function.map_err(fault)?).or_default().insert(slot);
        }
        Ok(())
    }

    fn take_body(&mut self, body: &FunctionBody<'_>) -> Result<(), String> {
        let range = body.range();
        self.bodies.push(near(range.start, self.code_starts)?..near(range.end, self.code_starts)?);
        Ok(())
    }

    fn take_segment(&mut self, segment: &wasmparser::Data<'_>) -> Result<(), String> {
        let DataKind::Active { offset_expr, .. } = &segment.kind else {
            return Err("data that is not placed at the start".to_owned());
        };
        let n_bytes = segment.data.len() as u64;
        let starts = near(segment.range.end - n_bytes, self.data_starts)?;
        self.segments.push((super::constant(offset_expr)?, starts));
        Ok(())
    }

    fn take_notes(
        &mut self,
        section: KnownCustom<'a>,
        (code, data): (Option<u32>, Option<u32>),
    ) -> Result<(), String> {
        match section {
            KnownCustom::Linking(linking) => {
                let parts = linking.into_iter().collect::<Result<Vec<_>, _>>().map_err(fault)?;
                let symbols = parts.into_iter().find_map(|it| match it {
                    Linking::SymbolTable(symbols) => Some(symbols),
                    _ => None,
                });
                let symbols = symbols.ok_or("notes without symbols")?;
                self.symbols = symbols.into_iter().collect::<Result<_, _>>().map_err(fault)?;
            }
            KnownCustom::Reloc(section) => {
                let entries = section.entries().into_iter().collect::<Result<Vec<_>, _>>().map_err(fault)?;
                if Some(section.section_index()) == code {
                    self.in_code = entries;
                } else if Some(section.section_index()) == data {
                    self.in_data = entries;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Level by level, the functions that are entered from outside.
    fn roots(&self, doors: &[&str]) -> Result<Vec<Vec<u32>>, String> {
        // Before wasm-bindgen has seen it, an export’s name goes on with a number.
        let door_of = |name: &str| doors.iter().position(|it| *it == stem(name));
        let mut all = vec![Vec::from_iter(self.starts_with)];
        all.resize(doors.len() + 1, Vec::new());
        for (name, function) in &self.exports {
            if let Some(roots) = all.get_mut(door_of(name).map_or(0, |it| it + 1)) {
                roots.push(*function);
            }
        }
        match doors.iter().zip(all.iter().skip(1)).find(|(_, roots)| roots.len() != 1) {
            Some((door, _)) => Err(format!("the linked program has no export “{door}”")),
            None => Ok(all),
        }
    }

    fn edges(&self) -> Result<BTreeMap<Node, BTreeSet<Node>>, String> {
        let mut edges: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
        for note in &self.in_code {
            let at = self.bodies.partition_point(|it| it.end <= note.offset);
            let body = self.bodies.get(at).filter(|it| it.contains(&note.offset));
            let (Some(target), Some(_)) = (self.target(note)?, body) else { continue };
            let from = Node::Function(self.n_imported + u32::try_from(at).map_err(fault)?);
            edges.entry(from).or_default().insert(target);
        }
        let pieces = self.pieces();
        for note in &self.in_data {
            let Some(target) = self.target(note)? else { continue };
            // A symbol may stand for a part of another: both hold what stands there.
            for (_, symbol) in pieces.iter().filter(|(range, _)| range.contains(&note.offset)) {
                edges.entry(Node::Data(*symbol)).or_default().insert(target);
            }
        }
        Ok(edges)
    }

    /// What a place refers to.
    fn target(&self, note: &RelocationEntry) -> Result<Option<Node>, String> {
        use RelocationType as R;
        match note.ty {
            R::FunctionIndexLeb
            | R::TableIndexSleb
            | R::TableIndexI32
            | R::MemoryAddrLeb
            | R::MemoryAddrSleb
            | R::MemoryAddrI32 => {}
            R::TypeIndexLeb | R::GlobalIndexLeb | R::GlobalIndexI32 | R::TableNumberLeb => return Ok(None),
            other => return Err(format!("the linker left a note of a kind not known here: {other:?}")),
        }
        match self.symbols.get(note.index as usize) {
            Some(SymbolInfo::Func { index, .. }) => Ok(Some(Node::Function(*index))),
            Some(SymbolInfo::Data { symbol: Some(_), .. }) => Ok(Some(Node::Data(note.index))),
            // A weak symbol that nobody defined has the address 0.
            Some(SymbolInfo::Data { symbol: None, .. }) => Ok(None),
            other => Err(format!("a note about {other:?}")),
        }
    }

    /// The symbols of data, by where they stand in the section.
    fn pieces(&self) -> Vec<(Range<u32>, u32)> {
        let placed = (0..).zip(&self.symbols).filter_map(|(number, it)| {
            let SymbolInfo::Data { symbol: Some(it), .. } = it else { return None };
            let start = self.segments.get(it.index as usize)?.1 + it.offset;
            Some((start..start + it.size, number))
        });
        placed.collect()
    }

    fn placed(&self, reached: &BTreeMap<Node, Level>) -> Levels {
        // What no door leads to is left where it can do no harm.
        let level = |node: Node| reached.get(&node).copied().unwrap_or(0);
        let slots = self.slots.iter();
        let slots = slots.flat_map(|(f, slots)| slots.iter().map(|it| (*it, level(Node::Function(*f)))));
        let mut bytes: BTreeMap<u32, Level> = BTreeMap::new();
        for (number, symbol) in (0..).zip(&self.symbols) {
            let SymbolInfo::Data { symbol: Some(it), .. } = symbol else { continue };
            // Symbols of segments that hold no bytes are without an address in the file.
            let Some((address, _)) = self.segments.get(it.index as usize) else { continue };
            let level = level(Node::Data(number));
            for at in address + it.offset..address + it.offset + it.size {
                bytes.entry(at).and_modify(|it| *it = level.min(*it)).or_insert(level);
            }
        }
        Levels { slots: slots.collect(), data: ranges(&bytes) }
    }
}

/// Bytes in a row of one level, as ranges.
fn ranges(bytes: &BTreeMap<u32, Level>) -> Vec<(Range<u32>, Level)> {
    let mut all: Vec<(Range<u32>, Level)> = Vec::new();
    for (at, level) in bytes.iter().filter(|(_, level)| **level > 0) {
        match all.last_mut() {
            Some((range, last)) if range.end == *at && last == level => range.end += 1,
            _ => all.push((*at..*at + 1, *level)),
        }
    }
    all
}

fn stem(name: &str) -> &str {
    let is_hash = |it: &str| it.len() == 16 && it.bytes().all(|it| it.is_ascii_hexdigit());
    name.rsplit_once('_').filter(|(_, hash)| is_hash(hash)).map_or(name, |(stem, _)| stem)
}

fn near(at: u64, start: u64) -> Result<u32, String> {
    u32::try_from(at - start).map_err(fault)
}

#[cfg(test)]
#[path = "tests/notes.rs"]
mod tests;
