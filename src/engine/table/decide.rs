//! What a column is, by the counts over its cells and the name it has.

use crate::engine::table::{Kind, ReadingOptions, Role};
use crate::kernel::column::{Census, Plan, TextFacts};
use crate::kernel::cut::Separator;
use crate::kernel::notation::{DateOrder, DecimalMark};

/// What is known of a column besides its cells.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is the answer to one question about the name")]
pub struct Hint {
    /// What its name means.
    pub role: Option<Role>,
    /// What the person says it is.
    pub fixed: Option<Kind>,
    /// Whether its name says that values name something: they are not counted with.
    pub is_identifier: bool,
    /// Whether its name is a bare word for a customer, which a yes or no may stand under as well.
    pub is_bare: bool,
    /// Whether its name says that values are days or moments: then numbers may be.
    pub is_dated: bool,
    /// Whether its name says that numbers are amounts of money.
    pub is_money: bool,
    /// Whether its name says that numbers are labels, if there are few.
    pub is_label: bool,
    /// Whether the person wants nothing of it kept.
    pub is_dropped: bool,
}

/// What is known of the whole file; columns that cannot tell follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts {
    /// Decimal mark.
    pub mark: DecimalMark,
    /// Order of day and month.
    pub order: DateOrder,
    /// How sure the mark is.
    mark_is: Certainty,
    /// How sure the order is.
    order_is: Certainty,
}

/// How a fact about a file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// The person says so: columns obey.
    Fixed,
    /// Some column proves it.
    Proven,
    /// Nothing tells.
    Assumed,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// How its cells are typed.
    pub plan: Plan,
    /// What its values are.
    pub kind: Kind,
    /// Whether the decimal mark or the order of dates is no more than assumed.
    pub is_assumed: bool,
    /// Different texts, where they were counted.
    pub n_distinct: Option<u64>,
}

impl Hint {
    /// Whether the name alone says what the column is, whatever is in it.
    pub fn is_settled(self) -> bool {
        let is_named = matches!(
            self.role,
            Some(Role::Customer | Role::Order | Role::Email | Role::Phone | Role::Postcode)
        );
        let is_named = is_named && !self.is_bare;
        self.fixed.is_none() && (is_named || (self.role.is_none() && self.is_identifier))
    }
}

/// How many values are neither numbers nor dates in a column of texts where most are: it might
/// have been meant as numbers or dates. Nothing where its name says what it is.
pub fn n_mixed(census: &Census, hint: Hint, kind: Kind) -> u64 {
    let is_typed = matches!(kind, Kind::Number | Kind::Money | Kind::Date | Kind::Flag);
    if is_typed || hint.role.is_some() || hint.fixed.is_some() || hint.is_identifier {
        return 0;
    }
    let n_most = census.n_numbers.max(census.n_dates);
    let n_rest = census.n_present() - n_most;
    if n_most > n_rest { n_rest } else { 0 }
}

/// What all columns together say about decimal marks and dates.
pub fn file_facts<'a>(
    censuses: impl Iterator<Item = &'a Census>,
    separator: Separator,
    options: &ReadingOptions,
) -> FileFacts {
    let mut sum = Census::default();
    let mut n_dollars = 0;
    for census in censuses {
        sum.numbers.n_point += census.numbers.n_point;
        sum.numbers.n_comma += census.numbers.n_comma;
        sum.dates.n_day_first += census.dates.n_day_first + census.dates.n_dotted;
        sum.dates.n_month_first += census.dates.n_month_first;
        n_dollars += census.numbers.currencies.get(1).copied().unwrap_or(0);
    }
    let mark = options.decimal_mark.or_else(|| sum.numbers.mark());
    let order = options.date_order.or_else(|| sum.dates.order());
    let usual_mark = if separator == Separator::Semicolon { DecimalMark::Comma } else { DecimalMark::Point };
    let usual_order = if n_dollars > 0 { DateOrder::MonthFirst } else { DateOrder::DayFirst };
    FileFacts {
        mark: mark.unwrap_or(usual_mark),
        order: order.unwrap_or(usual_order),
        mark_is: certainty(options.decimal_mark, mark),
        order_is: certainty(options.date_order, order),
    }
}

fn certainty<T>(fixed: Option<T>, known: Option<T>) -> Certainty {
    match (fixed, known) {
        (Some(_), _) => Certainty::Fixed,
        (None, Some(_)) => Certainty::Proven,
        (None, None) => Certainty::Assumed,
    }
}

/// What a column is. `texts` is `None` where the lane did not keep them: then texts are taken as
/// few until the next reading.
pub fn decide(census: &Census, texts: Option<TextFacts>, hint: Hint, file: FileFacts) -> Decided {
    if hint.is_dropped {
        return Decided { plan: Plan::Dropped, kind: Kind::Text, is_assumed: false, n_distinct: None };
    }
    let kind = hint.fixed.unwrap_or_else(|| kind(census, texts, hint));
    let n_distinct = texts.map(|it| it.n_distinct);
    let sure = |plan| Decided { plan, kind, is_assumed: false, n_distinct };
    match kind {
        Kind::Number | Kind::Money => {
            let (mark, is_assumed) = mark(census, file);
            Decided { plan: Plan::Number(mark), kind, is_assumed, n_distinct }
        }
        Kind::Date => {
            let (order, is_assumed) = order(census, file);
            Decided { plan: Plan::Date(order), kind, is_assumed, n_distinct }
        }
        Kind::Flag if is_bits(census) => sure(Plan::Number(file.mark)),
        Kind::Text if texts.is_some_and(|it| it.n_distinct * 2 > it.n_present) => sure(Plan::Text),
        Kind::Flag | Kind::Category | Kind::Identifier | Kind::Text => sure(Plan::Codes),
    }
}

/// The column's own proof wins, then what the person says, then the file.
fn mark(census: &Census, file: FileFacts) -> (DecimalMark, bool) {
    let numbers = &census.numbers;
    if file.mark_is == Certainty::Fixed {
        return (file.mark, false);
    }
    let is_open = numbers.n_ambiguous > 0;
    match numbers.mark() {
        Some(mark) => (mark, is_open && numbers.n_point > 0 && numbers.n_comma > 0),
        None => (file.mark, is_open && file.mark_is == Certainty::Assumed),
    }
}

fn order(census: &Census, file: FileFacts) -> (DateOrder, bool) {
    let dates = &census.dates;
    if file.order_is == Certainty::Fixed {
        return (file.order, false);
    }
    let is_open = dates.n_ambiguous > 0;
    match dates.order() {
        Some(order) => (order, is_open && dates.n_day_first + dates.n_dotted > 0 && dates.n_month_first > 0),
        None if is_open => (file.order, file.order_is == Certainty::Assumed),
        None => (DateOrder::YearFirst, false),
    }
}

fn kind(census: &Census, texts: Option<TextFacts>, hint: Hint) -> Kind {
    let n_present = census.n_present();
    if n_present == 0 {
        return Kind::Text;
    }
    match hint.role {
        Some(Role::Customer) if hint.is_bare && (is_bits(census) || texts.is_some_and(|it| it.is_yes_no)) => {
            return Kind::Flag;
        }
        Some(Role::Customer | Role::Order | Role::Email | Role::Phone | Role::Postcode) => {
            return Kind::Identifier;
        }
        Some(Role::Category | Role::Channel | Role::Country) => return Kind::Category,
        Some(Role::FirstName | Role::LastName) if census.n_texts > 0 => return Kind::Text,
        None if hint.is_identifier => return Kind::Identifier,
        None if hint.is_label && is_few_labels(census, texts) => return Kind::Category,
        Some(Role::Product) if census.n_numbers * 10 >= n_present * 9 => return Kind::Identifier,
        _ => (),
    }
    if hint.role != Some(Role::Product) {
        if is_date(census, n_present, hint) {
            return Kind::Date;
        }
        if has_levels(census, texts) {
            return text_kind(&texts.unwrap_or_default());
        }
        if is_number(census, n_present, hint) {
            return number_kind(census, n_present, hint);
        }
        if census.numbers.n_digits * 10 >= n_present * 9 {
            return Kind::Identifier;
        }
    }
    text_kind(&texts.unwrap_or_default())
}

fn is_date(census: &Census, n_present: u64, hint: Hint) -> bool {
    let n_days = census.numbers.n_days;
    let n_stamps = census.numbers.n_stamps;
    if hint.role == Some(Role::Date) {
        return (census.n_dates + n_days + n_stamps) * 10 >= n_present * 6;
    }
    if hint.is_dated && (census.n_dates + n_days + n_stamps) * 10 >= n_present * 9 {
        return true;
    }
    // Plain integers are days only if every single one is a day of the last or this century, written
    // in eight digits, and nothing else is said about them.
    let may_be_digits = hint.role.is_none() && n_days >= 3;
    census.n_dates * 10 >= n_present * 9 || (may_be_digits && census.n_dates + n_days == n_present)
}

fn is_number(census: &Census, n_present: u64, hint: Hint) -> bool {
    let numbers = &census.numbers;
    let is_measure = matches!(
        hint.role,
        Some(
            Role::Amount
                | Role::Quantity
                | Role::UnitPrice
                | Role::Recency
                | Role::Frequency
                | Role::Monetary
        )
    );
    let is_whole = numbers.n_point + numbers.n_comma + numbers.n_ambiguous == 0;
    let is_fixed_width = numbers.lengths.is_some_and(|(least, most)| least == most);
    let is_padded = numbers.n_padded > 0 && (is_fixed_width || numbers.n_padded * 20 >= numbers.n_digits);
    if !is_measure && is_whole && (is_padded || numbers.n_long > 0) {
        return false;
    }
    census.n_numbers * 10 >= n_present * if is_measure { 8 } else { 9 }
}

fn number_kind(census: &Census, n_present: u64, hint: Hint) -> Kind {
    let n_priced: u64 = census.numbers.currencies.iter().sum();
    let is_money =
        hint.is_money || matches!(hint.role, Some(Role::Amount | Role::UnitPrice | Role::Monetary));
    if is_money || n_priced * 2 > n_present {
        Kind::Money
    } else if hint.role.is_none_or(|it| it == Role::Consent || it == Role::Outcome) && is_bits(census) {
        Kind::Flag
    } else {
        Kind::Number
    }
}

/// Whether words among few different numbers come again and again, like `5+` among household sizes.
fn has_levels(census: &Census, texts: Option<TextFacts>) -> bool {
    let n_texts = census.n_texts;
    n_texts >= 5 && n_texts * 50 >= census.n_present() && texts.is_some_and(|it| it.n_distinct <= 20)
}

/// Whether the values are few whole numbers.
fn is_few_labels(census: &Census, texts: Option<TextFacts>) -> bool {
    census.numbers.n_digits == census.n_present() && texts.is_some_and(|it| it.n_distinct <= 50)
}

/// Whether every value is a zero or a one.
fn is_bits(census: &Census) -> bool {
    census.n_present() > 0 && census.numbers.n_bits == census.n_present()
}

fn text_kind(facts: &TextFacts) -> Kind {
    let TextFacts { n_present, n_distinct, n_bytes, n_spaced, is_yes_no } = *facts;
    let is_repeating = n_distinct * 2 <= n_present && (n_distinct <= 1000 || n_distinct * 20 <= n_present);
    if is_yes_no {
        Kind::Flag
    } else if is_repeating || n_distinct <= 1 {
        Kind::Category
    } else if n_spaced * 3 < n_present && n_bytes <= n_present * 40 {
        Kind::Identifier
    } else {
        Kind::Text
    }
}
