//! Mailchimp: an audience with the segment as a field and as a tag.
//!
//! Text has at most 255 bytes, not characters. Letters beyond ASCII stand only after the `@`.

use crate::destinations::to::{figures, tags};
use crate::destinations::{
    Choices, Contacts, Destination, FieldLimit, Group, Limits, Matching, Need, Note, OutColumn, Plan,
    Refusal, Table, Take, Wish, clean, email,
};
use crate::kernel::contacts::Field;

const READ_ON: &str = "2026-11-23";

pub(super) static MAILCHIMP: Destination = Destination {
    id: "mailchimp",
    name: "Mailchimp",
    about: "Contacts of an audience, with the segment as a field and as a tag.",
    group: Group::Email,
    source: "mailchimp.com/help, “Format guidelines for your import file”",
    read_on: READ_ON,
    limits: Limits { field: Some(FieldLimit::Bytes(255)), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[Note {
        text: "Match TAGS with tags in the import, or choose a tag there instead.",
        read_on: READ_ON,
    }],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let plain = |field, heading| OutColumn::of(contacts, field, heading, clean::plain());
    let columns = [
        OutColumn::of(contacts, Field::Email, "Email Address", clean::plain_and([email::checked_ascii()])),
        plain(Field::FirstName, "First Name"),
        plain(Field::LastName, "Last Name"),
        plain(Field::Phone, "Phone Number"),
        plain(Field::Segment, "SEGMENT"),
        plain(Field::RfmScore, "RFM"),
        tags(contacts).map(|it| OutColumn::new("TAGS", Take::Made(it), clean::plain())),
    ];
    let mut columns: Vec<OutColumn> = columns.into_iter().flatten().collect();
    columns.extend(figures(contacts, clean::plain));
    let table = Table::new("", columns);
    if table.position("Email Address").is_none() {
        return Err(Refusal::no_column("Mailchimp", "an e-mail address"));
    }
    let needs = vec![Need::one_of(&table, &["Email Address"])];
    let key = Matching::first(&table, &["Email Address"]);
    Ok(Plan { tables: vec![table], needs, key, ..Plan::default() })
}
