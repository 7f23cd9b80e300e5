//! A person's own rules, as far as they speak of measures and categories.

use crate::engine::export::pmml::not_covered;
use crate::engine::export::pmml::predicate::Predicate;
use crate::engine::export::pmml::schema;
use crate::engine::export::pmml::xml::Xml;
use crate::engine::model::{Model, ModelError, RulesModel};
use crate::engine::segmentation::rules::{Comparison, Condition, Rule, Test, Tested, Value};
use crate::kernel::letters::lowered;

/// Predicates with their segments in order, and everyone else's segment.
pub(super) fn of(model: &Model, it: &RulesModel) -> Result<(Vec<(Predicate, String)>, String), ModelError> {
    let mut rules = Vec::new();
    let mut places = 0..;
    for own in &it.rules.segments {
        let all: Result<Vec<Predicate>, ModelError> = own.all.iter().map(|it| line(model, it)).collect();
        rules.push((Predicate::All(all?), super::segment(model, places.next().unwrap_or_default())));
    }
    Ok((rules, super::segment(model, places.next().unwrap_or_default())))
}

fn line(model: &Model, rule: &Rule) -> Result<Predicate, ModelError> {
    let inner = || rule.inner().iter().map(|it| line(model, it)).collect::<Result<Vec<_>, _>>();
    match rule {
        Rule::All(_) => Ok(Predicate::All(inner()?)),
        Rule::Any(_) => Ok(Predicate::Any(inner()?)),
        Rule::None(_) => Ok(Predicate::Any(inner()?).turned()),
        Rule::Is(Condition::Column(it)) => column(model, it),
        Rule::Is(_) => Err(not_covered("rules about single orders or about segments of another kind")),
    }
}

fn column(model: &Model, tested: &Tested) -> Result<Predicate, ModelError> {
    let is = |name: &str| lowered(name) == lowered(&tested.field);
    if let Some(it) = model.numbers.iter().find(|it| it.id == tested.field || is(&it.id) || is(&it.label)) {
        return number(&it.id, &tested.test);
    }
    if let Some(it) = model.categories.iter().find(|it| is(&it.column)) {
        return category(&it.column, &it.values, &tested.test);
    }
    Err(not_covered(&format!("the column “{}”, which is no measure", tested.field)))
}

fn number(field: &str, test: &Test) -> Result<Predicate, ModelError> {
    let refused = || not_covered(&format!("what a rule asks of “{field}”"));
    let compare = |operator: &'static str, value: &Value| match value {
        Value::Number(number) => Ok(Predicate::Compare(field.to_owned(), operator, *number)),
        Value::Text(_) | Value::Day(_) => Err(refused()),
    };
    match test {
        Test::Missing => Ok(Predicate::Missing(field.to_owned())),
        Test::Known => Ok(Predicate::Known(field.to_owned())),
        Test::Compare(comparison, value) => compare(operator(*comparison), value),
        Test::Between(low, high) => {
            Ok(Predicate::All(vec![compare("greaterOrEqual", low)?, compare("lessOrEqual", high)?]))
        }
        Test::In(values) | Test::NotIn(values) => {
            let any = values.iter().map(|it| compare("equal", it)).collect::<Result<_, _>>()?;
            let any = Predicate::Any(any);
            Ok(if matches!(test, Test::NotIn(_)) { any.turned() } else { any })
        }
        Test::InLastDays(n) => Ok(Predicate::All(vec![
            Predicate::Compare(field.to_owned(), "greaterOrEqual", 0.0),
            Predicate::Compare(field.to_owned(), "lessOrEqual", f64::from(*n)),
        ])),
        Test::BeforeLastDays(n) => Ok(Predicate::Compare(field.to_owned(), "greaterThan", f64::from(*n))),
        Test::Text(..)
        | Test::NotText(..)
        | Test::Top(_)
        | Test::Bottom(_)
        | Test::Above(_)
        | Test::Below(_) => Err(refused()),
    }
}

/// Texts are compared without regard to capitals: every value seen that is meant is named.
fn category(field: &str, seen: &[String], test: &Test) -> Result<Predicate, ModelError> {
    let refused = || not_covered(&format!("what a rule asks of “{field}”"));
    let one_of = |wanted: &[Value], is_in: bool| {
        let mut values = Vec::new();
        for value in wanted {
            let Value::Text(text) = value else { return Err(refused()) };
            values.extend(seen.iter().filter(|it| lowered(it) == lowered(text)).cloned());
        }
        match (values.is_empty(), is_in) {
            (false, _) => Ok(Predicate::In(field.to_owned(), values, is_in)),
            (true, true) => Ok(Predicate::False),
            (true, false) => Ok(Predicate::Known(field.to_owned())),
        }
    };
    match test {
        Test::Missing => Ok(Predicate::Missing(field.to_owned())),
        Test::Known => Ok(Predicate::Known(field.to_owned())),
        Test::Compare(Comparison::Is, value) => one_of(std::slice::from_ref(value), true),
        Test::Compare(Comparison::IsNot, value) => one_of(std::slice::from_ref(value), false),
        Test::In(values) => one_of(values, true),
        Test::NotIn(values) => one_of(values, false),
        Test::Compare(..)
        | Test::Between(..)
        | Test::Text(..)
        | Test::NotText(..)
        | Test::InLastDays(_)
        | Test::BeforeLastDays(_)
        | Test::Top(_)
        | Test::Bottom(_)
        | Test::Above(_)
        | Test::Below(_) => Err(refused()),
    }
}

fn operator(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => "equal",
        Comparison::IsNot => "notEqual",
        Comparison::Less => "lessThan",
        Comparison::AtMost => "lessOrEqual",
        Comparison::More => "greaterThan",
        Comparison::AtLeast => "greaterOrEqual",
    }
}

pub(super) fn write(model: &Model, all: &[(Predicate, String)], otherwise: &str, xml: &mut Xml) {
    let head = [("modelName", "segments"), ("functionName", "classification")];
    xml.element("RuleSetModel", &head, &mut |xml| {
        schema(model, &[], xml);
        xml.element("RuleSet", &[("defaultScore", otherwise)], &mut |xml| {
            xml.empty("RuleSelectionMethod", &[("criterion", "firstHit")]);
            for (number, (predicate, segment)) in all.iter().enumerate() {
                let id = (number + 1).to_string();
                let own = [("id", id.as_str()), ("score", segment), ("weight", "1")];
                xml.element("SimpleRule", &own, &mut |xml| predicate.write(xml));
            }
        });
    });
}
