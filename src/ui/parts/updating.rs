//! A result that is being replaced: the one before stays, dimmed.

use std::time::Duration;

use crate::ui::view::prelude::*;
use leptos::leptos_dom::helpers::TimeoutHandle;

use crate::session::Job;
use crate::ui::parts::Icon;

/// Work shorter than this is not mentioned.
const SAY_AFTER: Duration = Duration::from_secs(1);
/// Work longer than this can be stopped.
const OFFER_AFTER: Duration = Duration::from_secs(2);

/// Dims what is inside while it is out of date.
#[component]
pub fn Updating(
    /// Whether what is inside was made with other choices than the controls say.
    is_stale: Signal<bool>,
    /// What the worker is doing.
    job: Signal<Job>,
    /// Stops the work.
    on_cancel: Callback<()>,
    /// The result.
    children: View,
) -> View {
    let is_busy = Memo::new(move |_| matches!(*job.read(), Job::Running(_)));
    let is_long = after(is_busy, SAY_AFTER);
    let is_very_long = after(is_busy, OFFER_AFTER);
    view! {
        <div
            class="updating"
            class:is-updating=move || is_stale.get()
            aria-busy=move || is_stale.get().then_some("true")
        >
            <div class="updating__line" role="status">
                <Show when=move || is_stale.get() && is_long.get()>
                    <p class="remark">
                        <Icon name="note"/>
                        <span>
                            "Updating… "
                            <Show when=move || is_very_long.get()>
                                <button class="link-button" type="button" on:click=move |_| on_cancel.run(())>
                                    "Cancel"
                                </button>
                            </Show>
                        </span>
                    </p>
                </Show>
            </div>
            {children}
        </div>
    }
}

/// True once `is_on` has been true for a while.
fn after(is_on: Memo<bool>, wait: Duration) -> RwSignal<bool> {
    let is_late = RwSignal::new(false);
    follow_up(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        if is_on.get() {
            return set_timeout_with_handle(move || is_late.set(true), wait).ok();
        }
        is_late.set(false);
        None
    });
    is_late
}
