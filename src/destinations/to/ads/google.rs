//! Google Ads Customer Match: e-mail addresses, phones, names with country and postcode.
//!
//! A postal address is matched only by all four of its columns, so one that lacks a part is left
//! empty. Consent is told to Google for a whole file, so files are split by it.

use std::cell::RefCell;
use std::rc::Rc;

use super::{COUNTRY, HASHES, TEXT, by_segment, column};
use crate::destinations::consent::{Reader, Said};
use crate::destinations::identity::digest;
use crate::destinations::identity::normal::{self, Vendor};
use crate::destinations::identity::{Places, country, hashed_email, hashed_phone, hashed_text};
use crate::destinations::{
    Change, Contacts, Destination, Field, Group, Limits, Matching, Need, Note, OutColumn, Parting, Plan,
    Refusal, Row, Rule, Setting, Table, Take, Wish, clean,
};

pub(in crate::destinations::to) static GOOGLE: Destination = Destination {
    id: "google-ads",
    name: "Google Ads Customer Match",
    about: "Hashed e-mail addresses, phones and names of each segment, as a customer list.",
    group: Group::Ads,
    source: "support.google.com/google-ads/answer/7659867, 7476159 and 14310715",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: TEXT,
    is_free: false,
    notes: &[
        HASHES,
        Note {
            text: "In the European Economic Area both consents, for user data and for personalised ads, must be granted; Google asks once for a whole file.",
            read_on: "",
        },
        Note { text: "Country and Zip are not hashed, by Google's own rule.", read_on: "" },
    ],
    settings: &[
        COUNTRY,
        Setting {
            id: "gmail-dots",
            label: "Dots in addresses at Gmail",
            help: "Google asks to take them out for some of its tools; for Customer Match it says nothing.",
            given: "keep",
            options: &["keep", "remove"],
        },
        Setting {
            id: "ad-user-data",
            label: "Column of the consent to user data",
            help: "Its name in the file. Files are split by what it says.",
            given: "",
            options: &[],
        },
        Setting {
            id: "ad-personalization",
            label: "Column of the consent to personalised ads",
            help: "Its name in the file. Files are split by what it says.",
            given: "",
            options: &[],
        },
    ],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let places = Places::new(contacts, wish)?;
    let is_without_dots = GOOGLE.setting(wish, "gmail-dots") == "remove";
    let mut columns: Vec<OutColumn> = [
        column(contacts, Field::Email, "Email", hashed_email(Vendor::Google, is_without_dots)),
        column(contacts, Field::Phone, "Phone", hashed_phone(Vendor::Google, &places)),
    ]
    .into_iter()
    .flatten()
    .collect();
    columns.extend(address(contacts, &places));
    let table = Table::new("", columns);
    if table.columns.is_empty() {
        return Err(Refusal::no_column(
            GOOGLE.name,
            "an e-mail address, a phone number, or names with country and postcode",
        ));
    }
    let needs = vec![Need::one_of(&table, &["Email", "Phone", "Zip"])];
    let key = Some(Matching { alternatives: vec![(0..table.columns.len()).collect()] });
    let mut partings = by_segment(contacts, wish);
    partings.extend(by_consent(contacts, wish)?);
    Ok(Plan { tables: vec![table], needs, key, partings })
}

/// First Name, Last Name, Country, Zip; nothing where one of them cannot be had.
fn address(contacts: &Contacts, places: &Rc<Places>) -> Vec<OutColumn> {
    let of = |field| contacts.position(field);
    let (Some(first), Some(last), Some(zip)) =
        (of(Field::FirstName), of(Field::LastName), of(Field::Postcode))
    else {
        return Vec::new();
    };
    if of(Field::Country).is_none() && !places.has_given() {
        return Vec::new();
    }
    let guard = || whole([first, last, zip], places);
    let with = |rules: Vec<Rule>| std::iter::once(guard()).chain(rules).collect::<Vec<_>>();
    let first_form = |it: &str| Some(normal::first_name(Vendor::Google, it));
    let last_form = |it: &str| Some(normal::last_name(Vendor::Google, it));
    let country_column = match of(Field::Country) {
        Some(at) => Take::Column(at),
        None => Take::Words(String::new()),
    };
    let country_rules = vec![country(places), whole([first, last, zip], places)];
    vec![
        OutColumn::new("First Name", Take::Column(first), with(hashed_text(first_form))),
        OutColumn::new("Last Name", Take::Column(last), with(hashed_text(last_form))),
        OutColumn::new("Country", country_column, country_rules),
        OutColumn::new("Zip", Take::Column(zip), with(clean::plain())),
    ]
}

/// Empties a part of an address whose other parts lack.
fn whole([first, last, zip]: [usize; 3], places: &Rc<Places>) -> Rule {
    let places = Rc::clone(places);
    let (tidy, scratch) = (clean::plain(), RefCell::new(String::new()));
    Box::new(move |row: &Row<'_>, cell: &mut String| {
        let mut scratch = scratch.borrow_mut();
        let mut is_there = |column: usize, is_usable: fn(&str) -> bool| {
            row.cell(column).clone_into(&mut scratch);
            for rule in &tidy {
                rule(row, &mut scratch);
            }
            is_usable(&scratch)
        };
        let is_whole = places.country(row).is_some()
            && is_there(first, |it| !it.is_empty() && !digest::is_md5(it))
            && is_there(last, |it| normal::has_letters(it) && !digest::is_md5(it))
            && is_there(zip, |it| !it.is_empty());
        (!is_whole && !cell.is_empty()).then(|| {
            cell.clear();
            Change::Incomplete
        })
    })
}

/// Splits by what the columns of consent say, where there are any.
fn by_consent(contacts: &Contacts, wish: &Wish) -> Result<Option<Parting>, Refusal> {
    let mut readers = Vec::new();
    for id in ["ad-user-data", "ad-personalization"] {
        let Some(name) = wish.setting(id) else { continue };
        let named = contacts.columns.iter().position(|it| it.name.eq_ignore_ascii_case(name));
        let Some(at) = named else {
            let detail = format!("No column is called “{name}”.");
            return Err(Refusal::new(
                "column_missing",
                "A column is missing",
                detail,
                "Name one of the file's columns.",
            ));
        };
        readers.push(Reader::at(contacts, wish, at));
    }
    if readers.is_empty() {
        readers.extend(Reader::of(contacts, wish));
    }
    if readers.is_empty() {
        return Ok(None);
    }
    let readers = RefCell::new(readers);
    Ok(Some(Parting::Made(Box::new(move |row, name| {
        let (mut is_denied, mut is_granted) = (false, true);
        for reader in readers.borrow_mut().iter_mut() {
            let said = reader.read(row.cell(reader.column()));
            is_denied |= said == Said::No;
            is_granted &= said == Said::Yes;
        }
        name.push_str(match (is_denied, is_granted) {
            (true, _) => "consent-denied",
            (_, true) => "consent-granted",
            (false, false) => "consent-not-said",
        });
    }))))
}
