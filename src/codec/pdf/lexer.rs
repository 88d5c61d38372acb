//! Reads objects as they are written (ISO 32000-2 §7.2 and §7.3).

use super::Error;
use super::object::{Dictionary, Id, Object, is_delimiter, is_space};

/// A place in bytes, and what may still be read from there.
#[derive(Debug)]
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Where the bytes come from, if they were unpacked: the offset of their stream.
    packed_at: Option<usize>,
    /// Values that may still be read.
    pub(super) left: usize,
    /// Arrays and dictionaries that may still be entered.
    depth: usize,
    most_depth: usize,
    most_values: usize,
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize, packed_at: Option<usize>, left: usize, depth: usize) -> Self {
        Self { bytes, at, packed_at, left, depth, most_depth: depth, most_values: left }
    }

    /// How far it has come, in the bytes that it reads.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn malformed(&self, expected: &'static str) -> Error {
        Error::Malformed { offset: self.offset(), expected }
    }

    /// Counts a value that is read.
    pub(super) fn count_one(&mut self) -> Result<(), Error> {
        let too_many = Error::TooMuchWork { what: "objects", limit: self.most_values };
        self.left = self.left.checked_sub(1).ok_or(too_many)?;
        Ok(())
    }

    fn offset(&self) -> usize {
        self.packed_at.unwrap_or(self.at)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn peek_after(&self) -> Option<u8> {
        self.bytes.get(self.at.saturating_add(1)).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'b [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        rest.get(..length).unwrap_or_default()
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            self.take_while(is_space);
            if self.peek() != Some(b'%') {
                return;
            }
            self.take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        }
    }

    /// Takes a word, if it stands next and ends there.
    pub(super) fn takes(&mut self, word: &str) -> bool {
        self.skip_space();
        let after = self.rest().strip_prefix(word.as_bytes());
        let found = after.is_some_and(|after| after.first().is_none_or(|byte| is_space(*byte) || is_delimiter(*byte)));
        if found {
            self.at = self.at.saturating_add(word.len());
        }
        found
    }

    /// Takes the line end after the word `stream` (§7.3.8.1): CR LF or LF.
    pub(super) fn takes_line_end(&mut self) -> bool {
        let length = match self.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => return false,
        };
        self.at = self.at.saturating_add(length);
        true
    }

    /// A whole number without a sign, and nothing else.
    pub(super) fn count(&mut self, expected: &'static str) -> Result<usize, Error> {
        self.skip_space();
        let start = self.at;
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let value = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        value.ok_or_else(|| {
            self.at = start;
            self.malformed(expected)
        })
    }

    /// The number, generation and word that an indirect object starts with.
    pub(super) fn heading(&mut self) -> Result<Id, Error> {
        let expected = "an object with its number and generation";
        let start = self.at;
        let id = (self.count(expected)?, self.count(expected)?);
        match (u32::try_from(id.0), u16::try_from(id.1), self.takes("obj")) {
            (Ok(number), Ok(generation), true) => Ok(Id { number, generation }),
            _ => {
                self.at = start;
                Err(self.malformed(expected))
            }
        }
    }

    pub(super) fn object(&mut self) -> Result<Object, Error> {
        self.skip_space();
        self.count_one()?;
        match self.peek() {
            Some(b'/') => Ok(Object::Name(self.name()?)),
            Some(b'(') => Ok(Object::String(self.literal()?)),
            Some(b'<') if self.peek_after() == Some(b'<') => Ok(Object::Dictionary(self.dictionary()?)),
            Some(b'<') => Ok(Object::String(self.hexadecimal()?)),
            Some(b'[') => self.array(),
            Some(b'+' | b'-' | b'.' | b'0'..=b'9') => self.number(),
            _ if self.takes("true") => Ok(Object::Boolean(true)),
            _ if self.takes("false") => Ok(Object::Boolean(false)),
            _ if self.takes("null") => Ok(Object::Null),
            _ => Err(self.malformed("an object")),
        }
    }

    fn enter(&mut self) -> Result<(), Error> {
        let too_deep = Error::TooDeep { offset: self.offset(), limit: self.most_depth };
        self.depth = self.depth.checked_sub(1).ok_or(too_deep)?;
        Ok(())
    }

    fn array(&mut self) -> Result<Object, Error> {
        self.enter()?;
        self.step();
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => break,
                None => return Err(self.malformed("the end of an array")),
                Some(_) => items.push(self.object()?),
            }
        }
        self.step();
        self.depth = self.depth.saturating_add(1);
        Ok(Object::Array(items))
    }

    /// Two values at one key would let two readers read two things.
    pub(super) fn dictionary(&mut self) -> Result<Dictionary, Error> {
        self.skip_space();
        if !self.rest().starts_with(b"<<") {
            return Err(self.malformed("a dictionary"));
        }
        self.enter()?;
        self.at = self.at.saturating_add(2);
        let mut dictionary = Dictionary::default();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'/') => {}
                Some(b'>') if self.peek_after() == Some(b'>') => break,
                _ => return Err(self.malformed("a key of a dictionary, or its end")),
            }
            let start = self.at;
            let key = self.name()?;
            let value = self.object()?;
            if dictionary.0.insert(key, value).is_some() {
                self.at = start;
                return Err(self.malformed("each key once in a dictionary"));
            }
        }
        self.at = self.at.saturating_add(2);
        self.depth = self.depth.saturating_add(1);
        Ok(dictionary)
    }

    fn name(&mut self) -> Result<Vec<u8>, Error> {
        self.step();
        let written = self.take_while(|byte| !is_space(byte) && !is_delimiter(byte));
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let Some((first, after)) = rest.split_first() {
            rest = match (first, after) {
                (b'#', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    name.push(half(*high) << 4 | half(*low));
                    after
                }
                (b'#', _) => return Err(self.malformed("two hexadecimal digits after `#` in a name")),
                _ => {
                    name.push(*first);
                    after
                }
            };
        }
        Ok(name)
    }

    /// A number, or a reference: whole number, whole number, R.
    fn number(&mut self) -> Result<Object, Error> {
        let written = self.take_while(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9'));
        let (unsigned, is_signed) = match written {
            [b'+' | b'-', unsigned @ ..] => (unsigned, true),
            unsigned => (unsigned, false),
        };
        let digits = unsigned.iter().filter(|byte| byte.is_ascii_digit()).count();
        let points = unsigned.iter().filter(|byte| **byte == b'.').count();
        if digits == 0 || points > 1 || digits.saturating_add(points) != unsigned.len() {
            return Err(self.malformed("a number"));
        }
        if points == 1 {
            return Ok(Object::Real(written.to_vec()));
        }
        let value = std::str::from_utf8(written).ok().and_then(|text| text.parse::<i64>().ok());
        let value = value.ok_or_else(|| self.malformed("a whole number of at most 64 bits"))?;
        let reference = u32::try_from(value).ok().filter(|_| !is_signed).and_then(|number| self.reference(number));
        Ok(reference.map_or(Object::Integer(value), Object::Reference))
    }

    /// The rest of a reference, or nothing taken.
    fn reference(&mut self, number: u32) -> Option<Id> {
        let start = self.at;
        self.skip_space();
        let generation = self.take_while(|byte| byte.is_ascii_digit());
        let generation = std::str::from_utf8(generation).ok().and_then(|digits| digits.parse().ok());
        let id = generation.filter(|_| self.takes("R")).map(|generation| Id { number, generation });
        if id.is_none() {
            self.at = start;
        }
        id
    }

    /// A string in parentheses (§7.3.4.2).
    fn literal(&mut self) -> Result<Vec<u8>, Error> {
        let start = self.at;
        self.step();
        let (mut string, mut open) = (Vec::new(), 1_usize);
        loop {
            let Some(byte) = self.peek() else {
                self.at = start;
                return Err(self.malformed("a string with an end"));
            };
            self.step();
            match byte {
                b'(' => open = open.saturating_add(1),
                b')' if open == 1 => return Ok(string),
                b')' => open = open.saturating_sub(1),
                b'\\' => {
                    string.extend(self.escaped());
                    continue;
                }
                // A line end counts as one line feed, whatever it is.
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.step();
                    }
                    string.push(b'\n');
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
    }

    /// What stands for a backslash and what follows it (table 3).
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        if matches!(byte, b'0'..=b'7') {
            let mut value = 0_u8;
            for _ in 0..3 {
                let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                // High-order overflow is ignored, says the table.
                value = value.wrapping_shl(3) | digit & 7;
                self.step();
            }
            return Some(value);
        }
        self.step();
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.step();
                }
                None
            }
            b'\n' => None,
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Error> {
        let expected = "a string of hexadecimal digits with an end";
        let start = self.at;
        self.step();
        let written = self.take_while(|byte| byte != b'>');
        let digits: Vec<u8> = written.iter().copied().filter(|byte| !is_space(*byte)).collect();
        if self.peek() != Some(b'>') || !digits.iter().all(u8::is_ascii_hexdigit) {
            self.at = start;
            return Err(self.malformed(expected));
        }
        self.step();
        // A digit that is missing at the end is 0.
        let byte = |pair: &[u8]| match pair {
            [high, low] => half(*high) << 4 | half(*low),
            [high] => half(*high) << 4,
            _ => 0,
        };
        Ok(digits.chunks(2).map(byte).collect())
    }
}

/// The value of a hexadecimal digit.
fn half(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit.wrapping_sub(b'0'),
        b'a'..=b'f' => digit.wrapping_sub(b'a').wrapping_add(10),
        _ => digit.wrapping_sub(b'A').wrapping_add(10),
    }
}
