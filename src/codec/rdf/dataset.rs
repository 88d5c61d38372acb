//! A set of statements.

use super::Error;
use super::term::{Kind, Term};
use crate::base::limits::Limits;
use std::collections::BTreeMap;
use std::ops::Range;

/// Statements over a default graph and named graphs (RDF 1.1 Concepts, section 4).
///
/// Every term text lies once, in canonical N-Quads form, in one buffer; blank nodes are numbers from 0. A statement
/// that was pushed twice is held twice; [canonicalising](super::canon) counts it once.
#[derive(Debug, Clone)]
pub struct Dataset {
    text: String,
    /// Where the texts of the IRIs lie, by their numbers. One IRI may have several, when it was not made lately.
    iris: Vec<Range<usize>>,
    quads: Vec<Quad>,
    blanks: u32,
    labels: BTreeMap<Box<str>, u32>,
    /// IRIs lately made, by a weak hash: few texts are written twice and no input can make a lookup slow.
    recent: Vec<Term>,
    limit: usize,
    /// Whether term texts are kept. Without them statements can be counted and refused as ever, and not be read.
    has_text: bool,
}

/// A statement, and the graph it is in unless that is the default graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quad {
    pub(super) triple: [Term; 3],
    pub(super) graph: Option<Term>,
}

impl Quad {
    pub(super) fn subject(&self) -> Term {
        let [subject, _, _] = self.triple;
        subject
    }

    pub(super) fn predicate(&self) -> Term {
        let [_, predicate, _] = self.triple;
        predicate
    }

    pub(super) fn object(&self) -> Term {
        let [_, _, object] = self.triple;
        object
    }
}

impl Dataset {
    /// An empty dataset for as many statements as [`Limits::DEFAULT`] allows.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(Limits::DEFAULT.quads)
    }

    /// An empty dataset that takes at most `quads` statements.
    #[must_use]
    pub fn with_limit(quads: usize) -> Self {
        Self::with_room(quads, USUAL_SOURCE)
    }

    /// As [`with_limit`](Self::with_limit), with room for what a JSON text of so many bytes usually states.
    pub(crate) fn with_room(quads: usize, source: usize) -> Self {
        let source = source.min(LARGEST_SOURCE);
        let statements = (source / 32).saturating_add(8).min(quads);
        Self {
            text: String::with_capacity(source.saturating_mul(2)),
            iris: Vec::with_capacity(statements / 2),
            quads: Vec::with_capacity(statements),
            blanks: 0,
            labels: BTreeMap::new(),
            recent: vec![Term::UNFIT; 1 << RECENT_BITS],
            limit: quads,
            has_text: true,
        }
    }

    /// An empty dataset that only counts statements, and refuses those that another would refuse.
    pub(crate) fn without_text(quads: usize) -> Self {
        Self {
            text: String::new(),
            iris: Vec::new(),
            quads: Vec::new(),
            blanks: 0,
            labels: BTreeMap::new(),
            recent: Vec::new(),
            limit: quads,
            has_text: false,
        }
    }

    /// The term for an IRI that [`is_absolute`](crate::base::iri::is_absolute) accepts.
    ///
    /// Only what could break out of a statement is looked for again: a statement refuses such a term.
    pub fn iri(&mut self, iri: &str) -> Term {
        if is_fenced(iri) { self.absolute_iri(iri) } else { Term::UNFIT }
    }

    /// As [`iri`](Self::iri), for an IRI that was looked at just before.
    pub(crate) fn absolute_iri(&mut self, iri: &str) -> Term {
        if !self.has_text {
            return Term::iri(0, 0);
        }
        let slot = recent_slot(iri);
        if let Some(term) = self.recent.get(slot).filter(|term| self.is_iri(**term, iri)) {
            return *term;
        }
        let start = self.text.len();
        self.push_iri(iri);
        let term = Term::iri(self.iris.len(), self.text.len());
        self.iris.push(start..self.text.len());
        if let Some(slot) = self.recent.get_mut(slot) {
            *slot = term;
        }
        term
    }

    /// The term for a literal of a datatype, an IRI under the same conditions as in [`Dataset::iri`].
    pub fn literal(&mut self, value: &str, datatype: &str) -> Term {
        if is_fenced(datatype) { self.absolute_literal(value, datatype) } else { Term::UNFIT }
    }

    /// As [`literal`](Self::literal), for a datatype that was looked at before.
    pub(crate) fn absolute_literal(&mut self, value: &str, datatype: &str) -> Term {
        if !self.has_text {
            return Term::literal(0..0);
        }
        let start = self.text.len();
        self.push_quoted(value);
        if datatype != XSD_STRING {
            self.text.push_str("^^");
            self.push_iri(datatype);
        }
        Term::literal(start..self.text.len())
    }

    /// The term for a string in a language; the tag is kept as given.
    ///
    /// A statement refuses the term when the tag does not match `LANGTAG` of N-Quads (without the `@`).
    pub fn lang_literal(&mut self, value: &str, language: &str) -> Term {
        if !is_language(language) {
            return Term::UNFIT;
        }
        if !self.has_text {
            return Term::literal(0..0);
        }
        let start = self.text.len();
        self.push_quoted(value);
        self.text.push('@');
        self.text.push_str(language);
        Term::literal(start..self.text.len())
    }

    /// A blank node unlike all others.
    pub fn fresh_blank(&mut self) -> Term {
        let term = Term::blank(self.blanks);
        // A dataset of 2^32 blank nodes cannot be built: each would need a statement of 48 bytes.
        self.blanks = self.blanks.saturating_add(1);
        term
    }

    /// The blank node of a label; the same label gives the same term.
    pub fn blank(&mut self, label: &str) -> Term {
        if let Some(number) = self.labels.get(label) {
            return Term::blank(*number);
        }
        let term = self.fresh_blank();
        self.labels.insert(label.into(), self.blanks.saturating_sub(1));
        term
    }

    /// Adds a statement to a named graph, or to the default graph.
    ///
    /// # Errors
    ///
    /// `rdf.too-many-quads` at the limit. `rdf.term` when a term was made from unfit text or by another dataset, when
    /// the predicate is not an IRI, or when a literal stands for a subject or a graph name.
    pub fn push(&mut self, subject: Term, predicate: Term, object: Term, graph: Option<Term>) -> Result<(), Error> {
        if self.quads.len() >= self.limit {
            return Err(Error::TooManyQuads { limit: self.limit });
        }
        self.check(subject, "subject", "an IRI or a blank node", false)?;
        self.check(object, "object", "an IRI, a blank node or a literal", true)?;
        if predicate.kind() != Kind::Iri {
            return Err(Error::Term { place: "predicate", expected: "an IRI" });
        }
        self.check(predicate, "predicate", "an IRI", false)?;
        if let Some(graph) = graph {
            self.check(graph, "graph name", "an IRI or a blank node", false)?;
        }
        self.quads.push(Quad { triple: [subject, predicate, object], graph });
        Ok(())
    }

    /// As [`push`](Self::push), for terms of this dataset in their places: only unfit ones are looked for.
    pub(crate) fn state(
        &mut self,
        subject: Term,
        predicate: Term,
        object: Term,
        graph: Option<Term>,
    ) -> Result<(), Error> {
        let terms = [subject, predicate, object];
        if self.quads.len() >= self.limit || terms.iter().any(|term| term.kind() == Kind::Unfit) {
            return self.push(subject, predicate, object, graph);
        }
        self.quads.push(Quad { triple: terms, graph });
        Ok(())
    }

    /// Number of statements, repeated ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.quads.len()
    }

    /// Whether there is no statement.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quads.is_empty()
    }

    pub(super) fn quads(&self) -> &[Quad] {
        &self.quads
    }

    /// Number of IRIs made, which are numbered from 0.
    pub(super) fn iris(&self) -> usize {
        self.iris.len()
    }

    /// Number of blank nodes made, which are numbered from 0.
    pub(super) fn blanks(&self) -> usize {
        super::term::index(self.blanks)
    }

    /// The labels of blank nodes that have one, with their numbers.
    pub(crate) fn labels(&self) -> impl Iterator<Item = (&str, usize)> {
        self.labels.iter().map(|(label, number)| (&**label, super::term::index(*number)))
    }

    /// The canonical N-Quads text of an IRI or literal; empty for a blank node.
    pub(super) fn text(&self, term: Term) -> &str {
        let range = match term.as_iri() {
            Some(number) => self.iris.get(number).cloned(),
            None => term.as_literal(),
        };
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// Bytes of all term texts.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    fn check(&self, term: Term, place: &'static str, expected: &'static str, literals: bool) -> Result<(), Error> {
        let fits = match term.kind() {
            Kind::Iri if !self.has_text => true,
            Kind::Iri => {
                let text = term.as_iri().and_then(|number| self.iris.get(number));
                text.is_some_and(|text| text.end == term.end())
            }
            Kind::Literal => literals && term.as_literal().is_some_and(|text| self.text.is_char_boundary(text.end)),
            Kind::Blank => term.as_blank().is_some_and(|number| number < self.blanks()),
            Kind::Unfit => false,
        };
        if fits { Ok(()) } else { Err(Error::Term { place, expected }) }
    }

    fn is_iri(&self, term: Term, iri: &str) -> bool {
        let Some(lies) = term.as_iri().and_then(|number| self.iris.get(number)) else { return false };
        let inner = lies.start.saturating_add(1)..lies.end.saturating_sub(1);
        self.text.as_bytes().get(inner) == Some(iri.as_bytes())
    }

    fn push_iri(&mut self, iri: &str) {
        self.text.push('<');
        self.text.push_str(iri);
        self.text.push('>');
    }

    /// RDFC-1.0, A canonical form of N-Quads: `\b \t \n \f \r \" \\`, `\u00XX` for other controls and for what no XML
    /// document may hold, everything else as itself.
    fn push_quoted(&mut self, value: &str) {
        self.text.push('"');
        let mut rest = value;
        // A scan without early exit is done in wide registers; almost no value needs more.
        if value.bytes().fold(false, |found, byte| found | may_need_escape(byte)) {
            while let Some((at, character)) = rest.char_indices().find(|(_, c)| escape(*c).is_some()) {
                let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
                self.text.push_str(before);
                self.push_escape(character);
                let mut from = from.chars();
                from.next();
                rest = from.as_str();
            }
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn push_escape(&mut self, character: char) {
        self.text.push('\\');
        match escape(character) {
            Some(Escape::Letter(letter)) => self.text.push(letter),
            Some(Escape::Number) | None => {
                self.text.push('u');
                for shift in [12, 8, 4, 0] {
                    let digit = char::from_digit((u32::from(character) >> shift) & 0xf, 16).unwrap_or('0');
                    self.text.push(digit.to_ascii_uppercase());
                }
            }
        }
    }
}

impl Default for Dataset {
    fn default() -> Self {
        Self::new()
    }
}

enum Escape {
    Letter(char),
    Number,
}

fn escape(character: char) -> Option<Escape> {
    match character {
        '\u{8}' => Some(Escape::Letter('b')),
        '\t' => Some(Escape::Letter('t')),
        '\n' => Some(Escape::Letter('n')),
        '\u{c}' => Some(Escape::Letter('f')),
        '\r' => Some(Escape::Letter('r')),
        '"' | '\\' => Some(Escape::Letter(character)),
        '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => Some(Escape::Number),
        _ => None,
    }
}

/// Whether a byte is, or may begin, a character that is escaped; 0xef begins U+F000 to U+FFFF.
fn may_need_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\' || byte == 0x7f || byte == 0xef
}

/// Where an IRI is looked for among the recent ones: IRIs differ most often at the end.
fn recent_slot(iri: &str) -> usize {
    let tail = iri.as_bytes().last_chunk().map_or(0, |tail| u64::from_le_bytes(*tail));
    let length = u64::try_from(iri.len()).unwrap_or(0);
    let mixed = (tail ^ length).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> 64_u32.saturating_sub(RECENT_BITS)).unwrap_or(0)
}

/// Whether nothing in `iri` could end it: `IRIREF` of N-Quads holds no control, space, quote, angle bracket or
/// backslash.
fn is_fenced(iri: &str) -> bool {
    let breaks = |byte: u8| byte <= 0x20 || matches!(byte, b'<' | b'>' | b'"' | b'\\');
    !iri.bytes().fold(false, |found, byte| found | breaks(byte))
}

/// `LANGTAG` of N-Quads: letters, then groups of letters and digits, each after a hyphen.
pub(super) fn is_language(tag: &str) -> bool {
    let mut groups = tag.split('-');
    let full = |group: &str, fits: fn(&u8) -> bool| !group.is_empty() && group.bytes().all(|byte| fits(&byte));
    groups.next().is_some_and(|group| full(group, u8::is_ascii_alphabetic))
        && groups.all(|group| full(group, u8::is_ascii_alphanumeric))
}

/// The datatype that canonical N-Quads leave out.
pub(super) const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
/// Bytes of a usual credential.
const USUAL_SOURCE: usize = 4 << 10;
/// Bytes of a document for which room is made at once.
const LARGEST_SOURCE: usize = 64 << 10;
/// Binary logarithm of the number of recent IRIs kept.
const RECENT_BITS: u32 = 7;
