//! `enclave results`: what customers did, beside the groups they were in.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::customers_unmatched;
use enclave::engine::plan::results::{
    Absent, Collected, Columns, Economics, Effect, Reading, assess, collect,
};
use enclave::engine::plan::split::{Group, split};
use enclave::engine::present::fair_test;
use enclave::engine::progress::Unobserved;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::choices::parsed_day;
use crate::failure::Failure;
use crate::fair::groups_of::{customers, groups_in, read};
use crate::fair::quantity;
use crate::saved;
use crate::segmenting::{Run, save};

/// Rows of nobody that are listed on standard output.
const MAX_LISTED: usize = 20;

/// Writes one JSON object: how the file went together with the customers, the whole, every segment.
pub fn results(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let path = arguments.one("results").ok_or_else(|| Failure::usage("--results FILE is missing."))?;
    let run = saved::run(arguments)?;
    let file = read(Path::new(path))?;
    let reading = reading(arguments)?;
    let collected =
        collect(&customers(&run, &file), &file, &reading).map_err(|error| Failure::no_results(&error))?;
    let (groups, groups_from) = groups(arguments, &run, &collected)?;
    let economics = economics(arguments)?;
    let seed = arguments.number("seed")?.unwrap_or(1);
    let segmentation = &run.outcome.segmentation;
    let found = assess(segmentation, &groups, &collected, &economics, seed, &mut Unobserved);
    let currency = run.outcome.matrix.currency.as_deref();
    let told = |effect: &Effect| {
        let mut told = serde_json::to_value(effect).unwrap_or_default();
        if let Some(told) = told.as_object_mut() {
            told.insert("words".to_owned(), json!(fair_test::effect_words(effect, currency)));
            told.insert("p".to_owned(), json!(effect.conversion.ln_p.map(f64::exp)));
            told.insert("p_adjusted".to_owned(), json!(effect.conversion.ln_adjusted.map(f64::exp)));
            let amount = effect.amount.as_ref();
            told.insert("p_amount".to_owned(), json!(amount.and_then(|it| it.ln_p).map(f64::exp)));
            let adjusted = amount.and_then(|it| it.ln_adjusted).map(f64::exp);
            told.insert("p_amount_adjusted".to_owned(), json!(adjusted));
        }
        told
    };
    let of_segment = |(at, effect): (usize, &Effect)| {
        let mut told = told(effect);
        let name = segmentation.segments.get(at).map(|it| it.name.as_str());
        if let Some(told) = told.as_object_mut() {
            told.insert("name".to_owned(), json!(name));
        }
        told
    };
    let said = json!({
        "file": joined(&collected),
        "groups_from": groups_from,
        "n_unknown": found.n_unknown,
        "overall": told(&found.overall),
        "segments": found.segments.iter().enumerate().map(of_segment).collect::<Vec<_>>(),
        "left_out": found.left_out,
        "words": fair_test::results_words(&found, currency),
    });
    if let Some(folder) = arguments.one("out").map(Path::new) {
        fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
        save(folder, "results-unmatched.csv", &customers_unmatched(&file, &collected.unmatched))?;
    }
    writeln!(out, "{said}").map_err(Failure::unheard)
}

fn joined(collected: &Collected) -> Value {
    let side = &collected.join.companion;
    let listed = collected.unmatched.iter().take(MAX_LISTED);
    json!({
        "columns": collected.columns,
        "n_rows": side.n_rows,
        "n_rows_matched": side.n_rows_matched,
        "n_rows_without_key": side.n_rows_without_key,
        "n_rows_unmatched": side.n_rows_unmatched(),
        "match_rate": side.match_rate(),
        "n_customers_found": collected.join.main.n_keys_matched,
        "n_rows_outside_period": collected.n_outside,
        "n_rows_repeated": collected.n_repeated,
        "n_rows_with_unclear_group": collected.n_unclear,
        "is_absent_no": collected.is_absent_no,
        "rules": collected.join.rules,
        "unmatched": listed.map(|it| json!({"line": it.line, "kind": it.kind, "value": it.value})).collect::<Vec<_>>(),
    })
}

/// The groups that the file of results says of everybody, else `--groups FILE`, else the recipe's split.
fn groups(
    arguments: &Arguments,
    run: &Run,
    collected: &Collected,
) -> Result<(Vec<Option<Group>>, &'static str), Failure> {
    if let Some(path) = arguments.one("groups") {
        return Ok((groups_in(Path::new(path), run)?.groups, "file"));
    }
    // A list of nobody but those who converted does not say who else was in a group.
    if let Some(groups) = collected.groups.as_ref().filter(|_| !collected.is_absent_no) {
        return Ok((groups.clone(), "results"));
    }
    let beside = arguments.one("analysis").map(|it| Path::new(it).join("split.csv"));
    if let Some(path) = beside.filter(|it| it.exists()) {
        return Ok((groups_in(&path, run)?.groups, "split.csv"));
    }
    let Some(options) = &run.recipe.split else {
        return Err(Failure::usage(
            "Who was in which group is not known: give --groups FILE, split the customers first, or give results of everybody with a column of test and control.",
        ));
    };
    let made = split(&run.outcome.matrix, &run.outcome.segmentation, options, &[]);
    Ok((made.map_err(|error| Failure::unsplit(&error))?.groups, "recipe"))
}

fn reading(arguments: &Arguments) -> Result<Reading, Failure> {
    let named = |option: &str| arguments.one(option).map(str::to_owned);
    let day = |option: &str| arguments.one(option).map(|it| parsed_day(option, it)).transpose();
    let absent = match arguments.one("absent") {
        None => Absent::Found,
        Some("no") => Absent::No,
        Some("unknown") => Absent::Unknown,
        Some(other) => return Err(Failure::usage(format!("--absent is no or unknown, not “{other}”."))),
    };
    Ok(Reading {
        columns: Columns {
            customer: named("customer"),
            converted: named("converted"),
            amount: named("amount"),
            date: named("date"),
            group: named("group"),
        },
        from: day("from")?,
        to: day("to")?,
        absent,
    })
}

fn economics(arguments: &Arguments) -> Result<Economics, Failure> {
    let number = |option: &str| arguments.one(option).map(|it| quantity(option, it)).transpose();
    Ok(Economics {
        margin: number("margin")?,
        per_conversion: number("worth")?,
        per_contact: number("cost")?.unwrap_or_default(),
        fixed: number("fixed")?.unwrap_or_default(),
    })
}
