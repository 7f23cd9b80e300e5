//! Why a customer is in a segment, in words: the ends of its numbers for RFM, its middle for
//! natural groups.

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::{feature, leaf, listed, lowered, rules, tiers};
use crate::engine::profile::{FeatureProfile, Profiles, SegmentProfile};
use crate::engine::segmentation::response_tree::NodeFigures;
use crate::engine::segmentation::rules::{Funnel, Overlap, RulesDetail};
use crate::engine::segmentation::{Derived, Detail, TreeDetail};

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether they carry the weight.
    pub is_strong: bool,
}

/// The sentence, piece by piece.
pub fn why(profile: &SegmentProfile, profiles: &Profiles) -> Vec<Phrase> {
    let mut sentence = Sentence::default();
    if let Some(Derived::Merged { of }) = &profile.segment.derived {
        sentence.strong(&profile.segment.name);
        sentence.add(" is made of ");
        sentence.list(of.iter().map(|it| [String::new(), it.clone(), String::new()]).collect());
        sentence.add(", merged by hand.");
        return sentence.phrases;
    }
    if let Some(Derived::PartOf { whole }) = &profile.segment.derived {
        sentence.strong(&profile.segment.name);
        sentence.add(" is a part of ");
        sentence.strong(whole);
        sentence.add(", whose customers were grouped once more among themselves.");
        return sentence.phrases;
    }
    if let Some(Derived::Outlined) = &profile.segment.derived {
        sentence.strong(&profile.segment.name);
        sentence.add(" is everyone inside an outline that was drawn on the map by hand.");
        return sentence.phrases;
    }
    match &profiles.detail {
        Some(Detail::Groups(detail)) => {
            let parts: Vec<_> = detail
                .features
                .iter()
                .filter_map(|id| feature(&profile.group, id))
                .filter_map(|it| middle(it, profiles.currency.as_deref()))
                .collect();
            sentence.add("Nobody’s numbers are closer to another group’s middle. The middle of ");
            sentence.strong(&profile.segment.name);
            sentence.add(": ");
            sentence.list(parts);
            sentence.add(".");
        }
        Some(Detail::Rules(detail)) => rules_said(&mut sentence, profile, detail, profiles),
        Some(Detail::Tiers(detail)) => {
            sentence.add(&tiers::said(&profile.segment.given_name, detail, profiles).unwrap_or_default());
        }
        Some(Detail::ResponseTree(detail)) => sentence.leaf(profile, profiles, detail),
        Some(Detail::Rfm(_)) | None => {
            let parts: Vec<_> = ["recency_days", "frequency", "monetary"]
                .into_iter()
                .filter_map(|id| ends(feature(&profile.group, id)?, profiles.currency.as_deref()))
                .collect();
            sentence.strong(&profile.segment.name);
            sentence.add(" follows from three scores from 1 to 5. Everyone here: ");
            sentence.list(parts);
            sentence.add(".");
        }
    }
    sentence.phrases
}

/// The rules that took a segment's customers, or that none did.
fn rules_said(sentence: &mut Sentence, profile: &SegmentProfile, detail: &RulesDetail, profiles: &Profiles) {
    let others = |all: &[Funnel]| {
        let names: Vec<String> = all.iter().map(|it| format!("“{}”", it.name)).collect();
        listed(&names)
    };
    let place = detail.segments.iter().position(|it| it.name == profile.segment.given_name);
    let own = place.and_then(|it| Some((detail.segments.get(it)?, detail.segments.get(..it)?)));
    let Some((own, earlier)) = own else {
        sentence.add("Nobody here fits the rules of ");
        sentence.strong(&others(&detail.segments));
        sentence.add(", or it cannot be told.");
        return;
    };
    sentence.add("Everyone here: ");
    let parts = own.all.iter().map(|it| [String::new(), rules::said(it, profiles), String::new()]);
    sentence.list(parts.collect());
    if detail.overlap == Overlap::FirstWins && !earlier.is_empty() {
        sentence.add(&format!("; and not in {}, which come first", others(earlier)));
    }
    sentence.add(".");
}

/// From the smallest to the largest value.
fn ends(feature: &FeatureProfile, currency: Option<&str>) -> Option<[String; 3]> {
    let spread = feature.spread?;
    let range = number::range(spread.min, spread.max, feature.unit, currency);
    let (before, after) = match feature.id.as_str() {
        "recency_days" => ("last order ", " ago"),
        "frequency" => ("", if range == "1" { " order" } else { " orders" }),
        "monetary" => ("", " spent"),
        _ => ("", ""),
    };
    Some([before.to_owned(), range, after.to_owned()])
}

fn middle(feature: &FeatureProfile, currency: Option<&str>) -> Option<[String; 3]> {
    let mean = feature.spread?.mean;
    let value = match feature.unit {
        Unit::Days => number::days(mean),
        Unit::Money | Unit::Share | Unit::Count | Unit::Plain => number::figure(mean, feature.unit, currency),
    };
    Some([format!("{} ", lowered(&feature.label)), value, String::new()])
}

#[derive(Default)]
struct Sentence {
    phrases: Vec<Phrase>,
}

impl Sentence {
    /// The rule of a leaf, and the outcome of those it was learnt from and of those kept back.
    fn leaf(&mut self, profile: &SegmentProfile, profiles: &Profiles, detail: &TreeDetail) {
        let currency = profiles.currency.as_deref();
        let Some(leaf) = detail.leaf(&profile.segment.given_name) else { return };
        let rule = leaf::conditions(&detail.path(leaf), currency);
        if rule.is_empty() {
            self.add("Nothing that is known tells customers apart: everyone is here");
        } else {
            self.add("Everyone here: ");
            self.list(rule.into_iter().map(|it| [String::new(), it, String::new()]).collect());
        }
        let mean = |it: &NodeFigures| {
            let mean = it.mean?;
            let is_share = detail.response.is_some();
            Some(if is_share { number::share(mean) } else { number::figure(mean, detail.unit, currency) })
        };
        let about = match &detail.response {
            Some(response) => format!("{} “{response}”", detail.outcome),
            None => format!("mean {}", detail.outcome),
        };
        let customers = |it: &NodeFigures| number::counted(it.n, "customer", "customers");
        if let Some(own) = mean(&leaf.train) {
            self.add(&format!(". {}: ", number::capitalised(&about)));
            self.strong(&own);
            self.add(&format!(" of {} the tree was learnt from", customers(&leaf.train)));
        }
        if let Some((kept, own)) = leaf.holdout.and_then(|it| Some((it, mean(&it)?))) {
            self.add(", and ");
            self.strong(&own);
            self.add(&format!(" of {} kept back", customers(&kept)));
        }
        if let Some(all) = detail.nodes.first().and_then(|it| mean(&it.train)) {
            self.add(&format!("; {all} of everyone"));
        }
        self.add(if leaf.holds_up == Some(false) { ". It did not hold up on those kept back." } else { "." });
    }

    fn add(&mut self, text: &str) {
        if !text.is_empty() {
            self.phrases.push(Phrase { text: text.to_owned(), is_strong: false });
        }
    }

    fn strong(&mut self, text: &str) {
        self.phrases.push(Phrase { text: text.to_owned(), is_strong: true });
    }

    fn list(&mut self, parts: Vec<[String; 3]>) {
        let n = parts.len();
        for (idx, [before, value, after]) in parts.into_iter().enumerate() {
            let glue = match idx {
                0 => "",
                _ if idx + 1 == n => " and ",
                _ => ", ",
            };
            self.add(&format!("{glue}{before}"));
            self.strong(&value);
            self.add(&after);
        }
    }
}
