//! The fitted model: made of an analysis, written, read back.

use enclave::engine::model::{Model, ModelError, Placing};
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::tiers::{TierRule, TiersOptions};
use enclave::engine::segmentation::{
    Algorithm, Covariance, Distance, GroupsOptions, Method, Missing, RfmMap, RfmOptions, ScoreRule,
};

use crate::analysed::Analysed;

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
