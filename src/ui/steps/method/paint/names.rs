//! The names of a map: each can be painted with, changed and taken away.

use crate::ui::view::prelude::*;

use crate::engine::segmentation::{MAX_OWN_NAMES, NameFault, OTHERS, OwnMap, RfmMap};
use crate::ui::actions::Actions;
use crate::ui::charts::Mark;
use crate::ui::parts::{Icon, NameField};
use crate::ui::steps::method::paint::letter;

/// One row per name; the chosen one is painted with.
#[component]
pub fn PaintedNames(
    /// The map.
    map: Memo<OwnMap>,
    /// What is painted with; `None` for no name.
    brush: RwSignal<Option<u8>>,
) -> View {
    let renamed = RwSignal::new(None::<usize>);
    let fault = RwSignal::new(None::<NameFault>);
    let names = Memo::new(move |_| map.with(|it| it.names.clone()));
    let rows = move || {
        let names = names.get();
        let is_only = names.len() < 2;
        let naming = Naming { map, brush, renamed, fault };
        let row = |named: (u8, String)| naming.row(named, is_only);
        (0_u8..).zip(names).map(row).collect_view()
    };
    let is_brush = move || brush.get().is_none();
    view! {
        <ul class="paint__names">
            {rows}
            <li class="paint__name">
                <button
                    class="paint__brush"
                    type="button"
                    aria-pressed=move || if is_brush() { "true" } else { "false" }
                    on:click=move |_| brush.set(None)
                >
                    <kbd>"Del"</kbd>
                    <Mark palette_slot=12 class=""/>
                    <span>{OTHERS}</span>
                </button>
            </li>
        </ul>
        <Show when=move || fault.read().is_some()>
            <span class="field__error" role="alert"><Icon name="warn"/>{move || fault.get().map(fault_words)}</span>
        </Show>
        {Naming { map, brush, renamed, fault }.add()}
    }
}

/// What the rows share.
#[derive(Clone, Copy)]
struct Naming {
    map: Memo<OwnMap>,
    brush: RwSignal<Option<u8>>,
    /// The name that is being changed.
    renamed: RwSignal<Option<usize>>,
    /// Why one was not taken.
    fault: RwSignal<Option<NameFault>>,
}

impl Naming {
    /// One name: painted with, changed, taken away.
    fn row(self, (place, name): (u8, String), is_only: bool) -> View {
        let at = usize::from(place);
        let is_renamed = Memo::new(move |_| self.renamed.get() == Some(at));
        let actions = expect_context::<Actions>();
        let done = move |new: Option<String>| self.rename(actions, at, new);
        let label = format!("Name of {name}");
        let shown = name.clone();
        view! {
            <li class="paint__name">
                <Show
                    when=move || is_renamed.get()
                    fallback=move || self.tools(place, &shown, is_only)
                >
                    <NameField name=name.clone() label=label.clone() on_done=done/>
                </Show>
            </li>
        }
    }

    fn tools(self, place: u8, name: &str, is_only: bool) -> View {
        let actions = expect_context::<Actions>();
        let is_brush = move || self.brush.get() == Some(place);
        let take = move |_| {
            self.brush.set(Some(0));
            change(actions, "name removed", |own| own.remove_name(place));
        };
        view! {
            <button
                class="paint__brush"
                type="button"
                aria-pressed=move || if is_brush() { "true" } else { "false" }
                on:click=move |_| self.brush.set(Some(place))
            >
                <kbd>{letter(place).to_string()}</kbd>
                <Mark palette_slot=place + 1 class=""/>
                <span>{name.to_owned()}</span>
            </button>
            <button
                class="button button--quiet button--icon button--small"
                type="button"
                aria-label=format!("Rename {name}")
                on:click=move |_| self.renamed.set(Some(usize::from(place)))
            >
                <Icon name="edit"/>
            </button>
            <button
                class="button button--quiet button--icon button--small"
                type="button"
                disabled=is_only
                aria-label=format!("Remove {name}")
                on:click=take
            >
                <Icon name="close"/>
            </button>
        }
    }

    fn rename(self, actions: Actions, at: usize, new: Option<String>) {
        self.renamed.set(None);
        let Some(new) = new.map(|it| it.trim().to_owned()) else { return };
        let checked = self.map.with_untracked(|it| it.check_name(&new, Some(at)));
        self.fault.set(checked.err());
        if checked.is_err() {
            return;
        }
        change(actions, "name of a group", |own| {
            if let Some(it) = own.names.get_mut(at) {
                *it = new;
            }
        });
    }

    /// A new name, to be changed at once.
    fn add(self) -> View {
        let actions = expect_context::<Actions>();
        let is_full = move || self.map.with(|it| it.names.len() >= MAX_OWN_NAMES);
        let take = move |_| {
            let (place, name) = self.map.with_untracked(|it| (it.names.len(), free_name(it)));
            self.fault.set(None);
            change(actions, "new name", |own| own.names.push(name));
            self.brush.set(u8::try_from(place).ok());
            self.renamed.set(Some(place));
        };
        view! {
            <button class="button button--small" type="button" disabled=is_full on:click=take>"Add a name"</button>
        }
    }
}

/// "Group 4", with the first number that is free.
fn free_name(map: &OwnMap) -> String {
    let mut n = map.names.len() + 1;
    while map.names.iter().any(|it| *it == format!("Group {n}")) {
        n += 1;
    }
    format!("Group {n}")
}

fn fault_words(fault: NameFault) -> &'static str {
    match fault {
        NameFault::Blank => "A name needs letters",
        NameFault::Reserved => "Cells without a name are called Others: choose another name",
        NameFault::Taken => "There is a group of this name: choose another",
        NameFault::TooMany => "Eleven names are the most",
    }
}

/// Changes the map of the draft.
pub fn change(actions: Actions, action: &str, change: impl FnOnce(&mut OwnMap)) {
    actions.set_rfm(action, |it| {
        if let RfmMap::Own(own) = &mut it.map {
            change(own);
        }
    });
}
