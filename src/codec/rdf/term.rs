//! One place of a statement.

use std::ops::Range;

/// A term of a [`Dataset`](super::Dataset): an IRI, a literal or a blank node. Cheap to copy; means something only to
/// the dataset that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    kind: Kind,
    /// Start of the text in the dataset's buffer, or the number of a blank node.
    start: u32,
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

    /// The term whose text is `range` of the buffer; unfit past 4 GiB.
    pub(super) fn text(kind: Kind, range: Range<usize>) -> Self {
        match (u32::try_from(range.start), u32::try_from(range.end)) {
            (Ok(start), Ok(end)) => Self { kind, start, end },
            _ => Self::UNFIT,
        }
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

    /// Where the text of an IRI begins: two of a dataset with one beginning are one.
    pub(super) fn as_iri(self) -> Option<u32> {
        (self.kind == Kind::Iri).then_some(self.start)
    }

    /// Where the text lies in the buffer; empty for a blank node.
    pub(super) fn range(self) -> Range<usize> {
        match self.kind {
            Kind::Iri | Kind::Literal => index(self.start)..index(self.end),
            Kind::Blank | Kind::Unfit => 0..0,
        }
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
