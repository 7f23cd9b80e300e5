//! Ten thousand customers with values that break files: every destination accounts for all of them,
//! another reader reads its files whole, and who did not agree is in none.

use enclave_destinations::destinations::{ALL, Consent, Field, Group, Wish};

use crate::made::{contacts, export};

const COLUMNS: [(&str, Field); 14] = [
    ("customer_id", Field::CustomerId),
    ("segment", Field::Segment),
    ("mail", Field::Email),
    ("mobile", Field::Phone),
    ("first", Field::FirstName),
    ("last", Field::LastName),
    ("firm", Field::Company),
    ("town", Field::City),
    ("zip", Field::Postcode),
    ("country", Field::Country),
    ("agreed", Field::Consent),
    ("rfm_score", Field::RfmScore),
    ("monetary", Field::Monetary),
    ("margin", Field::Figure),
];

/// Texts that files stumble over.
const TEXTS: [&str; 20] = [
    "Ann",
    "O'Brien",
    "say \"hi\"",
    "two\nlines",
    "car\r\nriage",
    "a,b;c\td|e",
    "=cmd|' /C calc'!A0",
    "+49 170 1234567",
    "-5",
    "@SUM(A1)",
    "\u{202e}gnp.exe",
    "👩‍👩‍👧 family",
    "null",
    "NaN",
    "Null",
    "  blanks  ",
    "<b>bold</b>",
    "Zoë Ünïcödé",
    "名前",
    "\0nul\u{feff}",
];

fn rows(n: usize) -> Vec<Vec<String>> {
    let mut state = 7_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let long = "ß".repeat(150);
    let mut row = |customer: usize| {
        let mut text = || if next(50) == 0 { long.clone() } else { TEXTS[next(TEXTS.len())].to_owned() };
        let (first, last, firm, town, zip) = (text(), text(), text(), text(), text());
        let mail = match next(8) {
            0 => String::new(),
            1 => text_of(next(TEXTS.len())),
            2 => format!("USER{}@Example.com", next(n)),
            _ => format!("user{customer}@example.com"),
        };
        let phone = match next(4) {
            0 => String::new(),
            1 => text_of(next(TEXTS.len())),
            _ => format!("+49 170 {customer:07}"),
        };
        let agreed = ["yes", "no", "", "maybe", "YES", "1", "0"][next(7)].to_owned();
        let segment = ["Loyal", "New / \"lost\"", "=risk", ""][next(4)].to_owned();
        let money = ["-12.5", "0", "1234.56", ""][next(4)].to_owned();
        let id = format!("c{customer:05}");
        let country = ["DE", "Germany", "us", ""][next(4)].to_owned();
        vec![
            id,
            segment,
            mail,
            phone,
            first,
            last,
            firm,
            town,
            zip,
            country,
            agreed,
            "543".to_owned(),
            money.clone(),
            money,
        ]
    };
    (0..n).map(&mut row).collect()
}

fn text_of(at: usize) -> String {
    TEXTS[at].to_owned()
}

#[test]
fn everybody_is_accounted_for_whatever_their_names() {
    let rows = rows(10_000);
    let contacts = contacts(&COLUMNS, rows.len());
    for destination in ALL {
        let done = export(&contacts, &Wish::of(destination.id), &rows);
        let done = done.unwrap_or_else(|error| panic!("{}: {error:?}", destination.id));
        let out = &done.summary.reconciliation;
        assert!(out.n_out > 0 && out.n_left_out() > 0, "{}: {out:?}", destination.id);
        let of_first = done.summary.files.iter().filter(|it| it.table == done.summary.files[0].table);
        if destination.group != Group::Ads {
            assert_eq!(of_first.map(|it| it.n_rows).sum::<u64>(), out.n_out, "{}", destination.id);
        }
    }
}

#[test]
fn another_reader_reads_every_text_file_whole() {
    let rows = rows(10_000);
    let contacts = contacts(&COLUMNS, rows.len());
    for destination in ALL.iter().filter(|it| matches!(it.group, Group::Crm | Group::Email | Group::Shop)) {
        let done = export(&contacts, &Wish::of(destination.id), &rows).unwrap();
        for (file, written) in
            done.summary.files.iter().enumerate().filter(|it| it.1.name.rsplit('.').next() == Some("csv"))
        {
            let records = done.records(file);
            assert_eq!(records.len() as u64, written.n_rows + 1, "{}", written.name);
            for record in &records {
                assert_eq!(record.len(), records[0].len(), "{record:?}");
                assert!(!record.iter().any(|it| matches!(it.as_str(), "null" | "NaN")), "{record:?}");
                let odd = ['\n', '\r', '\0', '\u{202e}', '\u{feff}'];
                assert!(!record.iter().any(|it| it.contains(odd)), "{record:?}");
            }
            assert!(done.summary.shown.iter().all(|it| done.records(it.file)[1..].starts_with(&it.rows)));
        }
    }
}

#[test]
fn nobody_without_consent_is_written_for_any_tool() {
    let rows = rows(10_000);
    let contacts = contacts(&COLUMNS, rows.len());
    let agreed = |it: &[String]| matches!(it[10].as_str(), "yes" | "YES" | "1");
    let n_agreed = rows.iter().filter(|it| agreed(it)).count() as u64;
    for destination in ALL {
        let done = export(&contacts, &Wish::of(destination.id), &rows).unwrap();
        assert!(done.summary.reconciliation.n_out <= n_agreed, "{}", destination.id);
        assert_eq!(done.summary.n_without_consent, 0, "{}", destination.id);
        let n_refused = rows.iter().filter(|it| !agreed(it)).count() as u64;
        assert!(done.left_out("No consent") >= n_refused, "{}", destination.id);
        assert_eq!(done.summary.consent_column, "agreed");
    }
    let done = export(&contacts, &Wish::of("hubspot"), &rows).unwrap();
    let mails: Vec<String> = done.records(0).iter().skip(1).map(|it| it[0].to_lowercase()).collect();
    for row in rows.iter().filter(|it| matches!(it[10].as_str(), "no" | "0") && !it[2].is_empty()) {
        assert!(!mails.contains(&row[2].trim().to_lowercase()), "{row:?}");
    }
    let override_ = Consent::Overridden { reason: "a recall of goods".to_owned() };
    let done = export(&contacts, &Wish { consent: override_, ..Wish::of("klaviyo") }, &rows).unwrap();
    let groups: Vec<&str> = done.summary.files.iter().map(|it| it.group.as_str()).collect();
    assert!(groups.contains(&"consented") && groups.contains(&"not-consented"), "{groups:?}");
}

#[test]
fn nobody_is_lost_where_a_file_is_full() {
    let columns = [("customer_id", Field::CustomerId), ("mail", Field::Email), ("last", Field::LastName)];
    let row = |it: usize| vec![format!("c{it}"), format!("u{it}@example.com"), "Smith".to_owned()];
    let rows: Vec<Vec<String>> = (0..120_001).map(row).collect();
    let done = export(&contacts(&columns, rows.len()), &Wish::of("salesforce-contacts"), &rows).unwrap();
    let n_rows: Vec<u64> = done.summary.files.iter().map(|it| it.n_rows).collect();
    assert_eq!(n_rows, [50_000, 50_000, 20_001]);
    let names: Vec<&str> = done.summary.files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "shop-salesforce-contacts-1.csv",
            "shop-salesforce-contacts-2.csv",
            "shop-salesforce-contacts-3.csv"
        ]
    );
    let mut mails = Vec::new();
    for file in 0..3 {
        let records = done.records(file);
        assert_eq!(records[0][0], "Email");
        mails.extend(records.into_iter().skip(1).map(|it| it[0].clone()));
    }
    assert_eq!(mails, rows.iter().map(|it| it[1].clone()).collect::<Vec<_>>());
}

#[test]
fn a_cell_is_cut_by_bytes_between_letters() {
    let columns = [("mail", Field::Email), ("last", Field::LastName)];
    let rows = [vec!["a@example.com".to_owned(), "ß".repeat(150)]];
    let done = export(&contacts(&columns, 1), &Wish::of("mailchimp"), &rows).unwrap();
    let cut = &done.records(0)[1][1];
    assert_eq!(cut, &"ß".repeat(127));
    assert!(done.summary.problems_csv.contains("Cut to the length that this tool takes"));
}
