//! The destinations, one a file.

mod ads;
mod analytics;
mod hubspot;
mod json;
pub mod offer;
mod plain;
mod workbook;

use crate::destinations::Destination;

/// Every destination, in the order a person is offered them.
pub static ALL: &[&Destination] = &[
    &plain::CSV,
    &workbook::WORKBOOK,
    &json::JSON,
    &hubspot::HUBSPOT,
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
