//! The customers themselves, a page at a time.

use crate::session::Same;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::segmentation::SegmentId;
use crate::ui::actions::Actions;
use crate::ui::steps::segments::Shown;
use crate::worker::protocol::PeoplePage;

/// Customers on a page.
const N_ROWS: usize = 50;
/// Columns before the numbers: who, and in which segment.
const N_NAMES: usize = 2;

/// The third tab.
#[component]
pub fn People(
    /// The result.
    shown: Shown,
    /// Position of the segment.
    idx: usize,
) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let id = SegmentId(u8::try_from(idx).unwrap_or(u8::MAX));
    let first = RwSignal::new(0_usize);
    let n_total =
        Memo::new(move |_| shown.with(|it| it.profiles.segments.get(idx).map_or(0, |it| it.group.n)));
    let n_features = Memo::new(move |_| shown.with(|it| it.profiles.everyone.features.len()));
    let fingerprint = Memo::new(move |_| shown.with(|it| it.fingerprint.clone()));
    follow_up(move |_| {
        fingerprint.track();
        actions.people(Some(id), first.get(), N_ROWS);
    });
    let page = Memo::new(move |_| {
        let page = session.people().get();
        page.filter(|it| it.segment == Some(id) && it.first == first.get())
    });
    view! {
        <section class="tab-panel" aria-label="People">
            {move || match page.get() {
                Some(page) => rows(&page, n_features.get()),
                None => waiting(),
            }}
            {foot(first, n_total)}
        </section>
    }
}

/// Which rows are shown, and the way to the next.
fn foot(first: RwSignal<usize>, n_total: Memo<usize>) -> View {
    let actions = expect_context::<Actions>();
    let span = move || {
        let start = first.get();
        let end = (start + N_ROWS).min(n_total.get());
        format!(
            "Rows {} to {} of {}",
            number::count(start + 1),
            number::count(end),
            number::count(n_total.get())
        )
    };
    let is_first = move || first.get() == 0;
    let is_last = move || first.get() + N_ROWS >= n_total.get();
    let back = move |_| {
        if !is_first() {
            first.update(|it| *it = it.saturating_sub(N_ROWS));
            actions.announce(&untrack(span));
        }
    };
    let on = move |_| {
        if !is_last() {
            first.update(|it| *it += N_ROWS);
            actions.announce(&untrack(span));
        }
    };
    view! {
        <div class="people-foot">
            <p class="persona__source">{span}</p>
            <span class="cluster">
                <button
                    class="button button--small"
                    type="button"
                    aria-disabled=move || is_first().then_some("true")
                    on:click=back
                >
                    "Previous 50"
                </button>
                <button
                    class="button button--small"
                    type="button"
                    aria-disabled=move || is_last().then_some("true")
                    on:click=on
                >
                    "Next 50"
                </button>
            </span>
        </div>
    }
}

fn rows(page: &Same<PeoplePage>, n_features: usize) -> View {
    let is_number = move |column: usize| (N_NAMES..N_NAMES + n_features).contains(&column);
    let is_shown = |column: &usize| *column != 1;
    let heads = page.columns.iter().cloned().enumerate().filter(|it| is_shown(&it.0));
    let heads =
        heads.map(|(column, it)| view! { <th scope="col" class:is-number=is_number(column)>{it}</th> });
    let heads = heads.collect_view();
    let body = page.rows.iter().zip(page.first..).map(|(cells, at)| {
        let name = cells.first().cloned();
        let others = cells.iter().cloned().enumerate().skip(N_NAMES);
        let others = others.map(|(column, it)| view! { <td class:is-number=is_number(column)>{it}</td> });
        let others = others.collect_view();
        view! { <tr aria-rowindex=at + 2><th scope="row">{name}</th>{others}</tr> }
    });
    let body = body.collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label="People in this segment">
            <table class="data-table data-table--tight segment-table" aria-rowcount=page.n_total + 1>
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

fn waiting() -> View {
    view! {
        <div class="skeleton" aria-hidden="true">
            <div class="skeleton__line skeleton__line--short"></div>
            <div class="skeleton__line"></div>
            <div class="skeleton__line skeleton__line--mid"></div>
        </div>
    }
}
