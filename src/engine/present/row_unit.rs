//! Why a row of the file would be an order, or a customer: in numbers of this file.

use crate::engine::features::{Mapping, RowUnit};
use crate::engine::present::number;
use crate::engine::table::{ColumnSummary, Role, SourceSummary};

/// Different values are counted up to here.
const MAX_DISTINCT: usize = 1_000_000;
/// Rows per customer from which on a file is said to repeat its customers.
const REPEATS: f64 = 1.05;

/// What speaks for a row being this, or what it would mean.
pub fn reason(unit: RowUnit, summary: &SourceSummary, mapping: &Mapping) -> String {
    let column = mapping.column(Role::Customer);
    let column = column.and_then(|name| summary.columns.iter().find(|it| it.name == name));
    match (unit, column) {
        (RowUnit::Orders, None) => "Needs a column that says who ordered".to_owned(),
        (RowUnit::Customers, None) => {
            format!("Each of the {} is a different customer", rows(summary.n_rows))
        }
        (RowUnit::Orders, Some(column)) => for_orders(column, summary.n_rows, mapping),
        (RowUnit::Customers, Some(column)) => for_customers(column, summary.n_rows),
    }
}

fn for_orders(column: &ColumnSummary, n_rows: usize, mapping: &Mapping) -> String {
    let name = &column.name;
    let n_filled = n_rows.saturating_sub(column.n_missing);
    let per_customer = n_filled as f64 / column.n_distinct.max(1) as f64;
    if per_customer < REPEATS && column.n_distinct < MAX_DISTINCT {
        let how_many = if column.n_distinct >= n_filled { "No" } else { "Hardly any" };
        return format!("{how_many} {name} comes twice, so nobody would have a second order");
    }
    let repeats = if column.n_distinct < MAX_DISTINCT {
        format!("Each {name} stands in {} rows on average", number::fixed(per_customer, 1))
    } else {
        format!("There are at least {} different {name}", number::count(MAX_DISTINCT))
    };
    let has = |role| mapping.column(role).is_some();
    let has_amount = has(Role::Amount) || has(Role::UnitPrice);
    match (has(Role::Date), has_amount) {
        (true, true) => format!("{repeats}, and there is a date and an amount"),
        (true, false) => format!("{repeats}, and there is a date"),
        (false, true) => format!("{repeats}, and there is an amount"),
        (false, false) => repeats,
    }
}

fn for_customers(column: &ColumnSummary, n_rows: usize) -> String {
    let name = &column.name;
    let n_filled = n_rows.saturating_sub(column.n_missing);
    if column.n_distinct >= MAX_DISTINCT && n_filled > MAX_DISTINCT {
        return format!("Would keep only the first row of each {name}");
    }
    if column.n_distinct >= n_filled {
        return format!("Every {name} is different, in {}", rows(n_filled));
    }
    format!(
        "Would keep only the first row of each {name}: {} of {}",
        number::count(column.n_distinct),
        number::count(n_rows)
    )
}

fn rows(n: usize) -> String {
    number::counted(n, "row", "rows")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::features::MappedColumn;
    use crate::engine::table::{
        Comment, DecimalMark, Dialect, Encoding, Escape, Glance, Kind, MicroChart, Quote, Reason, Separator,
        Sureness,
    };

    fn file(n_rows: usize, n_missing: usize, n_distinct: usize) -> SourceSummary {
        let column = ColumnSummary {
            name: "cust_no".to_owned(),
            kind: Kind::Identifier,
            role: Role::Customer,
            reason: Reason::NameKnown,
            sureness: Sureness::Sure,
            n_missing,
            n_problems: 0,
            n_distinct,
            examples: Vec::new(),
            chart: MicroChart::Distinct,
        };
        SourceSummary {
            name: "list.csv".to_owned(),
            n_bytes: 1,
            fingerprint: String::new(),
            dialect: Dialect {
                wrapping: None,
                sheet: None,
                encoding: Encoding::Utf8,
                separator: Separator::Comma,
                quote: Quote::DOUBLE,
                escape: Escape::Absent,
                comment: Comment::NONE,
                line_end: None,
                decimal_mark: DecimalMark::Point,
                date_order: None,
                has_header: true,
                skipped_lines: 0,
                is_doubtful: false,
            },
            sheets: Vec::new(),
            n_rows,
            columns: vec![column],
            issues: Vec::new(),
            first_lines: Vec::new(),
            glance: Glance::default(),
            currency: None,
        }
    }

    fn mapping(roles: &[(&str, Role)]) -> Mapping {
        let columns =
            roles.iter().map(|(name, role)| MappedColumn { name: (*name).to_owned(), role: *role }).collect();
        Mapping { unit: RowUnit::Orders, columns }
    }

    #[test]
    fn repeated_customers_speak_for_orders() {
        let mapping = mapping(&[("cust_no", Role::Customer), ("day", Role::Date), ("total", Role::Amount)]);
        let file = file(40_000, 2_000, 12_000);
        assert_eq!(
            reason(RowUnit::Orders, &file, &mapping),
            "Each cust_no stands in 3.2 rows on average, and there is a date and an amount"
        );
        assert_eq!(
            reason(RowUnit::Customers, &file, &mapping),
            "Would keep only the first row of each cust_no: 12,000 of 40,000"
        );
    }

    #[test]
    fn different_customers_speak_for_one_row_each() {
        let mapping = mapping(&[("cust_no", Role::Customer)]);
        let file = file(5_000, 0, 5_000);
        assert_eq!(reason(RowUnit::Customers, &file, &mapping), "Every cust_no is different, in 5,000 rows");
        assert_eq!(
            reason(RowUnit::Orders, &file, &mapping),
            "No cust_no comes twice, so nobody would have a second order"
        );
    }

    #[test]
    fn without_a_customer_column_each_row_is_somebody() {
        let mapping = mapping(&[]);
        let file = file(900, 0, 900);
        assert_eq!(
            reason(RowUnit::Customers, &file, &mapping),
            "Each of the 900 rows is a different customer"
        );
        assert_eq!(reason(RowUnit::Orders, &file, &mapping), "Needs a column that says who ordered");
    }

    #[test]
    fn more_customers_than_are_counted_are_not_counted() {
        let mapping = mapping(&[("cust_no", Role::Customer)]);
        let file = file(3_000_000, 0, 1_000_000);
        assert_eq!(
            reason(RowUnit::Orders, &file, &mapping),
            "There are at least 1,000,000 different cust_no"
        );
        assert_eq!(
            reason(RowUnit::Customers, &file, &mapping),
            "Would keep only the first row of each cust_no"
        );
    }
}
