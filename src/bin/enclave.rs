//! The native door: the same engine, the same bytes, on the command line.

fn main() {}
