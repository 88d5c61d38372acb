//! Outcomes, assessments, quality assurance, participation and what a learner needs beforehand.

use super::notes::Notes;
use super::statement::{
    ASSESSMENT, ENTRY_REQUIREMENT, Kind, OUTCOME, PARTICIPATION, QUALITY_ASSURANCE, Read, SUPERVISION, Statement,
    Statements,
};
use crate::base::iri::Iri;
use crate::base::language::Language;
use crate::base::text::{LanguageMap, Text};
use crate::model::{
    Assessment, AssessmentType, MicroCredential, Outcome, Participation, QualityAssurance, QualityAssuranceType,
    Supervision, Vocabulary,
};
use crate::wire::Error;

pub(super) fn write(award: &MicroCredential, default: &Language) -> Vec<Statement> {
    let mut statements: Vec<Statement> = award.outcomes().iter().map(|o| write_outcome(o, default)).collect();
    statements.extend(award.assessments().iter().map(|assessment| {
        let titled = Titled { kind: ASSESSMENT, title: assessment.title(), untitled: "assessment" };
        let mut statement = titled.write(assessment.kind(), default);
        if let Some(supervision) = assessment.supervision() {
            statement.notes.field("supervision", supervision.code());
        }
        statement
    }));
    let mut supervisions: Vec<&Supervision> = Vec::new();
    for supervision in award.assessments().iter().filter_map(Assessment::supervision) {
        if !supervisions.contains(&supervision) {
            supervisions.push(supervision);
        }
    }
    statements.extend(supervisions.into_iter().map(|supervision| write_concept(SUPERVISION, supervision)));
    statements.extend(award.quality_assurance().iter().map(|quality| {
        let titled = Titled { kind: QUALITY_ASSURANCE, title: quality.title(), untitled: "quality assurance" };
        let mut statement = titled.write(quality.kind(), default);
        if let Some(foreign) = quality.kind().and_then(QualityAssuranceType::as_foreign) {
            statement.notes.field("type", foreign.as_str());
        }
        if let Some(agency) = quality.agency() {
            statement.notes.field("agency", agency.as_str());
        }
        if let Some(decision) = quality.decision() {
            statement.notes.field("decision", decision.as_str());
        }
        if let Some(place) = quality.decision().or(quality.agency()) {
            statement = statement.url(place.as_str());
        }
        statement
    }));
    statements.extend(award.participation().iter().map(|mode| write_concept(PARTICIPATION, mode)));
    statements.extend(award.entry_requirements().map(|words| {
        let mut statement = Statement::new(ENTRY_REQUIREMENT, words.text());
        statement.notes.languages(words, default, false);
        statement
    }));
    statements
}

pub(super) fn read(
    award: MicroCredential,
    statements: Statements<'_>,
    default: &Language,
) -> Result<MicroCredential, Error> {
    let mut outcomes = Vec::new();
    for read in statements.of(OUTCOME) {
        outcomes.extend(read_outcome(&read, default));
    }
    let mut assessments = Vec::new();
    for read in statements.of(ASSESSMENT) {
        let kind: Option<AssessmentType> = concept(&read)?;
        let mut assessment = kind.clone().map_or_else(Assessment::default, Assessment::new);
        if let Some(title) = title(&read, kind.as_ref(), "assessment", default) {
            assessment = assessment.with_title(title);
        }
        if let Some(supervision) = read.notes.get("supervision").and_then(|code| Supervision::parse(&code).ok()) {
            assessment = assessment.with_supervision(supervision);
        }
        assessments.push(assessment);
    }
    let assessments = with_lone_supervision(assessments, statements)?;
    let mut quality_assurance = Vec::new();
    for read in statements.of(QUALITY_ASSURANCE) {
        quality_assurance.push(read_quality(&read, default)?);
    }
    let mut participation: Vec<Participation> = Vec::new();
    for read in statements.of(PARTICIPATION) {
        participation.extend(concept(&read)?);
    }
    let award = award
        .with_outcomes(outcomes)
        .with_assessments(assessments)
        .with_quality_assurance(quality_assurance)
        .with_participation(participation);
    let words = statements.first(ENTRY_REQUIREMENT).and_then(|read| read.notes.words(read.name(), default));
    Ok(match words {
        Some(words) => award.with_entry_requirements(words),
        None => award,
    })
}

fn write_outcome(outcome: &Outcome, default: &Language) -> Statement {
    let mut statement = Statement::new(OUTCOME, outcome.text().text());
    if let Some(code) = outcome.code() {
        statement = statement.code(code);
    }
    let mut skills = outcome.skills().iter();
    if let Some(skill) = skills.next() {
        statement = statement.url(skill.as_str());
    }
    for skill in skills {
        statement.notes.field("skill", skill.as_str());
    }
    statement.notes.languages(outcome.text(), default, false);
    statement
}

fn read_outcome(read: &Read<'_>, default: &Language) -> Option<Outcome> {
    let further = read.notes.fields("skill").filter_map(|skill| Iri::parse(&skill).ok());
    let skills = read.url().cloned().into_iter().chain(further).collect();
    let outcome = Outcome::new(read.notes.words(read.name(), default)?).with_skills(skills);
    Some(match read.code().and_then(|code| Text::parse(code).ok()) {
        Some(code) => outcome.with_code(code),
        None => outcome,
    })
}

/// A concept with a title of its own; without one the concept's label, or a general word, is the name.
struct Titled<'a> {
    kind: Kind,
    title: Option<&'a LanguageMap>,
    untitled: &'static str,
}

impl Titled<'_> {
    fn write<T: Vocabulary>(&self, concept: Option<&T>, default: &Language) -> Statement {
        let label = concept.map_or(self.untitled, T::label);
        let name = self.title.map_or(label, LanguageMap::text);
        let mut statement = Statement::new(self.kind, name);
        if let Some(concept) = concept {
            statement = with_concept(statement, concept);
        }
        if let Some(title) = self.title {
            statement.notes.languages(title, default, title.text() == label);
        }
        statement
    }
}

/// The title, unless the name is only the label and no language says that it was given.
fn title<T: Vocabulary>(
    read: &Read<'_>,
    concept: Option<&T>,
    untitled: &str,
    default: &Language,
) -> Option<LanguageMap> {
    let label = concept.map_or(untitled, T::label);
    let notes: &Notes = &read.notes;
    if read.name() == label && !notes.names_language() {
        return None;
    }
    notes.words(read.name(), default)
}

fn read_quality(read: &Read<'_>, default: &Language) -> Result<QualityAssurance, Error> {
    let iri = |name| read.notes.get(name).and_then(|iri| Iri::parse(&iri).ok());
    let (agency, decision) = (iri("agency"), iri("decision"));
    let listed = |text: &str| QualityAssuranceType::parse(text).ok().filter(|kind| kind.concept().is_some());
    let kind = match read.notes.get("type") {
        Some(kind) => QualityAssuranceType::parse(&kind).ok(),
        None => read.value(listed, listed)?,
    };
    let mut quality = kind.clone().map_or_else(QualityAssurance::default, QualityAssurance::new);
    if let Some(title) = title(read, kind.as_ref(), "quality assurance", default) {
        quality = quality.with_title(title);
    }
    // Others write no fields: an address that is not the type's is that of the decision.
    let place = read.url().filter(|url| kind.as_ref().is_none_or(|kind| kind.iri() != url.as_str()));
    let decision = if agency.is_none() { decision.or_else(|| place.cloned()) } else { decision };
    if let Some(agency) = agency {
        quality = quality.with_agency(agency);
    }
    Ok(match decision {
        Some(decision) => quality.with_decision(decision),
        None => quality,
    })
}

/// Supervision that no assessment claims, as others write it, belongs to the only assessment or stands alone.
fn with_lone_supervision(
    mut assessments: Vec<Assessment>,
    statements: Statements<'_>,
) -> Result<Vec<Assessment>, Error> {
    for read in statements.of(SUPERVISION) {
        let Some(supervision) = concept::<Supervision>(&read)? else { continue };
        if assessments.iter().any(|assessment| assessment.supervision() == Some(&supervision)) {
            continue;
        }
        match assessments.as_slice() {
            [only] if only.supervision().is_none() => assessments = vec![only.clone().with_supervision(supervision)],
            _ => assessments.push(Assessment::default().with_supervision(supervision)),
        }
    }
    Ok(assessments)
}

fn write_concept<T: Vocabulary>(kind: Kind, concept: &T) -> Statement {
    with_concept(Statement::new(kind, concept.label()), concept)
}

fn with_concept<T: Vocabulary>(statement: Statement, concept: &T) -> Statement {
    let statement = statement.url(concept.iri());
    match concept.concept() {
        Some(listed) => statement.code(listed.code),
        None => statement,
    }
}

fn concept<T: Vocabulary>(read: &Read<'_>) -> Result<Option<T>, Error> {
    let listed = |text: &str| T::parse(text).ok().filter(|concept| concept.concept().is_some());
    let known = read.value(listed, listed)?;
    Ok(known.or_else(|| read.url().cloned().map(T::from_foreign)))
}
