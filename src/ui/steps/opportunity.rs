//! Two places to spend a budget beside each other. Needs no file.

use crate::ui::view::prelude::*;

use crate::engine::plan::opportunity::{Choice, Input, Range, car_seats, weigh};
use crate::engine::present::chart::{Reading, percent};
use crate::engine::present::number;
use crate::engine::present::opportunity::{Comparison, Line, comparison, label, misfit};
use crate::ui::LiveSession;
use crate::ui::actions::Actions;
use crate::ui::charts::Figure;
use crate::ui::parts::Icon;

/// Both choices, as typed.
type Typed = RwSignal<[Choice; 2]>;

/// The screen: the figures, and what follows from them.
#[component]
pub fn Opportunity() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let kept = session.opportunity().get_untracked();
    let choices: Typed = RwSignal::new(kept.unwrap_or_else(car_seats));
    follow_up(move |_| actions.keep_choices(choices.get()));
    let worked_out = Memo::new(move |_| {
        choices.with(|it| match weigh(it) {
            Ok(verdict) => Ok(comparison(it, &verdict)),
            Err(misfits) => Err(misfits.iter().map(|wrong| misfit(wrong, it)).collect::<Vec<_>>()),
        })
    });
    view! {
        <div class="page-head">
            <h1 tabindex="-1">"Which is worth the money?"</h1>
            <p class="page-head__lead">
                "Two events, audiences or lists for one budget: what each brings, how sure that is, and what would have to be true. The figures are those of an example, a maker of car seats; put yours in."
            </p>
        </div>
        <div class="columns">
            <div class="columns__6">{form(choices, 0)}</div>
            <div class="columns__6">{form(choices, 1)}</div>
        </div>
        <section class="section" aria-labelledby="outcome-title">
            <div class="section__head"><h2 id="outcome-title">"What they bring"</h2></div>
            {move || match worked_out.get() {
                Ok(it) => outcome(it),
                Err(all) => wrong(all),
            }}
        </section>
    }
}

fn form(choices: Typed, which: usize) -> View {
    let name =
        Memo::new(move |_| choices.with(|it| it.get(which).map(|it| it.name.clone()).unwrap_or_default()));
    let rename = move |event| {
        let typed = event_target_value(&event);
        choices.update(|all| {
            if let Some(it) = all.get_mut(which) {
                it.name = typed;
            }
        });
    };
    let id = format!("choice-{which}");
    let title = ["First choice", "Second choice"].get(which).copied().unwrap_or_default();
    let rows = Input::ALL.map(|input| row(choices, which, input)).collect_view();
    view! {
        <fieldset class="fieldset estimates">
            <legend class="visually-hidden">{title}</legend>
            <div class="field">
                <label class="field__label" for=id.clone()>{title}</label>
                <input class="input" id=id autocomplete="off" prop:value=move || name.get() on:change=rename/>
            </div>
            <p class="estimate estimate--head" aria-hidden="true">
                <span></span><span>"Low"</span><span>"Likely"</span><span>"High"</span>
            </p>
            {rows}
        </fieldset>
    }
}

fn row(choices: Typed, which: usize, input: Input) -> View {
    let fields = [("low", 0), ("likely", 1), ("high", 2)].map(|(end, place)| {
        let value = move || {
            let range = choices.with(|all| all.get(which).map(|it| it.get(input))).unwrap_or_default();
            written(range, input, place)
        };
        let take = move |event| {
            let typed = number::typed(&event_target_value(&event)).unwrap_or(f64::NAN);
            let typed = if input.is_share() { typed / 100.0 } else { typed };
            choices
                .update(|all| all.iter_mut().skip(which).take(1).for_each(|it| put(it, input, place, typed)));
        };
        let name = format!("{}, {end}, choice {}", label(input), which + 1);
        view! {
            <input
                class="input"
                inputmode="decimal"
                autocomplete="off"
                aria-label=name
                prop:value=value
                on:change=take
            />
        }
    });
    view! {
        <div class="estimate">
            <span class="estimate__label">{label(input)}</span>
            {fields.collect_view()}
        </div>
    }
}

/// One end of a range as it stands in its field: shares in percent.
fn written(range: Range, input: Input, place: usize) -> String {
    let value = [range.low, range.likely, range.high].get(place).copied().unwrap_or_default();
    let shown = if input.is_share() { value * 100.0 } else { value };
    if shown.is_finite() { number::plain(shown) } else { String::new() }
}

/// Puts what was typed at one end of a range.
fn put(choice: &mut Choice, input: Input, place: usize, typed: f64) {
    let mut range = choice.get(input);
    match place {
        0 => range.low = typed,
        1 => range.likely = typed,
        _ => range.high = typed,
    }
    choice.put(input, range);
}

fn outcome(it: Comparison) -> View {
    let Comparison { caption, lines, break_even, twin } = it;
    let reading = |it: &Line| Reading::new(format!("{}: {}", it.name, it.value), None);
    let readings: Vec<_> = lines.iter().map(reading).collect();
    let rows = lines.into_iter().enumerate().map(line).collect_view();
    let even = break_even.into_iter().map(|it| view! { <li>{number::capitalised(&it)}</li> }).collect_view();
    view! {
        <Figure caption name="two-choices" readings twin on_open=None>
            <div class="bar-rows bar-rows--range bar-rows--gains">{rows}</div>
        </Figure>
        <div class="section">
            <h3>"What would have to be true"</h3>
            <ul class="estimates__even">{even}</ul>
        </div>
    }
}

fn line((idx, line): (usize, Line)) -> View {
    let zero = percent(line.zero);
    view! {
        <div class="bar-rows__row" data-slot=idx + 1 data-mark=idx>
            <span>{line.name}</span>
            <svg class="plot bar-rows__plot" aria-hidden="true">
                <line class="plot__axis" x1=zero.clone() x2=zero y1="0" y2="28"></line>
                <rect class="plot__slot" x=percent(line.span.start) y="10" width=percent(line.span.size) height="8"></rect>
                <rect class="plot__ink" x=percent(line.likely) y="5" width="3" height="18"></rect>
            </svg>
            <span class="bar-rows__value estimates__value">{line.value}</span>
        </div>
    }
}

fn wrong(all: Vec<String>) -> View {
    let lines = all.into_iter().map(|it| view! { <li>{it}</li> }).collect_view();
    view! {
        <div class="remark" role="alert">
            <Icon name="warn"/>
            <ul class="estimates__even">{lines}</ul>
        </div>
    }
}
