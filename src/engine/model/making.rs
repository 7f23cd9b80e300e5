//! From an analysis to its model.

use crate::engine::Outcome;
use crate::engine::features::FeatureMatrix;
use crate::engine::model::{
    GroupsModel, MadeOf, Model, ModelError, ModelSegment, NumberCuts, Place, Placing, QuadrantModel,
    RfmModel, RulesModel, TiersModel, VERSION, seen, ties,
};
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::learnt::{Learnt, LearntGroups};
use crate::engine::segmentation::tiers::{TierRule, TiersDetail, TiersOptions};
use crate::engine::segmentation::{
    Detail, EVERYONE, Method, RfmDetail, RfmOptions, ScoreRule, Segmentation, UNASSIGNED, UNLIKE,
};
use crate::engine::table::{Role, Source};

impl Model {
    /// What an analysis of a source by a recipe learnt.
    ///
    /// # Errors
    ///
    /// [`ModelError::CannotTravel`] where segments were changed by hand in a way that only the very
    /// customers of the analysis have.
    pub fn of(source: &Source, recipe: &Recipe, outcome: &Outcome) -> Result<Self, ModelError> {
        let Outcome { analysis, matrix, segmentation, problems: _ } = outcome;
        let (placing, names) = placing(recipe, outcome)?;
        let (places, segments) = leading(&names, segmentation)?;
        let is_placed = |it: &&u8| **it != UNASSIGNED;
        let (numbers, categories) = seen::of(&placing, outcome);
        Ok(Self {
            version: VERSION,
            app: concat!("enclave ", env!("CARGO_PKG_VERSION")).to_owned(),
            made_of: MadeOf {
                file: source.name.clone(),
                sha256: source.fingerprint.clone(),
                fingerprint: analysis.fingerprint.clone(),
                n_rows: matrix.n_rows_used,
                n_customers: matrix.n_customers(),
                n_placed: segmentation.assignment.iter().filter(is_placed).count(),
                as_of: matrix.as_of,
                period: matrix.period,
            },
            recipe: recipe.as_written(),
            numbers,
            categories,
            placing,
            places,
            segments,
        })
    }
}

/// How the method places customers, and the names of its places.
fn placing(recipe: &Recipe, outcome: &Outcome) -> Result<(Placing, Vec<String>), ModelError> {
    let Outcome { matrix, segmentation, .. } = outcome;
    let misfit = || ModelError::Contradiction { what: "method and analysis".to_owned() };
    let is_by_row = recipe.mapping.column(Role::Customer).is_none();
    let own = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
    Ok(match (&recipe.method, &segmentation.detail) {
        (Method::Rfm(options), Detail::Rfm(detail)) => {
            let names = options.map.names().into_iter().map(|it| it.name.into_owned()).collect();
            (Placing::Rfm(rfm(options, detail, (matrix, segmentation), is_by_row)), names)
        }
        (Method::Tiers(options), Detail::Tiers(detail)) => match &detail.quadrant {
            Some(it) => {
                let (margin, cost) = (it.margin.clone(), it.cost.clone());
                let (margin_cut, cost_cut) = (it.margin_cut, it.cost_cut);
                let names: Vec<&str> = it.quarters.iter().map(|it| it.name.as_str()).collect();
                (Placing::Quadrant(QuadrantModel { margin, cost, margin_cut, cost_cut }), own(&names))
            }
            None => (Placing::Tiers(tiers(options, detail)), options.names()),
        },
        (Method::Rules(options), Detail::Rules(_)) => {
            let mut names: Vec<&str> = options.segments.iter().map(|it| it.name.as_str()).collect();
            names.push(&options.everyone_else);
            (Placing::Rules(RulesModel { rules: options.clone() }), own(&names))
        }
        (Method::Groups(_), Detail::Groups(detail)) => {
            let Some(Learnt::Groups(learnt)) = &segmentation.learnt else { return Err(misfit()) };
            let has_unlike = segmentation.segments.iter().any(|it| it.given_name == UNLIKE);
            let names = group_names(detail.k, has_unlike);
            let unlike = has_unlike.then_some(detail.k);
            let (algorithm, learnt): (_, LearntGroups) = (detail.algorithm, learnt.clone());
            (Placing::Groups(GroupsModel { algorithm, learnt, unlike }), names)
        }
        (Method::ResponseTree(_), Detail::ResponseTree(detail)) => {
            let Some(Learnt::Tree(learnt)) = &segmentation.learnt else { return Err(misfit()) };
            let n = detail.leaves().count();
            let leaf = |it: usize| format!("{} {}", crate::engine::segmentation::response_tree::LEAF, it + 1);
            (Placing::Tree(learnt.clone()), (0..n).map(leaf).collect())
        }
        _ => return Err(misfit()),
    })
}

fn group_names(k: u8, has_unlike: bool) -> Vec<String> {
    let is_one = k == 1 && !has_unlike;
    let group = |it: u8| if is_one { EVERYONE.to_owned() } else { format!("Group {}", it + 1) };
    let mut names: Vec<String> = (0..k).map(group).collect();
    names.extend(has_unlike.then(|| UNLIKE.to_owned()));
    names
}

/// Where places lead to, and the segments. A place that nobody is in has a segment of its own, the last.
fn leading(
    names: &[String],
    segmentation: &Segmentation,
) -> Result<(Vec<Place>, Vec<ModelSegment>), ModelError> {
    let size = |at: usize| segmentation.assignment.iter().filter(|it| usize::from(**it) == at).count();
    let segment = |(at, it): (usize, &crate::engine::segmentation::Segment)| ModelSegment {
        given_name: it.given_name.clone(),
        name: it.name.clone(),
        n: size(at),
    };
    let mut segments: Vec<ModelSegment> = segmentation.segments.iter().enumerate().map(segment).collect();
    if let Some(changed) = segmentation.segments.iter().find(|it| it.derived.is_some()) {
        return Err(ModelError::CannotTravel { what: changed.name.clone() });
    }
    let mut places = Vec::new();
    for name in names {
        let at = segments.iter().position(|it| it.given_name == *name).unwrap_or_else(|| {
            segments.push(ModelSegment { given_name: name.clone(), name: name.clone(), n: 0 });
            segments.len() - 1
        });
        places.push(Place { name: name.clone(), segment: u8::try_from(at).unwrap_or(UNASSIGNED) });
    }
    Ok((places, segments))
}

fn rfm(
    options: &RfmOptions,
    detail: &RfmDetail,
    (matrix, segmentation): (&FeatureMatrix, &Segmentation),
    is_by_row: bool,
) -> RfmModel {
    let bins = detail.bins;
    let code = |at: u16| {
        let n = u16::from(bins);
        [at / (n * n), at / n % n, at % n].map(|it| u8::try_from(it + 1).unwrap_or(1))
    };
    let parts_ties = matches!(options.score, ScoreRule::Ntile | ScoreRule::QcutRankFirst);
    let cut = |id: &str, cuts: &Vec<f64>, which: usize| {
        let scores = segmentation.scores.as_ref().and_then(|it| it.get(which));
        let feature = matrix.feature(id).filter(|_| parts_ties);
        let ties = match (scores, feature) {
            (Some(scores), Some(feature)) => {
                let passed =
                    |score: u8| if which == 0 { bins.saturating_sub(score) } else { score.saturating_sub(1) };
                ties::of(&matrix.customers, &feature.values, scores, (cuts, &passed))
            }
            _ => Vec::new(),
        };
        NumberCuts { cuts: cuts.clone(), ties }
    };
    RfmModel {
        score: options.score,
        bins,
        recency_days: cut("recency_days", &detail.cuts.recency_days, 0),
        frequency: cut("frequency", &detail.cuts.frequency, 1),
        monetary: cut("monetary", &detail.cuts.monetary, 2),
        cells: (0..u16::from(bins).pow(3)).map(|it| options.map.position(code(it), bins)).collect(),
        is_by_row,
    }
}

/// The edges that somebody is above, and those that the person fixed.
fn tiers(options: &TiersOptions, detail: &TiersDetail) -> TiersModel {
    let n = options.names().len();
    let last = u8::try_from(n.saturating_sub(1)).unwrap_or(UNASSIGNED);
    let edges: Vec<(f64, u8)> = match &options.by {
        TierRule::Amounts(cuts) => cuts.iter().rev().copied().zip(0..).collect(),
        TierRule::Customers(_) | TierRule::Revenue(_) | TierRule::Quadrant(_) => {
            let above_last = detail.tiers.iter().zip(0..).take(usize::from(last));
            above_last.filter_map(|(tier, at)| Some((tier.from?, at))).collect()
        }
    };
    TiersModel {
        amount: options.amount.clone(),
        edges: edges.iter().map(|it| it.0).collect(),
        tiers: edges.iter().map(|it| it.1).chain([last]).collect(),
    }
}
