//! What holds for every file, found by trying many.

use enclave_engine::engine::table::{ReadingOptions, take_in};
use enclave_wrapping::wrapping::Wrappings;
use proptest::prelude::*;

use crate::hostile;

/// Pieces that sheets are made of, sound and not.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("<sheetData>"),
        Just("</sheetData>"),
        Just("<row>"),
        Just("<row r=\"3\">"),
        Just("</row>"),
        Just("<row r=\"4294967295\">"),
        Just("<c r=\"B2\" t=\"s\">"),
        Just("<c>"),
        Just("<c r=\"XFD1048576\">"),
        Just("<c r=\"ZZZZZZ9\">"),
        Just("</c>"),
        Just("<v>"),
        Just("</v>"),
        Just("1"),
        Just("0"),
        Just("-5.25"),
        Just("<c t=\"inlineStr\"><is><t>x&#10;y</t></is></c>"),
        Just("<f>A1</f>"),
        Just("&amp;"),
        Just("&bomb;"),
        Just("<![CDATA[<]]>"),
        Just("<!-- "),
        Just("-->"),
        Just("<"),
        Just("\u{0}"),
        Just("<c t=\"e\"><v>#N/A</v></c>"),
        Just("<si>"),
        Just("<t>"),
        Just("text"),
        Just("</t>"),
        Just("</si>"),
        Just("<cellXfs>"),
        Just("<xf numFmtId=\"14\"/>"),
        Just("<table:table table:name=\"a\">"),
        Just("</table:table>"),
        Just("<table:table-row table:number-rows-repeated=\"1048576\">"),
        Just("<table:table-row>"),
        Just("</table:table-row>"),
        Just("<table:table-cell office:value-type=\"float\" office:value=\"2\"/>"),
        Just("<table:table-cell table:number-columns-repeated=\"16384\">"),
        Just("<text:p>"),
        Just("</text:p>"),
        Just("</table:table-cell>"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|all| all.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_break_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        hostile::take(&bytes);
    }

    #[test]
    fn no_xml_breaks_the_reading(kind in 3_u8..6, xml in pieces()) {
        hostile::take(&[&[kind][..], &xml].concat());
    }

    #[test]
    fn a_workbook_changed_in_one_place_is_a_table_or_an_error(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let sheet = b"<sheetData><row><c t=\"s\"><v>0</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c s=\"0\"><v>4</v></c></row></sheetData>";
        let mut bytes = hostile::xlsx(sheet, b"<sst><si><t>name</t></si></sst>", b"<cellXfs><xf numFmtId=\"14\"/></cellXfs>");
        let at = at.index(bytes.len());
        bytes[at] = to;
        let _read = hostile::read("book.xlsx", &bytes);
    }

    #[test]
    fn any_split_of_the_bytes_gives_the_same_table(n in 1_usize..50, which in 0_usize..4) {
        let text = "id;name;amount\n1;Müller;2,50\n2;Größe;3,75\n3;Élan;4,00\n".repeat(20);
        let western: Vec<u8> = text.chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
        let (name, bytes) = match which {
            0 => ("a.csv", western),
            1 => ("a.csv.gz", gzipped(text.as_bytes())),
            2 => ("a.zip", hostile::archive(&[("a.csv", text.as_bytes())])),
            _ => ("a.csv", "имя,город\nАнна,Москва\nИван,Тула\n".chars().map(cyrillic).collect()),
        };
        let whole = hostile::read(name, &bytes).unwrap();
        let split = take_in(name, &ReadingOptions::default(), &Wrappings, |intake| {
            bytes.chunks(n).try_for_each(|it| intake.push(it))
        });
        let split = split.unwrap_or_else(|error: enclave_engine::engine::table::TableError| panic!("{error}"));
        prop_assert_eq!(format!("{:?}", whole.summary()), format!("{:?}", split.summary()));
        prop_assert_eq!(whole.n_bytes, bytes.len() as u64);
    }
}

/// A letter in Windows-1251.
fn cyrillic(it: char) -> u8 {
    match u32::from(it) {
        code @ 0x410..=0x44F => u8::try_from(code - 0x410 + 0xC0).unwrap(),
        code => u8::try_from(code).unwrap(),
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
