//! What is known of a customer, tested: of what, what must hold, compared with what.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;
use web_sys::HtmlInputElement;

use crate::engine::segmentation::rules::{Condition, Tested};
use crate::ui::parts::{Icon, Select, SelectLook};
use crate::ui::steps::method::rules::tests::{Asked, Field, asked, example, n_values, of_customers, tested};

/// A form for one measure or column.
#[component]
pub fn ColumnForm(
    /// Position of the segment.
    idx: usize,
    /// Takes the condition.
    on_made: Callback<Condition>,
) -> View {
    let session = expect_context::<LiveSession>();
    let fields = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        let unit = session.draft().read().mapping.unit;
        shown.as_ref().map(|it| of_customers(&it.analysis.profiles, unit)).unwrap_or_default()
    });
    let test = TestFields::new(fields, false);
    let fault = RwSignal::new(false);
    let add = move |_| {
        let made = test.made();
        fault.set(made.is_none());
        if let Some(made) = made {
            test.clear();
            on_made.run(Condition::Column(made));
        }
    };
    view! {
        {test.view("New line", format!("values-{idx}"), fault)}
        {add_button(add, fault)}
    }
}

/// The button that adds a line, and why it could not.
pub fn add_button(add: impl Fn(web_sys::MouseEvent) + 'static, fault: RwSignal<bool>) -> View {
    view! {
        <button class="button button--small" type="button" on:click=add>"Add the line"</button>
        <Show when=move || fault.get()>
            <span class="field__error" role="alert"><Icon name="warn"/>"A value is missing, or it is not of the right kind"</span>
        </Show>
    }
}

/// Three fields: of what, what must hold, with which values.
#[derive(Clone, Copy)]
pub struct TestFields {
    fields: Memo<Vec<(Field, String)>>,
    is_of_one: bool,
    field: RwSignal<usize>,
    asked: RwSignal<Asked>,
    first: NodeRef<HtmlInputElement>,
    second: NodeRef<HtmlInputElement>,
}

impl TestFields {
    /// Of some fields; `is_of_one` where rows are tested, not customers.
    pub fn new(fields: Memo<Vec<(Field, String)>>, is_of_one: bool) -> Self {
        let first = fields
            .with_untracked(|all| all.first().and_then(|it| asked(&it.0, is_of_one).first().map(|it| it.0)));
        let asked = RwSignal::new(first.unwrap_or(Asked::Known));
        Self {
            fields,
            is_of_one,
            field: RwSignal::new(0),
            asked,
            first: NodeRef::new(),
            second: NodeRef::new(),
        }
    }

    fn chosen(self) -> Option<Field> {
        self.fields.with(|all| all.get(self.field.get()).map(|it| it.0.clone()))
    }

    /// What was asked for; `None` where a value is missing or not of its kind.
    pub fn made(self) -> Option<Tested> {
        let field = untrack(|| self.chosen())?;
        let typed =
            |node: NodeRef<HtmlInputElement>| node.get_untracked().map(|it| it.value()).unwrap_or_default();
        tested(&field, self.asked.get_untracked(), &typed(self.first), &typed(self.second))
    }

    /// Takes what was typed away.
    pub fn clear(self) {
        for it in [self.first, self.second].into_iter().filter_map(NodeRef::get_untracked) {
            it.set_value("");
        }
    }

    /// The fields; `what` is said before each of their names.
    pub fn view(self, what: &'static str, list: String, fault: RwSignal<bool>) -> View {
        let names = move || {
            self.fields
                .with(|all| all.iter().enumerate().map(|(idx, it)| (idx, it.1.clone())).collect::<Vec<_>>())
        };
        let tests =
            Signal::derive(move || self.chosen().map(|it| asked(&it, self.is_of_one)).unwrap_or_default());
        let choose = move |idx: usize| {
            self.field.set(idx);
            let first = untrack(|| tests.get()).first().map(|it| it.0);
            self.asked.set(first.unwrap_or(Asked::Known));
        };
        let values = move || match self.chosen() {
            Some(Field::Category(_, values)) => {
                values.into_iter().map(|it| view! { <option value=it></option> }).collect_view()
            }
            Some(Field::Number(_) | Field::Day(_)) | None => View::nothing(),
        };
        let input = move |node: NodeRef<HtmlInputElement>, name: String, list: String| {
            view! {
                <input
                    class="input input--small"
                    class:input--wrong=move || fault.get()
                    node_ref=node
                    list=list
                    autocomplete="off"
                    placeholder=move || self.chosen().map(|it| example(&it, self.asked.get()))
                    aria-label=name
                    aria-invalid=move || fault.get().then_some("true")
                />
            }
        };
        let (first_list, second_list) = (list.clone(), list.clone());
        view! {
            <Select
                label=format!("{what}: column")
                options=Signal::derive(names)
                selected=self.field
                on_choose=Callback::new(choose)
                look=SelectLook::Small
                fault_id=String::new()
            />
            <Select
                label=format!("{what}: test")
                options=tests
                selected=self.asked
                on_choose=Callback::new(move |it| self.asked.set(it))
                look=SelectLook::Small
                fault_id=String::new()
            />
            <Show when=move || 0 < n_values(self.asked.get())>
                {input(self.first, format!("{what}: value"), first_list.clone())}
            </Show>
            <Show when=move || 1 < n_values(self.asked.get())>
                <span>"to"</span>
                {input(self.second, format!("{what}: second value"), second_list.clone())}
            </Show>
            <datalist id=list>{values}</datalist>
        }
    }
}
