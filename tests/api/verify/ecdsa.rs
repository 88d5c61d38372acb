//! Badges signed with ECDSA.

use super::desk::*;
use openbadges::codec::json::Document;
use openbadges::issue::Issuer;
use openbadges::proof::data_integrity::{self, Options};
use openbadges::proof::{Algorithm, SigningKey, Suite, did};
use openbadges::verify::{CheckId, Outcome};
use serde_json::json;

const CURVES: [Algorithm; 2] = [Algorithm::P256, Algorithm::P384];

fn key(algorithm: Algorithm) -> SigningKey {
    SigningKey::generate(algorithm, |bytes| {
        bytes.fill(1);
        Ok(())
    })
    .unwrap()
}

#[test]
fn a_badge_of_each_curve_and_suite_is_accepted() {
    for curve in CURVES {
        for suite in [Suite::EcdsaRdfc2019, Suite::EcdsaJcs2019] {
            let signed = issued_by(&Issuer::new(key(curve)).with_suite(suite));
            let report = strictly(signed.as_str());
            accepts(&report);
            assert_eq!(report.proven().unwrap().signed_by, [did::key_method(key(curve).verifying_key())]);
            let altered = signed.as_str().replacen("Reading Tides", "Reading Ties", 1);
            rejects(&strictly(&altered), CheckId::Proof, "proof.signature-invalid");
        }
    }
}

#[test]
fn an_issuer_signs_with_the_suite_of_its_key() {
    for (algorithm, suite) in [(Algorithm::Ed25519, "eddsa-rdfc-2022"), (Algorithm::P256, "ecdsa-rdfc-2019")] {
        let badge = parse(issued_by(&Issuer::new(key(algorithm))).as_str());
        assert_eq!(badge["proof"][0]["cryptosuite"], json!(suite));
    }
}

#[test]
fn a_key_of_one_algorithm_neither_makes_nor_proves_another_suite_d11() {
    for (algorithm, suite) in [
        (Algorithm::P256, Suite::EddsaRdfc2022),
        (Algorithm::P384, Suite::EddsaJcs2022),
        (Algorithm::Ed25519, Suite::EcdsaRdfc2019),
        (Algorithm::Ed25519, Suite::EcdsaJcs2019),
    ] {
        let document = Document::parse(unsigned().to_string().as_bytes(), &LIMITS).unwrap();
        let refused = data_integrity::sign(&document, &key(algorithm), &Options::new(suite), &CONTEXTS, &LIMITS);
        assert_eq!(refused.unwrap_err().code(), "proof.key-algorithm");
        let mut badge = parse(issued_by(&Issuer::new(key(algorithm))).as_str());
        badge["proof"][0]["cryptosuite"] = json!(suite.name());
        let report = strictly(&badge.to_string());
        assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Fail, "{report:#?}");
    }
}

#[test]
fn a_signature_of_the_other_curve_has_the_wrong_length_d11_d20() {
    let small = parse(issued_by(&Issuer::new(key(Algorithm::P256))).as_str());
    let large = parse(issued_by(&Issuer::new(key(Algorithm::P384))).as_str());
    for (badge, other) in [(&small, &large), (&large, &small)] {
        let swapped = put(badge.clone(), "/proof/0/proofValue", other["proof"][0]["proofValue"].clone());
        rejects(&strictly(&swapped.to_string()), CheckId::Proof, "proof.signature-length");
    }
}

#[test]
fn a_p384_proof_is_made_over_sha_384_all_the_way_d29() {
    let document = Document::parse(unsigned().to_string().as_bytes(), &LIMITS).unwrap();
    for suite in [Suite::EcdsaRdfc2019, Suite::EcdsaJcs2019] {
        for (curve, length) in [(Algorithm::P256, 64), (Algorithm::P384, 96)] {
            let key = key(curve);
            let options = Options::new(suite);
            let begin =
                || data_integrity::prepare(&document, key.verifying_key(), &options, &CONTEXTS, &LIMITS).unwrap();
            let bytes = begin().bytes_to_sign().to_vec();
            assert_eq!(bytes.len(), length);
            begin().finish(&key.sign(&bytes).unwrap(), &LIMITS).unwrap();
            // The hashes swapped, and the shorter hash.
            let (configuration, rest) = bytes.split_at(length / 2);
            for other in [[rest, configuration].concat(), bytes[..32].to_vec()] {
                let error = begin().finish(&key.sign(&other).unwrap(), &LIMITS).unwrap_err();
                assert_eq!(error.code(), "proof.signature-invalid");
            }
        }
    }
}
