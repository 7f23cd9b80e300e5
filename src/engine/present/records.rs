//! The records of a table that Enclave wrote itself, for showing them as they will stand in a
//! spreadsheet.

/// The cells of comma-separated text with quotes doubled inside quotes, record by record.
pub fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            _ => cell.push(letter),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn quoted_commas_quotes_and_line_ends_are_part_of_a_cell() {
        assert_eq!(
            records("id,name\r\n7,\"a \"\"b\"\", c\"\r\n8,\"two\nlines\"\r\n"),
            [["id", "name"], ["7", "a \"b\", c"], ["8", "two\nlines"]]
        );
    }

    #[test]
    fn empty_cells_stay_and_a_last_line_needs_no_end() {
        assert_eq!(records("a,,\n,b,"), [["a", "", ""], ["", "b", ""]]);
        assert!(records("").is_empty());
    }
}
