//! What undoes wrappings, as a module of its own beside the program: built, bound, packed, named in
//! the page with its integrity. The page loads it after it can be read and before it is sealed.

use std::fs;

use crate::page::{Page, named_by_hash};
use crate::process::Step;
use crate::{comments, pack, place};

/// What the names of its files start with.
pub const STEM: &str = "wrapping";
/// The global that its glue leaves.
const GLOBAL: &str = "wrapping";
/// How a module is made small, the program as well: smallest first, and flat before the last round.
pub const SMALLER: [&str; 7] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=60",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
];

/// Builds the module and adds it to the page.
pub fn add(page: &mut Page) -> Result<(), String> {
    let folder = place::inside("target/wrapping");
    let plain = folder.join("wrapping_bg.wasm");
    let small = folder.join("wrapping_small.wasm");
    let target = ["--target", "wasm32-unknown-unknown"];
    let package = ["--package", "enclave-wrapping", "--lib"];
    Step::new("cargo").args(["build", "--release", "--locked"]).args(target).args(package).stream()?;
    let built = place::inside("target/wasm32-unknown-unknown/release/enclave_wrapping.wasm");
    Step::new("wasm-bindgen")
        .args(["--target", "no-modules", "--no-modules-global", GLOBAL, "--no-typescript"])
        .args(["--out-name", STEM, "--out-dir"])
        .arg(&folder)
        .arg(&built)
        .stream()?;
    Step::new("wasm-opt").args(SMALLER).arg(&plain).arg("-o").arg(&small).stream()?;
    let read = |path: &std::path::Path| fs::read(path).map_err(|it| format!("{}: {it}", path.display()));
    let glue = String::from_utf8(read(&folder.join("wrapping.js"))?).map_err(|it| it.to_string())?;
    let glue = comments::without_comments(&glue)?;
    let module = pack::packed(&read(&small)?)?;
    let parts = [(".js", glue.into_bytes()), (pack::ENDING, module)];
    let mut named = Vec::new();
    for (ending, bytes) in parts {
        named.push(page.write(&named_by_hash(STEM, ending, &bytes), &bytes)?);
    }
    let [(glue, glue_integrity), (module, module_integrity)] = named.as_slice() else {
        return Err("the module has two files".to_owned());
    };
    // A browser does nothing with links of this kind; boot.js reads them.
    let links = format!(
        "<link rel=\"part\" id=\"{STEM}-glue\" href=\"./{glue}\" integrity=\"{glue_integrity}\">\n\
         <link rel=\"part\" id=\"{STEM}-module\" href=\"./{module}\" integrity=\"{module_integrity}\">\n"
    );
    page.html = page.html.replacen("</head>", &format!("{links}</head>"), 1);
    Ok(())
}
