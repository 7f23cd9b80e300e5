//! From an analysis to its model.

use crate::engine::Outcome;
use crate::engine::features::{FeatureMatrix, MappedColumn, Origin};
use crate::engine::model::{
    GroupsModel, MadeOf, Model, ModelError, ModelSegment, NumberCuts, Place, Placing, QuadrantModel,
    ReadColumn, RfmModel, RulesModel, TiersModel, VERSION, seen, ties,
};
use crate::engine::progress::Unobserved;
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::learnt::{Learnt, LearntGroups};
use crate::engine::segmentation::rules;
use crate::engine::segmentation::tiers::{TierRule, TiersDetail, TiersOptions};
use crate::engine::segmentation::{
    Customers, Detail, EVERYONE, Method, RfmDetail, RfmOptions, ScoreRule, SegmentEdit, Segmentation,
    UNASSIGNED, UNLIKE,
};
use crate::engine::table::{Role, Source};
use crate::kernel::order;

impl Model {
    /// What an analysis of a source by a recipe learnt.
    ///
    /// # Errors
    ///
    /// [`ModelError::CannotTravel`] where segments were changed by hand in a way that only the very
    /// customers of the analysis have.
    pub fn of(source: &Source, recipe: &Recipe, outcome: &Outcome) -> Result<Self, ModelError> {
        let Outcome { analysis, matrix, segmentation, problems: _ } = outcome;
        let origin = Origin { source, mapping: &recipe.mapping, choices: &recipe.features };
        let customers = Customers { matrix, origin: Some(origin), ahead: None };
        let (placing, names) = placing(recipe, outcome, customers)?;
        let is_placed = |it: &&u8| **it != UNASSIGNED;
        let (numbers, categories) = seen::of(&placing, outcome);
        let mut model = Self {
            version: VERSION,
            app: concat!("enclave ", env!("CARGO_PKG_VERSION")).to_owned(),
            made_of: MadeOf {
                file: source.name.clone(),
                sha256: source.fingerprint.clone(),
                fingerprint: analysis.fingerprint.clone(),
                n_rows: matrix.n_rows_used,
                n_customers: matrix.n_customers(),
                n_placed: segmentation.assignment.iter().filter(is_placed).count(),
                n_agreeing: 0,
                as_of: matrix.as_of,
                period: matrix.period,
            },
            recipe: recipe.as_written(),
            columns: columns(source, recipe),
            date_order: source.dialect.date_order,
            numbers,
            categories,
            placing,
            places: names.iter().map(|it| Place { name: it.clone(), segment: 0, farthest: None }).collect(),
            segments: Vec::new(),
        };
        let Ok(first) = model.place(customers, &mut Unobserved) else {
            return Err(ModelError::Contradiction { what: "measures and method".to_owned() });
        };
        // Every group has customers, also where the nearest middle gives it none.
        let mut is_used = vec![matches!(&model.placing, Placing::Groups(_)); names.len()];
        for it in &first.places {
            is_used.get_mut(usize::from(*it)).into_iter().for_each(|it| *it = true);
        }
        (model.places, model.segments) = leading(&names, &is_used, &recipe.edits, segmentation)?;
        model.look_at_its_own(customers, outcome);
        Ok(model)
    }

    /// Places the very customers it was learnt from: how far the farthest are, and how many are where the
    /// method put them.
    fn look_at_its_own(&mut self, customers: Customers<'_>, outcome: &Outcome) {
        let Ok(first) = self.place(customers, &mut Unobserved) else { return };
        let assignment = &outcome.segmentation.assignment;
        // Where some are unlike any group, only those whom a group took itself say how far it reaches.
        let has_unlike = matches!(&self.placing, Placing::Groups(GroupsModel { unlike: Some(_), .. }));
        let all = first.places.iter().zip(&first.segments).zip(&first.oddness).zip(assignment);
        for (((place, segment), oddness), own) in all {
            let counts = oddness.is_finite() && (!has_unlike || segment == own);
            if let Some(it) = self.places.get_mut(usize::from(*place)).filter(|_| counts) {
                it.farthest = Some(it.farthest.map_or(*oddness, |it| it.max(*oddness)));
            }
        }
        let again = if has_unlike { self.place(customers, &mut Unobserved).unwrap_or(first) } else { first };
        self.made_of.n_agreeing = again.segments.iter().zip(assignment).filter(|(a, b)| a == b).count();
    }
}

/// The columns with a role, as they were read.
fn columns(source: &Source, recipe: &Recipe) -> Vec<ReadColumn> {
    let read = |it: &MappedColumn| {
        let kind = source.table.column(&it.name)?.kind;
        Some(ReadColumn { name: it.name.clone(), role: it.role, kind })
    };
    recipe.mapping.columns.iter().filter_map(read).collect()
}

/// How the method places customers, and the names of its places.
fn placing(
    recipe: &Recipe,
    outcome: &Outcome,
    customers: Customers<'_>,
) -> Result<(Placing, Vec<String>), ModelError> {
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
            let rules = rules::frozen(customers, options).map_err(|_error| misfit())?;
            (Placing::Rules(RulesModel { rules }), own(&names))
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
    is_used: &[bool],
    edits: &[SegmentEdit],
    segmentation: &Segmentation,
) -> Result<(Vec<Place>, Vec<ModelSegment>), ModelError> {
    let merged = merged(names, is_used, edits);
    let mut segments = Vec::new();
    let mut places: Vec<Place> =
        names.iter().map(|it| Place { name: it.clone(), segment: UNASSIGNED, farthest: None }).collect();
    for (segment, at) in segmentation.segments.iter().zip(0_u8..) {
        let Some((_, of)) = merged.iter().find(|it| it.0 == segment.given_name) else {
            return Err(ModelError::CannotTravel { what: segment.name.clone() });
        };
        for place in places.iter_mut().enumerate().filter(|it| of.contains(&it.0)) {
            place.1.segment = at;
        }
        segments.push(ModelSegment {
            given_name: segment.given_name.clone(),
            name: segment.name.clone(),
            n: segmentation.assignment.iter().map(|it| usize::from(*it == at)).sum(),
        });
    }
    for place in places.iter_mut().filter(|it| it.segment == UNASSIGNED) {
        place.segment = u8::try_from(segments.len()).unwrap_or(UNASSIGNED);
        segments.push(ModelSegment { given_name: place.name.clone(), name: place.name.clone(), n: 0 });
    }
    Ok((places, segments))
}

/// Given names of segments after merges, and the places that each is made of.
fn merged(names: &[String], is_used: &[bool], edits: &[SegmentEdit]) -> Vec<(String, Vec<usize>)> {
    let used = names.iter().zip(is_used).enumerate().filter(|it| *it.1.1);
    let mut all: Vec<(String, Vec<usize>)> = used.map(|(at, (name, _))| (name.clone(), vec![at])).collect();
    for edit in edits {
        let SegmentEdit::Merge { segments } = edit else { continue };
        let found: Option<Vec<usize>> =
            segments.iter().map(|name| all.iter().position(|it| it.0 == *name)).collect();
        let Some(mut found) = found else { continue };
        order::sort_by_number(&mut found, |it| *it as u64);
        found.dedup();
        let (Some(&first), true) = (found.first(), found.len() > 1) else { continue };
        let parts: Vec<(String, Vec<usize>)> = found.iter().filter_map(|it| all.get(*it).cloned()).collect();
        let name = parts.iter().map(|it| it.0.as_str()).collect::<Vec<&str>>().join(" + ");
        if let Some(it) = all.get_mut(first) {
            *it = (name, parts.into_iter().flat_map(|it| it.1).collect());
        }
        let mut at = 0;
        all.retain(|_| {
            at += 1;
            at - 1 == first || !found.contains(&(at - 1))
        });
    }
    all
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
