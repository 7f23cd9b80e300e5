//! Which keys of one table are keys of another: the same text, or the same but for blanks, capitals
//! and leading zeros.
//!
//! A key that is the same only by such a rule is matched where it stands alone on both sides. Where
//! several keys of a side become one, nobody knows which of them is meant: of those, only equal texts
//! are matched, and the others are marked.

use std::borrow::Cow;

use crate::kernel::cells::{MISSING_CODE, Texts};
use crate::kernel::column::Interner;
use crate::kernel::letters::lower;

/// What is overlooked when keys are compared.
#[expect(clippy::struct_excessive_bools, reason = "three rules, each of which holds or does not")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Blanks, wherever they stand.
    pub blanks: bool,
    /// Capitals.
    pub case: bool,
    /// Zeros before other digits, in keys of nothing but digits.
    pub zeros: bool,
}

impl Form {
    /// A key without what is overlooked.
    pub fn of(self, key: &str) -> Cow<'_, str> {
        let is_plain = |it: char| {
            !(self.blanks && is_blank(it)) && !(self.case && (it.is_ascii_uppercase() || !it.is_ascii()))
        };
        let mut text = Cow::Borrowed(key);
        if !key.chars().all(is_plain) {
            let kept = key.chars().filter(|&it| !(self.blanks && is_blank(it)));
            text = Cow::Owned(kept.map(|it| if self.case { lower(it) } else { it }).collect());
        }
        let is_padded = text.len() > 1 && text.starts_with('0') && text.bytes().all(|it| it.is_ascii_digit());
        if !self.zeros || !is_padded {
            return text;
        }
        let trimmed = text.trim_start_matches('0');
        Cow::Owned(if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() })
    }
}

/// Blanks that keys are written with, and marks of no width.
fn is_blank(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' | '\u{200b}' | '\u{2060}' | '\u{feff}'
    )
}

/// How the keys of two tables go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// For each key of the first table, the key of the second; [`MISSING_CODE`] where there is none.
    pub partner: Vec<u32>,
    /// Keys of the first table that could be one of several.
    pub is_open_first: Vec<bool>,
    /// Keys of the second table that could be one of several.
    pub is_open_second: Vec<bool>,
}

impl Matching {
    /// Keys of the first table that have a partner.
    pub fn n_matched(&self) -> usize {
        self.partner.iter().filter(|it| **it != MISSING_CODE).count()
    }

    /// Keys of either table that could be one of several.
    pub fn n_open(&self) -> usize {
        self.is_open_first.iter().chain(&self.is_open_second).filter(|it| **it).count()
    }
}

/// What one form stands for.
#[derive(Debug, Clone, Copy)]
struct Group {
    first: u32,
    n_first: u32,
    second: u32,
    n_second: u32,
}

/// Finds for each key of the first table that of the second. Both are distinct texts.
#[expect(clippy::indexing_slicing, reason = "codes of an interner are positions")]
pub fn matched(first: &Texts, second: &Texts, form: Form) -> Matching {
    let mut interner = Interner::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of = |key: &str, groups: &mut Vec<Group>| {
        let at = interner.code(&form.of(key)) as usize;
        if at == groups.len() {
            groups.push(Group { first: MISSING_CODE, n_first: 0, second: MISSING_CODE, n_second: 0 });
        }
        at
    };
    let mut of_first = Vec::with_capacity(first.len());
    for (code, key) in (0_u32..).zip(first.iter()) {
        let at = group_of(key, &mut groups);
        groups[at].n_first += 1;
        groups[at].first = code;
        of_first.push(at);
    }
    let mut of_second = Vec::with_capacity(second.len());
    for (code, key) in (0_u32..).zip(second.iter()) {
        let at = group_of(key, &mut groups);
        groups[at].n_second += 1;
        groups[at].second = code;
        of_second.push(at);
    }
    let is_open = |it: &Group| it.n_first > 0 && it.n_second > 0 && it.n_first + it.n_second > 2;
    let mut exact = Interner::default();
    let mut exact_codes: Vec<u32> = Vec::new();
    for (code, key) in (0_u32..).zip(second.iter()).filter(|it| is_open(&groups[of_second[it.0 as usize]])) {
        exact.code(key);
        exact_codes.push(code);
    }
    let mut is_open_second: Vec<bool> = of_second.iter().map(|&it| is_open(&groups[it])).collect();
    let mut is_open_first = vec![false; first.len()];
    let mut partner = Vec::with_capacity(first.len());
    for (code, key) in first.iter().enumerate() {
        let group = groups[of_first[code]];
        if !is_open(&group) {
            partner.push(group.second);
            continue;
        }
        let found = exact_codes.get(exact.code(key) as usize).copied();
        partner.push(found.unwrap_or(MISSING_CODE));
        match found {
            Some(second) => is_open_second[second as usize] = false,
            None => is_open_first[code] = true,
        }
    }
    Matching { partner, is_open_first, is_open_second }
}

/// Keys that are one key in a form, made one: the texts of the form, and the code of each row.
pub fn folded(codes: &[u32], names: &Texts, form: Form) -> (Vec<u32>, Texts) {
    let mut interner = Interner::default();
    let renamed: Vec<u32> = names.iter().map(|it| interner.code(&form.of(it))).collect();
    let codes = codes.iter().map(|&it| renamed.get(it as usize).copied().unwrap_or(MISSING_CODE));
    (codes.collect(), interner.into_texts())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Form = Form { blanks: true, case: true, zeros: true };
    const EXACT: Form = Form { blanks: false, case: false, zeros: false };

    fn check(first: &[&str], second: &[&str], form: Form, expected: &[Option<u32>]) -> Matching {
        let found = matched(&first.iter().copied().collect(), &second.iter().copied().collect(), form);
        let partner: Vec<_> = found.partner.iter().map(|&it| (it != MISSING_CODE).then_some(it)).collect();
        assert_eq!(partner, expected, "{first:?} {second:?}");
        found
    }

    #[test]
    fn a_form_is_the_key_without_what_is_overlooked() {
        assert_eq!(ALL.of("C 10\u{a0}01"), "c1001");
        assert_eq!(ALL.of("00420"), "420");
        assert_eq!(ALL.of("000"), "0");
        assert_eq!(ALL.of("00a1"), "00a1");
        assert_eq!(ALL.of("ÄÖ"), "äö");
        assert_eq!(EXACT.of(" C 1"), " C 1");
        assert_eq!(Form { zeros: false, ..ALL }.of("007"), "007");
    }

    #[test]
    fn equal_keys_are_matched_whatever_the_form() {
        check(&["a", "b"], &["b", "c", "a"], EXACT, &[Some(2), Some(0)]);
        check(&["a", "b"], &["b", "c", "a"], ALL, &[Some(2), Some(0)]);
    }

    #[test]
    fn a_key_alone_on_both_sides_is_matched_by_its_form() {
        check(&["0012", "X 7", "q"], &["12", "x7"], ALL, &[Some(0), Some(1), None]);
        check(&["0012"], &["12"], Form { zeros: false, ..ALL }, &[None]);
    }

    #[test]
    fn of_keys_that_become_one_only_equal_ones_are_matched() {
        let found = check(&["a1", "A1", "b"], &["A1", "B"], ALL, &[None, Some(0), Some(1)]);
        assert_eq!((found.is_open_first, found.is_open_second), (vec![true, false, false], vec![false; 2]));
        let found = check(&["7"], &["07", "007"], ALL, &[None]);
        assert_eq!((found.n_open(), found.n_matched()), (3, 0));
    }

    #[test]
    fn folding_gives_rows_of_one_key_one_code() {
        let names = Texts::from_iter(["Ann@x.org", "bob@x.org", "ann@x.org"]);
        let (codes, names) = folded(&[0, 1, MISSING_CODE, 2], &names, Form { case: true, ..EXACT });
        assert_eq!(codes, [0, 1, MISSING_CODE, 0]);
        assert_eq!(names.iter().collect::<Vec<_>>(), ["ann@x.org", "bob@x.org"]);
    }
}
