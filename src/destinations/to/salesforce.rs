//! Salesforce's Data Import Wizard: contacts, leads, and members of a campaign.
//!
//! The wizard takes 50,000 records at a time and merges no duplicates within a file, so nobody stands
//! there twice. Identifiers of Salesforce's own are written only where they have the form of one: 15
//! or 18 letters and digits.

use crate::destinations::to::figures;
use crate::destinations::{
    Change, Choices, Contacts, Destination, Group, Limits, Matching, Need, Note, OutColumn, Plan, Refusal,
    Rule, Setting, Table, Take, Wish, clean, email,
};
use crate::kernel::contacts::Field;

const SOURCE: &str = "help.salesforce.com, “General Importing Questions” and “Campaign Members”";
const READ_ON: &str = "2026-11-23";
const LIMITS: Limits = Limits { rows: Some(50_000), bytes: Some(100_000_000), ..Limits::NONE };
const FIELDS: Note = Note {
    text: "Create the custom fields Customer_Segment__c and RFM_Score__c first; with other names, map them in the wizard.",
    read_on: READ_ON,
};
const LOADER: Note = Note {
    text: "The wizard takes 50,000 records at a time; Data Loader takes five million.",
    read_on: READ_ON,
};

pub(super) static CONTACTS: Destination = Destination {
    id: "salesforce-contacts",
    name: "Salesforce contacts",
    about: "Contacts with their segment, for the Data Import Wizard.",
    group: Group::Crm,
    source: SOURCE,
    read_on: READ_ON,
    limits: LIMITS,
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[FIELDS, LOADER],
    settings: &[],
    plan: contacts,
};

pub(super) static LEADS: Destination = Destination {
    id: "salesforce-leads",
    name: "Salesforce leads",
    about: "Leads with their segment, for the Data Import Wizard.",
    group: Group::Crm,
    source: SOURCE,
    read_on: READ_ON,
    limits: LIMITS,
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[FIELDS, LOADER],
    settings: &[Setting {
        id: "company",
        label: "Company where there is none",
        help: "Salesforce takes no lead without a company; people without one are left out unless it is said here.",
        given: "",
        options: &[],
    }],
    plan: leads,
};

pub(super) static CAMPAIGN_MEMBERS: Destination = Destination {
    id: "salesforce-campaign-members",
    name: "Salesforce campaign members",
    about: "Members of a campaign with their status, for the Data Import Wizard.",
    group: Group::Crm,
    source: SOURCE,
    read_on: READ_ON,
    limits: LIMITS,
    choices: Choices::PLAIN,
    is_free: false,
    notes: &[
        Note { text: "The campaign may also be chosen in the wizard.", read_on: READ_ON },
        Note { text: "The status must be one that the campaign knows.", read_on: READ_ON },
        LOADER,
    ],
    settings: &[
        Setting {
            id: "campaign",
            label: "Campaign ID",
            help: "15 or 18 letters and digits, from the address of the campaign's page; may be left empty.",
            given: "",
            options: &[],
        },
        Setting {
            id: "status",
            label: "Status",
            help: "What the members are in this campaign.",
            given: "Sent",
            options: &[],
        },
        Setting {
            id: "object",
            label: "Who they are",
            help: "Contacts or leads.",
            given: "contact",
            options: &["contact", "lead"],
        },
    ],
    plan: campaign_members,
};

fn contacts(contacts: &Contacts, _: &Wish) -> Result<Plan, Refusal> {
    let mut columns = people(contacts, "Contact ID");
    columns.extend(OutColumn::of(contacts, Field::Company, "Account Name", clean::plain()));
    columns.extend(details(contacts, "Mailing "));
    let table = Table::new("", columns);
    if table.position("Last Name").is_none() {
        return Err(Refusal::no_column("Salesforce", "a last name"));
    }
    let needs = vec![Need::one_of(&table, &["Last Name"])];
    Ok(Plan { key: key(&table, "Contact ID"), tables: vec![table], needs, ..Plan::default() })
}

fn leads(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let mut columns = people(contacts, "Lead ID");
    let given = LEADS.setting(wish, "company").to_owned();
    let company = OutColumn::of(contacts, Field::Company, "Company", clean::plain());
    if company.is_none() && given.is_empty() {
        return Err(Refusal::new(
            "column_missing",
            "A column is missing",
            "Salesforce takes no lead without a company, and no column of this file is one.",
            "Say what the company of these people is, or export them as contacts.",
        ));
    }
    let mut company =
        company.unwrap_or_else(|| OutColumn::new("Company", Take::Words(String::new()), Vec::new()));
    if !given.is_empty() {
        company.rules.push(Box::new(move |_, cell| {
            cell.is_empty().then(|| {
                cell.push_str(&given);
                Change::Formed
            })
        }));
    }
    columns.push(company);
    columns.extend(details(contacts, ""));
    let table = Table::new("", columns);
    if table.position("Last Name").is_none() {
        return Err(Refusal::no_column("Salesforce", "a last name"));
    }
    let needs = vec![Need::one_of(&table, &["Last Name"]), Need::one_of(&table, &["Company"])];
    Ok(Plan { key: key(&table, "Lead ID"), tables: vec![table], needs, ..Plan::default() })
}

fn campaign_members(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let campaign = CAMPAIGN_MEMBERS.setting(wish, "campaign");
    if !campaign.is_empty() && !is_record_id(campaign) {
        let detail = format!("“{campaign}” has not 15 or 18 letters and digits.");
        return Err(Refusal::new(
            "unknown_option",
            "This is no campaign ID",
            detail,
            "Copy it from the address of the campaign's page, or leave it empty and choose the campaign in the wizard.",
        ));
    }
    let id = if CAMPAIGN_MEMBERS.setting(wish, "object") == "lead" { "Lead ID" } else { "Contact ID" };
    let words = |heading, text: &str| OutColumn::new(heading, Take::Words(text.to_owned()), Vec::new());
    let mut columns = Vec::new();
    columns.extend((!campaign.is_empty()).then(|| words("Campaign ID", campaign)));
    let n_before = columns.len();
    columns.extend(people(contacts, id).into_iter().take_while(|it| !it.heading.ends_with("__c")));
    columns.push(words("Status", CAMPAIGN_MEMBERS.setting(wish, "status")));
    if columns.len() == n_before + 1 {
        return Err(Refusal::no_column("Salesforce", "its own identifier, or an e-mail address"));
    }
    let table = Table::new("", columns);
    let needs = vec![Need::one_of(&table, &[id, "Email"])];
    Ok(Plan { key: key(&table, id), tables: vec![table], needs, ..Plan::default() })
}

/// Who they are and where they belong.
fn people(contacts: &Contacts, id: &str) -> Vec<OutColumn> {
    let plain = |field, heading| OutColumn::of(contacts, field, heading, clean::plain());
    let columns = [
        OutColumn::of(contacts, Field::RecordId, id, clean::plain_and([record_id()])),
        OutColumn::of(contacts, Field::Email, "Email", clean::plain_and([email::checked()])),
        plain(Field::FirstName, "First Name"),
        plain(Field::LastName, "Last Name"),
        plain(Field::Segment, "Customer_Segment__c"),
        plain(Field::RfmScore, "RFM_Score__c"),
    ];
    columns.into_iter().flatten().collect()
}

fn details(contacts: &Contacts, place: &str) -> Vec<OutColumn> {
    let plain = |field, heading: &str| OutColumn::of(contacts, field, heading, clean::plain());
    let at = |field, heading: &str| plain(field, &format!("{place}{heading}"));
    let columns = [
        plain(Field::Phone, "Phone"),
        at(Field::Street, "Street"),
        at(Field::City, "City"),
        at(Field::State, "State/Province"),
        at(Field::Postcode, "Zip/Postal Code"),
        at(Field::Country, "Country"),
    ];
    columns.into_iter().flatten().chain(figures(contacts, clean::plain)).collect()
}

/// Salesforce's own identifier tells people apart, and elsewhere their address.
fn key(table: &Table, id: &str) -> Option<Matching> {
    Matching::first(table, &[id, "Email"])
}

fn record_id() -> Rule {
    Box::new(|_, cell| {
        (!cell.is_empty() && !is_record_id(cell)).then(|| {
            cell.clear();
            Change::Unusable
        })
    })
}

fn is_record_id(text: &str) -> bool {
    matches!(text.len(), 15 | 18) && text.bytes().all(|it| it.is_ascii_alphanumeric())
}
