//! Why a text is not read, or a value does not have the shape asked for.

use super::Node;
use std::fmt;

/// A text that is not strict JSON, or a value of another shape than the one asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is longer than allowed.
    #[error("expected at most {limit} bytes, found {found}")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
        /// Bytes given.
        found: usize,
    },
    /// The text breaks the grammar of RFC 8259, or starts with a byte order mark.
    #[error("expected {expected} at byte {offset}, found {}", name_character(*.found))]
    Malformed {
        /// Where, in bytes from the start.
        offset: usize,
        /// What would have been right.
        expected: &'static str,
        /// What was there, or `None` at the end of the text.
        found: Option<char>,
    },
    /// Two members of one object have equal names once escapes are resolved (RFC 7493 section 2.3).
    #[error("expected each name once in an object, found `{}` again at byte {offset}", .name.escape_debug())]
    DuplicateKey {
        /// Where the second name starts, in bytes.
        offset: usize,
        /// The name, unescaped, cut at 200 characters.
        name: Box<str>,
    },
    /// A number that other readers may understand as another number (RFC 7493 section 2.2).
    #[error("expected a number that a double holds exactly as written, found `{text}` at byte {offset}")]
    NumberNotExact {
        /// Where the number starts, in bytes.
        offset: usize,
        /// The number as written, cut at 200 characters.
        text: Box<str>,
    },
    /// Arrays and objects are nested deeper than allowed.
    #[error("expected at most {limit} nested arrays and objects, found one more at byte {offset}")]
    TooDeep {
        /// Where the first one too many starts, in bytes.
        offset: usize,
        /// Levels allowed.
        limit: usize,
    },
    /// More values than allowed.
    #[error("expected at most {limit} values, found one more at byte {offset}")]
    TooManyNodes {
        /// Where the first one too many starts, in bytes.
        offset: usize,
        /// Values allowed.
        limit: usize,
    },
    /// Bytes that are not UTF-8, or an escaped surrogate without its other half (RFC 7493 section 2.1).
    #[error("expected well-formed Unicode, found a broken character at byte {offset}")]
    InvalidUnicode {
        /// Where, in bytes.
        offset: usize,
    },
    /// A value of another kind, such as a string in the place of an object.
    #[error("expected {expected}{place}, found {found}")]
    UnexpectedType {
        /// Which value.
        place: Place,
        /// What would have been right.
        expected: Box<str>,
        /// What was there.
        found: Box<str>,
    },
    /// A value of the right kind that is not allowed.
    #[error("value not allowed{place}: {reason}")]
    InvalidValue {
        /// Which value.
        place: Place,
        /// What is wrong with it.
        reason: Box<str>,
    },
    /// A member that the object must have is absent.
    #[error("expected a member `{name}`{place}, found none")]
    MissingMember {
        /// Which object.
        place: Place,
        /// The absent member.
        name: &'static str,
    },
    /// A member that the object must not have.
    #[error("expected no member `{}`{place}", .name.escape_debug())]
    UnknownMember {
        /// Which member.
        place: Place,
        /// Its name, cut at 200 characters.
        name: Box<str>,
    },
}

impl Error {
    /// A stable name for the fault, such as `json.duplicate-key`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "json.too-large",
            Self::Malformed { .. } => "json.malformed",
            Self::DuplicateKey { .. } => "json.duplicate-key",
            Self::NumberNotExact { .. } => "json.number-not-exact",
            Self::TooDeep { .. } => "json.too-deep",
            Self::TooManyNodes { .. } => "json.too-many-nodes",
            Self::InvalidUnicode { .. } => "json.invalid-unicode",
            Self::UnexpectedType { .. } => "json.unexpected-type",
            Self::InvalidValue { .. } => "json.invalid-value",
            Self::MissingMember { .. } => "json.missing-member",
            Self::UnknownMember { .. } => "json.unknown-member",
        }
    }

    /// Where in the text, in bytes from its start, when known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        match self {
            Self::TooLarge { .. } => None,
            Self::Malformed { offset, .. }
            | Self::DuplicateKey { offset, .. }
            | Self::NumberNotExact { offset, .. }
            | Self::TooDeep { offset, .. }
            | Self::TooManyNodes { offset, .. }
            | Self::InvalidUnicode { offset } => Some(*offset),
            Self::UnexpectedType { place, .. }
            | Self::InvalidValue { place, .. }
            | Self::MissingMember { place, .. }
            | Self::UnknownMember { place, .. } => place.known.as_deref().map(|known| known.offset),
        }
    }

    /// The JSON Pointer (RFC 6901) of the value at fault; `None` for a text that could not be read at all.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::UnexpectedType { place, .. }
            | Self::InvalidValue { place, .. }
            | Self::MissingMember { place, .. }
            | Self::UnknownMember { place, .. } => place.known.as_deref().map(|known| known.pointer.as_str()),
            _ => None,
        }
    }

    /// An error for the value `node`, which should have been `expected`.
    #[must_use]
    pub fn unexpected_type(node: Node<'_>, expected: &str) -> Self {
        Self::UnexpectedType { place: Place::of(node), expected: cut(expected), found: node.kind().as_str().into() }
    }

    /// The same error at `node`, unless it already has a place: the innermost value wins.
    pub(super) fn at(mut self, node: Node<'_>) -> Self {
        match &mut self {
            Self::UnexpectedType { place, .. }
            | Self::InvalidValue { place, .. }
            | Self::MissingMember { place, .. }
            | Self::UnknownMember { place, .. }
                if place.known.is_none() =>
            {
                *place = Place::of(node);
            }
            _ => {}
        }
        self
    }
}

/// The place of a value in its document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    known: Option<Box<Known>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    pointer: String,
    offset: usize,
}

impl Place {
    /// The place of `node`.
    #[must_use]
    pub fn of(node: Node<'_>) -> Self {
        Self { known: Some(Box::new(Known { pointer: node.pointer(), offset: node.offset() })) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known.as_deref() {
            None => Ok(()),
            Some(known) if known.pointer.is_empty() => f.write_str(" as the whole document"),
            Some(known) => write!(f, " at `{}`", cut(&known.pointer).escape_debug()),
        }
    }
}

/// At most 200 characters of `text`.
pub(super) fn cut(text: &str) -> Box<str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or_default().into(),
        None => text.into(),
    }
}

fn name_character(found: Option<char>) -> String {
    found.map_or_else(|| "the end of the text".to_owned(), |c| format!("`{}`", c.escape_debug()))
}

const LONGEST: usize = 200;
