//! Numbers as people read them: counts, shares, money, days.
//!
//! The same number is written the same way on every machine: nothing here asks for a locale.
//! Thousands are parted by commas, the minus is `−`, ranges use `–`. A share that is not quite
//! nothing is never written as nothing ("under 1%"). Money carries the label the file gave it, or
//! none; it is never converted.

use crate::engine::features::Unit;
pub use crate::engine::table::civil;
use crate::kernel::letters::{is_letter, upper};
use crate::kernel::value::number::parse;

const MINUS: char = '−';
const UNKNOWN: &str = "not known";

/// "12,418".
pub fn count(n: usize) -> String {
    grouped(&n.to_string())
}

/// "1 customer", "12,418 customers".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// "eight" up to twelve, then digits.
pub fn in_words(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n).map_or_else(|| count(n), |it| (*it).to_owned())
}

/// A number as a person types it, with a decimal point: "1,250.5" is 1250.5.
pub fn typed(text: &str) -> Option<f64> {
    parse(text.trim())?.point
}

/// The same text with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| std::iter::once(upper(first)).chain(chars).collect())
}

/// A share in 0..=1 for a sentence: "38%", "under 1%", "over 99%".
pub fn share(fraction: f64) -> String {
    percent(fraction, 0)
}

/// A share in 0..=1 where there is little room: "38%", "<1%", ">99%".
pub fn share_tight(fraction: f64) -> String {
    percent(fraction, 0).replace("under ", "<").replace("over ", ">")
}

/// A share in 0..=1 for a table: "9.0%", "under 0.1%".
pub fn share_fine(fraction: f64) -> String {
    percent(fraction, 1)
}

/// How far a number is from another, as a share of it: "+137%", "−26%", "0%".
pub fn change(fraction: f64) -> String {
    if !fraction.is_finite() {
        return UNKNOWN.to_owned();
    }
    if fraction.abs() >= 9.995 {
        return format!("{} times", fixed(fraction + 1.0, 0));
    }
    let text = fixed(fraction * 100.0, 0);
    let sign = if fraction > 0.0 && text != "0" { "+" } else { "" };
    format!("{sign}{text}%")
}

/// How many times as large: "2.7 times", "14 times".
pub fn times(ratio: f64) -> String {
    format!("{} times", fixed(ratio, usize::from(ratio < 9.95)))
}

/// Money for a sentence: "€2,236,480", "€58", "€4.20", "CHF 120".
pub fn money(amount: f64, currency: Option<&str>) -> String {
    labelled(amount, currency, |it| fixed(it, if it > 0.0 && it < 9.995 { 2 } else { 0 }))
}

/// Money for a table: "€58.10", "€2,236".
pub fn money_fine(amount: f64, currency: Option<&str>) -> String {
    labelled(amount, currency, |it| fixed(it, if it < 999.995 { 2 } else { 0 }))
}

/// Money where there is little room: "€850k", "€2.2M", "€640".
pub fn money_short(amount: f64, currency: Option<&str>) -> String {
    labelled(amount, currency, |it| match it {
        _ if it < 9.995 => fixed(it, 2),
        _ if it < 9_999.5 => fixed(it, 0),
        _ if it < 999_500.0 => format!("{}k", fixed(it / 1e3, 0)),
        _ if it < 9.95e6 => format!("{}M", fixed(it / 1e6, 1)),
        _ if it < 9.995e8 => format!("{}M", fixed(it / 1e6, 0)),
        _ => format!("{}bn", fixed(it / 1e9, 1)),
    })
}

/// "1 day", "311 days".
pub fn days(n: f64) -> String {
    let text = fixed(n, 0);
    let unit = if text == "1" { "day" } else { "days" };
    format!("{text} {unit}")
}

/// A number without unit, three significant digits: "3.14", "0.004", "1,250".
pub fn plain(x: f64) -> String {
    let size = x.abs();
    if x.fract() == 0.0 {
        return fixed(x, 0);
    }
    let decimals = match size {
        _ if size >= 99.95 => 0,
        _ if size >= 9.995 => 1,
        _ if size >= 0.0995 => 2,
        _ if size >= 0.009_95 => 3,
        _ if size >= 0.000_995 => 4,
        _ => 6,
    };
    trimmed(&fixed(x, decimals))
}

/// A feature's number with its unit, for a sentence.
pub fn value(x: f64, unit: Unit, currency: Option<&str>) -> String {
    match unit {
        Unit::Money => money(x, currency),
        Unit::Days => days(x),
        Unit::Share => share(x),
        Unit::Count | Unit::Plain => figure(x, unit, currency),
    }
}

/// A feature's number where the unit stands elsewhere; money and shares keep their sign.
pub fn figure(x: f64, unit: Unit, currency: Option<&str>) -> String {
    match unit {
        Unit::Money => money(x, currency),
        Unit::Days => fixed(x, 0),
        Unit::Share => share(x),
        Unit::Count => trimmed(&fixed(x, usize::from(x.abs() < 99.95))),
        Unit::Plain => plain(x),
    }
}

/// Two numbers of a feature: "244–402 days", "€112–231", "20–67%".
pub fn range(low: f64, high: f64, unit: Unit, currency: Option<&str>) -> String {
    let bare = |x: f64| match unit {
        Unit::Money => money(x, None),
        Unit::Share => fixed(x * 100.0, 0),
        Unit::Days | Unit::Count | Unit::Plain => figure(x, unit, None),
    };
    let (low, high) = (bare(low), bare(high));
    let both = if low == high { low } else { format!("{low}–{high}") };
    match unit {
        Unit::Money => format!("{}{both}", prefix(currency)),
        Unit::Days => format!("{both} {}", if both == "1" { "day" } else { "days" }),
        Unit::Share => format!("{both}%"),
        Unit::Count | Unit::Plain => both,
    }
}

/// A day counted from 1970-01-01: "31 May 2026".
pub fn date(day: i32) -> String {
    let (year, month, day) = civil(day);
    format!("{day} {} {year}", month_name(month))
}

/// The month of a day counted from 1970-01-01: "May 2026".
pub fn month(day: i32) -> String {
    let (year, month, _) = civil(day);
    format!("{} {year}", month_name(month))
}

/// From the first to the last day: "June 2023 to May 2026", or "May 2026" within one month.
pub fn period(first: i32, last: i32) -> String {
    let (first, last) = (month(first), month(last));
    if first == last { first } else { format!("{first} to {last}") }
}

/// A number with that many decimals, grouped, with a true minus.
pub fn fixed(x: f64, decimals: usize) -> String {
    if !x.is_finite() {
        return UNKNOWN.to_owned();
    }
    let digits = format!("{:.decimals$}", x.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_zero = digits.bytes().all(|it| it == b'0' || it == b'.');
    let mut text = String::new();
    if x < 0.0 && !is_zero {
        text.push(MINUS);
    }
    text.push_str(&grouped(whole));
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

fn percent(fraction: f64, decimals: usize) -> String {
    let step = if decimals == 0 { 1.0 } else { 0.1 };
    let percent = fraction * 100.0;
    if percent > 0.0 && percent < step {
        return format!("under {}%", plain(step));
    }
    if percent < 100.0 && percent > 100.0 - step {
        return format!("over {}%", plain(100.0 - step));
    }
    format!("{}%", fixed(percent, decimals))
}

fn labelled(amount: f64, currency: Option<&str>, write: impl Fn(f64) -> String) -> String {
    if !amount.is_finite() {
        return UNKNOWN.to_owned();
    }
    let figures = write(amount.abs());
    let is_zero = figures.chars().all(|it| matches!(it, '0' | '.' | ','));
    let sign = if amount < 0.0 && !is_zero { MINUS.to_string() } else { String::new() };
    format!("{sign}{}{figures}", prefix(currency))
}

/// Signs touch the number; codes and abbreviations keep a space that does not break.
fn prefix(currency: Option<&str>) -> String {
    match currency.map(|it| sign_of(it.trim())) {
        None | Some("") => String::new(),
        Some(label) if label.chars().next_back().is_some_and(is_letter) => {
            format!("{label}\u{a0}")
        }
        Some(label) => label.to_owned(),
    }
}

/// The sign of a currency that has one of its own, for its code.
fn sign_of(label: &str) -> &str {
    match label {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        other => other,
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn trimmed(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_commas() {
        let written: Vec<_> = [0, 7, 999, 1_000, 12_418, 1_000_000].map(count).into();
        assert_eq!(written, ["0", "7", "999", "1,000", "12,418", "1,000,000"]);
        assert_eq!(counted(1, "customer", "customers"), "1 customer");
        assert_eq!(counted(2_000, "customer", "customers"), "2,000 customers");
        assert_eq!(capitalised(&in_words(8)), "Eight");
        assert_eq!(in_words(13), "13");
    }

    #[test]
    fn a_share_that_is_not_quite_nothing_is_not_written_as_nothing() {
        let written: Vec<_> = [0.0, 0.0001, 0.0099, 0.01, 0.384, 0.99, 0.9999, 1.0].map(share).into();
        assert_eq!(written, ["0%", "under 1%", "under 1%", "1%", "38%", "99%", "over 99%", "100%"]);
        let tight: Vec<_> = [0.0001, 0.384, 0.9999].map(share_tight).into();
        assert_eq!(tight, ["<1%", "38%", ">99%"]);
        let fine: Vec<_> = [0.0, 0.0004, 0.09, 0.0172, 0.9999, 1.0].map(share_fine).into();
        assert_eq!(fine, ["0.0%", "under 0.1%", "9.0%", "1.7%", "over 99.9%", "100.0%"]);
    }

    #[test]
    fn money_carries_the_label_of_the_file() {
        assert_eq!(money(2_236_480.4, Some("€")), "€2,236,480");
        assert_eq!(money(58.1, Some("€")), "€58");
        assert_eq!(money(4.2, Some("€")), "€4.20");
        assert_eq!(money(-58.1, Some("€")), "−€58");
        assert_eq!(money(120.0, Some("CHF")), "CHF\u{a0}120");
        assert_eq!(money(120.0, Some("EUR")), "€120");
        assert_eq!(money(120.0, Some("R$")), "R$120");
        assert_eq!(money(120.0, None), "120");
        assert_eq!(money(0.0, Some("$")), "$0");
        assert_eq!(money_fine(58.1, Some("€")), "€58.10");
        assert_eq!(money(f64::NAN, Some("€")), "not known");
    }

    #[test]
    fn short_money_names_thousands_and_millions() {
        let short = |amount| money_short(amount, Some("€"));
        assert_eq!(short(849_862.0), "€850k");
        assert_eq!(short(2_236_480.0), "€2.2M");
        assert_eq!(short(999_600.0), "€1.0M");
        assert_eq!(short(9_999.0), "€9,999");
        assert_eq!(short(9_999.7), "€10k");
        assert_eq!(short(-60_385.0), "−€60k");
        assert_eq!(short(-0.001), "€0.00");
    }

    #[test]
    fn differences_carry_their_sign() {
        let written: Vec<_> = [1.37, -0.26, 0.0, 0.004, -0.004, 12.0].map(change).into();
        assert_eq!(written, ["+137%", "−26%", "0%", "0%", "0%", "13 times"]);
        assert_eq!(times(2.71), "2.7 times");
        assert_eq!(times(14.2), "14 times");
    }

    #[test]
    fn numbers_without_unit_keep_three_significant_digits() {
        let written: Vec<_> = [3.0, 2.34159, 0.0042, 31.42, 1_250.4, -0.5, 0.1].map(plain).into();
        assert_eq!(written, ["3", "2.34", "0.0042", "31.4", "1,250", "−0.5", "0.1"]);
    }

    #[test]
    fn a_range_names_its_unit_once() {
        assert_eq!(range(112.0, 231.0, Unit::Money, Some("€")), "€112–231");
        assert_eq!(range(244.0, 402.0, Unit::Days, None), "244–402 days");
        assert_eq!(range(0.2, 0.67, Unit::Share, None), "20–67%");
        assert_eq!(range(3.0, 3.0, Unit::Count, None), "3");
    }

    #[test]
    fn days_since_1970_become_dates() {
        assert_eq!(date(0), "1 January 1970");
        assert_eq!(date(-1), "31 December 1969");
        assert_eq!(date(11_016), "29 February 2000");
        assert_eq!(date(20_604), "31 May 2026");
        assert_eq!(period(19_510, 20_604), "June 2023 to May 2026");
        assert_eq!(period(20_603, 20_604), "May 2026");
    }
}
