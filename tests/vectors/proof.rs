//! Every intermediate value of the W3C vectors for eddsa-rdfc-2022 and eddsa-jcs-2022, and the signed documents.

use crate::data;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node, jcs};
use openbadges::codec::ld::Contexts;
use openbadges::codec::multibase;
use openbadges::proof::data_integrity::{Options, Unsecured, proofs, sign};
use openbadges::proof::{SigningKey, Suite, did};
use std::path::Path;

const LIMITS: Limits = Limits::DEFAULT;

#[test]
fn eddsa_jcs_2022_reproduces_every_value() {
    let Some(root) = data("eddsa-jcs-2022 vectors") else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    reproduce(Suite::EddsaJcs2022, &folder.join("eddsa-jcs-2022"), "JCS", &folder.join("unsigned.json"), &folder);
}

#[test]
fn eddsa_rdfc_2022_reproduces_every_value_of_the_employment_document() {
    let Some(root) = data("eddsa-rdfc-2022 vectors, employment document") else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let (values, unsigned) = (folder.join("eddsa-rdfc-2022/employ"), folder.join("employmentAuth.json"));
    reproduce(Suite::EddsaRdfc2022, &values, "DataInt", &unsigned, &folder);
}

// The other documents name a context for examples, which only a caller registers.
#[cfg(feature = "contexts")]
#[test]
fn eddsa_rdfc_2022_reproduces_every_value_of_the_alumni_credential() {
    let Some(root) = data("eddsa-rdfc-2022 vectors, alumni credential") else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let (values, unsigned) = (folder.join("eddsa-rdfc-2022"), folder.join("unsigned.json"));
    reproduce(Suite::EddsaRdfc2022, &values, "DataInt", &unsigned, &folder);
}

#[cfg(feature = "contexts")]
#[test]
fn a_set_of_two_proofs_is_signed_and_verified() {
    let Some(root) = data("proof set vectors") else { return };
    let folder = root.join("vectors/vc-di-eddsa/proof-set-chain");
    let contexts = contexts(&root);
    let pairs = read(&folder.join("multiKeyPairs.json"));
    let mut document = read(&folder.join("unsigned.json"));
    for number in ["1", "2"] {
        let configuration = read(&folder.join(format!("proofSetConfig{number}.json")));
        let key = signing_key(&pairs, &format!("keyPair{number}"));
        let options = options(&configuration, Suite::EddsaRdfc2022);
        document = sign(&document, &key, &options, &contexts, &LIMITS).unwrap();
        let signed = read(&folder.join(format!("signedProofSet{number}.json")));
        let in_one_form = |document: &Document| jcs::to_string(document.root(), &["proof"]);
        assert_eq!(in_one_form(&document), in_one_form(&signed));
        let values = |document: &Document| -> Vec<String> {
            let proofs = document.root().get("proof").unwrap();
            proofs.one_or_many().map(|proof| jcs::to_string(proof, &[])).collect()
        };
        assert_eq!(values(&document), values(&signed));
    }
    let signed = read(&folder.join("signedProofSet2.json"));
    let mut unsecured = Unsecured::new(signed.root(), &contexts, &LIMITS);
    for proof in proofs(signed.root(), &LIMITS).unwrap() {
        let key = did::resolve_key(proof.verification_method()).unwrap();
        unsecured.verify(&proof, &key).unwrap();
    }
}

#[cfg(feature = "contexts")]
#[test]
fn a_chain_of_proofs_is_reported_as_unsupported() {
    let Some(root) = data("proof chain vectors") else { return };
    let folder = root.join("vectors/vc-di-eddsa/proof-set-chain");
    let contexts = contexts(&root);
    for (file, expected) in [
        ("signedProofChain1.json", &["good", "good", "proof.chain-unsupported"][..]),
        ("signedProofChain2.json", &["good", "good", "proof.chain-unsupported", "proof.chain-unsupported"]),
    ] {
        let signed = read(&folder.join(file));
        let mut unsecured = Unsecured::new(signed.root(), &contexts, &LIMITS);
        let verdicts: Vec<&str> = proofs(signed.root(), &LIMITS)
            .unwrap()
            .iter()
            .map(|proof| {
                let key = did::resolve_key(proof.verification_method()).unwrap();
                unsecured.verify(proof, &key).map_or_else(|error| error.code(), |()| "good")
            })
            .collect();
        assert_eq!(verdicts, expected, "{file}");
    }
}

fn reproduce(suite: Suite, values: &Path, suffix: &str, unsigned: &Path, folder: &Path) {
    let value = |name: &str| std::fs::read_to_string(values.join(format!("{name}{suffix}.txt"))).unwrap();
    let contexts = contexts(folder.ancestors().nth(2).unwrap());
    let signed = read(&values.join(format!("signed{suffix}.json")));

    let read_proofs = proofs(signed.root(), &LIMITS).unwrap();
    let [proof] = &read_proofs[..] else { panic!("one proof") };
    assert_eq!(proof.suite(), Some(suite));
    let mut unsecured = Unsecured::new(signed.root(), &contexts, &LIMITS);
    assert_eq!(unsecured.canonical_document(proof).unwrap(), value("canonDoc"));
    assert_eq!(unsecured.canonical_configuration(proof).unwrap(), value("proofCanon"));
    let hash_data = unsecured.hash_data(proof).unwrap();
    assert_eq!(hex(hash_data.document()), value("docHash"));
    assert_eq!(hex(hash_data.configuration()), value("proofHash"));
    assert_eq!(hex(&hash_data.to_bytes()), value("combinedHash"));

    let key = signing_key_of(read(&folder.join("keyPair.json")).root());
    let signature = key.sign(&hash_data.to_bytes()).unwrap();
    assert_eq!(hex(&signature), value("sigHex"));
    assert_eq!(multibase::encode_base58(&signature), value("sigBTC58"));
    assert_eq!(did::resolve_key(proof.verification_method()).unwrap(), *key.verifying_key());
    unsecured.verify(proof, key.verifying_key()).unwrap();

    let configuration = read(&values.join(format!("proofConfig{suffix}.json")));
    let again = sign(&read(unsigned), &key, &options(&configuration, suite), &contexts, &LIMITS).unwrap();
    assert_eq!(jcs::to_string(again.root(), &[]), jcs::to_string(signed.root(), &[]));
}

fn options(configuration: &Document, suite: Suite) -> Options {
    let text = |name: &str| configuration.root().get(name).and_then(Node::as_str);
    let mut options = Options::new(suite).with_created(Timestamp::parse(text("created").unwrap()).unwrap());
    if let Some(id) = text("id") {
        options = options.with_id(id);
    }
    options
}

#[cfg(feature = "contexts")]
fn signing_key(pairs: &Document, name: &str) -> SigningKey {
    signing_key_of(pairs.root().get(name).unwrap())
}

fn signing_key_of(pair: Node<'_>) -> SigningKey {
    let text = |name: &str| pair.get(name).and_then(Node::as_str).unwrap();
    let key = SigningKey::from_secret_multikey(text("privateKeyMultibase")).unwrap();
    assert_eq!(key.verifying_key().to_multikey(), text("publicKeyMultibase"));
    assert_eq!(key.to_secret_multikey().expose(), text("privateKeyMultibase"));
    key
}

#[cfg(feature = "contexts")]
fn contexts(root: &Path) -> Contexts {
    let mut contexts = Contexts::bundled();
    let document = std::fs::read(root.join("contexts/credentials-examples-v2.jsonld")).unwrap();
    contexts.register("https://www.w3.org/ns/credentials/examples/v2", &document, None).unwrap();
    contexts
}

#[cfg(not(feature = "contexts"))]
fn contexts(_root: &Path) -> Contexts {
    Contexts::bundled()
}

fn read(path: &Path) -> Document {
    Document::parse(&std::fs::read(path).unwrap(), &LIMITS).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
