//! What the page can prove about your data, and what it cannot.

mod connections;
mod kept;
mod limits;
mod policy;
mod seal;

use crate::engine::json;
use crate::ui::view::prelude::*;

use crate::ui::actions::Actions;
use crate::ui::browser::shell;
use connections::{Connection, Connections};
use kept::Kept;
use limits::{CheckYourself, Limits};
use policy::Policy;
use seal::Seal;

/// How often the panel looks again.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(1);

/// The statement, the live panel, the checks, the limits and what is kept.
#[component]
pub fn Privacy() -> View {
    let actions = expect_context::<Actions>();
    let log = RwSignal::new(read_log());
    let n_refused = RwSignal::new(shell::refused() as usize);
    let look = move || {
        n_refused.set(shell::refused() as usize);
        let now = read_log();
        if log.with_untracked(|it| *it != now) {
            log.set(now);
        }
    };
    if let Ok(timer) = set_interval_with_handle(look, LOOK_AGAIN) {
        on_cleanup(move || timer.clear());
    }
    let sealed_at = shell::sealed_at_millis();
    let count = move |is_counted: fn(&Connection, f64) -> bool| {
        Signal::derive(move || log.with(|it| it.iter().filter(|it| is_counted(it, sealed_at)).count()))
    };
    let (loading, sealed) = shell::policies();
    view! {
        <div class="page-head">
            <h1 tabindex="-1">"Your data stays on this device"</h1>
            <p class="page-head__lead">
                "This page is a set of files. It has no server that accepts your data. You need not take our word for it: here is what the page can see, and how to check it yourself."
            </p>
        </div>
        <Seal
            sealed_at
            n_requests=count(|it, _| it.own)
            n_since=count(|it, sealed_at| it.at > sealed_at)
            n_refused
        />
        <Connections log/>
        <div class="section">
            <div class="columns">
                <div class="columns__6">
                    <CheckYourself/>
                    <Limits/>
                </div>
                <div class="columns__6">
                    <Policy loading sealed/>
                    <Kept on_delete=Callback::new(move |()| actions.forget_preferences())/>
                </div>
            </div>
        </div>
    }
}

fn read_log() -> Vec<Connection> {
    json::read(&shell::connections()).unwrap_or_default()
}
