//! The check of the file, and the way on.

mod counted;
mod lines;
mod problem_rows;
mod treatment;

pub use counted::Counted;
pub use lines::FindingLine;
pub use problem_rows::ProblemRows;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::Mapping;
use crate::engine::present::check::{self, Finding};
use crate::kernel::order;
use crate::ui::actions::Actions;
use crate::ui::browser::clock;
use crate::ui::steps::import::Source;
use crate::ui::steps::import::check::lines::Check;
use crate::ui::steps::import::check::treatment::{Choice, Chosen};
use crate::ui::steps::import::way_on::WayOn;

/// Findings, good news, obstacles, and the bar that leads on.
#[component]
pub fn CheckSection(
    /// The file.
    source: Source,
    /// What its columns mean.
    mapping: Memo<Mapping>,
    /// Shows the rows of a finding.
    on_see: Callback<Finding>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let counted = Counted::follow(session);
    let today = clock::today();
    let findings = Memo::new(move |_| {
        let measured = counted.with(|it| it.issues.clone().unwrap_or_default());
        source.with(|it| mapping.with(|mapping| check::findings(&it.issues, &measured, mapping)))
    });
    let good_news = Memo::new(move |_| {
        let measured = counted.with(|it| it.issues.clone());
        source.with(|it| mapping.with(|mapping| check::good_news(it, measured.as_deref(), mapping, today)))
    });
    let future_day =
        Memo::new(move |_| source.with(|it| mapping.with(|mapping| check::future_day(it, mapping, today))));
    let is_choosing_day = RwSignal::new(false);
    let chosen = Chosen {
        features: Signal::derive(move || session.draft().read().features.clone()),
        date_order: Signal::derive(move || source.with(|it| it.dialect.date_order)),
        decimal_mark: Signal::derive(move || source.with(|it| it.dialect.decimal_mark)),
    };
    view! {
        <section class="section" aria-labelledby="check-title">
            <div class="section__head">
                <h2 id="check-title">"Check"</h2>
                <p>{move || counted.with(|it| it.rows_used(source.with(|it| it.n_rows)))}</p>
            </div>
            <Check
                findings
                good_news
                future_day
                chosen
                on_choose=Callback::new(move |it| choose(actions, it))
                on_change_day=Callback::new(move |()| is_choosing_day.set(true))
                on_see
            />
        </section>
        <WayOn source mapping counted is_choosing_day/>
    }
}

/// Every choice is one step that can be undone.
fn choose(actions: Actions, choice: Choice) {
    match choice {
        Choice::Returns(it) => actions.set_features("amounts below zero", |all| all.returns = it),
        Choice::Repeats(it) => actions.set_features("repeated customers", |all| all.repeats = it),
        Choice::Rows(kind, is_left_out) => actions.set_features("rows left out", |all| {
            all.left_out.retain(|it| *it != kind);
            if is_left_out {
                all.left_out.push(kind);
                order::sort_by(&mut all.left_out, Ord::cmp);
            }
        }),
        Choice::DateOrder(it) => actions.set_reading("date order", |all| all.date_order = Some(it)),
        Choice::DecimalMark(it) => actions.set_reading("decimal mark", |all| all.decimal_mark = Some(it)),
    }
}
