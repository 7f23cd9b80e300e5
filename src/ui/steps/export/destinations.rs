//! Which file to write.

use leptos::prelude::*;

use crate::ui::steps::export::choice::{Choice, FileKind};

/// A radio per kind of file.
#[component]
pub fn Destinations(
    /// What is chosen.
    choice: RwSignal<Choice>,
) -> impl IntoView {
    let card = move |kind: FileKind| {
        let (name, note) = kind.words();
        view! {
            <label class="destination">
                <input
                    type="radio"
                    name="file-kind"
                    prop:checked=move || choice.read().kind == kind
                    on:change=move |_| choice.update(|it| it.kind = kind)
                />
                <span class="destination__name">{name}</span>
                <span class="destination__note">{note}</span>
            </label>
        }
    };
    view! {
        <section class="section" aria-labelledby="kind-title">
            <div class="section__head">
                <h2 id="kind-title">"What to save"</h2>
            </div>
            <div class="destinations" role="radiogroup" aria-labelledby="kind-title">
                {FileKind::ALL.map(card).collect_view()}
            </div>
        </section>
    }
}
