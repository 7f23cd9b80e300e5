//! What is told of one segment on its own page, and in reports.

pub mod apart;
pub mod described;
