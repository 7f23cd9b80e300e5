//! The way back to the file that is open.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::ui::actions::Actions;
use crate::ui::route::Page;

/// A link to it, where there is one.
#[component]
pub fn OpenProject() -> View {
    let session = expect_context::<LiveSession>();
    let name = Memo::new(move |_| session.source().read().as_ref().map(|it| it.name.clone()));
    move || name.get().map(section)
}

fn section(name: String) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let n = Memo::new(move |_| session.shown().read().as_ref().map(|it| it.analysis.profiles.everyone.n));
    let page = move || if n.get().is_some() { Page::Segments } else { Page::Import };
    view! {
        <section class="section">
            <h2 class="section__head">"Continue"</h2>
            <ul class="samples samples--recent">
                <li>
                    <a class="samples__item" href=move || actions.href(page())>
                        <span class="samples__name">{name}</span>
                        <span class="samples__size">
                            {move || n.get().map(|it| number::counted(it, "customer", "customers"))}
                        </span>
                    </a>
                </li>
            </ul>
        </section>
    }
}
