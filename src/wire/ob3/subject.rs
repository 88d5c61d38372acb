//! The learner and what the learner did: the part of a badge that is nobody else's.

use super::reader::{Object, Reader};
use super::rules;
use super::{Achievement, ActivityDate, Extra, IdentityObject, Image, Profile, Result, Types, value};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use serde::Serialize;

/// AchievementSubject (extensible).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AchievementSubject {
    /// Who it is; this or an identifier must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    /// The types, `AchievementSubject` among them.
    #[serde(rename = "type")]
    pub types: Types,
    /// Further ways to say who it is, hashed or plain.
    #[serde(rename = "identifier", skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<IdentityObject>,
    /// What was achieved.
    pub achievement: Achievement,
    /// The first day of the activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_start_date: Option<ActivityDate>,
    /// The last day of the activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_end_date: Option<ActivityDate>,
    /// Credits that the learner earned, without a unit.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "value::write_credits")]
    pub credits_earned: Option<Amount>,
    /// The picture of this badge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The number of a licence that comes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license_number: Option<SharedText>,
    /// What the learner did, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<SharedText>,
    /// What the learner reached.
    #[serde(rename = "result", skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Result>,
    /// The learner's role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<SharedText>,
    /// Who assessed on behalf of the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Profile>,
    /// The academic term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<SharedText>,
    /// Members of extensions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl AchievementSubject {
    /// A subject that must yet be given an id or an identifier.
    #[must_use]
    pub fn new(achievement: Achievement) -> Self {
        Self {
            id: None,
            types: Types::of("AchievementSubject"),
            identifiers: Vec::new(),
            achievement,
            activity_start_date: None,
            activity_end_date: None,
            credits_earned: None,
            image: None,
            license_number: None,
            narrative: None,
            results: Vec::new(),
            role: None,
            source: None,
            term: None,
            extra: Extra::new(),
        }
    }

    pub(crate) fn read(node: Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut object = Object::open(node, "AchievementSubject", reader)?;
        let id = object.optional("id", value::iri);
        let types = object.types(&["AchievementSubject"]);
        let identifiers = object.many("identifier", IdentityObject::read);
        let achievement = object.required("achievement", Achievement::read);
        let activity_start_date = object.optional("activityStartDate", value::activity);
        let activity_end_date = object.optional("activityEndDate", value::activity);
        let credits_earned = object.optional("creditsEarned", value::credits);
        let image = object.optional("image", Image::read);
        let license_number = object.optional("licenseNumber", value::text);
        let narrative = object.optional("narrative", value::text);
        let results = object.many("result", Result::read);
        let role = object.optional("role", value::text);
        let source = object.optional("source", Profile::collect);
        let term = object.optional("term", value::text);
        let extra = object.extra();
        let subject = Self {
            id,
            types: types?,
            identifiers,
            achievement: achievement?,
            activity_start_date,
            activity_end_date,
            credits_earned,
            image,
            license_number,
            narrative,
            results,
            role,
            source,
            term,
            extra,
        };
        rules::check_subject(node, &subject, reader);
        Some(subject)
    }
}
