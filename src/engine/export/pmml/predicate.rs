//! Conditions on fields, with what is not known as a third answer, as in SQL.

use crate::engine::export::pmml::xml::{Xml, array};

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Predicate {
    True,
    False,
    /// Field, operator, value.
    Compare(String, &'static str, f64),
    /// Whether the field has no value; never unknown.
    Missing(String),
    /// Whether it has one; never unknown.
    Known(String),
    /// Whether the field is one of some texts, or none of them.
    In(String, Vec<String>, bool),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
}

impl Predicate {
    /// Where this is known not to hold; what is not known stays so.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Compare(field, operator, value) => Self::Compare(field, opposite(operator), value),
            Self::Missing(field) => Self::Known(field),
            Self::Known(field) => Self::Missing(field),
            Self::In(field, values, is_in) => Self::In(field, values, !is_in),
            Self::All(inner) => Self::Any(inner.into_iter().map(Self::turned).collect()),
            Self::Any(inner) => Self::All(inner.into_iter().map(Self::turned).collect()),
        }
    }

    pub(super) fn write(&self, xml: &mut Xml) {
        match self {
            Self::True => xml.empty("True", &[]),
            Self::False => xml.empty("False", &[]),
            Self::Compare(field, operator, value) => {
                let value = value.to_string();
                xml.empty("SimplePredicate", &[("field", field), ("operator", operator), ("value", &value)]);
            }
            Self::Missing(field) => {
                xml.empty("SimplePredicate", &[("field", field), ("operator", "isMissing")]);
            }
            Self::Known(field) => {
                xml.empty("SimplePredicate", &[("field", field), ("operator", "isNotMissing")]);
            }
            Self::In(field, values, is_in) if values.iter().any(|it| it.contains(['\\', '"'])) => {
                // Readers disagree about backslashes and quotes in arrays; alone, a value stands as it is.
                let (one, several) = if *is_in { ("equal", "or") } else { ("notEqual", "and") };
                let write = |it: &String, xml: &mut Xml| {
                    xml.empty("SimplePredicate", &[("field", field), ("operator", one), ("value", it)]);
                };
                match values.as_slice() {
                    [only] => write(only, xml),
                    all => {
                        let mut inside = |xml: &mut Xml| all.iter().fold((), |(), it| write(it, xml));
                        xml.element("CompoundPredicate", &[("booleanOperator", several)], &mut inside);
                    }
                }
            }
            Self::In(field, values, is_in) => {
                let operator = if *is_in { "isIn" } else { "isNotIn" };
                let texts: Vec<&str> = values.iter().map(String::as_str).collect();
                let n = texts.len().to_string();
                let own = [("field", field.as_str()), ("booleanOperator", operator)];
                xml.element("SimpleSetPredicate", &own, &mut |xml| {
                    xml.text("Array", &[("n", &n), ("type", "string")], &array(&texts));
                });
            }
            Self::All(inner) => compound("and", inner, xml),
            Self::Any(inner) => compound("or", inner, xml),
        }
    }
}

fn compound(operator: &str, inner: &[Predicate], xml: &mut Xml) {
    match inner {
        [] if operator == "and" => xml.empty("True", &[]),
        [] => xml.empty("False", &[]),
        [one] => one.write(xml),
        several => xml.element("CompoundPredicate", &[("booleanOperator", operator)], &mut |xml| {
            for it in several {
                it.write(xml);
            }
        }),
    }
}

fn opposite(operator: &'static str) -> &'static str {
    match operator {
        "lessThan" => "greaterOrEqual",
        "lessOrEqual" => "greaterThan",
        "greaterThan" => "lessOrEqual",
        "greaterOrEqual" => "lessThan",
        "equal" => "notEqual",
        _ => "equal",
    }
}
