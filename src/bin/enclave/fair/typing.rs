//! `enclave typing`: the questions that tell a customer's segment.

use std::fs;
use std::io::Write;
use std::path::Path;

use enclave::engine::export::typing_files;
use enclave::engine::plan::typing::{TypingOptions, learn};
use enclave::engine::present::typing;
use enclave::engine::progress::Unobserved;
use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::saved;
use crate::segmenting::save;

/// Writes the page, the points and answers to check them by, then one JSON object.
pub fn questions(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let run = saved::run(arguments)?;
    let usual = TypingOptions::default();
    let names = |option: &str| {
        let all = arguments.one(option).unwrap_or_default().split(',').map(str::trim);
        all.filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let most = arguments.number("most")?.unwrap_or(usual.most);
    if !(1..=8).contains(&most) {
        return Err(Failure::usage("--most is a number of questions from 1 to 8."));
    }
    let seed = arguments.number("seed")?.unwrap_or(usual.seed);
    let options = TypingOptions {
        only: names("questions"),
        except: arguments.all("exclude").map(str::to_owned).collect(),
        most,
        seed,
    };
    let outcome = &run.outcome;
    let mut tool = learn(&outcome.matrix, &outcome.segmentation, &options, &mut Unobserved)
        .map_err(|error| Failure::no_questions(&error))?;
    for given in arguments.all("ask") {
        let (column, text) = crate::arguments::halves("ask", given)?;
        let asked = tool.questions.iter_mut().filter(|it| it.column == column || it.label == column);
        asked.for_each(|it| text.clone_into(&mut it.label));
    }
    let folder = Path::new(arguments.one("out").or(arguments.one("analysis")).unwrap_or("."));
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let title = arguments.one("title").unwrap_or("Which segment?");
    let currency = outcome.matrix.currency.as_deref();
    for (name, file) in typing_files(&run.joined.source, &tool, title, currency) {
        save(folder, name, &file)?;
    }
    let words = typing::tested(&tool);
    writeln!(out, "{}", json!({"tool": tool, "words": words})).map_err(Failure::unheard)
}
