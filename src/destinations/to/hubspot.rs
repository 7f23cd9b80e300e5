//! HubSpot: contacts, and a static segment of them.
//!
//! The e-mail address is what HubSpot knows a contact by; a contact without one becomes a new one
//! with every import, so it is left out. `Record ID` is written where the file has it.

use crate::destinations::to::figures;
use crate::destinations::{Choices, Contacts, Destination, Group, Limits, Note, Plan, Refusal, Wish};
use crate::destinations::{Matching, Need, OutColumn, Table, clean, email};
use crate::kernel::contacts::Field;

pub(super) static HUBSPOT: Destination = Destination {
    id: "hubspot",
    name: "HubSpot",
    about: "Contacts with their segment as properties; each file can become a static segment.",
    group: Group::Crm,
    source: "knowledge.hubspot.com, “Set up your import file”",
    read_on: "2025-10-03",
    limits: Limits { rows: Some(1_048_576), bytes: Some(512_000_000), columns: Some(999), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[
        Note {
            text: "Create the properties Customer Segment, RFM Score and Segment Date first, or let the import create them.",
            read_on: "2025-10-03",
        },
        Note { text: "Free accounts take 20 MB a file and 500,000 rows a day.", read_on: "2025-10-03" },
    ],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let plain = |field, heading| OutColumn::of(contacts, field, heading, clean::plain());
    let columns = [
        plain(Field::RecordId, "Record ID"),
        OutColumn::of(contacts, Field::Email, "Email", clean::plain_and([email::checked()])),
        plain(Field::FirstName, "First Name"),
        plain(Field::LastName, "Last Name"),
        plain(Field::Phone, "Phone Number"),
        plain(Field::Company, "Company Name"),
        plain(Field::Street, "Street Address"),
        plain(Field::City, "City"),
        plain(Field::State, "State/Region"),
        plain(Field::Postcode, "Postal Code"),
        plain(Field::Country, "Country/Region"),
        plain(Field::Segment, "Customer Segment"),
        plain(Field::RfmScore, "RFM Score"),
        OutColumn::day(contacts, "Segment Date"),
    ];
    let mut columns: Vec<OutColumn> = columns.into_iter().flatten().collect();
    columns.extend(figures(contacts, clean::plain));
    let table = Table::new("", columns);
    if table.position("Email").is_none() {
        return Err(Refusal::no_column("HubSpot", "an e-mail address"));
    }
    let needs = vec![Need::one_of(&table, &["Email"])];
    let key = Matching::by(&table, &["Email"]);
    Ok(Plan { tables: vec![table], needs, key, ..Plan::default() })
}
