//! Lists for advertisers' tools: exact headers, each vendor's hashes, nothing personal left.

use enclave_destinations::destinations::identity::digest::sha256;
use enclave_destinations::destinations::{Consent, Field, Wish};

use crate::made::{Done, contacts, export};

const COLUMNS: [(&str, Field); 9] = [
    ("id", Field::CustomerId),
    ("mail", Field::Email),
    ("tel", Field::Phone),
    ("first", Field::FirstName),
    ("last", Field::LastName),
    ("country", Field::Country),
    ("postcode", Field::Postcode),
    ("city", Field::City),
    ("segment", Field::Segment),
];

fn rows() -> Vec<Vec<&'static str>> {
    vec![
        vec![
            "1",
            " Mary@Example.com",
            "(800) 555-0101",
            "Mary",
            "O'Brien",
            "USA",
            "94035-1234",
            "St. Louis",
            "Loyal",
        ],
        vec!["2", "", "0171 2345678", "Jörg", "Groß", "Deutschland", "10115", "Berlin", "Loyal"],
        vec!["3", "m.a.r.y+x@gmail.com", "", "", "", "", "", "", "Loyal"],
        vec!["4", "no address", "12", "Ann", "", "DE", "", "", "Loyal"],
    ]
}

fn done(destination: &str, settings: &[(&str, &str)]) -> Done {
    let mut wish = Wish::of(destination);
    wish.settings.extend(settings.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
    export(&contacts(&COLUMNS, 4), &wish, &rows()).unwrap()
}

#[test]
fn google_gets_e164_with_plus_and_an_address_only_whole() {
    let done = done("google-ads", &[]);
    let records = done.records(0);
    assert_eq!(records[0], ["Email", "Phone", "First Name", "Last Name", "Country", "Zip"]);
    assert_eq!(
        records[1],
        [
            "f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79",
            "61d6c2976b5d92b1ad63073a12fddd26040cd980067d03a93dd1cc50f1a3ac68",
            &sha256("mary"),
            &sha256("obrien"),
            "US",
            "94035-1234",
        ]
    );
    assert_eq!(records[2], ["", &sha256("+491712345678"), &sha256("jörg"), &sha256("groß"), "DE", "10115"]);
    assert_eq!(records[3], [&sha256("m.a.r.y+x@gmail.com"), "", "", "", "", ""]);
    assert_eq!(records.len(), 4);
    assert_eq!(done.left_out("Email or Phone or Zip cannot be used"), 1);
    assert_eq!(done.summary.files[0].name, "shop-google-ads-Loyal.csv");
}

#[test]
fn dots_at_gmail_go_only_where_a_person_wants_that() {
    let records = done("google-ads", &[("gmail-dots", "remove")]).records(0);
    assert_eq!(records[3][0], sha256("mary+x@gmail.com"));
}

#[test]
fn meta_gets_digits_alone_and_hashes_of_all_it_matches_by() {
    let records = done("meta", &[]).records(0);
    assert_eq!(records[0], ["email", "phone", "fn", "ln", "ct", "zip", "country"]);
    assert_eq!(
        records[1],
        [
            "f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79".to_owned(),
            "cc4160cbb01658fcff52a57f3403e0e9c7a4735cff1574df41ee3f3036697468".to_owned(),
            sha256("mary"),
            sha256("o'brien"),
            sha256("stlouis"),
            sha256("94035"),
            sha256("us"),
        ]
    );
}

#[test]
fn tiktok_passes_over_what_follows_a_plus_sign() {
    let records = done("tiktok", &[]).records(0);
    assert_eq!(records[0], ["Email_SHA256", "Phone_SHA256"]);
    assert_eq!(records[1][1], sha256("18005550101"));
    assert_eq!(records[3][0], sha256("m.a.r.y@gmail.com"));
}

#[test]
fn x_gets_hashes_alone_one_a_line() {
    let done = done("x", &[]);
    assert_eq!(done.text(0), format!("{}\n{}\n", sha256("mary@example.com"), sha256("m.a.r.y+x@gmail.com")));
    assert_eq!(done.left_out("No email"), 1);
}

#[test]
fn amplitude_gets_identifiers_alone_a_file_for_each_segment() {
    assert_eq!(done("amplitude", &[]).text(0), "1\n2\n3\n4\n");
}

#[test]
fn a_hash_is_not_hashed_again_and_an_md5_is_not_sent() {
    let columns = [("id", Field::CustomerId), ("mail", Field::Email)];
    let (hash, md5) = (sha256("mary@example.com"), "d41d8cd98f00b204e9800998ecf8427e");
    let rows = vec![vec!["1", &hash], vec!["2", md5], vec!["3", "ann@example.com"]];
    let upper = hash.to_uppercase();
    let again = vec![vec!["1".to_owned(), format!(" {upper}")]];
    for destination in ["google-ads", "meta", "tiktok", "x"] {
        let done = export(&contacts(&columns, 3), &Wish::of(destination), &rows).unwrap();
        assert!(done.text(0).contains(&hash) && !done.text(0).contains(md5), "{destination}");
        assert_eq!(done.summary.reconciliation.n_out, 2);
        let done = export(&contacts(&columns, 1), &Wish::of(destination), &again).unwrap();
        assert!(done.text(0).contains(&hash), "{destination}");
    }
}

#[test]
fn phones_without_a_country_take_the_one_that_was_given() {
    let columns = [("id", Field::CustomerId), ("tel", Field::Phone)];
    let rows = vec![vec!["1", "0171 2345678"], vec!["2", "+43 1 58858"]];
    let with = |country: &str| {
        let mut wish = Wish::of("google-ads");
        wish.settings.insert("default-country".to_owned(), country.to_owned());
        export(&contacts(&columns, 2), &wish, &rows)
    };
    assert_eq!(with("Germany").unwrap().summary.reconciliation.n_out, 2);
    let none = with("").unwrap();
    assert_eq!(none.summary.reconciliation.n_out, 1);
    assert_eq!(none.left_out("Phone cannot be used"), 1);
    assert_eq!(with("Atlantis").unwrap_err().kind, "unknown_country");
}

#[test]
fn google_has_a_file_for_each_state_of_consent() {
    let columns = [
        ("id", Field::CustomerId),
        ("mail", Field::Email),
        ("user data", Field::Other),
        ("personal ads", Field::Other),
        ("newsletter", Field::Consent),
    ];
    let rows = vec![
        vec!["1", "a@example.com", "GRANTED", "GRANTED", "yes"],
        vec!["2", "b@example.com", "GRANTED", "DENIED", "yes"],
        vec!["3", "c@example.com", "", "GRANTED", "yes"],
        vec!["4", "d@example.com", "GRANTED", "GRANTED", "no"],
    ];
    let mut wish = Wish::of("google-ads");
    wish.settings.insert("ad-user-data".to_owned(), "User Data".to_owned());
    wish.settings.insert("ad-personalization".to_owned(), "personal ads".to_owned());
    let done = export(&contacts(&columns, 4), &wish, &rows).unwrap();
    let files: Vec<(&str, u64)> = done.summary.files.iter().map(|it| (it.name.as_str(), it.n_rows)).collect();
    assert_eq!(
        files,
        [
            ("shop-google-ads-consent-granted.csv", 1),
            ("shop-google-ads-consent-denied.csv", 1),
            ("shop-google-ads-consent-not-said.csv", 1),
        ]
    );
    let all = Wish {
        consent: Consent::Overridden { reason: "asked by letter".to_owned() },
        ..Wish::of("google-ads")
    };
    let done = export(&contacts(&columns, 4), &all, &rows).unwrap();
    assert_eq!(done.summary.files.iter().map(|it| it.n_rows).collect::<Vec<_>>(), [3, 1]);
    wish.settings.insert("ad-user-data".to_owned(), "nowhere".to_owned());
    assert_eq!(export(&contacts(&columns, 4), &wish, &rows).unwrap_err().kind, "column_missing");
}

#[test]
fn google_analytics_never_sees_who_somebody_is() {
    let columns = [
        ("id", Field::CustomerId),
        ("mail", Field::Email),
        ("Contact name", Field::Other),
        ("plan", Field::Other),
        ("segment", Field::Segment),
    ];
    let rows = vec![
        vec!["u1", "mary@example.com", "Mary", "gold", "Loyal"],
        vec!["mary@example.com", "", "", "call +49 171", "Loyal"],
        vec!["u3", "", "", "ask bob@example.com", "Loyal"],
        vec!["+491712345678", "", "", "", "Loyal"],
    ];
    let with = |settings: &[(&str, &str)]| {
        let mut wish = Wish::of("ga4");
        wish.settings.extend(settings.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
        export(&contacts(&columns, 4), &wish, &rows)
    };
    let done = with(&[("columns", "plan")]).unwrap();
    assert_eq!(done.text(0), "user_id,customer_segment,plan\nu1,Loyal,gold\nu3,Loyal,\n");
    assert_eq!(done.left_out("user_id cannot be used"), 2);
    for name in ["mail", "Contact Name"] {
        assert_eq!(with(&[("columns", name)]).unwrap_err().kind, "personal", "{name}");
    }
    let hashed = with(&[("user-id", "sha256")]).unwrap();
    assert!(hashed.text(0).contains(&sha256("mary@example.com")) && !hashed.text(0).contains('@'));
}
