//! What could be done, and what it would bring: figures a person estimates, worked through.

pub mod opportunity;
