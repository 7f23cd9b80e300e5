//! What a first visit costs: every file of the page, as it is and as a host would send it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::pack;

/// What may be loaded before the page answers, in gzipped bytes.
const CEILING: usize = 600_000;
/// What the engine may cost, the part of the program that only workers run; a file waits for it.
const CEILING_OF_ENGINE: usize = 385_000;
/// What the page itself and its styles may cost, so that something can be read soon.
const CEILING_TO_READ: usize = 24_000;

/// What the module that undoes wrappings may cost; it is loaded once the page can be read.
const CEILING_OF_WRAPPING: usize = 600_000;

/// One file of the page.
pub struct Weight {
    /// Its name.
    pub name: String,
    /// Bytes as they are.
    pub raw: usize,
    /// Bytes gzipped.
    pub gzip: usize,
    /// For a packed file, bytes unpacked and those gzipped: what it would cost otherwise.
    pub unpacked: Option<(usize, usize)>,
}

/// Every file that a visit loads.
pub fn measure(dist: &Path) -> Result<Vec<Weight>, String> {
    let mut all = Vec::new();
    let entries = fs::read_dir(dist).map_err(|it| format!("{}: {it}", dist.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !["html", "css", "js", "pack"].iter().any(|it| extension(&name) == *it) {
            continue;
        }
        let bytes = fs::read(entry.path()).map_err(|it| format!("{name}: {it}"))?;
        all.push(weight(name, &bytes)?);
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

fn weight(name: String, bytes: &[u8]) -> Result<Weight, String> {
    let unpacked = if name.ends_with(pack::ENDING) {
        let plain = pack::unpacked(bytes)?;
        Some((plain.len(), gzipped(&plain)?))
    } else {
        None
    };
    Ok(Weight { gzip: gzipped(bytes)?, raw: bytes.len(), unpacked, name })
}

/// Shows every file and the sums.
pub fn print(weights: &[Weight]) {
    println!("\n{:<36}{:>12}{:>12}", "first visit", "bytes", "gzipped");
    for it in weights {
        println!("{:<36}{:>12}{:>12}", it.name, thousands(it.raw), thousands(it.gzip));
        if let Some((raw, gzip)) = it.unpacked {
            println!("{:<36}{:>12}{:>12}  not sent", "  the same unpacked", thousands(raw), thousands(gzip));
        }
    }
    for (what, ceiling, is_part) in SUMS {
        let found = sum(weights, is_part);
        println!("{what:<36}{:>12}{:>12}  ceiling {}", "", thousands(found), thousands(*ceiling));
    }
    println!("{:<36}{:>12}{:>12}", "page and engine", "", thousands(sum(weights, &|it| !is_wrapping(it))));
    println!("{:<36}{:>12}{:>12}", "everything", "", thousands(sum(weights, &|_| true)));
}

/// What is said of a sum, what it may be, and which files are in it.
type Sum = (&'static str, usize, &'static dyn Fn(&str) -> bool);

/// Files in the order in which they are needed.
const SUMS: &[Sum] = &[
    ("page and styles, to read", CEILING_TO_READ, &is_to_read),
    ("first load, until the page answers", CEILING, &is_first),
    ("behind it: the engine", CEILING_OF_ENGINE, &is_engine),
    ("behind it: what undoes wrappings", CEILING_OF_WRAPPING, &is_wrapping),
];

/// What is too large.
pub fn faults(weights: &[Weight]) -> Vec<String> {
    let over = SUMS.iter().filter_map(|(what, ceiling, is_part)| {
        let found = sum(weights, is_part);
        (found > *ceiling)
            .then(|| format!("{what}: {} bytes gzipped, {} allowed", thousands(found), thousands(*ceiling)))
    });
    over.collect()
}

fn sum(weights: &[Weight], is_part: &dyn Fn(&str) -> bool) -> usize {
    weights.iter().filter(|it| is_part(&it.name)).map(|it| it.gzip).sum()
}

fn is_first(name: &str) -> bool {
    !is_engine(name) && !is_wrapping(name)
}

fn is_engine(name: &str) -> bool {
    name.starts_with(crate::parts::STEM)
}

fn is_wrapping(name: &str) -> bool {
    name.starts_with(crate::wrapping::STEM)
}

fn is_to_read(name: &str) -> bool {
    matches!(extension(name), "html" | "css")
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, it)| it)
}

fn gzipped(bytes: &[u8]) -> Result<usize, String> {
    gzip(bytes).map(|it| it.len())
}

/// Bytes as a host sends them.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).map_err(|it| it.to_string())?;
    encoder.finish().map_err(|it| it.to_string())
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{CEILING, CEILING_OF_ENGINE, CEILING_OF_WRAPPING, Weight, faults, thousands};

    fn weight(name: &str, gzip: usize) -> Weight {
        Weight { name: name.into(), raw: gzip * 3, gzip, unpacked: None }
    }

    #[test]
    fn a_page_at_the_ceiling_is_allowed_and_one_byte_more_is_not() {
        assert!(faults(&[weight("app.wasm", CEILING)]).is_empty());
        assert_eq!(faults(&[weight("app.wasm", CEILING), weight("boot.js", 1)]).len(), 1);
    }

    #[test]
    fn what_undoes_wrappings_has_a_ceiling_of_its_own() {
        let part = |gzip| weight("wrapping-1.pack", gzip);
        assert!(faults(&[weight("app.wasm", CEILING), part(CEILING_OF_WRAPPING)]).is_empty());
        assert_eq!(faults(&[part(CEILING_OF_WRAPPING + 1)]).len(), 1);
    }

    #[test]
    fn the_engine_has_a_ceiling_of_its_own() {
        let part = |gzip| weight("engine-1.pack", gzip);
        assert!(faults(&[weight("app.wasm", CEILING), part(CEILING_OF_ENGINE)]).is_empty());
        assert_eq!(faults(&[part(CEILING_OF_ENGINE + 1)]).len(), 1);
    }

    #[test]
    fn styles_have_a_ceiling_of_their_own() {
        assert_eq!(faults(&[weight("parts.css", 23_000), weight("index.html", 1_001)]).len(), 1);
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        assert_eq!([thousands(7), thousands(1_234), thousands(350_000)], ["7", "1,234", "350,000"]);
    }
}
