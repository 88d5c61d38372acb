//! Expansion and conversion to RDF: the W3C vectors, badges signed by other software, and a second implementation.

use crate::data;
#[cfg(feature = "contexts")]
use crate::oracle;
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::{Contexts, Error, Expansion, expand};
#[cfg(feature = "contexts")]
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{self, Hash};
use serde_json::Value;
use std::path::Path;

/// The canonical N-Quads of a credential without its proof.
fn canonical(text: &str, contexts: &Contexts, hash: Hash) -> Result<String, Error> {
    let document = Document::parse(text.as_bytes(), &Limits::DEFAULT).unwrap();
    let limits = &Limits::DEFAULT;
    let dataset = expand(document.root(), &Expansion { contexts, limits, context: None, omit: &["proof"] })?;
    Ok(canon::canonicalize(&dataset, hash, limits).unwrap().nquads)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(feature = "contexts")]
#[test]
fn makes_the_canonical_documents_of_the_w3c_vectors() {
    let Some(root) = data("the canonical documents of vc-di-eddsa and vc-di-ecdsa") else { return };
    let mut contexts = Contexts::bundled();
    let published = std::fs::read(root.join("contexts/credentials-examples-v2.jsonld")).unwrap();
    contexts.register("https://www.w3.org/ns/credentials/examples/v2", &published, None).unwrap();
    let vectors = root.join("vectors");
    for (folder, document, result, hash) in [
        ("vc-di-eddsa", "unsigned.json", "eddsa-rdfc-2022/canonDocDataInt.txt", Hash::Sha256),
        ("vc-di-eddsa", "unsigned.json", "Ed25519Signature2020/canonDocEdSig.txt", Hash::Sha256),
        ("vc-di-eddsa", "employmentAuth.json", "eddsa-rdfc-2022/employ/canonDocDataInt.txt", Hash::Sha256),
        ("vc-di-ecdsa", "unsigned.json", "ecdsa-rdfc-2019-p256/canonDocECDSAP256.txt", Hash::Sha256),
        ("vc-di-ecdsa", "employmentAuth.json", "ecdsa-rdfc-2019-p256/employ/canonDocECDSAP256.txt", Hash::Sha256),
        ("vc-di-ecdsa", "unsigned.json", "ecdsa-rdfc-2019-p384/canonDocECDSAP384.txt", Hash::Sha384),
        ("vc-di-ecdsa", "employmentAuth.json", "ecdsa-rdfc-2019-p384/employ/canonDocECDSAP384.txt", Hash::Sha384),
    ] {
        let document = read(&vectors.join(folder).join(document));
        let found = canonical(&document, &contexts, hash).unwrap_or_else(|error| panic!("{folder}/{result}: {error}"));
        assert_eq!(found, read(&vectors.join(folder).join(result)), "{folder}/{result}");
    }
}

#[test]
fn reads_every_badge_that_defines_its_words() {
    let contexts = Contexts::bundled();
    let badges: Vec<_> = badges().into_iter().filter(|badge| badge.is_signed_by("eddsa-rdfc-2022")).collect();
    assert!(badges.is_empty() || badges.len() >= 80);
    for badge in badges {
        let read = canonical(&badge.text, &contexts, Hash::Sha256);
        if badge.has_inline_context() {
            assert_eq!(read.unwrap_err().code(), "ld.inline-context", "{}", badge.name());
            #[cfg(feature = "contexts")]
            canonical(&badge.text, &badge.contexts(), Hash::Sha256).unwrap();
            continue;
        }
        let undefined = badge.undefined_terms();
        match read {
            // What is undefined is in a proof, which is left out here.
            Ok(_) => {
                assert!(undefined.is_empty() || badge.name().ends_with("multiple-proofs.json"), "{}", badge.name());
            }
            Err(Error::UndefinedTerm { term: found, .. } | Error::UndefinedType { name: found, .. }) => {
                assert!(undefined.contains(&&*found), "{}: {found} is defined", badge.name());
            }
            Err(error) => panic!("{}: {error}", badge.name()),
        }
    }
}

#[cfg(feature = "contexts")]
#[test]
fn agrees_with_another_implementation_on_every_badge() {
    let Some(root) = data("the comparison with another implementation") else { return };
    let loader = oracle::published(&root.join("contexts"));
    let mut compared = 0;
    for badge in badges() {
        let ours = canonical(&badge.text, &badge.contexts(), Hash::Sha256);
        assert!(ours.is_ok() || !badge.has_inline_context(), "{}", badge.name());
        let Ok(ours) = ours else { continue };
        let mut document: Value = serde_json::from_str(&badge.text).unwrap();
        document.as_object_mut().unwrap().remove("proof");
        let theirs = Dataset::parse_nquads(&oracle::nquads(&document, &loader).unwrap(), &Limits::DEFAULT).unwrap();
        let theirs = canon::canonicalize(&theirs, Hash::Sha256, &Limits::DEFAULT).unwrap().nquads;
        let first = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
        assert_eq!(first, None, "{}", badge.name());
        assert_eq!(ours.len(), theirs.len(), "{}", badge.name());
        compared += 1;
    }
    assert!(compared >= 100, "{compared}");
}

/// The strict reader by our tables, the general one by them and by the published contexts.
#[cfg(feature = "contexts")]
#[test]
fn the_general_processor_reads_badges_alike() {
    use openbadges::codec::json::jcs;
    use openbadges::codec::ld::check;
    use openbadges::codec::ld::general::{Options, RdfDirection, to_rdf};
    use std::collections::BTreeMap;
    let Some(root) = data("the comparison with the general processor") else { return };
    let (contexts, limits, folder) = (Contexts::bundled(), &Limits::DEFAULT, root.join("contexts"));
    let index: Value = serde_json::from_str(&read(&folder.join("index.json"))).unwrap();
    let current = index.as_array().unwrap().iter().filter(|one| one["role"] == "current");
    let published = |one: &Value| {
        (one["url"].as_str().unwrap().to_owned(), read(&folder.join(one["file"].as_str().unwrap())).into_bytes())
    };
    let published = current.map(published).collect();
    let text = |dataset: &Dataset| canon::canonicalize(dataset, Hash::Sha256, limits).unwrap().nquads;
    let mut compared = [0, 0];
    for badge in badges() {
        let Ok(whole) = Document::parse(badge.text.as_bytes(), limits) else { continue };
        // With the proof, where it has no context of its own, and without.
        for (omit, compared) in [&[][..], &["proof"]].into_iter().zip(&mut compared) {
            let document = Document::parse(jcs::to_string(whole.root(), omit).as_bytes(), limits).unwrap();
            let options = Expansion { contexts: &contexts, limits, context: None, omit: &[] };
            let strict = expand(document.root(), &options);
            assert_eq!(check(document.root(), &options).err(), strict.as_ref().err().cloned(), "{}", badge.name());
            let Ok(strict) = strict else { continue };
            let strict = text(&strict);
            for documents in [&BTreeMap::new(), &published] {
                let options = Options { documents, direction: RdfDirection::I18nDatatype, ..Options::new(&contexts) };
                let general = to_rdf(document.root(), &options);
                let general = general.unwrap_or_else(|error| panic!("{}: {error}", badge.name()));
                assert_eq!(text(&general), strict, "{}", badge.name());
            }
            *compared += 1;
        }
    }
    assert!(compared[0] >= 50 && compared[1] >= 100, "{compared:?}");
}

/// A badge in JSON, and what the index says about it.
struct Badge {
    index: Value,
    text: String,
}

impl Badge {
    fn name(&self) -> &str {
        self.index["file"].as_str().unwrap()
    }

    fn is_signed_by(&self, suite: &str) -> bool {
        self.index["proofs"].as_array().is_some_and(|proofs| proofs.iter().any(|proof| proof["suite"] == suite))
    }

    /// What a strict reader refuses the badge for.
    fn undefined_terms(&self) -> Vec<&str> {
        let terms = self.index["expected"]["undefined_terms"].as_array();
        terms.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The bundled contexts and those that the badge holds written out.
    #[cfg(feature = "contexts")]
    fn contexts(&self) -> Contexts {
        let mut contexts = Contexts::bundled();
        let document: Value = serde_json::from_str(&self.text).unwrap();
        for object in document["@context"].as_array().into_iter().flatten().filter(|entry| entry.is_object()) {
            contexts.register_inline(object.to_string().as_bytes()).unwrap();
        }
        contexts
    }

    fn has_inline_context(&self) -> bool {
        self.index["contexts"].as_array().unwrap().iter().any(|url| url == "<inline>")
    }
}

fn badges() -> Vec<Badge> {
    let Some(folder) = data("badges signed by other software").map(|root| root.join("badges")) else {
        return Vec::new();
    };
    let index: Value = serde_json::from_str(&read(&folder.join("index.json"))).unwrap();
    let badges = index["badges"].as_array().unwrap().iter().filter(|badge| badge["container"] == "json");
    badges
        .map(|index| Badge { text: read(&folder.join(index["file"].as_str().unwrap())), index: index.clone() })
        .collect()
}
