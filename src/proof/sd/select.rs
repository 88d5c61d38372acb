//! A part of a document by JSON Pointers (RFC 6901; vc-di-ecdsa §3.4.11 and §3.4.13).

use crate::base::limits::Limits;
use crate::codec::json::Node;
use crate::proof::Error;
use crate::proof::pointer::Choice;

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
    let choice = Choice::of(root, pointers, limits)?;
    let mut part = Part { text: String::new(), origins: Vec::new() };
    part.write(root, &choice);
    Ok(part)
}

impl Part {
    /// Writes what is chosen of a node. No deeper than the reader lets a document be.
    fn write(&mut self, node: Node<'_>, choice: &Choice<'_>) {
        self.origins.push((self.text.len(), node.offset()));
        match () {
            () if choice.is_whole() => self.text.push_str(node.source()),
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
        let whole = Choice::whole();
        let mut before = "{";
        for (name, value) in object.members() {
            let chosen = match name {
                "@context" | "id" | "type" => Some(&whole),
                _ => choice.below(name),
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
