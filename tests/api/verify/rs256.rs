//! Badges signed by RSA, through a signer of the caller's: nothing here signs with such a key itself.

use super::desk::*;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openbadges::base::iri::Iri;
use openbadges::base::text::Text;
use openbadges::codec::json::Document;
use openbadges::issue::{Issuer, Publication};
use openbadges::model::{MicroCredential, Organisation};
use openbadges::proof::data_integrity::Unsecured;
use openbadges::proof::{Error, Signer, VerifyingKey};
use openbadges::verify::{CheckId, Materials, Verifier};
use openbadges::wire::vcjwt::Form;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

/// A module that alone holds a key of RSA.
#[derive(Debug)]
struct Module {
    pair: RsaKeyPair,
    key: VerifyingKey,
}

impl Module {
    fn new() -> Self {
        let der: String = KEY.split_whitespace().collect();
        let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(der).unwrap()).unwrap();
        let numbers = PublicKeyComponents::<Vec<u8>>::from(pair.public());
        let [n, e] = [numbers.n, numbers.e].map(|number| URL_SAFE_NO_PAD.encode(number));
        let jwk = json!({"kty": "RSA", "n": n, "e": e}).to_string();
        let key = VerifyingKey::from_jwk(Document::parse(jwk.as_bytes(), &LIMITS).unwrap().root()).unwrap();
        Self { pair, key }
    }

    /// The id that is the key itself.
    fn did_jwk(&self) -> String {
        format!("did:jwk:{}", URL_SAFE_NO_PAD.encode(self.key.to_jwk()))
    }
}

impl Signer for Module {
    fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).unwrap();
        Ok(signature)
    }
}

fn award() -> MicroCredential {
    let mut award: Value = serde_json::from_str(openbadges::model::sample_award()).unwrap();
    award["learner"] = json!({"id": LEARNER});
    serde_json::from_value(award).unwrap()
}

fn id() -> Iri {
    Iri::parse("urn:uuid:b7").unwrap()
}

#[test]
fn a_signer_of_rsa_issues_what_the_strict_reading_accepts() {
    let module = Module::new();
    let did = module.did_jwk();
    let issuer = Issuer::signing_by(Box::new(module), &format!("{did}#0"), Iri::parse(&did).unwrap());
    let signed = issuer.issue_token(&award(), id(), at(FROM), Some(at(UNTIL)), Form::VcJwt).unwrap();
    let report = strictly(signed.as_str());
    accepts(&report);
    assert_eq!(report.proven().unwrap().issuer.as_str(), did);
    // The same key signs no statements.
    let proof = issuer.issue(&award(), id(), at(FROM)).unwrap_err();
    assert_eq!(proof.code(), "proof.key-algorithm");
}

#[test]
fn a_key_of_rsa_elsewhere_signs_what_was_prepared_for_it() {
    let module = Module::new();
    let (school, method) = ("did:web:school.example", "did:web:school.example#rsa");
    let issuer = Issuer::preparing_for(module.key.clone(), method, Iri::parse(school).unwrap());
    let begin = || issuer.prepare_token(&award(), id(), at(FROM), None, Form::VcJwt).unwrap();
    let signature = module.sign(begin().bytes_to_sign()).unwrap();
    let signed = begin().finish(&signature).unwrap();
    let organisation = Organisation::named(Text::parse("Harbour School").unwrap())
        .with_id(Iri::parse(school).unwrap())
        .with_url(Iri::parse("https://school.example/").unwrap());
    let published = Publication::of(&organisation, &[(method.to_owned(), module.key.clone())]).unwrap();
    let words = Document::parse(published.as_str().as_bytes(), &LIMITS).unwrap();
    Unsecured::new(words.root(), &CONTEXTS, &LIMITS).statements().unwrap();
    let mut materials = Materials::none();
    materials.insert(published.url(), published.as_str().as_bytes().to_vec(), &LIMITS).unwrap();
    accepts(&verify(&Verifier::strict(), &open(signed.as_str()), &materials, NOW));
    let unknown = verify(&Verifier::strict(), &open(signed.as_str()), &Materials::none(), NOW);
    assert_eq!(told(&unknown, CheckId::IssuerKey).1, ["issuer-key.document-missing"]);
    // One of another message, and one that is cut.
    let other = module.sign(b"another").unwrap();
    assert_eq!(begin().finish(&other).unwrap_err().code(), "proof.signature-invalid");
    assert_eq!(begin().finish(&signature[1..]).unwrap_err().code(), "proof.signature-length");
}

/// Of 2,048 bits, drawn for these tests alone: PKCS#8 in base64.
const KEY: &str = "
    MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQC45bLbJoyzgXIPcVdoOq+UQ3tNHjKMkbqCjKN0c5oMjOW56Akb
    C2hHBZlXZw4WopEMr2StHqwSxWyafUpRQPbyFWtiFjsSOKLlNHSvZElJVfbUFln76gVeig/Mv6W/dekwn4UxTBS9SB0AZkMO/Dj1
    NLW+oCBf5Kcmtz3BAyF6rnz8yMoeYtbndi1bC5/awGr855tdSKKF9VsJUPdUuJlm8BeKKgC877/JLgtQP8KwMc+C4dXO/SOPg7Zg
    /2tsOwTODemidxjBB/ZPUEzP4tgR5UAKwA2O+SuXn6/b1mB96qwxrhLfhU/2WD+PcbcFytsN4iR4TWisMI7V/OI1pFL7AgMBAAEC
    ggEAWqWyVCLIJFE4HD4S/jSXU/bpgltlqOjhKZPNpw/t3G1PSx9pJ2smSnuCPAl4LLyypCdxEjbRYbqMjgkS4FcbOoApz0La3woJ
    Qpm/AyYFkACnLD9xCkInM7w4Fsd2eTFTi9UJNav5Fvs9zK5V/gjF2+FloPlcJecx05dOnUvto/kFBOeIvfFcYgYhj8MvdubVdL3F
    xbQ4kc/j3uZmBZrIXXOMv08hf2CjNzmz2PmlBVcrThDNjqtf3nvPXpSrdt7vox0kBKtW+gv5kf5yV3fmF6Oi473oxKz0U9v7GDp+
    6eMqlnJwVSSEGjVJOXbI+4kBpAUYEoI8tVdEi4N2rxSrYQKBgQDzH01jO7PT1E/xdrrSCCdRYtAN/9Ezuw+UbMkBAC8+dw84yPR7
    2b3xaWlAnqtmPJEAglGcG8CEXgb1d9PY2ltsACDSwKhpC5mf0L4d8x2m8s8ddDevQOtigkb4r7NZcu15uFiPqimGX6gKZl1itwB1
    ITD0oslGGYOoNyngYG+MswKBgQDCsN/0yw0C88TLCgdI6/8ZSV6/MudL0Hy3mBlVELnAOD25LCriQ5oQ22tGXKH4SmsFnlJV+TeQ
    6pwdhgE3XCscLJ+KFGAEztMBBJYh4DXbkZVfvJBU+mVbkdy7SDO8CFfZXfcKxeaKs8p9Sx33c1B30+AFFTkN6ITTF+6jKDfUmQKB
    gQDTLZds4Mj88OhX10fDdG2ilfAemNzA0HVh+XRHOD/RRF2md3dVtPb2IRfZl3lOHsHc7VWyAbEhyQLGaUVMka7jiuD373zZccgJ
    N6pMHYbeIv6gmPhddEiBkqPPE973jYqVNflHIQlcvO4bynrHaiotk50Qge3OxA7GKNRpH5sFXQKBgQCYvRjGPHJ1yXavb6utavAU
    D3qUd8P7t5HQmzPsh5WilrzdxCfUoQKCjRGI/u1XFFMH8mBX8I/GUjit9M6JdvafQObc9gUqYHQrjUSXSQYXvww4Mn/tGxBfmXxZ
    NVjZAJajAlPokL/AOzL1vvPAiSgtCfzrH+5F2hAyZ8khGVFLqQKBgQCf4FxdTYGJOv21o0wLGYG1/O6Cb4cA3tOz7uS0gNwq5Gvx
    DIytWYrWlnQY9SXv4rUevIHrXyer6RTmurQROQkHXSlY8hSmL8tfG6Sw/O09zrfuEhXei/TVi27D/yEPKDCLZvLbHyPOfG/zxhGn
    2f2o0KkWpnLpT7yOOg9svhDe8Q==";
