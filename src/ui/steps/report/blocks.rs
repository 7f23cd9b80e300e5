//! The pieces of a leaf.

use crate::ui::view::prelude::*;

use crate::engine::present::report::{Block, Chart, Plot, Said};
use crate::engine::present::sentence::persona::Fact;
use crate::ui::charts::{CategoryRows, Mark, RangeRows, RfmGridChart, RibbonChart, VersusRows};
use crate::ui::steps::segments::sign;

/// One piece.
pub fn block(block: &Block) -> View {
    match block {
        Block::Heading(text) => view! { <h3 class="leaf__heading">{text.clone()}</h3> },
        Block::Lead(text) => view! { <p class="leaf__lead">{text.clone()}</p> },
        Block::Text(text) => view! { <p class="leaf__text">{text.clone()}</p> },
        Block::Findings(all) => {
            let all = all.iter().map(said).collect_view();
            view! { <ul class="findings section__after">{all}</ul> }
        }
        Block::Traits(all) => {
            let all = all.iter().cloned().map(sign).collect_view();
            view! { <ul class="segment-card__traits section__after">{all}</ul> }
        }
        Block::Facts(all) => view! { <div class="section__after">{facts(all.clone())}</div> },
        Block::Definitions(all) => {
            let line = |(slot, Fact { term, text }): &(u8, Fact)| {
                let (slot, term, text) = (*slot, term.clone(), text.clone());
                view! {
                    <dt><span class="segment-chip"><Mark palette_slot=slot class=""/>{term}</span></dt>
                    <dd>{text}</dd>
                }
            };
            let lines = all.iter().map(line).collect_view();
            view! { <dl class="facts section__after">{lines}</dl> }
        }
        Block::Chart(it) => view! { <div class="leaf__figure">{chart(it)}</div> },
    }
}

/// Terms and what there is to say about them.
pub fn facts(all: Vec<Fact>) -> View {
    let line = |Fact { term, text }: Fact| view! { <dt>{term}</dt><dd>{text}</dd> };
    let lines = all.into_iter().map(line).collect_view();
    view! { <dl class="facts">{lines}</dl> }
}

fn said(it: &Said) -> View {
    let Said { slot, name, rest } = it.clone();
    view! {
        <li class="findings__item">
            <Mark palette_slot=slot class=""/>
            <p class="findings__text"><strong>{name}</strong>{rest}</p>
        </li>
    }
}

fn chart(chart: &Chart) -> View {
    let Chart { caption, slot, plot, twin: _ } = chart.clone();
    match plot {
        Plot::Shares(ribbon) => view! { <RibbonChart ribbon caption on_open=None/> },
        Plot::Grid(grid) => view! { <RfmGridChart grid caption on_open=None is_small=true/> },
        Plot::Versus(rows) => view! { <VersusRows rows caption/> },
        Plot::Ranges(rows) => view! { <RangeRows rows palette_slot=slot caption/> },
        Plot::Values(column, rows) => {
            view! { <CategoryRows rows column palette_slot=slot caption/> }
        }
    }
}
