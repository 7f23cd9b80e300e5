//! Damage of the kinds that files meet on their way, done to clean tables of our own: every damaged
//! row is named with its line, and clean files raise no alarm.

use std::collections::{BTreeMap, BTreeSet};

use enclave::engine::table::{IssueKind, Severity};

use crate::reading::read;

/// Files of each kind of damage.
const N_FILES: u64 = 260;
/// Of a thousand damaged rows, so many must be named with their line.
const LEAST_NAMED: usize = 995;

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % n
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A table as it is written.
struct Clean {
    separator: char,
    line_end: &'static str,
    quotes_all: bool,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

const COLUMNS: [&str; 9] =
    ["customer_id", "name", "signup_date", "orders", "revenue", "city", "note", "email", "segment"];

impl Clean {
    fn made(seed: u64) -> Self {
        let chance = &mut Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let n_columns = 3 + chance.below(COLUMNS.len() - 2);
        let n_rows = 20 + chance.below(60);
        // Without letters beyond ASCII in some files.
        let is_plain = chance.below(4) == 0;
        let row = |chance: &mut Chance, idx: usize| {
            COLUMNS[..n_columns].iter().map(|it| cell(it, idx, is_plain, chance)).collect()
        };
        Self {
            separator: chance.pick(&[',', ',', ';', '\t', '|']),
            line_end: chance.pick(&["\n", "\r\n"]),
            quotes_all: chance.below(3) == 0,
            header: COLUMNS[..n_columns].iter().map(|it| (*it).to_owned()).collect(),
            rows: (0..n_rows).map(|idx| row(chance, idx)).collect(),
        }
    }

    fn record(&self, cells: &[String]) -> String {
        let marks = [self.separator, '"', '\n', '\r'];
        let written = |it: &String| {
            let is_quoted = self.quotes_all || it.contains(marks);
            if is_quoted { format!("\"{}\"", it.replace('"', "\"\"")) } else { it.clone() }
        };
        cells.iter().map(written).collect::<Vec<_>>().join(&self.separator.to_string())
    }

    fn text(&self) -> Vec<u8> {
        self.damaged(&BTreeSet::new(), |_, _, _| unreachable!()).0
    }

    /// The file with some rows damaged, and the lines in which these start.
    fn damaged(
        &self,
        rows: &BTreeSet<usize>,
        mut damage: impl FnMut(&Self, usize, String) -> Vec<u8>,
    ) -> (Vec<u8>, Vec<u64>) {
        let mut bytes = [self.record(&self.header).as_bytes(), self.line_end.as_bytes()].concat();
        let mut lines = Vec::new();
        for (idx, row) in self.rows.iter().enumerate() {
            let written = self.record(row);
            if rows.contains(&idx) {
                lines.push(1 + n_line_ends(&bytes));
                bytes.extend(damage(self, idx, written));
            } else {
                bytes.extend(written.into_bytes());
                bytes.extend(self.line_end.bytes());
            }
        }
        (bytes, lines)
    }
}

fn n_line_ends(bytes: &[u8]) -> u64 {
    let mut n = 0;
    for (idx, byte) in bytes.iter().enumerate() {
        n += u64::from(*byte == b'\n' || (*byte == b'\r' && bytes.get(idx + 1) != Some(&b'\n')));
    }
    n
}

fn cell(column: &str, idx: usize, is_plain: bool, chance: &mut Chance) -> String {
    let names: &[&str] = if is_plain {
        &["Anna Berg", "Bert, Jr.", "Carla \"CC\" Conti", "Dora O'Hara"]
    } else {
        &["Müller", "Łódź, Ania", "Conti \"CC\" É.", "Dora O'Hara", "田中"]
    };
    match column {
        "customer_id" => format!("C{:05}", idx * 7),
        "name" => chance.pick(names).to_owned(),
        "signup_date" => format!("2025-{:02}-{:02}", 1 + chance.below(12), 1 + chance.below(28)),
        "orders" => chance.below(90).to_string(),
        "revenue" => format!("{}.{:02}", chance.below(9000), chance.below(100)),
        "city" => chance.pick(&["Bonn", "Ulm", "Paris", "Rome", ""]).to_owned(),
        "note" => chance.pick(&["ok", "", "two\nlines", "a, b; c", "said \"no\"", "see|here"]).to_owned(),
        "email" => format!("p{idx}@example.com"),
        _ => chance.pick(&["a", "b", "c"]).to_owned(),
    }
}

type Damage = fn(&Clean, usize, &str, &mut Chance) -> Vec<u8>;

const KINDS: [(&str, Damage); 9] = [
    ("a missing cell", |clean, idx, _, chance| {
        let mut cells = clean.rows[idx].clone();
        cells.remove(chance.below(cells.len()));
        ended(clean, clean.record(&cells))
    }),
    ("an extra cell", |clean, idx, _, chance| {
        let mut cells = clean.rows[idx].clone();
        cells.insert(chance.below(cells.len() + 1), chance.pick(&["x", "", "7"]).to_owned());
        ended(clean, clean.record(&cells))
    }),
    ("a quote too many", |clean, idx, _, chance| {
        let cells = &clean.rows[idx];
        let hit = chance.below(cells.len());
        let written = |(idx, it): (usize, &String)| {
            let it = clean.record(std::slice::from_ref(it));
            let at = chance.pick(&[0, it.len() / 2, it.len()]);
            if idx == hit && it.is_char_boundary(at) {
                format!("{}\"{}", &it[..at], &it[at..])
            } else if idx == hit {
                format!("\"{it}")
            } else {
                it
            }
        };
        let cells: Vec<String> = cells.iter().enumerate().map(written).collect();
        ended(clean, cells.join(&clean.separator.to_string()))
    }),
    ("a quote too few", |clean, idx, _, chance| {
        let mut cells = clean.rows[idx].clone();
        let hit = chance.below(cells.len());
        cells[hit] = format!("{}{} {}", cells[hit], clean.separator, idx);
        let written = clean.record(&cells);
        let quotes: Vec<usize> = written.match_indices('"').map(|it| it.0).collect();
        let at = chance.pick(&quotes);
        ended(clean, format!("{}{}", &written[..at], &written[at + 1..]))
    }),
    ("another separator", |clean, idx, _, chance| {
        let others = [',', ';', '\t', '|', ' '].into_iter().filter(|it| *it != clean.separator);
        let separator = chance.pick(&others.collect::<Vec<_>>());
        let other = Clean { separator, header: Vec::new(), rows: Vec::new(), ..*clean };
        ended(clean, other.record(&clean.rows[idx]))
    }),
    ("the header once more", |clean, _, _, _| ended(clean, clean.record(&clean.header))),
    ("another line end", |clean, _, written, chance| {
        let others = ["\n", "\r\n", "\r"].into_iter().filter(|it| *it != clean.line_end);
        [written, chance.pick(&others.collect::<Vec<&str>>())].concat().into_bytes()
    }),
    ("bytes of another encoding", |clean, _, written, chance| {
        let mut bytes = written.as_bytes().to_vec();
        let at = written.char_indices().map(|it| it.0).filter(|it| bytes[*it].is_ascii_alphanumeric());
        let at = chance.pick(&at.collect::<Vec<_>>());
        bytes.splice(at..at, [chance.pick(&[0xE9, 0xFC, 0xC3, 0xDF])]);
        bytes.extend(clean.line_end.bytes());
        bytes
    }),
    ("a zero", |clean, _, written, chance| {
        let mut bytes = written.as_bytes().to_vec();
        let at = written.char_indices().map(|it| it.0).filter(|it| bytes[*it].is_ascii_alphanumeric());
        let at = chance.pick(&at.collect::<Vec<_>>());
        bytes.insert(at, 0);
        bytes.extend(clean.line_end.bytes());
        bytes
    }),
];

fn ended(clean: &Clean, record: String) -> Vec<u8> {
    [record.as_str(), clean.line_end].concat().into_bytes()
}

#[test]
#[expect(clippy::print_stdout, reason = "the rates are what a reader of the log wants")]
fn every_damaged_row_is_named_with_its_line() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, damage) in KINDS {
        for seed in 1..=N_FILES {
            let clean = Clean::made(seed);
            let chance = &mut Chance(seed * 77 + name.len() as u64);
            let n = 1 + chance.below(6);
            // The first row says what the others should be like.
            let rows: BTreeSet<usize> = (0..n).map(|_| 1 + chance.below(clean.rows.len() - 1)).collect();
            let (bytes, lines) =
                clean.damaged(&rows, |clean, idx, written| damage(clean, idx, &written, chance));
            let source = read(&bytes);
            let places = source.issues.iter().flat_map(|it| &it.examples).map(|it| it.line);
            let named: BTreeSet<u64> = places.collect();
            let (n_damaged, n_named) = counts.entry(name).or_default();
            *n_damaged += lines.len();
            *n_named += lines.iter().filter(|it| named.contains(it)).count();
        }
    }
    let (mut n_damaged, mut n_named) = (0, 0);
    for (name, (damaged, named)) in &counts {
        println!("{name}: {named} of {damaged} rows named with their line");
        (n_damaged, n_named) = (n_damaged + damaged, n_named + named);
    }
    println!("all: {n_named} of {n_damaged}");
    assert!(n_damaged > 7000);
    for (name, (damaged, named)) in counts.into_iter().chain([("all", (n_damaged, n_named))]) {
        assert!(named * 1000 >= damaged * LEAST_NAMED, "{name}: {named} of {damaged}");
    }
}

#[test]
fn clean_files_raise_no_alarm() {
    for seed in 1..=4 * N_FILES {
        let clean = Clean::made(seed);
        let source = read(&clean.text());
        let alarms = source.issues.iter().filter(|it| {
            it.kind.severity() == Severity::Warning
                || it.column.is_none()
                || it.kind == IssueKind::MixedLineEnds
        });
        assert_eq!(alarms.count(), 0, "seed {seed}: {:?}", source.issues);
        assert!(!source.dialect.is_doubtful, "seed {seed}");
        assert_eq!((source.table.n_rows, source.table.columns.len()), (clean.rows.len(), clean.header.len()));
    }
}
