//! What is known of each customer, to choose from.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::sentence::titled;
use crate::engine::profile::GroupProfile;
use crate::ui::parts::Options;

/// Ids and names of the numbers.
pub fn numbers(session: LiveSession) -> Memo<Options<String>> {
    Memo::new(move |_| of_everyone(session, numbers_of))
}

/// Ids and names of everything: numbers, then categories.
pub fn all(session: LiveSession) -> Options<String> {
    of_everyone(session, |everyone| {
        let categories = everyone.categories.iter().map(|it| (it.label.clone(), titled(&it.label)));
        numbers_of(everyone).into_iter().chain(categories).collect()
    })
}

fn numbers_of(everyone: &GroupProfile) -> Options<String> {
    everyone.features.iter().map(|it| (it.id.clone(), titled(&it.label))).collect()
}

fn of_everyone(session: LiveSession, list: impl Fn(&GroupProfile) -> Options<String>) -> Options<String> {
    let shown = session.shown();
    let shown = shown.read();
    shown.as_ref().map(|it| list(&it.analysis.profiles.everyone)).unwrap_or_default()
}
