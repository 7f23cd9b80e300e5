//! Signs and codes of currencies beside a number.

/// Currency signs and codes that are known beside a number: its ISO 4217 code, then what else it is
/// called. A sign that several countries use belongs to the first.
pub const CURRENCIES: [&[&str]; 44] = [
    &["EUR", "€", "Euro", "euro", "Euros", "euros", "EURO"],
    &["USD", "US$", "$", "U$", "US-$"],
    &["GBP", "£"],
    &["JPY", "¥", "円"],
    &["CHF", "Fr.", "SFr.", "Fr", "sFr."],
    &["PLN", "zł", "zl"],
    &["SEK", "kr", "kr."],
    &["NOK"],
    &["DKK"],
    &["CZK", "Kč"],
    &["HUF", "Ft"],
    &["RON", "lei"],
    &["BGN", "лв", "лв."],
    &["INR", "₹", "Rs", "Rs."],
    &["BRL", "R$"],
    &["TRY", "₺", "TL"],
    &["RUB", "₽", "руб", "руб."],
    &["UAH", "₴", "грн"],
    &["CNY", "RMB", "元", "CN¥"],
    &["KRW", "₩", "원"],
    &["CAD", "C$", "CA$", "CAD$"],
    &["AUD", "A$", "AU$", "AUD$"],
    &["MXN", "MX$", "Mex$"],
    &["ILS", "₪"],
    &["NZD", "NZ$"],
    &["SGD", "S$"],
    &["HKD", "HK$"],
    &["TWD", "NT$"],
    &["THB", "฿"],
    &["VND", "₫"],
    &["PHP", "₱"],
    &["IDR", "Rp", "Rp."],
    &["MYR", "RM"],
    &["NGN", "₦"],
    &["KZT", "₸"],
    &["GEL", "₾"],
    &["CRC", "₡"],
    &["AED"],
    &["SAR"],
    &["ZAR"],
    &["ARS", "AR$"],
    &["CLP"],
    &["COP"],
    &["ISK"],
];

/// Which currency a text names, as a position in [`CURRENCIES`].
pub fn currency(name: &str) -> Option<usize> {
    let first = name.as_bytes().first()?;
    if name.len() == 3 && name.bytes().all(|it| it.is_ascii_lowercase()) {
        // Codes come in small letters as well; "try" is rather a word.
        return position(|it| it.eq_ignore_ascii_case(name)).filter(|_| name != "try");
    }
    CURRENCIES
        .iter()
        .position(|names| names.iter().any(|it| it.as_bytes().first() == Some(first) && *it == name))
}

/// Whether a text is the ISO 4217 code of a known currency.
pub fn is_currency_code(text: &str) -> bool {
    text.len() == 3 && position(|it| it.eq_ignore_ascii_case(text)).is_some()
}

fn position(is_code: impl Fn(&str) -> bool) -> Option<usize> {
    CURRENCIES.iter().position(|names| names.first().is_some_and(|it| is_code(it)))
}

/// The currency that two names beside one number mean: "$12.00 USD" is in dollars, and so is
/// "C$5 CAD"; "$12 €" means nothing.
pub fn together(first: usize, second: usize) -> Option<usize> {
    // The dollar sign belongs to many; the other name says to which.
    let is_dollar = |idx: usize| {
        idx == 1
            || CURRENCIES.get(idx).is_some_and(|names| names.iter().any(|it| it.ends_with('$')))
            || CURRENCIES.get(idx).and_then(|it| it.first()).is_some_and(|it| matches!(*it, "CLP" | "COP"))
    };
    if first == second {
        Some(first)
    } else if first == 1 && is_dollar(second) {
        Some(second)
    } else if second == 1 && is_dollar(first) {
        Some(first)
    } else {
        None
    }
}

/// Takes a known sign or code away from the start or the end.
pub fn strip_currency(text: &str) -> Option<(usize, &str)> {
    let is_name = |it: char| {
        !it.is_ascii_digit()
            && !matches!(it, ' ' | '\u{A0}' | '\u{202F}' | '.' | ',' | '-' | '−' | '+' | '(' | ')' | '\'')
    };
    let n_front = text.find(|it| !is_name(it)).unwrap_or(text.len());
    if n_front > 0 {
        let (name, rest) = text.split_at(n_front);
        let dotted = rest.strip_prefix('.').filter(|_| name.is_ascii()).map(|it| (n_front + 1, it));
        let dotted = dotted.and_then(|(n, it)| currency(text.get(..n)?).map(|idx| (idx, it)));
        let found = dotted.or_else(|| currency(name).map(|idx| (idx, rest)));
        return found.map(|(idx, it)| (idx, it.trim()));
    }
    let body = text.strip_suffix('.').unwrap_or(text);
    let at = body
        .rfind(|it| !is_name(it))
        .map_or(0, |at| at + body.get(at..).map_or(0, |it| it.chars().next().map_or(0, char::len_utf8)));
    let (rest, name) = body.split_at_checked(at)?;
    currency(name).map(|idx| (idx, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::{currency, is_currency_code, together};

    #[test]
    fn codes_come_in_both_cases_and_signs_in_one() {
        assert_eq!(currency("EUR"), currency("eur"));
        assert_eq!(currency("US$"), Some(1));
        assert_eq!(currency("try"), None);
        assert!(is_currency_code("usd") && is_currency_code("PLN"));
        assert!(!is_currency_code("€") && !is_currency_code("abc"));
    }

    #[test]
    fn a_code_says_whose_dollar_it_is() {
        assert_eq!(currency("CAD").and_then(|cad| together(1, cad)), currency("CAD"));
        assert_eq!(currency("EUR").and_then(|euro| together(1, euro)), None);
    }
}
