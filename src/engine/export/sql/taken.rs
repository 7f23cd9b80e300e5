//! The cells that the statement takes from the table, under names that need no quotes.

use crate::engine::export::sql::dialect::{Words, fill, is_plain};
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::table::{Cells, Column, Kind, Table, is_birthday, shares};

/// As what a cell is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// A number.
    Number,
    /// Days since 1970-01-01.
    Day,
    /// Text without blanks around it.
    Text,
    /// 1 for yes, 0 for no.
    YesNo,
}

/// The cells taken so far.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    words: &'static Words,
    table: &'a Table,
    cells: Vec<(String, As, String, String)>,
}

impl<'a> Taken<'a> {
    /// Nothing yet.
    pub fn new(words: &'static Words, table: &'a Table) -> Self {
        Self { words, table, cells: Vec::new() }
    }

    /// The name under which a column's cells are taken as something.
    pub fn cell(&mut self, column: &Column, how: As) -> String {
        let known = self.cells.iter().find(|it| it.0 == column.name && it.1 == how);
        if let Some(known) = known {
            return known.2.clone();
        }
        let place = self.table.columns.iter().position(|it| it.name == column.name).unwrap_or_default();
        let mut name = plain(&column.name, place);
        while self.cells.iter().any(|it| it.2 == name) {
            name.push('_');
        }
        let cell = self.expression(column, how);
        self.cells.push((column.name.clone(), how, name.clone(), cell));
        name
    }

    /// Adds the cells to a `SELECT`.
    pub fn add_to(&self, select: &mut Select) {
        for (_, _, name, cell) in &self.cells {
            select.column(cell, name, "");
        }
    }

    /// The names taken.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|it| it.2.as_str())
    }

    /// What a cell of a column is.
    pub fn expression(&self, column: &Column, how: As) -> String {
        let cell = self.words.name_of(&column.name);
        match how {
            As::Number => fill(self.words.number, &cell),
            As::Day => fill(self.words.day, &cell),
            As::Text => self.words.text_of(&cell),
            As::YesNo => self.yes_no(column, &cell),
        }
    }

    /// The words of the file that mean yes and no, and those a database writes itself.
    fn yes_no(&self, column: &Column, cell: &str) -> String {
        let Cells::Codes { dictionary, .. } = &column.cells else { return self.words.text_of(cell) };
        let codes: Vec<u32> = (0_u32..).take(dictionary.len()).collect();
        let values = shares(codes.iter(), dictionary);
        let listed = |wanted: f64, own: [&str; 2]| {
            let of_file = dictionary
                .iter()
                .zip(&values)
                .filter(|it| it.1.to_bits() == wanted.to_bits())
                .map(|it| it.0.to_lowercase());
            let mut all: Vec<String> = of_file.collect();
            let is_new = |it: &&str| dictionary.iter().all(|word| word.to_lowercase() != *it);
            all.extend(own.into_iter().filter(is_new).map(str::to_owned));
            all.iter().map(|it| self.words.quoted(it)).collect::<Vec<_>>().join(", ")
        };
        let text = format!("LOWER(TRIM(CAST({cell} AS {})))", self.words.text);
        format!(
            "CASE WHEN {text} IN ({}) THEN 1 WHEN {text} IN ({}) THEN 0 END",
            listed(1.0, ["true", "t"]),
            listed(0.0, ["false", "f"])
        )
    }
}

/// What cells of a column are where they are measured; refused where they are no numbers.
pub(super) fn measured_as(column: &Column) -> Result<As, SqlRefusal> {
    match &column.cells {
        Cells::Numbers(_) => Ok(As::Number),
        Cells::Days(_) if is_birthday(&column.name) => Err(SqlRefusal::new(
            format!("Ages by the birthdays of “{}” are not written as SQL.", column.name),
            "Leave the column out of what segments are made by.",
        )),
        Cells::Days(_) => Ok(As::Day),
        Cells::Codes { .. } if column.kind == Kind::Flag => Ok(As::YesNo),
        Cells::Codes { .. } | Cells::Texts(_) => Err(SqlRefusal::new(
            format!("The column “{}” holds no numbers.", column.name),
            "Choose another column.",
        )),
    }
}

/// A name for a column's cells that is plain everywhere and none of the statement's own.
pub(super) fn plain(name: &str, place: usize) -> String {
    let mut plain = String::from("c_");
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            plain.push(letter.to_ascii_lowercase());
        } else if !plain.ends_with('_') {
            plain.push('_');
        }
    }
    let plain = plain.trim_end_matches('_');
    if name.is_ascii() && plain.len() > 2 && plain.len() < 40 && is_plain(plain) {
        return plain.to_owned();
    }
    format!("column_{}", place + 1)
}
