//! The report as a file: nobody's name, no script, one table for each chart, the page's colours.

use std::fmt::Write as _;

use enclave::engine::export::{Format, write};
use enclave::engine::features::MappedColumn;
use enclave::engine::present::number;
use enclave::engine::present::report::{ReportOptions, Section};
use enclave::engine::profile::{Plan, SegmentNotes};
use enclave::engine::segmentation::rules::{
    Comparison, Condition, Rule, RuleSegment, RulesOptions, Test, Tested, Value,
};
use enclave::engine::segmentation::tiers::TiersOptions;
use enclave::engine::segmentation::{Detail, Method, RfmOptions};
use enclave::engine::table::Role;

use crate::analysed::{Analysed, quoted, rfm_recipe};

const HOSTILE_CITIES: [&str; 3] = ["<script>alert(1)</script>", "\"onload=\"x", "Köln & Bonn"];
const COLUMNS: [(&str, Role); 7] = [
    ("email", Role::Email),
    ("phone", Role::Phone),
    ("first name", Role::FirstName),
    ("last name", Role::LastName),
    ("postcode", Role::Postcode),
    ("city", Role::Category),
    ("remark", Role::Ignore),
];

/// What each person is known by, in the order of the columns; everyone is somebody else.
fn known_by(idx: usize) -> [String; 7] {
    [
        format!("customer-{idx:05}"),
        format!("qx{idx}.zw@mail-{}.example", idx % 7),
        format!("+49 151 77{:06}", idx * 37),
        format!("Xanthippe{}", idx % 23),
        format!("Quaxelby{}", idx % 41),
        format!("ZIP{:05}", 10_000 + idx * 3),
        format!("called {idx} times on Tuesday"),
    ]
}

fn people(method: Method) -> Analysed {
    let names: Vec<&str> = COLUMNS.iter().map(|it| it.0).collect();
    let mut text = format!("customer,day,amount,{}\n", names.join(","));
    for idx in 0..300 {
        let [customer, email, phone, first, last, postcode, remark] = known_by(idx).map(|it| quoted(&it));
        let city = quoted(HOSTILE_CITIES[idx % 3]);
        for order in 0..=(idx % 4) {
            let (month, day) = (1 + (idx + order) % 12, 1 + idx % 28);
            let amount = 10 + (idx * 7) % 400;
            writeln!(
                text,
                "{customer},2026-{month:02}-{day:02},{amount},{email},{phone},{first},{last},{postcode},{city},{remark}"
            )
            .unwrap();
        }
    }
    let mut recipe = rfm_recipe(RfmOptions::default());
    recipe.method = method;
    let column = |(name, role): &(&str, Role)| MappedColumn { name: (*name).to_owned(), role: *role };
    recipe.mapping.columns.extend(COLUMNS.iter().map(column));
    Analysed::of("Xanthippe1 Quaxelby1.csv", &text, recipe).unwrap()
}

fn html(analysed: &Analysed, options: &ReportOptions) -> String {
    let file = write(&analysed.material(), &Format::Report(options.clone()));
    assert_eq!(file.media_type, "text/html;charset=utf-8");
    String::from_utf8(file.bytes).unwrap()
}

/// Rules in words of the file: columns that people are known by cannot be named in a rule.
fn rules() -> Method {
    let test = Test::Compare(Comparison::Is, Value::Text(HOSTILE_CITIES[0].to_owned()));
    let rule = Rule::Is(Condition::Column(Tested { field: "city".to_owned(), test }));
    let segments = vec![RuleSegment { name: "Scripted".to_owned(), all: vec![rule] }];
    Method::Rules(RulesOptions { segments, ..RulesOptions::default() })
}

fn tiers() -> Method {
    Method::Tiers(TiersOptions::default())
}

#[test]
fn the_ends_of_tiers_are_single_customers_and_are_not_told() {
    let analysed = people(tiers());
    let Some(Detail::Tiers(detail)) = &analysed.outcome.analysis.profiles.detail else { panic!("no tiers") };
    let ends: Vec<f64> = detail.tiers.iter().filter_map(|it| it.from).collect();
    assert!(ends.len() > 2);
    let html = html(&analysed, &ReportOptions::default());
    assert!(!html.contains(" or more, but less than"));
    assert!(html.contains("Half of them: "));
}

#[test]
fn nothing_that_people_are_known_by_is_in_the_file() {
    for method in [Method::Rfm(RfmOptions::default()), rules(), tiers()] {
        let analysed = people(method);
        let html = html(&analysed, &ReportOptions { least: 1, ..ReportOptions::default() });
        for value in (0..300).flat_map(known_by) {
            assert!(!html.contains(&value), "{value} is in the report");
        }
        for part in ["Quaxelby", "Xanthippe", "mail-", "@mail", "+49", "ZIP1", "Tuesday", "customer-0"] {
            assert!(!html.contains(part), "{part} is in the report");
        }
    }
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    let html = html(&people(Method::Rfm(RfmOptions::default())), &ReportOptions::default());
    let lower = html.to_lowercase();
    for word in [
        "<script",
        "javascript:",
        "http:",
        "https:",
        "src=",
        "@import",
        "<link",
        "<iframe",
        "<form",
        " onload",
        " style=",
    ] {
        assert!(!lower.contains(word), "{word} is in the report");
    }
    assert_eq!(lower.matches("url(").count(), lower.matches("url(\"#").count());
    assert_eq!(lower.matches("href=").count(), lower.matches("href=\"#mark-").count());
    assert!(html.contains("default-src 'none'"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the city is there as words");
}

#[test]
fn every_chart_has_its_table_and_every_tag_its_end() {
    let html = html(&people(Method::Rfm(RfmOptions::default())), &ReportOptions::default());
    let n_figures = html.matches("<figure>").count();
    assert!(n_figures > 10);
    assert_eq!(html.matches("<table").count(), n_figures);
    assert_eq!(html.matches("<figcaption>").count(), n_figures);
    assert_eq!(html.matches("<h1").count(), 1);
    let mut open: Vec<&str> = Vec::new();
    let body = html.split("</head>").nth(1).unwrap();
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        match tag {
            "/html" => assert_eq!(open, Vec::<&str>::new()),
            it if it.starts_with('/') => assert_eq!(open.pop(), Some(name)),
            it if it.ends_with('/') => {}
            _ => open.push(name),
        }
    }
}

#[test]
fn the_numbers_are_those_of_the_analysis() {
    let analysed = people(Method::Rfm(RfmOptions::default()));
    let html = html(&analysed, &ReportOptions { least: 1, ..ReportOptions::default() });
    let profiles = &analysed.outcome.analysis.profiles;
    for profile in &profiles.segments {
        let size = number::counted(profile.group.n, "customer", "customers");
        let money = number::money(profile.group.revenue.unwrap(), None);
        assert!(html.contains(&format!("{size}, {}; {money}.", number::share_fine(profile.group.share))));
        assert!(html.contains(&format!(
            "<th scope=\"row\">{}</th><td>{}</td>",
            profile.segment.name,
            number::count(profile.group.n)
        )));
    }
}

#[test]
fn the_same_report_is_written_twice_alike_and_less_with_less_in_it() {
    let analysed = people(Method::Rfm(RfmOptions::default()));
    let whole = html(&analysed, &ReportOptions::default());
    assert_eq!(whole, html(&analysed, &ReportOptions::default()));
    for section in Section::ALL.into_iter().filter(|it| ![Section::Plans, Section::Claims].contains(it)) {
        let mut options = ReportOptions::default();
        options.put(section, false);
        assert!(html(&analysed, &options).len() < whole.len(), "{}", section.label());
    }
    let titled = ReportOptions { title: "Spring <list>".to_owned(), ..ReportOptions::default() };
    assert!(html(&analysed, &titled).contains("<title>Spring &lt;list&gt;</title>"));
}

/// A report with a person's own words about the largest and the smallest segment.
fn told_in_own_words() -> (Analysed, [String; 2]) {
    let mut analysed = people(Method::Rfm(RfmOptions::default()));
    let profiles = &analysed.outcome.analysis.profiles;
    let mut order: Vec<usize> = (0..profiles.segments.len()).collect();
    order.sort_by_key(|it| profiles.segments[*it].group.n);
    let [smallest, largest] = [order[0], order[order.len() - 1]];
    assert!(profiles.segments[smallest].group.n < 10 && profiles.segments[largest].group.n >= 10);
    let of = |idx: usize, word: &str| SegmentNotes {
        sentence: Some(format!("{word} come for <tea>.")),
        traits: Some(format!("{word} read\n\n {word} walk ")),
        idea: Some(format!("{word}: ring them up.")),
        channel: Some(format!("{word} by post")),
        plan: Plan { goal: format!("{word} goal"), offer: "  ".to_owned(), ..Plan::default() },
        ..SegmentNotes::about(&profiles.segments[idx], &profiles.everyone)
    };
    let notes = vec![of(smallest, "Wrens"), of(largest, "Larks")];
    let names = [smallest, largest].map(|it| profiles.segments[it].segment.given_name.clone());
    analysed.recipe.notes = notes;
    let [small, large] = &names;
    analysed.recipe.names.insert(small.clone(), "Our wrens".to_owned());
    analysed.recipe.names.insert(large.clone(), "Our larks".to_owned());
    let valid = analysed.recipe.check().unwrap();
    analysed.outcome =
        enclave::engine::run(&analysed.source, &valid, &mut enclave::engine::progress::Unobserved).unwrap();
    (analysed, names)
}

#[test]
fn a_person_s_own_words_take_the_place_of_those_by_rule() {
    let (analysed, [_, large]) = told_in_own_words();
    let html = html(&analysed, &ReportOptions::default());
    let (_, leaf) = html.split_once("Our larks</h2>").expect("a leaf by its own name");
    let (leaf, _) = leaf.split_once("</article>").unwrap();
    assert!(leaf.contains("<p class=\"leaf__lead\">Larks come for &lt;tea&gt;.</p>"), "{leaf}");
    for text in ["Larks read", "Larks walk", "Larks: ring them up.", "Larks by post", "Larks goal"] {
        assert_eq!(leaf.matches(text).count(), 1, "{text}");
    }
    assert_eq!(leaf.matches("In our own words").count(), 2);
    assert_eq!(leaf.matches("<h3").count(), 1, "a heading above the plan");
    assert!(!leaf.contains("<dt>Offer</dt>"), "blank words are none");
    assert!(!html.contains(&format!(">{large}<")), "the method's name is gone");
    assert!(html.contains("our own words; all numbers are the file’s"));
    let mut options = ReportOptions::default();
    options.put(Section::Plans, false);
    let without = self::html(&analysed, &options);
    assert!(!without.contains("Larks goal") && without.contains("Larks read"));
}

#[test]
fn own_words_about_a_group_that_is_hidden_are_hidden_and_its_own_name_stands_for_it() {
    let (analysed, [small, _]) = told_in_own_words();
    let html = html(&analysed, &ReportOptions::default());
    assert!(!html.contains("Wrens") && !html.contains(&small));
    assert!(html.contains("Our wrens"));
    let shown = self::html(&analysed, &ReportOptions { least: 1, ..ReportOptions::default() });
    assert!(shown.contains("Wrens come for &lt;tea&gt;."));
}

#[test]
fn without_own_words_nothing_is_said_to_be_own() {
    let html = html(&people(Method::Rfm(RfmOptions::default())), &ReportOptions::default());
    assert!(!html.contains("our own words") && !html.contains(">Plan<"));
}

#[test]
fn its_colours_are_those_of_the_page() {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
    let tokens = read("style/tokens.css");
    let own = read("src/engine/export/report_html/report.css");
    let mut n = 0;
    for token in own.split(" --").skip(1).filter_map(|it| it.split_once(": #")) {
        let (name, rest) = token;
        let colour = format!("#{}", rest.split(';').next().unwrap());
        let there =
            tokens.split(&format!(" --{name}: ")).skip(1).find(|it| it.starts_with(['#', 'l'])).expect(name);
        let there = there.split(';').next().unwrap();
        let light = there.strip_prefix("light-dark(").map_or(there, |it| it.split(',').next().unwrap());
        assert_eq!(colour, light, "--{name}");
        n += 1;
    }
    assert!(n > 40);
    let stray = own.lines().filter(|it| it.contains('#') && !it.contains("--") && !it.contains("url(\"#"));
    assert_eq!(stray.collect::<Vec<_>>(), Vec::<&str>::new());
}
