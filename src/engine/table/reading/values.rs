//! What was odd about the values of a column, noted when all of it is known.

use crate::engine::table::decide::Decided;
use crate::engine::table::{Cells, Column, IssueKind, Issues, Kind, Lines};
use crate::kernel::cells::Texts;
use crate::kernel::column::{Census, Plan};
use crate::kernel::value::{CURRENCIES, is_currency_code, is_missing};

/// Words that were taken as missing; elsewhere than among numbers and days some are values.
pub fn words(issues: &mut Issues, name: &str, decided: Decided, census: &Census, is_countries: bool) {
    let is_typed = matches!(decided.plan, Plan::Number(_) | Plan::Date(_));
    let is_taken = |word: &str| (is_typed || is_missing(word)) && !(is_countries && word == "NA");
    for (word, n) in census.words.iter().filter(|it| is_taken(&it.0)) {
        issues.note(IssueKind::MissingWords, Some(name), 0, word);
        issues.count(IssueKind::MissingWords, Some(name), n - 1);
    }
}

/// A column of amounts in several currencies, or of codes that name several: then the amounts
/// beside them are mixed.
pub fn currencies(issues: &mut Issues, column: &Column, census: &Census) {
    match &column.cells {
        Cells::Numbers(_) => {
            let named = CURRENCIES.iter().filter_map(|it| it.first()).copied();
            let counts: Vec<(&str, u64)> = named.zip(census.numbers.currencies.iter().copied()).collect();
            note_currencies(issues, &column.name, &counts);
        }
        Cells::Codes { codes, dictionary }
            if dictionary.len() > 1
                && dictionary.len() <= CURRENCIES.len()
                && dictionary.iter().all(is_currency_code) =>
        {
            let count = |idx: usize| codes.iter().filter(|it| **it as usize == idx).count() as u64;
            let counts: Vec<(&str, u64)> =
                dictionary.iter().enumerate().map(|(idx, it)| (it, count(idx))).collect();
            note_currencies(issues, &column.name, &counts);
        }
        Cells::Codes { .. } | Cells::Days(_) | Cells::Texts(_) => (),
    }
}

fn note_currencies(issues: &mut Issues, name: &str, counts: &[(&str, u64)]) {
    let most = counts.iter().map(|it| it.1).max().unwrap_or(0);
    let n_others = counts.iter().map(|it| it.1).sum::<u64>() - most;
    if n_others == 0 {
        return;
    }
    let mut n_noted = 0;
    for (currency, _) in counts.iter().filter(|it| it.1 > 0) {
        if n_noted < n_others {
            issues.note(IssueKind::MixedCurrencies, Some(name), 0, currency);
            n_noted += 1;
        }
    }
    issues.count(IssueKind::MixedCurrencies, Some(name), n_others - n_noted);
}

/// Identifiers that were numbers with an exponent when they were written.
pub fn damaged(issues: &mut Issues, column: &Column, lines: &Lines) {
    let Cells::Codes { codes, dictionary } = &column.cells else { return };
    if column.kind != Kind::Identifier || !dictionary.iter().any(is_cut_short) {
        return;
    }
    let damaged: Vec<bool> = dictionary.iter().map(is_cut_short).collect();
    for (row, code) in codes.iter().enumerate() {
        if damaged.get(*code as usize).copied().unwrap_or(false) {
            issues.note(
                IssueKind::DamagedIdentifiers,
                Some(&column.name),
                lines.of(row),
                dictionary.get(*code as usize),
            );
        }
    }
}

/// Whether a text is what a spreadsheet makes of a number of more than eleven digits: `1.23457E+12`.
fn is_cut_short(text: &str) -> bool {
    let [first, fraction @ .., b'E', b'+', tens, ones] = text.as_bytes() else { return false };
    let are_digits = |it: &[u8]| it.iter().all(u8::is_ascii_digit);
    let is_fraction = match fraction {
        [] => true,
        [b'.' | b',', digits @ ..] => are_digits(digits),
        _ => false,
    };
    are_digits(&[*first, *tens, *ones]) && is_fraction
}

/// Whether `NA` among these is Namibia rather than nothing.
pub fn are_countries(texts: &Texts) -> bool {
    let others = || texts.iter().filter(|it| !is_missing(it));
    let is_code = |it: &&str| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_uppercase());
    let n_codes = others().filter(is_code).count();
    n_codes >= 2 && n_codes * 10 >= others().count() * 9
}
