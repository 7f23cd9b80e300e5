//! A person's own rules: the text form, three values, the funnel, orders.

use enclave::engine::features::RowUnit;
use enclave::engine::json;
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::rules::{
    Comparison, Condition, Counted, Membership, Middle, Overlap, Part, Period, Rule, RuleMisfit, RuleSegment,
    RulesDetail, RulesError, RulesOptions, Spent, Step, Test, Tested, Used, Value, text,
};
use enclave::engine::segmentation::{Detail, GroupsOptions, Method, RfmOptions, SegmentationError};
use enclave::engine::table::{ReadingOptions, Role, Source};
use enclave::engine::{EngineError, run};
use proptest::prelude::*;

use crate::analysed::Analysed;

const PEOPLE: &str = "id,country,age,spent,since,newsletter\n\
    a,DE,30,100,2026-01-01,yes\n\
    b,de,,200,2026-03-01,no\n\
    c,FR,50,,2026-04-01,\n\
    d,,40,50,2025-01-01,yes\n";

const ORDERS: &str = "customer,day,amount,order,category\n\
    A,2026-01-01,10,1,Shoes\nA,2026-01-01,5,1,Socks\nA,2026-01-20,20,2,Socks\n\
    B,2026-01-05,30,3,Socks\nB,2026-01-06,30,4,Shoes\n\
    C,2026-05-01,7,5,Shoes\nC,2026-05-31,7,6,Socks\n\
    D,2026-05-31,-4,7,Shoes\nD,2026-05-30,8,8,Hats\n";

/// The rules of a text, run on a file as it suggests itself.
fn ruled(file: &str, rules: &str) -> Result<Analysed, EngineError> {
    let source = Source::from_bytes("file.csv", file.as_bytes(), &ReadingOptions::default())?;
    let method = Method::Rules(text::parse(rules).expect("the text of the test is rules"));
    Analysed::of("file.csv", file, Recipe { method, ..Recipe::suggest(&source.summary()) })
}

/// The customers of each segment, in order.
fn members(file: &str, rules: &str) -> Vec<(String, String)> {
    let analysed = ruled(file, rules).unwrap_or_else(|it| panic!("{rules}: {it}"));
    let (matrix, found) = (&analysed.outcome.matrix, &analysed.outcome.segmentation);
    let of = |place: usize| -> String {
        let is_in = |it: &usize| usize::from(found.assignment[*it]) == place;
        (0..matrix.n_customers()).filter(is_in).map(|it| matrix.customers.get(it)).collect()
    };
    found.segments.iter().enumerate().map(|(place, it)| (it.name.clone(), of(place))).collect()
}

/// The customers of whom one condition holds.
fn whom(file: &str, condition: &str) -> String {
    let all = members(file, &format!("segment \"X\":\n  {condition}\n"));
    all.into_iter().find(|it| it.0 == "X").map_or_else(String::new, |it| it.1)
}

fn detail(file: &str, rules: &str) -> RulesDetail {
    match ruled(file, rules).unwrap().outcome.segmentation.detail {
        Detail::Rules(detail) => detail,
        Detail::Rfm(_) | Detail::Groups(_) | Detail::Tiers(_) | Detail::ResponseTree(_) => {
            panic!("rules have the detail of rules")
        }
    }
}

#[test]
fn a_missing_value_is_neither_true_nor_untrue() {
    assert_eq!(whom(PEOPLE, "age >= 40"), "cd");
    assert_eq!(whom(PEOPLE, "age < 40"), "a");
    assert_eq!(whom(PEOPLE, "none:\n    age >= 40"), "a");
    assert_eq!(whom(PEOPLE, "age != 30"), "cd");
    assert_eq!(whom(PEOPLE, "age is missing"), "b");
    assert_eq!(whom(PEOPLE, "age is not missing"), "acd");
    assert_eq!(whom(PEOPLE, "none:\n    age is missing"), "acd");
    assert_eq!(whom(PEOPLE, "country not in (FR)"), "ab");
    assert_eq!(whom(PEOPLE, "any:\n    age >= 40\n    spent >= 200"), "bcd");
}

#[test]
fn texts_are_compared_without_regard_to_capitals() {
    assert_eq!(whom(PEOPLE, "country = \"De\""), "ab");
    assert_eq!(whom(PEOPLE, "country contains E"), "ab");
    assert_eq!(whom(PEOPLE, "country starts with \"f\""), "c");
    assert_eq!(whom(PEOPLE, "country does not end with \"e\""), "c");
    assert_eq!(whom(PEOPLE, "country in (\"fr\", \"de\")"), "abc");
}

#[test]
fn yes_and_no_can_be_asked_for_in_words_and_in_numbers() {
    assert_eq!(whom(PEOPLE, "newsletter = yes"), "ad");
    assert_eq!(whom(PEOPLE, "newsletter = \"No\""), "b");
    assert_eq!(whom(PEOPLE, "newsletter = 1"), "ad");
    assert_eq!(whom(PEOPLE, "newsletter is missing"), "c");
}

#[test]
fn days_count_back_from_the_end_of_the_data() {
    // The last day is 2026-04-01.
    assert_eq!(whom(PEOPLE, "since in the last 31 days"), "bc");
    assert_eq!(whom(PEOPLE, "since in the last 30 days"), "c");
    assert_eq!(whom(PEOPLE, "since more than 31 days before the end"), "ad");
    assert_eq!(whom(PEOPLE, "since >= 2026-01-01"), "abc");
    assert_eq!(whom(PEOPLE, "since < 2026-01-01"), "d");
    assert_eq!(whom(PEOPLE, "since between 2026-01-01 and 2026-03-01"), "ab");
}

#[test]
fn shares_keep_ties_together_and_middles_leave_themselves_out() {
    assert_eq!(whom(PEOPLE, "spent in the top 33%"), "b");
    assert_eq!(whom(PEOPLE, "spent in the top 34%"), "ab");
    assert_eq!(whom(PEOPLE, "spent in the bottom 1%"), "d");
    assert_eq!(whom(PEOPLE, "spent in the top 0%"), "");
    assert_eq!(whom(PEOPLE, "spent above the median"), "b");
    assert_eq!(whom(PEOPLE, "spent below the average"), "ad");
    let tied = "id,spent\na,5\nb,5\nc,5\nd,1\n";
    assert_eq!(whom(tied, "spent in the top 25%"), "abc");
}

#[test]
fn orders_of_a_kind_are_counted() {
    assert_eq!(whom(ORDERS, "at least 2 orders"), "ABC");
    assert_eq!(whom(ORDERS, "at least 2 orders where category = Socks"), "A");
    assert_eq!(whom(ORDERS, "exactly 1 order where category = Shoes"), "ABC");
    assert_eq!(whom(ORDERS, "no orders where category = Shoes"), "D");
    assert_eq!(whom(ORDERS, "at least 1 order in the last 30 days"), "CD");
    assert_eq!(whom(ORDERS, "no orders more than 30 days before the end"), "CD");
    assert_eq!(whom(ORDERS, "at least 1 order where amount >= 30 and category = Shoes"), "B");
    assert_eq!(whom(ORDERS, "spent at least 25 where category = Socks"), "AB");
    assert_eq!(whom(ORDERS, "last order in the last 1 day"), "CD");
    assert_eq!(whom(ORDERS, "first order in the last 30 days"), "CD");
}

#[test]
fn a_sequence_is_of_later_days() {
    // A bought shoes and socks at once, and socks again after 19 days; B the other way round.
    assert_eq!(whom(ORDERS, "bought category = Shoes, then category = Socks"), "AC");
    assert_eq!(whom(ORDERS, "bought category = Shoes then category = Socks within 30 days"), "AC");
    assert_eq!(whom(ORDERS, "bought category = Shoes then category = Socks within 29 days"), "A");
    assert_eq!(whom(ORDERS, "bought category = Socks, then category = Shoes within 1 day"), "B");
    assert_eq!(whom(ORDERS, "bought category = Hats"), "D");
}

#[test]
fn the_first_segment_that_fits_takes_a_customer_and_everyone_else_is_seen() {
    let rules = "segment \"Old\":\n  age >= 40\nsegment \"German\":\n  country = de\n";
    let expected = [("Old", "cd"), ("German", "ab")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(members(PEOPLE, rules), expected);
    let rules = "everyone else: \"Rest\"\nsegment \"Nobody\":\n  age > 99\nsegment \"Old\":\n  age >= 50\n";
    let expected = [("Old", "c"), ("Rest", "abd")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(members(PEOPLE, rules), expected);
}

#[test]
fn a_customer_may_be_in_several_segments() {
    let rules = "several allowed\nsegment \"Young\":\n  age <= 40\nsegment \"Rich\":\n  spent >= 100\n";
    let analysed = ruled(PEOPLE, rules).unwrap();
    let found = &analysed.outcome.segmentation;
    assert_eq!(found.assignment, [0, 1, 2, 0]);
    assert_eq!(found.memberships.as_deref(), Some(&[0b11, 0b10, 0, 0b01][..]));
    let detail = detail(PEOPLE, rules);
    assert_eq!((detail.n_in_several, detail.n_everyone_else, detail.shared[0].n), (1, 1, 1));
    let format = enclave::engine::export::Format::Customers {
        segments: Vec::new(),
        safety: enclave::engine::export::Safety::Exact,
    };
    let file = enclave::engine::export::write(&analysed.material(), &format);
    let expected = "customer_id,segment_id,segment,all_segments\na,1,Young,Young; Rich\nb,2,Rich,Rich\n\
        c,3,Everyone else,Everyone else\nd,1,Young,Young\n";
    assert_eq!(String::from_utf8(file.bytes).unwrap(), expected);
}

#[test]
fn every_line_says_how_many_it_leaves_and_takes_away() {
    let rules = "segment \"X\":\n  age is not missing\n  any:\n    country = de\n    country = fr\n  none:\n    spent >= 100\n";
    let detail = detail(PEOPLE, rules);
    let funnel = &detail.segments[0];
    let counts: Vec<_> =
        funnel.lines.iter().map(|it| (it.n_here, it.n_true, it.n_unknown, it.n_left)).collect();
    // Three have an age; of those, one is German, one French and one of no known country; what the
    // French customer spent is not known.
    assert_eq!(counts, [(4, 3, 0, 3), (3, 2, 1, 2), (3, 1, 1, 1), (3, 1, 1, 2), (2, 0, 1, 0), (2, 1, 1, 0)]);
    assert_eq!((funnel.n_start, funnel.n, funnel.n_matching), (4, 0, 0));
    let why = funnel.why_nobody.as_ref().unwrap();
    assert_eq!((why.path.as_slice(), why.n_back), (&[2][..], 2));
}

#[test]
fn a_value_that_nobody_has_is_noticed() {
    let detail = detail(PEOPLE, "segment \"X\":\n  any:\n    country = Germany\n    country = DE\n");
    let met: Vec<bool> = detail.segments[0].lines.iter().map(|it| it.is_met).collect();
    assert_eq!(met, [true, false, true]);
}

#[test]
fn rules_can_speak_of_another_way_to_segment() {
    let rules = "use loyalty = rfm {\"map\":\"ten_grid\"}\nsegment \"X\":\n  segment of loyalty in (Champions, Promising)\n";
    let rfm = Method::Rfm(json::read::<RfmOptions>("{\"map\":\"ten_grid\"}").unwrap());
    let source = Source::from_bytes("o.csv", ORDERS.as_bytes(), &ReadingOptions::default()).unwrap();
    let recipe = Recipe { method: rfm, ..Recipe::suggest(&source.summary()) };
    let outcome = run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
    let names = &outcome.segmentation.segments;
    let is_wanted = |it: &usize| {
        let name = &names[usize::from(outcome.segmentation.assignment[*it])].name;
        name == "Champions" || name == "Promising"
    };
    let expected: String = (0..4).filter(is_wanted).map(|it| outcome.matrix.customers.get(it)).collect();
    assert!(!expected.is_empty() && expected.len() < 4);
    let found = members(ORDERS, rules);
    assert_eq!(found[0], ("X".to_owned(), expected));
}

#[test]
fn columns_that_are_no_feature_can_be_asked_for() {
    let source = Source::from_bytes("file.csv", PEOPLE.as_bytes(), &ReadingOptions::default()).unwrap();
    let mut recipe = Recipe::suggest(&source.summary());
    recipe.mapping.unit = RowUnit::Customers;
    recipe.mapping.columns.retain(|it| it.role == Role::Customer);
    for (condition, expected) in [
        ("country = de", 2),
        ("age >= 40", 2),
        ("since >= 2026-03-01", 2),
        ("newsletter = yes", 2),
        ("id = b", 1),
    ] {
        let rules = text::parse(&format!("segment \"X\":\n  {condition}")).unwrap();
        let recipe = Recipe { method: Method::Rules(rules), ..recipe.clone() };
        let analysed = Analysed::of("file.csv", PEOPLE, recipe).unwrap();
        assert_eq!(analysed.outcome.analysis.profiles.segments[0].group.n, expected, "{condition}");
    }
}

#[test]
fn rules_that_do_not_fit_the_file_are_refused() {
    let misfit = |file: &str, condition: &str| match ruled(file, &format!("segment \"X\":\n  {condition}")) {
        Err(EngineError::Segmentation(SegmentationError::Rule(misfit))) => misfit,
        other => panic!("{condition}: {other:?}"),
    };
    let field = |it: &str| it.to_owned();
    assert_eq!(misfit(PEOPLE, "heigth > 3"), RuleMisfit::FieldUnknown { field: field("heigth") });
    let condition = "age contains \"3\"".to_owned();
    assert_eq!(
        misfit(PEOPLE, "age contains \"3\""),
        RuleMisfit::DoesNotFit { field: field("age"), condition }
    );
    assert!(matches!(misfit(PEOPLE, "country < \"x\""), RuleMisfit::DoesNotFit { .. }));
    assert!(matches!(misfit(PEOPLE, "age in the last 3 days"), RuleMisfit::DoesNotFit { .. }));
    assert!(matches!(misfit(PEOPLE, "at least 2 orders"), RuleMisfit::NoOrders { .. }));
    assert!(matches!(
        misfit(ORDERS, "at least 2 orders where colour = red"),
        RuleMisfit::FieldUnknown { .. }
    ));
}

#[test]
fn rules_that_say_nothing_are_refused() {
    let all = |rules: Vec<Rule>| RulesOptions {
        segments: vec![RuleSegment { name: "X".to_owned(), all: rules }],
        ..RulesOptions::default()
    };
    let check = |options: RulesOptions| match Method::Rules(options).check() {
        Err(RecipeError::Rules(error)) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(check(all(vec![])), RulesError::Empty { .. }));
    assert!(matches!(check(all(vec![Rule::Any(vec![])])), RulesError::Empty { .. }));
    let endless =
        Tested { field: "a".to_owned(), test: Test::Compare(Comparison::Is, Value::Number(f64::NAN)) };
    assert!(matches!(check(all(vec![Rule::Is(Condition::Column(endless))])), RulesError::Empty { .. }));
    let of = Membership { of: "rfm".to_owned(), names: vec!["A".to_owned()], is_not: false };
    let rule = Rule::Is(Condition::Segment(of));
    assert!(matches!(check(all(vec![rule.clone()])), RulesError::Unknown { .. }));
    let own = Used { name: "rfm".to_owned(), method: Method::Rules(all(vec![])) };
    assert!(matches!(check(RulesOptions { uses: vec![own], ..all(vec![rule]) }), RulesError::Inside { .. }));
}

#[test]
fn an_error_in_the_text_says_where_it_is_and_what_could_stand_there() {
    for (written, line, column, expected) in [
        ("", 1, 1, "segment"),
        ("segment \"X\"", 1, 12, ":"),
        ("segment \"X\":", 1, 13, "indented"),
        ("segment \"X\":\nage > 3", 1, 13, "indented"),
        ("segment \"X\":\n  age >", 2, 8, "a number"),
        ("segment \"X\":\n  age > 3 4", 2, 11, "end of the line"),
        ("# note\nsegment \"X\":\n  all:\n    age > 3\n   age > 4", 5, 4, "same indentation"),
        ("segment \"X\":\n  age between 3", 2, 16, "and"),
        ("segment \"X\":\n  \"age", 2, 3, "closing"),
        ("segment \"X\":\n  age in the first 3", 2, 14, "last, top or bottom"),
        ("segment \"X\":\n  age in the top 30", 2, 20, "%"),
        ("segment \"X\":\n  age > 3abc", 2, 9, "a number such as"),
        ("segment \"X\":\n  at least two orders", 2, 12, "whole number"),
        ("use x = magic", 1, 9, "rfm"),
        ("several segments", 1, 1, "several allowed"),
        ("segment \"X\":\n  age § 3", 2, 7, "a word"),
    ] {
        let error = text::parse(written).expect_err(written);
        assert_eq!((error.line, error.column), (line, column), "{written}: {error:?}");
        assert!(error.expected.contains(expected), "{written}: {error:?}");
    }
}

#[test]
fn a_text_may_be_written_in_several_ways() {
    let one = "segment Regulars:\n\tage at least 3 # years\n\n\tcountry is one of ('DE', “AT”)\n\tnone of these:\n\t\tage ≤ 9\n";
    let other = "segment \"Regulars\":\n  age >= 3\n  country in (\"DE\", \"AT\")\n  none:\n    age <= 9\n";
    assert_eq!(text::parse(one).unwrap(), text::parse(other).unwrap());
    assert_eq!(text::print(&text::parse(one).unwrap()), other);
}

#[test]
fn groups_too_deep_to_read_are_refused_and_no_text_overflows() {
    let deep = |n: usize| {
        let mut written = String::from("segment \"X\":\n");
        for depth in 1..=n {
            written.push_str(&" ".repeat(depth));
            written.push_str("any:\n");
        }
        format!("{written}{}age > 3", " ".repeat(n + 1))
    };
    assert!(text::parse(&deep(11)).is_ok());
    assert_eq!(text::parse(&deep(5_000)).unwrap_err().line, 13);
}

#[test]
fn no_recipe_nested_without_end_overflows() {
    let deep = |n: usize| {
        let rules = format!("{}{}", "{\"all\":[".repeat(n), "]}".repeat(n));
        format!("{{\"rules\":{{\"segments\":[{{\"name\":\"X\",\"all\":[{rules}]}}]}}}}")
    };
    assert!(json::read::<Method>(&deep(10)).is_ok());
    assert!(json::read::<Method>(&deep(100_000)).is_err());
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{1,8}",
        "\\PC{1,12}",
        prop::sample::select(vec![
            "all",
            "no",
            "Segment",
            "last_order",
            "a b",
            "x\"y",
            "a\\",
            "\n\t\r",
            "#",
            "ß"
        ])
        .prop_map(str::to_owned),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::num::f64::NORMAL.prop_map(Value::Number),
        (-1000_i32..1000).prop_map(|it| Value::Number(f64::from(it))),
        word().prop_map(Value::Text),
        (-100_000_i32..100_000).prop_map(Value::Day),
    ]
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison as It;
    prop::sample::select(vec![It::Is, It::IsNot, It::Less, It::AtMost, It::More, It::AtLeast])
}

fn test() -> impl Strategy<Value = Test> {
    let part = || prop::sample::select(vec![Part::Contains, Part::StartsWith, Part::EndsWith]);
    let values = || prop::collection::vec(value(), 1..4);
    let middle = || prop::sample::select(vec![Middle::Median, Middle::Average]);
    prop_oneof![
        (comparison(), value()).prop_map(|(a, b)| Test::Compare(a, b)),
        (value(), value()).prop_map(|(a, b)| Test::Between(a, b)),
        values().prop_map(Test::In),
        values().prop_map(Test::NotIn),
        (part(), word()).prop_map(|(a, b)| Test::Text(a, b)),
        (part(), word()).prop_map(|(a, b)| Test::NotText(a, b)),
        Just(Test::Missing),
        Just(Test::Known),
        any::<u32>().prop_map(Test::InLastDays),
        any::<u32>().prop_map(Test::BeforeLastDays),
        (0.0..=100.0).prop_map(Test::Top),
        (0.0..=100.0).prop_map(Test::Bottom),
        middle().prop_map(Test::Above),
        middle().prop_map(Test::Below),
    ]
}

fn tests() -> impl Strategy<Value = Vec<Tested>> {
    prop::collection::vec((word(), test()).prop_map(|(field, test)| Tested { field, test }), 1..3)
}

fn condition() -> impl Strategy<Value = Condition> {
    let period = || {
        prop::option::of(prop_oneof![
            any::<u32>().prop_map(Period::InLastDays),
            any::<u32>().prop_map(Period::BeforeLastDays)
        ])
    };
    let rows = || prop_oneof![Just(Vec::new()), tests()];
    let names = prop::collection::vec(word(), 1..3);
    prop_oneof![
        4 => (word(), test()).prop_map(|(field, test)| Condition::Column(Tested { field, test })),
        1 => (names, any::<bool>())
            .prop_map(|(names, is_not)| Condition::Segment(Membership { of: "other".to_owned(), names, is_not })),
        1 => (comparison(), any::<u32>(), rows(), period())
            .prop_map(|(comparison, n, rows, period)| Condition::Orders(Counted { comparison, n, rows, period })),
        1 => (comparison(), -1e6..1e6, rows(), period()).prop_map(|(comparison, amount, rows, period)| {
            Condition::Spent(Spent { comparison, amount, rows, period })
        }),
        1 => (tests(), prop::collection::vec((tests(), prop::option::of(any::<u32>())), 0..3)).prop_map(|(first, more)| {
            let first = Step { rows: first, within_days: None };
            let more = more.into_iter().map(|(rows, within_days)| Step { rows, within_days });
            Condition::Bought(std::iter::once(first).chain(more).collect())
        }),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    condition().prop_map(Rule::Is).prop_recursive(4, 16, 3, |inner| {
        let inner = prop::collection::vec(inner, 1..3);
        (inner, 0..3).prop_map(|(inner, kind)| match kind {
            0 => Rule::All(inner),
            1 => Rule::Any(inner),
            _ => Rule::None(inner),
        })
    })
}

fn options() -> impl Strategy<Value = RulesOptions> {
    let segment =
        (word(), prop::collection::vec(rule(), 1..4)).prop_map(|(name, all)| RuleSegment { name, all });
    let several = prop::sample::select(vec![Overlap::FirstWins, Overlap::Several]);
    (prop::collection::vec(segment, 1..4), several, word(), any::<u64>()).prop_map(
        |(segments, overlap, everyone_else, seed)| {
            let method = Method::Groups(GroupsOptions { seed, k: Some(3), ..GroupsOptions::default() });
            let uses = vec![Used { name: "other".to_owned(), method }];
            RulesOptions { segments, overlap, everyone_else, uses }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rules_survive_their_text_and_their_recipe(options in options()) {
        let written = text::print(&options);
        let read = text::parse(&written);
        prop_assert!(read.is_ok(), "{}\n{:?}", written, read);
        prop_assert_eq!(&read.unwrap(), &options, "{}", written);
        let method = Method::Rules(options);
        prop_assert_eq!(&json::read::<Method>(&json::indented(&method)).unwrap(), &method);
    }

    #[test]
    fn no_text_makes_the_parser_panic(written in "\\PC{0,80}", lines in prop::collection::vec("[ ]{0,3}(segment|all|x|\"a\"|=|3|:|in|the|last|days|\\(|\\)){0,6}", 0..6)) {
        for text in [written, lines.join("\n")] {
            let read = text::parse(&text);
            prop_assert!(read.is_ok() || read.is_err());
        }
    }
}
