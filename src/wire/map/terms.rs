//! What a micro-credential is in the terms of the project's own context.

use crate::base::iri::Iri;
use crate::base::text::LanguageMap;
use crate::model::{
    Assessment, Component, Credits, Entry, MicroCredential, NationalLevel, Outcome, QualityAssurance, Vocabulary,
};
use crate::wire::map::duration;
use crate::wire::ob3::Extra;
use serde_json::Value;

/// The type beside `Achievement`.
pub(super) const ACHIEVEMENT: &str = "MicroCredentialAchievement";
/// The type beside `AchievementSubject`.
pub(super) const SUBJECT: &str = "MicroCredentialSubject";
/// The type beside `Evidence` of a component.
pub(super) const COMPONENT: &str = "ComponentCredential";

/// The terms of an achievement; one that has nothing to say is left out.
pub(super) fn achievement(award: &MicroCredential) -> Extra {
    let levels = award.levels();
    let mut terms = Terms::default();
    terms.many("creditPoint", award.credits().iter().filter_map(credit_point));
    terms.one("volumeOfLearning", award.workload().notional_hours().map(|hours| duration::write(hours).into()));
    terms.one("eqfLevel", levels.eqf().map(|level| level.iri().into()));
    terms.many("nqfLevel", levels.national().iter().filter_map(national));
    let cycle = levels.cycle().map(|cycle| Value::from(cycle.iri()));
    terms.many("educationLevel", cycle.into_iter().chain(levels.isced().map(|level| level.iri().into())));
    terms.many("thematicArea", award.fields().iter().map(|field| field.iri().into()));
    terms.many("mode", award.participation().iter().map(|mode| mode.iri().into()));
    terms.many("learningOutcome", award.outcomes().iter().map(outcome));
    terms.one(
        "entryRequirement",
        award.entry_requirements().map(|words| {
            let mut note = Terms::of("Note");
            note.one("noteLiteral", Some(languages(words)));
            note.into()
        }),
    );
    terms.many("assessment", award.assessments().iter().map(assessment));
    terms.many("accreditation", award.quality_assurance().iter().map(accreditation));
    let further = award.awarding_bodies().iter().skip(1);
    terms.many("awardingBody", further.filter_map(|body| body.id()).map(iri));
    terms.one("integration", award.integration().map(|integration| integration.code().into()));
    terms.many("stacksTowards", award.stacks_towards().iter().filter_map(Entry::id).map(iri));
    terms.one("title", award.title().map(languages));
    terms.one("contactHour", award.workload().contact_hours().map(|hours| hours.to_string().into()));
    terms.one("category", award.category().and_then(Entry::id).map(iri));
    terms.many("theme", award.themes().iter().filter_map(Entry::id).map(iri));
    terms.many("hasPart", award.parts().iter().map(iri));
    terms.0
}

/// The terms of a subject.
pub(super) fn subject(award: &MicroCredential) -> Extra {
    let mut terms = Terms::default();
    terms.many("creditReceived", award.credits_earned().iter().filter_map(credit_point));
    terms.one("stackableUntil", award.stackable_until().map(|date| date.to_string().into()));
    terms.many("component", award.components().iter().map(|component| iri(component.id())));
    terms.0
}

/// The terms of the evidence that stands for a component.
pub(super) fn component(component: &Component) -> Extra {
    let mut terms = Terms::default();
    terms.one("digestMultibase", component.digest().map(|digest| digest.as_str().into()));
    terms.one("awardedDate", component.awarded().map(|moment| moment.to_string().into()));
    terms.many("creditPoint", component.credits().iter().filter_map(credit_point));
    terms.0
}

/// The name of a term for an error.
pub(super) fn name(term: &str) -> &'static str {
    NAMES.iter().find(|name| **name == term).copied().unwrap_or("term")
}

fn credit_point(credits: &Credits) -> Option<Value> {
    let mut point = Terms::of("CreditPoint");
    point.one("framework", Some(credits.system()?.iri().into()));
    // A string: a number would be signed in another form.
    point.one("point", Some(credits.amount().to_string().into()));
    Some(point.into())
}

fn national(level: &NationalLevel) -> Option<Value> {
    match level {
        NationalLevel::Numbered(level) => Some(level.iri().into()),
        NationalLevel::Named(level) => level.id().map(iri),
    }
}

fn outcome(outcome: &Outcome) -> Value {
    let mut terms = Terms::of("LearningOutcome");
    terms.one("title", Some(languages(outcome.text())));
    terms.many("relatedESCOSkill", outcome.skills().iter().map(iri));
    terms.into()
}

fn assessment(assessment: &Assessment) -> Value {
    let mut terms = Terms::of("LearningAssessmentSpecification");
    terms.one("title", assessment.title().map(languages));
    terms.one("assessmentType", assessment.kind().map(|kind| kind.iri().into()));
    terms.one("idVerification", assessment.supervision().map(|supervision| supervision.iri().into()));
    terms.into()
}

fn accreditation(quality: &QualityAssurance) -> Value {
    let mut terms = Terms::of("Accreditation");
    terms.one("title", quality.title().map(languages));
    terms.one("accreditationType", quality.kind().map(|kind| kind.iri().into()));
    terms.one("accreditingAgent", quality.agency().map(iri));
    terms.into()
}

fn languages(words: &LanguageMap) -> Value {
    let mut texts = Terms::default();
    for (language, text) in words.iter() {
        texts.one(language.as_str(), Some(text.into()));
    }
    texts.into()
}

fn iri(iri: &Iri) -> Value {
    iri.as_str().into()
}

/// The members of an object in the making.
#[derive(Default)]
struct Terms(Extra);

impl Terms {
    /// A nested object: without a type of its own its terms would be lost from what is signed.
    fn of(class: &str) -> Self {
        let mut terms = Self::default();
        terms.one("type", Some(class.into()));
        terms
    }

    fn one(&mut self, name: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value);
        }
    }

    fn many(&mut self, name: &str, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        self.one(name, (!values.is_empty()).then_some(Value::Array(values)));
    }
}

impl From<Terms> for Value {
    fn from(terms: Terms) -> Self {
        Self::Object(terms.0)
    }
}

const NAMES: [&str; 24] = [
    "creditPoint",
    "volumeOfLearning",
    "eqfLevel",
    "nqfLevel",
    "educationLevel",
    "thematicArea",
    "mode",
    "learningOutcome",
    "entryRequirement",
    "assessment",
    "accreditation",
    "awardingBody",
    "integration",
    "stacksTowards",
    "title",
    "contactHour",
    "category",
    "theme",
    "hasPart",
    "creditReceived",
    "stackableUntil",
    "component",
    "digestMultibase",
    "awardedDate",
];
