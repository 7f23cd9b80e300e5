//! How the customer list is written.

use crate::ui::view::prelude::*;

use crate::engine::export::Safety;
use crate::session::ExportChoice;

/// One file or several, and what happens to cells that look like formulas.
#[component]
pub fn ListOptions(
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let safety = move |it: Safety, name: &'static str, note: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="safety"
                    prop:checked=move || choice.read().safety == it
                    on:change=move |_| choice.update(|choice| choice.safety = it)
                />
                <span>
                    {name} <span class="check__note">{note}</span>
                </span>
            </label>
        }
    };
    let split = move |event| {
        let is_split = event_target_checked(&event);
        choice.update(|it| it.is_split = is_split);
    };
    view! {
        <section class="section" aria-labelledby="options-title">
            <div class="section__head">
                <h2 id="options-title">"Options"</h2>
            </div>
            <fieldset class="fieldset">
                <legend class="visually-hidden">"Cells that look like formulas"</legend>
                {safety(
                    Safety::Spreadsheet,
                    "Safe for spreadsheets",
                    "A cell that starts like a formula gets an apostrophe in front",
                )}
                {safety(Safety::Exact, "Exact", "Every cell as it is, for programs that read the file")}
            </fieldset>
            <label class="check">
                <input type="checkbox" prop:checked=move || choice.read().is_split on:change=split/>
                <span>
                    "One file per segment"
                    <span class="check__note">"The browser may ask whether the page may save several files"</span>
                </span>
            </label>
        </section>
    }
}
