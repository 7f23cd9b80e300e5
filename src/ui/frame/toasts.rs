//! What happened, said once in a corner, with Undo where there is something to undo.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use gloo::timers::callback::Timeout;

use crate::session::Notice;
use crate::ui::actions::Actions;

/// A notice stays this long, and as long as the keyboard is on it.
const STAY_MILLIS: u32 = 8_000;

/// The newest notice.
#[component]
pub fn Toasts() -> View {
    let session = expect_context::<LiveSession>();
    let newest = Memo::new(move |_| session.notices().read().last().cloned());
    view! {
        <div role="status">{move || newest.get().map(|it| view! { <Toast notice=it/> })}</div>
    }
}

#[component]
fn Toast(
    /// What to say.
    notice: Notice,
) -> View {
    let actions = expect_context::<Actions>();
    let Notice { id, text, can_undo } = notice;
    let place = NodeRef::<web_sys::HtmlDivElement>::new();
    let timer = StoredValue::new_local(None::<Timeout>);
    let start = move || timer.set_value(Some(Timeout::new(STAY_MILLIS, move || actions.dismiss(id))));
    start();
    let undo = move |_| {
        actions.dismiss(id);
        actions.undo();
    };
    let action = if can_undo {
        view! { <button class="toast__action" type="button" on:click=undo>"Undo"</button> }
    } else {
        let close = move |_| actions.dismiss(id);
        view! { <button class="toast__action" type="button" on:click=close>"Close"</button> }
    };
    view! {
        <div
            class="toast toast--placed"
            node_ref=place
            on:focusin=move |_| timer.set_value(None)
            on:focusout=move |_| start()
        >
            <span>{text}</span>
            {action}
        </div>
    }
}
