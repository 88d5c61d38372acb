//! The W3C test suite of RDFC-1.0 (w3c/rdf-canon, folder `tests`).

use crate::data;
use openbadges::base::limits::Limits;
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{self, Canonical, Hash};
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn canonicalises_every_w3c_dataset() {
    let entries = entries("RDFC10EvalTest");
    assert!(entries.is_empty() || entries.len() == 64);
    for entry in entries {
        let canonical = entry.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", entry.id));
        assert_eq!(canonical.nquads, entry.read("result"), "{}", entry.id);
    }
}

#[test]
fn issues_the_labels_that_w3c_expects() {
    let entries = entries("RDFC10MapTest");
    assert!(entries.is_empty() || entries.len() == 21);
    for entry in entries {
        let canonical = entry.canonicalize().unwrap();
        let issued: BTreeMap<_, _> = canonical.issued().map(|(label, issued)| (label.to_owned(), issued)).collect();
        let expected: BTreeMap<String, String> = serde_json::from_str(&entry.read("result")).unwrap();
        assert_eq!(issued, expected, "{}", entry.id);
    }
}

#[test]
fn stops_at_the_work_limit_on_a_clique() {
    let entries = entries("RDFC10NegativeEvalTest");
    assert!(entries.is_empty() || entries.len() == 1);
    for entry in entries {
        assert_eq!(entry.canonicalize().unwrap_err().code(), "rdf.work-limit", "{}", entry.id);
    }
}

#[test]
fn the_hardest_legal_w3c_datasets_take_a_tenth_of_the_default_work_limit() {
    for entry in entries("RDFC10EvalTest") {
        let work = entry.canonicalize().unwrap().work;
        assert!(work < Limits::DEFAULT.canon_work / 10, "{} takes {work} units", entry.id);
    }
}

struct Entry {
    id: String,
    members: serde_json::Value,
    folder: std::path::PathBuf,
}

impl Entry {
    fn read(&self, member: &str) -> String {
        let name = self.members[member].as_str().unwrap();
        std::fs::read_to_string(self.folder.join(name)).unwrap()
    }

    fn canonicalize(&self) -> Result<Canonical, openbadges::codec::rdf::Error> {
        let dataset = Dataset::parse_nquads(&self.read("action"), &Limits::DEFAULT).unwrap();
        let hash = match self.members["hashAlgorithm"].as_str() {
            Some("SHA384") => Hash::Sha384,
            _ => Hash::Sha256,
        };
        canon::canonicalize(&dataset, hash, &Limits::DEFAULT)
    }
}

/// The entries of a type; none without published data.
fn entries(kind: &str) -> Vec<Entry> {
    let Some(folder) = data(&format!("RDFC-1.0, {kind}")).map(|root| root.join("vectors/rdf-canon")) else {
        return Vec::new();
    };
    read_manifest(&folder)
        .into_iter()
        .filter(|members| members["type"].as_str() == Some(&format!("rdfc:{kind}")))
        .map(|members| Entry { id: members["id"].to_string(), members, folder: folder.clone() })
        .collect()
}

fn read_manifest(folder: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(folder.join("manifest.jsonld")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    manifest["entries"].as_array().unwrap().clone()
}
