//! What was saved since this screen was opened.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::session::SavedFile;
use crate::ui::parts::Icon;

/// Files that are called by name; more are only counted.
const N_NAMED: usize = 2;

/// One line with the sum, and the files by name.
#[component]
pub fn Saved(
    /// The files of the last press of the button.
    files: Signal<Vec<SavedFile>>,
) -> View {
    let line = |files: Vec<SavedFile>| {
        let n_rows: usize = files.iter().map(|it| it.n_rows).sum();
        let sum = number::counted(files.len(), "file", "files");
        let what = if n_rows > 0 {
            format!("Saved {sum}, {}", number::counted(n_rows, "row", "rows"))
        } else {
            format!("Saved {sum}")
        };
        let names: Vec<_> = files.iter().take(N_NAMED).map(|it| it.file_name.as_str()).collect();
        let names = if files.len() > N_NAMED { String::new() } else { format!(": {}", names.join(", ")) };
        view! {
            <p class="remark export__saved">
                <Icon name="check"/>
                <span>
                    <strong>{what}</strong>
                    {names}
                    " in your downloads"
                </span>
            </p>
        }
    };
    view! {
        <div class="export__result" role="status">
            {move || {
                let files = files.get();
                (!files.is_empty()).then(|| line(files))
            }}
        </div>
    }
}
