//! The W3C vectors for ecdsa-sd-2023.

use crate::data;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, jcs};
use openbadges::codec::ld::Contexts;
use openbadges::codec::multibase;
use openbadges::proof::data_integrity::{Options, Unsecured, derive, proofs, sign_selective};
use openbadges::proof::{SelectiveSecrets, SigningKey, Suite, did};
use serde_json::Value;

const LIMITS: Limits = Limits::DEFAULT;

fn shown(credential: &str) -> Option<Value> {
    let root = data("ecdsa-sd-2023 vectors")?;
    let path = root.join(format!("vectors/vc-di-ecdsa/ecdsa-sd-2023/{credential}/derivedRevealDocument.json"));
    Some(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}

fn code(credential: &Value) -> &'static str {
    let document = Document::parse(credential.to_string().as_bytes(), &LIMITS).unwrap();
    let proofs = match proofs(document.root(), &LIMITS) {
        Ok(proofs) => proofs,
        Err(error) => return error.code(),
    };
    let key = did::resolve_key(proofs[0].verification_method()).unwrap();
    let contexts = Contexts::bundled();
    let verdict = Unsecured::new(document.root(), &contexts, &LIMITS).verify(&proofs[0], &key);
    verdict.map_or_else(|error| error.code(), |()| "good")
}

#[test]
fn the_derived_proofs_verify_and_nothing_else_under_them() {
    for credential in ["employ", "prc"] {
        let Some(shown) = shown(credential) else { return };
        assert_eq!(code(&shown), "good");
        for (pointer, value) in [
            ("/validFrom", "2019-12-03T00:00:01Z"),
            ("/validUntil", "2099-12-03T00:00:00Z"),
            ("/credentialSubject/birthCountry", "Atlantis"),
            ("/issuer/id", "did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"),
            ("/proof/created", "2023-08-15T23:36:39Z"),
        ] {
            let mut altered = shown.clone();
            *altered.pointer_mut(pointer).unwrap() = value.into();
            assert_eq!(code(&altered), "proof.signature-invalid", "{pointer}");
        }
        for pointer in ["/validFrom", "/validUntil", "/credentialSubject", "/issuer"] {
            let mut altered = shown.clone();
            altered.as_object_mut().unwrap().remove(&pointer[1..]).unwrap();
            assert_eq!(code(&altered), "proof.signature-invalid", "without {pointer}");
        }
        let mut more = shown.clone();
        more["credentialSubject"]["givenName"] = "Eve".into();
        assert_eq!(code(&more), "proof.signature-invalid");
    }
}

#[test]
fn a_proof_value_of_another_shape_is_refused_d19_d20() {
    let Some(shown) = shown("employ") else { return };
    let value = shown["proof"]["proofValue"].as_str().unwrap();
    let bytes = multibase::decode(value, 10_000).unwrap();
    let with = |bytes: &[u8]| {
        let mut altered = shown.clone();
        altered["proof"]["proofValue"] = multibase::encode_base64url(bytes).into();
        code(&altered)
    };
    assert_eq!(with(&bytes), "good");
    for text in [&value[1..], &value.replacen('u', "z", 1), &format!("{value}="), "u", "u2V0B", ""] {
        let mut altered = shown.clone();
        altered["proof"]["proofValue"] = text.into();
        assert_eq!(code(&altered), "proof.malformed", "{text}");
    }
    assert_eq!(with(&[&[0xd9, 0x5d, 0x02], &bytes[3..]].concat()), "proof.malformed");
    assert_eq!(with(&[&[0xd9, 0x5d, 0x00], &bytes[3..]].concat()), "proof.base-proof");
    assert_eq!(with(&[&bytes[..], &[0]].concat()), "proof.malformed");
    assert_eq!(with(&bytes[..bytes.len() - 1]), "proof.malformed");
    // Four or six items, a longer head of the array, a signature that is too short.
    for head in [&[0x84][..], &[0x86], &[0x98, 5]] {
        assert_eq!(with(&[&bytes[..3], head, &bytes[4..]].concat()), "proof.malformed", "{head:x?}");
    }
    assert_eq!(with(&[&bytes[..4], &[0x58, 63], &bytes[6..]].concat()), "proof.malformed");
    // A bit anywhere in the issuer's signature or the badge's own key.
    for place in (6..107).step_by(7) {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1;
        assert_ne!(with(&flipped), "good", "byte {place}");
    }
    // Any other byte changed.
    for place in 107..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[place] ^= 4;
        assert_ne!(with(&flipped), "good", "byte {place}");
    }
}

#[test]
fn the_issuers_own_proof_is_not_to_be_shown() {
    let Some(root) = data("ecdsa-sd-2023 base proofs") else { return };
    for credential in ["employ", "prc"] {
        let path = root.join(format!("vectors/vc-di-ecdsa/ecdsa-sd-2023/{credential}/addSignedSDBase.json"));
        let signed: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(code(&signed), "proof.base-proof");
    }
}

#[test]
fn the_holder_derives_the_published_proofs_from_the_published_base_proofs() {
    let Some(root) = data("ecdsa-sd-2023 base and derived proofs") else { return };
    let folder = root.join("vectors/vc-di-ecdsa");
    for (credential, selective) in [("employ", "employSelective.json"), ("prc", "prCredSelective.json")] {
        let read = |path: std::path::PathBuf| Document::parse(&std::fs::read(path).unwrap(), &LIMITS).unwrap();
        let base = read(folder.join(format!("ecdsa-sd-2023/{credential}/addSignedSDBase.json")));
        let pointers = read(folder.join(selective));
        let pointers: Vec<&str> = pointers.root().items().map(|pointer| pointer.as_str().unwrap()).collect();
        let shown = derive(&base, &pointers, &Contexts::bundled(), &LIMITS).unwrap();
        let published = read(folder.join(format!("ecdsa-sd-2023/{credential}/derivedRevealDocument.json")));
        assert_eq!(jcs::to_string(shown.root(), &[]), jcs::to_string(published.root(), &[]));
    }
}

#[test]
fn the_issuer_makes_a_base_proof_over_the_published_hashes() {
    let Some(root) = data("ecdsa-sd-2023 base proofs, made here") else { return };
    let folder = root.join("vectors/vc-di-ecdsa");
    let json = |path: &str| -> Value { serde_json::from_slice(&std::fs::read(folder.join(path)).unwrap()).unwrap() };
    let keys = json("ecdsa-sd-2023/SDKeyMaterial.json");
    let key =
        |name: &str| SigningKey::from_secret_multikey(keys[name]["secretKeyMultibase"].as_str().unwrap()).unwrap();
    // Drawn in this order: the labels, then the key.
    let labels: Vec<u8> = (0..32_u8).map(|at| 0x11 * (at % 16)).collect();
    let secret = multibase::decode(keys["proofKeyPair"]["secretKeyMultibase"].as_str().unwrap(), 100).unwrap();
    for (credential, mandatory) in [("employ", "employMandatory.json"), ("prc", "prCredMandatory.json")] {
        let mut draws = vec![secret[2..].to_vec(), labels.clone()];
        let secrets = SelectiveSecrets::generate(|bytes| {
            bytes.copy_from_slice(&draws.pop().unwrap());
            Ok(())
        })
        .unwrap();
        let published = json(&format!("ecdsa-sd-2023/{credential}/addSignedSDBase.json"));
        let mut unsigned = published.clone();
        unsigned.as_object_mut().unwrap().remove("proof");
        let mandatory = json(mandatory);
        let mandatory: Vec<&str> = mandatory.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        let unsigned = Document::parse(unsigned.to_string().as_bytes(), &LIMITS).unwrap();
        let created = published["proof"]["created"].as_str().unwrap();
        let options = Options::new(Suite::EcdsaRdfc2019).with_created(Timestamp::parse(created).unwrap());
        let contexts = Contexts::bundled();
        let signed =
            sign_selective(&unsigned, &key("baseKeyPair"), &mandatory, &secrets, &options, &contexts, &LIMITS).unwrap();
        // The same bytes but for signatures, of which we make the one with the lower s.
        let value =
            |document: &Value| multibase::decode(document["proof"]["proofValue"].as_str().unwrap(), 10_000).unwrap();
        let (ours, theirs): (Value, Value) = (serde_json::from_str(signed.as_str()).unwrap(), published);
        let (ours, theirs) = (value(&ours), value(&theirs));
        assert_eq!(ours.len(), theirs.len());
        assert_eq!(ours[..6], theirs[..6]);
        for at in (6..ours.len().min(38)).chain(70..139) {
            assert_eq!(ours[at], theirs[at], "{credential}: byte {at}");
        }
        let pointers = ["/validFrom"];
        let shown = derive(&signed, &pointers, &contexts, &LIMITS).unwrap();
        assert_eq!(code(&serde_json::from_str(shown.as_str()).unwrap()), "good");
    }
}
