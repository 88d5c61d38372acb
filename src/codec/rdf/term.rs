//! One place of a statement.

use std::ops::Range;

/// A term of a [`Dataset`](super::Dataset): an IRI, a literal or a blank node. Cheap to copy; means something only to
/// the dataset that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    kind: Kind,
    /// The number of an IRI or of a blank node, or where a literal's text starts in the dataset's buffer.
    start: u32,
    /// Where the text ends; 0 for a blank node.
    end: u32,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Iri,
    Literal,
    Blank,
    /// Was made from a text that fits no term; no statement takes it.
    Unfit,
}

impl Term {
    /// No statement takes this one.
    pub(super) const UNFIT: Self = Self { kind: Kind::Unfit, start: 0, end: 0 };

    /// The literal whose text is `range` of the buffer; unfit past 4 GiB.
    pub(super) fn literal(range: Range<usize>) -> Self {
        match (u32::try_from(range.start), u32::try_from(range.end)) {
            (Ok(start), Ok(end)) => Self { kind: Kind::Literal, start, end },
            _ => Self::UNFIT,
        }
    }

    /// The IRI of this number, whose text ends there; unfit past 2^32 or 4 GiB.
    pub(super) fn iri(number: usize, end: usize) -> Self {
        match (u32::try_from(number), u32::try_from(end)) {
            (Ok(start), Ok(end)) => Self { kind: Kind::Iri, start, end },
            _ => Self::UNFIT,
        }
    }

    /// Where the text of an IRI or literal ends, by which a term of another dataset is found out.
    pub(super) fn end(self) -> usize {
        index(self.end)
    }

    pub(super) fn blank(number: u32) -> Self {
        Self { kind: Kind::Blank, start: number, end: 0 }
    }

    pub(super) fn kind(self) -> Kind {
        self.kind
    }

    /// The number of a blank node.
    pub(super) fn as_blank(self) -> Option<usize> {
        (self.kind == Kind::Blank).then(|| index(self.start))
    }

    /// The number of an IRI: two with one number are one IRI.
    pub(super) fn as_iri(self) -> Option<usize> {
        (self.kind == Kind::Iri).then(|| index(self.start))
    }

    /// Where the text of a literal lies in the buffer.
    pub(super) fn as_literal(self) -> Option<Range<usize>> {
        (self.kind == Kind::Literal).then(|| index(self.start)..index(self.end))
    }

    /// Whether this is a blank node.
    #[must_use]
    pub fn is_blank(self) -> bool {
        self.kind == Kind::Blank
    }
}

/// A number as an index; every platform with the standard library's `String` that can hold the buffer can hold it.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
