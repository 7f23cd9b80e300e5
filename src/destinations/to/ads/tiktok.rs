//! TikTok custom audiences: hashed e-mail addresses and phones.

use super::{COUNTRY, HASHES, TEXT, by_segment, column};
use crate::destinations::identity::normal::Vendor;
use crate::destinations::identity::{Places, hashed_email, hashed_phone};
use crate::destinations::{
    Contacts, Destination, Field, Group, Limits, Matching, Need, Plan, Refusal, Table, Wish,
};

pub(in crate::destinations::to) static TIKTOK: Destination = Destination {
    id: "tiktok",
    name: "TikTok audiences",
    about: "Hashed e-mail addresses and phones of each segment.",
    group: Group::Ads,
    source: "ads.tiktok.com, customer file audiences",
    read_on: "",
    limits: Limits { rows: None, bytes: None, columns: None, field: None, least_contacts: None },
    choices: TEXT,
    is_free: false,
    notes: &[HASHES],
    settings: &[COUNTRY],
    plan,
};

fn plan(contacts: &Contacts, wish: &Wish) -> Result<Plan, Refusal> {
    let places = Places::new(contacts, wish)?;
    let columns = [
        column(contacts, Field::Email, "Email_SHA256", hashed_email(Vendor::TikTok, false)),
        column(contacts, Field::Phone, "Phone_SHA256", hashed_phone(Vendor::TikTok, &places)),
    ];
    let table = Table::new("", columns.into_iter().flatten().collect());
    if table.columns.is_empty() {
        return Err(Refusal::no_column(TIKTOK.name, "an e-mail address or a phone number"));
    }
    let needs = vec![Need::one_of(&table, &["Email_SHA256", "Phone_SHA256"])];
    let key = Some(Matching { alternatives: vec![(0..table.columns.len()).collect()] });
    Ok(Plan { tables: vec![table], needs, key, partings: by_segment(contacts, wish) })
}
