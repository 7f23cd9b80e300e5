//! One condition, from the pieces of its line.

use crate::engine::segmentation::rules::text::cursor::{Cursor, Parsed};
use crate::engine::segmentation::rules::text::scan::Token;
use crate::engine::segmentation::rules::tree::{
    Comparison, Condition, Counted, Membership, Middle, Part, Period, Spent, Step, Test, Tested, Value,
};
use crate::kernel::letters::lowered;

/// The condition that begins here.
pub fn condition(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    if cursor.takes(&["segment", "of"]) {
        return Ok(Condition::Segment(membership(cursor)?));
    }
    if cursor.takes(&["bought"]) {
        return bought(cursor);
    }
    if let Some(comparison) = quantity(cursor, &["spent"]) {
        let amount = cursor.number("a number")?;
        let (rows, period) = which(cursor)?;
        return Ok(Condition::Spent(Spent { comparison, amount, rows, period }));
    }
    let is_none = ["order", "orders"].iter().any(|it| cursor.are_next(&["no", it])) && cursor.takes(&["no"]);
    let counted = match quantity(cursor, &[]) {
        Some(comparison) => Some((comparison, cursor.whole()?)),
        None => is_none.then_some((Comparison::Is, 0)),
    };
    let Some((comparison, n)) = counted else { return Ok(Condition::Column(tested(cursor)?)) };
    if !cursor.takes(&["orders"]) && !cursor.takes(&["order"]) {
        return Err(cursor.error("orders"));
    }
    let (rows, period) = which(cursor)?;
    Ok(Condition::Orders(Counted { comparison, n, rows, period }))
}

/// A comparison in words, after others.
fn quantity(cursor: &mut Cursor<'_>, before: &[&str]) -> Option<Comparison> {
    const WORDS: [(&[&str], Comparison); 7] = [
        (&["at", "least"], Comparison::AtLeast),
        (&["at", "most"], Comparison::AtMost),
        (&["more", "than"], Comparison::More),
        (&["fewer", "than"], Comparison::Less),
        (&["less", "than"], Comparison::Less),
        (&["not", "exactly"], Comparison::IsNot),
        (&["exactly"], Comparison::Is),
    ];
    WORDS.iter().find(|it| cursor.takes(&[before, it.0].concat())).map(|it| it.1)
}

/// Which orders, and when.
fn which(cursor: &mut Cursor<'_>) -> Parsed<(Vec<Tested>, Option<Period>)> {
    let rows = if cursor.takes(&["where"]) { rows(cursor)? } else { Vec::new() };
    let period = if cursor.takes(&["in", "the", "last"]) {
        let days = cursor.days()?;
        cursor.takes(&["of", "the", "data"]);
        Some(Period::InLastDays(days))
    } else if cursor.takes(&["more", "than"]) {
        Some(Period::BeforeLastDays(before_the_end(cursor)?))
    } else {
        None
    };
    Ok((rows, period))
}

/// Tests of one row, joined by "and".
fn rows(cursor: &mut Cursor<'_>) -> Parsed<Vec<Tested>> {
    let mut rows = vec![tested(cursor)?];
    while cursor.takes(&["and"]) {
        rows.push(tested(cursor)?);
    }
    Ok(rows)
}

/// `90 days before the end of the data`, or `90 days ago`.
fn before_the_end(cursor: &mut Cursor<'_>) -> Parsed<u32> {
    let days = cursor.days()?;
    if cursor.takes(&["before", "the", "end"]) {
        cursor.takes(&["of", "the", "data"]);
        return Ok(days);
    }
    if cursor.takes(&["ago"]) { Ok(days) } else { Err(cursor.error("before the end")) }
}

fn bought(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    let mut steps = vec![Step { rows: rows(cursor)?, within_days: None }];
    loop {
        let has_comma = cursor.takes_sign(",");
        if !cursor.takes(&["then"]) {
            if has_comma {
                return Err(cursor.error("then, and what was bought next"));
            }
            return Ok(Condition::Bought(steps));
        }
        let rows = rows(cursor)?;
        let within_days = if cursor.takes(&["within"]) { Some(cursor.days()?) } else { None };
        steps.push(Step { rows, within_days });
    }
}

fn membership(cursor: &mut Cursor<'_>) -> Parsed<Membership> {
    let of = cursor.name("the name after use")?;
    let has_is = cursor.takes(&["is"]) || cursor.takes_sign("=");
    let is_not = cursor.takes(&["not"]) || (!has_is && cursor.takes_sign("!="));
    let is_list =
        cursor.takes(&["in"]) || cursor.takes(&["one", "of"]) || cursor.follows(0, &Token::Sign("("));
    if !has_is && !is_not && !is_list {
        return Err(cursor.error("is, is not, in or not in"));
    }
    let named = |value: Value| match value {
        Value::Text(name) => Some(name),
        Value::Number(_) | Value::Day(_) => None,
    };
    let error = cursor.error("the name of a segment in quotes");
    let values = if is_list { cursor.values()? } else { vec![cursor.value()?] };
    let names: Vec<String> = values.into_iter().filter_map(named).collect();
    if names.is_empty() { Err(error) } else { Ok(Membership { of, names, is_not }) }
}

/// A measure or a column, and what must hold of it.
fn tested(cursor: &mut Cursor<'_>) -> Parsed<Tested> {
    let field = if cursor.takes(&["last", "order"]) {
        "last_order".to_owned()
    } else if cursor.takes(&["first", "order"]) {
        "first_order".to_owned()
    } else {
        cursor.name("a measure such as frequency, or a column in quotes")?
    };
    Ok(Tested { field, test: test(cursor)? })
}

const SIGNS: [(&str, Comparison); 6] = [
    ("=", Comparison::Is),
    ("!=", Comparison::IsNot),
    ("<", Comparison::Less),
    ("<=", Comparison::AtMost),
    (">", Comparison::More),
    (">=", Comparison::AtLeast),
];

fn test(cursor: &mut Cursor<'_>) -> Parsed<Test> {
    if let Some((_, comparison)) = SIGNS.iter().find(|it| cursor.takes_sign(it.0)) {
        return Ok(Test::Compare(*comparison, cursor.value()?));
    }
    if cursor.takes(&["does", "not"]) {
        let found = text_part(cursor, ["contain", "start", "end"])?;
        let (part, text) = found.ok_or_else(|| cursor.error("contain, start with or end with"))?;
        return Ok(Test::NotText(part, text));
    }
    if let Some((part, text)) = text_part(cursor, ["contains", "starts", "ends"])? {
        return Ok(Test::Text(part, text));
    }
    let has_is = cursor.takes(&["is"]);
    if cursor.takes(&["not"]) {
        return not(cursor, has_is);
    }
    if cursor.takes(&["missing"]) || cursor.takes(&["empty"]) {
        return Ok(Test::Missing);
    }
    if cursor.takes(&["known"]) {
        return Ok(Test::Known);
    }
    if cursor.takes(&["between"]) {
        let low = cursor.value()?;
        if !cursor.takes(&["and"]) {
            return Err(cursor.error("and"));
        }
        return Ok(Test::Between(low, cursor.value()?));
    }
    if cursor.takes(&["one", "of"]) {
        return Ok(Test::In(cursor.values()?));
    }
    if cursor.takes(&["in"]) {
        return within(cursor);
    }
    if cursor.takes(&["above", "the"]) {
        return Ok(Test::Above(middle(cursor)?));
    }
    if cursor.takes(&["below", "the"]) {
        return Ok(Test::Below(middle(cursor)?));
    }
    let is_more = cursor.are_next(&["more", "than"]);
    if let Some(comparison) = quantity(cursor, &[]) {
        let is_days =
            is_more && matches!(cursor.peek(1), Some(Token::Word(word)) if lowered(word).starts_with("day"));
        if is_days {
            return Ok(Test::BeforeLastDays(before_the_end(cursor)?));
        }
        return Ok(Test::Compare(comparison, cursor.value()?));
    }
    if has_is {
        return Ok(Test::Compare(Comparison::Is, cursor.value()?));
    }
    Err(cursor.error("a comparison such as =, >=, between, in, contains, is missing, or in the last 90 days"))
}

/// What "not" or "is not" begins.
fn not(cursor: &mut Cursor<'_>, has_is: bool) -> Parsed<Test> {
    if cursor.takes(&["missing"]) || cursor.takes(&["empty"]) {
        return Ok(Test::Known);
    }
    if cursor.takes(&["in"]) || cursor.takes(&["one", "of"]) {
        return Ok(Test::NotIn(cursor.values()?));
    }
    if has_is {
        return Ok(Test::Compare(Comparison::IsNot, cursor.value()?));
    }
    Err(cursor.error("in, and values in brackets"))
}

/// What "in" begins: values, days or a share.
fn within(cursor: &mut Cursor<'_>) -> Parsed<Test> {
    if cursor.takes(&["the", "last"]) {
        let days = cursor.days()?;
        cursor.takes(&["of", "the", "data"]);
        return Ok(Test::InLastDays(days));
    }
    let make = if cursor.takes(&["the", "top"]) {
        Test::Top
    } else if cursor.takes(&["the", "bottom"]) {
        Test::Bottom
    } else if cursor.takes(&["the"]) {
        return Err(cursor.error("last, top or bottom"));
    } else {
        return Ok(Test::In(cursor.values()?));
    };
    let error = cursor.error("a number from 0 to 100");
    let share = cursor.number("a number from 0 to 100")?;
    if !(0.0..=100.0).contains(&share) {
        return Err(error);
    }
    if cursor.takes_sign("%") || cursor.takes(&["percent"]) {
        Ok(make(share))
    } else {
        Err(cursor.error("%"))
    }
}

fn middle(cursor: &mut Cursor<'_>) -> Parsed<Middle> {
    if cursor.takes(&["median"]) {
        return Ok(Middle::Median);
    }
    let is_average = cursor.takes(&["average"]) || cursor.takes(&["mean"]);
    if is_average { Ok(Middle::Average) } else { Err(cursor.error("median or average")) }
}

/// A part of a text, where one of three verbs says so.
fn text_part(cursor: &mut Cursor<'_>, verbs: [&str; 3]) -> Parsed<Option<(Part, String)>> {
    let [contains, starts, ends] = verbs;
    let part = if cursor.takes(&[contains]) {
        Part::Contains
    } else if cursor.takes(&[starts, "with"]) {
        Part::StartsWith
    } else if cursor.takes(&[ends, "with"]) {
        Part::EndsWith
    } else {
        return Ok(None);
    };
    match cursor.peek(0) {
        Some(Token::Text(text) | Token::Word(text)) if !text.is_empty() => {
            cursor.taken();
            Ok(Some((part, text.clone())))
        }
        Some(Token::Number(_)) => Ok(Some((part, cursor.taken()))),
        _ => Err(cursor.error("a text in quotes")),
    }
}
