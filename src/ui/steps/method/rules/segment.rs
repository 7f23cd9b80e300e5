//! One segment of a person's own: its name, its lines and the way to add one.

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::chart::{change, line_said};
use crate::engine::present::number;
use crate::engine::segmentation::rules::{Funnel, Rule, RulesDetail, RulesOptions};
use crate::ui::actions::Actions;
use crate::ui::parts::{Icon, NameField};
use crate::ui::steps::method::rules::line::{Line, line};
use crate::ui::steps::method::rules::new_line::NewLine;
use crate::ui::steps::method::rules::profiles;

/// A segment, its lines, and what each leaves.
#[component]
pub fn SegmentRules(
    /// All rules.
    options: Memo<RulesOptions>,
    /// What they count.
    counted: Memo<Option<Same<RulesDetail>>>,
    /// Position of the segment.
    idx: usize,
) -> View {
    let session = expect_context::<LiveSession>();
    let editing = RwSignal::new(None);
    let segment = Memo::new(move |_| options.read().segments.get(idx).cloned());
    let name =
        Memo::new(move |_| segment.with(|it| it.as_ref().map(|it| it.name.clone()).unwrap_or_default()));
    let funnel =
        Memo::new(move |_| counted.with(|it| it.as_ref().and_then(|it| it.segments.get(idx).cloned())));
    let n = move || funnel.with(|it| it.as_ref().map(|it| number::counted(it.n, "customer", "customers")));
    let lines = move || {
        let profiles = profiles(session);
        let mut lines = Vec::new();
        if let Some(segment) = segment.get() {
            collect(&segment.all, &mut Vec::new(), &mut |path, rule| {
                let words = line_said(rule, &profiles);
                let counted = funnel.with(|it| it.as_ref().and_then(|it| counts(it, path)));
                let to_blame = funnel.with(|it| it.as_ref().and_then(|it| blamed(it, path)));
                lines.push(Line {
                    path: path.to_vec(),
                    words,
                    written: Line::written(rule),
                    counted,
                    to_blame,
                });
            });
        }
        lines.into_iter().map(|it| line(idx, it, editing)).collect_view()
    };
    let has_deep = move || segment.with(|it| it.as_ref().is_some_and(|it| is_deep(&it.all)));
    view! {
        <section class="own-rule" aria-label=move || name.get()>
            <div class="own-rule__head">
                {head(idx, name)}
                {order(idx, options, name)}
            </div>
            <p class="own-rule__n" role="status">{n}</p>
            <ol class="own-rule__lines">{lines}</ol>
            <Show when=has_deep>
                <p class="field__hint">"Lines deeper than one group are added in the text below."</p>
            </Show>
            <NewLine idx segment/>
        </section>
    }
}

/// The name, and the way to change it.
fn head(idx: usize, name: Memo<String>) -> View {
    let actions = expect_context::<Actions>();
    let is_renaming = RwSignal::new(false);
    let done = move |new: Option<String>| {
        is_renaming.set(false);
        if let Some(new) = new.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()) {
            actions.set_rules("name of a segment", |rules| rename(rules, idx, &new));
        }
    };
    view! {
        <Show
            when=move || is_renaming.get()
            fallback=move || {
                view! {
                    <h3 class="own-rule__name">{move || name.get()}</h3>
                    <button
                        class="button button--quiet button--icon button--small"
                        type="button"
                        aria-label=move || format!("Rename {}", name.get())
                        on:click=move |_| is_renaming.set(true)
                    >
                        <Icon name="edit"/>
                    </button>
                }
            }
        >
            <NameField name=name.get_untracked() label=format!("Name of {}", name.get_untracked()) on_done=done/>
        </Show>
    }
}

/// Up, down and away.
fn order(idx: usize, options: Memo<RulesOptions>, name: Memo<String>) -> View {
    let actions = expect_context::<Actions>();
    let n = move || options.read().segments.len();
    let is_only = move || n() < 2;
    let is_last = move || n() == idx + 1;
    let swap = move |other: usize| {
        actions.set_rules("order of the segments", |rules| {
            if idx.max(other) < rules.segments.len() {
                rules.segments.swap(idx, other);
            }
        });
    };
    view! {
        <span class="own-rule__tools">
            <button
                class="link-button"
                type="button"
                disabled=idx == 0
                aria-label=move || format!("Try {} earlier", name.get())
                on:click=move |_| swap(idx.saturating_sub(1))
            >
                "Up"
            </button>
            <button
                class="link-button"
                type="button"
                disabled=is_last
                aria-label=move || format!("Try {} later", name.get())
                on:click=move |_| swap(idx + 1)
            >
                "Down"
            </button>
            <button
                class="link-button"
                type="button"
                disabled=is_only
                aria-label=move || format!("Remove {}", name.get())
                on:click=move |_| actions.set_rules("segment removed", |rules| drop(rules.segments.remove(idx)))
            >
                "Remove"
            </button>
        </span>
    }
}

/// Every line from top to bottom, groups before what stands in them.
fn collect(rules: &[Rule], path: &mut Vec<u16>, take: &mut dyn FnMut(&[u16], &Rule)) {
    for (place, rule) in (0_u16..).zip(rules) {
        path.push(place);
        take(path, rule);
        collect(rule.inner(), path, take);
        path.pop();
    }
}

fn counts(funnel: &Funnel, path: &[u16]) -> Option<(String, String)> {
    let line = funnel.lines.iter().find(|it| it.path == path)?;
    Some((number::count(line.n_left), change(line)))
}

/// How many would be there without a line that is to blame for nobody being there.
fn blamed(funnel: &Funnel, path: &[u16]) -> Option<String> {
    let why = funnel.why_nobody.as_ref().filter(|it| it.n_back > 0 && it.path == path)?;
    Some(number::counted(why.n_back, "customer", "customers"))
}

/// Whether a group stands within a group.
fn is_deep(rules: &[Rule]) -> bool {
    rules.iter().flat_map(Rule::inner).any(|it| !matches!(it, Rule::Is(_)))
}

fn rename(rules: &mut RulesOptions, idx: usize, name: &str) {
    let is_taken = rules.segments.iter().any(|it| it.name == name) || rules.everyone_else == name;
    if let Some(segment) = rules.segments.get_mut(idx).filter(|_| !is_taken) {
        name.clone_into(&mut segment.name);
    }
}
