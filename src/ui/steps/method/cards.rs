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
    let (rfm, groups) = (fit_of(MethodKind::Rfm), fit_of(MethodKind::Groups));
    let is_rfm_first = Memo::new(move |_| matches!(rfm.get(), Fit::Suggested(_)));
    let card = move |kind, place| {
        let fit = if kind == MethodKind::Rfm { rfm } else { groups };
        view! { <MethodCard kind place fit is_chosen=Signal::derive(move || chosen.get() == kind)/> }
    };
    move || {
        let (first, other) = if is_rfm_first.get() {
            (MethodKind::Rfm, MethodKind::Groups)
        } else {
            (MethodKind::Groups, MethodKind::Rfm)
        };
        view! {
            <div class="methods methods--two">
                {card(first, CardPlace::First)}
                <div class="methods__others">{card(other, CardPlace::Other)}</div>
            </div>
        }
    }
}
