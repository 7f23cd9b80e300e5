//! `enclave export`: from an analysis in a folder to the files that other tools take in.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use enclave::engine::export::sql::SqlOptions;
use enclave::engine::export::{
    ContactRows, ContactsChoice, ExportedFile, Format, Material, Portable, Safety, write,
};
use enclave::engine::present::report::ReportOptions;
use enclave::engine::segmentation::SegmentId;
use enclave_destinations::destinations::{
    ALL, Consent, Export, Field, Refusal, Sink, Summary, Wish, find, pack,
};
use serde_json::json;

use crate::arguments::{Arguments, halves, parsed_word};
use crate::failure::Failure;
use crate::modelling;
use crate::querying;
use crate::saved;
use crate::segmenting::Run;

/// The names of files that are no list for a tool.
const OWN: [&str; 10] =
    ["customers", "recipe", "analysis", "problems", "report", "sql", "model", "pmml", "pyspark", "check"];
/// The options of every export.
const ALWAYS: [&str; 4] = ["analysis", "input", "out", "to"];
/// Those of an export for a tool.
const OF_TOOLS: [&str; 15] = [
    "by-segment",
    "columns",
    "consent-override",
    "consent-words",
    "decimal",
    "encoding",
    "exact",
    "field",
    "keep-repeats",
    "line-end",
    "preflight",
    "segments",
    "separator",
    "set",
    "zip",
];

/// Writes the files, then one JSON object that names them and accounts for everybody.
pub fn export(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    if arguments.has("list") {
        arguments.refuse_others(&["list"], "--list")?;
        return list(out);
    }
    let name = arguments.one("to").ok_or_else(|| Failure::usage("--to NAME is missing."))?;
    let is_own = OWN.contains(&name);
    if !is_own && find(name).is_none() {
        return Err(Failure::usage(format!("--to {name}: {} are known.", names().join(", "))));
    }
    let own_options: &[&str] = match name {
        "customers" => &["exact", "segments"],
        "sql" => &["cut-points", "dialect", "table"],
        _ if is_own => &[],
        _ => &OF_TOOLS,
    };
    arguments.refuse_others(&[&ALWAYS, own_options].concat(), &format!("--to {name}"))?;
    let analysis = arguments.one("analysis").ok_or_else(|| Failure::usage("--analysis DIR is missing."))?;
    let statements = querying::asked(arguments)?;
    let run = saved::run(arguments)?;
    let folder = PathBuf::from(arguments.one("out").unwrap_or(analysis));
    fs::create_dir_all(&folder).map_err(|error| Failure::unwritable(&folder, &error))?;
    if let Some(files) = in_other_words(name, &statements, &run, &folder)? {
        let said = json!({ "to": name, "folder": folder, "files": files });
        return writeln!(out, "{said}").map_err(Failure::unheard);
    }
    if is_own {
        return own(arguments, name, &run, &folder, out);
    }
    let (summary, paths) = tool(arguments, name, &run, &folder)?;
    let said = said(&summary, &paths, &folder);
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// The statements, or a form of the model with its check file, where that is what is asked for.
fn in_other_words(
    name: &str,
    statements: &[SqlOptions],
    run: &Run,
    folder: &Path,
) -> Result<Option<Vec<String>>, Failure> {
    let form = match name {
        "sql" => return querying::write(statements, run, folder).map(Some),
        "model" => Portable::Model,
        "pmml" => Portable::Pmml,
        "pyspark" => Portable::Pyspark,
        "check" => Portable::Check,
        _ => return Ok(None),
    };
    let (written, _) = modelling::forms(&[form], run, folder)?;
    Ok(Some(written.into_iter().map(str::to_owned).collect()))
}

/// Every name that `--to` takes.
fn names() -> Vec<&'static str> {
    OWN.into_iter().chain(ALL.iter().map(|it| it.id)).collect()
}

fn list(out: &mut dyn Write) -> Result<(), Failure> {
    for it in ALL {
        let setting = |it: &enclave_destinations::destinations::Setting| json!({ "id": it.id, "label": it.label, "help": it.help, "given": it.given, "options": it.options });
        let line = json!({
            "id": it.id,
            "name": it.name,
            "about": it.about,
            "source": it.source,
            "read_on": it.read_on,
            "settings": it.settings.iter().map(setting).collect::<Vec<_>>(),
        });
        writeln!(out, "{line}").map_err(Failure::unheard)?;
    }
    Ok(())
}

/// A file of Enclave's own.
fn own(
    arguments: &Arguments,
    name: &str,
    run: &Run,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let material = material(run);
    let safety = if arguments.has("exact") { Safety::Exact } else { Safety::Spreadsheet };
    let format = match name {
        "recipe" => Format::Recipe,
        "analysis" => Format::Analysis,
        "problems" => Format::Problems,
        "report" => Format::Report(ReportOptions::default()),
        _ => Format::Customers { segments: chosen(arguments, run)?, safety },
    };
    let ExportedFile { file_name, bytes, n_rows, .. } = write(&material, &format);
    let path = folder.join(&file_name);
    fs::write(&path, &bytes).map_err(|error| Failure::unwritable(&path, &error))?;
    let file = json!({ "name": file_name, "n_rows": n_rows, "n_bytes": bytes.len() });
    let said = json!({ "to": name, "folder": folder, "files": [file] });
    writeln!(out, "{said}").map_err(Failure::unheard)
}

/// Files for a tool: what came of it, and where they are.
fn tool(
    arguments: &Arguments,
    name: &str,
    run: &Run,
    folder: &Path,
) -> Result<(Summary, Vec<String>), Failure> {
    let wish = wish(arguments, name)?;
    let choice = ContactsChoice {
        segments: chosen(arguments, run)?,
        columns: arguments.one("columns").map_or_else(Vec::new, listed),
        fields: arguments
            .pairs::<Field>("field")?
            .into_iter()
            .map(|(it, name)| (it, name.to_owned()))
            .collect(),
        beside: Vec::new(),
    };
    let rows = ContactRows::new(material(run), &choice)?;
    let mut export = Export::new(rows.contacts(), &wish).map_err(refused)?;
    let batches = || std::iter::successors(rows.batch(0), |it| rows.batch(it.1)).map(|it| it.0);
    if export.wants_look() {
        batches().try_for_each(|it| export.look(&it)).map_err(refused)?;
    }
    let mut saved = Saved { folder, files: Vec::new(), is_looking: arguments.has("preflight"), fault: None };
    let done = batches().try_for_each(|it| export.push(&it, &mut saved));
    let done = done.and_then(|()| export.finish(&mut saved));
    if let Some(fault) = saved.fault.take() {
        saved.remove();
        return Err(fault);
    }
    let summary = done.map_err(|error| {
        saved.remove();
        refused(error)
    })?;
    let names = saved.settle(&summary, arguments.has("zip"))?;
    Ok((summary, names))
}

fn material(run: &Run) -> Material<'_> {
    Material { source: &run.joined.source, recipe: &run.recipe, outcome: &run.outcome }
}

/// What the command line asks for.
fn wish(arguments: &Arguments, name: &str) -> Result<Wish, Failure> {
    let mut wish = Wish::of(name);
    if let Some(reason) = arguments.one("consent-override") {
        wish.consent = Consent::Overridden { reason: reason.to_owned() };
    }
    wish.leave_out_repeats = !arguments.has("keep-repeats");
    wish.is_by_segment = arguments.has("by-segment");
    for value in arguments.all("set") {
        let (id, value) = halves("set", value)?;
        wish.settings.insert(id.to_owned(), value.to_owned());
    }
    if let Some(words) = arguments.one("consent-words") {
        wish.settings.insert("consent-words".to_owned(), words.to_owned());
    }
    let choices = &mut wish.choices;
    choices.separator = arguments.one("separator").map(separator).transpose()?;
    choices.decimal = arguments.word("decimal")?;
    choices.encoding = arguments.one("encoding").map(|it| parsed_word("encoding", it)).transpose()?;
    choices.line_end = arguments.word("line-end")?;
    if arguments.has("exact") {
        choices.safety = Some(enclave_destinations::destinations::Safety::Exact);
    }
    Ok(wish)
}

fn separator(text: &str) -> Result<char, Failure> {
    let one = |it: &str| it.chars().next().filter(|first| it.len() == first.len_utf8());
    let known = match text {
        "comma" => Some(','),
        "semicolon" => Some(';'),
        "tab" => Some('\t'),
        "pipe" => Some('|'),
        other => one(other).filter(|it| it.is_ascii_punctuation() && !matches!(it, '"' | '\'')),
    };
    known.ok_or_else(|| {
        Failure::usage(format!("--separator {text}: comma, semicolon, tab, pipe or one mark is meant."))
    })
}

/// The segments named with `--segments`, by name or number.
fn chosen(arguments: &Arguments, run: &Run) -> Result<Vec<SegmentId>, Failure> {
    let segments = &run.outcome.segmentation.segments;
    let find = |named: String| {
        let by_number = || named.parse::<usize>().ok().and_then(|it| segments.get(it.checked_sub(1)?));
        let found = segments.iter().find(|it| it.name == named).or_else(by_number);
        found.map(|it| it.id).ok_or_else(|| {
            let all: Vec<&str> = segments.iter().map(|it| it.name.as_str()).collect();
            Failure::usage(format!("--segments {named}: {} are there.", all.join(", ")))
        })
    };
    arguments.one("segments").map_or_else(Vec::new, listed).into_iter().map(find).collect()
}

fn listed(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// Files in a folder, under names of their own until all is done.
struct Saved<'a> {
    folder: &'a Path,
    files: Vec<(PathBuf, Option<File>)>,
    is_looking: bool,
    fault: Option<Failure>,
}

impl Sink for Saved<'_> {
    fn bytes(&mut self, file: usize, bytes: &[u8]) -> bool {
        if self.is_looking {
            return true;
        }
        while self.files.len() <= file {
            self.files.push((self.folder.join(format!(".enclave-{}.part", self.files.len())), None));
        }
        let Some((path, open)) = self.files.get_mut(file) else { return false };
        let written = match open {
            Some(it) => it.write_all(bytes),
            None => File::create(&*path).and_then(|mut it| {
                it.write_all(bytes)?;
                *open = Some(it);
                Ok(())
            }),
        };
        self.fault = written.err().map(|error| Failure::unwritable(path, &error));
        self.fault.is_none()
    }
}

impl Saved<'_> {
    /// Gives the files their names, or puts them into one archive as the page does.
    fn settle(mut self, summary: &Summary, is_zipped: bool) -> Result<Vec<String>, Failure> {
        if self.is_looking {
            return Ok(Vec::new());
        }
        let parts: Vec<PathBuf> = self.files.drain(..).map(|it| it.0).collect();
        let path_of = |name: &str| self.folder.join(name);
        if is_zipped {
            let pieces = pack::pieces(summary).ok_or_else(|| {
                Failure::usage("These files are too large for one archive; leave --zip out.")
            })?;
            zip(&path_of(&summary.archive_name), &pieces, &parts)?;
            parts
                .iter()
                .try_for_each(|it| fs::remove_file(it).map_err(|error| Failure::unwritable(it, &error)))?;
            return Ok(vec![summary.archive_name.clone()]);
        }
        let mut names = Vec::new();
        for (part, file) in parts.iter().zip(&summary.files) {
            fs::rename(part, path_of(&file.name)).map_err(|error| Failure::unwritable(part, &error))?;
            names.push(file.name.clone());
        }
        if summary.files.len() > 1 || !summary.override_reason.is_empty() {
            let path = path_of(pack::README);
            fs::write(&path, summary.readme()).map_err(|error| Failure::unwritable(&path, &error))?;
            names.push(pack::README.to_owned());
        }
        Ok(names)
    }

    /// Takes away what was begun.
    fn remove(&mut self) {
        for (path, _) in self.files.drain(..) {
            // What cannot be removed is said by what comes next.
            fs::remove_file(path).unwrap_or_default();
        }
    }
}

fn zip(path: &Path, pieces: &[pack::Piece], parts: &[PathBuf]) -> Result<(), Failure> {
    let unwritable = |error| Failure::unwritable(path, &error);
    let mut archive = File::create(path).map_err(unwritable)?;
    for piece in pieces {
        match piece {
            pack::Piece::Bytes(bytes) => archive.write_all(bytes).map_err(unwritable)?,
            pack::Piece::File(idx) => {
                let Some(part) = parts.get(*idx) else { continue };
                let mut part = File::open(part).map_err(|error| Failure::unreadable(part, &error))?;
                std::io::copy(&mut part, &mut archive).map_err(unwritable)?;
            }
        }
    }
    Ok(())
}

fn refused(refusal: Refusal) -> Failure {
    Failure::refused(&refusal.kind, refusal.title, refusal.detail, refusal.remedy)
}

/// What is told of an export.
fn said(summary: &Summary, names: &[String], folder: &Path) -> serde_json::Value {
    let left_out: Vec<_> = summary
        .reconciliation
        .left_out
        .iter()
        .map(|(_, words, n)| json!({ "reason": words, "n": n }))
        .collect();
    let changes: Vec<_> = summary
        .changes
        .iter()
        .map(|it| json!({ "column": it.column, "what": it.words, "n": it.n, "examples": it.examples }))
        .collect();
    let files: Vec<_> = summary
        .files
        .iter()
        .map(|it| json!({ "name": it.name, "n_rows": it.n_rows, "n_bytes": it.n_bytes }))
        .collect();
    json!({
        "to": summary.destination,
        "folder": folder,
        "written": names,
        "files": files,
        "n_in": summary.reconciliation.n_in,
        "n_out": summary.reconciliation.n_out,
        "left_out": left_out,
        "changes": changes,
        "first_rows": summary.shown.iter().map(|it| json!({ "file": it.file, "headings": it.headings, "rows": it.rows })).collect::<Vec<_>>(),
        "consent_column": summary.consent_column,
        "consent_words": summary.consent_words.iter().map(|it| json!({ "word": it.word, "is_yes": it.is_yes, "n": it.n })).collect::<Vec<_>>(),
        "n_without_consent": summary.n_without_consent,
        "warnings": summary.warnings,
        "n_problems": summary.n_problems,
    })
}
