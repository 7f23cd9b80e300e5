//! JSON for what is saved: recipes, analyses, preferences.
//!
//! One writer for both layouts and one reader that says no more than where it stopped: general
//! libraries bring ten times the code for errors in words, numbers in every form and values of no
//! known type.

mod read;
mod scan;
mod write;

use serde::Serialize;
use serde::de::DeserializeOwned;

use scan::Reader;
use write::Writer;

/// A value that has no form in JSON, or a text that is not the form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no form in JSON")]
pub struct Misfit;

/// Where a text stops making sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
}

/// A value, indented by two blanks.
pub fn indented(value: &impl Serialize) -> String {
    Writer::new(true).write(value)
}

/// A value in one line without blanks.
pub fn in_one_line(value: &impl Serialize) -> String {
    Writer::new(false).write(value)
}

/// Reads a value; keys that it does not have are passed over.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Place> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(&mut reader).and_then(|it| reader.end().map(|()| it));
    value.map_err(|Misfit| reader.place())
}

impl serde::ser::Error for Misfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::de::Error for Misfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct All {
        truth: bool,
        small: u8,
        whole: i64,
        large: u64,
        number: f64,
        text: String,
        list: Vec<Option<f64>>,
        four: [f64; 2],
        pair: (u8, String),
        map: BTreeMap<String, Case>,
        case: Case,
        #[serde(default)]
        nothing: Option<Box<All>>,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Case {
        Plain,
        Day(i32),
        Named { a: u8 },
    }

    fn case() -> impl Strategy<Value = Case> {
        prop_oneof![
            Just(Case::Plain),
            any::<i32>().prop_map(Case::Day),
            any::<u8>().prop_map(|a| Case::Named { a })
        ]
    }

    fn finite() -> impl Strategy<Value = f64> {
        any::<f64>().prop_filter("JSON has no other", |it| it.is_finite())
    }

    prop_compose! {
        fn all()(
            truth: bool,
            (small, whole, large) in any::<(u8, i64, u64)>(),
            number in finite(),
            text in ".*",
            list in prop::collection::vec(prop::option::of(finite()), 0..4),
            four in [finite(), finite()],
            pair in (any::<u8>(), "\\PC*"),
            map in prop::collection::btree_map(".*", case(), 0..3),
            case in case(),
        ) -> All {
            All { truth, small, whole, large, number, text, list, four, pair, map, case, nothing: None }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_others_write_and_is_read_back(all in all(), inner in all()) {
            let all = All { nothing: Some(Box::new(inner)), ..all };
            let text = indented(&all);
            prop_assert_eq!(&text, &serde_json::to_string_pretty(&all).unwrap());
            prop_assert_eq!(&in_one_line(&all), &serde_json::to_string(&all).unwrap());
            prop_assert_eq!(read::<All>(&text), Ok(all.clone()));
            prop_assert_eq!(read::<All>(&in_one_line(&all)), Ok(all));
        }

        #[test]
        fn no_text_is_too_odd(text in "[\\[\\]{}:,\"a0.e+\\- \n\\\\tu]*") {
            let others: Result<Vec<f64>, _> = serde_json::from_str(&text);
            prop_assert_eq!(read::<Vec<f64>>(&text).is_ok(), others.is_ok(), "{}", text);
            let others: Result<BTreeMap<String, u8>, _> = serde_json::from_str(&text);
            prop_assert_eq!(read::<BTreeMap<String, u8>>(&text).ok(), others.ok());
        }

        #[test]
        fn numbers_are_those_that_others_read(text in "-?[0-9]{1,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?") {
            let others: Option<f64> = serde_json::from_str(&text).ok();
            let own = read::<f64>(&text).ok();
            prop_assert_eq!(own.is_some(), others.is_some(), "{}", text);
            prop_assert!(own.is_none_or(|it| text.parse() == Ok(it)));
            prop_assert_eq!(read::<i16>(&text).ok(), serde_json::from_str(&text).ok(), "{}", text);
        }
    }

    #[test]
    fn texts_are_read_with_everything_that_stands_for_something_else() {
        let text = r#"  "a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00ü" "#;
        assert_eq!(read::<String>(text).as_deref(), Ok("a\"\\/\u{8}\u{c}\n\r\té😀ü"));
        for broken in [r#""\x""#, r#""\u12""#, r#""\ud83d""#, r#""\udc00""#, "\"a\nb\"", "\"a"] {
            assert!(read::<String>(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn keys_that_are_not_known_are_passed_over_but_not_without_end() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct One {
            a: u8,
        }
        assert_eq!(read::<One>(r#"{"x": [1, {"y": null}], "a": 3, "z": "\n"}"#), Ok(One { a: 3 }));
        assert!(read::<One>(&format!("{{\"x\": {}", "[".repeat(100_000))).is_err());
    }

    #[test]
    fn a_text_that_makes_no_sense_says_where() {
        assert_eq!(read::<Vec<u8>>("[1,\n 2, x]"), Err(Place { line: 2, column: 5 }));
        assert_eq!(read::<u8>(""), Err(Place { line: 1, column: 1 }));
        assert_eq!(read::<u8>("1 1"), Err(Place { line: 1, column: 3 }));
    }
}
