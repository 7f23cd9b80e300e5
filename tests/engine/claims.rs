//! What people believe, put to the file: the verdict is where the interval lies.

use std::fmt::Write as _;

use enclave::engine::claims::{Against, Answer, Claim, Finding, Measure, Side, Untold, Verdict};
use enclave::engine::export::{Format, write};
use enclave::engine::features::MappedColumn;
use enclave::engine::present::report::{ReportOptions, Section};
use enclave::engine::present::sentence::told::claims::told;
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::segmentation::RfmOptions;
use enclave::engine::segmentation::rules::{RuleMisfit, RulesError};
use enclave::engine::table::Role;
use enclave::worker::protocol::{Answer as Said, Command};
use enclave::worker::workbench::Workbench;

use crate::analysed::{Analysed, rfm_recipe};

/// 300 women with three orders each, 100 men with one, 20 of whom it is not known; all orders alike.
fn shop(claims: Vec<Claim>) -> Analysed {
    let mut recipe = rfm_recipe(RfmOptions::default());
    let column = |(name, role): (&str, Role)| MappedColumn { name: name.to_owned(), role };
    recipe.mapping.columns.extend([("gender", Role::Category), ("town", Role::Channel)].map(column));
    recipe.claims = claims;
    Analysed::of("orders.csv", &orders(), recipe).unwrap()
}

fn orders() -> String {
    let mut text = "customer,day,amount,gender,town\n".to_owned();
    for idx in 0..420 {
        let (gender, n) = match idx {
            0..300 => ("female", 3),
            300..400 => ("male", 1),
            _ => ("", 1),
        };
        let town = if idx < 4 { "Tinytown" } else { "Ulm" };
        for order in 0..n {
            let (month, day, amount) = (1 + order, 1 + idx % 28, 10 + idx % 5);
            writeln!(text, "C{idx},2026-{month:02}-{day:02},{amount},{gender},{town}").unwrap();
        }
    }
    text
}

fn claim(who: &str, measure: Measure, side: Side, against: Against) -> Claim {
    Claim { text: String::new(), among: String::new(), who: who.to_owned(), measure, against, side }
}

const WOMEN: &str = "gender = \"female\"";

fn of_orders(side: Side, value: f64) -> Claim {
    claim(WOMEN, Measure::Orders, side, Against::Value(value))
}

fn findings(claims: Vec<Claim>) -> Vec<Finding> {
    shop(claims).outcome.analysis.claims
}

fn answered(claim: Claim) -> Answer {
    match findings(vec![claim]).remove(0) {
        Finding::Answered(it) => it,
        Finding::Untold(why) => panic!("{why:?}"),
    }
}

#[test]
fn women_make_ninety_per_cent_of_purchases_and_the_interval_says_how_sure_that_is() {
    let told = [
        (Side::AtLeast, 0.85, Verdict::Supported),
        (Side::AtLeast, 0.9, Verdict::TooLittleData),
        (Side::AtLeast, 0.95, Verdict::NotSupported),
        (Side::AtMost, 0.95, Verdict::Supported),
        (Side::AtMost, 0.85, Verdict::NotSupported),
        (Side::About(0.05), 0.9, Verdict::Supported),
        (Side::About(0.001), 0.9, Verdict::TooLittleData),
        (Side::About(0.01), 0.5, Verdict::NotSupported),
    ];
    for (side, value, expected) in told {
        let it = answered(of_orders(side, value));
        assert_eq!(it.verdict, expected, "{side:?} {value}");
        assert!((it.value - 0.9).abs() < 1e-12);
        assert_eq!((it.n_who, it.n, it.n_unknown), (300, 400, 20));
        assert!(it.interval[0] < 0.9 && it.interval[1] > 0.9);
    }
}

#[test]
fn a_share_of_customers_has_wilson_s_interval() {
    let it = answered(claim(WOMEN, Measure::Customers, Side::AtLeast, Against::Value(0.5)));
    // By (p + z² ÷ 2n ± z √(p q ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n), with p = 0.75 and n = 400.
    assert!((it.interval[0] - 0.705_322_9).abs() < 1e-6, "{:?}", it.interval);
    assert!((it.interval[1] - 0.789_921_0).abs() < 1e-6, "{:?}", it.interval);
}

#[test]
fn a_mean_is_compared_with_that_of_all_others_and_with_another_group() {
    let number = || Measure::Mean("frequency".to_owned());
    let others = answered(claim(WOMEN, number(), Side::AtLeast, Against::Others));
    assert_eq!((others.verdict, others.n_who, others.n), (Verdict::Supported, 300, 400));
    assert!((others.value - 3.0).abs() < 1e-12 && (others.other.unwrap() - 1.0).abs() < 1e-12);
    let men = Against::Group("gender = \"male\"".to_owned());
    assert_eq!(answered(claim(WOMEN, number(), Side::AtLeast, men.clone())), others);
    assert_eq!(answered(claim(WOMEN, number(), Side::AtMost, men)).verdict, Verdict::NotSupported);
    let money = || Measure::Mean("monetary".to_owned());
    let spent = answered(claim(WOMEN, money(), Side::AtLeast, Against::Value(36.0)));
    assert_eq!(spent.verdict, Verdict::TooLittleData, "{spent:?}");
}

#[test]
fn of_some_customers_only_those_are_looked_at() {
    let only = Claim {
        among: "frequency >= 2".to_owned(),
        ..claim(WOMEN, Measure::Orders, Side::AtLeast, Against::Value(0.9))
    };
    let it = answered(only);
    assert_eq!((it.n, it.n_who, it.n_unknown, it.verdict), (300, 300, 0, Verdict::Supported));
}

#[test]
fn what_the_file_cannot_tell_is_said_and_breaks_nothing() {
    let value = || Against::Value(0.5);
    let share = |who: &str| claim(who, Measure::Customers, Side::AtLeast, value());
    let few = Claim { among: "town = \"Tinytown\"".to_owned(), ..share(WOMEN) };
    let mean = |name: &str| claim(WOMEN, Measure::Mean(name.to_owned()), Side::AtLeast, value());
    let both =
        claim(WOMEN, Measure::Mean("monetary".to_owned()), Side::AtLeast, Against::Group(WOMEN.to_owned()));
    let claims = vec![share("shoe_size > 40"), few, mean("height"), both, share("")];
    let analysed = shop(claims);
    let found = &analysed.outcome.analysis.claims;
    let unknown = Finding::Untold(Untold::Misfit(RuleMisfit::FieldUnknown { field: "shoe_size".to_owned() }));
    assert_eq!(found[0], unknown);
    assert_eq!(found[1], Finding::Untold(Untold::Few(4)));
    assert_eq!(found[2], Finding::Untold(Untold::NoNumber("height".to_owned())));
    assert_eq!(found[3], Finding::Untold(Untold::Few(0)), "who is in both groups is in none");
    assert!(matches!(&found[4], Finding::Answered(it) if it.n_who == it.n && it.n == 420));
    let profiles = &analysed.outcome.analysis.profiles;
    for (claim, finding) in analysed.recipe.claims.iter().zip(found) {
        let words = told(claim, finding, profiles);
        for text in [&words.claim, &words.question, &words.found] {
            assert!(!text.is_empty() && !text.contains("NaN") && !text.contains("inf"), "{words:?}");
        }
    }
}

#[test]
fn a_claim_is_told_with_its_numbers() {
    let own = Claim { text: "Women make 90% of purchases".to_owned(), ..of_orders(Side::About(0.05), 0.9) };
    let analysed = shop(vec![own]);
    let it = told(
        &analysed.recipe.claims[0],
        &analysed.outcome.analysis.claims[0],
        &analysed.outcome.analysis.profiles,
    );
    assert_eq!(it.claim, "Women make 90% of purchases");
    assert_eq!(it.verdict, "Supported");
    assert_eq!(it.question, "Share of orders, gender = \"female\": about 90.0%, give or take 5.0%");
    assert!(it.found.starts_with("90.0%; of all such customers 8"), "{}", it.found);
    assert_eq!(it.basis, "Of 400 customers, 300 are meant; of 20 it is not known");
}

#[test]
fn a_claim_that_cannot_be_asked_is_refused_before_it_runs() {
    let check = |claim: Claim| Recipe { claims: vec![claim], ..Recipe::default() }.check();
    let wrong = check(of_orders(Side::AtLeast, 1.5));
    assert!(
        matches!(wrong, Err(RecipeError::OutOfRange { value, .. }) if (value - 1.5).abs() < 1e-12),
        "{wrong:?}"
    );
    assert!(check(of_orders(Side::About(-0.1), 0.5)).is_err());
    assert!(check(of_orders(Side::AtLeast, f64::NAN)).is_err());
    let unreadable = claim("gender is\nwho knows", Measure::Orders, Side::AtLeast, Against::Others);
    let Err(RecipeError::Rules(RulesError::Text(error))) = check(unreadable) else { panic!("refused") };
    assert_eq!(error.line, 1);
    let other_way = claim("segment of rfm is \"Champions\"", Measure::Orders, Side::AtLeast, Against::Others);
    assert!(matches!(check(other_way), Err(RecipeError::Rules(RulesError::Unknown { .. }))));
    let mean = claim("", Measure::Mean("monetary".to_owned()), Side::AtLeast, Against::Value(1e6));
    assert!(check(mean).is_ok(), "a mean is no share");
}

#[test]
fn a_recipe_with_claims_is_of_the_newest_version_and_comes_back_whole() {
    let among = Claim { among: "frequency >= 2".to_owned(), ..of_orders(Side::About(0.02), 0.9) };
    let means = claim(WOMEN, Measure::Mean("monetary".to_owned()), Side::AtMost, Against::Others);
    let recipe = Recipe { claims: vec![among, means], ..Recipe::default() };
    let text = recipe.to_json();
    assert!(text.contains("\"version\": 6"), "{text}");
    assert_eq!(Recipe::from_json(&text).unwrap().claims, recipe.claims);
}

#[test]
fn a_recipe_of_version_5_is_read_has_no_claims_and_stays_of_its_version() {
    let old = include_str!("../fixtures/recipe_version_5.json");
    let recipe = Recipe::from_json(old).unwrap();
    assert_eq!((recipe.claims.len(), recipe.notes.len()), (0, 1));
    assert_eq!(recipe.notes[0].plan.goal, "Keep 60 of them");
    let again = recipe.to_json();
    assert!(again.contains("\"version\": 5") && !again.contains("claims"));
    assert_eq!(Recipe::from_json(&again).unwrap().notes, recipe.notes);
}

#[test]
fn a_new_claim_costs_no_new_grouping_and_is_answered_as_from_the_start() {
    let analysed = shop(Vec::new());
    let mut bench = Workbench::default();
    bench.accept(analysed.source);
    let mut run = |recipe: &Recipe| {
        let command = Command::Run { recipe: recipe.clone() };
        let said = bench.handle(command, &mut enclave::engine::progress::Unobserved).unwrap().0;
        let Said::Analysed(it) = said else { panic!("{said:?}") };
        *it
    };
    let mut recipe = analysed.recipe;
    assert_eq!(run(&recipe).claims, []);
    recipe.claims = vec![of_orders(Side::AtLeast, 0.85)];
    let added = run(&recipe);
    let expected = shop(recipe.claims.clone()).outcome.analysis;
    assert_eq!(added.claims, expected.claims);
    assert_eq!(added.fingerprint, expected.fingerprint);
    recipe.claims.clear();
    assert_eq!(run(&recipe).claims, []);
}

#[test]
fn a_report_tells_claims_and_hides_those_that_few_customers_stand_behind() {
    let small = claim("town = \"Tinytown\"", Measure::Customers, Side::AtLeast, Against::Value(0.001));
    let large = Claim { text: "Mostly women".to_owned(), ..of_orders(Side::AtLeast, 0.85) };
    let analysed = shop(vec![small, large]);
    let html = |options: &ReportOptions| {
        String::from_utf8(write(&analysed.material(), &Format::Report(options.clone())).bytes).unwrap()
    };
    let whole = html(&ReportOptions::default());
    assert!(whole.contains("<dt>Mostly women</dt>") && whole.contains("Supported. Share of orders"));
    assert!(whole.contains("1 assumption is not told here"));
    assert!(!whole.contains("Tinytown"));
    assert!(html(&ReportOptions { least: 1, ..ReportOptions::default() }).contains("Tinytown"));
    let mut without = ReportOptions::default();
    without.put(Section::Claims, false);
    assert!(!html(&without).contains("Mostly women"));
    let none = shop(Vec::new());
    let html =
        String::from_utf8(write(&none.material(), &Format::Report(ReportOptions::default())).bytes).unwrap();
    assert!(!html.contains("What we assumed"));
}

#[test]
fn written_claims_have_the_promised_form() {
    let unknown = claim("shoe_size > 40", Measure::Customers, Side::AtMost, Against::Value(0.5));
    let means = claim(WOMEN, Measure::Mean("monetary".to_owned()), Side::AtMost, Against::Others);
    let analysed = shop(vec![of_orders(Side::About(0.1), 0.9), means, unknown]);
    let written = crate::schema::written(&analysed, &Format::Analysis);
    crate::schema::holds("analysis", &written);
    crate::schema::holds("recipe", &crate::schema::written(&analysed, &Format::Recipe));
    assert_eq!(written["claims"][0]["verdict"], "supported");
    assert!(written["claims"][2]["verdict"].is_null() && written["claims"][1]["other"].is_f64());
}
