//! What stands in the way, and the way on.

use leptos::prelude::*;
use reactive_stores::Store;

use crate::engine::export::Format;
use crate::engine::features::{AsOf, Mapping};
use crate::engine::present::check;
use crate::engine::present::message::Message;
use crate::session::{Session, SessionStoreFields as _};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use crate::ui::route::Page;
use crate::ui::steps::import::Source;
use crate::ui::steps::import::advance::{Advance, Customers};
use crate::ui::steps::import::counted::Counted;
use crate::ui::steps::import::obstacle::obstacle;

/// The obstacle, if there is one, above the bar.
#[component]
pub fn WayOn(
    /// The file.
    source: Source,
    /// What its columns mean.
    mapping: Memo<Mapping>,
    /// What the run behind this screen has counted.
    counted: Memo<Counted>,
    /// Whether the day that is counted back from is being chosen.
    is_choosing_day: RwSignal<bool>,
) -> impl IntoView {
    let session = expect_context::<Store<Session>>();
    let actions = expect_context::<Actions>();
    let obstacle = Memo::new(move |_| mapping.with(|it| obstacle(it, &session.job().read())));
    let as_of = Memo::new(move |_| session.draft().read().features.as_of);
    let last_day = Memo::new(move |_| {
        let in_column = source.with(|it| mapping.with(|mapping| check::last_day(it, mapping)));
        let in_rows_used = counted.with(|it| it.as_of).filter(|_| as_of.get() == AsOf::LastOrder);
        in_column.and(in_rows_used.or(in_column))
    });
    let customers = Memo::new(move |_| match counted.with(|it| it.n_customers) {
        _ if obstacle.with(Option::is_some) => Customers::Blocked,
        Some(n) => Customers::Counted(n),
        None => Customers::Unknown,
    });
    let has_problems = Memo::new(move |_| {
        let read = source.with(|it| it.issues.iter().any(|it| !it.examples.is_empty()));
        read || counted.with(|it| it.issues.iter().flatten().any(|it| !it.examples.is_empty()))
    });
    view! {
        <div class="import__obstacle" aria-live="polite">
            {move || obstacle.get().map(message)}
        </div>
        <Advance
            as_of
            last_day
            is_choosing=is_choosing_day
            on_as_of=Callback::new(move |it| actions.set_as_of(it))
            has_problems
            on_save=Callback::new(move |()| actions.export(Format::Problems))
            customers
            href=Signal::derive(move || actions.href(Page::Method))
        />
    }
}

fn message(message: Message) -> impl IntoView {
    let actions = expect_context::<Actions>();
    view! {
        <div class="message message--error" id="import-blocked">
            <Icon name="warn"/>
            <div>
                <p class="message__title">{message.title}</p>
                <p class="message__body">{message.detail} " " {message.remedy}</p>
                <p class="message__tools">
                    <button class="button" type="button" on:click=move |_| actions.retry()>
                        "Try again"
                    </button>
                </p>
            </div>
        </div>
    }
}
