//! The options of response trees.

use enclave::engine::segmentation::TreeOptions;

use crate::arguments::Arguments;
use crate::failure::Failure;

/// The options that belong to it.
pub const OPTIONS: &[&str] = &[
    "outcome",
    "response",
    "tree",
    "criterion",
    "depth",
    "min-size",
    "max-leaves",
    "holdout",
    "seed",
    "alpha",
    "alpha-merge",
    "exclude",
];

/// The options given, over those of `base`; `column` is the name of a column that is named or numbered.
pub fn options(
    arguments: &Arguments,
    base: TreeOptions,
    column: &dyn Fn(&str) -> Result<String, Failure>,
) -> Result<TreeOptions, Failure> {
    let outcome = arguments.one("outcome").map(column).transpose()?;
    let mut excluded = Vec::new();
    for name in arguments.all("exclude") {
        excluded.push(column(name)?);
    }
    Ok(TreeOptions {
        outcome: outcome.or(base.outcome),
        response: arguments.one("response").map(str::to_owned).or(base.response),
        tree: arguments.word("tree")?.unwrap_or(base.tree),
        criterion: arguments.word("criterion")?.unwrap_or(base.criterion),
        depth: arguments.number("depth")?.unwrap_or(base.depth),
        min_size: arguments.number("min-size")?.or(base.min_size),
        max_leaves: arguments.number("max-leaves")?.unwrap_or(base.max_leaves),
        holdout: arguments.number("holdout")?.unwrap_or(base.holdout),
        seed: arguments.number("seed")?.unwrap_or(base.seed),
        alpha: arguments.number("alpha")?.unwrap_or(base.alpha),
        alpha_merge: arguments.number("alpha-merge")?.unwrap_or(base.alpha_merge),
        excluded: if excluded.is_empty() { base.excluded } else { excluded },
    })
}
