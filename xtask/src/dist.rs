//! What the built files may contain: read from `dist/` as it would be put on a host.

use std::fs;
use std::path::Path;

use crate::pack;

/// One rule: given `dist/`, everything that breaks it.
pub type Check = fn(&Path) -> Vec<String>;

/// The rules, each named by the fact it holds up.
pub const CHECKS: &[(&str, Check)] = &[
    ("the page has no script, style or handler of its own", nothing_inline),
    ("every file the page names has an integrity", all_with_integrity),
    ("no file names a foreign address", no_foreign_address),
    ("the program has no binding that could use the network", no_network_binding),
    ("the policy of the page and of the headers is the same", one_policy),
];

/// Text that looks like an address and is none that anything is asked of: names of languages and forms.
const MENTIONED: &[&str] = &[
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://www.dmg.org/PMML-4_4",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/2000/xmlns/",
    "http://www.w3.org/XML/1998/namespace",
];

/// The scripts of the page, in the order in which they run.
const SCRIPTS: [&str; 2] = ["./unpack", "./boot"];

/// Calls that reach the network or another page, as the glue would spell them.
const DOORS: &[&str] = &[
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "RTCDataChannel",
    "importScripts",
    "serviceWorker",
    ".open(",
    ".assign(",
    ".location =",
    "new Worker",
    "SharedWorker",
    "new Function",
    "eval(",
    "import(",
];

fn nothing_inline(dist: &Path) -> Vec<String> {
    let html = read(dist, "index.html");
    let mut faults = Vec::new();
    for tag in tags(&html) {
        let name = name_of(tag);
        if name == "script" && attribute(tag, "src").is_none() {
            faults.push(format!("index.html: a script without a file: {tag}"));
        }
        if name == "style" {
            faults.push("index.html: a style element".to_owned());
        }
        let inline = attribute_names(tag).into_iter().find(|it| it == "style" || it.starts_with("on"));
        if let Some(inline) = inline {
            faults.push(format!("index.html: “{inline}” in {tag}"));
        }
    }
    faults
}

fn all_with_integrity(dist: &Path) -> Vec<String> {
    let html = read(dist, "index.html");
    let has_file = |tag: &str| match name_of(tag) {
        "script" => true,
        "link" => attribute(tag, "href").is_some_and(|it| !it.starts_with("data:")),
        _ => false,
    };
    let bare = |tag: &&str| !attribute(tag, "integrity").is_some_and(|it| it.starts_with("sha384-"));
    let faults = tags(&html).into_iter().filter(|it| has_file(it)).filter(bare);
    let mut faults: Vec<_> = faults.map(|it| format!("index.html: no integrity in {it}")).collect();
    let scripts = tags(&html).into_iter().filter(|it| name_of(it) == "script");
    let names: Vec<_> = scripts.filter_map(|it| attribute(it, "src")).map(without_hash).collect();
    if names != SCRIPTS {
        faults.push(format!("index.html: the scripts are {names:?}, not {SCRIPTS:?}"));
    }
    faults
}

fn no_foreign_address(dist: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for name in files(dist) {
        let bytes = fs::read(dist.join(&name)).unwrap_or_default();
        let bytes = if name.ends_with(pack::ENDING) { pack::unpacked(&bytes) } else { Ok(bytes) };
        match bytes {
            Ok(bytes) => {
                faults.extend(foreign(&String::from_utf8_lossy(&bytes)).map(|it| format!("{name}: {it}")));
            }
            Err(fault) => faults.push(format!("{name}: {fault}")),
        }
    }
    faults
}

fn no_network_binding(dist: &Path) -> Vec<String> {
    let glues: Vec<_> = files(dist).into_iter().filter(|it| is_glue(it)).collect();
    if !glues.iter().any(|it| it.starts_with("app-")) {
        return vec!["dist: there is no glue".to_owned()];
    }
    glues.iter().flat_map(|name| doors_in(name, &read(dist, name))).collect()
}

fn doors_in(name: &str, glue: &str) -> Vec<String> {
    let Some(imports) = imports_of(glue) else {
        return vec![format!("{name}: the list of bindings was not found")];
    };
    let bindings = imports.lines().filter_map(|line| {
        let door = DOORS.iter().find(|it| line.contains(**it))?;
        Some(format!("{name}: “{door}” in {}", line.trim()))
    });
    bindings.collect()
}

fn one_policy(dist: &Path) -> Vec<String> {
    let html = read(dist, "index.html");
    let is_policy = |tag: &&str| attribute(tag, "http-equiv") == Some("Content-Security-Policy");
    let page = tags(&html).into_iter().find(is_policy).and_then(|it| attribute(it, "content"));
    let headers = read(dist, "_headers");
    let header = headers.lines().find_map(|it| it.trim().strip_prefix("Content-Security-Policy: "));
    match (page, header) {
        // A page cannot say who may frame it; only a header can.
        (Some(page), Some(header)) if header == format!("{page}; frame-ancestors 'none'") => Vec::new(),
        (page, header) => vec![format!("page: {page:?}\nheaders: {header:?}")],
    }
}

fn is_glue(name: &str) -> bool {
    let is_ours = name.starts_with("app-") || name.starts_with(crate::wrapping::STEM);
    is_ours && Path::new(name).extension().is_some_and(|it| it == "js")
}

/// A file's address up to the hash in its name.
fn without_hash(address: &str) -> &str {
    address.rsplit_once('-').map_or(address, |(name, _)| name)
}

/// The part of the glue through which the program calls the browser; the loader after it is boot.js's.
fn imports_of(glue: &str) -> Option<&str> {
    let (_, rest) = glue.split_once("function __wbg_get_imports(")?;
    let end = rest.find("\n    }\n").or_else(|| rest.find("\n}\n"))?;
    rest.get(..end)
}

fn foreign(text: &str) -> impl Iterator<Item = &str> {
    addresses(text).into_iter().filter(|address| !MENTIONED.iter().any(|it| address.starts_with(it)))
}

fn addresses(text: &str) -> Vec<&str> {
    let starts = text.match_indices("http://").chain(text.match_indices("https://")).map(|(at, _)| at);
    starts
        .filter_map(|at| text.get(at..))
        .map(|it| it.split(is_end_of_address).next().unwrap_or(it))
        .collect()
}

fn is_end_of_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`' | '<' | '>' | ')' | '\u{fffd}')
}

fn files(dist: &Path) -> Vec<String> {
    let entries = fs::read_dir(dist).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> = entries.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(dist: &Path, name: &str) -> String {
    fs::read_to_string(dist.join(name)).unwrap_or_default()
}

/// The opening tags of a page, comments left out.
fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or_default();
        let end = if rest.starts_with("<!--") { rest.find("-->") } else { end_of_tag(rest) };
        let Some(end) = end else { break };
        let tag = rest.get(..=end).unwrap_or_default();
        if tag.chars().nth(1).is_some_and(|it| it.is_ascii_alphabetic()) {
            found.push(tag);
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    found
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        None
    })
}

fn name_of(tag: &str) -> &str {
    let text = tag.trim_start_matches('<');
    text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The attribute names of a tag, values left out.
fn attribute_names(tag: &str) -> Vec<String> {
    let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
    let words = outside.split_whitespace().skip(1).filter_map(|it| it.split_once('='));
    words.map(|(name, _)| name.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        addresses, all_with_integrity, attribute_names, imports_of, no_foreign_address, no_network_binding,
        nothing_inline, tags,
    };
    use crate::pack;
    use std::fs;
    use std::path::PathBuf;

    fn dist(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("enclave-dist-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_page_with_files_only_is_fine() {
        let page = "<!-- <script>x</script> --><link href=\"a.css\" integrity=\"sha384-A\"><script src=\"./unpack-1.js\" integrity=\"sha384-B\"></script><script src=\"./boot-2.js\" integrity=\"sha384-C\"></script>";
        let folder = dist("fine", &[("index.html", page)]);
        assert_eq!(nothing_inline(&folder), Vec::<String>::new());
        assert_eq!(all_with_integrity(&folder), Vec::<String>::new());
    }

    #[test]
    fn inline_script_style_and_handlers_are_found() {
        let page = "<script>x</script><style></style><p style=\"a\"></p><a title=\"on=1\" onclick=\"x\"></a>";
        let folder = dist("inline", &[("index.html", page)]);
        assert_eq!(nothing_inline(&folder).len(), 4);
    }

    #[test]
    fn a_file_without_integrity_is_found() {
        let folder = dist(
            "bare",
            &[(
                "index.html",
                "<link href=\"a.css\"><script src=\"./unpack-1.js\"></script><script src=\"./boot-2.js\" integrity=\"sha384-B\"></script>",
            )],
        );
        assert_eq!(all_with_integrity(&folder).len(), 2);
    }

    #[test]
    fn a_script_more_is_found() {
        let script = |name: &str| format!("<script src=\"./{name}-1.js\" integrity=\"sha384-A\"></script>");
        let page = [script("unpack"), script("boot"), script("more")].concat();
        assert_eq!(all_with_integrity(&dist("more", &[("index.html", &page)])).len(), 1);
    }

    #[test]
    fn an_address_in_the_packed_program_is_found() {
        let folder = dist("address", &[]);
        let program = pack::packed(b"\0asm see https://elsewhere.example/x and http://www.w3.org/2000/svg");
        fs::write(folder.join("app-1.pack"), program.unwrap()).unwrap();
        assert_eq!(no_foreign_address(&folder), ["app-1.pack: https://elsewhere.example/x"]);
    }

    #[test]
    fn a_network_binding_is_found_and_the_loader_is_not() {
        let glue = "function __wbg_get_imports() {\n        f: function(a) { a.focus(); },\n        g: function() { return fetch(1); },\n    }\n    function load() { fetch(2); }";
        let folder = dist("glue", &[("app-1.js", glue)]);
        assert_eq!(no_network_binding(&folder).len(), 1);
        assert!(imports_of(glue).is_some_and(|it| !it.contains("fetch(2)")));
    }

    #[test]
    fn tags_and_attributes_survive_quotes() {
        assert_eq!(tags("<a b=\"1>2\" c=\"d\">x</a>"), ["<a b=\"1>2\" c=\"d\">"]);
        assert_eq!(attribute_names("<a b=\"onload=1\" C=\"d\">"), ["b", "c"]);
        assert_eq!(addresses("see \"https://a.b/c\" and http://d)"), ["http://d", "https://a.b/c"]);
    }
}
