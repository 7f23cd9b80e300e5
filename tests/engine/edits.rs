//! Segments merged, segmented anew, and compared.

use std::fmt::Write as _;

use enclave::engine::features::{MappedColumn, Mapping, RowUnit};
use enclave::engine::segmentation::{
    Algorithm, Derived, Detail, GroupsOptions, Method, Outline, RfmOptions, Segment, SegmentEdit, SegmentId,
    Segmentation, UNASSIGNED, compare,
};
use enclave::engine::table::{IssueKind, Role};
use enclave::engine::{Outcome, recipe::Recipe};

use crate::analysed::{Analysed, rfm_recipe};

/// 60 customers with rising spend, frequency and recency.
fn orders() -> String {
    let mut text = String::from("customer,day,amount\n");
    for customer in 0..60 {
        for order in 0..=(customer % 7) {
            let day = 1 + (customer * 3 + order * 11) % 28;
            let (month, amount) = (1 + order % 6, 5 + customer * order);
            writeln!(text, "c{customer:02},2024-0{month}-{day:02},{amount}").unwrap();
        }
    }
    text
}

fn run(edits: Vec<SegmentEdit>) -> (Recipe, Outcome) {
    let recipe = Recipe { edits, ..rfm_recipe(RfmOptions::default()) };
    let analysed = Analysed::of("orders.csv", &orders(), recipe).unwrap();
    (analysed.recipe, analysed.outcome)
}

fn given_names(segmentation: &Segmentation) -> Vec<String> {
    segmentation.segments.iter().map(|it| it.given_name.clone()).collect()
}

fn members(segmentation: &Segmentation, given_name: &str) -> Vec<usize> {
    let place = segmentation.segments.iter().position(|it| it.given_name == given_name).unwrap();
    (0..segmentation.assignment.len())
        .filter(|it| usize::from(segmentation.assignment[*it]) == place)
        .collect()
}

fn merge(segments: &[&str]) -> SegmentEdit {
    SegmentEdit::Merge { segments: segments.iter().map(|it| (*it).to_owned()).collect() }
}

fn split(segment: &str, method: Method) -> SegmentEdit {
    SegmentEdit::Split { segment: segment.to_owned(), method: Box::new(method) }
}

fn two_groups() -> Method {
    Method::Groups(GroupsOptions { k: Some(2), algorithm: Algorithm::Kmeans, ..GroupsOptions::default() })
}

/// The largest segment of the method itself.
fn largest(outcome: &Outcome) -> String {
    let segments = &outcome.analysis.profiles.segments;
    segments.iter().max_by_key(|it| it.group.n).unwrap().segment.given_name.clone()
}

#[test]
fn merged_segments_have_the_customers_of_all_of_them() {
    let (_, before) = run(Vec::new());
    let names = given_names(&before.segmentation);
    let (first, last) = (names.first().unwrap(), names.last().unwrap());
    let (_, after) = run(vec![merge(&[last, first])]);
    let merged = format!("{first} + {last}");
    assert_eq!(given_names(&after.segmentation).len(), names.len() - 1);
    assert_eq!(given_names(&after.segmentation)[0], merged, "it stands at the place of the first");
    let mut expected = [members(&before.segmentation, first), members(&before.segmentation, last)].concat();
    expected.sort_unstable();
    assert_eq!(members(&after.segmentation, &merged), expected);
    for name in &names[1..names.len() - 1] {
        assert_eq!(members(&after.segmentation, name), members(&before.segmentation, name), "{name}");
    }
    let derived = after.segmentation.segments[0].derived.clone();
    assert_eq!(derived, Some(Derived::Merged { of: vec![first.clone(), last.clone()] }));
}

#[test]
fn parts_are_exactly_the_whole() {
    let (_, before) = run(Vec::new());
    let whole = largest(&before);
    let (_, after) = run(vec![split(&whole, two_groups())]);
    let names = given_names(&after.segmentation);
    let parts: Vec<_> = names.iter().filter(|it| it.starts_with(&format!("{whole} › "))).collect();
    assert!(parts.len() >= 2, "{names:?}");
    let mut of_parts: Vec<usize> = parts.iter().flat_map(|it| members(&after.segmentation, it)).collect();
    of_parts.sort_unstable();
    assert_eq!(of_parts, members(&before.segmentation, &whole));
    let others: Vec<_> = given_names(&before.segmentation).into_iter().filter(|it| *it != whole).collect();
    for name in others {
        assert_eq!(members(&after.segmentation, &name), members(&before.segmentation, &name), "{name}");
    }
    let (shares, n): (f64, usize) = after
        .analysis
        .profiles
        .segments
        .iter()
        .fold((0.0, 0), |sum, it| (sum.0 + it.group.share, sum.1 + it.group.n));
    assert!((shares - 1.0).abs() < 1e-12);
    assert_eq!(n, before.analysis.profiles.everyone.n);
}

#[test]
fn a_part_can_be_split_once_more_and_merged_with_another_segment() {
    let (_, before) = run(Vec::new());
    let whole = largest(&before);
    let part = format!("{whole} › Group 1");
    let other = given_names(&before.segmentation).into_iter().find(|it| *it != whole).unwrap();
    let (_, after) = run(vec![split(&whole, two_groups()), merge(&[&part, &other])]);
    let names = given_names(&after.segmentation);
    let merged = names.iter().find(|it| it.contains(" + ")).unwrap();
    assert!(merged.contains(&part) && merged.contains(&other), "{names:?}");
    assert_eq!(names.len(), given_names(&before.segmentation).len());
}

#[test]
fn the_cells_of_the_grid_name_the_segments_that_are_there() {
    let (_, before) = run(Vec::new());
    let names = given_names(&before.segmentation);
    let (_, after) = run(vec![merge(&[&names[0], &names[1]])]);
    let Detail::Rfm(detail) = &after.segmentation.detail else { panic!("an RFM detail") };
    let n = after.segmentation.segments.len();
    assert!(detail.cells.iter().filter_map(|it| it.segment).all(|it| usize::from(it.0) < n));
    let sizes: usize = detail.cells.iter().map(|it| it.n).sum();
    assert_eq!(sizes, after.analysis.profiles.everyone.n);
}

#[test]
fn a_change_of_a_segment_that_is_not_there_is_left_out_and_told() {
    let (_, before) = run(Vec::new());
    let (_, after) = run(vec![merge(&["Nobody", "Nowhere"]), split("Nothing", two_groups())]);
    assert_eq!(after.segmentation.assignment, before.segmentation.assignment);
    let told: Vec<_> = after.analysis.issues.iter().filter(|it| it.kind == IssueKind::EditLeftOut).collect();
    assert_eq!(told.iter().map(|it| it.n).sum::<u64>(), 2, "{told:?}");
}

#[test]
fn a_segment_too_small_to_split_stays_whole() {
    let (_, before) = run(Vec::new());
    let segments = &before.analysis.profiles.segments;
    let small = segments.iter().min_by_key(|it| it.group.n).unwrap();
    assert!(small.group.n < 10, "the file has a small segment");
    let (_, after) = run(vec![split(&small.segment.given_name, two_groups())]);
    assert_eq!(given_names(&after.segmentation), given_names(&before.segmentation));
    assert!(after.analysis.issues.iter().any(|it| it.kind == IssueKind::EditLeftOut));
}

#[test]
fn changes_are_kept_in_the_recipe_file() {
    let (recipe, outcome) = run(vec![merge(&["Champions", "Lost"]), split("Champions + Lost", two_groups())]);
    let read = Recipe::from_json(&recipe.to_json()).unwrap();
    assert_eq!(read.edits, recipe.edits);
    assert_eq!(read.version, 3, "a build that knows no changes must not run it");
    let again = Analysed::of("orders.csv", &orders(), read).unwrap();
    assert_eq!(again.outcome.segmentation.assignment, outcome.segmentation.assignment);
    assert_eq!(again.outcome.analysis.fingerprint, outcome.analysis.fingerprint);
}

#[test]
fn a_segment_has_the_name_the_person_gave_it() {
    let (_, before) = run(Vec::new());
    let names = given_names(&before.segmentation);
    let own = [(names[0].clone(), "Our best".to_owned()), (names[1].clone(), "  ".to_owned())];
    let recipe = Recipe { names: own.into_iter().collect(), ..rfm_recipe(RfmOptions::default()) };
    let segments = Analysed::of("orders.csv", &orders(), recipe).unwrap().outcome.segmentation.segments;
    assert_eq!((segments[0].name.as_str(), segments[0].given_name.as_str()), ("Our best", names[0].as_str()));
    assert_eq!(segments[1].name, names[1], "a name of nothing but spaces is none");
}

/// Customers with these segments, nothing else known.
fn placed(assignment: &[u8], n_segments: u8) -> Segmentation {
    let (_, outcome) = run(Vec::new());
    let segment = |id: u8| Segment { id: SegmentId(id), name: format!("S{id}"), ..Segment::default() };
    Segmentation {
        segments: (0..n_segments).map(segment).collect(),
        assignment: assignment.to_vec(),
        ..outcome.segmentation
    }
}

#[test]
fn two_ways_are_compared_customer_by_customer() {
    let first = placed(&[0, 0, 0, 1, 1, UNASSIGNED, 1], 2);
    let second = placed(&[2, 2, 0, 1, UNASSIGNED, 1, 1], 3);
    let found = compare(&first, &second);
    assert_eq!(found.counts, [[1, 0, 2], [0, 2, 0]]);
    assert_eq!((found.n_both, found.n_only), (5, [1, 1]));
    // Pairs together in both 2, in the rows 4, in the columns 2, of 10: (2 - 0.8) / (3 - 0.8).
    assert!((found.adjusted_rand.unwrap() - 1.2 / 2.2).abs() < 1e-12);
}

#[test]
fn agreement_is_one_for_the_same_parts_under_other_names() {
    let found = compare(&placed(&[0, 0, 1, 1, 2], 3), &placed(&[2, 2, 0, 0, 1], 3));
    assert_eq!(found.adjusted_rand, Some(1.0));
}

#[test]
fn agreement_is_not_defined_where_nobody_is_told_apart() {
    assert_eq!(compare(&placed(&[0, 0, 0], 1), &placed(&[0, 0, 0], 1)).adjusted_rand, None);
    assert_eq!(compare(&placed(&[], 0), &placed(&[], 0)).adjusted_rand, None);
}

/// 120 customers in two heaps, and the outline around those with many visits.
fn two_heaps() -> String {
    let mut text = String::from("customer,visits,spend\n");
    for customer in 0..120 {
        let heap = if customer % 3 == 0 { 40 } else { 4 };
        let (visits, spend) = (heap + customer % 5, 10 * heap + customer % 7);
        writeln!(text, "c{customer:03},{visits},{spend}").unwrap();
    }
    text
}

fn drawn_on(edits: Vec<SegmentEdit>) -> (Recipe, Outcome) {
    let columns = [("customer", Role::Customer), ("visits", Role::Feature), ("spend", Role::Feature)];
    let mapped = |(name, role): (&str, Role)| MappedColumn { name: name.to_owned(), role };
    let mapping = Mapping { unit: RowUnit::Customers, columns: columns.map(mapped).to_vec() };
    let recipe = Recipe { mapping, method: two_groups(), edits, ..Recipe::default() };
    let analysed = Analysed::of("people.csv", &two_heaps(), recipe).unwrap();
    (analysed.recipe, analysed.outcome)
}

/// The right half of the map, as it was drawn.
fn right_half(outcome: &Outcome, name: &str) -> Outline {
    let places = &outcome.segmentation.places_on_map;
    let ends = |axis: usize| {
        let of = places.iter().map(|it| f64::from(it[axis]));
        (of.clone().fold(f64::INFINITY, f64::min), of.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (bottom, top)) = (ends(0), ends(1));
    let middle = f64::midpoint(left, right);
    let corners = vec![
        [middle, bottom - 1.0],
        [right + 1.0, bottom - 1.0],
        [right + 1.0, top + 1.0],
        [middle, top + 1.0],
    ];
    Outline { name: name.to_owned(), frame: [left, right, bottom, top], corners }
}

#[test]
fn who_is_inside_an_outline_on_the_map_becomes_a_segment_that_replays() {
    let (_, before) = drawn_on(Vec::new());
    let outline = right_half(&before, "Our visitors");
    let inside: Vec<usize> = (0..120).filter(|it| it % 3 == 0).collect();
    let (recipe, after) = drawn_on(vec![SegmentEdit::Outline(outline)]);
    assert_eq!(members(&after.segmentation, "Our visitors"), inside);
    assert_eq!(after.segmentation.segments.len(), 2, "a segment that nobody is left in goes");
    assert_eq!(after.segmentation.segments.last().unwrap().derived, Some(Derived::Outlined));
    let Detail::Groups(detail) = &after.segmentation.detail else { panic!("groups") };
    for (point, customer) in detail.map.iter().zip(&after.segmentation.shown_on_map) {
        assert_eq!(point.segment, after.segmentation.assignment[*customer as usize]);
    }
    let read = Recipe::from_json(&recipe.to_json()).unwrap();
    assert_eq!(
        (read.version, &read.edits),
        (4, &recipe.edits),
        "a build that knows no outlines must not run it"
    );
    let again = Analysed::of("people.csv", &two_heaps(), read).unwrap();
    assert_eq!(again.outcome.segmentation.assignment, after.segmentation.assignment);
    assert_eq!(again.outcome.analysis.fingerprint, after.analysis.fingerprint);
}

#[test]
fn an_outline_around_nobody_or_without_a_map_changes_nothing_and_is_told() {
    let (_, before) = drawn_on(Vec::new());
    let outline = right_half(&before, "Nobody");
    let empty = Outline { corners: vec![[1e6, 1e6], [1e6, 2e6], [2e6, 2e6]], ..outline.clone() };
    let flat = Outline { corners: vec![[0.0, 0.0]], ..outline.clone() };
    let taken = Outline { name: before.segmentation.segments[0].given_name.clone(), ..outline.clone() };
    for it in [empty, flat, taken] {
        let (_, after) = drawn_on(vec![SegmentEdit::Outline(it)]);
        assert_eq!(after.segmentation.assignment, before.segmentation.assignment);
        assert!(after.analysis.issues.iter().any(|it| it.kind == IssueKind::EditLeftOut));
    }
    let (_, after) = run(vec![SegmentEdit::Outline(outline)]);
    assert!(after.analysis.issues.iter().any(|it| it.kind == IssueKind::EditLeftOut), "recency has no map");
}

#[test]
fn customers_beyond_what_the_map_shows_count_as_at_its_edge() {
    let corners = vec![[0.5, -1.0], [2.0, -1.0], [2.0, 2.0], [0.5, 2.0]];
    let outline = Outline { name: "Far".to_owned(), frame: [0.0, 1.0, 0.0, 1.0], corners };
    assert!(outline.holds([900.0, 0.5]) && outline.holds([0.75, -900.0]));
    assert!(!outline.holds([-900.0, 0.5]) && !outline.holds([f64::NAN, 0.5]));
}

#[test]
fn a_recipe_from_before_outlines_is_read_as_it_was() {
    let old = r#"{"version":3,"mapping":{"unit":"orders","columns":[]},"method":{"rfm":{}},
        "edits":[{"merge":{"segments":["Champions","Lost"]}}]}"#;
    let recipe = Recipe::from_json(old).unwrap();
    assert_eq!(recipe.edits, [merge(&["Champions", "Lost"])]);
    assert!(recipe.to_json().starts_with("{\n  \"version\": 3,"), "and is written as older builds read it");
}
