//! What is wrong with a person's own rules, in words.

use crate::engine::present::message::Message;
use crate::engine::segmentation::rules::text::RuleTextError;
use crate::engine::segmentation::rules::{RuleMisfit, RulesError};

/// Where a text is no rules, and what could stand there.
fn not_rules(error: &RuleTextError) -> Message {
    let RuleTextError { line, column, expected, found } = error;
    let seen = if found.is_empty() {
        "the line ends there".to_owned()
    } else {
        format!("“{found}” stands there")
    };
    Message::new(
        format!("Line {line} of the rules cannot be understood"),
        format!("In column {column}, {seen}."),
        format!("Expected: {expected}."),
    )
}

/// What is wrong with rules whatever the file.
pub fn unusable(error: &RulesError) -> Message {
    match error {
        RulesError::Text(error) => not_rules(error),
        RulesError::Name { name } if name.trim().is_empty() => Message::new(
            "A segment has no name",
            "Every segment and every other way to segment needs a name of its own.",
            "Give it a name.",
        ),
        RulesError::Name { name } => Message::new(
            format!("The name “{name}” is taken"),
            "Every segment and every other way to segment needs a name of its own.",
            "Choose another name.",
        ),
        RulesError::Empty { segment } => Message::new(
            format!("A line of “{segment}” says nothing"),
            "A group without lines, or a list without values, has no meaning.",
            "Add a condition, or remove the line.",
        ),
        RulesError::TooDeep { segment, limit } => Message::new(
            format!("“{segment}” has too many groups within each other"),
            format!("At most {limit} can stand within each other."),
            "Write it with fewer groups.",
        ),
        RulesError::Unknown { segment, name } => Message::new(
            format!("“{segment}” speaks of “{name}”, which is not there"),
            "A rule can speak of another way to segment once a line says what it is.",
            format!("Add a line such as: use {name} = rfm"),
        ),
        RulesError::Inside { name } => Message::new(
            format!("“{name}” is made of rules itself"),
            "Rules can speak of other ways to segment, not of other rules.",
            "Write its conditions where they are needed.",
        ),
    }
}

/// What is wrong with rules on this file.
pub fn misfit(error: &RuleMisfit) -> Message {
    match error {
        RuleMisfit::FieldUnknown { field } => Message::new(
            format!("Nothing here is called “{field}”"),
            "A rule names a measure or a column that this file does not have.",
            "Check the spelling; a column with blanks in its name stands in quotes.",
        ),
        RuleMisfit::DoesNotFit { field, condition } => Message::new(
            format!("“{field}” cannot be tested so"),
            format!("The rule is: {condition}"),
            "Compare numbers with numbers, days with days and texts with texts, or change the column's type.",
        ),
        RuleMisfit::NoOrders { condition } => Message::new(
            "This file has no orders to look into",
            format!("A rule begins with “{condition}”, and the file has one row for each customer."),
            "Use a file of orders, or a rule about the columns of this one.",
        ),
    }
}
