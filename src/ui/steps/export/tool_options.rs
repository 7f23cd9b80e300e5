//! How files for another tool are written: who is in them, and what the tool has to be told.

use crate::ui::view::prelude::*;

use crate::destinations::{Catalogue, Choices, Consent, Decimal, Encoding, Offer, OfferedSetting, Safety};
use crate::session::{CONSENT_WORDS, ExportChoice, Same};
use crate::ui::actions::Actions;
use crate::ui::parts::{Icon, Options, Select, SelectField, SelectLook, TypedField};
use crate::ui::route::Page;

/// The options of the chosen tool, and no others.
#[component]
pub fn ToolOptions(
    /// What can be asked for.
    catalogue: Same<Catalogue>,
    /// What is chosen.
    choice: RwSignal<ExportChoice>,
) -> View {
    let offers = catalogue.clone();
    let id = Memo::new(move |_| choice.read().wish.destination.clone());
    let own = move || {
        let offer = offers.find(&id.get())?;
        let settings = offer.settings.iter().map(|it| setting(it, choice)).collect_view();
        let text = if offer.is_free { text_form(choice) } else { View::nothing() };
        Some(View::many().and(settings).and(text).and(source_of(offer)))
    };
    view! {
        <section class="section" aria-labelledby="options-title">
            <div class="section__head">
                <h2 id="options-title">"Options"</h2>
            </div>
            {consent(&catalogue, choice)}
            {check(
                "One row per person",
                "By what this tool knows people by; the first row counts",
                Signal::derive(move || choice.read().wish.leave_out_repeats),
                Callback::new(move |is_on| choice.update(|it| it.wish.leave_out_repeats = is_on)),
            )}
            {check(
                "One file per segment",
                "Each file is called by its segment",
                Signal::derive(move || choice.read().is_split),
                Callback::new(move |is_on| choice.update(|it| it.is_split = is_on)),
            )}
            {check(
                "Several files in one ZIP",
                "With a read-me that says what is in them and who was left out",
                Signal::derive(move || choice.read().is_archive),
                Callback::new(move |is_on| choice.update(|it| it.is_archive = is_on)),
            )}
            <div class="export__settings">{own}</div>
        </section>
    }
}

fn check(name: &'static str, note: &'static str, is_on: Signal<bool>, on_change: Callback<bool>) -> View {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || is_on.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{name} <span class="check__note">{note}</span></span>
        </label>
    }
}

/// Who may be written to. Others are written only for a reason in words.
fn consent(catalogue: &Catalogue, choice: RwSignal<ExportChoice>) -> View {
    if catalogue.consent_column.is_empty() {
        return no_consent();
    }
    let is_required = Memo::new(move |_| choice.read().wish.consent == Consent::Required);
    let set = move |event| {
        let consent = if event_target_checked(&event) {
            Consent::Required
        } else {
            Consent::Overridden { reason: String::new() }
        };
        choice.update(|it| it.wish.consent = consent);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || is_required.get() on:change=set/>
            <span>
                "Only people who agreed"
                <span class="check__note">"Column " {catalogue.consent_column.clone()}</span>
            </span>
        </label>
        <div class="export__reason">
            {move || if is_required.get() { words_for_yes(choice) } else { reason(choice) }}
        </div>
    }
}

fn no_consent() -> View {
    let actions = expect_context::<Actions>();
    view! {
        <p class="remark">
            <Icon name="note"/>
            <span>
                "No column says who agreed to hear from you. If there is one, say so under "
                <a href=move || actions.href(Page::Import)>"Import"</a> "."
            </span>
        </p>
    }
}

fn words_for_yes(choice: RwSignal<ExportChoice>) -> View {
    let words = move || choice.read().wish.settings.get(CONSENT_WORDS).cloned().unwrap_or_default();
    let take = move |words: String| {
        choice.update(|it| {
            it.wish.settings.insert(CONSENT_WORDS.to_owned(), words);
        });
        true
    };
    view! {
        <TypedField
            id="consent-words"
            label="Words that mean yes, if not the usual ones"
            inputmode="text"
            written=Signal::derive(words)
            on_typed=take
            error=""
            hint="With commas between them. What is understood stands under “Before it is written”."
        />
    }
}

fn reason(choice: RwSignal<ExportChoice>) -> View {
    let reason = move || match &choice.read().wish.consent {
        Consent::Overridden { reason } => reason.clone(),
        Consent::Required => String::new(),
    };
    let take = move |reason: String| {
        let is_taken = !reason.trim().is_empty();
        choice.update(|it| it.wish.consent = Consent::Overridden { reason });
        is_taken
    };
    view! {
        <TypedField
            id="consent-reason"
            label="Why may the others be written to?"
            inputmode="text"
            written=Signal::derive(reason)
            on_typed=take
            error="A reason in words is needed"
            hint="It is written into the read-me beside the files."
        />
    }
}

/// Something that the tool has to be told: one of a few, or anything.
fn setting(it: &OfferedSetting, choice: RwSignal<ExportChoice>) -> View {
    let OfferedSetting { id, label, help, given, options } = it.clone();
    let (of, to) = (id.clone(), id.clone());
    let written = move || choice.read().wish.settings.get(&of).cloned().unwrap_or_default();
    let take = move |value: String| {
        choice.update(|it| {
            it.wish.settings.insert(to.clone(), value);
        });
    };
    if options.is_empty() {
        let field_id = format!("setting-{id}");
        return view! {
            <div class="field">
                <label class="field__label" for=field_id.clone()>{label}</label>
                <input
                    class="input"
                    id=field_id
                    autocomplete="off"
                    placeholder=given
                    prop:value=written
                    on:change=move |event| take(event_target_value(&event))
                />
                <span class="field__hint">{help}</span>
            </div>
        };
    }
    let options: Options<String> = options.into_iter().map(|it| (it.clone(), it)).collect();
    let selected = Signal::derive(move || {
        let said = written();
        if said.is_empty() { given.clone() } else { said }
    });
    view! {
        <div class="field">
            <span class="field__label" aria-hidden="true">{label.clone()}</span>
            <Select
                label
                options=Signal::derive(move || options.clone())
                selected
                on_choose=take
                look=SelectLook::Framed
                fault_id=String::new()
            />
            <span class="field__hint">{help}</span>
        </div>
    }
}

/// How a text file is written, where the tool leaves a choice; what comes first is chosen by itself.
fn text_form(choice: RwSignal<ExportChoice>) -> View {
    let separators = [(',', "Comma"), (';', "Semicolon"), ('\t', "Tab"), ('|', "Bar")];
    let decimals = [(Decimal::Point, "Point, 1.5"), (Decimal::Comma, "Comma, 1,5")];
    let encodings = [
        (Encoding::Utf8, "UTF-8"),
        (Encoding::Utf8Bom, "UTF-8 with a mark, for Excel"),
        (Encoding::Windows1252, "Windows-1252"),
        (Encoding::Utf16, "UTF-16"),
    ];
    let safeties = [
        (Safety::Spreadsheet, "Safe for spreadsheets, with an apostrophe"),
        (Safety::Exact, "Exact, for programs that read the file"),
    ];
    view! {
        {one_of("Between columns", &separators, choice, |it| &mut it.separator)}
        {one_of("Decimals", &decimals, choice, |it| &mut it.decimal)}
        {one_of("Text encoding", &encodings, choice, |it| &mut it.encoding)}
        {one_of("Cells that look like formulas", &safeties, choice, |it| &mut it.safety)}
    }
}

fn one_of<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    options: &[(T, &'static str)],
    choice: RwSignal<ExportChoice>,
    place: fn(&mut Choices) -> &mut Option<T>,
) -> View {
    let first = options.first().map(|it| it.0);
    let options: Options<Option<T>> = options.iter().map(|it| (Some(it.0), it.1.to_owned())).collect();
    let selected = Signal::derive(move || {
        let mut choices = choice.read().wish.choices;
        place(&mut choices).or(first)
    });
    let choose = move |it: Option<T>| choice.update(|all| *place(&mut all.wish.choices) = it);
    view! {
        <SelectField
            label
            options=Signal::derive(move || options.clone())
            selected
            on_choose=choose
        />
    }
}

/// Where the rules of a tool were read, and when.
fn source_of(offer: &Offer) -> View {
    let (source, read_on) = &offer.source;
    if read_on.is_empty() {
        return View::nothing();
    }
    view! { <p class="field__hint">"As " {source.clone()} " says, read on " {read_on.clone()} "."</p> }
}
