//! Everything that is said and drawn of real analyses: the samples, by both methods.

use enclave::engine::Analysis;
use enclave::engine::present::chart::{
    BarRow, Histogram, MapView, Measure, QualityLine, RangeRow, RfmGrid, Ribbon, SegmentTable, Span, TreeMap,
    statistics,
};
use enclave::engine::present::sentence::{
    advice::advice, captions, headline::headlines, page_lead, page_title, persona, traits::traits, why::why,
};
use enclave::engine::profile::{Profiles, SegmentProfile};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::{Detail, GroupsOptions, Method};
use enclave::engine::table::{ReadingOptions, Source};

fn analyses() -> Vec<(String, Analysis)> {
    let groups = Method::Groups(GroupsOptions { k: Some(4), starts: 3, ..GroupsOptions::default() });
    let mut found = Vec::new();
    for sample in Sample::ALL {
        let source =
            Source::from_bytes(sample.file_name(), &sample.bytes(), &ReadingOptions::default()).unwrap();
        let suggested = Recipe::suggest(&source.summary());
        for method in [suggested.method.clone(), groups.clone()] {
            let recipe = Recipe { method, ..suggested.clone() };
            let outcome = enclave::engine::run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap();
            found.push((format!("{sample:?} by {:?}", recipe.method), outcome.analysis));
        }
    }
    found
}

fn is_inside(span: Span) -> bool {
    span.start >= -1e-9 && span.size >= 0.0 && span.end() <= 1.0 + 1e-9
}

fn said_of_all(profiles: &Profiles) -> Vec<String> {
    let mut said = vec![page_title(profiles), page_lead(profiles)];
    said.extend(headlines(profiles).into_iter().map(|it| it.name + &it.rest));
    let mut captions = vec![
        captions::shares(profiles, Measure::Revenue),
        captions::shares(profiles, Measure::Customers),
        captions::sizes(profiles),
    ];
    match &profiles.detail {
        Some(Detail::Rfm(detail)) => {
            captions.push(captions::rfm_grid(detail, profiles));
            said.extend(RfmGrid::new(detail, profiles).readings().into_iter().map(|it| it.text));
        }
        Some(Detail::Groups(detail)) => {
            captions.extend([captions::quality(detail), captions::map(detail, profiles)]);
            said.extend(QualityLine::new(detail).twin().rows.concat());
            said.extend(MapView::new(detail, profiles).twin().rows.concat());
        }
        Some(Detail::Rules(_) | Detail::Tiers(_) | Detail::ResponseTree(_)) | None => {}
    }
    said.extend(captions.into_iter().flat_map(|it| [it.finding, it.basis]));
    said.extend(Ribbon::new(profiles).twin().rows.concat());
    said.extend(SegmentTable::new(profiles).rows.into_iter().flat_map(|it| it.cells).map(|it| it.0));
    said
}

fn said_of_one(profile: &SegmentProfile, profiles: &Profiles) -> Vec<String> {
    let mut said = vec![persona::description(profile, profiles), advice(profile, profiles)];
    said.extend(persona::facts(profile, profiles).into_iter().flat_map(|it| [it.term, it.text]));
    said.extend(traits(profile, profiles, 5).into_iter().map(|it| it.text));
    said.extend(why(profile, profiles).into_iter().map(|it| it.text));
    for caption in [captions::versus(profile, profiles), captions::ranges(profile, profiles)] {
        said.extend([caption.finding, caption.basis]);
    }
    said.extend(statistics(profile, profiles).rows.concat());
    said
}

#[test]
fn nothing_that_is_said_is_empty_or_no_number() {
    for (what, analysis) in analyses() {
        let profiles = &analysis.profiles;
        let of_each = profiles.segments.iter().flat_map(|it| said_of_one(it, profiles));
        for text in said_of_all(profiles).into_iter().chain(of_each) {
            for wrong in ["NaN", "inf", "not known", "  ", ".."] {
                assert!(!text.contains(wrong), "{what}: {text:?}");
            }
        }
        let sentences = headlines(profiles);
        assert_eq!(sentences.len(), 3, "{what}");
        assert!(sentences.iter().all(|it| it.rest.ends_with('.')), "{what}: {sentences:?}");
    }
}

#[test]
fn every_chart_of_a_sample_stays_inside_its_plot() {
    for (what, analysis) in analyses() {
        let profiles = &analysis.profiles;
        let ribbon = Ribbon::new(profiles);
        assert!(ribbon.pieces.iter().all(|it| is_inside(it.above.span)), "{what}");
        assert!(
            ribbon.pieces.iter().filter_map(|it| it.below.as_ref()).all(|it| is_inside(it.span)),
            "{what}"
        );
        let areas: f64 = TreeMap::new(profiles, Measure::Customers)
            .cells
            .iter()
            .filter_map(|it| it.area)
            .map(|it| it.across.size * it.down.size)
            .sum();
        assert!((areas - 1.0).abs() < 1e-9, "{what}: {areas}");
        for profile in &profiles.segments {
            assert_numbers_inside(profile, profiles, &what);
            for (here, all) in profile.group.categories.iter().zip(&profiles.everyone.categories) {
                let rows = BarRow::of_category(here, all, 5);
                assert!(rows.iter().all(|it| it.size <= 1.0 && it.everyone <= 1.0), "{what}: {rows:?}");
            }
        }
    }
}

fn assert_numbers_inside(profile: &SegmentProfile, profiles: &Profiles, what: &str) {
    let pairs = || profile.group.features.iter().zip(&profiles.everyone.features);
    for row in pairs().filter_map(|(here, all)| RangeRow::new(here, all, None)) {
        assert!(is_inside(row.here) && is_inside(row.everyone), "{what}: {row:?}");
    }
    for histogram in pairs().filter_map(|(here, all)| Histogram::new(here, all, None)) {
        let heights = histogram.here.iter().chain(&histogram.everyone);
        assert!(heights.copied().all(|it| (0.0..=1.0).contains(&it)), "{what}");
    }
}

#[test]
fn natural_groups_of_a_sample_have_short_names_that_differ() {
    for (what, analysis) in analyses() {
        let mut names: Vec<_> = analysis.profiles.segments.iter().map(|it| it.segment.name.clone()).collect();
        assert!(names.iter().all(|it| !it.is_empty() && it.chars().count() <= 40), "{what}: {names:?}");
        names.sort();
        names.dedup();
        assert_eq!(names.len(), analysis.profiles.segments.len(), "{what}: {names:?}");
    }
}
