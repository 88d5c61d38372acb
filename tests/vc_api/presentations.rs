//! Presentations (vc-data-model-2.0, section 4.13), as the suite signs them.

use super::*;
use openbadges::proof::data_integrity::Purpose;

const DOMAIN: &str = "github.com/w3c/vc-data-model-2.0-test-suite";
const CHALLENGE: &str = "uVGhpcyBpcyBub3QgcmFuZG9t";

fn unsigned() -> Value {
    json!({"@context": [V2], "type": ["VerifiablePresentation"]})
}

fn shown(presentation: &Value) -> Value {
    let options = Options::new(Suite::EddsaRdfc2022).with_purpose(Purpose::Authentication);
    signed(presentation, &options.with_domain(DOMAIN).with_challenge(CHALLENGE))
}

fn ask(presentation: &Value, options: Value) -> (u16, Value) {
    let body = json!({"verifiablePresentation": presentation, "options": options});
    call("/vc-data-model-2.0/presentations/verify", &body)
}

#[track_caller]
fn accepted(presentation: &Value) {
    let (status, answer) = ask(presentation, json!({"domain": DOMAIN, "challenge": CHALLENGE}));
    assert_eq!((status, &answer["errors"]), (200, &json!([])), "{answer}\n{presentation}");
}

#[track_caller]
fn refuses(presentation: &Value, code: &str) {
    refused(ask(presentation, json!({"domain": DOMAIN, "challenge": CHALLENGE})), code, presentation);
}

#[test]
fn a_presentation_without_credentials_is_accepted() {
    accepted(&shown(&unsigned()));
    accepted(&shown(&with(&unsigned(), "/id", json!("urn:uuid:a7f1e2b4-0f0e-4d35-9a79-2b8b5c9d3f10"))));
    accepted(&shown(&with(&unsigned(), "/type/1", json!("https://words.example/#Other"))));
}

#[test]
fn a_holder_is_a_url_or_an_object_with_one() {
    accepted(&shown(&with(&unsigned(), "/holder", json!(stranger_id()))));
    accepted(&shown(&with(&unsigned(), "/holder", json!({"id": stranger_id()}))));
    refuses(&shown(&with(&unsigned(), "/holder", json!({"name": "Alice"}))), "model.malformed");
    refuses(&with(&shown(&unsigned()), "/holder", json!("not a url")), "model.malformed");
    refuses(&with(&shown(&unsigned()), "/holder", json!(null)), "model.malformed");
}

#[test]
fn credentials_inside_are_verified_too() {
    let (one, two) = (issued("vc-data-model-2.0", &second()), issued("ecdsa-rdfc-2019-p256", &second()));
    accepted(&shown(&with(&unsigned(), "/verifiableCredential", json!([one, two]))));
    accepted(&shown(&with(&unsigned(), "/verifiableCredential", json!(one))));
    let altered = with(&two, "/credentialSubject/id", json!("did:example:other"));
    refuses(&shown(&with(&unsigned(), "/verifiableCredential", json!([one, altered]))), "proof.signature-invalid");
    for odd in [json!(7), json!(["did:example:1"]), json!([one.to_string()]), json!(null)] {
        refuses(&with(&shown(&unsigned()), "/verifiableCredential", odd), "model.malformed");
    }
}

#[test]
fn a_credential_secured_by_the_presentation_alone_is_its_holders_own() {
    let id = stranger_id();
    let own = |issuer: &str, holder: Option<&str>| {
        let credential = with(&second(), "/issuer", json!(issuer));
        let presentation = with(&unsigned(), "/verifiableCredential", json!([credential]));
        shown(&holder.map_or(presentation.clone(), |holder| with(&presentation, "/holder", json!(holder))))
    };
    accepted(&own(&id, Some(&id)));
    refuses(&own(&id, None), "model.missing");
    refuses(&own(&id, Some("did:example:acme")), "model.missing");
    refuses(&own("did:example:acme", Some(&id)), "model.missing");
}

#[test]
fn contexts_of_a_presentation_are_those_of_the_data_model_first() {
    let good = shown(&unsigned());
    refuses(&without(&good, "/@context"), "model.missing");
    for context in [json!([EXAMPLES, V2]), json!([EXAMPLES]), json!([V2, 7]), json!([]), json!("x y")] {
        refuses(&with(&good, "/@context", context), "model.malformed");
    }
    refuses(&with(&good, "/@context", json!([V2, "https://unknown.example/v1"])), "ld.unknown-context");
}

#[test]
fn a_presentation_has_its_type() {
    let good = shown(&unsigned());
    refuses(&without(&good, "/type"), "model.missing");
    for kind in [json!([]), json!("VerifiableCredential"), json!(["https://words.example/#Other"]), json!([2])] {
        refuses(&with(&good, "/type", kind), "model.malformed");
    }
    refuses(&with(&good, "/type", json!(["VerifiablePresentation", "Unmapped"])), "ld.undefined-type");
}

#[test]
fn a_presentation_that_was_altered_is_refused() {
    let good = shown(&with(&unsigned(), "/holder", json!(stranger_id())));
    refuses(&with(&good, "/holder", json!("did:example:other")), "proof.signature-invalid");
    let value = shown(&unsigned())["proof"]["proofValue"].clone();
    refuses(&with(&good, "/proof/proofValue", value), "proof.signature-invalid");
    refuses(&with(&good, "/proof/challenge", json!("other")), "model.malformed");
    refuses(&without(&good, "/proof"), "proof.missing");
}

#[test]
fn a_presentation_is_for_its_challenge_and_domain_and_to_authenticate() {
    let good = shown(&unsigned());
    for options in [json!({"challenge": "other"}), json!({"challenge": CHALLENGE, "domain": "other.example"})] {
        refused(ask(&good, options.clone()), "model.malformed", &options);
    }
    // Suites that ask for nothing in particular.
    assert_eq!(ask(&good, json!({"checks": []})).0, 200);
    let asserted = Options::new(Suite::EddsaRdfc2022).with_domain(DOMAIN).with_challenge(CHALLENGE);
    refuses(&signed(&unsigned(), &asserted), "model.malformed");
}
