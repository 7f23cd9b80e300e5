//! Name, neighbours and the few numbers that open the page.

use crate::ui::view::prelude::*;

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::ui::actions::Actions;
use crate::ui::browser::focus;
use crate::ui::charts::shape_href;
use crate::ui::parts::{Explain, NameField};
use crate::ui::route::Page;
use crate::ui::steps::segments::{Shown, address};

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stat {
    value: String,
    label: String,
    /// Id of the word that explains it, and the numbers that went into it.
    word: &'static str,
    here: Vec<(String, String)>,
}

/// What the head shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Facts {
    name: String,
    given_name: String,
    slot: u8,
    before: Option<(usize, String)>,
    after: Option<(usize, String)>,
    stats: Vec<Stat>,
}

impl Facts {
    fn new(profiles: &Profiles, idx: usize) -> Option<Self> {
        let profile = profiles.segments.get(idx)?;
        let neighbour = |idx: Option<usize>| {
            let idx = idx?;
            profiles.segments.get(idx).map(|it| (idx, it.segment.name.clone()))
        };
        Some(Self {
            name: profile.segment.name.clone(),
            given_name: profile.segment.given_name.clone(),
            slot: profile.segment.slot,
            before: neighbour(idx.checked_sub(1)),
            after: neighbour(Some(idx + 1)),
            stats: stats(profiles, idx),
        })
    }
}

fn stats(profiles: &Profiles, idx: usize) -> Vec<Stat> {
    let currency = profiles.currency.as_deref();
    let Some(profile) = profiles.segments.get(idx) else { return Vec::new() };
    let (group, everyone) = (&profile.group, &profiles.everyone);
    let mut stats = Vec::new();
    let mut stat = |value: String, label: String, word: &'static str, here: &[(&str, String)]| {
        let here = here.iter().map(|(what, value)| ((*what).to_owned(), value.clone())).collect();
        stats.push(Stat { value, label, word, here });
    };
    let sizes = [("Customers here", number::count(group.n)), ("In all segments", number::count(everyone.n))];
    stat(
        number::count(group.n),
        format!("customers, {} of all", number::share_fine(group.share)),
        "share",
        &sizes,
    );
    let totals = group.revenue.zip(everyone.revenue);
    let totals = totals.map(|(here, all)| (number::money(here, currency), number::money(all, currency)));
    if let Some(((here, all), share)) = totals.zip(group.revenue_share) {
        let label = format!("revenue, {} of all", number::share_fine(share));
        stat(here.clone(), label, "revenue-share", &[("Money here", here), ("In all segments", all)]);
    }
    if let Some((here, all)) = group.revenue.zip(everyone.revenue) {
        let each = |money: f64, n: usize| number::money(money / n.max(1) as f64, currency);
        let parts =
            [("Money here", number::money(here, currency)), ("Customers here", number::count(group.n))];
        stat(each(here, group.n), format!("each, everyone {}", each(all, everyone.n)), "monetary", &parts);
    }
    if let Some((here, all)) = group.orders.zip(everyone.orders) {
        let each = |orders: u64, n: usize| number::fixed(orders as f64 / n.max(1) as f64, 1);
        let orders = usize::try_from(here).unwrap_or(usize::MAX);
        let parts = [("Orders here", number::count(orders)), ("Customers here", number::count(group.n))];
        stat(
            each(here, group.n),
            format!("orders each, everyone {}", each(all, everyone.n)),
            "frequency",
            &parts,
        );
    }
    let recency = group.features.iter().find(|it| it.id == "recency_days" && it.unit == Unit::Days);
    if let Some(spread) = recency.and_then(|it| it.spread) {
        let parts = [
            ("A quarter below", number::days(spread.q1)),
            ("Half below", number::days(spread.median)),
            ("Three quarters below", number::days(spread.q3)),
        ];
        stat(number::days(spread.median), "since the last order, typical".to_owned(), "recency", &parts);
    }
    stats
}

/// The head of the page.
#[component]
pub fn Head(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let facts = Memo::new(move |_| shown.with(|it| Facts::new(&it.profiles, idx)));
    let neighbours = move || facts.get().map(|it| path(it.before, it.after));
    let stats = move || facts.get().map(|it| it.stats.into_iter().map(stat).collect_view());
    view! {
        <header class="profile-head">
            {neighbours}
            <Title facts/>
            <div class="stat-row">{stats}</div>
        </header>
    }
}

fn path(before: Option<(usize, String)>, after: Option<(usize, String)>) -> View {
    let actions = expect_context::<Actions>();
    let link = |(idx, name): (usize, String), rel: &'static str, word: &str| {
        let text = format!("{word}: {name}");
        view! { <a href=move || address(actions, idx) rel=rel>{text}</a> }
    };
    view! {
        <nav class="profile-head__path" aria-label="Segments">
            <a href=move || actions.href(Page::Segments)>"All segments"</a>
            <span class="cluster">
                {before.map(|it| link(it, "prev", "Previous"))}
                {after.map(|it| link(it, "next", "Next"))}
            </span>
        </nav>
    }
}

/// Shape, name and the way to change it; the keyboard stays here while the name changes.
#[component]
fn Title(
    /// What the head shows.
    facts: Memo<Option<Facts>>,
) -> View {
    let actions = expect_context::<Actions>();
    let is_renaming = RwSignal::new(false);
    let name = Memo::new(move |_| facts.with(|it| it.as_ref().map(|it| it.name.clone()).unwrap_or_default()));
    let shape = move || facts.with(|it| it.as_ref().map(|it| shape_href(it.slot)));
    let done = move |new: Option<String>| {
        is_renaming.set(false);
        let given_name = facts.with_untracked(|it| it.as_ref().map(|it| it.given_name.clone()));
        if let Some((new, given_name)) = new.zip(given_name) {
            actions.rename_segment(&given_name, &new);
        }
        focus::on("#rename-segment");
    };
    view! {
        <div class="profile-head__title">
            <svg class="mark mark--large" aria-hidden="true">
                <use_ href=shape></use_>
            </svg>
            <Show
                when=move || is_renaming.get()
                fallback=move || {
                    view! {
                        <h1 tabindex="-1">{move || name.get()}</h1>
                        <button
                            class="button button--quiet button--small"
                            id="rename-segment"
                            type="button"
                            on:click=move |_| is_renaming.set(true)
                        >
                            "Rename"
                        </button>
                    }
                }
            >
                <NameField name=name.get_untracked() label=format!("Name of {}", name.get_untracked()) on_done=done/>
            </Show>
        </div>
    }
}

fn stat(Stat { value, label, word, here }: Stat) -> View {
    view! {
        <div class="stat">
            <span class="stat__value">{value} " " <Explain id=word here/></span>
            " "
            <span class="stat__label">{label}</span>
        </div>
    }
}
