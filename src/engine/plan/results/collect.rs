//! What a file of results says of each customer.

use serde::{Deserialize, Serialize};

use crate::engine::join::{Join, KeyChoice, attach};
use crate::engine::plan::split::{Group, says_groups, word};
use crate::engine::table::{Cells, Column, Kind, MISSING_DAY, Problem, Role, Source, shares};

/// Which columns say what; `None` where no column does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    /// Names the customer; found where left out.
    pub customer: Option<String>,
    /// Yes or no. Without it whoever has an amount above zero converted and, without amounts too,
    /// whoever is in the file.
    pub converted: Option<String>,
    /// How much; of several rows of a customer the sum.
    pub amount: Option<String>,
    /// When.
    pub date: Option<String>,
    /// Test or control.
    pub group: Option<String>,
}

/// What is taken of a customer who is in a group but not in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// Did nothing, where the file lists none but those who did something; else not known.
    #[default]
    Found,
    /// Did nothing.
    No,
    /// Not known.
    Unknown,
}

/// How a file is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// Which columns say what.
    pub columns: Columns,
    /// Rows before this day are left out, as days since 1970-01-01.
    pub from: Option<i32>,
    /// Rows after this day are left out.
    pub to: Option<i32>,
    /// What is taken of those who are not in the file.
    pub absent: Absent,
}

/// Why a file is no file of results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ResultsError {
    /// No column holds the customers of the analysis.
    #[error("no column names customers of this analysis")]
    Strangers,
    /// There is no such column.
    #[error("there is no column {column}")]
    ColumnMissing {
        /// The name.
        column: String,
    },
    /// A column that cannot say what it is to say.
    #[error("the column {column} does not hold {what}")]
    Misfit {
        /// The name.
        column: String,
        /// "yes and no", "amounts", "days" or "the words test and control".
        what: String,
    },
    /// Days are asked for where no column has any.
    #[error("the file has no column of days")]
    NoDates,
}

/// What a file says of each customer.
#[derive(Debug, Clone)]
pub struct Collected {
    /// 1 who converted, 0 who did not; `NaN` where not known.
    pub converted: Vec<f64>,
    /// How much, where the file has amounts; `NaN` where not known.
    pub amounts: Option<Vec<f64>>,
    /// The group, where the file says it.
    pub groups: Option<Vec<Option<Group>>>,
    /// The columns that were used.
    pub columns: Columns,
    /// How the file went together with the customers.
    pub join: Join,
    /// Rows of nobody here, one by one.
    pub unmatched: Vec<Problem>,
    /// Rows before or after the days asked for, or without a day.
    pub n_outside: usize,
    /// Rows of customers who have more than one.
    pub n_repeated: usize,
    /// Rows whose group contradicts an earlier row of the customer, or is no word that is known.
    pub n_unclear: usize,
    /// Whether those who are not in the file are taken to have done nothing.
    pub is_absent_no: bool,
}

/// The columns that say something, found by role, kind and words.
pub fn columns(file: &Source) -> Columns {
    let named = |is: &dyn Fn(Role, &Column) -> bool| {
        let mut all = file.columns.iter().zip(&file.table.columns);
        all.find(|(summary, column)| is(summary.role, column)).map(|it| it.1.name.clone())
    };
    let group = named(&|_, it| says_groups(it));
    let is_other = |it: &Column| group.as_ref() != Some(&it.name);
    Columns {
        customer: None,
        converted: named(&|role, it| role == Role::Outcome && yes(it).is_some())
            .or_else(|| named(&|_, it| it.kind == Kind::Flag && yes(it).is_some() && is_other(it))),
        amount: named(&|role, _| matches!(role, Role::Amount | Role::Monetary))
            .or_else(|| named(&|_, it| it.kind == Kind::Money)),
        date: named(&|role, _| role == Role::Date).or_else(|| named(&|_, it| it.kind == Kind::Date)),
        group,
    }
}

/// Reads what a file says of the customers of a roster.
pub fn collect(roster: &Source, file: &Source, reading: &Reading) -> Result<Collected, ResultsError> {
    let found = columns(file);
    let Columns { customer, converted, amount, date, group } = reading.columns.clone();
    let columns = Columns {
        customer: customer.clone(),
        converted: converted.or(found.converted),
        amount: amount.or(found.amount),
        date: date.or(found.date),
        group: group.or(found.group),
    };
    let cells = Cellwise::of(file, &columns)?;
    if cells.days.is_none() && (reading.from.is_some() || reading.to.is_some()) {
        return Err(ResultsError::NoDates);
    }
    let choice = KeyChoice { column: customer, onto: None };
    let attached = attach(roster, file, &choice).ok_or(ResultsError::Strangers)?;
    let mut kept = Kept::of(roster.table.n_rows, cells.groups.is_some());
    for (row, customer) in attached.rows.iter().enumerate() {
        let Some(customer) = customer.map(|it| it as usize) else { continue };
        if let Some(column) = cells.groups {
            kept.note_group(customer, word(column, row));
        }
        if cells.is_inside(row, reading) {
            let (converted, amount) = cells.said(row);
            kept.note(customer, converted, amount);
        } else {
            kept.n_outside += 1;
        }
    }
    let is_absent_no = match reading.absent {
        Absent::No => true,
        Absent::Unknown => false,
        Absent::Found => !kept.converted.contains(&0.0),
    };
    kept.settle(is_absent_no, cells.converted.is_some());
    let key = attached.join.key.as_ref().map(|it| it.column.clone());
    Ok(Collected {
        amounts: cells.amounts.is_some().then_some(kept.amounts),
        converted: kept.converted,
        groups: kept.groups,
        columns: Columns { customer: key, ..columns },
        join: attached.join,
        unmatched: attached.unmatched,
        n_outside: kept.n_outside,
        n_repeated: kept.n_repeated,
        n_unclear: kept.n_unclear,
        is_absent_no,
    })
}

/// What each row of a file says.
struct Cellwise<'a> {
    converted: Option<Vec<f64>>,
    amounts: Option<Vec<f64>>,
    days: Option<Vec<f64>>,
    groups: Option<&'a Column>,
}

impl<'a> Cellwise<'a> {
    fn of(file: &'a Source, columns: &Columns) -> Result<Self, ResultsError> {
        let column = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => {
                let found = file.table.column(name);
                found.map(Some).ok_or_else(|| ResultsError::ColumnMissing { column: name.clone() })
            }
        };
        let misfit =
            |it: &Column, what: &str| ResultsError::Misfit { column: it.name.clone(), what: what.to_owned() };
        let fitted = |name: &Option<String>, what: &str, values: &dyn Fn(&Column) -> Option<Vec<f64>>| {
            let Some(it) = column(name)? else { return Ok(None) };
            values(it).map(Some).ok_or_else(|| misfit(it, what))
        };
        column(&columns.customer)?;
        let groups = column(&columns.group)?;
        if let Some(it) = groups.filter(|it| !says_groups(it)) {
            return Err(misfit(it, "the words test and control"));
        }
        Ok(Self {
            converted: fitted(&columns.converted, "yes and no", &yes)?,
            amounts: fitted(&columns.amount, "amounts", &numbers)?,
            days: fitted(&columns.date, "days", &days)?,
            groups,
        })
    }

    /// Whether a row is of the days asked for; one without a day is of none.
    fn is_inside(&self, row: usize, reading: &Reading) -> bool {
        let day = at(self.days.as_ref(), row);
        let after = reading.from.is_none_or(|it| day >= f64::from(it));
        after && reading.to.is_none_or(|it| day <= f64::from(it))
    }

    /// Whether somebody converted, and how much that was.
    fn said(&self, row: usize) -> (f64, f64) {
        let amount = at(self.amounts.as_ref(), row);
        let converted = match (&self.converted, &self.amounts) {
            (Some(_), _) => at(self.converted.as_ref(), row),
            (None, Some(_)) if amount.is_nan() => f64::NAN,
            (None, Some(_)) => f64::from(u8::from(amount > 0.0)),
            (None, None) => 1.0,
        };
        (converted, amount)
    }
}

fn at(values: Option<&Vec<f64>>, row: usize) -> f64 {
    values.and_then(|it| it.get(row)).copied().unwrap_or(f64::NAN)
}

/// What was kept of each customer.
#[derive(Debug)]
struct Kept {
    converted: Vec<f64>,
    amounts: Vec<f64>,
    n_rows: Vec<u32>,
    groups: Option<Vec<Option<Group>>>,
    n_outside: usize,
    n_unclear: usize,
    n_repeated: usize,
}

impl Kept {
    fn of(n: usize, has_groups: bool) -> Self {
        Self {
            converted: vec![f64::NAN; n],
            amounts: vec![f64::NAN; n],
            n_rows: vec![0; n],
            groups: has_groups.then(|| vec![None; n]),
            n_outside: 0,
            n_unclear: 0,
            n_repeated: 0,
        }
    }

    fn note_group(&mut self, customer: usize, word: Option<&str>) {
        let known = self.groups.as_mut().and_then(|it| it.get_mut(customer));
        match (known, word.and_then(Group::of)) {
            (Some(known @ None), Some(group)) => *known = Some(group),
            (Some(Some(known)), Some(group)) if *known == group => {}
            _ => self.n_unclear += 1,
        }
    }

    fn note(&mut self, customer: usize, converted: f64, amount: f64) {
        if let Some(n) = self.n_rows.get_mut(customer) {
            *n += 1;
            self.n_repeated += usize::from(*n > 1);
        }
        // Once yes is yes; what is not known changes nothing.
        if let Some(it) = self.converted.get_mut(customer) {
            *it = it.max(converted);
        }
        if let Some(it) = self.amounts.get_mut(customer).filter(|_| !amount.is_nan()) {
            *it = if it.is_nan() { amount } else { *it + amount };
        }
    }
}

impl Kept {
    /// Fills in who is not in the file and, where the file says who did not convert, that they brought
    /// nothing.
    #[expect(clippy::fn_params_excessive_bools, reason = "two facts about the file")]
    fn settle(&mut self, is_absent_no: bool, says_no: bool) {
        let all = self.converted.iter_mut().zip(&mut self.amounts).zip(&self.n_rows);
        for ((converted, amount), n_rows) in all {
            if *n_rows == 0 && is_absent_no {
                (*converted, *amount) = (0.0, 0.0);
            } else if says_no && amount.is_nan() && *converted == 0.0 {
                *amount = 0.0;
            }
        }
    }
}

/// 1 for yes and 0 for no in each row; `None` where the column says something else.
fn yes(column: &Column) -> Option<Vec<f64>> {
    match &column.cells {
        Cells::Codes { codes, dictionary }
            if (1..=2).contains(&dictionary.len()) && column.kind == Kind::Flag =>
        {
            Some(shares(codes.iter(), dictionary))
        }
        Cells::Numbers(values) => {
            let is_one = |it: &f64| it.is_nan() || *it == 0.0 || it.to_bits() == 1.0_f64.to_bits();
            values.iter().all(is_one).then(|| values.clone())
        }
        Cells::Codes { .. } | Cells::Days(_) | Cells::Texts(_) => None,
    }
}

fn numbers(column: &Column) -> Option<Vec<f64>> {
    match &column.cells {
        Cells::Numbers(values) => Some(values.clone()),
        Cells::Codes { .. } | Cells::Days(_) | Cells::Texts(_) => None,
    }
}

fn days(column: &Column) -> Option<Vec<f64>> {
    match &column.cells {
        Cells::Days(days) => {
            Some(days.iter().map(|it| if *it == MISSING_DAY { f64::NAN } else { f64::from(*it) }).collect())
        }
        Cells::Codes { .. } | Cells::Numbers(_) | Cells::Texts(_) => None,
    }
}
