//! Columns that groups are not found by unless a person says so, each with its reason.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::column;
use crate::engine::table::{ColumnSummary, Kind, Reason, Role};
use crate::ui::actions::Actions;

/// Protected traits, identifiers, columns that are mostly empty.
#[component]
pub fn LeftOutColumns() -> View {
    let session = expect_context::<LiveSession>();
    let columns = Memo::new(move |_| {
        let source = session.source();
        let source = source.read();
        let all = source.iter().flat_map(|it| &it.columns);
        all.filter(|it| is_left_out(it)).map(|it| (it.name.clone(), it.kind, it.reason)).collect::<Vec<_>>()
    });
    let n = move || columns.read().len();
    let rows = move || columns.get().into_iter().map(|it| row(session, it)).collect_view();
    view! {
        <Show when=move || n() != 0>
            <details class="disclosure">
                <summary><span>{move || format!("Columns left out, {}", n())}</span></summary>
                <div class="stack">{rows}</div>
            </details>
        </Show>
    }
}

/// Whether the file itself suggests not to group by a column.
fn is_left_out(column: &ColumnSummary) -> bool {
    column.role == Role::Ignore || column.reason == Reason::Protected
}

fn row(session: LiveSession, (name, kind, reason): (String, Kind, Reason)) -> View {
    let actions = expect_context::<Actions>();
    let own = name.clone();
    let role = Memo::new(move |_| {
        let columns = &session.draft().read().mapping.columns;
        columns.iter().find(|it| it.name == own).map_or(Role::Ignore, |it| it.role)
    });
    let is_in = move || role.get() == Role::Feature;
    let words = column::reason(reason);
    let can_be_used = !matches!(kind, Kind::Identifier | Kind::Text) && reason != Reason::Empty;
    let use_it = if reason == Reason::Protected {
        format!("Group by {name} although it is a protected trait")
    } else {
        format!("Group by {name}")
    };
    let changed = name.clone();
    let toggle = move |_| {
        let to = if role.get_untracked() == Role::Feature { Role::Ignore } else { Role::Feature };
        actions.map_column(&changed, to);
    };
    if can_be_used {
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_in on:change=toggle/>
                <span>{use_it}<span class="check__note">{words}</span></span>
            </label>
        }
    } else {
        view! { <p class="check"><span>{name}<span class="check__note">{words}</span></span></p> }
    }
}
