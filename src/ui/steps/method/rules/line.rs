//! One line of a segment: its words, what it leaves, and the ways to change it or take it out.

use crate::ui::view::prelude::*;
use web_sys::KeyboardEvent;

use crate::engine::segmentation::rules::text::{parse, print_condition};
use crate::engine::segmentation::rules::{Condition, Rule, RuleSegment, RulesOptions};
use crate::ui::actions::Actions;
use crate::ui::browser::focus;
use crate::ui::parts::Icon;

/// The line that is being changed as text: its path, and what is typed.
pub type Editing = RwSignal<Option<(Vec<u16>, String)>>;

/// A line as it stands on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its place in the segment, then in each group down to it.
    pub path: Vec<u16>,
    /// In words.
    pub words: String,
    /// As it is written in the text form; `None` for a group.
    pub written: Option<String>,
    /// Customers left, and what it does to them.
    pub counted: Option<(String, String)>,
    /// How many would be there without it, where nobody is and it is to blame.
    pub to_blame: Option<String>,
}

impl Line {
    /// The text of a condition; none of a group.
    pub fn written(rule: &Rule) -> Option<String> {
        if let Rule::Is(condition) = rule { Some(print_condition(condition)) } else { None }
    }
}

/// The line, with its tools.
pub fn line(idx: usize, line: Line, editing: Editing) -> View {
    let Line { path, words, written, counted, to_blame } = line;
    let actions = expect_context::<Actions>();
    let depth = path.len().saturating_sub(1).min(4);
    let counts = counted.map(|(left, change)| {
        view! { <span class="own-rule__count"><b>{left}</b>" "{change}</span> }
    });
    let removed = path.clone();
    let remove = Callback::new(move |()| {
        actions.set_rules("line removed", |rules| remove_line(rules, idx, &removed));
    });
    let button_id = format!("line-{idx}-{}", path.iter().map(u16::to_string).collect::<Vec<_>>().join("-"));
    let own = StoredValue::new((path.clone(), written.clone().unwrap_or_default()));
    let is_open =
        move || editing.with(|it| own.with_value(|own| it.as_ref().is_some_and(|it| it.0 == own.0)));
    let turn = move |_| {
        let next = if untrack(is_open) { None } else { Some(own.get_value()) };
        editing.set(next);
    };
    let back_to = button_id.clone();
    let edit = written.is_some().then(|| {
        let label = format!("Change the line: {words}");
        view! {
            <button
                class="button button--quiet button--icon button--small"
                type="button"
                aria-label=label
                id=button_id
                aria-expanded=move || if is_open() { "true" } else { "false" }
                on:click=turn
            >
                <Icon name="edit"/>
            </button>
        }
    });
    let blame = to_blame.map(|n| blame(&n, remove));
    let form = move || {
        let written = written.clone().unwrap_or_default();
        line_form(idx, (path.clone(), written), editing, &back_to)
    };
    let label = format!("Remove the line: {words}");
    view! {
        <li class="own-rule__line" data-depth=depth>
            <span class="own-rule__words">{words}</span>
            {counts}
            <span class="own-rule__buttons">
                {edit}
                <button
                    class="button button--quiet button--icon button--small"
                    type="button"
                    aria-label=label
                    on:click=move |_| remove.run(())
                >
                    <Icon name="close"/>
                </button>
            </span>
            <Show when=is_open>{form()}</Show>
            {blame}
        </li>
    }
}

fn blame(n: &str, remove: Callback<()>) -> View {
    view! {
        <p class="own-rule__blame">
            <Icon name="warn"/>
            <span>{format!("Nobody is left. Without this line it would be {n}.")}</span>
            <button class="button button--small" type="button" on:click=move |_| remove.run(())>"Take this line out"</button>
        </p>
    }
}

/// The line as text, taken when Enter is pressed.
fn line_form(idx: usize, (path, written): (Vec<u16>, String), editing: Editing, back_to: &str) -> View {
    let actions = expect_context::<Actions>();
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let fault = RwSignal::new(None::<String>);
    let typed_before = editing.with_untracked(|it| it.as_ref().map(|it| it.1.clone())).unwrap_or_default();
    let path = StoredValue::new(path);
    let before = StoredValue::new(written);
    let back_to = StoredValue::new(format!("#{back_to}"));
    let close = move || {
        editing.set(None);
        focus::on_now(&back_to.get_value());
    };
    follow_up(move |_| {
        if let Some(it) = node.get() {
            let _is_focused = it.focus();
        }
    });
    let take = move || {
        let typed = node.get_untracked().map(|it| it.value()).unwrap_or_default();
        match condition_of(&typed) {
            Ok(condition) => {
                close();
                if before.with_value(|it| it != typed.trim()) {
                    let path = path.get_value();
                    actions.set_rules("line changed", |rules| replace_line(rules, idx, &path, condition));
                }
            }
            Err(why) => fault.set(Some(why)),
        }
    };
    // What is typed outlives a new result, which draws the lines anew.
    let keep = move |_| {
        let typed = node.get_untracked().map(|it| it.value()).unwrap_or_default();
        editing.set(Some((path.get_value(), typed)));
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            take();
        }
        "Escape" => close(),
        _ => {}
    };
    view! {
        <div class="own-rule__form">
            <input
                class="input input--small"
                class:input--wrong=move || fault.read().is_some()
                node_ref=node
                prop:value=typed_before
                on:input=keep
                spellcheck="false"
                autocomplete="off"
                aria-label="The line as text"
                aria-invalid=move || fault.read().is_some().then_some("true")
                on:keydown=on_key
            />
            <button class="button button--small" type="button" on:click=move |_| take()>"Use it"</button>
            {refused(fault)}
        </div>
    }
}

fn refused(fault: RwSignal<Option<String>>) -> View {
    view! {
        <Show when=move || fault.read().is_some()>
            <span class="field__error" role="alert"><Icon name="warn"/>{move || fault.get()}</span>
        </Show>
    }
}

/// The one condition that a text is; or what could stand where it is none.
fn condition_of(text: &str) -> Result<Condition, String> {
    let whole = format!("segment \"x\":\n  {}\n", text.trim());
    let read = parse(&whole).map_err(|it| match it.found.as_str() {
        "" => format!("Something is missing at the end: {}", it.expected),
        found => format!("“{found}” cannot stand there: {} can", it.expected),
    })?;
    let mut all = read.segments.into_iter().flat_map(|it| it.all);
    match (all.next(), all.next()) {
        (Some(Rule::Is(condition)), None) => Ok(condition),
        _ => Err("This is not one line".to_owned()),
    }
}

/// Takes a line away, and groups that are left without one; the last line of a segment stays.
fn remove_line(rules: &mut RulesOptions, idx: usize, path: &[u16]) {
    let Some(segment) = rules.segments.get_mut(idx) else { return };
    let mut left = segment.clone();
    remove_at(&mut left.all, path);
    if !left.all.is_empty() {
        *segment = RuleSegment { name: segment.name.clone(), all: left.all };
    }
}

fn remove_at(rules: &mut Vec<Rule>, path: &[u16]) {
    let Some((&first, rest)) = path.split_first() else { return };
    let place = usize::from(first);
    if rest.is_empty() {
        if place < rules.len() {
            rules.remove(place);
        }
        return;
    }
    let is_empty = inner(rules.get_mut(place)).is_some_and(|inner| {
        remove_at(inner, rest);
        inner.is_empty()
    });
    if is_empty {
        rules.remove(place);
    }
}

fn replace_line(rules: &mut RulesOptions, idx: usize, path: &[u16], condition: Condition) {
    let Some((&last, groups)) = path.split_last() else { return };
    let mut lines = rules.segments.get_mut(idx).map(|it| &mut it.all);
    for place in groups {
        lines = lines.and_then(|it| inner(it.get_mut(usize::from(*place))));
    }
    if let Some(it) = lines.and_then(|it| it.get_mut(usize::from(last))) {
        *it = Rule::Is(condition);
    }
}

/// The lines below a group.
fn inner(rule: Option<&mut Rule>) -> Option<&mut Vec<Rule>> {
    match rule? {
        Rule::All(inner) | Rule::Any(inner) | Rule::None(inner) => Some(inner),
        Rule::Is(_) => None,
    }
}
