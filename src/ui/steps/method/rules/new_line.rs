//! A new line: what it is about, where it stands, and the form for it.

use crate::ui::view::prelude::*;

use crate::engine::segmentation::rules::{Condition, Rule, RuleSegment};
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, Select, SelectLook};
use crate::ui::steps::method::rules::condition::ColumnForm;
use crate::ui::steps::method::rules::membership::MembershipForm;
use crate::ui::steps::method::rules::orders::{OrdersForm, SequenceForm};

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Column,
    Orders,
    Sequence,
    Segment,
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

/// A form for one condition of any kind.
#[component]
pub fn NewLine(
    /// Position of the segment.
    idx: usize,
    /// The segment.
    segment: Memo<Option<RuleSegment>>,
) -> View {
    let actions = expect_context::<Actions>();
    let about = RwSignal::new(About::Column);
    let place = RwSignal::new(Place::Segment);
    let add = Callback::new(move |made: Condition| {
        let place = place.get_untracked();
        actions.set_rules("new line", |rules| {
            if let Some(segment) = rules.segments.get_mut(idx) {
                put(&mut segment.all, &place, Rule::Is(made));
            }
        });
    });
    view! {
        <div class="new-condition" role="group" aria-label="New line">
            <Select
                label="New line: about"
                options=kinds()
                selected=about
                on_choose=Callback::new(move |it| about.set(it))
                look=SelectLook::Small
                fault_id=String::new()
            />
            <Select
                label="New line: where"
                options=Signal::derive(move || segment.with(|it| places(it.as_ref())))
                selected=place
                on_choose=Callback::new(move |it| place.set(it))
                look=SelectLook::Small
                fault_id=String::new()
            />
            {move || match about.get() {
                About::Column => view! { <ColumnForm idx on_made=add/> },
                About::Orders => view! { <OrdersForm idx on_made=add/> },
                About::Sequence => view! { <SequenceForm idx on_made=add/> },
                About::Segment => view! { <MembershipForm idx on_made=add/> },
            }}
        </div>
    }
}

fn kinds() -> Options<About> {
    [
        (About::Column, "What is known of the customer"),
        (About::Orders, "How many orders, or how much spent"),
        (About::Sequence, "Bought one thing, then another"),
        (About::Segment, "In a segment of another method"),
    ]
    .map(|(it, name)| (it, name.to_owned()))
    .into()
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
