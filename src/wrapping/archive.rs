//! A zip archive in memory: its files by name, each unpacked through a counter.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "errors and methods of others: whatever else there is, the file is damaged"
)]

use std::cell::RefCell;
use std::io::{self, BufRead as _, BufReader, Cursor, Read};
use std::rc::Rc;

use enclave_engine::engine::table::TableError;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::wrapping::limits::{Budget, MAX_ENTRIES};

/// An archive whose directory was read and whose files were all counted; clones are the same one.
#[derive(Clone)]
pub struct Archive {
    bytes: Rc<Vec<u8>>,
    entries: Rc<Vec<Entry>>,
    budget: Rc<RefCell<Budget>>,
}

/// A file in the archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path, with `/` between folders.
    pub name: String,
    start: usize,
    n_packed: usize,
    method: CompressionMethod,
    checksum: u32,
}

impl Archive {
    /// Reads the directory, and unpacks every file once to count what comes out.
    pub fn open(bytes: Vec<u8>) -> Result<Self, TableError> {
        let bytes = Rc::new(bytes);
        let mut zip = ZipArchive::new(Cursor::new(SharedBytes(Rc::clone(&bytes)))).map_err(refused)?;
        let n_entries = zip.len() as u64;
        if n_entries > MAX_ENTRIES {
            return Err(TableError::TooManyEntries { n_entries, limit: MAX_ENTRIES });
        }
        let mut entries = Vec::with_capacity(zip.len());
        for at in 0..zip.len() {
            let file = zip.by_index_raw(at).map_err(refused)?;
            let name = file.name().map_err(refused)?.replace('\\', "/");
            if leads_out(&name) {
                return Err(TableError::UnsafeNames);
            }
            if file.encrypted() {
                return Err(TableError::Protected);
            }
            if !file.is_file() {
                continue;
            }
            let start = file.data_start().ok_or(TableError::Damaged)?;
            entries.push(Entry {
                name,
                start: usize::try_from(start).map_err(damaged)?,
                n_packed: usize::try_from(file.compressed_size()).map_err(damaged)?,
                method: file.compression(),
                checksum: file.crc32(),
            });
        }
        let budget = Rc::new(RefCell::new(Budget::of(bytes.len() as u64)));
        let archive = Self { bytes, entries: Rc::new(entries), budget };
        for entry in archive.entries.iter() {
            archive.count(entry)?;
        }
        // Everything was counted once; what is read again costs nothing more.
        archive.budget.replace(Budget::of(u64::MAX));
        Ok(archive)
    }

    /// Its files, in the order of its directory.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// A file by its path, whatever the case of its letters.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        let name = name.trim_start_matches('/');
        self.entries.iter().find(|it| it.name.eq_ignore_ascii_case(name))
    }

    /// The unpacked bytes of a file.
    pub fn read(&self, entry: &Entry) -> Result<BufReader<Unpacked>, TableError> {
        let end = entry.start.checked_add(entry.n_packed).filter(|it| *it <= self.bytes.len());
        let end = end.ok_or(TableError::Damaged)?;
        let packed = Packed { bytes: Rc::clone(&self.bytes), at: entry.start, end };
        let inner = match entry.method {
            CompressionMethod::Stored => Inner::Stored(packed),
            CompressionMethod::Deflated => Inner::Deflated(Box::new(DeflateDecoder::new(packed))),
            _ => return Err(TableError::Damaged),
        };
        let unpacked = Unpacked { inner, budget: Rc::clone(&self.budget) };
        Ok(BufReader::with_capacity(1 << 16, unpacked))
    }

    /// The first bytes of a file as text.
    pub fn text(&self, entry: &Entry, n_bytes: u64) -> Result<String, TableError> {
        let mut bytes = Vec::new();
        self.read(entry)?.take(n_bytes).read_to_end(&mut bytes).map_err(told)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn count(&self, entry: &Entry) -> Result<(), TableError> {
        let known = matches!(entry.method, CompressionMethod::Stored | CompressionMethod::Deflated);
        if !known {
            return Ok(());
        }
        let mut reader = self.read(entry)?;
        let mut checksum = Crc::new();
        loop {
            let piece = reader.fill_buf().map_err(told)?;
            if piece.is_empty() {
                break;
            }
            checksum.update(piece);
            let n = piece.len();
            reader.consume(n);
        }
        if checksum.sum() == entry.checksum { Ok(()) } else { Err(TableError::Damaged) }
    }
}

/// Bytes as they come out of an archive, counted.
pub struct Unpacked {
    inner: Inner,
    budget: Rc<RefCell<Budget>>,
}

enum Inner {
    Stored(Packed),
    Deflated(Box<DeflateDecoder<Packed>>),
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = match &mut self.inner {
            Inner::Stored(it) => it.read(buffer)?,
            Inner::Deflated(it) => it.read(buffer)?,
        };
        self.budget.borrow_mut().spend(n as u64).map_err(io::Error::other)?;
        Ok(n)
    }
}

/// A stretch of the file.
struct Packed {
    bytes: Rc<Vec<u8>>,
    at: usize,
    end: usize,
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.at += n;
        Ok(n)
    }
}

struct SharedBytes(Rc<Vec<u8>>);

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Whether a name in an archive leads out of the folder it would be unpacked into.
fn leads_out(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || has_drive || name.contains('\0') || name.split('/').any(|it| it == "..")
}

/// Why reading ended: what was counted, or bytes that make no sense.
pub fn told(error: io::Error) -> TableError {
    let inner = error.into_inner().and_then(|it| it.downcast::<TableError>().ok());
    inner.map_or(TableError::Damaged, |it| *it)
}

fn refused(error: ZipError) -> TableError {
    match error {
        ZipError::Io(error) => told(error),
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => TableError::Protected,
        _ => TableError::Damaged,
    }
}

fn damaged<E>(_error: E) -> TableError {
    TableError::Damaged
}
