//! Files for any program: JSON and workbooks.

use std::io::Read as _;

use enclave_destinations::destinations::{Field, Wish};

use crate::made::{contacts, export};

const COLUMNS: [(&str, Field); 4] = [
    ("id", Field::CustomerId),
    ("note", Field::Other),
    ("Total", Field::Monetary),
    ("segment", Field::Segment),
];

fn rows() -> Vec<Vec<&'static str>> {
    vec![
        vec!["0012", "=cmd|' /C calc'!A0", "12.50", "Loyal"],
        vec!["2", "line\r\nbreak\t\"q\" <b>&\u{202e}", "", "New/old"],
        vec!["3", "", "not a number", ""],
    ]
}

#[test]
fn json_has_every_key_in_every_object() {
    let done = export(&contacts(&COLUMNS, 3), &Wish::of("json"), &rows()).unwrap();
    assert_eq!(
        done.text(0),
        "[\n{\"customer_id\":\"0012\",\"note\":\"=cmd|' /C calc'!A0\",\"Total\":12.50,\"segment\":\"Loyal\"},\n\
         {\"customer_id\":\"2\",\"note\":\"line\\r\\nbreak\\t\\\"q\\\" <b>&\u{202e}\",\"Total\":null,\"segment\":\"New/old\"},\n\
         {\"customer_id\":\"3\",\"note\":null,\"Total\":\"not a number\",\"segment\":null}\n]\n"
    );
    let none = export(&contacts(&COLUMNS, 0), &Wish::of("json"), &Vec::<Vec<String>>::new()).unwrap();
    assert!(none.summary.files.is_empty());
}

/// A part of a workbook, by its name.
fn part(bytes: &[u8], name: &str) -> String {
    let is_name = |at: &usize| {
        bytes[*at..].starts_with(name.as_bytes()) && *at >= 30 && bytes[at - 30..].starts_with(b"PK\x03\x04")
    };
    let at = (0..bytes.len()).find(is_name).unwrap();
    let header = &bytes[at - 30..at];
    let number = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap()) as usize;
    let packed = &bytes[at + name.len()..at + name.len() + number(18)];
    let mut text = String::new();
    if header[8] == 8 {
        flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text).unwrap();
    } else {
        text.push_str(std::str::from_utf8(packed).unwrap());
    }
    assert_eq!((text.len(), crc32fast::hash(text.as_bytes()) as usize), (number(22), number(14)));
    text
}

#[test]
fn a_workbook_has_a_sheet_for_each_segment_and_text_that_stays_text() {
    let done = export(&contacts(&COLUMNS, 3), &Wish::of("excel"), &rows()).unwrap();
    assert_eq!(done.summary.files[0].name, "shop-excel.xlsx");
    let bytes = &done.files[0];
    let book = part(bytes, "xl/workbook.xml");
    let names: Vec<&str> =
        book.split("<sheet name=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
    assert_eq!(names, ["Summary", "Definitions", "Loyal", "New old", "No segment"]);
    let sheet = part(bytes, "xl/worksheets/sheet3.xml");
    assert!(!sheet.contains("<f>"));
    assert!(
        sheet.contains("<c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">0012</t></is></c>")
    );
    assert!(sheet.contains(
        "<c r=\"B2\" s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=cmd|' /C calc'!A0</t></is></c>"
    ));
    assert!(sheet.contains("<c r=\"C2\"><v>12.50</v></c>"));
    let sheet = part(bytes, "xl/worksheets/sheet4.xml");
    assert!(
        sheet.contains("<t xml:space=\"preserve\">line\nbreak\t&quot;q&quot; &lt;b&gt;&amp;</t>"),
        "{sheet}"
    );
    assert!(part(bytes, "xl/worksheets/sheet1.xml").contains("In this workbook"));
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let columns = [
        ("id", Field::CustomerId),
        ("segment", Field::Other),
        ("seg", Field::Segment),
        ("segment", Field::Other),
    ];
    let rows = vec![vec!["1", "a", "Loyal", "b"]];
    for destination in ["csv", "json"] {
        let done = export(&contacts(&columns, 1), &Wish::of(destination), &rows).unwrap();
        for name in ["customer_id", "segment_2", "segment", "segment_3"] {
            assert!(done.text(0).contains(name), "{destination}: {}", done.text(0));
        }
    }
}
