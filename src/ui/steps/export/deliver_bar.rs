//! The button that writes files for another tool: what it will write, how far it is, what it wrote.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::session::outgoing::{Asked, counted, saved_line};
use crate::session::{ExportChoice, Outgoing};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use crate::ui::steps::export::preflight::refused;

/// The sum, the button or the progress, and the result.
#[component]
pub fn DeliverBar(
    /// What is known of files for other tools.
    outgoing: Signal<Outgoing>,
    /// What is asked for now.
    asked: Signal<Option<Asked>>,
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let actions = expect_context::<Actions>();
    let ready = Memo::new(move |_| {
        let asked = asked.get()?;
        let outgoing = outgoing.get();
        let summary = outgoing.checked_for(&asked)?.as_ref().ok()?;
        (summary.reconciliation.n_out > 0).then(|| (summary.files.len(), summary.reconciliation.n_out))
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    let percent = |fraction: f32| (fraction.clamp(0.0, 1.0) * 100.0) as u32;
    let busy = Memo::new(move |_| {
        outgoing.with(|it| it.under_way.as_ref().map(|it| (it.writes, percent(it.fraction))))
    });
    let sum = move || match (asked.read().is_some(), ready.get()) {
        (false, _) => "Pick at least one segment".to_owned(),
        (true, None) => "Nothing to save yet".to_owned(),
        (true, Some((_, n))) => format!("{} {}", counted(n), if n == 1 { "person" } else { "people" }),
    };
    let kind = move || {
        let (n_files, _) = ready.get()?;
        (n_files > 1).then(|| {
            let place = if choice.read().is_archive { " in one ZIP, with a read-me" } else { "" };
            format!(" in {}{place}", number::counted(n_files, "file", "files"))
        })
    };
    let save = move |_| {
        if let Some(asked) = asked.get_untracked().filter(|_| ready.get_untracked().is_some()) {
            actions.deliver(asked, choice.read_untracked().is_archive);
        }
    };
    let button = move || {
        let n_files = ready.get().map_or(1, |it| it.0);
        view! {
            <button
                class="button button--primary"
                type="button"
                aria-disabled=move || ready.get().is_none().then_some("true")
                on:click=save
            >
                <Icon name="down"/>
                {format!("Save {}", number::counted(n_files, "file", "files"))}
            </button>
        }
    };
    view! {
        <div class="advance">
            <p class="advance__sum"><strong>{sum}</strong> {kind}</p>
            <div class="advance__tools">{move || again(outgoing, asked, actions)} {button}</div>
            <div class="export__result">{move || progress(busy, actions)}</div>
            <div class="export__result" role="status">{move || result(outgoing)}</div>
        </div>
    }
}

/// Counting was stopped, or the worker broke down over something else.
fn again(outgoing: Signal<Outgoing>, asked: Signal<Option<Asked>>, actions: Actions) -> Option<View> {
    let asked = asked.get()?;
    let is_idle = outgoing.with(|it| it.under_way.is_none() && it.checked_for(&asked).is_none());
    is_idle.then(|| {
        view! {
            <button class="button" type="button" on:click=move |_| actions.check(asked.clone())>
                "Count again"
            </button>
        }
    })
}

/// What was saved, or why nothing was.
fn result(outgoing: Signal<Outgoing>) -> View {
    match outgoing.with(|it| it.delivered.clone().map(|outcome| (outcome, it.is_archived))) {
        None => View::nothing(),
        Some((Err(refusal), _)) => refused(&refusal),
        Some((Ok(summary), is_archived)) => view! {
            <p class="remark export__saved">
                <Icon name="check"/>
                <span><strong>{saved_line(&summary, is_archived)}</strong></span>
            </p>
        },
    }
}

/// How far it is, with a way to stop it; a look too short to be seen says nothing.
fn progress(busy: Memo<Option<(bool, u32)>>, actions: Actions) -> View {
    let Some((writes, percent)) = busy.get() else { return View::nothing() };
    let what = if writes { "Writing" } else { "Counting" };
    if !writes && percent == 0 {
        return View::nothing();
    }
    view! {
        <div class="progress">
            <p class="progress__line"><span><strong>{format!("{what}, {percent}%")}</strong></span></p>
            <progress class="progress__bar" max="100" prop:value=f64::from(percent) aria-label=what></progress>
            <p class="cluster">
                <button class="button" type="button" on:click=move |_| actions.stop_delivery()>"Cancel"</button>
            </p>
        </div>
    }
}
