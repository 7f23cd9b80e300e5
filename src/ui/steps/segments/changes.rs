//! Segments merged and split by hand: what was changed, and the way to change more.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::segmentation::{GroupsOptions, Method, RfmOptions, SegmentEdit};
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::charts::SegmentChip;
use crate::ui::parts::{Options, Select, SelectLook, toggle};
use crate::ui::steps::segments::Shown;

/// How a segment is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    Found,
    Groups(u8),
    Rfm,
}

impl Parts {
    fn options() -> Options<Self> {
        let found = (Self::Found, "as many groups as the data suggests".to_owned());
        let groups = (2..=6).map(|k| (Self::Groups(k), format!("{k} natural groups")));
        let rfm = (Self::Rfm, MethodKind::Rfm.name().to_owned());
        std::iter::once(found).chain(groups).chain([rfm]).collect()
    }

    fn method(self) -> Method {
        match self {
            Self::Found => Method::Groups(GroupsOptions::default()),
            Self::Groups(k) => Method::Groups(GroupsOptions { k: Some(k), ..GroupsOptions::default() }),
            Self::Rfm => Method::Rfm(RfmOptions::default()),
        }
    }
}

/// The section below the segments.
#[component]
pub fn Changes(
    /// The result.
    shown: Shown,
) -> View {
    let session = expect_context::<LiveSession>();
    let made =
        move || session.draft().read().edits.clone().into_iter().enumerate().map(change).collect_view();
    view! {
        <section class="section" aria-labelledby="changes-h">
            <div class="section__head">
                <h2 id="changes-h">"Merge and split"</h2>
                <p>"Kept in the recipe, and made again on the next file"</p>
            </div>
            <ul class="changes">{made}</ul>
            <Form shown/>
        </section>
    }
}

fn change((idx, edit): (usize, SegmentEdit)) -> View {
    let actions = expect_context::<Actions>();
    let (what, names) = match edit {
        SegmentEdit::Merge { segments } => ("Merged", segments.join(", ")),
        SegmentEdit::Outline(it) => ("Drew", it.name),
        SegmentEdit::Split { segment, method } => {
            if let Method::Groups(GroupsOptions { k: Some(k), .. }) = &*method {
                ("Split", format!("{segment} into {}", number::counted(usize::from(*k), "group", "groups")))
            } else {
                ("Split", segment)
            }
        }
    };
    let whole = format!(": {what} {names}");
    view! {
        <li class="changes__item">
            <span><b>{what}</b>" "{names}</span>
            <button class="link-button" type="button" on:click=move |_| actions.take_back_edit(idx)>
                "Take back"
                <span class="visually-hidden">{whole}</span>
            </button>
        </li>
    }
}

#[component]
fn Form(
    /// The result.
    shown: Shown,
) -> View {
    let actions = expect_context::<Actions>();
    let chosen = RwSignal::new(Vec::<String>::new());
    let parts = RwSignal::new(Parts::Found);
    let segments = Memo::new(move |_| {
        shown.with(|it| {
            let all = it.profiles.segments.iter().map(|it| &it.segment);
            all.map(|it| (it.given_name.clone(), it.name.clone(), it.slot)).collect::<Vec<_>>()
        })
    });
    let there = move || {
        let chosen = chosen.read();
        segments.with(|all| {
            all.iter().filter(|it| chosen.contains(&it.0)).map(|it| it.0.clone()).collect::<Vec<_>>()
        })
    };
    let merge = move |_| {
        let names = untrack(there);
        chosen.set(Vec::new());
        actions.merge(names);
    };
    let split = move |_| {
        if let [segment] = untrack(there).as_slice() {
            chosen.set(Vec::new());
            actions.split(segment, parts.get_untracked().method());
        }
    };
    let boxes = move || {
        let one = |it: (String, String, u8)| choice(it, chosen);
        segments.get().into_iter().map(one).collect_view()
    };
    view! {
        <form class="change-form" on:submit=|event| event.prevent_default()>
            <fieldset class="fieldset">
                <legend>"Segments"</legend>
                <div class="change-form__choices">{boxes}</div>
            </fieldset>
            <div class="cluster">
                <button class="button" type="button" disabled=move || there().len() < 2 on:click=merge>
                    "Merge the chosen"
                </button>
                <span class="change-form__split">
                    <button class="button" type="button" disabled=move || there().len() != 1 on:click=split>
                        "Split the chosen"
                    </button>
                    <span aria-hidden="true">"into"</span>
                    <Select
                        label="Split into"
                        options=Parts::options()
                        selected=parts
                        on_choose=Callback::new(move |it| parts.set(it))
                        look=SelectLook::Framed
                        fault_id=String::new()
                    />
                </span>
            </div>
            <p class="field__hint">"Choose two or more to merge them, or one to split it."</p>
        </form>
    }
}

fn choice((given_name, name, slot): (String, String, u8), chosen: RwSignal<Vec<String>>) -> View {
    let own = given_name.clone();
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || chosen.read().contains(&own)
                on:change=move |_| chosen.update(|all| toggle(all, &given_name))
            />
            <SegmentChip palette_slot=slot name/>
        </label>
    }
}
