//! From the bytes of a file to typed columns.
//!
//! Reading is pushed: [`Reader::new`], [`Reader::push`] for each chunk as it arrives,
//! [`Reader::finish`] at the end. The file is never whole in memory, and any split of the bytes
//! gives the same table. Kinds, the decimal mark and the order of dates are decided over all rows
//! of a column: where the first rows misled, [`Finished::Again`] asks for the bytes once more with
//! what is now known.
//!
//! A bad row is not an error: it is repaired or kept, counted in an [`Issue`] and listed as a
//! [`Problem`]. `Err` means that there is no table.

mod calendar;
mod columns;
mod decide;
mod dialect;
mod error;
mod flag;
mod glance;
mod intake;
mod issue;
mod kind;
mod reader;
mod reading;
mod records;
mod role;
mod summary;
mod text;
mod wrapping;

pub use calendar::{both_days, civil, day_of, iso};
pub use columns::{Column, Table};
pub use dialect::{Dialect, ReadingOptions};
pub use error::{FileFormat, TableError};
pub use flag::shares;
pub use glance::Glance;
pub use intake::{Intake, take_in};
pub use issue::{Example, Issue, IssueKind, Issues, Problem, Severity};
pub use kind::Kind;
pub use reader::{Again, Finished, Lines, Reader, Source, read_all};
pub use reading::{Feed, records};
pub use role::words::{is_age, is_birthday};
pub use role::{Reason, Role, Sureness, is_clock, is_discount, is_protected};
pub use summary::{ColumnSummary, SourceSummary};
pub use text::is_wrapped;
pub use wrapping::{Detect, Sheet, Sink, Unwrap, Unwrapped, Unwrapper, Wrapping};

pub use crate::kernel::cells::{Cells, Dictionary, MISSING_CODE, MISSING_DAY, Texts};
pub use crate::kernel::column::MicroChart;
pub use crate::kernel::cut::{Comment, Escape, LineEnd, Quote, Separator};
pub use crate::kernel::notation::{DateOrder, DecimalMark, Encoding};
