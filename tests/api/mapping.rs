//! Micro-credentials as badges, and badges of anyone as micro-credentials.

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::model::{Component, Credits, EqfLevel, Grounds, MicroCredential, Organisation, sample_award};
use openbadges::wire::map::{Encoding, Issue, TABLE, from_credential, to_credential};
use openbadges::wire::ob3::{Credential, Identity};
use serde_json::{Value, json};

fn iri(text: &str) -> Iri {
    Iri::parse(text).unwrap()
}

/// The sample award with values that the tests name; it has every member but components and parts.
fn award() -> MicroCredential {
    let mut award: Value = serde_json::from_str(sample_award()).unwrap();
    let values = json!({
        "title": {"en": "Data Stories", "zh-hant": "數據敘事"},
        "provider": {"id": "https://school.example/", "name": "School of Examples", "country": "NZ"},
        "awardingBodies": [{"id": "https://university.example/", "name": "University of Examples", "country": "HK"}],
        "awarded": "2026-07-10T09:00:00+08:00",
        "outcomes": [
            {"code": "O1", "text": {"en": "Ask a question", "zh-hant": "提出問題"}, "skills": ["urn:uuid:s1", "urn:uuid:s2"]},
            {"text": {"en": "Answer it"}}
        ],
        "workload": {"notionalHours": "60", "contactHours": "30"},
        "credits": [{"amount": "6", "system": "hkqf"}, {"amount": "2", "system": "ects"}],
        "creditsEarned": [{"amount": "6", "system": "hkqf"}, {"amount": "2", "system": "ects"}],
        "levels": {"eqf": 5, "cycle": "short", "national": [{"framework": "hkqf", "level": 4}],
            "sectoral": [{"framework": "Example Framework for Data Work", "level": "practitioner"}], "isced": 5},
        "assessments": [{"type": "projectWork", "supervision": "unsupervised"},
            {"type": "oralExamination", "title": {"en": "Defence"}, "supervision": "supervisedWithIdentityCheck"}],
        "integration": "stackable",
        "stackableUntil": "2031-07-10"
    });
    for (member, value) in values.as_object().unwrap() {
        award[member] = value.clone();
    }
    serde_json::from_value(award).unwrap()
}

fn issue() -> Issue {
    Issue::new(iri("https://school.example/badges/42"), Timestamp::parse("2026-07-15T01:00:00Z").unwrap())
}

fn extended() -> Encoding {
    Encoding::Extended { context_url: iri("https://school.example/contexts/micro-credentials") }
}

fn badge(award: &MicroCredential, encoding: Encoding) -> Value {
    let credential = to_credential(award, &issue().with_encoding(encoding)).unwrap();
    serde_json::from_str(&credential.to_json()).unwrap()
}

fn read(badge: &Value) -> Result<MicroCredential, openbadges::wire::Error> {
    let document = Document::parse(badge.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
    from_credential(&Credential::examine(document.root()).compatible().unwrap())
}

/// The alignments of a kind.
fn alignments<'b>(badge: &'b Value, kind: &str) -> Vec<&'b Value> {
    let all = badge["credentialSubject"]["achievement"]["alignment"].as_array().unwrap();
    all.iter().filter(|alignment| alignment["targetType"] == kind).collect()
}

/// A badge of somebody who knows nothing of this mapping.
fn foreign(alignments: Value) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:f1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": "https://other.example/",
        "validFrom": "2026-01-01T00:00:00+02:00",
        "credentialSubject": {
            "id": "did:example:learner", "type": ["AchievementSubject"], "creditsEarned": 3,
            "activityEndDate": "2025-12-20",
            "achievement": {"id": "https://other.example/a", "type": ["Achievement"], "name": "Weaving",
                "description": " ", "criteria": {"id": "https://other.example/a/criteria"},
                "inLanguage": "pt-BR", "creditsAvailable": 2.5, "alignment": alignments}
        }
    })
}

fn alignment(kind: &str, code: Option<&str>, url: &str) -> Value {
    let mut alignment = json!({"type": ["Alignment"], "targetType": kind, "targetName": "x", "targetUrl": url});
    if let Some(code) = code {
        alignment["targetCode"] = json!(code);
    }
    alignment
}

#[test]
fn writes_a_level_for_people_and_machines() {
    let badge = badge(&award(), Encoding::Portable);
    assert_eq!(
        alignments(&badge, "ext:EQF"),
        [&json!({"type": ["Alignment"], "targetType": "ext:EQF", "targetName": "EQF level 5", "targetCode": "5",
            "targetFramework": "European Qualifications Framework",
            "targetUrl": "http://data.europa.eu/snb/eqf/5"})]
    );
}

#[test]
fn writes_credits_with_their_unit_beside_the_bare_number() {
    let badge = badge(&award(), Encoding::Portable);
    assert_eq!(badge["credentialSubject"]["achievement"]["creditsAvailable"], json!(6));
    let codes: Vec<&Value> = alignments(&badge, "ext:Credits").iter().map(|a| &a["targetCode"]).collect();
    assert_eq!(codes, ["6 hkqf", "2 ects"]);
    assert_eq!(alignments(&badge, "ext:Workload")[0]["targetCode"], "PT60H");
}

#[test]
fn writes_further_languages_as_lines() {
    let badge = badge(&award(), Encoding::Portable);
    let outcome = alignments(&badge, "ext:LearningOutcome")[0];
    assert_eq!(outcome["targetName"], "Ask a question");
    assert_eq!(outcome["targetDescription"], "skill: urn:uuid:s2\n[zh-hant] 提出問題");
    assert_eq!(badge["credentialSubject"]["achievement"]["inLanguage"], "en");
}

#[test]
fn the_awarding_body_issues_and_the_provider_is_the_source() {
    let badge = badge(&award(), Encoding::Portable);
    assert_eq!(badge["issuer"]["id"], "https://university.example/");
    assert_eq!(badge["issuer"]["type"], json!(["Profile"]));
    assert_eq!(badge["issuer"]["address"]["addressCountryCode"], "HK");
    assert_eq!(badge["credentialSubject"]["source"]["id"], "https://school.example/");
    assert_eq!(badge["awardedDate"], "2026-07-10T09:00:00+08:00");
    assert_eq!(badge["validFrom"], "2026-07-15T01:00:00Z");
}

#[test]
fn the_provider_issues_where_there_is_no_awarding_body() {
    let award = award().with_awarding_bodies(Vec::new());
    let badge = badge(&award, Encoding::Portable);
    assert_eq!(badge["issuer"]["id"], "https://school.example/");
    assert_eq!(badge["credentialSubject"].get("source"), None);
    assert_eq!(read(&badge).unwrap(), award);
}

#[test]
fn the_portable_encoding_has_the_published_contexts_and_no_other_term() {
    let badge = badge(&award(), Encoding::Portable);
    assert_eq!(
        badge["@context"],
        json!(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"])
    );
    assert!(!badge.to_string().contains("MicroCredentialAchievement"));
}

#[test]
fn the_extended_encoding_adds_terms_and_leaves_every_statement() {
    let badge = badge(&award(), extended());
    let achievement = &badge["credentialSubject"]["achievement"];
    assert_eq!(badge["@context"][2], "https://school.example/contexts/micro-credentials");
    assert_eq!(achievement["type"], json!(["Achievement", "MicroCredentialAchievement"]));
    assert_eq!(achievement["eqfLevel"], "http://data.europa.eu/snb/eqf/5");
    assert_eq!(achievement["creditPoint"][0]["point"], "6");
    assert_eq!(achievement["volumeOfLearning"], "PT60H");
    assert_eq!(achievement["title"]["zh-hant"], "數據敘事");
    assert_eq!(achievement["integration"], "stackable");
    assert_eq!(badge["credentialSubject"]["stackableUntil"], "2031-07-10");
    assert_eq!(alignments(&badge, "ext:EQF").len(), 1);
}

#[test]
fn an_award_names_its_components_by_id_and_digest() {
    let digest = "uEiBk2VyzYjJ-ULoPl0pYnSVCcN3o1QkWBgHv4mGlqPLDKw";
    let component = Component::new(iri("urn:uuid:part"))
        .with_digest(digest.parse().unwrap())
        .with_name("Part".parse().unwrap())
        .with_credits(vec![award().credits()[0].clone()]);
    let award = award().with_components(vec![component]);
    for encoding in [Encoding::Portable, extended()] {
        let badge = badge(&award, encoding);
        assert_eq!(badge["evidence"][0]["genre"], "ext:Component");
        assert_eq!(badge["evidence"][0]["id"], "urn:uuid:part");
        assert_eq!(badge["relatedResource"], json!([{"id": "urn:uuid:part", "digestMultibase": digest}]));
        assert_eq!(read(&badge).unwrap(), award);
    }
}

fn grounds() -> Grounds {
    Grounds {
        policy: "starter".parse().unwrap(),
        version: "2026-1".parse().unwrap(),
        digest: "uEiBk2VyzYjJ-ULoPl0pYnSVCcN3o1QkWBgHv4mGlqPLDKw".parse().unwrap(),
        award: "certificate".parse().unwrap(),
        applied: "2026-03-01".parse().unwrap(),
        title: Some("PP".parse().unwrap()),
        theme: None,
        level: Some(4),
    }
}

#[test]
fn an_award_says_on_what_it_was_conferred_or_nothing_of_it_is_believed() {
    let award = award().with_grounds(grounds());
    for encoding in [Encoding::Portable, extended()] {
        let mut badge = badge(&award, encoding);
        assert_eq!(badge["evidence"][0]["genre"], "ext:Grounds");
        assert_eq!(read(&badge).unwrap().grounds(), Some(&grounds()));
        let mut twice = badge.clone();
        twice["evidence"] = json!([badge["evidence"][0], badge["evidence"][0]]);
        assert_eq!(read(&twice).unwrap().grounds(), None);
        let lines = badge["evidence"][0]["description"].as_str().unwrap().replace("level: 4", "level: four");
        badge["evidence"][0]["description"] = lines.into();
        assert_eq!(read(&badge).unwrap().grounds(), None);
    }
}

#[test]
fn hides_names_and_identities_in_clear_behind_a_salt() {
    let learner = award().learner().unwrap().clone();
    let credential = to_credential(&award(), &issue().with_salt("s4lt")).unwrap();
    assert_eq!(credential.subject.identifiers.len(), 2);
    assert!(!credential.to_json().contains(learner.name().unwrap()));
    let Identity::Hashed(hash) = &credential.subject.identifiers[0].identity else { panic!("is hashed") };
    assert_eq!(hash.is_of(learner.name().unwrap(), "s4lt"), Some(true));
}

#[test]
fn refuses_to_issue_what_no_badge_can_be_without() {
    let unnamed = Organisation::named("School".parse().unwrap());
    let bare = award().with_awarding_bodies(Vec::new());
    let base = || serde_json::to_value(award()).unwrap();
    for member in ["id", "title", "description", "learner"] {
        let mut document = base();
        document.as_object_mut().unwrap().remove(member);
        let award = serde_json::from_value(document).unwrap();
        let fault = to_credential(&award, &issue()).unwrap_err();
        assert_eq!(fault.code(), "wire.missing");
        assert!(fault.to_string().contains(&format!("`{member}`")), "{fault}");
    }
    let fault = to_credential(&bare.with_provider(unnamed), &issue()).unwrap_err();
    assert_eq!((fault.code(), fault.pointer()), ("wire.missing", "/provider"));
}

#[test]
fn refuses_to_issue_what_open_badges_has_no_form_for() {
    for (member, value) in [
        ("type", json!("StudyTour")),
        (
            "learner",
            json!({"identities": [{"type": "accountId",
            "value": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"}]}),
        ),
        ("components", json!([{"id": "urn:uuid:a"}, {"id": "urn:uuid:a"}])),
        ("grades", json!([{"scale": {"id": "urn:uuid:s", "name": "Stars", "type": "Stars"}}])),
        (
            "grades",
            json!([{"scale": {"id": "urn:uuid:s", "name": "A", "type": "Percent"}},
            {"scale": {"id": "urn:uuid:s", "name": "B", "type": "Percent"}}]),
        ),
    ] {
        let mut document = serde_json::to_value(award()).unwrap();
        document[member] = value;
        let fault = to_credential(&serde_json::from_value(document).unwrap(), &issue()).unwrap_err();
        assert_eq!(fault.code(), "wire.unwritable", "{member}: {fault}");
    }
}

#[test]
fn reads_badges_of_others_as_far_as_they_go() {
    let award = read(&foreign(json!([]))).unwrap();
    assert_eq!(award.title().unwrap().text(), "Weaving");
    assert_eq!(award.title().unwrap().language().as_str(), "pt-br");
    assert_eq!(award.description(), None);
    assert_eq!(award.provider().unwrap().id(), Some(&iri("https://other.example/")));
    assert_eq!(award.awarding_bodies(), []);
    assert_eq!(award.credits(), [Credits::without_system("2.5".parse().unwrap())]);
    assert_eq!(award.credits_earned(), [Credits::without_system("3".parse().unwrap())]);
    assert_eq!(award.awarded().unwrap().to_string(), "2026-01-01T00:00:00+02:00");
    assert_eq!(award.assessed().unwrap().date().to_string(), "2025-12-20");
    assert!(award.levels().is_unstated());
}

#[test]
fn reads_the_spellings_that_others_use_for_a_level() {
    let eqf = |alignment: Value| read(&foreign(json!([alignment]))).unwrap().levels().eqf().map(EqfLevel::number);
    let url = "https://other.example/levels/6";
    assert_eq!(eqf(alignment("ext:EQF", Some("6"), url)), Some(6));
    assert_eq!(eqf(alignment("ext: EQF", Some("6"), url)), Some(6));
    assert_eq!(eqf(alignment("ext:EQFAlignment", Some("6"), url)), Some(6));
    assert_eq!(eqf(alignment("ext:EQF", None, "http://data.europa.eu/snb/eqf/6")), Some(6));
    assert_eq!(eqf(alignment("ext:EQF", Some("level six"), url)), None);
    assert_eq!(eqf(alignment("ext:EQF", Some("9"), url)), None);
    assert_eq!(eqf(alignment("CFItem", Some("6"), url)), None);
}

#[test]
fn reads_statements_of_others_about_assessment_and_quality() {
    let award = read(&foreign(json!([
        alignment("ext:Supervision", Some("supervised"), "https://other.example/supervision"),
        alignment("ext:QualityAssurance", None, "https://agency.example/decisions/7"),
        alignment("ext:NQF", Some("4F"), "https://other.example/framework"),
    ])))
    .unwrap();
    assert_eq!(award.assessments()[0].supervision().unwrap().to_string(), "supervised");
    assert_eq!(award.quality_assurance()[0].decision(), Some(&iri("https://agency.example/decisions/7")));
    assert_eq!(serde_json::to_value(award.levels()).unwrap()["national"][0]["level"], "4F");
}

#[test]
fn refuses_a_badge_that_states_one_thing_in_two_ways() {
    let eqf = alignment("ext:EQF", Some("6"), "http://data.europa.eu/snb/eqf/5");
    let credits = alignment("ext:Credits", Some("25 ects"), "http://data.europa.eu/snb/education-credit/6fcec5c5af");
    let fault = read(&foreign(json!([eqf]))).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "at `/credentialSubject/achievement/alignment`: `6` and `http://data.europa.eu/snb/eqf/5` are stated for \
         `ext:EQF`, expected the same"
    );
    let fault = read(&foreign(json!([credits]))).unwrap_err();
    assert_eq!(fault.code(), "wire.encodings-disagree");
    assert_eq!(fault.pointer(), "/credentialSubject/achievement/creditsAvailable");
    for (pointer, value) in [
        ("/credentialSubject/achievement/eqfLevel", json!("http://data.europa.eu/snb/eqf/6")),
        ("/credentialSubject/achievement/creditPoint/0/point", json!("60")),
        ("/credentialSubject/achievement/volumeOfLearning", json!("PT61H")),
        ("/credentialSubject/achievement/title/en", json!("Another title")),
        ("/credentialSubject/achievement/learningOutcome/0/title/en", json!("Another outcome")),
        ("/credentialSubject/achievement/assessment/1/idVerification", json!("https://other.example/none")),
        ("/credentialSubject/achievement/integration", json!("standalone")),
        ("/credentialSubject/stackableUntil", json!("2041-07-10")),
    ] {
        let mut badge = badge(&award(), extended());
        *badge.pointer_mut(pointer).unwrap() = value;
        let fault = read(&badge).unwrap_err();
        assert_eq!(fault.code(), "wire.encodings-disagree", "{pointer}");
        assert!(pointer.starts_with(fault.pointer()), "{pointer}: {fault}");
    }
}

#[test]
fn reads_terms_in_any_order_and_single_values_as_sets() {
    let mut badge = badge(&award(), extended());
    let achievement = &mut badge["credentialSubject"]["achievement"];
    achievement["creditPoint"].as_array_mut().unwrap().reverse();
    achievement["mode"] = achievement["mode"][0].clone();
    assert_eq!(read(&badge).unwrap(), award());
}

#[test]
fn reads_the_terms_alone_where_there_are_no_statements() {
    let mut badge = badge(&award(), extended());
    badge["credentialSubject"]["achievement"]["alignment"] = json!([]);
    let (read, award) = (read(&badge).unwrap(), award());
    assert_eq!(read.title(), award.title());
    assert_eq!(read.credits(), award.credits());
    assert_eq!(read.workload(), award.workload());
    assert_eq!(read.levels().eqf(), award.levels().eqf());
    assert_eq!(read.levels().cycle(), award.levels().cycle());
    assert_eq!(read.levels().national(), award.levels().national());
    assert_eq!(read.levels().isced(), award.levels().isced());
    assert_eq!(read.fields(), award.fields());
    assert_eq!(read.participation(), award.participation());
    assert_eq!(read.assessments(), award.assessments());
    assert_eq!(read.entry_requirements(), award.entry_requirements());
    assert_eq!(read.integration(), award.integration());
    assert_eq!(read.outcomes().len(), award.outcomes().len());
    assert_eq!(read.quality_assurance()[0].agency(), award.quality_assurance()[0].agency());
    assert_eq!(read.stacks_towards()[0].id(), award.stacks_towards()[0].id());
    assert_eq!(read.category().unwrap().id(), award.category().unwrap().id());
}

#[test]
fn the_table_of_the_documentation_is_the_one_in_the_code() {
    let mut table = String::from("| award document | Open Badges | alignment | term |\n|---|---|---|---|\n");
    for row in TABLE {
        let code = |cell: &str| if cell == "–" { cell.to_owned() } else { format!("`{cell}`") };
        let cells = [code(row.award), row.property.to_owned(), code(row.alignment), code(row.term)];
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    let page = include_str!("../../docs/mapping.md");
    assert!(page.contains(&table), "docs/mapping.md should hold this table:\n{table}");
}

#[test]
fn the_table_names_every_member_and_every_statement() {
    let everything = award()
        .with_parts(vec![iri("urn:uuid:p")])
        .with_components(vec![Component::new(iri("urn:uuid:c"))])
        .with_grounds(grounds())
        .with_awarding_bodies(vec![award().awarding_bodies()[0].clone(), award().awarding_bodies()[0].clone()]);
    for member in serde_json::to_value(&everything).unwrap().as_object().unwrap().keys() {
        let named = |award: &str| award == member || award.starts_with(&format!("{member}."));
        assert!(TABLE.iter().any(|row| named(row.award)), "{member}");
    }
    let badge = badge(&everything, extended());
    let subject = &badge["credentialSubject"];
    let mut written: Vec<&Value> = subject["achievement"]["alignment"].as_array().unwrap().iter().collect();
    written.extend(subject["result"].as_array().unwrap().iter().filter_map(|r| r["alignment"].as_array()).flatten());
    for alignment in &written {
        assert!(TABLE.iter().any(|row| row.alignment == alignment["targetType"]), "{alignment}");
    }
    // Two of them are for texts in a language of their own, one for an end without an assessment.
    let only_sometimes = ["ext:Description", "ext:Criteria", "ext:Ended", "–"];
    for row in TABLE.iter().filter(|row| !only_sometimes.contains(&row.alignment)) {
        assert!(written.iter().any(|alignment| alignment["targetType"] == row.alignment), "{}", row.alignment);
    }
    for row in TABLE.iter().filter(|row| row.term != "–") {
        let (term, _) = row.term.split_once('.').unwrap_or((row.term, ""));
        assert!(subject.get(term).or(subject["achievement"].get(term)).is_some(), "{term}");
    }
}
