//! The choices of who responds.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::sentence::titled;
use crate::engine::segmentation::response_tree::{TreeKind, TreeOptions};
use crate::engine::table::Role;
use crate::ui::actions::Actions;
use crate::ui::parts::{NumberField, Options, SelectField, toggle};
use crate::ui::steps::method::known;

/// Every control changes the draft; the result follows.
#[component]
pub fn TreePanel() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let options = session.options::<TreeOptions>();
    let kept_back = Signal::derive(move || percent_of(options.read().holdout));
    view! {
        <form class="panel" on:submit=|event| event.prevent_default()>
            <SelectField
                label="What they did"
                options=Signal::derive(move || outcomes(session))
                selected=Signal::derive(move || options.read().outcome.clone())
                on_choose=move |outcome| actions.set_tree("outcome", |it| {
                    it.outcome = outcome;
                    it.response = None;
                })
            />
            <p class="field__hint">"A yes or no, such as “replied”, or an amount."</p>
            <SelectField
                label="How groups are split"
                options=kinds()
                selected=Signal::derive(move || options.read().tree)
                on_choose=move |kind| actions.set_tree("how groups are split", |it| it.tree = kind)
            />
            <NumberField
                id="tree-depth"
                label="Conditions in a row, at most"
                range=(2, 5)
                value=Signal::derive(move || u32::from(options.read().depth))
                on_change=move |n| actions.set_tree("conditions in a row", |it| it.depth = u8::try_from(n).unwrap_or(3))
                hint=""
            />
            <NumberField
                id="tree-size"
                label="Customers in a group, at least"
                range=(1, 1_000_000)
                value=Signal::derive(move || options.read().min_size.unwrap_or(50))
                on_change=move |n| actions.set_tree("size of a group", |it| it.min_size = Some(n))
                hint="2% of the customers, but at least 50, until a number is set."
            />
            <NumberField
                id="tree-holdout"
                label="Kept back to test on, in %"
                range=(0, 90)
                value=kept_back
                on_change=move |n| actions.set_tree("share kept back", |it| it.holdout = f64::from(n) / 100.0)
                hint="Groups that do not hold on these customers are marked. 0 tests nothing."
            />
            <details class="disclosure">
                <summary><span>"Columns not to use"</span></summary>
                <div class="stack">{move || columns(session, actions, options)}</div>
            </details>
        </form>
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 90")]
fn percent_of(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

fn kinds() -> Options<TreeKind> {
    [(TreeKind::Cart, "In two at a time (CART)"), (TreeKind::Chaid, "Into all parts that differ (CHAID)")]
        .map(|(it, name)| (it, name.to_owned()))
        .into()
}

fn outcomes(session: LiveSession) -> Options<Option<String>> {
    let of_role = session.draft().read().mapping.column(Role::Outcome).map(titled);
    let first = of_role.unwrap_or_else(|| "Choose a column".to_owned());
    let named = known::all(session).into_iter().map(|(id, name)| (Some(id), name));
    std::iter::once((None, first)).chain(named).collect()
}

fn columns(session: LiveSession, actions: Actions, options: Memo<TreeOptions>) -> View {
    let one = |(id, name): (String, String)| {
        let (own, changed) = (id.clone(), id);
        let is_out = Memo::new(move |_| options.read().excluded.contains(&own));
        let change = move |_| {
            actions.set_tree("columns not to use", |it| toggle(&mut it.excluded, &changed));
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || is_out.get() on:change=change/>
                <span>{name}</span>
            </label>
        }
    };
    known::all(session).into_iter().map(one).collect_view()
}
