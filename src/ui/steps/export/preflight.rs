//! What would be written, before it is: everybody accounted for, what is changed, the first rows.

use crate::ui::view::prelude::*;

use crate::destinations::{Changed, Refusal, Summary};
use crate::engine::present::chart::percent;
use crate::session::Outgoing;
use crate::session::outgoing::{AccountLine, AccountPart, Asked, Outcome, account_lines, balance, counted};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use crate::ui::route::Page;

/// Everybody who was picked: written, or left out for a reason.
#[component]
pub fn Preflight(
    /// What is known of files for other tools.
    outgoing: Signal<Outgoing>,
    /// What is asked for now.
    asked: Signal<Option<Asked>>,
) -> View {
    let outcome = Memo::new(move |_| outgoing.with(|it| it.checked.clone()));
    let is_stale = move || outcome.with(|it| it.as_ref().map(|it| it.0.clone()) != asked.get());
    let content = move || match (asked.read().is_some(), outcome.get()) {
        (false, _) => View::text("Pick at least one segment.".to_owned()),
        (true, None) => skeleton(),
        (true, Some((_, outcome))) => told(&outcome),
    };
    view! {
        <section class="section" aria-labelledby="preflight-title">
            <div class="section__head">
                <h2 id="preflight-title">"Before it is written"</h2>
                <p>"Every row that is left out is counted here"</p>
            </div>
            <div
                class="updating"
                class:is-updating=is_stale
                aria-busy=move || (is_stale() && asked.read().is_some()).then_some("true")
            >
                {content}
            </div>
        </section>
    }
}

fn skeleton() -> View {
    view! {
        <div class="skeleton" aria-hidden="true">
            <div class="skeleton__line skeleton__line--mid"></div>
            <div class="skeleton__line"></div>
            <div class="skeleton__line"></div>
        </div>
    }
}

fn told(outcome: &Outcome) -> View {
    let actions = expect_context::<Actions>();
    let summary = match outcome {
        Ok(summary) => summary.clone(),
        Err(refusal) => return refused(refusal),
    };
    let save = {
        let summary = summary.clone();
        move |_| actions.save_left_out(&summary)
    };
    let list = (summary.n_problems > 0).then(|| {
        let lines = if summary.n_problems == 1 { "line" } else { "lines" };
        view! {
            <button class="link-button" type="button" on:click=save>
                "Save the list of what is changed and left out, " {counted(summary.n_listed)} " " {lines}
            </button>
        }
    });
    view! {
        <ul class="preflight">{account_lines(&summary.reconciliation).iter().map(line).collect_view()}</ul>
        <p class="figure__basis">{balance(&summary.reconciliation)} "."</p>
        {warnings(&summary)}
        <p class="cluster">{list}</p>
        {changes(&summary)}
        {consent(&summary)}
        {notes(&summary)}
    }
}

/// Why there is nothing, and what leads on.
pub fn refused(refusal: &Refusal) -> View {
    let actions = expect_context::<Actions>();
    let Refusal { kind, title, detail, remedy } = refusal.clone();
    let way_on = (kind == "column_missing").then(|| {
        view! {
            <p class="cluster">
                <a class="button" href=move || actions.href(Page::Import)>"Say which column it is"</a>
            </p>
        }
    });
    view! {
        <div class="message message--error" role="alert">
            <Icon name="warn"/>
            <div>
                <p class="message__title">{title}</p>
                <p class="message__body">{detail} " " {remedy}</p>
                {way_on}
            </div>
        </div>
    }
}

fn line(it: &AccountLine) -> View {
    let (start, end) = it.bar;
    let class = match it.part {
        AccountPart::Picked => "plot__population",
        AccountPart::LeftOut => "plot__below",
        AccountPart::Written => "plot__accent",
    };
    let sign = if it.part == AccountPart::LeftOut { "\u{2212}" } else { "" };
    view! {
        <li class="preflight__row" class:preflight__row--sum=it.part == AccountPart::Written>
            <span class="preflight__n">{sign} {counted(it.n)}</span>
            <span>{it.words.clone()}</span>
            <svg aria-hidden="true">
                <rect class="plot__population" width=percent(start) height="10"></rect>
                <rect class=class x=percent(start) width=percent(end - start) height="10"></rect>
            </svg>
        </li>
    }
}

fn warnings(summary: &Summary) -> View {
    if summary.warnings.is_empty() {
        return View::nothing();
    }
    let words = summary.warnings.iter().map(|it| view! { <p class="message__body">{it.clone()}</p> });
    view! {
        <div class="message message--warn export__small" role="status">
            <Icon name="warn"/>
            <div>
                <p class="message__title">"Look at this before uploading"</p>
                {words.collect_view()}
            </div>
        </div>
    }
}

fn changes(summary: &Summary) -> View {
    if summary.changes.is_empty() {
        return view! { <p class="figure__basis">"No cell is changed."</p> };
    }
    let row = |it: &Changed| {
        let (before, after) = it.examples.first().cloned().unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{it.column.clone()}</th>
                <td>{it.words.clone()}</td>
                <td class="is-number">{counted(it.n)}</td>
                <td>{before}</td>
                <td>{after}</td>
            </tr>
        }
    };
    view! {
        <h3 class="export__part">"What is changed"</h3>
        <div class="scroll-x" tabindex="0" role="group" aria-label="What is changed">
            <table class="data-table data-table--tight data-table--sheet">
                <thead>
                    <tr>
                        <th scope="col">"Column"</th>
                        <th scope="col">"What happens"</th>
                        <th class="is-number" scope="col">"Cells"</th>
                        <th scope="col">"Such as"</th>
                        <th scope="col">"Becomes"</th>
                    </tr>
                </thead>
                <tbody>{summary.changes.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What the column of consent says, and what that was taken for.
fn consent(summary: &Summary) -> View {
    if summary.consent_words.is_empty() {
        return View::nothing();
    }
    let row = |word: &str, is_yes: bool, n: u64| {
        let said = if word.trim().is_empty() { "Nothing".to_owned() } else { format!("“{word}”") };
        let meaning = if is_yes { "Agreed" } else { "Did not agree" };
        view! {
            <dt>{said}</dt>
            <dd>{meaning} ", " {counted(n)}</dd>
        }
    };
    let rows = summary.consent_words.iter().map(|it| row(&it.word, it.is_yes, it.n)).collect_view();
    view! {
        <details class="disclosure">
            <summary>
                <span>"What column " {summary.consent_column.clone()} " says, and how it is understood"</span>
            </summary>
            <dl class="facts">{rows}</dl>
        </details>
    }
}

fn notes(summary: &Summary) -> View {
    if summary.notes.is_empty() {
        return View::nothing();
    }
    let note = |(text, read_on): &(String, String)| {
        let dated = if read_on.is_empty() { String::new() } else { format!(" (read on {read_on})") };
        view! { <li>{text.clone()} {dated}</li> }
    };
    view! {
        <h3 class="export__part">"Before uploading to " {summary.destination_name.clone()}</h3>
        <ul class="export__notes">{summary.notes.iter().map(note).collect_view()}</ul>
    }
}
