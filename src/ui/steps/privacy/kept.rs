//! What is kept in this browser, and how to delete it.

use crate::ui::view::prelude::*;

/// The facts, and a button.
#[component]
pub fn Kept(
    /// Deletes what is kept.
    on_delete: Callback<()>,
) -> View {
    let is_deleted = RwSignal::new(false);
    let delete = move |_| {
        on_delete.run(());
        is_deleted.set(true);
    };
    view! {
        <section class="section" aria-labelledby="kept-title">
            <div class="section__head">
                <h2 id="kept-title">"What is kept here"</h2>
            </div>
            <dl class="facts facts--long">
                <dt>"Settings"</dt>
                <dd>"Light or dark, and whether single letters are shortcuts, in this browser’s storage for this site"</dd>
                <dt>"Not kept"</dt>
                <dd>
                    "Your file, its columns, the segments and your choices: they are gone when the page is closed or reloaded"
                </dd>
                <dt>"Not there"</dt>
                <dd>"No cookies, no analytics, no fonts from elsewhere"</dd>
            </dl>
            <p class="cluster facts__tools">
                <button class="button button--danger" type="button" on:click=delete>
                    "Delete the settings"
                </button>
                <span class="field__hint" role="status">
                    {move || if is_deleted.get() { "Deleted. The page is as on the first day" } else { "" }}
                </span>
            </p>
        </section>
    }
}
