//! One of the modules that a program is taken apart into, written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, ImportSection, MemorySection, Module, StartSection,
    TableSection, TypeSection,
};
use wasmparser::ExternalKind;

use super::fault;
use super::notes::{Level, Levels};
use super::program::{BEFORE, Program};

/// What goes where.
pub struct Plan<'a> {
    /// The whole program.
    pub program: &'a Program<'a>,
    /// The levels of slots and data.
    pub levels: &'a Levels,
    /// The exports that open each level behind the first.
    pub doors: &'a [&'a str],
    /// The level of each function.
    pub of_functions: Vec<Level>,
}

/// What a module takes from those before it, and the numbers functions have in it.
struct Place {
    level: Level,
    taken: Vec<u32>,
    own: Vec<u32>,
    numbers: BTreeMap<u32, u32>,
}

impl Reencode for &Place {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        let number = self.numbers.get(&function).copied();
        let missing = || format!("function {function} is not there at level {}", self.level);
        number.ok_or_else(|| Error::UserError(missing()))
    }
}

impl Plan<'_> {
    /// The module of a level.
    pub fn module(&self, level: Level) -> Result<Vec<u8>, String> {
        let place = self.place(level)?;
        let mut module = Module::new();
        module.section(&self.types(&place)?);
        module.section(&self.imports(&place)?);
        module.section(&self.function_types(&place)?);
        if level == 0 {
            self.shared(&place, &mut module)?;
        }
        module.section(&self.exports(&place)?);
        if let Some(function) = self.program.starts_with.filter(|_| level == 0) {
            module.section(&StartSection { function_index: place.number(function)? });
        }
        module.section(&self.slots(&place)?);
        module.section(&self.code(&place)?);
        module.section(&self.data(&place)?);
        Ok(module.finish())
    }

    fn level(&self, function: u32) -> Level {
        self.of_functions.get(function as usize).copied().unwrap_or(0)
    }

    fn place(&self, level: Level) -> Result<Place, String> {
        let n_imported = self.program.imports.len();
        let all = (0..).take(self.program.n_functions());
        let own = all.skip(n_imported).filter(|it| self.level(*it) == level).collect::<Vec<_>>();
        let taken = if level == 0 {
            (0..).take(n_imported).collect::<Vec<_>>()
        } else {
            self.taken(level, &own)?.into_iter().collect()
        };
        let numbers = taken.iter().chain(&own).copied().zip(0..).collect();
        Ok(Place { level, taken, own, numbers })
    }

    /// The functions of earlier levels that a later one calls or puts into the table.
    fn taken(&self, level: Level, own: &[u32]) -> Result<BTreeSet<u32>, String> {
        let mut taken = BTreeSet::new();
        for function in own {
            taken.extend(self.program.calls_of(*function)?);
        }
        taken.extend(self.program.slots.iter().filter(|(it, _)| self.slot(**it) == level).map(|(_, it)| *it));
        taken.retain(|it| self.level(*it) < level);
        Ok(taken)
    }

    fn slot(&self, slot: u32) -> Level {
        self.levels.slots.get(&slot).copied().unwrap_or(0)
    }

    fn types(&self, mut place: &Place) -> Result<TypeSection, String> {
        let mut types = TypeSection::new();
        place.parse_type_section(&mut types, self.program.types.clone()).map_err(fault)?;
        if place.level == 0 {
            types.ty().function([], []);
        }
        Ok(types)
    }

    fn imports(&self, mut place: &Place) -> Result<ImportSection, String> {
        let mut imports = ImportSection::new();
        if place.level == 0 {
            for (module, name, ty) in &self.program.imports {
                imports.import(module, name, EntityType::Function(*ty));
            }
            return Ok(imports);
        }
        for (kind, it) in (0..).zip(&self.program.tables) {
            imports.import(BEFORE, &name_of('t', kind), place.table_type(it.ty).map_err(fault)?);
        }
        for (kind, it) in (0..).zip(&self.program.memories) {
            imports.import(BEFORE, &name_of('m', kind), place.memory_type(*it).map_err(fault)?);
        }
        for (kind, it) in (0..).zip(&self.program.globals) {
            imports.import(BEFORE, &name_of('g', kind), place.global_type(it.ty).map_err(fault)?);
        }
        for function in &place.taken {
            imports.import(
                BEFORE,
                &name_of('f', *function),
                EntityType::Function(self.program.type_of(*function)?),
            );
        }
        Ok(imports)
    }

    fn function_types(&self, place: &Place) -> Result<FunctionSection, String> {
        let mut types = FunctionSection::new();
        for function in &place.own {
            types.function(self.program.type_of(*function)?);
        }
        if place.level == 0 {
            types.function(self.program.n_types());
        }
        Ok(types)
    }

    /// Tables, memory and globals: what all modules have in common.
    fn shared(&self, mut place: &Place, module: &mut Module) -> Result<(), String> {
        let mut tables = TableSection::new();
        for it in &self.program.tables {
            tables.table(place.table_type(it.ty).map_err(fault)?);
        }
        let mut memories = MemorySection::new();
        for it in &self.program.memories {
            memories.memory(place.memory_type(*it).map_err(fault)?);
        }
        let mut globals = GlobalSection::new();
        for it in &self.program.globals {
            let start = place.const_expr(it.init_expr.clone()).map_err(fault)?;
            globals.global(place.global_type(it.ty).map_err(fault)?, &start);
        }
        module.section(&tables).section(&memories).section(&globals);
        Ok(())
    }

    fn exports(&self, place: &Place) -> Result<ExportSection, String> {
        let mut exports = ExportSection::new();
        let door_of = |name: &str| self.doors.iter().position(|it| *it == name).map_or(0, |it| it + 1);
        for (name, kind, index) in self.program.exports.iter().filter(|it| door_of(it.0) == place.level) {
            let (kind, index) = match kind {
                ExternalKind::Func => (ExportKind::Func, place.number(*index)?),
                ExternalKind::Table => (ExportKind::Table, *index),
                ExternalKind::Memory => (ExportKind::Memory, *index),
                ExternalKind::Global => (ExportKind::Global, *index),
                other => return Err(format!("an export of a kind not known here: {other:?}")),
            };
            exports.export(name, kind, index);
        }
        let own = |it: &u32| self.level(*it) == place.level;
        for function in self.wanted_later(place.level)?.iter().filter(|it| own(it)) {
            exports.export(&name_of('f', *function), ExportKind::Func, place.number(*function)?);
        }
        if place.level == 0 {
            let shared = [
                ('t', ExportKind::Table, self.program.tables.len()),
                ('m', ExportKind::Memory, self.program.memories.len()),
                ('g', ExportKind::Global, self.program.globals.len()),
            ];
            let each = shared
                .into_iter()
                .flat_map(|(letter, kind, n)| (0..).take(n).map(move |it| (letter, kind, it)));
            for (letter, kind, index) in each {
                exports.export(&name_of(letter, index), kind, index);
            }
        }
        Ok(exports)
    }

    fn wanted_later(&self, level: Level) -> Result<BTreeSet<u32>, String> {
        let mut wanted = BTreeSet::new();
        for later in level + 1..=self.doors.len() {
            wanted.extend(self.place(later)?.taken);
        }
        Ok(wanted)
    }

    /// In the first module, slots of later ones hold a function that only breaks down: nothing there
    /// can know of them. Later modules fill them.
    fn slots(&self, place: &Place) -> Result<ElementSection, String> {
        let mut section = ElementSection::new();
        let breaks = u32::try_from(place.numbers.len()).map_err(fault)?;
        let mut open: Option<(u32, Vec<u32>)> = None;
        let mut close = |open: &mut Option<(u32, Vec<u32>)>| {
            if let Some((start, functions)) = open.take() {
                let start = ConstExpr::i32_const(start.cast_signed());
                section.active(None, &start, Elements::Functions(functions.into()));
            }
        };
        for (slot, function) in &self.program.slots {
            let function = match self.slot(*slot) {
                it if it == place.level => place.number(*function)?,
                _ if place.level == 0 => breaks,
                _ => continue,
            };
            match &mut open {
                Some((start, functions)) if *start as usize + functions.len() == *slot as usize => {
                    functions.push(function);
                }
                _ => {
                    close(&mut open);
                    open = Some((*slot, vec![function]));
                }
            }
        }
        close(&mut open);
        Ok(section)
    }

    fn code(&self, mut place: &Place) -> Result<CodeSection, String> {
        let mut code = CodeSection::new();
        for function in &place.own {
            let body = self.program.body_of(*function).ok_or("a function without a body")?;
            place.parse_function_body(&mut code, body.clone()).map_err(fault)?;
        }
        if place.level == 0 {
            let mut breaks = Function::new([]);
            breaks.instructions().unreachable().end();
            code.function(&breaks);
        }
        Ok(code)
    }

    fn data(&self, place: &Place) -> Result<DataSection, String> {
        let mut section = DataSection::new();
        for (address, bytes) in &self.program.data {
            let end = address + u32::try_from(bytes.len()).map_err(fault)?;
            for range in self.ranges(*address..end, place.level) {
                let at = |it: u32| (it - address) as usize;
                let start = ConstExpr::i32_const(range.start.cast_signed());
                let bytes = bytes.get(at(range.start)..at(range.end)).ok_or("data that goes too far")?;
                section.active(0, &start, bytes.iter().copied());
            }
        }
        Ok(section)
    }

    /// The parts of a range of memory that are of a level.
    fn ranges(&self, within: Range<u32>, level: Level) -> Vec<Range<u32>> {
        let later = self.levels.data.iter().filter_map(|(it, of)| {
            let range = it.start.max(within.start)..it.end.min(within.end);
            (!range.is_empty()).then_some((range, *of))
        });
        if level > 0 {
            return later.filter(|(_, it)| *it == level).map(|(it, _)| it).collect();
        }
        let mut own = Vec::new();
        let mut start = within.start;
        for (range, _) in later {
            own.push(start..range.start);
            start = range.end;
        }
        own.push(start..within.end);
        own.retain(|it| !it.is_empty());
        own
    }
}

impl Place {
    fn number(&self, function: u32) -> Result<u32, String> {
        self.numbers.get(&function).copied().ok_or_else(|| format!("function {function} is in no module"))
    }
}

/// A name that no export of Rust has.
fn name_of(kind: char, index: u32) -> String {
    format!("{index:x}{kind}")
}
