//! Two to four segments side by side.

use crate::kernel::order;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::compare::{Fingerprint, Lanes, Medians, Stacks};
use crate::engine::profile::Profiles;
use crate::ui::actions::Actions;
use crate::ui::charts::{FingerprintChart, LaneRows, MedianLines, SegmentChip, StackedBars};
use crate::ui::steps::segments::{Shown, opening};

/// Segments beside each other, at least and at most.
const AT_LEAST: usize = 2;
const AT_MOST: usize = 4;
/// Segments that are chosen at first, the largest.
const AT_FIRST: usize = 3;

/// Which, and their charts.
#[component]
pub fn Compare(
    /// The result.
    shown: Shown,
) -> View {
    let actions = expect_context::<Actions>();
    let at_first = shown.with_untracked(|it| largest(&it.profiles));
    let wanted = RwSignal::new(at_first);
    let chosen = Memo::new(move |_| {
        let n = shown.with(|it| it.profiles.segments.len());
        wanted.get().into_iter().filter(|it| *it < n).collect::<Vec<_>>()
    });
    let boxes = move || {
        let heads = shown.with(|it| {
            let head =
                |it: &crate::engine::profile::SegmentProfile| (it.segment.slot, it.segment.name.clone());
            it.profiles.segments.iter().map(head).collect::<Vec<_>>()
        });
        heads.into_iter().enumerate().map(|(idx, head)| choice(idx, head, wanted, chosen)).collect_view()
    };
    let hint = move || match chosen.get().len() {
        n if n < AT_LEAST => "Choose at least two segments.",
        n if n >= AT_MOST => "Four are chosen. Take one away to choose another.",
        _ => "Choose up to four segments.",
    };
    view! {
        <fieldset class="compare-choice" aria-describedby="compare-hint">
            <legend class="visually-hidden">"Segments to compare"</legend>
            <div class="compare-choice__boxes">{boxes}</div>
            <p class="figure__basis" id="compare-hint" role="status">{hint}</p>
        </fieldset>
        {move || {
            let chosen = chosen.get();
            (chosen.len() >= AT_LEAST).then(|| shown.with(|it| charts(&it.profiles, &chosen, opening(actions))))
        }}
    }
}

/// The largest segments, in the order of the analysis.
fn largest(profiles: &Profiles) -> Vec<usize> {
    let mut ranked: Vec<_> =
        profiles.segments.iter().enumerate().map(|(idx, it)| (it.group.n, idx)).collect();
    order::sort_by(&mut ranked, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<_> = ranked.into_iter().take(AT_FIRST).map(|it| it.1).collect();
    chosen.sort_unstable();
    chosen
}

fn choice(
    idx: usize,
    (slot, name): (u8, String),
    wanted: RwSignal<Vec<usize>>,
    chosen: Memo<Vec<usize>>,
) -> View {
    let is_chosen = move || chosen.with(|it| it.contains(&idx));
    let is_full = move || chosen.with(|it| it.len() >= AT_MOST && !it.contains(&idx));
    let on_change = move |_| {
        wanted.update(|it| {
            if it.contains(&idx) {
                it.retain(|other| *other != idx);
            } else {
                it.push(idx);
                it.sort_unstable();
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_chosen prop:disabled=is_full on:change=on_change/>
            <SegmentChip palette_slot=slot name/>
        </label>
    }
}

fn charts(profiles: &Profiles, chosen: &[usize], on_open: Callback<usize>) -> View {
    let on_open = Some(on_open);
    let lanes = Lanes::new(profiles, chosen).map(|lanes| view! { <LaneRows lanes on_open/> });
    let medians = Medians::new(profiles, chosen).map(|medians| view! { <MedianLines medians on_open/> });
    let fingerprint = Fingerprint::new(profiles, chosen)
        .map(|fingerprint| view! { <FingerprintChart fingerprint on_open/> });
    let stacks = Stacks::all(profiles, chosen).into_iter();
    let stacks = stacks.map(|stacks| view! { <StackedBars stacks on_open/> }).collect_view();
    view! { <div class="stack stack--loose">{lanes}{medians}{fingerprint}{stacks}</div> }
}
