//! Tables of a star: those that stand beside contacts, and orders, many a contact.

use crate::destinations::form::{Form, Record};
use crate::kernel::contacts::ContactKind;
use crate::kernel::written::csv::{Guard, push_cell};

/// Writes a line of comma-separated text, exactly as the cells are.
fn push_line<'c>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = &'c str>) {
    let mut line = String::new();
    for (idx, cell) in cells.into_iter().enumerate() {
        if idx > 0 {
            line.push(',');
        }
        push_cell(&mut line, cell, ',', Guard::None);
    }
    line.push('\n');
    out.extend_from_slice(line.as_bytes());
}

/// A table that is known before the first contact: segments, their numbers, the dictionary.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its lines, the header first.
    pub lines: Vec<Vec<String>>,
}

impl Form for Known {
    fn media_type(&self) -> &'static str {
        "text/csv;charset=utf-8"
    }

    fn ending(&self) -> &'static str {
        "csv"
    }

    fn begin(&mut self, _: &[(&str, ContactKind)], out: &mut Vec<u8>) {
        for line in &self.lines {
            push_line(out, line.iter().map(String::as_str));
        }
    }

    fn record(&mut self, _: &Record<'_>, _: &mut Vec<u8>) {}

    fn end(&mut self, _: &mut Vec<u8>) {}

    fn n_rows(&self) -> Option<u64> {
        Some(self.lines.len().saturating_sub(1) as u64)
    }
}

/// Orders, one a line: the last cell of a record holds all of a contact's, `day amount` between
/// semicolons, and the cells before it are repeated with each.
#[derive(Debug, Default)]
pub struct Orders {
    n: u64,
}

impl Form for Orders {
    fn media_type(&self) -> &'static str {
        "text/csv;charset=utf-8"
    }

    fn ending(&self) -> &'static str {
        "csv"
    }

    fn begin(&mut self, headings: &[(&str, ContactKind)], out: &mut Vec<u8>) {
        let shared = headings.iter().map(|it| it.0).take(headings.len().saturating_sub(1));
        push_line(out, ["order_key"].into_iter().chain(shared).chain(["order_date", "amount"]));
    }

    fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        let Some((orders, shared)) = record.cells.split_last() else { return };
        for order in orders.split(';').filter(|it| !it.is_empty()) {
            self.n += 1;
            let (day, amount) = order.split_once(' ').unwrap_or((order, ""));
            let key = self.n.to_string();
            let shared = shared.iter().map(String::as_str);
            push_line(out, [key.as_str()].into_iter().chain(shared).chain([day, amount]));
        }
    }

    fn end(&mut self, _: &mut Vec<u8>) {}

    fn n_rows(&self) -> Option<u64> {
        Some(self.n)
    }
}
