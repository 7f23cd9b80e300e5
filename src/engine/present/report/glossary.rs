//! The words of the report.

use crate::engine::present::report::{Block, Leaf, Section};
use crate::engine::present::sentence::persona::Fact;
use crate::engine::profile::Profiles;
use crate::engine::segmentation::Detail;

const ALWAYS: [(&str, &str); 6] = [
    ("Customer", "One person or account of the file, however often they bought."),
    ("Segment, group", "Customers who are alike in what the method looks at. Each is in one group at most."),
    ("Everyone", "All customers that are in a group; shares are shares of them."),
    ("Typical", "The customer in the middle: half are above, half below (the median)."),
    ("Middle half", "From a quarter of the way up to three quarters: half of the customers lie within."),
    ("Index", "A share here beside the same share of everyone: 100 is average, 200 is twice as often."),
];

/// The leaf.
pub fn leaf(profiles: &Profiles) -> Leaf {
    let own: &[(&str, &str)] = match &profiles.detail {
        Some(Detail::Rfm(_)) => &[
            ("Score", "From 1 (worst) up: where a customer stands among all, for each of three numbers."),
            ("Recent", "Days since the last order, counted back from the day on the cover."),
        ],
        Some(Detail::Groups(_)) => &[
            (
                "Separated",
                "How much nearer customers are to their own group than to the next one, from 0 to 1.",
            ),
            ("Middle of a group", "The average of each number over its customers."),
        ],
        Some(Detail::Rules(_)) => {
            &[("Rule", "Conditions that a customer fulfils or not; what is not known fulfils none.")]
        }
        Some(Detail::Tiers(_)) => &[("Tier", "A stretch of the customers ranked by value, from the top.")],
        Some(Detail::ResponseTree(_)) => &[(
            "Response",
            "The share that said yes, or the average amount, among those whose answer is known.",
        )],
        None => &[],
    };
    let fact = |(term, text): &(&str, &str)| Fact { term: (*term).to_owned(), text: (*text).to_owned() };
    let facts = ALWAYS.iter().chain(own).map(fact).collect();
    let blocks = vec![Block::Facts(facts)];
    Leaf { section: Section::Glossary, title: "Words".to_owned(), slot: None, blocks }
}
