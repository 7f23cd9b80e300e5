//! How clearly separated the groups are, for each number of groups that was tried.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{Caption, QualityLine, QualityPoint, percent};
use crate::ui::charts::figure::Figure;

/// Height of the field that the line is drawn on, in pixels.
const FIELD: f64 = 120.0;
/// Room above the field for the label of the highest point.
const HEAD: f64 = 24.0;

/// The line with a point for each number of groups.
#[component]
pub fn QualityByK(
    /// Points and path.
    line: QualityLine,
    /// Finding and basis.
    caption: Caption,
) -> View {
    let zero = HEAD + FIELD * line.zero + 0.5;
    let points = line.points.iter().enumerate().map(point).collect_view();
    view! {
        <Figure caption name="quality" readings=line.readings() twin=line.twin() on_open=None>
            <svg class="plot" height=HEAD + FIELD + 24.0 aria-hidden="true">
                <line class="plot__axis" x1="0" x2="100%" y1=zero y2=zero></line>
                <svg x="0" y=HEAD width="100%" height=FIELD viewBox="0 0 100 100" preserveAspectRatio="none">
                    <path class="plot__line" d=line.path></path>
                </svg>
                {points}
            </svg>
        </Figure>
    }
}

fn point((idx, point): (usize, &QualityPoint)) -> View {
    let x = percent(point.x);
    let (dot, text, radius) =
        if point.is_chosen { ("plot__accent", "plot__strong", 5) } else { ("plot__quiet", "", 3) };
    let mark = point.y.map(|y| {
        let y = HEAD + FIELD * y;
        view! {
            <g>
                <circle class=dot cx=x.clone() cy=y r=radius></circle>
                <text class=text x=x.clone() y=y - 10.0 text-anchor="middle">{point.label.clone()}</text>
            </g>
        }
    });
    view! {
        <g data-mark=idx>
            {mark}
            <text class=text x=x y=HEAD + FIELD + 18.0 text-anchor="middle">{usize::from(point.k)}</text>
        </g>
    }
}
