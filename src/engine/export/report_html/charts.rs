//! Charts as SVG text, by the geometry that the page draws too.

use crate::engine::export::report_html::blocks::chip;
use crate::engine::export::report_html::tags::Tags;
use crate::engine::present::chart::{
    AxisStep, BarRow, GridCell, RangeRow, RegionSign, RfmGrid, Ribbon, RibbonPiece, VersusRow, percent,
};
use crate::engine::present::palette::{N_SLOTS, corners, hatch, shape};
use crate::engine::present::report::{Chart, Plot};

/// A chart without its caption and table.
pub(super) fn plot(out: &mut Tags, chart: &Chart) {
    match &chart.plot {
        Plot::Shares(ribbon) => shares(out, ribbon),
        Plot::Grid(it) => grid(out, it),
        Plot::Versus(all) => {
            rows(out, "rows--versus", "", ["Customer", "", "Here, everyone"]);
            for it in all {
                versus(out, it);
            }
            out.close("div");
        }
        Plot::Ranges(all) => {
            rows(out, "rows--range", &chart.slot.to_string(), ["Number", "Low to high", "Here, everyone"]);
            for it in all {
                range(out, it);
            }
            out.close("div");
        }
        Plot::Values(column, all) => {
            rows(out, "", &chart.slot.to_string(), [column, "", "Index"]);
            for it in all {
                value(out, it);
            }
            out.close("div");
        }
    }
}

/// The shapes of all slots, to be referred to, and the patterns that stand for them on paper.
pub(super) fn sprite(out: &mut Tags) {
    out.raw("<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n");
    for slot in 1..=N_SLOTS {
        let number = slot.to_string();
        out.open("symbol", &[("id", &format!("mark-{}", shape(slot))), ("viewBox", "0 0 12 12")]);
        match shape(slot) {
            "circle" => out.raw("<circle cx=\"6\" cy=\"6\" r=\"5.2\"/>"),
            "ring" => out.raw(
                "<circle cx=\"6\" cy=\"6\" r=\"4.2\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.4\"/>",
            ),
            _ => {
                let points: Vec<String> = corners(slot).iter().map(|(x, y)| format!("{x},{y}")).collect();
                out.empty("polygon", &[("points", &points.join(" "))]);
            }
        }
        out.close("symbol");
        out.open(
            "pattern",
            &[
                ("id", &format!("hatch-{slot}")),
                ("data-slot", &number),
                ("width", "8"),
                ("height", "8"),
                ("patternUnits", "userSpaceOnUse"),
            ],
        );
        out.raw("<rect class=\"hatch__ground\" width=\"8\" height=\"8\"/>");
        out.empty("path", &[("class", "hatch__line"), ("d", hatch(slot))]);
        out.close("pattern");
    }
    out.raw("</defs></svg>\n");
}

/// A slot's shape in its colour.
pub(super) fn mark(out: &mut Tags, slot: u8, class: &str) {
    out.open("svg", &[("class", class), ("data-slot", &slot.to_string()), ("aria-hidden", "true")]);
    out.empty("use", &[("href", &format!("#mark-{}", shape(slot)))]);
    out.raw("</svg>");
}

/// The picture of the cover.
pub(super) fn picture(out: &mut Tags, shades: &[u8; 25]) {
    out.raw("<svg class=\"cover__picture\" viewBox=\"0 0 200 200\" aria-hidden=\"true\">");
    for (idx, shade) in shades.iter().enumerate() {
        let place = |it: usize| format!("{}.5", it * 40);
        out.empty(
            "rect",
            &[
                ("class", "heat"),
                ("data-heat", &shade.to_string()),
                ("x", &place(idx % 5)),
                ("y", &place(idx / 5)),
                ("width", "39"),
                ("height", "39"),
            ],
        );
    }
    out.raw("</svg>\n");
}

fn rows(out: &mut Tags, class: &str, slot: &str, heads: [&str; 3]) {
    let class = if class.is_empty() { "rows".to_owned() } else { format!("rows {class}") };
    out.open("div", &[("class", &class), ("data-slot", slot)]);
    out.raw("<div class=\"row row--head\">");
    for it in heads {
        out.element("span", "", it);
    }
    out.raw("</div>\n");
}

fn shares(out: &mut Tags, ribbon: &Ribbon) {
    let basis = if ribbon.base_below.is_some() {
        "Grey: share of customers. Colour: share of revenue"
    } else {
        "Grey: share of customers"
    };
    out.open("div", &[("class", "rows")]);
    out.element("p", "basis", basis);
    let largest = ribbon.largest.max(1e-9) / 0.95;
    for RibbonPiece { name, slot, above, below, .. } in &ribbon.pieces {
        let size = |share: f64| percent((share / largest).clamp(0.0, 1.0));
        out.open("div", &[("class", "row"), ("data-slot", &slot.to_string())]);
        chip(out, *slot, name);
        out.raw("<svg class=\"plot\" height=\"16\" aria-hidden=\"true\">");
        bar(out, "population", ("0", &size(above.share)), ("1", "6"));
        if let Some(below) = below {
            bar(out, "slot", ("0", &size(below.share)), ("9", "6"));
        }
        out.raw("</svg>");
        let value = below
            .as_ref()
            .map_or_else(|| above.label.clone(), |it| format!("{} · {}", above.label, it.label));
        out.element("span", "value", &value);
        out.close("div");
    }
    out.close("div");
}

fn versus(out: &mut Tags, row: &VersusRow) {
    let class = if row.is_above { "above" } else { "below" };
    let (end, dx, anchor) =
        if row.is_above { (row.span.end(), "6", "start") } else { (row.span.start, "-6", "end") };
    out.raw("<div class=\"row\">");
    out.element("span", "", &row.label);
    out.raw("<svg class=\"plot\" height=\"16\" aria-hidden=\"true\">");
    bar(out, class, (&percent(row.span.start), &percent(row.span.size)), ("1", "14"));
    out.raw("<line class=\"axis\" x1=\"50%\" x2=\"50%\" y1=\"-9\" y2=\"25\"/>");
    out.open("text", &[("x", &percent(end)), ("dx", dx), ("y", "12.5"), ("text-anchor", anchor)]);
    out.text(&row.change);
    out.raw("</text></svg>");
    both(out, &row.here, &row.everyone);
}

fn range(out: &mut Tags, row: &RangeRow) {
    let all = percent(row.everyone_median);
    out.raw("<div class=\"row\"><span>");
    out.text(&row.label);
    out.element("small", "", &row.scale);
    out.raw("</span><svg class=\"plot\" height=\"28\" aria-hidden=\"true\">");
    out.raw("<line class=\"guide\" x1=\"0\" x2=\"100%\" y1=\"14.5\" y2=\"14.5\"/>");
    bar(out, "population", (&percent(row.everyone.start), &percent(row.everyone.size)), ("8", "13"));
    out.empty("line", &[("class", "axis"), ("x1", &all), ("x2", &all), ("y1", "8"), ("y2", "21")]);
    bar(out, "slot", (&percent(row.here.start), &percent(row.here.size)), ("12", "5"));
    bar(out, "slot", (&percent(row.here_median), "4"), ("4", "21"));
    out.raw("</svg>");
    both(out, &row.value, &row.everyone_value);
}

fn value(out: &mut Tags, row: &BarRow) {
    out.raw("<div class=\"row\">");
    out.element("span", "", &row.label);
    out.raw("<svg class=\"plot\" height=\"16\" aria-hidden=\"true\">");
    bar(out, "slot", ("0", &percent(row.size)), ("2", "12"));
    bar(out, "ink", (&percent(row.everyone), "2"), ("-2", "20"));
    out.open("text", &[("x", &percent(row.size.max(row.everyone))), ("dx", "9"), ("y", "12.5")]);
    out.text(&row.value);
    out.raw("</text></svg>");
    out.element("span", "value", row.index.as_deref().unwrap_or("–"));
    out.close("div");
}

/// The value here and everyone's, at the end of a row.
fn both(out: &mut Tags, here: &str, everyone: &str) {
    out.raw("<span class=\"value\">");
    out.text(here);
    out.raw(" ");
    out.element("small", "", everyone);
    out.raw("</span></div>\n");
}

fn bar(out: &mut Tags, class: &str, (x, width): (&str, &str), (y, height): (&str, &str)) {
    out.empty("rect", &[("class", class), ("x", x), ("y", y), ("width", width), ("height", height)]);
}

fn grid(out: &mut Tags, grid: &RfmGrid) {
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Customers by last order and number of orders\">");
    out.raw("<table class=\"grid\"><thead><tr><td>Last order</td>");
    grid.columns.iter().for_each(|it| step(out, it, "col"));
    out.raw("</tr></thead><tbody>\n");
    for row in &grid.rows {
        out.raw("<tr>");
        step(out, &row.head, "row");
        row.cells.iter().for_each(|it| cell(out, it));
        out.raw("</tr>\n");
    }
    out.raw("</tbody></table></div>\n<p class=\"key\">");
    let cells = || grid.rows.iter().flat_map(|row| &row.cells);
    for segment in &grid.segments {
        let found =
            cells().find(|it| it.segment == Some(*segment)).and_then(|it| it.slot.zip(it.name.as_ref()));
        if let Some((slot, name)) = found {
            chip(out, slot, name);
        }
    }
    out.raw("</p>\n");
    if let Some((low, high)) = &grid.heat_ends {
        out.element(
            "p",
            "key",
            &format!("Darker cells spend more: typically from under {low} to {high} and over"),
        );
    }
}

fn step(out: &mut Tags, step: &AxisStep, scope: &str) {
    out.open("th", &[("scope", scope)]);
    out.text(&step.label);
    out.raw(" ");
    out.element("small", "", step.unit);
    out.raw("</th>");
}

fn cell(out: &mut Tags, cell: &GridCell) {
    let mut class = "heat".to_owned();
    for (is, more) in [(cell.parts_above, " parts-above"), (cell.parts_before, " parts-before")] {
        class.push_str(if is { more } else { "" });
    }
    out.open("td", &[("class", &class), ("data-heat", &cell.heat.to_string())]);
    if let Some(slot) = cell.slot.filter(|_| cell.sign != RegionSign::Elsewhere) {
        mark(out, slot, "mark mark--plain");
    }
    out.open("b", &[]);
    out.text(&cell.count);
    out.raw("</b>");
    out.element("small", "", &cell.share);
    out.raw("</td>");
}
