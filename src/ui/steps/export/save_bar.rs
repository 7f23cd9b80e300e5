//! What will be saved, and the button that does.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::session::{ExportChoice, FileKind};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use crate::ui::steps::export::destinations::words;
use crate::ui::steps::export::saved::Saved;

/// The sum, the button, and what it saved.
#[component]
pub fn SaveBar(
    /// The segments.
    profiles: Signal<Profiles>,
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let saved_before = RwSignal::new(session.saved().read_untracked().len());
    let files = Memo::new(move |_| {
        session.saved().read().iter().skip(saved_before.get()).cloned().collect::<Vec<_>>()
    });
    let n_files = Memo::new(move |_| profiles.with(|it| choice.read().formats(it).len()));
    let sum = move || {
        let choice = choice.read();
        if choice.kind != FileKind::Customers {
            return words(choice.kind).0.to_owned();
        }
        if n_files.get() == 0 {
            return "Pick at least one segment".to_owned();
        }
        number::counted(profiles.with(|it| choice.n_people(it)), "customer", "customers")
    };
    let save = move |_| {
        saved_before.set(session.saved().read_untracked().len());
        for format in profiles.with_untracked(|it| choice.read_untracked().formats(it)) {
            actions.export(format);
        }
    };
    view! {
        <div class="advance">
            <p class="advance__sum">
                <strong>{sum}</strong>
                {move || match n_files.get() {
                    0 | 1 => String::new(),
                    n => format!(" in {} files, one per segment", number::count(n)),
                }}
            </p>
            <div class="advance__tools">
                <button
                    class="button button--primary"
                    type="button"
                    aria-disabled=move || (n_files.get() == 0).then_some("true")
                    on:click=save
                >
                    <Icon name="down"/>
                    {move || format!("Save {}", number::counted(n_files.get().max(1), "file", "files"))}
                </button>
            </div>
            <Saved files/>
        </div>
    }
}
