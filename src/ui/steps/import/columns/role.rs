//! What a column means, and the refusal where another column means it already.

use crate::ui::view::prelude::*;

use crate::engine::features::{Mapping, RowUnit};
use crate::engine::present::column as words;
use crate::engine::present::message::label;
use crate::engine::table::{Reason, Role, Sureness};
use crate::ui::parts::{Icon, Options, Select, SelectLook};
use crate::ui::steps::import::columns::table::ColumnEdit;

/// The role's select; a role of another column is only taken when the person says so.
#[component]
pub fn ColumnRole(
    /// The column's name.
    name: String,
    /// What the file suggests.
    suggested: Signal<Role>,
    /// Why, and how sure that is.
    why: Signal<(Reason, Sureness)>,
    /// What is chosen.
    role: Signal<Role>,
    /// What all columns mean.
    mapping: Signal<Mapping>,
    /// Takes the change.
    on_edit: Callback<ColumnEdit>,
) -> View {
    let wanted = RwSignal::new(None::<Role>);
    let dropped = name.clone();
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
    let is_suggestion = move || role.get() == suggested.get();
    let tag = move || match why.get().1 {
        _ if role.get() == Role::Ignore => None,
        Sureness::Guess => Some(view! { <span class="tag">"A guess"</span> }),
        Sureness::Sure | Sureness::Likely => Some(view! { <span class="tag">"Suggested"</span> }),
    };
    let reason = move || view! { <span class="micro-caption">{words::reason(why.get().0)}</span> };
    let drop = move || {
        view! {
            <button
                class="link-button column-table__drop"
                type="button"
                aria-label=format!("Don’t read it: nothing of {dropped} is kept")
                on:click=move |_| on_edit.run(ColumnEdit::Drop)
            >
                "Don’t read it"
            </button>
        }
    };
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
            {move || is_suggestion().then(tag)}
        </span>
        {move || is_suggestion().then(reason)}
        {move || (role.get() == Role::Ignore).then(drop.clone())}
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
