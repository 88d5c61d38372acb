//! Results: what the learner reached, and the descriptions that give it meaning.

use super::reader::{Object, Reader};
use super::rules;
use super::{Alignment, Extra, ResultStatusType, ResultType, Types, value};
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// Result (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Result {
    /// The types, `Result` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// The description, by id, of the same achievement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_description: Option<Iri>,
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ResultStatusType>,
    /// The value, such as a grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<SharedText>,
    /// The rubric level reached, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achieved_level: Option<Iri>,
    /// Nodes of frameworks that it corresponds to.
    #[serde(rename = "alignment", skip_serializing_if = "Vec::is_empty")]
    pub alignments: Vec<Alignment>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Result {
    /// A result of which nothing is said yet.
    fn default() -> Self {
        Self {
            types: Types::of("Result"),
            result_description: None,
            status: None,
            value: None,
            achieved_level: None,
            alignments: Vec::new(),
            extra: Extra::new(),
        }
    }
}

impl Result {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Result", reader)?;
        let types = object.types(&["Result"]);
        let result_description = object.optional("resultDescription", value::iri);
        let status = object.optional("status", ResultStatusType::read);
        let value = object.optional("value", value::text);
        let achieved_level = object.optional("achievedLevel", value::iri);
        let alignments = object.many("alignment", Alignment::read);
        Some(Self {
            types: types?,
            result_description,
            status,
            value,
            achieved_level,
            alignments,
            extra: object.extra(),
        })
    }
}

/// ResultDescription (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResultDescription {
    /// What results name.
    pub id: Iri,
    /// The types, `ResultDescription` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// Its name.
    pub name: SharedText,
    /// The kind of result.
    pub result_type: ResultType,
    /// The values, from low to high.
    #[serde(rename = "allowedValue", skip_serializing_if = "Vec::is_empty")]
    pub allowed_values: Vec<SharedText>,
    /// The lowest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_min: Option<SharedText>,
    /// The highest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_max: Option<SharedText>,
    /// The value that must be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_value: Option<SharedText>,
    /// The rubric level that must be reached, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_level: Option<Iri>,
    /// The rubric levels, from low to high.
    #[serde(rename = "rubricCriterionLevel", skip_serializing_if = "Vec::is_empty")]
    pub rubric_criterion_levels: Vec<RubricCriterionLevel>,
    /// Nodes of frameworks that it corresponds to.
    #[serde(rename = "alignment", skip_serializing_if = "Vec::is_empty")]
    pub alignments: Vec<Alignment>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ResultDescription {
    /// A description of results of a type.
    #[must_use]
    pub fn new(id: Iri, name: &str, result_type: ResultType) -> Self {
        Self {
            id,
            types: Types::of("ResultDescription"),
            name: name.into(),
            result_type,
            allowed_values: Vec::new(),
            value_min: None,
            value_max: None,
            required_value: None,
            required_level: None,
            rubric_criterion_levels: Vec::new(),
            alignments: Vec::new(),
            extra: Extra::new(),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "ResultDescription", reader)?;
        let id = object.required("id", value::iri);
        let types = object.types(&["ResultDescription"]);
        let name = object.required("name", value::text);
        let result_type = object.required("resultType", ResultType::read);
        let allowed_values = object.many("allowedValue", value::text);
        let value_min = object.optional("valueMin", value::text);
        let value_max = object.optional("valueMax", value::text);
        let required_value = object.optional("requiredValue", value::text);
        let required_level = object.optional("requiredLevel", value::iri);
        let rubric_criterion_levels = object.many("rubricCriterionLevel", RubricCriterionLevel::read);
        let alignments = object.many("alignment", Alignment::read);
        let description = Self {
            id: id?,
            types: types?,
            name: name?,
            result_type: result_type?,
            allowed_values,
            value_min,
            value_max,
            required_value,
            required_level,
            rubric_criterion_levels,
            alignments,
            extra: object.extra(),
        };
        rules::check_description(node, &description, reader);
        Some(description)
    }
}

/// RubricCriterionLevel (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RubricCriterionLevel {
    /// What results name.
    pub id: Iri,
    /// The types, `RubricCriterionLevel` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// Its name.
    pub name: SharedText,
    /// What reaching it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<SharedText>,
    /// The level that it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<SharedText>,
    /// The points that it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<SharedText>,
    /// Nodes of frameworks that it corresponds to.
    #[serde(rename = "alignment", skip_serializing_if = "Vec::is_empty")]
    pub alignments: Vec<Alignment>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl RubricCriterionLevel {
    /// A level by its name.
    #[must_use]
    pub fn new(id: Iri, name: &str) -> Self {
        Self {
            id,
            types: Types::of("RubricCriterionLevel"),
            name: name.into(),
            description: None,
            level: None,
            points: None,
            alignments: Vec::new(),
            extra: Extra::new(),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "RubricCriterionLevel", reader)?;
        let id = object.required("id", value::iri);
        let types = object.types(&["RubricCriterionLevel"]);
        let name = object.required("name", value::text);
        let description = object.optional("description", value::text);
        let level = object.optional("level", value::text);
        let points = object.optional("points", value::text);
        let alignments = object.many("alignment", Alignment::read);
        Some(Self {
            id: id?,
            types: types?,
            name: name?,
            description,
            level,
            points,
            alignments,
            extra: object.extra(),
        })
    }
}
