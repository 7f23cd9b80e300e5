//! Where to: files of this program, and those of other tools by the shelf they stand on.

use crate::ui::view::prelude::*;

use crate::destinations::{Group, Offer};
use crate::session::{ExportChoice, FileKind, Outgoing};
use crate::ui::parts::Icon;

/// The shelves of tools in order, and what people call them.
const SHELVES: [(Group, &str); 6] = [
    (Group::Files, "Files"),
    (Group::Crm, "Customer relations"),
    (Group::Email, "Email"),
    (Group::Shop, "Shop"),
    (Group::Ads, "Ads"),
    (Group::Analytics, "Analytics and dashboards"),
];

/// A radio per kind of file.
#[component]
pub fn Destinations(
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
    /// What is known of other tools.
    outgoing: Signal<Outgoing>,
) -> View {
    let catalogue = Memo::new(move |_| outgoing.with(|it| it.catalogue.clone()));
    let shelves = move || match catalogue.get() {
        None => skeleton(),
        Some(Err(refusal)) => view! {
            <p class="remark export__missing">
                <Icon name="note"/>
                <span>{refusal.title} ". " {refusal.remedy}</span>
            </p>
        },
        Some(Ok(catalogue)) => SHELVES.iter().map(|it| shelf(it, &catalogue.offers, choice)).collect_view(),
    };
    view! {
        <section class="section" aria-labelledby="kind-title">
            <div class="section__head">
                <h2 id="kind-title">"Where to"</h2>
            </div>
            <div class="destinations" role="radiogroup" aria-labelledby="kind-title">
                <h3 class="destinations__group">"This result"</h3>
                {FileKind::OWN.map(|it| own(it, choice)).collect_view()}
                {shelves}
            </div>
        </section>
    }
}

fn skeleton() -> View {
    view! {
        <div class="skeleton destinations__group" aria-hidden="true">
            <div class="skeleton__line skeleton__line--mid"></div>
            <div class="skeleton__line"></div>
        </div>
    }
}

fn shelf((group, name): &(Group, &'static str), offers: &[Offer], choice: RwSignal<ExportChoice>) -> View {
    let on_it: Vec<&Offer> = offers.iter().filter(|it| it.group == *group).collect();
    if on_it.is_empty() {
        return View::nothing();
    }
    let heading = view! { <h3 class="destinations__group">{*name}</h3> };
    on_it.into_iter().fold(View::many().and(heading), |all, it| all.and(tool(it, choice)))
}

fn tool(offer: &Offer, choice: RwSignal<ExportChoice>) -> View {
    let (is_for, chosen) = (offer.id.clone(), offer.id.clone());
    let note = offer.refusal.as_ref().map_or_else(|| offer.about.clone(), |it| it.detail.clone());
    card(
        offer.name.clone(),
        note,
        Signal::derive(move || choice.read().is_for(&is_for)),
        Callback::new(move |()| choice.update(|it| it.choose_tool(&chosen))),
    )
}

fn own(kind: FileKind, choice: RwSignal<ExportChoice>) -> View {
    let (name, note) = words(kind);
    card(
        name.to_owned(),
        note.to_owned(),
        Signal::derive(move || choice.read().kind == kind),
        Callback::new(move |()| choice.update(|it| it.kind = kind)),
    )
}

fn card(name: String, note: String, is_chosen: Signal<bool>, on_choose: Callback<()>) -> View {
    view! {
        <label class="destination">
            <input
                type="radio"
                name="file-kind"
                prop:checked=move || is_chosen.get()
                on:change=move |_| on_choose.run(())
            />
            <span class="destination__name">{name}</span>
            <span class="destination__note">{note}</span>
        </label>
    }
}

/// A kind of file by name, and what is in it.
pub fn words(kind: FileKind) -> (&'static str, &'static str) {
    match kind {
        FileKind::Customers => ("Customer list", "CSV, one row per customer with the segment"),
        FileKind::Report => ("Report", "HTML, one page to send or print; no single customer"),
        FileKind::Analysis => ("Segment numbers", "JSON, sizes and revenue; no single customer"),
        FileKind::Recipe => ("Recipe", "JSON, every choice to run again; no customers"),
        FileKind::Problems => ("Problem rows", "CSV, what could not be taken as it is"),
        FileKind::Tool => ("Files for another tool", "As that tool takes them in"),
    }
}
