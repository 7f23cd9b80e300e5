//! What the values of a column look like, whatever it is called.

use crate::engine::table::role::countries::is_country;
use crate::engine::table::role::words;
use crate::engine::table::{Cells, Column, Kind};

/// How many different values are looked at.
const N_LOOKED_AT: usize = 200;

/// What values look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// E-mail addresses.
    Email,
    /// Phone numbers, with marks between their digits or a plus in front.
    Phone,
    /// Postcodes of a shape that hardly anything else has.
    Postcode,
    /// Countries by name or by code.
    Country,
    /// Order numbers as shops write them: `#1001`.
    Order,
    /// Web addresses, network addresses, codes of machines.
    Technical,
}

/// What the values of a column look like, if nearly all look alike.
pub fn look(column: &Column) -> Option<Look> {
    let texts = match &column.cells {
        Cells::Codes { dictionary, .. } => dictionary,
        Cells::Texts(texts) => texts,
        Cells::Numbers(_) | Cells::Days(_) => return None,
    };
    let values: Vec<&str> = texts.iter().filter(|it| !it.is_empty()).take(N_LOOKED_AT).collect();
    // As soon as too many are something else, nobody looks on.
    let share = |percent: usize, is_it: &dyn Fn(&str) -> bool| {
        let n_others = values.len() * (100 - percent) / 100;
        !values.is_empty() && values.iter().filter(|it| !is_it(it)).nth(n_others).is_none()
    };
    if share(80, &is_email) {
        Some(Look::Email)
    } else if share(90, &is_technical) {
        Some(Look::Technical)
    } else if share(90, &is_order_number) {
        Some(Look::Order)
    } else if share(90, &is_phone) {
        Some(Look::Phone)
    } else if column.kind != Kind::Flag && values.len() > 1 && share(95, &is_country) {
        Some(Look::Country)
    } else if POSTCODES.iter().any(|shape| share(90, &|it| has_shape(it, shape))) {
        Some(Look::Postcode)
    } else {
        None
    }
}

/// Whether nearly nothing but words for men and women stands in a column, and two of them at least.
/// Only the different values are looked at, of columns with very few.
pub fn is_gender(column: &Column) -> bool {
    let Cells::Codes { dictionary, .. } = &column.cells else { return false };
    let values: Vec<&str> = dictionary.iter().take(8).filter(|it| !it.is_empty()).collect();
    let n_telling = values.iter().filter(|it| words::is_gender(it)).count();
    (2..=6).contains(&values.len()) && n_telling >= 2 && n_telling + 1 >= values.len()
}

/// Shapes of postcodes with letters or marks in fixed places: `9` stands for a digit, `A` for a
/// letter. United Kingdom, Canada, Netherlands, Poland, Portugal, Brazil, Japan, United States with
/// the last four, Sweden and Czechia, Ireland.
const POSTCODES: [&str; 16] = [
    "A9 9AA",
    "A99 9AA",
    "AA9 9AA",
    "AA99 9AA",
    "A9A 9AA",
    "AA9A 9AA",
    "A9A 9A9",
    "9999 AA",
    "9999AA",
    "99-999",
    "9999-999",
    "99999-999",
    "999-9999",
    "99999-9999",
    "999 99",
    "A99 AAAA",
];

fn has_shape(text: &str, shape: &str) -> bool {
    // British postcodes come in six shapes that mix in one column.
    let is_british = shape.ends_with(" 9AA");
    let matches = |shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(it, place)| match place {
                b'9' => it.is_ascii_digit(),
                b'A' => it.is_ascii_alphabetic(),
                _ => it == place,
            })
    };
    if is_british {
        return POSTCODES.iter().filter(|it| it.ends_with(" 9AA")).any(|it| matches(it));
    }
    matches(shape)
}

/// Whether a text is an e-mail address.
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains(['@', ' ']) && !name.contains(' ')
    })
}

/// Seven to fifteen digits with a plus in front or with marks between them.
fn is_phone(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let n_marks = text.bytes().filter(|it| matches!(it, b'-' | b' ' | b'/' | b'(' | b')' | b'.')).count();
    let is_clean = text
        .bytes()
        .all(|it| it.is_ascii_digit() || matches!(it, b'+' | b'-' | b' ' | b'/' | b'(' | b')' | b'.'));
    let starts_well = text.starts_with(['+', '0', '(']) || n_marks >= 2;
    is_clean && (7..=15).contains(&n_digits) && starts_well && (text.starts_with('+') || n_marks > 0)
}

fn is_order_number(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|it| {
        let digits = it.trim_start_matches(|letter: char| letter.is_ascii_uppercase() || letter == '-');
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_technical(text: &str) -> bool {
    is_web(text) || is_network(text) || is_uuid(text)
}

fn is_web(text: &str) -> bool {
    let has_scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        rest.starts_with("//")
            && (3..=5).contains(&scheme.len())
            && scheme.bytes().all(|it| it.is_ascii_alphabetic())
    });
    has_scheme || text.starts_with("www.")
}

fn is_network(text: &str) -> bool {
    let mut parts = text.split('.');
    let is_byte = |it: &str| !it.is_empty() && it.len() <= 3 && it.parse::<u8>().is_ok();
    let is_four = parts.clone().count() == 4 && parts.all(is_byte);
    let is_six = text.matches(':').count() >= 2
        && text.bytes().all(|it| it.is_ascii_hexdigit() || it == b':')
        && text.len() > 6
        && !text.bytes().all(|it| it.is_ascii_digit() || it == b':');
    is_four || is_six
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(idx, it)| match idx {
            8 | 13 | 18 | 23 => it == b'-',
            _ => it.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::{Look, look};
    use crate::engine::table::{Cells, Column, Kind};

    fn check(values: &[&str], expected: Option<Look>) {
        let codes = (0..u32::try_from(values.len()).unwrap()).collect();
        let cells = Cells::Codes { codes, dictionary: values.iter().copied().collect() };
        let column = Column { name: "x".to_owned(), kind: Kind::Identifier, cells };
        assert_eq!(look(&column), expected, "{values:?}");
    }

    #[test]
    fn values_say_what_a_column_holds() {
        check(&["a@b.de", "c.d@e.co.uk"], Some(Look::Email));
        check(&["+49 30 123456", "(040) 12 34-567", "0171/1234567"], Some(Look::Phone));
        check(&["555-0123-456", "555 012 3457"], Some(Look::Phone));
        check(&["SW1A 1AA", "M1 1AE", "EC1A 1BB"], Some(Look::Postcode));
        check(&["1012 AB", "3511 CD"], Some(Look::Postcode));
        check(&["00-950", "31-001"], Some(Look::Postcode));
        check(&["Deutschland", "France", "PL"], Some(Look::Country));
        check(&["日本", "フランス"], Some(Look::Country));
        check(&["#1001", "#1002"], Some(Look::Order));
        check(&["192.168.0.1", "10.0.0.1"], Some(Look::Technical));
        check(&["https://x.de", "https://y.de/z"], Some(Look::Technical));
        check(&["123e4567-e89b-12d3-a456-426614174000"], Some(Look::Technical));
    }

    #[test]
    fn other_values_say_nothing() {
        check(&["CA", "NY", "TX", "FL"], None);
        check(&["10115", "20095"], None);
        check(&["1234567", "7654321"], None);
        check(&["gold", "silver"], None);
        check(&["#FF00AA", "#00FF00"], None);
        check(&[], None);
    }
}
