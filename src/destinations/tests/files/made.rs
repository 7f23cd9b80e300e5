//! Contacts made for tests, and whole exports of them.

use enclave_destinations::destinations::{
    BatchWriter, ContactColumn, ContactKind, ContactSegment, Contacts, Export, Field, Refusal, Sink, Summary,
    Wish,
};

/// All bytes of all files.
#[derive(Debug, Default)]
pub struct Held {
    pub files: Vec<Vec<u8>>,
}

impl Sink for Held {
    fn bytes(&mut self, file: usize, bytes: &[u8]) -> bool {
        if self.files.len() <= file {
            self.files.resize_with(file + 1, Vec::new);
        }
        self.files[file].extend_from_slice(bytes);
        true
    }
}

/// An export that is done.
#[derive(Debug)]
pub struct Done {
    pub files: Vec<Vec<u8>>,
    pub summary: Summary,
}

impl Done {
    /// A file as text.
    pub fn text(&self, file: usize) -> &str {
        std::str::from_utf8(&self.files[file]).unwrap()
    }

    /// The records of a file, the header first, by another reader.
    pub fn records(&self, file: usize) -> Vec<Vec<String>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&self.files[file][..]);
        reader.records().map(|it| it.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// How many contacts were left out for a reason that begins so.
    pub fn left_out(&self, reason: &str) -> u64 {
        self.summary.reconciliation.left_out.iter().filter(|it| it.1.starts_with(reason)).map(|it| it.2).sum()
    }
}

/// Contacts with these columns.
pub fn contacts(columns: &[(&str, Field)], n: usize) -> Contacts {
    let is_number =
        |it| matches!(it, Field::RecencyDays | Field::Frequency | Field::Monetary | Field::Figure);
    let kind = |field| if is_number(field) { ContactKind::Number } else { ContactKind::Text };
    let column = |(name, field): &(&str, Field)| ContactColumn {
        name: (*name).to_owned(),
        field: *field,
        kind: kind(*field),
    };
    Contacts {
        source: "shop.csv".to_owned(),
        columns: columns.iter().map(column).collect(),
        n_customers: n as u64,
        n_chosen: n as u64,
        segments: vec![ContactSegment {
            name: "Loyal".to_owned(),
            definition: String::new(),
            n_customers: n as u64,
            is_chosen: true,
        }],
        as_of: "2026-05-31".to_owned(),
        ..Contacts::default()
    }
}

/// Writes rows as they are asked for, in batches of three.
pub fn export<S: AsRef<str>>(contacts: &Contacts, wish: &Wish, rows: &[Vec<S>]) -> Result<Done, Refusal> {
    let batches: Vec<Vec<u8>> = rows
        .chunks(3)
        .map(|rows| {
            let mut writer = BatchWriter::new(contacts.columns.len());
            rows.iter().flatten().for_each(|it| writer.cell(it.as_ref()));
            writer.take()
        })
        .collect();
    let mut export = Export::new(contacts, wish)?;
    if export.wants_look() {
        batches.iter().try_for_each(|it| export.look(it))?;
    }
    let mut held = Held::default();
    batches.iter().try_for_each(|it| export.push(it, &mut held))?;
    let summary = export.finish(&mut held)?;
    assert!(summary.reconciliation.is_whole(), "{:?}", summary.reconciliation);
    for (file, bytes) in summary.files.iter().zip(&held.files) {
        assert_eq!(file.n_bytes, bytes.len() as u64);
        assert_eq!(file.crc32, crc32fast::hash(bytes));
    }
    assert_eq!(summary.files.len(), held.files.len());
    Ok(Done { files: held.files, summary })
}
