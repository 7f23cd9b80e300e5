//! Several files as one table: a main file, and companions that say more about the same customers.
//!
//! [`join`] puts the columns of each companion beside the rows of the main file and leaves those rows
//! as they are: none is added, none is lost, none comes twice. A companion with one row for each key
//! gives its columns; of one with several rows for a key each column is first made one value, by the
//! rule that [`How`] names. Keys are compared as they stand and, where that is open to no doubt,
//! without regard to blanks, capitals and leading zeros; how many keys each rule made equal is part
//! of the [`Join`].
//!
//! A table of places (postcode and region) is a companion like any other.

mod added;
mod attached;
mod cell;
mod choice;
mod error;
mod find_key;
mod keys;
mod main_file;
mod report;
mod unmatched;

pub use attached::{Attached, attach};
pub use choice::{Companion, KeyChoice};
pub use error::JoinError;
pub use main_file::{Arrangement, HEAD_BYTES, arrange, is_same_table, top_bytes, whole_lines};
pub use report::{How, Join, JoinKey, JoinedColumn, KeyReason, KeyRule, RowsPerKey, RuleUse, Side};

pub use cell::text as cell_text;

use crate::engine::join::added::Added;
use crate::engine::join::keys::Keys;
use crate::engine::table::{Source, SourceSummary};

/// A main file with the columns of its companions.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The main file's rows, with more columns.
    pub source: Source,
    /// The companions as they were read, in their order.
    pub companions: Vec<SourceSummary>,
    /// How each of them went together with the main file.
    pub joins: Vec<Join>,
    own: Own,
}

/// What of a joined source is the main file's own.
#[derive(Debug, Clone)]
struct Own {
    n_columns: usize,
    n_problems: usize,
    fingerprint: String,
}

impl Joined {
    /// A main file without companions.
    pub fn alone(source: Source) -> Self {
        let own = Own {
            n_columns: source.table.columns.len(),
            n_problems: source.problems.len(),
            fingerprint: source.fingerprint.clone(),
        };
        Self { source, companions: Vec::new(), joins: Vec::new(), own }
    }

    /// The main file as it was before.
    pub fn into_main(self) -> Source {
        let Self { mut source, own, .. } = self;
        source.table.columns.truncate(own.n_columns);
        source.columns.truncate(own.n_columns);
        source.problems.truncate(own.n_problems);
        source.fingerprint = own.fingerprint;
        source
    }

    /// Columns of the main file itself.
    pub fn n_own_columns(&self) -> usize {
        self.own.n_columns
    }
}

/// Puts companions beside a main file, in their order. One that has nothing in common with the main
/// file waits for the others, and may be joined to a column that another one brought.
pub fn join(main: Source, companions: &[(KeyChoice, &Source)]) -> Joined {
    let mut joined = Joined::alone(main);
    let mut reports: Vec<Option<Join>> = vec![None; companions.len()];
    loop {
        let n_before = joined.source.table.columns.len();
        for (report, (choice, companion)) in reports.iter_mut().zip(companions) {
            if report.is_none() {
                *report = joined.add(choice, companion);
            }
        }
        if joined.source.table.columns.len() == n_before {
            break;
        }
    }
    for (report, (_, companion)) in reports.into_iter().zip(companions) {
        joined.close(report, companion);
    }
    joined
}

impl Joined {
    /// Adds the columns of a companion, if there is something to join it by.
    fn add(&mut self, choice: &KeyChoice, companion: &Source) -> Option<Join> {
        let main = &self.source;
        let key = find_key::find(main, companion, choice)?;
        let keys = Keys::compare(main, companion, &key);
        let added = Added::of(main, companion, &key, &keys);
        let (issues, problems) = unmatched::list(main, companion, &key, &keys);
        let report = Join::of((main, companion), key, &keys, &added, issues);
        self.source.problems.extend(problems);
        self.source.table.columns.extend(added.columns);
        self.source.columns.extend(added.summaries);
        Some(report)
    }

    /// Keeps the report on a companion, also on one that nothing could be joined by.
    fn close(&mut self, report: Option<Join>, companion: &Source) {
        let source = &mut self.source;
        let report = report.unwrap_or_else(|| Join::without_key(source, companion));
        let of_reading = companion.problems.iter().cloned().map(|it| it.of_file(&companion.name));
        source.problems.extend(of_reading);
        source.fingerprint.push('+');
        source.fingerprint.push_str(&companion.fingerprint);
        self.companions.push(companion.summary());
        self.joins.push(report);
    }

    /// Refuses a chosen column that is not there.
    pub fn check(&self, choices: &[KeyChoice]) -> Result<(), JoinError> {
        let missing = |file: &str, column: &String| JoinError::ColumnMissing {
            file: file.to_owned(),
            column: column.clone(),
        };
        for (choice, companion) in choices.iter().zip(&self.companions) {
            let is_there = |it: &&String| companion.columns.iter().any(|column| column.name == **it);
            if let Some(column) = choice.column.as_ref().filter(|it| !is_there(it)) {
                return Err(missing(&companion.name, column));
            }
            if let Some(onto) = choice.onto.as_ref().filter(|it| self.source.table.column(it).is_none()) {
                return Err(missing(&self.source.name, onto));
            }
        }
        Ok(())
    }
}
