//! A button that opens the system's dialog for files.

use crate::ui::view::prelude::*;
use web_sys::File;

use crate::ui::browser::file;

/// A real file control under a label that looks like a button.
#[component]
pub fn FileButton(
    /// Tells the control apart from others of the page.
    id: &'static str,
    /// What the button says.
    label: &'static str,
    /// Endings offered by the dialog, with commas between.
    accept: &'static str,
    /// Looks of the button beyond `button`.
    class: &'static str,
    /// Takes the files.
    on_choose: Callback<Vec<File>>,
) -> View {
    view! {
        <span class="file-button">
            <input
                class="visually-hidden"
                type="file"
                id=id
                accept=accept
                multiple
                on:change=move |event| on_choose.run(file::chosen(&event))
            />
            <label class=format!("button {class}") for=id>{label}</label>
        </span>
    }
}
