//! The end of a reading: what every column is, or what to read the file again for.

use crate::engine::table::decide::{Decided, FileFacts, Hint, decide, file_facts};
use crate::engine::table::reading::{Learnt, Opening, Reading, notes, values};
use crate::engine::table::records::unique_names;
use crate::engine::table::role::{self, words};
use crate::engine::table::{
    Cells, Column, ColumnSummary, DateOrder, Dialect, Encoding, Kind, MISSING_CODE, Source, Table,
    TableError, Texts,
};
use crate::kernel::column::{Census, Lane, Plan, Portrait, TextFacts, Unreadable, draw};
use crate::kernel::order;
use crate::kernel::text::Fingerprint;
use crate::kernel::value::{CURRENCIES, is_missing};

/// More readings than this are never asked for.
const MAX_READINGS: u32 = 2;
/// What all columns are, and why.
struct Verdict {
    decided: Vec<Decided>,
    censuses: Vec<Census>,
    file: FileFacts,
}

impl Reading {
    /// The end of the file: a source, or what to read it again for.
    pub fn finish(mut self, name: String, bytes: &Fingerprint) -> Result<Result<Source, Learnt>, TableError> {
        self.step(|stream, take| stream.finish(take))?;
        self.rows.close();
        if self.rows.n_typed == 0 {
            return Err(match &self.opening.header {
                Some(header) => TableError::HeaderOnly { n_columns: header.len() },
                None => TableError::Empty,
            });
        }
        let verdict = self.decide();
        if let Some(learnt) = self.again(&verdict.decided) {
            return Ok(Err(learnt));
        }
        Ok(Ok(self.into_source(name, bytes, &verdict)))
    }

    fn decide(&mut self) -> Verdict {
        let late = std::mem::take(&mut self.rows.late);
        let n_late = late.len();
        self.rows.lanes.extend(late);
        let (names, _, _) =
            unique_names(self.opening.header.as_deref().unwrap_or_default(), self.rows.lanes.len());
        for name in names.iter().skip(self.hints.len()) {
            self.hints.push(Hint { is_dropped: self.options.dropped.contains(name), ..Hint::default() });
        }
        self.examples.resize(self.rows.lanes.len(), Vec::new());
        let lanes = || self.rows.lanes.iter().zip(&self.hints).map(|(lane, hint)| (lane, hint.is_settled()));
        let censuses: Vec<Census> = lanes().map(|(lane, is_settled)| lane.census(is_settled)).collect();
        let facts: Vec<Option<TextFacts>> =
            lanes().map(|(lane, is_settled)| lane.text_facts(is_settled)).collect();
        let file = file_facts(censuses.iter(), self.opening.sniffed.cut.separator, &self.options);
        let n_columns = self.rows.lanes.len() - n_late;
        let decided = censuses.iter().zip(facts).zip(&self.hints);
        let mut decided: Vec<Decided> =
            decided.map(|((census, facts), hint)| decide(census, facts, *hint, file)).collect();
        for (idx, it) in decided.iter_mut().enumerate() {
            // Texts may stay in the lane they are in, and a column beyond the width is never read again.
            let is_text = matches!(self.rows.lanes.get(idx), Some(Lane::Codes(_) | Lane::Text(_)));
            if it.kind == Kind::Text && it.plan != Plan::Dropped && is_text && idx < n_columns {
                it.plan = self.rows.lanes.get(idx).map_or(it.plan, |lane| match lane {
                    Lane::Text(_) => Plan::Text,
                    Lane::Codes(_) | Lane::Number(_) | Lane::Date(_) | Lane::Dropped(_) => Plan::Codes,
                });
            }
        }
        Verdict { decided, censuses, file }
    }

    /// What to read the file again for.
    fn again(&self, decided: &[Decided]) -> Option<Learnt> {
        if self.learnt.n_readings >= MAX_READINGS {
            return None;
        }
        let used = self.opening.found.encoding;
        let is_open = self.options.encoding.is_none() && self.learnt.encoding.is_none();
        let census = self.stream.decoder.census();
        let is_either = matches!(used, Encoding::Utf8 | Encoding::Windows1252);
        let right = if is_either && is_open && self.opening.found.n_mark == 0 {
            if census.is_utf8() { Encoding::Utf8 } else { Encoding::Windows1252 }
        } else {
            used
        };
        let pairs = || self.rows.lanes.iter().zip(decided).take(self.names.len());
        if right == used && pairs().all(|(lane, it)| lane.fits(it.plan)) {
            return None;
        }
        let is_last = self.learnt.n_readings + 1 >= MAX_READINGS;
        let plan = |(lane, it): (&Lane, &Decided)| {
            if is_last && !lane.fits(it.plan) { Plan::Codes } else { it.plan }
        };
        Some(Learnt {
            encoding: Some(right),
            plans: pairs().map(plan).collect(),
            n_readings: self.learnt.n_readings + 1,
        })
    }

    fn into_source(self, name: String, bytes: &Fingerprint, verdict: &Verdict) -> Source {
        let Verdict { decided, censuses, file } = verdict;
        let Self { opening, rows, hints, examples, glance, .. } = self;
        let header = opening.header.as_deref().unwrap_or_default();
        let (names, empty, renamed) = unique_names(header, rows.lanes.len());
        let is_kept = |idx: &usize| decided.get(*idx).is_some_and(|it| it.plan != Plan::Dropped);
        let mut issues = rows.issues;
        notes::names(
            &mut issues,
            &opening,
            &names,
            empty.iter().filter(|it| is_kept(it)),
            renamed.iter().filter(|it| is_kept(it)),
        );
        let line = |idx: usize, text: &str| {
            let row = rows.lanes.get(idx).and_then(|it| it.row_of(text));
            row.map_or(0, |row| rows.lines.of(row))
        };
        notes::assumptions(&mut issues, &names, decided, censuses, &line);
        notes::mixed(&mut issues, &names, (decided, censuses), &hints, &line);
        let mut columns = Vec::with_capacity(names.len());
        let mut drawn = Vec::with_capacity(names.len());
        let mut kept_examples = Vec::with_capacity(names.len());
        let parts = names.iter().zip(rows.lanes).zip(decided).zip(examples).zip(censuses);
        for ((((name, lane), it), examples), census) in parts {
            if it.plan == Plan::Dropped {
                continue;
            }
            kept_examples.push(examples);
            let lane = lane.refit(it.plan);
            let is_countries = holds_countries(&lane, *it);
            let (cells, kind, unreadable) = finished(lane, *it, is_countries);
            drawn.push((draw(&cells, it.n_distinct), usize::try_from(unreadable.n).unwrap_or(usize::MAX)));
            let column = Column { name: name.clone(), kind, cells };
            notes::unreadable(&mut issues, name, kind, &unreadable, &rows.lines);
            values::words(&mut issues, name, *it, census, is_countries);
            values::currencies(&mut issues, &column, census);
            values::damaged(&mut issues, &column, &rows.lines);
            columns.push(column);
        }
        notes::file(&mut issues, &opening, rows.last);
        let (issues, mut problems) = issues.into_parts();
        order::sort_by(&mut problems, |a, b| a.line.cmp(&b.line));
        let has_header = opening.header.is_some();
        let dialect = dialect(&opening, decided, *file);
        Source {
            name,
            n_bytes: bytes.n_bytes(),
            fingerprint: bytes.hex(),
            dialect,
            columns: summaries(&columns, drawn, kept_examples, rows.n_typed, has_header),
            sheets: Vec::new(),
            currency: currency(&columns, censuses),
            table: Table { n_rows: rows.n_typed, columns },
            issues,
            problems,
            first_lines: opening.first_lines,
            glance,
            lines: rows.lines,
        }
    }
}

/// How the file is written, as understood.
fn dialect(opening: &Opening, decided: &[Decided], file: FileFacts) -> Dialect {
    Dialect {
        wrapping: None,
        sheet: None,
        encoding: opening.found.encoding,
        separator: opening.sniffed.cut.separator,
        quote: opening.sniffed.cut.quote,
        escape: opening.sniffed.cut.escape,
        comment: opening.sniffed.cut.comment,
        line_end: opening.line_end,
        decimal_mark: file.mark,
        date_order: date_order(decided, file),
        has_header: opening.header.is_some(),
        skipped_lines: u32::try_from(opening.n_skipped).unwrap_or(u32::MAX),
        is_doubtful: opening.sniffed.is_doubtful,
    }
}

fn summaries(
    columns: &[Column],
    drawn: Vec<(Portrait, usize)>,
    examples: Vec<Vec<String>>,
    n_rows: usize,
    has_header: bool,
) -> Vec<ColumnSummary> {
    let n_distinct: Vec<usize> = drawn.iter().map(|it| it.0.n_distinct).collect();
    let roles = role::suggest(columns, &n_distinct, n_rows, has_header);
    let parts = columns.iter().zip(drawn).zip(roles).zip(examples);
    parts
        .map(|(((column, (portrait, n_problems)), found), examples)| ColumnSummary {
            name: column.name.clone(),
            kind: column.kind,
            role: found.role,
            reason: found.reason,
            sureness: found.sureness,
            n_missing: portrait.n_missing,
            n_problems,
            n_distinct: portrait.n_distinct,
            examples,
            chart: portrait.chart,
        })
        .collect()
}

fn holds_countries(lane: &Lane, decided: Decided) -> bool {
    match lane {
        Lane::Codes(lane) => decided.kind == Kind::Category && values::are_countries(lane.interner.texts()),
        Lane::Number(_) | Lane::Date(_) | Lane::Text(_) | Lane::Dropped(_) => false,
    }
}

fn finished(lane: Lane, decided: Decided, is_countries: bool) -> (Cells, Kind, Unreadable) {
    let (cells, unreadable) = lane.into_cells(&|it| !is_missing(it) || (is_countries && it == "NA"));
    match (decided.kind, cells) {
        (Kind::Flag, Cells::Numbers(values)) => match bits(&values) {
            Some(cells) => (cells, Kind::Flag, unreadable),
            None => (Cells::Numbers(values), Kind::Number, unreadable),
        },
        (kind, cells) => (cells, kind, unreadable),
    }
}

/// Zeros and ones as a flag, if there are both.
fn bits(values: &[f64]) -> Option<Cells> {
    let is_one = |it: &f64| it.total_cmp(&1.0).is_eq();
    if !values.iter().any(is_one) || !values.iter().any(|it| it.total_cmp(&0.0).is_eq()) {
        return None;
    }
    let mut dictionary = Texts::default();
    dictionary.push("0");
    dictionary.push("1");
    let code = |it: &f64| if it.is_nan() { MISSING_CODE } else { u32::from(is_one(it)) };
    Some(Cells::Codes { codes: values.iter().map(code).collect(), dictionary })
}

/// The order of the file's dates: of those that leave a choice, else year first.
fn date_order(decided: &[Decided], file: FileFacts) -> Option<DateOrder> {
    let mut orders = decided.iter().filter(|it| it.kind == Kind::Date).map(|it| it.plan);
    let first = orders.clone().next()?;
    let is_open = orders.any(|it| it != Plan::Date(DateOrder::YearFirst));
    let is_open = is_open || first != Plan::Date(DateOrder::YearFirst);
    Some(if is_open { file.order } else { DateOrder::YearFirst })
}

/// The currency most cells name, else the one a column's name tells.
fn currency(columns: &[Column], censuses: &[Census]) -> Option<String> {
    let total = |idx: usize| -> u64 {
        censuses.iter().map(|it| it.numbers.currencies.get(idx).copied().unwrap_or(0)).sum()
    };
    let best = (0..CURRENCIES.len()).rev().max_by_key(|idx| total(*idx)).filter(|idx| total(*idx) > 0);
    let by_cells = best.and_then(|idx| CURRENCIES.get(idx)).and_then(|it| it.first().copied());
    let numbers = columns.iter().filter(|it| matches!(it.kind, Kind::Number | Kind::Money));
    let mut by_name = numbers.filter_map(|it| words::currency_of(&it.name));
    by_cells.or_else(|| by_name.next()).map(str::to_owned)
}
