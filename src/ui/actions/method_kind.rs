//! The methods a person is offered, whatever their options.

use crate::engine::features::Unit;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::response_tree::TreeOptions;
use crate::engine::segmentation::rules::{
    Condition, Rule, RuleSegment, RulesOptions, TEMPLATES, Template, Test, Tested,
};
use crate::engine::segmentation::tiers::TiersOptions;
use crate::engine::segmentation::{GroupsOptions, Method, RfmOptions};
use crate::ui::route::Page;

/// A method, whatever its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// Recency, frequency, monetary value.
    Rfm,
    /// Natural groups.
    Groups,
    /// A person's own rules.
    Rules,
    /// Who responds.
    Tree,
    /// Tiers by value.
    Tiers,
}

impl MethodKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Rfm, Self::Groups, Self::Rules, Self::Tree, Self::Tiers];

    /// The kind of a method.
    pub fn of(method: &Method) -> Self {
        match method {
            Method::Rfm(_) => Self::Rfm,
            Method::Groups(_) => Self::Groups,
            Method::ResponseTree(_) => Self::Tree,
            Method::Rules(_) => Self::Rules,
            Method::Tiers(_) => Self::Tiers,
        }
    }

    /// The page that sets it up.
    pub fn page(self) -> Page {
        Page::SetUp(self)
    }

    /// Its part of addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rfm => "rfm",
            Self::Groups => "groups",
            Self::Rules => "rules",
            Self::Tree => "tree",
            Self::Tiers => "tiers",
        }
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rfm => "Recent, frequent, valuable",
            Self::Groups => "Natural groups",
            Self::Rules => "Your own rules",
            Self::Tree => "Who responds?",
            Self::Tiers => "Value tiers",
        }
    }

    /// What its card asks for.
    pub fn invitation(self) -> &'static str {
        match self {
            Self::Rfm => "Recent, frequent, valuable",
            Self::Groups => "Find natural groups",
            Self::Rules => "Write my own rules",
            Self::Tree => "Who responds?",
            Self::Tiers => "Value tiers",
        }
    }

    /// What it promises.
    pub fn promise(self) -> &'static str {
        match self {
            Self::Rfm => "Who are my best customers, and who is slipping away?",
            Self::Groups => "Let the data suggest groups of similar customers.",
            Self::Rules => "I know who I want; count them.",
            Self::Tree => "Which mix of traits makes people buy or reply?",
            Self::Tiers => "Rank customers by spend: top 1%, 5%, 20%.",
        }
    }

    /// A method of this kind, as it comes for customers with these numbers.
    pub fn method(self, profiles: Option<&Profiles>) -> Method {
        match self {
            Self::Rfm => Method::Rfm(RfmOptions::default()),
            Self::Groups => Method::Groups(GroupsOptions::default()),
            Self::Rules => Method::Rules(first_rules(profiles)),
            Self::Tree => Method::ResponseTree(TreeOptions::default()),
            Self::Tiers => Method::Tiers(first_tiers(profiles)),
        }
    }

    /// Whether it needs no choice of a person's before it runs.
    pub fn runs_unasked(self) -> bool {
        match self {
            Self::Rfm | Self::Groups | Self::Tiers => true,
            Self::Rules | Self::Tree => false,
        }
    }
}

/// Tiers by money, or else by the first number there is.
fn first_tiers(profiles: Option<&Profiles>) -> TiersOptions {
    let usual = TiersOptions::default();
    let features = profiles.map(|it| it.everyone.features.as_slice()).unwrap_or_default();
    let by_money = || features.iter().find(|it| it.unit == Unit::Money).or(features.first());
    if features.is_empty() || features.iter().any(|it| it.id == usual.amount) {
        return usual;
    }
    by_money().map_or(usual.clone(), |it| TiersOptions { amount: it.id.clone(), ..usual })
}

/// Rules to start from: the first template that these customers have the measures for, or else the
/// largest tenth of the first number.
fn first_rules(profiles: Option<&Profiles>) -> RulesOptions {
    let features = profiles.map(|it| it.everyone.features.as_slice()).unwrap_or_default();
    let usable = |it: &&Template| it.is_usable(|id| features.iter().any(|it| it.id == id));
    let template = TEMPLATES.iter().find(usable).and_then(Template::segment);
    let plain = features.iter().find(|it| it.unit != Unit::Share).or(features.first());
    let largest = plain.map(|it| RuleSegment {
        name: format!("Top 10% by {}", it.label),
        all: vec![Rule::Is(Condition::Column(Tested { field: it.id.clone(), test: Test::Top(10.0) }))],
    });
    RulesOptions { segments: template.or(largest).into_iter().collect(), ..RulesOptions::default() }
}
