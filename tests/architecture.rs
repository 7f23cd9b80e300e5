//! The house rules, as tests.
//!
//! They read the sources as text: a rule sees `crate::` paths, so rooms are named that way across
//! folders, never by `super::super`.
#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources should fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

/// For each room, what it may name besides itself. The order is the direction of flow. Every room
/// of the engine may name the kernel, which knows none of them; its sort is everybody's.
const MAY_USE: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("engine/progress", &[]),
    ("engine/json", &[]),
    ("engine/by_name", &["engine::json"]),
    ("engine/table", &["engine::progress", "engine::by_name"]),
    ("engine/sample", &["engine::table"]),
    ("engine/join", &["engine::table"]),
    ("engine/features", &["engine::progress", "engine::table"]),
    // No station knows the recipe; what is wrong with an option of a station is said in its words.
    (
        "engine/segmentation",
        &[
            "engine::by_name",
            "engine::json",
            "engine::progress",
            "engine::table",
            "engine::features",
            "engine::recipe::RecipeError",
        ],
    ),
    ("engine/affinity", &["engine::progress", "engine::table", "engine::features", "engine::segmentation"]),
    (
        "engine/learning",
        &["engine::table", "engine::sample", "engine::features", "engine::segmentation", "engine::recipe"],
    ),
    ("engine/profile", &["engine::progress", "engine::table", "engine::features", "engine::segmentation"]),
    (
        "engine/model",
        &[
            "engine::json",
            "engine::progress",
            "engine::table",
            "engine::features",
            "engine::segmentation",
            "engine::recipe",
            "engine::Outcome",
        ],
    ),
    ("engine/claims", &["engine::features", "engine::segmentation", "engine::recipe::RecipeError"]),
    ("engine/audit", &["engine::segmentation", "engine::profile"]),
    (
        "engine/plan",
        &["engine::progress", "engine::table", "engine::join", "engine::features", "engine::segmentation"],
    ),
    (
        "engine/recipe",
        &[
            "engine::json",
            "engine::table",
            "engine::join",
            "engine::features",
            "engine::segmentation",
            "engine::profile",
            "engine::plan",
            "engine::claims",
            "engine::sample",
        ],
    ),
    (
        "engine/present",
        &[
            "engine::table",
            "engine::join",
            "engine::features",
            "engine::segmentation",
            "engine::profile",
            "engine::claims",
            "engine::plan",
            "engine::audit",
            "engine::model",
            "engine::recipe",
            "engine::export",
            "engine::Analysis",
            "engine::EngineError",
            "engine::Outcome",
        ],
    ),
    (
        "engine/export",
        &[
            "engine::json",
            "engine::table",
            "engine::features",
            "engine::segmentation",
            "engine::profile",
            "engine::claims",
            "engine::audit",
            "engine::model",
            "engine::plan",
            "engine::recipe",
            "engine::present",
            "engine::Analysis",
            "engine::Outcome",
        ],
    ),
    ("engine", &["engine"]),
    ("destinations", &["kernel"]),
    ("worker", &["engine", "destinations", "kernel::order"]),
    ("session", &["engine", "destinations", "worker::protocol", "worker::told"]),
    (
        "ui",
        &[
            "engine",
            "destinations",
            "kernel::order",
            "session",
            "worker::client",
            "worker::protocol",
            "worker::serve",
        ],
    ),
];

/// Words that say nothing about what a file is.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "misc", "shared", "types", "manager", "base", "core",
    "lib2",
];

struct Source {
    /// From the project's root, with `/`.
    path: String,
    text: String,
}

#[test]
fn data_flows_one_way() {
    let mut faults = Vec::new();
    for source in rust("src").into_iter().filter(|it| !it.path.contains("/tests/")) {
        let inside = source.path.trim_start_matches("src/").trim_end_matches(".rs");
        let Some((room, allowed)) = MAY_USE.iter().find(|(room, _)| is_within(inside, room)) else {
            continue;
        };
        let own = room.replace('/', "::");
        for (number, line) in code_lines(&source.text) {
            let is_foreign = |named: &str| {
                let is_kernel = named.starts_with("kernel") && room.starts_with("engine");
                !named.starts_with(&own) && !is_kernel && !allowed.iter().any(|it| named.starts_with(it))
            };
            if line.split("crate::").skip(1).any(is_foreign) {
                faults.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(&faults, "rooms reaching against the flow");
}

#[test]
fn rooms_are_named_from_the_crate_not_from_above() {
    let faults = matching(&rust("src"), |it| it.contains("super::super"));
    none(&faults, "paths climbing out of their folder");
}

#[test]
fn every_file_says_what_it_is_for() {
    let all = rust("src").into_iter().chain(rust("tests")).chain(rust("xtask/src"));
    let silent: Vec<_> = all.filter(|it| !it.text.starts_with("//!")).map(|it| it.path).collect();
    none(&silent, "files without a `//!` line");
}

#[test]
fn the_engine_knows_no_browser_and_no_clock() {
    let sources: Vec<_> =
        rust("src/engine").into_iter().chain(rust("src/kernel")).chain(rust("src/destinations")).collect();
    let faults = matching(&sources, |line| {
        ["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo", "SystemTime", "Instant::"]
            .iter()
            .any(|it| line.contains(it))
    });
    none(&faults, "the engine reaching for the browser or the clock");
}

#[test]
fn only_one_folder_names_the_browsers_interfaces() {
    let ui: Vec<_> =
        rust("src/ui").into_iter().filter(|it| !it.path.starts_with("src/ui/browser/")).collect();
    let faults = matching(&ui, |line| {
        ["localStorage", "local_storage(", "XmlHttpRequest", "send_beacon", "fetch_with", "WebSocket::new"]
            .iter()
            .any(|it| line.contains(it))
    });
    none(&faults, "storage or network outside src/ui/browser");
}

#[test]
fn colours_stand_in_the_tokens_only() {
    let styles = files("style", "css").into_iter().filter(|it| it.path != "style/tokens.css");
    let sources: Vec<_> = styles.chain(rust("src/ui")).collect();
    let faults = matching(&sources, |line| has_hex_colour(line) || has_colour_function(line));
    none(&faults, "colour literals outside style/tokens.css");
}

#[test]
fn views_carry_no_inline_style_and_no_raw_markup() {
    let faults = matching(&rust("src/ui"), |line| {
        [
            " style=",
            "(style=",
            "inner_html",
            "set_inner_html",
            "insert_adjacent_html",
            "set_attribute(\"style\"",
        ]
        .iter()
        .any(|it| line.contains(it))
    });
    none(&faults, "inline styles (the policy blocks them) or markup from text");
}

#[test]
fn views_name_no_address() {
    let sources: Vec<_> = rust("src/ui").into_iter().chain(rust("src/session")).collect();
    let faults = matching(&sources, |line| {
        // The name of SVG is spelled like an address and never fetched.
        let line = line.replace("\"http://www.w3.org/2000/svg\"", "");
        line.contains("http://") || line.contains("https://")
    });
    none(&faults, "addresses in the page");
}

#[test]
fn class_names_of_the_page_are_in_the_styles() {
    let css: String = files("style", "css").into_iter().map(|it| it.text).collect();
    let mut faults = Vec::new();
    for source in rust("src/ui") {
        for (number, line) in code_lines(&source.text) {
            let quoted = line.split(" class=\"").skip(1).filter_map(|it| it.split('"').next());
            let named = quoted.flat_map(str::split_whitespace);
            let unknown = named.filter(|it| !css.contains(&format!(".{it}")));
            faults.extend(unknown.map(|it| format!("{}:{number}: {it}", source.path)));
        }
    }
    none(&faults, "classes without a rule");
}

#[test]
fn names_say_what_is_inside() {
    let all = rust("src").into_iter().chain(rust("xtask/src")).chain(rust("tests"));
    let empty: Vec<_> =
        all.filter(|it| it.path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part))).collect();
    none(&empty.into_iter().map(|it| it.path).collect::<Vec<_>>(), "names that say nothing");
}

#[test]
fn no_file_holds_two_thoughts() {
    let limit = |path: &str| if path.starts_with("src/ui/") { 300 } else { 400 };
    let before_tests = |text: &str| text.lines().take_while(|it| *it != "#[cfg(test)]").count();
    let all = rust("src").into_iter().chain(rust("xtask/src"));
    let long = all.map(|it| (before_tests(&it.text), it.path)).filter(|(n, path)| *n > limit(path));
    none(&long.map(|(n, path)| format!("{path}: {n} lines")).collect::<Vec<_>>(), "files that are too long");
    let long = files("style", "css")
        .into_iter()
        .map(|it| (it.text.lines().count(), it.path))
        .filter(|(n, _)| *n > 300);
    none(
        &long.map(|(n, path)| format!("{path}: {n} lines")).collect::<Vec<_>>(),
        "style files that are too long",
    );
}

#[test]
fn no_folder_is_a_heap() {
    let mut folders: Vec<(String, usize)> = Vec::new();
    for source in rust("src") {
        let folder = source.path.rsplit_once('/').map(|(it, _)| it.to_owned()).unwrap();
        match folders.iter_mut().find(|(it, _)| *it == folder) {
            Some((_, n)) => *n += 1,
            None => folders.push((folder, 1)),
        }
    }
    // A step of the page has one component a file, so its folder may be fuller than a station's.
    let limit = |folder: &str| if folder.starts_with("src/ui/") { 20 } else { 14 };
    let heaps =
        folders.into_iter().filter(|(it, n)| *n > limit(it)).map(|(it, n)| format!("{it}: {n} files"));
    none(&heaps.collect::<Vec<_>>(), "folders to be split by meaning");
}

fn is_within(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a `#` is followed by three, four, six or eight hexadecimal digits and then something else.
fn has_hex_colour(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        let n = rest.chars().take_while(char::is_ascii_hexdigit).count();
        let next = rest.chars().nth(n);
        let ends = next.is_none_or(|it| !it.is_ascii_alphanumeric() && it != '-' && it != '_');
        matches!(n, 3 | 4 | 6 | 8) && ends
    })
}

fn has_colour_function(line: &str) -> bool {
    ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch("].iter().any(|it| {
        let before = line.split(it).next().unwrap_or_default();
        before.len() < line.len() && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// The numbered lines that are not comments.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn matching(sources: &[Source], is_fault: impl Fn(&str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        for (number, line) in code_lines(&source.text).filter(|(_, line)| is_fault(line)) {
            faults.push(format!("{}:{number}: {}", source.path, line.trim()));
        }
    }
    faults
}

fn none(faults: &[String], what: &str) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

fn rust(folder: &str) -> Vec<Source> {
    files(folder, "rs")
}

fn files(folder: &str, extension: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(source(root, path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no .{extension} files in {folder}");
    found
}

fn source(root: &Path, path: PathBuf) -> Source {
    let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    Source { path: shown, text: fs::read_to_string(path).unwrap() }
}

#[test]
fn the_colour_rule_knows_colours_from_addresses_within_a_page() {
    assert!(has_hex_colour("color: #fff;") && has_hex_colour("fill=\"#14171c\""));
    assert!(
        !has_hex_colour("href=\"#mark-circle\"")
            && !has_hex_colour("#[derive(Debug)]")
            && !has_hex_colour("\"#/add\"")
    );
    assert!(has_colour_function("color: rgb(0 0 0)") && !has_colour_function("slab(1)"));
}
