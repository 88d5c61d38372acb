//! Every intermediate value of the W3C vectors for the EdDSA and ECDSA suites, and the signed documents.

use crate::data;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, Node, jcs};
use openbadges::codec::ld::Contexts;
use openbadges::codec::multibase;
#[cfg(feature = "contexts")]
use openbadges::proof::data_integrity::Proof;
use openbadges::proof::data_integrity::{Options, Unsecured, proofs, sign};
use openbadges::proof::{Algorithm, SigningKey, Suite, did};
use std::path::Path;

const LIMITS: Limits = Limits::DEFAULT;

#[test]
fn eddsa_jcs_2022_reproduces_every_value() {
    let Some(root) = data("eddsa-jcs-2022 vectors") else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let values = folder.join("eddsa-jcs-2022");
    reproduce(Suite::EddsaJcs2022, &values, "JCS", &folder.join("unsigned.json"), &folder.join("keyPair.json"));
}

#[test]
fn eddsa_rdfc_2022_reproduces_every_value_of_the_employment_document() {
    let Some(root) = data("eddsa-rdfc-2022 vectors, employment document") else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let (values, unsigned) = (folder.join("eddsa-rdfc-2022/employ"), folder.join("employmentAuth.json"));
    reproduce(Suite::EddsaRdfc2022, &values, "DataInt", &unsigned, &folder.join("keyPair.json"));
}

#[cfg(feature = "ecdsa")]
#[test]
fn ecdsa_jcs_2019_reproduces_every_value_on_both_curves() {
    let Some(root) = data("ecdsa-jcs-2019 vectors") else { return };
    let folder = root.join("vectors/vc-di-ecdsa");
    for curve in ["256", "384"] {
        let values = folder.join(format!("ecdsa-jcs-2019-p{curve}"));
        let keys = folder.join(format!("p{curve}KeyPair.json"));
        let suffix = format!("JCSECDSAP{curve}");
        reproduce(Suite::EcdsaJcs2019, &values, &suffix, &folder.join("unsigned.json"), &keys);
    }
}

#[cfg(feature = "ecdsa")]
#[test]
fn ecdsa_rdfc_2019_reproduces_every_value_of_the_employment_document_on_both_curves() {
    let Some(root) = data("ecdsa-rdfc-2019 vectors, employment document") else { return };
    let folder = root.join("vectors/vc-di-ecdsa");
    for curve in ["256", "384"] {
        let values = folder.join(format!("ecdsa-rdfc-2019-p{curve}/employ"));
        let keys = folder.join(format!("p{curve}KeyPair.json"));
        let suffix = format!("ECDSAP{curve}");
        reproduce(Suite::EcdsaRdfc2019, &values, &suffix, &folder.join("employmentAuth.json"), &keys);
    }
}

#[cfg(all(feature = "ecdsa", feature = "contexts"))]
#[test]
fn ecdsa_rdfc_2019_reproduces_every_value_of_the_alumni_credential_on_both_curves() {
    let Some(root) = data("ecdsa-rdfc-2019 vectors, alumni credential") else { return };
    let folder = root.join("vectors/vc-di-ecdsa");
    for curve in ["256", "384"] {
        let values = folder.join(format!("ecdsa-rdfc-2019-p{curve}"));
        let keys = folder.join(format!("p{curve}KeyPair.json"));
        let suffix = format!("ECDSAP{curve}");
        reproduce(Suite::EcdsaRdfc2019, &values, &suffix, &folder.join("unsigned.json"), &keys);
    }
}

// The other documents name a context for examples, which only a caller registers.
#[cfg(feature = "contexts")]
#[test]
fn eddsa_rdfc_2022_reproduces_every_value_of_the_alumni_credential() {
    let Some(root) = data("eddsa-rdfc-2022 vectors, alumni credential") else { return };
    let folder = root.join("vectors/vc-di-eddsa");
    let (values, unsigned) = (folder.join("eddsa-rdfc-2022"), folder.join("unsigned.json"));
    reproduce(Suite::EddsaRdfc2022, &values, "DataInt", &unsigned, &folder.join("keyPair.json"));
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
fn two_chains_of_proofs_are_signed_and_verified() {
    let Some(root) = data("proof chain vectors") else { return };
    let folder = root.join("vectors/vc-di-eddsa/proof-set-chain");
    let contexts = contexts(&root);
    let pairs = read(&folder.join("multiKeyPairs.json"));
    let mut document = read(&folder.join("signedProofSet2.json"));
    for (number, key) in [("1", "keyPair3"), ("2", "keyPair4")] {
        let configuration = read(&folder.join(format!("proofChainConfig{number}.json")));
        let options = options(&configuration, Suite::EddsaRdfc2022);
        document = sign(&document, &signing_key(&pairs, key), &options, &contexts, &LIMITS).unwrap();
        let signed = read(&folder.join(format!("signedProofChain{number}.json")));
        let values = |document: &Document| -> Vec<String> {
            let proofs = document.root().get("proof").unwrap().items();
            proofs.map(|proof| proof.get("proofValue").and_then(Node::as_str).unwrap().to_owned()).collect()
        };
        assert_eq!(values(&document), values(&signed));
        for document in [&document, &signed] {
            assert_eq!(verdicts(document, &contexts), vec!["good"; values(document).len()]);
        }
    }
}

#[cfg(feature = "contexts")]
#[test]
fn chains_of_others_are_judged_as_their_names_say_d22() {
    let Some(root) = data("proof chain fixtures") else { return };
    let mut judged = 0;
    for file in std::fs::read_dir(root.join("vectors/eddsa-chain-fixtures")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some((_, what)) = name.split_once("-previousProof") else { continue };
        let document = read(&path);
        let mut contexts = contexts(&root);
        let inline = document.root().get("@context").unwrap().items().find(|context| context.is_object()).unwrap();
        let registered = contexts.register_inline(inline.source().as_bytes());
        judged += 1;
        // This one gives `name` another meaning than the standard does.
        if name.starts_with("1.1-previousProofMissingFail") {
            assert_eq!(registered.unwrap_err().code(), "ld.redefinition");
            continue;
        }
        registered.unwrap();
        let expected = match what {
            "StringOk-SimpleSigned2.json" | "ArrayOk-SimpleSigned2.json" => vec!["good", "good"],
            "NotStringFail-SimpleSigned2.json" => vec!["proof.malformed"],
            _ => vec!["good", "proof.previous-missing"],
        };
        assert_eq!(verdicts(&document, &contexts), expected, "{name}");
    }
    assert_eq!(judged, 12);
}

/// What becomes of each proof, or of reading them.
#[cfg(feature = "contexts")]
fn verdicts(document: &Document, contexts: &Contexts) -> Vec<&'static str> {
    let mut unsecured = Unsecured::new(document.root(), contexts, &LIMITS);
    let mut verdict = |proof: &Proof<'_>| {
        let key = did::resolve_key(proof.verification_method()).unwrap();
        unsecured.verify(proof, &key).map_or_else(|error| error.code(), |()| "good")
    };
    match proofs(document.root(), &LIMITS) {
        Ok(proofs) => proofs.iter().map(&mut verdict).collect(),
        Err(error) => vec![error.code()],
    }
}

fn reproduce(suite: Suite, values: &Path, suffix: &str, unsigned: &Path, keys: &Path) {
    let value = |name: &str| std::fs::read_to_string(values.join(format!("{name}{suffix}.txt"))).unwrap();
    let contexts = contexts(keys.ancestors().nth(3).unwrap());
    let signed = read(&values.join(format!("signed{suffix}.json")));
    let key = signing_key_of(read(keys).root());
    let algorithm = key.verifying_key().algorithm();

    let read_proofs = proofs(signed.root(), &LIMITS).unwrap();
    let [proof] = &read_proofs[..] else { panic!("one proof") };
    assert_eq!(proof.suite(), Some(suite));
    let mut unsecured = Unsecured::new(signed.root(), &contexts, &LIMITS);
    assert_eq!(unsecured.canonical_document(proof, algorithm).unwrap(), value("canonDoc"));
    assert_eq!(unsecured.canonical_configuration(proof, algorithm).unwrap(), value("proofCanon"));
    let hash_data = unsecured.hash_data(proof, algorithm).unwrap();
    assert_eq!(hex(hash_data.document()), value("docHash"));
    assert_eq!(hex(hash_data.configuration()), value("proofHash"));
    assert_eq!(hex(&hash_data.to_bytes()), value("combinedHash"));
    assert_eq!(did::resolve_key(proof.verification_method()).unwrap(), *key.verifying_key());
    unsecured.verify(proof, key.verifying_key()).unwrap();

    // Our own signature is the published one, or its twin of lower s.
    let signature = key.sign(&hash_data.to_bytes()).unwrap();
    let (published, encoded) = (value("sigHex"), value("sigBTC58"));
    assert!([hex(&signature), hex(&twin(algorithm, &signature))].contains(&published), "{published}");
    assert!([&signature, &twin(algorithm, &signature)].map(|s| multibase::encode_base58(s)).contains(&encoded));

    let configuration = read(&values.join(format!("proofConfig{suffix}.json")));
    let again = sign(&read(unsigned), &key, &options(&configuration, suite), &contexts, &LIMITS).unwrap();
    let again = again.as_str().replace(&multibase::encode_base58(&signature), &encoded);
    let again = Document::parse(again.as_bytes(), &LIMITS).unwrap();
    assert_eq!(jcs::to_string(again.root(), &[]), jcs::to_string(signed.root(), &[]));
}

/// The other signature that holds wherever this one does: r and n − s. An Ed25519 signature has none.
fn twin(algorithm: Algorithm, signature: &[u8]) -> Vec<u8> {
    let order: &[u8] = match algorithm {
        Algorithm::P256 => b"\xff\xff\xff\xff\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51",
        Algorithm::P384 => b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xc7\x63\x4d\x81\xf4\x37\x2d\xdf\x58\x1a\x0d\xb2\x48\xb0\xa7\x7a\xec\xec\x19\x6a\xcc\xc5\x29\x73",
        _ => return signature.to_vec(),
    };
    let (r, s) = signature.split_at(order.len());
    let mut difference = vec![0; order.len()];
    let mut borrow = 0;
    for place in (0..order.len()).rev() {
        let digit = i32::from(order[place]) - i32::from(s[place]) - borrow;
        borrow = i32::from(digit < 0);
        difference[place] = u8::try_from(digit.rem_euclid(256)).unwrap();
    }
    [r, &difference].concat()
}

fn options(configuration: &Document, suite: Suite) -> Options {
    let text = |name: &str| configuration.root().get(name).and_then(Node::as_str);
    let mut options = Options::new(suite).with_created(Timestamp::parse(text("created").unwrap()).unwrap());
    if let Some(id) = text("id") {
        options = options.with_id(id);
    }
    let previous = configuration.root().get("previousProof").into_iter().flat_map(Node::one_or_many);
    previous.filter_map(Node::as_str).fold(options, Options::with_previous)
}

#[cfg(feature = "contexts")]
fn signing_key(pairs: &Document, name: &str) -> SigningKey {
    signing_key_of(pairs.root().get(name).unwrap())
}

fn signing_key_of(pair: Node<'_>) -> SigningKey {
    let text = |name: &str| pair.get(name).and_then(Node::as_str).unwrap();
    let secret =
        ["privateKeyMultibase", "secretKeyMultibase"].into_iter().find(|name| pair.get(name).is_some()).unwrap();
    let key = SigningKey::from_secret_multikey(text(secret)).unwrap();
    assert_eq!(key.verifying_key().to_multikey(), text("publicKeyMultibase"));
    assert_eq!(key.to_secret_multikey().expose(), text(secret));
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
