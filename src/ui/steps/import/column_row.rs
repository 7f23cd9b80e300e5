//! One column of the file.

use leptos::prelude::*;

use crate::engine::features::Mapping;
use crate::engine::present::{column, message::label, number};
use crate::engine::table::{ColumnSummary, Kind, Role};
use crate::ui::charts::Micro;
use crate::ui::parts::{Select, SelectLook};
use crate::ui::steps::import::column_role::ColumnRole;
use crate::ui::steps::import::column_table::{ColumnBasis, ColumnEdit};

/// A row of the column table.
#[component]
pub fn ColumnRow(
    /// The column, under the name it had when the row was made.
    column: ColumnSummary,
    /// What all columns mean.
    mapping: Signal<Mapping>,
    /// What the file itself suggests that they mean.
    suggested: Signal<Mapping>,
    /// What all columns share.
    basis: Signal<ColumnBasis>,
    /// Takes a change to this column.
    on_edit: Callback<(String, ColumnEdit)>,
) -> impl IntoView {
    let ColumnBasis { n_rows, currency } = basis.get();
    let name = column.name.clone();
    let edit = {
        let name = name.clone();
        Callback::new(move |edit| on_edit.run((name.clone(), edit)))
    };
    let role = role_in(mapping, &name);
    let suggested = role_in(suggested, &name);
    let is_used = move || role.get() != Role::Ignore;
    let use_or_not = {
        let name = name.clone();
        move |_| {
            let is_used = role.get_untracked() != Role::Ignore;
            let when_used =
                || mapping.with_untracked(|it| it.role_when_used(&name, suggested.get_untracked()));
            edit.run(ColumnEdit::Role(if is_used { Role::Ignore } else { when_used() }));
        }
    };
    let kinds: Vec<_> = Kind::ALL.iter().map(|it| (*it, label::kind(*it).to_owned())).collect();
    let caption = column::caption(&column, n_rows, currency.as_deref());
    let examples = column.examples.join(", ");
    let n_problems = column.n_problems;
    let problem_class = if n_problems > 0 {
        "is-number column-table__problems column-table__problem"
    } else {
        "is-number column-table__problems"
    };
    view! {
        <tr class=move || if is_used() { "" } else { "column-table__left-out" }>
            <td>
                <input
                    type="checkbox"
                    aria-label=format!("Use column {name}")
                    prop:checked=is_used
                    on:change=use_or_not
                />
            </td>
            <th scope="row" class="column-table__name">{name.clone()}</th>
            <td class="column-table__kind">
                <Select
                    label=format!("Type of {name}")
                    options=kinds
                    selected=column.kind
                    on_choose=Callback::new(move |it| edit.run(ColumnEdit::Kind(it)))
                    look=SelectLook::Bare
                />
            </td>
            <td class="column-table__part">
                <ColumnRole name=name.clone() suggested role mapping on_edit=edit/>
            </td>
            <td class="column-table__micro">
                <Micro marks=column::micro_marks(&column, n_rows)/>
                <span class="micro-caption">{caption}</span>
            </td>
            <td class="column-table__examples" title=examples.clone()>{examples.clone()}</td>
            <td class="is-number column-table__filled" data-label="Filled">{column::filled(&column, n_rows)}</td>
            <td class=problem_class data-label="Problems">
                {if n_problems > 0 { number::count(n_problems) } else { "–".to_owned() }}
            </td>
        </tr>
    }
}

fn role_in(mapping: Signal<Mapping>, column: &str) -> Memo<Role> {
    let column = column.to_owned();
    Memo::new(move |_| mapping.with(|it| it.role_of(&column)))
}
