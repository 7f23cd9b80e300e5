//! What must hold of a field, as a condition.

use crate::engine::export::sql::dialect::Words;
use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::rules::field::Field;
use crate::engine::segmentation::rules::{Comparison, Part, Test, Value};
use crate::engine::table::{Cells, shares};
use crate::kernel::letters::lowered;
use crate::kernel::value::{is_no, is_yes};

/// That a test does not fit its field.
pub(super) fn unfit(field: &str) -> SqlRefusal {
    SqlRefusal::new(
        format!("A rule about “{field}” compares it in a way that a database would answer differently."),
        "Compare numbers with numbers and texts with texts, or export the customers as a file.",
    )
}

/// The condition; `None` where the test does not fit the field.
#[expect(clippy::wildcard_enum_match_arm, reason = "other tests depend on the field")]
pub(super) fn text(words: &Words, field: &Field<'_>, test: &Test) -> Option<String> {
    let (Field::Number(name) | Field::DaysBack(name, _) | Field::YesNo(name, _) | Field::Text(name)) = field;
    match test {
        Test::Missing => return Some(format!("{name} IS NULL")),
        Test::Known => return Some(format!("{name} IS NOT NULL")),
        _ => {}
    }
    if let Field::Text(name) = field {
        of_text(words, name, test)
    } else {
        of_number(words, field, name, test)
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not fit numbers is refused")]
fn of_number(words: &Words, field: &Field<'_>, name: &str, test: &Test) -> Option<String> {
    let compared = |value: &Value, comparison: Comparison| {
        let (with, comparison) = number(words, field, value, comparison)?;
        Some(format!("{name} {} {with}", sign(comparison)))
    };
    let is_days = matches!(field, Field::DaysBack(..));
    match test {
        Test::Compare(comparison, value) => compared(value, *comparison),
        Test::Between(low, high) => Some(format!(
            "{} AND {}",
            compared(low, Comparison::AtLeast)?,
            compared(high, Comparison::AtMost)?
        )),
        Test::In(values) | Test::NotIn(values) => {
            let all: Option<Vec<String>> = values.iter().map(|it| compared(it, Comparison::Is)).collect();
            let any = all?.join(" OR ");
            Some(if matches!(test, Test::NotIn(_)) { format!("NOT ({any})") } else { any })
        }
        Test::InLastDays(n) if is_days => Some(format!("{name} BETWEEN 0 AND {n}")),
        Test::BeforeLastDays(n) if is_days => Some(format!("{name} > {n}")),
        _ => None,
    }
}

/// What a number is compared with, and how; a later day is fewer days back.
fn number(
    words: &Words,
    field: &Field<'_>,
    value: &Value,
    comparison: Comparison,
) -> Option<(String, Comparison)> {
    let turned = match comparison {
        Comparison::Is | Comparison::IsNot => comparison,
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    };
    match (value, field) {
        (Value::Number(number), _) => Some((words.number_of(*number), comparison)),
        (Value::Day(day), Field::DaysBack(_, as_of)) => Some((format!("{as_of} - ({day})"), turned)),
        (Value::Text(text), Field::YesNo(_, column)) => {
            let of_word = column.and_then(|it| {
                let Cells::Codes { dictionary, .. } = &it.cells else { return None };
                let code = (0_u32..).zip(dictionary.iter()).find(|it| lowered(it.1) == lowered(text))?.0;
                shares(std::iter::once(&code), dictionary).first().copied()
            });
            let of_any = || if is_yes(text) { Some(1.0) } else { is_no(text).then_some(0.0) };
            of_word.or_else(of_any).map(|it| (words.number_of(it), comparison))
        }
        _ => None,
    }
}

pub(super) fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => "=",
        Comparison::IsNot => "<>",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not fit texts is refused")]
fn of_text(words: &Words, name: &str, test: &Test) -> Option<String> {
    match test {
        Test::Compare(comparison @ (Comparison::Is | Comparison::IsNot), Value::Text(wanted)) => {
            let wanted = lowered(wanted);
            let small = words.lowered(name, &wanted);
            Some(format!("{small} {} {}", sign(*comparison), words.quoted(&wanted)))
        }
        Test::In(values) | Test::NotIn(values) => {
            let text = |it: &Value| if let Value::Text(it) = it { Some(lowered(it)) } else { None };
            let wanted: Vec<String> = values.iter().map(text).collect::<Option<_>>()?;
            let small = words.lowered(name, &wanted.concat());
            let wanted: Vec<String> = wanted.iter().map(|it| words.quoted(it)).collect();
            let word = if matches!(test, Test::NotIn(_)) { "NOT IN" } else { "IN" };
            Some(format!("{small} {word} ({})", wanted.join(", ")))
        }
        Test::Text(part, wanted) => Some(has_part(words, name, *part, wanted)),
        Test::NotText(part, wanted) => Some(format!("NOT ({})", has_part(words, name, *part, wanted))),
        _ => None,
    }
}

fn has_part(words: &Words, name: &str, part: Part, wanted: &str) -> String {
    let wanted = lowered(wanted);
    let small = words.lowered(name, &wanted);
    let n = wanted.chars().count();
    let wanted = words.quoted(&wanted);
    match part {
        Part::Contains => {
            let position = words.position.replace("{1}", &wanted).replace("{}", &small);
            format!("{position} > 0")
        }
        Part::StartsWith => format!("SUBSTR({small}, 1, {n}) = {wanted}"),
        Part::EndsWith => {
            format!("LENGTH({name}) >= {n} AND SUBSTR({small}, LENGTH({name}) - {n} + 1, {n}) = {wanted}")
        }
    }
}
