//! Conditions on orders: how many, how much, and one purchase after another.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use web_sys::HtmlInputElement;

use crate::engine::segmentation::rules::{Comparison, Condition, Counted, Period, Spent, Step};
use crate::ui::parts::{Options, Select, SelectLook};
use crate::ui::steps::method::rules::condition::{TestFields, add_button};
use crate::ui::steps::method::rules::tests::{Field, number, of_rows};

/// What is added up over orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Orders,
    Money,
}

/// When the orders were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Ever,
    InLast,
    BeforeLast,
}

/// The columns of the file.
fn rows_of(session: LiveSession) -> Memo<Vec<(Field, String)>> {
    Memo::new(move |_| session.source().read().as_ref().map(|it| of_rows(it)).unwrap_or_default())
}

fn typed(node: NodeRef<HtmlInputElement>) -> String {
    node.get_untracked().map(|it| it.value().trim().to_owned()).unwrap_or_default()
}

/// A form for a number of orders or a sum of money.
#[component]
pub fn OrdersForm(
    /// Position of the segment.
    idx: usize,
    /// Takes the condition.
    on_made: Callback<Condition>,
) -> View {
    let session = expect_context::<LiveSession>();
    let of = RwSignal::new(Of::Orders);
    let comparison = RwSignal::new(Comparison::AtLeast);
    let when = RwSignal::new(When::Ever);
    let is_of_some = RwSignal::new(false);
    let (n, days) = (NodeRef::<HtmlInputElement>::new(), NodeRef::<HtmlInputElement>::new());
    let test = TestFields::new(rows_of(session), true);
    let fault = RwSignal::new(false);
    let made = move || {
        let rows = if is_of_some.get_untracked() { vec![test.made()?] } else { Vec::new() };
        let in_days = || typed(days).parse::<u32>().ok();
        let period = match when.get_untracked() {
            When::Ever => None,
            When::InLast => Some(Period::InLastDays(in_days()?)),
            When::BeforeLast => Some(Period::BeforeLastDays(in_days()?)),
        };
        let comparison = comparison.get_untracked();
        Some(match of.get_untracked() {
            Of::Orders => Condition::Orders(Counted { comparison, n: typed(n).parse().ok()?, rows, period }),
            Of::Money => Condition::Spent(Spent { comparison, amount: number(&typed(n))?, rows, period }),
        })
    };
    let add = move |_| {
        let made = made();
        fault.set(made.is_none());
        if let Some(made) = made {
            on_made.run(made);
        }
    };
    let input = move |node: NodeRef<HtmlInputElement>, name: &'static str| {
        view! {
            <input
                class="input input--small"
                class:input--wrong=move || fault.get()
                node_ref=node
                inputmode="decimal"
                autocomplete="off"
                aria-label=name
            />
        }
    };
    view! {
        <Select
            label="New line: orders or money"
            options=named(&[(Of::Orders, "Number of orders"), (Of::Money, "Money spent")])
            selected=of
            on_choose=Callback::new(move |it| of.set(it))
            look=SelectLook::Small
            fault_id=String::new()
        />
        <Select
            label="New line: how many"
            options=comparisons()
            selected=comparison
            on_choose=Callback::new(move |it| comparison.set(it))
            look=SelectLook::Small
            fault_id=String::new()
        />
        {input(n, "New line: number")}
        <Select
            label="New line: which orders"
            options=named(&[(false, "of any orders"), (true, "of orders where")])
            selected=is_of_some
            on_choose=Callback::new(move |it| is_of_some.set(it))
            look=SelectLook::Small
            fault_id=String::new()
        />
        <Show when=move || is_of_some.get()>{test.view("New line, order", format!("order-values-{idx}"), fault)}</Show>
        <Select
            label="New line: when"
            options=named(&[
                (When::Ever, "at any time"),
                (When::InLast, "in the last … days of the data"),
                (When::BeforeLast, "more than … days before the end"),
            ])
            selected=when
            on_choose=Callback::new(move |it| when.set(it))
            look=SelectLook::Small
            fault_id=String::new()
        />
        <Show when=move || when.get() != When::Ever>{input(days, "New line: days")}</Show>
        {add_button(add, fault)}
    }
}

fn named<T: Clone>(all: &[(T, &str)]) -> Options<T> {
    all.iter().map(|(it, name)| (it.clone(), (*name).to_owned())).collect()
}

fn comparisons() -> Options<Comparison> {
    named(&[
        (Comparison::AtLeast, "at least"),
        (Comparison::AtMost, "at most"),
        (Comparison::More, "more than"),
        (Comparison::Less, "less than"),
        (Comparison::Is, "exactly"),
        (Comparison::IsNot, "not exactly"),
    ])
}

/// A form for two purchases, one after the other.
#[component]
pub fn SequenceForm(
    /// Position of the segment.
    idx: usize,
    /// Takes the condition.
    on_made: Callback<Condition>,
) -> View {
    let session = expect_context::<LiveSession>();
    let rows = rows_of(session);
    let (first, then) = (TestFields::new(rows, true), TestFields::new(rows, true));
    let within = NodeRef::<HtmlInputElement>::new();
    let fault = RwSignal::new(false);
    let made = move || {
        let within = typed(within);
        let within_days = if within.is_empty() { None } else { Some(within.parse().ok()?) };
        let steps = vec![
            Step { rows: vec![first.made()?], within_days: None },
            Step { rows: vec![then.made()?], within_days },
        ];
        Some(Condition::Bought(steps))
    };
    let add = move |_| {
        let made = made();
        fault.set(made.is_none());
        if let Some(made) = made {
            on_made.run(made);
        }
    };
    view! {
        <div class="new-condition__step">
            <span>"First"</span>
            {first.view("Bought first", format!("first-values-{idx}"), fault)}
        </div>
        <div class="new-condition__step">
            <span>"Then"</span>
            {then.view("Bought then", format!("then-values-{idx}"), fault)}
            <span>"within"</span>
            <input
                class="input input--small"
                class:input--wrong=move || fault.get()
                node_ref=within
                inputmode="numeric"
                autocomplete="off"
                placeholder="any"
                aria-label="Bought then: within days"
            />
            <span>"days"</span>
        </div>
        {add_button(add, fault)}
    }
}
