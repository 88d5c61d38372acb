//! Keys that sign elsewhere.

use super::{CREDENTIAL, LIMITS, code, read, signer, verify};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::issue::Issuer;
use openbadges::model::{MicroCredential, sample_award};
use openbadges::proof::data_integrity::{Options, sign_by};
use openbadges::proof::{Adapter, Algorithm, Error, Jws, Signer, Suite, VerifyingKey, did};
use openbadges::wire::vcjwt::Form;
use serde::Deserialize as _;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

type Line = (Sender<Vec<u8>>, Receiver<Vec<u8>>);

/// The way to a thread that alone holds a key.
#[derive(Debug)]
struct Elsewhere {
    key: VerifyingKey,
    line: Mutex<Line>,
}

impl Elsewhere {
    fn start(alter: impl Fn(Vec<u8>) -> Vec<u8> + Send + 'static) -> Self {
        let ((to, messages), (answers, from)) = (channel::<Vec<u8>>(), channel());
        let key = signer(3).verifying_key().clone();
        std::thread::spawn(move || {
            let secret = signer(3);
            while let Ok(message) = messages.recv() {
                answers.send(alter(secret.sign(&message).unwrap())).unwrap();
            }
        });
        Self { key, line: Mutex::new((to, from)) }
    }
}

impl Signer for Elsewhere {
    fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let line = self.line.lock().unwrap();
        line.0.send(message.to_vec()).map_err(Error::outside)?;
        line.1.recv().map_err(Error::outside)
    }
}

fn signed_by(signer: &dyn Signer, suite: Suite) -> Result<Document, Error> {
    sign_by(&read(CREDENTIAL), signer, &Options::new(suite), &Contexts::bundled(), &LIMITS)
}

#[test]
fn a_signer_elsewhere_makes_the_proof_that_the_key_would_make_here() {
    let here = signer(3);
    for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
        let document = signed_by(&Elsewhere::start(|signature| signature), suite).unwrap();
        verify(&document).unwrap();
        assert_eq!(document.as_str(), signed_by(&here, suite).unwrap().as_str());
    }
}

#[test]
fn what_a_signer_returns_is_not_trusted_y6() {
    let flip = |mut signature: Vec<u8>| {
        signature[0] ^= 1;
        signature
    };
    assert_eq!(code(signed_by(&Elsewhere::start(flip), Suite::EddsaRdfc2022)), "proof.signature-invalid");
    let cut = |signature: Vec<u8>| signature[1..].to_vec();
    assert_eq!(code(signed_by(&Elsewhere::start(cut), Suite::EddsaRdfc2022)), "proof.signature-length");
    let broken = Elsewhere::start(|_| panic!("the module was pulled out"));
    assert_eq!(code(signed_by(&broken, Suite::EddsaRdfc2022)), "key.outside");
    assert_eq!(code(signed_by(&signer(3), Suite::EcdsaRdfc2019)), "proof.key-algorithm");
}

#[test]
fn a_signer_of_the_common_traits_signs_through_the_adapter() {
    let inner = ed25519_dalek::SigningKey::from_bytes(&[3; 32]);
    let adapter = Adapter::<_, ed25519_dalek::Signature>::new(inner, signer(3).verifying_key().clone());
    verify(&signed_by(&adapter, Suite::EddsaRdfc2022).unwrap()).unwrap();
    assert_eq!(adapter.verifying_key().algorithm(), Algorithm::Ed25519);
    let wrong = ed25519_dalek::SigningKey::from_bytes(&[4; 32]);
    let wrong = Adapter::<_, ed25519_dalek::Signature>::new(wrong, signer(3).verifying_key().clone());
    assert_eq!(code(signed_by(&wrong, Suite::EddsaRdfc2022)), "proof.signature-invalid");
}

#[cfg(feature = "ecdsa")]
#[test]
fn an_ecdsa_signer_of_the_common_traits_signs_through_the_adapter() {
    let inner = p256::ecdsa::SigningKey::from_slice(&[3; 32]).unwrap();
    let key = super::signer_of(Algorithm::P256, 3).verifying_key().clone();
    let adapter = Adapter::<_, p256::ecdsa::Signature>::new(inner, key);
    verify(&signed_by(&adapter, Suite::EcdsaRdfc2019).unwrap()).unwrap();
}

#[test]
fn an_issuer_signs_elsewhere_or_later_and_writes_the_same_badge() {
    let award = Document::parse(sample_award().as_bytes(), &LIMITS).unwrap();
    let award = MicroCredential::deserialize(award.root()).unwrap();
    let (id, now): (Iri, _) = ("urn:uuid:b1".parse().unwrap(), Timestamp::parse("2026-07-10T09:00:00Z").unwrap());
    let here = Issuer::new(signer(3)).issue(&award, id.clone(), now).unwrap();

    let key = signer(3).verifying_key().clone();
    let (method, controller) = (did::key_method(&key), Iri::parse(&did::key_did(&key)).unwrap());
    let elsewhere = Box::new(Elsewhere::start(|signature| signature));
    let signed = Issuer::signing_by(elsewhere, &method, controller.clone()).issue(&award, id.clone(), now).unwrap();
    assert_eq!(signed.as_str(), here.as_str());

    let later = Issuer::preparing_for(key, &method, controller);
    assert_eq!(later.issue(&award, id.clone(), now).unwrap_err().code(), "issue.no-signer");
    let begin = || later.prepare(&award, id.clone(), now, None).unwrap();
    let signature = signer(3).sign(begin().bytes_to_sign()).unwrap();
    assert_eq!(begin().finish(&signature).unwrap().as_str(), here.as_str());
    let other = signer(4).sign(begin().bytes_to_sign()).unwrap();
    assert_eq!(begin().finish(&other).unwrap_err().code(), "proof.signature-invalid");
}

#[test]
fn a_token_prepared_for_a_key_elsewhere_is_the_one_that_the_key_would_make_here() {
    let mut award: serde_json::Value = serde_json::from_str(sample_award()).unwrap();
    award["learner"] = serde_json::json!({"id": "did:example:robin"});
    let award: MicroCredential = serde_json::from_value(award).unwrap();
    let (id, now): (Iri, _) = ("urn:uuid:b1".parse().unwrap(), Timestamp::parse("2026-07-10T09:00:00Z").unwrap());
    let key = signer(3).verifying_key().clone();
    let (method, controller) = (did::key_method(&key), Iri::parse(&did::key_did(&key)).unwrap());
    let later = Issuer::preparing_for(key, &method, controller.clone());
    for form in [Form::VcJwt, Form::VcJose] {
        let here = Issuer::new(signer(3)).issue_token(&award, id.clone(), now, None, form).unwrap();
        let elsewhere =
            Issuer::signing_by(Box::new(Elsewhere::start(|signature| signature)), &method, controller.clone());
        assert_eq!(elsewhere.issue_token(&award, id.clone(), now, None, form).unwrap().as_str(), here.as_str());
        let begin = || later.prepare_token(&award, id.clone(), now, None, form).unwrap();
        let signature = signer(3).sign(begin().bytes_to_sign()).unwrap();
        assert_eq!(begin().finish(&signature).unwrap().as_str(), here.as_str());
        let other = signer(4).sign(begin().bytes_to_sign()).unwrap();
        assert_eq!(begin().finish(&other).unwrap_err().code(), "proof.signature-invalid");
        assert_eq!(begin().finish(&signature[1..]).unwrap_err().code(), "proof.signature-length");
    }
}

#[test]
fn what_no_token_can_be_is_refused_before_the_key_is_asked() {
    let key = signer(3).verifying_key().clone();
    let prepare = |members: &[(&str, &str)], limits: &Limits| code(Jws::prepare(members, b"{}", &key, limits));
    assert_eq!(prepare(&[("typ", "JWT")], &LIMITS), "accepted");
    assert_eq!(prepare(&[("crit", "exp")], &LIMITS), "jws.critical");
    assert_eq!(prepare(&[("kid", "a"), ("kid", "b")], &LIMITS), "json.duplicate-key");
    let mut small = LIMITS;
    small.document_bytes = 20;
    assert_eq!(prepare(&[], &small), "json.too-large");
    #[cfg(feature = "ecdsa")]
    {
        let key = super::signer_of(Algorithm::P384, 3).verifying_key().clone();
        assert_eq!(code(Jws::prepare(&[], b"{}", &key, &LIMITS)), "jws.algorithm");
    }
}
