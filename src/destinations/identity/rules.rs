//! The rules of columns that are hashed: brought into the vendor's form, then SHA-256.
//!
//! What cannot be brought into its form is left empty and counted, for the hash of a wrong form
//! matches nobody. What is a SHA-256 already is taken as it is; an MD5 is not.

use std::cell::RefCell;
use std::rc::Rc;

use super::countries::Countries;
use super::digest;
use super::normal::{self, Vendor};
use crate::destinations::phones::Phones;
use crate::destinations::{Change, Contacts, Refusal, Rule, Wish, clean, email};
use crate::kernel::contacts::{Field, Row};

/// What the setting of the country is called.
pub const DEFAULT_COUNTRY: &str = "default-country";

/// What is known of phones and countries, and where a contact's country stands.
pub struct Places {
    phones: Phones,
    countries: Countries,
    column: Option<usize>,
    /// Where the column is empty or there is none.
    given: Option<&'static str>,
    /// The last cell that was read, for rows of one country follow one another.
    last: RefCell<(String, Option<&'static str>)>,
}

impl Places {
    /// For these contacts; refused where the country that a person gave is none.
    pub fn new(contacts: &Contacts, wish: &Wish) -> Result<Rc<Self>, Refusal> {
        let countries = Countries::new();
        let given = wish.setting(DEFAULT_COUNTRY).map(|text| (text, countries.letters(text)));
        if let Some((text, None)) = given {
            let detail = format!("“{text}” is no country.");
            let remedy = "Give its two letters, such as DE, or its English name.";
            return Err(Refusal::new("unknown_country", "The country is not known", detail, remedy));
        }
        let given = given.and_then(|it| it.1);
        Ok(Rc::new(Self {
            phones: Phones::new(),
            countries,
            column: contacts.position(Field::Country),
            given,
            last: RefCell::default(),
        }))
    }

    /// Whether a person gave a country for rows that name none.
    pub fn has_given(&self) -> bool {
        self.given.is_some()
    }

    /// The contact's country: what stands in its row, else what was given where nothing stands.
    pub fn country(&self, row: &Row<'_>) -> Option<&'static str> {
        let cell = self.column.map_or("", |it| row.cell(it));
        if cell.trim().is_empty() {
            return self.given;
        }
        let mut last = self.last.borrow_mut();
        if last.0 != cell {
            cell.clone_into(&mut last.0);
            last.1 = self.countries.letters(cell);
        }
        last.1
    }
}

/// An e-mail address, checked and hashed; without the dots of Gmail where a person wants that.
pub fn hashed_email(vendor: Vendor, is_without_dots: bool) -> Vec<Rule> {
    let form = move |_: &Row<'_>, cell: &str| {
        // Checked first: dots that make an address wrong are not made right by taking them out.
        let form = Some(normal::email(vendor, cell)).filter(|it| email::is_email(it))?;
        Some(if is_without_dots { normal::without_gmail_dots(&form) } else { form })
    };
    vec![Box::new(clean::visible), hashed(form, Change::NoEmail)]
}

/// A phone number in E.164 by the contact's country, hashed.
pub fn hashed_phone(vendor: Vendor, places: &Rc<Places>) -> Vec<Rule> {
    let places = Rc::clone(places);
    let form = move |row: &Row<'_>, cell: &str| {
        let e164 = places.phones.read(cell, places.country(row)).ok()?;
        Some(normal::phone(vendor, &e164))
    };
    vec![Box::new(clean::visible), hashed(form, Change::NoPhone)]
}

/// A text in the form that `form` makes of it, hashed; left empty where it makes nothing.
pub fn hashed_text(form: impl Fn(&str) -> Option<String> + 'static) -> Vec<Rule> {
    vec![
        Box::new(clean::visible),
        hashed(move |_, cell| form(cell).filter(|it| !it.is_empty()), Change::Unusable),
    ]
}

/// The two letters of a country; where the cell is empty, of the country that was given.
pub fn country(places: &Rc<Places>) -> Rule {
    let places = Rc::clone(places);
    Box::new(move |row, cell| {
        let Some(letters) = places.country(row) else {
            let is_there = !cell.trim().is_empty();
            cell.clear();
            return is_there.then_some(Change::NoCountry);
        };
        (cell != letters).then(|| {
            letters.clone_into(cell);
            Change::Formed
        })
    })
}

/// Hashes what is there.
pub fn hash_of_it(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    (!cell.is_empty()).then(|| {
        *cell = digest::sha256(cell);
        Change::Hashed
    })
}

fn hashed(form: impl Fn(&Row<'_>, &str) -> Option<String> + 'static, unfit: Change) -> Rule {
    Box::new(move |row, cell| {
        if cell.trim().is_empty() {
            cell.clear();
            return None;
        }
        if let Some(known) = digest::known(cell) {
            *cell = known;
            return Some(Change::HashedBefore);
        }
        let form = if digest::is_md5(cell) { None } else { form(row, cell) };
        *cell = form.as_deref().map(digest::sha256).unwrap_or_default();
        Some(if form.is_some() { Change::Hashed } else { unfit })
    })
}
