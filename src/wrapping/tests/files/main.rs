//! Files of every kind, made here and read through the one door.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its file should fail loudly")]

mod hostile;
mod laws;
mod workbooks;
