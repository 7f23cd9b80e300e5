//! The columns of the file: what each is, what it means, what is in it.

use crate::ui::view::prelude::*;

use crate::engine::features::Mapping;
use crate::engine::table::{ColumnSummary, Kind, Role};
use crate::ui::steps::import::columns::row::ColumnRow;

/// A change to one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnEdit {
    /// Its values are something else.
    Kind(Kind),
    /// It means something else; the role is free.
    Role(Role),
    /// It means something else, and the column that meant it before means nothing from now on.
    Replace(Role),
    /// It is not read.
    Drop,
}

/// What all columns share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnBasis {
    /// Rows of the file.
    pub n_rows: usize,
    /// Sign or code of the currency.
    pub currency: Option<String>,
}

/// One row per column; cards where there is no room for a table.
#[component]
pub fn ColumnTable(
    /// In the order of the file.
    columns: Signal<Vec<ColumnSummary>>,
    /// What they mean.
    mapping: Signal<Mapping>,
    /// What the file itself suggests that they mean.
    suggested: Signal<Mapping>,
    /// What they share.
    basis: Signal<ColumnBasis>,
    /// Takes a change to the column of that name.
    on_edit: Callback<(String, ColumnEdit)>,
) -> View {
    let names =
        Memo::new(move |_| columns.with(|it| it.iter().map(|it| it.name.clone()).collect::<Vec<_>>()));
    let row = move |name: String| {
        let own = name.clone();
        let first = columns.with_untracked(|it| it.iter().find(|it| it.name == own).cloned());
        first
            .map(|first| {
                let column = Memo::new(move |before: Option<&ColumnSummary>| {
                    let now = columns.with(|it| it.iter().find(|it| it.name == own).cloned());
                    now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
                });
                view! { <ColumnRow name column mapping suggested basis on_edit/> }
            })
            .into_view()
    };
    view! {
        <table class="data-table column-table" aria-labelledby="columns-title">
            <thead>
                <tr>
                    <th scope="col">
                        <span class="visually-hidden">"Use"</span>
                    </th>
                    <th scope="col">"Column"</th>
                    <th scope="col">"Type"</th>
                    <th scope="col">"Role"</th>
                    <th scope="col">"What is in it"</th>
                    <th scope="col">"Examples"</th>
                    <th scope="col" class="is-number">"Filled"</th>
                    <th scope="col" class="is-number">"Problems"</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || names.get() key=String::clone children=row/>
            </tbody>
        </table>
    }
}
