//! Survey answers: scales with reversed items, several answers in one cell.
#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::panic,
    reason = "a test that finds something else should fail loudly; halves are exact"
)]

use std::fmt::Write as _;

use enclave::engine::export::{Format, write};
use enclave::engine::features::{FeatureMatrix, SplitColumn, SurveyScale, measure};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::{GroupsOptions, Method};
use enclave::engine::table::{IssueKind, Issues, ReadingOptions, Source};

use crate::analysed::Analysed;

fn survey() -> String {
    let mut text = "customer,q1,q2,q3,hobbies\n".to_owned();
    let answers = [
        ("5", "4", "1", "sport; music"),
        ("4", "4", "2", "music"),
        ("1", "2", "5", "sport"),
        ("2", "1", "4", ""),
        ("3", "", "3", "reading;sport"),
        ("", "", "2", "music"),
    ];
    for (idx, (a, b, c, d)) in answers.iter().cycle().take(24).enumerate() {
        writeln!(text, "C{idx:02},{a},{b},{c},{d}").unwrap();
    }
    text
}

fn recipe(source: &Source) -> Recipe {
    let mut recipe = Recipe::suggest(&source.summary());
    recipe.features.scales = vec![SurveyScale {
        name: "trust".to_owned(),
        items: ["q1", "q2", "q3"].map(str::to_owned).to_vec(),
        reversed: vec!["q3".to_owned()],
        min: 1.0,
        max: 5.0,
    }];
    recipe.features.split = vec![SplitColumn { column: "hobbies".to_owned(), separator: ";".to_owned() }];
    recipe
}

fn measured(source: &Source, recipe: &Recipe) -> (FeatureMatrix, Issues) {
    let mut issues = Issues::default();
    let matrix = measure(source, &recipe.mapping, &recipe.features, &mut issues, &mut Unobserved).unwrap();
    (matrix, issues)
}

fn of<'a>(matrix: &'a FeatureMatrix, id: &str) -> &'a [f64] {
    &matrix.feature(id).unwrap_or_else(|| panic!("{id} is not measured")).values
}

#[test]
fn a_scale_is_the_mean_of_its_items_with_the_reversed_ones_turned_round() {
    let source = Source::from_bytes("survey.csv", survey().as_bytes(), &ReadingOptions::default()).unwrap();
    let (matrix, _) = measured(&source, &recipe(&source));
    let trust = of(&matrix, "trust");
    assert_eq!(trust[..5], [14.0 / 3.0, 4.0, 4.0 / 3.0, 5.0 / 3.0, 3.0]);
    assert!(trust[5].is_nan(), "one item of three is too little");
    let fit = &matrix.scales[0];
    assert_eq!((fit.name.as_str(), fit.n_items, fit.n_complete), ("trust", 3, 16));
    // Four kinds of people, four of each: items 5 4 1 2, 4 4 2 1, 5 4 1 2 about their means.
    let items = [[5.0, 4.0, 1.0, 2.0], [4.0, 4.0, 2.0, 1.0], [5.0, 4.0, 1.0, 2.0]];
    let variance = |values: [f64; 4]| {
        let mean = values.iter().sum::<f64>() / 4.0;
        values.iter().map(|it| (it - mean).powi(2)).sum::<f64>()
    };
    let sums = [0, 1, 2, 3].map(|it| items.iter().map(|item| item[it]).sum());
    let expected = 1.5 * (1.0 - items.map(variance).iter().sum::<f64>() / variance(sums));
    assert!((fit.alpha.unwrap() - expected).abs() < 1e-12);
}

#[test]
fn several_answers_in_a_cell_become_yes_and_no() {
    let source = Source::from_bytes("survey.csv", survey().as_bytes(), &ReadingOptions::default()).unwrap();
    let (matrix, _) = measured(&source, &recipe(&source));
    assert_eq!(of(&matrix, "hobbies: sport")[..3], [1.0, 0.0, 1.0]);
    assert_eq!(of(&matrix, "hobbies: music")[..3], [1.0, 1.0, 0.0]);
    assert_eq!(of(&matrix, "hobbies: reading")[4], 1.0);
    assert!(of(&matrix, "hobbies: music")[3].is_nan(), "no answer is no “no”");
}

#[test]
fn a_column_that_is_not_there_or_holds_no_answers_is_said() {
    let source = Source::from_bytes("survey.csv", survey().as_bytes(), &ReadingOptions::default()).unwrap();
    let mut recipe = recipe(&source);
    recipe.features.scales[0].items.push("q9".to_owned());
    recipe.features.split[0].column = "q1".to_owned();
    let (matrix, issues) = measured(&source, &recipe);
    assert!(matrix.feature("trust").is_none() && matrix.scales.is_empty());
    let said: Vec<_> =
        issues.into_parts().0.into_iter().filter(|it| it.kind == IssueKind::NotMeasured).collect();
    assert_eq!(said.iter().map(|it| it.column.as_deref()).collect::<Vec<_>>(), [Some("q1"), Some("q9")]);
}

#[test]
fn scales_stand_in_the_analysis_and_survive_the_recipe() {
    let source = Source::from_bytes("survey.csv", survey().as_bytes(), &ReadingOptions::default()).unwrap();
    let mut recipe = recipe(&source);
    let features = vec!["trust".to_owned(), "hobbies: sport".to_owned()];
    recipe.method = Method::Groups(GroupsOptions { features, k: Some(2), ..GroupsOptions::default() });
    assert_eq!(Recipe::from_json(&recipe.to_json()).unwrap().features, recipe.features);
    let analysed = Analysed::of("survey.csv", &survey(), recipe).unwrap();
    let text = write(&analysed.material(), &Format::Analysis).bytes;
    let written: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(written["scales"][0]["name"], "trust");
    assert!(written["scales"][0]["alpha"].as_f64().unwrap() > 0.9);
    crate::schema::holds("analysis", &written);
    let recipe = write(&analysed.material(), &Format::Recipe).bytes;
    crate::schema::holds("recipe", &serde_json::from_slice(&recipe).unwrap());
}
