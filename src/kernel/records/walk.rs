//! From one mark to the next: where a cell ends, and what follows it.

use crate::kernel::cut::{Escape, Separator};
use crate::kernel::records::swallowed::{Lines, lines_of};
use crate::kernel::records::{MAX_COLUMNS, Oversized, Span};

/// What follows a cell.
enum After {
    /// A cell that starts there.
    Cell(usize),
    /// The end of the record; the next one starts there.
    Record(usize),
    /// Text that has not come yet.
    Unknown,
}

/// A walk from mark to mark.
pub struct Walk<'a> {
    /// What is walked over.
    pub text: &'a [u8],
    /// Where its marks are.
    pub marks: &'a [u32],
    /// The first mark that was not looked at.
    pub next: usize,
    /// The line that is being read.
    pub line: u64,
    /// Whether nothing follows the text.
    pub is_last: bool,
    /// The quote.
    pub quote: u8,
    /// The escape.
    pub escape: Escape,
    /// What stands between cells.
    pub separators: [u8; 2],
    /// What it is called.
    pub separator: Separator,
    /// Whether no quote may hold lines together.
    pub is_on_one_line: bool,
    /// Of the record: the first cell whose quote stands behind blanks.
    pub spaced_quote: Option<usize>,
    /// Of the record: the cell whose quote never closes.
    pub open_quote: Option<usize>,
    /// Of the record: what its lines are.
    pub lines: Lines,
    /// Cells of the record.
    pub cells: &'a mut Vec<Span>,
    /// Of the record: cells with a quote where none belongs.
    pub strays: &'a mut Vec<usize>,
}

impl Walk<'_> {
    /// Reads one record, again if a quote of it swallowed rows of that width.
    pub fn record_of(&mut self, start: usize, width: usize) -> Result<Option<usize>, Oversized> {
        let (first_mark, first_line) = (self.next, self.line);
        self.lines = Lines::Parts;
        let end = self.record(start)?;
        let is_multiline = self.line > first_line + 1;
        let Some(record) = end.filter(|_| is_multiline && width > 1).and_then(|it| self.text.get(start..it))
        else {
            return Ok(end);
        };
        let lines = lines_of(record, self.separators[0], width, self.cells.len());
        self.lines = lines;
        if lines != Lines::Rows {
            return Ok(end);
        }
        (self.next, self.line, self.is_on_one_line) = (first_mark, first_line, true);
        let end = self.record(start);
        self.is_on_one_line = false;
        end
    }

    /// Reads one record; `None` if its end has not come yet.
    fn record(&mut self, start: usize) -> Result<Option<usize>, Oversized> {
        self.cells.clear();
        self.strays.clear();
        self.spaced_quote = None;
        self.open_quote = None;
        let mut at = start;
        loop {
            if self.separator == Separator::Whitespace {
                match self.skip_blanks(at) {
                    After::Cell(cell) => at = cell,
                    After::Record(end) => return Ok(Some(end)),
                    After::Unknown => return Ok(None),
                }
            }
            let after = match self.text.get(at) {
                Some(byte) if *byte == self.quote => self.quoted(at)?,
                Some(b' ') if !self.separators.contains(&b' ') => self.spaced(at)?,
                _ => self.plain(at)?,
            };
            if self.cells.len() > MAX_COLUMNS {
                return Err(Oversized::Record { n_cells: self.cells.len() });
            }
            match after {
                After::Cell(cell) => at = cell,
                After::Record(end) => return Ok(Some(end)),
                After::Unknown => return Ok(None),
            }
        }
    }

    /// Passes a line that is no record; `None` if its end has not come yet.
    pub fn comment(&mut self) -> Option<usize> {
        self.cells.clear();
        self.strays.clear();
        (self.spaced_quote, self.open_quote) = (None, None);
        loop {
            let Some((at, byte)) = self.mark() else {
                return self.is_last.then_some(self.text.len());
            };
            if matches!(byte, b'\n' | b'\r') {
                return match self.behind(at, byte) {
                    After::Record(end) => Some(end),
                    After::Cell(_) | After::Unknown => None,
                };
            }
        }
    }

    fn mark(&mut self) -> Option<(usize, u8)> {
        let at = *self.marks.get(self.next)? as usize;
        self.next += 1;
        Some((at, *self.text.get(at)?))
    }

    /// A cell without quotes around it.
    fn plain(&mut self, start: usize) -> Result<After, Oversized> {
        loop {
            let Some((at, byte)) = self.mark() else {
                Oversized::check(start, self.text.len(), self.line)?;
                return Ok(self.at_end(self.plain_span(start, self.text.len())));
            };
            if self.escape.is_anywhere() && self.is_escaped(start, at) {
                self.pass_line_end(at, byte);
                continue;
            }
            if byte == self.quote {
                self.stray();
            }
            if byte == self.quote && self.pass_quoted(start)? {
                return Ok(After::Unknown);
            }
            if byte == self.quote {
                continue;
            }
            Oversized::check(start, at, self.line)?;
            self.cells.push(self.plain_span(start, at));
            return Ok(self.behind(at, byte));
        }
    }

    /// Where nothing separates cells, a quote inside one holds lines together, if it closes. Says
    /// whether that cannot be known yet.
    fn pass_quoted(&mut self, start: usize) -> Result<bool, Oversized> {
        let before = (self.next, self.line);
        if self.separator != Separator::Absent || self.closing_quote(start).is_some() {
            return Ok(false);
        }
        Oversized::check(start, self.text.len(), before.1)?;
        (self.next, self.line) = before;
        Ok(!self.is_last)
    }

    /// A cell that starts with a blank.
    fn spaced(&mut self, start: usize) -> Result<After, Oversized> {
        let rest = self.text.get(start..).unwrap_or_default();
        let at = start + rest.iter().position(|it| *it != b' ').unwrap_or(rest.len());
        let is_quoted = self.text.get(at) == Some(&self.quote);
        if let Separator::Spaced(_) = self.separator {
            return if is_quoted { self.quoted(at) } else { self.plain(at) };
        }
        if !is_quoted {
            return self.plain(start);
        }
        let (first_mark, first_line) = (self.next, self.line);
        let (n_cells, n_strays) = (self.cells.len(), self.strays.len());
        let after = self.quoted(at)?;
        if self.open_quote.is_none() && self.strays.len() == n_strays {
            self.spaced_quote = self.spaced_quote.or(Some(n_cells));
            return Ok(after);
        }
        self.cells.truncate(n_cells);
        self.strays.truncate(n_strays);
        (self.open_quote, self.next, self.line) = (None, first_mark, first_line);
        self.plain(start)
    }

    /// Whether an escape makes the mark at `at` one of the text of a cell that starts at `start`.
    fn is_escaped(&self, start: usize, at: usize) -> bool {
        self.escape.ends(self.text.get(start..at).unwrap_or_default())
    }

    fn plain_span(&self, start: usize, end: usize) -> Span {
        let is_raw =
            self.escape.is_anywhere() && self.escape.is_in(self.text.get(start..end).unwrap_or_default());
        if is_raw { Span::raw(start, end) } else { Span::plain(start, end) }
    }

    /// Counts a line that ends inside a cell.
    fn pass_line_end(&mut self, at: usize, byte: u8) {
        let is_crlf = byte == b'\r' && self.text.get(at + 1) == Some(&b'\n');
        self.next += usize::from(is_crlf);
        self.line += u64::from(matches!(byte, b'\n' | b'\r'));
    }

    /// A cell that starts with a quote.
    fn quoted(&mut self, start: usize) -> Result<After, Oversized> {
        self.next += 1;
        let (first_mark, first_line) = (self.next, self.line);
        let Some((at, is_raw)) = self.closing_quote(start) else {
            Oversized::check(start, self.text.len(), first_line)?;
            return Ok(if self.is_last {
                self.reopened(start, first_mark, first_line)
            } else {
                After::Unknown
            });
        };
        Oversized::check(start, at, first_line)?;
        let is_raw = is_raw || self.escape.is_in(self.text.get(start..at).unwrap_or_default());
        let span = if is_raw { Span::raw(start, at) } else { Span::plain(start + 1, at) };
        let is_multiline = self.line != first_line;
        if is_multiline && self.is_on_one_line {
            return Ok(self.reopened(start, first_mark, first_line));
        }
        Ok(match self.closed(start, at, span, is_multiline) {
            Some(after) => after,
            None => self.reopened(start, first_mark, first_line),
        })
    }

    /// Passes everything inside quotes: where they close, and whether doubled ones were passed.
    /// `None` if the text ends before that is known.
    fn closing_quote(&mut self, start: usize) -> Option<(usize, bool)> {
        let mut is_raw = false;
        loop {
            let (at, byte) = self.mark()?;
            let following = self.text.get(at + 1).copied();
            match byte {
                b'\n' => self.line += 1,
                b'\r' => self.line += u64::from(following != Some(b'\n')),
                _ if byte != self.quote => (),
                _ if self.is_escaped(start + 1, at) => is_raw = true,
                _ if following == Some(self.quote) => {
                    self.next += 1;
                    is_raw = true;
                }
                _ if following.is_none() && !self.is_last => return None,
                _ => return Some((at, is_raw)),
            }
        }
    }

    /// Goes on behind a closing quote; `None` if it does not look like one.
    fn closed(&mut self, start: usize, quote: usize, span: Span, is_multiline: bool) -> Option<After> {
        let mut is_text = false;
        let (at, byte) = loop {
            match self.mark() {
                Some((_, byte)) if byte == self.quote => is_text = true,
                Some((at, byte)) if self.escape.is_anywhere() && self.is_escaped(quote + 1, at) => {
                    self.pass_line_end(at, byte);
                    is_text = true;
                }
                Some((at, byte)) => break (at, Some(byte)),
                None => break (self.text.len(), None),
            }
        };
        if byte.is_none() && !self.is_last {
            return Some(After::Unknown);
        }
        let tail = self.text.get(quote + 1..at).unwrap_or_default();
        is_text |= !tail.trim_ascii().is_empty();
        if is_text && is_multiline {
            return None;
        }
        if is_text {
            self.strays.push(self.cells.len());
        }
        // Blanks behind the closing quote are nobody's.
        self.cells.push(if is_text { Span::raw(start, at) } else { span });
        Some(byte.map_or(After::Record(at), |byte| self.behind(at, byte)))
    }

    /// A quote that does not close is read to the end of its line, or with the last one's to its very end.
    fn reopened(&mut self, start: usize, first_mark: usize, first_line: u64) -> After {
        self.next = first_mark;
        self.line = first_line;
        self.open_quote = Some(self.cells.len());
        while let Some((at, byte)) = self.mark() {
            let is_end = matches!(byte, b'\n' | b'\r');
            let rest = self.text.get(at..).unwrap_or_default();
            if is_end && self.is_last && rest.len() <= 2 && rest.trim_ascii().is_empty() {
                break;
            }
            if is_end {
                self.cells.push(Span::raw(start, at));
                return self.behind(at, byte);
            }
        }
        self.at_end(Span::raw(start, self.text.len()))
    }

    fn behind(&mut self, at: usize, byte: u8) -> After {
        match byte {
            b'\r' if self.text.get(at + 1).is_none() && !self.is_last => After::Unknown,
            b'\r' | b'\n' => {
                let is_crlf = byte == b'\r' && self.text.get(at + 1) == Some(&b'\n');
                self.next += usize::from(is_crlf);
                self.line += 1;
                After::Record(at + 1 + usize::from(is_crlf))
            }
            _ => After::Cell(at + 1),
        }
    }

    fn at_end(&mut self, span: Span) -> After {
        if !self.is_last {
            return After::Unknown;
        }
        self.cells.push(span);
        After::Record(self.text.len())
    }

    /// Notes a quote inside a cell; an apostrophe is at home there.
    fn stray(&mut self) {
        if self.quote == b'"' && self.strays.last() != Some(&self.cells.len()) {
            self.strays.push(self.cells.len());
        }
    }

    /// Passes blanks in front of a cell where runs of blanks separate.
    fn skip_blanks(&mut self, start: usize) -> After {
        let rest = self.text.get(start..).unwrap_or_default();
        let n_blanks = rest.iter().position(|it| !self.separators.contains(it)).unwrap_or(rest.len());
        let at = start + n_blanks;
        self.next += n_blanks;
        match self.text.get(at) {
            None if self.is_last => After::Record(at),
            None => After::Unknown,
            Some(&byte @ (b'\n' | b'\r')) => {
                self.next += 1;
                self.behind(at, byte)
            }
            Some(_) => After::Cell(at),
        }
    }
}
