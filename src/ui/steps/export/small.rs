//! A word about lists of very few people.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::profile::Profiles;
use crate::session::{ExportChoice, FileKind};
use crate::ui::parts::Icon;

/// Fewer people than this can be told apart, and most tools take no such list.
const FEW: usize = 10;

/// Names the picked segments with few people; nothing where there are none.
#[component]
pub fn SmallSegments(
    /// The segments.
    profiles: Signal<Profiles>,
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let few = move || {
        if choice.read().kind != FileKind::Customers {
            return Vec::new();
        }
        profiles.with(|it| {
            let small = it.segments.iter().filter(|it| it.group.n < FEW && choice.read().has(it.segment.id));
            small.map(|it| format!("{} ({})", it.segment.name, number::count(it.group.n))).collect::<Vec<_>>()
        })
    };
    let message = |few: Vec<String>| {
        let title = if few.len() == 1 {
            "One picked segment has fewer than 10 people".to_owned()
        } else {
            format!(
                "{} picked segments have fewer than 10 people",
                number::capitalised(&number::in_words(few.len()))
            )
        };
        view! {
            <div class="message message--warn export__small" role="status">
                <Icon name="warn"/>
                <div>
                    <p class="message__title">{title}</p>
                    <p class="message__body">
                        {few.join(", ")} ". So few people can be told apart, and most ad and email tools take no list this small."
                    </p>
                </div>
            </div>
        }
    };
    move || {
        let few = few();
        (!few.is_empty()).then(|| message(few))
    }
}
