//! Generated credentials through three processors: the strict reader, the general one, and the crate `json-ld`.
//!
//! The first two agree always, the third wherever it keeps to the standard; where it does not is listed.

use crate::credentials::{self, Generated, ODD_NUMBERS};
use crate::oracle::{self, Loader};
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::general::{self, RdfDirection};
use openbadges::codec::ld::{Contexts, Expansion, check, expand};
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const LIMITS: Limits = Limits::DEFAULT;

/// How many credentials: every odd value is met, and alone, twice; the half is enough for once.
const SEEDS: u64 = 400;

fn canonical(dataset: &Dataset) -> String {
    canonicalize(dataset, Hash::Sha256, &LIMITS).unwrap().nquads
}

fn strict(document: &Document, contexts: &Contexts) -> Result<String, &'static str> {
    let options = Expansion { contexts, limits: &LIMITS, context: None, omit: &[] };
    let expanded = expand(document.root(), &options);
    assert_eq!(check(document.root(), &options).err(), expanded.as_ref().err().cloned());
    expanded.map(|dataset| canonical(&dataset)).map_err(|error| error.code())
}

fn general(document: &Document, contexts: &Contexts) -> String {
    let options = general::Options { direction: RdfDirection::I18nDatatype, ..general::Options::new(contexts) };
    canonical(&general::to_rdf(document.root(), &options).unwrap())
}

fn theirs(document: &Value, loader: &Loader) -> Result<String, String> {
    let nquads = oracle::nquads(document, loader)?;
    Dataset::parse_nquads(&nquads, &LIMITS).map(|dataset| canonical(&dataset)).map_err(|error| error.to_string())
}

/// The odd values on which `processor` differs, each with a reason.
fn listed(processor: &str) -> BTreeSet<String> {
    let lines = include_str!("processor_divergences.txt").lines().filter(|line| !line.starts_with('%'));
    let listed = lines.filter_map(|line| line.strip_prefix(&format!("{processor} ")));
    listed.map(|line| line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}")).0.to_owned()).collect()
}

#[test]
fn the_strict_and_the_general_processor_read_generated_credentials_alike() {
    let contexts = credentials::contexts();
    let mut met = BTreeSet::new();
    for seed in 0..SEEDS {
        let Generated { document, odd, is_loose } = credentials::credential(seed);
        let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
        let general = general(&document, &contexts);
        match strict(&document, &contexts) {
            Ok(_) if is_loose => panic!("{seed}: the strict reader accepts {odd:?}"),
            Err(code) if !is_loose => panic!("{seed}: {code}"),
            Ok(strict) => assert_eq!(strict, general, "{seed}: {odd:?}"),
            Err(_) => {}
        }
        met.extend(odd);
    }
    let unmet: Vec<_> = credentials::odd_names().into_iter().filter(|name| !met.contains(name)).collect();
    assert!(unmet.is_empty(), "{unmet:?}");
}

#[test]
fn another_processor_differs_on_the_listed_values_and_on_no_other() {
    let contexts = credentials::contexts();
    let documents = contexts.list().map(|info| (info.url().to_owned(), contexts.to_json_ld(info.url()).unwrap()));
    let loader = oracle::loader(documents);
    let listed = listed("json-ld");
    let (mut alone, mut wrong) = (BTreeSet::new(), Vec::new());
    for seed in 0..SEEDS / 2 {
        let Generated { document, odd, .. } = credentials::credential(seed);
        let parsed = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
        let differs = theirs(&document, &loader).as_ref() != Ok(&general(&parsed, &contexts));
        let expected = odd.iter().any(|name| listed.contains(name));
        if differs != expected {
            wrong.push(format!("{seed} {}: {odd:?}", if differs { "differs" } else { "agrees" }));
        }
        if odd.len() == 1 {
            alone.extend(odd);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unmet: Vec<_> = listed.difference(&alone).collect();
    assert!(unmet.is_empty(), "listed, and never met alone: {unmet:?}");
}

/// What decides where processors differ on numbers: JSON-LD 1.1 API, section 8.2.2, steps 10 and 11.
#[test]
fn writes_numbers_at_the_edges_as_the_standard_has_them() {
    let contexts = credentials::contexts();
    for number in ODD_NUMBERS {
        let value: Value = serde_json::from_str(number.text).unwrap();
        let document = json!({"@context": [V2, credentials::inline()], "id": "urn:x:a", "amount": value, "hours": value, "rooms": value});
        let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
        let xsd = |name: &str| format!("http://www.w3.org/2001/XMLSchema#{name}");
        let native = if number.native.contains('E') { "double" } else { "integer" };
        let statement = |term: &str, text: &str, datatype: &str| {
            format!("<urn:x:a> <https://school.example/terms#{term}> \"{text}\"^^<{}> .\n", xsd(datatype))
        };
        let expected = [
            statement("amount", number.native, native),
            statement("hours", number.double, "double"),
            statement("rooms", number.native, "integer"),
        ];
        assert_eq!(strict(&document, &contexts), Ok(expected.concat()), "{}", number.text);
        assert_eq!(general(&document, &contexts), expected.concat(), "{}", number.text);
    }
}
