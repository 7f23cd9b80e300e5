//! What holds for every file, hostile ones too: a table or an error with a name, in bounded time and
//! room. The fuzz target `spreadsheets` and the laws call the same function.

use std::io::{Cursor, Write as _};

use enclave_engine::engine::table::{ReadingOptions, Source, TableError, take_in};
use enclave_wrapping::wrapping::Wrappings;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads a file of a name.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, TableError> {
    take_in(name, &ReadingOptions::default(), &Wrappings, |intake| intake.push(bytes))
}

/// An archive of files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel with the XML of one sheet, and of its texts and styles.
pub fn xlsx(sheet: &[u8], strings: &[u8], styles: &[u8]) -> Vec<u8> {
    archive(&[
        ("_rels/.rels", br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook><sheets><sheet name="One" r:id="a"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

/// An open-document spreadsheet with such content.
pub fn ods(content: &[u8]) -> Vec<u8> {
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
}

/// Takes bytes as a file, as a part of a workbook, and as text in an archive: by the first of them.
pub fn take(input: &[u8]) {
    let Some((&kind, bytes)) = input.split_first() else { return };
    let ended = match kind % 8 {
        0 => read("book.xlsx", &[b"PK\x03\x04", bytes].concat()),
        1 => read("book.xls", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", bytes].concat()),
        2 => read("rows.csv.gz", &[b"\x1F\x8B\x08", bytes].concat()),
        3 => read("book.xlsx", &xlsx(bytes, b"<sst><si><t>a</t></si></sst>", b"<styleSheet/>")),
        4 => read(
            "book.xlsx",
            &xlsx(b"<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>", bytes, bytes),
        ),
        5 => read("book.ods", &ods(bytes)),
        6 => read("rows.zip", &archive(&[("rows.csv", bytes)])),
        _ => read("rows.csv", bytes),
    };
    if let Ok(source) = ended {
        assert!(source.table.n_rows > 0, "a table without rows is an error");
        for row in 0..source.table.n_rows {
            assert!(source.lines.of(row) > 0, "every row stands in a line");
        }
    }
}
