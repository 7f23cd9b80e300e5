//! A new line: of what, what must hold, where it stands.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::features::Unit;
use crate::engine::present::sentence::titled;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::rules::{
    Comparison, Condition, Middle, Part, Rule, RuleSegment, Test, Tested, Value,
};
use crate::ui::actions::Actions;
use crate::ui::parts::{Icon, Options, Select, SelectLook};

/// What can be tested.
#[derive(Debug, Clone, PartialEq)]
enum Field {
    /// A number, by its id.
    Number(String),
    /// A category, by its column, and its most frequent values.
    Category(String, Vec<String>),
}

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    AtLeast,
    AtMost,
    Is,
    IsNot,
    Top,
    Bottom,
    AboveMedian,
    BelowMedian,
    Contains,
    Known,
    Missing,
}

/// Where the line goes.
#[derive(Debug, Clone, PartialEq)]
enum Place {
    /// Beside the lines of the segment.
    Segment,
    /// Into the group that stands there.
    Group(usize),
    /// Into a new group of which one line is enough.
    NewAny,
    /// Into a new group of which no line may hold.
    NewNone,
}

/// A form for one condition.
#[component]
pub fn NewCondition(
    /// Position of the segment.
    idx: usize,
    /// The segment.
    segment: Memo<Option<RuleSegment>>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let fields = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        shown.as_ref().map(|it| fields(&it.analysis.profiles)).unwrap_or_default()
    });
    let field = RwSignal::new(0_usize);
    let asked = RwSignal::new(Asked::AtLeast);
    let place = RwSignal::new(Place::Segment);
    let fault = RwSignal::new(false);
    let node = NodeRef::<web_sys::HtmlInputElement>::new();
    let chosen = Memo::new(move |_| fields.with(|all| all.get(field.get()).map(|it| it.0.clone())));
    let tests = Signal::derive(move || chosen.with(|it| it.as_ref().map(tests).unwrap_or_default()));
    let choose_field = move |idx: usize| {
        field.set(idx);
        let first = untrack(|| tests.get()).first().map(|it| it.0);
        asked.set(first.unwrap_or(Asked::AtLeast));
    };
    let list = format!("values-{idx}");
    let list_id = list.clone();
    let values = move || {
        let values = chosen.with(|it| match it {
            Some(Field::Category(_, values)) => values.clone(),
            Some(Field::Number(_)) | None => Vec::new(),
        });
        values.into_iter().map(|it| view! { <option value=it></option> }).collect_view()
    };
    let add = move |_| {
        let text = node.get_untracked().map(|it| it.value()).unwrap_or_default();
        let made = chosen.get_untracked().and_then(|it| condition(&it, asked.get_untracked(), text.trim()));
        fault.set(made.is_none());
        let Some(made) = made else { return };
        if let Some(it) = node.get_untracked() {
            it.set_value("");
        }
        let place = place.get_untracked();
        actions.set_rules("new line", |rules| {
            if let Some(segment) = rules.segments.get_mut(idx) {
                put(&mut segment.all, &place, Rule::Is(made));
            }
        });
    };
    let takes_value = move || takes_value(asked.get());
    view! {
        <div class="new-condition" role="group" aria-label="New line">
            <Select
                label="New line: column"
                options=Signal::derive(move || fields.with(|all| all.iter().enumerate().map(|(idx, it)| (idx, it.1.clone())).collect::<Vec<_>>()))
                selected=field
                on_choose=Callback::new(choose_field)
                look=SelectLook::Small
                fault_id=String::new()
            />
            <Select
                label="New line: test"
                options=tests
                selected=asked
                on_choose=Callback::new(move |it| asked.set(it))
                look=SelectLook::Small
                fault_id=String::new()
            />
            <Show when=takes_value>
                <input
                    class="input input--small"
                    class:input--wrong=move || fault.get()
                    node_ref=node
                    list=list_id.clone()
                    autocomplete="off"
                    aria-label="New line: value"
                    aria-invalid=move || fault.get().then_some("true")
                />
            </Show>
            <datalist id=list>{values}</datalist>
            <Select
                label="New line: where"
                options=Signal::derive(move || segment.with(|it| places(it.as_ref())))
                selected=place
                on_choose=Callback::new(move |it| place.set(it))
                look=SelectLook::Small
                fault_id=String::new()
            />
            <button class="button button--small" type="button" on:click=add>"Add the line"</button>
            <Show when=move || fault.get()>
                <span class="field__error"><Icon name="warn"/>"A value is missing, or it is not a number"</span>
            </Show>
        </div>
    }
}

/// Everything that can be tested, numbers first.
fn fields(profiles: &Profiles) -> Vec<(Field, String)> {
    let everyone = &profiles.everyone;
    let unit = |unit: Unit| match unit {
        Unit::Days => " (days)",
        Unit::Share => " (0 to 1)",
        Unit::Money | Unit::Count | Unit::Plain => "",
    };
    let numbers = everyone.features.iter().map(|it| {
        (
            Field::Number(it.id.clone()),
            format!("{}{}", titled(&it.label), if it.label.contains("ays") { "" } else { unit(it.unit) }),
        )
    });
    let categories = everyone.categories.iter().map(|it| {
        let values = it.shares.iter().map(|it| it.value.clone()).collect();
        (Field::Category(it.label.clone(), values), titled(&it.label))
    });
    numbers.chain(categories).collect()
}

fn tests(field: &Field) -> Options<Asked> {
    let named = |(asked, name): &(Asked, &str)| (*asked, (*name).to_owned());
    match field {
        Field::Number(_) => [
            (Asked::AtLeast, "is at least"),
            (Asked::AtMost, "is at most"),
            (Asked::Is, "is exactly"),
            (Asked::Top, "is among the top … %"),
            (Asked::Bottom, "is among the bottom … %"),
            (Asked::AboveMedian, "is above the median"),
            (Asked::BelowMedian, "is below the median"),
            (Asked::Known, "is known"),
            (Asked::Missing, "is not known"),
        ]
        .iter()
        .map(named)
        .collect(),
        Field::Category(..) => [
            (Asked::Is, "is"),
            (Asked::IsNot, "is not"),
            (Asked::Contains, "contains"),
            (Asked::Known, "is known"),
            (Asked::Missing, "is not known"),
        ]
        .iter()
        .map(named)
        .collect(),
    }
}

fn takes_value(asked: Asked) -> bool {
    !matches!(asked, Asked::AboveMedian | Asked::BelowMedian | Asked::Known | Asked::Missing)
}

fn places(segment: Option<&RuleSegment>) -> Options<Place> {
    let mut places = vec![(Place::Segment, "and".to_owned())];
    for (idx, rule) in segment.iter().flat_map(|it| &it.all).enumerate() {
        let name = match rule {
            Rule::All(_) => "in the group “all of these”",
            Rule::Any(_) => "in the group “at least one of these”",
            Rule::None(_) => "in the group “none of these”",
            Rule::Is(_) => continue,
        };
        places.push((Place::Group(idx), name.to_owned()));
    }
    places.push((Place::NewAny, "in a new group “at least one of these”".to_owned()));
    places.push((Place::NewNone, "in a new group “none of these”".to_owned()));
    places
}

/// The condition that was asked for; `None` where its value is missing or no number.
fn condition(field: &Field, asked: Asked, text: &str) -> Option<Condition> {
    let number = || text.replace(',', "").parse::<f64>().ok().filter(|it| it.is_finite());
    let share = || number().filter(|it| (0.0..=100.0).contains(it));
    let is_number = matches!(field, Field::Number(_));
    let value = || {
        if is_number {
            number().map(Value::Number)
        } else {
            (!text.is_empty()).then(|| Value::Text(text.to_owned()))
        }
    };
    let test = match asked {
        Asked::AtLeast => Test::Compare(Comparison::AtLeast, value()?),
        Asked::AtMost => Test::Compare(Comparison::AtMost, value()?),
        Asked::Is => Test::Compare(Comparison::Is, value()?),
        Asked::IsNot => Test::Compare(Comparison::IsNot, value()?),
        Asked::Top => Test::Top(share()?),
        Asked::Bottom => Test::Bottom(share()?),
        Asked::AboveMedian => Test::Above(Middle::Median),
        Asked::BelowMedian => Test::Below(Middle::Median),
        Asked::Contains if !text.is_empty() => Test::Text(Part::Contains, text.to_owned()),
        Asked::Contains => return None,
        Asked::Known => Test::Known,
        Asked::Missing => Test::Missing,
    };
    let field = match field {
        Field::Number(id) => id.clone(),
        Field::Category(column, _) => column.clone(),
    };
    Some(Condition::Column(Tested { field, test }))
}

fn put(rules: &mut Vec<Rule>, place: &Place, rule: Rule) {
    match place {
        Place::Segment => rules.push(rule),
        Place::NewAny => rules.push(Rule::Any(vec![rule])),
        Place::NewNone => rules.push(Rule::None(vec![rule])),
        Place::Group(idx) => match rules.get_mut(*idx) {
            Some(Rule::All(inner) | Rule::Any(inner) | Rule::None(inner)) => inner.push(rule),
            Some(Rule::Is(_)) | None => rules.push(rule),
        },
    }
}
