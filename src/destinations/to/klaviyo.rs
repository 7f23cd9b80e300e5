//! Klaviyo: profiles with the segment as a property.
//!
//! Consent is given to all profiles of a file or to none, so where people without consent are written
//! at all, they have files of their own.

use crate::destinations::to::figures;
use crate::destinations::{
    Choices, Contacts, Destination, Group, Limits, Matching, Need, Note, OutColumn, Parting, Plan, Refusal,
    Table, Wish, clean, email,
};
use crate::kernel::contacts::Field;

const READ_ON: &str = "2026-11-23";

pub(super) static KLAVIYO: Destination = Destination {
    id: "klaviyo",
    name: "Klaviyo",
    about: "Profiles with their segment; those who agreed and those who did not in files of their own.",
    group: Group::Email,
    source: "help.klaviyo.com, articles 115005078967, 360035428731 and 360043841811",
    read_on: READ_ON,
    limits: Limits { bytes: Some(50_000_000), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[
        Note {
            text: "Consent is chosen for a whole file: give it only to the file of those who agreed.",
            read_on: READ_ON,
        },
        Note { text: "Nobody is asked again by mail after an upload.", read_on: READ_ON },
    ],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let plain = |field, heading| OutColumn::of(contacts, field, heading, clean::plain());
    let columns = [
        OutColumn::of(contacts, Field::Email, "Email", clean::plain_and([email::checked()])),
        plain(Field::Phone, "Phone Number"),
        plain(Field::FirstName, "First Name"),
        plain(Field::LastName, "Last Name"),
        plain(Field::Segment, "Customer Segment"),
        plain(Field::RfmScore, "RFM Score"),
    ];
    let mut columns: Vec<OutColumn> = columns.into_iter().flatten().collect();
    columns.extend(figures(contacts, clean::plain));
    let table = Table::new("", columns);
    if table.position("Email").is_none() && table.position("Phone Number").is_none() {
        return Err(Refusal::no_column("Klaviyo", "an e-mail address or a phone number"));
    }
    let needs = vec![Need::one_of(&table, &["Email", "Phone Number"])];
    let key = Matching::first(&table, &["Email", "Phone Number"]);
    let partings = Parting::by_consent(contacts, wish).into_iter().collect();
    Ok(Plan { tables: vec![table], needs, key, partings })
}
