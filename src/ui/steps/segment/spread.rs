//! How spread out they are: ranges, categories, histograms.

use crate::ui::view::prelude::*;

use crate::engine::present::chart::{BarRow, Histogram, RangeRow};
use crate::engine::present::sentence::captions;
use crate::engine::present::sentence::difference::{Subject, differences};
use crate::engine::present::sentence::titled;
use crate::engine::profile::{CategoryProfile, FeatureProfile, Profiles, SegmentProfile};
use crate::ui::charts::{CategoryRows, HistogramChart, RangeRows};

/// Numbers shown as ranges, values of a category, category columns, and histograms.
const N_RANGES: usize = 8;
const N_VALUES: usize = 5;
const N_CATEGORIES: usize = 4;
const N_HISTOGRAMS: usize = 6;

/// Two columns of charts, and a row of histograms below.
pub fn spread(profile: &SegmentProfile, profiles: &Profiles) -> View {
    let slot = profile.segment.slot;
    let currency = profiles.currency.as_deref();
    let pairs = pairs(profile, profiles);
    let rows: Vec<_> =
        pairs.iter().filter_map(|(here, all)| RangeRow::new(here, all, currency)).take(N_RANGES).collect();
    let caption = captions::ranges(profile, profiles);
    let ranges = (!rows.is_empty()).then(|| view! { <RangeRows rows palette_slot=slot caption/> });
    let categories = profile.group.categories.iter().zip(&profiles.everyone.categories);
    let categories: Vec<_> = categories
        .filter(|(here, _)| here.shares.iter().any(|it| it.n > 0))
        .take(N_CATEGORIES)
        .map(|(here, all)| category(here, all, profile.group.n, slot))
        .collect();
    let ranges_class = if categories.is_empty() { "" } else { "columns__7" };
    let histogram_class = if categories.is_empty() { "columns__4" } else { "columns__6" };
    let histograms: Vec<_> = pairs
        .iter()
        .filter_map(|(here, all)| histogram(here, all, currency, slot))
        .take(N_HISTOGRAMS)
        .map(|it| view! { <div class=histogram_class>{it}</div> })
        .collect();
    view! {
        <div class="section">
            <div class="section__head">
                <h2>"How spread out they are"</h2>
                <p>"Typical is the middle customer, half above and half below"</p>
            </div>
            <div class="columns">
                <div class=ranges_class>
                    {ranges} <div class="columns histograms">{histograms}</div>
                </div>
                <div class="columns__5 stack stack--loose">{categories}</div>
            </div>
        </div>
    }
}

/// Numbers here and of everyone, largest difference first.
fn pairs<'a>(
    profile: &'a SegmentProfile,
    profiles: &'a Profiles,
) -> Vec<(&'a FeatureProfile, &'a FeatureProfile)> {
    let found = differences(profile, profiles);
    let numbers = found.iter().filter_map(|it| match it.subject {
        Subject::Number(feature) => Some(feature),
        Subject::Value { .. } => None,
    });
    numbers
        .filter_map(|here| Some((here, profiles.everyone.features.iter().find(|it| it.id == here.id)?)))
        .collect()
}

fn category(here: &CategoryProfile, all: &CategoryProfile, n: usize, slot: u8) -> View {
    let rows = BarRow::of_category(here, all, N_VALUES);
    let caption = captions::category(here, n);
    view! { <CategoryRows rows column=titled(&here.label) palette_slot=slot caption/> }
}

fn histogram(here: &FeatureProfile, all: &FeatureProfile, currency: Option<&str>, slot: u8) -> Option<View> {
    let histogram = Histogram::new(here, all, currency)?;
    let caption = captions::histogram(here, all, currency);
    Some(view! { <HistogramChart histogram palette_slot=slot caption/> })
}
