//! Natural groups by nearest centre: the scaling as derived fields, then the centres.

use crate::engine::export::pmml::xml::Xml;
use crate::engine::export::pmml::{not_covered, schema, segment};
use crate::engine::model::{GroupsModel, Model, ModelError};
use crate::engine::segmentation::Missing;
use crate::engine::segmentation::learnt::{NumberScale, Way};

/// Centres, each with the segment it leads to.
pub(super) struct Clusters<'a> {
    numbers: &'a [NumberScale],
    centres: Vec<(u8, Vec<f64>)>,
}

pub(super) fn of<'a>(model: &'a Model, groups: &'a GroupsModel) -> Result<Clusters<'a>, ModelError> {
    let learnt = &groups.learnt;
    let centres = match &learnt.way {
        Way::Centres { is_exact: true, centres } => {
            centres.iter().map(|it| (it.segment, it.at.clone())).collect()
        }
        Way::Medoids { gower: None, medoids } => {
            let at = |numbers: &[Option<f64>]| numbers.iter().map(|it| it.unwrap_or_default()).collect();
            medoids.iter().map(|it| (it.segment, at(&it.numbers))).collect()
        }
        Way::Centres { .. }
        | Way::Mixture(_)
        | Way::Prototypes { .. }
        | Way::Classes(_)
        | Way::Medoids { .. } => {
            return Err(not_covered(&format!("groups found by {}", groups.algorithm.name())));
        }
    };
    // A missing number would only be left out of the distance; nobody may lack one.
    if learnt.missing == Missing::Impute && learnt.numbers.iter().any(|it| it.fill.is_none()) {
        return Err(not_covered("numbers that are not known"));
    }
    let _ = model;
    Ok(Clusters { numbers: &learnt.numbers, centres })
}

impl Clusters<'_> {
    pub(super) fn write(&self, model: &Model, xml: &mut Xml) {
        let n = self.centres.len().to_string();
        let head = [
            ("modelName", "segments"),
            ("functionName", "clustering"),
            ("modelClass", "centerBased"),
            ("numberOfClusters", n.as_str()),
        ];
        let fills: Vec<(&str, String)> =
            self.numbers.iter().filter_map(|it| Some((it.feature.as_str(), it.fill?.to_string()))).collect();
        xml.element("ClusteringModel", &head, &mut |xml| {
            schema(model, &fills, xml);
            self.write_output(model, xml);
            xml.element("LocalTransformations", &[], &mut |xml| {
                self.numbers.iter().for_each(|it| scaling(it, xml));
            });
            xml.element(
                "ComparisonMeasure",
                &[("kind", "distance"), ("compareFunction", "absDiff")],
                &mut |xml| xml.empty("squaredEuclidean", &[]),
            );
            for it in self.numbers {
                let field = scaled_name(it);
                xml.empty("ClusteringField", &[("field", &field), ("compareFunction", "absDiff")]);
            }
            for (at, (_, centre)) in self.centres.iter().enumerate() {
                let id = (at + 1).to_string();
                let numbers: Vec<String> = centre.iter().map(f64::to_string).collect();
                let n = numbers.len().to_string();
                let array = &[("n", n.as_str()), ("type", "real")];
                let mut inside = |xml: &mut Xml| xml.text("Array", array, &numbers.join(" "));
                xml.element("Cluster", &[("id", &id), ("name", &id)], &mut inside);
            }
        });
    }

    /// The segment's name after the cluster's number.
    fn write_output(&self, model: &Model, xml: &mut Xml) {
        xml.element("Output", &[], &mut |xml| {
            let cluster = [("name", "cluster"), ("optype", "categorical"), ("dataType", "string")];
            xml.empty("OutputField", &[&cluster[..], &[("feature", "predictedValue")]].concat());
            let own = [("name", "segment_name"), ("optype", "categorical"), ("dataType", "string")];
            let own = [&own[..], &[("feature", "transformedValue")]].concat();
            xml.element("OutputField", &own, &mut |xml| {
                let map = [("outputColumn", "segment"), ("dataType", "string")];
                xml.element("MapValues", &map, &mut |xml| self.write_names(model, xml));
            });
        });
    }

    fn write_names(&self, model: &Model, xml: &mut Xml) {
        xml.empty("FieldColumnPair", &[("field", "cluster"), ("column", "cluster")]);
        let row = |(at, place): (usize, u8), xml: &mut Xml| {
            xml.element("row", &[], &mut |xml| {
                xml.text("cluster", &[], &(at + 1).to_string());
                xml.text("segment", &[], &segment(model, place));
            });
        };
        xml.element("InlineTable", &[], &mut |xml| {
            self.centres.iter().enumerate().for_each(|(at, (place, _))| row((at, *place), xml));
        });
    }
}

fn scaled_name(number: &NumberScale) -> String {
    format!("{} (comparable)", number.feature)
}

/// ((ln(1 + x) or x) − centre) ÷ width × factor.
fn scaling(number: &NumberScale, xml: &mut Xml) {
    let NumberScale { feature, log, centre, width, factor, fill: _ } = number;
    let name = scaled_name(number);
    let constant =
        |value: f64, xml: &mut Xml| xml.text("Constant", &[("dataType", "double")], &value.to_string());
    let apply = |function: &str, xml: &mut Xml, inside: &mut dyn FnMut(&mut Xml)| {
        xml.element("Apply", &[("function", function)], inside);
    };
    let own = [("name", name.as_str()), ("optype", "continuous"), ("dataType", "double")];
    let width = if *width > 0.0 { *width } else { f64::MAX };
    let raw = |xml: &mut Xml| xml.empty("FieldRef", &[("field", feature)]);
    let mut shifted = |xml: &mut Xml| {
        constant(1.0, xml);
        xml.empty("FieldRef", &[("field", feature)]);
    };
    let mut logged = |xml: &mut Xml| apply("ln", xml, &mut |xml| apply("+", xml, &mut shifted));
    let mut centred = |xml: &mut Xml| {
        if *log {
            logged(xml);
        } else {
            raw(xml);
        }
        constant(*centre, xml);
    };
    let mut scaled = |xml: &mut Xml| {
        apply("-", xml, &mut centred);
        constant(width, xml);
    };
    let mut weighed = |xml: &mut Xml| {
        apply("/", xml, &mut scaled);
        constant(*factor, xml);
    };
    xml.element("DerivedField", &own, &mut |xml| apply("*", xml, &mut weighed));
}
