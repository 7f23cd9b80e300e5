//! How files are written: cells of separated text, names that every system takes.

pub mod csv;
pub mod file_name;
