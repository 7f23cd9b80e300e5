//! The report as one HTML file: no script, nothing that is fetched, totals only.
//!
//! It is made of the same model as the page ([`Report`]), and so has the same words and numbers. A
//! policy in its head forbids it to run or load anything. Every chart is SVG in fractions of its
//! width, as on the page, with the same numbers as a table below it.

mod blocks;
mod charts;
mod tags;

use crate::engine::export::Material;
use crate::engine::present::report::{Cover, Leaf, Report, ReportOptions, Told};
use blocks::{block, facts};
use tags::Tags;

/// The file's own style: the colours and measures of the page, light.
const STYLE: &str = include_str!("report.css");

/// The file's text.
pub(super) fn text(material: &Material<'_>, options: &ReportOptions) -> String {
    let Material { source, recipe, outcome } = material;
    let told = Told {
        profiles: &outcome.analysis.profiles,
        recipe,
        claims: &outcome.analysis.claims,
        of_reading: &source.issues,
        of_measuring: &outcome.analysis.issues,
        n_rows: source.table.n_rows,
    };
    written(&Report::new(&told, options))
}

/// A report as HTML.
fn written(report: &Report) -> String {
    let mut out = Tags::default();
    out.raw(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>",
    );
    out.text(&report.title);
    out.raw("</title>\n<style>\n");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n<body>\n");
    charts::sprite(&mut out);
    out.raw("<main class=\"report\">\n");
    let n = report.n_leaves();
    if let Some(it) = &report.cover {
        cover(&mut out, report, it, n);
    } else {
        out.element("h1", "title", &report.title);
    }
    let first = n - report.leaves.len();
    for (idx, it) in report.leaves.iter().enumerate() {
        leaf(&mut out, report, it, (first + idx + 1, n));
    }
    out.raw("</main>\n</body>\n</html>\n");
    out.finish()
}

fn cover(out: &mut Tags, report: &Report, cover: &Cover, n: usize) {
    out.raw("<article class=\"leaf\">\n<div class=\"cover\">\n");
    charts::picture(out, &cover.picture);
    out.raw("<div>\n");
    out.element("h1", "cover__title", &report.title);
    facts(out, &cover.facts);
    out.raw("</div>\n</div>\n");
    foot(out, (1, n));
}

fn leaf(out: &mut Tags, report: &Report, leaf: &Leaf, place: (usize, usize)) {
    out.raw("<article class=\"leaf\">\n<header class=\"leaf__head\">");
    out.element("span", "", &report.title);
    out.element("span", "", report.date.as_deref().unwrap_or_default());
    out.raw("</header>\n<h2 class=\"leaf__title\">");
    if let Some(slot) = leaf.slot {
        charts::mark(out, slot, "mark mark--large");
    }
    out.text(&leaf.title);
    out.raw("</h2>\n");
    for it in &leaf.blocks {
        block(out, it);
    }
    foot(out, place);
}

fn foot(out: &mut Tags, (place, n): (usize, usize)) {
    out.raw("<footer class=\"leaf__foot\">");
    out.element("span", "", "Made with Enclave on one device. Totals only, no person is listed.");
    out.element("span", "", &format!("{place} / {n}"));
    out.raw("</footer>\n</article>\n");
}
