//! What an opened recipe names and the file does not have.

use leptos::prelude::*;

use crate::engine::present::message::label;
use crate::engine::present::number;
use crate::session::Mismatch;
use crate::ui::parts::Icon;

/// The missing columns with the roles they had, and what to do.
#[component]
pub fn MismatchMessage(
    /// What is missing.
    mismatch: Mismatch,
) -> impl IntoView {
    let n = mismatch.columns.len();
    let title =
        format!("The recipe names {} that this file does not have", number::counted(n, "column", "columns"));
    let item = |(name, role)| view! { <li><code>{name}</code>{format!(", {}", label::role(role))}</li> };
    let features = (!mismatch.features.is_empty()).then(|| {
        view! {
            <p class="message__body">
                {format!("Groups were found by {} too, which is left out.", mismatch.features.join(", "))}
            </p>
        }
    });
    view! {
        <div class="message message--warn import__mismatch" role="status">
            <Icon name="warn"/>
            <div>
                <p class="message__title">{title}</p>
                <ul class="message__body">{mismatch.columns.into_iter().map(item).collect_view()}</ul>
                {features}
                <p class="message__body">
                    "Everything else of the recipe is set. Give the roles to the columns that take their place."
                </p>
            </div>
        </div>
    }
}
