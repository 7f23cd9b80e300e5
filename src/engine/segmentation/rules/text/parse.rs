//! From lines to a tree, by how far they are indented.

use crate::engine::json;
use crate::engine::segmentation::Method;
use crate::engine::segmentation::rules::text::RuleTextError;
use crate::engine::segmentation::rules::text::condition::condition;
use crate::engine::segmentation::rules::text::cursor::Cursor;
use crate::engine::segmentation::rules::text::scan::{Line, Token, lines};
use crate::engine::segmentation::rules::tree::{MAX_DEPTH, Overlap, Rule, RuleSegment, RulesOptions, Used};

/// Reads rules. What they speak of is looked for when they meet a file.
pub fn parse(text: &str) -> Result<RulesOptions, RuleTextError> {
    let lines = lines(text)?;
    let mut rest = lines.as_slice();
    let mut options = RulesOptions::default();
    while let Some((line, following)) = rest.split_first() {
        rest = following;
        let mut cursor = Cursor::new(line);
        if cursor.takes(&["segment"]) {
            let name = cursor.name("the segment’s name in quotes")?;
            cursor.sign(":")?;
            cursor.end()?;
            let all = block(&mut rest, line, 1)?;
            options.segments.push(RuleSegment { name, all });
        } else if cursor.takes(&["use"]) {
            options.uses.push(used(&mut cursor)?);
        } else if cursor.takes(&["several", "allowed"]) {
            options.overlap = Overlap::Several;
            cursor.end()?;
        } else if cursor.takes(&["first", "match", "wins"]) {
            options.overlap = Overlap::FirstWins;
            cursor.end()?;
        } else if cursor.takes(&["everyone", "else"]) {
            cursor.sign(":")?;
            options.everyone_else = cursor.name("a name in quotes")?;
            cursor.end()?;
        } else {
            return Err(cursor.error("segment \"Name\":, use, several allowed, or everyone else:"));
        }
    }
    if options.segments.is_empty() {
        let number = text.lines().count().max(1);
        return Err(RuleTextError {
            line: number,
            column: 1,
            expected: "segment \"Name\": and below it, indented, what must hold".to_owned(),
            found: String::new(),
        });
    }
    Ok(options)
}

/// The lines below another one.
fn block(rest: &mut &[Line], above: &Line, depth: usize) -> Result<Vec<Rule>, RuleTextError> {
    let mut rules = Vec::new();
    let Some(first) = rest.first().filter(|it| it.indent > above.indent) else {
        return Err(RuleTextError {
            line: above.number,
            column: above.end,
            expected: "a condition on the next line, indented further".to_owned(),
            found: String::new(),
        });
    };
    let indent = first.indent;
    while let Some((line, following)) = rest.split_first().filter(|it| it.0.indent > above.indent) {
        let mut cursor = Cursor::new(line);
        if line.indent != indent {
            return Err(cursor.error("the same indentation as the line above"));
        }
        *rest = following;
        let Some(group) = group(&mut cursor)? else {
            rules.push(Rule::Is(condition(&mut cursor)?));
            cursor.end()?;
            continue;
        };
        if depth >= MAX_DEPTH {
            return Err(cursor.error("fewer groups within each other"));
        }
        rules.push(group(block(rest, line, depth + 1)?));
    }
    Ok(rules)
}

/// Makes a line of those below it.
type Group = fn(Vec<Rule>) -> Rule;

/// What `all:`, `any:` and `none:` make of the lines below them.
fn group(cursor: &mut Cursor<'_>) -> Result<Option<Group>, RuleTextError> {
    let groups: [(&str, Group); 3] = [("all", Rule::All), ("any", Rule::Any), ("none", Rule::None)];
    for (word, make) in groups {
        let is_group = cursor.follows(1, &Token::Sign(":")) || cursor.are_next(&[word, "of"]);
        if is_group && cursor.takes(&[word]) {
            cursor.takes(&["of"]);
            cursor.takes(&["these"]);
            cursor.sign(":")?;
            cursor.end()?;
            return Ok(Some(make));
        }
    }
    Ok(None)
}

/// `use NAME = METHOD {OPTIONS}`.
fn used(cursor: &mut Cursor<'_>) -> Result<Used, RuleTextError> {
    const EXPECTED: &str =
        "rfm, kmeans, tiers or another method, and its options in braces where they matter";
    let name = cursor.name("a name for the other way to segment")?;
    cursor.sign("=")?;
    let at = cursor.error(EXPECTED);
    let word = match cursor.next() {
        Some(Token::Word(word)) if word == "kmeans" => "groups".to_owned(),
        Some(Token::Word(word)) => word.clone(),
        _ => return Err(at),
    };
    let options = match cursor.next() {
        Some(Token::Braces(options)) => options.as_str(),
        Some(_) => return Err(at),
        None => "{}",
    };
    match json::read::<Method>(&format!("{{\"{word}\":{options}}}")) {
        Ok(method) => Ok(Used { name, method }),
        Err(_) => Err(at),
    }
}
