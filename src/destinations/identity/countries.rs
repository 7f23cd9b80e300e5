//! Countries as people write them, to the two letters of ISO 3166.

use std::collections::BTreeMap;

/// A line for each country: two letters, three letters, names in small letters, between bars.
const LIST: &str = include_str!("countries.txt");

/// Every country by its letters and names.
pub struct Countries {
    by_name: BTreeMap<&'static str, &'static str>,
}

impl Default for Countries {
    fn default() -> Self {
        Self::new()
    }
}

impl Countries {
    /// All of them.
    pub fn new() -> Self {
        let mut by_name = BTreeMap::new();
        for line in LIST.lines() {
            let mut names = line.split('|');
            let Some(letters) = names.next() else { continue };
            by_name.insert(letters, letters);
            by_name.extend(names.filter(|it| !it.is_empty()).map(|it| (it, letters)));
        }
        Self { by_name }
    }

    /// Two capital letters, from a code of two or three letters or a name in one of eight languages
    /// or the country's own.
    pub fn letters(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        if let Some(found) = self.by_name.get(text) {
            return Some(found);
        }
        if text.len() <= 3 {
            let letters = text.to_ascii_uppercase();
            if let Some(found) = self.by_name.get(letters.as_str()) {
                return Some(found);
            }
        }
        let name = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        self.by_name.get(name.replace('’', "'").as_str()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Countries;

    #[test]
    fn countries_are_known_by_code_and_name() {
        let countries = Countries::new();
        for (text, wanted) in [
            ("DE", "DE"),
            (" de ", "DE"),
            ("deu", "DE"),
            ("Germany", "DE"),
            ("DEUTSCHLAND", "DE"),
            ("United  Kingdom", "GB"),
            ("UK", "GB"),
            ("U.S.", "US"),
            ("Österreich", "AT"),
            ("日本", "JP"),
            ("Côte d’Ivoire", "CI"),
        ] {
            assert_eq!(countries.letters(text), Some(wanted), "{text}");
        }
        for text in ["", "Atlantis", "X", "QQ", "Europe", "49"] {
            assert_eq!(countries.letters(text), None, "{text}");
        }
    }
}
