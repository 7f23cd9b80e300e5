//! What is written: every customer once, nothing a spreadsheet would run, nothing that is lost.

use enclave::engine::export::{Format, Safety, preview, write};
use enclave::engine::segmentation::{RfmOptions, SegmentId};

use crate::analysed::{Analysed, quoted, records, rfm_recipe};

const HOSTILE: [&str; 12] = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "=HYPERLINK(\"http://x\",\"y\")",
    "＝1+1",
    "＠A1",
    "-5",
    "+1.5e3",
    "Ann, \"B\" & Co",
    "00017",
    "O'Brien",
];

fn hostile() -> Analysed {
    let line = |(idx, customer): (usize, &&str)| {
        format!("{},2026-01-{:02},{}.50\n", quoted(customer), idx + 1, idx * 10)
    };
    let lines: Vec<String> = HOSTILE.iter().enumerate().map(line).collect();
    let text = format!("customer,day,amount\n{}", lines.concat());
    Analysed::of("hostile names.csv", &text, rfm_recipe(RfmOptions::default())).unwrap()
}

fn customers(analysed: &Analysed, segments: &[SegmentId], safety: Safety) -> Vec<Vec<String>> {
    let format = Format::Customers { segments: segments.to_vec(), safety };
    let file = write(&analysed.material(), &format);
    assert_eq!(file.media_type, "text/csv;charset=utf-8");
    let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
    let mut rows = records(bytes);
    assert_eq!(rows.remove(0)[..3], ["customer_id", "segment_id", "segment"]);
    assert_eq!(rows.len(), file.n_rows);
    rows
}

#[test]
fn a_spreadsheet_gets_no_formula() {
    let analysed = hostile();
    let written: Vec<String> =
        customers(&analysed, &[], Safety::Spreadsheet).iter().map(|row| row[0].clone()).collect();
    for customer in HOSTILE {
        let is_formula = customer.starts_with(['=', '@', '＝', '＠'])
            || ["+cmd|' /C calc'!A0", "-2+3"].contains(&customer);
        let expected = if is_formula { format!("'{customer}") } else { customer.to_owned() };
        assert!(written.contains(&expected), "{expected:?} is not in {written:?}");
    }
}

#[test]
fn the_exact_file_holds_every_identifier_as_it_came() {
    let analysed = hostile();
    let mut written: Vec<String> =
        customers(&analysed, &[], Safety::Exact).iter().map(|row| row[0].clone()).collect();
    let mut expected = HOSTILE.to_vec();
    written.sort();
    expected.sort_unstable();
    assert_eq!(written, expected);
}

#[test]
fn a_mark_stands_before_letters_beyond_ascii_and_only_there() {
    let mark = "\u{feff}".as_bytes();
    let format = |safety| Format::Customers { segments: Vec::new(), safety };
    let with_letters = hostile();
    assert!(write(&with_letters.material(), &format(Safety::Spreadsheet)).bytes.starts_with(mark));
    assert!(!write(&with_letters.material(), &format(Safety::Exact)).bytes.starts_with(mark));
    let text = "customer,day,amount\nA,2026-01-01,5\nB,2026-01-02,7\n";
    let plain = Analysed::of("plain.csv", text, rfm_recipe(RfmOptions::default())).unwrap();
    assert!(write(&plain.material(), &format(Safety::Spreadsheet)).bytes.starts_with(b"customer_id"));
}

#[test]
fn segments_written_one_by_one_are_all_customers() {
    let analysed = hostile();
    let all = customers(&analysed, &[], Safety::Exact);
    let mut one_by_one = Vec::new();
    for segment in &analysed.outcome.segmentation.segments {
        let rows = customers(&analysed, &[segment.id], Safety::Exact);
        assert!(rows.iter().all(|row| row[2] == segment.name), "{rows:?}");
        one_by_one.extend(rows);
    }
    let mut expected = all;
    expected.sort();
    one_by_one.sort();
    assert_eq!(one_by_one, expected);
}

#[test]
fn segments_are_numbered_from_one_and_scores_stand_beside_their_numbers() {
    let text = "customer,day,amount\nA,2026-01-01,5\nA,2026-01-03,0.1\nA,2026-01-04,0.2\nB,2026-01-02,7\n";
    let analysed = Analysed::of("two.csv", text, rfm_recipe(RfmOptions::default())).unwrap();
    let format = Format::Customers { segments: Vec::new(), safety: Safety::Exact };
    let file = write(&analysed.material(), &format);
    let rows = records(&file.bytes);
    let header =
        ["customer_id", "segment_id", "segment", "recency_days", "frequency", "monetary", "r", "f", "m"];
    assert_eq!(rows[0], header);
    assert_eq!(rows[1][0], "A");
    assert_eq!(rows[1][3..6], ["0", "3", "5.3"]);
    assert_eq!(rows[2][3..6], ["2", "1", "7"]);
    let mut ids: Vec<&str> = rows[1..].iter().map(|row| row[1].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids, ["1", "2"]);
}

#[test]
fn a_preview_is_the_beginning_of_the_file() {
    let analysed = hostile();
    let material = analysed.material();
    for format in [
        Format::Customers { segments: Vec::new(), safety: Safety::Exact },
        Format::Recipe,
        Format::Problems,
        Format::Analysis,
    ] {
        let whole = String::from_utf8(write(&material, &format).bytes).unwrap();
        let beginning = preview(&material, &format, 3);
        assert!(whole.starts_with(&beginning), "{format:?}");
        let n_lines = beginning.lines().count();
        let expected = if matches!(format, Format::Customers { .. }) { 4 } else { 3 };
        assert!(n_lines == expected || whole == beginning, "{format:?} shows {n_lines} lines");
    }
}

#[test]
fn a_bad_cell_is_listed_as_it_stands_with_its_line() {
    let text = "customer,day,amount\nA,2026-01-01,5\nB,2026-01-02,=1+1\nC,2026-01-03,7\n,2026-01-04,9\n";
    let analysed = Analysed::of("bad.csv", text, rfm_recipe(RfmOptions::default())).unwrap();
    let file = write(&analysed.material(), &Format::Problems);
    let rows = records(&file.bytes);
    assert_eq!(rows[0], ["row", "column", "value", "reason"]);
    assert!(rows.contains(&["3", "amount", "'=1+1", "Not a number"].map(str::to_owned).to_vec()), "{rows:?}");
    assert!(rows.iter().any(|row| row[0] == "5" && row[3] == "No customer"), "{rows:?}");
    assert_eq!(rows.len(), file.n_rows + 1);
}

#[test]
fn files_are_named_after_the_source_and_what_is_in_them() {
    let analysed = hostile();
    let material = analysed.material();
    let name = |format: &Format| write(&material, format).file_name;
    let all = Format::Customers { segments: Vec::new(), safety: Safety::Spreadsheet };
    assert_eq!(name(&all), "hostile-names-customers.csv");
    assert_eq!(name(&Format::Recipe), "hostile-names-recipe.json");
    assert_eq!(name(&Format::Problems), "hostile-names-problem-rows.csv");
    assert_eq!(name(&Format::Analysis), "hostile-names-analysis.json");
    let first = &analysed.outcome.segmentation.segments[0];
    let one = Format::Customers { segments: vec![first.id], safety: Safety::Spreadsheet };
    assert_eq!(name(&one), format!("hostile-names-{}.csv", first.name.replace(' ', "-").replace('\'', "")));
}
