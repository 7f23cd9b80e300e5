//! Separated text for any program: every column as it is, written as a person chooses.

use crate::destinations::{
    Choices, ContactColumn, Contacts, Destination, Group, Limits, Matching, OutColumn, Plan, Refusal, Safety,
    Table, Wish,
};
use crate::kernel::contacts::Field;

pub(super) static CSV: Destination = Destination {
    id: "csv",
    name: "Plain CSV",
    about: "One row per customer, with the segment and what is known of them, for any program.",
    group: Group::Files,
    source: "RFC 4180",
    read_on: "",
    limits: Limits::NONE,
    choices: Choices { safety: Some(Safety::Spreadsheet), ..Choices::PLAIN },
    is_free: true,
    notes: &[],
    settings: &[],
    plan,
};

#[expect(clippy::unnecessary_wraps, reason = "other destinations refuse")]
fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let table = Table::new("", columns(contacts));
    let key = Matching::by(&table, &["customer_id"]);
    Ok(Plan { tables: vec![table], key, ..Plan::default() })
}

/// Every column as it is, under names of which none comes twice.
pub(super) fn columns(contacts: &Contacts) -> Vec<OutColumn> {
    let own = [
        (Field::CustomerId, "customer_id"),
        (Field::SegmentId, "segment_id"),
        (Field::Segment, "segment"),
        (Field::AllSegments, "all_segments"),
    ];
    let heading =
        |field: Field, name: &str| own.iter().find(|it| it.0 == field).map_or(name, |it| it.1).to_owned();
    let mut columns: Vec<OutColumn> = Vec::new();
    for (at, column) in contacts.columns.iter().enumerate() {
        let wanted = heading(column.field, &column.name);
        let is_taken = |name: &str| {
            let is_own =
                |other: &ContactColumn| other.field != Field::Other && heading(other.field, "") == name;
            let is_reserved = column.field == Field::Other && contacts.columns.iter().any(is_own);
            is_reserved || columns.iter().any(|it| it.heading == name)
        };
        let others = (2..).map(|n| format!("{wanted}_{n}"));
        let name = std::iter::once(wanted.clone()).chain(others).find(|it| !is_taken(it));
        columns.extend(OutColumn::at(contacts, at, name.as_deref(), Vec::new()));
    }
    columns
}
