//! Proof sets and chains (vc-di-eddsa), and documents that others published.

use super::*;
use openbadges::codec::multibase;
use std::fs;
use std::path::PathBuf;

/// The folder of published data, or `None` after saying what is skipped.
fn data() -> Option<PathBuf> {
    let root = std::env::var_os("OPENBADGES_DATA").map(|root| PathBuf::from(root).join("vectors"));
    if root.is_none() {
        eprintln!("skipped: documents of others (set OPENBADGES_DATA to the folder of published data)");
    }
    root
}

fn named(id: &str) -> Options {
    Options::new(Suite::EddsaRdfc2022).with_id(id)
}

#[test]
fn a_set_of_two_proofs_is_accepted_and_each_has_to_hold() {
    for credential in [with(&first(), "/@context", json!([V1, DATA_INTEGRITY])), second()] {
        let two = issued("eddsa-rdfc-2022", &signed(&credential, &Options::new(Suite::EddsaRdfc2022)));
        assert_eq!(two["proof"].as_array().unwrap().len(), 2);
        verified(&two);
        for at in 0..2 {
            let other = two["proof"][1 - at]["proofValue"].clone();
            not_verified(&with(&two, &format!("/proof/{at}/proofValue"), other), "proof.signature-invalid");
        }
    }
}

#[test]
fn a_proof_that_signs_an_earlier_one_is_accepted() {
    let id = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544";
    let chain = signed(&signed(&second(), &named(id)), &Options::new(Suite::EddsaRdfc2022).with_previous(id));
    assert_eq!(chain["proof"][1]["previousProof"], id);
    verified(&chain);
    for (previous, code) in [
        (json!(456_321), "proof.malformed"),
        (json!("urn:uuid:00000000-0000-0000-0000-000000000000"), "proof.previous-missing"),
        (json!([id, "urn:uuid:00000000-0000-0000-0000-000000000000"]), "proof.previous-missing"),
    ] {
        not_verified(&with(&chain, "/proof/1/previousProof", previous), code);
    }
    // The array says the same as its one item, so that the signature holds.
    verified(&with(&chain, "/proof/1/previousProof", json!([id])));
}

#[test]
fn the_name_of_a_proof_is_a_url() {
    let good = signed(&second(), &named("urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"));
    verified(&good);
    for id in [json!("not a url"), json!(1), json!(null), json!([])] {
        not_verified(&with(&good, "/proof/id", id), "proof.malformed");
    }
}

#[test]
fn chains_of_others_are_judged_as_their_names_say() {
    let Some(root) = data() else { return };
    let mut judged = [0, 0];
    for file in fs::read_dir(root.join("eddsa-chain-fixtures")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.contains("previousProof") {
            continue;
        }
        let document = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let expected = if name.contains("Ok-") { 200 } else { 400 };
        let (status, answer) = verify_with(&document, &json!({}));
        assert_eq!(status, expected, "{name}: {answer}");
        judged[usize::from(expected == 200)] += 1;
    }
    assert_eq!(judged, [8, 4]);
}

#[test]
fn documents_of_the_standards_are_verified() {
    let Some(root) = data() else { return };
    for path in [
        "vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json",
        "vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
        "vc-di-ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json",
        "vc-di-ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384.json",
        "vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json",
        "vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json",
        "vc-di-eddsa/proof-set-chain/signedProofSet2.json",
        "vc-di-eddsa/proof-set-chain/signedProofChain1.json",
        "vc-di-eddsa/proof-set-chain/signedProofChain2.json",
    ] {
        let document: Value = serde_json::from_slice(&fs::read(root.join(path)).unwrap()).unwrap();
        verified(&document);
        not_verified(&with(&document, "/credentialSubject/id", json!("did:example:other")), "proof.signature-invalid");
    }
}

#[test]
fn a_credential_shown_in_part_is_verified_and_one_with_a_broken_proof_refused() {
    let Some(root) = data() else { return };
    for name in ["employ", "prc"] {
        let path = root.join(format!("vc-di-ecdsa/ecdsa-sd-2023/{name}/derivedRevealDocument.json"));
        let shown: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        verified(&shown);
        not_verified(&with(&shown, "/validUntil", json!("2999-01-01T00:00:00Z")), "proof.signature-invalid");
        let value = shown["proof"]["proofValue"].as_str().unwrap();
        let bytes = multibase::decode(value, 10_000).unwrap();
        for other in [
            value[1..].to_owned(),
            // Another header, an array without its first item, which is the signature, and no array.
            multibase::encode_base64url(&[&[0xd9, 0x5d, 0x02], &bytes[3..]].concat()),
            multibase::encode_base64url(&[&[0xd9, 0x5d, 0x01, 0x84], &bytes[70..]].concat()),
            multibase::encode_base64url(&[0xd9, 0x5d, 0x01, 0x01]),
        ] {
            not_verified(&with(&shown, "/proof/proofValue", json!(other)), "proof.malformed");
        }
        let path = root.join(format!("vc-di-ecdsa/ecdsa-sd-2023/{name}/addSignedSDBase.json"));
        not_verified(&serde_json::from_slice(&fs::read(path).unwrap()).unwrap(), "proof.base-proof");
    }
}
