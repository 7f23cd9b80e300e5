//! From a file of any kind to a table: its wrapping undone, its encoding found, its text read.
//!
//! Bytes are pushed as they come, as often as [`Intake::finish`] asks for them: where all bytes
//! say another encoding than the first ones, or all rows another kind, the file is read again.
//! Size and fingerprint are those of the file, line numbers those of its text, and of a workbook
//! the numbers of its rows.

use crate::engine::table::reader::Again;
use crate::engine::table::reading::HEAD_BYTES;
use crate::engine::table::text::{find, is_wrapped};
use crate::engine::table::{
    Detect, Encoding, Finished, Problem, Reader, ReadingOptions, Separator, Source, TableError, Unwrap,
    Unwrapped, Unwrapper,
};
use crate::kernel::order;
use crate::kernel::text::Fingerprint;

/// Enough bytes to tell a wrapping by.
const FIRST_BYTES: usize = 8;

/// A file that is being read.
pub struct Intake<'a> {
    name: String,
    options: ReadingOptions,
    unwrapper: &'a dyn Unwrapper,
    learnt: Learnt,
    pass: Pass,
}

/// What earlier passes over the file learnt.
#[derive(Default)]
struct Learnt {
    again: Option<Box<Again>>,
    encoding: Option<Encoding>,
    /// Not UTF-8, although its start is.
    is_foreign: bool,
}

/// One pass over the file.
#[derive(Default)]
struct Pass {
    fingerprint: Fingerprint,
    /// The first bytes, until they tell what the file is.
    first: Vec<u8>,
    is_known: bool,
    container: Option<Box<dyn Unwrap>>,
    text: Text,
}

/// What comes out of the wrapping.
#[derive(Default)]
struct Text {
    /// The start, until there is enough of it to find the encoding by.
    head: Vec<u8>,
    reader: Option<Reader>,
    encoding: Option<Encoding>,
    transcoder: Option<Box<dyn Unwrap>>,
    detector: Option<Box<dyn Detect>>,
}

impl<'a> Intake<'a> {
    /// A file of which nothing is known but what the person fixed.
    pub fn new(name: &str, options: &ReadingOptions, unwrapper: &'a dyn Unwrapper) -> Self {
        Self {
            name: name.to_owned(),
            options: options.clone(),
            unwrapper,
            learnt: Learnt::default(),
            pass: Pass::default(),
        }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        self.pass.fingerprint.push(bytes);
        if self.pass.is_known {
            return self.enter(bytes);
        }
        self.pass.first.extend_from_slice(bytes);
        if self.pass.first.len() < FIRST_BYTES { Ok(()) } else { self.begin() }
    }

    /// Rows read so far.
    pub fn n_rows(&self) -> usize {
        self.pass.text.reader.as_ref().map_or(0, Reader::n_rows)
    }

    /// The end of the file: a table, or `None` where all bytes are to be pushed once more.
    pub fn finish(&mut self) -> Result<Option<Source>, TableError> {
        if !self.pass.is_known {
            self.begin()?;
        }
        if let Some(container) = &mut self.pass.container {
            container.finish()?;
        }
        self.drain()?;
        let mut pass = std::mem::take(&mut self.pass);
        self.start_text(&mut pass.text, true)?;
        pass.text.finish()?;
        let (known, used) = (self.learnt.encoding, pass.text.encoding);
        if let Some(detector) = &mut pass.text.detector {
            let by_all = detector.guess(true);
            self.learnt.encoding = Some(by_all);
            if used != Some(by_all) {
                return Ok(None);
            }
        }
        let Some(reader) = pass.text.reader else { return Err(TableError::Empty) };
        match reader.finish()? {
            Finished::Done(source) => {
                let unwrapped = pass.container.map(|mut it| it.unwrapped()).transpose()?;
                Ok(Some(told(*source, &pass.fingerprint, unwrapped)))
            }
            Finished::Again(again) => {
                let turned_out = again.encoding() == Some(Encoding::Windows1252);
                let is_foreign = turned_out && known.or(self.options.encoding).is_none();
                if is_foreign && !self.learnt.is_foreign && pass.text.detector.is_none() {
                    self.learnt.is_foreign = true;
                } else {
                    self.learnt.again = Some(again);
                }
                Ok(None)
            }
        }
    }

    /// The first bytes tell what the file is.
    fn begin(&mut self) -> Result<(), TableError> {
        self.pass.is_known = true;
        let first = std::mem::take(&mut self.pass.first);
        if is_wrapped(&first) {
            let sheet = self.options.sheet.as_deref();
            self.pass.container = Some(self.unwrapper.unwrap(&self.name, sheet)?);
        }
        self.enter(&first)
    }

    fn enter(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let Some(container) = &mut self.pass.container else { return self.read(bytes) };
        container.push(bytes)?;
        self.drain()
    }

    fn drain(&mut self) -> Result<(), TableError> {
        while let Some(container) = &mut self.pass.container {
            let Some(bytes) = container.take()? else { break };
            self.read(&bytes)?;
        }
        Ok(())
    }

    /// Bytes without their wrapping.
    fn read(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        if self.pass.text.reader.is_some() {
            return self.pass.text.feed(bytes);
        }
        self.pass.text.head.extend_from_slice(bytes);
        if self.pass.text.head.len() < HEAD_BYTES {
            return Ok(());
        }
        let mut text = std::mem::take(&mut self.pass.text);
        let begun = self.start_text(&mut text, false);
        self.pass.text = text;
        begun
    }

    /// The start of the text tells its encoding.
    fn start_text(&mut self, text: &mut Text, is_whole: bool) -> Result<(), TableError> {
        if text.reader.is_some() {
            return Ok(());
        }
        let head = std::mem::take(&mut text.head);
        let unwrapped = self.pass.container.as_mut().map(|it| it.unwrapped()).transpose()?;
        let options = options_for(&self.options, unwrapped.as_ref());
        let known = options.encoding.or(self.learnt.encoding);
        text.encoding = known;
        if known.is_none() && (self.learnt.is_foreign || is_foreign(&head)) {
            text.detector = self.unwrapper.detect();
            if let Some(detector) = &mut text.detector {
                detector.push(&head);
                text.encoding = Some(detector.guess(is_whole));
            }
        }
        if let Some(encoding) = text.encoding.filter(|it| !it.is_built_in()) {
            text.transcoder = Some(self.unwrapper.transcode(encoding)?);
        }
        let reader = match &self.learnt.again {
            Some(again) => Reader::resume(&self.name, again),
            None => Reader::new(&self.name, &options),
        };
        text.reader = Some(reader.assuming(text.encoding));
        text.pass_on(&head)
    }
}

impl Text {
    fn feed(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        if let Some(detector) = &mut self.detector {
            detector.push(bytes);
        }
        self.pass_on(bytes)
    }

    fn pass_on(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        let Some(transcoder) = &mut self.transcoder else { return reader.push_text(bytes) };
        transcoder.push(bytes)?;
        while let Some(text) = transcoder.take()? {
            reader.push_text(&text)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), TableError> {
        if let Some(transcoder) = &mut self.transcoder {
            transcoder.finish()?;
        }
        self.pass_on(&[])
    }
}

/// Reads a file whose bytes `feed` pushes into the intake it is given, from the first to the last,
/// as often as it is asked.
pub fn take_in<E: From<TableError>>(
    name: &str,
    options: &ReadingOptions,
    unwrapper: &dyn Unwrapper,
    mut feed: impl FnMut(&mut Intake<'_>) -> Result<(), E>,
) -> Result<Source, E> {
    let mut intake = Intake::new(name, options, unwrapper);
    loop {
        feed(&mut intake)?;
        if let Some(source) = intake.finish()? {
            return Ok(source);
        }
    }
}

/// Whether a file that starts so is in none of the encodings that the reader knows for sure.
fn is_foreign(head: &[u8]) -> bool {
    let found = find(head, None);
    found.is_guess && found.encoding == Encoding::Windows1252
}

/// What is read of a workbook was written as text here, and its form is known.
fn options_for(options: &ReadingOptions, unwrapped: Option<&Unwrapped>) -> ReadingOptions {
    match unwrapped {
        Some(found) if found.wrapping.is_some_and(|it| it.is_workbook()) => ReadingOptions {
            encoding: Some(Encoding::Utf8),
            separator: Some(Separator::Comma),
            skip_lines: options.skip_lines.map(|it| found.n_lines_of(it)),
            ..options.clone()
        },
        _ => options.clone(),
    }
}

/// The table as one of the file rather than of its text.
fn told(mut source: Source, bytes: &Fingerprint, unwrapped: Option<Unwrapped>) -> Source {
    source.n_bytes = bytes.n_bytes();
    source.fingerprint = bytes.hex();
    let Some(found) = unwrapped else { return source };
    source.lines = found.rows_of(&source.lines, source.table.n_rows);
    let n_skipped = found.row_of(u64::from(source.dialect.skipped_lines) + 1) - 1;
    source.dialect.skipped_lines = u32::try_from(n_skipped).unwrap_or(u32::MAX);
    for example in source.issues.iter_mut().flat_map(|it| &mut it.examples) {
        example.line = if example.line == 0 { 0 } else { found.row_of(example.line) };
    }
    for problem in &mut source.problems {
        problem.line = found.row_of(problem.line);
    }
    for note in &found.notes {
        let told = note.examples.iter().filter(|it| it.line > 0);
        source.problems.extend(told.map(|it| Problem::new(it.line, "", &it.seen, note.kind)));
    }
    order::sort_by(&mut source.problems, |a, b| a.line.cmp(&b.line));
    source.issues.extend(found.notes);
    order::sort_by(&mut source.issues, |a, b| (a.kind, &a.column).cmp(&(b.kind, &b.column)));
    source.dialect.wrapping = found.wrapping;
    source.dialect.sheet = found.sheet;
    source.sheets = found.sheets;
    source
}
