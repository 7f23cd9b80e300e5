//! Rows of cells as compact bytes.
//!
//! Rows and columns as two numbers, then for each cell, row by row, where its text ends, all in four
//! bytes with the lowest first; then all texts one after the other, as UTF-8.

/// Bytes before the ends.
const N_HEAD: usize = 8;

/// Makes batches.
#[derive(Debug, Default)]
pub struct BatchWriter {
    n_columns: usize,
    ends: Vec<u8>,
    n_cells: usize,
    text: String,
}

impl BatchWriter {
    /// Makes batches of rows with so many cells.
    pub fn new(n_columns: usize) -> Self {
        Self { n_columns, ..Self::default() }
    }

    /// Adds a cell to the row; the row ends with its last cell.
    pub fn cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.end_cell();
    }

    /// Adds a cell whose text `write` puts behind what is there.
    pub fn cell_with(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.end_cell();
    }

    /// Whole rows so far.
    pub fn n_rows(&self) -> usize {
        self.n_cells.checked_div(self.n_columns).unwrap_or(0)
    }

    /// Bytes of the batch so far.
    pub fn n_bytes(&self) -> usize {
        N_HEAD + self.ends.len() + self.text.len()
    }

    /// The rows so far; the next batch begins.
    pub fn take(&mut self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.n_bytes());
        for number in [self.n_rows(), self.n_columns] {
            bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
        bytes.append(&mut self.ends);
        bytes.extend_from_slice(self.text.as_bytes());
        self.text.clear();
        self.n_cells = 0;
        bytes
    }

    fn end_cell(&mut self) {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.ends.extend(end.to_le_bytes());
        self.n_cells += 1;
    }
}

/// Rows that arrived.
#[derive(Debug)]
pub struct Batch<'a> {
    n_columns: usize,
    ends: Vec<usize>,
    text: &'a str,
}

impl<'a> Batch<'a> {
    /// Reads a batch of rows with so many cells; `None` where the bytes are none.
    pub fn open(bytes: &'a [u8], n_columns: usize) -> Option<Self> {
        let number = |it: &[u8]| Some(u32::from_le_bytes(*it.first_chunk::<4>()?) as usize);
        let n_rows = number(bytes)?;
        if number(bytes.get(4..)?)? != n_columns {
            return None;
        }
        let n_text = n_rows.checked_mul(n_columns)?.checked_mul(4)?.checked_add(N_HEAD)?;
        let text = str::from_utf8(bytes.get(n_text..)?).ok()?;
        let ends: Vec<usize> = bytes.get(N_HEAD..n_text)?.chunks_exact(4).filter_map(number).collect();
        let is_rising = ends.is_sorted() && ends.iter().all(|it| text.is_char_boundary(*it));
        (is_rising && ends.last().copied().unwrap_or(0) == text.len()).then_some(Self {
            n_columns,
            ends,
            text,
        })
    }

    /// How many rows.
    pub fn n_rows(&self) -> usize {
        self.ends.len().checked_div(self.n_columns).unwrap_or(0)
    }

    /// All rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.n_rows()).map(|row| Row { batch: self, n_before: row * self.n_columns })
    }
}

/// One row that arrived.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    batch: &'a Batch<'a>,
    n_before: usize,
}

impl<'a> Row<'a> {
    /// The cell in a column; empty where there is none.
    pub fn cell(&self, column: usize) -> &'a str {
        if column >= self.batch.n_columns {
            return "";
        }
        let at = self.n_before + column;
        let start = at.checked_sub(1).and_then(|it| self.batch.ends.get(it)).copied().unwrap_or(0);
        let end = self.batch.ends.get(at).copied().unwrap_or(start);
        self.batch.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Batch, BatchWriter};

    #[test]
    fn rows_come_back_as_they_went() {
        let rows = [["c1", "", "Zoë"], ["", "a\nb\"", "🙂"]];
        let mut writer = BatchWriter::new(3);
        rows.iter().flatten().for_each(|it| writer.cell(it));
        assert_eq!(writer.n_rows(), 2);
        let bytes = writer.take();
        let batch = Batch::open(&bytes, 3).unwrap();
        let read: Vec<Vec<&str>> = batch.rows().map(|it| (0..3).map(|at| it.cell(at)).collect()).collect();
        assert_eq!(read, rows.map(|it| it.to_vec()));
        let none = writer.take();
        assert_eq!(Batch::open(&none, 3).unwrap().n_rows(), 0);
    }

    #[test]
    fn damaged_bytes_are_no_batch() {
        let mut writer = BatchWriter::new(1);
        writer.cell("Zoë");
        let bytes = writer.take();
        assert!(Batch::open(&bytes, 2).is_none());
        for n in 0..bytes.len() {
            assert!(Batch::open(&bytes[..n], 1).is_none(), "{n}");
        }
        let mut cut = bytes;
        cut[8] = 3;
        assert!(Batch::open(&cut, 1).is_none(), "an end within a letter");
    }
}
