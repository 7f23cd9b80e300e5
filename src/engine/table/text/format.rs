//! What a file is that is not a text table, by its first bytes.

use crate::engine::table::{FileFormat, Separator};

/// First bytes that give a format away.
const MAGIC: [(&[u8], FileFormat); 21] = [
    (b"%PDF-", FileFormat::Pdf),
    (b"PK\x03\x04", FileFormat::Zip),
    (b"PK\x05\x06", FileFormat::Zip),
    (b"PK\x07\x08", FileFormat::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileFormat::OldExcel),
    (b"\x1F\x8B", FileFormat::Gzip),
    (b"\x89PNG\r\n", FileFormat::Picture),
    (b"\xFF\xD8\xFF", FileFormat::Picture),
    (b"GIF87a", FileFormat::Picture),
    (b"GIF89a", FileFormat::Picture),
    (b"II*\0", FileFormat::Picture),
    (b"MM\0*", FileFormat::Picture),
    (b"BZh", FileFormat::Binary),
    (b"7z\xBC\xAF\x27\x1C", FileFormat::Binary),
    (b"Rar!\x1A\x07", FileFormat::Binary),
    (b"\xFD7zXZ\0", FileFormat::Binary),
    (b"\x28\xB5\x2F\xFD", FileFormat::Binary),
    (b"SQLite format 3\0", FileFormat::Binary),
    (b"PAR1", FileFormat::Binary),
    // UTF-32 with byte order mark: no tool in use writes it, and UTF-16 starts alike.
    (b"\xFF\xFE\0\0", FileFormat::Binary),
    (b"\0\0\xFE\xFF", FileFormat::Binary),
];

/// How a web page or an XML spreadsheet starts.
const MARKUP: [&str; 6] = ["<!doctype", "<html", "<head", "<table", "<?xml", "<body"];

/// What the bytes are, if they are no text; `head` is the start of the file.
pub fn foreign(head: &[u8]) -> Option<FileFormat> {
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*format);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(FileFormat::Picture);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if is_markup(text) {
        return Some(FileFormat::Html);
    }
    is_json(text).then_some(FileFormat::Json)
}

/// Whether a file that starts so is an archive or a workbook.
pub fn is_wrapped(head: &[u8]) -> bool {
    const WRAPPED: [FileFormat; 3] = [FileFormat::Zip, FileFormat::OldExcel, FileFormat::Gzip];
    let found = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
    found.is_some_and(|it| WRAPPED.contains(&it.1))
}

/// Whether a good part of decoded text is control characters, as binary files are. One of them may
/// be what separates cells.
pub fn is_noise(text: &str, separator: Option<Separator>) -> bool {
    let sample = text.as_bytes().get(..65_536).unwrap_or(text.as_bytes());
    let is_control = |byte: &u8| (0x01..0x09).contains(byte) || (0x0E..0x1C).contains(byte) || *byte == 0x7F;
    let mut counts = [0_usize; 128];
    for byte in sample.iter().filter(|it| is_control(it)) {
        counts.iter_mut().skip(usize::from(*byte)).take(1).for_each(|it| *it += 1);
    }
    let n_most = counts.iter().max().copied().unwrap_or(0);
    let n_other = counts.iter().sum::<usize>() - n_most;
    let is_zero = separator.is_some_and(|it| it.bytes() == [0; 2]);
    let n_zeros = if is_zero { 0 } else { memchr::memchr_iter(0, sample).count() };
    n_other * 25 > sample.len() || n_most * 2 > sample.len() || n_zeros * 4 > sample.len()
}

fn is_markup(text: &[u8]) -> bool {
    MARKUP
        .iter()
        .any(|it| text.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it.as_bytes())))
}

fn is_json(text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else { return false };
    let next = rest.trim_ascii_start().first();
    match first {
        b'{' => matches!(next, Some(b'"' | b'}')),
        b'[' => matches!(next, Some(b'{' | b'[' | b'"')),
        _ => false,
    }
}
