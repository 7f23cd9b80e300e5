//! A claim being written: whom it is about, what is measured, what that is compared with.

use crate::ui::view::prelude::*;

use crate::engine::claims::{Against, Claim, Measure, Side};
use crate::engine::error::EngineError;
use crate::engine::present::message::explain;
use crate::engine::present::number;
use crate::engine::present::sentence::told::claims::measure;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::rules::Condition;
use crate::engine::segmentation::rules::text::print_condition;
use crate::ui::actions::Actions;
use crate::ui::parts::{Icon, Options, SelectField};
use crate::ui::steps::method::ColumnForm;
use crate::ui::steps::segments::Shown;

/// What it is compared with, before it has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum With {
    Value,
    Others,
    Group,
}

/// On which side, before it has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    AtLeast,
    AtMost,
    About,
}

/// The form; what is in it goes to the board, in place of the claim that is changed.
#[component]
pub fn Form(
    /// The result.
    shown: Shown,
    /// The claim in the form; setting it changes that one.
    changing: RwSignal<Claim>,
) -> View {
    let actions = expect_context::<Actions>();
    let draft = RwSignal::new(Claim::default());
    let replaced = RwSignal::new(None::<Claim>);
    let fault = RwSignal::new(None::<String>);
    follow_up(move |_| {
        let it = changing.get();
        if it != Claim::default() {
            draft.set(it.clone());
            replaced.set(Some(it));
        }
    });
    let measures = Signal::derive(move || shown.with(|it| measures(&it.profiles)));
    let chosen = Signal::derive(move || draft.read().measure.clone());
    let add_condition = Callback::new(move |made: Condition| {
        draft.update(|it| {
            if !it.who.trim().is_empty() {
                it.who.push('\n');
            }
            it.who.push_str(&print_condition(&made));
        });
    });
    let put = move |_| {
        let claim = draft.get_untracked();
        if let Err(error) = claim.check() {
            let words = explain(&EngineError::from(error));
            fault.set(Some(format!("{}. {} {}", words.title, words.detail, words.remedy)));
            return;
        }
        fault.set(None);
        let old = replaced.get_untracked();
        actions.set_claims("assumption", |all| match all.iter_mut().find(|it| Some(&**it) == old.as_ref()) {
            Some(it) => *it = claim,
            None => all.push(claim),
        });
        replaced.set(None);
        changing.set(Claim::default());
        draft.set(Claim::default());
    };
    let lines = move |it: Lines| lines(draft, it);
    view! {
        <details class="disclosure" prop:open=move || replaced.read().is_some()>
            <summary><span>"Put an assumption to the file"</span></summary>
            <div class="stack">
                {text(draft)}
                <SelectField
                    label="What is measured"
                    options=measures
                    selected=chosen
                    on_choose=move |it| draft.update(|claim| put_measure(claim, it))
                />
                {lines(WHO)}
                <div class="new-condition" role="group" aria-label="Add a condition">
                    <ColumnForm idx=CONDITIONS on_made=add_condition/>
                </div>
                {comparison(draft)}
                {lines(AMONG)}
                <Show when=move || fault.read().is_some()>
                    <span class="field__error" role="alert"><Icon name="warn"/>{move || fault.get()}</span>
                </Show>
                <button class="button" type="button" on:click=put>"Put it to the file"</button>
            </div>
        </details>
    }
}

/// A share is no amount: a number of the other kind is not kept.
fn put_measure(claim: &mut Claim, measure: Measure) {
    if let Against::Value(value) = &mut claim.against
        && claim.measure.is_share() != measure.is_share()
    {
        *value = if measure.is_share() { 0.5 } else { 0.0 };
    }
    claim.measure = measure;
}

/// Tells the values on offer here from those of the segments that rules make.
const CONDITIONS: usize = 99;

/// A field of conditions.
#[derive(Clone, Copy)]
struct Lines {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    of: fn(&Claim) -> String,
    put: fn(&mut Claim, String),
}

const WHO: Lines = Lines {
    id: "claim-who",
    label: "Whom it is about",
    hint: "Conditions as in own rules, one a line; all must hold. Add them below, or write them.",
    of: |it| it.who.clone(),
    put: |it, text| it.who = text,
};
const AMONG: Lines = Lines {
    id: "claim-among",
    label: "Only among",
    hint: "Conditions of the customers that are looked at; everyone where empty.",
    of: |it| it.among.clone(),
    put: |it, text| it.among = text,
};
const GROUP: Lines = Lines {
    id: "claim-group",
    label: "The other group",
    hint: "Conditions, one a line.",
    of: |it| if let Against::Group(lines) = &it.against { lines.clone() } else { String::new() },
    put: |it, text| it.against = Against::Group(text),
};

fn lines(draft: RwSignal<Claim>, it: Lines) -> View {
    let Lines { id, label, hint, of, put } = it;
    let hint_id = format!("{id}-hint");
    let value = move || draft.with(of);
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <textarea
                class="input"
                id=id
                rows="2"
                spellcheck="false"
                aria-describedby=hint_id.clone()
                prop:value=value
                on:change=move |event| draft.update(|it| put(it, event_target_value(&event)))
            ></textarea>
            <span class="field__hint" id=hint_id>{hint}</span>
        </div>
    }
}

fn text(draft: RwSignal<Claim>) -> View {
    view! {
        <div class="field">
            <label class="field__label" for="claim-text">"What you believe"</label>
            <input
                class="input"
                id="claim-text"
                autocomplete="off"
                maxlength="160"
                prop:value=move || draft.read().text.clone()
                on:change=move |event| draft.update(|it| it.text = event_target_value(&event))
            />
            <span class="field__hint">"In your words: “Women make 90% of purchases”"</span>
        </div>
    }
}

fn measures(profiles: &Profiles) -> Options<Measure> {
    let everyone = &profiles.everyone;
    let shares = [
        Some(Measure::Customers),
        everyone.orders.map(|_| Measure::Orders),
        everyone.revenue.map(|_| Measure::Revenue),
    ];
    let means = everyone.features.iter().map(|it| Measure::Mean(it.id.clone()));
    shares.into_iter().flatten().chain(means).map(|it| (it.clone(), measure(&it, profiles))).collect()
}

/// The side, what it is compared with, and the numbers that takes.
fn comparison(draft: RwSignal<Claim>) -> View {
    let side = Signal::derive(move || match draft.read().side {
        Side::AtLeast => Which::AtLeast,
        Side::AtMost => Which::AtMost,
        Side::About(_) => Which::About,
    });
    let with = Signal::derive(move || match draft.read().against {
        Against::Value(_) => With::Value,
        Against::Others => With::Others,
        Against::Group(_) => With::Group,
    });
    let choose_side = move |it: Which| {
        draft.update(|claim| {
            claim.side = match it {
                Which::AtLeast => Side::AtLeast,
                Which::AtMost => Side::AtMost,
                Which::About => Side::About(if claim.measure.is_share() { 0.05 } else { 1.0 }),
            }
        });
    };
    let choose_with = move |it: With| {
        draft.update(|claim| {
            claim.against = match it {
                With::Value => Against::default(),
                With::Others => Against::Others,
                With::Group => Against::Group(String::new()),
            }
        });
    };
    let value = |it: &Claim| if let Against::Value(value) = it.against { value } else { f64::NAN };
    let about = |it: &Claim| if let Side::About(by) = it.side { by } else { f64::NAN };
    view! {
        <SelectField label="It is" options=sides() selected=side on_choose=choose_side/>
        <SelectField label="Compared with" options=withs() selected=with on_choose=choose_with/>
        {move || match with.get() {
            With::Value => figure(draft, ("claim-value", "The number"), value, |it, to| it.against = Against::Value(to)),
            With::Group => lines(draft, GROUP),
            With::Others => View::nothing(),
        }}
        <Show when=move || side.get() == Which::About>
            {figure(draft, ("claim-about", "Give or take"), about, |it, to| it.side = Side::About(to))}
        </Show>
    }
}

fn sides() -> Options<Which> {
    [(Which::AtLeast, "at least"), (Which::AtMost, "at most"), (Which::About, "about")]
        .map(|(it, name)| (it, name.to_owned()))
        .into()
}

fn withs() -> Options<With> {
    [(With::Value, "a number"), (With::Others, "all others"), (With::Group, "another group")]
        .map(|(it, name)| (it, name.to_owned()))
        .into()
}

/// A number; shares in per cent.
fn figure(
    draft: RwSignal<Claim>,
    (id, label): (&'static str, &'static str),
    of: fn(&Claim) -> f64,
    put: fn(&mut Claim, f64),
) -> View {
    let factor = move |claim: &Claim| if claim.measure.is_share() { 100.0 } else { 1.0 };
    let shown = move || {
        let value = draft.with(|it| of(it) * factor(it));
        if value.is_finite() { number::plain(value) } else { String::new() }
    };
    let take = move |event| {
        let typed = number::typed(&event_target_value(&event)).unwrap_or(f64::NAN);
        draft.update(|it| {
            let factor = factor(it);
            put(it, typed / factor);
        });
    };
    let unit = move || if draft.read().measure.is_share() { "In per cent" } else { "In its own unit" };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                class="input"
                id=id
                inputmode="decimal"
                autocomplete="off"
                prop:value=shown
                on:change=take
            />
            <span class="field__hint">{unit}</span>
        </div>
    }
}
