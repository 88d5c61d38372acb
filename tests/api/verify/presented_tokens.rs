//! Badges that are tokens, shown by their learner.

use super::desk::*;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openbadges::base::iri::Iri;
use openbadges::issue::{Holder, Issuer};
use openbadges::model::MicroCredential;
use openbadges::proof::data_integrity::{self, Options, Purpose};
use openbadges::proof::{Jws, Suite};
use openbadges::verify::{
    Audience, CheckId, Materials, Outcome, Presentation, PresentationReport, Verdict, Verifier, Weight,
};
use openbadges::wire::vcjwt::Form;
use serde_json::{Value, json};

const CHALLENGE: &str = "4c1f5b0a-8f5e-4a5e-9d0e-6a0d3b8f7c21";

/// A badge of key 1 about whoever holds key 2.
fn token(form: Form) -> String {
    let mut award: Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    award["learner"] = json!({"id": did(2)});
    let award: MicroCredential = serde_json::from_value(award).unwrap();
    let id = Iri::parse("urn:uuid:b7").unwrap();
    Issuer::new(signer(1)).issue_token(&award, id, at(FROM), None, form).unwrap().as_str().to_owned()
}

fn envelope(token: &str) -> Value {
    json!({
        "@context": V2,
        "id": format!("data:application/vc+jwt,{token}"),
        "type": "EnvelopedVerifiableCredential",
    })
}

/// A presentation by key 2 with this entry, really signed.
fn shown(context: &Value, entry: &Value, suite: Suite) -> String {
    let text = json!({
        "@context": context,
        "type": ["VerifiablePresentation"],
        "holder": did(2),
        "verifiableCredential": [entry],
    });
    let options = Options::new(suite).with_purpose(Purpose::Authentication).with_challenge(CHALLENGE);
    let options = options.with_created(at(NOW));
    let unsigned = openbadges::codec::json::Document::parse(text.to_string().as_bytes(), &LIMITS).unwrap();
    let signed = data_integrity::sign(&unsigned, &signer(2), &options, &CONTEXTS, &LIMITS);
    signed.unwrap().as_str().to_owned()
}

fn shown_as_json(entry: &Value) -> String {
    shown(&json!([V2]), entry, Suite::EddsaJcs2022)
}

fn judged_by(verifier: &Verifier, text: &str) -> PresentationReport {
    let presentation = Presentation::open(text.as_bytes(), &LIMITS).unwrap();
    verifier.verify_presentation(&presentation, &Audience::new(CHALLENGE), &Materials::none(), at(NOW))
}

fn judged(text: &str) -> PresentationReport {
    judged_by(&Verifier::compatible(), text)
}

fn remarks(report: &PresentationReport) -> Vec<(Weight, &'static str)> {
    report.findings().iter().map(|finding| (finding.weight(), finding.code())).collect()
}

#[test]
fn the_learner_proves_that_a_token_is_hers() {
    for form in [Form::VcJwt, Form::VcJose] {
        let (token, plain) = (token(form), signed(&with("/credentialSubject/id", json!(did(2)))));
        let holder = Holder::new(signer(2));
        let text = holder.present(&[&format!("{token}\n"), &plain], CHALLENGE, None, at(NOW)).unwrap();
        assert_eq!(parse(&text)["verifiableCredential"][0], envelope(&token));
        let report = judged(&text);
        assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
        assert!(report.findings().is_empty());
        let [of_token, _] = report.badges() else { panic!("two badges") };
        assert_eq!((of_token.badge().form, of_token.badge().container), (form.name(), "jwt"));
        assert_eq!(told(of_token, CheckId::Recipient), (Outcome::Pass, vec!["recipient.match"]));
        assert_eq!(of_token.badge().digest.as_str(), openbadges::verify::digest(token.as_bytes()));
    }
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_presentation_of_the_standards_own_token_is_accepted_strictly() {
    use openbadges::proof::{Algorithm, SigningKey, did};
    let key = SigningKey::generate(Algorithm::P256, |bytes| {
        bytes.fill(5);
        Ok(())
    });
    let mut award: Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    award["learner"] = json!({"id": did::key_did(signer(2).verifying_key())});
    let award: MicroCredential = serde_json::from_value(award).unwrap();
    let issuer = Issuer::new(key.unwrap());
    let badge = issuer.issue_token(&award, Iri::parse("urn:uuid:b7").unwrap(), at(FROM), None, Form::VcJwt).unwrap();
    let text = Holder::new(signer(2)).present(&[badge.as_str()], CHALLENGE, None, at(NOW)).unwrap();
    let report = judged_by(&Verifier::strict(), &text);
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
}

#[test]
fn an_altered_or_foreign_token_stays_so_when_it_is_shown() {
    let token = token(Form::VcJose);
    let text = Holder::new(signer(3)).present(&[&token], CHALLENGE, None, at(NOW)).unwrap();
    let report = judged(&text);
    assert_eq!((report.shown(), report.verdict()), (Outcome::Pass, Verdict::Rejected));
    rejects(&report.badges()[0], CheckId::Recipient, "recipient.mismatch");
    // The envelope is among what the holder signed.
    let mut swapped = parse(&Holder::new(signer(2)).present(&[&token], CHALLENGE, None, at(NOW)).unwrap());
    swapped["verifiableCredential"][0] = envelope(&self::token(Form::VcJwt));
    assert_eq!(remarks(&judged(&swapped.to_string())), [(Weight::Fault, "proof.signature-invalid")]);
    // What is no token is not put into one.
    let holder = Holder::new(signer(2));
    for text in ["x", "[]", "a.b", "a.b.c.d", "a.b.c\",\"x\":\"", "a.b,c.d"] {
        let refused = holder.present(&[text], CHALLENGE, None, at(NOW)).unwrap_err();
        assert_eq!(refused.code(), "jws.malformed", "{text}");
    }
}

#[test]
fn a_token_as_a_text_is_read_with_a_warning() {
    let text = shown_as_json(&json!(token(Form::VcJwt)));
    let report = judged(&text);
    assert_eq!(remarks(&report), [(Weight::Warning, "presentation.plain-token")]);
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
    let strictly = judged_by(&Verifier::strict(), &text);
    assert_eq!((strictly.shown(), strictly.verdict()), (Outcome::Fail, Verdict::Rejected));
    assert_eq!(remarks(&strictly), [(Weight::Fault, "presentation.plain-token")]);
    // Whatever else is undefined stays so.
    let mut odd = parse(&text);
    odd["unheardOf"] = json!(1);
    assert!(remarks(&judged(&odd.to_string())).contains(&(Weight::Fault, "ld.undefined-term")));
    // A presentation of version 1.1, which has tokens no other way.
    let contexts = json!([V1, "https://w3id.org/security/data-integrity/v2"]);
    let report = judged(&shown(&contexts, &json!(token(Form::VcJwt)), Suite::EddsaJcs2022));
    let warnings = [(Weight::Warning, "presentation.context"), (Weight::Warning, "presentation.plain-token")];
    assert_eq!((remarks(&report), report.verdict()), (warnings.to_vec(), Verdict::Accepted), "{report:#?}");
}

#[test]
fn many_small_tokens_do_not_make_a_large_presentation_of_a_small_one() {
    // {}.{}. and a byte: a token that says nothing, beside a context with a long address.
    let long = format!("https://school.example/{}", "c".repeat(50_000));
    let text = json!({
        "@context": [V2, long],
        "type": "VerifiablePresentation",
        "verifiableCredential": vec!["e30.e30.AA"; 100],
    });
    let report = judged(&text.to_string());
    assert_eq!(report.badges().len(), 100);
    let codes: Vec<&str> = remarks(&report).into_iter().map(|(_, code)| code).collect();
    assert!(codes.contains(&"ld.unknown-context") && !codes.contains(&"json.too-large"), "{codes:?}");
}

#[test]
fn statements_do_not_cover_a_token_as_a_text() {
    let mut text = parse(&shown(&json!([V2]), &envelope(&token(Form::VcJwt)), Suite::EddsaRdfc2022));
    text["verifiableCredential"] = json!([token(Form::VcJwt)]);
    let report = judged(&text.to_string());
    assert_eq!((report.shown(), report.verdict()), (Outcome::Fail, Verdict::Rejected));
    assert!(remarks(&report).contains(&(Weight::Fault, "ld.kind")), "{report:#?}");
}

#[test]
fn an_envelope_of_another_form_is_refused_by_name() {
    let token = token(Form::VcJwt);
    let code = |id: &str| {
        let entry = json!({"@context": V2, "id": id, "type": ["EnvelopedVerifiableCredential"]});
        let text = json!({"type": "VerifiablePresentation", "verifiableCredential": entry}).to_string();
        Presentation::open(text.as_bytes(), &LIMITS).map_or_else(|error| error.code(), |_| "opened")
    };
    assert_eq!(code(&format!("data:application/vc+jwt,{token}")), "opened");
    for id in ["", "urn:uuid:1", "data:application/vc+jwt", &token, &format!("https://a.example/#data:,{token}")] {
        assert_eq!(code(id), "envelope.no-token", "{id}");
    }
    for media_type in
        ["", "application/jwt", "application/vc+sd-jwt", "application/vp+jwt", "application/vc+jwt;charset=utf-8"]
    {
        assert_eq!(code(&format!("data:{media_type},{token}")), "envelope.media-type", "{media_type}");
    }
    assert_eq!(code(&format!("DATA:application/vc+jwt,{token}")), "envelope.no-token");
    assert_eq!(code(&format!("data:application/VC+JWT,{token}")), "envelope.media-type");
    let base64 = format!("data:application/vc+jwt;base64,{}", STANDARD.encode(&token));
    assert_eq!(code(&base64), "envelope.encoding");
    assert_eq!(code(&format!("data:application/vc+jwt,{}", token.replace('.', "%2E"))), "envelope.encoding");
    for other in ["", "a.b", "a.b.c.d", "{}", &format!("{token},{token}"), &format!("{token}#x")] {
        assert_eq!(code(&format!("data:application/vc+jwt,{other}")), "jws.malformed", "{other}");
    }
}

#[test]
fn what_an_envelope_says_beside_its_token_is_a_fault() {
    let good = envelope(&token(Form::VcJwt));
    assert_eq!(judged(&shown_as_json(&good)).verdict(), Verdict::Accepted);
    for (pointer, value) in [
        ("/@context", json!([])),
        ("/@context", json!(V1)),
        ("/@context", json!([V2, OB])),
        ("/type", json!(["EnvelopedVerifiableCredential", "VerifiableCredential"])),
        ("/credentialSubject", json!({"id": did(2)})),
        ("/issuer", json!(did(3))),
        ("/validUntil", json!(UNTIL)),
        ("/proof", json!([])),
    ] {
        let report = judged(&shown_as_json(&put(good.clone(), pointer, value)));
        assert!(remarks(&report).contains(&(Weight::Fault, "presentation.envelope")), "{pointer} {report:#?}");
        assert_eq!(report.verdict(), Verdict::Rejected);
    }
    let report = judged(&shown_as_json(&without(good, "/@context")));
    let faults = [(Weight::Fault, "presentation.envelope"), (Weight::Fault, "ld.undefined-term")];
    assert_eq!(remarks(&report), faults);
}

#[test]
fn a_presentation_holds_no_presentation() {
    let code = |entry: Value| {
        let text = json!({"type": "VerifiablePresentation", "verifiableCredential": [entry]}).to_string();
        Presentation::open(text.as_bytes(), &LIMITS).map_or_else(|error| error.code(), |_| "opened")
    };
    let inner = Holder::new(signer(2)).present(&[&token(Form::VcJwt)], CHALLENGE, None, at(NOW)).unwrap();
    let in_token = |payload: &str| {
        let jws = Jws::sign(&[("typ", "vp+jwt")], payload.as_bytes(), &signer(2), &LIMITS).unwrap();
        jws.as_str().to_owned()
    };
    let enveloped = json!({"id": "data:application/vp+jwt,e30.e30.c2ln", "type": "EnvelopedVerifiablePresentation"});
    for entry in [
        parse(&inner),
        enveloped,
        json!(in_token(&inner)),
        envelope(&in_token(&inner)),
        json!(in_token(r#"{"iss":"did:example:robin","vp":{"verifiableCredential":[]}}"#)),
    ] {
        assert_eq!(code(entry.clone()), "verify.nested-presentation", "{entry}");
    }
    // A text that is JSON is no badge, nor is one that is base64 of a token.
    assert_eq!(code(json!(signed(&unsigned()))), "verify.not-an-object");
    assert_eq!(code(json!(URL_SAFE_NO_PAD.encode(token(Form::VcJwt)))), "verify.not-an-object");
}
