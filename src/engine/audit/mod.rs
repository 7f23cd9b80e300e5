//! What must not leave: numbers about so few customers that they speak of single people.

mod detail;
mod guarded;
pub mod small_cells;

pub use guarded::{Guarded, LEAST_CUSTOMERS, TOGETHER, guard};
