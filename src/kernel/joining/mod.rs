//! Two tables put side by side: keys compared ([`matched`]), rows looked up ([`gather`]), many rows
//! of one key made into one ([`fold`]).

pub mod fold;
mod gather;
mod matching;

pub use gather::{gather, through};
pub use matching::{Form, Matching, folded, matched};
