//! What was achieved: the definition that all its holders share.

use super::reader::{Object, Reader};
use super::rules;
use super::{
    AchievementType, Alignment, EndorsementCredential, Extra, IdentifierEntry, Image, Profile, ResultDescription,
    Types, value,
};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// Achievement (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Achievement {
    /// The definition.
    pub id: Iri,
    /// The types, `Achievement` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// Its name.
    pub name: SharedText,
    /// What it is, in a sentence or two.
    pub description: SharedText,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_type: Option<AchievementType>,
    /// What must be done for it.
    pub criteria: Criteria,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Who defined it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Profile>,
    /// The language of the texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<SharedText>,
    /// The edition of the definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<SharedText>,
    /// The definition's code for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human_code: Option<SharedText>,
    /// Subject area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_of_study: Option<SharedText>,
    /// Specialisation within the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialization: Option<SharedText>,
    /// Credits for completing it, without a unit.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "value::write_credits")]
    pub credits_available: Option<Amount>,
    /// Nodes of frameworks that it corresponds to.
    #[serde(rename = "alignment", skip_serializing_if = "Vec::is_empty")]
    pub alignments: Vec<Alignment>,
    /// Keywords.
    #[serde(rename = "tag", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<SharedText>,
    /// Further identifiers of the definition.
    #[serde(rename = "otherIdentifier", skip_serializing_if = "Vec::is_empty")]
    pub other_identifiers: Vec<IdentifierEntry>,
    /// Definitions that are the same for most purposes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The results that may be stated.
    #[serde(rename = "resultDescription", skip_serializing_if = "Vec::is_empty")]
    pub result_descriptions: Vec<ResultDescription>,
    /// Endorsements of the definition.
    #[serde(rename = "endorsement", skip_serializing_if = "Vec::is_empty")]
    pub endorsements: Vec<EndorsementCredential>,
    /// Endorsements as compact JWS.
    #[serde(rename = "endorsementJwt", skip_serializing_if = "Vec::is_empty")]
    pub endorsement_jwts: Vec<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Achievement {
    /// A definition with what every one must have.
    #[must_use]
    pub fn new(id: Iri, name: &str, description: &str, criteria: Criteria) -> Self {
        Self {
            id,
            types: Types::of("Achievement"),
            name: name.into(),
            description: description.into(),
            achievement_type: None,
            criteria,
            image: None,
            creator: None,
            in_language: None,
            version: None,
            human_code: None,
            field_of_study: None,
            specialization: None,
            credits_available: None,
            alignments: Vec::new(),
            tags: Vec::new(),
            other_identifiers: Vec::new(),
            related: Vec::new(),
            result_descriptions: Vec::new(),
            endorsements: Vec::new(),
            endorsement_jwts: Vec::new(),
            extra: Extra::new(),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Achievement", reader)?;
        let id = object.required("id", value::iri);
        let types = object.types(&["Achievement"]);
        let name = object.required("name", value::text);
        let description = object.required("description", value::text);
        let achievement_type = object.optional("achievementType", AchievementType::read);
        let criteria = object.required("criteria", Criteria::read);
        let image = object.optional("image", Image::read);
        let creator = object.optional("creator", Profile::collect);
        let in_language = object.optional("inLanguage", value::language);
        let version = object.optional("version", value::text);
        let human_code = object.optional("humanCode", value::text);
        let field_of_study = object.optional("fieldOfStudy", value::text);
        let specialization = object.optional("specialization", value::text);
        let credits_available = object.optional("creditsAvailable", value::credits);
        let alignments = object.many("alignment", Alignment::read);
        let tags = object.many("tag", value::text);
        let other_identifiers = object.many("otherIdentifier", IdentifierEntry::read);
        let related = object.many("related", Related::read);
        let result_descriptions = object.many("resultDescription", ResultDescription::read);
        let endorsements = object.many("endorsement", EndorsementCredential::collect);
        let endorsement_jwts = object.many("endorsementJwt", value::compact_jws);
        Some(Self {
            id: id?,
            types: types?,
            name: name?,
            description: description?,
            achievement_type,
            criteria: criteria?,
            image,
            creator,
            in_language,
            version,
            human_code,
            field_of_study,
            specialization,
            credits_available,
            alignments,
            tags,
            other_identifiers,
            related,
            result_descriptions,
            endorsements,
            endorsement_jwts,
            extra: object.extra(),
        })
    }
}

/// Criteria (extensible): an address, a text, or both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Criteria {
    /// Where the criteria can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// The criteria, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Criteria {
    /// Criteria that say nothing yet: give them an address or a text.
    fn default() -> Self {
        Self { id: None, narrative: None, extra: Extra::new() }
    }
}

impl Criteria {
    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Criteria", reader)?;
        let id = object.optional("id", value::iri);
        let narrative = object.optional("narrative", value::text);
        let criteria = Self { id, narrative, extra: object.extra() };
        rules::check_criteria(node, &criteria, reader);
        Some(criteria)
    }
}

/// Related (extensible): another edition or translation of the same achievement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Related {
    /// The other definition.
    pub id: Iri,
    /// The types, `Related` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// The language of its texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<SharedText>,
    /// Its edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Related {
    /// A related definition.
    #[must_use]
    pub fn new(id: Iri) -> Self {
        Self { id, types: Types::of("Related"), in_language: None, version: None, extra: Extra::new() }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "Related", reader)?;
        let id = object.required("id", value::iri);
        let types = object.types(&["Related"]);
        let in_language = object.optional("inLanguage", value::language);
        let version = object.optional("version", value::text);
        Some(Self { id: id?, types: types?, in_language, version, extra: object.extra() })
    }
}
