//! The model as PMML 4.4: from a customer's measures to the segment.
//!
//! Scores, tiers, quadrants and trees are a `TreeModel`, rules a `RuleSetModel`, groups found by k-means
//! and medoids a `ClusteringModel` with the scaling before it. What PMML has no element for is refused.
//! The fields are the measures as they stand in the analysis; how they are measured, the recipe says.

mod clusters;
mod predicate;
mod rules;
mod tree;
mod xml;

use crate::engine::export::pmml::predicate::Predicate;
use crate::engine::export::pmml::xml::Xml;
use crate::engine::features::Unit;
use crate::engine::model::{Model, ModelError, Placing};

/// The document.
///
/// # Errors
///
/// [`ModelError::NotCovered`] where PMML has no element for how customers are placed.
pub(super) fn text(model: &Model) -> Result<String, ModelError> {
    let body = Body::of(model)?;
    let mut xml = Xml::new();
    let head = [("xmlns", "http://www.dmg.org/PMML-4_4"), ("version", "4.4")];
    xml.element("PMML", &head, &mut |xml| {
        xml.element("Header", &[("description", "Customer segments")], &mut |xml| {
            xml.empty("Application", &[("name", "Enclave"), ("version", env!("CARGO_PKG_VERSION"))]);
        });
        dictionary(model, xml);
        match &body {
            Body::Tree(node) => tree::write(model, node, xml),
            Body::Rules(all, otherwise) => rules::write(model, all, otherwise, xml),
            Body::Clusters(clusters) => clusters.write(model, xml),
        }
    });
    Ok(xml.into_text())
}

/// What a model becomes.
enum Body<'a> {
    Tree(tree::Node),
    /// Predicates with the segments they lead to, and the segment of everyone else.
    Rules(Vec<(Predicate, String)>, String),
    Clusters(clusters::Clusters<'a>),
}

impl<'a> Body<'a> {
    fn of(model: &'a Model) -> Result<Self, ModelError> {
        match &model.placing {
            Placing::Rfm(it) => tree::of_scores(model, it).map(Self::Tree),
            Placing::Tiers(it) => Ok(Self::Tree(tree::of_tiers(model, it))),
            Placing::Quadrant(it) => Ok(Self::Tree(tree::of_quadrant(model, it))),
            Placing::Tree(it) => Ok(Self::Tree(tree::of_tree(model, it))),
            Placing::Rules(it) => {
                let (rules, otherwise) = rules::of(model, it)?;
                Ok(Self::Rules(rules, otherwise))
            }
            Placing::Groups(it) => clusters::of(model, it).map(Self::Clusters),
        }
    }
}

/// What PMML has no element for.
fn not_covered(what: &str) -> ModelError {
    ModelError::NotCovered { form: "PMML".to_owned(), what: what.to_owned() }
}

/// The name of the segment that a place leads to.
fn segment(model: &Model, place: u8) -> String {
    let segment =
        model.places.get(usize::from(place)).and_then(|it| model.segments.get(usize::from(it.segment)));
    segment.map_or_else(String::new, |it| it.name.clone())
}

/// The fields, and the segment that is predicted.
fn dictionary(model: &Model, xml: &mut Xml) {
    xml.element("DataDictionary", &[], &mut |xml| {
        for it in &model.numbers {
            let name = [("name", it.id.as_str()), ("displayName", it.label.as_str())];
            let kind = match it.unit {
                Unit::Money | Unit::Days | Unit::Count | Unit::Share | Unit::Plain => {
                    [("optype", "continuous"), ("dataType", "double")]
                }
            };
            xml.empty("DataField", &[name, kind].concat());
        }
        for it in &model.categories {
            let name = it.column.as_str();
            xml.empty("DataField", &[("name", name), ("optype", "categorical"), ("dataType", "string")]);
        }
        xml.element(
            "DataField",
            &[("name", "segment"), ("optype", "categorical"), ("dataType", "string")],
            &mut |xml| {
                for it in &model.segments {
                    xml.empty("Value", &[("value", &it.name)]);
                }
            },
        );
    });
}

/// The fields a model takes; values that were never seen are taken as they are.
fn schema(model: &Model, fills: &[(&str, String)], xml: &mut Xml) {
    xml.element("MiningSchema", &[], &mut |xml| {
        let numbers = model.numbers.iter().map(|it| it.id.as_str());
        for name in numbers.chain(model.categories.iter().map(|it| it.column.as_str())) {
            let mut own = vec![("name", name), ("invalidValueTreatment", "asIs")];
            if let Some((_, fill)) = fills.iter().find(|it| it.0 == name) {
                own.push(("missingValueReplacement", fill));
            }
            xml.empty("MiningField", &own);
        }
        xml.empty("MiningField", &[("name", "segment"), ("usageType", "target")]);
    });
}
