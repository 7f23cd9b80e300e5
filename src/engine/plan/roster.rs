//! The customers of an analysis as a table that other files can be joined to.

use crate::engine::features::{FeatureMatrix, Origin, Trace};
use crate::engine::table::{
    Cells, Column, ColumnSummary, Glance, Kind, Lines, MicroChart, Reason, Role, Source, Sureness, Table,
};
use crate::kernel::joining::gather;

/// One row for each customer: the identifier and, where the file has them, e-mail address and phone
/// number of the latest row.
pub fn roster(matrix: &FeatureMatrix, origin: Option<Origin<'_>>, like: &Source) -> Source {
    let name = origin.and_then(|it| it.mapping.column(Role::Customer)).unwrap_or("customer_id");
    let identifiers = Cells::Texts(matrix.customers.clone());
    let mut columns =
        vec![(Role::Customer, Column { name: name.to_owned(), kind: Kind::Identifier, cells: identifiers })];
    if let Some(origin) = origin {
        columns.extend(addresses(matrix, &origin));
    }
    let summary = |(role, column): &(Role, Column)| ColumnSummary {
        name: column.name.clone(),
        kind: column.kind,
        role: *role,
        reason: Reason::NameKnown,
        sureness: Sureness::Sure,
        n_missing: 0,
        n_problems: 0,
        n_distinct: matrix.n_customers(),
        examples: Vec::new(),
        chart: MicroChart::Empty,
    };
    Source {
        name: origin.map_or_else(String::new, |it| it.source.name.clone()),
        n_bytes: 0,
        fingerprint: String::new(),
        dialect: like.dialect.clone(),
        sheets: Vec::new(),
        columns: columns.iter().map(summary).collect(),
        table: Table { n_rows: matrix.n_customers(), columns: columns.into_iter().map(|it| it.1).collect() },
        issues: Vec::new(),
        problems: Vec::new(),
        first_lines: Vec::new(),
        glance: Glance::default(),
        currency: None,
        lines: Lines::default(),
    }
}

fn addresses(matrix: &FeatureMatrix, origin: &Origin<'_>) -> Vec<(Role, Column)> {
    let named = |role| origin.mapping.column(role).and_then(|it| origin.column(it));
    let found: Vec<(Role, &Column)> =
        [Role::Email, Role::Phone].into_iter().filter_map(|it| Some((it, named(it)?))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let rows: Vec<u32> = match origin.trace(matrix) {
        Ok(Trace::Row(rows)) => rows,
        Ok(Trace::Orders(orders)) => {
            orders.all.each().map(|it| it.last().copied().unwrap_or(u32::MAX)).collect()
        }
        Err(_) => return Vec::new(),
    };
    let picked = |column: &Column| Column { cells: gather(&column.cells, &rows), ..column.clone() };
    found.into_iter().map(|(role, column)| (role, picked(column))).collect()
}
