//! Amplitude cohorts: one identifier a line, without a header.

use crate::destinations::{
    Choices, Contacts, Destination, Encoding, Field, Group, Limits, Matching, Need, Note, OutColumn, Parting,
    Plan, Refusal, Table, Wish, clean,
};

pub(in crate::destinations::to) static AMPLITUDE: Destination = Destination {
    id: "amplitude",
    name: "Amplitude cohorts",
    about: "The identifiers of each segment, one a line, to import as a cohort.",
    group: Group::Analytics,
    source: "amplitude.com/docs, import cohorts",
    read_on: "",
    limits: Limits { rows: None, bytes: Some(49_000_000), columns: None, field: None, least_contacts: None },
    choices: Choices {
        separator: Some(','),
        decimal: None,
        encoding: Some(Encoding::Utf8),
        line_end: None,
        safety: None,
    },
    is_free: false,
    notes: &[Note { text: "The identifiers must be those that Amplitude knows as user IDs.", read_on: "" }],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let Some(id) = OutColumn::of(contacts, Field::CustomerId, "user_id", clean::plain()) else {
        return Err(Refusal::no_column(AMPLITUDE.name, "an identifier"));
    };
    let table = Table { has_header: false, ..Table::new("", vec![id]) };
    let needs = vec![Need::one_of(&table, &["user_id"])];
    let key = Matching::by(&table, &["user_id"]);
    let segment = contacts.position(Field::Segment).filter(|_| !wish.is_by_segment);
    let partings = segment.map(Parting::Column).into_iter().collect();
    Ok(Plan { tables: vec![table], needs, key, partings })
}
