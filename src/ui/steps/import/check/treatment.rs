//! What is done about a finding, and what could be done instead.

use crate::ui::view::prelude::*;

use crate::engine::features::{FeatureChoices, Repeats, Returns};
use crate::engine::present::check::{Finding, Treatment};
use crate::engine::present::message::label;
use crate::engine::table::{DateOrder, DecimalMark, IssueKind};
use crate::ui::parts::{Options, Select, SelectLook};

/// Another choice about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// What amounts below zero do.
    Returns(Returns),
    /// Whether rows with an oddity are left out.
    Rows(IssueKind, bool),
    /// Which of several rows of a customer speaks.
    Repeats(Repeats),
    /// Whether day or month comes first.
    DateOrder(DateOrder),
    /// What stands before fractions.
    DecimalMark(DecimalMark),
}

/// What is chosen now.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// About rows and amounts.
    pub features: Signal<FeatureChoices>,
    /// Order of dates, where the file has any.
    pub date_order: Signal<Option<DateOrder>>,
    /// Decimal mark.
    pub decimal_mark: Signal<DecimalMark>,
}

/// The words or the control of a finding.
pub fn treatment(
    finding: &Finding,
    chosen: Chosen,
    on_choose: Callback<Choice>,
    on_change_day: Callback<()>,
) -> View {
    let kind = finding.kind;
    let features = chosen.features;
    match &finding.treatment {
        Treatment::Fixed(words) => view! { <span class="health__fixed">{words.clone()}</span> },
        Treatment::AsOf => {
            view! { <span class="health__fixed">"Left out. " {change_day(on_change_day)}</span> }
        }
        Treatment::Returns => choice(
            "What amounts below zero do",
            [Returns::Net, Returns::Drop, Returns::Keep].map(|it| (it, label::returns(it).to_owned())).into(),
            Signal::derive(move || features.with(|it| it.returns)),
            move |it| on_choose.run(Choice::Returns(it)),
        ),
        Treatment::Repeats => choice(
            "Which row speaks of such a customer",
            [Repeats::First, Repeats::Last, Repeats::None]
                .map(|it| (it, label::repeats(it).to_owned()))
                .into(),
            Signal::derive(move || features.with(|it| it.repeats)),
            move |it| on_choose.run(Choice::Repeats(it)),
        ),
        Treatment::Rows(words) => {
            let selected = Signal::derive(move || features.with(|it| it.leaves_out(kind)));
            let control = choice(
                &format!("What is done: {}", finding.sentence()),
                vec![(false, "Keep".to_owned()), (true, "Leave these rows out".to_owned())],
                selected,
                move |it| on_choose.run(Choice::Rows(kind, it)),
            );
            let words = words.clone();
            let kept = move || (!selected.get() && words != "Kept").then(|| words.clone());
            view! { <span class="health__treatment">{control} <span class="health__fixed">{kept}</span></span> }
        }
        Treatment::DateOrder => choice(
            "Whether day or month comes first",
            [DateOrder::DayFirst, DateOrder::MonthFirst]
                .map(|it| (Some(it), label::date_order(it).to_owned()))
                .into(),
            chosen.date_order,
            move |it: Option<DateOrder>| it.into_iter().for_each(|it| on_choose.run(Choice::DateOrder(it))),
        ),
        Treatment::DecimalMark => choice(
            "What stands before fractions",
            [DecimalMark::Point, DecimalMark::Comma]
                .map(|it| (it, label::decimal_mark(it).to_owned()))
                .into(),
            chosen.decimal_mark,
            move |it| on_choose.run(Choice::DecimalMark(it)),
        ),
    }
}

/// The way to the day that is counted back from.
pub fn change_day(on_change_day: Callback<()>) -> View {
    view! {
        <button class="link-button" type="button" on:click=move |_| on_change_day.run(())>
            "Change the day"
        </button>
    }
}

fn choice<T: Clone + PartialEq + Send + Sync + 'static>(
    label: &str,
    options: Options<T>,
    selected: Signal<T>,
    on_choose: impl Fn(T) + Send + Sync + 'static,
) -> View {
    view! {
        <span class="health__choice">
            <Select
                label=label
                options
                selected
                on_choose=Callback::new(on_choose)
                look=SelectLook::Small
                fault_id=String::new()
            />
        </span>
    }
}
