//! Upland Adestra: contacts, and the list they go to.
//!
//! Contacts live in core tables and are imported through a list, which knows them by their e-mail
//! address. Names of columns have 1 to 50 characters and start with a letter, cells at most 255; what
//! is not known is blank.

use crate::destinations::to::figures;
use crate::destinations::{
    Choices, Contacts, Destination, FieldLimit, Group, Limits, Matching, Need, Note, OutColumn, Plan,
    Refusal, Setting, Table, Take, Wish, clean, email,
};
use crate::kernel::contacts::Field;

const READ_ON: &str = "2026-11-23";

pub(super) static ADESTRA: Destination = Destination {
    id: "adestra",
    name: "Upland Adestra",
    about: "contacts.csv with the segment, and list_assignment.csv that puts them on a list.",
    group: Group::Email,
    source: "help.uplandsoftware.com/adestra, “Importing”, “Core tables”, “Scheduled imports”",
    read_on: READ_ON,
    limits: Limits { field: Some(FieldLimit::Characters(255)), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[
        Note {
            text: "Which columns list_assignment.csv has to have was not read; compare it with your scheduled import.",
            read_on: READ_ON,
        },
        Note {
            text: "Choose the data source when importing. The field that finds repeated contacts is the e-mail address.",
            read_on: READ_ON,
        },
    ],
    settings: &[
        Setting {
            id: "list",
            label: "Name of the list",
            help: "The list that contacts go to; their segment's name where nothing is said.",
            given: "",
            options: &[],
        },
        Setting {
            id: "action",
            label: "What happens",
            help: "Whether contacts are put on the list or taken off.",
            given: "add",
            options: &["add", "remove"],
        },
    ],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let plain = |field, heading| OutColumn::of(contacts, field, heading, clean::plain());
    let columns = [
        plain(Field::CustomerId, "contact_id"),
        OutColumn::of(contacts, Field::Email, "email", clean::plain_and([email::checked()])),
        plain(Field::FirstName, "first_name"),
        plain(Field::LastName, "last_name"),
        plain(Field::Phone, "phone"),
        plain(Field::Postcode, "postcode"),
        plain(Field::Country, "country"),
        plain(Field::Segment, "segment"),
        plain(Field::RfmScore, "rfm_score"),
        OutColumn::day(contacts, "segment_date"),
    ];
    let mut columns: Vec<OutColumn> = columns.into_iter().flatten().collect();
    for mut it in figures(contacts, clean::plain) {
        it.heading = column_name(&it.heading);
        columns.push(it);
    }
    let mut table = Table::new("contacts", columns);
    if table.position("email").is_none() {
        return Err(Refusal::no_column("Adestra", "an e-mail address"));
    }
    let list = match (ADESTRA.setting(wish, "list"), contacts.position(Field::Segment)) {
        ("", Some(at)) => Take::Column(at),
        (name, _) => Take::Words(name.to_owned()),
    };
    let action = Take::Words(ADESTRA.setting(wish, "action").to_owned());
    let mut assignment = vec![OutColumn::new("list_name", list, clean::plain())];
    assignment.push(OutColumn::new("action", action, Vec::new()));
    assignment.splice(0..0, plain(Field::CustomerId, "contact_id"));
    let mut assignment = Table::new("list_assignment", assignment);
    (table.has_own_name, assignment.has_own_name) = (true, true);
    let needs = vec![Need::one_of(&table, &["email"])];
    let key = Matching::first(&table, &["email"]);
    Ok(Plan { tables: vec![table, assignment], needs, key, ..Plan::default() })
}

/// A name that Adestra takes: ASCII, at most 50 characters, a letter first.
fn column_name(name: &str) -> String {
    let plain: String = name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }).collect();
    let start = if plain.starts_with(|it: char| it.is_ascii_alphabetic()) { "" } else { "x_" };
    format!("{start}{plain}").chars().take(50).collect()
}
