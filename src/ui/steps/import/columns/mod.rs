//! The columns, and the verbs that change them.

mod dropped;
mod role;
mod row;
mod search;
mod table;

pub use dropped::DroppedColumns;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::Mapping;
use crate::engine::present::number;
use crate::engine::table::ColumnSummary;
use crate::ui::actions::Actions;
use crate::ui::steps::import::Source;
use crate::ui::steps::import::columns::search::ColumnSearch;
use crate::ui::steps::import::columns::table::{ColumnBasis, ColumnEdit, ColumnTable};

/// Columns that are shown at once.
const PAGE: usize = 100;

/// The column table under its heading.
#[component]
pub fn ColumnSection(
    /// The file.
    source: Source,
    /// What its columns mean.
    mapping: Memo<Mapping>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let columns = Memo::new(move |_| source.with(|it| it.columns.clone()));
    let suggested = Memo::new(move |_| source.with(|it| Mapping::suggest(it)));
    let basis = Memo::new(move |_| {
        source.with(|it| ColumnBasis { n_rows: it.n_rows, currency: it.currency.clone() })
    });
    let edit = move |(name, edit): (String, ColumnEdit)| match edit {
        ColumnEdit::Kind(kind) => actions.set_kind(&name, Some(kind)),
        ColumnEdit::Role(role) | ColumnEdit::Replace(role) => actions.map_column(&name, role),
        ColumnEdit::Drop => actions.drop_column(&name),
    };
    let dropped = Signal::derive(move || session.draft().read().reading.dropped.clone());
    let wanted = RwSignal::new(String::new());
    let n_shown = RwSignal::new(PAGE);
    let found = Memo::new(move |_| wanted.with(|wanted| columns.with(|it| matching(it, wanted))));
    let page =
        Memo::new(move |_| found.with(|it| it.iter().take(n_shown.get()).cloned().collect::<Vec<_>>()));
    let n_more = move || found.with(Vec::len).saturating_sub(n_shown.get());
    let more = move || {
        let words =
            format!("Show {} more of {}", n_more().min(PAGE), number::counted(n_more(), "column", "columns"));
        view! {
            <button class="button" type="button" on:click=move |_| n_shown.update(|it| *it += PAGE)>
                {words}
            </button>
        }
    };
    let is_long = move || columns.with(Vec::len) > PAGE;
    let used = move || {
        let n_used = mapping.with(|it| it.columns.len());
        format!("{} of {} used", number::count(n_used), number::count(columns.with(Vec::len)))
    };
    view! {
        <section class="section" aria-labelledby="columns-title">
            <div class="section__head">
                <h2 id="columns-title">"Columns"</h2>
                <p>{used}</p>
            </div>
            <Show when=is_long>
                <ColumnSearch wanted n_found=Signal::derive(move || found.with(Vec::len))/>
            </Show>
            <ColumnTable columns=page mapping suggested basis on_edit=Callback::new(edit)/>
            {move || (n_more() > 0).then(more)}
            <DroppedColumns names=dropped on_keep=Callback::new(move |name: String| actions.keep_column(&name))/>
        </section>
    }
}

/// The columns with such a name.
fn matching(columns: &[ColumnSummary], wanted: &str) -> Vec<ColumnSummary> {
    let wanted = wanted.trim().to_ascii_lowercase();
    let is_wanted = |it: &&ColumnSummary| it.name.to_ascii_lowercase().contains(&wanted);
    columns.iter().filter(is_wanted).cloned().collect()
}
