//! The engine's native tests in one binary, one topic a module.

mod message;
mod samples;
