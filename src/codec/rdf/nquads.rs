//! N-Quads (RDF 1.1 N-Quads): a strict reader and the writer.

use super::Error;
use super::dataset::{Dataset, Quad, XSD_STRING, is_language};
use super::term::Term;
use crate::base::iri::is_absolute;
use crate::base::limits::Limits;
use std::borrow::Cow;

impl Dataset {
    /// Reads N-Quads (RDF 1.1 N-Quads, section 7), comments and blank lines included. IRIs must be absolute.
    ///
    /// # Errors
    ///
    /// `rdf.too-long` past the limit `document_bytes`, `rdf.too-many-quads` past the limit `quads`, and `rdf.syntax`
    /// with the line and column of what the grammar does not allow.
    pub fn parse_nquads(text: &str, limits: &Limits) -> Result<Self, Error> {
        if text.len() > limits.document_bytes {
            return Err(Error::TooLong { limit: limits.document_bytes, found: text.len() });
        }
        let mut dataset = Self::with_limit(limits.quads);
        // No term holds a bare line break, so lines can be read one by one.
        for (number, lines) in (1_usize..).zip(text.split('\n')) {
            for whole in lines.split('\r') {
                Line { whole, rest: whole, number }.read_into(&mut dataset)?;
            }
        }
        Ok(dataset)
    }

    /// The statements in the order in which they were pushed, one a line, as canonical N-Quads (RDFC-1.0, A canonical
    /// form of N-Quads) except that blank nodes are named `_:b0`, `_:b1` and so on, by number.
    #[must_use]
    pub fn to_nquads(&self) -> String {
        let mut out = String::with_capacity(self.text_len());
        for quad in self.quads() {
            self.write_quad(quad, &mut out, |number, out| {
                out.push_str("_:b");
                push_decimal(number, out);
            });
        }
        out
    }

    /// The lines of [`to_nquads`](Self::to_nquads) with `label` of its own label in the place of each blank node's name, without
    /// `_:`; a node for which there is none gets none.
    #[cfg(feature = "ecdsa")]
    pub(crate) fn lines_with(&self, label: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let names: std::collections::BTreeMap<usize, String> =
            self.labels().filter_map(|(own, number)| Some((number, label(own)?))).collect();
        let line = |quad| {
            let mut line = String::new();
            self.write_quad(quad, &mut line, |number, out| {
                out.push_str("_:");
                out.push_str(names.get(&number).map_or("", String::as_str));
            });
            line
        };
        self.quads().iter().map(line).collect()
    }

    /// Writes one line; `name` writes a blank node by its number.
    pub(super) fn write_quad(&self, quad: &Quad, out: &mut String, name: impl Fn(usize, &mut String)) {
        let mut term = |term: Term| {
            match term.as_blank() {
                Some(number) => name(number, out),
                None => out.push_str(self.text(term)),
            }
            out.push(' ');
        };
        quad.triple.into_iter().chain(quad.graph).for_each(&mut term);
        out.push_str(".\n");
    }
}

/// A line of which `rest` is still to be read.
struct Line<'t> {
    whole: &'t str,
    rest: &'t str,
    number: usize,
}

impl<'t> Line<'t> {
    /// `statement?`, then perhaps a comment.
    fn read_into(mut self, dataset: &mut Dataset) -> Result<(), Error> {
        self.skip_space();
        if self.is_done() {
            return Ok(());
        }
        let subject = self.node(dataset, "an IRI or a blank node as subject")?;
        let predicate = self.iri("an IRI as predicate")?;
        let predicate = dataset.iri(&predicate);
        let object = self.object(dataset)?;
        let graph = match self.rest.starts_with('.') {
            true => None,
            false => Some(self.node(dataset, "a full stop, or an IRI or a blank node as graph name")?),
        };
        self.take(".", "a full stop")?;
        if !self.is_done() {
            return Err(self.error("the end of the line"));
        }
        dataset.push(subject, predicate, object, graph)
    }

    fn is_done(&self) -> bool {
        self.rest.is_empty() || self.rest.starts_with('#')
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// Takes a token and the white space after it.
    fn take(&mut self, token: &str, expected: &'static str) -> Result<(), Error> {
        self.rest = self.rest.strip_prefix(token).ok_or_else(|| self.error(expected))?;
        self.skip_space();
        Ok(())
    }

    fn object(&mut self, dataset: &mut Dataset) -> Result<Term, Error> {
        if !self.rest.starts_with('"') {
            return self.node(dataset, "an IRI, a blank node or a literal as object");
        }
        let value = self.quoted()?;
        if let Some(rest) = self.rest.strip_prefix("^^") {
            self.rest = rest;
            let datatype = self.iri("an IRI as datatype")?;
            return Ok(dataset.literal(&value, &datatype));
        }
        if let Some(rest) = self.rest.strip_prefix('@') {
            let end = rest.find(|c: char| c != '-' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (language, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !is_language(language) {
                return Err(self.error("a language tag"));
            }
            self.rest = rest;
            self.skip_space();
            return Ok(dataset.lang_literal(&value, language));
        }
        self.skip_space();
        Ok(dataset.literal(&value, XSD_STRING))
    }

    fn node(&mut self, dataset: &mut Dataset, expected: &'static str) -> Result<Term, Error> {
        let Some(rest) = self.rest.strip_prefix("_:") else {
            let iri = self.iri(expected)?;
            return Ok(dataset.iri(&iri));
        };
        // BLANK_NODE_LABEL: a full stop may stand inside a label but not end it.
        let end = rest.find(|c| !(c == '.' || is_label(c))).unwrap_or(rest.len());
        let label = rest.get(..end).unwrap_or_default().trim_end_matches('.');
        if !label.starts_with(is_label_start) {
            return Err(self.error("the label of a blank node"));
        }
        self.rest = rest.strip_prefix(label).unwrap_or_default();
        self.skip_space();
        Ok(dataset.blank(label))
    }

    /// `IRIREF`, absolute once its escapes are read.
    fn iri(&mut self, expected: &'static str) -> Result<Cow<'t, str>, Error> {
        let (raw, rest) =
            self.rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).ok_or_else(|| self.error(expected))?;
        let iri = self.unescaped(raw, false)?;
        if !is_absolute(&iri) {
            return Err(self.error("an absolute IRI"));
        }
        self.rest = rest;
        self.skip_space();
        Ok(iri)
    }

    /// `STRING_LITERAL_QUOTE`.
    fn quoted(&mut self) -> Result<Cow<'t, str>, Error> {
        let body = self.rest.strip_prefix('"').unwrap_or_default();
        let mut escaped = false;
        let end = body.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        let (raw, rest) = end
            .and_then(|end| Some((body.get(..end)?, body.get(end.checked_add(1)?..)?)))
            .ok_or_else(|| self.error("a literal that ends in a quotation mark"))?;
        let value = self.unescaped(raw, true)?;
        self.rest = rest;
        Ok(value)
    }

    /// Reads `UCHAR`, and `ECHAR` where `letters` are allowed.
    fn unescaped(&self, raw: &'t str, letters: bool) -> Result<Cow<'t, str>, Error> {
        let mut parts = raw.split('\\');
        let first = parts.next().unwrap_or_default();
        if first.len() == raw.len() {
            return Ok(Cow::Borrowed(raw));
        }
        let mut text = String::with_capacity(raw.len());
        text.push_str(first);
        while let Some(part) = parts.next() {
            let mut rest = part.chars();
            let character = match rest.next() {
                Some('u') => take_code(&mut rest, 4),
                Some('U') => take_code(&mut rest, 8),
                // Two backslashes: the split left nothing between them.
                None if letters => {
                    text.push('\\');
                    text.push_str(parts.next().unwrap_or_default());
                    continue;
                }
                Some(letter) if letters => {
                    let letters = [('t', '\t'), ('b', '\u{8}'), ('n', '\n'), ('r', '\r'), ('f', '\u{c}')];
                    let quotes = [('"', '"'), ('\'', '\'')];
                    letters.iter().chain(&quotes).find(|(written, _)| *written == letter).map(|(_, meant)| *meant)
                }
                _ => None,
            };
            text.push(character.ok_or_else(|| self.error("a character or an escape that the grammar allows"))?);
            text.push_str(rest.as_str());
        }
        Ok(Cow::Owned(text))
    }

    fn error(&self, expected: &'static str) -> Error {
        let read = self.whole.len().saturating_sub(self.rest.len());
        let column = self.whole.get(..read).map_or(0, |read| read.chars().count()).saturating_add(1);
        Error::Syntax { line: self.number, column, expected, found: self.rest.chars().take(40).collect() }
    }
}

/// Takes so many hexadecimal digits that name a character.
fn take_code(rest: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let code = rest.as_str().get(..digits).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))?;
    *rest = rest.as_str().get(digits..)?.chars();
    u32::from_str_radix(code, 16).ok().and_then(char::from_u32)
}

/// `PN_CHARS_U` or a digit.
fn is_label_start(c: char) -> bool {
    c == '_' || c == ':' || c.is_ascii_digit() || is_name_base(c)
}

/// `PN_CHARS`.
fn is_label(c: char) -> bool {
    is_label_start(c) || matches!(c, '-' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// `PN_CHARS_BASE`.
fn is_name_base(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Writes a number in decimal digits.
pub(super) fn push_decimal(number: usize, out: &mut String) {
    let mut scale = number.checked_ilog10().and_then(|digits| 10_usize.checked_pow(digits)).unwrap_or(1);
    while let Some(quotient) = number.checked_div(scale) {
        out.push(u32::try_from(quotient % 10).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('0'));
        scale /= 10;
    }
}
