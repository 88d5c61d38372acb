//! A value inside a document, and the ways into it.

use super::{Document, Number};
use crate::base::shared::SharedText;
use std::iter::FusedIterator;

/// A value of a [`Document`]: a cheap handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    entry: &'d Entry,
    /// The entry's place in the table; the root is first.
    index: u32,
}

impl<'d> Node<'d> {
    pub(super) fn root(document: &'d Document) -> Self {
        // INVARIANT: the table of a document is never empty.
        Self { document, entry: document.nodes.first().unwrap_or(&Entry::NULL), index: 0 }
    }

    fn at(document: &'d Document, index: u32) -> Option<Self> {
        let entry = document.nodes.get(row_place(index))?;
        Some(Self { document, entry, index })
    }

    /// What kind of value this is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.entry.tag {
            Tag::Null => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number => Kind::Number,
            Tag::String => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.entry.tag == Tag::Null
    }

    /// Whether this is a string.
    #[must_use]
    pub fn is_string(self) -> bool {
        self.entry.tag == Tag::String
    }

    /// Whether this is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.entry.tag == Tag::Array
    }

    /// Whether this is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.entry.tag == Tag::Object
    }

    /// The characters of a string, escapes resolved; it may hold control characters.
    #[must_use]
    pub fn as_str(self) -> Option<&'d str> {
        self.is_string().then(|| self.document.slice(self.entry.value))
    }

    /// As [`as_str`](Self::as_str), a part of the document's text that outlives the document.
    #[must_use]
    pub fn to_shared_text(self) -> Option<SharedText> {
        let Span { start, end } = self.entry.value;
        self.is_string().then(|| SharedText::part(&self.document.text, start..end))
    }

    /// `true` or `false`.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.entry.tag {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// A number.
    #[must_use]
    pub fn as_number(self) -> Option<Number<'d>> {
        (self.entry.tag == Tag::Number).then(|| Number::new(self.source()))
    }

    /// The member of an object by its unescaped name; `None` too if this is no object.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Self> {
        self.find(name).map(|(_, node)| node)
    }

    /// The member of an object by its unescaped name, and its place among the members.
    pub(crate) fn find(self, name: &str) -> Option<(usize, Self)> {
        if !self.is_object() {
            return None;
        }
        let length = u32::try_from(name.len()).ok()?;
        let mut index = self.index.saturating_add(1);
        for place in 0..self.len() {
            let entry = self.document.nodes.get(row_place(index))?;
            // Most names differ in length, which is told without a look at the text.
            if entry.name.len() == length && self.document.bytes(entry.name) == name.as_bytes() {
                return Some((place, Self { document: self.document, entry, index }));
            }
            index = entry.next;
        }
        None
    }

    /// The members of an object in document order, names unescaped; empty for any other value.
    #[must_use]
    pub fn members(self) -> Members<'d> {
        Members { children: if self.is_object() { self.children() } else { self.no_children() } }
    }

    /// The items of an array in document order; empty for any other value.
    #[must_use]
    pub fn items(self) -> Items<'d> {
        Items { children: if self.is_array() { self.children() } else { self.no_children() } }
    }

    /// The items of an array, or the value itself once.
    #[must_use]
    pub fn one_or_many(self) -> Items<'d> {
        if self.is_array() {
            return self.items();
        }
        let mut children = self.no_children();
        children.itself = Some(self);
        Items { children }
    }

    /// Every value inside this one, however deep, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Self> {
        let end = if self.index == 0 { u32::MAX } else { self.entry.next };
        let places = self.index.saturating_add(1)..end;
        places.map_while(move |index| Self::at(self.document, index))
    }

    /// How many members or items there are; 0 for any other value.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(self.entry.len).unwrap_or(usize::MAX)
    }

    /// Whether there are no members or items.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.entry.len == 0
    }

    /// The JSON text of this value as written.
    #[must_use]
    pub fn source(self) -> &'d str {
        self.document.slice(self.entry.source)
    }

    /// Where the value starts in the document, in bytes.
    #[must_use]
    pub fn offset(self) -> usize {
        usize::try_from(self.entry.source.start).unwrap_or(usize::MAX)
    }

    /// The JSON Pointer (RFC 6901) of this value, empty for the root. Made for error messages: it walks the document.
    #[must_use]
    pub fn pointer(self) -> String {
        let mut steps = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            steps.push(match parent.is_object() {
                true => node.name().replace('~', "~0").replace('/', "~1"),
                false => parent.items().take_while(|item| item.index != node.index).count().to_string(),
            });
            node = parent;
        }
        steps.iter().rev().fold(String::new(), |pointer, step| pointer + "/" + step)
    }

    /// Whether the string's text needs no escape in canonical JSON, because it was written without one.
    pub(super) fn is_plain_string(self) -> bool {
        self.is_string() && self.document.is_source(self.entry.value)
    }

    /// Whether the member's name needs no escape in canonical JSON, because it was written without one.
    pub(super) fn has_plain_name(self) -> bool {
        self.document.is_source(self.entry.name)
    }

    /// The unescaped name of a member; empty for the root and for items.
    pub(crate) fn name(self) -> &'d str {
        self.document.slice(self.entry.name)
    }

    /// The whole that this value is part of.
    pub(crate) fn document(self) -> &'d Document {
        self.document
    }

    fn parent(self) -> Option<Self> {
        if self.index == 0 { None } else { Self::at(self.document, self.entry.parent) }
    }

    fn children(self) -> Children<'d> {
        Children { document: self.document, next: self.index.saturating_add(1), left: self.entry.len, itself: None }
    }

    fn no_children(self) -> Children<'d> {
        Children { document: self.document, next: 0, left: 0, itself: None }
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Node").field(&self.source()).finish()
    }
}

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The kind with its article, for messages: `an object`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The members of an object, from [`Node::members`].
#[derive(Debug, Clone)]
pub struct Members<'d> {
    children: Children<'d>,
}

impl<'d> Iterator for Members<'d> {
    type Item = (&'d str, Node<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        self.children.next().map(|node| (node.name(), node))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.children.size_hint()
    }
}

impl ExactSizeIterator for Members<'_> {}
impl FusedIterator for Members<'_> {}

/// The items of an array, from [`Node::items`] or [`Node::one_or_many`].
#[derive(Debug, Clone)]
pub struct Items<'d> {
    children: Children<'d>,
}

impl<'d> Iterator for Items<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        self.children.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.children.size_hint()
    }
}

impl ExactSizeIterator for Items<'_> {}
impl FusedIterator for Items<'_> {}

#[derive(Debug, Clone)]
struct Children<'d> {
    document: &'d Document,
    next: u32,
    left: u32,
    /// A lone value that stands for an array of itself.
    itself: Option<Node<'d>>,
}

impl<'d> Iterator for Children<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        if self.left == 0 {
            return self.itself.take();
        }
        let node = Node::at(self.document, self.next)?;
        self.left = self.left.saturating_sub(1);
        self.next = node.entry.next;
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.left).unwrap_or(usize::MAX).saturating_add(usize::from(self.itself.is_some()));
        (left, Some(left))
    }
}

/// One row of a document's table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: Tag,
    /// The value as written.
    pub(super) source: Span,
    /// The characters of a string, escapes resolved; unused for other values.
    pub(super) value: Span,
    /// The unescaped name of a member; empty for the root and for items.
    pub(super) name: Span,
    /// Table place of the array or object this is in; 0 for the root too.
    pub(super) parent: u32,
    /// Table place of the first value that is not inside this one.
    pub(super) next: u32,
    /// Members or items.
    pub(super) len: u32,
}

impl Entry {
    const NULL: Self = Self::new(Tag::Null, Span { start: 0, end: 0 }, Span { start: 0, end: 0 }, 0);

    pub(super) const fn new(tag: Tag, source: Span, name: Span, parent: u32) -> Self {
        Self { tag, source, value: Span { start: 0, end: 0 }, name, parent, next: 0, len: 0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}

/// A range of a document's text buffer, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    pub(super) fn range(self) -> std::ops::Range<usize> {
        usize::try_from(self.start).unwrap_or(usize::MAX)..usize::try_from(self.end).unwrap_or(usize::MAX)
    }
}

impl Document {
    // INVARIANT: every span of the table lies on character boundaries of `text`.
    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn bytes(&self, span: Span) -> &[u8] {
        self.text.as_bytes().get(span.range()).unwrap_or_default()
    }

    pub(super) fn is_source(&self, span: Span) -> bool {
        span.range().end <= self.source_len
    }
}

/// A row number as a place in the table.
pub(super) fn row_place(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}
