//! A part of a document by JSON Pointers (RFC 6901; vc-di-ecdsa §3.4.11 and §3.4.13).

use crate::base::Malformed;
use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::proof::Error;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a document.
pub(super) struct Part {
    pub(super) text: String,
    /// Where pieces of the text start, there and in the document, ascending.
    origins: Vec<(usize, usize)>,
}

/// The part of a document that pointers select, each the whole value it points to, together with `@context`, `id` and
/// `type` of every object on the way. The items of an array that are left stand close.
///
/// # Errors
///
/// `proof.pointer` for a text that is no pointer or leads nowhere.
pub(super) fn select(root: Node<'_>, pointers: &[&str], limits: &Limits) -> Result<Part, Error> {
    let mut choice = Choice::default();
    for pointer in pointers {
        choice.add(pointer, limits)?;
    }
    choice.check(root)?;
    let mut part = Part { text: String::new(), origins: Vec::new() };
    part.write(root, &choice);
    Ok(part)
}

/// What pointers choose at and below one value, however many of them share the way.
#[derive(Default)]
struct Choice<'p> {
    /// A pointer that leads here or further.
    pointer: &'p str,
    is_whole: bool,
    below: BTreeMap<String, Choice<'p>>,
}

impl<'p> Choice<'p> {
    fn add(&mut self, pointer: &'p str, limits: &Limits) -> Result<(), Error> {
        let tokens = match pointer.strip_prefix('/') {
            None if !pointer.is_empty() => return Err(nowhere(pointer)),
            // No document is deeper.
            Some(rest) if rest.split('/').count() > limits.json_depth => return Err(nowhere(pointer)),
            rest => rest.map(|rest| rest.split('/')),
        };
        let mut choice = self;
        for token in tokens.into_iter().flatten() {
            let token = token.replace("~1", "/").replace("~0", "~");
            choice = choice.below.entry(token).or_insert_with(|| Choice { pointer, ..Self::default() });
        }
        choice.is_whole = true;
        Ok(())
    }

    /// Whether each choice is there.
    fn check(&self, node: Node<'_>) -> Result<(), Error> {
        let mut found = BTreeSet::new();
        for (name, value, choice) in self.children(node) {
            choice.check(value)?;
            found.insert(name);
        }
        match self.below.iter().find(|(name, _)| !found.contains(name.as_str())) {
            Some((_, choice)) => Err(nowhere(choice.pointer)),
            None => Ok(()),
        }
    }

    /// The members or items of a node that are chosen, or lie on the way.
    fn children<'c, 'd>(&'c self, node: Node<'d>) -> impl Iterator<Item = (&'c str, Node<'d>, &'c Choice<'p>)> {
        let members = node.members().map(|(name, value)| (name.to_owned(), value));
        let items = node.items().enumerate().map(|(place, item)| (place.to_string(), item));
        members.chain(items).filter_map(|(name, value)| {
            let (name, choice) = self.below.get_key_value(&name)?;
            Some((&**name, value, choice))
        })
    }
}

impl Part {
    /// Writes what is chosen of a node. No deeper than the reader lets a document be.
    fn write(&mut self, node: Node<'_>, choice: &Choice<'_>) {
        self.origins.push((self.text.len(), node.offset()));
        match () {
            () if choice.is_whole => self.text.push_str(node.source()),
            () if node.is_array() => self.write_items(node, choice),
            () => self.write_members(node, choice),
        }
    }

    fn write_items(&mut self, array: Node<'_>, choice: &Choice<'_>) {
        let mut before = "[";
        for (_, item, choice) in choice.children(array) {
            self.text.push_str(before);
            before = ",";
            self.write(item, choice);
        }
        self.text.push(']');
    }

    fn write_members(&mut self, object: Node<'_>, choice: &Choice<'_>) {
        let whole = Choice { is_whole: true, ..Choice::default() };
        let mut before = "{";
        for (name, value) in object.members() {
            let chosen = match name {
                "@context" | "id" | "type" => Some(&whole),
                _ => choice.below.get(name),
            };
            if let Some(chosen) = chosen {
                self.text.extend([before, &serde_json::Value::from(name).to_string(), ":"]);
                before = ",";
                self.write(value, chosen);
            }
        }
        self.text.push_str(if before == "{" { "{}" } else { "}" });
    }

    /// Where a value of the part starts in the document.
    pub(super) fn origin(&self, offset: usize) -> Option<usize> {
        let behind = self.origins.partition_point(|(start, _)| *start <= offset);
        let (start, origin) = self.origins.get(behind.checked_sub(1)?)?;
        origin.checked_add(offset.checked_sub(*start)?)
    }
}

fn nowhere(pointer: &str) -> Error {
    Error::Pointer(Malformed::new("proof.pointer", "a JSON Pointer to a member of the credential", pointer))
}
