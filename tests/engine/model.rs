//! The fitted model: made of an analysis, written, read back.

use enclave::engine::export::{Safety, scored_csv};
use enclave::engine::features::Origin;
use enclave::engine::model::{Model, ModelError, Placing};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::run;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::rules::text;
use enclave::engine::segmentation::tiers::{TierRule, TiersOptions};
use enclave::engine::segmentation::{
    Algorithm, Covariance, Customers, Distance, GroupsOptions, Method, Missing, RfmMap, RfmOptions,
    ScoreRule, SegmentEdit,
};
use enclave::engine::table::{ReadingOptions, Source};

use crate::analysed::{Analysed, rfm_recipe};

/// Few starts: what is asked is not whether the groups are the best.
pub fn groups(algorithm: Algorithm) -> Method {
    Method::Groups(GroupsOptions { algorithm, k: Some(4), starts: 3, ..GroupsOptions::default() })
}

/// The methods, each on a sample that has what it takes.
pub fn all() -> Vec<(Sample, Method)> {
    let mut all = vec![
        (Sample::ShopOrders, Method::Tiers(TiersOptions::default())),
        (
            Sample::ShopOrders,
            Method::Tiers(TiersOptions {
                by: TierRule::Revenue(vec![50.0, 80.0]),
                ..TiersOptions::default()
            }),
        ),
        (
            Sample::ShopOrders,
            Method::Tiers(TiersOptions {
                by: TierRule::Amounts(vec![100.0, 500.0]),
                ..TiersOptions::default()
            }),
        ),
        (Sample::ShopOrders, groups(Algorithm::Kmeans)),
        (Sample::ShopOrders, groups(Algorithm::Ward)),
        (Sample::ShopOrders, groups(Algorithm::Hdbscan { min_size: Some(60), min_samples: None })),
        (Sample::ShopOrders, groups(Algorithm::Medoids { distance: Distance::Euclidean })),
    ];
    for score in [
        ScoreRule::CumeDist,
        ScoreRule::Ntile,
        ScoreRule::QcutRankFirst,
        ScoreRule::RRfm,
        ScoreRule::EqualWidth,
        ScoreRule::Fixed,
    ] {
        for (bins, map) in [(5, RfmMap::ElevenCodes), (3, RfmMap::Six)] {
            let options = RfmOptions { score, bins, map, ..RfmOptions::default() };
            all.push((Sample::ShopOrders, Method::Rfm(options)));
        }
    }
    for covariance in [Covariance::Full, Covariance::Diagonal, Covariance::Spherical] {
        all.push((Sample::CustomerList, groups(Algorithm::Mixture { covariance })));
    }
    for algorithm in [
        Algorithm::Prototypes { gamma: None },
        Algorithm::LatentClasses,
        Algorithm::Medoids { distance: Distance::Gower },
    ] {
        for missing in [Missing::LeaveOut, Missing::Impute, Missing::OwnLevel] {
            let Method::Groups(options) = groups(algorithm) else { unreachable!() };
            all.push((Sample::CustomerList, Method::Groups(GroupsOptions { missing, ..options })));
        }
    }
    all
}

/// The model of an analysis.
pub fn model(analysed: &Analysed) -> Model {
    Model::of(&analysed.source, &analysed.recipe, &analysed.outcome).expect("a model")
}

#[test]
fn a_model_of_any_method_is_read_back_as_it_was_written() {
    for (sample, method) in all() {
        let analysed = Analysed::sample(sample, method);
        let model = model(&analysed);
        let text = model.to_json();
        assert_eq!(Model::from_json(&text).as_ref(), Ok(&model), "{text}");
        assert_eq!(model.segments.iter().map(|it| it.n).sum::<usize>(), model.made_of.n_placed);
        assert!(!model.numbers.is_empty() || !model.categories.is_empty());
    }
}

/// Methods that place new customers only nearly as they placed their own.
fn is_near(method: &Method) -> bool {
    let Method::Groups(options) = method else { return false };
    matches!(options.algorithm, Algorithm::Ward | Algorithm::Hdbscan { .. })
}

#[test]
fn scoring_the_customers_it_was_learnt_from_gives_the_segments_of_the_analysis() {
    for (sample, method) in all() {
        let what = format!("{method:?}");
        let is_near = is_near(&method);
        let analysed = Analysed::sample(sample, method);
        let Analysed { source, recipe, outcome } = &analysed;
        let model = Model::from_json(&model(&analysed).to_json()).expect("a model");
        let origin = Origin { source, mapping: &recipe.mapping, choices: &recipe.features };
        let customers = Customers { matrix: &outcome.matrix, origin: Some(origin), ahead: None };
        let placed = model.place(customers, &mut Unobserved).expect("segments");
        let own = &outcome.segmentation.assignment;
        let n_same = placed.segments.iter().zip(own).filter(|(a, b)| a == b).count();
        assert_eq!(n_same, model.made_of.n_agreeing, "{what}");
        if is_near {
            assert!(n_same * 10 > own.len() * 7, "{what}: {n_same} of {}", own.len());
        } else {
            assert_eq!(n_same, own.len(), "{what}");
            assert_eq!(placed.unlike.iter().filter(|it| **it != 0).count(), 0, "{what}");
            assert_eq!(placed.scores, outcome.segmentation.scores, "{what}");
            let confidence = outcome.segmentation.confidence.as_ref();
            for (a, b) in placed.confidence.iter().flatten().zip(confidence.into_iter().flatten()) {
                assert!((a - b).abs() < 1e-5 || (a.is_nan() && b.is_nan()), "{what}: {a} {b}");
            }
        }
    }
}

#[test]
fn merged_segments_are_led_to_from_the_places_they_were_merged_from() {
    let text = Sample::ShopOrders;
    let source = Source::from_bytes(text.file_name(), &text.bytes(), &ReadingOptions::default()).unwrap();
    let merge =
        |names: &[&str]| SegmentEdit::Merge { segments: names.iter().map(|it| (*it).to_owned()).collect() };
    let recipe = Recipe {
        edits: vec![
            merge(&["Loyal", "Champions"]),
            merge(&["Lost", "Champions + Loyal"]),
            merge(&["No such", "Lost"]),
        ],
        ..Recipe::suggest(&source.summary())
    };
    let outcome = run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
    let model = Model::of(&source, &recipe, &outcome).expect("a model");
    assert_eq!(model.made_of.n_agreeing, model.made_of.n_customers);
    let segment = |name: &str| model.places.iter().find(|it| it.name == name).unwrap().segment;
    assert_eq!([segment("Loyal"), segment("Lost")], [segment("Champions"); 2]);
    assert_ne!(segment("Promising"), segment("Champions"));
}

#[test]
fn whoever_is_like_nobody_is_told_apart_with_the_reason() {
    let rows = |from: u32, to: u32| {
        let row = |it: u32| format!("c{it},2026-0{}-1{},{}\n", 1 + it % 5, it % 9, 10 + it % 40);
        (from..to).map(row).collect::<String>()
    };
    let text = format!("customer,day,amount\n{}", rows(0, 300));
    let analysed = Analysed::of("orders.csv", &text, rfm_recipe(RfmOptions::default())).unwrap();
    let model = model(&analysed);
    let more = format!("{text}rich,2026-03-03,99999\n");
    let other = Analysed::of("orders.csv", &more, rfm_recipe(RfmOptions::default())).unwrap();
    let placed = model.place((&*other.outcome.matrix).into(), &mut Unobserved).unwrap();
    let rich = other.outcome.matrix.customers.iter().position(|it| it == "rich").unwrap();
    let why = usize::from(placed.unlike[rich]);
    assert_eq!(model.numbers[why - 1].id, "monetary");
    assert_eq!(placed.unlike.iter().filter(|it| **it != 0).count(), 1);
    let csv = scored_csv(&model, &other.outcome.matrix, &placed, Safety::Exact);
    assert!(csv.contains("yes,Money spent is beyond what was seen\n"), "{csv}");
}

#[test]
fn what_rules_compare_with_everybody_is_a_number_in_the_model() {
    let rules =
        "segment \"Top\":\n  monetary in the top 20%\nsegment \"Low\":\n  monetary below the average\n";
    let options = text::parse(rules).expect("rules");
    let analysed = Analysed::sample(Sample::ShopOrders, Method::Rules(options));
    let model = model(&analysed);
    assert_eq!(model.made_of.n_agreeing, model.made_of.n_customers);
    let written = model.to_json();
    assert!(
        written.contains("at_least") && !written.split("\"placing\"").nth(1).unwrap().contains("\"top\"")
    );
}

#[test]
fn places_that_nobody_is_in_have_segments_of_their_own_after_the_others() {
    let analysed = Analysed::sample(Sample::ShopOrders, Method::Rfm(RfmOptions::default()));
    let model = model(&analysed);
    let n = analysed.outcome.segmentation.segments.len();
    assert_eq!(model.places.len(), 11);
    assert!(model.segments.iter().take(n).all(|it| it.n > 0));
    assert!(model.segments.iter().skip(n).all(|it| it.n == 0));
    let Placing::Rfm(rfm) = &model.placing else { panic!("RFM") };
    assert_eq!(rfm.cells.len(), 125);
}

#[test]
fn a_text_that_is_no_model_says_where_and_why() {
    assert_eq!(Model::from_json("{\n  \"version\": x"), Err(ModelError::NotAModel { line: 2, column: 14 }));
    assert_eq!(Model::from_json("{\"version\": 99}"), Err(ModelError::TooNew { found: 99, known: 1 }));
    let analysed = Analysed::sample(Sample::ShopOrders, Method::Rfm(RfmOptions::default()));
    assert!(matches!(Model::from_json(&analysed.recipe.to_json()), Err(ModelError::NotAModel { .. })));
    let mut model = model(&analysed);
    let Placing::Rfm(rfm) = &mut model.placing else { panic!("RFM") };
    rfm.cells.pop();
    assert!(matches!(Model::from_json(&model.to_json()), Err(ModelError::Contradiction { .. })));
}
