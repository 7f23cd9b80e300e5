//! What the columns mean.

use serde::{Deserialize, Serialize};

use crate::engine::table::{ColumnSummary, Role, SourceSummary};

/// What one row of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowUnit {
    /// One row per order or order line.
    Orders,
    /// One row per customer.
    Customers,
}

/// Rows per customer from which on customers are said to repeat: below it, they are slips.
const REPEATING: f64 = 1.05;

/// Why a file seems to have one row per order or per customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitReason {
    /// Customers repeat, and there is a date or an amount: orders.
    CustomersRepeat {
        /// The customer column.
        column: String,
        /// Mean rows of a customer.
        rows_per_customer: f64,
        /// Whether a column is the date.
        has_date: bool,
        /// Whether a column is the amount.
        has_amount: bool,
    },
    /// Customers hardly repeat, but there are order numbers with dates: orders.
    OrderNumbers {
        /// The order column.
        column: String,
    },
    /// Customers hardly repeat: customers.
    CustomersDiffer {
        /// The customer column.
        column: String,
        /// Mean rows of a customer.
        rows_per_customer: f64,
    },
    /// Customers repeat, but there is neither date nor amount: customers.
    NothingDated {
        /// The customer column.
        column: String,
        /// Mean rows of a customer.
        rows_per_customer: f64,
    },
    /// No column is the customer: each row is one.
    NoCustomer,
}

/// What one row of a file seems to be, and why.
pub fn suggest_unit(summary: &SourceSummary) -> (RowUnit, UnitReason) {
    let Some(customer) = customer_column(summary) else {
        return (RowUnit::Customers, UnitReason::NoCustomer);
    };
    let column = customer.name.clone();
    let n_known = summary.n_rows.saturating_sub(customer.n_missing);
    let rows_per_customer = n_known as f64 / customer.n_distinct.max(1) as f64;
    let has_date = has_role(summary, Role::Date);
    let has_amount = [Role::Amount, Role::UnitPrice, Role::Monetary].iter().any(|&it| has_role(summary, it));
    if rows_per_customer >= REPEATING && (has_date || has_amount) {
        let reason = UnitReason::CustomersRepeat { column, rows_per_customer, has_date, has_amount };
        return (RowUnit::Orders, reason);
    }
    let order = summary.columns.iter().find(|it| it.role == Role::Order);
    if let Some(order) = order.filter(|_| has_date) {
        return (RowUnit::Orders, UnitReason::OrderNumbers { column: order.name.clone() });
    }
    let reason = if rows_per_customer >= REPEATING {
        UnitReason::NothingDated { column, rows_per_customer }
    } else {
        UnitReason::CustomersDiffer { column, rows_per_customer }
    };
    (RowUnit::Customers, reason)
}

/// The column that names customers: where none does, the e-mail address, then the phone number.
fn customer_column(summary: &SourceSummary) -> Option<&ColumnSummary> {
    let with_role = |role| summary.columns.iter().find(|it| it.role == role);
    with_role(Role::Customer).or_else(|| with_role(Role::Email)).or_else(|| with_role(Role::Phone))
}

fn has_role(summary: &SourceSummary, role: Role) -> bool {
    summary.columns.iter().any(|it| it.role == role)
}

/// What one row is, and what each used column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What one row is.
    pub unit: RowUnit,
    /// Columns with a role; all others are ignored.
    pub columns: Vec<MappedColumn>,
}

/// A column with a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// The column's name.
    pub name: String,
    /// What it means.
    pub role: Role,
}

impl Mapping {
    /// What the file itself suggests; why it is that row unit, [`suggest_unit`] says.
    pub fn suggest(summary: &SourceSummary) -> Self {
        let (unit, _) = suggest_unit(summary);
        let customer = customer_column(summary).map(|it| it.name.as_str());
        let has_amount = has_role(summary, Role::Amount);
        let role_of = |column: &ColumnSummary| match (unit, column.role) {
            _ if customer == Some(column.name.as_str()) => Role::Customer,
            (RowUnit::Orders, Role::Monetary) if !has_amount => Role::Amount,
            (RowUnit::Orders | RowUnit::Customers, role) => role,
        };
        let mut mapping = Self { unit, columns: Vec::new() };
        for column in &summary.columns {
            let role = mapping.role_when_used(&column.name, role_of(column));
            if role_of(column) != Role::Ignore {
                mapping.columns.push(MappedColumn { name: column.name.clone(), role });
            }
        }
        mapping
    }

    /// The name of the column with a role that one column has.
    pub fn column(&self, role: Role) -> Option<&str> {
        self.columns.iter().find(|it| it.role == role).map(|it| it.name.as_str())
    }

    /// The names of all columns with a role.
    pub fn columns_of(&self, role: Role) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(move |it| it.role == role).map(|it| it.name.as_str())
    }
}
