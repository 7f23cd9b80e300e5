//! Everything that has no place of its own: files, theme, keys.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::session::Theme;
use crate::ui::actions::Actions;
use crate::ui::frame::shortcuts::SHORTCUTS;
use crate::ui::parts::{FileButton, Switch};
use crate::ui::route::Page;

/// Whether the menu is open.
#[derive(Debug, Clone, Copy)]
pub struct MenuState {
    /// It is.
    pub is_open: RwSignal<bool>,
}

/// A dialog over the page.
#[component]
pub fn Menu() -> View {
    let is_open = expect_context::<MenuState>().is_open;
    let node = NodeRef::<web_sys::HtmlDialogElement>::new();
    follow_up(move |_| {
        let Some(dialog) = node.get() else { return };
        if !is_open.get() {
            dialog.close();
        } else if !dialog.open() {
            // Showing a dialog that is in the page and closed cannot fail.
            let _shown = dialog.show_modal();
        }
    });
    let close = move || is_open.set(false);
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby="menu-title" on:close=move |_| close()>
            <div class="dialog__head">
                <h2 id="menu-title">"Menu"</h2>
                <button class="button button--quiet" type="button" on:click=move |_| close()>"Close"</button>
            </div>
            <div class="stack stack--loose">{files(close)} <div>{looks()}</div> {keys()}</div>
        </dialog>
    }
}

fn files(close: impl Fn() + Copy + Send + Sync + 'static) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let has_source = Memo::new(move |_| session.source().read().is_some());
    let undo = move |_| actions.undo();
    let redo = move |_| actions.redo();
    view! {
        <div class="cluster">
            <a class="button" href=move || actions.href(Page::Start) on:click=move |_| close()>"Open another file"</a>
            <a class="button" href=move || actions.href(Page::Opportunity) on:click=move |_| close()>"Compare two choices"</a>
            <FileButton
                id="menu-recipe"
                label="Open a recipe"
                accept=".json"
                class=""
                on_choose=move |files| {
                    close();
                    actions.open_files(files);
                }
            />
            <Show when=move || has_source.get()>
                <button class="button" type="button" on:click=undo>"Undo"</button>
                <button class="button" type="button" on:click=redo>"Redo"</button>
            </Show>
        </div>
    }
}

fn looks() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    view! {
        <Switch
            legend="Theme"
            name="theme"
            options=vec![(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")]
            selected=Signal::derive(move || session.preferences().read().theme)
            on_choose=move |theme| actions.set_theme(theme)
        />
    }
}

fn keys() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let has_letters = move || session.preferences().read().has_letter_keys;
    let row = |(keys, what): &'static (&'static [&'static str], &'static str)| {
        let keys = keys.iter().map(|it| view! { <span class="kbd">{*it}</span> " " }).collect_view();
        view! { <tr><th scope="row">{keys}</th><td>{*what}</td></tr> }
    };
    view! {
        <section>
            <h3>"Keyboard"</h3>
            <table class="data-table data-table--tight">
                <thead class="visually-hidden">
                    <tr><th scope="col">"Keys"</th><th scope="col">"What they do"</th></tr>
                </thead>
                <tbody>{SHORTCUTS.iter().map(row).collect_view()}</tbody>
            </table>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=has_letters
                    on:change=move |event| actions.set_letter_keys(event_target_checked(&event))
                />
                <span>"Single letters are shortcuts"</span>
            </label>
        </section>
    }
}
