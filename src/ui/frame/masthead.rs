//! The head of the page: name, file, undo, privacy, theme.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::ui::actions::Actions;
use crate::ui::frame::MenuState;
use crate::ui::parts::Icon;
use crate::ui::route::Page;

/// Sticky at the top of every step.
#[component]
pub fn Masthead(
    /// What is shown below.
    page: Signal<Page>,
) -> View {
    let actions = expect_context::<Actions>();
    let has_project = move || page.get().step().is_some();
    view! {
        <header class="masthead">
            <a class="masthead__name" href=move || actions.href(Page::Start)>
                {logo()}<span class="masthead__word">"Enclave"</span>
            </a>
            <Show when=has_project>{project()}</Show>
            <div class="masthead__tools">
                <Show when=has_project>{undo_and_redo()}</Show>
                <a class="privacy-chip" href=move || actions.href(Page::Privacy)>
                    <svg class="privacy-chip__seal" viewBox="0 0 12 12" aria-hidden="true">
                        <path d="M0 0h12v12H0zM3 3v6h6V3z" fill-rule="evenodd"/>
                        <path d="M4.5 4.5h3v3h-3z"/>
                    </svg>
                    "On this device"
                </a>
                {theme()}
                {menu()}
            </div>
        </header>
    }
}

fn logo() -> View {
    let cells = (0..9)
        .map(|idx| {
            let (x, y) = (idx % 3 * 7, idx / 3 * 7);
            let class = if idx == 2 { "logo__cell logo__cell--on" } else { "logo__cell" };
            view! { <rect class=class x=format!("{x}.5") y=format!("{y}.5") width="7" height="7"/> }
        })
        .collect_view();
    view! { <svg class="logo" viewBox="0 0 22 22" aria-hidden="true">{cells}</svg> }
}

fn project() -> View {
    let session = expect_context::<LiveSession>();
    let name = move || session.source().read().as_ref().map(|it| it.name.clone());
    view! {
        <div class="masthead__project">
            <strong class="masthead__file">{name}</strong>
            <span class="masthead__saved">"Kept in this tab only"</span>
        </div>
    }
}

fn undo_and_redo() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let undoes = move || session.undoes();
    let redoes = move || session.history().read().redoes().map(str::to_owned);
    let label = |verb: &str, action: Option<String>| match action {
        Some(action) => format!("{verb}: {action}"),
        None => verb.to_owned(),
    };
    view! {
        <button
            class="button button--quiet button--icon masthead__undo"
            type="button"
            aria-label=move || label("Undo", undoes())
            title=move || label("Undo", undoes())
            aria-disabled=move || undoes().is_none().then_some("true")
            on:click=move |_| actions.undo()
        >
            <Icon name="undo"/>
        </button>
        <button
            class="button button--quiet button--icon masthead__redo"
            type="button"
            aria-label=move || label("Redo", redoes())
            title=move || label("Redo", redoes())
            aria-disabled=move || redoes().is_none().then_some("true")
            on:click=move |_| actions.redo()
        >
            <Icon name="redo"/>
        </button>
    }
}

fn menu() -> View {
    let menu = expect_context::<MenuState>();
    view! {
        <button
            class="button button--quiet button--icon"
            type="button"
            aria-label="Menu"
            title="Menu"
            aria-haspopup="dialog"
            on:click=move |_| menu.is_open.set(true)
        >
            <Icon name="menu"/>
        </button>
    }
}

fn theme() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let label = move || format!("Theme: {}", session.preferences().read().theme.label());
    let switch = move |_| actions.set_theme(session.preferences().get_untracked().theme.next());
    view! {
        <button
            class="button button--quiet button--icon masthead__theme"
            type="button"
            aria-label=label
            title=label
            on:click=switch
        >
            <Icon name="theme"/>
        </button>
    }
}
