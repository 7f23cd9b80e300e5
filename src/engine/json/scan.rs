//! The text of JSON, piece by piece.

use crate::engine::json::{Misfit, Place};
use crate::kernel::decimal::nearest;

/// Lists and objects inside each other at most.
const MAX_DEPTH: usize = 100;

/// A text and how far it was read.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// A number as it is written.
pub enum Number {
    /// Whole, without a sign.
    Natural(u64),
    /// Whole, below zero.
    Negative(i64),
    /// Anything else.
    Fraction(f64),
}

impl<'a> Reader<'a> {
    /// At the start.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// Where reading stopped.
    pub fn place(&self) -> Place {
        let before = self.text.get(..self.text.floor_char_boundary(self.at)).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        Place { line: before.matches('\n').count() + 1, column: before.len() - start + 1 }
    }

    /// Goes into a list or an object; refuses where that many are inside each other already that
    /// values within values could use up the stack.
    pub fn enter(&mut self) -> Result<(), Misfit> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Misfit) } else { Ok(()) }
    }

    /// Comes out of it.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Makes sure that nothing follows.
    pub fn end(&mut self) -> Result<(), Misfit> {
        if self.peek().is_none() { Ok(()) } else { Err(Misfit) }
    }

    /// The next byte that is no blank.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Passes a byte if it comes next.
    pub fn is_next(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Passes a byte.
    pub fn expect(&mut self, byte: u8) -> Result<(), Misfit> {
        if self.is_next(byte) { Ok(()) } else { Err(Misfit) }
    }

    /// Passes a word if it comes next.
    pub fn is_word(&mut self, word: &str) -> bool {
        let is_here = self.peek().is_some() && self.rest().starts_with(word);
        self.at += if is_here { word.len() } else { 0 };
        is_here
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads true or false.
    pub fn boolean(&mut self) -> Result<bool, Misfit> {
        if self.is_word("true") {
            Ok(true)
        } else if self.is_word("false") {
            Ok(false)
        } else {
            Err(Misfit)
        }
    }

    /// Reads null.
    pub fn null(&mut self) -> Result<(), Misfit> {
        if self.is_word("null") { Ok(()) } else { Err(Misfit) }
    }

    /// Reads a text.
    pub fn string(&mut self) -> Result<String, Misfit> {
        self.expect(b'"')?;
        let mut found = String::new();
        loop {
            let rest = self.rest();
            let n = rest.bytes().position(|it| it < b' ' || it == b'"' || it == b'\\').ok_or(Misfit)?;
            found.push_str(rest.get(..n).unwrap_or_default());
            self.at += n + 1;
            match rest.as_bytes().get(n) {
                Some(b'"') => return Ok(found),
                Some(b'\\') => found.push(self.escaped()?),
                _ => return Err(Misfit),
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, Misfit> {
        let byte = *self.text.as_bytes().get(self.at).ok_or(Misfit)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                let is_high = (0xD800..0xDC00).contains(&first);
                let code = if is_high && self.rest().starts_with("\\u") {
                    self.at += 2;
                    let second = self.hex()?.checked_sub(0xDC00).filter(|it| *it < 0x400).ok_or(Misfit)?;
                    0x10000 + ((first - 0xD800) << 10) + second
                } else {
                    first
                };
                char::from_u32(code).ok_or(Misfit)?
            }
            _ => return Err(Misfit),
        })
    }

    fn hex(&mut self) -> Result<u32, Misfit> {
        let digits = self.rest().get(..4).ok_or(Misfit)?;
        self.at += 4;
        digits.chars().try_fold(0, |code, it| Some(code * 16 + it.to_digit(16)?)).ok_or(Misfit)
    }

    /// Reads a number.
    pub fn number(&mut self) -> Result<Number, Misfit> {
        // Blanks may stand before a number, not in it.
        let is_negative = self.is_next(b'-');
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(Misfit);
        }
        let mut digits = whole.to_owned();
        let mut power: i32 = 0;
        let mut is_whole = true;
        if self.rest().starts_with('.') {
            self.at += 1;
            let fraction = self.digits()?;
            digits.push_str(fraction);
            power = i32::try_from(fraction.len()).map_or(i32::MIN, |it| -it);
            is_whole = false;
        }
        if self.rest().starts_with(['e', 'E']) {
            self.at += 1;
            let is_below = self.rest().starts_with('-');
            self.at += usize::from(is_below || self.rest().starts_with('+'));
            let exponent = self.digits()?.parse().unwrap_or(i32::MAX);
            power = power.saturating_add(if is_below { -exponent } else { exponent });
            is_whole = false;
        }
        match digits.parse::<u64>() {
            Ok(natural) if is_whole && !is_negative => return Ok(Number::Natural(natural)),
            Ok(natural) if is_whole && natural > 0 => {
                if let Some(negative) = 0_i64.checked_sub_unsigned(natural) {
                    return Ok(Number::Negative(negative));
                }
            }
            _ => {}
        }
        let value = nearest(&digits, power);
        let value = if is_negative { -value } else { value };
        if value.is_finite() { Ok(Number::Fraction(value)) } else { Err(Misfit) }
    }

    /// One digit at least, without blanks before.
    fn digits(&mut self) -> Result<&'a str, Misfit> {
        let rest = self.rest();
        let n = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += n;
        rest.get(..n).filter(|it| !it.is_empty()).ok_or(Misfit)
    }

    /// Passes a value of any kind.
    pub fn skip(&mut self, depth: usize) -> Result<(), Misfit> {
        match self.peek() {
            _ if depth > MAX_DEPTH => Err(Misfit),
            Some(b'"') => self.string().map(drop),
            Some(b'[') => {
                let mut items = Items::of(self, b'[', b']')?;
                while items.is_more()? {
                    items.reader.skip(depth + 1)?;
                }
                Ok(())
            }
            Some(b'{') => {
                let mut items = Items::of(self, b'{', b'}')?;
                while items.is_more()? {
                    items.reader.string()?;
                    items.reader.expect(b':')?;
                    items.reader.skip(depth + 1)?;
                }
                Ok(())
            }
            Some(b't' | b'f') => self.boolean().map(drop),
            Some(b'n') => self.null(),
            _ => self.number().map(drop),
        }
    }
}

/// What stands in a list or an object, one by one.
pub struct Items<'r, 'a> {
    /// Stands before the next item.
    pub reader: &'r mut Reader<'a>,
    last: u8,
    is_first: bool,
    is_over: bool,
}

impl<'r, 'a> Items<'r, 'a> {
    /// Goes inside.
    pub fn of(reader: &'r mut Reader<'a>, first: u8, last: u8) -> Result<Self, Misfit> {
        reader.expect(first)?;
        Ok(Self { reader, last, is_first: true, is_over: false })
    }

    /// Passes what stands between items; whether there is another.
    pub fn is_more(&mut self) -> Result<bool, Misfit> {
        if self.is_over || self.reader.is_next(self.last) {
            // A comma asks for one more.
            self.is_over = true;
            return Ok(false);
        }
        if !std::mem::replace(&mut self.is_first, false) {
            self.reader.expect(b',')?;
            if self.reader.peek() == Some(self.last) {
                return Err(Misfit);
            }
        }
        Ok(true)
    }

    /// What is left must be nothing.
    pub fn close(mut self) -> Result<(), Misfit> {
        if self.is_more()? { Err(Misfit) } else { Ok(()) }
    }
}
