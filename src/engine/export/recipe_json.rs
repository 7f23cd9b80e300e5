//! The recipe, with what it was made on: the program's version and the data's fingerprint.
//!
//! Readers of recipes pass both over; they tell a person, and a comparison of two files, whether it was
//! the choices that changed or the data.

use serde::Serialize;

use crate::engine::export::Material;
use crate::engine::json;

#[derive(Serialize)]
struct Origin<'a> {
    app: &'a str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    file: &'a str,
    sha256: &'a str,
    n_rows: usize,
}

/// The recipe's own form, and behind it `app` and `data`.
pub(super) fn text(material: &Material<'_>) -> String {
    let source = material.source;
    let data = Data { file: &source.name, sha256: &source.fingerprint, n_rows: source.table.n_rows };
    let origin = Origin { app: concat!("enclave ", env!("CARGO_PKG_VERSION")), data };
    let (recipe, origin) = (material.recipe.to_json(), json::indented(&origin));
    match (recipe.trim_end().strip_suffix("\n}"), origin.strip_prefix("{\n")) {
        (Some(recipe), Some(origin)) => format!("{recipe},\n{origin}\n"),
        _ => recipe,
    }
}
