//! The columns a companion adds: one value for each key, put beside every row of the main file that
//! has the key.

use crate::engine::join::keys::{Keys, role_of};
use crate::engine::join::{How, JoinKey, JoinedColumn, RowsPerKey, cell};
use crate::engine::table::{Cells, Column, ColumnSummary, Kind, MISSING_CODE, Role, Source, shares};
use crate::kernel::column::draw;
use crate::kernel::joining::{fold, gather};
use crate::kernel::ledger::{Use, modes};

/// A column with more different values than this is no category.
const MAX_CATEGORIES: usize = 5_000;
/// Groups are not looked for by a column that more than one row in ten has no value in, unless a person
/// says so: they would leave those customers out.
const MAX_MISSING: usize = 10;
const N_EXAMPLES: usize = 3;

/// Columns for the main file, their summaries, and what was done.
#[derive(Debug, Default)]
pub struct Added {
    /// One cell for each row of the main file.
    pub columns: Vec<Column>,
    /// What the page may know of them.
    pub summaries: Vec<ColumnSummary>,
    /// What they were made of.
    pub reports: Vec<JoinedColumn>,
}

/// One value for each key.
struct Made {
    name: String,
    kind: Kind,
    role: Role,
    cells: Cells,
    how: How,
}

impl Added {
    /// All columns of a companion but its key, joined by their values.
    pub fn of(main: &Source, companion: &Source, key: &JoinKey, keys: &Keys<'_>) -> Self {
        let mut added = Self::default();
        let of_rows = keys.of_rows();
        let others =
            companion.columns.iter().zip(&companion.table.columns).filter(|it| it.0.name != key.column);
        if keys.rows_per_key == RowsPerKey::One {
            let firsts = fold::firsts(&keys.companion.codes, keys.companion.names.len());
            for (summary, column) in others {
                let role = role_in(main, &added, summary.role, column.kind);
                let cells = gather(&column.cells, &firsts);
                let made =
                    Made { name: column.name.clone(), kind: column.kind, role, cells, how: How::Taken };
                added.push((main, companion), made, Some(summary), &of_rows);
            }
            return added;
        }
        let rows = Rows::of(companion, keys);
        added.push((main, companion), rows.counted(keys), None, &rows.with_none(keys, &of_rows));
        for (summary, column) in others {
            for made in rows.folded(summary.role, column) {
                added.push((main, companion), made, Some(summary), &of_rows);
            }
        }
        added
    }

    fn push(
        &mut self,
        (main, companion): (&Source, &Source),
        made: Made,
        from: Option<&ColumnSummary>,
        of_rows: &[u32],
    ) {
        let Some(base) = from.or(companion.columns.first()) else { return };
        let Made { name, kind, role, cells, how } = made;
        let mut name = format!("{name} ({})", companion.name);
        while main.table.column(&name).is_some() || self.columns.iter().any(|it| it.name == name) {
            name.push('*');
        }
        let cells = gather(&cells, of_rows);
        let portrait = draw(&cells, None);
        let is_known = portrait.n_missing * MAX_MISSING < cell::len(&cells);
        self.summaries.push(ColumnSummary {
            name: name.clone(),
            kind,
            role: if is_known || role != Role::Feature { role } else { Role::Ignore },
            n_missing: portrait.n_missing,
            n_problems: if how == How::Taken { base.n_problems } else { 0 },
            n_distinct: portrait.n_distinct,
            examples: examples(&cells),
            chart: portrait.chart,
            ..base.clone()
        });
        self.reports.push(JoinedColumn { name: name.clone(), from: from.map(|it| it.name.clone()), how });
        self.columns.push(Column { name, kind, cells });
    }
}

/// The role of a column in its own file, unless only one column may have it and one has.
fn role_in(main: &Source, added: &Added, role: Role, kind: Kind) -> Role {
    let mut all = main.columns.iter().chain(&added.summaries);
    let is_of_main = matches!(
        role,
        Role::Customer | Role::Order | Role::Date | Role::Amount | Role::Quantity | Role::UnitPrice
    );
    let is_total = matches!(role, Role::Recency | Role::Frequency | Role::Monetary);
    let has_orders = main.columns.iter().any(|it| matches!(it.role, Role::Amount | Role::Order));
    let is_misplaced = is_of_main || (is_total && has_orders);
    if !role.is_single() || !is_misplaced && all.all(|it| it.role != role) {
        return role;
    }
    let is_measure = matches!(kind, Kind::Number | Kind::Money | Kind::Flag);
    if is_measure { Role::Feature } else { Role::Ignore }
}

/// A companion's rows by key.
struct Rows<'a> {
    codes: &'a [u32],
    n_keys: usize,
    days: Option<&'a [i32]>,
    uses: Vec<Use>,
}

impl<'a> Rows<'a> {
    fn of(companion: &'a Source, keys: &'a Keys<'_>) -> Self {
        let is_date = |it: &&Column| role_of(companion, &it.name) == Role::Date;
        let days = companion.table.columns.iter().find(is_date).and_then(|it| match &it.cells {
            Cells::Days(days) => Some(days.as_slice()),
            Cells::Numbers(_) | Cells::Codes { .. } | Cells::Texts(_) => None,
        });
        let codes = &keys.companion.codes;
        let of_key = |it: &u32| if *it == MISSING_CODE { Use::Left } else { Use::Order };
        Self { codes, n_keys: keys.companion.names.len(), days, uses: codes.iter().map(of_key).collect() }
    }

    /// Rows of each key, and a zero for who has none.
    fn counted(&self, keys: &Keys<'_>) -> Made {
        let counts = fold::counts(self.codes, self.n_keys);
        debug_assert_eq!(counts.len(), keys.is_used.len(), "a count for each key");
        let values = counts.into_iter().chain([0]).map(f64::from).collect();
        made("rows", Kind::Number, Role::Feature, Cells::Numbers(values), How::Rows)
    }

    /// The key of each row of the main file; for a key that the companion lacks, the one after its last.
    fn with_none(&self, keys: &Keys<'_>, of_rows: &[u32]) -> Vec<u32> {
        let none = u32::try_from(self.n_keys).unwrap_or(MISSING_CODE);
        let pairs = of_rows.iter().zip(keys.main.codes.iter());
        pairs.map(|(&it, &main)| if it == MISSING_CODE && main != MISSING_CODE { none } else { it }).collect()
    }

    /// A column as one value for each key; days as two.
    fn folded(&self, role: Role, column: &Column) -> Vec<Made> {
        let name = |what: &str| format!("{what} {}", column.name);
        let feature = if role == Role::Ignore { Role::Ignore } else { Role::Feature };
        match &column.cells {
            Cells::Numbers(values) => {
                let is_added = column.kind == Kind::Money
                    || matches!(role, Role::Amount | Role::Quantity | Role::Monetary);
                let (mut sums, n) = fold::sums(self.codes, self.n_keys, values);
                if is_added {
                    return vec![made(&name("sum of"), column.kind, feature, Cells::Numbers(sums), How::Sum)];
                }
                sums.iter_mut().zip(n).for_each(|(sum, n)| *sum /= f64::from(n));
                vec![made(&name("mean of"), Kind::Number, feature, Cells::Numbers(sums), How::Mean)]
            }
            Cells::Days(days) => {
                let (first, last) = fold::spans(self.codes, self.n_keys, days);
                [(name("first"), first, How::First), (name("last"), last, How::Last)]
                    .map(|(name, days, how)| made(&name, Kind::Date, Role::Ignore, Cells::Days(days), how))
                    .into()
            }
            Cells::Codes { codes, dictionary } if column.kind == Kind::Flag => {
                let values = shares(codes.iter(), dictionary);
                let (mut sums, n) = fold::sums(self.codes, self.n_keys, &values);
                sums.iter_mut().zip(n).for_each(|(sum, n)| *sum /= f64::from(n));
                vec![made(&name("share of"), Kind::Number, feature, Cells::Numbers(sums), How::Share)]
            }
            Cells::Codes { codes, dictionary }
                if column.kind == Kind::Category && dictionary.len() <= MAX_CATEGORIES =>
            {
                let codes = modes((codes, dictionary), self.codes, self.n_keys, &self.uses);
                let cells = Cells::Codes { codes, dictionary: dictionary.clone() };
                vec![made(&name("most frequent"), Kind::Category, feature, cells, How::MostFrequent)]
            }
            Cells::Codes { .. } | Cells::Texts(_) => {
                let rows = fold::latest(self.codes, self.n_keys, self.days, &|row| {
                    cell::is_known(&column.cells, row)
                });
                let cells = gather(&column.cells, &rows);
                vec![made(&name("latest"), column.kind, Role::Ignore, cells, How::Latest)]
            }
        }
    }
}

fn made(name: &str, kind: Kind, role: Role, cells: Cells, how: How) -> Made {
    Made { name: name.to_owned(), kind, role, cells, how }
}

/// The first values that differ, as text.
fn examples(cells: &Cells) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in (0..cell::len(cells)).filter(|&row| cell::is_known(cells, row)).take(1_000) {
        let text = cell::text(cells, row);
        if !found.contains(&text) {
            found.push(text);
        }
        if found.len() == N_EXAMPLES {
            break;
        }
    }
    found
}
