//! Undoing what a table is wrapped in, as a package of its own: the page loads it apart.

#[path = "mod.rs"]
pub mod wrapping;
