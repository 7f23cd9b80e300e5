//! A finished program, as far as it must be known to be taken apart.

use std::collections::BTreeMap;

use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FunctionBody, Global, MemoryType, Operator, Parser,
    Payload, SectionLimited, Table, TypeRef, TypeSectionReader,
};

use super::{constant, fault};

/// Where later modules import from what the earlier ones export.
pub const BEFORE: &str = "";

/// Its sections, read.
pub struct Program<'a> {
    /// The types of functions.
    pub types: TypeSectionReader<'a>,
    /// What it imports, functions only: module, name, type.
    pub imports: Vec<(&'a str, &'a str, u32)>,
    /// The type of each function that is not imported.
    own_types: Vec<u32>,
    /// The tables; functions are in the first.
    pub tables: Vec<Table<'a>>,
    /// The memory.
    pub memories: Vec<MemoryType>,
    /// The globals.
    pub globals: Vec<Global<'a>>,
    /// Name, kind and number of what it exports.
    pub exports: Vec<(&'a str, ExternalKind, u32)>,
    /// The function that runs when it is instantiated.
    pub starts_with: Option<u32>,
    /// The functions in the table.
    pub slots: BTreeMap<u32, u32>,
    bodies: Vec<FunctionBody<'a>>,
    /// Data and where it goes.
    pub data: Vec<(u32, &'a [u8])>,
}

impl<'a> Program<'a> {
    /// Reads a program; what cannot be taken apart is an error.
    pub fn read(bytes: &'a [u8]) -> Result<Self, String> {
        let types = Parser::new(0).parse_all(bytes).find_map(|it| match it {
            Ok(Payload::TypeSection(types)) => Some(types),
            _ => None,
        });
        let mut program = Self {
            types: types.ok_or("a program without types")?,
            imports: Vec::new(),
            own_types: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            exports: Vec::new(),
            starts_with: None,
            slots: BTreeMap::new(),
            bodies: Vec::new(),
            data: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(bytes) {
            program.take(payload.map_err(fault)?)?;
        }
        Ok(program)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<(), String> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.take_import(import.map_err(fault)?)?;
                }
            }
            Payload::FunctionSection(it) => self.own_types = all(it)?,
            Payload::TableSection(it) => self.tables = all(it)?,
            Payload::MemorySection(it) => self.memories = all(it)?,
            Payload::GlobalSection(it) => self.globals = all(it)?,
            Payload::ExportSection(it) => {
                self.exports = all(it)?.into_iter().map(|it| (it.name, it.kind, it.index)).collect();
            }
            Payload::StartSection { func, .. } => self.starts_with = Some(func),
            Payload::ElementSection(it) => {
                for element in all(it)? {
                    self.take_slots(element)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(it) => {
                for data in all(it)? {
                    self.take_data(data)?;
                }
            }
            Payload::TagSection(_) => {
                return Err("a section that is not known here".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn take_import(&mut self, import: wasmparser::Import<'a>) -> Result<(), String> {
        match import.ty {
            TypeRef::Func(ty) => self.imports.push((import.module, import.name, ty)),
            // Of a part, what it has in common with the first.
            _ if import.module == BEFORE => {}
            _ => return Err(format!("an import that is no function: {}", import.name)),
        }
        Ok(())
    }

    fn take_data(&mut self, data: wasmparser::Data<'a>) -> Result<(), String> {
        let DataKind::Active { memory_index: 0, offset_expr } = data.kind else {
            return Err("data that is not placed at the start".to_owned());
        };
        self.data.push((constant(&offset_expr)?, data.data));
        Ok(())
    }

    fn take_slots(&mut self, element: wasmparser::Element<'a>) -> Result<(), String> {
        let ElementKind::Active { table_index: None | Some(0), offset_expr } = element.kind else {
            return Err("slots that are not filled at the start".to_owned());
        };
        let ElementItems::Functions(functions) = element.items else {
            return Err("slots with something else than functions".to_owned());
        };
        self.slots.extend((constant(&offset_expr)?..).zip(all(functions)?));
        Ok(())
    }

    /// How many types there are.
    pub fn n_types(&self) -> u32 {
        self.types.count()
    }

    /// How many functions there are, those imported among them.
    pub fn n_functions(&self) -> usize {
        self.imports.len() + self.own_types.len()
    }

    /// The type of a function.
    pub fn type_of(&self, function: u32) -> Result<u32, String> {
        let at = function as usize;
        let imported = self.imports.get(at).map(|it| it.2);
        let own = || self.own_types.get(at - self.imports.len()).copied();
        imported.or_else(own).ok_or_else(|| format!("no function {function}"))
    }

    /// The body of a function that is not imported.
    pub fn body_of(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get((function as usize).checked_sub(self.imports.len())?)
    }

    /// The functions that a function names.
    pub fn calls_of(&self, function: u32) -> Result<Vec<u32>, String> {
        let mut calls = Vec::new();
        let Some(body) = self.body_of(function) else { return Ok(calls) };
        for operator in body.get_operators_reader().map_err(fault)? {
            match operator.map_err(fault)? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => calls.push(function_index),
                _ => {}
            }
        }
        Ok(calls)
    }
}

fn all<'a, T: wasmparser::FromReader<'a>>(section: SectionLimited<'a, T>) -> Result<Vec<T>, String> {
    section.into_iter().collect::<Result<_, _>>().map_err(fault)
}
