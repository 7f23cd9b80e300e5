//! What an opened recipe names and the file does not have.

use leptos::prelude::*;
use reactive_stores::Store;

use crate::engine::present::message::label;
use crate::engine::present::number;
use crate::session::{Mismatch, Session, SessionStoreFields as _};
use crate::ui::parts::Icon;

/// A message above the columns, until they are changed.
#[component]
pub fn RecipeMismatch() -> impl IntoView {
    let session = expect_context::<Store<Session>>();
    move || session.mismatch().get().map(|it| message(&it))
}

fn message(mismatch: &Mismatch) -> impl IntoView + use<> {
    let n = number::counted(mismatch.columns.len(), "column", "columns");
    let rows = mismatch
        .columns
        .iter()
        .map(|(name, role)| {
            view! { <li><code>{name.clone()}</code> {format!(", which was {}", label::role(*role))}</li> }
        })
        .collect_view();
    view! {
        <div class="message message--warn recipe-mismatch" role="alert">
            <Icon name="warn"/>
            <div>
                <p class="message__title">{format!("This recipe names {n} that this file does not have")}</p>
                <ul class="message__body">{rows}</ul>
                <p class="message__body">
                    "Everything else of the recipe is set. Choose other columns for these below, or go on without them."
                </p>
            </div>
        </div>
    }
}
