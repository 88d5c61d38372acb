//! ECDSA edge cases of a published set, on both curves.

use crate::data;
use openbadges::codec::json::Document;
use openbadges::proof::{Algorithm, VerifyingKey};
use serde_json::Value;

#[test]
fn wycheproof_p256_is_judged_as_it_says_e9_e10() {
    let Some(root) = data("Wycheproof P-256") else { return };
    let file = root.join("vectors/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json");
    assert_eq!(verdicts(Algorithm::P256, &file), [89, 173]);
}

#[test]
fn wycheproof_p384_is_judged_as_it_says_e9_e10() {
    let Some(root) = data("Wycheproof P-384") else { return };
    let file = root.join("vectors/wycheproof/ecdsa_secp384r1_sha384_p1363_test.json");
    assert_eq!(verdicts(Algorithm::P384, &file), [87, 193]);
}

/// How many cases are refused and accepted, each as the file says.
fn verdicts(algorithm: Algorithm, file: &std::path::Path) -> [usize; 2] {
    let suite: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let mut verdicts = [0, 0];
    for group in suite["testGroups"].as_array().unwrap() {
        let key = compressed(&hex(&group["publicKey"]["uncompressed"]));
        let key = VerifyingKey::from_bytes(algorithm, &key).unwrap();
        if let Some(jwk) = group.get("publicKeyJwk") {
            let jwk = Document::parse(jwk.to_string().as_bytes(), &openbadges::base::limits::Limits::DEFAULT).unwrap();
            assert_eq!(VerifyingKey::from_jwk(jwk.root()).unwrap(), key);
        }
        for case in group["tests"].as_array().unwrap() {
            let accepted = key.verify(&hex(&case["msg"]), &hex(&case["sig"])).is_ok();
            assert_eq!(accepted, case["result"] == "valid", "case {}", case["tcId"]);
            verdicts[usize::from(accepted)] += 1;
        }
    }
    verdicts
}

/// 04, x, y as 02 or 03 and x.
fn compressed(point: &[u8]) -> Vec<u8> {
    let (x, y) = point[1..].split_at(point.len() / 2);
    [&[2 + (y[y.len() - 1] & 1)], x].concat()
}

fn hex(text: &Value) -> Vec<u8> {
    let digits = text.as_str().unwrap().as_bytes();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}
