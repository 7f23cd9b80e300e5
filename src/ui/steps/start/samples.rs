//! Three files to try, made on this device.

use leptos::prelude::*;

use crate::engine::sample::Sample;
use crate::ui::actions::Actions;

/// One click each, from nothing to segments.
#[component]
pub fn Samples() -> impl IntoView {
    view! {
        <section class="section">
            <h2 class="section__head">"Or try a sample"</h2>
            <ul class="samples">{Sample::ALL.map(row).collect_view()}</ul>
        </section>
    }
}

fn row(sample: Sample) -> impl IntoView {
    let actions = expect_context::<Actions>();
    view! {
        <li>
            <button class="samples__item" type="button" on:click=move |_| actions.use_sample(sample)>
                <svg class="spark" viewBox="0 0 60 24" preserveAspectRatio="none" aria-hidden="true">
                    <polyline class="plot__line" points="0,22 60,2"/>
                </svg>
                <span class="samples__name">{sample.label()}</span>
                <span class="samples__size">{sample.description()}</span>
            </button>
        </li>
    }
}
