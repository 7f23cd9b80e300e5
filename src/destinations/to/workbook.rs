//! An Excel workbook: a sheet for each segment, a summary, the segments' definitions.

use super::plain::columns;
use crate::destinations::form::workbook::{MAX_COLUMNS, MAX_ROWS, MAX_UNITS, cut};
use crate::destinations::{
    Change, Choices, ContactKind, Contacts, Destination, Form, Group, Limits, Matching, Note, Plan, Refusal,
    Row, Table, Wish, Workbook, clean,
};

pub(super) static WORKBOOK: Destination = Destination {
    id: "excel",
    name: "Excel workbook",
    about: "One sheet for each segment, with a summary and the segments' definitions.",
    group: Group::Files,
    source: "Excel specifications and limits",
    read_on: "",
    limits: Limits {
        // One less for the header.
        rows: Some(MAX_ROWS - 1),
        bytes: None,
        columns: Some(MAX_COLUMNS),
        field: None,
        least_contacts: None,
    },
    choices: Choices { separator: None, decimal: None, encoding: None, line_end: None, safety: None },
    is_free: false,
    notes: &[Note { text: "Text is written as text: nothing in it is ever calculated.", read_on: "" }],
    settings: &[],
    plan,
};

#[expect(clippy::unnecessary_wraps, reason = "other destinations refuse")]
fn plan(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let mut columns = columns(contacts);
    for column in columns.iter_mut().filter(|it| it.kind == ContactKind::Text) {
        column.rules.push(Box::new(clean::visible));
        column.rules.push(Box::new(line_feeds));
        column.rules.push(Box::new(cut_to_cell));
    }
    let known = contacts.clone();
    let form = move || Box::new(Workbook::new(known.clone())) as Box<dyn Form>;
    let table = Table { form: Some(Box::new(form)), ..Table::new("", columns) };
    let key = Matching::by(&table, &["customer_id"]);
    Ok(Plan { tables: vec![table], key, ..Plan::default() })
}

/// Ends lines the way cells do: XML knows no other.
fn line_feeds(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    cell.contains('\r').then(|| {
        *cell = cell.replace("\r\n", "\n").replace('\r', "\n");
        Change::Formed
    })
}

/// Cuts what is longer than a cell.
fn cut_to_cell(_: &Row<'_>, cell: &mut String) -> Option<Change> {
    let n = cut(cell, MAX_UNITS).len();
    (n < cell.len()).then(|| {
        cell.truncate(n);
        Change::Cut
    })
}
