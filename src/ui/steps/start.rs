//! Start: choose a file, paste rows, try a sample.

use leptos::prelude::*;

use crate::engine::sample::Sample;
use crate::ui::actions::Actions;

/// The first screen.
#[component]
pub fn Start() -> impl IntoView {
    let actions = expect_context::<Actions>();
    view! {
        <h1 class="start__title" tabindex="-1">"Find the groups in your customer list."</h1>
        {Sample::ALL.map(|sample| view! {
            <button class="button" type="button" on:click=move |_| actions.use_sample(sample)>{sample.label()}</button>
        }).collect_view()}
    }
}
