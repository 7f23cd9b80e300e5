//! What cells go through: rules that change a cell in place and say what they did.

pub mod clean;
pub mod email;

use crate::destinations::Change;
use crate::kernel::contacts::Row;

/// Changes a cell and says what it did; `None` where the cell is as it was. The row is there for what
/// depends on another column, such as a phone number on the country.
pub type Rule = Box<dyn Fn(&Row<'_>, &mut String) -> Option<Change>>;
