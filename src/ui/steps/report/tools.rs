//! What can be done with the report, and what is in it.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::export::Format;
use crate::engine::present::report::{ReportOptions, Section};
use crate::ui::actions::Actions;
use crate::ui::browser::paper;
use crate::ui::parts::{Icon, NumberField};
use crate::ui::route::Page;

/// The way back, the choices, and the two ways out. Not printed.
#[component]
pub fn Tools() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let save = move |_| actions.export(Format::Report(session.report().get_untracked()));
    view! {
        <div class="report__tools">
            <a href=move || actions.href(Page::Segments)>"Back to segments"</a>
            <span class="cluster">
                <button class="button" type="button" on:click=save><Icon name="down"/>"HTML report"</button>
                <button class="button button--primary" type="button" on:click=|_| paper::print()>"Print"</button>
            </span>
        </div>
        <details class="disclosure report__tools report__choices">
            <summary>
                <span>"Choose what is in it"</span>
            </summary>
            {choices()}
        </details>
    }
}

fn choices() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let section = move |it: Section| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || session.report().read().has(it)
                    on:change=move |event| {
                        let is_in = event_target_checked(&event);
                        actions.set_report(move |options| options.put(it, is_in));
                    }
                />
                <span>{it.label()}</span>
            </label>
        }
    };
    let retitle = move |event| {
        let title = event_target_value(&event);
        actions.set_report(move |options| options.title = title);
    };
    let least = Signal::derive(move || u32::from(session.report().read().least));
    let set_least = move |n: u32| {
        actions.set_report(move |options| options.least = u16::try_from(n).unwrap_or(options.least));
    };
    view! {
        <div class="report__fields">
            <fieldset class="fieldset">
                <legend class="field__label">"Sections"</legend>
                {Section::ALL.map(section).collect_view()}
            </fieldset>
            <div class="field">
                <label class="field__label" for="report-title">"Title"</label>
                <input
                    class="input"
                    id="report-title"
                    autocomplete="off"
                    maxlength="120"
                    prop:value=move || session.report().read().title.clone()
                    on:change=retitle
                />
                <span class="field__hint">"Written from the numbers where empty"</span>
            </div>
            <NumberField
                id="report-least"
                label="Fewest customers behind a number"
                range=(1, u32::from(ReportOptions::MOST))
                value=least
                on_change=Callback::new(set_least)
                hint="What fewer stand behind is not shown, nor what would give it back"
            />
        </div>
    }
}
