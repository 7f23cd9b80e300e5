//! Customers placed by a model, as the method placed those it was learnt from.

use crate::engine::features::FeatureMatrix;
use crate::engine::model::near::Compared;
use crate::engine::model::{Model, NumberCuts, Placing, QuadrantModel, RfmModel, TiersModel, unlike};
use crate::engine::progress::{Observer, Stage};
use crate::engine::segmentation::learnt::{LearntNode, LearntTree, SplitBy};
use crate::engine::segmentation::rules::{self, RulesCounter, RulesOptions};
use crate::engine::segmentation::{Customers, SegmentationError, UNASSIGNED, tiers};
use crate::engine::table::{MISSING_CODE, Texts};

/// Customers placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Position of each customer's place, or [`UNASSIGNED`].
    pub places: Vec<u8>,
    /// Position of each customer's segment, or [`UNASSIGNED`].
    pub segments: Vec<u8>,
    /// How surely each customer is in its place, 0..=1, where the method can tell; `NaN` elsewhere.
    pub confidence: Option<Vec<f32>>,
    /// Scores of recency, frequency and money from 1, where customers are scored; 0 where unassigned.
    pub scores: Option<[Vec<u8>; 3]>,
    /// How far each customer is from what it is compared with: a distance, or how improbable it is; the
    /// larger, the odder. Empty where the method compares with nothing.
    pub oddness: Vec<f64>,
    /// Why each customer is unlike anything seen: 0 where it is not, else one more than the position of
    /// the column among [`Model::numbers`] and then [`Model::categories`], or one more than all of them
    /// where it is farther from its place than anyone was.
    pub unlike: Vec<u16>,
}

impl Model {
    /// Places customers that were measured by the model's recipe.
    ///
    /// # Errors
    ///
    /// Where a measure or a column that the model takes is missing.
    pub fn place(
        &self,
        customers: Customers<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Placed, SegmentationError> {
        let matrix = customers.matrix;
        let n = matrix.n_customers();
        let mut placed = Placed {
            places: vec![UNASSIGNED; n],
            segments: Vec::new(),
            confidence: None,
            scores: None,
            oddness: Vec::new(),
            unlike: Vec::new(),
        };
        match &self.placing {
            Placing::Rfm(it) => by_scores(it, matrix, &mut placed)?,
            Placing::Tiers(it) => placed.places = by_amount(it, customers)?,
            Placing::Quadrant(it) => placed.places = by_quadrant(it, customers)?,
            Placing::Rules(it) => placed.places = by_rules(&it.rules, customers)?,
            Placing::Tree(it) => placed.places = by_tree(it, matrix)?,
            Placing::Groups(it) => {
                let compared = Compared::new(&it.learnt, matrix)?;
                compared.place_all(&mut placed, observer);
                if let Some(unlike) = it.unlike {
                    self.set_apart(&mut placed, unlike);
                }
            }
        }
        observer.progress(Stage::Segmenting, 0.7);
        let segment = |it: &u8| self.places.get(usize::from(*it)).map_or(UNASSIGNED, |it| it.segment);
        placed.segments = placed.places.iter().map(segment).collect();
        placed.unlike = unlike::of(self, customers, &placed);
        observer.progress(Stage::Segmenting, 1.0);
        Ok(placed)
    }

    /// Customers farther from their place than anyone was are unlike any group, where there were such.
    fn set_apart(&self, placed: &mut Placed, unlike: u8) {
        for (place, oddness) in placed.places.iter_mut().zip(&placed.oddness) {
            let farthest = self.places.get(usize::from(*place)).and_then(|it| it.farthest);
            if farthest.is_some_and(|it| *oddness > it) {
                *place = unlike;
            }
        }
    }
}

/// The numbers of a feature.
pub fn numbers<'a>(matrix: &'a FeatureMatrix, id: &str) -> Result<&'a [f64], SegmentationError> {
    let missing = || SegmentationError::FeatureMissing { feature: id.to_owned() };
    Ok(&matrix.feature(id).ok_or_else(missing)?.values)
}

fn by_scores(model: &RfmModel, matrix: &FeatureMatrix, placed: &mut Placed) -> Result<(), SegmentationError> {
    let columns = [
        (numbers(matrix, "recency_days")?, &model.recency_days),
        (numbers(matrix, "frequency")?, &model.frequency),
        (numbers(matrix, "monetary")?, &model.monetary),
    ];
    let n = matrix.n_customers();
    let mut scores = [vec![0; n], vec![0; n], vec![0; n]];
    let bins = usize::from(model.bins);
    for (customer, place) in placed.places.iter_mut().enumerate() {
        let values = columns.map(|it| it.0.get(customer).copied().unwrap_or(f64::NAN));
        if values.iter().sum::<f64>().is_nan() {
            continue;
        }
        let mut code = 0;
        for (which, ((value, (_, cuts)), scores)) in values.iter().zip(&columns).zip(&mut scores).enumerate()
        {
            let n_below = n_below(cuts, *value, (&matrix.customers, customer), model.is_by_row);
            let score = if which == 0 { bins.saturating_sub(n_below) } else { n_below + 1 };
            code = code * bins + score - 1;
            if let Some(it) = scores.get_mut(customer) {
                *it = u8::try_from(score).unwrap_or(model.bins);
            }
        }
        *place = model.cells.get(code).copied().unwrap_or(UNASSIGNED);
    }
    placed.scores = Some(scores);
    Ok(())
}

/// How many cuts lie below a value; of customers upon a cut, their names say.
fn n_below(cuts: &NumberCuts, value: f64, customer: (&Texts, usize), is_by_row: bool) -> usize {
    let is_below = |(at, cut): (usize, &f64)| {
        if value > *cut {
            return true;
        }
        let tie = cuts.ties.get(at).and_then(Option::as_ref).filter(|_| value >= *cut);
        tie.is_some_and(|tie| {
            let (names, at) = customer;
            let name = names.get(at);
            let is_later = match (is_by_row, name.parse::<u64>(), tie.from.parse::<u64>()) {
                (true, Ok(own), Ok(from)) => own >= from,
                _ => name.as_bytes() >= tie.from.as_bytes(),
            };
            is_later == tie.is_below_later
        })
    };
    cuts.cuts.iter().enumerate().filter(|it| is_below(*it)).count()
}

fn by_amount(model: &TiersModel, customers: Customers<'_>) -> Result<Vec<u8>, SegmentationError> {
    let amounts = tiers::column(&model.amount, customers)?;
    let place = |amount: &f64| {
        if amount.is_nan() {
            return UNASSIGNED;
        }
        let tier = model.edges.iter().position(|it| amount >= it).unwrap_or(model.edges.len());
        model.tiers.get(tier).copied().unwrap_or(UNASSIGNED)
    };
    Ok(amounts.iter().map(place).collect())
}

fn by_quadrant(model: &QuadrantModel, customers: Customers<'_>) -> Result<Vec<u8>, SegmentationError> {
    let margins = tiers::column(&model.margin, customers)?;
    let costs = tiers::column(&model.cost, customers)?;
    let place = |(margin, cost): (&f64, &f64)| {
        if margin.is_nan() || cost.is_nan() {
            UNASSIGNED
        } else {
            u8::from(*cost > model.cost_cut) + if *margin > model.margin_cut { 0 } else { 2 }
        }
    };
    Ok(margins.iter().zip(&costs).map(place).collect())
}

fn by_rules(options: &RulesOptions, customers: Customers<'_>) -> Result<Vec<u8>, SegmentationError> {
    let ruled = rules::find(customers, options, &mut RulesCounter::new())?;
    let mut names: Vec<&str> = options.segments.iter().map(|it| it.name.as_str()).collect();
    names.push(&options.everyone_else);
    let place = |name: &String| {
        let at = names.iter().position(|it| it == name);
        at.and_then(|it| u8::try_from(it).ok()).unwrap_or(UNASSIGNED)
    };
    let places: Vec<u8> = ruled.names.iter().map(place).collect();
    let of = |it: &u8| places.get(usize::from(*it)).copied().unwrap_or(UNASSIGNED);
    Ok(ruled.assignment.iter().map(of).collect())
}

/// The column of a split, bound to new customers.
enum Branching<'a> {
    Numbers(&'a [f64], &'a [f64]),
    /// The codes, and the child of each code.
    Codes(&'a [u32], Vec<usize>),
}

fn by_tree(tree: &LearntTree, matrix: &FeatureMatrix) -> Result<Vec<u8>, SegmentationError> {
    let mut branchings = Vec::new();
    for node in &tree.nodes {
        let LearntNode::Split(split) = node else {
            branchings.push(None);
            continue;
        };
        let missing = || SegmentationError::FeatureMissing { feature: split.column.clone() };
        branchings.push(Some(match &split.by {
            SplitBy::Cuts(cuts) => Branching::Numbers(numbers(matrix, &split.column)?, cuts),
            SplitBy::Values(values) => {
                let own = matrix.categories.iter().find(|it| it.label == split.column);
                let own = own.ok_or_else(missing)?;
                let child = |text: &str| {
                    let found = values.iter().position(|it| it.iter().any(|it| it == text));
                    found.unwrap_or(usize::from(split.unseen))
                };
                Branching::Codes(&own.codes, own.dictionary.iter().map(child).collect())
            }
        }));
    }
    let leaf = |customer: usize| {
        let mut at = 0;
        while let (Some(LearntNode::Split(split)), Some(Some(by))) = (tree.nodes.get(at), branchings.get(at))
        {
            let child = match by {
                Branching::Numbers(values, cuts) => {
                    let value = values.get(customer).copied().filter(|it| it.is_finite());
                    value.map(|value| cuts.partition_point(|it| *it < value))
                }
                Branching::Codes(codes, children) => {
                    let code = codes.get(customer).copied().filter(|it| *it != MISSING_CODE);
                    code.map(|it| children.get(it as usize).copied().unwrap_or(usize::from(split.unseen)))
                }
            };
            match split.children.get(child.unwrap_or(usize::from(split.missing))) {
                Some(next) if *next > at => at = *next,
                _ => break,
            }
        }
        match tree.nodes.get(at) {
            Some(LearntNode::Leaf(place)) => *place,
            Some(LearntNode::Split(_)) | None => UNASSIGNED,
        }
    };
    Ok((0..matrix.n_customers()).map(leaf).collect())
}
