//! XML out of an archive, event by event; no piece of it may be larger than a cell.

use std::io::{self, BufRead, BufReader, Read};

use enclave_engine::engine::table::TableError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::wrapping::archive::{Unpacked, told};
use crate::wrapping::limits::{MAX_NODE, unpacks_too_large};

/// A file of XML that is read from its start to its end.
pub struct Xml {
    reader: Reader<Bounded>,
    buffer: Vec<u8>,
}

impl Xml {
    /// Starts to read.
    pub fn new(source: BufReader<Unpacked>) -> Self {
        let mut reader = Reader::from_reader(Bounded { source, n_left: MAX_NODE });
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::new() }
    }

    /// The next event; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Event<'_>>, TableError> {
        self.buffer.clear();
        self.reader.get_mut().n_left = MAX_NODE;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(quick_xml::Error::Io(error)) => Err(told(
                std::sync::Arc::try_unwrap(error).unwrap_or_else(|it| io::Error::new(it.kind(), "shared")),
            )),
            Err(_) => Err(TableError::Damaged),
        }
    }
}

/// The value of an attribute by its name, whatever its prefix.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().filter_map(Result::ok).find(|it| it.key.local_name().as_ref() == name)?;
    Some(unescaped(&found.value))
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut to = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some((c, rest)) = part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
            to.push(c);
            to.push_str(rest);
        } else {
            to.push('&');
            to.push_str(part);
        }
    }
    to
}

/// What `&name;` stands for, where it is one of the five that XML knows or a character's number.
pub fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Adds the text of an event; entities that nobody knows stay as they are written.
pub fn add_text(event: &Event<'_>, to: &mut String) {
    if let Event::Text(text) = event {
        to.push_str(&text.xml10_content());
    } else if let Event::CData(text) = event {
        to.push_str(&text.xml10_content());
    } else if let Event::GeneralRef(name) = event {
        let name: &str = name;
        if let Some(c) = entity(name) {
            to.push(c);
        } else {
            to.push('&');
            to.push_str(name);
            to.push(';');
        }
    }
}

/// Bytes that run out when one event takes too many of them.
struct Bounded {
    source: BufReader<Unpacked>,
    n_left: usize,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.source.read(buffer)
    }
}

impl BufRead for Bounded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_left == 0 {
            return Err(io::Error::other(unpacks_too_large()));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.n_left = self.n_left.saturating_sub(n);
        self.source.consume(n);
    }
}
