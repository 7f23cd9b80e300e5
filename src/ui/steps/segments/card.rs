//! One segment as a card: name, size, money, what stands out, an idea.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::percent;
use crate::engine::present::number;
use crate::engine::present::sentence::told::card::{idea, stands_out};
use crate::engine::present::sentence::traits::{Direction, Trait};
use crate::engine::profile::{Profiles, SegmentNotes};
use crate::ui::actions::Actions;
use crate::ui::browser::focus;
use crate::ui::charts::Mark;
use crate::ui::parts::{Icon, NameField};
use crate::ui::steps::segment::notes_of;
use crate::ui::steps::segments::{Shown, address};

/// Traits on a card.
const N_TRAITS: usize = 3;

/// What a card shows.
#[derive(Debug, Clone, PartialEq)]
struct Card {
    name: String,
    given_name: String,
    slot: u8,
    n: String,
    share: String,
    money: Option<(String, String)>,
    bars: (f64, Option<f64>),
    traits: Vec<Trait>,
    next: String,
}

impl Card {
    fn new(profiles: &Profiles, idx: usize, notes: Option<&SegmentNotes>) -> Option<Self> {
        let profile = profiles.segments.get(idx)?;
        let group = &profile.group;
        let currency = profiles.currency.as_deref();
        let money = group.revenue_share.zip(group.revenue);
        let shares = profiles.segments.iter().flat_map(|it| [Some(it.group.share), it.group.revenue_share]);
        let largest = shares.flatten().fold(0.0, f64::max).max(1e-9);
        let bar = |share: f64| 0.95 * (share / largest).max(0.0);
        Some(Self {
            name: profile.segment.name.clone(),
            given_name: profile.segment.given_name.clone(),
            slot: profile.segment.slot,
            n: number::count(group.n),
            share: number::share(group.share),
            money: money.map(|(share, sum)| (number::share(share), number::money_short(sum, currency))),
            bars: (bar(group.share), group.revenue_share.map(bar)),
            traits: stands_out(profile, profiles, notes, N_TRAITS),
            next: idea(profile, profiles, notes),
        })
    }
}

/// The card of one segment.
#[component]
pub fn SegmentCard(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let notes = notes_of(shown, idx);
    let card = Memo::new(move |_| {
        let notes = notes.get();
        shown.with(|it| Card::new(&it.profiles, idx, notes.as_deref()))
    });
    let slot = Memo::new(move |_| card.with(|it| it.as_ref().map_or(12, |it| it.slot)));
    view! {
        <article class="segment-card" data-slot=move || slot.get()>
            {head(card, slot, idx)}
            {move || card.get().map(body)}
        </article>
    }
}

/// Shape, name and the way to change it; the keyboard stays here while the name changes.
fn head(card: Memo<Option<Card>>, slot: Memo<u8>, idx: usize) -> View {
    let actions = expect_context::<Actions>();
    let is_renaming = RwSignal::new(false);
    let name = Memo::new(move |_| card.with(|it| it.as_ref().map(|it| it.name.clone()).unwrap_or_default()));
    let done = move |new: Option<String>| {
        is_renaming.set(false);
        let given_name = card.with_untracked(|it| it.as_ref().map(|it| it.given_name.clone()));
        if let Some((new, given_name)) = new.zip(given_name) {
            actions.rename_segment(&given_name, &new);
        }
        focus::on_now(&format!("[data-rename=\"{idx}\"]"));
    };
    let label = move || format!("Rename {}", name.get());
    view! {
        <div class="segment-card__head">
            {move || view! { <Mark palette_slot=slot.get() class=""/> }}
            <Show
                when=move || is_renaming.get()
                fallback=move || {
                    view! {
                        <h3 class="segment-card__name">
                            <a href=move || address(actions, idx)>{move || name.get()}</a>
                        </h3>
                        <button
                            class="button button--quiet button--icon button--small"
                            type="button"
                            data-rename=idx
                            aria-label=label
                            title=label
                            on:click=move |_| is_renaming.set(true)
                        >
                            <Icon name="edit"/>
                        </button>
                    }
                }
            >
                <NameField name=name.get_untracked() label=format!("Name of {}", name.get_untracked()) on_done=done/>
            </Show>
        </div>
    }
}

fn body(card: Card) -> View {
    let Card { n, share, money, bars, traits, next, .. } = card;
    view! {
        <p class="segment-card__sizes">
            <span>
                <span class="segment-card__n">{n}</span>
                " "
                <span class="segment-card__base">{format!("customers, {share}")}</span>
            </span>
            {money.map(revenue)}
        </p>
        <svg class="segment-card__pair" aria-hidden="true">
            <rect class="plot__population" width=percent(bars.0) height="5"></rect>
            <rect class="plot__slot" y="8" width=bars.1.map(percent) height="6"></rect>
        </svg>
        <ul class="segment-card__traits">{traits.into_iter().map(sign).collect_view()}</ul>
        <p class="segment-card__next">{next}</p>
    }
}

fn revenue((share, sum): (String, String)) -> View {
    view! {
        <span>
            <span class="segment-card__n">{share}</span>
            " "
            <span class="segment-card__base">{format!("of revenue, {sum}")}</span>
        </span>
    }
}

/// A trait with the sign of its side.
pub fn sign(it: Trait) -> View {
    let (class, path) = match it.direction {
        Direction::Above => ("trait-sign trait-sign--above", "M4 .5 8 7.5H0z"),
        Direction::Below => ("trait-sign trait-sign--below", "M4 7.5 0 .5h8z"),
        Direction::Level => ("trait-sign", "M0 2.5h8v3H0z"),
        Direction::Own => ("trait-sign", "M4 1.5a2.5 2.5 0 1 0 .01 0z"),
    };
    view! {
        <li>
            <svg class=class viewBox="0 0 8 8" aria-hidden="true"><path d=path></path></svg>
            <span><span class="visually-hidden">{format!("{}: ", it.direction.word())}</span>{it.text}</span>
        </li>
    }
}
