//! The shortest rule of a segment, its typical members, and whether it is one to work with.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::sentence::listed;
use crate::engine::present::sentence::told::described::{Criterion, Described, criteria, described};
use crate::engine::profile::{Profiles, SegmentProfile};
use crate::engine::segmentation::SegmentId;
use crate::ui::actions::Actions;
use crate::ui::steps::segments::Shown;
use crate::worker::protocol::PeoplePage;

/// The rule in words, how well it does, and its text for one's own rules.
pub fn short_rule(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let Some(Described { conditions, how_well, lines }) = described(profile, profiles) else {
        return view! {
            <div>
                <h2>"In one rule"</h2>
                <p>"No short rule tells these customers from the others."</p>
            </div>
        };
    };
    let text = lines.join("\n");
    view! {
        <div>
            <h2>"In one rule"</h2>
            <p class="rule-words"><b>{listed(&conditions)}</b></p>
            <p class="persona__source">{how_well}</p>
            <details class="disclosure">
                <summary><span>"As lines of own rules"</span></summary>
                <pre class="dialect__sample" tabindex="0" role="group" aria-label="Lines of own rules">{text}</pre>
            </details>
        </div>
    }
}

/// The four criteria, each a figure and a sentence.
pub fn of_use(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let line = |it: Criterion| {
        let Criterion { name, score, sentence, verdict } = it;
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{verdict.word()}</td>
                <td class="is-number">{score}</td>
                <td>{sentence}</td>
            </tr>
        }
    };
    view! {
        <div class="section">
            <div class="section__head">
                <h2>"Is it a group to work with?"</h2>
                <p>"The four things that a segment must be"</p>
            </div>
            <div class="scroll-x" tabindex="0" role="group" aria-label="Is it a group to work with?">
                <table class="data-table data-table--tight">
                    <thead>
                        <tr>
                            <th scope="col">"Must be"</th>
                            <th scope="col">"Is it?"</th>
                            <th scope="col" class="is-number">"Figure"</th>
                            <th scope="col">"Because"</th>
                        </tr>
                    </thead>
                    <tbody>{criteria(profile, profiles).into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

/// Real customers in the middle of the segment, with masked identifiers.
#[component]
pub fn TypicalMembers(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let id = SegmentId(u8::try_from(idx).unwrap_or(u8::MAX));
    let fingerprint = Memo::new(move |_| shown.with(|it| it.fingerprint.clone()));
    follow_up(move |_| {
        fingerprint.track();
        actions.typical(id);
    });
    let page = Memo::new(move |_| session.typical().get().filter(|it| it.segment == Some(id)));
    view! {
        <div>
            <h2>"Typical members"</h2>
            {move || page.get().map(|it| members(&it))}
            <p class="persona__source">
                "Customers with the least distance to all others here, shown without their identity. They stay in this browser and are in no report."
            </p>
        </div>
    }
}

/// A column for each member: few members, many facts.
fn members(page: &PeoplePage) -> View {
    let head = |row: &Vec<String>| view! { <th scope="col">{row.first().cloned()}</th> };
    let heads = page.rows.iter().map(head).collect_view();
    let lines = page.columns.iter().enumerate().skip(2).map(|(at, column)| {
        let cells = page.rows.iter().map(|row| view! { <td>{row.get(at).cloned()}</td> });
        view! { <tr><th scope="row">{column.clone()}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label="Typical members">
            <table class="data-table data-table--tight">
                <thead><tr><th scope="col">"Customer"</th>{heads}</tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
}
