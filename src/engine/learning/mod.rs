//! What the examples teach: how each is segmented, and what to look for.

pub mod tour;

use crate::engine::features::{FeatureChoices, Measure};
use crate::engine::recipe::Recipe;
use crate::engine::sample::Example;
use crate::engine::segmentation::rules::{RulesOptions, text};
use crate::engine::segmentation::{GroupsOptions, Method, Scale};
use crate::engine::table::SourceSummary;

/// What is said of an example before it is opened, and beside its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub size: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// What to look for, a sentence each.
    pub look_for: [&'static str; 3],
}

/// The words of an example.
pub fn words(example: Example) -> Words {
    match example {
        Example::CoffeeChain => Words {
            name: "Coffee chain",
            size: "Half a year of visits, 480 members",
            question: "Who comes when, and what would please them?",
            look_for: [
                "Three habits are hidden in the visits: mornings on the way to work, lunch breaks, and treats at the weekend. The groups are found from the time and the day alone.",
                "Open a segment and look at what sets it apart: the shares of mornings and Saturdays, not the money, tell the members apart.",
                "A free croissant in the morning is wasted on somebody who comes for cake on Saturday: that is what the segments are for.",
            ],
        },
        Example::Retailer => Words {
            name: "Retailer",
            size: "Orders, page views and profiles, 900 customers",
            question: "What is bought together, and whom could it be offered?",
            look_for: [
                "Three files are put together by the number of the customer, and nobody is lost: step 1 says how many fit.",
                "Who has an espresso machine usually has a coffee grinder, and who has a tent a sleeping mat: see “Bought together” below the segments.",
                "Beside each pair stands how many have the one and lack the other. Only they are worth an offer.",
            ],
        },
        Example::CarSeats => Words {
            name: "Infant car seats",
            size: "Visitors of two events, 11,000 people",
            question: "One stand, two events: the large one or the small one?",
            look_for: [
                "Both events cost the same. One has ten times the visitors, and all of them are of the target group.",
                "Look at “Needs car seat now” in each segment: 2% of 10,000 are 200 people, 60% of 1,000 are 600.",
                "The small event reaches three times as many who will buy. It wins as soon as its share is more than ten times that of the large one.",
            ],
        },
        Example::OneKind => Words {
            name: "One kind of customer",
            size: "1,200 customers of a soft drink",
            question: "What if there are no segments?",
            look_for: [
                "These customers differ a little in everything, but they form one heap. No number of groups describes them better than one.",
                "The answer is therefore one segment: everyone. A tool that always finds four groups would find them here as well.",
                "You can still cut by value with “Value tiers”, or write rules. That is a decision of yours then, not a finding.",
            ],
        },
    }
}

/// How an example is segmented; the columns are what its file suggests.
pub fn recipe(example: Example, summary: &SourceSummary) -> Recipe {
    let suggested = Recipe::suggest(summary);
    match example {
        Example::Retailer => suggested,
        Example::CoffeeChain => Recipe {
            features: FeatureChoices {
                measures: vec![Measure::WeekdayShares, Measure::DaypartShares],
                ..suggested.features
            },
            method: Method::Groups(GroupsOptions {
                features: HABITS.map(str::to_owned).into(),
                scale: Scale::Zscore,
                ..GroupsOptions::default()
            }),
            ..suggested
        },
        Example::CarSeats => Recipe { method: Method::Rules(events()), ..suggested },
        Example::OneKind => Recipe { method: Method::Groups(GroupsOptions::default()), ..suggested },
    }
}

/// What tells the habits of the coffee chain apart.
const HABITS: [&str; 5] =
    ["share_saturday", "share_sunday", "share_morning", "share_midday", "share_afternoon"];

/// A segment for each event.
fn events() -> RulesOptions {
    const RULES: &str = "segment \"Women in Business\":\n  event = \"Women in Business\"\n\
                         segment \"Baby Fair\":\n  event = \"Baby Fair\"\n";
    text::parse(RULES).unwrap_or_default()
}
