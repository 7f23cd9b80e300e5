//! What is written for a destination, worked out before the first contact comes.

use crate::destinations::consent::{Reader, Said};
use crate::destinations::{Consent, Form, Gap, LeftOut, Rule, Wish};
use crate::kernel::contacts::{ContactColumn, ContactKind, Contacts, Field, Row};

/// What is written.
#[derive(Default)]
pub struct Plan {
    /// The tables; all of them have the same contacts.
    pub tables: Vec<Table>,
    /// What a contact must have.
    pub needs: Vec<Need>,
    /// What tells contacts apart, in columns of the first table; nobody repeats where `None`.
    pub key: Option<Matching>,
    /// What contacts are parted by into files of their own.
    pub partings: Vec<Parting>,
}

/// A table that is written into one file or several.
pub struct Table {
    /// What the file is about, a part of its name: `contacts`.
    pub name: String,
    /// Its columns.
    pub columns: Vec<OutColumn>,
    /// What it is written as; separated text where `None`. Called once for each file.
    pub form: Option<Box<dyn Fn() -> Box<dyn Form>>>,
    /// Whether the first line names the columns.
    pub has_header: bool,
    /// Whether the file is called by the table's name alone, for tools that know files by name.
    pub has_own_name: bool,
}

/// A column that is written.
pub struct OutColumn {
    /// Its name in the file.
    pub heading: String,
    /// What a cell is made of.
    pub take: Take,
    /// What it goes through, in order.
    pub rules: Vec<Rule>,
    /// Whether it holds numbers, days or text.
    pub kind: ContactKind,
}

/// Puts text together from a row.
pub type Make = Box<dyn Fn(&Row<'_>, &mut String)>;

/// What a cell is made of.
pub enum Take {
    /// The cell in a column of the contacts, by its position.
    Column(usize),
    /// The same words in every row.
    Words(String),
    /// Put together from a row.
    Made(Make),
}

/// What a contact must have.
pub struct Need {
    /// Columns of the first table, one of which must not be empty.
    pub any_of: Vec<usize>,
}

/// What tells contacts apart.
pub struct Matching {
    /// Alternatives, the surest first: columns of the first table that are compared together, small and
    /// capital letters alike. The first in which a contact has something counts; a contact with nothing
    /// in any is never a repeat.
    pub alternatives: Vec<Vec<usize>>,
}

/// What contacts are parted by.
pub enum Parting {
    /// The text in a column of the contacts, a part of the file's name.
    Column(usize),
    /// A name for each row.
    Made(Make),
}

impl Plan {
    /// What stood in the column that a contact is left out for.
    pub(super) fn value_of(&self, row: &Row<'_>, why: &LeftOut) -> Option<String> {
        let table = self.tables.first()?;
        let column = table.columns.iter().find(|it| why.column() == it.heading)?;
        match &column.take {
            Take::Column(at) => Some(row.cell(*at).to_owned()),
            Take::Words(_) | Take::Made(_) => None,
        }
    }
}

impl Table {
    /// Its headings.
    pub fn headings(&self) -> Vec<String> {
        self.columns.iter().map(|it| it.heading.clone()).collect()
    }

    /// A table of separated text with a header.
    pub fn new(name: &str, columns: Vec<OutColumn>) -> Self {
        Self { name: name.to_owned(), columns, form: None, has_header: true, has_own_name: false }
    }

    /// Position of the column of that heading.
    pub fn position(&self, heading: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.heading == heading)
    }
}

impl OutColumn {
    /// A column of text.
    pub fn new(heading: &str, take: Take, rules: Vec<Rule>) -> Self {
        Self { heading: heading.to_owned(), take, rules, kind: ContactKind::Text }
    }

    /// A column of the contacts, found by what it means; `None` where there is none.
    pub fn of(contacts: &Contacts, field: Field, heading: &str, rules: Vec<Rule>) -> Option<Self> {
        let at = contacts.position(field)?;
        let kind = contacts.columns.get(at).map_or(ContactKind::Text, |it| it.kind);
        Some(Self { heading: heading.to_owned(), take: Take::Column(at), rules, kind })
    }

    /// The day the analysis counts back from; `None` where there are no dates.
    pub fn day(contacts: &Contacts, heading: &str) -> Option<Self> {
        (!contacts.as_of.is_empty()).then(|| Self {
            heading: heading.to_owned(),
            take: Take::Words(contacts.as_of.clone()),
            rules: Vec::new(),
            kind: ContactKind::Day,
        })
    }

    /// A column of the contacts under its own name or another.
    pub fn at(contacts: &Contacts, at: usize, heading: Option<&str>, rules: Vec<Rule>) -> Option<Self> {
        let ContactColumn { name, kind, .. } = contacts.columns.get(at)?;
        let heading = heading.unwrap_or(name).to_owned();
        Some(Self { heading, take: Take::Column(at), rules, kind: *kind })
    }
}

impl Need {
    /// One of these columns of a table must not be empty; those it does not have are passed over.
    pub fn one_of(table: &Table, headings: &[&str]) -> Self {
        Self { any_of: headings.iter().filter_map(|it| table.position(it)).collect() }
    }

    /// What lacks where it is not met.
    pub(super) fn gap(&self, table: &Table, blanked: &[bool]) -> Gap {
        let names = self.any_of.iter().filter_map(|it| table.columns.get(*it));
        let what = names.map(|it| it.heading.as_str()).collect::<Vec<_>>().join(" or ");
        let is_unusable = self.any_of.iter().any(|it| blanked.get(*it).copied().unwrap_or(false));
        if is_unusable { Gap::Unusable(what) } else { Gap::Missing(what) }
    }
}

impl Matching {
    /// These columns of a table, all of them together; `None` where it lacks one.
    pub fn by(table: &Table, headings: &[&str]) -> Option<Self> {
        let columns: Option<Vec<usize>> = headings.iter().map(|it| table.position(it)).collect();
        columns.map(|columns| Self { alternatives: vec![columns] })
    }

    /// The first of these columns in which a contact has something; `None` where a table lacks all.
    pub fn first(table: &Table, headings: &[&str]) -> Option<Self> {
        let columns = headings.iter().filter_map(|it| table.position(it)).map(|it| vec![it]);
        let alternatives: Vec<Vec<usize>> = columns.collect();
        (!alternatives.is_empty()).then_some(Self { alternatives })
    }
}

impl Parting {
    /// Those who agreed, and those who did not, where people without consent are written at all.
    pub fn by_consent(contacts: &Contacts, wish: &Wish) -> Option<Self> {
        let reader = Reader::of(contacts, wish).filter(|_| wish.consent != Consent::Required)?;
        Some(Self::Made(Box::new(move |row, text| {
            let is_yes = reader.judge(row.cell(reader.column())) == Said::Yes;
            text.push_str(if is_yes { "consented" } else { "not-consented" });
        })))
    }
}
