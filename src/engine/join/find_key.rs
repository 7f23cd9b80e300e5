//! Which two columns are compared.
//!
//! Columns that both name the customer, then both an e-mail address, then both a phone number, then
//! any two of these, where at least half of the fewer keys are in both; else the two columns that have the largest share of
//! their keys in common. A column that is no person's may be a key only where each of its values
//! stands in one row, as in a table of postcodes.

use crate::engine::join::keys::{KeyColumn, LENIENT, role_of};
use crate::engine::join::{JoinKey, KeyChoice, KeyReason};
use crate::engine::table::{Column, Kind, MISSING_CODE, Role, Source, Texts};
use crate::kernel::column::Interner;

/// More keys of a companion than this are not compared to choose a column.
const MAX_COMPARED: usize = 20_000;
/// The least share of keys in common that is no chance.
const MIN_SHARE: f64 = 0.1;
/// The share from which on columns of the same role are taken at once.
const SURE_SHARE: f64 = 0.5;
/// Columns of one file that are tried.
const MAX_TRIED: usize = 12;
/// Roles that say who somebody is.
const PERSONS: [Role; 3] = [Role::Customer, Role::Email, Role::Phone];

/// The two columns to compare: as chosen, or found.
pub fn find<'a>(main: &'a Source, companion: &'a Source, choice: &KeyChoice) -> Option<JoinKey> {
    let key = |onto: &Column, column: &Column, reason| JoinKey {
        column: column.name.clone(),
        onto: onto.name.clone(),
        reason,
        role: role_of(main, &onto.name),
    };
    let firsts = candidates(main, choice.onto.as_deref());
    let seconds = candidates(companion, choice.column.as_deref());
    if choice.onto.is_some() && choice.column.is_some() {
        let (onto, column) = firsts.first().zip(seconds.first())?;
        return Some(key(onto, column, KeyReason::Chosen));
    }
    let is_open = choice.onto.is_none() && choice.column.is_none();
    let role = |source: &Source, column: &Column| role_of(source, &column.name);
    if is_open {
        // Most files are joined by who it is; the other columns are then not looked at.
        let of_persons = |source: &Source, all: &[&'a Column]| -> Vec<&'a Column> {
            all.iter().copied().filter(|it| PERSONS.contains(&role(source, it))).collect()
        };
        let (firsts, seconds) = (of_persons(main, &firsts), of_persons(companion, &seconds));
        let mut pairs = compared(companion, &firsts, &seconds, true);
        pairs.retain(|it| it.share >= SURE_SHARE);
        let same = PERSONS.iter().find_map(|wanted| {
            let are_it =
                |it: &&Pair<'_>| role(main, it.onto) == *wanted && role(companion, it.column) == *wanted;
            pairs.iter().find(are_it)
        });
        if let Some(it) = same.or(pairs.first()) {
            return Some(key(it.onto, it.column, KeyReason::SameRole));
        }
    }
    let pairs = compared(companion, &firsts, &seconds, is_open);
    let mut best: Option<&Pair<'_>> = None;
    for pair in pairs.iter().filter(|it| it.share >= MIN_SHARE || !is_open) {
        let is_better = |it: &Pair<'_>| (pair.share, pair.n_common as f64) > (it.share, it.n_common as f64);
        if best.is_none_or(is_better) {
            best = Some(pair);
        }
    }
    let reason = if is_open { KeyReason::MostInCommon } else { KeyReason::Chosen };
    best.map(|it| key(it.onto, it.column, reason))
}

/// Two columns that both say who somebody is, whatever is in them: the beginnings of two large files
/// may have nobody in common.
pub fn by_role(main: &Source, companion: &Source) -> Option<JoinKey> {
    PERSONS.into_iter().find_map(|role| {
        let find =
            |source: &Source| source.columns.iter().find(|it| it.role == role).map(|it| it.name.clone());
        Some(JoinKey { column: find(companion)?, onto: find(main)?, reason: KeyReason::SameRole, role })
    })
}

/// Two columns, and how many keys they have in common.
struct Pair<'a> {
    onto: &'a Column,
    column: &'a Column,
    n_common: usize,
    share: f64,
}

/// The columns that may be keys: the one chosen, or those of names and numbers of persons and things.
fn candidates<'a>(source: &'a Source, chosen: Option<&str>) -> Vec<&'a Column> {
    if let Some(name) = chosen {
        return source.table.column(name).into_iter().collect();
    }
    let is_key = |it: &&Column| {
        let role = role_of(source, &it.name);
        let is_named = PERSONS.contains(&role) || matches!(role, Role::Postcode | Role::Country);
        is_named || matches!(it.kind, Kind::Identifier | Kind::Category | Kind::Text)
    };
    let rank = |it: &Column| PERSONS.iter().position(|role| *role == role_of(source, &it.name));
    let all = source.table.columns.iter().filter(is_key);
    let (mut first, rest): (Vec<&Column>, Vec<&Column>) = all.partition(|it| rank(it).is_some());
    first.extend(rest);
    first.truncate(MAX_TRIED);
    first
}

/// Every pair that has anything in common; where nothing is chosen, only pairs that can be keys.
fn compared<'a>(
    companion: &Source,
    firsts: &[&'a Column],
    seconds: &[&'a Column],
    is_open: bool,
) -> Vec<Pair<'a>> {
    let mut known: Vec<(&Column, KeyColumn<'_>)> = Vec::new();
    for column in seconds {
        let Some(keys) = KeyColumn::of(column) else { continue };
        let n_rows = keys.codes.iter().filter(|it| **it != MISSING_CODE).count();
        let is_person = PERSONS.contains(&role_of(companion, &column.name));
        let is_unique = keys.names.len() * 20 >= n_rows * 19 && n_rows > 0;
        if !is_open || is_person || is_unique || column.kind == Kind::Identifier {
            known.push((column, keys));
        }
    }
    let mut pairs = Vec::new();
    for onto in firsts {
        let Some(keys) = KeyColumn::of(onto) else { continue };
        let mut interner = Interner::default();
        for name in keys.names.iter() {
            interner.code(&LENIENT.of(name));
        }
        let n_first = interner.texts().len();
        for (column, second) in &known {
            let n_common = n_in(&mut interner, n_first, &second.names);
            let n_fewer = n_first.min(second.names.len()).min(MAX_COMPARED);
            if n_common > 0 {
                pairs.push(Pair { onto, column, n_common, share: n_common as f64 / n_fewer as f64 });
            }
        }
    }
    pairs
}

/// How many of some keys are among the first `n_first` of an interner.
fn n_in(interner: &mut Interner, n_first: usize, keys: &Texts) -> usize {
    let step = keys.len().div_ceil(MAX_COMPARED).max(1);
    let tried = (0..keys.len()).step_by(step);
    tried.filter(|&it| (interner.code(&LENIENT.of(keys.get(it))) as usize) < n_first).count()
}
