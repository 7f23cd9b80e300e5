//! The files beside the open one: what each is, how well it matches, and the way to add another.

mod companion;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::check::Finding;
use crate::ui::actions::Actions;
use crate::ui::parts::FileButton;
use crate::ui::steps::import::Source;
use crate::ui::steps::import::beside::companion::CompanionCard;

/// Endings of tables, for the system's dialog.
const TABLES: &str = ".csv,.tsv,.txt,.tab,.dat,.gz,.zip,.xlsx,.xls,.ods";

/// A card for each file that is joined, and a button for another.
#[component]
pub fn BesideSection(
    /// The main file with all columns.
    source: Source,
    /// Shows the rows of a finding.
    on_see: Callback<Finding>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let names = Memo::new(move |_| {
        let together = session.together().get();
        together.map_or_else(Vec::new, |it| it.joins.iter().map(|join| join.file.clone()).collect::<Vec<_>>())
    });
    let lead = move || {
        if names.with(Vec::is_empty) {
            "A customer list, a survey, a campaign log or a table of regions can be joined to this file"
                .to_owned()
        } else {
            format!(
                "Joined to {}: no row of it is added, lost or repeated",
                source.with(|it| it.name.clone())
            )
        }
    };
    let card = move |name: String| view! { <CompanionCard name source on_see/> };
    view! {
        <section class="section" aria-labelledby="beside-title">
            <div class="section__head">
                <h2 id="beside-title">"More about the same customers"</h2>
                <p>{lead}</p>
            </div>
            <div class="beside">
                <For each=move || names.get() key=String::clone children=card/>
                <FileButton
                    id="add-file"
                    label="Add another file…"
                    accept=TABLES
                    class=""
                    on_choose=move |files| actions.add_files(files)
                />
            </div>
        </section>
    }
}
