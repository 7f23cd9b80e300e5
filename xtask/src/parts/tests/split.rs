//! A small program taken apart.

use super::split;
use crate::parts::notes::Levels;
use crate::parts::program::Program;
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, MemorySection, MemoryType, Module, RefType, TableSection,
    TableType, TypeSection,
};
use wasmparser::{ExternalKind, Validator};

/// Functions: 0 `ask`, imported; 1 `main` calls 2; 2 asks; 3 is in slot 8; 4 is in slot 9 and calls
/// 2 and 5; 5 asks; 6 `serve` calls 5. Data: eight letters at 1024.
fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("glue", "ask", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for calls in [&[2][..], &[0], &[], &[2, 5], &[0], &[5]] {
        functions.function(0);
        let mut body = Function::new([]);
        for it in calls {
            body.instructions().call(*it);
        }
        body.instructions().end();
        code.function(&body);
    }
    let mut tables = TableSection::new();
    let range = (10, Some(10));
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: range.0,
        maximum: range.1,
        table64: false,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 1).export("serve", ExportKind::Func, 6).export(
        "memory",
        ExportKind::Memory,
        0,
    );
    let mut slots = ElementSection::new();
    slots.active(None, &ConstExpr::i32_const(8), Elements::Functions(vec![3, 4].into()));
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1024), *b"abcdefgh");
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
    module.section(&exports).section(&slots).section(&code).section(&data);
    module.finish()
}

fn parts() -> Vec<Vec<u8>> {
    let levels = Levels { slots: [(8, 0), (9, 1)].into(), data: vec![(1026..1029, 1)] };
    split(&program(), &levels, &["serve"]).unwrap()
}

fn functions_exported<'a>(part: &Program<'a>) -> Vec<&'a str> {
    part.exports.iter().filter(|it| it.1 == ExternalKind::Func).map(|it| it.0).collect()
}

#[test]
fn both_parts_are_valid_and_the_same_each_time() {
    for part in parts() {
        Validator::new().validate_all(&part).unwrap();
    }
    assert_eq!(parts(), parts());
}

#[test]
fn what_only_the_door_leads_to_is_behind_it() {
    let parts = parts();
    let [first, rest] = [0, 1].map(|it| Program::read(&parts[it]).unwrap());
    // `ask` and `main`, 2, 3, and the one that breaks down.
    assert_eq!((first.imports.len(), first.n_functions()), (1, 5));
    assert_eq!(functions_exported(&first), ["main", "0f", "2f"]);
    // From the first `ask` and 2; of its own 4, 5 and `serve`.
    assert_eq!(rest.n_functions(), 5);
    assert_eq!(functions_exported(&rest), ["serve"]);
}

#[test]
fn a_slot_of_the_rest_breaks_down_until_it_is_filled() {
    let parts = parts();
    let first = Program::read(&parts[0]).unwrap();
    assert_eq!(first.slots.iter().collect::<Vec<_>>(), [(&8, &3), (&9, &4)]);
    let body = first.body_of(4).unwrap().get_operators_reader().unwrap().read().unwrap();
    assert!(matches!(body, wasmparser::Operator::Unreachable), "{body:?}");
    assert_eq!(Program::read(&parts[1]).unwrap().slots.keys().collect::<Vec<_>>(), [&9]);
}

#[test]
fn data_goes_with_those_who_read_it() {
    let parts = parts();
    let data = |part: usize| Program::read(&parts[part]).unwrap().data;
    assert_eq!(data(0), [(1024, &b"ab"[..]), (1029, &b"fgh"[..])]);
    assert_eq!(data(1), [(1026, &b"cde"[..])]);
}

#[test]
fn a_function_that_the_page_calls_is_in_the_page_whatever_the_notes_say() {
    // Where optimising has made one function of two, slot 8 may hold what the page calls.
    let levels = Levels { slots: [(8, 1), (9, 0)].into(), data: Vec::new() };
    let parts = split(&program(), &levels, &["serve"]).unwrap();
    let first = Program::read(&parts[0]).unwrap();
    // `ask`, `main`, 2, 4, 5, and the one that breaks down.
    assert_eq!(first.n_functions(), 6);
    Validator::new().validate_all(&parts[1]).unwrap();
}
