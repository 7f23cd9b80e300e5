//! From contacts to the files that other tools take in.
//!
//! [`Export`] takes what is known of all contacts ([`Contacts`]), what is asked for ([`Wish`]) and
//! then the rows in batches, and writes files piece by piece into a [`Sink`]; nothing is held but
//! what stands open. At the end, [`Summary`] says what was written, changed and left out, and its
//! [`Reconciliation`] adds up. A preflight is the same with a sink that keeps nothing: what it shows
//! is what will be written.
//!
//! ```text
//! Export::new(&contacts, &wish)?      what is asked for makes sense
//!     .look(&batch)                   only where wants_look(): who said no anywhere
//!     .push(&batch, &mut sink)        every batch; the sink may stop it
//!     .finish(&mut sink)?             the rest, and the summary
//! pack::pieces(&summary)              several files as one ZIP
//! ```
//!
//! # How a destination is added
//!
//! 1. A file in `to/` with a `pub(super) static X: Destination`: name, limits, where its rules were
//!    read and when, what it has to be told ([`Setting`]), and a `plan` function.
//! 2. `plan(&Contacts, &Wish) -> Result<Plan, Refusal>` says which tables are written. A [`Table`] is
//!    a list of [`OutColumn`]s: a heading, what a cell is made of ([`Take`]), and the rules it goes
//!    through ([`Rule`]s, in `cell/`): each changes the cell in place and says what it did, which is
//!    counted and shown. `needs` says which columns must not be empty, `key` which tell contacts
//!    apart.
//! 3. Its place in `to::ALL`, its page in `docs/destinations.md`, and a golden file
//!    (`tests/files/golden.rs`).
//!
//! A table is written as separated text unless it brings a [`Form`] of its own, such as a workbook.
//! Splitting at the limits, consent, repeated contacts, characters and counts are done here, once,
//! for all.

mod asked;
mod cell;
mod change;
mod consent;
mod destination;
mod export;
mod form;
pub mod identity;
pub mod pack;
mod part;
pub mod phones;
mod plan;
mod seen;
mod summary;
mod tally;
mod to;
mod wish;

pub use cell::{Rule, clean, email};
pub use change::{Change, Gap, LeftOut};
pub use destination::{Destination, FieldLimit, Group, Limits, Note, Setting};
pub use export::{Export, Nowhere, Sink};
pub use form::{Form, Record, objects::Objects, separated::Separated, workbook::Workbook, zipped::Zipped};
pub use plan::{Make, Matching, Need, OutColumn, Parting, Plan, Table, Take};
pub use summary::{Changed, ConsentWord, Reconciliation, Shown, Summary, WrittenFile};
pub use to::offer::{Catalogue, Offer, OfferedSetting};
pub use to::{ALL, find};
pub use wish::{Choices, Consent, Decimal, Encoding, LineEnd, Refusal, Safety, Wish};

pub use crate::kernel::contacts::{
    Batch, BatchWriter, ContactColumn, ContactKind, ContactSegment, Contacts, Field, ProfileLine, Row,
};
