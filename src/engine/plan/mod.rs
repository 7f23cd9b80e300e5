//! What to do with segments: places to spend a budget, and fair tests of whether it worked.

pub mod balance;
pub mod opportunity;
pub mod power;
pub mod results;
pub mod roster;
pub mod split;
pub mod typing;
