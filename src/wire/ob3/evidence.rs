//! What was done to show the achievement.

use super::reader::{Object, Reader};
use super::{Extra, Types, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// Evidence (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Evidence {
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// The types, `Evidence` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SharedText>,
    /// What it shows, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<SharedText>,
    /// A longer description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<SharedText>,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<SharedText>,
    /// Whom it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Evidence {
    /// Evidence of which nothing is said yet.
    fn default() -> Self {
        Self {
            id: None,
            types: Types::of("Evidence"),
            name: None,
            narrative: None,
            description: None,
            genre: None,
            audience: None,
            extra: Extra::new(),
        }
    }
}

impl Evidence {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Evidence", reader)?;
        let id = object.optional("id", value::iri);
        let types = object.types(&["Evidence"]);
        let name = object.optional("name", value::text);
        let narrative = object.optional("narrative", value::text);
        let description = object.optional("description", value::text);
        let genre = object.optional("genre", value::text);
        let audience = object.optional("audience", value::text);
        Some(Self { id, types: types?, name, narrative, description, genre, audience, extra: object.extra() })
    }
}
