//! What people who listen to the page hear about work under way: each stage, every 25%, the end.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::progress::Stage;
use crate::session::{Job, Running};

/// One quiet line, said politely.
#[component]
pub fn JobVoice() -> View {
    let session = expect_context::<LiveSession>();
    let segments = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        shown.as_ref().map(|it| {
            let profiles = &it.analysis.profiles;
            let segments = number::counted(profiles.segments.len(), "segment", "segments");
            format!("{segments}, {}", number::counted(profiles.everyone.n, "customer", "customers"))
        })
    });
    let words = Memo::new(move |before: Option<&Option<String>>| match &*session.job().read() {
        Job::Running(running) => Some(quarter(running)),
        // Silence before the first job, the result after one.
        Job::Idle if before.is_some_and(Option::is_some) => segments.get(),
        Job::Idle | Job::Failed(_) | Job::Cancelled(_) => None,
    });
    view! { <p class="visually-hidden" role="status">{move || words.get()}</p> }
}

fn quarter(running: &Running) -> String {
    let stage = match running.stage {
        Stage::Reading => "Reading",
        Stage::Measuring => "Measuring",
        Stage::Segmenting => "Segmenting",
        Stage::Profiling => "Profiling",
        Stage::Writing => "Writing",
    };
    let quarters = (running.fraction.clamp(0.0, 1.0) * 4.0).floor() * 25.0;
    if quarters < 25.0 { format!("{stage}…") } else { format!("{stage}, {quarters}%") }
}
