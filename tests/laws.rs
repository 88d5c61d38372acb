//! Laws that hold of every micro-credential.

#[path = "common/micro_credentials.rs"]
mod micro_credentials;

use micro_credentials::{complete_micro_credentials, micro_credentials};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::moment::Moment;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
#[cfg(feature = "contexts")]
use openbadges::codec::ld::general::{self, RdfDirection};
use openbadges::codec::ld::{Contexts, Expansion, check, expand};
#[cfg(feature = "contexts")]
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use openbadges::model::{Grade, GradeStatus, GradingScale, MicroCredential, Organisation};
use openbadges::wire::map::{Encoding, Issue, from_credential, to_credential};
use openbadges::wire::ob3::Credential;
use proptest::prelude::*;

const CONTEXT: &str = "https://school.example/contexts/micro-credentials";

fn issue(encoding: Encoding) -> Issue {
    let id = Iri::parse("https://school.example/badges/1").unwrap();
    Issue::new(id, Timestamp::parse("2026-11-24T09:30:00Z").unwrap()).with_encoding(encoding)
}

fn encodings() -> [Encoding; 2] {
    [Encoding::Portable, Encoding::Extended { context_url: Iri::parse(CONTEXT).unwrap() }]
}

/// What an award needs to be issued at all: a definition, a learner, and an issuer that has an id.
fn issuable(award: MicroCredential, given: &MicroCredential) -> MicroCredential {
    let id = |organisation: &Organisation, n: usize| match organisation.id() {
        Some(_) => organisation.clone(),
        None => organisation.clone().with_id(Iri::parse(&format!("did:example:issuer-{n}")).unwrap()),
    };
    let mut award = award.clone().with_id(given.id().unwrap().clone());
    if award.title().is_none() {
        award = award.with_title(given.title().unwrap().clone());
    }
    if award.description().is_none() {
        award = award.with_description(given.description().unwrap().clone());
    }
    if award.criteria().is_none() && award.criteria_url().is_none() {
        award = award.with_criteria(given.criteria().unwrap().clone());
    }
    if award.learner().is_none() {
        award = award.with_learner(given.learner().unwrap().clone());
    }
    let mut bodies = award.awarding_bodies().to_vec();
    match (bodies.first_mut(), award.provider().cloned()) {
        (Some(first), _) => *first = id(first, 1),
        (None, Some(provider)) => award = award.with_provider(id(&provider, 1)),
        (None, None) => award = award.with_provider(given.provider().unwrap().clone()),
    }
    // Grades that the standard lets nobody write: a status that is missing, a required value that is not allowed.
    let grades = award.grades().iter().enumerate().map(|(n, grade)| {
        let Some(scale) = grade.scale() else { return grade.clone() };
        let id = Iri::parse(&format!("{}-{n}", scale.id())).unwrap();
        let name = scale.name().parse().unwrap();
        let mut sound = GradingScale::new(id, name, scale.kind().clone()).with_values(scale.values().to_vec());
        if scale.values().is_empty() {
            let text = |text: &str| text.parse().unwrap();
            sound = sound.with_ends(scale.lowest().map(text), scale.highest().map(text));
        }
        if let Some(required) = scale.values().last() {
            sound = sound.with_required(required.clone());
        }
        let grade = grade.value().map_or_else(Grade::default, |value| Grade::new(value.parse().unwrap()));
        grade.with_status(GradeStatus::Completed).with_scale(sound)
    });
    let grades = grades.collect();
    let mut components = award.components().to_vec();
    components.dedup_by(|a, b| a.id() == b.id());
    award.with_awarding_bodies(bodies).with_grades(grades).with_components(components)
}

/// The award with the date of issuance that it gets by being issued.
fn dated(award: &MicroCredential, issue: &Issue) -> MicroCredential {
    let awarded = award.awarded().unwrap_or_else(|| Moment::from(issue.valid_from()));
    award.clone().with_awarded(awarded)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_badge_records_everything_that_the_award_says(
        draft in micro_credentials(),
        given in complete_micro_credentials(),
    ) {
        let award = issuable(draft, &given);
        for encoding in encodings() {
            let issue = issue(encoding);
            let credential = to_credential(&award, &issue).unwrap();
            prop_assert_eq!(from_credential(&credential).unwrap(), dated(&award, &issue));
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_badge_reads_back_from_its_text_and_leaves_no_term_undefined(
        draft in micro_credentials(),
        given in complete_micro_credentials(),
    ) {
        let award = issuable(draft, &given);
        let mut contexts = Contexts::bundled();
        contexts.host_extension(CONTEXT).unwrap();
        for encoding in encodings() {
            let credential = to_credential(&award, &issue(encoding)).unwrap();
            let document = Document::parse(credential.to_json().as_bytes(), &Limits::DEFAULT).unwrap();
            prop_assert_eq!(Credential::read(document.root()).unwrap(), credential);
            let limits = Limits::DEFAULT;
            let options = Expansion { contexts: &contexts, limits: &limits, context: None, omit: &[] };
            let statements = expand(document.root(), &options);
            prop_assert!(statements.is_ok(), "{:?}", statements.err());
            prop_assert_eq!(check(document.root(), &options), Ok(()));
            #[cfg(feature = "contexts")]
            {
                let options = general::Options { direction: RdfDirection::I18nDatatype, ..general::Options::new(&contexts) };
                let statements = canonicalize(&statements.unwrap(), Hash::Sha256, &limits).unwrap().nquads;
                let plain = general::to_rdf(document.root(), &options).unwrap();
                prop_assert_eq!(canonicalize(&plain, Hash::Sha256, &limits).unwrap().nquads, statements);
            }
        }
    }
}
