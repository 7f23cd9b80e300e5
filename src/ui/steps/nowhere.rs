//! An address that leads nowhere.

use crate::ui::view::prelude::*;

use crate::ui::actions::Actions;
use crate::ui::route::Page;

/// Says so, and offers the way in.
#[component]
pub fn Nowhere() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <div class="page-head"><h1 tabindex="-1">"There is nothing here"</h1></div>
        <div class="nothing">
            <p class="nothing__title">"This address leads nowhere"</p>
            <p>"It may be mistyped, or of another version."</p>
            <a class="button button--primary" href=move || actions.href(Page::Start)>"Go to the start"</a>
        </div>
    }
}
