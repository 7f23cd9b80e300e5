//! From a file of any kind to a table: its wrapping undone, its encoding found, its text read.
//!
//! Bytes are pushed as they come, as often as [`Intake::finish`] asks for them: where all bytes
//! say another encoding than the first ones, or all rows another kind, the file is read again.
//! Size and fingerprint are those of the file, line numbers those of its text, and of a workbook
//! the numbers of its rows.

use crate::engine::table::reader::Again;
use crate::engine::table::reading::HEAD_BYTES;
use crate::engine::table::text::{find, foreign, is_wrapped};
use crate::engine::table::{
    Detect, Encoding, Finished, Glance, IssueKind, Problem, Reader, ReadingOptions, Sink, Source, TableError,
    Unwrap, Unwrapped, Unwrapper, Wrapping,
};
use crate::kernel::order;
use crate::kernel::text::Fingerprint;

/// Enough bytes to tell a wrapping by.
const FIRST_BYTES: usize = 8;

/// A file that is being read.
pub struct Intake<'a> {
    course: Course<'a>,
    fingerprint: Fingerprint,
    /// The first bytes, until they tell what the file is.
    first: Vec<u8>,
    is_known: bool,
    container: Option<Box<dyn Unwrap>>,
    text: Text,
}

/// What holds for every pass over the file, and what the passes learn.
struct Course<'a> {
    name: String,
    options: ReadingOptions,
    unwrapper: &'a dyn Unwrapper,
    /// Bytes of the file; zero where nobody knows.
    n_expected: u64,
    again: Option<Box<Again>>,
    encoding: Option<Encoding>,
    /// Not UTF-8, although its start is.
    is_foreign: bool,
}

/// What comes out of the wrapping.
#[derive(Default)]
struct Text {
    found: Option<Unwrapped>,
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
        let course = Course {
            name: name.to_owned(),
            options: options.clone(),
            unwrapper,
            n_expected: 0,
            again: None,
            encoding: None,
            is_foreign: false,
        };
        Self {
            course,
            fingerprint: Fingerprint::default(),
            first: Vec::new(),
            is_known: false,
            container: None,
            text: Text::default(),
        }
    }

    /// An intake of a file of so many bytes. What has no room is refused after its first bytes.
    #[must_use]
    pub fn expecting(mut self, n_bytes: u64) -> Self {
        self.course.n_expected = n_bytes;
        self
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        self.fingerprint.push(bytes);
        if self.is_known {
            return self.enter(bytes);
        }
        self.first.extend_from_slice(bytes);
        if self.first.len() < FIRST_BYTES { Ok(()) } else { self.begin() }
    }

    /// What the first rows look like, once they are understood.
    pub fn glance(&self) -> Option<&Glance> {
        self.text.reader.as_ref().and_then(Reader::glance)
    }

    /// Rows read so far.
    pub fn n_rows(&self) -> usize {
        self.text.reader.as_ref().map_or(0, Reader::n_rows)
    }

    /// The end of the file: a table, or `None` where all bytes are to be pushed once more.
    pub fn finish(&mut self) -> Result<Option<Source>, TableError> {
        if !self.is_known {
            self.begin()?;
        }
        self.is_known = false;
        let mut container = self.container.take();
        let mut text = std::mem::take(&mut self.text);
        let fingerprint = std::mem::take(&mut self.fingerprint);
        if let Some(container) = &mut container {
            container.finish(&mut Entry { course: &self.course, text: &mut text })?;
        }
        text.start(&self.course, true)?;
        text.finish()?;
        self.course.outcome(text, &fingerprint, container)
    }

    /// The first bytes tell what the file is.
    fn begin(&mut self) -> Result<(), TableError> {
        self.is_known = true;
        let first = std::mem::take(&mut self.first);
        if is_wrapped(&first) {
            let Course { name, options, unwrapper, .. } = &self.course;
            self.container = Some(unwrapper.unwrap(name, options.sheet.as_deref())?);
        }
        self.enter(&first)
    }

    fn enter(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let mut entry = Entry { course: &self.course, text: &mut self.text };
        match &mut self.container {
            Some(container) => container.push(bytes, &mut entry),
            None => entry.text(bytes),
        }
    }
}

impl Course<'_> {
    /// What a pass over all bytes has come to.
    fn outcome(
        &mut self,
        mut text: Text,
        bytes: &Fingerprint,
        container: Option<Box<dyn Unwrap>>,
    ) -> Result<Option<Source>, TableError> {
        let is_open = self.options.encoding.or(self.encoding).is_none();
        if let Some(detector) = &mut text.detector {
            let by_all = detector.guess(true);
            self.encoding = Some(by_all);
            if text.encoding != Some(by_all) {
                return Ok(None);
            }
        }
        let Some(reader) = text.reader else { return Err(TableError::Empty) };
        match reader.finish()? {
            Finished::Done(source) => Ok(Some(told(*source, bytes, container.map(|mut it| it.unwrapped())))),
            Finished::Again(again) => {
                let turned_out = again.encoding() == Some(Encoding::Windows1252);
                if turned_out && is_open && !self.is_foreign && text.detector.is_none() {
                    self.is_foreign = true;
                } else {
                    self.again = Some(again);
                }
                Ok(None)
            }
        }
    }
}

/// Where bytes without their wrapping enter.
struct Entry<'a, 'b> {
    course: &'a Course<'b>,
    text: &'a mut Text,
}

impl Sink for Entry<'_, '_> {
    fn begin(&mut self, found: &Unwrapped) -> Result<(), TableError> {
        self.text.found = Some(found.clone());
        Ok(())
    }

    fn text(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        if self.text.reader.is_some() {
            return self.text.feed(bytes);
        }
        self.text.head.extend_from_slice(bytes);
        if self.text.head.len() < HEAD_BYTES { Ok(()) } else { self.text.start(self.course, false) }
    }
}

impl Text {
    /// The start of the text tells its encoding.
    fn start(&mut self, course: &Course<'_>, is_whole: bool) -> Result<(), TableError> {
        if self.reader.is_some() {
            return Ok(());
        }
        let head = std::mem::take(&mut self.head);
        if let Some(format) = foreign(&head) {
            return Err(TableError::NotText { format });
        }
        let options = options_for(&course.options, self.found.as_ref());
        let known = options.encoding.or(course.encoding);
        self.encoding = known;
        if known.is_none() && (course.is_foreign || is_foreign(&head)) {
            self.detector = course.unwrapper.detect();
            if let Some(detector) = &mut self.detector {
                detector.push(&head);
                self.encoding = Some(detector.guess(is_whole));
            }
        }
        if let Some(encoding) = self.encoding.filter(|it| !it.is_built_in()) {
            self.transcoder = Some(course.unwrapper.transcode(encoding)?);
        }
        let reader = match &course.again {
            Some(again) => Reader::resume(&course.name, again),
            None => Reader::new(&course.name, &options),
        };
        // How much comes out of a wrapping or another encoding is not known.
        let is_plain = self.found.is_none() && self.transcoder.is_none();
        let n_expected = if is_plain { course.n_expected } else { 0 };
        self.reader = Some(reader.assuming(self.encoding).expecting(n_expected));
        self.pass_on(&head)
    }

    fn feed(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        if let Some(detector) = &mut self.detector {
            detector.push(bytes);
        }
        self.pass_on(bytes)
    }

    fn pass_on(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        match &mut self.transcoder {
            Some(transcoder) => transcoder.push(bytes, reader),
            None => reader.push_text(bytes),
        }
    }

    fn finish(&mut self) -> Result<(), TableError> {
        match (&mut self.transcoder, &mut self.reader) {
            (Some(transcoder), Some(reader)) => transcoder.finish(reader),
            _ => Ok(()),
        }
    }
}

impl Sink for Reader {
    fn begin(&mut self, _found: &Unwrapped) -> Result<(), TableError> {
        Ok(())
    }

    fn text(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        self.push_text(bytes)
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
        Some(found) if found.wrapping.is_some_and(Wrapping::is_workbook) => ReadingOptions {
            skip_lines: options.skip_lines.map(|it| found.n_lines_of(it)),
            ..options.of_workbook()
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
    for skipped in source.issues.iter_mut().filter(|it| it.kind == IssueKind::SkippedLines) {
        // A row of a sheet is written as wide as its table.
        skipped.examples.iter_mut().for_each(|it| it.seen.truncate(it.seen.trim_end_matches(',').len()));
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
