//! The state of the seal.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::ui::browser::clock;

/// When the page was sealed, and what it has asked for since it was opened.
#[component]
pub fn Seal(
    /// When, in milliseconds since the epoch.
    sealed_at: f64,
    /// Requests to this site since the page was opened.
    n_requests: Signal<usize>,
    /// Requests to anywhere after the seal.
    n_since: Signal<usize>,
    /// Attempts to connect that the browser refused since the seal.
    n_refused: Signal<usize>,
) -> View {
    view! {
        <section class="seal" aria-labelledby="seal-title">
            {mark()}
            <div class="stack stack--tight">
                <h2 class="seal__title" id="seal-title">
                    {format!("Sealed at {}", clock::time_of_day(sealed_at))}
                </h2>
                <p>
                    "From then on the browser refuses every connection this page could try to make: that was tried before the page started. No file can be opened before the seal."
                </p>
            </div>
            <div class="stat-row" role="status">
                {stat(n_requests, "request to this site", "requests to this site")}
                {stat(n_since, "request since the seal", "requests since the seal")}
                {stat(n_refused, "attempt refused", "attempts refused")}
            </div>
        </section>
    }
}

fn stat(n: Signal<usize>, one: &'static str, many: &'static str) -> View {
    view! {
        <p class="stat">
            <span class="stat__value">{move || number::count(n.get())}</span>
            <span class="stat__label">{move || if n.get() == 1 { one } else { many }}</span>
        </p>
    }
}

fn mark() -> View {
    let cell = |idx: u32| {
        let class = if idx == 4 { "seal__cell seal__cell--on" } else { "seal__cell" };
        view! { <rect class=class x=18 + 20 * (idx % 3) y=18 + 20 * (idx / 3) width="20" height="20"></rect> }
    };
    view! {
        <svg class="seal__mark" viewBox="0 0 96 96" aria-hidden="true">
            <rect class="seal__ring" x="2" y="2" width="92" height="92"></rect>
            <rect class="seal__ring" x="7" y="7" width="82" height="82"></rect>
            {(0..9).map(cell).collect_view()}
        </svg>
    }
}
