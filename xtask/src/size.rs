//! What a first visit costs: every file of the page, as it is and as a host would send it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::pack;

/// What the whole first visit may cost, in gzipped bytes.
const CEILING: usize = 660_000;
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
    let raw = weights.iter().filter(|it| !is_apart(it)).map(|it| it.raw).sum();
    println!(
        "{:<36}{:>12}{:>12}  ceiling {}",
        "in all",
        thousands(raw),
        thousands(total(weights)),
        thousands(CEILING)
    );
    println!(
        "{:<36}{:>12}{:>12}  ceiling {}",
        "page and styles",
        "",
        thousands(to_read(weights)),
        thousands(CEILING_TO_READ)
    );
    println!(
        "{:<36}{:>12}{:>12}  ceiling {}",
        "apart: what undoes wrappings",
        "",
        thousands(apart(weights)),
        thousands(CEILING_OF_WRAPPING)
    );
}

/// What is too large.
pub fn faults(weights: &[Weight]) -> Vec<String> {
    let over = |what: &str, found: usize, ceiling: usize| {
        (found > ceiling)
            .then(|| format!("{what}: {} bytes gzipped, {} allowed", thousands(found), thousands(ceiling)))
    };
    let all = over("first visit", total(weights), CEILING);
    let apart = over("what undoes wrappings", apart(weights), CEILING_OF_WRAPPING);
    all.into_iter().chain(apart).chain(over("page and styles", to_read(weights), CEILING_TO_READ)).collect()
}

fn total(weights: &[Weight]) -> usize {
    weights.iter().filter(|it| !is_apart(it)).map(|it| it.gzip).sum()
}

/// Files that are loaded after the page can be read.
fn apart(weights: &[Weight]) -> usize {
    weights.iter().filter(|it| is_apart(it)).map(|it| it.gzip).sum()
}

fn is_apart(weight: &Weight) -> bool {
    weight.name.starts_with(crate::wrapping::STEM)
}

fn to_read(weights: &[Weight]) -> usize {
    weights.iter().filter(|it| matches!(extension(&it.name), "html" | "css")).map(|it| it.gzip).sum()
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, it)| it)
}

fn gzipped(bytes: &[u8]) -> Result<usize, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).map_err(|it| it.to_string())?;
    encoder.finish().map(|it| it.len()).map_err(|it| it.to_string())
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
    use super::{CEILING, CEILING_OF_WRAPPING, Weight, faults, thousands};

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
    fn styles_have_a_ceiling_of_their_own() {
        assert_eq!(faults(&[weight("parts.css", 23_000), weight("index.html", 1_001)]).len(), 1);
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        assert_eq!([thousands(7), thousands(1_234), thousands(350_000)], ["7", "1,234", "350,000"]);
    }
}
