//! The same segments as cards, as a table, as a map or side by side. Which one is in the address.

use crate::kernel::order;
use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::profile::{Profiles, SegmentProfile};
use crate::ui::actions::Actions;
use crate::ui::parts::{Select, SelectLook};
use crate::ui::route::{Page, Route};
use crate::ui::steps::segments::Shown;
use crate::ui::steps::segments::card::SegmentCard;
use crate::ui::steps::segments::compare::Compare;
use crate::ui::steps::segments::map::map_view;
use crate::ui::steps::segments::table::table_view;

/// One way to see the segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    Cards,
    Table,
    Map,
    Compare,
}

impl Picture {
    const ALL: [Self; 4] = [Self::Cards, Self::Table, Self::Map, Self::Compare];

    fn key(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Table => "table",
            Self::Map => "map",
            Self::Compare => "compare",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Cards => "Cards",
            Self::Table => "Table",
            Self::Map => "Map",
            Self::Compare => "Compare",
        }
    }

    fn basis(self, has_money: bool) -> &'static str {
        match self {
            Self::Cards if has_money => "Grey bar: share of customers. Colour: share of revenue",
            Self::Cards => "Grey bar: share of customers",
            Self::Table => "Averages; days and numbers without unit are those of the typical customer",
            Self::Map => "Choose a mark to open its segment",
            Self::Compare => "The same numbers of each, side by side",
        }
    }
}

/// The order of cards and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As the method puts them.
    Canonical,
    /// Most customers first.
    Largest,
    /// Most money first.
    Revenue,
}

impl Order {
    fn options(has_money: bool) -> Vec<(Self, String)> {
        let named = |order, name: &str| (order, name.to_owned());
        let all = [
            named(Self::Canonical, "As the method ranks them"),
            named(Self::Largest, "Largest first"),
            named(Self::Revenue, "Most revenue first"),
        ];
        all.into_iter().filter(|it| has_money || it.0 != Self::Revenue).collect()
    }

    /// Positions of the segments in this order.
    pub fn positions(self, profiles: &Profiles) -> Vec<usize> {
        let key = |it: &SegmentProfile| match self {
            Self::Canonical => 0.0,
            Self::Largest => -it.group.share,
            Self::Revenue => -it.group.revenue.unwrap_or(0.0),
        };
        let mut ranked: Vec<_> =
            profiles.segments.iter().enumerate().map(|(idx, it)| (key(it), idx)).collect();
        order::sort_by(&mut ranked, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().map(|(_, idx)| idx).collect()
    }
}

/// Switch, order, and the view chosen.
#[component]
pub fn Views(
    /// The result.
    shown: Shown,
) -> View {
    let actions = expect_context::<Actions>();
    let view = Memo::new(move |_| {
        let route = actions.route().read();
        let asked = route.value("view");
        Picture::ALL.into_iter().find(|it| Some(it.key()) == asked).unwrap_or(Picture::Cards)
    });
    let order = RwSignal::new(Order::Canonical);
    let has_money = Memo::new(move |_| shown.with(|it| it.profiles.everyone.revenue.is_some()));
    view! {
        <section class="section" aria-labelledby="segments-h">
            <div class="section__head">
                <h2 id="segments-h">"Segments"</h2>
                <p>{move || view.get().basis(has_money.get())}</p>
            </div>
            <div class="toolbar">
                <nav class="switch" aria-label="View">
                    {Picture::ALL.map(|it| option(it, view)).collect_view()}
                </nav>
                <span class="toolbar__spread"></span>
                <Show when=move || matches!(view.get(), Picture::Cards | Picture::Table)>{order_field(order, has_money)}</Show>
            </div>
            {move || match view.get() {
                Picture::Cards => cards(shown, order),
                Picture::Table => (move || shown.with(|it| table_view(&it.profiles, order.get()))).into_view(),
                Picture::Map => (move || shown.with(|it| map_view(&it.profiles))).into_view(),
                Picture::Compare => view! { <Compare shown/> },
            }}
        </section>
    }
}

fn option(it: Picture, chosen: Memo<Picture>) -> View {
    let session = expect_context::<LiveSession>();
    let href = move || Route::to(Page::Segments, &session.project().read()).with("view", it.key()).href();
    let current = move || (chosen.get() == it).then_some("true");
    view! {
        <span class="switch__option">
            <a href=href aria-current=current>{it.name()}</a>
        </span>
    }
}

fn order_field(order: RwSignal<Order>, has_money: Memo<bool>) -> View {
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">"Sort"</span>
            <Select
                label="Sort"
                options=Signal::derive(move || Order::options(has_money.get()))
                selected=order
                on_choose=Callback::new(move |it| order.set(it))
                look=SelectLook::Framed
                fault_id=String::new()
            />
        </div>
    }
}

fn cards(shown: Shown, order: RwSignal<Order>) -> View {
    let positions = Memo::new(move |_| shown.with(|it| order.get().positions(&it.profiles)));
    view! {
        <div class="segment-cards">
            <For
                each=move || positions.get()
                key=|it: &usize| it.to_string()
                children=move |idx| view! { <SegmentCard shown idx/> }
            />
        </div>
    }
}
