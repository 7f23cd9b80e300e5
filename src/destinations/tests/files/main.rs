//! Files as they leave for other tools: written whole, read back, counted.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should fail loudly"
)]

mod ads;
mod frame;
mod hostile;
mod made;
mod programs;
mod star;
