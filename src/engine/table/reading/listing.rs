//! Every record of a file as its cells stand there, by the very splitter that reads tables.

use std::borrow::Cow;

use crate::engine::table::reading::rows::is_blank;
use crate::engine::table::reading::{HEAD_BYTES, Opening, Stream, open};
use crate::engine::table::records::unique_names;
use crate::engine::table::text::find;
use crate::engine::table::{Encoding, ReadingOptions, TableError};
use crate::kernel::records::Record;
use crate::kernel::text::Decoder;

/// Pushes the bytes of a file, from the first to the last, into what it is given.
pub trait Feed<E>: FnMut(&mut dyn FnMut(&[u8]) -> Result<(), TableError>) -> Result<(), E> {}

impl<E, F: FnMut(&mut dyn FnMut(&[u8]) -> Result<(), TableError>) -> Result<(), E>> Feed<E> for F {}

/// Hands every record of the file to `sink`, the header first where there is one. Lines above the
/// table are left out as they are when it is read. `feed` is asked twice: the encoding is decided
/// over all bytes.
pub fn records<E: From<TableError>>(
    options: &ReadingOptions,
    mut feed: impl Feed<E>,
    sink: &mut dyn FnMut(&[&str]),
) -> Result<(), E> {
    let encoding = encoding(options, &mut feed)?;
    let mut listing =
        Listing { options, encoding, head: Some(Vec::new()), open: None, is_kept: Vec::new(), sink };
    feed(&mut |bytes| listing.push(bytes))?;
    Ok(listing.finish()?)
}

/// The encoding by all bytes of the file.
fn encoding<E>(options: &ReadingOptions, feed: &mut impl Feed<E>) -> Result<Encoding, E> {
    let mut head = Vec::new();
    let mut decoder = Decoder::new(Encoding::Windows1252);
    let mut ignored = String::new();
    feed(&mut |bytes| {
        head.extend_from_slice(bytes.get(..bytes.len().min(HEAD_BYTES - head.len())).unwrap_or_default());
        decoder.push(bytes, &mut ignored);
        ignored.clear();
        Ok(())
    })?;
    decoder.finish(&mut ignored);
    let found = find(&head, options.encoding);
    let is_open = options.encoding.is_none() && found.n_mark == 0;
    let is_either = matches!(found.encoding, Encoding::Utf8 | Encoding::Windows1252);
    Ok(match (is_either && is_open, decoder.census().is_utf8()) {
        (true, true) => Encoding::Utf8,
        (true, false) => Encoding::Windows1252,
        (false, _) => found.encoding,
    })
}

struct Listing<'a> {
    options: &'a ReadingOptions,
    encoding: Encoding,
    /// The first bytes, until there are enough.
    head: Option<Vec<u8>>,
    open: Option<(Opening, Stream)>,
    /// By position, whether the column is kept.
    is_kept: Vec<bool>,
    sink: &'a mut dyn FnMut(&[&str]),
}

impl Listing<'_> {
    fn push(&mut self, mut bytes: &[u8]) -> Result<(), TableError> {
        if let Some(head) = &mut self.head {
            let (first, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES - head.len()));
            head.extend_from_slice(first);
            if head.len() < HEAD_BYTES {
                return Ok(());
            }
            bytes = rest;
            self.start(false)?;
        }
        self.step(bytes, false)
    }

    fn finish(mut self) -> Result<(), TableError> {
        self.start(true)?;
        self.step(&[], true)
    }

    fn start(&mut self, is_whole: bool) -> Result<(), TableError> {
        let Some(head) = self.head.take() else { return Ok(()) };
        let mut opening = open(&head, is_whole, self.options, Some(self.encoding))?;
        let header = opening.header.as_deref().unwrap_or_default();
        let (names, _, _) = unique_names(header, opening.n_columns);
        self.is_kept = names.iter().map(|it| !self.options.dropped.contains(it)).collect();
        if opening.header.is_some() {
            let cells = header.iter().zip(&self.is_kept).filter(|it| *it.1);
            (self.sink)(&cells.map(|it| it.0.as_str()).collect::<Vec<_>>());
        }
        let stream =
            Stream::new(opening.decoder.clone(), std::mem::take(&mut opening.text), opening.line_end);
        self.open = Some((opening, stream));
        Ok(())
    }

    fn step(&mut self, bytes: &[u8], is_end: bool) -> Result<(), TableError> {
        let Some((opening, stream)) = &mut self.open else { return Ok(()) };
        let sink = &mut *self.sink;
        let (cut, width) = (opening.sniffed.cut, opening.n_columns);
        let (is_kept, keeps_all) = (&self.is_kept, self.options.dropped.is_empty());
        let mut show = |record: &Record<'_>, text: &str| {
            if !record.is_comment && !is_blank(record, text, width) {
                let cells = record.cells.iter().enumerate();
                let kept = cells.filter(|it| is_kept.get(it.0).copied().unwrap_or(keeps_all));
                let cells: Vec<Cow<'_, str>> = kept.map(|it| it.1.text(text, cut)).collect();
                sink(&cells.iter().map(AsRef::as_ref).collect::<Vec<&str>>());
            }
        };
        let mut take = |text: &str, is_last: bool| {
            Ok(opening.splitter.split(text, is_last, &mut |record| show(record, text))?)
        };
        if is_end { stream.finish(&mut take) } else { stream.push(bytes, &mut take) }
    }
}
