//! What the worker is doing about the result on screen, and what went wrong with it.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::session::Job;
use crate::ui::actions::Actions;
use crate::ui::parts::{FaultMessage, TaskProgress};

/// Progress while a run takes long, or the reason that there is no new result.
#[component]
pub fn Updating() -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let is_busy = Memo::new(move |_| matches!(*session.job().read(), Job::Running(_)));
    let failure = Memo::new(move |_| match &*session.job().read() {
        Job::Failed(failure) => Some(failure.clone()),
        Job::Idle | Job::Running(_) | Job::Cancelled(_) => None,
    });
    let is_cancelled = move || matches!(*session.job().read(), Job::Cancelled(_));
    let job = Signal::derive(move || session.job().get());
    let again = move |_| actions.run();
    view! {
        <Show when=move || is_busy.get()>
            <div class="updating">
                <TaskProgress job on_cancel=move |()| actions.cancel()/>
            </div>
        </Show>
        {move || failure.get().map(|failure| {
            view! {
                <div class="updating__fault">
                    <FaultMessage failure>
                        <p class="message__tools">
                            <button class="button" type="button" on:click=again>"Try again"</button>
                        </p>
                    </FaultMessage>
                </div>
            }
        })}
        <Show when=is_cancelled>
            <p class="remark updating__fault">
                <span>
                    "Stopped. What you see was made before the last change. "
                    <button class="link-button" type="button" on:click=again>"Run again"</button>
                </span>
            </p>
        </Show>
    }
}
