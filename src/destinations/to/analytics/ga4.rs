//! Google Analytics 4, user-data import: properties of users that it knows already.
//!
//! Google's terms forbid data that tells who a person is. So no column that does is ever written, a
//! cell that holds an e-mail address or a phone number is left empty wherever it stands, and a user
//! whose identifier is one is left out unless it is hashed.

use crate::destinations::identity::hash_of_it;
use crate::destinations::phones::Phones;
use crate::destinations::{
    Change, Choices, Contacts, Destination, Encoding, Field, Group, Limits, Matching, Need, Note, OutColumn,
    Plan, Refusal, Rule, Setting, Table, Wish, clean, email,
};

pub(in crate::destinations::to) static GA4: Destination = Destination {
    id: "ga4",
    name: "Google Analytics 4 user data",
    about: "The segment and scores of each user, to import as user properties.",
    group: Group::Analytics,
    source: "support.google.com/analytics/answer/10071143 and 10071301",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: Choices {
        separator: Some(','),
        decimal: None,
        encoding: Some(Encoding::Utf8),
        line_end: None,
        safety: None,
    },
    is_free: false,
    notes: &[
        Note {
            text: "Create user-scoped custom dimensions for these properties first; it takes up to four hours until they take data.",
            read_on: "",
        },
        Note {
            text: "Values count for events after the import; deleting the file does not undo it.",
            read_on: "",
        },
    ],
    settings: &[
        Setting {
            id: "user-id",
            label: "Identifiers",
            help: "They must be those that the website sends as user_id: as they are, or their SHA-256.",
            given: "as-is",
            options: &["as-is", "sha256"],
        },
        Setting {
            id: "columns",
            label: "More columns",
            help: "Names of columns of the file, between commas. Columns that tell who a person is are refused.",
            given: "",
            options: &[],
        },
    ],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let is_hashed = GA4.setting(wish, "user-id") == "sha256";
    let mut id_rules = clean::plain();
    id_rules.push(if is_hashed { Box::new(hash_of_it) } else { impersonal() });
    let plain = |field, heading| OutColumn::of(contacts, field, heading, impersonal_text());
    let columns = [
        OutColumn::of(contacts, Field::CustomerId, "user_id", id_rules),
        plain(Field::Segment, "customer_segment"),
        plain(Field::RfmScore, "rfm_score"),
    ];
    let mut table = Table::new("", columns.into_iter().flatten().collect());
    for name in GA4.setting(wish, "columns").split(',').map(str::trim).filter(|it| !it.is_empty()) {
        table.columns.push(more(contacts, name)?);
    }
    let needs = vec![Need::one_of(&table, &["user_id"])];
    let key = Matching::by(&table, &["user_id"]);
    if key.is_none() {
        return Err(Refusal::no_column(GA4.name, "an identifier"));
    }
    Ok(Plan { tables: vec![table], needs, key, ..Plan::default() })
}

/// A column that a person asked for, unless it tells who somebody is.
fn more(contacts: &Contacts, name: &str) -> Result<OutColumn, Refusal> {
    let Some(at) = contacts.columns.iter().position(|it| it.name.eq_ignore_ascii_case(name)) else {
        let detail = format!("No column is called “{name}”.");
        return Err(Refusal::new(
            "column_missing",
            "A column is missing",
            detail,
            "Name one of the file's columns.",
        ));
    };
    let field = contacts.columns.get(at).map_or(Field::Other, |it| it.field);
    if is_personal(field) || is_personal_name(name) {
        let detail = format!("“{name}” tells who somebody is, and Google Analytics must not be sent that.");
        let remedy = "Leave this column out. The segment and the scores are enough for audiences.";
        return Err(Refusal::new("personal", "This column may not be written", detail, remedy));
    }
    OutColumn::at(contacts, at, None, impersonal_text())
        .ok_or_else(|| Refusal::no_column(GA4.name, "the column that was named"))
}

fn is_personal(field: Field) -> bool {
    matches!(
        field,
        Field::Email
            | Field::Phone
            | Field::FirstName
            | Field::LastName
            | Field::Street
            | Field::Postcode
            | Field::BirthDate
            | Field::MobileId
    )
}

/// Whether a column's name speaks of what tells who somebody is.
fn is_personal_name(name: &str) -> bool {
    const PARTS: [&str; 16] = [
        "email", "e-mail", "e_mail", "mail", "phone", "telefon", "mobile", "handy", "name", "surname",
        "street", "address", "adresse", "strasse", "straße", "birth",
    ];
    let name = name.to_lowercase();
    PARTS.iter().any(|it| name.contains(it))
}

fn impersonal_text() -> Vec<Rule> {
    clean::plain_and([impersonal()])
}

/// Empties a cell that holds an e-mail address or a phone number with its calling code.
fn impersonal() -> Rule {
    let phones = Phones::new();
    Box::new(move |_, cell| {
        let is_phone = cell.starts_with(['+', '＋']) && phones.read(cell, None).is_ok();
        let is_email =
            cell.split(|it: char| it.is_whitespace() || "<>,;()\"".contains(it)).any(email::is_email);
        (is_phone || is_email).then(|| {
            cell.clear();
            Change::Unusable
        })
    })
}
