//! Being in a segment of another method.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use web_sys::HtmlInputElement;

use crate::engine::segmentation::Method;
use crate::engine::segmentation::rules::{Condition, Membership, RulesOptions, Used};
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::parts::{Options, Select, SelectLook};
use crate::ui::steps::method::rules::condition::add_button;

/// The methods that rules may speak of, as they come.
const KINDS: [(MethodKind, &str); 3] =
    [(MethodKind::Rfm, "rfm"), (MethodKind::Tiers, "tiers"), (MethodKind::Groups, "groups")];

/// A form for a method and one or several of its segments.
#[component]
pub fn MembershipForm(
    /// Position of the segment.
    idx: usize,
    /// Takes the condition.
    on_made: Callback<Condition>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let options = session.options::<RulesOptions>();
    let chosen = RwSignal::new(None::<String>);
    let is_not = RwSignal::new(false);
    let node = NodeRef::<HtmlInputElement>::new();
    let fault = RwSignal::new(false);
    let all = Memo::new(move |_| ways(session, &options.read()));
    // Its position changes with what the rules speak of; its name does not.
    let of = Memo::new(move |_| {
        let place = |name: &String| all.with(|all| all.iter().position(|it| it.name == *name));
        chosen.with(|it| it.as_ref().and_then(place)).unwrap_or(0)
    });
    let add = move |_| {
        let typed = node.get_untracked().map(|it| it.value()).unwrap_or_default();
        let names: Vec<String> =
            typed.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let used = all.with_untracked(|all| all.get(of.get_untracked()).cloned());
        fault.set(names.is_empty() || used.is_none());
        let Some(used) = used.filter(|_| !names.is_empty()) else { return };
        let name = used.name.clone();
        if options.with_untracked(|it| it.uses.iter().all(|it| it.name != name)) {
            actions.set_rules("another method to speak of", |it| it.uses.push(used));
        }
        if let Some(it) = node.get_untracked() {
            it.set_value("");
        }
        on_made.run(Condition::Segment(Membership { of: name, names, is_not: is_not.get_untracked() }));
    };
    let list = format!("segments-{idx}");
    let list_id = list.clone();
    let names = move || {
        let names = all.with(|all| all.get(of.get()).map(|it| names_of(&it.method)).unwrap_or_default());
        names.into_iter().map(|it| view! { <option value=it></option> }).collect_view()
    };
    view! {
        <Select
            label="New line: method"
            options=Signal::derive(move || all.with(|all| all.iter().enumerate().map(|(idx, it)| (idx, said(it))).collect::<Vec<_>>()))
            selected=of
            on_choose=Callback::new(move |it: usize| chosen.set(all.with_untracked(|all| all.get(it).map(|it| it.name.clone()))))
            look=SelectLook::Small
            fault_id=String::new()
        />
        <Select
            label="New line: in or not"
            options=in_or_not()
            selected=is_not
            on_choose=Callback::new(move |it| is_not.set(it))
            look=SelectLook::Small
            fault_id=String::new()
        />
        <input
            class="input input--small"
            class:input--wrong=move || fault.get()
            node_ref=node
            list=list_id
            autocomplete="off"
            placeholder="one segment, another"
            aria-label="New line: segments"
        />
        <datalist id=list>{names}</datalist>
        {add_button(add, fault)}
    }
}

fn in_or_not() -> Options<bool> {
    vec![(false, "in one of".to_owned()), (true, "in none of".to_owned())]
}

/// The ways that the rules speak of already, then those that they could.
fn ways(session: LiveSession, options: &RulesOptions) -> Vec<Used> {
    let mut all = options.uses.clone();
    let shown = session.shown();
    let shown = shown.read();
    let profiles = shown.as_ref().map(|it| &it.analysis.profiles);
    for (kind, name) in KINDS {
        if all.iter().all(|it| it.name != name) {
            all.push(Used { name: name.to_owned(), method: kind.method(profiles) });
        }
    }
    all
}

fn said(used: &Used) -> String {
    let method = MethodKind::of(&used.method).name();
    if KINDS.iter().any(|it| it.1 == used.name) {
        method.to_owned()
    } else {
        format!("{method}: {}", used.name)
    }
}

/// The names that are known before the method has run.
fn names_of(method: &Method) -> Vec<String> {
    match method {
        Method::Rfm(options) => options.map.names().into_iter().map(|it| it.name.into_owned()).collect(),
        Method::Tiers(options) => options.names(),
        Method::Groups(_) => (1..=6).map(|it| format!("Group {it}")).collect(),
        Method::Rules(_) | Method::ResponseTree(_) => Vec::new(),
    }
}
