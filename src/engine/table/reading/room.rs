//! Room for all rows: asked for once, refused early.
//!
//! A page that runs out of memory ends without a word. So after the first bytes the whole is
//! estimated: what has no room is refused with the reason, and for what has, room is made at once,
//! where growing bit by bit would need it twice.

use crate::engine::table::TableError;
use crate::engine::table::reading::Stage;

/// Most bytes for the rows of a table, half of what a program in a page can have: reading, sorting
/// and measuring need room as well.
const MAX_BYTES: u64 = 2_000_000_000;
/// Bytes after which the whole is estimated.
const ESTIMATE_BYTES: u64 = 4 << 20;

/// What is known of the size of a text.
#[derive(Debug, Default)]
pub struct Room {
    /// Its bytes; zero where nobody knows.
    pub n_expected: u64,
    n_taken: u64,
    is_estimated: bool,
}

impl Room {
    /// Bytes that are taken between two looks at the room.
    pub const STEP_BYTES: usize = 1 << 20;

    /// After so many more bytes of the text.
    pub fn check(&mut self, n_bytes: usize, stage: &mut Stage) -> Result<(), TableError> {
        self.n_taken += n_bytes as u64;
        let Stage::Rows(reading) = stage else { return Ok(()) };
        let rows = &mut reading.rows;
        let (n_rows, n_used) = (rows.n_typed as u64, rows.n_bytes());
        let is_due = !self.is_estimated && self.n_taken >= ESTIMATE_BYTES && n_rows > 0;
        let n_times = self.n_expected as f64 / self.n_taken as f64;
        if n_used > MAX_BYTES {
            return Err(no_room(n_rows.max(scaled(n_rows, n_times)), n_used / n_rows.max(1)));
        }
        if is_due && n_times > 1.0 {
            self.is_estimated = true;
            if scaled(n_used, n_times) > MAX_BYTES {
                return Err(no_room(scaled(n_rows, n_times), n_used.div_ceil(n_rows)));
            }
            rows.make_room(n_times);
        }
        Ok(())
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
fn scaled(n: u64, n_times: f64) -> u64 {
    (n as f64 * n_times) as u64
}

fn no_room(n_rows: u64, row_bytes: u64) -> TableError {
    TableError::NoRoom { n_rows, row_bytes, limit_bytes: MAX_BYTES }
}

#[cfg(test)]
mod tests {
    use crate::engine::table::{Reader, ReadingOptions, TableError};

    fn rows(n_bytes: usize) -> Vec<u8> {
        let head = b"id,day,amount,note\n".iter().copied();
        let row = b"C0012345,2024-05-31,12.50,a word or two\n".iter().copied().cycle();
        head.chain(row).take(n_bytes).collect()
    }

    #[test]
    fn what_has_no_room_is_refused_after_its_first_bytes_with_the_reason() {
        let bytes = rows(8 << 20);
        let mut reader = Reader::new("a.csv", &ReadingOptions::default()).expecting(500_000_000_000);
        let n_taken = bytes.chunks(1 << 16).take_while(|it| reader.push(it).is_ok()).count() << 16;
        assert!((3 << 20..8 << 20).contains(&n_taken), "{n_taken}");
        let mut reader = Reader::new("a.csv", &ReadingOptions::default()).expecting(500_000_000_000);
        let Err(TableError::NoRoom { n_rows, row_bytes, limit_bytes }) = reader.push(&bytes) else {
            panic!("it has no room");
        };
        // Two columns of codes, one of days, one of numbers.
        assert_eq!((row_bytes, limit_bytes), (21, 2_000_000_000));
        assert!((12_400_000_000..12_600_000_000).contains(&n_rows), "{n_rows}");
    }

    #[test]
    fn what_has_room_is_read_whatever_was_expected() {
        let bytes = rows(6 << 20);
        for n_expected in [0, 1, 6 << 20, 50_000_000] {
            let mut reader = Reader::new("a.csv", &ReadingOptions::default()).expecting(n_expected);
            assert_eq!(reader.push(&bytes), Ok(()), "{n_expected}");
            assert!(reader.finish().is_ok(), "{n_expected}");
        }
    }
}
