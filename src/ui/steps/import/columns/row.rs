//! One column of the file.

use crate::ui::view::prelude::*;

use crate::engine::features::Mapping;
use crate::engine::present::{column as words, message::label, number};
use crate::engine::table::{ColumnSummary, Kind, Role};
use crate::ui::charts::Micro;
use crate::ui::parts::{Select, SelectLook};
use crate::ui::steps::import::columns::role::ColumnRole;
use crate::ui::steps::import::columns::table::{ColumnBasis, ColumnEdit};

/// A row of the column table. Its parts change in place, so that the keyboard stays where it is.
#[component]
pub fn ColumnRow(
    /// The column's name.
    name: String,
    /// The column.
    column: Signal<ColumnSummary>,
    /// What all columns mean.
    mapping: Signal<Mapping>,
    /// What the file itself suggests that they mean.
    suggested: Signal<Mapping>,
    /// What all columns share.
    basis: Signal<ColumnBasis>,
    /// Takes a change to this column.
    on_edit: Callback<(String, ColumnEdit)>,
) -> View {
    let edit = {
        let name = name.clone();
        Callback::new(move |edit| on_edit.run((name.clone(), edit)))
    };
    let role = role_in(mapping, &name);
    let suggested = role_in(suggested, &name);
    let why = Signal::derive(move || column.with(|it| (it.reason, it.sureness)));
    let is_used = move || role.get() != Role::Ignore;
    let use_or_not = {
        let name = name.clone();
        move |_| {
            let when_used =
                || mapping.with_untracked(|it| it.role_when_used(&name, suggested.get_untracked()));
            let is_used = role.get_untracked() != Role::Ignore;
            edit.run(ColumnEdit::Role(if is_used { Role::Ignore } else { when_used() }));
        }
    };
    let kinds: Vec<_> = Kind::ALL.iter().map(|it| (*it, label::kind(*it).to_owned())).collect();
    view! {
        <tr class:column-table__left-out=move || !is_used()>
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
                    selected=Signal::derive(move || column.with(|it| it.kind))
                    on_choose=Callback::new(move |it| edit.run(ColumnEdit::Kind(it)))
                    look=SelectLook::Bare
                    fault_id=String::new()
                />
            </td>
            <td class="column-table__part">
                <ColumnRole name suggested why role mapping on_edit=edit/>
            </td>
            {contents(column, basis)}
        </tr>
    }
}

/// What is in the column: picture, caption, examples, how much is filled and what was wrong.
fn contents(column: Signal<ColumnSummary>, basis: Signal<ColumnBasis>) -> View {
    let n_rows = move || basis.with(|it| it.n_rows);
    let marks = Signal::derive(move || column.with(|it| words::micro_marks(it, n_rows())));
    let caption = move || {
        basis.with(|basis| column.with(|it| words::caption(it, basis.n_rows, basis.currency.as_deref())))
    };
    let examples = move || column.with(|it| it.examples.join(", "));
    let n_problems = move || column.with(|it| it.n_problems);
    let problems = move || match n_problems() {
        0 => "–".to_owned(),
        n => number::count(n),
    };
    view! {
        <td class="column-table__micro">
            <Micro marks/>
            <span class="micro-caption">{caption}</span>
        </td>
        <td class="column-table__examples" title=examples>{examples}</td>
        <td class="is-number column-table__filled" data-label="Filled">
            {move || column.with(|it| words::filled(it, n_rows()))}
        </td>
        <td
            class="is-number column-table__problems"
            class:column-table__problem=move || n_problems() != 0
            data-label="Problems"
        >
            {problems}
        </td>
    }
}

fn role_in(mapping: Signal<Mapping>, column: &str) -> Memo<Role> {
    let column = column.to_owned();
    Memo::new(move |_| mapping.with(|it| it.role_of(&column)))
}
