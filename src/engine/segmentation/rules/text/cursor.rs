//! Where reading stands on a line of rules.

use crate::engine::segmentation::rules::text::RuleTextError;
use crate::engine::segmentation::rules::text::scan::{Line, Token};
use crate::engine::segmentation::rules::tree::Value;
use crate::kernel::letters::lowered;

/// What was read, or why not.
pub type Parsed<T> = Result<T, RuleTextError>;

/// Where reading stands on a line.
pub struct Cursor<'a> {
    line: &'a Line,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the start.
    pub fn new(line: &'a Line) -> Self {
        Self { line, at: 0 }
    }

    /// The piece so far ahead.
    pub fn peek(&self, ahead: usize) -> Option<&'a Token> {
        self.line.tokens.get(self.at + ahead).map(|it| &it.token)
    }

    /// The next piece.
    pub fn next(&mut self) -> Option<&'a Token> {
        let token = self.peek(0);
        self.at += usize::from(token.is_some());
        token
    }

    /// Whether a piece stands so far ahead.
    pub fn follows(&self, ahead: usize, token: &Token) -> bool {
        self.peek(ahead) == Some(token)
    }

    /// Whether these words come next, in small or capital letters.
    pub fn are_next(&self, words: &[&str]) -> bool {
        let is = |(ahead, word): (usize, &&str)| match self.peek(ahead) {
            Some(Token::Word(found)) => lowered(found) == **word,
            _ => false,
        };
        words.iter().enumerate().all(is)
    }

    /// Passes over these words if they come next.
    pub fn takes(&mut self, words: &[&str]) -> bool {
        let are_next = self.are_next(words);
        self.at += if are_next { words.len() } else { 0 };
        are_next
    }

    /// Passes over a sign if it comes next.
    pub fn takes_sign(&mut self, sign: &'static str) -> bool {
        let is_next = self.follows(0, &Token::Sign(sign));
        self.at += usize::from(is_next);
        is_next
    }

    /// Passes over a sign that must come next.
    pub fn sign(&mut self, sign: &'static str) -> Parsed<()> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.error(sign)) }
    }

    /// A name, in quotes or a word.
    pub fn name(&mut self, expected: &str) -> Parsed<String> {
        match self.peek(0) {
            Some(Token::Word(name) | Token::Text(name)) => {
                self.at += 1;
                Ok(name.clone())
            }
            _ => Err(self.error(expected)),
        }
    }

    /// Nothing more may stand on the line.
    pub fn end(&self) -> Parsed<()> {
        if self.peek(0).is_none() { Ok(()) } else { Err(self.error("the end of the line")) }
    }

    /// What was expected where reading stands.
    pub fn error(&self, expected: &str) -> RuleTextError {
        let here = self.line.tokens.get(self.at);
        RuleTextError {
            line: self.line.number,
            column: here.map_or(self.line.end, |it| it.column),
            expected: expected.to_owned(),
            found: here.map_or_else(String::new, |it| it.seen.clone()),
        }
    }

    /// A number that must come next.
    pub fn number(&mut self, expected: &str) -> Parsed<f64> {
        match self.peek(0) {
            Some(Token::Number(number)) => {
                self.at += 1;
                Ok(*number)
            }
            _ => Err(self.error(expected)),
        }
    }

    /// A whole number that must come next.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number in range")]
    pub fn whole(&mut self) -> Parsed<u32> {
        let error = self.error("a whole number");
        let number = self.number("a whole number")?;
        let is_whole = (0.0..=f64::from(u32::MAX)).contains(&number) && number.fract() == 0.0;
        if is_whole { Ok(number as u32) } else { Err(error) }
    }

    /// A number of days and the word.
    pub fn days(&mut self) -> Parsed<u32> {
        let n = self.whole()?;
        if self.takes(&["days"]) || self.takes(&["day"]) { Ok(n) } else { Err(self.error("days")) }
    }

    /// A number, a day or a text that must come next.
    pub fn value(&mut self) -> Parsed<Value> {
        let value = match self.peek(0) {
            Some(Token::Number(number)) => Value::Number(*number),
            Some(Token::Day(day)) => Value::Day(*day),
            Some(Token::Text(text) | Token::Word(text)) => Value::Text(text.clone()),
            _ => return Err(self.error("a number, a day or a text in quotes")),
        };
        self.at += 1;
        Ok(value)
    }

    /// Values in brackets.
    pub fn values(&mut self) -> Parsed<Vec<Value>> {
        self.sign("(")?;
        let mut values = vec![self.value()?];
        while self.takes_sign(",") {
            values.push(self.value()?);
        }
        if !self.takes_sign(")") {
            return Err(self.error(", or )"));
        }
        Ok(values)
    }

    /// Passes over the next piece; what stands there.
    pub fn taken(&mut self) -> String {
        let seen = self.line.tokens.get(self.at).map_or_else(String::new, |it| it.seen.clone());
        self.at += 1;
        seen
    }
}
