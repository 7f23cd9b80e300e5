//! The files that stand open: a new one begins where a limit would be passed.

use crate::destinations::form::Form;
use crate::destinations::{Destination, Limits, Record, Refusal, Separated, Sink, Table, Wish};
use crate::kernel::contacts::ContactKind;
use crate::kernel::written::file_name;

/// Bytes that are gathered before they go to the sink.
const N_GATHERED: usize = 1 << 16;
/// Bytes that the end of a file may take.
const N_END: u64 = 1024;
/// Records of a file that are kept for a person to see.
const N_SHOWN: usize = 5;
/// Files whose first records are kept.
const N_FILES_SHOWN: usize = 40;

/// All files, those that stand open and those that are done.
#[derive(Default)]
pub(super) struct Parts {
    open: Vec<Part>,
    files: Vec<File>,
}

/// A file that stands open.
struct Part {
    table: usize,
    group: String,
    file: usize,
    form: Box<dyn Form>,
    gathered: Vec<u8>,
    sum: crc32fast::Hasher,
    n_sent: u64,
}

/// A file, as far as it is known.
#[derive(Debug)]
pub(super) struct File {
    /// Position of its table.
    pub table: usize,
    /// What its contacts have in common; empty where nothing.
    pub group: String,
    /// Which file of its table and group it is, from 1.
    pub number: u32,
    pub media_type: &'static str,
    pub ending: &'static str,
    pub n_rows: u64,
    pub n_bytes: u64,
    pub crc32: u32,
    /// Its first records as they are written.
    pub shown: Vec<Vec<String>>,
}

/// What all files of an export have in common.
pub(super) struct Manner<'a> {
    pub destination: &'static Destination,
    pub wish: &'a Wish,
    pub tables: &'a [Table],
}

impl Parts {
    /// Writes a record of a table.
    pub(super) fn write(
        &mut self,
        manner: &Manner<'_>,
        (table, group): (usize, &str),
        record: &Record<'_>,
        sink: &mut dyn Sink,
    ) -> Result<(), Refusal> {
        let found = self.open.iter().position(|it| it.table == table && it.group == group);
        let at = match found {
            Some(at) if self.is_full(&manner.destination.limits, at, record) => {
                let full = self.open.remove(at);
                let number = self.files.get(full.file).map_or(1, |it| it.number) + 1;
                self.end(full, sink)?;
                self.begin(manner, table, group, number)
            }
            Some(at) => at,
            None => self.begin(manner, table, group, 1),
        };
        let Some(part) = self.open.get_mut(at) else { return Ok(()) };
        part.form.record(record, &mut part.gathered);
        if let Some(file) = self.files.get_mut(part.file) {
            file.n_rows += 1;
            if part.file < N_FILES_SHOWN && file.shown.len() < N_SHOWN {
                file.shown.push(record.cells.to_vec());
            }
        }
        if part.gathered.len() >= N_GATHERED { part.send(sink) } else { Ok(()) }
    }

    /// Whether a file has no room for a record, as long as it may become.
    fn is_full(&self, limits: &Limits, at: usize, record: &Record<'_>) -> bool {
        let Some(part) = self.open.get(at) else { return false };
        let n_rows = self.files.get(part.file).map_or(0, |it| it.n_rows);
        let most: usize = record.cells.iter().map(|it| 4 * it.len() + 6).sum();
        let n_bytes = part.n_bytes() + most as u64 + N_END;
        limits.rows.is_some_and(|it| n_rows >= it) || limits.bytes.is_some_and(|it| n_bytes > it)
    }

    /// Ends all files.
    pub(super) fn finish(mut self, sink: &mut dyn Sink) -> Result<Vec<File>, Refusal> {
        for part in std::mem::take(&mut self.open) {
            self.end(part, sink)?;
        }
        Ok(self.files)
    }

    fn begin(&mut self, manner: &Manner<'_>, table: usize, group: &str, number: u32) -> usize {
        let wanted = manner.tables.get(table);
        let separated = || -> Box<dyn Form> {
            let choices = manner.destination.chosen(manner.wish);
            Box::new(Separated::new(choices, wanted.is_none_or(|it| it.has_header)))
        };
        let mut form = wanted.and_then(|it| it.form.as_ref()).map_or_else(separated, |make| make());
        let columns = wanted.map_or(&[][..], |it| &it.columns);
        let headings: Vec<(&str, ContactKind)> =
            columns.iter().map(|it| (it.heading.as_str(), it.kind)).collect();
        let mut gathered = Vec::new();
        form.begin(&headings, &mut gathered);
        self.files.push(File {
            table,
            group: group.to_owned(),
            number,
            media_type: form.media_type(),
            ending: form.ending(),
            n_rows: 0,
            n_bytes: 0,
            crc32: 0,
            shown: Vec::new(),
        });
        self.open.push(Part {
            table,
            group: group.to_owned(),
            file: self.files.len() - 1,
            form,
            gathered,
            sum: crc32fast::Hasher::new(),
            n_sent: 0,
        });
        self.open.len() - 1
    }

    fn end(&mut self, mut part: Part, sink: &mut dyn Sink) -> Result<(), Refusal> {
        part.form.end(&mut part.gathered);
        part.send(sink)?;
        if let Some(file) = self.files.get_mut(part.file) {
            file.n_bytes = part.n_sent;
            file.n_rows = part.form.n_rows().unwrap_or(file.n_rows);
            file.crc32 = part.sum.finalize();
        }
        Ok(())
    }
}

impl Part {
    fn n_bytes(&self) -> u64 {
        self.n_sent + self.gathered.len() as u64 + self.form.n_held()
    }

    fn send(&mut self, sink: &mut dyn Sink) -> Result<(), Refusal> {
        self.sum.update(&self.gathered);
        self.n_sent += self.gathered.len() as u64;
        let is_wanted = self.gathered.is_empty() || sink.bytes(self.file, &self.gathered);
        self.gathered.clear();
        if is_wanted { Ok(()) } else { Err(Refusal::stopped()) }
    }
}

impl File {
    /// Its name: what was read, what it is for, what it is about, what its contacts have in common and
    /// which part it is, as far as needed.
    pub(super) fn name(&self, source: &str, destination: &str, table: &Table, has_more: bool) -> String {
        let mut words = Vec::new();
        if table.has_own_name {
            words.push(table.name.clone());
        } else {
            words.push(destination.to_owned());
            words.extend((!table.name.is_empty()).then(|| table.name.clone()));
        }
        words.extend(Some(file_name::words(&self.group)).filter(|it| !it.is_empty()));
        if has_more {
            words.push(self.number.to_string());
        }
        let part = format!("{}.{}", words.join("-"), self.ending);
        if table.has_own_name { part } else { file_name::clean(source, &part) }
    }
}
