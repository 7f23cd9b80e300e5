//! Three files to try, made on this device.

use crate::ui::view::prelude::*;

use crate::engine::sample::Sample;
use crate::session::first_look::{FirstLook, spark_points};
use crate::ui::actions::Actions;

/// One click each, from nothing to segments.
#[component]
pub fn Samples() -> View {
    let sparks = FirstLook::kept().map(|it| it.sparks).unwrap_or_default();
    let rows = Sample::ALL.into_iter().zip(sparks).map(row).collect_view();
    view! {
        <section class="section">
            <h2 class="section__head">"Or try a sample"</h2>
            <ul class="samples">{rows}</ul>
        </section>
    }
}

fn row((sample, counts): (Sample, Vec<u32>)) -> View {
    let actions = expect_context::<Actions>();
    view! {
        <li>
            <button class="samples__item" type="button" on:click=move |_| actions.use_sample(sample)>
                <svg class="spark" viewBox="0 0 60 24" preserveAspectRatio="none" aria-hidden="true">
                    <polyline class="plot__line" points=spark_points(&counts, 60.0, 24.0)/>
                </svg>
                <span class="samples__name">{sample.label()}</span>
                <span class="samples__size">{sample.description()}</span>
            </button>
        </li>
    }
}
