//! A picture.

use super::reader::{Object, Reader, at};
use super::value;
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::wire::error::{Error, Excerpt};
use serde::Serialize;

/// Image (closed).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "type")]
#[non_exhaustive]
pub struct Image {
    /// The picture: an address or a `data:` URI.
    pub id: Iri,
    /// A text that says what it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<SharedText>,
}

impl Image {
    /// A picture without a caption.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        Self { id, caption: None }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(address) = node.as_str() {
            reader.fault(Error::BareImage { at: at(node), found: Excerpt::new(address) });
            return value::iri(node, reader).map(Self::new);
        }
        let mut object = Object::open(node, "Image", reader)?;
        let one_type = object.one_type("Image");
        let id = object.required("id", value::iri);
        let caption = object.optional("caption", value::text);
        object.close();
        one_type?;
        Some(Self { id: id?, caption })
    }
}
