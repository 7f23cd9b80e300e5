//! Where advertisements are shown to people who are known already: lists of hashes.
//!
//! What is the same for all: a list has no column for the segment, so each segment has a file of its
//! own and becomes an audience; what says nothing about a person is not written.

pub(super) mod google;
pub(super) mod meta;
pub(super) mod tiktok;
pub(super) mod x;

use crate::destinations::identity::DEFAULT_COUNTRY;
use crate::destinations::{
    Choices, Contacts, Encoding, Field, LineEnd, Note, OutColumn, Parting, Rule, Setting, Take, Wish,
};

/// UTF-8 with commas, as it is: an apostrophe before a hash would make another of it.
const TEXT: Choices = Choices {
    separator: Some(','),
    decimal: None,
    encoding: Some(Encoding::Utf8),
    line_end: Some(LineEnd::Lf),
    safety: None,
};

/// Where phone numbers without a calling code are from.
const COUNTRY: Setting = Setting {
    id: DEFAULT_COUNTRY,
    label: "Country of phone numbers without one",
    help: "Used where a row names no country: two letters such as DE, or a name. Numbers that begin with + need none.",
    given: "",
    options: &[],
};

/// What to know of hashes.
const HASHES: Note = Note {
    text: "E-mail addresses, phones and names are hashed here with SHA-256; nothing leaves this computer unhashed but what stands in the file as it is.",
    read_on: "",
};

/// One file for each segment, unless that was asked for anyway.
fn by_segment(contacts: &Contacts, wish: &Wish) -> Vec<Parting> {
    let column = contacts.position(Field::Segment).filter(|_| !wish.is_by_segment);
    column.map(Parting::Column).into_iter().collect()
}

/// A column of the contacts with these rules, where there is one.
fn column(contacts: &Contacts, field: Field, heading: &str, rules: Vec<Rule>) -> Option<OutColumn> {
    let at = contacts.position(field)?;
    Some(OutColumn::new(heading, Take::Column(at), rules))
}
