//! What natural groups place customers by, gathered from what a way found.

use crate::engine::segmentation::groups::answers::States;
use crate::engine::segmentation::groups::fitting::weight;
use crate::engine::segmentation::groups::found::{Compared, Found};
use crate::engine::segmentation::groups::input::GroupInput;
use crate::engine::segmentation::groups::mixed;
use crate::engine::segmentation::groups::order::place_in;
use crate::engine::segmentation::learnt::{
    AnswerClass, CategoryStates, Centre, ColumnWeights, LearntGroups, Medoid, Normal, Typical, Way,
};
use crate::engine::segmentation::{Algorithm, Distance, GroupsDetail, GroupsOptions, UNASSIGNED};
use crate::engine::table::MISSING_CODE;
use crate::kernel::latent_classes::Classes;
use crate::kernel::mixture::{Component, Mixture, Units};

/// What is learnt, in the order of the segments that `order` gives the labels.
pub fn learnt(
    found: &Found,
    (order, detail): (&[u8], &GroupsDetail),
    input: &GroupInput<'_>,
    options: &GroupsOptions,
) -> LearntGroups {
    let segment = |label: usize| {
        let place = u8::try_from(label).map_or(UNASSIGNED, |it| place_in(order, it));
        Some(place).filter(|it| *it != UNASSIGNED)
    };
    let way = match &found.compared {
        Compared::Mixture(mixture, units) => Way::Mixture(normals(mixture, units, &segment)),
        Compared::Prototypes(all) => {
            let typical = |(label, it): (usize, &crate::kernel::prototypes::Prototype)| {
                Some(Typical { segment: segment(label)?, mean: it.mean.clone(), modes: it.modes.clone() })
            };
            let prototypes = all.iter().enumerate().filter_map(typical).collect();
            Way::Prototypes { gamma: found.gamma.unwrap_or_default(), prototypes }
        }
        Compared::Classes(classes) => Way::Classes(answer_classes(classes, &input.states, &segment)),
        Compared::Otherwise if !found.medoids.is_empty() => medoids(found, input, options, &segment),
        Compared::Otherwise => centres(detail, input, false, &mut (0..detail.k)),
        Compared::Centres => {
            let mut by_label = (0..usize::from(found.k)).filter_map(segment);
            centres(detail, input, true, &mut by_label)
        }
    };
    LearntGroups {
        numbers: input.scales.clone(),
        categories: categories(input, options),
        missing: options.missing,
        way,
    }
}

fn categories(input: &GroupInput<'_>, options: &GroupsOptions) -> Vec<CategoryStates> {
    let of_states = |it: &States| CategoryStates {
        column: it.id.clone(),
        values: it.values.clone(),
        missing: it.missing,
    };
    let of_category = |it: &&_| mixed::states(it, &input.rows, options);
    input.states.iter().map(of_states).chain(input.categories.iter().map(of_category)).collect()
}

/// The middles of the segments, in the order in which they are met.
fn centres(
    detail: &GroupsDetail,
    input: &GroupInput<'_>,
    is_exact: bool,
    segments: &mut dyn Iterator<Item = u8>,
) -> Way {
    let n_dims = input.points.n_dims();
    let centre = |segment: u8| {
        let from = usize::from(segment) * n_dims;
        Centre { segment, at: detail.centres.get(from..from + n_dims).unwrap_or_default().to_vec() }
    };
    Way::Centres { is_exact, centres: segments.map(centre).collect() }
}

/// Normal distributions on the numbers as they are compared: with z = (x − origin) × factor and a factor
/// L of the covariance of z, W = L⁻¹ × factors.
fn normals(mixture: &Mixture, units: &Units, segment: &dyn Fn(usize) -> Option<u8>) -> Vec<Normal> {
    let normal = |(label, it): (usize, &Component)| {
        let (rows, log_root) = it.whitening();
        let whitening = rows.iter().map(|row| row.iter().zip(&units.factors).map(|(a, b)| a * b).collect());
        let own = it.mean.iter().zip(&units.factors).zip(&units.origin);
        Normal {
            segment: segment(label),
            weight: it.weight,
            mean: own.map(|((mean, factor), origin)| origin + mean / factor).collect(),
            whitening: whitening.collect(),
            height: libm::log(it.weight) - log_root,
        }
    };
    mixture.components.iter().enumerate().map(normal).collect()
}

fn answer_classes(
    classes: &Classes,
    states: &[States],
    segment: &dyn Fn(usize) -> Option<u8>,
) -> Vec<AnswerClass> {
    let class = |(label, (share, all)): (usize, (&f64, &Vec<f64>))| {
        let mut rest = all.as_slice();
        let mut answers = Vec::new();
        for it in states {
            let (own, after) = rest.split_at(it.n.min(rest.len()));
            answers.push(own.to_vec());
            rest = after;
        }
        AnswerClass { segment: segment(label), share: *share, answers }
    };
    classes.shares.iter().zip(&classes.answers).enumerate().map(class).collect()
}

fn medoids(
    found: &Found,
    input: &GroupInput<'_>,
    options: &GroupsOptions,
    segment: &dyn Fn(usize) -> Option<u8>,
) -> Way {
    let weights = || ColumnWeights {
        numbers: input.features.iter().map(|it| weight(it, options)).collect(),
        categories: input.categories.iter().map(|it| mixed::weight_of_category(it, options)).collect(),
    };
    let is_gower = matches!(options.algorithm, Algorithm::Medoids { distance: Distance::Gower });
    let known = categories(input, options);
    let medoid = |(label, at): (usize, &usize)| {
        let row = input.rows.get(*at).copied()?;
        let number = |(value, feature): (&f64, &&crate::engine::features::Feature)| {
            let is_known = feature.values.get(row).is_some_and(|it| it.is_finite());
            let is_filled = input.scales.iter().any(|it| it.feature == feature.id && it.fill.is_some());
            (is_known || is_filled || !is_gower).then_some(*value)
        };
        let state = |(category, states): (&&crate::engine::features::CategoryFeature, &CategoryStates)| {
            let code = category.codes.get(row).copied().filter(|it| *it != MISSING_CODE);
            code.or(states.missing)
        };
        Some(Medoid {
            segment: segment(label)?,
            numbers: input.points.row(*at).iter().zip(&input.features).map(number).collect(),
            states: input.categories.iter().zip(&known).map(state).collect(),
        })
    };
    Way::Medoids {
        gower: is_gower.then(weights),
        medoids: found.medoids.iter().enumerate().filter_map(medoid).collect(),
    }
}
