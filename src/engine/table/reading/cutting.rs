//! Text to rows: runs of regular records at once, and whatever is odd between them one by one.

use crate::engine::table::reading::rows::{Rows, is_odd};
use crate::kernel::records::{Oversized, Regular, Splitter};

/// How much text is cut one by one before regular records are looked for again, at first.
const ODD_BYTES: usize = 1 << 10;
/// And at most, where records are odd again and again.
const MAX_ODD_BYTES: usize = 1 << 18;

/// What takes part in cutting a text.
pub struct Cutting<'a> {
    /// Knows every way in which records can be odd.
    pub splitter: &'a mut Splitter,
    /// Knows only records that are not; `None` where all are cut one by one.
    pub regular: Option<&'a mut Regular>,
    /// Where records go.
    pub rows: &'a mut Rows,
    /// Whether the first cell beyond ASCII is still looked for.
    pub is_foreign: bool,
}

impl Cutting<'_> {
    /// Takes all records that are complete in `text`, and says how many bytes they take.
    pub fn cut(&mut self, text: &str, is_last: bool) -> Result<usize, Oversized> {
        let mut start = 0;
        let mut n_odd = ODD_BYTES;
        while start < text.len() {
            let rest = text.get(start..).unwrap_or_default();
            let n_regular = self.regular(rest);
            // Few between odd ones: looking for them costs more than it saves.
            let is_long = n_regular >= n_odd;
            n_odd = if is_long { ODD_BYTES } else { (n_odd * 2).min(MAX_ODD_BYTES) };
            start += n_regular;
            if n_regular > 0 {
                continue;
            }
            let end = if self.regular.is_some() { n_odd } else { rest.len() };
            match self.one_by_one(rest, end, is_last)? {
                0 => break,
                n_used => start += n_used,
            }
        }
        Ok(start)
    }

    /// Takes the regular records at the start, and says how many bytes they take.
    fn regular(&mut self, rest: &str) -> usize {
        let found = self.regular.as_mut().and_then(|it| it.find(rest, self.splitter.line()));
        let Some((run, _)) = found else { return 0 };
        let n_plain = self.rows.n_plain(&run);
        let Some((run, n_used)) = run.first(n_plain) else { return 0 };
        self.rows.take_run(&run);
        self.splitter.pass(run.n_rows());
        n_used
    }

    /// Takes the records in about as many bytes, or more if there is none.
    fn one_by_one(&mut self, rest: &str, n_bytes: usize, is_last: bool) -> Result<usize, Oversized> {
        let mut end = n_bytes;
        loop {
            let part = rest.get(..rest.floor_char_boundary(end)).unwrap_or(rest);
            let is_odd = self.is_foreign || is_odd(part);
            let Self { splitter, rows, .. } = self;
            let is_whole = part.len() == rest.len();
            let n_used =
                splitter.split(part, is_last && is_whole, &mut |record| rows.take(record, part, is_odd))?;
            rows.flush(part);
            if n_used > 0 || is_whole {
                return Ok(n_used);
            }
            end *= 4;
        }
    }
}
