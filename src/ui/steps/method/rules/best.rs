//! The best group that one rule or two describe, looked for and made a segment.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::sentence::{best, titled};
use crate::engine::segmentation::best_group::{BestGroup, BestGroupOptions, BestGroups};
use crate::engine::table::Role;
use crate::ui::actions::Actions;
use crate::ui::parts::{NumberField, Options, SelectField};
use crate::ui::steps::method::known;

/// What is to be high, how large the group is at least, and what was found.
#[component]
pub fn FindBest() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let outcome = RwSignal::new(None::<String>);
    let min_size = RwSignal::new(0_u32);
    let outcomes = Memo::new(move |_| outcomes(session));
    let chosen = Memo::new(move |_| {
        let first = || outcomes.with(|all| all.first().and_then(|it| it.0.clone()));
        outcome.get().or_else(first)
    });
    let find = move |_| {
        let min_size = Some(min_size.get_untracked()).filter(|it| *it > 0);
        actions.find_best(BestGroupOptions {
            outcome: chosen.get_untracked(),
            min_size,
            excluded: Vec::new(),
        });
    };
    let found = move || session.best().get().map(|it| result(session, &it));
    view! {
        <details class="disclosure">
            <summary><span>"Find the best group"</span></summary>
            <div class="stack">
                <SelectField
                    label="What is to be high"
                    options=outcomes
                    selected=chosen
                    on_choose=move |it| outcome.set(it)
                />
                <NumberField
                    id="best-size"
                    label="Customers in the group, at least"
                    range=(0, 100_000_000)
                    value=min_size
                    on_change=move |it| min_size.set(it)
                    hint="0 is 2% of the customers, but at least 50."
                />
                <button class="button" type="button" on:click=find>"Find it"</button>
                <div role="status">{found}</div>
            </div>
        </details>
    }
}

/// The outcome of the file first, then every number, then the categories that may be yes and no.
fn outcomes(session: LiveSession) -> Options<Option<String>> {
    let draft = session.draft();
    let draft = draft.read();
    let of_role = draft.mapping.column(Role::Outcome).map(|it| (Some(it.to_owned()), titled(it)));
    // Money first: it is what most people ask for.
    let (money, rest): (Vec<_>, Vec<_>) = known::all(session).into_iter().partition(|it| it.0 == "monetary");
    let known = money.into_iter().chain(rest).map(|(id, name)| (Some(id), name));
    of_role.into_iter().chain(known).collect()
}

fn result(session: LiveSession, found: &BestGroups) -> View {
    let groups = [("With one rule", &found.one), ("With two rules", &found.two)];
    let is_none = found.one.is_none() && found.two.is_none();
    let rows = groups.into_iter().filter_map(|(how, it)| Some((how, it.as_ref()?)));
    let rows = rows.map(|(how, it)| group(session, how, it, found)).collect_view();
    let nothing = is_none.then(|| {
        view! { <p>"No group of this size is above the average."</p> }
    });
    view! { {rows} {nothing} <p class="field__hint">{best::caution(found)}</p> }
}

fn group(session: LiveSession, how: &'static str, it: &BestGroup, found: &BestGroups) -> View {
    let actions = expect_context::<Actions>();
    let shown = session.shown();
    let shown = shown.read_untracked();
    let profiles = shown.as_ref().map(|it| it.analysis.profiles.clone()).unwrap_or_default();
    let figures = best::figures(it, found, profiles.currency.as_deref());
    let rules = it.rules.clone();
    view! {
        <p class="own-rule__found">
            <b>{how}</b>
            <span>{best::rules(it, &profiles)}</span>
            <span class="field__hint">{figures}</span>
            <button
                class="button button--small"
                type="button"
                on:click=move |_| actions.add_found("Best group", &rules)
            >
                "Make it a segment"
            </button>
        </p>
    }
}
