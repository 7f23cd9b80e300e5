//! The pieces of a leaf.

use crate::engine::export::report_html::charts::{self, mark};
use crate::engine::export::report_html::tags::Tags;
use crate::engine::present::chart::Twin;
use crate::engine::present::report::{Block, Chart, Said};
use crate::engine::present::sentence::persona::Fact;
use crate::engine::present::sentence::traits::{Direction, Trait};

/// One piece.
pub(super) fn block(out: &mut Tags, block: &Block) {
    match block {
        Block::Heading(text) => out.element("h3", "", text),
        Block::Lead(text) => out.element("p", "leaf__lead", text),
        Block::Text(text) => out.element("p", "", text),
        Block::Findings(all) => {
            out.open("ul", &[("class", "findings")]);
            for it in all {
                said(out, it);
            }
            out.close("ul");
        }
        Block::Traits(all) => {
            out.open("ul", &[("class", "traits")]);
            for it in all {
                stands_out(out, it);
            }
            out.close("ul");
        }
        Block::Facts(all) => facts(out, all),
        Block::Definitions(all) => {
            out.open("dl", &[("class", "facts")]);
            for (slot, Fact { term, text }) in all {
                out.raw("<dt>");
                chip(out, *slot, term);
                out.raw("</dt>");
                out.element("dd", "", text);
            }
            out.close("dl");
        }
        Block::Chart(it) => figure(out, it),
    }
}

/// Terms and what there is to say about them.
pub(super) fn facts(out: &mut Tags, all: &[Fact]) {
    out.open("dl", &[("class", "facts")]);
    for Fact { term, text } in all {
        out.element("dt", "", term);
        out.element("dd", "", text);
    }
    out.close("dl");
}

/// A segment's shape and name.
pub(super) fn chip(out: &mut Tags, slot: u8, name: &str) {
    out.raw("<span class=\"chip\">");
    mark(out, slot, "mark");
    out.text(name);
    out.raw("</span>");
}

fn said(out: &mut Tags, Said { slot, name, rest }: &Said) {
    out.raw("<li>");
    mark(out, *slot, "mark");
    out.raw("<p><strong>");
    out.text(name);
    out.raw("</strong>");
    out.text(rest);
    out.raw("</p></li>\n");
}

fn stands_out(out: &mut Tags, it: &Trait) {
    let sign = match it.direction {
        Direction::Above => "▲",
        Direction::Below => "▼",
        Direction::Level => "–",
        Direction::Own => "•",
    };
    out.raw("<li>");
    out.open("span", &[("aria-label", it.direction.word()), ("role", "img")]);
    out.text(sign);
    out.raw("</span> ");
    out.text(&it.text);
    out.raw("</li>\n");
}

fn figure(out: &mut Tags, chart: &Chart) {
    out.raw("<figure>\n<figcaption>");
    out.element("span", "finding", &chart.caption.finding);
    out.element("span", "basis", &chart.caption.basis);
    out.raw("</figcaption>\n");
    charts::plot(out, chart);
    if let Some(it) = &chart.twin {
        out.raw("<details><summary>The numbers as a table</summary>\n");
        table(out, it, &chart.caption.finding);
        out.raw("</details>\n");
    }
    out.raw("</figure>\n");
}

fn table(out: &mut Tags, twin: &Twin, name: &str) {
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", name)]);
    out.raw("<table class=\"numbers\"><thead><tr>");
    for it in &twin.headings {
        out.open("th", &[("scope", "col")]);
        out.text(it);
        out.raw("</th>");
    }
    out.raw("</tr></thead><tbody>\n");
    for row in &twin.rows {
        out.raw("<tr>");
        for (idx, cell) in row.iter().enumerate() {
            let (name, scope) = if idx == 0 { ("th", "row") } else { ("td", "") };
            out.open(name, &[("scope", scope)]);
            out.text(cell);
            out.raw(if idx == 0 { "</th>" } else { "</td>" });
        }
        out.raw("</tr>\n");
    }
    out.raw("</tbody></table></div>\n");
}
