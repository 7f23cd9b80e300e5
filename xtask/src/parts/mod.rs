//! One linked program as two modules in one memory: what the page runs, and the engine, which only
//! workers run. The page does not wait for the second.
//!
//! Rust knows of one program. Where it is parted is worked out after linking, from the linker's own
//! notes, so nothing has to be kept apart by hand; see `docs/decisions/0006-program-in-parts.md`.

#![expect(clippy::wildcard_enum_match_arm, reason = "of WebAssembly’s hundreds of forms few concern this")]

mod module;
mod notes;
mod program;
mod split;

use wasmparser::{ConstExpr, Operator, Parser, Payload};

use crate::page::{Page, named_by_hash};
use crate::process::Step;
use crate::{pack, place};

/// What the name of the engine's file starts with.
pub const STEM: &str = "engine";
/// The export through which workers enter the engine; the page enters by all others.
const DOORS: [&str; 1] = ["serve"];
/// Where the linker leaves the program with its notes.
const LINKED: &str = "target/wasm32-unknown-unknown/release/app.wasm";

/// Parts the program of a page that Trunk built: the engine becomes a file of its own, packed, named in
/// the page with its integrity; the program keeps the rest.
pub fn part(page: &mut Page) -> Result<(), String> {
    let names = page.names(pack::PLAIN_ENDING);
    let name = names.first().ok_or("dist: there is no program to part")?;
    let linked = std::fs::read(place::inside(LINKED)).map_err(|it| format!("{LINKED}: {it}"))?;
    let levels = notes::levels(&linked, &DOORS)?;
    let program = smaller(&page.read(name)?)?;
    let modules = split::split(&program, &levels, &DOORS)?;
    let [first, engine] = modules.as_slice() else {
        return Err("a program has two parts".to_owned());
    };
    page.replace(name, pack::PLAIN_ENDING, first)?;
    let engine = pack::packed(engine)?;
    let (name, integrity) = page.write(&named_by_hash(STEM, pack::ENDING, &engine), &engine)?;
    // A browser does nothing with links of this kind; boot.js reads them.
    let link =
        format!("<link rel=\"part\" id=\"{STEM}-module\" href=\"./{name}\" integrity=\"{integrity}\">\n");
    page.html = page.html.replacen("</head>", &format!("{link}</head>"), 1);
    Ok(())
}

/// The program optimised for size, without the notes: the optimiser does not know them.
fn smaller(program: &[u8]) -> Result<Vec<u8>, String> {
    let [plain, small] =
        ["plain", "small"].map(|it| place::inside("target/parts").join(it).with_extension("wasm"));
    let fault = |it: std::io::Error| format!("target/parts: {it}");
    std::fs::create_dir_all(place::inside("target/parts")).map_err(fault)?;
    std::fs::write(&plain, without_sections(program, |it| it == "linking" || it.starts_with("reloc."))?)
        .map_err(fault)?;
    Step::new("wasm-opt").args(crate::wrapping::SMALLER).arg(&plain).arg("-o").arg(&small).stream()?;
    std::fs::read(&small).map_err(fault)
}

fn fault(fault: impl std::fmt::Display) -> String {
    fault.to_string()
}

/// The number that a place in memory or in the table is given by.
fn constant(expression: &ConstExpr<'_>) -> Result<u32, String> {
    match expression.get_operators_reader().read().map_err(fault)? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => Err(format!("a place that is no constant: {other:?}")),
    }
}
/// A module without some of what stands beside its program.
fn without_sections(module: &[u8], leaves_out: impl Fn(&str) -> bool) -> Result<Vec<u8>, String> {
    let mut plain = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(fault)?;
        let Some((id, range)) = payload.as_section() else { continue };
        let at = |it: u64| usize::try_from(it).map_err(fault);
        let data = module.get(at(range.start)?..at(range.end)?).ok_or("a section that goes too far")?;
        if !matches!(&payload, Payload::CustomSection(it) if leaves_out(it.name())) {
            plain.section(&wasm_encoder::RawSection { id, data });
        }
    }
    Ok(plain.finish())
}
