//! Several files as one ZIP, without holding any of them.
//!
//! The files are stored as they are, so the archive is what was written with a few bytes in between:
//! [`pieces`] says in which order. Dates are those of 1980, the first a ZIP can say, so that the same
//! files give the same archive. The format is that of PKWARE's APPNOTE 6.3.3.

use crate::destinations::Summary;

/// The name of the file that says what the others are.
pub const README: &str = "README.txt";
/// The 1st of January 1980, as ZIP writes days.
const FIRST_DAY: u16 = 0x21;
/// Names are UTF-8.
const IS_UTF8: u16 = 0x0800;
/// Bytes as they are.
const STORED: u16 = 0;
/// Bytes packed with DEFLATE.
const DEFLATE: u16 = 8;
/// Version 2.0 of the format.
const VERSION: u16 = 20;

/// A piece of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The file of that position in the summary.
    File(usize),
}

/// The archive of all files of a summary, with a README; `None` where it would pass 4 GB, which this
/// form of archive cannot say.
pub fn pieces(summary: &Summary) -> Option<Vec<Piece>> {
    let readme = summary.readme();
    let n_bytes: u64 = summary.files.iter().map(|it| it.n_bytes + 2 * it.name.len() as u64 + 200).sum();
    if n_bytes + readme.len() as u64 > u64::from(u32::MAX) || summary.files.len() >= usize::from(u16::MAX) {
        return None;
    }
    let mut offsets = Offsets::default();
    let mut head = offsets.file(&Entry::of(README, readme.as_bytes()));
    head.extend_from_slice(readme.as_bytes());
    let mut pieces = vec![Piece::Bytes(head)];
    for (idx, file) in summary.files.iter().enumerate() {
        let entry = Entry { name: &file.name, n_bytes: file.n_bytes, n_plain: None, crc32: file.crc32 };
        pieces.push(Piece::Bytes(offsets.file(&entry)));
        pieces.push(Piece::File(idx));
    }
    pieces.push(Piece::Bytes(offsets.end()));
    Some(pieces)
}

/// What an archive says of a file.
pub(super) struct Entry<'a> {
    name: &'a str,
    n_bytes: u64,
    /// Bytes before it was packed, where it was: with DEFLATE.
    n_plain: Option<u64>,
    crc32: u32,
}

impl<'a> Entry<'a> {
    /// A file whose bytes are known.
    pub(super) fn of(name: &'a str, bytes: &[u8]) -> Self {
        Self { name, n_bytes: bytes.len() as u64, n_plain: None, crc32: crc32fast::hash(bytes) }
    }

    /// A file that was packed with DEFLATE; its sum is that of its plain bytes.
    pub(super) fn of_packed(name: &'a str, packed: &[u8], n_plain: u64, crc32: u32) -> Self {
        Self { name, n_bytes: packed.len() as u64, n_plain: Some(n_plain), crc32 }
    }
}

/// Where the files of an archive stand.
#[derive(Default)]
pub(super) struct Offsets {
    n_bytes: u64,
    n_files: u16,
    directory: Vec<u8>,
}

impl Offsets {
    /// What stands before the bytes of the next file.
    pub(super) fn file(&mut self, entry: &Entry<'_>) -> Vec<u8> {
        let (size, n_plain) = (low(entry.n_bytes), low(entry.n_plain.unwrap_or(entry.n_bytes)));
        let method = if entry.n_plain.is_some() { DEFLATE } else { STORED };
        let name = entry.name.as_bytes();
        let n_name = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let mut both = Vec::new();
        for it in [VERSION, IS_UTF8, method, 0, FIRST_DAY] {
            both.extend(it.to_le_bytes());
        }
        for it in [entry.crc32, size, n_plain] {
            both.extend(it.to_le_bytes());
        }
        both.extend(n_name.to_le_bytes());
        both.extend(0_u16.to_le_bytes());
        let local = [&b"PK\x03\x04"[..], &both, name].concat();
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(both);
        self.directory.extend([0; 10]);
        self.directory.extend(low(self.n_bytes).to_le_bytes());
        self.directory.extend(name);
        self.n_bytes += local.len() as u64 + entry.n_bytes;
        self.n_files += 1;
        local
    }

    /// What stands behind the last file.
    pub(super) fn end(self) -> Vec<u8> {
        let mut bytes = self.directory;
        let n_directory = low(bytes.len() as u64);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(self.n_files.to_le_bytes());
        bytes.extend(self.n_files.to_le_bytes());
        bytes.extend(n_directory.to_le_bytes());
        bytes.extend(low(self.n_bytes).to_le_bytes());
        bytes.extend([0; 2]);
        bytes
    }
}

fn low(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
