//! The cut points of one number, typed.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::ui::parts::Icon;

/// Why a typed cut point was not taken.
#[derive(Debug, Clone, PartialEq)]
struct Wrong {
    idx: usize,
    why: String,
}

/// Fields in a row. A number out of order is refused beside them.
#[component]
pub fn CutFields(
    /// Tells the fields apart from others of the page.
    id: &'static str,
    /// What is cut: "Days since last order, up to".
    legend: &'static str,
    /// The unit for those who do not see the legend.
    unit: &'static str,
    /// The cut points as used; `None` before there is a result.
    cuts: Signal<Option<Vec<f64>>>,
    /// Takes rising cut points.
    on_change: Callback<Vec<f64>>,
) -> View {
    let wrong = RwSignal::new(None::<Wrong>);
    let error_id = format!("{id}-error");
    let take = move |idx: usize, typed: String| {
        let Some(now) = cuts.get_untracked() else { return };
        match moved(now, idx, &typed) {
            Ok(next) => {
                wrong.set(None);
                on_change.run(next);
            }
            Err(why) => wrong.set(Some(Wrong { idx, why })),
        }
    };
    let n_cuts = Memo::new(move |_| cuts.with(|it| it.as_ref().map_or(4, Vec::len)));
    let field = move |idx: usize| {
        let is_wrong = move || wrong.read().as_ref().is_some_and(|it| it.idx == idx);
        let error_id = format!("{id}-error");
        let value = move || {
            let cut = cuts.with(|all| all.as_ref().and_then(|all| all.get(idx).copied()));
            cut.map_or_else(String::new, number::plain)
        };
        view! {
            <input
                class="input input--small"
                class:input--wrong=is_wrong
                inputmode="decimal"
                autocomplete="off"
                aria-label=format!("Cut {}, {unit}", idx + 1)
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=move || is_wrong().then(|| error_id.clone())
                prop:value=value
                on:change=move |event| take(idx, event_target_value(&event))
            />
        }
    };
    view! {
        <fieldset class="fieldset">
            <legend>{legend}</legend>
            <div class="panel__cuts">{move || (0..n_cuts.get()).map(field).collect_view()}</div>
            <div aria-live="polite">
                {move || wrong.get().map(|it| error(error_id.clone(), it.why))}
            </div>
        </fieldset>
    }
}

fn error(id: String, why: String) -> View {
    view! { <span class="field__error" id=id><Icon name="warn"/>{why}</span> }
}

/// The cut points with one of them typed anew.
fn moved(now: Vec<f64>, idx: usize, typed: &str) -> Result<Vec<f64>, String> {
    let value = number::typed(typed).ok_or("This is not a number")?;
    let below = idx.checked_sub(1).and_then(|it| now.get(it)).copied();
    let above = now.get(idx + 1).copied();
    if let Some(below) = below.filter(|it| value < *it) {
        return Err(format!("Must be at least cut {idx}, which is {}", number::plain(below)));
    }
    if let Some(above) = above.filter(|it| value > *it) {
        return Err(format!("Must be at most cut {}, which is {}", idx + 2, number::plain(above)));
    }
    let mut next = now;
    if let Some(cut) = next.get_mut(idx) {
        *cut = value;
    }
    Ok(next)
}
