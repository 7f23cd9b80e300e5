//! What was changed and left out, counted and listed.

use crate::destinations::change::{Change, LeftOut};
use crate::destinations::summary::Changed;
use crate::destinations::{Plan, Row, Take};
use crate::kernel::written::csv::{Guard, push_cell};

/// Changes that there are.
const N_CHANGES: usize = Change::ALL.len();
/// Cells shown of each change.
const N_EXAMPLES: usize = 3;
/// Lines of the list of problems.
const MAX_LINES: u64 = 100_000;

/// What was changed and left out.
pub(super) struct Tally {
    counts: Vec<[u64; N_CHANGES]>,
    examples: Vec<(usize, Change, String, String)>,
    /// Why contacts were left out, and how many.
    pub left_out: Vec<(LeftOut, u64)>,
    /// Changes of the contact at hand: the column of all tables, and what was done.
    pending: Vec<(usize, Change)>,
    list: String,
    n_listed: u64,
    n_problems: u64,
}

impl Tally {
    /// Nothing has been done to so many columns.
    pub(super) fn new(n_columns: usize) -> Self {
        Self {
            counts: vec![[0; N_CHANGES]; n_columns],
            examples: Vec::new(),
            left_out: Vec::new(),
            pending: Vec::new(),
            list: "customer_id,column,value,what_happened\n".to_owned(),
            n_listed: 0,
            n_problems: 0,
        }
    }

    /// The next contact.
    pub(super) fn next(&mut self) {
        self.pending.clear();
    }

    /// A cell of the contact at hand was changed.
    pub(super) fn note(&mut self, column: usize, change: Change) {
        self.pending.push((column, change));
    }

    /// The contact at hand is left out.
    pub(super) fn leave_out(&mut self, customer: &str, value: &str, why: LeftOut) {
        if why != LeftOut::NotChosen {
            let column = why.column();
            self.list(customer, column, value, &format!("Left out. {}", why.words()));
        }
        self.count_left_out(why, 1);
    }

    /// Contacts are left out.
    pub(super) fn count_left_out(&mut self, why: LeftOut, n: u64) {
        match self.left_out.iter_mut().find(|it| it.0 == why) {
            Some(it) => it.1 += n,
            None => self.left_out.push((why, n)),
        }
    }

    /// The contact at hand is written: its changes count. `written` has the cells of all tables.
    pub(super) fn keep(&mut self, plan: &Plan, customer: &str, row: &Row<'_>, written: &[String]) {
        let pending = std::mem::take(&mut self.pending);
        for &(at, change) in &pending {
            let Some(count) = self.counts.get_mut(at).and_then(|it| it.get_mut(change as usize)) else {
                continue;
            };
            *count += 1;
            let is_example = *count <= N_EXAMPLES as u64;
            if !is_example && !change.is_listed() {
                continue;
            }
            let Some(column) = plan.tables.iter().flat_map(|it| &it.columns).nth(at) else { continue };
            let before = match &column.take {
                Take::Column(it) => row.cell(*it).to_owned(),
                Take::Words(words) => words.clone(),
                Take::Made(make) => {
                    let mut made = String::new();
                    make(row, &mut made);
                    made
                }
            };
            if change.is_listed() {
                self.list(customer, &column.heading, &before, change.words());
            }
            if is_example {
                let after = written.get(at).cloned().unwrap_or_default();
                self.examples.push((at, change, before, after));
            }
        }
        self.pending = pending;
    }

    /// What was changed, column by column, and the list of problems.
    pub(super) fn finish(self, plan: &Plan) -> (Vec<Changed>, Problems) {
        let mut changes = Vec::new();
        let columns = plan.tables.iter().flat_map(|it| it.columns.iter().map(move |column| (it, column)));
        for (at, ((table, column), counts)) in columns.zip(&self.counts).enumerate() {
            for (change, &n) in Change::ALL.into_iter().zip(counts).filter(|it| *it.1 > 0) {
                let of_it = self.examples.iter().filter(|it| (it.0, it.1) == (at, change));
                changes.push(Changed {
                    table: table.name.clone(),
                    column: column.heading.clone(),
                    change,
                    words: change.words().to_owned(),
                    n,
                    examples: of_it.map(|it| (it.2.clone(), it.3.clone())).collect(),
                });
            }
        }
        (changes, Problems { list: self.list, n: self.n_problems, n_listed: self.n_listed })
    }

    fn list(&mut self, customer: &str, column: &str, value: &str, what: &str) {
        self.n_problems += 1;
        if self.n_listed == MAX_LINES {
            return;
        }
        self.n_listed += 1;
        for (idx, cell) in [customer, column, value, what].into_iter().enumerate() {
            if idx > 0 {
                self.list.push(',');
            }
            push_cell(&mut self.list, cell, ',', Guard::Apostrophe);
        }
        self.list.push('\n');
    }
}

/// The list of what a person may want to look at.
pub(super) struct Problems {
    /// As comma-separated text, safe for spreadsheets.
    pub list: String,
    /// How many there are.
    pub n: u64,
    /// How many stand in the list.
    pub n_listed: u64,
}
