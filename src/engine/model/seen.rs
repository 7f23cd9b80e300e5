//! Which numbers and categories a model takes, and what was seen of them.

use crate::engine::Outcome;
use crate::engine::features::Unit;
use crate::engine::model::{Placing, SeenCategory, SeenNumber};
use crate::engine::segmentation::Figure;
use crate::engine::segmentation::learnt::{LearntNode, StateValues};
use crate::engine::segmentation::rules::{Condition, Rule};
use crate::engine::table::MISSING_CODE;

/// What was seen of the columns that a way of placing takes.
pub fn of(placing: &Placing, outcome: &Outcome) -> (Vec<SeenNumber>, Vec<SeenCategory>) {
    let mut names: Vec<String> = Vec::new();
    for name in columns(placing) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (mut numbers, mut categories) = (Vec::new(), Vec::new());
    for name in names {
        let matrix = &outcome.matrix;
        if let Some(it) = matrix.feature(&name) {
            numbers.push(number(&it.id, &it.label, it.unit, &it.values));
        } else if let Some(it) = matrix.categories.iter().find(|it| it.label == name) {
            categories.push(SeenCategory {
                column: it.label.clone(),
                values: it.dictionary.iter().map(str::to_owned).collect(),
                n_missing: it.codes.iter().filter(|it| **it == MISSING_CODE).count(),
            });
        } else if let Some(it) = figure(placing, &name, &outcome.segmentation.figures) {
            numbers.push(number(&name, &name, Unit::Money, &it.values));
        }
    }
    (numbers, categories)
}

fn columns(placing: &Placing) -> Vec<String> {
    match placing {
        Placing::Rfm(_) => ["recency_days", "frequency", "monetary"].map(str::to_owned).to_vec(),
        Placing::Tiers(it) => vec![it.amount.clone()],
        Placing::Quadrant(it) => vec![it.margin.clone(), it.cost.clone()],
        Placing::Rules(it) => {
            let mut fields = Vec::new();
            it.rules.segments.iter().for_each(|it| fields_of(&it.all, &mut fields));
            fields
        }
        Placing::Groups(it) => {
            let numbers = it.learnt.numbers.iter().map(|it| it.feature.clone());
            let is_used = |it: &StateValues| !matches!(it, StateValues::Texts(all) if all.is_empty());
            let categories = it.learnt.categories.iter().filter(|it| is_used(&it.values));
            numbers.chain(categories.map(|it| it.column.clone())).collect()
        }
        Placing::Tree(it) => {
            let column = |it: &LearntNode| match it {
                LearntNode::Split(it) => Some(it.column.clone()),
                LearntNode::Leaf(_) => None,
            };
            it.nodes.iter().filter_map(column).collect()
        }
    }
}

/// The measures and columns that lines of rules name.
fn fields_of(lines: &[Rule], fields: &mut Vec<String>) {
    for line in lines {
        if let Rule::Is(Condition::Column(it)) = line {
            fields.push(it.field.clone());
        }
        fields_of(line.inner(), fields);
    }
}

/// What the method worked with, where that is no measure.
fn figure<'a>(placing: &Placing, name: &str, figures: &'a [Figure]) -> Option<&'a Figure> {
    let called = match placing {
        Placing::Tiers(_) => "value",
        Placing::Quadrant(it) if it.margin == name => "margin",
        Placing::Quadrant(_) => "cost",
        Placing::Rfm(_) | Placing::Rules(_) | Placing::Groups(_) | Placing::Tree(_) => return None,
    };
    figures.iter().find(|it| it.name == called)
}

fn number(id: &str, label: &str, unit: Unit, values: &[f64]) -> SeenNumber {
    let known = || values.iter().copied().filter(|it| it.is_finite());
    SeenNumber {
        id: id.to_owned(),
        label: label.to_owned(),
        unit,
        low: known().reduce(f64::min),
        high: known().reduce(f64::max),
        n_missing: values.iter().filter(|it| !it.is_finite()).count(),
    }
}
