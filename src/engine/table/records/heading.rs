//! Where the table starts: title lines left out, and whether the first record names the columns.

use crate::engine::table::records::sniff::usual_width;
use crate::engine::table::role;
use crate::kernel::column::{Census, trimmed};
use crate::kernel::order;

/// How many records at the top may be titles.
const MAX_TITLES: usize = 20;
/// How many records below the header are looked at.
const N_BELOW: usize = 200;

/// What stands above the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Records above the header that belong to no table.
    pub n_titles: usize,
    /// Whether the record behind them names the columns.
    pub has_header: bool,
    /// Whether nothing tells what that record is.
    pub is_doubtful: bool,
    /// How many cells a record usually has, the header's at least.
    pub width: usize,
}

impl Heading {
    /// Looks at the first records of a file.
    pub fn find(records: &[Vec<String>], fixed: Option<bool>, may_have_titles: bool) -> Self {
        let usual = usual_width(records);
        let n_titles = if may_have_titles { n_titles(records, usual) } else { 0 };
        let rest = records.get(n_titles..).unwrap_or_default();
        let Some((first, below)) = rest.split_first() else {
            return Self { n_titles: 0, has_header: fixed.unwrap_or(true), is_doubtful: false, width: usual };
        };
        let (has_header, is_doubtful) = match fixed {
            Some(it) => (it, false),
            None => is_header(first, below),
        };
        let is_trailing = |it: &Vec<String>| it.iter().skip(first.len()).all(|cell| trimmed(cell).is_empty());
        let width = match has_header {
            // A separator behind every row makes no column.
            true if below.iter().all(is_trailing) => first.len(),
            true => usual.max(first.len()),
            false => usual,
        };
        Self { n_titles, has_header, is_doubtful, width }
    }
}

/// Titles have one filled cell where the table has several, and the table behind them is even.
fn n_titles(records: &[Vec<String>], usual: usize) -> usize {
    let n_filled = |it: &Vec<String>| it.iter().filter(|cell| !trimmed(cell).is_empty()).count();
    let is_title = |it: &Vec<String>| n_filled(it) <= 1 && (it.len() < usual || n_filled(it) == 1);
    if usual < 2 {
        return 0;
    }
    let n_titles = records.iter().take(MAX_TITLES + 1).take_while(|it| is_title(it)).count();
    let table = records.get(n_titles..).unwrap_or_default();
    let n_even = table.iter().filter(|it| it.len() == usual).count();
    let starts_full = table.first().is_some_and(|it| n_filled(it) >= 2 && it.len() == usual);
    let is_clear = n_titles <= MAX_TITLES && starts_full && n_even >= 3 && n_even * 5 >= table.len() * 4;
    if is_clear { n_titles } else { 0 }
}

/// Whether a record names the columns below it, and whether that is in doubt.
fn is_header(first: &[String], below: &[Vec<String>]) -> (bool, bool) {
    let names: Vec<&str> = first.iter().map(|it| trimmed(it)).collect();
    // The header once more is no value.
    let is_same = |it: &&Vec<String>| it.iter().map(|cell| trimmed(cell)).eq(names.iter().copied());
    let below: Vec<&Vec<String>> = below.iter().filter(|it| !is_same(it)).take(N_BELOW).collect();
    let n_named = names.iter().filter(|it| role::words::role_of(it).is_some()).count();
    let votes: i32 = names.iter().enumerate().map(|(idx, name)| vote(name, idx, &below)).sum();
    if votes != 0 {
        return (votes + i32::try_from(n_named).unwrap_or(i32::MAX / 2) > 0, false);
    }
    let is_plain = |it: &str| {
        let mut census = Census::default();
        census.add(it, 1);
        census.n_texts + census.n_doubtful == 1
    };
    let filled: Vec<&str> = names.into_iter().filter(|it| !it.is_empty()).collect();
    let is_new = |idx: usize, it: &str| !filled.iter().take(idx).any(|other| *other == it);
    let is_named = n_named > 0 || filled.iter().enumerate().all(|(idx, it)| is_plain(it) && is_new(idx, it));
    // Names that come twice are names, or values.
    (is_named, !is_named && !below.is_empty() && filled.iter().all(|it| is_plain(it)))
}

/// Positive if a cell looks like the name of its column, negative if it looks like a value of it.
fn vote(name: &str, idx: usize, below: &[&Vec<String>]) -> i32 {
    let mut own = Census::default();
    own.add(name, 1);
    let mut census = Census::default();
    let mut n_equal = 0;
    for cell in below.iter().filter_map(|it| it.get(idx)) {
        let cell = trimmed(cell);
        census.add(cell, 1);
        n_equal += u32::from(!cell.is_empty() && cell == name);
    }
    let n_typed = census.n_numbers + census.n_dates;
    let is_typed = census.n_present() > 0 && n_typed * 10 >= census.n_present() * 8;
    if own.n_missing + own.n_doubtful > 0 {
        0
    } else if own.n_texts == 0 {
        -2
    } else if is_typed {
        2
    } else {
        -i32::from(n_equal > 0)
    }
}

/// Names for columns: as they stand, numbered where they come again, called by their position
/// where there is none. Also says which were empty and which were renamed.
pub fn unique_names(header: &[String], n_columns: usize) -> (Vec<String>, Vec<usize>, Vec<usize>) {
    let mut taken: Vec<String> = Vec::with_capacity(n_columns);
    let (mut names, mut empty, mut renamed) = (Vec::with_capacity(n_columns), Vec::new(), Vec::new());
    let mut wanted: Vec<String> = header.iter().map(|it| tidy(it)).collect();
    order::sort_by(&mut wanted, Ord::cmp);
    let has = |all: &[String], name: &String| all.binary_search(name).is_ok();
    for idx in 0..n_columns {
        let own = header.get(idx).map(|it| tidy(it)).unwrap_or_default();
        let is_empty = own.is_empty();
        let base = if is_empty { format!("Column {}", idx + 1) } else { own };
        let mut name = base.clone();
        let mut n = 1;
        while has(&taken, &name) || ((n > 1 || is_empty) && has(&wanted, &name)) {
            n += 1;
            name = format!("{base} ({n})");
        }
        if is_empty {
            empty.push(idx);
        } else if name != base {
            renamed.push(idx);
        }
        let place = taken.binary_search(&name).unwrap_or_else(|place| place);
        taken.insert(place, name.clone());
        names.push(name);
    }
    (names, empty, renamed)
}

/// A name in one line.
fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Heading, unique_names};

    fn records(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_header_is_told_from_a_row() {
        let has_header = |text: &str| Heading::find(&records(text), None, true).has_header;
        assert!(has_header("name,city\nAnna,Bonn\nBert,Ulm"));
        assert!(has_header("a,b\n1,2\n3,4"));
        assert!(has_header("customer_id,date\nx,y"));
        assert!(!has_header("1,2\n3,4"));
        assert!(!has_header("milk,bread\nmilk,eggs\nham,bread"));
        assert!(!has_header("C1,2024-01-01,5\nC2,2024-01-02,6"));
    }

    #[test]
    fn titles_are_left_out_only_above_an_even_table() {
        let n_titles = |text: &str| Heading::find(&records(text), None, true).n_titles;
        assert_eq!(n_titles("Report\nMade today\nid,v\n1,2\n3,4\n5,6"), 2);
        assert_eq!(n_titles("id\n1,2"), 0);
        assert_eq!(n_titles("id,v\n1,2\n3,4"), 0);
    }

    #[test]
    fn names_become_unique_and_say_where_they_stand() {
        let header: Vec<String> = ["a", "", "a", "a (2)", "Column 2"].map(str::to_owned).to_vec();
        let (names, empty, renamed) = unique_names(&header, 6);
        assert_eq!(names, ["a", "Column 2 (2)", "a (3)", "a (2)", "Column 2", "Column 6"]);
        assert_eq!((empty, renamed), (vec![1, 5], vec![2]));
    }
}
