//! Answers of a survey: items put together as a scale, several answers in one cell taken apart.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::{FeatureChoices, RowUnit, SplitColumn, SurveyScale};
use crate::engine::present::number;
use crate::engine::table::Kind;
use crate::ui::actions::Actions;
use crate::ui::parts::{Icon, NameField, Options, Select, SelectField, SelectLook, toggle};

/// The ends of a scale that are offered.
const ENDS: [(f64, f64); 7] =
    [(1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (1.0, 10.0), (1.0, 4.0), (1.0, 6.0), (0.0, 100.0)];
/// What can stand between two answers.
const BETWEEN: [(&str, &str); 5] =
    [(";", "a semicolon"), (",", "a comma"), ("|", "a bar"), ("/", "a slash"), ("+", "a plus")];

/// Scales and answers, in a file with one row for each customer.
#[component]
pub fn SurveyAnswers() -> View {
    let session = expect_context::<LiveSession>();
    let is_survey = Memo::new(move |_| session.draft().read().mapping.unit == RowUnit::Customers);
    let choices = Memo::new(move |_| session.draft().read().features.clone());
    view! {
        <Show when=move || is_survey.get()>
            <details class="disclosure">
                <summary><span>"Answers of a survey"</span></summary>
                <div class="stack">{scales(session, choices)}{splits(session, choices)}</div>
            </details>
        </Show>
    }
}

/// Names of the file's columns of some kinds.
fn columns(session: LiveSession, is_of: fn(Kind) -> bool) -> Vec<String> {
    let source = session.source();
    let source = source.read();
    let all = source.iter().flat_map(|it| &it.columns);
    all.filter(|it| is_of(it.kind)).map(|it| it.name.clone()).collect()
}

fn scales(session: LiveSession, choices: Memo<FeatureChoices>) -> View {
    let actions = expect_context::<Actions>();
    let items = Memo::new(move |_| columns(session, |it| it == Kind::Number));
    let n = Memo::new(move |_| choices.read().scales.len());
    let rows = move || (0..n.get()).map(|at| scale(session, choices, items, at)).collect_view();
    let add = move |_| {
        let first: Vec<String> = items.get_untracked().into_iter().take(2).collect();
        actions.set_features("new scale", |it| {
            let mut n = it.scales.len() + 1;
            while it.scales.iter().any(|scale| scale.name == format!("Scale {n}")) {
                n += 1;
            }
            it.scales.push(SurveyScale {
                name: format!("Scale {n}"),
                items: first,
                reversed: Vec::new(),
                min: 1.0,
                max: 5.0,
            });
        });
    };
    view! {
        {rows}
        <button
            class="button button--small"
            type="button"
            disabled=move || items.read().is_empty()
            on:click=add
        >
            "Put answers together as a scale"
        </button>
        <p class="field__hint">
            "A scale is the mean of questions that ask for the same thing. Cronbach’s alpha says how well they agree: 0.7 and more is usual."
        </p>
    }
}

/// One scale: its name, its questions, its ends, how well they agree.
fn scale(session: LiveSession, choices: Memo<FeatureChoices>, items: Memo<Vec<String>>, at: usize) -> View {
    let actions = expect_context::<Actions>();
    let own = Memo::new(move |_| choices.read().scales.get(at).cloned());
    let name = Memo::new(move |_| own.with(|it| it.as_ref().map(|it| it.name.clone()).unwrap_or_default()));
    let is_renamed = RwSignal::new(false);
    let change = move |action: &'static str, change: &dyn Fn(&mut SurveyScale)| {
        actions.set_features(action, |it| {
            if let Some(it) = it.scales.get_mut(at) {
                change(it);
            }
        });
    };
    let renamed = move |new: Option<String>| {
        is_renamed.set(false);
        let new = new.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        let is_taken = |new: &String| choices.read_untracked().scales.iter().any(|it| it.name == *new);
        if let Some(new) = new.filter(|it| !is_taken(it)) {
            change("name of a scale", &|it| it.name.clone_from(&new));
        }
    };
    let ends = Memo::new(move |_| own.with(|it| it.as_ref().map_or((1.0, 5.0), |it| (it.min, it.max))));
    let rows = move || items.get().into_iter().map(|it| question(own, at, it)).collect_view();
    view! {
        <fieldset class="fieldset survey-scale">
            <legend class="visually-hidden">{move || name.get()}</legend>
            <div class="own-rule__head">
                <Show
                    when=move || is_renamed.get()
                    fallback=move || view! {
                        <b>{move || name.get()}</b>
                        <button
                            class="button button--quiet button--icon button--small"
                            type="button"
                            aria-label=move || format!("Rename {}", name.get())
                            on:click=move |_| is_renamed.set(true)
                        >
                            <Icon name="edit"/>
                        </button>
                        <button
                            class="button button--quiet button--icon button--small"
                            type="button"
                            aria-label=move || format!("Take {} apart", name.get())
                            on:click=move |_| actions.set_features("scale taken apart", |it| drop(it.scales.remove(at)))
                        >
                            <Icon name="close"/>
                        </button>
                    }
                >
                    <NameField name=name.get_untracked() label=format!("Name of {}", name.get_untracked()) on_done=renamed/>
                </Show>
            </div>
            <p class="field__hint" role="status">{move || agreement(session, &name.get())}</p>
            {rows}
            <SelectField
                label="Answers go from"
                options=Signal::derive(move || all_ends(ends.get()))
                selected=ends
                on_choose=move |(min, max)| change("ends of a scale", &|it| (it.min, it.max) = (min, max))
            />
        </fieldset>
    }
}

/// A question that may be in the scale, and whether it asks the other way round.
fn question(own: Memo<Option<SurveyScale>>, at: usize, column: String) -> View {
    let actions = expect_context::<Actions>();
    let (item, reversed, asked) = (column.clone(), column.clone(), column.clone());
    let is_in = Memo::new(move |_| own.with(|it| it.as_ref().is_some_and(|it| it.items.contains(&item))));
    let is_reversed =
        Memo::new(move |_| own.with(|it| it.as_ref().is_some_and(|it| it.reversed.contains(&reversed))));
    let is_last = move || is_in.get() && own.with(|it| it.as_ref().is_some_and(|it| it.items.len() < 2));
    let (taken, turned) = (column.clone(), column.clone());
    let put = move |_| {
        actions.set_features("questions of a scale", |it| {
            if let Some(it) = it.scales.get_mut(at) {
                toggle(&mut it.items, &taken);
                it.reversed.retain(|it| *it != taken);
            }
        });
    };
    let turn = move || {
        actions.set_features("question turned round", |it| {
            if let Some(it) = it.scales.get_mut(at) {
                toggle(&mut it.reversed, &turned);
            }
        });
    };
    let turn = StoredValue::new(turn);
    view! {
        <div>
            <label class="check">
                <input type="checkbox" prop:checked=move || is_in.get() disabled=is_last on:change=put/>
                <span>{column}</span>
            </label>
            <Show when=move || is_in.get()>
                <label class="check check--inner">
                    <input
                        type="checkbox"
                        prop:checked=move || is_reversed.get()
                        aria-label=format!("{asked} asks the other way round")
                        on:change=move |_| turn.with_value(|turn| turn())
                    />
                    <span>"asks the other way round"</span>
                </label>
            </Show>
        </div>
    }
}

/// "Alpha 0.81: the 4 questions agree, of 900 who answered all."
fn agreement(session: LiveSession, name: &str) -> String {
    let shown = session.shown();
    let shown = shown.read();
    let fit = shown.as_ref().and_then(|it| it.analysis.scales.iter().find(|it| it.name == name));
    let Some(fit) = fit else { return String::new() };
    let n = number::counted(fit.n_complete, "customer", "customers");
    match fit.alpha {
        Some(alpha) => {
            let word = if alpha >= 0.7 { "agree well" } else { "agree little" };
            let value = number::fixed(alpha, 2);
            format!("Alpha {value}: the {} questions {word}, by {n} who answered all.", fit.n_items)
        }
        None => "Alpha needs two questions that people answer differently.".to_owned(),
    }
}

fn all_ends(now: (f64, f64)) -> Options<(f64, f64)> {
    let mut all = ENDS.to_vec();
    if !all.contains(&now) {
        all.push(now);
    }
    all.into_iter().map(|it| (it, format!("{} to {}", number::plain(it.0), number::plain(it.1)))).collect()
}

/// Columns with several answers in a cell.
fn splits(session: LiveSession, choices: Memo<FeatureChoices>) -> View {
    let actions = expect_context::<Actions>();
    let texts = Memo::new(move |_| columns(session, |it| matches!(it, Kind::Category | Kind::Text)));
    let rows = move || choices.get().split.into_iter().enumerate().map(split).collect_view();
    let options = move || {
        let free = |it: &String| choices.read().split.iter().all(|split| split.column != *it);
        let columns = texts.get().into_iter().filter(free).map(|it| (Some(it.clone()), it));
        std::iter::once((None, "Choose a column".to_owned())).chain(columns).collect::<Vec<_>>()
    };
    let add = move |column: Option<String>| {
        let Some(column) = column else { return };
        actions.set_features("several answers in a cell", |it| {
            it.split.push(SplitColumn { column, separator: ";".to_owned() });
        });
    };
    view! {
        {rows}
        <SelectField
            label="Several answers in one cell: take apart"
            options=Signal::derive(options)
            selected=Signal::from(None::<String>)
            on_choose=add
        />
    }
}

fn split((at, SplitColumn { column, separator }): (usize, SplitColumn)) -> View {
    let actions = expect_context::<Actions>();
    let mut between: Options<String> =
        BETWEEN.iter().map(|(it, name)| ((*it).to_owned(), format!("parted by {name}"))).collect();
    if between.iter().all(|it| it.0 != separator) {
        between.push((separator.clone(), format!("parted by {separator}")));
    }
    let choose = move |separator: String| {
        actions.set_features("what parts answers", |it| {
            if let Some(it) = it.split.get_mut(at) {
                it.separator = separator;
            }
        });
    };
    let label = format!("Answers of {column}");
    let remove = format!("Leave the answers of {column} together");
    view! {
        <div class="feature-list__row">
            <span>{column}</span>
            <Select
                label
                options=between
                selected=separator
                on_choose=Callback::new(choose)
                look=SelectLook::Small
                fault_id=String::new()
            />
            <button
                class="button button--quiet button--icon button--small"
                type="button"
                aria-label=remove
                on:click=move |_| actions.set_features("answers left together", |it| drop(it.split.remove(at)))
            >
                <Icon name="close"/>
            </button>
        </div>
    }
}
