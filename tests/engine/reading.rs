//! What the reader makes of files, one fact a line.

use enclave::engine::by_name::ByName;
use enclave::engine::table::{
    Cells, DateOrder, DecimalMark, Encoding, Escape, FileFormat, IssueKind, Kind, MISSING_CODE, MISSING_DAY,
    Quote, ReadingOptions, Role, Separator, Source, TableError, records,
};

/// The source that bytes are.
pub fn read(bytes: &[u8]) -> Source {
    Source::from_bytes("test.csv", bytes, &ReadingOptions::default()).unwrap()
}

/// Every record as it stands in the bytes.
pub fn listed(bytes: &[u8], options: &ReadingOptions) -> Result<Vec<Vec<String>>, TableError> {
    let mut found = Vec::new();
    let mut sink = |cells: &[&str]| found.push(cells.iter().map(|it| (*it).to_owned()).collect());
    records::<TableError>(
        options,
        |take: &mut dyn FnMut(&[u8]) -> Result<(), TableError>| take(bytes),
        &mut sink,
    )?;
    Ok(found)
}

/// The typed cells of a column in a common form: numbers and days as they print, texts as they are,
/// missing ones empty.
pub fn column(source: &Source, name: &str) -> Vec<String> {
    let cells = &source.table.column(name).unwrap().cells;
    (0..source.table.n_rows)
        .map(|row| match cells {
            Cells::Numbers(values) if values[row].is_nan() => String::new(),
            Cells::Numbers(values) => values[row].to_string(),
            Cells::Days(days) if days[row] == MISSING_DAY => String::new(),
            Cells::Days(days) => days[row].to_string(),
            Cells::Codes { codes, .. } if codes[row] == MISSING_CODE => String::new(),
            Cells::Codes { codes, dictionary } => dictionary.get(codes[row] as usize).to_owned(),
            Cells::Texts(texts) => texts.get(row).to_owned(),
        })
        .collect()
}

fn kind(source: &Source, name: &str) -> Kind {
    source.table.column(name).unwrap().kind
}

fn role(source: &Source, name: &str) -> Role {
    source.columns.iter().find(|it| it.name == name).unwrap().role
}

/// Kind of issue, column, count and line of the first example.
fn issues(source: &Source) -> Vec<(IssueKind, &str, u64, u64)> {
    let first = |lines: &[enclave::engine::table::Example]| lines.first().map_or(0, |it| it.line);
    source
        .issues
        .iter()
        .map(|it| (it.kind, it.column.as_deref().unwrap_or(""), it.n, first(&it.examples)))
        .collect()
}

/// Lines of a large file.
pub fn lines(range: std::ops::Range<usize>, line: impl Fn(usize) -> String) -> String {
    range.map(line).collect::<Vec<_>>().concat()
}

macro_rules! reads {
    ($($name:ident: $input:expr => $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let expected: Vec<Vec<&str>> = $expected.iter().map(|it| it.to_vec()).collect();
            assert_eq!(listed($input.as_ref(), &ReadingOptions::default()).unwrap(), expected);
        }
    )*};
}

reads! {
    cells_are_cut_at_commas: "a,b\n1,2\n" => [["a", "b"], ["1", "2"]];
    cells_are_cut_at_semicolons: "a;b\n1,5;2\n" => [["a", "b"], ["1,5", "2"]];
    cells_are_cut_at_tabs: "a\tb\n1, 5\t2\n" => [["a", "b"], ["1, 5", "2"]];
    cells_are_cut_at_pipes: "a|b\n1|2\n" => [["a", "b"], ["1", "2"]];
    cells_are_cut_at_runs_of_blanks: " id  date  n\r\n 01 19970101  1\r\n 02 19970102 22\r\n" =>
        [["id", "date", "n"], ["01", "19970101", "1"], ["02", "19970102", "22"]];
    a_declared_separator_is_no_data: "sep=;\na;b\n1;2\n" => [["a", "b"], ["1", "2"]];
    a_quoted_cell_may_hold_separators: "a,b\n\"x,y\",1\n" => [["a", "b"], ["x,y", "1"]];
    a_quoted_cell_may_hold_line_ends: "a,b\n\"x\ny\",1\n" => [["a", "b"], ["x\ny", "1"]];
    a_quoted_cell_may_hold_doubled_quotes: "a,b\n\"say \"\"hi\"\"\",1\n" => [["a", "b"], ["say \"hi\"", "1"]];
    quotes_may_be_single: "'a','b'\n'x,y','it''s'\n'z','1'\n" => [["a", "b"], ["x,y", "it's"], ["z", "1"]];
    quotes_behind_blanks_are_quotes: "a, \"b, c\", d\n1, \"2, 3\", 4\n" => [["a", "b, c", " d"], ["1", "2, 3", " 4"]];
    a_quote_behind_a_blank_that_does_not_close_is_text: "a,b\n1, \"x\n2,y\n" => [["a", "b"], ["1", " \"x"], ["2", "y"]];
    backslashes_before_quotes_are_escapes: "a,b\n\"say \\\"hi, you\\\"\",1\n\"c\\d\",2\n" =>
        [["a", "b"], ["say \"hi, you\"", "1"], ["c\\d", "2"]];
    a_backslash_at_the_end_of_a_folder_is_text: "a,b\n\"C:\\dir\\\",1\n\"D:\\\",2\n" =>
        [["a", "b"], ["C:\\dir\\", "1"], ["D:\\", "2"]];
    backslashes_before_separators_are_escapes: "a,b\nx\\,y,1\nz,2\n\\N,3\n" =>
        [["a", "b"], ["x,y", "1"], ["z", "2"], ["\\N", "3"]];
    cells_are_cut_at_carets_where_nothing_else_is_a_table: "a^b\n1,5^2\n3^\"x^y\"\n" =>
        [["a", "b"], ["1,5", "2"], ["3", "x^y"]];
    any_character_may_be_declared: "sep==\na=b\n1=2\n" => [["a", "b"], ["1", "2"]];
    an_apostrophe_is_no_quote: "a,b\nO'Brien,it's\n" => [["a", "b"], ["O'Brien", "it's"]];
    a_quote_inside_a_cell_stays: "a,b\n5\" pipe,1\n" => [["a", "b"], ["5\" pipe", "1"]];
    blanks_behind_a_quote_are_dropped: "a,b\n\"x\" ,1\n" => [["a", "b"], ["x", "1"]];
    lines_may_end_in_crlf: "a,b\r\n1,2\r\n" => [["a", "b"], ["1", "2"]];
    lines_may_end_in_cr: "a,b\r1,2\r" => [["a", "b"], ["1", "2"]];
    line_ends_may_be_mixed: "a,b\r\n1,2\n3,4\r5,6" => [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]];
    the_last_line_needs_no_end: "a,b\n1,\"2\"" => [["a", "b"], ["1", "2"]];
    the_last_cell_may_be_empty: "a,b\n1," => [["a", "b"], ["1", ""]];
    blank_lines_are_no_records: "\n\na,b\n\n1,2\n\n\n3,4\n\n" => [["a", "b"], ["1", "2"], ["3", "4"]];
    titles_are_left_out: "Orders\nMade by a tool\n\na,b\n1,2\n3,4\n5,6\n" =>
        [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]];
    a_byte_order_mark_is_no_text: "\u{FEFF}a,b\n1,2\n" => [["a", "b"], ["1", "2"]];
    windows_letters_are_read: b"a,b\ncaf\xE9,5 \x80\n" => [["a", "b"], ["café", "5 €"]];
    utf16_low_byte_first_is_read: b"\xFF\xFEa\0;\0b\0\n\0\xE9\0;\0\xAC\x20\n\0" => [["a", "b"], ["é", "€"]];
    utf16_high_byte_first_is_read: b"\xFE\xFF\0a\0;\0b\0\n\0\xE9\0;\x20\xAC\0\n" => [["a", "b"], ["é", "€"]];
    an_open_quote_ends_with_its_line: "a,b\n1,\"x\n2,y\n3,z\n" => [["a", "b"], ["1", "x"], ["2", "y"], ["3", "z"]];
    an_open_quote_does_not_swallow_the_next_one: "a,b\n1,\"x\n2,\"y\"\n3,z\n" =>
        [["a", "b"], ["1", "x"], ["2", "y"], ["3", "z"]];
}

#[test]
fn what_is_said_about_cells_is_obeyed() {
    let listed = |text: &str, separator: &str, quote: &str, escape: &str| {
        let options = ReadingOptions {
            separator: Separator::named(separator),
            quote: Quote::named(quote),
            escape: Escape::named(escape),
            skip_lines: Some(0),
            ..ReadingOptions::default()
        };
        listed(text.as_bytes(), &options).unwrap()
    };
    assert_eq!(listed("a,b;c", "none", "\"", "none"), [["a,b;c"]]);
    assert_eq!(listed("a, b, \"c, e\", d", ", ", "\"", "none"), [["a", "b", "c, e", "d"]]);
    assert_eq!(listed("1,\",3,\",5", ",", "none", "\\"), [["1", "\"", "3", "\"", "5"]]);
    assert_eq!(listed("a,\\b,c\\,d\\\\", ",", "\"", "\\"), [["a", "b", "c,d\\"]]);
    assert_eq!(listed("a,\"b,c\\\"\",\"d\\e\"", ",", "\"", "\\"), [["a", "b,c\"", "d\\e"]]);
    assert_eq!(listed("a\\\nb,c\nd,e", ",", "\"", "\\"), [["a\nb", "c"], ["d", "e"]]);
    assert_eq!(listed("zaz", ",", "z", "none"), [["a"]]);
    assert_eq!(listed("a\0b\0c", "0x00", "\"", "none"), [["a", "b", "c"]]);
}

#[test]
fn a_short_row_is_padded_and_reported_with_its_line() {
    let source = read(b"a,b,c\n1,2,3\n4,5\n6,7,8\n");
    assert_eq!(column(&source, "c"), ["3", "", "8"]);
    assert_eq!(issues(&source), [(IssueKind::ShortRow, "", 1, 3)]);
    assert_eq!(source.problems.first().map(|it| (it.line, it.value.as_str())), Some((3, "4,5")));
}

#[test]
fn a_long_row_keeps_its_cells_in_columns_of_their_own() {
    let source = read(b"a,b\n1,2\n3,4,five,six\n5,6\n");
    assert_eq!(column(&source, "Column 3"), ["", "five", ""]);
    assert_eq!(column(&source, "Column 4"), ["", "six", ""]);
    assert_eq!(issues(&source).first(), Some(&(IssueKind::LongRow, "", 1, 3)));
}

#[test]
fn a_separator_behind_every_row_is_no_flaw() {
    assert_eq!(issues(&read(b"a,b\n1,2,\n3,4,\n")), []);
}

#[test]
fn lines_are_counted_through_quoted_line_ends() {
    let source = read(b"a,n\n\"x\ny\",1\n\nz,2\nq,no\nr,3\ns,4\nt,5\nu,6\nv,7\nw,8\nx,9\ny,10\n");
    assert_eq!([0, 1, 2].map(|row| source.lines.of(row)), [2, 5, 6]);
    assert_eq!(issues(&source), [(IssueKind::UnreadableNumber, "n", 1, 6)]);
}

#[test]
fn an_open_quote_is_reported_with_the_line_where_it_opened() {
    let source = read(b"a,b\n1,x\n2,\"y\n3,z\n");
    assert_eq!(issues(&source), [(IssueKind::OpenQuote, "", 1, 3)]);
}

#[test]
fn stray_quotes_and_zeros_and_bad_bytes_are_never_silent() {
    assert_eq!(issues(&read(b"a,b\n5\" pipe,1\n")), [(IssueKind::StrayQuote, "", 1, 2)]);
    assert_eq!(issues(&read(b"a,b\n1,2\nx\0y,1\n")), [(IssueKind::NulCharacters, "", 1, 3)]);
    let many = "é".repeat(20);
    let bytes = [format!("a,b\n{many},1\n").as_bytes(), b"x\xFFy,2\n"].concat();
    assert_eq!(issues(&read(&bytes)), [(IssueKind::BadBytes, "", 1, 3)]);
    assert_eq!(issues(&read(b"a,b\ncaf\xE9,1\n")), [(IssueKind::GuessedEncoding, "", 1, 2)]);
}

#[test]
fn columns_without_a_name_or_with_one_twice_get_one_of_their_own() {
    let source = read(b"id,,id,total\n1,2,3,4\n5,6,7,8\n");
    let names: Vec<&str> = source.table.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["id", "Column 2", "id (2)", "total"]);
    let found = [(IssueKind::DuplicateHeader, "id (2)", 1, 1), (IssueKind::EmptyHeader, "Column 2", 1, 1)];
    assert_eq!(issues(&source), found);
}

#[test]
fn a_file_without_header_has_columns_by_position() {
    let source =
        read(b" 00004 19970101  2   29.33\r\n 00004 19970118  2   29.73\r\n 00021 19970101  1   14.96\r\n");
    assert!(!source.dialect.has_header);
    assert_eq!(column(&source, "Column 1"), ["00004", "00004", "00021"]);
    let roles: Vec<Role> = source.columns.iter().map(|it| it.role).collect();
    assert_eq!(roles, [Role::Customer, Role::Date, Role::Quantity, Role::Amount]);
}

#[test]
fn identifiers_keep_leading_zeros_and_every_digit() {
    let source = read(b"customer_id,ref,n\n00012,9007199254740993,1\n00007,9007199254740995,2\n");
    assert_eq!(column(&source, "customer_id"), ["00012", "00007"]);
    assert_eq!(column(&source, "ref"), ["9007199254740993", "9007199254740995"]);
    assert_eq!(kind(&source, "ref"), Kind::Identifier);
    assert_eq!(kind(&read(b"customer_id,n\n17,1\n18,2\n"), "customer_id"), Kind::Identifier);
    assert_eq!(column(&read(b"plz,n\n01067,1\n10115,2\n"), "plz"), ["01067", "10115"]);
}

#[test]
fn numbers_are_read_with_a_point_or_a_comma() {
    let point = read(b"v,w\n\"1,234.50\",1\n12,2\n(3.00),3\n7-,4\n12%,5\n");
    assert_eq!(column(&point, "v"), ["1234.5", "12", "-3", "-7", "0.12"]);
    let comma = read("v;w\n1.234,50 €;1\n12;2\n-0,5;3\n1 234;4\n".as_bytes());
    assert_eq!(column(&comma, "v"), ["1234.5", "12", "-0.5", "1234"]);
    assert_eq!((comma.dialect.decimal_mark, comma.currency.as_deref()), (DecimalMark::Comma, Some("EUR")));
}

#[test]
fn the_decimal_mark_is_decided_by_the_last_row_if_need_be() {
    let rows = lines(0..40_000, |idx| format!("x{idx};1.{:03}\n", idx % 1000));
    let source = read(format!("name;v\n{rows}last;0,5\n").as_bytes());
    let values = column(&source, "v");
    assert_eq!((values[7].as_str(), values[40_000].as_str()), ("1007", "0.5"));
}

#[test]
fn a_decimal_mark_that_cannot_be_told_is_an_assumption_that_is_stated() {
    let source = read(b"name,v\nx,\"1,234\"\ny,\"5,678\"\n");
    assert_eq!(column(&source, "v"), ["1234", "5678"]);
    assert_eq!(issues(&source), [(IssueKind::AmbiguousNumbers, "v", 2, 0)]);
    let options = ReadingOptions { decimal_mark: Some(DecimalMark::Comma), ..Default::default() };
    let source = Source::from_bytes("t", b"name,v\nx,\"1,234\"\ny,\"5,678\"\n", &options).unwrap();
    assert_eq!(
        (column(&source, "v"), issues(&source)),
        (vec!["1.234".to_owned(), "5.678".to_owned()], vec![])
    );
}

#[test]
fn the_order_of_dates_is_decided_by_the_last_row_if_need_be() {
    let rows = lines(0..60_000, |idx| format!("x{idx},0{}/02/2024\n", idx % 9 + 1));
    let month_first = read(format!("name,date\n{rows}last,12/31/2024\n").as_bytes());
    let day_first = read(format!("name,date\n{rows}last,31/12/2024\n").as_bytes());
    assert_eq!(column(&month_first, "date")[2], "19784");
    assert_eq!(column(&day_first, "date")[2], "19756");
    assert_eq!(month_first.dialect.date_order, Some(DateOrder::MonthFirst));
    assert_eq!(issues(&month_first), []);
}

#[test]
fn an_order_of_dates_that_cannot_be_told_is_an_assumption_that_is_stated() {
    let bytes = b"name,date\nx,01/02/2024\ny,03/04/2024\n";
    assert_eq!(issues(&read(bytes)), [(IssueKind::AmbiguousDates, "date", 2, 2)]);
    let options = ReadingOptions { date_order: Some(DateOrder::MonthFirst), ..Default::default() };
    let source = Source::from_bytes("t", bytes, &options).unwrap();
    assert_eq!(
        (column(&source, "date"), issues(&source)),
        (vec!["19724".to_owned(), "19786".to_owned()], vec![])
    );
}

#[test]
fn plain_integers_are_dates_only_if_every_one_is_a_day() {
    assert_eq!(kind(&read(b"id,d\na,20240101\nb,20240102\nc,20240131\n"), "d"), Kind::Date);
    assert_eq!(kind(&read(b"id,v\na,20240101\nb,20240132\nc,20240131\n"), "v"), Kind::Number);
    assert_eq!(kind(&read(b"id,year\na,2019\nb,2020\nc,2021\n"), "year"), Kind::Number);
    assert_eq!(kind(&read(b"id,amount\na,20240101\nb,20240102\nc,20240131\n"), "amount"), Kind::Money);
}

#[test]
fn a_column_that_turns_late_is_read_again_and_loses_nothing() {
    let rows = lines(0..200_000, |idx| format!("{idx},{}\n", idx % 977));
    let texts = lines(0..100_000, |idx| format!("{idx},T{}\n", idx % 13));
    let source = read(format!("n,v\n{rows}{texts}").as_bytes());
    assert_eq!(kind(&source, "v"), Kind::Category);
    let values = column(&source, "v");
    assert_eq!((values[976].as_str(), values[200_001].as_str()), ("976", "T1"));
}

#[test]
fn an_encoding_that_shows_late_is_read_again() {
    let rows = lines(0..120_000, |idx| format!("row {idx},{idx}\n"));
    let bytes = [format!("name,n\n{rows}").as_bytes(), b"caf\xE9,1\n"].concat();
    let source = read(&bytes);
    assert_eq!(source.dialect.encoding, Encoding::Windows1252);
    assert_eq!(column(&source, "name").last().map(String::as_str), Some("café"));
    let utf8 = [b"name,n\nx\xFFy,1\n", format!("{rows}{}", "Łódź,1\n".repeat(9)).as_bytes()].concat();
    let source = read(&utf8);
    assert_eq!(source.dialect.encoding, Encoding::Utf8);
    assert_eq!(column(&source, "name").last().map(String::as_str), Some("Łódź"));
    assert_eq!(issues(&source), [(IssueKind::BadBytes, "", 1, 2)]);
}

#[test]
fn unreadable_cells_are_counted_placed_and_taken_as_missing() {
    let rows = lines(1..30, |idx| format!("c{idx},2024-01-{idx:02},{idx}.5\n"));
    let source = read(format!("id,order_date,amount\n{rows}x,yesterday,much\n").as_bytes());
    assert_eq!(column(&source, "amount")[29], "");
    assert_eq!(column(&source, "order_date")[29], "");
    let expected =
        [(IssueKind::UnreadableNumber, "amount", 1, 31), (IssueKind::UnreadableDate, "order_date", 1, 31)];
    assert_eq!(issues(&source), expected);
    assert_eq!(source.columns[2].n_problems, 1);
    let problems: Vec<&str> = source.problems.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(problems.len(), 2);
    assert!(problems.contains(&"yesterday") && problems.contains(&"much"));
}

#[test]
fn words_that_say_nothing_are_missing() {
    let source = read(b"id,v\na,1\nb,NA\nc,null\nd,\ne,#N/A\nf,-\ng,2\n");
    assert_eq!(column(&source, "v"), ["1", "", "", "", "", "", "2"]);
    assert_eq!((source.columns[1].n_missing, source.columns[1].n_problems), (5, 0));
    let countries = read(b"id,country\na,DE\nb,NA\nc,FR\nd,\n");
    assert_eq!(column(&countries, "country"), ["DE", "NA", "FR", ""], "Namibia is a country");
}

#[test]
fn numbers_among_texts_are_kept_and_said() {
    let source = read(b"id,v\na,1\nb,2\nc,3\nd,four\ne,five\n");
    assert_eq!(column(&source, "v"), ["1", "2", "3", "four", "five"]);
    assert_eq!(issues(&source), [(IssueKind::MixedValues, "v", 2, 5)]);
}

#[test]
fn a_total_at_the_end_is_pointed_out() {
    let source = read(b"customer,amount\na,1\nb,2\nTotal,3\n");
    assert_eq!(issues(&source), [(IssueKind::TotalRow, "", 1, 4)]);
    assert_eq!(source.table.n_rows, 3);
}

#[test]
fn kinds_and_roles_are_suggested() {
    let source = read(
        b"customer_id,order_id,order_date,total_eur,qty,product,country,e-mail,newsletter\n\
          7,A1,2024-01-02,9.5,1,\"Cup, red\",DE,a@b.de,yes\n\
          7,A2,2024-01-03,5,2,Mug,DE,a@b.de,no\n\
          8,A3,2024-02-03,7.25,2,Mug,FR,c@d.fr,yes\n\
          8,A4,2024-02-04,1,2,Mug,FR,c@d.fr,yes\n",
    );
    let roles: Vec<Role> = source.columns.iter().map(|it| it.role).collect();
    let expected = [
        Role::Customer,
        Role::Order,
        Role::Date,
        Role::Amount,
        Role::Quantity,
        Role::Product,
        Role::Country,
        Role::Email,
        Role::Consent,
    ];
    assert_eq!(roles, expected);
    assert_eq!(kind(&source, "total_eur"), Kind::Money);
    assert_eq!(kind(&source, "newsletter"), Kind::Flag);
    assert_eq!(source.currency.as_deref(), Some("EUR"));
}

#[test]
fn in_a_list_of_customers_other_columns_are_features_and_protected_ones_are_not() {
    let source = read(
        b"customer,age,gender,recency_days,orders,revenue,plan\n\
          a,31,f,3,2,10.5,free\nb,42,m,5,1,7,paid\nc,29,f,80,9,99,free\nd,55,m,1,3,20,free\n",
    );
    let roles: Vec<Role> = source.columns.iter().map(|it| it.role).collect();
    let expected = [
        Role::Customer,
        Role::Ignore,
        Role::Ignore,
        Role::Recency,
        Role::Frequency,
        Role::Monetary,
        Role::Feature,
    ];
    assert_eq!(roles, expected);
    assert_eq!(role(&source, "plan"), Role::Feature);
}

#[test]
fn what_the_person_fixes_is_obeyed() {
    let bytes = "Export\nid;v\n01;1,5\n02;2,5\n".as_bytes();
    let options = ReadingOptions {
        encoding: Some(Encoding::Utf8),
        separator: Some(Separator::Semicolon),
        skip_lines: Some(1),
        has_header: Some(true),
        kinds: ByName::from_iter([("v".to_owned(), Kind::Category), ("id".to_owned(), Kind::Number)]),
        ..Default::default()
    };
    let source = Source::from_bytes("t", bytes, &options).unwrap();
    assert_eq!((kind(&source, "v"), kind(&source, "id")), (Kind::Category, Kind::Number));
    assert_eq!(column(&source, "v"), ["1,5", "2,5"]);
    assert_eq!(column(&source, "id"), ["1", "2"]);
    let options =
        ReadingOptions { has_header: Some(false), separator: Some(Separator::Comma), ..Default::default() };
    let source = Source::from_bytes("t", b"a;b\nc;d\n", &options).unwrap();
    assert_eq!(column(&source, "Column 1"), ["a;b", "c;d"]);
}

#[test]
fn a_file_that_is_no_table_is_named() {
    let error = |bytes: &[u8]| Source::from_bytes("t", bytes, &ReadingOptions::default()).unwrap_err();
    assert_eq!(error(b""), TableError::Empty);
    assert_eq!(error(b"\xEF\xBB\xBF\r\n\n"), TableError::Empty);
    assert_eq!(error(b"name,city\n"), TableError::HeaderOnly { n_columns: 2 });
    for (bytes, format) in [
        (b"%PDF-1.7".as_slice(), FileFormat::Pdf),
        (b"PK\x03\x04xl/", FileFormat::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileFormat::OldExcel),
        (b"\x1F\x8B\x08", FileFormat::Gzip),
        (b"\x89PNG\r\n\x1A\n", FileFormat::Picture),
        (b"[{\"a\": 1}]", FileFormat::Json),
        (b"<!DOCTYPE html><table>", FileFormat::Html),
        (b"\0\x01\x02\x03\x04\x05\x06\x07\0\0\0\0\x01\x02", FileFormat::Binary),
    ] {
        assert_eq!(error(bytes), TableError::NotText { format });
    }
}

#[test]
fn a_field_without_end_and_a_row_without_end_are_refused() {
    let endless = [b"a,b\n1,\"".as_slice(), &vec![b'x'; 17 << 20], b"\"\n"].concat();
    let error = Source::from_bytes("t", &endless, &ReadingOptions::default()).unwrap_err();
    assert_eq!(error, TableError::FieldTooLarge { line: 2, limit_bytes: 16 << 20 });
    let wide = ",".repeat(10_000);
    let error = Source::from_bytes("t", wide.as_bytes(), &ReadingOptions::default()).unwrap_err();
    assert_eq!(error, TableError::TooManyColumns { n_columns: 10_001, limit: 10_000 });
}
