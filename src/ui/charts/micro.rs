//! The small picture of a column.

use crate::ui::view::prelude::*;

use crate::engine::present::column::{MicroMark, Tone};

/// Bars, a strip or ticks, without axes; the caption beside it says what they are.
#[component]
pub fn Micro(
    /// The marks, in fractions of the box.
    marks: Signal<Vec<MicroMark>>,
) -> View {
    view! {
        <svg class="micro" aria-hidden="true">
            {move || marks.with(|it| it.iter().map(mark).collect_view())}
        </svg>
    }
}

fn mark(mark: &MicroMark) -> View {
    let percent = |fraction: f64| format!("{:.2}%", fraction * 100.0);
    let class = match mark.tone {
        Tone::Quiet => "plot__quiet",
        Tone::Strong => "plot__ink",
        Tone::Soft => "plot__population",
    };
    view! {
        <rect
            class=class
            x=percent(mark.x)
            y=percent(mark.y)
            width=percent(mark.width)
            height=percent(mark.height)
        ></rect>
    }
}
