//! What the file is, what its columns mean, and what is odd about it.

mod advance;
mod as_of;
mod beside;
mod check;
mod columns;
mod file;
mod obstacle;
mod row_unit;
mod way_on;

pub use as_of::AsOfChoice;

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::present::row_unit::reason;
use crate::engine::table::SourceSummary;
use crate::ui::actions::Actions;
use beside::BesideSection;
use check::{CheckSection, ProblemRows};
use columns::ColumnSection;
use file::FileSection;
use row_unit::RowUnitChoice;

/// Rows that are looked up for the list behind a finding.
const N_LISTED: usize = 1_500;

/// The file as every part of this step sees it.
type Source = Memo<Same<SourceSummary>>;

/// The step between opening a file and choosing a method.
#[component]
pub fn Import() -> View {
    let session = expect_context::<LiveSession>();
    let has_source = Memo::new(move |_| session.source().read().is_some());
    move || {
        has_source.get();
        session.source().get_untracked().map(|it| view! { <Screen first=it/> })
    }
}

/// The step, once there is a file.
#[component]
fn Screen(
    /// The file when the screen was made; a file that is read again takes its place.
    first: Same<SourceSummary>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let source: Source = Memo::new(move |_| session.source().get().unwrap_or_else(|| first.clone()));
    let mapping = Memo::new(move |_| session.draft().read().mapping.clone());
    let unit = move || mapping.with(|it| it.unit);
    let seen = RwSignal::new(None);
    let see = move |finding| {
        if session.problems().read_untracked().is_none() {
            actions.problems(N_LISTED);
        }
        seen.set(Some(finding));
    };
    let on_see = Callback::new(see);
    let why = move |unit| mapping.with(|mapping| source.with(|source| reason(unit, source, mapping)));
    view! {
        <div class="page-head">
            <h1 tabindex="-1">"Say what each column means"</h1>
            <p class="page-head__lead">{move || source.with(|it| lead(it))}</p>
        </div>
        <FileSection source/>
        <BesideSection source on_see/>
        <section class="section" aria-labelledby="row-unit-title">
            <div class="section__head">
                <h2 id="row-unit-title">"What one row is"</h2>
            </div>
            <RowUnitChoice
                unit=Signal::derive(unit)
                reason=Callback::new(why)
                on_choose=Callback::new(move |it| actions.set_row_unit(it))
            />
        </section>
        <ColumnSection source mapping/>
        <CheckSection source mapping on_see/>
        <ProblemRows seen/>
    }
}

fn lead(source: &SourceSummary) -> String {
    format!(
        "{} and {} read from {}. The choices below are our reading of it; change any of them and the counts follow.",
        number::counted(source.n_rows, "row", "rows"),
        number::counted(source.columns.len(), "column", "columns"),
        source.name
    )
}
