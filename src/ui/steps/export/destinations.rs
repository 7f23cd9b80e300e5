//! Which file to write.

use crate::ui::view::prelude::*;

use crate::session::{ExportChoice, FileKind};

/// A radio per kind of file.
#[component]
pub fn Destinations(
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let card = move |kind: FileKind| {
        let (name, note) = words(kind);
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
            <div class="destinations destinations--few" role="radiogroup" aria-labelledby="kind-title">
                {FileKind::ALL.map(card).collect_view()}
            </div>
        </section>
    }
}

/// A kind of file by name, and what is in it.
pub fn words(kind: FileKind) -> (&'static str, &'static str) {
    match kind {
        FileKind::Customers => ("Customer list", "CSV, one row per customer with the segment"),
        FileKind::Report => ("Report", "HTML, one page to send or print; no single customer"),
        FileKind::Analysis => ("Segment numbers", "JSON, sizes and revenue; no single customer"),
        FileKind::Recipe => ("Recipe", "JSON, every choice to run again; no customers"),
        FileKind::Problems => ("Problem rows", "CSV, what could not be taken as it is"),
    }
}
