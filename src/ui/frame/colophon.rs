//! The foot of the page.

use crate::ui::view::prelude::*;

use crate::ui::actions::Actions;
use crate::ui::route::Page;

/// One link and the version.
#[component]
pub fn Colophon() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <footer class="colophon">
            <a href=move || actions.href(Page::Privacy)>"How do I know my data stays here?"</a>
            <a href=move || actions.href(Page::Help(None))>"What the words mean"</a>
            <span>"Enclave " {env!("CARGO_PKG_VERSION")}</span>
        </footer>
    }
}
