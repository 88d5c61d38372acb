//! The suite's manifests and files.

use openbadges::base::limits::Limits;
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) const LIMITS: Limits = Limits::DEFAULT;

/// Where the suite is published: its documents have these URLs.
const HOME: &str = "https://w3c.github.io/json-ld-api/tests/";

pub(super) struct Suite {
    folder: PathBuf,
    /// Every document of the suite by its URL.
    pub(super) documents: BTreeMap<String, Vec<u8>>,
}

impl Suite {
    pub(super) fn open(skipped: &str) -> Option<Self> {
        let folder = crate::data(skipped)?.join("vectors/json-ld-api");
        let mut documents = BTreeMap::new();
        let mut folders = vec![folder.clone()];
        while let Some(open) = folders.pop() {
            for path in std::fs::read_dir(open).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "jsonld") {
                    let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
                    documents.insert(format!("{HOME}{name}"), std::fs::read(&path).unwrap());
                }
            }
        }
        Some(Self { folder, documents })
    }

    /// The entries of a manifest, `expand` or `toRdf`.
    pub(super) fn entries(&self, manifest: &str) -> Vec<Entry> {
        let manifest: Value = serde_json::from_slice(&self.read(&format!("{manifest}-manifest.jsonld"))).unwrap();
        manifest["sequence"].as_array().unwrap().iter().map(Entry::of).collect()
    }

    pub(super) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The canonical statements of a file, unless it is no N-Quads of RDF 1.1.
    pub(super) fn expected_statements(&self, name: &str) -> Option<String> {
        let text = String::from_utf8(self.read(name)).unwrap();
        Dataset::parse_nquads(&text, &LIMITS).ok().map(|dataset| canonical(&dataset))
    }
}

pub(super) fn canonical(dataset: &Dataset) -> String {
    canonicalize(dataset, Hash::Sha256, &LIMITS).unwrap().nquads
}

/// A test of the suite.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) input: String,
    pub(super) expectation: Expectation,
    /// Whether it is about processing by JSON-LD 1.0.
    pub(super) is_old: bool,
    pub(super) base: String,
    pub(super) expand_context: Option<String>,
    pub(super) direction: Option<String>,
}

pub(super) enum Expectation {
    /// The content of this file.
    Result(String),
    /// An error of this code.
    Error(String),
    /// No error.
    Acceptance,
}

impl Entry {
    fn of(test: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let is = |kind: &str| test["@type"].as_array().unwrap().iter().any(|found| found == kind);
        let option = &test["option"];
        let input = text(&test["input"]).unwrap();
        let expectation = match text(&test["expect"]) {
            Some(file) if is("jld:PositiveEvaluationTest") => Expectation::Result(file),
            _ if is("jld:NegativeEvaluationTest") => Expectation::Error(text(&test["expectErrorCode"]).unwrap()),
            _ => Expectation::Acceptance,
        };
        Self {
            id: text(&test["@id"]).unwrap(),
            name: text(&test["name"]).unwrap(),
            base: text(&option["base"]).unwrap_or_else(|| format!("{HOME}{input}")),
            input,
            expectation,
            is_old: ["specVersion", "processingMode"].iter().any(|name| option[name] == "json-ld-1.0"),
            expand_context: text(&option["expandContext"]),
            direction: text(&option["rdfDirection"]),
        }
    }
}
