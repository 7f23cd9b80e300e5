//! What is odd about the file, what was done about it, and what is not odd.

use crate::ui::view::prelude::*;

use crate::engine::present::check::{Finding, link_words};
use crate::engine::present::number;
use crate::engine::table::Severity;
use crate::ui::parts::Icon;
use crate::ui::steps::import::check::treatment::{Choice, Chosen, change_day, treatment};

/// One line per finding, good news last.
#[component]
pub fn Check(
    /// The findings, what matters most first.
    findings: Signal<Vec<Finding>>,
    /// What could have been wrong and is not.
    good_news: Signal<Option<String>>,
    /// The last day of the file, where that is after today.
    future_day: Signal<Option<i32>>,
    /// What is chosen about findings.
    chosen: Chosen,
    /// Takes another choice.
    on_choose: Callback<Choice>,
    /// Opens the choice of the day that is counted back from.
    on_change_day: Callback<()>,
    /// Shows the rows of a finding.
    on_see: Callback<Finding>,
) -> View {
    let line = move |finding: Finding| {
        let treatment = treatment(&finding, chosen, on_choose, on_change_day);
        view! { <FindingLine finding treatment on_see/> }
    };
    view! {
        <ul class="health">
            {move || future_day.get().map(|day| future_line(day, on_change_day))}
            {move || findings.get().into_iter().map(line).collect_view()}
            {move || good_news.get().map(good_line)}
        </ul>
    }
}

/// A sentence with its count, an example, what was done, and the way to the rows.
#[component]
pub fn FindingLine(
    /// What was found.
    finding: Finding,
    /// What was or can be done.
    treatment: View,
    /// Shows its rows.
    on_see: Callback<Finding>,
) -> View {
    let (class, icon) = match finding.severity {
        Severity::Warning => ("health__row health__row--warn", "warn"),
        Severity::Note => ("health__row", "note"),
    };
    let Finding { lead, text, note, n, has_places, .. } = finding.clone();
    let separate = if lead.is_empty() { "" } else { " " };
    let see = has_places.then(|| {
        let label = format!("{}: {lead}{separate}{text}", link_words(n, n));
        view! {
            <button class="link-button" type="button" aria-label=label on:click=move |_| on_see.run(finding.clone())>
                {link_words(n, n)}
            </button>
        }
    });
    view! {
        <li class=class>
            <Icon name=icon/>
            <p class="health__text">
                {(!lead.is_empty()).then(|| view! { <strong>{lead}</strong> })} {separate} {text}
                {note.map(|it| view! { <span class="health__note">{it}</span> })}
            </p>
            {treatment}
            <span class="health__link">{see}</span>
        </li>
    }
}

fn future_line(day: i32, on_change_day: Callback<()>) -> View {
    view! {
        <li class="health__row health__row--warn">
            <Icon name="warn"/>
            <p class="health__text">
                {format!("The last date, {}, is in the future", number::date(day))}
                <span class="health__note">"Days counted back from it are too many for everybody"</span>
            </p>
            <span class="health__fixed">{change_day(on_change_day)}</span>
            <span class="health__link"></span>
        </li>
    }
}

fn good_line(words: String) -> View {
    view! {
        <li class="health__row health__row--good">
            <Icon name="check"/>
            <p class="health__text">{words}</p>
        </li>
    }
}
