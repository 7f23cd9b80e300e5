//! Several files were dropped: whether they are opened together, or which of them alone.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::together;
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use crate::worker::protocol::Arranged;

/// A choice of how to open files.
#[derive(Debug, Clone, PartialEq)]
struct Way {
    /// The one file that is opened; `None` for all together.
    alone: Option<usize>,
    name: String,
    reason: String,
}

/// The question, open until it is answered.
#[component]
pub fn OpenAs() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let ways = Memo::new(move |_| session.arranged().get().map(|it| ways(&it)).unwrap_or_default());
    let chosen = RwSignal::new(0_usize);
    let node = NodeRef::<web_sys::HtmlDialogElement>::new();
    follow_up(move |_| {
        let Some(dialog) = node.get() else { return };
        if ways.with(Vec::is_empty) {
            dialog.close();
        } else if !dialog.open() {
            chosen.set(0);
            let shown = dialog.show_modal();
            debug_assert!(shown.is_ok(), "a dialog in the page can be shown");
        }
    });
    let choice = move |(idx, way): (usize, Way)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="open-as"
                    autofocus=idx == 0
                    prop:checked=move || chosen.get() == idx
                    on:change=move |_| chosen.set(idx)
                />
                <span class="choice__name">{way.name}</span>
                <span class="choice__reason">{way.reason}</span>
            </label>
        }
    };
    let open = move |_| {
        if let Some(way) = ways.with_untracked(|it| it.get(chosen.get_untracked()).cloned()) {
            actions.open_arranged(way.alone);
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-labelledby="open-as-title"
            on:close=move |_| actions.forget_arranged()
        >
            <div class="dialog__head">
                <h2 id="open-as-title">"Open these files as"</h2>
                <button
                    class="button button--quiet button--icon"
                    type="button"
                    aria-label="Close"
                    on:click=move |_| actions.forget_arranged()
                >
                    <Icon name="close"/>
                </button>
            </div>
            <div class="dialog__body dialog__choices" role="radiogroup" aria-labelledby="open-as-title">
                {move || ways.get().into_iter().enumerate().map(choice).collect_view()}
            </div>
            <div class="dialog__tools">
                <button class="button button--primary" type="button" on:click=open>"Open"</button>
                <button class="button" type="button" on:click=move |_| actions.forget_arranged()>"Cancel"</button>
            </div>
        </dialog>
    }
}

/// Together where they have something in common, then each alone.
fn ways(arranged: &Arranged) -> Vec<Way> {
    let Arranged { names, arrangement, .. } = arranged;
    let mut ways = Vec::new();
    if let Some(reason) = together::proposal(arrangement, names) {
        let is_joined = arrangement.keys.iter().any(Option::is_some);
        let how = if is_joined { "joined by the customer" } else { "one file after the other" };
        ways.push(Way { alone: None, name: format!("One table, {how}"), reason });
    }
    for (idx, name) in names.iter().enumerate() {
        let name = format!("{name} alone");
        ways.push(Way { alone: Some(idx), name, reason: "The other files stay closed".to_owned() });
    }
    ways
}
