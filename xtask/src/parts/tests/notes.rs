//! What the notes of a small program say, made by hand.

use super::levels;
use std::borrow::Cow;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, Encode as _, ExportKind,
    ExportSection, Function, FunctionSection, LinkingSection, MemorySection, MemoryType, Module, RefType,
    SymbolTable, TableSection, TableType, TypeSection,
};

/// Where the code of one function starts, when each is `i32.const` of five bytes, `drop`, `end`.
const BODY: u32 = 10;

fn reloc(name: &'static str, section: u32, entries: &[(u8, u32, u32)]) -> CustomSection<'static> {
    let mut bytes = Vec::new();
    section.encode(&mut bytes);
    entries.len().encode(&mut bytes);
    for (kind, offset, symbol) in entries {
        bytes.push(*kind);
        offset.encode(&mut bytes);
        symbol.encode(&mut bytes);
        if *kind == 4 || *kind == 5 {
            0_i32.encode(&mut bytes);
        }
    }
    CustomSection { name: Cow::Borrowed(name), data: Cow::Owned(bytes) }
}

/// Functions `main`, `serve_…`, 2 and 3; the last two in slots 1 and 2. Data of four bytes each: `x`
/// at 1024 holds the number of 2, `y` and `z` nothing. `main` takes the address of `x`; `serve` that
/// of `y` and the number of 3, which takes the address of `z`, as does 2 where `shares` says so.
fn linked(shares: bool) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for _ in 0..4 {
        functions.function(0);
        let mut body = Function::new([]);
        body.raw([0x41, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a, 0x0b]);
        code.function(&body);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: 3,
        maximum: Some(3),
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
    exports.export("main", ExportKind::Func, 0).export("serve_0123456789abcdef", ExportKind::Func, 1);
    let mut slots = ElementSection::new();
    slots.active(None, &ConstExpr::i32_const(1), Elements::Functions(vec![2, 3].into()));
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1024), *b"xxxxyyyyzzzz");
    let mut symbols = SymbolTable::new();
    for it in 0..4 {
        symbols.function(0, it, Some("f"));
    }
    for it in 0..3 {
        let definition = wasm_encoder::DataSymbolDefinition { index: 0, offset: it * 4, size: 4 };
        symbols.data(0, "d", Some(definition));
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    // Behind the number of functions, each body has its size, its locals and `i32.const` before the number.
    let in_body = |nth: u32| 1 + nth * BODY + 3;
    let mut in_code = vec![(4, in_body(0), 4), (4, in_body(1), 5), (1, in_body(1), 3), (4, in_body(3), 6)];
    if shares {
        in_code.push((4, in_body(2), 6));
    }
    // Behind the number of segments and the place of the first.
    let in_data = [(2, 1 + 1 + 4 + 1, 2)];
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&tables).section(&memories);
    module.section(&exports).section(&slots).section(&code).section(&data).section(&linking);
    module.section(&reloc("reloc.CODE", 6, &in_code)).section(&reloc("reloc.DATA", 7, &in_data));
    module.finish()
}

#[test]
fn what_the_page_reaches_through_data_is_the_page_s() {
    let found = levels(&linked(false), &["serve"]).unwrap();
    assert_eq!(found.slots, [(1, 0), (2, 1)].into());
    assert_eq!(found.data, [(1028..1036, 1)]);
}

#[test]
fn what_both_reach_is_the_page_s() {
    assert_eq!(levels(&linked(true), &["serve"]).unwrap().data, [(1028..1032, 1)]);
}

#[test]
fn a_missing_door_and_missing_notes_are_errors() {
    assert!(levels(&linked(false), &["serves"]).unwrap_err().contains("no export “serves”"));
    assert!(levels(&Module::new().finish(), &["serve"]).unwrap_err().contains("notes"));
}
