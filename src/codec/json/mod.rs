//! Strict JSON (RFC 8259 within I-JSON, RFC 7493): what is signed is what is read.
//!
//! [`Document::parse`] reads a text once into a flat table of [`Node`]s. It refuses what two honest readers may
//! understand differently: equal member names, numbers that a double cannot hold, lone surrogates, byte order marks,
//! text after the value. [`jcs`] writes canonical text from the same table, and a [`Node`] is a
//! [`serde::Deserializer`], so the typed view cannot differ from the signed one.

mod de;
mod error;
pub mod jcs;
mod node;
mod number;
mod parse;
mod scan;
mod without;

pub use error::{Error, Place};
pub use node::{Items, Kind, Members, Node};
pub use number::Number;

use crate::base::limits::Limits;
use crate::base::shared::SharedText;
use node::Entry;
use std::sync::Arc;

/// One JSON text, checked and indexed.
///
/// Owns its text; nodes borrow from it. Reading and dropping never recurse.
#[derive(Clone)]
pub struct Document {
    /// The text as read, then every string and name that held escapes, unescaped.
    text: Arc<String>,
    /// Bytes of `text` that are the text as read.
    source_len: usize,
    /// Every value in document order, the root first.
    nodes: Vec<Entry>,
}

impl Document {
    /// Reads one JSON value of any kind from UTF-8 `bytes`, with nothing but white space around it.
    ///
    /// # Errors
    ///
    /// `json.too-large`, `json.too-deep` and `json.too-many-nodes` past the caps in `limits`; `json.malformed`,
    /// `json.invalid-unicode`, `json.duplicate-key` and `json.number-not-exact` for a text that is no I-JSON. A number
    /// is exact when it is an integer within ±(2^53 − 1), or has a fraction or exponent and equals the shortest text
    /// of the double nearest to it.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        parse::read(bytes, limits)
    }

    /// The value of the whole text.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node::root(self)
    }

    /// The text as read, white space included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.get(..self.source_len).unwrap_or_default()
    }

    /// As [`as_str`](Self::as_str), in a form that outlives the document and shares its text.
    #[must_use]
    pub fn to_shared_text(&self) -> SharedText {
        // INVARIANT: the reader takes no text of 4 GiB.
        SharedText::part(&self.text, 0..u32::try_from(self.source_len).unwrap_or_default())
    }

    /// The JSON Pointer (RFC 6901) of `node`, which must be of this document.
    #[must_use]
    pub fn pointer_to(&self, node: Node<'_>) -> String {
        node.pointer()
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Document").field(&self.as_str()).finish()
    }
}
