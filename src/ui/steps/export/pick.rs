//! Which segments go into the list.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::session::ExportChoice;
use crate::ui::charts::SegmentChip;

/// A check box per segment, with all and none, and the sum.
#[component]
pub fn Pick(
    /// The segments.
    profiles: Signal<Profiles>,
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let all = move |_| choice.update(|it| it.left_out.clear());
    let none = move |_| {
        let ids = profiles.with_untracked(|it| it.segments.iter().map(|it| it.segment.id).collect());
        choice.update(|it| it.left_out = ids);
    };
    let n_of = move || {
        let n_picked = profiles.with(|it| choice.read().n_picked(it));
        format!(
            "{} of {} picked",
            number::count(n_picked),
            number::count(profiles.with(|it| it.segments.len()))
        )
    };
    let n_people = move || number::count(profiles.with(|it| choice.read().n_people(it)));
    let unplaced = move || {
        let n = profiles.with(|it| if choice.read().is_everyone(it) { it.n_unassigned } else { 0 });
        (n > 0).then(|| format!("With {} in no segment", number::counted(n, "customer", "customers")))
    };
    view! {
        <section class="section" aria-labelledby="pick-title">
            <div class="section__head">
                <h2 id="pick-title">"Which segments"</h2>
                <span class="cluster">
                    <button class="link-button" type="button" on:click=all>"All"</button>
                    <button class="link-button" type="button" on:click=none>"None"</button>
                </span>
            </div>
            <div class="pick" role="group" aria-labelledby="pick-title">
                {move || profiles.with(|it| it.segments.iter().map(|it| row(it, choice)).collect_view())}
            </div>
            <p class="pick__sum">
                <span>{n_of}</span>
                <span>{n_people}</span>
            </p>
            {move || unplaced().map(|it| view! { <p class="field__hint">{it}</p> })}
        </section>
    }
}

fn row(profile: &SegmentProfile, choice: RwSignal<ExportChoice>) -> View {
    let id = profile.segment.id;
    let is_picked = move || choice.read().has(id);
    let pick = move |event| {
        let is_picked = event_target_checked(&event);
        choice.update(|it| it.pick(id, is_picked));
    };
    view! {
        <label class="pick__row">
            <input type="checkbox" prop:checked=is_picked on:change=pick/>
            <span>
                <SegmentChip palette_slot=profile.segment.slot name=profile.segment.name.clone()/>
            </span>
            <span class="pick__n">{number::count(profile.group.n)}</span>
        </label>
    }
}
