//! One line of rules, cut into words, texts, numbers, days and signs.

use crate::engine::json;
use crate::engine::segmentation::rules::text::RuleTextError;
use crate::kernel::letters;
use crate::kernel::value::date;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// Letters, digits and underscores.
    Word(String),
    /// What stands in quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, since 1970-01-01.
    Day(i32),
    /// A comparison, bracket, comma, colon or percent sign.
    Sign(&'static str),
    /// What stands in braces, to the end of the line.
    Braces(String),
}

/// A piece and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The piece.
    pub token: Token,
    /// Column in letters, from 1.
    pub column: usize,
    /// As it stands there.
    pub seen: String,
}

/// A line with something on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Number, from 1.
    pub number: usize,
    /// Blanks before it; a tab counts as four.
    pub indent: usize,
    /// Its pieces.
    pub tokens: Vec<Placed>,
    /// The column after its end.
    pub end: usize,
}

const SIGNS: [(&str, &str); 18] = [
    ("!=", "!="),
    ("<>", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("==", "="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("≠", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("(", "("),
    (")", ")"),
    ("[", "("),
    ("]", ")"),
    (",", ","),
    (":", ":"),
    ("%", "%"),
];

/// The lines of a text; what follows a `#` is left out, and lines with nothing on them.
pub fn lines(text: &str) -> Result<Vec<Line>, RuleTextError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let letters: Vec<char> = line.trim_end().chars().collect();
        let n_blanks = letters.iter().take_while(|it| it.is_ascii_whitespace() || **it == '\u{a0}').count();
        let indent = letters.iter().take(n_blanks).map(|it| if *it == '\t' { 4 } else { 1 }).sum();
        let mut scan = Scan { letters: &letters, at: n_blanks, line: number };
        let tokens = scan.tokens()?;
        if !tokens.is_empty() {
            lines.push(Line { number, indent, tokens, end: letters.len() + 1 });
        }
    }
    Ok(lines)
}

struct Scan<'a> {
    letters: &'a [char],
    at: usize,
    line: usize,
}

impl Scan<'_> {
    fn tokens(&mut self) -> Result<Vec<Placed>, RuleTextError> {
        let mut tokens = Vec::new();
        while let Some(letter) = self.peek(0) {
            if letter.is_ascii_whitespace() || letter == '\u{a0}' {
                self.at += 1;
                continue;
            }
            if letter == '#' {
                break;
            }
            let start = self.at;
            let token = self.token(letter)?;
            tokens.push(Placed { token, column: start + 1, seen: self.seen(start) });
        }
        Ok(tokens)
    }

    fn token(&mut self, letter: char) -> Result<Token, RuleTextError> {
        if let Some(close) = closing(letter) {
            return self.quoted(close);
        }
        if letter == '{' {
            let rest: String = self.letters.iter().skip(self.at).collect();
            self.at = self.letters.len();
            return Ok(Token::Braces(rest));
        }
        let is_signed = letter == '-' && self.peek(1).is_some_and(|it| it.is_ascii_digit());
        if letter.is_ascii_digit() || is_signed {
            return self.number();
        }
        if letters::is_letter(letter) || letter == '_' {
            return Ok(Token::Word(self.taken(|it| letters::is_letter_or_digit(it) || it == '_')));
        }
        let rest: String = self.letters.iter().skip(self.at).take(2).collect();
        match SIGNS.iter().find(|it| rest.starts_with(it.0)) {
            Some((written, sign)) => {
                self.at += written.chars().count();
                Ok(Token::Sign(sign))
            }
            None => Err(self.error(self.at, "a word, a number, a text in quotes or a sign", self.at + 1)),
        }
    }

    /// A text in quotes; a backslash makes the next letter part of it.
    fn quoted(&mut self, close: char) -> Result<Token, RuleTextError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(letter) = self.peek(0) {
            self.at += 1;
            match letter {
                it if it == close => return Ok(Token::Text(text)),
                '\\' => {
                    let escaped = self.peek(0);
                    self.at += 1;
                    match escaped {
                        Some('n') => text.push('\n'),
                        Some('r') => text.push('\r'),
                        Some('t') => text.push('\t'),
                        Some(it) => text.push(it),
                        None => break,
                    }
                }
                it => text.push(it),
            }
        }
        let end = self.letters.len();
        Err(self.error(start, &format!("a closing {close}"), end))
    }

    fn number(&mut self) -> Result<Token, RuleTextError> {
        let start = self.at;
        let ten: String = self.letters.iter().skip(start).take(10).collect();
        let is_over = self.peek(10).is_none_or(|it| !it.is_ascii_digit());
        if let Some(day) =
            date::iso(ten.as_bytes()).filter(|_| is_over && ten.len() == 10 && ten.contains('-'))
        {
            self.at += 10;
            return Ok(Token::Day(day));
        }
        self.at += 1;
        let mut text = self.seen(start);
        text.push_str(&self.taken(|it| it.is_ascii_digit() || it == '.' || it == 'e' || it == 'E'));
        let ends_in_power = text.ends_with(['e', 'E']);
        if ends_in_power && self.peek(0).is_some_and(|it| matches!(it, '+' | '-')) {
            self.at += 1;
            text = self.seen(start);
            text.push_str(&self.taken(|it| it.is_ascii_digit()));
        }
        let is_word = self.peek(0).is_some_and(|it| letters::is_letter(it) || it == '_');
        let plain = text.trim_start_matches('-').trim_start_matches('0');
        let sign = if text.starts_with('-') { "-" } else { "" };
        let lead = if plain.starts_with(|it: char| it.is_ascii_digit()) { "" } else { "0" };
        match json::read::<f64>(&format!("{sign}{lead}{plain}")) {
            Ok(number) if !is_word && number.is_finite() => Ok(Token::Number(number + 0.0)),
            Ok(_) | Err(_) => {
                self.taken(|it| letters::is_letter_or_digit(it) || it == '_' || it == '.');
                Err(self.error(start, "a number such as 1500.50, or a day such as 2026-05-31", self.at))
            }
        }
    }

    fn taken(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let text: String = self.letters.iter().skip(self.at).copied().take_while(|it| belongs(*it)).collect();
        self.at += text.chars().count();
        text
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn seen(&self, start: usize) -> String {
        self.letters.get(start..self.at.min(self.letters.len())).unwrap_or_default().iter().collect()
    }

    fn error(&self, start: usize, expected: &str, end: usize) -> RuleTextError {
        let found = self.letters.get(start..end.min(self.letters.len())).unwrap_or_default().iter().collect();
        RuleTextError { line: self.line, column: start + 1, expected: expected.to_owned(), found }
    }
}

/// The quote that closes what this one opens.
fn closing(letter: char) -> Option<char> {
    match letter {
        '"' | '\'' | '`' => Some(letter),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}
