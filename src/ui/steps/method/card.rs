//! One method: what it asks, and how it fits this file.

use crate::ui::view::prelude::*;

use crate::ui::actions::{Actions, MethodKind};
use crate::ui::steps::method::fit::Fit;
use crate::ui::steps::method::pictures::{
    grid_picture, groups_picture, rules_picture, tiers_picture, tree_picture,
};

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardPlace {
    /// Large, on the left.
    First,
    /// Small, on the right.
    Other,
}

/// A card; all of it can be pressed.
#[component]
pub fn MethodCard(
    /// Which method.
    kind: MethodKind,
    /// Where it stands.
    place: CardPlace,
    /// How it fits.
    fit: Signal<Fit>,
    /// Whether it is the one set up below.
    is_chosen: Signal<bool>,
) -> View {
    let actions = expect_context::<Actions>();
    let (name, promise, page) = (kind.invitation(), kind.promise(), kind.page());
    let picture = match kind {
        MethodKind::Rfm => grid_picture(),
        MethodKind::Groups => groups_picture(),
        MethodKind::Rules => rules_picture(),
        MethodKind::Tree => tree_picture(),
        MethodKind::Tiers => tiers_picture(),
    };
    view! {
        <article
            class="method-card"
            class:method-card--suggested=place == CardPlace::First
            class:method-card--chosen=move || is_chosen.get()
        >
            {picture}
            <h3 class="method-card__name">
                <a href=move || actions.href(page) aria-current=move || is_chosen.get().then_some("true")>
                    {name}
                </a>
            </h3>
            <p class="method-card__promise">{promise}</p>
            <p class="method-card__fit">
                <Show when=move || is_chosen.get()><span class="tag tag--chosen">"Set up below"</span>" "</Show>
                {move || fit_words(fit.get())}
            </p>
        </article>
    }
}

fn fit_words(fit: Fit) -> View {
    let (class, tag, why) = match fit {
        Fit::Suggested(why) => ("tag tag--accent", "Suggested for this file", why),
        Fit::Good(why) => ("tag tag--good", "Good fit", why),
        Fit::Needs(what) => ("tag tag--warn", "Needs columns", what),
    };
    view! { <span class=class>{tag}</span> " " {why} }
}
