//! A finished program taken apart into modules that share one memory and one table.
//!
//! The first module is the program less what only later doors lead to. Each later one imports from
//! those before it what it calls, the memory, the tables and the globals, and brings functions, slots of
//! the table and data of its own. Levels come from the linker's notes; optimising moved functions
//! around since, so calls are followed once more: whatever a level calls is there with it.

use std::collections::BTreeSet;

use wasmparser::ExternalKind;

use super::module::Plan;
use super::notes::{Level, Levels};
use super::program::Program;

/// The modules, in the order of their levels.
pub fn split(program: &[u8], levels: &Levels, doors: &[&str]) -> Result<Vec<Vec<u8>>, String> {
    let program = Program::read(program)?;
    let of_functions = of_functions(&program, levels, doors)?;
    let plan = Plan { program: &program, levels, doors, of_functions };
    (0..=doors.len()).map(|it| plan.module(it)).collect()
}

/// Level by level, everything that is called from what is there.
fn of_functions(program: &Program<'_>, levels: &Levels, doors: &[&str]) -> Result<Vec<Level>, String> {
    let mut roots = vec![BTreeSet::new(); doors.len() + 1];
    let mut add = |level: Level, function: u32| {
        roots.get_mut(level).map(|it| it.insert(function)).ok_or("a level without a door")
    };
    for (slot, function) in &program.slots {
        // A slot that the linker does not know is one of wasm-bindgen's.
        add(levels.slots.get(slot).copied().unwrap_or(0), *function)?;
    }
    for (name, kind, index) in &program.exports {
        if *kind == ExternalKind::Func {
            add(doors.iter().position(|it| it == name).map_or(0, |it| it + 1), *index)?;
        }
    }
    if let Some(function) = program.starts_with {
        add(0, function)?;
    }
    let mut found: Vec<Option<Level>> = vec![None; program.n_functions()];
    for (level, roots) in roots.into_iter().enumerate() {
        let mut open: Vec<u32> = roots.into_iter().collect();
        while let Some(function) = open.pop() {
            let Some(place @ None) = found.get_mut(function as usize) else { continue };
            *place = Some(level);
            open.extend(program.calls_of(function)?);
        }
    }
    // Imports stand in the first module, as does what nothing leads to.
    let n_imported = program.imports.len();
    let level = |(at, found): (usize, Option<Level>)| if at < n_imported { 0 } else { found.unwrap_or(0) };
    Ok(found.into_iter().enumerate().map(level).collect())
}

#[cfg(test)]
#[path = "tests/split.rs"]
mod tests;
