//! `enclave split`: customers of an analysis in a test and a control group.

mod groups_of;
mod results;
mod typing;

pub use results::results;
pub use typing::questions;

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::{self, Format, Material, Safety};
use enclave::engine::plan::balance::balance;
use enclave::engine::plan::power::{Measured, Sureness};
use enclave::engine::plan::split::{ControlSize, Split, SplitOptions, split};
use enclave::engine::present::fair_test;
use enclave::engine::recipe::Recipe;
use serde_json::{Value, json};

use groups_of::earlier_groups;

use crate::arguments::{Arguments, parsed_number};
use crate::failure::Failure;
use crate::saved;
use crate::segmenting::{Run, save};

/// Writes the split and the recipe that keeps it, then one JSON object: counts, balance, what the test
/// can show.
pub fn split_customers(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let run = saved::run(arguments)?;
    let options = options(arguments, &run.recipe)?;
    let earlier = earlier_groups(arguments, &run)?;
    let Run { joined, recipe, outcome, are_several: _ } = run;
    let groups = split(&outcome.matrix, &outcome.segmentation, &options, &earlier)
        .map_err(|error| Failure::unsplit(&error))?;
    let balance = balance(&outcome.matrix, &outcome.segmentation, &groups);
    let names: Vec<&str> = outcome.segmentation.segments.iter().map(|it| it.name.as_str()).collect();
    let segments: Vec<Value> = names
        .iter()
        .zip(&groups.counts)
        .map(|(name, [test, control])| json!({"name": name, "n_test": test, "n_control": control}))
        .collect();
    let [n_test, n_control] = groups.totals();
    let mut said = json!({
        "n_test": n_test,
        "n_control": n_control,
        "n_kept": groups.n_kept,
        "n_strata": groups.n_strata,
        "options": options,
        "segments": segments,
        "balance": balance,
        "verdict": balance.verdict(),
        "words": fair_test::balance_words(&balance),
    });
    if let Some(power) = power(arguments, &groups)?
        && let Some(said) = said.as_object_mut()
    {
        said.insert("power".to_owned(), power);
    }
    let folder = arguments.one("out").or(arguments.one("analysis")).unwrap_or(".");
    let folder = Path::new(folder);
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let safety = if arguments.has("exact") { Safety::Exact } else { Safety::Spreadsheet };
    let recipe = Recipe { split: Some(options), ..recipe };
    let material = Material { source: &joined.source, recipe: &recipe, outcome: &outcome };
    save(folder, "split.csv", &export::split_csv(&material, &groups, safety))?;
    save(folder, "recipe.json", &export::write(&material, &Format::Recipe))?;
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// What the command line says, else the recipe.
fn options(arguments: &Arguments, recipe: &Recipe) -> Result<SplitOptions, Failure> {
    let mut options = recipe.split.clone().unwrap_or_default();
    if let Some(size) = arguments.one("holdout") {
        options.control = control(size)?;
    }
    if let Some(seed) = arguments.number("seed")? {
        options.seed = seed;
    }
    if let Some(strata) = arguments.one("strata") {
        options.strata =
            strata.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    }
    if let Some(rule) = arguments.word("rule")? {
        options.rule = rule;
    }
    Ok(options)
}

/// "10%", "0.1" or "500".
fn control(size: &str) -> Result<ControlSize, Failure> {
    if let Some(percent) = size.trim().strip_suffix('%') {
        return Ok(ControlSize::Share(parsed_number::<f64>("holdout", percent)? / 100.0));
    }
    let number: f64 = parsed_number("holdout", size)?;
    if number < 1.0 {
        return Ok(ControlSize::Share(number));
    }
    parsed_number("holdout", size).map(ControlSize::Customers)
}

/// What the test can show: of a share with `--base 4%`, of amounts with `--base 30 --sd 45`.
fn power(arguments: &Arguments, groups: &Split) -> Result<Option<Value>, Failure> {
    let Some(base) = arguments.one("base") else { return Ok(None) };
    let measured = match arguments.number("sd")? {
        Some(sd) => Measured::Amount { base: quantity("base", base)?, sd },
        None => Measured::Share { base: quantity("base", base)? },
    };
    let usual = Sureness::default();
    let sureness = Sureness {
        alpha: arguments.number("alpha")?.unwrap_or(usual.alpha),
        power: arguments.one("power").map_or(Ok(usual.power), |it| quantity("power", it))?,
    };
    let rise = arguments.one("rise").map(|it| quantity("rise", it)).transpose()?;
    if rise.is_some_and(|it| !measured.is_sound(it)) || !measured.is_sound(1e-9) {
        return Err(Failure::usage(
            "--base and --base with --rise lie between 0 and 100 %; --sd is above 0 and --rise is not 0.",
        ));
    }
    let totals = groups.totals();
    let of_rise = rise.map(|it| {
        let ratio = totals[0] as f64 / totals[1].max(1) as f64;
        json!({
            "rise": it,
            "power": measured.power(it, totals, sureness),
            "n_control_needed": measured.n_control(it, ratio, sureness).ceil(),
            "n_test_needed": (measured.n_control(it, ratio, sureness) * ratio).ceil(),
            "least_share": measured.least_share(it, totals.iter().sum(), sureness),
        })
    });
    Ok(Some(json!({
        "alpha": sureness.alpha,
        "power": sureness.power,
        "detectable": measured.detectable(totals, sureness),
        "segments": groups.counts.iter().map(|it| measured.detectable(*it, sureness)).collect::<Vec<_>>(),
        "rise": of_rise,
        "words": fair_test::power_words(measured, rise, totals, sureness),
    })))
}

/// A number; with a percent sign, of a hundred.
pub fn quantity(option: &str, text: &str) -> Result<f64, Failure> {
    match text.trim().strip_suffix('%') {
        Some(percent) => Ok(parsed_number::<f64>(option, percent)? / 100.0),
        None => parsed_number(option, text),
    }
}
