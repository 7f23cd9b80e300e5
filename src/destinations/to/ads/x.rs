//! X audiences: a list of hashed e-mail addresses, one a line.

use super::{HASHES, TEXT, by_segment, column};
use crate::destinations::identity::hashed_email;
use crate::destinations::identity::normal::Vendor;
use crate::destinations::{
    Contacts, Destination, Field, Group, Limits, Matching, Need, Note, Plan, Refusal, Table, Wish,
};

pub(in crate::destinations::to) static X: Destination = Destination {
    id: "x",
    name: "X audiences",
    about: "Hashed e-mail addresses of each segment, one a line.",
    group: Group::Ads,
    source: "business.x.com, list custom audiences",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: TEXT,
    is_free: false,
    notes: &[HASHES, Note { text: "A list holds one kind of identifier and has no header.", read_on: "" }],
    settings: &[],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let Some(email) = column(contacts, Field::Email, "email", hashed_email(Vendor::X, false)) else {
        return Err(Refusal::no_column(X.name, "an e-mail address"));
    };
    let table = Table { has_header: false, ..Table::new("", vec![email]) };
    let needs = vec![Need::one_of(&table, &["email"])];
    let key = Matching::by(&table, &["email"]);
    Ok(Plan { tables: vec![table], needs, key, partings: by_segment(contacts, wish) })
}
