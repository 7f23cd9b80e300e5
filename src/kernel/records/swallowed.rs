//! Rows that a quote swallowed: it was never closed, and one further down closes it by chance.

/// So many lines that look like rows are some, even where quotes hold them together by right.
const MANY: usize = 5;

/// What the lines of a record are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Parts of its cells.
    Parts,
    /// They look like rows, and may be parts of its cells.
    Doubtful,
    /// Rows.
    Rows,
}

/// What the lines of a record are, by the separators in each. `n_cells` says how many cells it has,
/// `width` how many it should have.
pub fn lines_of(record: &[u8], separator: u8, width: usize, n_cells: usize) -> Lines {
    let lines = || record.split(|it| matches!(it, b'\n' | b'\r')).filter(|it| !it.is_empty());
    let is_row = |line: &[u8]| match memchr::memchr_iter(separator, line).count() + 1 {
        n if separator == b',' => n == width,
        // People write few of the others.
        n => n >= width,
    };
    if n_cells != width {
        return if lines().skip(1).any(is_row) { Lines::Rows } else { Lines::Parts };
    }
    match lines().all(is_row) {
        false => Lines::Parts,
        true if lines().count() < MANY => Lines::Doubtful,
        true => Lines::Rows,
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, lines_of};

    #[test]
    fn lines_with_as_many_separators_as_rows_are_rows() {
        let of = |record: &str, n_cells| lines_of(record.as_bytes(), b',', 3, n_cells);
        assert_eq!(of("1,\"2,3\n4,5\",6\n", 3), Lines::Doubtful);
        assert_eq!(of("1,\"2,3\n1,2,3\n1,2,3\n1,2,3\n7,8\",9\n", 3), Lines::Rows);
        assert_eq!(of("1,\"two\nlines\",3\n", 3), Lines::Parts);
        assert_eq!(of("1,\"two\nlines, with, more\",3\n", 3), Lines::Parts);
        assert_eq!(of("1,2,\"3\n4,5,6\n7\",8,9\n", 5), Lines::Rows);
        assert_eq!(of("1,\"two\nlines\"\n", 2), Lines::Parts);
    }
}
