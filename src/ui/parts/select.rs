//! A native select over values of the program.
//!
//! The control never runs ahead of the program: a choice goes to `on_choose`, and what is shown
//! follows `selected`. A choice that is refused therefore leaves the control where it was.

use crate::ui::view::prelude::*;

/// What can be chosen: a value and its name.
pub type Options<T> = Vec<(T, String)>;

/// How a select looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SelectLook {
    /// A framed field.
    #[default]
    Framed,
    /// A small framed field.
    Small,
    /// Small, and framed only under the pointer: for rows of a table.
    Bare,
}

impl SelectLook {
    fn class(self) -> &'static str {
        match self {
            Self::Framed => "select",
            Self::Small => "select select--small",
            Self::Bare => "select select--small select--bare",
        }
    }
}

/// One of several values.
#[component]
pub fn Select<T: Clone + PartialEq + Send + Sync + 'static>(
    /// Name for those who do not see the label.
    label: String,
    /// What can be chosen.
    options: Signal<Options<T>>,
    /// What is chosen.
    selected: Signal<T>,
    /// Takes the choice.
    on_choose: Callback<T>,
    /// How it looks.
    look: SelectLook,
    /// Id of the text that says why the choice was refused; empty when it was not.
    fault_id: Signal<String>,
) -> View {
    let names = move || options.with(|all| all.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
    let chosen = move |_: Option<&Option<usize>>| {
        selected.with(|value| options.with(|all| all.iter().position(|(it, _)| it == value)))
    };
    let choose = move |idx: usize| {
        if let Some(value) = options.with_untracked(|all| all.get(idx).map(|(it, _)| it.clone())) {
            on_choose.run(value);
        }
    };
    let (names, chosen) = (Signal::derive(names), Memo::new(chosen));
    view! { <Positions label names chosen on_choose=choose look fault_id/> }
}

/// One of several names, by position.
#[component]
fn Positions(
    /// Name for those who do not see the label.
    label: String,
    /// What can be chosen.
    names: Signal<Vec<String>>,
    /// What is chosen.
    chosen: Memo<Option<usize>>,
    /// Takes the choice.
    on_choose: Callback<usize>,
    /// How it looks.
    look: SelectLook,
    /// Id of the text that says why the choice was refused; empty when it was not.
    fault_id: Signal<String>,
) -> View {
    let node = NodeRef::<web_sys::HtmlSelectElement>::new();
    let show = move || {
        let idx = chosen.get().map_or(-1, |it| i32::try_from(it).unwrap_or(-1));
        if let Some(node) = node.get() {
            node.set_selected_index(idx);
        }
    };
    follow_up(move |_| {
        names.track();
        show();
    });
    let choose = move |_| {
        let idx = node.get_untracked().and_then(|it| usize::try_from(it.selected_index()).ok());
        untrack(show);
        if let Some(idx) = idx {
            on_choose.run(idx);
        }
    };
    let has_fault = move || fault_id.with(|it| !it.is_empty());
    let option = move |(idx, name): (usize, &String)| {
        view! { <option selected=chosen.get_untracked() == Some(idx)>{name.clone()}</option> }
    };
    view! {
        <select
            class=look.class()
            node_ref=node
            aria-label=label
            aria-invalid=move || has_fault().then_some("true")
            aria-describedby=move || has_fault().then(|| fault_id.get())
            on:change=choose
        >
            {move || names.with(|all| all.iter().enumerate().map(option).collect_view())}
        </select>
    }
}
