//! What the name of a column says.
//!
//! Names are compared in lower case, without accents, cut into words. Within a role the surer names
//! come first: of two columns with one role the surer one gets it.

use crate::engine::table::Role;
use crate::engine::table::role::names::{
    COMPANIES, COUNTED, CURRENCY_SIGNS, CURRENCY_WORDS, DATED, FOREIGN, GENDERS, IDLE, LABELS, MOMENTS,
    MONEY, NAMES, NOT_LAST, NOT_SOLD, NOT_WORTH, OTHER_THINGS, PEOPLE, PLACE, PROTECTED, WHOSE,
};
use crate::kernel::letters;

/// From this rank on, the name was found only without the words that say whose it is.
pub const PART: usize = 300;
/// From this rank on, only a part of the name is known.
const WORD: usize = 1000;

/// The role that a column's name says, and how sure it is (0 is surest).
pub fn role_of(name: &str) -> Option<(Role, usize)> {
    let words = words(name);
    let is_plain = |it: &&str| currency_word(it).is_none() && !has(IDLE, it);
    let plain: Vec<&str> = words.iter().map(String::as_str).filter(is_plain).collect();
    let found = exact(&words.join(" ")).or_else(|| exact(&plain.join(" ")));
    let found = found.or_else(|| without_whose(&plain)).or_else(|| by_part(&plain));
    found.filter(|(role, _)| may_be(*role, &plain))
}

fn exact(name: &str) -> Option<(Role, usize)> {
    let position = |list: &str| list.split('|').position(|it| it == name);
    NAMES.iter().find_map(|(role, list)| position(list).map(|idx| (*role, idx)))
}

/// Names that are known without the words that say whose the value is.
fn without_whose(words: &[&str]) -> Option<(Role, usize)> {
    let rest: Vec<&str> = words.iter().copied().filter(|it| !has(WHOSE, it)).collect();
    if rest.is_empty() || rest.len() == words.len() {
        return None;
    }
    let (role, rank) = exact(&rest.join(" "))?;
    // "Contact date" is no purchase, and "lead source" no shop.
    let is_own = matches!(
        role,
        Role::Country
            | Role::Email
            | Role::Phone
            | Role::FirstName
            | Role::LastName
            | Role::Postcode
            | Role::Quantity
            | Role::UnitPrice
            | Role::Product
            | Role::Consent
    ) || (words.contains(&"order") && matches!(role, Role::Amount | Role::Date | Role::Channel));
    // The second address is rather not the one that counts.
    let is_second =
        words.iter().any(|it| matches!(*it, "shipping" | "delivery" | "other" | "secondary" | "home"));
    is_own.then_some((role, PART + rank + if is_second { PART } else { 0 }))
}

/// Names that only contain a telling word; less sure than any exact one.
fn by_part(words: &[&str]) -> Option<(Role, usize)> {
    let ends = |it: &str| words.last().is_some_and(|last| *last == it);
    let starts = |it: [&str; 2]| words.iter().take(2).eq(it.iter());
    let has = |it: &str| words.contains(&it);
    let is_number = ends("id") || ends("no") || ends("number") || ends("nr");
    let is_day = ends("date") || ends("datum") || ends("timestamp") || ends("datetime");
    let role = if is_day || is_last_moment(words) {
        Role::Date
    } else if ends("email") || (has("email") && ends("address")) || (has("e") && ends("mail")) {
        Role::Email
    } else if has("customer") && is_number {
        Role::Customer
    } else if (has("order") || has("invoice")) && is_number {
        Role::Order
    } else if starts(["number", "of"]) || ends("quantity") || ends("qty") {
        Role::Quantity
    } else if ends("revenue") || ends("amount") {
        Role::Amount
    } else if ends("country") {
        Role::Country
    } else if has("consent") || (has("accepts") && has("marketing")) || starts(["opted", "in"]) {
        Role::Consent
    } else if ends("phone") || ends("telefon") || ends("telefono") || ends("mobile") {
        Role::Phone
    } else {
        return None;
    };
    Some((role, WORD))
}

/// Whether a name tells of the last time that somebody did something: "last activity time".
fn is_last_moment(words: &[&str]) -> bool {
    let any = |list: &str| words.iter().any(|it| has(list, it));
    any("last latest recent letzte letzter letztes derniere dernier ultimo ultima laatste ostatni ostatnia")
        && any(MOMENTS)
}

/// Whether other words of the name do not say that it is something else after all.
fn may_be(role: Role, words: &[&str]) -> bool {
    let any = |list: &str| words.iter().any(|it| has(list, it));
    match role {
        Role::Amount => !any(NOT_WORTH),
        Role::Monetary => !any("predicted expected forecast average avg refund refunded"),
        Role::Quantity | Role::UnitPrice => !any("refund refunded compare tax discount refunds"),
        Role::Frequency => !any("predicted expected average avg between"),
        Role::Date => !any(NOT_SOLD) || any("closing close"),
        Role::Consent => !any("out unsubscribed unsubscribe timestamp method version source date time"),
        Role::Email => !any(
            "status bounced bounce opt out consent count rate domain unsubscribed opened clicked sent all",
        ),
        Role::Order => !any("payment items item orders"),
        Role::Customer
        | Role::Product
        | Role::Category
        | Role::Channel
        | Role::Country
        | Role::Phone
        | Role::FirstName
        | Role::LastName
        | Role::Postcode
        | Role::Outcome
        | Role::Recency
        | Role::Feature
        | Role::Ignore => true,
    }
}

/// Whether a column's name says that its values name the record that the row is.
pub fn is_record(name: &str) -> bool {
    matches!(words(name).join(" ").as_str(), "id" | "record id" | "row id" | "uuid" | "guid" | "nr" | "no")
}

/// Whether a column's name says that its numbers are no worth of the row, though they may be money.
pub fn is_not_worth(name: &str) -> bool {
    words(name).iter().any(|it| has(NOT_WORTH, it))
}

/// Whether a column's name says that it holds full names of people.
pub fn is_people(name: &str) -> bool {
    let name = words(name).join(" ");
    PEOPLE.split('|').any(|it| it == name)
}

/// Whether a column's name says that it holds companies.
pub fn is_company(name: &str) -> bool {
    let name = words(name).join(" ");
    COMPANIES.split('|').any(|it| it == name)
}

/// Whether a column's name is one word for a customer, without "id" or "number".
pub fn is_bare(name: &str) -> bool {
    matches!(words(name).as_slice(), [word] if has("customer client account member buyer user subscriber household", word))
}

/// Whether a column's name ends like the number of a customer.
pub fn is_numbering(name: &str) -> bool {
    words(name).last().is_some_and(|it| has("id number no nr key code", it)) && !is_of_other_thing(name)
}

/// Whether a column's name says that its identifiers name something other than a customer.
pub fn is_of_other_thing(name: &str) -> bool {
    words(name).iter().any(|it| has(OTHER_THINGS, it))
}

/// Whether a column's name says that it is about a protected trait. What stands in brackets behind it
/// (a unit, the file it comes from) is no part of the name.
pub fn is_protected(name: &str) -> bool {
    let bare = name.split_once('(').map_or(name, |it| it.0);
    is_listed(PROTECTED, name) || is_listed(PROTECTED, bare)
}

/// Whether a column's name says that its numbers are discounts in money.
pub fn is_discount(name: &str) -> bool {
    const DISCOUNTS: &str =
        "discount discounts rabatt nachlass remise descuento sconto desconto korting rabat rabatt 割引 値引";
    const RATES: &str = "percent percentage pct rate prozent code type name id";
    let words = words(name);
    let any = |list: &str| words.iter().any(|it| has(list, it));
    any(DISCOUNTS) && !any(RATES) && !name.contains('%')
}

/// Whether a column's name says that it holds times of day.
pub fn is_clock(name: &str) -> bool {
    const CLOCK: &str = "time hour clock uhrzeit zeit stunde heure hora ora uur tijd godzina 時刻 時間";
    words(name).iter().any(|it| has(CLOCK, it))
}

/// Whether a column's name says that its days are those on which people were born.
pub fn is_birthday(name: &str) -> bool {
    const BIRTH: &str = "birth birthdate birthday dob born geburtsdatum geburtstag naissance nacimiento nascita \
        nascimento geboortedatum urodzenia 生年月日 誕生日";
    words(name).iter().any(|it| has(BIRTH, it))
}

/// Whether a column's name says that its numbers are ages in years.
pub fn is_age(name: &str) -> bool {
    let bare = name.split_once('(').map_or(name, |it| it.0);
    is_listed(
        "age|age years|age in years|alter|alter jahre|alter in jahren|edad|eta|idade|leeftijd|wiek|年齢",
        bare,
    )
}

/// Whether a value says that somebody is a man, a woman or neither.
pub fn is_gender(value: &str) -> bool {
    matches!(words(value).as_slice(), [word] if has(GENDERS, word))
}

/// Whether numbers in a column of that name are labels rather than amounts.
pub fn is_label(name: &str) -> bool {
    is_listed(LABELS, name)
}

/// Whether a column's name says that its values name something: they are never counted with.
pub fn is_identifier(name: &str) -> bool {
    const THINGS: &str = "id uuid guid upc sku ean iban gtin isbn imei barcode last4 fax";
    let words = words(name);
    let [.., before, last] = words.as_slice() else {
        return words.last().is_some_and(|it| has(THINGS, it));
    };
    let is_numbered = matches!(last.as_str(), "number" | "no" | "nr") && !has("total order item", before);
    has(THINGS, last) || is_numbered
}

/// Whether a column's name says that its values are days or moments.
pub fn is_dated(name: &str) -> bool {
    let words = words(name);
    let any = |list: &str| words.iter().any(|it| has(list, it));
    let ends = |it: &str| words.len() > 1 && words.last().is_some_and(|last| last == it);
    any(DATED) || ends("at") || ends("on") || (any("last first recent") && any(MOMENTS))
}

/// Whether a column's name says that its days are those on which somebody became known, changed or
/// was born, and not bought.
pub fn is_other_day(name: &str) -> bool {
    words(name).iter().any(|it| has(NOT_LAST, it))
}

/// Whether a column's name says that its numbers are money.
pub fn is_money(name: &str) -> bool {
    let words = words(name);
    let any = |list: &str| words.iter().any(|it| has(list, it));
    let has_currency = words.iter().any(|it| currency_word(it).is_some())
        || CURRENCY_SIGNS.iter().any(|it| name.contains(it.0));
    let says_so = any(MONEY) || has_currency;
    let ends_so =
        words.last().is_some_and(|it| has("amount price revenue cost fee value spend spent paid tax", it));
    says_so && !name.contains('%') && (ends_so || !any(COUNTED))
}

/// Whether a column's name says that it is about staff, machines or things.
pub fn is_foreign(name: &str) -> bool {
    let words = words(name);
    let is_by = words.len() > 1 && words.last().is_some_and(|it| it == "by");
    is_by || words.iter().any(|it| has(FOREIGN, it))
}

/// Whether a column's name says that it is about a place on the map or in the street.
pub fn is_place(name: &str) -> bool {
    words(name).iter().any(|it| has(PLACE, it))
}

/// The currency a column's name says its numbers are in.
pub fn currency_of(name: &str) -> Option<&'static str> {
    let sign = CURRENCY_SIGNS.iter().find(|it| name.contains(it.0)).map(|it| it.1);
    sign.or_else(|| words(name).iter().find_map(|it| currency_word(it)))
}

fn currency_word(word: &str) -> Option<&'static str> {
    CURRENCY_WORDS.iter().find(|it| it.0 == word).map(|it| it.1)
}

fn is_listed(list: &str, name: &str) -> bool {
    let words = words(name);
    let whole = words.join(" ");
    let own: Vec<&str> = words.iter().map(String::as_str).filter(|it| !has(WHOSE, it)).collect();
    let own = own.join(" ");
    list.split('|').any(|it| it == whole || it == own)
}

/// Whether a list of words, parted by blanks, holds one.
fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|it| it == word)
}

/// Lower case without accents, cut at everything that is no letter or digit and before capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let is_start = letters::is_upper(letter) && was_lower;
        if (is_start || !letters::is_letter_or_digit(letter)) && words.last().is_some_and(|it| !it.is_empty())
        {
            words.push(String::new());
        }
        was_lower = letters::is_lower(letter) || letter.is_ascii_digit();
        if let Some(word) = words.last_mut().filter(|_| letters::is_letter_or_digit(letter)) {
            word.push(without_accent(letters::lower(letter)));
        }
    }
    words.retain(|it| !it.is_empty());
    words
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => 'a',
        'ç' | 'ć' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ś' => 's',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ź' | 'ż' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{currency_of, is_protected, role_of};
    use crate::engine::table::Role;

    #[test]
    fn names_of_eight_languages_are_known() {
        for (name, role) in [
            ("customer_id", Role::Customer),
            ("cust_no", Role::Customer),
            ("CustomerID", Role::Customer),
            ("Kundennummer", Role::Customer),
            ("N° client", Role::Customer),
            ("household_id", Role::Customer),
            ("InvoiceNo", Role::Order),
            ("basket_id", Role::Order),
            ("Numéro de commande", Role::Order),
            ("InvoiceDate", Role::Date),
            ("order_purchase_timestamp", Role::Date),
            ("Fecha de compra", Role::Date),
            ("redemption_date", Role::Date),
            ("dollar_value", Role::Amount),
            ("total_eur", Role::Amount),
            ("Umsatz (€)", Role::Amount),
            ("sales_value", Role::Amount),
            ("number_of_cds", Role::Quantity),
            ("Ilość", Role::Quantity),
            ("UnitPrice", Role::UnitPrice),
            ("StockCode", Role::Product),
            ("Billing Country", Role::Country),
            ("E-Mail-Adresse", Role::Email),
            ("Vorname", Role::FirstName),
            ("PLZ", Role::Postcode),
            ("購入日", Role::Date),
            ("y", Role::Outcome),
            ("Churn", Role::Outcome),
        ] {
            assert_eq!(role_of(name).map(|it| it.0), Some(role), "{name}");
        }
    }

    #[test]
    fn other_names_say_nothing() {
        for name in [
            "",
            "balance",
            "duration",
            "Fresh",
            "Sepal.Length",
            "Column 3",
            "tenure",
            "poutcome",
            "email_open_rate",
        ] {
            assert_eq!(role_of(name), None, "{name}");
        }
    }

    #[test]
    fn currencies_and_protected_traits_are_read_from_names() {
        assert_eq!(currency_of("total_eur"), Some("EUR"));
        assert_eq!(currency_of("Revenue ($)"), Some("USD"));
        assert_eq!(currency_of("neuro"), None);
        assert!(is_protected("Date of birth") && is_protected("SeniorCitizen") && is_protected("Geschlecht"));
        for name in ["Age (years)", "gender (customers.csv)", "Gewerkschaftsmitglied", "Orientation sexuelle"]
        {
            assert!(is_protected(name), "{name}");
        }
        for name in
            ["estado de salud", "Etnicità", "Niepełnosprawność", "宗教", "deficiência", "Geboortejaar"]
        {
            assert!(is_protected(name), "{name}");
        }
        for name in ["agent", "average", "party size", "status", "stage", "(x)"] {
            assert!(!is_protected(name), "{name}");
        }
    }
}
