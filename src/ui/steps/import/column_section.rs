//! The columns, and the verbs that change them.

use crate::ui::view::prelude::*;

use crate::engine::features::Mapping;
use crate::engine::present::number;
use crate::ui::actions::Actions;
use crate::ui::steps::import::Source;
use crate::ui::steps::import::column_table::{ColumnBasis, ColumnEdit, ColumnTable};

/// The column table under its heading.
#[component]
pub fn ColumnSection(
    /// The file.
    source: Source,
    /// What its columns mean.
    mapping: Memo<Mapping>,
) -> View {
    let actions = expect_context::<Actions>();
    let columns = Memo::new(move |_| source.with(|it| it.columns.clone()));
    let suggested = Memo::new(move |_| source.with(|it| Mapping::suggest(it)));
    let basis = Memo::new(move |_| {
        source.with(|it| ColumnBasis { n_rows: it.n_rows, currency: it.currency.clone() })
    });
    let edit = move |(name, edit): (String, ColumnEdit)| match edit {
        ColumnEdit::Kind(kind) => actions.set_kind(&name, Some(kind)),
        ColumnEdit::Role(role) | ColumnEdit::Replace(role) => actions.map_column(&name, role),
    };
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
            <ColumnTable columns mapping suggested basis on_edit=Callback::new(edit)/>
        </section>
    }
}
