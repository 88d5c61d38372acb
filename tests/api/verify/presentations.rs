//! Badges that the learner shows and proves to be hers. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::codec::json::Document;
use openbadges::issue::Holder;
use openbadges::proof::data_integrity::{self, Options, Purpose};
use openbadges::proof::{KeyDocument, Suite};
use openbadges::verify::{
    Audience, CheckId, Finding, Materials, NeedKind, Outcome, Presentation, PresentationReport, Submission, Verdict,
    Verifier, Weight,
};
use serde_json::{Value, json};

const CHALLENGE: &str = "4c1f5b0a-8f5e-4a5e-9d0e-6a0d3b8f7c21";
const DOMAIN: &str = "registry.example";

/// A badge about whoever holds key 2.
fn badge() -> String {
    signed(&with("/credentialSubject/id", json!(did(2))))
}

fn shown_by(holder: &Holder, badges: &[&str]) -> String {
    holder.present(badges, CHALLENGE, Some(DOMAIN), at(NOW)).unwrap()
}

fn shown() -> String {
    shown_by(&Holder::new(signer(2)), &[&badge()])
}

fn judged(text: &str) -> PresentationReport {
    judged_for(text, &Audience::new(CHALLENGE).with_domain(DOMAIN))
}

fn judged_for(text: &str, audience: &Audience) -> PresentationReport {
    judged_with(text, audience, &Materials::none())
}

fn judged_with(text: &str, audience: &Audience, materials: &Materials) -> PresentationReport {
    let presentation = Presentation::open(text.as_bytes(), &LIMITS).unwrap();
    Verifier::strict().verify_presentation(&presentation, audience, materials, at(NOW))
}

fn faults(report: &PresentationReport) -> Vec<&'static str> {
    report.findings().iter().filter(|finding| finding.weight() == Weight::Fault).map(Finding::code).collect()
}

#[track_caller]
fn refuses(text: &str, code: &str) {
    let report = judged(text);
    assert_eq!((report.verdict(), report.shown()), (Verdict::Rejected, Outcome::Fail), "{report:#?}");
    assert!(faults(&report).contains(&code), "{report:#?}");
    assert_eq!(report.holder(), None);
}

#[test]
fn the_learner_proves_that_the_badge_is_hers() {
    let text = shown();
    assert!(matches!(Submission::open(text.as_bytes(), &LIMITS), Ok(Submission::Presentation(_))));
    assert!(matches!(Submission::open(badge().as_bytes(), &LIMITS), Ok(Submission::Badge(_))));
    let report = judged(&text);
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
    assert_eq!(report.holder(), Some(&*did(2)));
    assert!(report.findings().is_empty());
    let [badge] = report.badges() else { panic!("one badge") };
    assert_eq!(told(badge, CheckId::Recipient), (Outcome::Pass, vec!["recipient.match"]));
    assert!(report.into_badges().remove(0).into_accepted().is_some());
}

#[test]
fn the_badge_stays_as_the_issuer_wrote_it() {
    let (badge, text) = (badge(), shown());
    assert!(text.contains(&badge));
    let presentation = Presentation::open(text.as_bytes(), &LIMITS).unwrap();
    assert_eq!(presentation.badges()[0].digest(), open(&badge).digest());
}

#[test]
fn somebody_else_s_badge_is_shown_in_vain() {
    let text = shown_by(&Holder::new(signer(3)), &[&badge()]);
    let report = judged(&text);
    assert_eq!((report.shown(), report.verdict()), (Outcome::Pass, Verdict::Rejected));
    rejects(&report.badges()[0], CheckId::Recipient, "recipient.mismatch");
    // Of several badges the worst decides.
    let own = signed(&with("/credentialSubject/id", json!(did(3))));
    let report = judged(&shown_by(&Holder::new(signer(3)), &[&own, &badge()]));
    let verdicts: Vec<Verdict> = report.badges().iter().map(openbadges::verify::Report::verdict).collect();
    assert_eq!(verdicts, [Verdict::Accepted, Verdict::Rejected]);
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn a_presentation_is_for_one_challenge_and_one_domain_d27() {
    let text = shown();
    let judged = |audience: Audience| judged_for(&text, &audience);
    assert_eq!(judged(Audience::new(CHALLENGE)).verdict(), Verdict::Accepted);
    assert_eq!(faults(&judged(Audience::new("another"))), ["presentation.challenge"]);
    let elsewhere = Audience::new(CHALLENGE).with_domain("shop.example");
    assert_eq!(faults(&judged(elsewhere)), ["presentation.domain"]);
    let parsed = parse(&text);
    for name in ["challenge", "domain"] {
        let without = without(parsed.clone(), &format!("/proof/{name}")).to_string();
        refuses(&without, "proof.signature-invalid");
        refuses(&without, &format!("presentation.{name}"));
        let replayed = put(parsed.clone(), &format!("/proof/{name}"), json!("x")).to_string();
        refuses(&replayed, &format!("presentation.{name}"));
    }
}

#[test]
fn a_presentation_that_was_changed_is_nobody_s() {
    let parsed = parse(&shown());
    for (pointer, value) in [
        ("/holder", json!(did(3))),
        ("/proof/created", json!("2026-03-01T11:59:59Z")),
        ("/verifiableCredential/0/name", json!("Reading Stars")),
        ("/id", json!("urn:uuid:3")),
    ] {
        refuses(&put(parsed.clone(), pointer, value).to_string(), "proof.signature-invalid");
    }
    let other = parse(&signed(&with("/credentialSubject/id", json!(did(3)))));
    refuses(&put(parsed.clone(), "/verifiableCredential", json!([other])).to_string(), "proof.signature-invalid");
    refuses(&without(parsed.clone(), "/verifiableCredential").to_string(), "proof.signature-invalid");
    refuses(&without(parsed.clone(), "/proof").to_string(), "proof.missing");
    refuses(&put(parsed.clone(), "/secret", json!("x")).to_string(), "ld.undefined-term");
    refuses(
        &put(parsed, "/@context", json!(["https://www.w3.org/2018/credentials/v1"])).to_string(),
        "presentation.context",
    );
}

#[test]
fn a_proof_for_assertions_shows_nothing_d5() {
    let unsigned = without(parse(&shown()), "/proof");
    let options = Options::new(Suite::EddsaRdfc2022).with_challenge(CHALLENGE).with_domain(DOMAIN);
    refuses(&signed_with(&unsigned, 2, &options), "proof.purpose");
}

#[test]
fn whoever_signs_has_to_be_the_holder_d8() {
    let named = KeyDocument::new(signer(3), "did:web:learner.example#key-1", "did:web:learner.example").unwrap();
    let text = shown_by(&Holder::named(named), &[&badge()]);
    let report = judged(&text);
    assert_eq!((report.shown(), report.verdict()), (Outcome::Unknown, Verdict::Undecided));
    let presentation = Presentation::open(text.as_bytes(), &LIMITS).unwrap();
    let needs = presentation.needs();
    assert_eq!(
        (needs[0].kind, &*needs[0].url),
        (NeedKind::HolderDocument, "https://learner.example/.well-known/did.json")
    );
    let stolen = put(parse(&shown()), "/holder", json!(did(3))).to_string();
    refuses(&stolen, "presentation.holder-key");
    // The document of the holder has to list the key for authentication; for assertions is not enough.
    let published = |purpose: &str| {
        let document = json!({
            "id": "did:web:learner.example",
            "verificationMethod": [{
                "id": "did:web:learner.example#key-1",
                "type": "Multikey",
                "controller": "did:web:learner.example",
                "publicKeyMultibase": signer(3).verifying_key().to_multikey(),
            }],
            purpose: ["#key-1"],
        });
        let mut materials = Materials::none();
        materials.insert(&needs[0].url, document.to_string().into_bytes(), &LIMITS).unwrap();
        judged_with(&text, &Audience::new(CHALLENGE), &materials)
    };
    assert_eq!(published("authentication").shown(), Outcome::Pass);
    assert_eq!(faults(&published("assertionMethod")), ["controller.not-authorized"]);
}

#[test]
fn without_a_holder_the_key_says_who_shows() {
    let mut text = without(parse(&shown()), "/proof");
    text.as_object_mut().unwrap().remove("holder");
    let document = Document::parse(text.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Options::new(Suite::EddsaRdfc2022)
        .with_purpose(Purpose::Authentication)
        .with_challenge(CHALLENGE)
        .with_domain(DOMAIN);
    let signed = data_integrity::sign(&document, &signer(2), &options, &CONTEXTS, &LIMITS).unwrap();
    let report = judged(signed.as_str());
    assert_eq!((report.verdict(), report.holder()), (Verdict::Accepted, Some(&*did(2))));
}

#[test]
fn a_presentation_out_of_time_is_refused_d17() {
    let text = shown();
    let presentation = Presentation::open(text.as_bytes(), &LIMITS).unwrap();
    let audience = Audience::new(CHALLENGE);
    let early = at("2026-03-01T11:54:59Z");
    let report = Verifier::strict().verify_presentation(&presentation, &audience, &Materials::none(), early);
    assert_eq!(faults(&report), ["proof.created-in-future"]);
}

#[test]
fn an_issuer_s_badge_that_is_no_good_stays_so_when_it_is_shown() {
    let altered = put(parse(&badge()), "/name", json!("Reading Stars")).to_string();
    let report = judged(&shown_by(&Holder::new(signer(2)), &[&altered]));
    assert_eq!(report.shown(), Outcome::Pass);
    rejects(&report.badges()[0], CheckId::Proof, "proof.signature-invalid");
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn a_badge_that_names_its_learner_by_a_hash_only_is_not_proven_hers() {
    let mut badge = unsigned();
    let subject = badge["credentialSubject"].as_object_mut().unwrap();
    subject.remove("id");
    let hash = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";
    subject.insert("identifier".into(), json!([{
        "type": "IdentityObject", "hashed": true, "salt": "Kosher", "identityType": "emailAddress", "identityHash": hash,
    }]));
    let report = judged(&shown_by(&Holder::new(signer(2)), &[&signed(&badge)]));
    assert_eq!((report.shown(), report.verdict()), (Outcome::Pass, Verdict::Undecided));
    assert_eq!(told(&report.badges()[0], CheckId::Recipient).1, ["recipient.not-comparable"]);
}

#[test]
fn text_that_is_no_badge_cannot_be_shown() {
    let holder = Holder::new(signer(2));
    let present = |text: &str| holder.present(&[text], CHALLENGE, None, at(NOW)).unwrap_err().code().to_owned();
    assert_eq!(present(r#"{}],"holder":"did:example:eve","x":[{}"#), "json.malformed");
    assert_eq!(present("{"), "json.malformed");
    assert_eq!(Presentation::open(b"{}", &LIMITS).unwrap_err().code(), "verify.not-a-presentation");
    let nothing: Value = json!({"type": ["VerifiablePresentation"], "verifiableCredential": ["x"]});
    assert_eq!(Presentation::open(nothing.to_string().as_bytes(), &LIMITS).unwrap_err().code(), "verify.not-an-object");
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_holder_may_have_a_key_on_a_nist_curve() {
    use openbadges::proof::{Algorithm, SigningKey, did};
    let key = || {
        SigningKey::generate(Algorithm::P256, |bytes| {
            bytes.fill(2);
            Ok(())
        })
        .unwrap()
    };
    let did = did::key_did(key().verifying_key());
    let badge = signed(&with("/credentialSubject/id", json!(did)));
    assert_eq!(judged(&shown_by(&Holder::new(key()), &[&badge])).verdict(), Verdict::Accepted);
}
