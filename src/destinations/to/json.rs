//! JSON for programs: every column as it is, one object a customer.

use super::plain::columns;
use crate::destinations::{
    Choices, Contacts, Destination, Encoding, Form, Group, Limits, Matching, Objects, Plan, Refusal, Table,
    Wish,
};

pub(super) static JSON: Destination = Destination {
    id: "json",
    name: "JSON",
    about: "A list of customers as objects, with the segment and what is known of them.",
    group: Group::Files,
    source: "RFC 8259",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: Choices {
        separator: None,
        decimal: None,
        encoding: Some(Encoding::Utf8),
        line_end: None,
        safety: None,
    },
    is_free: false,
    notes: &[],
    settings: &[],
    plan,
};

#[expect(clippy::unnecessary_wraps, reason = "other destinations refuse")]
fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let table = Table {
        form: Some(Box::new(|| Box::new(Objects::default()) as Box<dyn Form>)),
        ..Table::new("", columns(contacts))
    };
    let key = Matching::by(&table, &["customer_id"]);
    Ok(Plan { tables: vec![table], key, ..Plan::default() })
}
