//! Scores, tiers, quadrants and trees: customers part by one field after the other.
//!
//! No condition leans on the order of its siblings: each says its whole interval.

use crate::engine::export::pmml::predicate::Predicate;
use crate::engine::export::pmml::xml::Xml;
use crate::engine::export::pmml::{not_covered, schema, segment};
use crate::engine::model::{Model, ModelError, QuadrantModel, RfmModel, TiersModel};
use crate::engine::segmentation::learnt::{LearntNode, LearntTree, SplitBy};

/// A node: a segment, or customers that part.
pub(super) enum Node {
    Leaf(String),
    Split(Vec<(Predicate, Node)>),
}

/// Recency, then frequency, then money; customers without one of them are in no segment.
pub(super) fn of_scores(model: &Model, rfm: &RfmModel) -> Result<Node, ModelError> {
    let numbers =
        [("recency_days", &rfm.recency_days), ("frequency", &rfm.frequency), ("monetary", &rfm.monetary)];
    if numbers.iter().any(|it| it.1.ties.iter().any(Option::is_some)) {
        return Err(not_covered(
            "a score rule that parts customers of equal value by their names (ntile, qcut_rank_first)",
        ));
    }
    let bins = usize::from(rfm.bins);
    let node = |at: usize| Node::Leaf(segment(model, rfm.cells.get(at).copied().unwrap_or_default()));
    let below = |field: &str, cuts: &[f64], inner: &dyn Fn(usize) -> Node| {
        Node::Split((0..bins).map(|it| (interval(field, cuts, it), inner(it))).collect())
    };
    let [(recency, r), (frequency, f), (monetary, m)] = numbers;
    Ok(below(recency, &r.cuts, &|r| {
        let r = bins - 1 - r;
        below(frequency, &f.cuts, &|f| below(monetary, &m.cuts, &|m| node((r * bins + f) * bins + m)))
    }))
}

/// Values above the cut before a position, up to and including the one at it.
fn interval(field: &str, cuts: &[f64], at: usize) -> Predicate {
    let low = at.checked_sub(1).and_then(|it| cuts.get(it));
    let mut both: Vec<Predicate> =
        low.map(|it| Predicate::Compare(field.to_owned(), "greaterThan", *it)).into_iter().collect();
    both.extend(cuts.get(at).map(|it| Predicate::Compare(field.to_owned(), "lessOrEqual", *it)));
    if both.is_empty() {
        return Predicate::Known(field.to_owned());
    }
    Predicate::All(both)
}

/// An amount is in the tier of the first edge that it reaches.
pub(super) fn of_tiers(model: &Model, tiers: &TiersModel) -> Node {
    let field = || tiers.amount.clone();
    let mut above: Option<f64> = None;
    let mut children = Vec::new();
    for (at, place) in tiers.tiers.iter().enumerate() {
        let edge = tiers.edges.get(at).copied();
        let mut both: Vec<Predicate> =
            edge.map(|it| Predicate::Compare(field(), "greaterOrEqual", it)).into_iter().collect();
        both.extend(above.map(|it| Predicate::Compare(field(), "lessThan", it)));
        let is = if both.is_empty() { Predicate::Known(field()) } else { Predicate::All(both) };
        children.push((is, Node::Leaf(segment(model, *place))));
        above = edge;
    }
    Node::Split(children)
}

/// Margin first, then cost.
pub(super) fn of_quadrant(model: &Model, it: &QuadrantModel) -> Node {
    let sides = |field: &str, cut: f64| {
        let side = |operator| Predicate::Compare(field.to_owned(), operator, cut);
        [side("lessOrEqual"), side("greaterThan")]
    };
    let by_cost = |first: u8| {
        let [low, high] = sides(&it.cost, it.cost_cut);
        let leaf = |place| Node::Leaf(segment(model, place));
        Node::Split(vec![(low, leaf(first)), (high, leaf(first + 1))])
    };
    let [low, high] = sides(&it.margin, it.margin_cut);
    Node::Split(vec![(high, by_cost(0)), (low, by_cost(2))])
}

/// The tree as it was learnt.
pub(super) fn of_tree(model: &Model, tree: &LearntTree) -> Node {
    node_at(model, tree, 0)
}

fn node_at(model: &Model, tree: &LearntTree, at: usize) -> Node {
    let split = match tree.nodes.get(at) {
        Some(LearntNode::Split(split)) => split,
        Some(LearntNode::Leaf(place)) => return Node::Leaf(segment(model, *place)),
        None => return Node::Leaf(String::new()),
    };
    let column = &split.column;
    let mut children = Vec::new();
    for (branch, child) in split.children.iter().enumerate() {
        let mut ways = Vec::new();
        match &split.by {
            SplitBy::Cuts(cuts) if branch <= cuts.len() => ways.push(interval(column, cuts, branch)),
            SplitBy::Cuts(_) => {}
            SplitBy::Values(values) => {
                let own = values.get(branch).filter(|it| !it.is_empty());
                ways.extend(own.map(|it| Predicate::In(column.clone(), it.clone(), true)));
                if usize::from(split.unseen) == branch {
                    ways.push(Predicate::In(column.clone(), values.concat(), false));
                }
            }
        }
        if usize::from(split.missing) == branch {
            ways.push(Predicate::Missing(column.clone()));
        }
        children.push((Predicate::Any(ways), node_at(model, tree, *child)));
    }
    Node::Split(children)
}

pub(super) fn write(model: &Model, node: &Node, xml: &mut Xml) {
    let head = [
        ("modelName", "segments"),
        ("functionName", "classification"),
        ("splitCharacteristic", "multiSplit"),
        ("missingValueStrategy", "none"),
        ("noTrueChildStrategy", "returnNullPrediction"),
    ];
    xml.element("TreeModel", &head, &mut |xml| {
        schema(model, &[], xml);
        write_node(&Predicate::True, node, xml);
    });
}

fn write_node(predicate: &Predicate, node: &Node, xml: &mut Xml) {
    match node {
        Node::Leaf(segment) => {
            xml.element("Node", &[("score", segment)], &mut |xml| predicate.write(xml));
        }
        Node::Split(children) => xml.element("Node", &[], &mut |xml| {
            predicate.write(xml);
            for it in children {
                write_node(&it.0, &it.1, xml);
            }
        }),
    }
}
