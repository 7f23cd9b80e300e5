//! Rules to start from, in the text form.

use crate::engine::segmentation::rules::{RuleSegment, text};

/// A segment that many look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: &'static str,
    /// Ids of the measures it speaks of.
    pub needs: &'static [&'static str],
    /// Its lines.
    lines: &'static str,
}

/// All templates, the most asked for first.
pub const TEMPLATES: [Template; 12] = [
    template("Top 10% by spend", &["monetary"], "monetary in the top 10%"),
    template("Lapsing regulars", &["recency_days", "frequency"], "frequency >= 3\n  recency_days > 90"),
    template("New customers", &["recency_days", "frequency"], "frequency = 1\n  recency_days <= 60"),
    template("Ordered once, long ago", &["recency_days", "frequency"], "frequency = 1\n  recency_days > 180"),
    template("Regulars", &["recency_days", "frequency"], "frequency >= 4\n  recency_days <= 90"),
    template(
        "Good customers gone quiet",
        &["recency_days", "monetary"],
        "monetary in the top 20%\n  recency_days > 180",
    ),
    template(
        "Many small orders",
        &["frequency", "average_order"],
        "frequency >= 4\n  average_order below the median",
    ),
    template(
        "Few large orders",
        &["frequency", "average_order"],
        "frequency <= 2\n  average_order in the top 10%",
    ),
    template("Active in the last 30 days", &["recency_days"], "recency_days <= 30"),
    template("Silent for a year", &["recency_days"], "recency_days > 365"),
    template("With us for long", &["tenure_days"], "tenure_days in the top 20%"),
    template("Spends above average", &["monetary"], "monetary above the average"),
];

const fn template(name: &'static str, needs: &'static [&'static str], lines: &'static str) -> Template {
    Template { name, needs, lines }
}

impl Template {
    /// Whether customers have all the measures that it speaks of; `has` tells by their ids.
    pub fn is_usable(&self, has: impl Fn(&str) -> bool) -> bool {
        self.needs.iter().all(|it| has(it))
    }

    /// Its segment; `None` only if the template itself were no rules.
    pub fn segment(&self) -> Option<RuleSegment> {
        let text = format!("segment \"{}\":\n  {}\n", self.name, self.lines);
        text::parse(&text).ok()?.segments.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_rules() {
        for template in TEMPLATES {
            assert_eq!(template.segment().map(|it| it.name).as_deref(), Some(template.name), "{template:?}");
        }
    }
}
