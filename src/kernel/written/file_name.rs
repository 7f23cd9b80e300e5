//! File names that every system takes and no system misreads.
//!
//! Letters and digits of any script, `.`, `_` and `-`; no control or direction characters, no
//! leading `=`, `.` or `-`, no name that Windows keeps for itself, at most 100 bytes.

use crate::kernel::letters::is_letter_or_digit;

const MAX_BYTES: usize = 100;
const RESERVED: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// The source's name without its ending, joined with what the file is.
pub fn clean(source_name: &str, part: &str) -> String {
    let stem = source_name.rsplit_once('.').map_or(source_name, |(stem, _)| stem);
    let stem = words(stem);
    if stem.is_empty() {
        return part.to_owned();
    }
    let room = MAX_BYTES.saturating_sub(part.len() + 2);
    let stem = shortened(&stem, room).trim_end_matches(['-', '.', '_']);
    let mark = if is_reserved(stem) { "_" } else { "" };
    format!("{mark}{stem}-{part}")
}

/// A name cut down to what any file may be called; empty where nothing is left.
pub fn words(name: &str) -> String {
    let mut cleaned = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            _ if is_letter_or_digit(letter) || letter == '_' || letter == '.' => cleaned.push(letter),
            '\'' | '’' => {}
            _ if letter.is_control() || cleaned.ends_with('-') => {}
            _ => cleaned.push('-'),
        }
    }
    let trimmed = cleaned.trim_matches(['-', '.']);
    shortened(trimmed, MAX_BYTES / 2).trim_end_matches(['-', '.']).to_owned()
}

fn shortened(text: &str, n_bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(n_bytes)).unwrap_or("")
}

/// Windows takes `CON.anything` for the console, and likewise the other devices.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or(stem).to_ascii_uppercase();
    let is_port =
        |it: &str| first.strip_prefix(it).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    RESERVED.contains(&first.as_str()) || is_port("COM") || is_port("LPT")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_tricks() {
        for (given, expected) in [
            ("orders export.csv", "orders-export-customers.csv"),
            ("Käufer März.txt", "Käufer-März-customers.csv"),
            ("../../etc/passwd.csv", "etc-passwd-customers.csv"),
            ("=cmd.csv", "cmd-customers.csv"),
            (".hidden", "customers.csv"),
            ("CON.csv", "_CON-customers.csv"),
            ("com7.backup.csv", "_com7.backup-customers.csv"),
            ("a<b>:\"c|d?.csv", "a-b-c-d-customers.csv"),
            ("gnp\u{202e}vsc.csv", "gnp-vsc-customers.csv"),
            ("line\nbreak\0.csv", "linebreak-customers.csv"),
            ("", "customers.csv"),
        ] {
            assert_eq!(clean(given, "customers.csv"), expected, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        let name = clean(&format!("{}.csv", "ü".repeat(400)), "problem-rows.csv");
        assert!(name.len() <= 100 && name.ends_with("ü-problem-rows.csv"), "{name}");
    }
}
