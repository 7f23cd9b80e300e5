//! What groups are found by: each number and category, and how often it counts.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::number;
use crate::engine::present::sentence::titled;
use crate::engine::segmentation::GroupsOptions;
use crate::engine::table::{Issue, IssueKind};
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, Select, SelectLook};
use crate::ui::steps::method::known;

/// Why a column is as it is.
const NOTES: [(IssueKind, &str); 4] = [
    (IssueKind::SparseFeature, "Off by itself: fewer than half of the customers have it"),
    (IssueKind::ConstantFeature, "Not used: everyone has the same"),
    (IssueKind::ProtectedUsed, "About a protected trait. Check that nobody is treated worse for it"),
    (IssueKind::NumberLeftOut, "Not used: these groups are found by answers among few"),
];

/// One row for each number, and for each category where the way compares categories.
#[component]
pub fn FeatureWeights(
    /// The options of natural groups.
    options: Memo<GroupsOptions>,
) -> View {
    let session = expect_context::<LiveSession>();
    let numbers = known::numbers(session);
    let features = Memo::new(move |_| {
        if options.read().algorithm.weighs_categories() { known::all(session) } else { numbers.get() }
    });
    let notes = Memo::new(move |_| {
        let shown = session.shown();
        let shown = shown.read();
        shown.as_ref().map(|it| it.analysis.issues.clone()).unwrap_or_default()
    });
    let own = Own { options, features, notes };
    let n_in = move || features.with(|all| all.iter().filter(|it| own.weight(&it.0, &it.1) > 0.0).count());
    let row = move |(id, name): (String, String)| own.row(id, name, Signal::derive(n_in));
    view! {
        <fieldset class="fieldset">
            <legend>"Find groups by"</legend>
            <ul class="feature-list">
                <For each=move || features.get() key=|it: &(String, String)| it.0.clone() children=row/>
            </ul>
            <span class="field__hint">
                {move || format!("{} of {} in use. 2× counts twice as much as 1×.", n_in(), number::count(features.read().len()))}
            </span>
        </fieldset>
    }
}

#[derive(Clone, Copy)]
struct Own {
    options: Memo<GroupsOptions>,
    features: Memo<Options<String>>,
    notes: Memo<Vec<Issue>>,
}

impl Own {
    fn row(self, id: String, name: String, n_in: Signal<usize>) -> View {
        let actions = expect_context::<Actions>();
        let (mine, label) = (id.clone(), name.clone());
        let weight = Memo::new(move |_| self.weight(&mine, &label));
        let label = name.clone();
        let note = move || self.note(&label).map(|it| view! { <span class="check__note">{it}</span> });
        let set = move |to: f64| {
            // The last one stays: groups need something to be found by.
            if to <= 0.0 && n_in.get_untracked() < 2 {
                actions.notify("Groups need something to be found by: put another column in first");
                return;
            }
            let used = self.used();
            actions.set_groups("columns in use", |it| put(it, &id, to, used));
        };
        view! {
            <li class="feature-list__row" class:feature-list__row--off=move || weight.get() <= 0.0>
                <span>{name.clone()}{note}</span>
                <Select
                    label=format!("How often {name} counts")
                    options=Signal::derive(move || weights(weight.get()))
                    selected=weight
                    on_choose=Callback::new(set)
                    look=SelectLook::Small
                    fault_id=String::new()
                />
            </li>
        }
    }

    /// How often a column counts; 0 where it does not.
    fn weight(self, id: &str, name: &str) -> f64 {
        let options = self.options.read();
        let is_named = options.features.iter().any(|it| it == id);
        let is_left = || self.has(name, IssueKind::SparseFeature);
        let is_in = if options.features.is_empty() { !is_left() } else { is_named };
        if is_in { options.weights.get(id).copied().unwrap_or(1.0) } else { 0.0 }
    }

    /// The ids of all that count.
    fn used(self) -> Vec<String> {
        let features = self.features.get_untracked();
        untrack(|| {
            features.iter().filter(|it| self.weight(&it.0, &it.1) > 0.0).map(|it| it.0.clone()).collect()
        })
    }

    fn has(self, name: &str, kind: IssueKind) -> bool {
        self.notes.with(|all| all.iter().any(|it| it.kind == kind && is_about(it, name)))
    }

    /// Why it is as it is, where there is something to say.
    fn note(self, name: &str) -> Option<String> {
        self.notes.with(|all| {
            let own = |kind: IssueKind| all.iter().find(|it| it.kind == kind && is_about(it, name));
            let said = NOTES.iter().find(|it| own(it.0).is_some()).map(|it| it.1.to_owned());
            let counted = |kind: IssueKind| own(kind).map(|it| number::count(whole(it.n)));
            said.or_else(|| counted(IssueKind::NoFeature).map(|n| format!("{n} customers have none")))
                .or_else(|| counted(IssueKind::FilledIn).map(|n| format!("Filled in for {n} customers")))
        })
    }
}

fn whole(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn is_about(issue: &Issue, name: &str) -> bool {
    issue.column.as_deref().is_some_and(|it| it == name || titled(it) == name)
}

/// Lets a column count that often; `used` are those that count now.
fn put(options: &mut GroupsOptions, id: &str, to: f64, mut used: Vec<String>) {
    let is_default = options.features.is_empty();
    if to > 0.0 && !used.iter().any(|it| it == id) && !options.weights.get(id).is_some_and(|it| *it <= 0.0) {
        used.push(id.to_owned());
        options.features = used;
    } else if to > 0.0 && !is_default && !options.features.iter().any(|it| it == id) {
        options.features.push(id.to_owned());
    } else if to <= 0.0 && !is_default {
        options.features.retain(|it| it != id);
    }
    options.weights.remove(id);
    let is_usual = (to - 1.0).abs() < f64::EPSILON || (to <= 0.0 && !is_default);
    if !is_usual {
        options.weights.insert(id.to_owned(), to);
    }
}

/// Off, once, twice; another weight where a recipe brought one.
fn weights(now: f64) -> Options<f64> {
    let mut all = vec![(0.0, "Off".to_owned()), (1.0, "1×".to_owned()), (2.0, "2×".to_owned())];
    if all.iter().all(|it| (it.0 - now).abs() > f64::EPSILON) {
        all.push((now, format!("{}×", number::plain(now))));
    }
    all
}
