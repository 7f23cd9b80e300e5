//! A map of the person's own: names, and the cells painted with them.

mod cells;
mod names;

use crate::ui::LiveSession;
use crate::ui::view::prelude::*;

use crate::engine::present::message::label;
use crate::engine::segmentation::{OwnMap, RfmMap, RfmOptions};
use crate::ui::actions::Actions;
use crate::ui::parts::{Options, Select, SelectField, SelectLook};

use cells::PaintedCells;
use names::PaintedNames;

/// The published maps, in the order they are offered.
const PUBLISHED: [RfmMap; 5] =
    [RfmMap::ElevenCodes, RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen, RfmMap::Six];

/// What the map of the person's own began as.
#[derive(Debug, Clone, PartialEq)]
enum Start {
    Unsaid,
    Like(RfmMap),
    Empty,
}

/// Which names the groups get.
#[component]
pub fn MapChoice(
    /// The options of RFM.
    options: Memo<RfmOptions>,
) -> View {
    let actions = expect_context::<Actions>();
    let choose = move |map: RfmMap| {
        actions.set_rfm("group names", |it| {
            it.map = if let RfmMap::Own(_) = map { RfmMap::Own(OwnMap::like(&it.map, it.bins)) } else { map };
        });
    };
    view! {
        <SelectField
            label="Group names"
            options=Signal::derive(move || maps(&options.read().map))
            selected=Signal::derive(move || options.read().map.clone())
            on_choose=choose
        />
    }
}

/// The published maps, and the person's own as it is or is still to be.
fn maps(current: &RfmMap) -> Options<RfmMap> {
    let own = if let RfmMap::Own(_) = current { current.clone() } else { RfmMap::Own(OwnMap::default()) };
    PUBLISHED.into_iter().chain([own]).map(|it| (it.clone(), label::rfm_map(&it).to_owned())).collect()
}

/// Names and cells, while the map is the person's own.
#[component]
pub fn PaintedMap(
    /// The options of RFM.
    options: Memo<RfmOptions>,
) -> View {
    let is_own = move || matches!(options.read().map, RfmMap::Own(_));
    view! { <Show when=is_own>{painted(options)}</Show> }
}

fn painted(options: Memo<RfmOptions>) -> View {
    let session = expect_context::<LiveSession>();
    let actions = expect_context::<Actions>();
    let map =
        Memo::new(
            move |_| {
                if let RfmMap::Own(own) = &options.read().map { own.clone() } else { OwnMap::default() }
            },
        );
    let brush = RwSignal::new(Some(0_u8));
    let start = move |start: Start| {
        let next = move |bins: u8, now: &OwnMap| match &start {
            Start::Unsaid => None,
            Start::Like(map) => Some(OwnMap::like(map, bins)),
            Start::Empty => Some(OwnMap::blank(now.names.clone(), bins)),
        };
        actions.set_rfm("map started again", |it| {
            if let RfmMap::Own(now) = &it.map
                && let Some(next) = next(it.bins, now)
            {
                it.map = RfmMap::Own(next);
            }
        });
    };
    view! {
        <fieldset class="fieldset paint">
            <legend>"Your own names"</legend>
            <PaintedNames map brush/>
            <PaintedCells session map brush bins=Signal::derive(move || options.read().bins)/>
            <p class="field__hint">
                "Rows by last order, columns by orders. Click or drag to paint with the chosen name. With the keyboard: arrows move, a letter names the cell, Delete empties it. Cells without a name are called Others."
            </p>
            <div class="field">
                <span class="field__label" aria-hidden="true">"Start again from"</span>
                <Select
                    label="Start again from"
                    options=starts()
                    selected=Start::Unsaid
                    on_choose=Callback::new(start)
                    look=SelectLook::Small
                    fault_id=String::new()
                />
            </div>
        </fieldset>
    }
}

fn starts() -> Options<Start> {
    let like = PUBLISHED.into_iter().map(|it| (label::rfm_map(&it).to_owned(), Start::Like(it)));
    let ends = [("Choose what to start from", Start::Unsaid), ("These names, all cells empty", Start::Empty)];
    ends.into_iter()
        .map(|(name, it)| (it, name.to_owned()))
        .chain(like.map(|(name, it)| (it, name)))
        .collect()
}

/// The letter that names a cell: "A" for the first name.
fn letter(place: u8) -> char {
    char::from(b'A' + place.min(25))
}

/// The place that a letter stands for.
fn place_of(key: &str, n_names: usize) -> Option<u8> {
    let mut letters = key.chars();
    let first = letters.next().filter(char::is_ascii_alphabetic)?;
    if letters.next().is_some() {
        return None;
    }
    let place = u8::try_from(first.to_ascii_uppercase()).ok()?.checked_sub(b'A')?;
    (usize::from(place) < n_names).then_some(place)
}
