//! How far a task is, with a way to stop it.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::progress::Stage;
use crate::session::{Job, Running, Task};

/// Every stage in order, as a person reads it.
const STAGES: [(Stage, &str); 4] = [
    (Stage::Reading, "Reading"),
    (Stage::Measuring, "Measuring"),
    (Stage::Segmenting, "Segmenting"),
    (Stage::Profiling, "Profiling"),
];

/// Bar, stages and Cancel. Shows nothing unless a task runs.
#[component]
pub fn TaskProgress(
    /// What the worker is doing.
    job: Signal<Job>,
    /// Stops it.
    on_cancel: Callback<()>,
) -> View {
    let running = move || match job.get() {
        Job::Running(running) => Some(running),
        Job::Idle | Job::Failed(_) | Job::Cancelled(_) => None,
    };
    let stage = Memo::new(move |_| running().map_or(Stage::Reading, |it| it.stage));
    let percent = Memo::new(move |_| running().map_or(0, |it| whole_percent(it.fraction)));
    let name = move || name_of(stage.get());
    // Nothing heard yet: the engine may still be arriving, or what undoes a wrapping.
    let waits =
        Memo::new(move |_| running().is_some_and(|it| it.stage == Stage::Reading && it.fraction == 0.0));
    let line = move || {
        if waits.get() { "Getting ready…".to_owned() } else { format!("{}, {}%", name(), percent.get()) }
    };
    view! {
        <div class="progress">
            <p class="progress__line">
                <span><strong>{line}</strong></span>
                <span>{move || running().and_then(|it| rows(&it))}</span>
            </p>
            <progress class="progress__bar" max="100" prop:value=move || f64::from(percent.get()) aria-label=name></progress>
            <p class="stages">{STAGES.map(|(it, name)| stage_item(it, name, stage)).collect_view()}</p>
            <p class="cluster">
                <button class="button" type="button" on:click=move |_| on_cancel.run(())>"Cancel"</button>
            </p>
        </div>
    }
}

fn stage_item(stage: Stage, name: &'static str, now: Memo<Stage>) -> View {
    view! {
        <span
            class="stages__item"
            class:stages__item--done=move || stage < now.get()
            class:stages__item--now=move || stage == now.get()
        >
            {name}
        </span>
    }
}

fn name_of(stage: Stage) -> &'static str {
    STAGES.iter().find(|(it, _)| *it == stage).map_or("Working", |(_, name)| name)
}

/// "310,000 of about 646,000 rows", once there is enough to go by.
fn rows(running: &Running) -> Option<String> {
    let is_reading = running.stage == Stage::Reading && !matches!(running.task, Task::Analysing { .. });
    if !is_reading || running.n_rows == 0 {
        return None;
    }
    let read = number::count(running.n_rows);
    if running.fraction < 0.02 || running.fraction >= 1.0 {
        return Some(format!("{read} rows"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an estimate in thousands")]
    let about = (running.n_rows as f64 / f64::from(running.fraction) / 1000.0).round() as usize * 1000;
    Some(format!("{read} of about {} rows", number::count(about.max(running.n_rows))))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
fn whole_percent(fraction: f32) -> u8 {
    (fraction.clamp(0.0, 1.0) * 100.0).floor() as u8
}
