//! The W3C vectors for ecdsa-sd-2023, step by step: what the issuer signs, what the holder selects, and what the verifier checks.

use crate::data;
use hmac::{Hmac, KeyInit as _, Mac as _};
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::{Document, jcs};
use openbadges::codec::ld::{Contexts, Expansion, expand};
use openbadges::codec::multibase;
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{self, Hash};
use openbadges::proof::data_integrity::{Options, Unsecured, derive, proofs, sign_selective};
use openbadges::proof::{Algorithm, SelectiveSecrets, SigningKey, Suite, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;

const LIMITS: Limits = Limits::DEFAULT;

/// One of the two published credentials.
struct Published {
    folder: PathBuf,
    name: &'static str,
    /// The stem of the files of its pointers.
    stem: &'static str,
}

impl Published {
    fn all(what: &str) -> Vec<Self> {
        let Some(root) = data(what) else { return Vec::new() };
        let folder = || root.join("vectors/vc-di-ecdsa");
        [("employ", "employ"), ("prc", "prCred")]
            .into_iter()
            .map(|(name, stem)| Self { folder: folder(), name, stem })
            .collect()
    }

    fn text(&self, step: &str) -> String {
        std::fs::read_to_string(self.folder.join("ecdsa-sd-2023").join(self.name).join(step)).unwrap()
    }

    fn step(&self, step: &str) -> Value {
        serde_json::from_str(&self.text(&format!("{step}.json"))).unwrap()
    }

    fn base(&self) -> Document {
        Document::parse(self.text("addSignedSDBase.json").as_bytes(), &LIMITS).unwrap()
    }

    fn unsigned(&self) -> Document {
        let mut unsigned = self.step("addSignedSDBase");
        unsigned.as_object_mut().unwrap().remove("proof");
        Document::parse(unsigned.to_string().as_bytes(), &LIMITS).unwrap()
    }

    fn pointers(&self, kind: &str) -> Vec<String> {
        let path = self.folder.join(format!("{}{kind}.json", self.stem));
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    fn keys(&self) -> Value {
        serde_json::from_slice(&std::fs::read(self.folder.join("ecdsa-sd-2023/SDKeyMaterial.json")).unwrap()).unwrap()
    }

    fn key(&self, name: &str) -> SigningKey {
        SigningKey::from_secret_multikey(self.keys()[name]["secretKeyMultibase"].as_str().unwrap()).unwrap()
    }

    fn labels_key(&self) -> Vec<u8> {
        bytes(&self.keys()["hmacKeyString"])
    }

    /// Signs the credential with the published keys and other mandatory pointers.
    fn signed(&self, mandatory: &[String]) -> Document {
        let secret = self.keys()["proofKeyPair"]["secretKeyMultibase"].as_str().unwrap().to_owned();
        // Drawn in this order: the labels, then the key.
        let mut draws = vec![multibase::decode(&secret, 100).unwrap()[2..].to_vec(), self.labels_key()];
        let secrets = SelectiveSecrets::generate(|bytes| {
            bytes.copy_from_slice(&draws.pop().unwrap());
            Ok(())
        });
        let created = self.step("addProofConfig")["created"].as_str().unwrap().to_owned();
        let options = Options::new(Suite::EcdsaRdfc2019).with_created(Timestamp::parse(&created).unwrap());
        let (contexts, key) = (Contexts::bundled(), self.key("baseKeyPair"));
        sign_selective(&self.unsigned(), &key, &strs(mandatory), &secrets.unwrap(), &options, &contexts, &LIMITS)
            .unwrap()
    }

    /// The statements of a document, sorted under the labels that the issuer's key for labels makes of the canonical ones.
    fn lines(&self) -> Vec<String> {
        let label = |canonical: &str| {
            let mut hmac = Hmac::<Sha256>::new_from_slice(&self.labels_key()).unwrap();
            hmac.update(canonical.as_bytes());
            Some(multibase::encode_base64url(&hmac.finalize().into_bytes()))
        };
        canon::relabelled(&statements(&self.unsigned()), &LIMITS, label).unwrap().unwrap().lines
    }

    /// The places of what a holder shows who selects these pointers, among all statements.
    fn places(&self, base: &Document, pointers: &[String]) -> Vec<usize> {
        let all = self.lines();
        let shown = derive(base, &strs(pointers), &Contexts::bundled(), &LIMITS).unwrap();
        shown_lines(&shown).iter().map(|line| all.binary_search(line).unwrap()).collect()
    }
}

/// The statements of a derived document under the labels of its proof.
fn shown_lines(shown: &Document) -> Vec<String> {
    let value = proof_value(shown);
    let labels = labels(&value[3]);
    let label = |canonical: &str| labels.iter().find(|(own, _)| own == canonical).map(|(_, label)| label.clone());
    canon::relabelled(&statements(shown), &LIMITS, label).unwrap().unwrap().lines
}

fn statements(document: &Document) -> Dataset {
    let contexts = Contexts::bundled();
    let options = Expansion { contexts: &contexts, limits: &LIMITS, context: None, omit: &["proof"] };
    expand(document.root(), &options).unwrap()
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn lines_of(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

/// The array behind the header of a document's proof value, byte strings in hexadecimal digits.
fn proof_value(document: &Document) -> Value {
    let text = document.root().get("proof").unwrap().get("proofValue").unwrap().as_str().unwrap();
    let bytes = multibase::decode(text, 10_000).unwrap();
    assert_eq!(bytes[..2], [0xd9, 0x5d]);
    let mut rest = &bytes[3..];
    let value = cbor(&mut rest);
    assert!(rest.is_empty());
    value
}

/// Reads what these values are made of (RFC 8949): numbers, byte strings, texts, arrays and maps, as arrays of pairs.
fn cbor(rest: &mut &[u8]) -> Value {
    let mut take = |length: usize| {
        let (taken, more) = rest.split_at(length);
        *rest = more;
        taken
    };
    let first = take(1)[0];
    let number = match first & 0x1f {
        24 => usize::from(take(1)[0]),
        small => usize::from(small),
    };
    match first >> 5 {
        0 => json!(number),
        2 => json!(hex(take(number))),
        3 => json!(std::str::from_utf8(take(number)).unwrap()),
        4 => (0..number).map(|_| cbor(rest)).collect(),
        5 => (0..number).map(|_| json!([cbor(rest), cbor(rest)])).collect(),
        other => panic!("major type {other}"),
    }
}

/// The label map of a derived proof value in the words of the vectors.
fn labels(map: &Value) -> Vec<(String, String)> {
    let pairs = map.as_array().unwrap().iter();
    pairs.map(|pair| (format!("c14n{}", pair[0]), multibase::encode_base64url(&bytes(&pair[1])))).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let digits = hex.as_str().unwrap();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// A published key as it stands in proof values.
fn key_hex(multikey: &Value) -> Value {
    json!(hex(&multibase::decode(multikey.as_str().unwrap(), 100).unwrap()))
}

/// Places and lines as the vectors write maps.
fn map(all: &[String], is_in: impl Fn(usize) -> bool) -> Value {
    let pairs = all.iter().enumerate().filter(|(place, _)| is_in(*place));
    json!({"dataType": "Map", "value": pairs.map(|(place, line)| json!([place, line])).collect::<Value>()})
}

#[test]
fn the_canonical_document_has_the_published_lines_under_both_kinds_of_labels() {
    for published in Published::all("ecdsa-sd-2023 canonical documents") {
        let canonical = canon::canonicalize(&statements(&published.unsigned()), Hash::Sha256, &LIMITS).unwrap().nquads;
        let lines: Vec<&str> = canonical.split_inclusive('\n').collect();
        assert_eq!(json!(lines), published.step("addBaseDocCanon"));
        assert_eq!(json!(published.lines()), published.step("addBaseDocHMACCanon"));
        assert_eq!(json!(published.lines()), published.step("derivedAllGroupData")["nquads"]);
    }
}

#[test]
fn the_proof_configuration_and_its_hash_are_the_published_ones() {
    for published in Published::all("ecdsa-sd-2023 proof configurations") {
        let base = published.base();
        let (proofs, contexts) = (proofs(base.root(), &LIMITS).unwrap(), Contexts::bundled());
        let unsecured = Unsecured::new(base.root(), &contexts, &LIMITS);
        let configuration = unsecured.canonical_configuration(&proofs[0], Algorithm::P256).unwrap();
        assert_eq!(configuration, published.text("addProofConfigCanon.txt"));
        let hash = json!(hex(&Sha256::digest(&configuration)));
        assert_eq!(hash, published.step("addHashData")["proofHash"]);
        assert_eq!(hash, published.step("verifyCreateVerifyData")["proofHash"]);
    }
}

#[test]
fn the_mandatory_statements_and_their_hash_are_the_published_ones() {
    for published in Published::all("ecdsa-sd-2023 mandatory statements") {
        let base = published.signed(&published.pointers("Mandatory"));
        let (all, mandatory) = (published.lines(), published.places(&base, &[]));
        let transformed = published.step("addBaseTransform");
        assert_eq!(transformed["mandatoryPointers"], json!(published.pointers("Mandatory")));
        assert_eq!(transformed["mandatory"], map(&all, |place| mandatory.contains(&place)));
        assert_eq!(transformed["nonMandatory"], map(&all, |place| !mandatory.contains(&place)));
        let lines: String = mandatory.iter().map(|place| all[*place].as_str()).collect();
        assert_eq!(json!(hex(&Sha256::digest(lines))), published.step("addHashData")["mandatoryHash"]);
        for value in published.step("addPointerValues").as_array().unwrap() {
            let found = published.step("addSignedSDBase").pointer(value["pointer"].as_str().unwrap()).cloned();
            assert_eq!(found.as_ref(), Some(&value["value"]));
        }
    }
}

#[test]
fn the_base_proof_has_the_published_parts_and_each_signature_is_on_its_statement() {
    for published in Published::all("ecdsa-sd-2023 base proof values") {
        let (raw, recovered) = (published.step("addRawBaseSignatureInfo"), published.step("derivedRecoveredBaseData"));
        let hashes = published.step("addHashData");
        let theirs = proof_value(&published.base());
        assert_eq!((&theirs[0], &theirs[3]), (&raw["baseSignature"], &raw["signatures"]));
        assert_eq!((&theirs[1], &theirs[4]), (&key_hex(&raw["publicKey"]), &raw["mandatoryPointers"]));
        assert_eq!((&theirs[0], &theirs[3]), (&recovered["baseSignature"], &recovered["signatures"]));
        assert_eq!((&theirs[1], &theirs[2]), (&key_hex(&recovered["proofPublicKey"]), &recovered["hmacKey"]));
        assert_eq!(theirs[4], recovered["mandatoryPointers"]);
        let ours = proof_value(&published.signed(&published.pointers("Mandatory")));
        for part in [1, 2, 4] {
            assert_eq!(ours[part], theirs[part]);
        }
        let signed = [bytes(&hashes["proofHash"]), bytes(&theirs[1]), bytes(&hashes["mandatoryHash"])].concat();
        let own = VerifyingKey::from_multikey(raw["publicKey"].as_str().unwrap()).unwrap();
        let statements = published.step("addBaseTransform")["nonMandatory"]["value"].clone();
        // Signatures are compared by what they sign: of each we make the one with the lower s.
        for value in [&ours, &theirs] {
            let issuer = published.key("baseKeyPair");
            issuer.verifying_key().verify(&signed, &bytes(&value[0])).unwrap();
            let signatures = value[3].as_array().unwrap();
            assert_eq!(signatures.len(), statements.as_array().unwrap().len());
            for (signature, pair) in signatures.iter().zip(statements.as_array().unwrap()) {
                own.verify(pair[1].as_str().unwrap().as_bytes(), &bytes(signature)).unwrap();
            }
        }
    }
}

#[test]
fn the_holder_selects_the_published_groups() {
    for published in Published::all("ecdsa-sd-2023 groups") {
        let (all, base, selective) = (published.lines(), published.base(), published.pointers("Selective"));
        let mandatory = published.places(&base, &[]);
        let combined = published.places(&base, &selective);
        // What pointers select by themselves is what they would make mandatory.
        let selected = published.places(&published.signed(&selective), &[]);
        let indexes = published.step("derivedGroupIndexes");
        assert_eq!(json!(mandatory), indexes["mandatoryIndexes"]);
        assert_eq!(json!(combined), indexes["combinedIndexes"]);
        assert_eq!(json!(selected), indexes["selectiveIndexes"]);
        let others: Vec<usize> = (0..all.len()).filter(|place| !mandatory.contains(place)).collect();
        assert_eq!(json!(others), indexes["nonMandatoryIndexes"]);
        let groups = &published.step("derivedAllGroupData")["groups"];
        for (name, places) in [("mandatory", &mandatory), ("combined", &combined), ("selective", &selected)] {
            assert_eq!(groups[name]["matching"], map(&all, |place| places.contains(&place)), "{name}");
            assert_eq!(groups[name]["nonMatching"], map(&all, |place| !places.contains(&place)), "{name}");
        }
        // The places in the part that is shown, and of the signatures among all of the base proof.
        let adjusted = combined.iter().enumerate().filter(|(_, place)| mandatory.contains(place)).map(|(at, _)| at);
        let adjusted = json!(adjusted.collect::<Vec<_>>());
        assert_eq!(adjusted, published.step("derivedAdjMandatoryIndexes")["adjMandatoryIndexes"]);
        let kept = others.iter().enumerate().filter(|(_, place)| combined.contains(place)).map(|(at, _)| at);
        assert_eq!(json!(kept.collect::<Vec<_>>()), published.step("derivedAdjSignatures")["adjSignatureIndexes"]);
    }
}

#[test]
fn the_derived_proof_discloses_the_published_data() {
    for published in Published::all("ecdsa-sd-2023 disclosure data") {
        let selective = published.pointers("Selective");
        let shown = derive(&published.base(), &strs(&selective), &Contexts::bundled(), &LIMITS).unwrap();
        let value = proof_value(&shown);
        assert_eq!(value[2], published.step("derivedAdjSignatures")["filteredSignatures"]);
        let labels: Value = labels(&value[3]).into_iter().map(|(own, label)| json!([own, label])).collect();
        let (disclosed, read) = (published.step("derivedDisclosureData"), published.step("verifyDerivedProofValue"));
        assert_eq!(disclosed["labelMap"]["value"], labels);
        assert_eq!(read["labelMap"], labels);
        for published in [&disclosed, &read] {
            assert_eq!((&value[0], &value[2]), (&published["baseSignature"], &published["signatures"]));
            assert_eq!((&value[1], &value[4]), (&key_hex(&published["publicKey"]), &published["mandatoryIndexes"]));
        }
        let revealed = Document::parse(published.text("derivedUnsignedReveal.json").as_bytes(), &LIMITS).unwrap();
        assert_eq!(jcs::to_string(shown.root(), &["proof"]), jcs::to_string(revealed.root(), &[]));
    }
}

#[test]
fn the_verifier_checks_the_published_statements_hashes_and_signatures() {
    for published in Published::all("ecdsa-sd-2023 verification data") {
        let shown = Document::parse(published.text("derivedRevealDocument.json").as_bytes(), &LIMITS).unwrap();
        let (lines, value) = (shown_lines(&shown), proof_value(&shown));
        assert_eq!(lines, lines_of(&published.step("verifyNQuads")));
        let data = published.step("verifyCreateVerifyData");
        let mandatory: Vec<usize> = serde_json::from_value(value[4].clone()).unwrap();
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for (place, line) in lines.into_iter().enumerate() {
            if mandatory.contains(&place) { first.push(line) } else { rest.push(line) }
        }
        assert_eq!(rest, lines_of(&data["nonMandatory"]));
        assert_eq!(json!(hex(&Sha256::digest(first.concat()))), data["mandatoryHash"]);
        assert_eq!((&value[0], &value[2]), (&data["baseSignature"], &data["signatures"]));
        assert_eq!(value[1], key_hex(&data["publicKey"]));
    }
}
