//! What must hold between the members of one object: the notes of the standard's tables.

use super::reader::{Reader, at};
use super::{AchievementSubject, Criteria, Result, ResultDescription, ResultType};
use crate::base::amount::Amount;
use crate::base::shared::SharedText;
use crate::codec::json::Node;
use crate::wire::error::{Error, Excerpt};

/// A subject says who it is, and its results name descriptions of the same achievement.
pub(super) fn check_subject(node: Node<'_>, subject: &AchievementSubject, reader: &mut Reader) {
    if subject.id.is_none() && subject.identifiers.is_empty() {
        reader.fault(Error::SubjectUnidentified { at: at(node) });
    }
    let results = node.get("result").into_iter().flat_map(Node::one_or_many).filter(|item| item.is_object());
    for (node, result) in results.zip(&subject.results) {
        check_result(node, result, &subject.achievement.result_descriptions, reader);
    }
}

/// Criteria say something.
pub(super) fn check_criteria(node: Node<'_>, criteria: &Criteria, reader: &mut Reader) {
    if criteria.id.is_none() && criteria.narrative.is_none() {
        reader.fault(Error::CriteriaEmpty { at: at(node) });
    }
}

/// What a description requires is something that it allows.
pub(super) fn check_description(node: Node<'_>, description: &ResultDescription, reader: &mut Reader) {
    let member = |name| node.get(name).map_or_else(|| at(node), at);
    if let Some(level) = &description.required_level
        && !description.rubric_criterion_levels.iter().any(|rubric| rubric.id == *level)
    {
        let expected = "the id of a rubric level of this description";
        let found = Excerpt::new(level.as_str());
        reader.fault(Error::Unlinked { at: member("requiredLevel"), expected, found });
    }
    if let Some(value) = &description.required_value
        && !is_allowed(value, description)
    {
        let expected = "a value that this description allows";
        reader.fault(Error::RequiredValue { at: member("requiredValue"), expected, found: Excerpt::new(value) });
    }
}

fn check_result(node: Node<'_>, result: &Result, descriptions: &[ResultDescription], reader: &mut Reader) {
    let member = |name| node.get(name).map_or_else(|| at(node), at);
    let linked = result.result_description.as_ref().and_then(|id| descriptions.iter().find(|d| d.id == *id));
    if let (Some(id), None) = (&result.result_description, linked) {
        let expected = "the id of a result description of the same achievement";
        let found = Excerpt::new(id.as_str());
        reader.fault(Error::Unlinked { at: member("resultDescription"), expected, found });
    }
    let Some(linked) = linked else { return };
    if let Some(level) = &result.achieved_level
        && !linked.rubric_criterion_levels.iter().any(|rubric| rubric.id == *level)
    {
        let expected = "the id of a rubric level of the linked description";
        let found = Excerpt::new(level.as_str());
        reader.fault(Error::Unlinked { at: member("achievedLevel"), expected, found });
    }
    if linked.result_type == ResultType::Status && result.status.is_none() {
        reader.fault(Error::Missing { at: at(node), class: "a Result of type Status", member: "status" });
    }
}

/// Whether a value is among the allowed ones, or between the lowest and the highest where those are numbers.
fn is_allowed(value: &str, description: &ResultDescription) -> bool {
    if !description.allowed_values.is_empty() {
        return description.allowed_values.iter().any(|allowed| **allowed == *value);
    }
    let Ok(value) = Amount::parse(value) else { return true };
    let bound = |text: &Option<SharedText>| text.as_deref().and_then(|text| Amount::parse(text).ok());
    bound(&description.value_min).is_none_or(|least| least <= value)
        && bound(&description.value_max).is_none_or(|most| value <= most)
}
