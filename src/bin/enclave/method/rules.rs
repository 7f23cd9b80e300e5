//! A person's own rules, from a file.

use std::fs;
use std::path::Path;

use enclave::engine::recipe::RecipeError;
use enclave::engine::segmentation::Method;
use enclave::engine::segmentation::rules::{RulesError, RulesOptions, text};

use crate::arguments::Arguments;
use crate::failure::Failure;

/// The options that belong to them.
pub const OPTIONS: &[&str] = &["rules"];

/// The rules of the file given, or those of the recipe.
pub fn options(arguments: &Arguments, base: Method) -> Result<RulesOptions, Failure> {
    let Some(path) = arguments.one("rules").map(Path::new) else {
        return match base {
            Method::Rules(options) => Ok(options),
            Method::Rfm(_) | Method::Groups(_) | Method::Tiers(_) | Method::ResponseTree(_) => {
                Err(Failure::usage("--method rules needs --rules FILE, or a recipe with rules."))
            }
        };
    };
    let written = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    text::parse(&written).map_err(|error| RecipeError::Rules(RulesError::Text(error)).into())
}
