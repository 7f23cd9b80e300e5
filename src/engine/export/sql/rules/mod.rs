//! A person's own rules: conditions as they are written, true, untrue or not known as in SQL.

mod field;
mod orders;
mod sequence;
mod test;

use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::work::Work;
use crate::engine::segmentation::rules::{Condition, Overlap, Rule, RulesOptions};

/// Writes the rules, in which everything that is compared with all customers is a number already.
pub(super) fn write(work: &mut Work<'_>, rules: &RulesOptions) -> Result<(), SqlRefusal> {
    let mut wanted: Vec<String> = Vec::new();
    let mut cases = Vec::new();
    for segment in &rules.segments {
        cases.push(together(work, &segment.all, " AND ", "      ", &mut wanted)?);
    }
    work.measure(&wanted)?;
    let mut case = String::from("CASE");
    for (place, rule) in (0_u8..).zip(&cases) {
        case.extend([format!("\n      WHEN {rule}\n        THEN {}", work.segment(place))]);
    }
    let last = u8::try_from(rules.segments.len()).unwrap_or(u8::MAX);
    case.extend([format!("\n      ELSE {}\n    END", work.segment(last))]);
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    select.column(&case, "segment", "");
    let says = match rules.overlap {
        Overlap::FirstWins => "The first segment whose rules hold; what is not known is not true.",
        Overlap::Several => "Several segments may take a customer; this is the first of them.",
    };
    work.script.add("segments", says, select.from("  FROM customers"));
    Ok(())
}

fn together(
    work: &mut Work<'_>,
    rules: &[Rule],
    word: &str,
    indent: &str,
    wanted: &mut Vec<String>,
) -> Result<String, SqlRefusal> {
    let mut parts = Vec::new();
    for it in rules {
        parts.push(rule(work, it, indent, wanted)?);
    }
    Ok(parts.join(&format!("\n{indent}  {}", word.trim_start())))
}

fn rule(
    work: &mut Work<'_>,
    rule: &Rule,
    indent: &str,
    wanted: &mut Vec<String>,
) -> Result<String, SqlRefusal> {
    let deeper = format!("{indent}  ");
    Ok(match rule {
        Rule::All(inner) => format!("({})", together(work, inner, " AND ", &deeper, wanted)?),
        Rule::Any(inner) => format!("({})", together(work, inner, " OR ", &deeper, wanted)?),
        Rule::None(inner) => format!("NOT ({})", together(work, inner, " OR ", &deeper, wanted)?),
        Rule::Is(it) => format!("({})", condition(work, it, wanted)?),
    })
}

fn condition(
    work: &mut Work<'_>,
    condition: &Condition,
    wanted: &mut Vec<String>,
) -> Result<String, SqlRefusal> {
    match condition {
        Condition::Column(own) => {
            let field = field::of_customers(work, &own.field, wanted)?;
            test::text(work.words, &field, &own.test).ok_or_else(|| test::unfit(&own.field))
        }
        Condition::Orders(it) => orders::counted(work, it),
        Condition::Spent(it) => orders::spent(work, it),
        Condition::Bought(steps) => sequence::write(work, steps),
        Condition::Segment(it) => Err(SqlRefusal::new(
            format!("A rule speaks of the segments of “{}”, which are another statement.", it.of),
            "Export that way to segment as SQL of its own and join the two by customer_id.",
        )),
    }
}
