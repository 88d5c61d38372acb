//! Reads a class from the strict tree: one line a property, in the standard's order, and every fault collected.

use super::super::error::{Error, Excerpt, Pointer};
use super::{Extra, Types};
use crate::codec::json::{Kind, Node};

/// The faults met so far.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) faults: Vec<Error>,
}

impl Reader {
    pub(crate) fn fault(&mut self, fault: Error) {
        self.faults.push(fault);
    }

    /// Whether there is a value; `null` is a fault.
    fn is_stated(&mut self, node: Node<'_>, required: bool) -> bool {
        if node.is_null() {
            self.fault(Error::Null { at: at(node), required });
        }
        !node.is_null()
    }

    pub(crate) fn unexpected(&mut self, node: Node<'_>, expected: &'static str) {
        self.fault(Error::UnexpectedType { at: at(node), expected, found: kind(node) });
    }
}

/// One object, whose members are taken by name; what is left is an extension or a fault.
pub(crate) struct Object<'d, 'r> {
    pub(crate) node: Node<'d>,
    pub(crate) reader: &'r mut Reader,
    class: &'static str,
    /// The marks of all names, by which most of those that are not there are told at once.
    marks: u64,
    taken: Taken,
}

impl<'d, 'r> Object<'d, 'r> {
    /// The members of `node`, or a fault when it is not an object.
    pub(crate) fn open(node: Node<'d>, class: &'static str, reader: &'r mut Reader) -> Option<Self> {
        if !node.is_object() {
            reader.unexpected(node, "an object");
            return None;
        }
        let marks = node.members().fold(0, |marks, (name, _)| marks | mark(name));
        Some(Self { node, reader, class, marks, taken: Taken::default() })
    }

    /// The named member, at most once.
    pub(crate) fn take(&mut self, name: &str) -> Option<Node<'d>> {
        if self.marks & mark(name) == 0 {
            return None;
        }
        let (index, node) = self.node.find(name)?;
        self.taken.insert(index);
        Some(node)
    }

    /// Cardinality 0..1.
    pub(crate) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Node<'d>, &mut Reader) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(name)?;
        if self.reader.is_stated(node, false) { read(node, self.reader) } else { None }
    }

    /// Cardinality 1.
    pub(crate) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Node<'d>, &mut Reader) -> Option<T>,
    ) -> Option<T> {
        let Some(node) = self.take(name) else {
            self.missing(name);
            return None;
        };
        if self.reader.is_stated(node, true) { read(node, self.reader) } else { None }
    }

    /// Cardinality 0..*, always an array.
    pub(crate) fn many<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(Node<'d>, &mut Reader) -> Option<T>,
    ) -> Vec<T> {
        self.list(name, false, read)
    }

    /// Cardinality 0..* of a property that may be a single value.
    pub(crate) fn one_or_many<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(Node<'d>, &mut Reader) -> Option<T>,
    ) -> Vec<T> {
        self.list(name, true, read)
    }

    fn list<T>(
        &mut self,
        name: &'static str,
        allowed: bool,
        mut read: impl FnMut(Node<'d>, &mut Reader) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.list_at(name, allowed) else { return Vec::new() };
        let mut values = Vec::with_capacity(node.len());
        for item in node.one_or_many() {
            if self.reader.is_stated(item, false) {
                values.extend(read(item, self.reader));
            }
        }
        values
    }

    /// The value that lists something, with the faults of the list itself.
    fn list_at(&mut self, name: &str, allowed: bool) -> Option<Node<'d>> {
        let node = self.take(name)?;
        if !self.reader.is_stated(node, false) {
            return None;
        }
        if !node.is_array() {
            self.reader.fault(Error::SingleValue { at: at(node), allowed });
        } else if node.is_empty() {
            self.reader.fault(Error::EmptyArray { at: at(node) });
        }
        Some(node)
    }

    /// `type` of cardinality 1..*, which must contain one of `classes`; the first is named in a fault.
    pub(crate) fn types(&mut self, classes: &[&'static str]) -> Option<Types> {
        let expected = classes.first().copied().unwrap_or_default();
        let Some(node) = self.take("type") else {
            self.missing("type");
            return None;
        };
        let types = Types::read(node, classes, self.reader)?;
        if !classes.iter().any(|class| types.contains(class)) {
            self.wrong_type(node, expected);
            return None;
        }
        Some(types)
    }

    /// `type` of cardinality 1, which must be `class`.
    pub(crate) fn one_type(&mut self, class: &'static str) -> Option<()> {
        let Some(node) = self.take("type") else {
            self.missing("type");
            return None;
        };
        if node.as_str() == Some(class) {
            return Some(());
        }
        let mut items = node.items();
        if items.next().and_then(Node::as_str) == Some(class) && items.next().is_none() {
            self.reader.fault(Error::SingleValue { at: at(node), allowed: false });
            return Some(());
        }
        self.wrong_type(node, class);
        None
    }

    /// A fault: the named member is not there.
    pub(crate) fn missing(&mut self, member: &'static str) {
        self.reader.fault(Error::Missing { at: at(self.node), class: self.class, member });
    }

    pub(crate) fn wrong_type(&mut self, node: Node<'_>, class: &'static str) {
        self.reader.fault(Error::TypeMissing { at: at(node), class, found: Excerpt::new(node.source()) });
    }

    /// The members that nobody took, in document order.
    fn left(&self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        self.node.members().enumerate().filter(|(index, _)| !self.taken.contains(*index)).map(|(_, member)| member)
    }

    /// What an extensible class holds beyond its own members.
    pub(crate) fn extra(self) -> Extra {
        if self.taken.len() == self.node.len() {
            return Extra::new();
        }
        object(self.left())
    }

    /// A fault for each member that a closed class does not have.
    pub(crate) fn close(self) {
        let fault =
            |(member, _)| Error::ClosedClass { at: at(self.node), class: self.class, member: Excerpt::new(member) };
        let faults: Vec<Error> = self.left().map(fault).collect();
        self.reader.faults.extend(faults);
    }
}

/// One of 64 bits for a name, from its length and its last letter.
fn mark(name: &str) -> u64 {
    let last = name.bytes().next_back().map_or(0, usize::from);
    1 << (last.wrapping_mul(5).wrapping_add(name.len()) % 64)
}

/// Which members of an object were taken, by place: a bit each.
#[derive(Debug, Default)]
struct Taken {
    first: u64,
    more: Vec<u64>,
}

impl Taken {
    fn insert(&mut self, index: usize) {
        let (word, bit) = Self::place(index);
        if let Some(word) = word {
            if self.more.len() <= word {
                self.more.resize(word.saturating_add(1), 0);
            }
            self.more.get_mut(word).into_iter().for_each(|word| *word |= bit);
        } else {
            self.first |= bit;
        }
    }

    fn len(&self) -> usize {
        let ones = |word: &u64| usize::try_from(word.count_ones()).unwrap_or_default();
        self.more.iter().map(ones).fold(ones(&self.first), usize::saturating_add)
    }

    fn contains(&self, index: usize) -> bool {
        let (word, bit) = Self::place(index);
        let word = word.map_or(self.first, |word| self.more.get(word).copied().unwrap_or_default());
        word & bit != 0
    }

    /// The word among `more`, unless it is the first, and the bit in it.
    fn place(index: usize) -> (Option<usize>, u64) {
        ((index / 64).checked_sub(1), 1 << (index % 64))
    }
}

/// The place of a node.
pub(crate) fn at(node: Node<'_>) -> Pointer {
    Pointer::new(node.pointer())
}

/// A copy of any JSON value; the reader of JSON has capped its depth.
pub(crate) fn value(node: Node<'_>) -> serde_json::Value {
    match node.kind() {
        Kind::Null => serde_json::Value::Null,
        Kind::Bool => node.as_bool().unwrap_or_default().into(),
        Kind::Number => node.as_number().map_or(serde_json::Value::Null, |number| match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().into(),
        }),
        Kind::String => node.as_str().unwrap_or_default().into(),
        Kind::Array => node.items().map(value).collect(),
        Kind::Object => object(node.members()).into(),
    }
}

fn object<'d>(members: impl Iterator<Item = (&'d str, Node<'d>)>) -> Extra {
    let mut object = Extra::new();
    for (name, node) in members {
        object.insert(name.to_owned(), value(node));
    }
    object
}

fn kind(node: Node<'_>) -> &'static str {
    match node.kind() {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}
