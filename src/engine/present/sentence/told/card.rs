//! The persona of a segment: words by fixed rules from its numbers, or a person's own in their place.

use crate::engine::present::number;
use crate::engine::present::sentence::advice::advice;
use crate::engine::present::sentence::persona::description;
use crate::engine::present::sentence::traits::{Direction, Trait, traits};
use crate::engine::profile::{PersonaVersion, Profiles, SegmentNotes, SegmentProfile};

/// Traits of a persona at most.
const N_TRAITS: usize = 5;

/// What stands out in a segment: a person's own lines, or up to `n` by rule.
pub fn stands_out(
    profile: &SegmentProfile,
    profiles: &Profiles,
    notes: Option<&SegmentNotes>,
    n: usize,
) -> Vec<Trait> {
    let own = notes.and_then(|it| it.traits.as_ref()).map_or("", |it| it.trim());
    if own.is_empty() {
        return traits(profile, profiles, n);
    }
    let lines = own.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.take(n).map(|it| Trait { direction: Direction::Own, text: it.to_owned() }).collect()
}

/// What could be done with a segment: a person's own idea, or the one by rule.
pub fn idea(profile: &SegmentProfile, profiles: &Profiles, notes: Option<&SegmentNotes>) -> String {
    own(notes.and_then(|it| it.idea.as_ref())).unwrap_or_else(|| advice(profile, profiles))
}

/// Who is in a segment: a person's own sentence, or the one by rule.
pub fn sentence(profile: &SegmentProfile, profiles: &Profiles, notes: Option<&SegmentNotes>) -> String {
    own(notes.and_then(|it| it.sentence.as_ref())).unwrap_or_else(|| description(profile, profiles))
}

/// A text that says something.
pub fn own(text: Option<&String>) -> Option<String> {
    text.filter(|it| !it.trim().is_empty()).cloned()
}

/// The persona as it is now, numbered after the last that was kept.
pub fn card(profile: &SegmentProfile, profiles: &Profiles, notes: Option<&SegmentNotes>) -> PersonaVersion {
    let found = stands_out(profile, profiles, notes, N_TRAITS);
    PersonaVersion {
        number: notes.and_then(|it| it.versions.last()).map_or(0, |it| it.number) + 1,
        as_of: profiles.as_of,
        n: profile.group.n,
        share: profile.group.share,
        revenue_share: profile.group.revenue_share,
        name: profile.segment.name.clone(),
        sentence: sentence(profile, profiles, notes),
        traits: found.into_iter().map(|it| it.text).collect(),
        idea: idea(profile, profiles, notes),
        channel: own(notes.and_then(|it| it.channel.as_ref())).unwrap_or_else(|| channel(profile)),
    }
}

/// The way to reach most of a segment's customers that the file tells of.
pub fn channel(profile: &SegmentProfile) -> String {
    let n = number::counted(profile.group.n, "customer", "customers");
    let reach = profile.group.reach.filter(|it| it.email.is_some() || it.phone.is_some());
    let Some(reach) = reach else {
        return "Not known: no column is an e-mail address or a phone number.".to_owned();
    };
    let consent = if reach.consent.is_some() { " with consent" } else { "" };
    match (reach.email_allowed, reach.phone_allowed) {
        (0, 0) => format!("None: nobody of {n} can be written to or called{consent}."),
        (email, phone) if email >= phone => {
            format!("E-mail: {} of {n} can be written to{consent}.", number::count(email))
        }
        (_, phone) => format!("Phone: {} of {n} can be called{consent}.", number::count(phone)),
    }
}

/// What is different now from a persona that was kept, a sentence each; empty where nothing is.
pub fn changes(before: &PersonaVersion, now: &PersonaVersion) -> Vec<String> {
    let mut said = Vec::new();
    if before.n != now.n {
        said.push(format!(
            "Customers: {} ({} of all), before {} ({}).",
            number::count(now.n),
            number::share_fine(now.share),
            number::count(before.n),
            number::share_fine(before.share),
        ));
    }
    let shares = before.revenue_share.map(number::share_fine).zip(now.revenue_share.map(number::share_fine));
    if let Some((old, new)) = shares.filter(|it| it.0 != it.1) {
        said.push(format!("Share of revenue: {new}, before {old}."));
    }
    let texts = [
        ("Name", &before.name, &now.name),
        ("Sentence", &before.sentence, &now.sentence),
        ("Idea", &before.idea, &now.idea),
        ("Channel", &before.channel, &now.channel),
    ];
    for (what, old, new) in texts.into_iter().filter(|it| it.1 != it.2) {
        said.push(format!("{what}: “{new}” Before: “{old}”"));
    }
    let missing = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|it| !other.contains(it)).cloned().collect()
    };
    said.extend(missing(&now.traits, &before.traits).iter().map(|it| format!("New: {it}.")));
    said.extend(missing(&before.traits, &now.traits).iter().map(|it| format!("Not any more: {it}.")));
    said
}
