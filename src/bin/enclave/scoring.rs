//! `enclave score`: customers of another file, put into the segments of a saved model.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::{Safety, reasons, scored_csv};
use enclave::engine::features::{Mapping, Origin, measure};
use enclave::engine::model::{Model, Placed};
use enclave::engine::progress::Unobserved;
use enclave::engine::segmentation::{Customers, UNASSIGNED};
use enclave::engine::table::{Issue, Issues, Source};
use serde_json::{Value, json};

use crate::arguments::{Arguments, halves};
use crate::choices;
use crate::failure::Failure;
use crate::reading::together::Inputs;

/// Reads a model.
pub fn model(arguments: &Arguments) -> Result<Model, Failure> {
    let path = arguments.one("model").ok_or_else(|| Failure::usage("--model model.json is missing."))?;
    let path = Path::new(path);
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    Model::from_json(&text).map_err(|error| Failure::no_model(&error))
}

/// Writes `customers.csv`, then one JSON object with the counts.
pub fn score(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let model = model(arguments)?;
    let folder = Path::new(arguments.one("out").ok_or_else(|| Failure::usage("--out DIR is missing."))?);
    let mut recipe = model.recipe.clone();
    recipe.reading = model.reading();
    let options = choices::reading(arguments, Some(&recipe))?;
    let inputs = Inputs::of(arguments, &options, Some(&recipe))?;
    let (main, _) = choices::open(arguments, &inputs.main, options)?;
    let mut source = inputs.join(main)?.source;
    rename(arguments, &mut source)?;
    choices::as_of(arguments, &mut recipe)?;
    let missing = drop_missing(&source, &mut recipe.mapping);
    let mut issues = Issues::default();
    let matrix = measure(&source, &recipe.mapping, &recipe.features, &mut issues, &mut Unobserved)
        .map_err(|error| Failure::does_not_fit(&missing, &error.into()))?;
    let origin = Origin { source: &source, mapping: &recipe.mapping, choices: &recipe.features };
    let customers = Customers { matrix: &matrix, origin: Some(origin), ahead: None };
    let placed = model
        .place(customers, &mut Unobserved)
        .map_err(|error| Failure::does_not_fit(&missing, &error.into()))?;
    let safety = if arguments.has("exact") { Safety::Exact } else { Safety::Spreadsheet };
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let path = folder.join("customers.csv");
    fs::write(&path, scored_csv(&model, &matrix, &placed, safety))
        .map_err(|error| Failure::unwritable(&path, &error))?;
    let (issues, _) = issues.into_parts();
    let said = json!({
        "n_customers": matrix.n_customers(),
        "n_placed": placed.segments.iter().filter(|it| **it != UNASSIGNED).count(),
        "n_unlike": placed.unlike.iter().filter(|it| **it != 0).count(),
        "unlike": unlike(&model, &placed),
        "segments": sizes(&model, &placed),
        "columns_missing": missing,
        "as_of": matrix.as_of.map(enclave::engine::table::iso),
        "issues": issues.iter().map(told).collect::<Vec<Value>>(),
        "folder": folder,
        "files": ["customers.csv"],
    });
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// Gives columns of the file the names that the model knows them by.
fn rename(arguments: &Arguments, source: &mut Source) -> Result<(), Failure> {
    for value in arguments.all("column") {
        let (known, own) = halves("column", value)?;
        let mut is_there = false;
        for it in source.columns.iter_mut().filter(|it| it.name == own) {
            known.clone_into(&mut it.name);
            is_there = true;
        }
        for it in source.table.columns.iter_mut().filter(|it| it.name == own) {
            known.clone_into(&mut it.name);
        }
        if !is_there {
            return Err(Failure::usage(format!("--column {value}: the file has no column “{own}”.")));
        }
    }
    Ok(())
}

/// Takes the columns that the file does not have out of the mapping, and names them.
fn drop_missing(source: &Source, mapping: &mut Mapping) -> Vec<String> {
    let mut missing = Vec::new();
    mapping.columns.retain(|it| {
        let is_there = source.table.column(&it.name).is_some();
        if !is_there {
            missing.push(it.name.clone());
        }
        is_there
    });
    missing
}

fn sizes(model: &Model, placed: &Placed) -> Vec<Value> {
    let size = |at: usize| placed.segments.iter().filter(|it| usize::from(**it) == at).count();
    let told = |(at, it): (usize, &enclave::engine::model::ModelSegment)| json!({ "segment_id": at + 1, "segment": it.name, "n": size(at), "n_learnt_from": it.n });
    model.segments.iter().enumerate().map(told).collect()
}

fn unlike(model: &Model, placed: &Placed) -> Vec<Value> {
    let n = |at: usize| placed.unlike.iter().filter(|it| usize::from(**it) == at + 1).count();
    let all = reasons(model).into_iter().enumerate().map(|(at, why)| (why, n(at)));
    all.filter(|it| it.1 > 0).map(|(why, n)| json!({ "why": why, "n": n })).collect()
}

fn told(issue: &Issue) -> Value {
    serde_json::to_value(issue).unwrap_or_default()
}
