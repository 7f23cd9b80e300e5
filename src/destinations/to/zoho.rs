//! Zoho CRM: the import wizard, and bulk write.
//!
//! Zoho takes no `"`, `|`, `<` or `>` in its data, and no contact without a last name. Bulk write
//! takes one file in an archive of its own, with the fields' names in the API as headings.

use crate::destinations::to::figures;
use crate::destinations::{
    Choices, Contacts, Destination, Form, Group, Limits, Matching, Need, Note, OutColumn, Plan, Refusal,
    Separated, Table, Zipped, clean, email,
};
use crate::kernel::contacts::Field;

const READ_ON: &str = "2026-11-23";
const FORBIDDEN: &[char] = &['"', '|', '<', '>'];

pub(super) static WIZARD: Destination = Destination {
    id: "zoho",
    name: "Zoho CRM",
    about: "Contacts or leads with their segment, for the import wizard.",
    group: Group::Crm,
    source: "zoho.com/crm, partners' knowledge bases",
    read_on: READ_ON,
    limits: Limits { bytes: Some(5_000_000), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[
        Note {
            text: "One page says a file may have 5 MB, newer ones say more; parts are kept below 5 MB.",
            read_on: READ_ON,
        },
        Note { text: "Create the fields Customer Segment and RFM Score first.", read_on: READ_ON },
    ],
    settings: &[],
    plan: |contacts, _| plan(contacts, false),
};

pub(super) static BULK: Destination = Destination {
    id: "zoho-bulk",
    name: "Zoho CRM bulk write",
    about: "Contacts with their segment, one file of at most 25,000 in each archive, for the bulk write API.",
    group: Group::Crm,
    source: "zoho.com/crm/developer, “Bulk Write API: Limitations”",
    read_on: READ_ON,
    limits: Limits { rows: Some(25_000), bytes: Some(25_000_000), columns: Some(200), ..Limits::NONE },
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[Note { text: "Headings are the names of fields in the API.", read_on: READ_ON }],
    settings: &[],
    plan: |contacts, _| plan(contacts, true),
};

fn plan(contacts: &Contacts, is_bulk: bool) -> Result<Plan, Refusal> {
    let named = |heading: &str| if is_bulk { heading.replace(' ', "_") } else { heading.to_owned() };
    let rules = || clean::plain_and([clean::without(FORBIDDEN)]);
    let plain = |field, heading| OutColumn::of(contacts, field, &named(heading), rules());
    let columns = [
        plain(Field::FirstName, "First Name"),
        plain(Field::LastName, "Last Name"),
        OutColumn::of(
            contacts,
            Field::Email,
            "Email",
            clean::plain_and([email::checked(), clean::without(FORBIDDEN)]),
        ),
        plain(Field::Phone, "Phone"),
        OutColumn::of(
            contacts,
            Field::Company,
            if is_bulk { "Account_Name.Account_Name" } else { "Account Name" },
            rules(),
        ),
        plain(Field::Street, "Mailing Street"),
        plain(Field::City, "Mailing City"),
        plain(Field::State, "Mailing State"),
        plain(Field::Postcode, "Mailing Zip"),
        plain(Field::Country, "Mailing Country"),
        plain(Field::Segment, "Customer Segment"),
        plain(Field::RfmScore, "RFM Score"),
    ];
    let mut columns: Vec<OutColumn> = columns.into_iter().flatten().collect();
    columns.extend(figures(contacts, rules));
    let mut table = Table::new("", columns);
    let last = named("Last Name");
    if table.position(&last).is_none() {
        return Err(Refusal::no_column("Zoho", "a last name"));
    }
    if is_bulk {
        table.form = Some(Box::new(|| {
            let inner: Box<dyn Form> = Box::new(Separated::new(Choices::PLAIN, true));
            Box::new(Zipped::new(inner, "contacts.csv"))
        }));
    }
    let needs = vec![Need::one_of(&table, &[&last])];
    let key = Matching::first(&table, &["Email"]);
    Ok(Plan { tables: vec![table], needs, key, ..Plan::default() })
}
