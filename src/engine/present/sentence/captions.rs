//! The finding and the basis over each chart.

use crate::engine::present::chart::{Caption, Measure};
use crate::engine::present::number;
use crate::engine::present::sentence::difference::{SMALL, Subject, differences, telling};
use crate::engine::present::sentence::quality::{self, k_reason};
use crate::engine::present::sentence::{feature, is_or_are, is_plural, listed, lowered, titled};
use crate::engine::profile::{CategoryProfile, FeatureProfile, Profiles, SegmentProfile};
use crate::engine::segmentation::{GroupsDetail, RfmDetail};
use crate::kernel::order;

/// Over shares of customers and revenue, and over areas of either.
pub fn shares(profiles: &Profiles, measure: Measure) -> Caption {
    let share_of = |it: &SegmentProfile| match measure {
        Measure::Revenue => it.group.revenue_share,
        Measure::Customers => Some(it.group.share),
    };
    let mut ranked: Vec<_> =
        profiles.segments.iter().filter_map(|it| Some((it.segment.name.as_str(), share_of(it)?))).collect();
    order::sort_by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
    let currency = profiles.currency.as_deref();
    let (what, basis) = match (measure, profiles.everyone.revenue) {
        (Measure::Revenue, Some(money)) => {
            ("revenue", format!("Share of revenue, {} in all", number::money(money, currency)))
        }
        (Measure::Revenue | Measure::Customers, _) => {
            ("customers", format!("Share of {} customers", number::count(profiles.everyone.n)))
        }
    };
    let finding = match ranked.as_slice() {
        [] => "No segments".to_owned(),
        [(name, share)] | [(name, share), ..] if *share >= 0.5 => {
            format!("{name} {} {} of {what}", is_or_are(name), number::share(*share))
        }
        [(name, share)] => format!("{name} {} {} of {what}", is_or_are(name), number::share(*share)),
        [(first, a), (second, b), ..] => {
            format!("{first} and {second} together are {} of {what}", number::share(a + b))
        }
    };
    Caption::new(finding, basis)
}

/// Over the strip of sizes.
pub fn sizes(profiles: &Profiles) -> Caption {
    let mut ranked: Vec<_> = profiles.segments.iter().collect();
    order::sort_by(&mut ranked, |a, b| b.group.n.cmp(&a.group.n));
    let basis = format!("Share of {} customers", number::count(profiles.everyone.n));
    let finding = match ranked.as_slice() {
        [] => "No segments".to_owned(),
        [only] => format!("{} {} everyone", only.segment.name, is_or_are(&only.segment.name)),
        [large, .., small] => {
            let (large, small) = (&large.segment.name, &small.segment.name);
            format!("{large} {} the largest group, {small} the smallest", is_or_are(large))
        }
    };
    Caption::new(finding, basis)
}

/// Over the RFM grid: how many have ordered little, and not for long.
pub fn rfm_grid(detail: &RfmDetail, profiles: &Profiles) -> Caption {
    let n: usize = detail.cells.iter().map(|it| it.n).sum();
    let low = if detail.bins > 3 { 2 } else { 1 };
    let gone: usize = detail.cells.iter().filter(|it| it.r <= low && it.f <= low).map(|it| it.n).sum();
    let cut = |cuts: &[f64], idx: u8| cuts.get(usize::from(idx)).copied().unwrap_or_default();
    let orders = cut(&detail.cuts.frequency, low - 1);
    let days = cut(&detail.cuts.recency_days, detail.bins.saturating_sub(low + 1));
    let often = match orders {
        it if it <= 1.0 => "once".to_owned(),
        it if it <= 2.0 => "once or twice".to_owned(),
        it => format!("at most {} times", number::plain(it)),
    };
    let is_split = detail.cells.iter().any(|it| it.r > low && it.f <= low && it.n > 0);
    let finding = match gone {
        0 => "Nobody who ordered little has been away for long".to_owned(),
        _ if !is_split => format!("{} ordered {often}", customers(gone)),
        _ => format!("{} ordered {often}, and not in the last {}", customers(gone), number::days(days)),
    };
    let colour =
        if feature(&profiles.everyone, "monetary").is_some() { " Colour is typical spend." } else { "" };
    let basis = format!(
        "Customers and share of all, by last order and number of orders.{colour} n = {}",
        number::count(n)
    );
    Caption::new(finding, basis)
}

fn customers(n: usize) -> String {
    number::counted(n, "customer", "customers")
}

/// Over the line of qualities.
pub fn quality(detail: &GroupsDetail) -> Caption {
    let n = number::count(detail.n_quality_sample);
    let basis = format!("How clearly separated, from 0 (not at all) to 1, by number of groups. n = {n}");
    Caption::new(k_reason(detail), basis)
}

/// Over the map of customers.
pub fn map(detail: &GroupsDetail, profiles: &Profiles) -> Caption {
    let shown: f64 = detail.map_explained.iter().sum();
    let finding = match quality::word(detail) {
        _ if detail.k < 2 => "Everyone forms one heap",
        Some("strong") => "The groups lie well apart",
        Some("fair") => "The groups lie apart, with some overlap",
        Some("weak") => "The groups touch: their borders are soft",
        Some(_) | None => "The groups run into one another",
    };
    let drawn = detail.map.len();
    let of = if drawn < profiles.everyone.n {
        format!("Map shows {} of {} customers", number::count(drawn), number::count(profiles.everyone.n))
    } else {
        customers(drawn)
    };
    let basis = format!("{of}. The two directions show {} of all differences", number::share(shown.min(1.0)));
    Caption::new(finding, basis)
}

/// Over the bars against everyone.
pub fn versus(profile: &SegmentProfile, profiles: &Profiles) -> Caption {
    let verbs = verbs(profile, profiles, 2);
    let finding = if verbs.is_empty() {
        "They are close to everyone in every number".to_owned()
    } else {
        format!("They {} than everyone", listed(&verbs))
    };
    let basis = format!(
        "Difference from everyone, in per cent. Days and plain numbers are those of the typical customer, \
         all others averages. n = {} of {}",
        number::count(profile.group.n),
        number::count(profiles.everyone.n)
    );
    Caption::new(finding, basis)
}

/// What sets a segment apart, as verbs that "than everyone" can follow.
pub(super) fn verbs(profile: &SegmentProfile, profiles: &Profiles, n: usize) -> Vec<String> {
    let found = telling(profile, profiles);
    let verb = |difference: &super::difference::Difference<'_>| {
        let Subject::Number(feature) = difference.subject else { return None };
        let pick =
            |above: &str, below: &str| Some(if difference.effect > 0.0 { above } else { below }.to_owned());
        match feature.id.as_str() {
            "frequency" => pick("order more often", "order less often"),
            "monetary" => pick("spend more", "spend less"),
            "recency_days" => pick("have been silent for longer", "ordered more recently"),
            "average_order" => pick("place larger orders", "place smaller orders"),
            "tenure_days" => pick("have been buying for longer", "have been buying for less time"),
            _ => {
                let label = lowered(&feature.label);
                let side = if is_plural(&label) {
                    pick("have more", "have fewer")
                } else {
                    pick("have a higher", "have a lower")
                };
                side.map(|it| format!("{it} {label}"))
            }
        }
    };
    found.iter().filter(|it| it.effect.abs() >= SMALL).filter_map(verb).take(n).collect()
}

/// Over the ranges: where the middle half is for the number that differs most.
pub fn ranges(profile: &SegmentProfile, profiles: &Profiles) -> Caption {
    let currency = profiles.currency.as_deref();
    let found = differences(profile, profiles);
    let first = found.iter().find_map(|it| match it.subject {
        Subject::Number(feature) => feature.spread.map(|spread| (feature, spread)),
        Subject::Value { .. } => None,
    });
    let finding = first.map_or_else(
        || "No number is known here".to_owned(),
        |(feature, spread)| {
            let range = number::range(spread.q1, spread.q3, feature.unit, currency);
            match feature.id.as_str() {
                "recency_days" => format!("Half of them last ordered {range} ago"),
                "tenure_days" => format!("Half of them: {range} from first to last order"),
                "frequency" => format!("Half of them have {range} orders"),
                "monetary" => format!("Half of them have spent {range}"),
                _ => format!("Half of them: {} {range}", lowered(&feature.label)),
            }
        },
    );
    Caption::new(
        finding,
        "Grey: middle half of everyone. Colour: middle half here. Tick: typical customer here",
    )
}

/// Over the values of a category column.
pub fn category(here: &CategoryProfile, n: usize) -> Caption {
    let first = here.shares.iter().fold(None::<&crate::engine::profile::CategoryShare>, |best, it| {
        if best.is_none_or(|best| it.n > best.n) { Some(it) } else { best }
    });
    let finding = first.filter(|it| it.n > 0).map_or_else(
        || format!("{}: not known here", titled(&here.label)),
        |it| format!("{}: {} first, {}", titled(&here.label), it.value, number::share(it.share)),
    );
    let known = n.saturating_sub(here.n_missing);
    let basis = format!(
        "Share of {}. Bar here, line everyone; index 100 is as everyone",
        number::counted(known, "customer", "customers")
    );
    Caption::new(finding, basis)
}

/// Over the histogram of a number.
pub fn histogram(here: &FeatureProfile, everyone: &FeatureProfile, currency: Option<&str>) -> Caption {
    let typical = |it: &FeatureProfile| it.spread.map(|it| number::figure(it.median, here.unit, currency));
    let finding = match (typical(here), typical(everyone)) {
        (Some(own), Some(all)) => format!("{}: typically {own}, everyone {all}", titled(&here.label)),
        _ => titled(&here.label),
    };
    Caption::new(finding, "Share of customers by value. Grey everyone, colour here")
}
