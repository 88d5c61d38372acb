//! The strict reader: one pass, no recursion, a table row for each value.

use super::error::{Error, cut};
use super::node::{Entry, Span, Tag, row_place as place};
use super::{Document, number, scan};
use crate::base::limits::Limits;
use std::sync::Arc;

/// Reads a whole text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let source = check_text(bytes, limits)?;
    let mut reader = Reader {
        source,
        rest: source.as_bytes(),
        text: source.to_owned(),
        nodes: Vec::with_capacity((source.len() >> 4).min(limits.json_nodes).saturating_add(1)),
        open: None,
        depth: 0,
        limits,
    };
    reader.skip_white();
    reader.values()?;
    Ok(Document { text: Arc::new(reader.text), source_len: source.len(), nodes: reader.nodes })
}

/// Size, then byte order marks, then UTF-8.
fn check_text<'s>(bytes: &'s [u8], limits: &Limits) -> Result<&'s str, Error> {
    let limit = limits.document_bytes.min(LONGEST_TEXT);
    if bytes.len() > limit {
        return Err(Error::TooLarge { limit, found: bytes.len() });
    }
    if bytes.starts_with(b"\xef\xbb\xbf") || bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xff\xfe") {
        return Err(Error::Malformed {
            offset: 0,
            expected: "UTF-8 without a byte order mark",
            found: Some('\u{feff}'),
        });
    }
    std::str::from_utf8(bytes).map_err(|e| Error::InvalidUnicode { offset: e.valid_up_to() })
}

struct Reader<'s> {
    source: &'s str,
    /// What is left to read of `source`.
    rest: &'s [u8],
    /// `source`, then what escaped strings stand for.
    text: String,
    nodes: Vec<Entry>,
    /// The innermost array or object that is not closed yet.
    open: Option<Open>,
    depth: usize,
    limits: &'s Limits,
}

#[derive(Clone, Copy)]
struct Open {
    index: u32,
    is_object: bool,
}

impl<'s> Reader<'s> {
    /// Reads values, each with the commas and brackets after it, until the root is complete.
    fn values(&mut self) -> Result<(), Error> {
        let mut name = Span::default();
        loop {
            let opened = self.value(name)?;
            self.skip_white();
            name = match (opened, self.rest) {
                (Some(Tag::Object), [b'}', ..]) | (Some(Tag::Array), [b']', ..]) => match self.after_value()? {
                    Some(name) => name,
                    None => return Ok(()),
                },
                (Some(Tag::Object), _) => self.name()?,
                (Some(_), _) => Span::default(),
                (None, _) => match self.after_value()? {
                    Some(name) => name,
                    None => return Ok(()),
                },
            };
        }
    }

    /// Closes what ends here and steps over one comma: the name of the next value, or `None` after the root.
    fn after_value(&mut self) -> Result<Option<Span>, Error> {
        loop {
            self.skip_white();
            match (self.open, self.rest) {
                (Some(open), [b',', rest @ ..]) => {
                    // A comma after an opening bracket never gets here: `values` reads a name or value there.
                    self.rest = rest;
                    self.skip_white();
                    return if open.is_object { self.name().map(Some) } else { Ok(Some(Span::default())) };
                }
                (Some(open @ Open { is_object: true, .. }), [b'}', rest @ ..])
                | (Some(open @ Open { is_object: false, .. }), [b']', rest @ ..]) => {
                    self.rest = rest;
                    self.close(open)?;
                }
                (Some(Open { is_object: true, .. }), _) => return Err(self.malformed("`,` or `}`")),
                (Some(_), _) => return Err(self.malformed("`,` or `]`")),
                (None, []) => return Ok(None),
                (None, _) => return Err(self.malformed("the end of the text")),
            }
        }
    }

    /// Reads a scalar, or the opening bracket of an array or object, whose tag is returned.
    fn value(&mut self, name: Span) -> Result<Option<Tag>, Error> {
        let start = self.offset();
        if self.nodes.len() >= self.limits.json_nodes {
            return Err(Error::TooManyNodes { offset: start, limit: self.limits.json_nodes });
        }
        match self.rest {
            [b'"', rest @ ..] => {
                self.rest = rest;
                let value = self.string()?;
                self.push(Tag::String, start, name, value);
                Ok(None)
            }
            [b'{', rest @ ..] => self.enter(Tag::Object, rest, name).map(Some),
            [b'[', rest @ ..] => self.enter(Tag::Array, rest, name).map(Some),
            [b'-' | b'0'..=b'9', ..] => {
                self.number()?;
                self.push(Tag::Number, start, name, Span::default());
                Ok(None)
            }
            [b't', b'r', b'u', b'e', rest @ ..] => Ok(self.literal(Tag::True, rest, name)),
            [b'f', b'a', b'l', b's', b'e', rest @ ..] => Ok(self.literal(Tag::False, rest, name)),
            [b'n', b'u', b'l', b'l', rest @ ..] => Ok(self.literal(Tag::Null, rest, name)),
            _ => Err(self.malformed("a value")),
        }
    }

    fn literal(&mut self, tag: Tag, rest: &'s [u8], name: Span) -> Option<Tag> {
        let start = self.offset();
        self.rest = rest;
        self.push(tag, start, name, Span::default());
        None
    }

    fn enter(&mut self, tag: Tag, rest: &'s [u8], name: Span) -> Result<Tag, Error> {
        let start = self.offset();
        if self.depth >= self.limits.json_depth {
            return Err(Error::TooDeep { offset: start, limit: self.limits.json_depth });
        }
        self.depth = self.depth.saturating_add(1);
        self.rest = rest;
        let index = row(self.nodes.len());
        self.push(tag, start, name, Span::default());
        self.open = Some(Open { index, is_object: tag == Tag::Object });
        Ok(tag)
    }

    fn close(&mut self, open: Open) -> Result<(), Error> {
        if open.is_object {
            self.check_many_names(open)?;
        }
        let (end, next) = (row(self.offset()), row(self.nodes.len()));
        self.depth = self.depth.saturating_sub(1);
        let mut parent = 0;
        if let Some(entry) = self.nodes.get_mut(place(open.index)) {
            entry.source.end = end;
            entry.next = next;
            parent = entry.parent;
        }
        let is_object = self.nodes.get(place(parent)).is_some_and(|entry| entry.tag == Tag::Object);
        self.open = (open.index != 0).then_some(Open { index: parent, is_object });
        Ok(())
    }

    /// Adds a row for a value that ends here; an array or object gets its end when it closes.
    fn push(&mut self, tag: Tag, start: usize, name: Span, value: Span) {
        let parent = self.open.map_or(0, |open| open.index);
        if let Some(entry) = self.open.and_then(|open| self.nodes.get_mut(place(open.index))) {
            entry.len = entry.len.saturating_add(1);
        }
        let mut entry = Entry::new(tag, span(start, self.offset()), name, parent);
        entry.value = value;
        entry.next = row(self.nodes.len()).saturating_add(1);
        self.nodes.push(entry);
    }

    /// Reads `"name" :` and the white space around it.
    fn name(&mut self) -> Result<Span, Error> {
        let start = self.offset();
        let [b'"', rest @ ..] = self.rest else { return Err(self.malformed("a name in quotes")) };
        self.rest = rest;
        let name = self.string()?;
        self.check_name(name, start)?;
        self.skip_white();
        let [b':', rest @ ..] = self.rest else { return Err(self.malformed("`:`")) };
        self.rest = rest;
        self.skip_white();
        Ok(name)
    }

    /// Compares a name with the ones before it, as long as they are few.
    fn check_name(&self, name: Span, offset: usize) -> Result<(), Error> {
        let Some(open) = self.open else { return Ok(()) };
        let members = self.nodes.get(place(open.index)).map_or(0, |entry| entry.len);
        if members > FEW_NAMES {
            return Ok(());
        }
        let length = name.len();
        let mut sibling = open.index.saturating_add(1);
        for _ in 0..members {
            let Some(entry) = self.nodes.get(place(sibling)) else { break };
            if entry.name.len() == length && self.slice(entry.name) == self.slice(name) {
                return Err(Error::DuplicateKey { offset, name: cut(self.slice(name)) });
            }
            sibling = entry.next;
        }
        Ok(())
    }

    /// Compares all names of a closing object by sorting them, when they were too many to compare one by one.
    fn check_many_names(&self, open: Open) -> Result<(), Error> {
        let members = self.nodes.get(place(open.index)).map_or(0, |entry| entry.len);
        if members <= FEW_NAMES {
            return Ok(());
        }
        let mut names = Vec::with_capacity(place(members));
        let mut sibling = open.index.saturating_add(1);
        let mut before = 0;
        for _ in 0..members {
            let Some(entry) = self.nodes.get(place(sibling)) else { break };
            names.push((self.slice(entry.name), before));
            before = entry.source.end;
            sibling = entry.next;
        }
        names.sort_unstable();
        let again = names.windows(2).filter_map(|pair| match pair {
            [(first, _), (second, before)] if first == second => Some((place(*before), *second)),
            _ => None,
        });
        let Some((before, name)) = again.min() else { return Ok(()) };
        // Between two members stand a comma, white space, and the quote that opens the name.
        let quote = self.source.get(before..).and_then(|rest| rest.find('"')).unwrap_or_default();
        Err(Error::DuplicateKey { offset: before.saturating_add(quote), name: cut(name) })
    }

    /// Reads the characters of a string and its closing quote.
    fn string(&mut self) -> Result<Span, Error> {
        let start = self.offset();
        let length = scan::plain_length(self.rest);
        match self.rest.get(length..) {
            Some([b'"', rest @ ..]) => {
                self.rest = rest;
                Ok(span(start, start.saturating_add(length)))
            }
            _ => self.escaped_string(),
        }
    }

    fn escaped_string(&mut self) -> Result<Span, Error> {
        let start = self.text.len();
        loop {
            let from = self.offset();
            let length = scan::plain_length(self.rest);
            self.text.push_str(self.source.get(from..from.saturating_add(length)).unwrap_or_default());
            self.rest = self.rest.get(length..).unwrap_or_default();
            match self.rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Ok(span(start, self.text.len()));
                }
                [b'\\', ..] => {
                    let character = self.escape()?;
                    self.text.push(character);
                }
                [] => return Err(self.malformed("`\"`")),
                _ => return Err(self.malformed("an escape in the place of a control character")),
            }
        }
    }

    /// Reads one escape sequence (RFC 8259 section 7).
    fn escape(&mut self) -> Result<char, Error> {
        let [_, kind, rest @ ..] = self.rest else {
            self.rest = &[];
            return Err(self.malformed("the rest of an escape"));
        };
        let character = match kind {
            b'"' | b'\\' | b'/' => char::from(*kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.malformed("an escape that JSON knows")),
        };
        self.rest = rest;
        Ok(character)
    }

    /// Reads `\uXXXX`, or two of them for a character outside the basic plane.
    fn unicode_escape(&mut self) -> Result<char, Error> {
        let broken = Error::InvalidUnicode { offset: self.offset() };
        let unit = self.code_unit()?;
        if let Some(character) = char::from_u32(u32::from(unit)) {
            return Ok(character);
        }
        if !self.rest.starts_with(b"\\u") {
            return Err(broken);
        }
        let low = self.code_unit()?;
        char::decode_utf16([unit, low]).next().and_then(Result::ok).ok_or(broken)
    }

    fn code_unit(&mut self) -> Result<u16, Error> {
        let digits = self.rest.get(2..6).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let unit = digits.and_then(|digits| std::str::from_utf8(digits).ok()).map(|hex| u16::from_str_radix(hex, 16));
        let Some(Ok(unit)) = unit else { return Err(self.malformed("four hexadecimal digits after `\\u`")) };
        self.rest = self.rest.get(6..).unwrap_or_default();
        Ok(unit)
    }

    fn number(&mut self) -> Result<(), Error> {
        let start = self.offset();
        if let [b'-', rest @ ..] = self.rest {
            self.rest = rest;
        }
        match self.rest {
            [b'0', rest @ ..] => self.rest = rest,
            _ => self.digits()?,
        }
        let mut is_integer = true;
        if let [b'.', rest @ ..] = self.rest {
            is_integer = false;
            self.rest = rest;
            self.digits()?;
        }
        if let [b'e' | b'E', rest @ ..] = self.rest {
            is_integer = false;
            self.rest = match rest {
                [b'+' | b'-', rest @ ..] => rest,
                _ => rest,
            };
            self.digits()?;
        }
        let text = self.source.get(start..self.offset()).unwrap_or_default();
        let is_exact = if is_integer { number::is_exact_integer(text) } else { number::is_exact_real(text) };
        if is_exact { Ok(()) } else { Err(Error::NumberNotExact { offset: start, text: cut(text) }) }
    }

    fn digits(&mut self) -> Result<(), Error> {
        if !matches!(self.rest, [b'0'..=b'9', ..]) {
            return Err(self.malformed("a digit"));
        }
        while let [b'0'..=b'9', rest @ ..] = self.rest {
            self.rest = rest;
        }
        Ok(())
    }

    #[inline]
    fn skip_white(&mut self) {
        if let [b' ' | b'\n' | b'\r' | b'\t', ..] = self.rest {
            self.skip_some_white();
        }
    }

    fn skip_some_white(&mut self) {
        loop {
            // Indentation comes in long runs.
            while let Some(rest) = self.rest.strip_prefix(b"    ") {
                self.rest = rest;
            }
            let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest else { return };
            self.rest = rest;
        }
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn offset(&self) -> usize {
        self.source.len().saturating_sub(self.rest.len())
    }

    fn malformed(&self, expected: &'static str) -> Error {
        let offset = self.offset();
        let found = self.source.get(offset..).and_then(|rest| rest.chars().next());
        Error::Malformed { offset, expected, found }
    }
}

fn span(start: usize, end: usize) -> Span {
    Span { start: row(start), end: row(end) }
}

// INVARIANT: `LONGEST_TEXT` keeps every offset and every row number below 2^32.
fn row(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Up to here each name is compared with all before it; past it names are sorted, so that the cost stays below
/// quadratic.
const FEW_NAMES: u32 = 16;

/// Twice this, for the unescaped copies, still fits the table's 32-bit offsets.
const LONGEST_TEXT: usize = 0x7fff_ffff;
