//! What the file is, what its columns mean, and what is odd about it.

mod advance;
mod as_of;
mod check;
mod column_role;
mod column_row;
mod column_table;
mod dialect;
mod first_lines;
mod problem_rows;
mod row_unit;
mod skip_lines;
