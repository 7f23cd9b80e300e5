//! The methods side by side, the one that fits best first.

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::ui::actions::MethodKind;
use crate::ui::steps::method::card::{CardPlace, MethodCard};
use crate::ui::steps::method::fit::{Fit, fit};

/// One card per method.
#[component]
pub fn MethodCards() -> View {
    let session = expect_context::<LiveSession>();
    let chosen = Memo::new(move |_| MethodKind::of(&session.draft().read().method));
    let fit_of = move |kind| {
        Memo::new(move |_| {
            let shown = session.shown();
            let shown = shown.read();
            let profiles = shown.as_ref().map(|it| &it.analysis.profiles);
            fit(kind, &session.draft().read().mapping, profiles)
        })
    };
    let fits = MethodKind::ALL.map(|kind| (kind, fit_of(kind)));
    let first = Memo::new(move |_| {
        let suggested = fits.iter().find(|it| matches!(it.1.get(), Fit::Suggested(_)));
        suggested.map_or(MethodKind::Groups, |it| it.0)
    });
    let card = move |kind: MethodKind, place| {
        let fit = fits.iter().find(|it| it.0 == kind).map(|it| it.1);
        fit.map(|fit| view! { <MethodCard kind place fit is_chosen=Signal::derive(move || chosen.get() == kind)/> })
    };
    move || {
        let first = first.get();
        let others = MethodKind::ALL.into_iter().filter(|it| *it != first);
        let others = others.map(|it| card(it, CardPlace::Other)).collect_view();
        view! {
            <div class="methods">
                {card(first, CardPlace::First)}
                <div class="methods__others">{others}</div>
            </div>
        }
    }
}
