//! From a tree to its text.

use std::fmt::Write as _;

use crate::engine::json;
use crate::engine::segmentation::rules::text::RESERVED;
use crate::engine::segmentation::rules::tree::{
    Comparison, Condition, EVERYONE_ELSE, Membership, Middle, Overlap, Part, Period, Rule, RulesOptions,
    Test, Tested, Value,
};
use crate::engine::table::iso;
use crate::kernel::letters;

/// Writes rules; [`super::parse`] reads the same tree back.
pub fn print(options: &RulesOptions) -> String {
    let mut text = String::new();
    for used in &options.uses {
        let method = json::in_one_line(&used.method);
        let inner = method.strip_prefix("{\"").and_then(|it| it.strip_suffix('}'));
        if let Some((word, own)) = inner.and_then(|it| it.split_once("\":")) {
            let _ok = writeln!(text, "use {} = {word} {own}", name(&used.name));
        }
    }
    if options.overlap == Overlap::Several {
        text.push_str("several allowed\n");
    }
    for segment in &options.segments {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ok = writeln!(text, "segment {}:", quoted(&segment.name));
        lines(&segment.all, 1, &mut text);
    }
    if options.everyone_else != EVERYONE_ELSE {
        let _ok = writeln!(text, "\neveryone else: {}", quoted(&options.everyone_else));
    }
    text
}

fn lines(rules: &[Rule], depth: usize, text: &mut String) {
    for rule in rules {
        for _ in 0..depth {
            text.push_str("  ");
        }
        match rule {
            Rule::All(_) => text.push_str("all:"),
            Rule::Any(_) => text.push_str("any:"),
            Rule::None(_) => text.push_str("none:"),
            Rule::Is(it) => text.push_str(&condition(it)),
        }
        text.push('\n');
        lines(rule.inner(), depth + 1, text);
    }
}

/// Writes one condition, as it stands on its line.
pub fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Column(it) => tested(it),
        Condition::Segment(Membership { of, names, is_not }) => {
            let not = if *is_not { "not " } else { "" };
            match names.as_slice() {
                [only] => format!("segment of {} is {not}{}", name(of), quoted(only)),
                several => {
                    let names: Vec<String> = several.iter().map(|it| quoted(it)).collect();
                    format!("segment of {} {not}in ({})", name(of), names.join(", "))
                }
            }
        }
        Condition::Orders(it) => {
            let how_many = match (it.comparison, it.n) {
                (Comparison::Is, 0) => "no".to_owned(),
                (comparison, n) => format!("{} {n}", quantity(comparison)),
            };
            format!("{how_many} orders{}", which(&it.rows, it.period))
        }
        Condition::Spent(it) => {
            format!("spent {} {}{}", quantity(it.comparison), it.amount, which(&it.rows, it.period))
        }
        Condition::Bought(steps) => {
            let mut text = "bought ".to_owned();
            for (place, step) in steps.iter().enumerate() {
                text.push_str(if place == 0 { "" } else { ", then " });
                text.push_str(&joined(&step.rows));
                if let Some(days) = step.within_days {
                    let _ok = write!(text, " within {days} days");
                }
            }
            text
        }
    }
}

fn which(rows: &[Tested], period: Option<Period>) -> String {
    let mut text = if rows.is_empty() { String::new() } else { format!(" where {}", joined(rows)) };
    let when = match period {
        None => String::new(),
        Some(Period::InLastDays(n)) => format!(" in the last {n} days"),
        Some(Period::BeforeLastDays(n)) => format!(" more than {n} days before the end"),
    };
    text.push_str(&when);
    text
}

fn joined(rows: &[Tested]) -> String {
    rows.iter().map(tested).collect::<Vec<_>>().join(" and ")
}

fn tested(tested: &Tested) -> String {
    let test = match &tested.test {
        Test::Compare(comparison, with) => format!("{} {}", sign(*comparison), value(with)),
        Test::Between(low, high) => format!("between {} and {}", value(low), value(high)),
        Test::In(all) => format!("in {}", values(all)),
        Test::NotIn(all) => format!("not in {}", values(all)),
        Test::Text(part, text) => {
            let verb = ["contains", "starts with", "ends with"];
            format!("{} {}", part_word(*part, verb), quoted(text))
        }
        Test::NotText(part, text) => {
            let verb = ["contain", "start with", "end with"];
            format!("does not {} {}", part_word(*part, verb), quoted(text))
        }
        Test::Missing => "is missing".to_owned(),
        Test::Known => "is not missing".to_owned(),
        Test::InLastDays(n) => format!("in the last {n} days"),
        Test::BeforeLastDays(n) => format!("more than {n} days before the end"),
        Test::Top(share) => format!("in the top {share}%"),
        Test::Bottom(share) => format!("in the bottom {share}%"),
        Test::Above(middle) => format!("above the {}", middle_word(*middle)),
        Test::Below(middle) => format!("below the {}", middle_word(*middle)),
    };
    format!("{} {test}", name(&tested.field))
}

fn part_word(part: Part, [contains, starts, ends]: [&'static str; 3]) -> &'static str {
    match part {
        Part::Contains => contains,
        Part::StartsWith => starts,
        Part::EndsWith => ends,
    }
}

fn middle_word(middle: Middle) -> &'static str {
    match middle {
        Middle::Median => "median",
        Middle::Average => "average",
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => "=",
        Comparison::IsNot => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
    }
}

fn quantity(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => "exactly",
        Comparison::IsNot => "not exactly",
        Comparison::Less => "less than",
        Comparison::AtMost => "at most",
        Comparison::More => "more than",
        Comparison::AtLeast => "at least",
    }
}

fn values(values: &[Value]) -> String {
    format!("({})", values.iter().map(value).collect::<Vec<_>>().join(", "))
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quoted(text),
        Value::Day(day) => iso(*day),
    }
}

/// A word as it is, anything else in quotes.
fn name(name: &str) -> String {
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|it| letters::is_letter(it) || it == '_');
    let is_word = begins && letters.all(|it| letters::is_letter_or_digit(it) || it == '_');
    if is_word && !RESERVED.contains(&letters::lowered(name).as_str()) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}
