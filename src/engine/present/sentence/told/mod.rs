//! What is told of one segment on its own page, and in reports.

pub mod apart;
pub mod card;
pub mod claims;
pub mod described;
pub mod plays;
