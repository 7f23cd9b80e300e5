//! What can be tested, and what must hold of it.

use crate::engine::features::{RowUnit, Unit};
use crate::engine::present::{self, sentence::titled};
use crate::engine::profile::Profiles;
use crate::engine::segmentation::rules::{Comparison, Middle, Part, Test, Tested, Value};
use crate::engine::table::{ColumnSummary, Kind, MicroChart, SourceSummary, day_of};
use crate::ui::parts::Options;

/// What can be tested.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// A number, by its id.
    Number(String),
    /// A category, by its column, and its most frequent values.
    Category(String, Vec<String>),
    /// A day, by its name.
    Day(String),
}

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A comparison with a value.
    Compare(Comparison),
    /// From one value to another.
    Between,
    /// One of several values.
    In,
    /// None of several values.
    NotIn,
    /// Among those with most.
    Top,
    /// Among those with least.
    Bottom,
    /// More than a middle.
    Above(Middle),
    /// Less than a middle.
    Below(Middle),
    /// With a part.
    Has(Part),
    /// Without a part.
    HasNot(Part),
    /// In the last days of the data.
    InLast,
    /// Longer ago.
    BeforeLast,
    /// There is a value.
    Known,
    /// There is none.
    Missing,
}

/// Everything known of a customer that can be tested, numbers first.
pub fn of_customers(profiles: &Profiles, unit: RowUnit) -> Vec<(Field, String)> {
    let everyone = &profiles.everyone;
    let numbers = everyone.features.iter().map(|it| {
        let has_unit = it.label.contains("ays");
        (
            Field::Number(it.id.clone()),
            format!("{}{}", titled(&it.label), if has_unit { "" } else { unit_of(it.unit) }),
        )
    });
    let days = [("last_order", "Last order (day)"), ("first_order", "First order (day)")];
    let days = days.iter().filter(|_| unit == RowUnit::Orders);
    let days = days.map(|(id, name)| (Field::Day((*id).to_owned()), (*name).to_owned()));
    let categories = everyone.categories.iter().map(|it| {
        let values = it.shares.iter().map(|it| it.value.clone()).collect();
        (Field::Category(it.label.clone(), values), titled(&it.label))
    });
    numbers.chain(days).chain(categories).collect()
}

fn unit_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => " (days)",
        Unit::Share => " (0 to 1)",
        Unit::Money | Unit::Count | Unit::Plain => "",
    }
}

/// Everything that can be tested of a row of the file.
pub fn of_rows(source: &SourceSummary) -> Vec<(Field, String)> {
    let field = |name: &String, kind: Kind, chart: &MicroChart| {
        let values = || match chart {
            MicroChart::Top { values, .. } => values.iter().map(|it| it.0.clone()).collect(),
            MicroChart::Histogram { .. }
            | MicroChart::Dates { .. }
            | MicroChart::Distinct
            | MicroChart::Empty => Vec::new(),
        };
        match kind {
            Kind::Number | Kind::Money => Field::Number(name.clone()),
            Kind::Date => Field::Day(name.clone()),
            Kind::Flag | Kind::Category | Kind::Identifier | Kind::Text => {
                Field::Category(name.clone(), values())
            }
        }
    };
    let of = |it: &ColumnSummary| (field(&it.name, it.kind, &it.chart), it.name.clone());
    let all = source.columns.iter();
    let (words, numbers): (Vec<_>, Vec<_>) = all.map(of).partition(|it| matches!(it.0, Field::Category(..)));
    words.into_iter().chain(numbers).collect()
}

/// What may be asked of a field; `of_one` leaves out what is asked of all customers together.
pub fn asked(field: &Field, of_one: bool) -> Options<Asked> {
    use Comparison::{AtLeast, AtMost, Is, IsNot, Less, More};
    let number: &[(Asked, &str)] = &[
        (Asked::Compare(AtLeast), "is at least"),
        (Asked::Compare(AtMost), "is at most"),
        (Asked::Compare(More), "is more than"),
        (Asked::Compare(Less), "is less than"),
        (Asked::Compare(Is), "is exactly"),
        (Asked::Compare(IsNot), "is not exactly"),
        (Asked::Between, "is from … to …"),
        (Asked::Top, "is among the top … %"),
        (Asked::Bottom, "is among the bottom … %"),
        (Asked::Above(Middle::Median), "is above the median"),
        (Asked::Below(Middle::Median), "is below the median"),
        (Asked::Above(Middle::Average), "is above the average"),
        (Asked::Below(Middle::Average), "is below the average"),
        (Asked::Known, "is known"),
        (Asked::Missing, "is not known"),
    ];
    let category: &[(Asked, &str)] = &[
        (Asked::Compare(Is), "is"),
        (Asked::Compare(IsNot), "is not"),
        (Asked::In, "is one of"),
        (Asked::NotIn, "is none of"),
        (Asked::Has(Part::Contains), "contains"),
        (Asked::HasNot(Part::Contains), "does not contain"),
        (Asked::Has(Part::StartsWith), "starts with"),
        (Asked::Has(Part::EndsWith), "ends with"),
        (Asked::Known, "is known"),
        (Asked::Missing, "is not known"),
    ];
    let day: &[(Asked, &str)] = &[
        (Asked::InLast, "in the last … days of the data"),
        (Asked::BeforeLast, "more than … days before the end"),
        (Asked::Compare(AtLeast), "on or after"),
        (Asked::Compare(AtMost), "on or before"),
        (Asked::Between, "from … to …"),
    ];
    let all = match field {
        Field::Number(_) => number,
        Field::Category(..) => category,
        Field::Day(_) => day,
    };
    let is_of_all = |it: Asked| matches!(it, Asked::Top | Asked::Bottom | Asked::Above(_) | Asked::Below(_));
    let offered = all.iter().filter(|it| !(of_one && is_of_all(it.0)));
    offered.map(|(it, name)| (*it, (*name).to_owned())).collect()
}

/// How many values are typed: none, one, or two.
pub fn n_values(asked: Asked) -> usize {
    match asked {
        Asked::Above(_) | Asked::Below(_) | Asked::Known | Asked::Missing => 0,
        Asked::Between => 2,
        Asked::Compare(_)
        | Asked::In
        | Asked::NotIn
        | Asked::Top
        | Asked::Bottom
        | Asked::Has(_)
        | Asked::HasNot(_)
        | Asked::InLast
        | Asked::BeforeLast => 1,
    }
}

/// What is typed, for a person who does not know.
pub fn example(field: &Field, asked: Asked) -> &'static str {
    match (field, asked) {
        (_, Asked::In | Asked::NotIn) => "one, another",
        (_, Asked::InLast | Asked::BeforeLast) => "90",
        (Field::Day(_), _) => "2025-12-31",
        _ => "",
    }
}

/// The test that was asked for; `None` where a value is missing or not of its kind.
pub fn tested(field: &Field, asked: Asked, first: &str, second: &str) -> Option<Tested> {
    let name = match field {
        Field::Number(id) | Field::Day(id) | Field::Category(id, _) => id.clone(),
    };
    let (first, second) = (first.trim(), second.trim());
    let value = |text: &str| match field {
        Field::Number(_) => number(text).map(Value::Number),
        Field::Day(_) => day_of(text).map(Value::Day),
        Field::Category(..) => (!text.is_empty()).then(|| Value::Text(text.to_owned())),
    };
    let share = || number(first).filter(|it| (0.0..=100.0).contains(it));
    let days = || first.parse::<u32>().ok();
    let values = || -> Option<Vec<Value>> {
        let parts = first.split(',').map(str::trim).filter(|it| !it.is_empty());
        let values = parts.map(value).collect::<Option<Vec<_>>>()?;
        (!values.is_empty()).then_some(values)
    };
    let part = || (!first.is_empty()).then(|| first.to_owned());
    let test = match asked {
        Asked::Compare(comparison) => Test::Compare(comparison, value(first)?),
        Asked::Between => Test::Between(value(first)?, value(second)?),
        Asked::In => Test::In(values()?),
        Asked::NotIn => Test::NotIn(values()?),
        Asked::Top => Test::Top(share()?),
        Asked::Bottom => Test::Bottom(share()?),
        Asked::Above(middle) => Test::Above(middle),
        Asked::Below(middle) => Test::Below(middle),
        Asked::Has(where_) => Test::Text(where_, part()?),
        Asked::HasNot(where_) => Test::NotText(where_, part()?),
        Asked::InLast => Test::InLastDays(days()?),
        Asked::BeforeLast => Test::BeforeLastDays(days()?),
        Asked::Known => Test::Known,
        Asked::Missing => Test::Missing,
    };
    Some(Tested { field: name, test })
}

/// A number with commas between thousands.
pub fn number(text: &str) -> Option<f64> {
    present::number::typed(text).filter(|it| it.is_finite())
}
