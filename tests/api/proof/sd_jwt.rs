//! SD-JWTs by themselves (RFC 9901). Names end with the row of the threat table that they hold.

use super::{LIMITS, code, read, signer};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openbadges::base::time::Timestamp;
use openbadges::proof::sd_jwt::{Nonce, SaltSecret};
use openbadges::proof::{Error, Jws, SdJwt};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

const NOW: &str = "2026-03-01T12:00:00Z";

fn now() -> Timestamp {
    Timestamp::parse(NOW).unwrap()
}

fn encode(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn digest(disclosure: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(disclosure))
}

/// A disclosure and its digest.
fn hidden(content: &Value) -> (String, String) {
    let text = encode(&content.to_string());
    let digest = digest(&text);
    (text, digest)
}

/// Signed by key 7, with these disclosures.
fn token(payload: &Value, disclosures: &[&str]) -> String {
    let jws = Jws::sign(&[], payload.to_string().as_bytes(), &signer(7), &LIMITS).unwrap();
    [&[jws.as_str()], disclosures, &[""]].concat().join("~")
}

/// What a token says, or why it says nothing.
fn said(text: &str) -> Result<Value, &'static str> {
    let read = || {
        let disclosed = SdJwt::parse(text, &LIMITS)?.disclose(&LIMITS)?;
        disclosed.check_references()?;
        Ok::<_, Error>(serde_json::from_str(disclosed.document().as_str()).unwrap())
    };
    read().map_err(|error| error.code())
}

fn secret() -> SaltSecret {
    let filled = SaltSecret::generate(|bytes| {
        bytes.fill(9);
        Ok(())
    });
    filled.unwrap()
}

const PAYLOAD: &str = r#"{"a":1,"b":{"c":[10,20,{"d":30}],"e":"ü"},"f":[],"cnf":{"jwk":JWK}}"#;

/// The payload with its holder, key 8.
fn payload() -> String {
    PAYLOAD.replace("JWK", &signer(8).verifying_key().to_jwk())
}

fn concealed(pointers: &[&str]) -> SdJwt {
    let payload = read(&payload());
    SdJwt::conceal(&[("typ", "x")], payload.root(), pointers, &secret(), &signer(7), &LIMITS).unwrap()
}

#[test]
fn the_digests_that_rfc_9901_prints_are_ours() {
    // §4.2.3, a member and an item
    let member = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
    let item = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0";
    let payload = json!({
        "_sd": ["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"],
        "nationalities": [{"...": "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"}, "DE"],
    });
    assert_eq!(
        said(&token(&payload, &[item, member])),
        Ok(json!({"nationalities": ["FR", "DE"], "family_name": "Möbius"}))
    );
    assert_eq!(said(&token(&payload, &[])), Ok(json!({"nationalities": ["DE"]})));
}

#[test]
fn what_is_concealed_and_shown_again_is_the_payload() {
    let original: Value = serde_json::from_str(&payload()).unwrap();
    for pointers in [
        &[][..],
        &["/a"],
        &["/a", "/b", "/f"],
        &["/b/c/0", "/b/c/2/d", "/b/c/2"],
        &["/b", "/b/c", "/b/c/0", "/b/c/1", "/b/c/2", "/b/c/2/d", "/b/e"],
    ] {
        let token = concealed(pointers);
        assert_eq!(said(token.as_str()), Ok(original.clone()), "{pointers:?}");
        token.jws().verify(signer(7).verifying_key()).unwrap();
        assert!(!token.disclose(&LIMITS).unwrap().may_hide());
        assert_eq!(token.as_str().matches('~').count(), pointers.len() + 1);
        // The same again from the same secret, and other salts for another payload.
        assert_eq!(concealed(pointers).as_str(), token.as_str());
        let signed = String::from_utf8(token.jws().payload().to_vec()).unwrap();
        assert!(!pointers.contains(&"/b") || !signed.contains('ü'));
    }
}

#[test]
fn the_holder_shows_what_she_chooses_with_what_leads_to_it() {
    let token = concealed(&["/a", "/b", "/b/c/0", "/b/c/2", "/b/c/2/d", "/f"]);
    let shown = |pointers: &[&str]| {
        let part = token.show(pointers, &LIMITS).unwrap();
        assert_eq!(part.jws().as_str(), token.jws().as_str());
        let mut said = said(part.as_str()).unwrap();
        said.as_object_mut().unwrap().remove("cnf");
        said
    };
    assert_eq!(shown(&[]), json!({}));
    assert_eq!(shown(&["/a"]), json!({"a": 1}));
    assert_eq!(shown(&["/f", "/a"]), json!({"a": 1, "f": []}));
    // What is concealed inside a thing that is shown is shown with it; what only leads to it is not.
    assert_eq!(shown(&["/b"]), json!({"b": {"c": [10, 20, {"d": 30}], "e": "ü"}}));
    assert_eq!(shown(&["/b/e"]), json!({"b": {"c": [20], "e": "ü"}}));
    assert_eq!(shown(&["/b/c/2/d"]), json!({"b": {"c": [20, {"d": 30}], "e": "ü"}}));
    assert!(token.show(&["/a"], &LIMITS).unwrap().disclose(&LIMITS).unwrap().may_hide());
    assert_eq!(code(token.show(&["/g"], &LIMITS).map(drop)), "proof.pointer");
    // A part cannot show more than it has.
    let part = token.show(&["/a"], &LIMITS).unwrap();
    assert_eq!(code(part.show(&["/b"], &LIMITS).map(drop)), "proof.pointer");
}

#[test]
fn salts_are_never_the_same_twice() {
    let salts = |token: &SdJwt| -> Vec<String> {
        let disclosures = token.as_str().split('~').skip(1).filter(|text| !text.is_empty());
        let content = |text| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
        disclosures.map(|text| content(text)[0].as_str().unwrap().to_owned()).collect()
    };
    let mut all = salts(&concealed(&["/a", "/b", "/f"]));
    let other = read(r#"{"a":1,"b":2}"#);
    let other = SdJwt::conceal(&[], other.root(), &["/a", "/b"], &secret(), &signer(7), &LIMITS).unwrap();
    all.extend(salts(&other));
    assert!(all.iter().all(|salt| URL_SAFE_NO_PAD.decode(salt).unwrap().len() == 16));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 5);
    assert_eq!(format!("{:?}", secret()), "[redacted]");
}

#[test]
fn nothing_is_concealed_that_could_be_taken_for_a_digest() {
    let conceal = |payload: &str, pointers: &[&str]| {
        let payload = read(payload);
        code(SdJwt::conceal(&[], payload.root(), pointers, &secret(), &signer(7), &LIMITS).map(drop))
    };
    assert_eq!(conceal(r#"{"a":{"_sd":[]}}"#, &[]), "sd-jwt.reserved-name");
    assert_eq!(conceal(r#"{"a":[{"...":"x"}]}"#, &["/a"]), "sd-jwt.reserved-name");
    assert_eq!(conceal(r#"{"_sd_alg":"sha-256"}"#, &[]), "sd-jwt.reserved-name");
    assert_eq!(conceal(r#"{"a":1}"#, &["/b"]), "proof.pointer");
    assert_eq!(conceal(r#"{"a":1}"#, &[""]), "proof.pointer");
}

#[test]
fn a_disclosure_that_is_altered_made_up_or_twice_is_refused_t22() {
    let (a, of_a) = hidden(&json!(["s", "a", 1]));
    let (made_up, _) = hidden(&json!(["s", "a", 2]));
    let payload = json!({"_sd": [of_a]});
    assert_eq!(said(&token(&payload, &[&a])), Ok(json!({"a": 1})));
    assert_eq!(said(&token(&payload, &[&made_up])), Err("sd-jwt.unreferenced"));
    assert_eq!(said(&token(&payload, &[&a, &made_up])), Err("sd-jwt.unreferenced"));
    assert_eq!(said(&token(&payload, &[&a, &a])), Err("sd-jwt.digest-twice"));
    // One digest at two places, in the payload and inside a disclosure.
    assert_eq!(said(&token(&json!({"_sd": [of_a], "b": {"_sd": [of_a]}}), &[&a])), Err("sd-jwt.digest-twice"));
    assert_eq!(said(&token(&json!({"_sd": [of_a, of_a]}), &[])), Err("sd-jwt.digest-twice"));
    let (outer, of_outer) = hidden(&json!(["s", "b", {"_sd": [of_a]}]));
    assert_eq!(said(&token(&json!({"_sd": [of_outer, of_a]}), &[&outer, &a])), Err("sd-jwt.digest-twice"));
    assert_eq!(said(&token(&json!({"_sd": [of_outer]}), &[&outer, &a])), Ok(json!({"b": {"a": 1}})));
    // Without what leads to it a disclosure belongs nowhere.
    assert_eq!(said(&token(&json!({"_sd": [of_outer]}), &[&a])), Err("sd-jwt.unreferenced"));
}

#[test]
fn a_disclosure_takes_no_place_that_is_another_s_t23() {
    let (a, of_a) = hidden(&json!(["s", "a", 1]));
    let (again, of_again) = hidden(&json!(["t", "a", 2]));
    let (item, of_item) = hidden(&json!(["s", 1]));
    assert_eq!(said(&token(&json!({"a": 0, "_sd": [of_a]}), &[&a])), Err("sd-jwt.name-twice"));
    assert_eq!(said(&token(&json!({"_sd": [of_a, of_again]}), &[&a, &again])), Err("sd-jwt.name-twice"));
    assert_eq!(said(&token(&json!({"_sd": [of_item]}), &[&item])), Err("sd-jwt.disclosure"));
    assert_eq!(said(&token(&json!({"b": [{"...": of_a}]}), &[&a])), Err("sd-jwt.disclosure"));
    for name in ["_sd", "..."] {
        let (reserved, of_it) = hidden(&json!(["s", name, [1]]));
        assert_eq!(said(&token(&json!({"_sd": [of_it]}), &[&reserved])), Err("sd-jwt.reserved-name"));
    }
}

#[test]
fn digests_stand_only_where_and_how_the_standard_has_them_t23() {
    for payload in [
        json!({"_sd": "x"}),
        json!({"_sd": [1]}),
        json!({"...": "x"}),
        json!({"a": {"...": "x"}}),
        json!({"a": [{"...": 1}]}),
        json!({"a": [{"...": "x", "b": 1}]}),
        json!({"a": {"_sd_alg": "sha-256"}}),
    ] {
        assert_eq!(said(&token(&payload, &[])), Err("sd-jwt.malformed"), "{payload}");
    }
    assert_eq!(said(&token(&json!({"_sd": [], "a": [{"...": "x"}]}), &[])), Ok(json!({"a": []})));
}

#[test]
fn digests_are_of_the_hash_that_the_token_names_and_of_no_weak_one() {
    let (a, _) = hidden(&json!(["s", "a", 1]));
    let by = |name: &str, digest: String| said(&token(&json!({"_sd_alg": name, "_sd": [digest]}), &[&a]));
    let of_384 = URL_SAFE_NO_PAD.encode(Sha384::digest(&a));
    assert_eq!(by("sha-384", of_384.clone()), Ok(json!({"a": 1})));
    assert_eq!(by("sha-512", URL_SAFE_NO_PAD.encode(Sha512::digest(&a))), Ok(json!({"a": 1})));
    assert_eq!(by("sha-256", of_384), Err("sd-jwt.unreferenced"));
    for name in ["md5", "sha-1", "SHA-256", "none", ""] {
        assert_eq!(by(name, digest(&a)), Err("sd-jwt.hash"), "{name}");
    }
    assert_eq!(said(&token(&json!({"_sd_alg": 1}), &[])), Err("sd-jwt.hash"));
}

#[test]
fn a_text_is_one_token_with_disclosures_or_none_t24() {
    let jws = Jws::sign(&[], b"{}", &signer(7), &LIMITS).unwrap().as_str().to_owned();
    let array = Jws::sign(&[], b"[]", &signer(7), &LIMITS).unwrap().as_str().to_owned();
    let (a, _) = hidden(&json!(["s", "a", 1]));
    assert_eq!(said(&format!("{jws}~")), Ok(json!({})));
    for (text, expected) in [
        (jws.clone(), "sd-jwt.malformed"),
        (format!("{jws}~~"), "sd-jwt.malformed"),
        (format!("{jws}~~{a}~"), "sd-jwt.malformed"),
        (format!("{array}~"), "sd-jwt.malformed"),
        (format!("~{jws}~"), "jws.malformed"),
        (format!("{jws}~{a}"), "jws.malformed"),
        (format!("{jws}~{jws}~"), "sd-jwt.disclosure"),
        (format!("{jws}~{a}=~"), "sd-jwt.disclosure"),
        (format!("{jws}~{}~", encode(r#"["s"]"#)), "sd-jwt.disclosure"),
        (format!("{jws}~{}~", encode(r#"["s","a",1,2]"#)), "sd-jwt.disclosure"),
        (format!("{jws}~{}~", encode(r#"[1,"a",1]"#)), "sd-jwt.disclosure"),
        (format!("{jws}~{}~", encode(r#"["s",1,1]"#)), "sd-jwt.disclosure"),
        (format!("{jws}~{}~", encode(r#"{"s":1}"#)), "sd-jwt.disclosure"),
        (format!("{jws}~{}~", encode(r#"["s","a",{"b":1,"b":2}]"#)), "json.duplicate-key"),
    ] {
        assert_eq!(said(&text), Err(expected), "{text}");
    }
    let mut small = LIMITS;
    small.document_bytes = 100;
    let long = format!("{jws}~{}~", "A".repeat(100));
    assert_eq!(SdJwt::parse(&long, &small).unwrap_err().code(), "json.too-large");
}

#[test]
fn disclosures_within_disclosures_go_no_deeper_than_a_document_t24() {
    let (mut disclosures, mut of_inner) = (Vec::new(), String::new());
    for level in 0..200 {
        let value = if level == 0 { json!(1) } else { json!({"_sd": [of_inner]}) };
        let (text, digest) = hidden(&json!(["s", "a", value]));
        disclosures.push(text);
        of_inner = digest;
    }
    let disclosures: Vec<&str> = disclosures.iter().map(String::as_str).collect();
    assert_eq!(said(&token(&json!({"_sd": [of_inner]}), &disclosures)), Err("json.too-deep"));
}

#[test]
fn the_holder_signs_for_one_audience_and_one_question_t25() {
    let token = concealed(&["/a", "/f"]);
    let part = token.show(&["/a"], &LIMITS).unwrap();
    let bound = part.bind("nonce-1", "https://verifier.example", now(), &signer(8), &LIMITS).unwrap();
    assert!(bound.is_bound() && !part.is_bound());
    let ask = |token: &SdJwt, nonce, audience, at: &str| {
        let asked = Nonce { nonce, audience };
        code(token.check_binding(Some(asked), Timestamp::parse(at).unwrap(), &LIMITS))
    };
    let verifier = Some("https://verifier.example");
    assert_eq!(ask(&bound, "nonce-1", verifier, NOW), "accepted");
    assert_eq!(ask(&bound, "nonce-1", None, NOW), "accepted");
    assert_eq!(code(bound.check_binding(None, now(), &LIMITS)), "accepted");
    assert_eq!(ask(&bound, "nonce-2", verifier, NOW), "sd-jwt.nonce");
    assert_eq!(ask(&bound, "nonce-1", Some("https://other.example"), NOW), "sd-jwt.audience");
    assert_eq!(ask(&bound, "nonce-1", verifier, "2026-03-01T11:00:00Z"), "sd-jwt.binding");
    assert_eq!(ask(&part, "nonce-1", verifier, NOW), "sd-jwt.unbound");
    assert_eq!(code(part.check_binding(None, now(), &LIMITS)), "accepted");
    // Signed again, the later one counts; shown again, there is none.
    let again = bound.bind("nonce-2", "b", now(), &signer(8), &LIMITS).unwrap();
    assert_eq!(ask(&again, "nonce-2", Some("b"), NOW), "accepted");
    assert!(!bound.show(&["/a"], &LIMITS).unwrap().is_bound());
}

#[test]
fn a_holder_s_signature_is_of_her_key_over_exactly_what_is_shown_t25() {
    let token = concealed(&["/a", "/f"]);
    assert_eq!(code(token.bind("n", "a", now(), &signer(7), &LIMITS).map(drop)), "sd-jwt.other-holder");
    let bound = token.show(&["/a"], &LIMITS).unwrap().bind("n", "a", now(), &signer(8), &LIMITS).unwrap();
    let (_, binding) = bound.as_str().rsplit_once('~').unwrap();
    let judged = |text: String| code(SdJwt::parse(&text, &LIMITS).unwrap().check_binding(None, now(), &LIMITS));
    // Moved to a showing of more, of less, and of another token.
    assert_eq!(judged(format!("{}{binding}", token.as_str())), "sd-jwt.binding");
    assert_eq!(judged(format!("{}~{binding}", token.jws().as_str())), "sd-jwt.binding");
    // Of another kind, and of another key.
    let text = |members: &[(&str, &str)], key: u8, payload: &Value| {
        let (shown, _) = bound.as_str().rsplit_once('~').unwrap();
        let made = Jws::sign(members, payload.to_string().as_bytes(), &signer(key), &LIMITS).unwrap();
        format!("{shown}~{}", made.as_str())
    };
    let (shown, _) = bound.as_str().rsplit_once('~').unwrap();
    let hash = digest(&format!("{shown}~"));
    let payload = json!({"iat": now().unix_seconds(), "aud": "a", "nonce": "n", "sd_hash": hash});
    assert_eq!(judged(text(&[("typ", "kb+jwt")], 8, &payload)), "accepted");
    assert_eq!(judged(text(&[("typ", "kb+jwt")], 7, &payload)), "proof.signature-invalid");
    assert_eq!(judged(text(&[("typ", "JWT")], 8, &payload)), "sd-jwt.binding");
    assert_eq!(judged(text(&[], 8, &payload)), "sd-jwt.binding");
    for lacking in ["iat", "sd_hash"] {
        let mut payload = payload.clone();
        payload.as_object_mut().unwrap().remove(lacking);
        assert_eq!(judged(text(&[("typ", "kb+jwt")], 8, &payload)), "sd-jwt.binding", "{lacking}");
    }
    // A token that names no holder is nobody's to sign for.
    let nobody = read(r#"{"a":1}"#);
    let nobody = SdJwt::conceal(&[], nobody.root(), &[], &secret(), &signer(7), &LIMITS).unwrap();
    assert_eq!(code(nobody.bind("n", "a", now(), &signer(8), &LIMITS).map(drop)), "sd-jwt.no-holder");
    assert_eq!(judged(format!("{}{binding}", nobody.as_str())), "sd-jwt.no-holder");
}

#[cfg(feature = "ecdsa")]
#[test]
fn a_published_showing_verifies_with_its_holder_s_signature() {
    use openbadges::proof::VerifyingKey;
    // The example of drafts of SD-JWT VC: an address shown, eight things hidden.
    let issuer = read(
        r#"{"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
            "y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}"#,
    );
    let token = SdJwt::parse(PUBLISHED, &LIMITS).unwrap();
    token.jws().verify(&VerifyingKey::from_jwk(issuer.root()).unwrap()).unwrap();
    let disclosed = token.disclose(&LIMITS).unwrap();
    disclosed.check_references().unwrap();
    assert!(disclosed.may_hide());
    let said: Value = serde_json::from_str(disclosed.document().as_str()).unwrap();
    let address = json!({
        "street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US",
    });
    assert_eq!(said["address"], address);
    assert_eq!(said["vct"], "https://credentials.example.com/identity_credential");
    let asked = Nonce { nonce: "1234567890", audience: Some("https://example.com/verifier") };
    token.check_binding(Some(asked), now(), &LIMITS).unwrap();
}

#[cfg(feature = "ecdsa")]
const PUBLISHED: &str = concat!(
    "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogInZjK3NkLWp3dCIsICJraWQiOiAiZG9jLXNpZ25lci0wNS0yNS0yMDIyIn0.eyJfc2QiOiBbIjA5",
    "dktySk1PbHlUV00wc2pwdV9wZE9CVkJRMk0xeTNLaHBINTE1blhrcFkiLCAiMnJzakdiYUMwa3k4bVQwcEpyUGlvV1RxMF9kYXcxc1g3NnBv",
    "VWxnQ3diSSIsICJFa084ZGhXMGRIRUpidlVIbEVfVkNldUM5dVJFTE9pZUxaaGg3WGJVVHRBIiwgIklsRHpJS2VpWmREd3BxcEs2WmZieXBo",
    "RnZ6NUZnbldhLXNONndxUVhDaXciLCAiSnpZakg0c3ZsaUgwUjNQeUVNZmVadTZKdDY5dTVxZWhabzdGN0VQWWxTRSIsICJQb3JGYnBLdVZ1",
    "Nnh5bUphZ3ZrRnNGWEFiUm9jMkpHbEFVQTJCQTRvN2NJIiwgIlRHZjRvTGJnd2Q1SlFhSHlLVlFaVTlVZEdFMHc1cnREc3JaemZVYW9tTG8i",
    "LCAiamRyVEU4WWNiWTRFaWZ1Z2loaUFlX0JQZWt4SlFaSUNlaVVRd1k5UXF4SSIsICJqc3U5eVZ1bHdRUWxoRmxNXzNKbHpNYVNGemdsaFFH",
    "MERwZmF5UXdMVUs0Il0sICJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4",
    "ODMwMDAwMDAsICJ2Y3QiOiAiaHR0cHM6Ly9jcmVkZW50aWFscy5leGFtcGxlLmNvbS9pZGVudGl0eV9jcmVkZW50aWFsIiwgIl9zZF9hbGci",
    "OiAic2hhLTI1NiIsICJjbmYiOiB7Imp3ayI6IHsia3R5IjogIkVDIiwgImNydiI6ICJQLTI1NiIsICJ4IjogIlRDQUVSMTladnUzT0hGNGo0",
    "VzR2ZlNWb0hJUDFJTGlsRGxzN3ZDZUdlbWMiLCAieSI6ICJaeGppV1diWk1RR0hWV0tWUTRoYlNJaXJzVmZ1ZWNDRTZ0NGpUOUYySFpRIn19",
    "fQ.sMpGS2JtqTtflUN-ToEm2VueqHhVCpUtOXk0SV5Tjj7FulFGae2fIaULLDjdKa46T-wtI9nKMoSNqe_38uwBhg~WyJRZ19PNjR6cUF4ZT",
    "QxMmExMDhpcm9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLC",
    "AicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0~eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK2p3dCJ9.eyJub25jZ",
    "SI6ICIxMjM0NTY3ODkwIiwgImF1ZCI6ICJodHRwczovL2V4YW1wbGUuY29tL3ZlcmlmaWVyIiwgImlhdCI6IDE3MjA0NTQyOTUsICJzZF9oY",
    "XNoIjogIkEyM3lUaG5uN0FidlVlNkE5N1YtTHJsdGFRUTRaMkdIRjJlUXBMUkRCVncifQ.u0CjLD2kenwkwA4vttK7PFhjtEEV5r4dYMR7TW",
    "1VAC35xIc1dMkEtvdTRwLQBO1Tu9VcbkvxT-G9ooTTVZMD2g",
);
