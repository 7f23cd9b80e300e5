//! How natural groups are found, and what that way asks for.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::message::label;
use crate::engine::segmentation::{Algorithm, Covariance, Distance, GroupsOptions};
use crate::ui::actions::Actions;
use crate::ui::parts::{NumberField, Options, SelectField};
use crate::ui::steps::method::known;

/// A choice of ways, and the options of the one chosen.
pub fn way_fields(session: LiveSession, actions: Actions, options: Memo<GroupsOptions>) -> View {
    let algorithm = Memo::new(move |_| options.read().algorithm);
    let set = move |action: &'static str| {
        move |way: Algorithm| {
            let numbers = known::numbers(session).get_untracked();
            // Before anything was measured it is not known what is a number.
            let is_kept = |id: &String| {
                way.weighs_categories() || numbers.is_empty() || numbers.iter().any(|it| it.0 == *id)
            };
            actions.set_groups(action, |it| {
                it.algorithm = way;
                it.features.retain(is_kept);
            });
        }
    };
    view! {
        <SelectField
            label="How groups are found"
            options=Signal::derive(move || ways(algorithm.get()))
            selected=algorithm
            on_choose=set("how groups are found")
        />
        <p class="field__hint">{move || label::algorithm_promise(algorithm.get())}</p>
        {move || own_fields(algorithm.get(), Callback::new(set("option of the way")))}
    }
}

/// The ways there are, each as it comes; the one in use with its own options.
fn ways(current: Algorithm) -> Options<Algorithm> {
    let mut ways = Algorithm::offered();
    match ways.iter_mut().find(|it| it.name() == current.name()) {
        Some(it) => *it = current,
        None => ways.push(current),
    }
    ways.into_iter().map(|it| (it, label::algorithm(it).to_owned())).collect()
}

fn own_fields(way: Algorithm, on_change: Callback<Algorithm>) -> View {
    match way {
        Algorithm::LatentClasses
        | Algorithm::Kmeans
        | Algorithm::Ward
        | Algorithm::Average
        | Algorithm::Dbscan { .. } => View::nothing(),
        Algorithm::Mixture { covariance } => view! {
            <SelectField
                label="Shape of the groups"
                options=shapes()
                selected=covariance
                on_choose=move |covariance| on_change.run(Algorithm::Mixture { covariance })
            />
        },
        Algorithm::Prototypes { gamma } => view! {
            <NumberField
                id="gamma"
                label="What a category that differs counts, in hundredths"
                range=(0, 10_000)
                value=hundredths(gamma.unwrap_or(0.5))
                on_change=move |n| on_change.run(Algorithm::Prototypes { gamma: Some(f64::from(n) / 100.0) })
                hint="50, until a number is set: as much as numbers that lie 0.7 spreads apart. Larger numbers make groups by category, 0 by numbers alone."
            />
        },
        Algorithm::Medoids { distance } => view! {
            <SelectField
                label="How far customers are apart"
                options=distances()
                selected=distance
                on_choose=move |distance| on_change.run(Algorithm::Medoids { distance })
            />
        },
        Algorithm::Hdbscan { min_size, min_samples } => view! {
            <NumberField
                id="min-size"
                label="Customers that make a group, at least"
                range=(2, 100_000)
                value=min_size.unwrap_or(15)
                on_change=move |n| on_change.run(Algorithm::Hdbscan { min_size: Some(n), min_samples })
                hint="1% of the customers, but at least 15, until a number is set. Larger numbers find fewer groups."
            />
        },
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the field's range")]
fn hundredths(value: f64) -> u32 {
    (value * 100.0 + 0.5).clamp(0.0, 10_000.0) as u32
}

fn shapes() -> Options<Covariance> {
    let all = [Covariance::Full, Covariance::Diagonal, Covariance::Spherical];
    all.map(|it| (it, label::covariance(it).to_owned())).into()
}

fn distances() -> Options<Distance> {
    [Distance::Gower, Distance::Euclidean].map(|it| (it, label::distance(it).to_owned())).into()
}
