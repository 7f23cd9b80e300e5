//! What stands in the way, and the way on.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::export::Format;
use crate::engine::features::{AsOf, Mapping};
use crate::engine::present::check;
use crate::session::Job;
use crate::ui::actions::Actions;
use crate::ui::route::Page;
use crate::ui::steps::import::Source;
use crate::ui::steps::import::advance::{Advance, Customers};
use crate::ui::steps::import::check::Counted;
use crate::ui::steps::import::obstacle::{Obstacle, ObstacleMessage};

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
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let obstacle = Memo::new(move |_| mapping.with(|it| Obstacle::of(it, &session.job().read())));
    let as_of = Memo::new(move |_| session.draft().read().features.as_of);
    let last_day = Memo::new(move |_| {
        let in_column = source.with(|it| mapping.with(|mapping| check::last_day(it, mapping)));
        let in_rows_used = counted.with(|it| it.as_of).filter(|_| as_of.get() == AsOf::LastOrder);
        in_column.and(in_rows_used.or(in_column))
    });
    let customers = Memo::new(move |_| match counted.with(|it| it.n_customers) {
        _ if obstacle.with(Option::is_some) => Customers::Blocked,
        Some(n) => Customers::Counted(n),
        None if matches!(*session.job().read(), Job::Running(_)) => Customers::Counting,
        None => Customers::Unknown,
    });
    let has_problems = Memo::new(move |_| {
        let read = source.with(|it| it.issues.iter().any(|it| !it.examples.is_empty()));
        read || counted.with(|it| it.issues.iter().flatten().any(|it| !it.examples.is_empty()))
    });
    view! {
        <div class="import__obstacle" id="import-blocked" aria-live="polite">
            {move || obstacle.get().map(|obstacle| view! { <ObstacleMessage obstacle/> })}
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
