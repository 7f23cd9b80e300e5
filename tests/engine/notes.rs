//! What a person wrote about segments: found again by what the segment is, kept in the recipe.

use enclave::engine::present::sentence::told::card::{card, changes};
use enclave::engine::present::sentence::told::plays::{PLAYS, fitting};
use enclave::engine::profile::{Plan, Profiles, SegmentNotes, matched};
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::{GroupsOptions, Method, RfmMap, RfmOptions};

use crate::analysed::Analysed;

fn groups() -> Profiles {
    let found = Analysed::sample(Sample::CustomerList, Method::Groups(GroupsOptions::default()));
    found.outcome.analysis.profiles
}

fn notes(profiles: &Profiles, idx: usize, goal: &str) -> SegmentNotes {
    let about = SegmentNotes::about(&profiles.segments[idx], &profiles.everyone);
    SegmentNotes { plan: Plan { goal: goal.to_owned(), ..Plan::default() }, ..about }
}

#[test]
fn words_about_a_natural_group_go_with_its_customers_when_groups_change_places() {
    let before = groups();
    let written = [notes(&before, 0, "first"), notes(&before, 1, "second")];
    assert_eq!(matched(&written, &before)[..2], [Some(0), Some(1)]);
    let mut after = before;
    after.segments.swap(0, 1);
    for (segment, name) in after.segments.iter_mut().zip(["Group 1", "Group 2"]) {
        segment.segment.given_name = name.to_owned();
    }
    assert_eq!(matched(&written, &after)[..2], [Some(1), Some(0)]);
}

#[test]
fn words_about_a_group_that_is_gone_are_about_none() {
    let profiles = groups();
    let mut gone = notes(&profiles, 0, "gone");
    gone.portrait.iter_mut().for_each(|it| it.place += 9.0);
    assert!(matched(&[gone], &profiles).iter().all(Option::is_none));
}

#[test]
fn words_about_a_named_segment_are_found_by_its_name_alone() {
    let options = RfmOptions { map: RfmMap::TenGrid, ..RfmOptions::default() };
    let profiles = Analysed::sample(Sample::ShopOrders, Method::Rfm(options)).outcome.analysis.profiles;
    let written = [notes(&profiles, 2, "third")];
    assert!(written[0].portrait.is_empty());
    let mut turned = profiles;
    turned.segments.reverse();
    let place = turned.segments.len() - 3;
    assert_eq!(matched(&written, &turned).iter().position(Option::is_some), Some(place));
}

#[test]
fn a_recipe_with_words_is_of_the_newest_version_and_comes_back_whole() {
    let profiles = groups();
    let mut own = notes(&profiles, 0, "Bring 60 of them back");
    own.sentence = Some("They come for the tea.".to_owned());
    own.versions.push(card(&profiles.segments[0], &profiles, Some(&own)));
    let recipe = Recipe { notes: vec![own], ..Recipe::default() };
    let text = recipe.to_json();
    assert!(text.contains("\"version\": 5"), "{text}");
    assert_eq!(Recipe::from_json(&text).unwrap().notes, recipe.notes);
}

#[test]
fn a_recipe_of_an_older_version_has_no_words_and_stays_of_its_version() {
    let old = Recipe::default().to_json();
    assert!(old.contains("\"version\": 1") && !old.contains("notes"));
    assert_eq!(Recipe::from_json(&old).unwrap().notes, []);
    let newer = old.replace("\"version\": 1", "\"version\": 99");
    assert!(matches!(Recipe::from_json(&newer), Err(RecipeError::TooNew { found: 99, .. })));
}

#[test]
fn own_words_take_the_place_of_those_by_rule_and_blank_ones_do_not() {
    let profiles = groups();
    let by_rule = card(&profiles.segments[0], &profiles, None);
    let mut own = notes(&profiles, 0, "");
    own.idea = Some("Ring them up.".to_owned());
    own.sentence = Some("  ".to_owned());
    let now = card(&profiles.segments[0], &profiles, Some(&own));
    assert_eq!((now.idea.as_str(), &now.sentence), ("Ring them up.", &by_rule.sentence));
    assert!(!own.is_empty() && SegmentNotes::about(&profiles.segments[0], &profiles.everyone).is_empty());
}

#[test]
fn a_kept_version_shows_what_changed_since() {
    let profiles = groups();
    let before = card(&profiles.segments[0], &profiles, None);
    assert_eq!(changes(&before, &before), Vec::<String>::new());
    let mut now = before.clone();
    now.n += 5;
    now.idea = "Wait.".to_owned();
    now.traits.pop();
    let said = changes(&before, &now);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[1].starts_with("Idea: “Wait.”") && said[2].starts_with("Not any more"), "{said:?}");
}

#[test]
fn each_play_says_what_it_is_for_and_champions_are_not_won_back() {
    for it in PLAYS {
        let words = [it.name, it.goal, it.metric, it.message, it.offer];
        assert!(words.iter().all(|it| !it.is_empty()), "{it:?}");
    }
    let options = RfmOptions { map: RfmMap::TenGrid, ..RfmOptions::default() };
    let profiles = Analysed::sample(Sample::ShopOrders, Method::Rfm(options)).outcome.analysis.profiles;
    let first = |name: &str| {
        let segment = profiles.segments.iter().find(|it| it.segment.given_name == name)?;
        fitting(segment).first().map(|it| it.name)
    };
    assert_eq!(first("Champions"), Some("Loyalty"));
    assert_eq!(first("Hibernating"), Some("Win back"));
    for segment in &profiles.segments {
        let names: Vec<&str> = fitting(segment).iter().map(|it| it.name).collect();
        let is_both = names.contains(&"Onboarding") && names.contains(&"Win back");
        assert!(!is_both, "{}: {names:?}", segment.segment.given_name);
    }
}
