//! A statement as stations: one common table expression each, with what it does in words.

/// The statement, station after station.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// What stands above it.
    pub says: Vec<String>,
    /// In the order of the flow.
    pub stations: Vec<Station>,
}

/// One common table expression.
#[derive(Debug)]
pub(super) struct Station {
    /// Its name, plain in every database.
    pub name: String,
    /// What it does.
    pub says: String,
    /// Its `SELECT`, lines that are indented already.
    pub body: String,
}

impl Script {
    /// Adds a station, with what it does in words.
    pub fn add(&mut self, name: &str, says: &str, body: String) {
        self.stations.push(Station { name: name.to_owned(), says: says.to_owned(), body });
    }

    /// The whole text; `last` is what it gives.
    pub fn text(&self, last: &str) -> String {
        let mut text = String::new();
        for it in &self.says {
            comment(&mut text, it);
        }
        text.push_str("WITH\n");
        for (idx, station) in self.stations.iter().enumerate() {
            text.push_str("\n-- ");
            text.extend([format!("{}. ", idx + 1)]);
            text.push_str(&one_line(&station.says));
            text.push('\n');
            text.push_str(&station.name);
            text.push_str(" AS (\n");
            text.push_str(&station.body);
            text.push_str(if idx + 1 == self.stations.len() { "\n)\n" } else { "\n),\n" });
        }
        text.push_str(last);
        text.push_str(";\n");
        text
    }
}

/// A line of words; whatever stands in it, the line stays one.
fn comment(text: &mut String, words: &str) {
    text.push_str("-- ");
    text.push_str(&one_line(words));
    text.push('\n');
}

/// Words without anything that could end a line.
pub(super) fn one_line(words: &str) -> String {
    let ends = |it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    words.replace(ends, " ")
}

/// A `SELECT` with one expression a line; what a line says in words stands behind it.
#[derive(Debug, Default)]
pub(super) struct Select {
    columns: Vec<(String, String)>,
}

impl Select {
    /// Adds an expression under a name, with words where it needs some.
    pub fn column(&mut self, expression: &str, name: &str, says: &str) {
        let column = if expression == name { name.to_owned() } else { format!("{expression} AS {name}") };
        self.columns.push((column, one_line(says)));
    }

    /// The text, with what follows the columns.
    pub fn from(self, rest: &str) -> String {
        let mut text = String::from("  SELECT\n");
        let n = self.columns.len();
        for (idx, (column, says)) in self.columns.into_iter().enumerate() {
            text.push_str("    ");
            text.push_str(&column);
            if idx + 1 < n {
                text.push(',');
            }
            if !says.is_empty() {
                text.push_str(" -- ");
                text.push_str(&says);
            }
            text.push('\n');
        }
        text.push_str(rest);
        text
    }
}
