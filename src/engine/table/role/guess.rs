//! Roles of all columns of a file together.

use crate::engine::table::role::looks::{Look, look};
use crate::engine::table::role::rest::rest;
use crate::engine::table::role::{Reason, Suggestion, Sureness, words};
use crate::engine::table::{Cells, Column, Kind, Role};

/// Columns that customers are told apart by unasked; a person may use more.
const MAX_FEATURES: usize = 60;

/// Roles for the columns of a file, one per column.
///
/// A name decides where it is known and the kind agrees; then values do. In a list of customers
/// every other number, category and flag is a feature. Columns about protected traits (age, gender,
/// religion, health and their like) are ignored until the person says otherwise: nobody is grouped
/// by them unawares.
pub fn suggest(columns: &[Column], n_distinct: &[usize], n_rows: usize, has_names: bool) -> Vec<Suggestion> {
    let looks = columns.iter().map(look).collect();
    let mut guess = Guess { columns, n_distinct, n_rows, has_names, looks, found: vec![None; columns.len()] };
    if has_names {
        guess.by_name();
    }
    guess.by_value();
    guess.by_record();
    guess.customer();
    let is_orders = guess.is_orders();
    if is_orders && !has_names {
        guess.by_position();
    }
    if !is_orders {
        guess.as_customer_list();
    }
    guess.finish(is_orders)
}

struct Guess<'a> {
    columns: &'a [Column],
    n_distinct: &'a [usize],
    n_rows: usize,
    has_names: bool,
    looks: Vec<Option<Look>>,
    found: Vec<Option<Suggestion>>,
}

impl Guess<'_> {
    fn by_name(&mut self) {
        let mut best: Vec<(Role, usize, usize)> = Vec::new();
        for (idx, column) in self.columns.iter().enumerate() {
            let Some((role, rank)) = words::role_of(&column.name) else { continue };
            if !self.fits(role, idx) {
                continue;
            }
            match best.iter_mut().find(|it| it.0 == role) {
                Some(it) if rank < it.1 => *it = (role, rank, idx),
                Some(_) => {}
                None => best.push((role, rank, idx)),
            }
        }
        for (role, rank, idx) in best {
            self.set(idx, named(role, rank));
        }
    }

    /// What values look like, for roles that no name claims.
    fn by_value(&mut self) {
        let looks = [
            (Look::Email, Role::Email, Reason::LooksLikeEmail, Sureness::Sure),
            (Look::Order, Role::Order, Reason::LooksLikeOrder, Sureness::Likely),
            (Look::Phone, Role::Phone, Reason::LooksLikePhone, Sureness::Likely),
            (Look::Country, Role::Country, Reason::LooksLikeCountry, Sureness::Likely),
            (Look::Postcode, Role::Postcode, Reason::LooksLikePostcode, Sureness::Guess),
        ];
        for (look, role, reason, sureness) in looks {
            let is_it = |idx: &usize| self.looks.get(*idx) == Some(&Some(look)) && self.is_open(*idx);
            let found = self.free().find(is_it);
            if let Some(idx) = found.filter(|_| self.find(role).is_none()) {
                self.set(idx, Suggestion::new(role, reason, sureness));
            }
        }
        if self.find(Role::Date).is_none()
            && let Some(idx) = self.first(|it| it.kind == Kind::Date && !words::is_protected(&it.name))
        {
            self.set(idx, Suggestion::new(Role::Date, Reason::OnlyOfKind, Sureness::Guess));
        }
        if self.find(Role::Amount).is_none() && self.find(Role::UnitPrice).is_none() {
            let is_worth = |it: &Column| !self.has_names || !words::is_not_worth(&it.name);
            let is_it = |it: &Column| it.kind == Kind::Money && is_worth(it);
            let is_money = |idx: &usize| self.columns.get(*idx).is_some_and(is_it);
            let money: Vec<usize> = self.free().filter(is_money).collect();
            if let [idx] = *money.as_slice() {
                self.set(idx, Suggestion::new(Role::Amount, Reason::OnlyOfKind, Sureness::Likely));
            }
        }
    }

    /// A column that is just called "id" names the row: the order where customers come again in rows
    /// that sell something, the customer otherwise.
    fn by_record(&mut self) {
        let is_record = |idx: &usize| {
            self.has_names
                && self.columns.get(*idx).is_some_and(|it| words::is_record(&it.name) && is_named(it))
        };
        let Some(idx) = self.free().find(is_record) else { return };
        let is_unique = !self.repeats(idx);
        let customer = self.find(Role::Customer);
        let is_company = |it: &usize| self.columns.get(*it).is_some_and(|it| words::is_company(&it.name));
        let customer = customer.filter(|it| !is_company(it)).or_else(|| self.find(Role::Email)).or(customer);
        let sells = [Role::Amount, Role::Quantity, Role::UnitPrice, Role::Product];
        let is_sale = self.find(Role::Date).is_some() && sells.iter().any(|it| self.find(*it).is_some());
        let comes_again = customer.is_some_and(|it| self.repeats(it));
        if is_sale && comes_again {
            let order = self.find(Role::Order);
            let is_better = |it: usize| is_unique && self.n_present(it) * 10 < self.n_rows * 9;
            if order.is_none_or(is_better) {
                self.unset_if(order);
                self.set(idx, Suggestion::new(Role::Order, Reason::NameKnown, Sureness::Likely));
            }
            return;
        }
        let named = self.find(Role::Customer);
        if named.is_none_or(|it| is_unique && self.repeats(it)) {
            self.unset_if(named);
            self.set(idx, Suggestion::new(Role::Customer, Reason::NameKnown, Sureness::Likely));
        }
    }

    /// Where no name says who the customer is: an identifier, then the e-mail address. A company is
    /// the customer only where there is neither.
    fn customer(&mut self) {
        let company = self.find(Role::Customer);
        let is_company = |it: usize| self.columns.get(it).is_some_and(|it| words::is_company(&it.name));
        if company.is_some_and(|it| !is_company(it)) {
            return;
        }
        let is_named =
            |it: &Column| self.has_names && words::is_numbering(&it.name) && !words::is_record(&it.name);
        let found = self.likely_customer(is_named);
        let email = || self.find(Role::Email);
        let found = match (self.has_names, company) {
            (true, Some(_)) => found.or_else(email),
            (true, None) => {
                let may_be = |it: &Column| !words::is_of_other_thing(&it.name);
                found.or_else(email).or_else(|| self.likely_customer(may_be))
            }
            (false, _) => self.likely_customer(|_| true).or_else(email),
        };
        if let Some(idx) = found {
            self.unset_if(company);
            self.set(idx, Suggestion::new(Role::Customer, Reason::TellsApart, Sureness::Likely));
        }
    }

    /// An identifier that is different in every row, or that comes again in rows with dates; never
    /// one whose name says that it is about something else.
    fn likely_customer(&self, may_be: impl Fn(&Column) -> bool) -> Option<usize> {
        let has_dates = self.find(Role::Date).is_some();
        self.free().find(|&idx| {
            let is_unique = self.n_distinct.get(idx).copied() == Some(self.n_rows);
            let is_it = |it: &Column| {
                it.kind == Kind::Identifier
                    && (is_unique || (has_dates && self.n_present(idx) * 2 > self.n_rows))
                    && may_be(it)
            };
            self.columns.get(idx).is_some_and(is_it) && self.is_open(idx)
        })
    }

    /// Columns without names: whole numbers are pieces, numbers with a fraction are money.
    fn by_position(&mut self) {
        let is_number = |idx: &usize| self.columns.get(*idx).is_some_and(|it| it.kind == Kind::Number);
        let numbers: Vec<usize> = self.free().filter(is_number).collect();
        let is_whole = |idx: usize| match self.columns.get(idx).map(|it| &it.cells) {
            Some(Cells::Numbers(values)) => values.iter().all(|it| it.is_nan() || it.fract() == 0.0),
            _ => false,
        };
        let amount = numbers.iter().rev().find(|idx| !is_whole(**idx)).or(numbers.last()).copied();
        let pieces = numbers.iter().find(|idx| is_whole(**idx) && Some(**idx) != amount).copied();
        if let Some(idx) = amount {
            self.set(idx, Suggestion::new(Role::Amount, Reason::Position, Sureness::Guess));
        }
        if let Some(idx) = pieces {
            self.set(idx, Suggestion::new(Role::Quantity, Reason::Position, Sureness::Guess));
        }
    }

    fn as_customer_list(&mut self) {
        if let Some(idx) = self.find(Role::Amount) {
            let is_open = self.find(Role::Monetary).is_none();
            self.unset(idx);
            if is_open {
                self.set(idx, Suggestion::new(Role::Monetary, Reason::NameKnown, Sureness::Likely));
            }
        }
        for role in [Role::Quantity, Role::UnitPrice, Role::Product, Role::Category, Role::Order] {
            if let Some(idx) = self.find(role) {
                self.unset(idx);
            }
        }
        // Days since somebody signed up are no days since they bought.
        let is_other = |it: &Column| self.has_names && words::is_other_day(&it.name);
        if let Some(idx) = self.find(Role::Date).filter(|it| self.columns.get(*it).is_some_and(is_other)) {
            self.unset(idx);
            let last = |it: &Column| {
                let role = words::role_of(&it.name).map(|it| it.0);
                it.kind == Kind::Date && role == Some(Role::Date) && !words::is_other_day(&it.name)
            };
            if let Some(idx) = self.first(last) {
                self.set(idx, Suggestion::new(Role::Date, Reason::NamePart, Sureness::Likely));
            }
        }
    }

    /// Dated rows with money, pieces or an order number, unless every row is another customer.
    fn is_orders(&self) -> bool {
        let has_date = self.find(Role::Date).is_some();
        let has_order = self.find(Role::Order).is_some();
        let is_sold = self.columns.iter().zip(&self.found).any(|(column, found)| match found {
            Some(it) => matches!(it.role, Role::Amount | Role::Quantity | Role::UnitPrice),
            None => matches!(column.kind, Kind::Number | Kind::Money),
        });
        match self.find(Role::Customer) {
            Some(idx) => {
                (has_date && (has_order || (is_sold && self.repeats(idx)))) || (has_order && is_sold)
            }
            None => has_date && has_order,
        }
    }

    fn finish(self, is_orders: bool) -> Vec<Suggestion> {
        let mut n_features = 0;
        let taken: Vec<Role> = self.found.iter().flatten().map(|it| it.role).collect();
        (0..self.columns.len())
            .filter_map(|idx| {
                let column = self.columns.get(idx)?;
                let n_distinct = self.n_distinct.get(idx).copied().unwrap_or(0);
                if n_distinct == 0 {
                    return Some(Suggestion::new(Role::Ignore, Reason::Empty, Sureness::Sure));
                }
                let found = self.found.get(idx).copied().flatten();
                Some(found.unwrap_or_else(|| {
                    let is_technical = self.looks.get(idx) == Some(&Some(Look::Technical));
                    let is_sparse = self.n_present(idx) * 2 < self.n_rows;
                    rest(column, &taken, (n_distinct, self.n_rows), is_orders, (is_technical, is_sparse))
                }))
            })
            .map(|it| {
                n_features += usize::from(it.role == Role::Feature);
                if it.role == Role::Feature && n_features > MAX_FEATURES {
                    Suggestion::new(Role::Ignore, Reason::Enough, Sureness::Guess)
                } else {
                    it
                }
            })
            .collect()
    }

    fn find(&self, role: Role) -> Option<usize> {
        self.found.iter().position(|it| it.is_some_and(|it| it.role == role))
    }

    fn free(&self) -> impl Iterator<Item = usize> {
        self.found.iter().enumerate().filter(|it| it.1.is_none()).map(|it| it.0)
    }

    fn first(&self, is_it: impl Fn(&Column) -> bool) -> Option<usize> {
        self.free().find(|idx| self.columns.get(*idx).is_some_and(&is_it))
    }

    /// Whether the name of a column leaves open what it is.
    fn is_open(&self, idx: usize) -> bool {
        let says = |it: &Column| words::role_of(&it.name).is_some() || words::is_foreign(&it.name);
        !self.has_names || !self.columns.get(idx).is_some_and(says)
    }

    /// Whether values come again, more than slips would explain.
    fn repeats(&self, idx: usize) -> bool {
        self.n_distinct.get(idx).is_some_and(|it| it * 20 < self.n_rows * 19)
    }

    fn n_present(&self, idx: usize) -> usize {
        self.columns.get(idx).map_or(0, |it| it.cells.n_present())
    }

    fn set(&mut self, idx: usize, found: Suggestion) {
        if let Some(it) = self.found.get_mut(idx) {
            *it = Some(found);
        }
    }

    fn unset(&mut self, idx: usize) {
        if let Some(it) = self.found.get_mut(idx) {
            *it = None;
        }
    }

    fn unset_if(&mut self, column: Option<usize>) {
        if let Some(idx) = column {
            self.unset(idx);
        }
    }

    /// Whether the values of a column can play a role.
    fn fits(&self, role: Role, idx: usize) -> bool {
        let Some(column) = self.columns.get(idx) else { return false };
        let is_number = matches!(column.kind, Kind::Number | Kind::Money);
        match role {
            Role::Date => column.kind == Kind::Date,
            Role::Amount
            | Role::Quantity
            | Role::UnitPrice
            | Role::Recency
            | Role::Frequency
            | Role::Monetary => is_number,
            Role::Outcome | Role::Consent => matches!(column.kind, Kind::Flag | Kind::Category),
            Role::Email => self.looks.get(idx) == Some(&Some(Look::Email)),
            Role::Customer => is_named(column) && column.kind != Kind::Flag,
            Role::Order
            | Role::Product
            | Role::Category
            | Role::Channel
            | Role::Country
            | Role::Phone
            | Role::FirstName
            | Role::LastName
            | Role::Postcode
            | Role::Feature
            | Role::Ignore => is_named(column),
        }
    }
}

/// Whether the values of a column are names of something.
fn is_named(column: &Column) -> bool {
    matches!(column.kind, Kind::Identifier | Kind::Category | Kind::Text | Kind::Flag)
}

fn named(role: Role, rank: usize) -> Suggestion {
    if rank < words::PART {
        Suggestion::new(role, Reason::NameKnown, Sureness::Sure)
    } else {
        Suggestion::new(role, Reason::NamePart, Sureness::Likely)
    }
}
