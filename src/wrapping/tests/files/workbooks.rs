//! Workbooks and archives, made here and read back.

use crate::hostile::{archive, ods, read, xlsx};
use enclave_engine::engine::table::{
    Encoding, FileFormat, IssueKind, Kind, ReadingOptions, Source, TableError, Wrapping, take_in,
};
use enclave_wrapping::wrapping::Wrappings;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn examples(source: &Source) -> Vec<Vec<&str>> {
    source.columns.iter().map(|it| it.examples.iter().map(String::as_str).collect()).collect()
}

fn lines(source: &Source, kind: IssueKind) -> Vec<u64> {
    let issue = source.issues.iter().find(|it| it.kind == kind);
    issue.map_or_else(Vec::new, |it| it.examples.iter().map(|it| it.line).collect())
}

fn sheet(rows: &str) -> Vec<u8> {
    xlsx(
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        b"<sst/>",
        b"<styleSheet/>",
    )
}

fn text_cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// Rows of a customer and a number, behind a header.
fn plain_rows(n: u32) -> String {
    let rows = (1..=n).map(|it| format!("<row>{}<c><v>{it}.5</v></c></row>", text_cell(&format!("C{it}"))));
    std::iter::once(format!("<row>{}{}</row>", text_cell("customer"), text_cell("amount")))
        .chain(rows)
        .collect()
}

#[test]
fn what_another_writer_wrote_is_read_as_it_was_meant() {
    let mut book = Workbook::new();
    let (day, moment) =
        (Format::new().set_num_format("dd.mm.yyyy"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    let (length, percent) =
        (Format::new().set_num_format("[h]:mm:ss"), Format::new().set_num_format("0.00%"));
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["name", "amount", "day", "moment", "length", "share", "yes", "long"]).unwrap();
    for row in 1..=4_u32 {
        sheet.write_string(row, 0, format!("Müller, \"{row}\" 佐藤")).unwrap();
        sheet.write_number(row, 1, 0.1 + 0.2 + f64::from(row)).unwrap();
        let date = ExcelDateTime::from_ymd(2024, 2, 28).unwrap();
        sheet.write_datetime_with_format(row, 2, &date, &day).unwrap();
        let at = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(13, 45, 0).unwrap();
        sheet.write_datetime_with_format(row, 3, &at, &moment).unwrap();
        sheet.write_number_with_format(row, 4, 1.25, &length).unwrap();
        sheet.write_number_with_format(row, 5, 0.125, &percent).unwrap();
        sheet.write_boolean(row, 6, row % 2 == 0).unwrap();
        sheet.write_string(row, 7, format!("{row:017}")).unwrap();
    }
    let source = read("book.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(source.dialect.wrapping, Some(Wrapping::Xlsx));
    assert_eq!(source.dialect.sheet.as_deref(), Some("Sheet1"));
    let found = examples(&source);
    assert_eq!(found[0][0], "Müller, \"1\" 佐藤");
    assert_eq!(found[1][0], "1.3");
    assert_eq!(found[2], ["2024-02-28"]);
    assert_eq!(found[3], ["2024-02-29 13:45:00"]);
    assert_eq!(found[4], ["30:00:00"]);
    assert_eq!(found[5], ["0.1250"]);
    assert_eq!(found[6], ["FALSE", "TRUE"]);
    assert_eq!(found[7][0], "00000000000000001");
    assert_eq!([source.columns[2].kind, source.columns[3].kind], [Kind::Date, Kind::Date]);
    assert_eq!(source.table.n_rows, 4);
}

#[test]
fn the_sheet_with_the_most_cells_is_read_and_others_can_be_asked_for() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write_string(0, 0, "for you").unwrap();
    let hidden = book.add_worksheet().set_name("Hidden").unwrap().set_hidden(true);
    for row in 0..50 {
        hidden.write_number(row, 0, 1.0).unwrap();
    }
    let people = book.add_worksheet().set_name("People & more").unwrap();
    people.write_row(0, 0, ["id", "age"]).unwrap();
    for row in 1..9_u32 {
        people.write_row(row, 0, [row * 10, row + 20]).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let source = read("book.xlsx", &bytes).unwrap();
    assert_eq!(source.dialect.sheet.as_deref(), Some("People & more"));
    let listed: Vec<_> = source.sheets.iter().map(|it| (it.name.as_str(), it.is_hidden, it.n_rows)).collect();
    assert_eq!(listed, [("Notes", false, 1), ("Hidden", true, 50), ("People & more", false, 9)]);
    let others = source.issues.iter().find(|it| it.kind == IssueKind::OtherSheets).unwrap();
    assert_eq!((others.n, others.examples[0].seen.as_str()), (2, "Notes"));
    let asked = |name: &str| {
        let options = ReadingOptions { sheet: Some(name.to_owned()), ..ReadingOptions::default() };
        take_in("book.xlsx", &options, &Wrappings, |intake| intake.push(&bytes))
    };
    assert_eq!(asked("Hidden").unwrap().dialect.sheet.as_deref(), Some("Hidden"));
    assert_eq!(asked("Gone").unwrap_err(), TableError::NoSuchSheet { sheet: "Gone".to_owned() });
}

#[test]
fn a_problem_names_the_row_of_the_sheet_whatever_stands_above_it() {
    let rows = [
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Report\nof May</t></is></c></row>".to_owned(),
        format!("<row r=\"4\">{}{}</row>", text_cell("customer"), text_cell("amount")),
        format!("<row r=\"5\">{}<c><v>1</v></c></row>", text_cell("two\nlines")),
        format!("<row r=\"6\">{}<c><v>2</v></c></row>", text_cell("b")),
        format!("<row r=\"7\">{}<c><v>3</v></c></row>", text_cell("c\r\nd\ne")),
        (8..30).fold(String::new(), |rows, it| {
            rows + &format!("<row r=\"{it}\">{}<c><v>4</v></c></row>", text_cell("x"))
        }),
        format!("<row r=\"40\">{}{}</row>", text_cell("d"), text_cell("much")),
        format!("<row r=\"41\">{}<c t=\"e\"><v>#DIV/0!</v></c></row>", text_cell("e")),
        format!("<row r=\"42\">{}<c><f>A1</f></c></row>", text_cell("f")),
    ];
    let source = read("book.xlsx", &sheet(&rows.concat())).unwrap();
    assert_eq!(source.dialect.skipped_lines, 3);
    assert_eq!(lines(&source, IssueKind::UnreadableNumber), [40]);
    assert_eq!(lines(&source, IssueKind::ErrorCell), [41]);
    assert_eq!(lines(&source, IssueKind::NoStoredValue), [42]);
    let rows: Vec<u64> = (0..4).map(|row| source.lines.of(row)).collect();
    assert_eq!(rows, [5, 6, 7, 8]);
    assert_eq!(source.columns[0].examples[0], "two\nlines");
    assert!(source.problems.iter().any(|it| it.line == 41 && it.value == "#DIV/0!"));
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let book = |properties: &str| {
        archive(&[
            ("xl/workbook.xml", format!("<workbook>{properties}<sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>").as_bytes()),
            ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"x/styles\" Target=\"t.xml\"/></Relationships>"),
            ("xl/s.xml", b"<sheetData><row><c t=\"str\"><v>day</v></c></row><row><c s=\"1\"><v>43830</v></c></row></sheetData>"),
            ("xl/t.xml", b"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ])
    };
    let day = |properties| read("b.xlsx", &book(properties)).unwrap().columns[0].examples[0].clone();
    assert_eq!(day("<workbookPr date1904=\"1\"/>"), "2024-01-01");
    assert_eq!(day("<workbookPr/>"), "2019-12-31");
}

#[test]
fn a_cell_far_away_takes_no_room() {
    let far = format!("{}<row r=\"1048576\"><c r=\"XFD1048576\"><v>9</v></c></row>", plain_rows(30));
    let source = read("book.xlsx", &sheet(&far)).unwrap();
    assert_eq!((source.table.n_rows, source.table.columns.len()), (31, 3));
    assert_eq!(source.lines.of(30), 1_048_576);
    let beyond = format!("{}<row r=\"1048577\"><c><v>9</v></c></row>", plain_rows(3));
    assert!(matches!(read("book.xlsx", &sheet(&beyond)), Err(TableError::TooManyCells { .. })));
}

#[test]
fn what_unpacks_to_too_much_is_refused_while_it_is_counted() {
    let blank = vec![b' '; 64 << 20];
    let bomb = xlsx(&blank, b"<sst/>", b"<styleSheet/>");
    assert!(bomb.len() < 100_000);
    assert!(matches!(read("bomb.xlsx", &bomb), Err(TableError::UnpacksTooLarge { .. })));
    assert!(matches!(
        read("bomb.zip", &archive(&[("a.csv", &blank)])),
        Err(TableError::UnpacksTooLarge { .. })
    ));
    let many: Vec<String> = (0..2_001).map(|it| format!("{it}.csv")).collect();
    let files: Vec<(&str, &[u8])> = many.iter().map(|it| (it.as_str(), &b"a,b\n1,2\n"[..])).collect();
    assert_eq!(
        read("many.zip", &archive(&files)).unwrap_err(),
        TableError::TooManyEntries { n_entries: 2_001, limit: 2_000 }
    );
}

#[test]
fn texts_that_a_workbook_only_claims_to_have_take_no_room() {
    let strings = b"<sst uniqueCount=\"9000000000000\" count=\"9000000000000\"><si><t>name</t></si></sst>";
    let cells = b"<dimension ref=\"A1:XFD1048576\"/><sheetData><row><c t=\"s\"><v>0</v></c></row><row><c><v>1</v></c></row></sheetData>";
    assert_eq!(read("b.xlsx", &xlsx(cells, strings, b"")).unwrap().table.n_rows, 1);
    let missing = b"<sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData>";
    assert_eq!(read("b.xlsx", &xlsx(missing, strings, b"")).unwrap_err(), TableError::Damaged);
}

#[test]
fn entities_that_a_file_makes_up_are_not_expanded() {
    let bomb =
        format!("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>{}", text_cell("&b;"));
    let cells = format!("<sheetData><row>{}</row><row>{}</row></sheetData>", text_cell("name"), &bomb);
    let source = read("b.xlsx", &xlsx(cells.as_bytes(), b"", b"")).unwrap();
    assert_eq!(source.columns[0].examples, ["&b;"]);
}

#[test]
fn every_wrong_file_is_named() {
    let error = |name: &str, bytes: &[u8]| read(name, bytes).unwrap_err();
    let good = sheet(&plain_rows(5));
    assert_eq!(error("cut.xlsx", &good[..good.len() - 30]), TableError::Damaged);
    assert_eq!(error("text.xlsx", &archive(&[("a.txt", b"hi")])), TableError::NotAWorkbook);
    assert_eq!(error("trick.zip", &archive(&[("../../a.csv", b"a,b\n1,2")])), TableError::UnsafeNames);
    assert_eq!(error("docs.zip", &archive(&[("a.doc", b"a"), ("b.doc", b"b")])), TableError::NoTableInside);
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and nothing that makes sense";
    assert_eq!(error("locked.xlsx", old), TableError::Protected);
    assert_eq!(error("old.xls", old), TableError::Damaged);
    let locked = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
        ("content.xml", b"x"),
    ]);
    assert_eq!(error("locked.ods", &locked), TableError::Protected);
    let mut changed = good;
    let at = changed.windows(6).position(|it| it == b"C1</t>").or(Some(300)).expect("a place");
    changed[at] ^= 1;
    assert!(read("changed.xlsx", &changed).is_err());
}

#[test]
fn an_open_document_is_read_with_its_repetitions() {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let content = format!(
        "<x><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>\
         <table:table table:name=\"Old\" table:style-name=\"h\"><table:table-row>{a}</table:table-row></table:table>\
         <table:table table:name=\"New\"><table:table-row>{a}{b}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\">{c}<table:table-cell office:value-type=\"float\" office:value=\"9.125\"><text:p>9,13</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row>{c}<table:table-cell office:value-type=\"currency\" office:value=\"7\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1047571\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></x>",
        a = cell("name"),
        b = cell("sum"),
        c = cell("Anna<text:s text:c=\"2\"/>B</text:p><text:p>Ulm"),
    );
    let source = read("book.ods", &ods(content.as_bytes())).unwrap();
    assert_eq!(source.dialect.wrapping, Some(Wrapping::Ods));
    assert_eq!(
        source.sheets.iter().map(|it| (it.name.as_str(), it.is_hidden)).collect::<Vec<_>>(),
        [("Old", true), ("New", false)]
    );
    assert_eq!(examples(&source), [vec!["Anna  B\nUlm"], vec!["9.1250", "7"]]);
    let rows: Vec<u64> = (0..source.table.n_rows).map(|row| source.lines.of(row)).collect();
    assert_eq!(rows, [2, 3, 4, 1005]);
    let cut = content.find("</table:table></x>").unwrap();
    assert_eq!(read("cut.ods", &ods(&content.as_bytes()[..cut])).unwrap_err(), TableError::Damaged);
}

#[test]
fn formulas_are_read_by_their_stored_values() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["id", "sum"]).unwrap();
    for row in 1..6_u32 {
        sheet.write_number(row, 0, row * 100).unwrap();
        sheet.write_formula(row, 1, Formula::new("=A2*2").set_result(format!("{}", row * 200))).unwrap();
    }
    let source = read("book.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(source.columns[1].examples, ["200", "400", "600"]);
    assert!(lines(&source, IssueKind::NoStoredValue).is_empty());
}

#[test]
fn a_table_in_an_archive_is_read_by_its_name_and_keeps_its_own_encoding() {
    let western = b"id;name\n1;M\xFCller\n2;S\xF6hne\n3;Gr\xF6\xDFe\n";
    let bytes = archive(&[
        ("__MACOSX/._a.csv", b"x"),
        ("readme.md", b"hello"),
        ("data/a.csv", western),
        ("data/b.csv", b"a,b\n1,2\n"),
    ]);
    let source = read("export.zip", &bytes).unwrap();
    assert_eq!(
        (source.dialect.wrapping, source.dialect.sheet.as_deref()),
        (Some(Wrapping::Zip), Some("data/a.csv"))
    );
    assert_eq!(source.dialect.encoding, Encoding::Windows1252);
    assert_eq!(source.columns[1].examples[0], "Müller");
    assert_eq!(source.sheets.len(), 2);
    assert_eq!(source.n_bytes, bytes.len() as u64);
}

#[test]
fn bytes_that_are_no_text_are_named_by_what_they_are_and_not_decoded_as_some_encoding() {
    let formats: [(&[u8], FileFormat); 3] = [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xE9\xFF", FileFormat::Picture),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", FileFormat::Pdf),
        (b"PAR1\x15\x04\xFE\xFF", FileFormat::Binary),
    ];
    for (head, format) in formats {
        let bytes = [head, &[0; 4_000]].concat();
        assert_eq!(read("list.csv", &bytes).unwrap_err(), TableError::NotText { format });
    }
}
