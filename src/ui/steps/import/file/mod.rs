//! How the file is written, and the lines that show it.

mod dialect;
mod first_lines;
mod skip_lines;

use std::time::Duration;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::preview::is_garbled;
use crate::engine::table::{IssueKind, ReadingOptions, SourceSummary};
use crate::session::{Job, Same, Task};
use crate::ui::actions::Actions;
use crate::ui::browser::clock;
use crate::ui::parts::{FirstRows, Icon, TaskProgress};
use crate::ui::steps::import::Source;
use crate::ui::steps::import::file::dialect::DialectControls;
use crate::ui::steps::import::file::first_lines::FirstLines;

/// The controls, the first lines, and a hint where the text looks garbled.
#[component]
pub fn FileSection(
    /// The file.
    source: Source,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let dialect = Memo::new(move |_| source.with(|it| it.dialect.clone()));
    let sheets = Memo::new(move |_| source.with(|it| it.sheets.clone()));
    let reading = Memo::new(move |_| session.draft().read().reading.clone());
    let lines = Memo::new(move |_| source.with(|it| it.first_lines.clone()));
    let glance = Signal::derive(move || {
        let own = || source.with(|it| Same::new(it.glance.clone()));
        session.glance().get().unwrap_or_else(own)
    });
    let looks_garbled = Memo::new(move |_| source.with(|it| has_garbled_text(it)));
    let change = move |(action, options): (&'static str, ReadingOptions)| {
        actions.set_reading(action, move |it| *it = options);
    };
    let is_rereading = Memo::new(
        move |_| matches!(&*session.job().read(), Job::Running(it) if matches!(it.task, Task::Rereading { .. })),
    );
    let takes_long = clock::lasting(is_rereading, Duration::from_millis(300));
    let advice = move || {
        if dialect.with(|it| it.is_doubtful) {
            "Another reading is nearly as good, so compare the rows below"
        } else {
            "Nothing to do unless the rows below look wrong"
        }
    };
    view! {
        <section class="section" aria-labelledby="file-title">
            <div class="section__head">
                <h2 id="file-title">"How the file is written"</h2>
                <p>{advice}</p>
            </div>
            <Show when=move || takes_long.get()>
                <TaskProgress job=Signal::derive(move || session.job().get()) on_cancel=move || actions.cancel()/>
            </Show>
            <DialectControls dialect sheets reading on_change=Callback::new(change)/>
            <FirstRows glance/>
            <details class="disclosure">
                <summary>
                    <span>"The lines as they stand in the file"</span>
                </summary>
                <FirstLines lines dialect/>
            </details>
            <Show when=move || looks_garbled.get()>
                <p class="remark dialect__hint">
                    <Icon name="note"/>
                    <span>"See Ã¼ instead of ü? Change Text encoding."</span>
                </p>
            </Show>
        </section>
    }
}

fn has_garbled_text(source: &SourceSummary) -> bool {
    let lines = source.first_lines.iter().map(String::as_str);
    let examples = source.columns.iter().flat_map(|it| it.examples.iter().map(String::as_str));
    is_garbled(lines.chain(examples)) || source.issues.iter().any(|it| it.kind == IssueKind::BadBytes)
}
