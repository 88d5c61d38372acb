//! A part of a document by JSON Pointers (RFC 6901; vc-di-ecdsa §3.4.11 and §3.4.13).

use crate::base::Malformed;
use crate::codec::json::Node;
use crate::proof::Error;

/// A part of a document.
pub(super) struct Part {
    pub(super) text: String,
    /// Where pieces of the text start, there and in the document, ascending.
    origins: Vec<(usize, usize)>,
}

impl Part {
    /// Where a value of the part starts in the document.
    pub(super) fn origin(&self, offset: usize) -> Option<usize> {
        let behind = self.origins.partition_point(|(start, _)| *start <= offset);
        let (start, origin) = self.origins.get(behind.checked_sub(1)?)?;
        origin.checked_add(offset.checked_sub(*start)?)
    }
}

/// The part of a document that pointers select, each the whole value it points to, together with `@context`, `id` and
/// `type` of every object on the way. The items of an array that are left stand close.
///
/// # Errors
///
/// `proof.pointer` for a text that is no pointer or leads nowhere.
pub(super) fn select(root: Node<'_>, pointers: &[&str]) -> Result<Part, Error> {
    let mut paths = Vec::new();
    for pointer in pointers {
        let path: Vec<String> = match pointer.strip_prefix('/') {
            None if pointer.is_empty() => Vec::new(),
            None => return Err(nowhere(pointer)),
            Some(rest) => rest.split('/').map(|token| token.replace("~1", "/").replace("~0", "~")).collect(),
        };
        let mut node = root;
        for token in &path {
            node = child(node, token).ok_or_else(|| nowhere(pointer))?;
        }
        paths.push(path);
    }
    let mut part = Part { text: String::new(), origins: Vec::new() };
    let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
    part.write(root, &paths);
    Ok(part)
}

impl Part {
    /// Writes what the paths select of a node; one that ends here selects all of it. No deeper than the reader lets a document be.
    fn write(&mut self, node: Node<'_>, paths: &[&[String]]) {
        self.origins.push((self.text.len(), node.offset()));
        match () {
            () if paths.iter().any(|path| path.is_empty()) => self.text.push_str(node.source()),
            () if node.is_array() => self.write_items(node, paths),
            () if node.is_object() => self.write_members(node, paths),
            () => self.text.push_str(node.source()),
        }
    }

    fn write_items(&mut self, array: Node<'_>, paths: &[&[String]]) {
        let mut before = "[";
        for (place, item) in array.items().enumerate() {
            let paths = below(paths, &place.to_string());
            if !paths.is_empty() {
                self.text.push_str(before);
                before = ",";
                self.write(item, &paths);
            }
        }
        self.text.push_str(if before == "[" { "[]" } else { "]" });
    }

    fn write_members(&mut self, object: Node<'_>, paths: &[&[String]]) {
        self.text.push('{');
        let mut comma = "";
        for (name, value) in object.members() {
            let paths = match name {
                "@context" | "id" | "type" => vec![&[][..]],
                _ => below(paths, name),
            };
            if !paths.is_empty() {
                self.text.extend([comma, &serde_json::Value::from(name).to_string(), ":"]);
                comma = ",";
                self.write(value, &paths);
            }
        }
        self.text.push('}');
    }
}

/// What is left of the paths that begin with a token.
fn below<'p>(paths: &[&'p [String]], token: &str) -> Vec<&'p [String]> {
    let rests = paths.iter().filter_map(|path| path.split_first());
    rests.filter(|(first, _)| *first == token).map(|(_, rest)| rest).collect()
}

fn child<'d>(node: Node<'d>, token: &str) -> Option<Node<'d>> {
    if node.is_object() {
        return node.get(token);
    }
    let place: usize = token.parse().ok().filter(|place: &usize| place.to_string() == token)?;
    node.items().nth(place)
}

fn nowhere(pointer: &str) -> Error {
    Error::Pointer(Malformed::new("proof.pointer", "a JSON Pointer to a member of the credential", pointer))
}
