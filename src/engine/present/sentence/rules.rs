//! A person's own rules as they are said: from the tree that is evaluated, so that the sentence and
//! the membership are the same thing.

use crate::engine::features::Unit;
use crate::engine::present::number;
use crate::engine::present::sentence::{listed, lowered};
use crate::engine::profile::{FeatureProfile, Profiles};
use crate::engine::segmentation::rules::{
    Comparison, Condition, Middle, Part, Period, Rule, Test, Tested, Value,
};

/// A line in words: "last order more than 90 days ago".
pub fn said(rule: &Rule, profiles: &Profiles) -> String {
    let inner = || rule.inner().iter().map(|it| said(it, profiles)).collect::<Vec<_>>();
    match rule {
        Rule::Is(condition) => condition_said(condition, profiles),
        Rule::All(_) => bracketed(listed(&inner()), rule),
        Rule::Any(_) => bracketed(either(&inner()), rule),
        Rule::None(_) => format!("not ({})", either(&inner())),
    }
}

fn bracketed(text: String, rule: &Rule) -> String {
    if rule.inner().len() > 1 { format!("({text})") } else { text }
}

/// "a", "a or b", "a, b or c".
fn either(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

fn condition_said(condition: &Condition, profiles: &Profiles) -> String {
    match condition {
        Condition::Column(own) => tested_said(own, profiles),
        Condition::Segment(it) => {
            let names: Vec<String> = it.names.iter().map(|name| format!("“{name}”")).collect();
            let not = if it.is_not { "not in" } else { "in" };
            format!("{not} {} of {}", either(&names), it.of)
        }
        Condition::Orders(it) => {
            let orders = if it.n == 1 { "order" } else { "orders" };
            let n = number::count(it.n as usize);
            let how_many = match (it.comparison, it.n) {
                (Comparison::Is, 0) => "no".to_owned(),
                (comparison, _) => format!("{}{n}", quantity(comparison)),
            };
            format!("{how_many} {orders}{}", which(&it.rows, it.period, profiles))
        }
        Condition::Spent(it) => {
            let money = number::money(it.amount, profiles.currency.as_deref());
            let orders = if it.rows.is_empty() { "" } else { " on orders" };
            format!(
                "{}{money} spent{orders}{}",
                quantity(it.comparison),
                which(&it.rows, it.period, profiles)
            )
        }
        Condition::Bought(steps) => {
            let step = |it: &crate::engine::segmentation::rules::Step| {
                let rows = rows_said(&it.rows, profiles);
                it.within_days.map_or_else(|| rows.clone(), |n| format!("{rows} within {}", days(n)))
            };
            format!("bought {}", steps.iter().map(step).collect::<Vec<_>>().join(", then "))
        }
    }
}

fn which(rows: &[Tested], period: Option<Period>, profiles: &Profiles) -> String {
    let mut text =
        if rows.is_empty() { String::new() } else { format!(" with {}", rows_said(rows, profiles)) };
    let when = match period {
        None => String::new(),
        Some(Period::InLastDays(n)) => format!(" in the last {}", days(n)),
        Some(Period::BeforeLastDays(n)) => format!(" more than {} ago", days(n)),
    };
    text.push_str(&when);
    text
}

fn rows_said(rows: &[Tested], profiles: &Profiles) -> String {
    listed(&rows.iter().map(|it| tested_said(it, profiles)).collect::<Vec<_>>())
}

fn tested_said(own: &Tested, profiles: &Profiles) -> String {
    let feature = profiles.everyone.features.iter().find(|it| it.id == own.field || it.label == own.field);
    let name = feature.map_or(own.field.as_str(), |it| it.label.as_str());
    let unit = feature.map_or(Unit::Plain, |it| it.unit);
    let value = |it: &Value| match it {
        Value::Number(x) => number::value(*x, unit, profiles.currency.as_deref()),
        Value::Text(text) => text.clone(),
        Value::Day(day) => number::date(*day),
    };
    let values = |all: &[Value]| all.iter().map(value).collect::<Vec<_>>();
    if let (Test::Compare(comparison, with), Some(feature)) = (&own.test, feature)
        && let Some(text) = measured(feature, *comparison, &value(with))
    {
        return text;
    }
    let is_last = matches!(own.field.as_str(), "recency_days" | "last_order");
    let name = match own.field.as_str() {
        "last_order" => "last order".to_owned(),
        "first_order" => "first order".to_owned(),
        "recency_days" if matches!(own.test, Test::InLastDays(_) | Test::BeforeLastDays(_)) => {
            "last order".to_owned()
        }
        _ if feature.is_some() => lowered(name),
        _ => name.to_owned(),
    };
    match &own.test {
        Test::Compare(Comparison::Is, it) => format!("{name} is {}", value(it)),
        Test::Compare(Comparison::IsNot, it) => format!("{name} is not {}", value(it)),
        Test::Compare(comparison, it) => format!("{name} is {}{}", quantity(*comparison), value(it)),
        Test::Between(low, high) => {
            let ago = if is_last { " ago" } else { "" };
            format!("{name} from {} to {}{ago}", value(low), value(high))
        }
        Test::In(all) => format!("{name} is {}", either(&values(all))),
        Test::NotIn(all) => format!("{name} is neither {}", values(all).join(" nor ")),
        Test::Text(part, text) => {
            format!("{name} {} “{text}”", part_word(*part, ["contains", "starts with", "ends with"]))
        }
        Test::NotText(part, text) => {
            format!("{name} does not {} “{text}”", part_word(*part, ["contain", "start with", "end with"]))
        }
        Test::Missing => format!("{name} is not known"),
        Test::Known => format!("{name} is known"),
        Test::InLastDays(n) => format!("{name} in the last {}", days(*n)),
        Test::BeforeLastDays(n) => format!("{name} more than {} ago", days(*n)),
        Test::Top(share) => format!("among the {}% with the most {name}", number::plain(*share)),
        Test::Bottom(share) => format!("among the {}% with the least {name}", number::plain(*share)),
        Test::Above(middle) => format!("{name} above {}", middle_word(*middle)),
        Test::Below(middle) => format!("{name} below {}", middle_word(*middle)),
    }
}

/// The measures that have words of their own.
fn measured(feature: &FeatureProfile, comparison: Comparison, value: &str) -> Option<String> {
    let how = quantity(comparison);
    Some(match feature.id.as_str() {
        "recency_days" => format!("last order {how}{value} ago"),
        "frequency" => format!("{how}{value} {}", if value == "1" { "order" } else { "orders" }),
        "monetary" => format!("{how}{value} spent"),
        _ => return None,
    })
}

fn quantity(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => "exactly ",
        Comparison::IsNot => "not exactly ",
        Comparison::Less => "less than ",
        Comparison::AtMost => "at most ",
        Comparison::More => "more than ",
        Comparison::AtLeast => "at least ",
    }
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
        Middle::Median => "the median",
        Middle::Average => "the average",
    }
}

fn days(n: u32) -> String {
    number::counted(n as usize, "day", "days")
}
