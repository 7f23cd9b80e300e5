//! Separated text for any program: every column as it is, written as a person chooses.

use crate::destinations::{
    Choices, Contacts, Destination, Encoding, Group, Limits, Matching, OutColumn, Plan, Refusal, Safety,
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
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: Choices {
        separator: None,
        decimal: None,
        encoding: Some(Encoding::Utf8),
        line_end: None,
        safety: Some(Safety::Spreadsheet),
    },
    is_free: true,
    notes: &[],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let heading = |field: Field, name: &str| match field {
        Field::CustomerId => "customer_id".to_owned(),
        Field::SegmentId => "segment_id".to_owned(),
        Field::Segment => "segment".to_owned(),
        Field::AllSegments => "all_segments".to_owned(),
        _ => name.to_owned(),
    };
    let columns = contacts.columns.iter().enumerate();
    let columns = columns
        .filter_map(|(at, it)| OutColumn::at(contacts, at, Some(&heading(it.field, &it.name)), Vec::new()));
    let table = Table::new("", columns.collect());
    let key = Matching::by(&table, &["customer_id"]);
    Ok(Plan { tables: vec![table], key, ..Plan::default() })
}
