//! What is said of an analysis is true of it.

use enclave::engine::present::chart::Measure;
use enclave::engine::present::sentence::advice::{RfmKind, advice};
use enclave::engine::present::sentence::captions;
use enclave::engine::present::sentence::difference::{Difference, differences};
use enclave::engine::present::sentence::headline::headlines;
use enclave::engine::present::sentence::naming::proposals;
use enclave::engine::present::sentence::traits::{Direction, traits};
use enclave::engine::present::sentence::{page_lead, page_title, persona, quality};
use enclave::engine::profile::{Profiles, SegmentProfile};
use enclave::engine::segmentation::{Detail, GroupsDetail, KQuality, KReason, Recommendation};

use crate::present_shop::{natural_groups, rfm, shop};

fn sentences(profiles: &Profiles) -> Vec<String> {
    headlines(profiles).iter().map(|it| format!("{}{}", it.name, it.rest)).collect()
}

fn texts(profile: &SegmentProfile, profiles: &Profiles) -> Vec<String> {
    traits(profile, profiles, 3).into_iter().map(|it| it.text).collect()
}

#[test]
fn the_page_is_called_by_its_groups_and_customers() {
    assert_eq!(page_title(&shop()), "Eight groups in 12,418 customers");
    assert_eq!(page_lead(&shop()), "38,496 orders and €2,236,480, June 2023 to May 2026.");
    let mut without_money = shop();
    without_money.everyone.revenue = None;
    without_money.everyone.orders = None;
    without_money.period = None;
    without_money.n_unassigned = 3;
    assert_eq!(page_lead(&without_money), "39,120 rows. 3 customers could not be placed.");
}

#[test]
fn three_sentences_open_the_page_each_about_another_segment() {
    assert_eq!(
        sentences(&shop()),
        [
            "Champions are 9% of customers and 38% of revenue.",
            "Can't Lose Them is only 214 people, worth €585 each, and none has ordered for 171 days or more.",
            "Hibernating is the largest group, 28% of customers, with 5% of revenue.",
        ]
    );
}

#[test]
fn silence_is_told_by_the_median_where_some_have_ordered_lately() {
    let mut profiles = shop();
    if let Some(spread) = &mut profiles.segments[6].group.features[0].spread {
        spread.min = 2.0;
    }
    assert_eq!(
        sentences(&profiles)[1],
        "Can't Lose Them is only 214 people, worth €585 each, and half have not ordered for 286 days or more."
    );
}

#[test]
fn without_money_the_sentences_are_about_customers_and_differences() {
    let mut profiles = shop();
    for group in profiles.segments.iter_mut().map(|it| &mut it.group).chain([&mut profiles.everyone]) {
        group.revenue = None;
        group.revenue_share = None;
    }
    let said = sentences(&profiles);
    assert_eq!(said.len(), 3);
    assert_eq!(said[0], "Hibernating is the largest group, 28% of customers.");
    assert!(said.iter().all(|it| !it.contains("revenue")), "{said:?}");
}

#[test]
fn one_segment_needs_no_comparison() {
    let mut profiles = shop();
    profiles.segments.truncate(1);
    assert!(headlines(&profiles).is_empty());
}

#[test]
fn traits_come_by_the_size_of_the_difference() {
    let profiles = shop();
    assert_eq!(
        texts(&profiles.segments[0], &profiles),
        ["€761 each, everyone €180", "Orders 2.7 times as often", "€91 an order, everyone €58"]
    );
    for profile in &profiles.segments {
        let sizes: Vec<_> = differences(profile, &profiles).iter().map(|it| it.effect.abs()).collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
    }
}

#[test]
fn every_trait_tells_on_which_side_of_everyone_it_is() {
    let profiles = shop();
    for profile in &profiles.segments {
        let found = differences(profile, &profiles);
        for it in traits(profile, &profiles, 5) {
            let is_above = it.direction == Direction::Above;
            let tells =
                |d: &&Difference<'_>| it.text.contains(&d.written(Some("€")).0) && d.effect.abs() >= 0.2;
            if let Some(difference) = found.iter().find(tells) {
                assert_eq!(is_above, difference.effect > 0.0, "{}", it.text);
            }
        }
    }
}

#[test]
fn a_segment_like_everyone_says_so() {
    let mut profiles = shop();
    profiles.segments[0].group.features = profiles.everyone.features.clone();
    profiles.segments[0].group.categories = profiles.everyone.categories.clone();
    assert_eq!(texts(&profiles.segments[0], &profiles), ["Close to everyone in every number"]);
    let text = persona::description(&profiles.segments[0], &profiles);
    assert!(text.starts_with("Buyers much like everyone. A typical one"), "{text}");
}

#[test]
fn values_that_say_little_alone_keep_their_column() {
    let mut profiles = shop();
    for group in profiles.segments.iter_mut().map(|it| &mut it.group).chain([&mut profiles.everyone]) {
        group.categories[0].label = "voucher".to_owned();
        group.categories[0].shares[0].value = "yes".to_owned();
        group.features.clear();
    }
    profiles.segments[0].group.categories[0].shares[0].share = 0.41;
    profiles.everyone.categories[0].shares[0].share = 0.18;
    assert_eq!(texts(&profiles.segments[0], &profiles), ["Voucher yes: 41%, everyone 18%"]);
    profiles.segments[0].group.categories[0].shares[0].value = "app".to_owned();
    profiles.everyone.categories[0].shares[0].value = "app".to_owned();
    assert_eq!(texts(&profiles.segments[0], &profiles), ["41% app, everyone 18%"]);
}

#[test]
fn a_persona_is_written_from_the_profile_alone() {
    let profiles = shop();
    assert_eq!(
        persona::description(&profiles.segments[5], &profiles),
        "Frequent buyers who have gone quiet. A typical one has ordered 3.7 times, spent €187 and last ordered 311 \
         days ago."
    );
    let facts: Vec<_> = persona::facts(&profiles.segments[5], &profiles)
        .into_iter()
        .map(|it| format!("{}: {}", it.term, it.text))
        .collect();
    assert_eq!(
        facts,
        [
            "Value: €187 each, everyone €180",
            "Orders: 4,518, 3.7 each, everyone 3.1",
            "Last order: Half of them 140–715 days ago",
            "Country: Germany 61%, Austria 29%",
        ]
    );
}

#[test]
fn every_name_of_every_map_has_its_own_advice() {
    let names = [
        ("Champions", RfmKind::Champions),
        ("Loyal Customers", RfmKind::Loyal),
        ("Potential Loyalist", RfmKind::Potential),
        ("Potential Loyalists", RfmKind::Potential),
        ("Recent Customers", RfmKind::New),
        ("New Customers", RfmKind::New),
        ("Promising", RfmKind::Promising),
        ("Customers Needing Attention", RfmKind::Attention),
        ("Need Attention", RfmKind::Attention),
        ("About To Sleep", RfmKind::Sleepy),
        ("At Risk", RfmKind::Risk),
        ("Can't Lose Them", RfmKind::Precious),
        ("Hibernating", RfmKind::Hibernating),
        ("Lost", RfmKind::Lost),
        ("Others", RfmKind::Others),
    ];
    for (name, kind) in names {
        assert_eq!(RfmKind::of(name), Some(kind), "{name}");
    }
    assert_eq!(RfmKind::of("Group 1"), None);
}

#[test]
fn a_new_name_does_not_change_the_advice() {
    let mut profiles = shop();
    let before = advice(&profiles.segments[6], &profiles);
    profiles.segments[6].segment.name = "Old friends".to_owned();
    assert_eq!(advice(&profiles.segments[6], &profiles), before);
    assert_eq!(before, "214 people: write to each by hand.");
}

#[test]
fn natural_groups_are_called_by_what_sets_them_apart() {
    let names = proposals(&natural_groups()).into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(names[0], "High spend, frequent");
    assert_eq!(names.len(), 4);
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), 4, "{names:?}");
    assert!(names.iter().all(|it| it.chars().count() <= 40), "{names:?}");
    assert!(proposals(&shop()).iter().all(Option::is_none), "RFM names its own");
}

#[test]
fn separation_is_called_by_published_ranges() {
    let words: Vec<_> = [0.9, 0.71, 0.7, 0.51, 0.5, 0.26, 0.25, -0.3].map(quality::separation_word).into();
    assert_eq!(words, ["strong", "strong", "fair", "fair", "weak", "weak", "none", "none"]);
    let of = |silhouette: Option<f64>| {
        quality::separation(&GroupsDetail { k: 3, silhouette, largest_share: 0.5, ..GroupsDetail::default() })
    };
    assert_eq!(of(Some(0.412)), "weak (0.41)");
    assert_eq!(of(None), "not known");
}

#[test]
fn separation_of_a_sample_is_told_with_its_interval() {
    let detail = GroupsDetail { k: 2, silhouette: Some(0.62), ..GroupsDetail::default() };
    let sampled = GroupsDetail { silhouette_se: Some(0.012), ..detail };
    assert_eq!(quality::separation(&sampled), "fair (0.62 ± 0.02)");
}

#[test]
fn a_group_of_nearly_everybody_is_never_called_well_separated() {
    let detail =
        GroupsDetail { k: 2, silhouette: Some(0.93), largest_share: 0.99, ..GroupsDetail::default() };
    assert_eq!(quality::separation(&detail), "says little (0.93): 99% are in one group");
    assert_eq!(quality::word(&detail), None);
    let balanced = GroupsDetail { largest_share: 0.6, ..detail };
    assert_eq!(quality::separation(&balanced), "strong (0.93)");
}

#[test]
fn the_number_of_groups_has_a_reason() {
    let Some(Detail::Groups(detail)) = natural_groups().detail else { unreachable!() };
    let because = |k: u8, reason: KReason| {
        let silhouette = if k > 1 { Some(0.41) } else { None };
        let recommendation = Recommendation { k, reason };
        quality::k_reason(&GroupsDetail { k, silhouette, recommendation, ..detail.clone() })
    };
    assert_eq!(
        because(4, KReason::Apart),
        "Four groups: there is a gap between any two; separation weak (0.41)"
    );
    assert_eq!(because(3, KReason::Set), "Three groups, as you set: separation weak (0.41)");
    for reason in [KReason::NothingGained, KReason::NoValley] {
        assert!(because(1, reason).starts_with("These customers don’t fall into groups: "));
    }
}

#[test]
fn groups_set_by_hand_without_a_gap_between_them_are_told_so() {
    let tried = vec![KQuality { k: 3, gain: Some(-0.1), is_apart: false, ..KQuality::default() }];
    let recommendation = Recommendation { k: 3, reason: KReason::Set };
    let detail =
        GroupsDetail { k: 3, silhouette: Some(0.3), tried, recommendation, ..GroupsDetail::default() };
    assert_eq!(
        quality::k_reason(&detail),
        "Three groups, as you set: separation weak (0.30), and no clear gap between them"
    );
}

#[test]
fn stability_is_called_by_the_bands_of_the_literature() {
    let words = [0.93, 0.8, 0.61, 0.3].map(quality::stability);
    assert_eq!(words, ["highly stable (0.93)", "stable (0.80)", "doubtful (0.61)", "not found again (0.30)"]);
}

#[test]
fn chart_titles_are_findings() {
    let profiles = shop();
    let titles = [
        captions::shares(&profiles, Measure::Revenue).finding,
        captions::shares(&profiles, Measure::Customers).finding,
        captions::sizes(&profiles).finding,
        captions::rfm_grid(&rfm(), &profiles).finding,
        captions::versus(&profiles.segments[5], &profiles).finding,
        captions::ranges(&profiles.segments[5], &profiles).finding,
        captions::category(&profiles.segments[5].group.categories[0], 1_221).finding,
    ];
    assert_eq!(
        titles,
        [
            "Champions and Loyal Customers together are 62% of revenue",
            "Hibernating and Need Attention together are 43% of customers",
            "Hibernating is the largest group, Can't Lose Them the smallest",
            "3,532 customers ordered once or twice, and not in the last 187 days",
            "They have been silent for longer and order more often than everyone",
            "Half of them last ordered 140–715 days ago",
            "Country: Germany first, 61%",
        ]
    );
}

#[test]
fn nothing_is_said_of_an_empty_analysis() {
    let empty = Profiles::default();
    assert_eq!(page_title(&empty), "Zero groups in 0 customers");
    assert!(headlines(&empty).is_empty());
    for measure in [Measure::Revenue, Measure::Customers] {
        assert_eq!(captions::shares(&empty, measure).finding, "No segments");
    }
    assert_eq!(captions::sizes(&empty).finding, "No segments");
}
