//! Roles of all columns of a file together.

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
    let mut guess = Guess { columns, n_distinct, n_rows, roles: vec![None; columns.len()] };
    if has_names {
        guess.by_name();
    }
    guess.by_value();
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
    roles: Vec<Option<Suggestion>>,
}

impl Guess<'_> {
    fn by_name(&mut self) {
        let mut best: Vec<(Role, usize, usize)> = Vec::new();
        for (idx, column) in self.columns.iter().enumerate() {
            let Some((role, rank)) = words::role_of(&column.name) else { continue };
            if !fits(role, column) {
                continue;
            }
            match best.iter_mut().find(|it| it.0 == role) {
                Some(it) if rank < it.1 => *it = (role, rank, idx),
                Some(_) => {}
                None => best.push((role, rank, idx)),
            }
        }
        for (role, rank, idx) in best {
            let found = match rank {
                0..words::PART => Suggestion::new(role, Reason::NameKnown, Sureness::Sure),
                _ => Suggestion::new(role, Reason::NamePart, Sureness::Likely),
            };
            self.set(idx, found);
        }
    }

    fn by_value(&mut self) {
        if self.find(Role::Email).is_none()
            && let Some(idx) = self.first(is_email_column)
        {
            self.set(idx, Suggestion::new(Role::Email, Reason::LooksLikeEmail, Sureness::Sure));
        }
        if self.find(Role::Date).is_none()
            && let Some(idx) = self.first(|it| it.kind == Kind::Date && !words::is_protected(&it.name))
        {
            self.set(idx, Suggestion::new(Role::Date, Reason::OnlyOfKind, Sureness::Guess));
        }
        if self.find(Role::Customer).is_none()
            && let Some(idx) = self.likely_customer().or_else(|| self.find(Role::Email))
        {
            self.set(idx, Suggestion::new(Role::Customer, Reason::TellsApart, Sureness::Likely));
        }
        if self.find(Role::Amount).is_none() && self.find(Role::UnitPrice).is_none() {
            let money: Vec<usize> = self.free().filter(|idx| self.kind(*idx) == Some(Kind::Money)).collect();
            if let [idx] = *money.as_slice() {
                self.set(idx, Suggestion::new(Role::Amount, Reason::OnlyOfKind, Sureness::Likely));
            }
        }
    }

    /// An identifier that is different in every row, or that comes again in rows with dates; never
    /// one whose name says that it is about something else.
    fn likely_customer(&self) -> Option<usize> {
        let has_dates = self.find(Role::Date).is_some();
        self.free().find(|&idx| {
            let n_distinct = self.n_distinct.get(idx).copied().unwrap_or(0);
            self.columns.get(idx).is_some_and(|it| {
                it.kind == Kind::Identifier
                    && (n_distinct == self.n_rows || (has_dates && n_present(&it.cells) * 2 > self.n_rows))
                    && words::role_of(&it.name).is_none()
            })
        })
    }

    /// Columns without names: whole numbers are pieces, numbers with a fraction are money.
    fn by_position(&mut self) {
        let numbers: Vec<usize> = self.free().filter(|idx| self.kind(*idx) == Some(Kind::Number)).collect();
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
            let found = if self.find(Role::Monetary).is_none() {
                Suggestion::new(Role::Monetary, Reason::NameKnown, Sureness::Likely)
            } else {
                Suggestion::new(Role::Feature, Reason::Trait, Sureness::Likely)
            };
            self.set(idx, found);
        }
        for role in [Role::Quantity, Role::UnitPrice, Role::Product, Role::Order] {
            if let Some(idx) = self.find(role) {
                self.unset(idx);
            }
        }
    }

    /// Dated rows with money, pieces or an order number, unless every row is another customer.
    fn is_orders(&self) -> bool {
        let repeats = |idx: usize| self.n_distinct.get(idx).is_some_and(|it| it * 20 < self.n_rows * 19);
        let has_date = self.find(Role::Date).is_some();
        let has_order = self.find(Role::Order).is_some();
        let is_sold = self.columns.iter().enumerate().any(|(idx, column)| {
            let role = self.roles.get(idx).copied().flatten().map(|it| it.role);
            matches!(role, Some(Role::Amount | Role::Quantity | Role::UnitPrice))
                || (role.is_none() && matches!(column.kind, Kind::Number | Kind::Money))
        });
        match self.find(Role::Customer) {
            Some(idx) => (has_date && (has_order || (is_sold && repeats(idx)))) || (has_order && is_sold),
            None => has_date && has_order,
        }
    }

    fn finish(self, is_orders: bool) -> Vec<Suggestion> {
        let n_rows = self.n_rows;
        let pairs = self.columns.iter().zip(self.n_distinct).zip(self.roles);
        let mut n_features = 0;
        let found = pairs.map(|((column, n), found)| rest(column, *n, n_rows, found, is_orders));
        let limited = found.map(|it| {
            n_features += usize::from(it.role == Role::Feature);
            if it.role == Role::Feature && n_features > MAX_FEATURES {
                Suggestion::new(Role::Ignore, Reason::Enough, Sureness::Guess)
            } else {
                it
            }
        });
        limited.collect()
    }

    fn find(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|it| it.is_some_and(|it| it.role == role))
    }

    fn free(&self) -> impl Iterator<Item = usize> {
        self.roles.iter().enumerate().filter(|it| it.1.is_none()).map(|it| it.0)
    }

    fn first(&self, is_it: impl Fn(&Column) -> bool) -> Option<usize> {
        self.free().find(|idx| self.columns.get(*idx).is_some_and(&is_it))
    }

    fn kind(&self, idx: usize) -> Option<Kind> {
        self.columns.get(idx).map(|it| it.kind)
    }

    fn set(&mut self, idx: usize, found: Suggestion) {
        if let Some(it) = self.roles.get_mut(idx) {
            *it = Some(found);
        }
    }

    fn unset(&mut self, idx: usize) {
        if let Some(it) = self.roles.get_mut(idx) {
            *it = None;
        }
    }
}

/// What becomes of a column: what was found, or what is made of columns without a role.
fn rest(
    column: &Column,
    n_distinct: usize,
    n_rows: usize,
    found: Option<Suggestion>,
    is_orders: bool,
) -> Suggestion {
    let ignored = |reason, sureness| Suggestion::new(Role::Ignore, reason, sureness);
    let is_number = matches!(column.kind, Kind::Number | Kind::Money | Kind::Flag);
    let is_few = column.kind == Kind::Category && n_distinct <= 50 && n_distinct * 2 <= n_rows.max(4);
    if n_distinct == 0 {
        return ignored(Reason::Empty, Sureness::Sure);
    }
    if let Some(found) = found {
        return found;
    }
    if words::is_protected(&column.name) {
        ignored(Reason::Protected, Sureness::Sure)
    } else if is_orders {
        ignored(Reason::NotOfOrders, Sureness::Likely)
    } else if n_present(&column.cells) * 2 < n_rows {
        ignored(Reason::Sparse, Sureness::Likely)
    } else if is_number || is_few {
        Suggestion::new(Role::Feature, Reason::Trait, Sureness::Likely)
    } else if column.kind == Kind::Date {
        ignored(Reason::OtherDay, Sureness::Likely)
    } else {
        ignored(Reason::TooVaried, Sureness::Likely)
    }
}

/// Whether the values of a column can play a role.
fn fits(role: Role, column: &Column) -> bool {
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
        Role::Email => is_email_column(column),
        Role::Customer
        | Role::Order
        | Role::Product
        | Role::Category
        | Role::Channel
        | Role::Country
        | Role::Phone
        | Role::FirstName
        | Role::LastName
        | Role::Postcode
        | Role::Feature
        | Role::Ignore => !is_number && column.kind != Kind::Date,
    }
}

fn is_email_column(column: &Column) -> bool {
    let Cells::Codes { dictionary, .. } = &column.cells else { return false };
    let n = dictionary.len().min(100);
    let n_emails = dictionary.iter().take(n).filter(|it| is_email(it)).count();
    n > 0 && n_emails * 10 >= n * 8
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains(['@', ' ']) && !name.contains(' ')
    })
}

fn n_present(cells: &Cells) -> usize {
    match cells {
        Cells::Numbers(values) => values.iter().filter(|it| !it.is_nan()).count(),
        Cells::Days(days) => days.iter().filter(|it| **it != crate::engine::table::MISSING_DAY).count(),
        Cells::Codes { codes, .. } => {
            codes.iter().filter(|it| **it != crate::engine::table::MISSING_CODE).count()
        }
        Cells::Texts(texts) => texts.iter().filter(|it| !it.is_empty()).count(),
    }
}
