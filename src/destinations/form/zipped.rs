//! A file in an archive of its own, for tools that take nothing else.

use crate::destinations::pack::{Entry, Offsets};
use crate::destinations::{Form, Record};
use crate::kernel::contacts::ContactKind;

/// Writes another form into an archive; it is held until its end, for its size stands before it.
pub struct Zipped {
    inner: Box<dyn Form>,
    name: String,
    held: Vec<u8>,
}

impl Zipped {
    /// An archive with one file of that name.
    pub fn new(inner: Box<dyn Form>, name: &str) -> Self {
        Self { inner, name: name.to_owned(), held: Vec::new() }
    }
}

impl Form for Zipped {
    fn media_type(&self) -> &'static str {
        "application/zip"
    }

    fn ending(&self) -> &'static str {
        "zip"
    }

    fn begin(&mut self, headings: &[(&str, ContactKind)], _: &mut Vec<u8>) {
        self.inner.begin(headings, &mut self.held);
    }

    fn record(&mut self, record: &Record<'_>, _: &mut Vec<u8>) {
        self.inner.record(record, &mut self.held);
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        self.inner.end(&mut self.held);
        let mut offsets = Offsets::default();
        out.append(&mut offsets.file(&Entry::of(&self.name, &self.held)));
        out.append(&mut self.held);
        out.append(&mut offsets.end());
    }

    fn n_held(&self) -> u64 {
        self.held.len() as u64
    }
}
