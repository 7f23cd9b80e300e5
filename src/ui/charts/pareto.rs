//! The curve of value, the most valuable customers first.

use crate::ui::view::prelude::*;
use web_sys::HtmlDivElement;

use crate::engine::present::chart::{ParetoChart, ParetoCut, percent};
use crate::ui::charts::figure::Figure;

/// Height of the field, in pixels.
const FIELD: f64 = 220.0;
/// Room above it.
const HEAD: f64 = 16.0;
/// From the top down to the foot of the field.
pub const PARETO_FOOT: f64 = HEAD + FIELD;

/// The curve with its cuts.
#[component]
pub fn ParetoCurve(
    /// The curve.
    pareto: ParetoChart,
    /// What lies over the plot: the cuts, to be moved.
    handles: View,
    /// The field that they lie in.
    field: NodeRef<HtmlDivElement>,
) -> View {
    let (readings, twin) = (pareto.readings(), pareto.twin());
    let ParetoChart { path, cuts, caption, .. } = pareto;
    let bottom = HEAD + FIELD + 0.5;
    let area = format!("{path}L100 100L0 100z");
    view! {
        <Figure caption name="pareto" readings twin on_open=None>
            <div class="cut-rows__field" node_ref=field>
            <svg class="plot" height=HEAD + FIELD + 24.0 aria-hidden="true">
                <svg x="0" y=HEAD width="100%" height=FIELD viewBox="0 0 100 100" preserveAspectRatio="none">
                    <path class="plot__population" d=area></path>
                    <path class="plot__line" d=path></path>
                </svg>
                <line class="plot__axis" x1="0" x2="100%" y1=bottom y2=bottom></line>
                {cuts.into_iter().enumerate().map(cut).collect_view()}
                <text x="0" y=bottom + 17.0>"0% of customers"</text>
                <text x="100%" y=bottom + 17.0 text-anchor="end">"100%"</text>
            </svg>
            {handles}
            </div>
        </Figure>
    }
}

fn cut((idx, cut): (usize, ParetoCut)) -> View {
    let x = percent(cut.x);
    let y = HEAD + FIELD * cut.y;
    view! {
        <g data-mark=idx>
            <line class="plot__cut" x1=x.clone() x2=x.clone() y1=y y2=HEAD + FIELD></line>
            <circle class="plot__accent" cx=x.clone() cy=y r="4"></circle>
            <text class="plot__strong" x=x y=y dx="8" dy="14">{cut.label}</text>
        </g>
    }
}
