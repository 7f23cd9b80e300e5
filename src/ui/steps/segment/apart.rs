//! What sets a segment apart from all others, and the rates of its customers, as tables.

use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::present::sentence::told::apart::{Apart, apart};
use crate::engine::present::sentence::told::described::{RateLine, rates};
use crate::engine::profile::{Profiles, SegmentProfile};

/// Differences that are shown.
const N_LINES: usize = 12;

/// Differences, the strongest first.
pub fn differences(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let lines = apart(profile, profiles, N_LINES);
    if lines.is_empty() {
        return view! {
            <div>
                <h2>"What sets them apart"</h2>
                <p>"Nothing that chance is unlikely to have made: these customers are close to everyone."</p>
            </div>
        };
    }
    view! {
        <div>
            <h2>"What sets them apart"</h2>
            <div class="scroll-x" tabindex="0" role="group" aria-label="What sets them apart">
                <table class="data-table data-table--tight">
                    <thead>
                        <tr>
                            <th scope="col">"Typical, and the middle half"</th>
                            <th scope="col" class="is-number">"Here"</th>
                            <th scope="col" class="is-number">"Everyone"</th>
                            <th scope="col">"Difference"</th>
                            <th scope="col">"Could be chance"</th>
                            <th scope="col" class="is-number">"Missing"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
            <p class="persona__source">
                "Against all other customers. The difference is 0 where both are alike and 1 where all here are beyond all others. “Made by it”: the groups were made by this, so it is no finding. Groups are a description, not a cause."
            </p>
        </div>
    }
}

fn line(it: Apart) -> View {
    let Apart { label, here, range_here, everyone, range_of_everyone, size, chance, n_missing } = it;
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td class="is-number">{here}<small>{range_here}</small></td>
            <td class="is-number">{everyone}<small>{range_of_everyone}</small></td>
            <td>{size}</td>
            <td>{chance}</td>
            <td class="is-number">{number::count(n_missing)}</td>
        </tr>
    }
}

/// Rates, where there are any.
pub fn response(profile: &SegmentProfile, profiles: &Profiles) -> Option<View> {
    let lines = rates(profile, profiles);
    if lines.is_empty() {
        return None;
    }
    Some(view! {
        <div class="section">
            <div class="section__head">
                <h2>"How they answer"</h2>
                <p>"With the range in which the true rate lies in 95 of 100 cases; index 100 is as everyone"</p>
            </div>
            <div class="scroll-x" tabindex="0" role="group" aria-label="How they answer">
                <table class="data-table data-table--tight">
                    <thead>
                        <tr>
                            <th scope="col">"Rate"</th>
                            <th scope="col" class="is-number">"Here"</th>
                            <th scope="col" class="is-number">"Range"</th>
                            <th scope="col" class="is-number">"Everyone"</th>
                            <th scope="col" class="is-number">"Index"</th>
                            <th scope="col" class="is-number">"Customers"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(rate).collect_view()}</tbody>
                </table>
            </div>
        </div>
    })
}

fn rate(it: RateLine) -> View {
    let RateLine { label, here, interval, everyone, index, n } = it;
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td class="is-number">{here}</td>
            <td class="is-number">{interval}</td>
            <td class="is-number">{everyone}</td>
            <td class="is-number">{index}</td>
            <td class="is-number">{number::count(n)}</td>
        </tr>
    }
}
