//! `enclave compare`: two recipes on the same file, and how their segments lie in each other.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine;
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::{Comparison, Segment, compare};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::choices;
use crate::failure::Failure;
use crate::reading::together::Inputs;

/// Writes one JSON object: the segments of both, the customers of each pair, the agreement.
pub fn comparison(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let given = choices::given_recipe(arguments)?;
    let other = arguments.one("with").ok_or_else(|| Failure::usage("--with RECIPE is missing."))?;
    let other = Path::new(other);
    let text = fs::read_to_string(other).map_err(|error| Failure::unreadable(other, &error))?;
    let other = Recipe::from_json(&text)?;
    let options = choices::reading(arguments, given.as_ref())?;
    let inputs = Inputs::of(arguments, &options, given.as_ref())?;
    let (main, options) = choices::open(arguments, &inputs.main, options)?;
    let joined = inputs.join(main)?;
    let source = &joined.source;
    let recipe =
        Recipe { companions: inputs.companions(), ..choices::recipe(arguments, given, source, options)? };
    if (&other.reading, &other.companions, &other.mapping, &other.features)
        != (&recipe.reading, &recipe.companions, &recipe.mapping, &recipe.features)
    {
        return Err(Failure::usage(
            "The two recipes read or measure the customers differently; they may differ in the method only.",
        ));
    }
    let first = engine::run(source, &recipe.check()?, &mut Unobserved)?;
    let second = engine::run(source, &other.check()?, &mut Unobserved)?;
    let found = compare(&first.segmentation, &second.segmentation);
    writeln!(out, "{}", told(&found)).map_err(Failure::unheard)
}

fn told(found: &Comparison) -> Value {
    let names = |it: &[Segment]| it.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    json!({
        "rows": names(&found.rows),
        "columns": names(&found.columns),
        "counts": found.counts,
        "n_both": found.n_both,
        "n_only_first": found.n_only[0],
        "n_only_second": found.n_only[1],
        "adjusted_rand": found.adjusted_rand,
    })
}
