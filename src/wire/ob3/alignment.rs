//! A node of an educational framework that something corresponds to.

use super::reader::{Object, Reader};
use super::{AlignmentTargetType, Extra, Types, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// Alignment (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Alignment {
    /// The types, `Alignment` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// The kind of node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<AlignmentTargetType>,
    /// The name of the node.
    pub target_name: SharedText,
    /// Its code within the framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_code: Option<SharedText>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_description: Option<SharedText>,
    /// The name of the framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_framework: Option<SharedText>,
    /// Its address.
    pub target_url: Iri,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Alignment {
    /// An alignment with a node, by its name and address.
    #[must_use]
    pub fn new(target_name: &str, target_url: Iri) -> Self {
        Self {
            types: Types::of("Alignment"),
            target_type: None,
            target_name: target_name.into(),
            target_code: None,
            target_description: None,
            target_framework: None,
            target_url,
            extra: Extra::new(),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Alignment", reader)?;
        let types = object.types(&["Alignment"]);
        let target_type = object.optional("targetType", AlignmentTargetType::read);
        let target_name = object.required("targetName", value::text);
        let target_code = object.optional("targetCode", value::text);
        let target_description = object.optional("targetDescription", value::text);
        let target_framework = object.optional("targetFramework", value::text);
        let target_url = object.required("targetUrl", value::iri);
        Some(Self {
            types: types?,
            target_type,
            target_name: target_name?,
            target_code,
            target_description,
            target_framework,
            target_url: target_url?,
            extra: object.extra(),
        })
    }
}
