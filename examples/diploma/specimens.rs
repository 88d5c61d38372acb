//! Two badges to measure with: one that uses much of the standard, and one with nothing to spare.

use crate::courses::School;
use crate::{Result, id_of};
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::proof::Suite;
use openbadges::proof::data_integrity::{Options, sign};
use serde_json::{Value, json};

/// File names and signed texts.
pub(crate) fn signed() -> Result<Vec<(&'static str, String)>> {
    let (full, minimal) = (full()?, minimal()?);
    Ok(vec![
        ("full.json", sign_with(&full, Suite::EddsaRdfc2022)?),
        ("full-jcs.json", sign_with(&full, Suite::EddsaJcs2022)?),
        ("minimal.json", sign_with(&minimal, Suite::EddsaRdfc2022)?),
    ])
}

fn sign_with(credential: &Value, suite: Suite) -> Result<String> {
    let limits = Limits::DEFAULT;
    let unsigned = Document::parse(credential.to_string().as_bytes(), &limits)?;
    let options = Options::new(suite).with_created(Timestamp::parse("2026-01-15T09:00:00Z")?);
    let signed = sign(&unsigned, &School::Harbour.key()?, &options, &Contexts::bundled(), &limits)?;
    Ok(signed.as_str().to_owned())
}

fn minimal() -> Result<Value> {
    let issuer = id_of(&School::Harbour.key()?)?;
    Ok(json!({
        "@context": CONTEXTS,
        "id": "urn:uuid:1f0d4a52-6f0e-4d35-9a44-0b9b4c2f5a10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.as_str(), "type": ["Profile"], "name": "Harbour School"},
        "validFrom": "2026-01-15T09:00:00Z",
        "proof": [],
        "credentialSubject": {
            "id": "did:example:learner-7",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://courses.example.edu/H1",
                "type": ["Achievement"],
                "name": "Prompting with Care",
                "description": "Asks machines well and checks what they answer.",
                "criteria": {"narrative": "A marked project, presented and defended."}
            }
        }
    }))
}

fn full() -> Result<Value> {
    let mut badge = minimal()?;
    let issuer = badge["issuer"].take();
    let address = json!({
        "type": ["Address"], "addressCountry": "Hong Kong", "addressCountryCode": "HK",
        "addressLocality": "Example Bay", "streetAddress": "1 Harbour Road"
    });
    badge["issuer"] = json!({
        "id": issuer["id"], "type": ["Profile"], "name": "Harbour School", "url": "https://harbour.example.edu/",
        "email": "registry@harbour.example.edu", "description": "Continuing learning for people who work.", "address": address,
        "image": {"id": "https://harbour.example.edu/logo.png", "type": "Image", "caption": "A harbour at dawn"},
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "HS-0007", "identifierType": "identifier"}]
    });
    badge["name"] = json!("Prompting with Care");
    badge["description"] = json!("A micro-credential of Harbour School.");
    badge["awardedDate"] = json!("2026-01-15T09:00:00Z");
    badge["validUntil"] = json!("2036-01-15T09:00:00Z");
    badge["image"] = json!({"id": "https://harbour.example.edu/badges/h1.png", "type": "Image"});
    badge["evidence"] = json!([{
        "id": "https://harbour.example.edu/evidence/h1-7", "type": ["Evidence"], "name": "Project report", "genre": "Report",
        "description": "Twelve pages on a month of work.", "narrative": "Written alone; sources and prompts are in the annex.",
        "audience": "Assessors"
    }]);
    badge["credentialStatus"] = json!({
        "id": "https://harbour.example.edu/status/3#4711", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "4711", "statusListCredential": "https://harbour.example.edu/status/3"
    });
    let subject = &mut badge["credentialSubject"];
    subject["activityStartDate"] = json!("2025-10-01T00:00:00Z");
    subject["activityEndDate"] = json!("2025-12-20T00:00:00Z");
    subject["creditsEarned"] = json!(7.5);
    subject["role"] = json!("Participant");
    subject["term"] = json!("Autumn 2025");
    subject["narrative"] = json!("Finished with a project on the archive of a small firm.");
    subject["result"] = json!([
        {"type": ["Result"], "resultDescription": "https://courses.example.edu/H1#grade", "value": "B"},
        {"type": ["Result"], "resultDescription": "https://courses.example.edu/H1#status", "status": "Completed"}
    ]);
    subject["identifier"] = json!([{
        "type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "salt": "Kosher",
        "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    }]);
    let achievement = &mut subject["achievement"];
    achievement["achievementType"] = json!("MicroCredential");
    achievement["creditsAvailable"] = json!(7.5);
    achievement["fieldOfStudy"] = json!("Software and applications development");
    achievement["humanCode"] = json!("H1");
    achievement["inLanguage"] = json!("en");
    achievement["tag"] = json!(["prompting", "evaluation", "language models"]);
    achievement["version"] = json!("2025.2");
    achievement["criteria"] = json!({
        "id": "https://courses.example.edu/H1/criteria",
        "narrative": "A marked project (60 %), presented and defended for twenty minutes (40 %); both parts must reach half of their marks."
    });
    achievement["alignment"] = json!([
        alignment("ext:EQF", "5", "http://data.europa.eu/snb/eqf/5", "European Qualifications Framework, level 5"),
        alignment(
            "ext:ISCEDF",
            "0613",
            "http://data.europa.eu/snb/isced-f/0613",
            "Software and applications development"
        ),
        alignment(
            "ext:Credits",
            "7.5 hkqf",
            "https://framework.example.org/credits#hkqf",
            "7.5 credits of the Hong Kong framework"
        )
    ]);
    achievement["resultDescription"] = json!([
        {
            "id": "https://courses.example.edu/H1#grade", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade",
            "allowedValue": ["F", "D", "C", "B", "A"], "requiredValue": "D"
        },
        {"id": "https://courses.example.edu/H1#status", "type": ["ResultDescription"], "name": "Status", "resultType": "Status"}
    ]);
    Ok(badge)
}

fn alignment(kind: &str, code: &str, url: &str, name: &str) -> Value {
    json!({"type": ["Alignment"], "targetType": kind, "targetCode": code, "targetUrl": url, "targetName": name})
}

const CONTEXTS: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
