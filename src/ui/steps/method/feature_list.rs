//! Which numbers groups are found by.

use crate::ui::view::prelude::*;

use crate::engine::present::number;

/// Id and name of a number.
pub type Feature = (String, String);

/// One check per number. None chosen means all of them.
#[component]
pub fn FeatureList(
    /// The numbers there are.
    features: Signal<Vec<Feature>>,
    /// Ids of those in use; all where empty.
    chosen: Signal<Vec<String>>,
    /// Takes the ids in use, in the order of the numbers; empty for all.
    on_change: Callback<Vec<String>>,
) -> View {
    let is_in = move |id: &str| {
        let chosen = chosen.read();
        chosen.is_empty() || chosen.iter().any(|it| it == id)
    };
    let toggle = move |id: &str| {
        let all = features.get_untracked();
        let next: Vec<_> =
            untrack(|| all.iter().map(|(it, _)| it).filter(|it| is_in(it) != (*it == id)).cloned().collect());
        on_change.run(if next.len() == all.len() { Vec::new() } else { next });
    };
    let n_in = move || features.read().iter().filter(|(id, _)| is_in(id)).count();
    let row = move |(id, name): Feature| {
        let (mine, changed) = (id.clone(), id);
        let checked = Memo::new(move |_| is_in(&mine));
        // The last one stays: groups need something to be found by.
        let is_last = move || checked.get() && n_in() == 1;
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || checked.get()
                    disabled=is_last
                    on:change=move |_| toggle(&changed)
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="fieldset">
            <legend>"Find groups by"</legend>
            <For each=move || features.get() key=|it: &Feature| it.0.clone() children=row/>
            <span class="field__hint">
                {move || format!("{} of {} in use", n_in(), number::count(features.read().len()))}
            </span>
        </fieldset>
    }
}
