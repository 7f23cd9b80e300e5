//! What was saved since this screen was opened.

use leptos::prelude::*;

use crate::engine::present::number;
use crate::session::SavedFile;
use crate::ui::parts::Icon;

/// One line with the sum, and the files by name.
#[component]
pub fn Saved(
    /// The files of the last press of the button.
    #[prop(into)]
    files: Signal<Vec<SavedFile>>,
) -> impl IntoView {
    let line = |files: Vec<SavedFile>| {
        let n_rows: usize = files.iter().map(|it| it.n_rows).sum();
        let sum = number::counted(files.len(), "file", "files");
        let what = if n_rows > 0 {
            format!("Saved {sum}, {}", number::counted(n_rows, "row", "rows"))
        } else {
            format!("Saved {sum}")
        };
        let names: Vec<_> = files.into_iter().map(|it| it.file_name).collect();
        view! {
            <p class="remark export__saved">
                <Icon name="check"/>
                <span>
                    <strong>{what}</strong>
                    {format!(". {} in your downloads", names.join(", "))}
                </span>
            </p>
        }
    };
    view! {
        <div role="status">
            {move || {
                let files = files.get();
                (!files.is_empty()).then(|| line(files))
            }}
        </div>
    }
}
