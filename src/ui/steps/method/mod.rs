//! Choose how to group, and set it up beside the result.

mod advance;
mod card;
mod cards;
mod cut_fields;
mod fit;
mod groups;
mod known;
mod live_result;
mod paint;
mod pictures;
mod rfm_cuts;
mod rfm_panel;
mod rules;
mod tier_handles;
mod tiers_panel;
mod tree_panel;

pub use rules::ColumnForm;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::ui::actions::MethodKind;

use advance::MethodAdvance;
use cards::MethodCards;
use groups::GroupsPanel;
use live_result::LiveResult;
use rfm_panel::RfmPanel;
use rules::RulesPanel;
use tiers_panel::TiersPanel;
use tree_panel::TreePanel;

/// The step between the columns and the segments.
#[component]
pub fn Method() -> View {
    let session = expect_context::<LiveSession>();
    let kind = Memo::new(move |_| MethodKind::of(&session.draft().read().method));
    let n = Memo::new(move |_| session.shown().read().as_ref().map(|it| it.analysis.profiles.everyone.n));
    let lead = move || match n.get() {
        Some(n) => {
            format!("{} ways to look at the same {}. Try another at any time.", ways(), customers(n))
        }
        None => format!("{} ways to look at the same customers. Try another at any time.", ways()),
    };
    view! {
        <div class="page-head">
            <h1 tabindex="-1">"Choose how to group them"</h1>
            <p class="page-head__lead">{lead}</p>
        </div>
        <section class="section" aria-labelledby="methods-title">
            <h2 class="visually-hidden" id="methods-title">"Methods"</h2>
            <MethodCards/>
        </section>
        <section class="section" aria-labelledby="setup-title">
            <div class="section__head">
                <h2 id="setup-title">{move || title(kind.get())}</h2>
                <p>"The result follows every change"</p>
            </div>
            <div class="bench">
                {move || panel(kind.get())}
                <LiveResult kind/>
            </div>
        </section>
        <MethodAdvance/>
    }
}

/// "Three", for as many methods as are offered.
fn ways() -> String {
    number::capitalised(&number::in_words(MethodKind::ALL.len()))
}

fn customers(n: usize) -> String {
    number::counted(n, "customer", "customers")
}

fn title(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Rfm => "Set up recent, frequent, valuable",
        MethodKind::Groups => "Set up natural groups",
        MethodKind::Rules => "Write your own rules",
        MethodKind::Tree => "Set up who responds",
        MethodKind::Tiers => "Set up value tiers",
    }
}

fn panel(kind: MethodKind) -> View {
    match kind {
        MethodKind::Rfm => view! { <RfmPanel/> },
        MethodKind::Groups => view! { <GroupsPanel/> },
        MethodKind::Rules => view! { <RulesPanel/> },
        MethodKind::Tree => view! { <TreePanel/> },
        MethodKind::Tiers => view! { <TiersPanel/> },
    }
}
