//! Rows that a quote swallowed: it was never closed, and one further down closes it by chance.

/// Whether a record that spans lines is several rows of a table of a width, by the separators that
/// stand in each line. Of a record that has the width itself, every line must look like a row.
pub fn are_rows(record: &[u8], separator: u8, width: usize, n_cells: usize) -> bool {
    let lines = || record.split(|it| matches!(it, b'\n' | b'\r')).filter(|it| !it.is_empty());
    let is_row = |line: &[u8]| match memchr::memchr_iter(separator, line).count() + 1 {
        n if separator == b',' => n == width,
        // People write few of the others.
        n => n >= width,
    };
    match n_cells == width {
        true => lines().all(is_row),
        false => lines().skip(1).any(is_row),
    }
}

#[cfg(test)]
mod tests {
    use super::are_rows;

    #[test]
    fn lines_with_as_many_separators_as_rows_are_rows() {
        assert!(are_rows(b"1,\"2,3\n4,5\",6\n", b',', 3, 3));
        assert!(are_rows(b"1,\"2,3\n4,5,6\n7,8\",9\n", b',', 3, 3));
        assert!(!are_rows(b"1,\"two\nlines\",3\n", b',', 3, 3));
        assert!(!are_rows(b"1,\"two\nlines, with, more\",3\n", b',', 3, 3));
        assert!(are_rows(b"1,2,\"3\n4,5,6\n7\",8,9\n", b',', 3, 5));
        assert!(!are_rows(b"1,\"two\nlines\"\n", b',', 3, 2));
    }
}
