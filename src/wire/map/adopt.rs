//! Reads terms of the project's own context where no portable statement says the same: badges of others may have
//! the terms alone. A value that is no value of its vocabulary is missing.

use super::{duration, levels};
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::base::text::{LanguageMap, Text};
use crate::base::time::Date;
use crate::model::{
    Assessment, Component, CreditSystem, Credits, Cycle, Entry, EqfLevel, Field, IscedLevel, Levels, MicroCredential,
    NamedLevel, Organisation, Outcome, Participation, QualityAssurance, Vocabulary, Workload,
};
use crate::wire::ob3::Extra;
use serde_json::Value;

/// Takes one term of an achievement.
pub(super) fn achievement(award: MicroCredential, term: &str, value: &Value) -> MicroCredential {
    match term {
        "creditPoint" => {
            let credits = list(value, credits);
            // A bare number says nothing that the terms do not say better.
            if award.credits().iter().all(|credits| credits.system().is_none()) {
                award.with_credits(credits)
            } else {
                award
            }
        }
        "volumeOfLearning" | "contactHour" => {
            let (notional, contact) = (award.workload().notional_hours(), award.workload().contact_hours());
            let text = value.as_str().unwrap_or_default();
            let (notional, contact) = match term {
                "contactHour" => (notional, contact.or_else(|| Amount::parse(text).ok())),
                _ => (notional.or_else(|| duration::read(text)), contact),
            };
            let workload = notional.map_or_else(Workload::default, Workload::new);
            award.with_workload(contact.map_or(workload, |contact| workload.with_contact_hours(contact)))
        }
        "eqfLevel" | "nqfLevel" | "educationLevel" => {
            let levels = items(value).iter().filter_map(Value::as_str).fold(award.levels().clone(), level);
            award.with_levels(levels)
        }
        "thematicArea" if award.fields().is_empty() => {
            let field = |item: &Value| Field::parse(item.as_str()?.rsplit_once('/')?.1).ok();
            award.with_fields(list(value, field))
        }
        "mode" if award.participation().is_empty() => award.with_participation(list(value, concept::<Participation>)),
        "learningOutcome" if award.outcomes().is_empty() => award.with_outcomes(list(value, outcome)),
        "entryRequirement" => match value.get("noteLiteral").and_then(languages) {
            Some(words) => award.with_entry_requirements(words),
            None => award,
        },
        "assessment" if award.assessments().is_empty() => {
            award.with_assessments(items(value).iter().map(assessment).collect())
        }
        "accreditation" if award.quality_assurance().is_empty() => {
            award.with_quality_assurance(items(value).iter().map(accreditation).collect())
        }
        "awardingBody" => {
            let mut bodies = award.awarding_bodies().to_vec();
            bodies.extend(list(value, body));
            award.with_awarding_bodies(bodies)
        }
        "integration" => match value.as_str().and_then(|code| code.parse().ok()) {
            Some(integration) => award.with_integration(integration),
            None => award,
        },
        "stacksTowards" if award.stacks_towards().is_empty() => award.with_stacks_towards(entries(value)),
        "theme" if award.themes().is_empty() => award.with_themes(entries(value)),
        "category" if award.category().is_none() => match entries(value).into_iter().next() {
            Some(category) => award.with_category(category),
            None => award,
        },
        "hasPart" if award.parts().is_empty() => award.with_parts(list(value, iri)),
        _ => award,
    }
}

/// The title in all its languages, if one of them is the name; that one comes first.
pub(super) fn title(terms: &Extra, name: &str) -> Option<LanguageMap> {
    let words = languages(terms.get("title")?)?;
    let (language, _) = words.iter().find(|(_, text)| *text == name)?;
    let main = LanguageMap::new(language.clone(), Text::parse(name).ok()?);
    let others = words.iter().filter_map(|(language, text)| Some((language.clone(), Text::parse(text).ok()?)));
    Some(others.fold(main, |words, (language, text)| words.with(language, text)))
}

/// Takes one term of a subject.
pub(super) fn subject(award: MicroCredential, term: &str, value: &Value) -> MicroCredential {
    match term {
        "creditReceived" if award.credits_earned().iter().all(|credits| credits.system().is_none()) => {
            award.with_credits_earned(list(value, credits))
        }
        "stackableUntil" => match value.as_str().and_then(|date| Date::parse(date).ok()) {
            Some(date) => award.with_stackable_until(date),
            None => award,
        },
        "component" if award.components().is_empty() => award.with_components(list(value, component)),
        _ => award,
    }
}

fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// The items that can be read.
fn list<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Vec<T> {
    items(value).iter().filter_map(read).collect()
}

fn iri(value: &Value) -> Option<Iri> {
    Iri::parse(value.as_str()?).ok()
}

fn concept<T: Vocabulary>(value: &Value) -> Option<T> {
    iri(value).and_then(|iri| T::parse(iri.as_str()).ok())
}

fn entries(value: &Value) -> Vec<Entry> {
    list(value, |item| iri(item).map(Entry::new))
}

fn languages(value: &Value) -> Option<LanguageMap> {
    let words = value.as_object()?.iter();
    let mut words =
        words.filter_map(|(tag, text)| Some((Language::parse(tag).ok()?, Text::parse(text.as_str()?).ok()?)));
    let (language, text) = words.next()?;
    Some(words.fold(LanguageMap::new(language, text), |map, (language, text)| map.with(language, text)))
}

fn credits(value: &Value) -> Option<Credits> {
    let amount = Amount::parse(value.get("point")?.as_str()?).ok()?;
    Some(Credits::new(amount, concept::<CreditSystem>(value.get("framework")?)?))
}

fn level(levels: Levels, iri: &str) -> Levels {
    let eqf = (1..=8).filter_map(|number| EqfLevel::new(number).ok()).find(|level| level.iri() == iri);
    let isced = (0..=8).filter_map(|number| IscedLevel::new(number).ok()).find(|level| level.iri() == iri);
    let cycle = Cycle::ALL.into_iter().find(|cycle| cycle.iri() == iri);
    match (eqf, isced, cycle) {
        (Some(level), ..) => levels.with_eqf(level),
        (_, Some(level), _) => levels.with_isced(level),
        (.., Some(cycle)) => levels.with_cycle(cycle),
        _ => match levels::numbered_by_iri(iri) {
            Some(level) => levels.with_national(level.into()),
            None => named(iri).into_iter().fold(levels, |levels, level| levels.with_national(level.into())),
        },
    }
}

/// A national level of which nothing but the address is known.
fn named(iri: &str) -> Option<NamedLevel> {
    let text = Text::parse(iri).ok()?;
    Some(NamedLevel::new(text.clone(), text).with_id(Iri::parse(iri).ok()?))
}

/// An awarding body of which nothing but the address is known.
fn body(value: &Value) -> Option<Organisation> {
    let id = iri(value)?;
    Some(Organisation::named(Text::parse(id.as_str()).ok()?).with_id(id))
}

fn outcome(value: &Value) -> Option<Outcome> {
    let skills = value.get("relatedESCOSkill").map(|skills| list(skills, iri)).unwrap_or_default();
    Some(Outcome::new(languages(value.get("title")?)?).with_skills(skills))
}

fn assessment(value: &Value) -> Assessment {
    let mut assessment = match value.get("assessmentType").and_then(concept) {
        Some(kind) => Assessment::new(kind),
        None => Assessment::default(),
    };
    if let Some(title) = value.get("title").and_then(languages) {
        assessment = assessment.with_title(title);
    }
    match value.get("idVerification").and_then(concept) {
        Some(supervision) => assessment.with_supervision(supervision),
        None => assessment,
    }
}

fn accreditation(value: &Value) -> QualityAssurance {
    let mut quality = match value.get("accreditationType").and_then(concept) {
        Some(kind) => QualityAssurance::new(kind),
        None => QualityAssurance::default(),
    };
    if let Some(title) = value.get("title").and_then(languages) {
        quality = quality.with_title(title);
    }
    match value.get("accreditingAgent").and_then(iri) {
        Some(agency) => quality.with_agency(agency),
        None => quality,
    }
}

/// A component by reference, or an object with its own terms.
fn component(value: &Value) -> Option<Component> {
    let id = iri(value).or_else(|| value.get("id").and_then(iri))?;
    let credits = value.get("creditPoint").map(|points| list(points, credits)).unwrap_or_default();
    let mut component = Component::new(id).with_credits(credits);
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if let Some(digest) = text("digestMultibase").and_then(|text| text.parse().ok()) {
        component = component.with_digest(digest);
    }
    Some(match text("awardedDate").and_then(|text| text.parse().ok()) {
        Some(awarded) => component.with_awarded(awarded),
        None => component,
    })
}
