//! Published edge cases of compact signatures and RSA, and badges that others signed as tokens. Names end with the rows of the
//! threat table that they hold.

use crate::data;
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::proof::{Algorithm, Error, Jws, KeySet, SigningKey, VerifyingKey};
use serde_json::Value;
use std::collections::BTreeMap;

const LIMITS: Limits = Limits::DEFAULT;

fn groups(root: &std::path::Path, file: &str) -> Vec<Value> {
    let file = root.join("vectors/wycheproof").join(file);
    let suite: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    suite["testGroups"].as_array().unwrap().clone()
}

fn cases(group: &Value) -> impl Iterator<Item = &Value> {
    group["tests"].as_array().unwrap().iter()
}

fn key(jwk: &Value) -> Result<VerifyingKey, Error> {
    let jwk = Document::parse(jwk.to_string().as_bytes(), &LIMITS).unwrap();
    VerifyingKey::from_jwk(jwk.root())
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn wycheproof_jws_is_judged_under_our_algorithms_t1_t8_t10_e14() {
    let Some(root) = data("Wycheproof JWS") else { return };
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut accepted: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups(&root, "json_web_signature_test.json") {
        // A symmetric group has no public key.
        let key = key(group.get("public").unwrap_or(&group["private"]));
        for case in cases(&group) {
            let jws = Jws::parse(case["jws"].as_str().unwrap(), &LIMITS);
            let judged = match (&key, jws) {
                (_, Err(error)) => error.code(),
                (Err(error), Ok(_)) => error.code(),
                (Ok(key), Ok(jws)) => code(jws.verify(key)),
            };
            *told.entry(judged).or_default() += 1;
            if judged == "accepted" {
                assert_eq!(case["result"], "valid", "{case}");
                *accepted.entry(key.as_ref().unwrap().algorithm().jws_name()).or_default() += 1;
            }
        }
    }
    println!("{told:#?}");
    assert_eq!(told.values().sum::<usize>(), 401);
    assert_eq!(accepted, expected(&[("ES256", 2), ("RS256", 8)]));
}

/// What a build accepts: without its feature an algorithm has no keys.
fn expected(counts: &[(&'static str, usize)]) -> BTreeMap<&'static str, usize> {
    let is_built = |name| (name != "ES256" || cfg!(feature = "ecdsa")) && (name != "RS256" || cfg!(feature = "rsa"));
    counts.iter().copied().filter(|(name, _)| is_built(*name)).collect()
}

#[test]
fn the_texts_of_the_symmetric_group_are_read_as_base64url_t10() {
    let Some(root) = data("Wycheproof JWS, base64") else { return };
    let all = groups(&root, "json_web_signature_test.json");
    let group = all.iter().find(|group| group["private"]["kid"] == "hs256-key").unwrap();
    let mut read = 0;
    for case in cases(group) {
        // Two of these are the text of a third, with the opposite label.
        if matches!(case["tcId"].as_u64(), Some(367 | 370)) {
            continue;
        }
        let text = case["jws"].as_str().unwrap();
        let is_read = Jws::parse(text, &LIMITS).is_ok();
        let expected = case["result"] == "valid" && !text.contains('?');
        assert_eq!(is_read, expected, "{case}");
        read += usize::from(is_read);
    }
    assert_eq!((read, cases(group).count()), (5, 21));
}

#[test]
fn wycheproof_key_sets_are_refused_for_their_keys_e13_t8_t19() {
    let Some(root) = data("Wycheproof key sets") else { return };
    let mut accepted = Vec::new();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups(&root, "json_web_key_test.json") {
        let keys = group.get("public").unwrap_or(&group["private"]).to_string();
        let keys = Document::parse(keys.as_bytes(), &LIMITS).unwrap();
        for case in cases(&group) {
            let judged = Jws::parse(case["jws"].as_str().unwrap(), &LIMITS).and_then(|jws| {
                let set = KeySet::read(keys.root(), "")?;
                let header = jws.header()?;
                let key = set.key(header.key_id().unwrap_or_default()).unwrap_or(Err(Error::Missing))?;
                jws.verify(&key)
            });
            match judged {
                Ok(()) => accepted.push(case["tcId"].as_u64().unwrap()),
                Err(error) => *refused.entry(error.code()).or_default() += 1,
            }
        }
    }
    println!("{refused:#?}");
    assert_eq!(accepted, if cfg!(feature = "rsa") { vec![5] } else { vec![] });
    assert_eq!(refused.values().sum::<usize>() + accepted.len(), 26);
    #[cfg(feature = "rsa")]
    for code in ["key.rsa-size", "key.rsa-exponent", "key.rsa-weak"] {
        assert_eq!(refused.get(code), Some(&1), "{code}");
    }
}

#[cfg(feature = "rsa")]
#[test]
fn wycheproof_rsa_is_judged_as_it_says_e13_e14() {
    let Some(root) = data("Wycheproof RSA") else { return };
    for (file, small_exponents) in
        [("rsa_signature_2048_sha256_test.json", 2), ("rsa_signature_3072_sha256_test.json", 1)]
    {
        let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for group in groups(&root, file) {
            let number = |name: &str| {
                let digits = group["publicKey"][name].as_str().unwrap();
                let bytes = hex(digits);
                base64url(bytes.iter().copied().skip_while(|byte| *byte == 0).collect())
            };
            let jwk = serde_json::json!({"kty": "RSA", "n": number("modulus"), "e": number("publicExponent")});
            let key = key(&jwk);
            for case in cases(&group) {
                let (message, signature) = (hex(case["msg"].as_str().unwrap()), hex(case["sig"].as_str().unwrap()));
                let judged = key.as_ref().map(|key| code(key.verify(&message, &signature)));
                let judged = judged.unwrap_or_else(|error| error.code());
                let label = match case["result"].as_str().unwrap() {
                    "valid" => "valid",
                    "acceptable" => "acceptable",
                    _ => "invalid",
                };
                *told.entry((label, judged)).or_default() += 1;
            }
        }
        assert_eq!(told.get(&("valid", "accepted")), Some(&7), "{file}: {told:#?}");
        assert_eq!(told.get(&("valid", "key.rsa-exponent")), Some(&small_exponents), "{file}: {told:#?}");
        assert!(!told.keys().any(|(label, judged)| *label != "valid" && *judged == "accepted"), "{file}: {told:#?}");
        assert_eq!(told.values().sum::<usize>(), 259);
    }
}

#[test]
fn nothing_signs_with_rsa_e15() {
    let error = SigningKey::generate(Algorithm::Rs256, |_| Ok(())).unwrap_err();
    assert_eq!(error.code(), "key.unsupported");
    let secret = r#"{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}"#;
    assert_eq!(code(SigningKey::from_secret_jwk(secret)), "key.malformed");
    assert_eq!(code(SigningKey::from_secret_multikey("z3u2")), "key.malformed");
}

#[cfg(feature = "rsa")]
fn base64url(bytes: Vec<u8>) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(feature = "rsa")]
fn hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}
