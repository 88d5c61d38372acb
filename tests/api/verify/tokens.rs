//! Badges signed as tokens. Names end with the rows of the threat table that they hold.

use super::desk::*;
use super::documents::{DOCUMENT, METHOD, SCHOOL, document};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openbadges::base::iri::Iri;
use openbadges::issue::Issuer;
use openbadges::model::MicroCredential;
use openbadges::proof::Jws;
use openbadges::verify::{CheckId, ContainerKind, Materials, Outcome, Presented, Report, Verdict, Verifier};
use openbadges::wire::vcjwt::Form;
use serde_json::{Value, json};

/// 2026-01-15T09:00:00Z and 2030-01-15T09:00:00Z
const FROM_SECONDS: i64 = 1_768_467_600;
const UNTIL_SECONDS: i64 = 1_894_698_000;

/// The header of a VC-JWT by key 1.
fn header() -> Value {
    json!({"alg": "EdDSA", "typ": "JWT", "kid": method(1)})
}

/// The badge with the claims that repeat it.
fn payload() -> Value {
    claiming(unsigned())
}

fn claiming(mut badge: Value) -> Value {
    let claims = json!({
        "iss": badge["issuer"]["id"],
        "sub": badge["credentialSubject"]["id"],
        "jti": badge["id"],
        "nbf": FROM_SECONDS,
        "exp": UNTIL_SECONDS,
    });
    badge.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    badge
}

/// Really signed by a key of ours, whatever it says.
fn token_by(key: u8, header: &Value, payload: &str) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(payload));
    let signature = signer(key).sign(input.as_bytes()).unwrap();
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn token(header: &Value, payload: &Value) -> String {
    token_by(1, header, &payload.to_string())
}

fn jwk(fill: u8) -> Value {
    parse(&signer(fill).verifying_key().to_jwk())
}

/// Judged with the document of the school at hand, which lists key 1.
fn by_school(text: &str) -> Report {
    let mut materials = Materials::none();
    materials.insert(DOCUMENT, document().to_string().into_bytes(), &LIMITS).unwrap();
    verify(&Verifier::compatible(), &open(text), &materials, NOW)
}

fn without_members(mut value: Value, names: &[&str]) -> Value {
    names.iter().for_each(|name| drop(value.as_object_mut().unwrap().remove(*name)));
    value
}

#[test]
fn a_token_is_accepted_with_a_warning_of_its_algorithm() {
    let report = compatibly(&token(&header(), &payload()));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Pass, vec!["token.algorithm"]));
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Pass, vec!["issuer-key.self-certifying"]));
    assert_eq!((report.badge().form, report.badge().container), ("vc-jwt", "jwt"));
    let proven = report.proven().unwrap();
    assert_eq!((proven.signed_by.as_slice(), proven.learner.as_slice()), (&[method(1)][..], &[LEARNER.to_owned()][..]));
    rejects(&strictly(&token(&header(), &payload())), CheckId::Proof, "token.algorithm");
}

#[cfg(feature = "ecdsa")]
#[test]
fn the_standards_own_algorithm_is_accepted_strictly() {
    use openbadges::proof::{Algorithm, SigningKey, did};
    let key = SigningKey::generate(Algorithm::P256, |bytes| {
        bytes.fill(5);
        Ok(())
    });
    let key = key.unwrap();
    let id = did::key_did(key.verifying_key());
    let badge = claiming(with("/issuer/id", json!(id)));
    let kid = did::key_method(key.verifying_key());
    let made = Jws::sign(&[("typ", "JWT"), ("kid", &kid)], badge.to_string().as_bytes(), &key, &LIMITS).unwrap();
    accepts(&strictly(made.as_str()));
}

#[test]
fn what_is_issued_as_a_token_is_accepted_in_both_profiles() {
    let award = |learner: Value| -> MicroCredential {
        let mut award: Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
        award["learner"] = learner;
        serde_json::from_value(award).unwrap()
    };
    let issue = |award: &MicroCredential, form| {
        let id = Iri::parse("urn:uuid:b7").unwrap();
        Issuer::new(signer(1)).issue_token(award, id, at(FROM), Some(at(UNTIL)), form)
    };
    let named = award(json!({"id": LEARNER}));
    for (form, codes) in [(Form::VcJwt, ["token.algorithm"]), (Form::VcJose, ["token.profile"])] {
        let signed = issue(&named, form).unwrap();
        let report = compatibly(signed.as_str());
        accepts(&report);
        assert_eq!((report.badge().form, told(&report, CheckId::Proof).1), (form.name(), codes.to_vec()));
        assert_eq!(issue(&named, form).unwrap().as_str(), signed.as_str());
    }
    // `sub` has nobody to name.
    let nameless = award(json!({"identities": [{"type": "emailAddress", "value": "robin@example.org"}]}));
    assert_eq!(issue(&nameless, Form::VcJwt).unwrap_err().code(), "wire.missing");
    accepts(&compatibly(issue(&nameless, Form::VcJose).unwrap().as_str()));
    // Only prepared badges lack a signer.
    let key = signer(1).verifying_key().clone();
    let later = Issuer::preparing_for(key, &method(1), Iri::parse(&did(1)).unwrap());
    let id = Iri::parse("urn:uuid:b7").unwrap();
    let unsigned = later.issue_token(&named, id, at(FROM), None, Form::VcJwt);
    assert_eq!(unsigned.unwrap_err().code(), "issue.no-signer");
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_vc_jwt_by_ecdsa_is_issued_as_the_strict_reading_wants_it() {
    use openbadges::proof::{Algorithm, SigningKey};
    let key = |algorithm| {
        SigningKey::generate(algorithm, |bytes| {
            bytes.fill(5);
            Ok(())
        })
    };
    let mut award: Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    award["learner"] = json!({"id": LEARNER});
    let award: MicroCredential = serde_json::from_value(award).unwrap();
    let issue = |algorithm| {
        let issuer = Issuer::new(key(algorithm).unwrap());
        issuer.issue_token(&award, Iri::parse("urn:uuid:b7").unwrap(), at(FROM), None, Form::VcJwt)
    };
    accepts(&strictly(issue(Algorithm::P256).unwrap().as_str()));
    assert_eq!(issue(Algorithm::P384).unwrap_err().code(), "jws.algorithm");
}

#[test]
fn what_is_judged_is_what_is_signed_whatever_holds_it() {
    let text = token(&header(), &payload());
    let picture = include_bytes!("../../../fixtures/own/h1.png");
    let png = openbadges::codec::png::bake(picture, &text, &LIMITS).unwrap();
    let svg =
        openbadges::codec::svg::bake(b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", &text, &LIMITS).unwrap();
    let line = format!("{text}\n").into_bytes();
    for (bytes, kind) in [(png, ContainerKind::Png), (svg, ContainerKind::Svg), (line, ContainerKind::Jwt)] {
        let presented = Presented::open(&bytes, &LIMITS).unwrap();
        assert_eq!((presented.container(), presented.as_str(), presented.form()), (kind, text.as_str(), "vc-jwt"));
        let report = verify(&Verifier::compatible(), &presented, &Materials::none(), NOW);
        accepts(&report);
        assert_eq!(report.badge().digest.as_str(), openbadges::verify::digest(text.as_bytes()));
        let names: Vec<&str> = presented.document().root().members().map(|(name, _)| name).collect();
        assert!(!names.contains(&"iss") && names.contains(&"issuer"), "{names:?}");
    }
}

#[test]
fn a_header_that_is_not_allowed_rejects_and_touches_no_key_t1_t2_t6_t7() {
    for (member, value, code) in [
        ("alg", json!("none"), "jws.algorithm"),
        ("alg", json!("HS256"), "jws.algorithm"),
        ("crit", json!(["exp"]), "jws.critical"),
        ("b64", json!(false), "jws.unencoded"),
        ("jwk", put(jwk(1), "/d", json!("AAAA")), "key.private"),
    ] {
        let report = compatibly(&token(&put(header(), &format!("/{member}"), value), &payload()));
        rejects(&report, CheckId::Proof, code);
        assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.no-header"]));
        assert!(report.proven().is_none());
    }
}

#[test]
fn a_key_in_the_header_counts_once_the_issuer_confirms_it_t3() {
    // Its own did:key does, the attacker's key is nobody's.
    let bare = without_members(header(), &["kid"]);
    accepts(&compatibly(&token(&put(bare.clone(), "/jwk", jwk(1)), &payload())));
    let forged = token_by(2, &put(bare.clone(), "/jwk", jwk(2)), &payload().to_string());
    rejects(&compatibly(&forged), CheckId::IssuerKey, "issuer-key.unbound");
    // An issuer with documents: unknown without them, and then as they say.
    let hosted = claiming(with("/issuer/id", json!(SCHOOL)));
    let text = |key| token_by(key, &put(bare.clone(), "/jwk", jwk(key)), &hosted.to_string());
    let unknown = compatibly(&text(1));
    assert_eq!(unknown.verdict(), Verdict::Undecided);
    assert_eq!(told(&unknown, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.document-missing"]));
    let known = by_school(&text(1));
    assert_eq!(told(&known, CheckId::IssuerKey).1, ["issuer-key.resolved"]);
    accepts(&known);
    rejects(&by_school(&text(2)), CheckId::IssuerKey, "issuer-key.unbound");
    let pinned = Verifier::compatible().with_key(Iri::parse(SCHOOL).unwrap(), "any", signer(1).verifying_key().clone());
    assert_eq!(told(&judge(&pinned, &text(1)), CheckId::IssuerKey).1, ["issuer-key.pinned"]);
    assert_eq!(judge(&pinned, &text(2)).verdict(), Verdict::Undecided);
}

#[test]
fn a_key_set_confirms_a_key_by_its_name_or_by_itself_t3_t19() {
    const COLLEGE: &str = "https://college.example/issuers/7";
    const SET: &str = "https://college.example/.well-known/jwks.json";
    let hosted = claiming(with("/issuer/id", json!(COLLEGE)));
    let judged = |header: &Value, keys: Value| {
        let mut materials = Materials::none();
        let profile = json!({"id": COLLEGE, "type": ["Profile"], "name": "Harbour College"});
        materials.insert(COLLEGE, profile.to_string().into_bytes(), &LIMITS).unwrap();
        materials.insert(SET, json!({ "keys": keys }).to_string().into_bytes(), &LIMITS).unwrap();
        verify(&Verifier::compatible(), &open(&token(header, &hosted)), &materials, NOW)
    };
    let named = |kid| put(header(), "/kid", json!(kid));
    let own = put(jwk(1), "/kid", json!("k1"));
    let other = put(jwk(2), "/kid", json!("k2"));
    let secret = json!({"kty": "oct", "k": "AAAA", "kid": "k3"});
    let keys = json!([other, secret, own]);
    let by_name = judged(&named("k1"), keys.clone());
    assert_eq!(told(&by_name, CheckId::IssuerKey).1, ["issuer-key.key-set"]);
    assert_eq!(told(&by_name, CheckId::Proof).1, ["token.algorithm", "token.key-id"]);
    accepts(&by_name);
    let by_itself = put(without_members(header(), &["kid"]), "/jwk", jwk(1));
    accepts(&judged(&by_itself, keys.clone()));
    accepts(&judged(&put(named("k1"), "/jwk", jwk(1)), keys.clone()));
    rejects(&judged(&named("k2"), keys.clone()), CheckId::Proof, "proof.signature-invalid");
    rejects(&judged(&by_itself, json!([other])), CheckId::IssuerKey, "issuer-key.unbound");
    rejects(&judged(&named("k1"), json!([own, own])), CheckId::IssuerKey, "key-set.duplicate-kid");
    // A set of many kinds says what each is; the one that is asked for must be a key to verify with.
    rejects(&judged(&named("k3"), keys), CheckId::IssuerKey, "key.unsupported");
}

#[test]
fn a_name_and_a_key_in_the_header_are_of_one_key() {
    accepts(&compatibly(&token(&put(header(), "/jwk", jwk(1)), &payload())));
    rejects(&compatibly(&token(&put(header(), "/jwk", jwk(2)), &payload())), CheckId::IssuerKey, "jws.two-keys");
}

#[test]
fn a_name_that_leads_elsewhere_is_never_followed_t4() {
    for kid in [method(2), String::from("https://evil.example/keys/1"), String::from("did:web:evil.example#key-1")] {
        let text = token_by(2, &put(header(), "/kid", json!(kid)), &payload().to_string());
        rejects(&compatibly(&text), CheckId::IssuerKey, "issuer-key.unbound");
        assert!(open(&text).needs().is_empty());
    }
    // By the issuer's document only what that document names is looked for.
    let hosted = claiming(with("/issuer/id", json!(SCHOOL)));
    let text = token(&put(header(), "/kid", json!(METHOD)), &hosted);
    accepts(&by_school(&text));
    let needs: Vec<String> = open(&text).needs().into_iter().map(|need| need.url).collect();
    assert!(needs.iter().any(|url| url == DOCUMENT) && needs.iter().all(|url| !url.contains("evil")), "{needs:?}");
}

#[test]
fn addresses_of_keys_in_the_header_are_read_past_with_a_warning_t5() {
    for name in ["jku", "x5u", "x5c", "x5t", "iss"] {
        let text = token(&put(header(), &format!("/{name}"), json!("https://evil.example/keys")), &payload());
        let report = compatibly(&text);
        accepts(&report);
        assert_eq!(told(&report, CheckId::Proof).1, ["token.algorithm", "token.header"]);
        let strict = told(&strictly(&text), CheckId::Proof);
        assert_eq!(strict, (Outcome::Fail, vec!["token.algorithm", "token.header"]));
        // It brings no key where there is none.
        let nameless =
            put(without_members(header(), &["kid"]), &format!("/{name}"), json!("https://evil.example/keys"));
        let report = compatibly(&token(&nameless, &payload()));
        assert_eq!(report.verdict(), Verdict::Undecided);
        assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.unnamed"]));
    }
}

#[test]
fn a_claim_that_says_something_else_rejects_t12_t13_t14() {
    for (claim, value) in [
        ("iss", json!("did:example:other")),
        ("iss", json!(7)),
        ("iss", json!([did(1)])),
        ("sub", json!("did:example:other")),
        ("jti", json!("urn:uuid:b1")),
        ("nbf", json!(FROM_SECONDS + 1)),
        ("nbf", json!(FROM_SECONDS - 1)),
    ] {
        let report = compatibly(&token(&header(), &put(payload(), &format!("/{claim}"), value)));
        rejects(&report, CheckId::Proof, "wire.claim-mismatch");
        assert!(report.proven().is_none());
    }
    // A subject that has no id cannot have one in the claim alone.
    let nameless = put(
        payload(),
        "/credentialSubject/identifier",
        json!([{
            "type": "IdentityObject", "hashed": false, "identityType": "name", "identityHash": "Robin",
        }]),
    );
    let report = compatibly(&token(&header(), &without(nameless, "/credentialSubject/id")));
    rejects(&report, CheckId::Proof, "wire.claim-mismatch");
}

#[test]
fn a_claim_that_is_missing_is_a_warning_or_a_fault() {
    for claim in ["iss", "sub", "jti", "nbf", "exp"] {
        let text = token(&header(), &without_members(payload(), &[claim]));
        let report = compatibly(&text);
        accepts(&report);
        let expected = vec!["token.algorithm", "wire.claim-missing"];
        assert_eq!(told(&report, CheckId::Proof).1, expected);
        assert_eq!(told(&strictly(&text), CheckId::Proof), (Outcome::Fail, expected));
    }
}

#[test]
fn of_two_ends_the_earlier_one_decides_t14() {
    let with_end = |until: Option<&str>, exp: i64| {
        let badge = match until {
            None => without_members(payload(), &["validUntil"]),
            Some(until) => put(payload(), "/validUntil", json!(until)),
        };
        token(&header(), &put(badge, "/exp", json!(exp)))
    };
    // 2026-03-01T12:00:00Z is the time of the check.
    let now = at(NOW).unix_seconds();
    for (until, exp, code) in [
        (Some(UNTIL), now + 60, None),
        (Some(UNTIL), now - 60, Some("validity.expired")),
        (Some(UNTIL), now, Some("validity.expired")),
        (Some("2026-02-01T00:00:00Z"), now + 60, Some("validity.expired")),
        (None, now + 60, None),
        (None, now - 60, Some("validity.expired")),
    ] {
        let report = compatibly(&with_end(until, exp));
        assert_eq!(told(&report, CheckId::Validity).1, code.into_iter().collect::<Vec<_>>(), "{until:?} {exp}");
        assert_eq!(told(&report, CheckId::Proof).1.contains(&"wire.claim-mismatch"), until.is_some());
        assert_eq!(report.verdict() == Verdict::Accepted, code.is_none());
    }
    let strict = told(&strictly(&with_end(Some(UNTIL), now + 60)), CheckId::Proof);
    assert_eq!(strict, (Outcome::Fail, vec!["token.algorithm", "wire.claim-mismatch"]));
}

#[test]
fn dates_of_claims_are_whole_seconds_of_this_calendar_t15() {
    // A fraction is dropped on both sides.
    let finer = put(put(payload(), "/validFrom", json!("2026-01-15T09:00:00.75Z")), "/nbf", json!(1_768_467_600.25));
    accepts(&compatibly(&token(&header(), &finer)));
    let elsewhere = put(payload(), "/validFrom", json!("2026-01-15T17:00:00+08:00"));
    accepts(&compatibly(&token(&header(), &elsewhere)));
    for value in ["\"1768467600\"", "1e300", "-1e12", "253402300800", "null", "[]", "{}", "true"] {
        for claim in ["nbf", "exp", "iat"] {
            let text = payload().to_string().replace(&format!("\"{claim}\":"), "\"unused\":");
            let text = text.replacen('{', &format!("{{\"{claim}\":{value},"), 1).replace("\"unused\":", "\"aud\":");
            let report = compatibly(&token_by(1, &header(), &text));
            rejects(&report, CheckId::Proof, "wire.claim-date");
        }
    }
}

#[test]
fn a_credential_stands_in_one_place_t16() {
    let claims = ["iss", "sub", "jti", "nbf", "exp"];
    let badge = unsigned();
    let wrapped = |inner: &Value| {
        let all = payload();
        let mut outer: serde_json::Map<String, Value> =
            claims.iter().map(|name| ((*name).to_owned(), all[*name].clone())).collect();
        outer.insert(String::from("vc"), inner.clone());
        Value::from(outer)
    };
    // Version 2.0 under `vc`, as some write it: a warning, and a fault to the strict reading.
    let report = compatibly(&token(&header(), &wrapped(&badge)));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Proof).1, ["token.algorithm", "wire.credential-place"]);
    // Version 1.1 belongs there.
    let mut old = put(badge.clone(), "/@context/0", json!(V1));
    for (new, name) in [("validFrom", "issuanceDate"), ("validUntil", "expirationDate")] {
        let date = old.as_object_mut().unwrap().remove(new).unwrap();
        old[name] = date;
    }
    let report = compatibly(&token(&header(), &wrapped(&old)));
    assert_eq!(told(&report, CheckId::Proof).1, ["token.algorithm"]);
    accepts(&report);
    let report = compatibly(&token(&header(), &claiming(old)));
    assert_eq!(told(&report, CheckId::Proof).1, ["token.algorithm", "wire.credential-place"]);
    // Two credentials never pass, wherever they stand.
    for second in [put(payload(), "/vc", badge.clone()), wrapped(&put(badge.clone(), "/vc", badge.clone()))] {
        let report = compatibly(&token(&header(), &second));
        assert_eq!(report.verdict(), Verdict::Rejected);
        assert!(told(&report, CheckId::Proof).1.contains(&"wire.second-credential"));
    }
}

#[test]
fn tokens_of_other_kinds_are_refused_t17() {
    for typ in ["vp+jwt", "at+jwt", "jwt", "jws", "", "vc+sd-jwt"] {
        let report = compatibly(&token(&put(header(), "/typ", json!(typ)), &payload()));
        rejects(&report, CheckId::Proof, "token.type");
        assert_eq!(report.badge().form, "jwt");
    }
    accepts(&compatibly(&token(&without_members(header(), &["typ"]), &payload())));
}

#[test]
fn the_other_profile_takes_no_rule_of_this_one_t14_t16_t17() {
    let header = put(header(), "/typ", json!("vc+jwt"));
    let bare = token(&header, &unsigned());
    let report = compatibly(&bare);
    accepts(&report);
    assert_eq!(told(&report, CheckId::Proof).1, ["token.profile"]);
    assert_eq!(report.badge().form, "vc+jwt");
    assert_eq!(told(&strictly(&bare), CheckId::Proof), (Outcome::Fail, vec!["token.profile"]));
    let judged = |payload: &Value| compatibly(&token(&header, payload));
    // `exp` and `nbf` limit the signature, and need not repeat the credential's own period.
    let now = at(NOW).unix_seconds();
    accepts(&judged(&put(put(unsigned(), "/exp", json!(now + 60)), "/nbf", json!(now - 60))));
    rejects(&judged(&put(unsigned(), "/exp", json!(now - 60))), CheckId::Validity, "validity.expired");
    rejects(&judged(&put(unsigned(), "/nbf", json!(now + 60))), CheckId::Validity, "validity.not-yet");
    // What is repeated must agree.
    rejects(&judged(&put(unsigned(), "/iss", json!("did:example:other"))), CheckId::Proof, "wire.claim-mismatch");
    rejects(&judged(&put(unsigned(), "/sub", json!("did:example:other"))), CheckId::Proof, "wire.claim-mismatch");
    rejects(&judged(&json!({"vc": unsigned()})), CheckId::Proof, "wire.credential-place");
    let cty = token(&put(header.clone(), "/cty", json!("vc")), &unsigned());
    assert_eq!(told(&compatibly(&cty), CheckId::Proof).1, ["token.profile"]);
}

#[test]
fn a_payload_that_is_no_credential_cannot_be_opened_j3_t11_t21() {
    let error = |payload: &[u8]| {
        let made = Jws::sign(&[("typ", "JWT")], payload, &signer(1), &LIMITS).unwrap();
        Presented::open(made.as_str().as_bytes(), &LIMITS).unwrap_err().code()
    };
    assert_eq!(error(b"not JSON"), "json.malformed");
    assert_eq!(error(b"{\"a\": \"\xff\"}"), "json.invalid-unicode");
    assert_eq!(error(b"[]"), "verify.not-an-object");
    assert_eq!(error(br#"{"iss":"a","iss":"b"}"#), "json.duplicate-key");
    assert_eq!(error(br#"{"a":{"b":1,"\u0062":2}}"#), "json.duplicate-key");
    assert_eq!(error(br#"{} {}"#), "json.malformed");
}

#[test]
fn a_signature_that_does_not_hold_rejects() {
    let text = token(&header(), &payload());
    let (head, signature) = text.rsplit_once('.').unwrap();
    let other = token(&header(), &put(payload(), "/name", json!("Another")));
    let swapped = format!("{}.{signature}", other.rsplit_once('.').unwrap().0);
    rejects(&compatibly(&swapped), CheckId::Proof, "proof.signature-invalid");
    assert!(text.starts_with(head));
}

#[test]
fn proofs_inside_a_token_are_verified_as_well_t20() {
    let proven = parse(&signed(&unsigned()));
    let both = compatibly(&token(&header(), &claiming(proven.clone())));
    accepts(&both);
    assert_eq!(both.proven().unwrap().signed_by, [method(1), method(1)]);
    // One that does not hold rejects, though the token is good.
    let altered = put(proven, "/name", json!("Another"));
    rejects(&compatibly(&token(&header(), &claiming(altered))), CheckId::Proof, "proof.signature-invalid");
}

#[test]
fn an_undefined_word_is_covered_by_the_signature_and_so_a_warning() {
    let odd = put(payload(), "/unheardOf", json!(1));
    let report = compatibly(&token(&header(), &odd));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Terms), (Outcome::Pass, vec!["ld.undefined-term"]));
    assert_eq!(told(&strictly(&token(&header(), &odd)), CheckId::Terms).0, Outcome::Fail);
    // Where a proof inside is relied on, it does not cover the word.
    let mut proven = parse(&signed(&unsigned()));
    proven["unheardOf"] = json!(1);
    let report = compatibly(&token(&put(header(), "/kid", json!("did:web:evil.example#k")), &claiming(proven)));
    assert_eq!(told(&report, CheckId::Terms).0, Outcome::Fail);
}

#[test]
fn a_token_for_certain_readers_says_so() {
    let report = compatibly(&token(&header(), &put(payload(), "/aud", json!("https://reader.example"))));
    accepts(&report);
    assert!(told(&report, CheckId::Proof).1.contains(&"proof.for-somebody"));
}

#[cfg(not(feature = "rsa"))]
#[test]
fn a_key_of_rsa_is_unknown_without_its_feature() {
    let jwk = json!({"kty": "RSA", "n": "AQAB", "e": "AQAB"});
    let header = json!({"alg": "RS256", "jwk": jwk});
    let report = compatibly(&token(&header, &payload()));
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert_eq!(told(&report, CheckId::IssuerKey), (Outcome::Unknown, vec!["key.feature-missing"]));
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Unknown, vec!["proof.no-key"]));
}
