//! The destinations, one a file.

mod hubspot;
mod plain;

use crate::destinations::Destination;

/// Every destination, in the order a person is offered them.
pub static ALL: &[&Destination] = &[&plain::CSV, &hubspot::HUBSPOT];

/// The destination of that id.
pub fn find(id: &str) -> Option<&'static Destination> {
    ALL.iter().copied().find(|it| it.id == id)
}
