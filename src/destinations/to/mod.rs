//! The destinations, one a file.

mod adestra;
mod ads;
mod analytics;
mod hubspot;
mod json;
mod klaviyo;
mod mailchimp;
pub mod offer;
mod plain;
mod salesforce;
mod shopify;
mod workbook;
mod zoho;

use crate::destinations::{Contacts, Destination, Field, Make, OutColumn, Rule};

/// Every destination, in the order a person is offered them.
pub static ALL: &[&Destination] = &[
    &plain::CSV,
    &workbook::WORKBOOK,
    &json::JSON,
    &hubspot::HUBSPOT,
    &salesforce::CONTACTS,
    &salesforce::LEADS,
    &salesforce::CAMPAIGN_MEMBERS,
    &zoho::WIZARD,
    &zoho::BULK,
    &adestra::ADESTRA,
    &mailchimp::MAILCHIMP,
    &klaviyo::KLAVIYO,
    &shopify::SHOPIFY,
    &ads::google::GOOGLE,
    &ads::meta::META,
    &ads::tiktok::TIKTOK,
    &ads::x::X,
    &analytics::star::STAR,
    &analytics::ga4::GA4,
    &analytics::amplitude::AMPLITUDE,
];

/// The destination of that id.
pub fn find(id: &str) -> Option<&'static Destination> {
    ALL.iter().copied().find(|it| it.id == id)
}

/// The further numbers that the method found, under their own names.
fn figures(contacts: &Contacts, rules: impl Fn() -> Vec<Rule>) -> Vec<OutColumn> {
    let all = contacts.columns.iter().enumerate().filter(|it| it.1.field == Field::Figure);
    all.filter_map(|(at, _)| OutColumn::at(contacts, at, None, rules())).collect()
}

/// The segments of a contact as tags between commas; a comma within a name becomes a blank.
fn tags(contacts: &Contacts) -> Option<Make> {
    let at = contacts.position(Field::AllSegments).or_else(|| contacts.position(Field::Segment))?;
    let is_several = contacts.has(Field::AllSegments);
    Some(Box::new(move |row, text| {
        let names = row.cell(at).replace(',', " ");
        text.push_str(&if is_several { names.replace("; ", ",") } else { names });
    }))
}
