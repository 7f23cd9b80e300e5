//! What a column means, and the refusal where another column means it already.

use crate::ui::view::prelude::*;

use crate::engine::features::{Mapping, RowUnit};
use crate::engine::present::message::label;
use crate::engine::table::Role;
use crate::ui::parts::{Icon, Options, Select, SelectLook};
use crate::ui::steps::import::column_table::ColumnEdit;

/// The role's select; a role of another column is only taken when the person says so.
#[component]
pub fn ColumnRole(
    /// The column's name.
    name: String,
    /// What the file suggests.
    suggested: Signal<Role>,
    /// What is chosen.
    role: Signal<Role>,
    /// What all columns mean.
    mapping: Signal<Mapping>,
    /// Takes the change.
    on_edit: Callback<ColumnEdit>,
) -> View {
    let wanted = RwSignal::new(None::<Role>);
    let refusal = {
        let name = name.clone();
        Memo::new(move |_| {
            let wanted = wanted.get()?;
            mapping.with(|it| it.holder(wanted, &name).map(|holder| (wanted, holder.to_owned())))
        })
    };
    let choose = {
        let name = name.clone();
        move |it: Role| {
            let is_taken = mapping.with_untracked(|mapping| mapping.holder(it, &name).is_some());
            wanted.set(is_taken.then_some(it));
            if !is_taken {
                on_edit.run(ColumnEdit::Role(it));
            }
        }
    };
    let fault_id = format!("refused-{name}").replace(char::is_whitespace, "-");
    let shown_fault = {
        let id = fault_id.clone();
        Signal::derive(move || if refusal.with(Option::is_some) { id.clone() } else { String::new() })
    };
    let options = Signal::derive(move || roles(mapping.with(|it| it.unit), role.get()));
    let is_suggestion = move || role.get() == suggested.get() && role.get() != Role::Ignore;
    view! {
        <span class="column-table__role">
            <Select
                label=format!("Role of {name}")
                options
                selected=role
                on_choose=Callback::new(choose)
                look=SelectLook::Bare
                fault_id=shown_fault
            />
            {move || is_suggestion().then(|| view! { <span class="tag">"Suggested"</span> })}
        </span>
        {move || {
            let fault_id = fault_id.clone();
            refusal
                .get()
                .map(|(role, holder)| {
                    let replace = move |_| {
                        wanted.set(None);
                        on_edit.run(ColumnEdit::Replace(role));
                    };
                    view! {
                        <span class="field__error column-table__refusal" id=fault_id role="alert">
                            <Icon name="warn"/>
                            {format!("Only one column can be {}.", label::role(role))}
                            <button class="link-button" type="button" on:click=replace>
                                {format!("Replace {holder}")}
                            </button>
                        </span>
                    }
                })
        }}
    }
}

/// The roles that make sense for what a row is, and the one the column has.
fn roles(unit: RowUnit, current: Role) -> Options<Role> {
    let is_offered = |it: &Role| {
        *it == current
            || match unit {
                RowUnit::Orders => !matches!(it, Role::Recency | Role::Frequency | Role::Monetary),
                RowUnit::Customers => !matches!(it, Role::Order | Role::Quantity | Role::UnitPrice),
            }
    };
    Role::ALL.iter().filter(|it| is_offered(it)).map(|it| (*it, label::role(*it).to_owned())).collect()
}
