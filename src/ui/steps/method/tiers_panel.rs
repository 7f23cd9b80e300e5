//! The choices of value tiers.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::segmentation::tiers::{QuadrantOptions, TierRule, TiersOptions};
use crate::ui::actions::Actions;
use crate::ui::parts::{NumbersField, Options, SelectField};
use crate::ui::steps::method::known;

/// How customers are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cutting {
    Customers,
    Revenue,
    Amounts,
    Quadrant,
}

impl Cutting {
    fn of(rule: &TierRule) -> Self {
        match rule {
            TierRule::Customers(_) => Self::Customers,
            TierRule::Revenue(_) => Self::Revenue,
            TierRule::Amounts(_) => Self::Amounts,
            TierRule::Quadrant(_) => Self::Quadrant,
        }
    }
}

/// Every control changes the draft; the result follows.
#[component]
pub fn TiersPanel() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let options = session.options::<TiersOptions>();
    let numbers = known::numbers(session);
    let cutting = Memo::new(move |_| Cutting::of(&options.read().by));
    let cut = move |to: Cutting| {
        let rule = as_it_comes(to, session, &numbers.get_untracked());
        actions.set_tiers("how tiers are cut", |it| it.by = rule);
    };
    view! {
        <form class="panel" on:submit=|event| event.prevent_default()>
            <SelectField
                label="Cut by"
                options=Signal::derive(move || cuttings(&numbers.read(), cutting.get()))
                selected=cutting
                on_choose=cut
            />
            <Show when=move || !has_quadrant(&numbers.read())>
                <p class="field__hint">"With a column of margins and one of costs, value can be set against cost to serve too."</p>
            </Show>
            <Show when=move || cutting.get() != Cutting::Quadrant>
                <SelectField
                    label="Amount"
                    options=numbers
                    selected=Signal::derive(move || options.read().amount.clone())
                    on_choose=move |amount| actions.set_tiers("amount", |it| it.amount = amount)
                />
            </Show>
            {move || fields(cutting.get(), actions, options, numbers)}
        </form>
    }
}

/// The ways to cut that these customers have the numbers for, and the one that is chosen.
fn cuttings(numbers: &Options<String>, chosen: Cutting) -> Options<Cutting> {
    let is_offered = |it: Cutting| it != Cutting::Quadrant || it == chosen || has_quadrant(numbers);
    [
        (Cutting::Customers, "Share of customers"),
        (Cutting::Revenue, "Share of the value they bring"),
        (Cutting::Amounts, "Fixed amounts"),
        (Cutting::Quadrant, "Value against cost to serve"),
    ]
    .into_iter()
    .filter(|it| is_offered(it.0))
    .map(|(it, name)| (it, name.to_owned()))
    .collect()
}

/// How columns of margins and of costs are called.
const MARGINS: [&str; 4] = ["margin", "profit", "contribution", "spent"];
const COSTS: [&str; 4] = ["cost", "serve", "support", "expense"];

/// The first number whose name has one of some words.
fn named<'a>(words: &[&str], numbers: &'a Options<String>) -> Option<&'a (String, String)> {
    numbers.iter().find(|it| words.iter().any(|word| it.1.to_lowercase().contains(word)))
}

/// Whether one number is called like a margin and another like a cost.
fn has_quadrant(numbers: &Options<String>) -> bool {
    named(&MARGINS, numbers).zip(named(&COSTS, numbers)).is_some_and(|(margin, cost)| margin.0 != cost.0)
}

/// A way to cut, as it comes for these customers.
fn as_it_comes(cutting: Cutting, session: LiveSession, numbers: &Options<String>) -> TierRule {
    match cutting {
        Cutting::Customers => TierRule::Customers(vec![1.0, 5.0, 20.0]),
        Cutting::Revenue => TierRule::Revenue(vec![50.0, 80.0, 95.0]),
        Cutting::Amounts => TierRule::Amounts(quartiles(session)),
        Cutting::Quadrant => {
            let named = |words: &[&str], at: usize| {
                let found = named(words, numbers).or(numbers.get(at)).or(numbers.first());
                found.map(|it| it.0.clone()).unwrap_or_default()
            };
            TierRule::Quadrant(QuadrantOptions {
                margin: named(&MARGINS, 0),
                cost: named(&COSTS, 1),
                ..QuadrantOptions::default()
            })
        }
    }
}

/// Where the quarters of the customers end, by the first amount of money.
fn quartiles(session: LiveSession) -> Vec<f64> {
    let shown = session.shown();
    let shown = shown.read();
    let features =
        shown.as_ref().map(|it| it.analysis.profiles.everyone.features.as_slice()).unwrap_or_default();
    let amount = features.iter().find(|it| it.id == "monetary").or(features.first());
    let mut cuts =
        amount.and_then(|it| it.spread).map_or_else(|| vec![1.0], |it| vec![it.q1, it.median, it.q3]);
    cuts.dedup();
    cuts
}

fn fields(
    cutting: Cutting,
    actions: Actions,
    options: Memo<TiersOptions>,
    numbers: Memo<Options<String>>,
) -> View {
    let cuts = Signal::derive(move || match &options.read().by {
        TierRule::Customers(cuts) | TierRule::Revenue(cuts) | TierRule::Amounts(cuts) => cuts.clone(),
        TierRule::Quadrant(_) => Vec::new(),
    });
    let (label, hint) = match cutting {
        Cutting::Customers => (
            "Top shares of customers, in %",
            "1, 5, 20 makes four tiers. Customers who bring the same stay together.",
        ),
        Cutting::Revenue => {
            ("Shares of the value, in %", "80 parts those who bring the first 80% from the others.")
        }
        Cutting::Amounts => ("Amounts", "An amount equal to a cut is in the tier above it."),
        Cutting::Quadrant => return quadrant_fields(actions, options, numbers),
    };
    let change = move |cuts: Vec<f64>| {
        actions.set_tiers("cuts", |it| match &mut it.by {
            TierRule::Customers(own) | TierRule::Revenue(own) | TierRule::Amounts(own) => *own = cuts,
            TierRule::Quadrant(_) => {}
        });
    };
    view! { <NumbersField id="tier-cuts" label most=5_usize value=cuts on_change=change hint/> }
}

fn quadrant_fields(actions: Actions, options: Memo<TiersOptions>, numbers: Memo<Options<String>>) -> View {
    let own = Memo::new(move |_| match &options.read().by {
        TierRule::Quadrant(own) => own.clone(),
        TierRule::Customers(_) | TierRule::Revenue(_) | TierRule::Amounts(_) => QuadrantOptions::default(),
    });
    let set = move |action: &str, change: &dyn Fn(&mut QuadrantOptions)| {
        actions.set_tiers(action, |it| {
            if let TierRule::Quadrant(own) = &mut it.by {
                change(own);
            }
        });
    };
    view! {
        <SelectField
            label="Margin"
            options=numbers
            selected=Signal::derive(move || own.read().margin.clone())
            on_choose=move |column: String| set("margin", &|it| it.margin.clone_from(&column))
        />
        <SelectField
            label="Cost to serve"
            options=numbers
            selected=Signal::derive(move || own.read().cost.clone())
            on_choose=move |column: String| set("cost to serve", &|it| it.cost.clone_from(&column))
        />
        <p class="field__hint">"High is above the typical customer. What is left is the margin less the cost."</p>
    }
}
