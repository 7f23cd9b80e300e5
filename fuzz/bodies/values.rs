//! What holds for any text that is read as a value, and for any value that is written and read back.
//! `fuzz_targets/` tries it with texts that find new ways through the program,
//! `tests/engine/fuzzed.rs` with chance alone, in every run of the tests.

use enclave::engine::table::civil;
use enclave::kernel::notation::{DateOrder, DecimalMark};
use enclave::kernel::value::number::{self, plain};
use enclave::kernel::value::{date, is_missing, is_missing_value};

/// Days from the year 1000 to 9999, which dates may have.
const DAYS: std::ops::RangeInclusive<i32> = -354_285..=2_932_896;

/// No text ends in a panic; a number is finite, a day is a day, and a word for nothing is neither.
pub fn cell(text: &str) {
    let text = text.trim();
    let found = number::parse(text);
    if let Some(found) = found {
        let values = [found.point, found.comma];
        assert!(values.iter().flatten().all(|it| it.is_finite()), "{text:?} is finite");
        assert!(found.value(DecimalMark::Point).is_some() && found.value(DecimalMark::Comma).is_some());
    }
    for (mark, byte) in [(DecimalMark::Point, b'.'), (DecimalMark::Comma, b',')] {
        if let Some(fast) = plain(text.as_bytes(), byte) {
            let slow = found.and_then(|it| it.value(mark));
            assert_eq!(
                slow.map(|it| it + 0.0),
                Some(fast.value + 0.0),
                "{text:?} is read alike by both ways"
            );
        }
    }
    let dated = date::parse(text);
    let orders = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst];
    let days = orders.iter().filter_map(|it| dated.and_then(|dated| dated.day(*it)));
    for day in days.chain(date::stamped(text)).chain(date::iso(text.as_bytes())) {
        assert!(DAYS.contains(&day), "{text:?} is a day");
    }
    if let Some(fast) = date::iso(text.as_bytes()).filter(|_| text.len() <= 80) {
        assert_eq!(dated, Some(date::Dated::Sure(fast)), "{text:?} is read alike by both ways");
    }
    assert!(!is_missing(text) || is_missing_value(text));
    if is_missing_value(text) {
        assert!(found.is_none() && dated.is_none(), "{text:?} is nothing");
    }
}

/// A number that is written in a style is read back to the last bit.
pub fn number(digits: u64, n_decimals: u32, style: [u8; 4]) {
    let digits = digits % 10_u64.pow(15);
    let n_decimals = n_decimals % 7;
    let (text, mark, percent) = written(digits, n_decimals, style);
    let [_, sign, _, _] = style;
    let minus = if sign % 6 == 0 || sign % 6 == 5 { "" } else { "-" };
    let power = n_decimals + if percent { 2 } else { 0 };
    let expected: f64 = format!("{minus}{digits}e-{power}").parse().expect("digits and a power are a number");
    let found = number::parse(&text).and_then(|it| it.value(mark));
    assert_eq!(found.map(|it| it + 0.0), Some(expected + 0.0), "{text:?}");
}

fn written(
    digits: u64,
    n_decimals: u32,
    [grouping, sign, currency, form]: [u8; 4],
) -> (String, DecimalMark, bool) {
    let (mark, gap, is_indian) = match grouping % 12 {
        0 => ('.', "", false),
        1 => (',', "", false),
        2 => ('.', ",", false),
        3 => (',', ".", false),
        4 => (',', "\u{A0}", false),
        5 => (',', "\u{202F}", false),
        6 => ('.', "'", false),
        7 => ('.', "’", false),
        8 => ('.', ",", true),
        9 => (',', " ", false),
        10 => ('.', "\u{2009}", false),
        _ => (',', "'", false),
    };
    let power = 10_u64.pow(n_decimals);
    let whole = grouped(digits / power, gap, is_indian);
    let fraction = if n_decimals == 0 {
        String::new()
    } else {
        format!("{mark}{:0width$}", digits % power, width = n_decimals as usize)
    };
    let body = whole + &fraction;
    let is_percent = currency % 9 == 8;
    let body = match currency % 9 {
        0 | 1 => body,
        2 => format!("€{body}"),
        3 => format!("{body} €"),
        4 => format!("EUR {body}"),
        5 => format!("{body} PLN"),
        6 => format!("${body}"),
        7 => format!("{body}\u{A0}zł"),
        _ => format!("{body} %"),
    };
    let text = match sign % 6 {
        0 => body,
        1 => format!("-{body}"),
        2 => format!("{body}-"),
        3 => format!("({body})"),
        4 => format!("\u{2212}{body}"),
        _ => format!("+{body}"),
    };
    let text = if form % 4 == 3 { wide(&text) } else { text };
    let mark = if mark == '.' { DecimalMark::Point } else { DecimalMark::Comma };
    (text, mark, is_percent)
}

fn grouped(whole: u64, gap: &str, is_indian: bool) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        let n_behind = digits.len() - idx;
        let is_place = if is_indian {
            n_behind == 3 || (n_behind > 3 && n_behind % 2 == 1)
        } else {
            n_behind.is_multiple_of(3)
        };
        if idx > 0 && is_place {
            text += gap;
        }
        text.push(digit);
    }
    text
}

/// In full-width letters, as far as there are such.
fn wide(text: &str) -> String {
    let letter = |it: char| match u32::from(it) {
        code @ 0x21..=0x7E => char::from_u32(code + 0xFEE0).unwrap_or(it),
        _ => it,
    };
    text.chars().map(letter).collect()
}

/// Months in nine languages, whole, declined and cut, as people write them beside a day.
const MONTHS: [[&str; 12]; 12] = [
    [
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
    ],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    ["Jan.", "Feb.", "Mär.", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
    ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
];

/// A day from 1970 to 2069 that is written in a style is read back as that day.
pub fn day(day: u32, second: u32, [style, language, time]: [u8; 3]) {
    let day = i32::try_from(day % 36_525).expect("a day of a century");
    let (year, month, of_month) = civil(day);
    let month_name = MONTHS[usize::from(language) % MONTHS.len()][usize::from(month) - 1];
    let clock = clock(second % 86_400, time);
    // The letter between date and time belongs to ISO 8601.
    let clock = if style % 14 == 0 { clock } else { clock.replacen('T', " ", 1) };
    let (text, order) = match style % 14 {
        0 => (format!("{year}-{month:02}-{of_month:02}{clock}"), DateOrder::YearFirst),
        1 => (format!("{year}/{month}/{of_month}{clock}"), DateOrder::YearFirst),
        2 => (format!("{of_month:02}.{month:02}.{year}{clock}"), DateOrder::DayFirst),
        3 => (format!("{of_month}/{month}/{year}{clock}"), DateOrder::DayFirst),
        4 => (format!("{month}/{of_month}/{year}{clock}"), DateOrder::MonthFirst),
        5 => (format!("{of_month:02}.{month:02}.{:02}{clock}", year % 100), DateOrder::DayFirst),
        6 => (format!("{month:02}/{of_month:02}/{:02}{clock}", year % 100), DateOrder::MonthFirst),
        7 => (format!("{year}{month:02}{of_month:02}"), DateOrder::YearFirst),
        8 => (format!("{of_month} {month_name} {year}{clock}"), DateOrder::DayFirst),
        9 => (format!("{month_name} {of_month}, {year}{clock}"), DateOrder::MonthFirst),
        10 => (format!("{of_month:02}-{month_name}-{:02}{clock}", year % 100), DateOrder::DayFirst),
        11 => (format!("{year}年{month}月{of_month}日{clock}"), DateOrder::YearFirst),
        12 => (format!("{of_month}. {month_name} {year}{clock}"), DateOrder::DayFirst),
        _ => (format!("{of_month} de {month_name} de {year}{clock}"), DateOrder::DayFirst),
    };
    assert_eq!(date::parse(&text).and_then(|it| it.day(order)), Some(day), "{text:?}");
    let moment = u64::try_from(day).expect("since 1970") * 86_400 + u64::from(second % 86_400);
    if moment >= 100_000_000 {
        for stamp in [moment.to_string(), (moment * 1_000 + 7).to_string()] {
            assert_eq!(date::stamped(&stamp), Some(day), "{stamp:?}");
        }
    }
    if day <= 60_000 - 25_569 {
        assert_eq!(date::stamped(&format!("{}.25", day + 25_569)), Some(day));
    }
}

fn clock(second: u32, style: u8) -> String {
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    let half = if hours < 12 { "AM" } else { "PM" };
    let of_half = if hours % 12 == 0 { 12 } else { hours % 12 };
    match style % 9 {
        0 | 1 => String::new(),
        2 => format!(" {hours:02}:{minutes:02}"),
        3 => format!("T{hours:02}:{minutes:02}:{seconds:02}.923+02:00"),
        4 => format!("T{hours:02}:{minutes:02}:{seconds:02}Z"),
        5 => format!(" {of_half}:{minutes:02} {half}"),
        6 => format!(" {of_half:02}.{minutes:02}.{seconds:02}.000000 {half}"),
        7 => format!(" {hours:02}:{minutes:02}:{seconds:02} +0100"),
        _ => format!(", {hours:02}:{minutes:02}"),
    }
}
