//! Contacts handed in as text, files out: the door through which other programs check this package.
//!
//! `contacts DESTINATION FOLDER [SETTING=VALUE ...]` reads comma-separated text from standard input,
//! whose header names each column and its field, `mail:email`; it writes the files and prints the
//! counts.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use enclave_destinations::destinations::{
    BatchWriter, ContactColumn, ContactKind, ContactSegment, Contacts, Export, Field, Refusal, Safety, Sink,
    Wish,
};

/// Files are written under their numbers, for their names are known at the end.
struct Folder<'a> {
    path: &'a Path,
    files: Vec<File>,
}

impl Sink for Folder<'_> {
    fn bytes(&mut self, file: usize, bytes: &[u8]) -> bool {
        while self.files.len() <= file {
            match File::create(self.path.join(self.files.len().to_string())) {
                Ok(it) => self.files.push(it),
                Err(_) => return false,
            }
        }
        self.files.get_mut(file).is_some_and(|it| it.write_all(bytes).is_ok())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [destination, folder, settings @ ..] = arguments.as_slice() else {
        return Err("contacts DESTINATION FOLDER [SETTING=VALUE ...]".into());
    };
    let mut text = Vec::new();
    std::io::stdin().read_to_end(&mut text)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let Some((head, rows)) = rows.split_first() else { return Err("no header".into()) };
    let contacts = contacts(head, rows);
    let mut wish = Wish::of(destination);
    for (name, value) in settings.iter().filter_map(|it| it.split_once('=')) {
        if name == "safety" {
            wish.choices.safety = Some(if value == "exact" { Safety::Exact } else { Safety::Spreadsheet });
        } else {
            wish.settings.insert(name.to_owned(), value.to_owned());
        }
    }
    write(&contacts, &wish, rows, Path::new(folder)).map_err(|it| format!("{}: {}", it.title, it.detail))?;
    Ok(())
}

fn contacts(head: &csv::StringRecord, rows: &[csv::StringRecord]) -> Contacts {
    let columns: Vec<ContactColumn> = head
        .iter()
        .map(|it| {
            let (name, field) = it.rsplit_once(':').unwrap_or((it, ""));
            let (field, kind) = field_of(field);
            ContactColumn { name: name.to_owned(), field, kind }
        })
        .collect();
    let at = columns.iter().position(|it| it.field == Field::Segment);
    let mut segments: Vec<ContactSegment> = Vec::new();
    for name in rows.iter().filter_map(|it| it.get(at?)).filter(|it| !it.is_empty()) {
        match segments.iter_mut().find(|it| it.name == name) {
            Some(it) => it.n_customers += 1,
            None => segments.push(ContactSegment {
                name: name.to_owned(),
                definition: format!("=those in {name}"),
                n_customers: 1,
                is_chosen: true,
            }),
        }
    }
    let n = rows.len() as u64;
    Contacts {
        source: "shop.csv".to_owned(),
        columns,
        n_customers: n,
        n_chosen: n,
        segments,
        ..Contacts::default()
    }
}

fn field_of(name: &str) -> (Field, ContactKind) {
    let field = match name {
        "customer_id" => Field::CustomerId,
        "segment" => Field::Segment,
        "email" => Field::Email,
        "phone" => Field::Phone,
        "first_name" => Field::FirstName,
        "last_name" => Field::LastName,
        "city" => Field::City,
        "state" => Field::State,
        "postcode" => Field::Postcode,
        "country" => Field::Country,
        "consent" => Field::Consent,
        "monetary" => return (Field::Monetary, ContactKind::Number),
        "day" => return (Field::Other, ContactKind::Day),
        _ => Field::Other,
    };
    (field, ContactKind::Text)
}

fn write(contacts: &Contacts, wish: &Wish, rows: &[csv::StringRecord], path: &Path) -> Result<(), Refusal> {
    let batches: Vec<Vec<u8>> = rows
        .chunks(1000)
        .map(|rows| {
            let mut writer = BatchWriter::new(contacts.columns.len());
            rows.iter().flatten().for_each(|it| writer.cell(it));
            writer.take()
        })
        .collect();
    let mut export = Export::new(contacts, wish)?;
    if export.wants_look() {
        batches.iter().try_for_each(|it| export.look(it))?;
    }
    let mut folder = Folder { path, files: Vec::new() };
    batches.iter().try_for_each(|it| export.push(it, &mut folder))?;
    let summary = export.finish(&mut folder)?;
    let mut told = String::new();
    for (number, file) in summary.files.iter().enumerate() {
        told.extend([format!("file {number} {} {}\n", file.n_rows, file.name)]);
    }
    told.extend([format!("in {}\nout {}\n", summary.reconciliation.n_in, summary.reconciliation.n_out)]);
    for (_, words, n) in &summary.reconciliation.left_out {
        told.extend([format!("left_out {n} {words}\n")]);
    }
    let is_told = std::io::stdout().write_all(told.as_bytes()).is_ok();
    debug_assert!(is_told, "standard output is there");
    Ok(())
}
