//! Verbs that look for something among the customers.

use crate::engine::segmentation::best_group::BestGroupOptions;
use crate::engine::segmentation::rules::{Condition, Rule, RuleSegment, Tested};
use crate::ui::actions::Actions;
use crate::ui::view::Readable as _;
use crate::worker::protocol::Command;

impl Actions {
    /// Looks for the best group of one rule or two; the answer arrives in `session.best`.
    pub fn find_best(self, options: BestGroupOptions) {
        let recipe = self.session.draft().get_untracked();
        self.edit(|session| session.best = None);
        self.ask(Command::FindBest { recipe, options });
    }

    /// Makes a segment of rules that were found; it is tried before the others.
    pub fn add_found(self, name: &str, rules: &[Tested]) {
        let all: Vec<Rule> = rules.iter().map(|it| Rule::Is(Condition::Column(it.clone()))).collect();
        self.set_rules("new segment", |options| {
            let is_taken = |it: &str| options.segments.iter().any(|segment| segment.name == it);
            let mut own = name.to_owned();
            let mut n = 2;
            while is_taken(&own) {
                own = format!("{name} {n}");
                n += 1;
            }
            options.segments.insert(0, RuleSegment { name: own, all });
        });
    }
}
