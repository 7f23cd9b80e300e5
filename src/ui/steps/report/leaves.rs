//! Cover and leaves.

use crate::ui::view::prelude::*;

use crate::engine::present::report::{Cover, Leaf, Report};
use crate::ui::charts::Mark;
use crate::ui::steps::report::blocks::{block, facts};

/// All leaves, numbered.
pub fn leaves(report: &Report) -> View {
    let n = report.n_leaves();
    let cover = report.cover.as_ref().map(|it| cover(report, it, n));
    let first = 1 + usize::from(cover.is_some());
    let all = report.leaves.iter().enumerate().map(|(idx, it)| leaf(report, it, (first + idx, n)));
    let all = all.collect_view();
    if n == 0 {
        return view! { <p class="nothing">"Every section is left out. Choose at least one."</p> };
    }
    view! { {cover} {all} }
}

fn cover(report: &Report, cover: &Cover, n: usize) -> View {
    let cell = |(idx, heat): (usize, u8)| {
        let place = |it: usize| 0.5 + 40.0 * it as f64;
        view! {
            <rect class="cover__cell" data-heat=heat x=place(idx % 5) y=place(idx / 5) width="39" height="39"></rect>
        }
    };
    let cells = cover.picture.into_iter().enumerate().map(cell).collect_view();
    view! {
        <article class="leaf" aria-label="Cover">
            <div class="cover">
                <svg class="cover__grid" viewBox="0 0 200 200" aria-hidden="true">{cells}</svg>
                <div class="stack stack--loose">
                    <h2 class="cover__title">{report.title.clone()}</h2>
                    {facts(cover.facts.clone())}
                </div>
            </div>
            {foot((1, n))}
        </article>
    }
}

fn leaf(report: &Report, leaf: &Leaf, place: (usize, usize)) -> View {
    let mark = leaf.slot.map(|slot| view! { <Mark palette_slot=slot class="mark--large"/> });
    let blocks = leaf.blocks.iter().map(block).collect_view();
    view! {
        <article class="leaf" aria-label=leaf.title.clone()>
            <header class="leaf__head">
                <span>{report.title.clone()}</span>
                <span>{report.date.clone()}</span>
            </header>
            <h2 class="leaf__title">{mark} {leaf.title.clone()}</h2>
            {blocks}
            {foot(place)}
        </article>
    }
}

fn foot((place, n): (usize, usize)) -> View {
    view! {
        <footer class="leaf__foot">
            <span>"Made with Enclave on this device. Totals only, no person is listed."</span>
            <span>{format!("{place} / {n}")}</span>
        </footer>
    }
}
