//! A part of a document by JSON Pointers (RFC 6901; vc-di-ecdsa §3.4.11 and §3.4.13).

use crate::base::Malformed;
use crate::codec::json::Node;
use crate::proof::Error;

/// The text of the part of a document that pointers select, each the whole value it points to, together with `@context`, `id` and
/// `type` of every object on the way. The items of an array that are left stand close.
///
/// # Errors
///
/// `proof.pointer` for a text that is no pointer or leads nowhere.
pub(super) fn select(root: Node<'_>, pointers: &[&str]) -> Result<String, Error> {
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
    let mut text = String::new();
    let paths: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
    write(root, &paths, &mut text);
    Ok(text)
}

/// Writes what the paths select of a node; one that ends here selects all of it. No deeper than the reader lets a document be.
fn write(node: Node<'_>, paths: &[&[String]], text: &mut String) {
    if paths.iter().any(|path| path.is_empty()) || !(node.is_object() || node.is_array()) {
        text.push_str(node.source());
        return;
    }
    let below = |token: &str| -> Vec<&[String]> {
        paths
            .iter()
            .filter_map(|path| path.split_first())
            .filter(|(first, _)| *first == token)
            .map(|(_, rest)| rest)
            .collect()
    };
    let mut comma = "";
    if node.is_array() {
        text.push('[');
        for (place, item) in node.items().enumerate() {
            let paths = below(&place.to_string());
            if !paths.is_empty() {
                text.push_str(comma);
                comma = ",";
                write(item, &paths, text);
            }
        }
        text.push(']');
        return;
    }
    text.push('{');
    for (name, value) in node.members() {
        let paths = below(name);
        let is_kept = matches!(name, "@context" | "id" | "type");
        if is_kept || !paths.is_empty() {
            text.extend([comma, &serde_json::Value::from(name).to_string(), ":"]);
            comma = ",";
            match is_kept {
                true => text.push_str(value.source()),
                false => write(value, &paths, text),
            }
        }
    }
    text.push('}');
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
