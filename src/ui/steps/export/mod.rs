//! Taking lists along.

mod deliver_bar;
mod destinations;
mod first_rows;
mod options;
mod pick;
mod preflight;
mod preview;
mod save_bar;
mod saved;
mod small;
mod tool_options;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::profile::Profiles;
use crate::session::outgoing::Asked;
use crate::session::{ExportChoice, FileKind, Outgoing};
use crate::ui::actions::Actions;
use crate::ui::parts::Icon;
use deliver_bar::DeliverBar;
use destinations::Destinations;
use first_rows::FirstRowsOfFiles;
use options::ListOptions;
use pick::Pick;
use preflight::Preflight;
use preview::Preview;
use save_bar::SaveBar;
use small::SmallSegments;
use tool_options::ToolOptions;

/// Rows of a table that are shown before it is saved.
const N_ROWS: usize = 5;
/// Lines of a text that are shown before it is saved.
const N_LINES: usize = 14;

/// The step after the segments: which, how, what it looks like, save.
#[component]
pub fn Export() -> View {
    let session = expect_context::<LiveSession>();
    let choice =
        RwSignal::new(ExportChoice { report: session.report().get_untracked(), ..ExportChoice::default() });
    let profiles = Memo::new(move |_| {
        session.shown().read().as_ref().map(|it| it.analysis.profiles.clone()).unwrap_or_default()
    });
    let kind = Memo::new(move |_| choice.read().kind);
    let which = follow_preview(choice, profiles);
    let outgoing = session.outgoing();
    let asked = follow_asked(choice, profiles, outgoing.into());
    let is_list = move || kind.get() == FileKind::Customers;
    let is_tool = move || kind.get() == FileKind::Tool;
    let has_pick = move || is_list() || is_tool();
    let tool_options = move || {
        let catalogue = outgoing.read().catalogue.clone()?.ok()?;
        Some(view! { <ToolOptions catalogue choice/> })
    };
    view! {
        <div class="page-head">
            <h1 tabindex="-1">"Take the lists to your tools"</h1>
            <p class="page-head__lead">
                "Files are made here and saved to your downloads. What happens after that is between you and the tool you choose."
            </p>
        </div>
        <div class="columns">
            <div class="columns__4">
                <Show when=has_pick fallback=no_pick>
                    <Pick profiles choice/>
                </Show>
                <Show when=is_list>
                    <ListOptions choice/>
                </Show>
                <Show when=is_tool>{tool_options}</Show>
            </div>
            <div class="columns__8">
                <Destinations choice outgoing/>
                <Show when=is_tool>
                    <Preflight outgoing asked/>
                </Show>
            </div>
        </div>
        <Show when=is_tool fallback=move || own_files(profiles, choice, which)>
            <FirstRowsOfFiles outgoing/>
            <DeliverBar outgoing asked choice/>
        </Show>
    }
}

/// The beginning of a file of this program's own, and the way to save it.
fn own_files(
    profiles: Memo<Profiles>,
    choice: RwSignal<ExportChoice>,
    which: Signal<Option<String>>,
) -> View {
    let session = expect_context::<LiveSession>();
    let kind = Memo::new(move |_| choice.read().kind);
    view! {
        <Preview kind text=Signal::derive(move || session.preview().get()) which/>
        <SmallSegments profiles choice/>
        <SaveBar profiles choice/>
    }
}

/// Asks what can be asked for, and looks at what is asked for whenever that changes.
fn follow_asked(
    choice: RwSignal<ExportChoice>,
    profiles: Memo<Profiles>,
    outgoing: Signal<Outgoing>,
) -> Signal<Option<Asked>> {
    let actions = expect_context::<Actions>();
    let is_new = Memo::new(move |_| (outgoing.read().catalogue.is_none(), profiles.get()));
    follow_up(move |_| {
        if is_new.with(|it| it.0) {
            actions.ask_destinations();
        }
    });
    let catalogue = Memo::new(move |_| outgoing.read().catalogue.clone().and_then(Result::ok));
    let asked = Memo::new(move |_| {
        let catalogue = catalogue.get()?;
        profiles.with(|it| choice.read().asked(it, &catalogue))
    });
    follow_up(move |_| {
        let Some(asked) = asked.get() else { return };
        if outgoing.with_untracked(|it| it.checked_for(&asked).is_none()) {
            actions.check(asked);
        }
    });
    Signal::derive(move || asked.get())
}

fn no_pick() -> View {
    view! {
        <section class="section" aria-labelledby="no-pick-title">
            <div class="section__head">
                <h2 id="no-pick-title">"Which segments"</h2>
            </div>
            <p class="remark">
                <Icon name="note"/>
                <span>"This file is about the whole result, so there is nothing to pick."</span>
            </p>
        </section>
    }
}

/// Asks for the beginning of the file whenever the choice or the segments change; says which file it
/// is of.
fn follow_preview(choice: RwSignal<ExportChoice>, profiles: Memo<Profiles>) -> Signal<Option<String>> {
    let actions = expect_context::<Actions>();
    let first = Memo::new(move |_| profiles.with(|it| choice.read().formats(it).into_iter().next()));
    let changed = Memo::new(move |_| (first.get(), profiles.get()));
    follow_up(move |_| {
        let Some(format) = changed.with(|it| it.0.clone()) else { return };
        let is_table = matches!(choice.read_untracked().kind, FileKind::Customers | FileKind::Problems);
        actions.preview(format, if is_table { N_ROWS } else { N_LINES });
    });
    Signal::derive(move || {
        let choice = choice.read();
        let is_one_of_many = choice.kind == FileKind::Customers && choice.is_split;
        profiles.with(|it| {
            let first = it.segments.iter().find(|it| choice.has(it.segment.id)).filter(|_| is_one_of_many)?;
            Some(format!("Of the first file, {}", first.segment.name))
        })
    })
}
