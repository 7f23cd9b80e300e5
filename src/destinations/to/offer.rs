//! What a person is offered: every destination in words, and why one cannot be had for this file.

use serde::{Deserialize, Serialize};

use crate::destinations::{ALL, Destination, Group, Refusal, Wish};
use crate::kernel::contacts::{Contacts, Field};

/// All that can be asked for, of these contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The destinations, in the order a person is offered them.
    pub offers: Vec<Offer>,
    /// The name of the column of consent; empty where there is none.
    pub consent_column: String,
}

/// A destination in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its id, such as `hubspot`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What is written, in one sentence.
    pub about: String,
    /// The shelf it stands on.
    pub group: Group,
    /// Whether a person may choose how its text files are written.
    pub is_free: bool,
    /// What it has to be told.
    pub settings: Vec<OfferedSetting>,
    /// Where its rules were read, and when.
    pub source: (String, String),
    /// Why there are no files of these contacts, with nothing said but what is given.
    pub refusal: Option<Refusal>,
}

/// Something that a destination has to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedSetting {
    /// What it is known by.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it is for.
    pub help: String,
    /// What it is where nothing is said.
    pub given: String,
    /// What it may be; anything where empty.
    pub options: Vec<String>,
}

impl Catalogue {
    /// All destinations, for these contacts.
    pub fn of(contacts: &Contacts) -> Self {
        let consent = contacts.position(Field::Consent).and_then(|it| contacts.columns.get(it));
        Self {
            offers: ALL.iter().map(|it| Offer::of(it, contacts)).collect(),
            consent_column: consent.map_or_else(String::new, |it| it.name.clone()),
        }
    }

    /// The destination of that id.
    pub fn find(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|it| it.id == id)
    }
}

impl Offer {
    fn of(destination: &Destination, contacts: &Contacts) -> Self {
        let settings = destination.settings.iter().map(|it| OfferedSetting {
            id: it.id.to_owned(),
            label: it.label.to_owned(),
            help: it.help.to_owned(),
            given: it.given.to_owned(),
            options: it.options.iter().map(|it| (*it).to_owned()).collect(),
        });
        Self {
            id: destination.id.to_owned(),
            name: destination.name.to_owned(),
            about: destination.about.to_owned(),
            group: destination.group,
            is_free: destination.is_free,
            settings: settings.collect(),
            source: (destination.source.to_owned(), destination.read_on.to_owned()),
            refusal: (destination.plan)(contacts, &Wish::of(destination.id)).err(),
        }
    }
}
