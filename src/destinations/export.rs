//! From batches of contacts to files, row by row.

use crate::destinations::asked::{check, finish_rules};
use crate::destinations::change::LeftOut;
use crate::destinations::consent::{Reader, Said};
use crate::destinations::part::{File, Manner, Parts};
use crate::destinations::seen::{Seen, bits_of};
use crate::destinations::summary::{ConsentWord, Reconciliation, Shown, Summary, WrittenFile};
use crate::destinations::tally::Tally;
use crate::destinations::{
    Consent, Contacts, Destination, Field, Parting, Plan, Record, Refusal, Row, Table, Take, Wish, find,
};
use crate::kernel::contacts::Batch;
use crate::kernel::letters::lowered;
use crate::kernel::written::file_name;

/// Fewer contacts than this in a segment are said.
const FEW: u64 = 10;

/// Takes the bytes of files.
pub trait Sink {
    /// The next bytes of a file, known by its number from 0; `false` stops everything.
    fn bytes(&mut self, file: usize, bytes: &[u8]) -> bool;
}

/// Keeps nothing, for a look at what would be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn bytes(&mut self, _: usize, _: &[u8]) -> bool {
        true
    }
}

/// An export under way.
pub struct Export {
    contacts: Contacts,
    destination: &'static Destination,
    wish: Wish,
    plan: Plan,
    reader: Option<Reader>,
    /// Keys of contacts that said no.
    refused: Seen,
    seen: Seen,
    parts: Parts,
    tally: Tally,
    /// Cells of all tables, of the contact at hand.
    cells: Vec<String>,
    /// Which of them were emptied because they cannot be used.
    blanked: Vec<bool>,
    n_out: u64,
    n_without_consent: u64,
}

impl Export {
    /// Begins, if what is asked for makes sense.
    pub fn new(contacts: &Contacts, wish: &Wish) -> Result<Self, Refusal> {
        let destination = find(&wish.destination).ok_or_else(|| {
            let detail = format!("There is none called “{}”.", wish.destination);
            Refusal::new(
                "unknown_destination",
                "This destination is not known",
                detail,
                "Choose one of the list.",
            )
        })?;
        check(destination, wish)?;
        let mut plan = (destination.plan)(contacts, wish)?;
        for column in plan.tables.iter_mut().flat_map(|it| &mut it.columns) {
            finish_rules(column, destination, wish);
        }
        let n_columns = plan.tables.iter().map(|it| it.columns.len()).sum();
        if let Some(most) = destination.limits.columns.filter(|it| *it < n_columns) {
            let detail = format!("{n_columns} columns would be written; {} takes {most}.", destination.name);
            return Err(Refusal::new(
                "too_many_columns",
                "These are too many columns",
                detail,
                "Choose fewer columns.",
            ));
        }
        if wish.is_by_segment
            && let Some(at) = contacts.position(Field::Segment)
        {
            plan.partings.push(Parting::Column(at));
        }
        Ok(Self {
            contacts: contacts.clone(),
            destination,
            wish: wish.clone(),
            plan,
            reader: Reader::of(contacts, wish),
            refused: Seen::default(),
            seen: Seen::default(),
            parts: Parts::default(),
            tally: Tally::new(n_columns),
            cells: vec![String::new(); n_columns],
            blanked: vec![false; n_columns],
            n_out: 0,
            n_without_consent: 0,
        })
    }

    /// Whether all batches are to be looked at before the first is pushed: where there is consent, so
    /// that who said no in one row is not written for the yes of another.
    pub fn wants_look(&self) -> bool {
        let has_address = self.contacts.has(Field::Email) || self.contacts.has(Field::Phone);
        self.reader.is_some() && self.wish.consent == Consent::Required && has_address
    }

    /// Looks at a batch for those who said no.
    pub fn look(&mut self, batch: &[u8]) -> Result<(), Refusal> {
        let batch = self.open(batch)?;
        let Some(reader) = &self.reader else { return Ok(()) };
        let refusing = batch.rows().filter(|it| reader.judge(it.cell(reader.column())) == Said::No);
        for address in refusing.filter_map(|it| address_of(&self.contacts, &it)) {
            self.refused.insert(address);
        }
        Ok(())
    }

    /// Writes a batch.
    pub fn push(&mut self, batch: &[u8], sink: &mut dyn Sink) -> Result<(), Refusal> {
        let batch = self.open(batch)?;
        batch.rows().try_for_each(|row| self.write(&row, sink))
    }

    /// Writes the rest, and says what came of it.
    pub fn finish(mut self, sink: &mut dyn Sink) -> Result<Summary, Refusal> {
        let files = std::mem::take(&mut self.parts).finish(sink)?;
        let n_not_chosen = self.contacts.n_customers.saturating_sub(self.contacts.n_chosen);
        if n_not_chosen > 0 {
            self.tally.count_left_out(LeftOut::NotChosen, n_not_chosen);
        }
        let left_out = std::mem::take(&mut self.tally.left_out);
        let left_out = left_out.into_iter().map(|(why, n)| (why.clone(), why.words(), n)).collect();
        let reconciliation = Reconciliation { n_in: self.contacts.n_customers, n_out: self.n_out, left_out };
        let warnings = self.warnings(&reconciliation);
        let written = self.written(&files);
        let shown = files.iter().enumerate().filter(|it| !it.1.shown.is_empty()).map(|(file, it)| Shown {
            file,
            headings: self.plan.tables.get(it.table).map_or_else(Vec::new, Table::headings),
            rows: it.shown.clone(),
        });
        let shown = shown.collect();
        let (changes, problems) = self.tally.finish(&self.plan);
        let consent = self.reader.map(|it| (it.column(), it.words().0));
        let consent_column = consent.as_ref().and_then(|it| self.contacts.columns.get(it.0));
        let override_reason = match &self.wish.consent {
            Consent::Required => String::new(),
            Consent::Overridden { reason } => reason.trim().to_owned(),
        };
        let words = consent.as_ref().map_or(&[][..], |it| &it.1).iter();
        Ok(Summary {
            destination: self.destination.id.to_owned(),
            destination_name: self.destination.name.to_owned(),
            files: written,
            archive_name: file_name::clean(&self.contacts.source, &format!("{}.zip", self.destination.id)),
            reconciliation,
            changes,
            shown,
            consent_column: consent_column.map_or_else(String::new, |it| it.name.clone()),
            consent_words: words
                .map(|(word, said, n)| ConsentWord { word: word.clone(), is_yes: *said == Said::Yes, n: *n })
                .collect(),
            n_without_consent: self.n_without_consent,
            override_reason,
            warnings,
            notes: self
                .destination
                .notes
                .iter()
                .map(|it| (it.text.to_owned(), it.read_on.to_owned()))
                .collect(),
            source: (self.destination.source.to_owned(), self.destination.read_on.to_owned()),
            problems_csv: problems.list,
            n_problems: problems.n,
            n_listed: problems.n_listed,
        })
    }

    fn open<'a>(&self, batch: &'a [u8]) -> Result<Batch<'a>, Refusal> {
        Batch::open(batch, self.contacts.columns.len()).ok_or_else(|| {
            let detail = "What the analysis handed over could not be read.";
            Refusal::new(
                "damaged_batch",
                "This export broke down",
                detail,
                "Load the page again and repeat it.",
            )
        })
    }

    fn write(&mut self, row: &Row<'_>, sink: &mut dyn Sink) -> Result<(), Refusal> {
        self.tally.next();
        let said = match &mut self.reader {
            Some(reader) => reader.read(row.cell(reader.column())),
            None => Said::Yes,
        };
        let is_required = self.wish.consent == Consent::Required;
        if is_required && let Some(why) = said.left_out() {
            let value = self.reader.as_ref().map_or("", |it| row.cell(it.column()));
            self.leave_out(row, value, why);
            return Ok(());
        }
        if is_required && address_of(&self.contacts, row).is_some_and(|it| self.refused.has(it)) {
            self.leave_out(row, "", LeftOut::RefusedElsewhere);
            return Ok(());
        }
        self.make_table(0, 0, row);
        if let Some(why) = self.gap().or_else(|| self.repeated()) {
            let value = self.plan.value_of(row, &why).unwrap_or_default();
            self.leave_out(row, &value, why);
            return Ok(());
        }
        let mut n_before = self.plan.tables.first().map_or(0, |it| it.columns.len());
        for table in 1..self.plan.tables.len() {
            self.make_table(table, n_before, row);
            n_before += self.plan.tables.get(table).map_or(0, |it| it.columns.len());
        }
        let customer = self.contacts.position(Field::CustomerId).map_or("", |it| row.cell(it));
        self.tally.keep(&self.plan, customer, row, &self.cells);
        self.n_out += 1;
        self.n_without_consent += u64::from(said != Said::Yes);
        self.write_tables(row, sink)
    }

    fn write_tables(&mut self, row: &Row<'_>, sink: &mut dyn Sink) -> Result<(), Refusal> {
        let mut group = String::new();
        for parting in &self.plan.partings {
            if !group.is_empty() {
                group.push(' ');
            }
            match parting {
                Parting::Column(at) => group.push_str(row.cell(*at)),
                Parting::Made(make) => make(row, &mut group),
            }
        }
        let segment = self.contacts.position(Field::Segment).map_or("", |it| row.cell(it));
        let manner = Manner { destination: self.destination, wish: &self.wish, tables: &self.plan.tables };
        let mut n_before = 0;
        for (idx, table) in self.plan.tables.iter().enumerate() {
            let cells = self.cells.get(n_before..n_before + table.columns.len()).unwrap_or_default();
            n_before += table.columns.len();
            self.parts.write(&manner, (idx, &group), &Record { cells, segment }, sink)?;
        }
        Ok(())
    }

    /// Makes the cells of a table.
    fn make_table(&mut self, table: usize, n_before: usize, row: &Row<'_>) {
        let columns = self.plan.tables.get(table).map_or(&[][..], |it| &it.columns);
        let places = self.cells.iter_mut().zip(&mut self.blanked).skip(n_before);
        for (at, (column, (cell, is_blanked))) in columns.iter().zip(places).enumerate() {
            cell.clear();
            *is_blanked = false;
            match &column.take {
                Take::Column(it) => cell.push_str(row.cell(*it)),
                Take::Words(words) => cell.push_str(words),
                Take::Made(make) => make(row, cell),
            }
            let tally = &mut self.tally;
            column.rules.iter().filter_map(|rule| rule(row, cell)).for_each(|change| {
                *is_blanked |= change.is_refusal();
                tally.note(n_before + at, change);
            });
        }
    }

    /// What the contact at hand lacks.
    fn gap(&self) -> Option<LeftOut> {
        let table = self.plan.tables.first()?;
        let is_empty = |at: &usize| self.cells.get(*at).is_none_or(String::is_empty);
        let unmet = self.plan.needs.iter().find(|it| it.any_of.iter().all(is_empty))?;
        Some(LeftOut::Lacks(unmet.gap(table, &self.blanked)))
    }

    /// Whether the contact at hand came before.
    fn repeated(&mut self) -> Option<LeftOut> {
        let key = self.key()?;
        if !self.wish.leave_out_repeats || self.seen.insert(key) {
            return None;
        }
        let table = self.plan.tables.first()?;
        let columns = self.key_columns()?.iter().filter_map(|it| table.columns.get(*it));
        let names: Vec<&str> = columns.map(|it| it.heading.as_str()).collect();
        Some(LeftOut::Repeated(names.join(" and ")))
    }

    /// What tells the contact at hand apart; `None` where nothing does.
    fn key(&self) -> Option<u128> {
        let columns = self.key_columns()?;
        let cells = columns.iter().map(|it| self.cells.get(*it).map_or("", String::as_str));
        let key: Vec<String> = cells.map(lowered).collect();
        // What is equal in one column is not what is equal in another.
        Some(bits_of(&format!("{columns:?}{}", key.join("\0"))))
    }

    /// The columns that tell the contact at hand apart.
    fn key_columns(&self) -> Option<&[usize]> {
        let has = |at: &usize| self.cells.get(*at).is_some_and(|it| !it.is_empty());
        self.plan.key.as_ref()?.alternatives.iter().find(|it| it.iter().any(has)).map(Vec::as_slice)
    }

    fn leave_out(&mut self, row: &Row<'_>, value: &str, why: LeftOut) {
        let customer = self.contacts.position(Field::CustomerId).map_or("", |it| row.cell(it));
        self.tally.leave_out(customer, value, why);
    }

    fn written(&self, files: &[File]) -> Vec<WrittenFile> {
        let mut written: Vec<WrittenFile> = Vec::new();
        for file in files {
            let Some(table) = self.plan.tables.get(file.table) else { continue };
            let has_more = file.number > 1
                || files.iter().any(|it| it.number > 1 && (it.table, &it.group) == (file.table, &file.group));
            let name = file.name(&self.contacts.source, self.destination.id, table, has_more);
            let is_taken = |name: &str| written.iter().any(|it| it.name == name);
            let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
            let others = (2..).map(|n| format!("{stem}-{n}.{ending}"));
            let name =
                std::iter::once(name.clone()).chain(others).find(|it| !is_taken(it)).unwrap_or_default();
            written.push(WrittenFile {
                name,
                media_type: file.media_type.to_owned(),
                table: table.name.clone(),
                group: file.group.clone(),
                n_rows: file.n_rows,
                n_bytes: file.n_bytes,
                crc32: file.crc32,
            });
        }
        written
    }

    fn warnings(&self, reconciliation: &Reconciliation) -> Vec<String> {
        let mut warnings = Vec::new();
        for segment in self.contacts.segments.iter().filter(|it| it.is_chosen && it.n_customers < FEW) {
            warnings.push(format!("“{}” has only {} customers.", segment.name, segment.n_customers));
        }
        let least = self.destination.limits.least_contacts.filter(|it| reconciliation.n_out < *it);
        if let Some(least) = least {
            warnings.push(format!(
                "{} people are few for {}, which wants {least} or more.",
                reconciliation.n_out, self.destination.name
            ));
        }
        if reconciliation.n_out == 0 {
            warnings.push("Nobody is left to write, so there is no file.".to_owned());
        }
        warnings
    }
}

/// Where somebody is reached, whatever the letters' case: by mail, or where that is empty by phone.
fn address_of(contacts: &Contacts, row: &Row<'_>) -> Option<u128> {
    let cell = |field| contacts.position(field).map_or("", |it| row.cell(it).trim());
    let digits: String = cell(Field::Phone).chars().filter(char::is_ascii_digit).collect();
    match (cell(Field::Email), digits.trim_start_matches('0')) {
        ("", "") => None,
        ("", phone) => Some(bits_of(phone)),
        (email, _) => Some(bits_of(&lowered(email))),
    }
}
