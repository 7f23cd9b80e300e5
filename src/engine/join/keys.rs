//! The keys of both files, and which go together.

use std::borrow::Cow;

use crate::engine::join::{JoinKey, KeyRule, RowsPerKey, RuleUse, Side};
use crate::engine::table::{Cells, Column, MISSING_CODE, Role, Source, Texts};
use crate::kernel::joining::{Form, Matching, fold, folded, matched, through};
use crate::kernel::names::distinct;

/// Rows per key from which on keys are said to repeat: below it, repeats are slips.
const REPEATING: f64 = 1.05;

/// How keys are compared to find out which columns hold the same ones.
pub const LENIENT: Form = Form { blanks: true, case: true, zeros: true };
const EXACT: Form = Form { blanks: false, case: false, zeros: false };

/// A column as keys: each row a position among distinct texts, or [`MISSING_CODE`].
#[derive(Debug)]
pub struct KeyColumn<'a> {
    /// One per row.
    pub codes: Cow<'a, [u32]>,
    /// The distinct texts.
    pub names: Cow<'a, Texts>,
}

impl<'a> KeyColumn<'a> {
    /// Numbers are keys as they are written without a sign for thousands; days are none.
    pub fn of(column: &'a Column) -> Option<Self> {
        match &column.cells {
            Cells::Codes { codes, dictionary } => {
                Some(Self { codes: Cow::Borrowed(codes), names: Cow::Borrowed(dictionary) })
            }
            Cells::Texts(texts) => {
                let (codes, names) = distinct(texts);
                Some(Self { codes: Cow::Owned(codes), names: Cow::Owned(names) })
            }
            Cells::Numbers(values) => {
                let text = |it: &f64| if it.is_nan() { String::new() } else { it.to_string() };
                let texts: Vec<String> = values.iter().map(text).collect();
                let (codes, names) = distinct(&texts.iter().map(String::as_str).collect());
                Some(Self { codes: Cow::Owned(codes), names: Cow::Owned(names) })
            }
            Cells::Days(_) => None,
        }
    }

    /// Makes keys one that differ in capitals alone; says of each key whether that changed any.
    fn fold(&mut self) -> Vec<bool> {
        let (codes, names) = folded(&self.codes, &self.names, Form { case: true, ..EXACT });
        let mut is_changed = vec![false; names.len()];
        for (&before, &after) in self.codes.iter().zip(&codes) {
            if let Some(it) = is_changed.get_mut(after as usize) {
                *it |= self.names.get(before as usize) != names.get(after as usize);
            }
        }
        (self.codes, self.names) = (Cow::Owned(codes), Cow::Owned(names));
        is_changed
    }
}

/// Whether the first of the keys are addresses.
fn are_emails(names: &Texts) -> bool {
    !names.is_empty() && names.iter().take(20).all(|it| it.contains('@'))
}

/// The keys of both files, compared.
#[derive(Debug)]
pub struct Keys<'a> {
    /// Of the main file.
    pub main: KeyColumn<'a>,
    /// Of the companion.
    pub companion: KeyColumn<'a>,
    /// Which go together.
    pub matching: Matching,
    /// Whether the companion's keys repeat.
    pub rows_per_key: RowsPerKey,
    /// What made keys equal.
    pub rules: Vec<RuleUse>,
    /// Whether a key of the companion has a partner.
    pub is_used: Vec<bool>,
}

impl<'a> Keys<'a> {
    /// Compares the key columns of two files.
    pub fn compare(main: &'a Source, companion: &'a Source, key: &JoinKey) -> Self {
        let column = |source: &'a Source, name: &str| source.table.column(name).and_then(KeyColumn::of);
        let empty = || KeyColumn { codes: Cow::Owned(Vec::new()), names: Cow::Owned(Texts::default()) };
        let mut first = column(main, &key.onto).unwrap_or_else(empty);
        let mut second = column(companion, &key.column).unwrap_or_else(empty);
        let mut is_folded = (Vec::new(), Vec::new());
        if are_emails(&first.names) && are_emails(&second.names) {
            // Capitals mean nothing in an address, on either side.
            is_folded = (first.fold(), second.fold());
        }
        let (matching, form) = best(&first.names, &second.names);
        let mut is_used = vec![false; second.names.len()];
        for &it in &matching.partner {
            if let Some(is_used) = is_used.get_mut(it as usize) {
                *is_used = true;
            }
        }
        let n_known = second.codes.iter().filter(|it| **it != MISSING_CODE).count();
        let is_repeating = n_known as f64 >= second.names.len().max(1) as f64 * REPEATING;
        let rules = rules((&first.names, &second.names), &matching, form, &is_folded);
        let rows_per_key = if is_repeating { RowsPerKey::Several } else { RowsPerKey::One };
        Self { main: first, companion: second, matching, rows_per_key, rules, is_used }
    }

    /// For each row of the main file, the companion's key.
    pub fn of_rows(&self) -> Vec<u32> {
        through(&self.main.codes, &self.matching.partner)
    }

    /// Counts of the main file.
    pub fn main_side(&self, n_rows: usize) -> Side {
        let is_matched: Vec<bool> = self.matching.partner.iter().map(|it| *it != MISSING_CODE).collect();
        side(n_rows, &self.main, &is_matched)
    }

    /// Counts of the companion.
    pub fn companion_side(&self, n_rows: usize) -> Side {
        side(n_rows, &self.companion, &self.is_used)
    }
}

fn side(n_rows: usize, keys: &KeyColumn<'_>, is_matched: &[bool]) -> Side {
    let counts = fold::counts(&keys.codes, keys.names.len());
    let n_with_key: usize = counts.iter().map(|&it| it as usize).sum();
    let matched = counts.iter().zip(is_matched).filter(|it| *it.1).map(|it| *it.0 as usize);
    Side {
        n_rows,
        n_rows_matched: matched.sum(),
        n_rows_without_key: n_rows - n_with_key,
        n_keys: keys.names.len(),
        n_keys_matched: is_matched.iter().filter(|it| **it).count(),
    }
}

/// Leading zeros are overlooked only where that matches more keys and leaves none open to doubt.
fn best(first: &Texts, second: &Texts) -> (Matching, Form) {
    let strict = Form { zeros: false, ..LENIENT };
    let (without, with) = (matched(first, second, strict), matched(first, second, LENIENT));
    if with.n_matched() > without.n_matched() && with.n_open() <= without.n_open() {
        (with, LENIENT)
    } else {
        (without, strict)
    }
}

/// For how many matched keys each rule was needed.
fn rules(
    (first, second): (&Texts, &Texts),
    matching: &Matching,
    form: Form,
    is_folded: &(Vec<bool>, Vec<bool>),
) -> Vec<RuleUse> {
    let pairs =
        || (0..).zip(&matching.partner).map(|(a, &b)| (a, b as usize)).filter(|it| it.1 < second.len());
    let needed = |without: Form| {
        let texts = pairs().map(|(a, b): (usize, usize)| (first.get(a), second.get(b)));
        texts.filter(|(a, b)| a != b && without.of(a) != without.of(b)).count()
    };
    let is_true = |all: &[bool], at: usize| all.get(at) == Some(&true);
    let n_folded = pairs().filter(|&(a, b)| is_true(&is_folded.0, a) || is_true(&is_folded.1, b)).count();
    let uses = [
        (KeyRule::Blanks, needed(Form { blanks: false, ..form })),
        (KeyRule::Capitals, needed(Form { case: false, ..form }) + n_folded),
        (KeyRule::LeadingZeros, if form.zeros { needed(Form { zeros: false, ..form }) } else { 0 }),
    ];
    uses.into_iter().filter(|it| it.1 > 0).map(|(rule, n_keys)| RuleUse { rule, n_keys }).collect()
}

/// What a column seems to mean.
pub fn role_of(source: &Source, column: &str) -> Role {
    source.columns.iter().find(|it| it.name == column).map_or(Role::Ignore, |it| it.role)
}
