//! Shopify: customers with the segment as a tag.
//!
//! Headings are those of Shopify's own template, capitals and all. Tags of customers who exist are
//! replaced by an import that overwrites, so the note says so.

use crate::destinations::to::tags;
use crate::destinations::{
    Choices, Contacts, Destination, Group, Limits, Matching, Need, Note, OutColumn, Plan, Refusal, Table,
    Take, Wish, clean, email,
};
use crate::kernel::contacts::Field;

const READ_ON: &str = "2026-11-23";

pub(super) static SHOPIFY: Destination = Destination {
    id: "shopify",
    name: "Shopify",
    about: "Customers with their segment as a tag.",
    group: Group::Shop,
    source: "a copy of Shopify's “Customer CSV file” page at ascendfs.zendesk.com",
    read_on: READ_ON,
    limits: Limits { bytes: Some(1_000_000), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[
        Note {
            text: "An import that overwrites replaces the tags that customers have. Export them first if you use others.",
            read_on: "",
        },
        Note {
            text: "How large a file may be was not read; parts are kept below 1 MB, which Shopify took in earlier years.",
            read_on: "",
        },
    ],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let plain = |field, heading| OutColumn::of(contacts, field, heading, clean::plain());
    let columns = [
        plain(Field::FirstName, "First Name"),
        plain(Field::LastName, "Last Name"),
        OutColumn::of(contacts, Field::Email, "Email", clean::plain_and([email::checked()])),
        plain(Field::Phone, "Phone"),
        tags(contacts).map(|it| OutColumn::new("Tags", Take::Made(it), clean::plain())),
    ];
    let table = Table::new("", columns.into_iter().flatten().collect());
    if table.position("Email").is_none() {
        return Err(Refusal::no_column("Shopify", "an e-mail address"));
    }
    let needs = vec![Need::one_of(&table, &["Email", "Phone"])];
    let key = Matching::first(&table, &["Email", "Phone"]);
    Ok(Plan { tables: vec![table], needs, key, ..Plan::default() })
}
