//! Giving a column another role.
//!
//! A role that one column can have is never taken from another column silently: [`Mapping::assign`]
//! refuses, and [`Mapping::replace`] is a choice of its own. Columns keep the order of the file, so
//! that a choice taken back leaves the mapping as it was.

use crate::engine::features::{MappedColumn, Mapping};
use crate::engine::table::{ColumnSummary, Kind, Role};
use crate::kernel::order;

impl Mapping {
    /// What a column means; [`Role::Ignore`] where the mapping does not name it.
    pub fn role_of(&self, column: &str) -> Role {
        self.columns.iter().find(|it| it.name == column).map_or(Role::Ignore, |it| it.role)
    }

    /// The other column that has a role which only one can have.
    pub fn holder(&self, role: Role, other_than: &str) -> Option<&str> {
        let mut others = self.columns.iter().filter(|it| it.name != other_than);
        others.find(|it| role.is_single() && it.role == role).map(|it| it.name.as_str())
    }

    /// Gives a column a role; refuses with the name of the column that has it already.
    pub fn assign(&mut self, column: &str, role: Role, file: &[ColumnSummary]) -> Result<(), String> {
        if let Some(holder) = self.holder(role, column) {
            return Err(holder.to_owned());
        }
        self.columns.retain(|it| it.name != column);
        if role != Role::Ignore {
            self.columns.push(MappedColumn { name: column.to_owned(), role });
        }
        let position = |name: &str| file.iter().position(|it| it.name == name);
        order::sort_by(&mut self.columns, |a, b| position(&a.name).cmp(&position(&b.name)));
        Ok(())
    }

    /// Gives a column a role; the column that had it is ignored from now on.
    pub fn replace(&mut self, column: &str, role: Role, file: &[ColumnSummary]) {
        if role.is_single() {
            self.columns.retain(|it| it.role != role);
        }
        let is_free = self.assign(column, role, file);
        debug_assert!(is_free.is_ok(), "the role was taken from its holder");
    }

    /// The role a column gets when it is used again: the suggested one, where it is free.
    pub fn role_when_used(&self, column: &str, suggested: Role) -> Role {
        let is_free = suggested != Role::Ignore && self.holder(suggested, column).is_none();
        if is_free { suggested } else { Role::Feature }
    }
}

impl Role {
    /// The kind a column must be read as to serve this role; `None` where what was found serves.
    pub fn kind_instead_of(self, found: Kind) -> Option<Kind> {
        let is_amount = matches!(found, Kind::Number | Kind::Money);
        match self {
            Self::Customer | Self::Order => {
                (is_amount || matches!(found, Kind::Date)).then_some(Kind::Identifier)
            }
            Self::Date => (found != Kind::Date).then_some(Kind::Date),
            Self::Amount | Self::UnitPrice | Self::Monetary => (!is_amount).then_some(Kind::Money),
            Self::Quantity | Self::Recency | Self::Frequency => (!is_amount).then_some(Kind::Number),
            Self::Product
            | Self::Category
            | Self::Channel
            | Self::Country
            | Self::Email
            | Self::Phone
            | Self::FirstName
            | Self::LastName
            | Self::Postcode
            | Self::Consent
            | Self::Outcome
            | Self::Feature
            | Self::Ignore => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::features::RowUnit;
    use crate::engine::table::{MicroChart, Reason, Sureness};

    fn file() -> Vec<ColumnSummary> {
        let column = |(name, role): &(&str, Role)| ColumnSummary {
            name: (*name).to_owned(),
            kind: Kind::Text,
            role: *role,
            reason: Reason::NameKnown,
            sureness: Sureness::Sure,
            n_missing: 0,
            n_problems: 0,
            n_distinct: 1,
            examples: Vec::new(),
            chart: MicroChart::Empty,
        };
        let columns =
            [("cust", Role::Customer), ("day", Role::Date), ("total", Role::Amount), ("note", Role::Ignore)];
        columns.iter().map(column).collect()
    }

    fn mapping() -> Mapping {
        let columns = file()
            .into_iter()
            .filter(|it| it.role != Role::Ignore)
            .map(|it| MappedColumn { name: it.name, role: it.role })
            .collect();
        Mapping { unit: RowUnit::Orders, columns }
    }

    #[test]
    fn a_taken_role_is_refused_with_its_holder() {
        let mut changed = mapping();
        assert_eq!(changed.assign("note", Role::Customer, &file()), Err("cust".to_owned()));
        assert_eq!(changed, mapping());
    }

    #[test]
    fn a_role_can_be_replaced_and_its_holder_is_ignored() {
        let mut changed = mapping();
        changed.replace("note", Role::Customer, &file());
        assert_eq!(changed.column(Role::Customer), Some("note"));
        assert_eq!(changed.role_of("cust"), Role::Ignore);
    }

    #[test]
    fn a_choice_taken_back_leaves_the_mapping_as_it_was() {
        let mut changed = mapping();
        changed.assign("day", Role::Ignore, &file()).expect("nobody else is ignored alone");
        assert_eq!(changed.columns.len(), 2);
        changed.assign("day", Role::Date, &file()).expect("the role is free again");
        assert_eq!(changed, mapping());
    }

    #[test]
    fn many_columns_may_be_grouped_by() {
        let mut changed = mapping();
        for column in ["day", "note"] {
            assert_eq!(changed.assign(column, Role::Feature, &file()), Ok(()));
        }
        assert_eq!(changed.columns_of(Role::Feature).count(), 2);
    }

    #[test]
    fn a_column_used_again_gets_its_suggested_role_if_that_is_free() {
        let mut changed = mapping();
        changed.replace("note", Role::Customer, &file());
        assert_eq!(changed.role_when_used("cust", Role::Customer), Role::Feature);
        assert_eq!(changed.role_when_used("day", Role::Date), Role::Date);
        assert_eq!(changed.role_when_used("note", Role::Ignore), Role::Feature);
    }

    #[test]
    fn a_number_that_names_a_customer_is_read_as_text() {
        assert_eq!(Role::Customer.kind_instead_of(Kind::Number), Some(Kind::Identifier));
        assert_eq!(Role::Customer.kind_instead_of(Kind::Text), None);
        assert_eq!(Role::Date.kind_instead_of(Kind::Text), Some(Kind::Date));
        assert_eq!(Role::Amount.kind_instead_of(Kind::Number), None);
        assert_eq!(Role::Quantity.kind_instead_of(Kind::Category), Some(Kind::Number));
    }
}
