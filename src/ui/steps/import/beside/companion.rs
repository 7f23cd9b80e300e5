//! One file beside the open one.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::join::{Join, KeyChoice};
use crate::engine::present::check::{Finding, Treatment};
use crate::engine::present::together;
use crate::session::Same;
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, Select, SelectLook};
use crate::ui::steps::import::Source;
use crate::ui::steps::import::check::FindingLine;
use crate::ui::steps::import::columns::DroppedColumns;
use crate::worker::protocol::Together;

/// What it is, by what it is joined, how well it matches, and what was odd.
#[component]
pub fn CompanionCard(
    /// Its name.
    name: String,
    /// The main file with all columns.
    source: Source,
    /// Shows the rows of a finding.
    on_see: Callback<Finding>,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let join = {
        let name = name.clone();
        Memo::new(move |_| session.together().get().and_then(|it| found(&it, &name)))
    };
    let main = move || source.with(|it| it.name.clone());
    let of_join = move |say: &dyn Fn(&Join) -> String| {
        join.with(|it| it.as_ref().map_or_else(String::new, |it| say(&it.join)))
    };
    let percent = move || join.with(|it| it.as_ref().map_or(0.0, |it| it.join.main.match_rate() * 100.0));
    let line = move |finding: Finding| {
        let Treatment::Fixed(did) = finding.treatment.clone() else { return View::nothing() };
        let treatment = view! { <span class="health__fixed">{did}</span> };
        view! { <FindingLine finding treatment on_see/> }
    };
    let findings = move || join.with(|it| it.as_ref().map(|it| it.findings(&main())).unwrap_or_default());
    let remove = {
        let name = name.clone();
        move |_| actions.remove_file(&name)
    };
    let make_main = {
        let name = name.clone();
        move |_| actions.make_main(&name)
    };
    let (of, file) = (name.clone(), name.clone());
    let dropped = Memo::new(move |_| {
        let draft = session.draft();
        let draft = draft.read();
        let own = draft.companions.iter().find(|it| it.name == of);
        own.map(|it| it.reading.dropped.clone()).unwrap_or_default()
    });
    let keep = move |column: String| actions.keep_joined_column(&file, &column);
    view! {
        <article class="companion" aria-label=name.clone()>
            <div class="companion__head">
                <h3>{name.clone()}</h3>
                <p class="companion__what">{move || of_join(&together::what)}</p>
                <button
                    class="link-button"
                    type="button"
                    aria-label=format!("Make {name} the main file")
                    on:click=make_main
                >
                    "Make this the main file"
                </button>
                <button class="link-button" type="button" aria-label=format!("Remove {name}") on:click=remove>
                    "Remove"
                </button>
            </div>
            <p><strong>{move || of_join(&|it| together::match_rate(it, &main()))}</strong></p>
            <progress class="progress__bar" max="100" prop:value=percent aria-label="Customers with a counterpart"></progress>
            <p class="companion__what">{move || of_join(&|it| together::details(it).join(" · "))}</p>
            {keys(name, join, session, actions)}
            <DroppedColumns names=dropped on_keep=keep/>
            <ul class="health">{move || findings().into_iter().map(line).collect_view()}</ul>
        </article>
    }
}

/// A join with what its file is by itself.
#[derive(Clone)]
struct Found {
    all: Same<Together>,
    join: Join,
    idx: usize,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Found {
    fn findings(&self, main: &str) -> Vec<Finding> {
        let reading = self.all.companions.get(self.idx).map(|it| it.issues.as_slice()).unwrap_or_default();
        together::findings(&self.join, reading, main)
    }

    fn columns(&self) -> Vec<String> {
        let columns = self.all.companions.get(self.idx).map(|it| it.columns.as_slice()).unwrap_or_default();
        columns.iter().map(|it| it.name.clone()).collect()
    }
}

fn found(all: &Same<Together>, name: &str) -> Option<Found> {
    let idx = all.joins.iter().position(|it| it.file == name)?;
    Some(Found { all: all.clone(), join: all.joins.get(idx)?.clone(), idx })
}

/// The two columns that are compared.
fn keys(name: String, join: Memo<Option<Found>>, session: LiveSession, actions: Actions) -> View {
    let suffix = format!(" ({name})");
    let own = Signal::derive(move || {
        let columns = join.with(|it| it.as_ref().map_or_else(Vec::new, Found::columns));
        columns.into_iter().map(|it| (it.clone(), it)).collect::<Options<String>>()
    });
    let of_main = Signal::derive(move || {
        let source = session.source().get();
        let columns = source.iter().flat_map(|it| &it.columns).map(|it| it.name.clone());
        let others = columns.filter(|it| !it.ends_with(&suffix));
        others.map(|it| (it.clone(), it)).collect::<Options<String>>()
    });
    let key = move || join.with(|it| it.as_ref().and_then(|it| it.join.key.clone()));
    let choose = move |change: &dyn Fn(&mut KeyChoice)| {
        let now = key();
        let mut choice = KeyChoice {
            column: now.as_ref().map(|it| it.column.clone()),
            onto: now.as_ref().map(|it| it.onto.clone()),
        };
        change(&mut choice);
        actions.set_key(&name, choice);
    };
    let (choose_column, choose_onto) = (choose.clone(), choose);
    view! {
        <div class="companion__keys">
            <Select
                label="Column of this file to compare".to_owned()
                options=own
                selected=Signal::derive(move || key().map(|it| it.column).unwrap_or_default())
                on_choose=Callback::new(move |it: String| choose_column(&|key| key.column = Some(it.clone())))
                look=SelectLook::Small
                fault_id=String::new()
            />
            <span>"is"</span>
            <Select
                label="Column of the main file to compare with".to_owned()
                options=of_main
                selected=Signal::derive(move || key().map(|it| it.onto).unwrap_or_default())
                on_choose=Callback::new(move |it: String| choose_onto(&|key| key.onto = Some(it.clone())))
                look=SelectLook::Small
                fault_id=String::new()
            />
            <span class="companion__what">{move || key().map_or("", |it| together::key_reason(&it))}</span>
        </div>
    }
}
