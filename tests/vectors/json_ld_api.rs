//! The W3C suite of JSON-LD 1.1, "to RDF": what the strict reader accepts of it, it reads as the standard says.
//!
//! Each inline context is registered under a URL of its own, and `@id` and `@type` are spelt as in credentials. Most
//! of the suite is about what credentials do not use, and is refused; none of it may be read as something else.

use crate::data;
use openbadges::base::limits::Limits;
use openbadges::codec::json::Document;
use openbadges::codec::ld::{Contexts, Expansion, expand};
use openbadges::codec::rdf::Dataset;
use openbadges::codec::rdf::canon::{Hash, canonicalize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const LIMITS: Limits = Limits::DEFAULT;

#[test]
fn reads_nothing_of_the_suite_in_a_wrong_way() {
    let Some(folder) = data("the JSON-LD 1.1 suite").map(|root| root.join("vectors/json-ld-api")) else { return };
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(folder.join("toRdf-manifest.jsonld")).unwrap()).unwrap();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut equal, mut wrong) = (0, Vec::new());
    for test in manifest["sequence"].as_array().unwrap() {
        let name = test["@id"].as_str().unwrap();
        let is = |kind: &str| test["@type"].as_array().unwrap().iter().any(|found| found == kind);
        let old = ["specVersion", "processingMode"].iter().any(|option| test["option"][option] == "json-ld-1.0");
        if old || WITH_DIRECTIONS.contains(&name) {
            continue;
        }
        let Ok(input) = std::fs::read(folder.join(test["input"].as_str().unwrap())) else { continue };
        match statements(&input) {
            Err(code) => *refused.entry(code).or_default() += 1,
            Ok(_) if !is("jld:PositiveEvaluationTest") => wrong.push(format!("{name} {}: accepted", test["name"])),
            Ok(found) => {
                let expected = expected(&folder.join(test["expect"].as_str().unwrap()));
                if expected.as_deref() == Some(&*found) {
                    equal += 1;
                } else {
                    wrong.push(format!("{name} {}:\n{found}---\n{}", test["name"], expected.unwrap_or_default()));
                }
            }
        }
    }
    println!("{equal} read alike; refused: {refused:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(equal >= 50, "only {equal} are read");
}

fn expected(path: &Path) -> Option<String> {
    let dataset = Dataset::parse_nquads(&std::fs::read_to_string(path).ok()?, &LIMITS).ok()?;
    Some(canonicalize(&dataset, Hash::Sha256, &LIMITS).unwrap().nquads)
}

/// The canonical statements, or the code of the refusal.
fn statements(input: &[u8]) -> Result<String, &'static str> {
    let mut contexts = Contexts::bundled();
    let mut document: Value = serde_json::from_slice(input).map_err(|_| "no JSON")?;
    rename_ids_and_types(&mut document);
    let Some(context) = document.get_mut("@context") else { return Err("no context") };
    let items = if context.is_array() { context.as_array().unwrap().clone() } else { vec![context.take()] };
    let items = std::iter::once(json!({"id": "@id", "type": "@type"})).chain(items);
    let urls = items.zip(1..).map(|(item, number)| {
        if !item.is_object() {
            return Err("no inline context");
        }
        let url = format!("https://badges.example.org/{number}");
        contexts
            .register(&url, json!({ "@context": item }).to_string().as_bytes(), None)
            .map_err(|error| error.code())?;
        Ok(url)
    });
    document["@context"] = urls.collect::<Result<Vec<String>, _>>()?.into();
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).map_err(|error| error.code())?;
    let options = Expansion { contexts: &contexts, limits: &LIMITS, context: None, omit: &[] };
    let dataset = expand(document.root(), &options).map_err(|error| error.code())?;
    Ok(canonicalize(&dataset, Hash::Sha256, &LIMITS).map_err(|error| error.code())?.nquads)
}

/// Spells `@id` and `@type` as credentials do.
fn rename_ids_and_types(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (from, to) in [("@id", "id"), ("@type", "type")] {
                if !members.contains_key(to)
                    && let Some(value) = members.remove(from)
                {
                    members.insert(to.to_owned(), value);
                }
            }
            members
                .iter_mut()
                .filter(|(name, _)| *name != "@context")
                .for_each(|(_, value)| rename_ids_and_types(value));
        }
        Value::Array(items) => items.iter_mut().for_each(rename_ids_and_types),
        _ => {}
    }
}

/// Where we mean to differ: the suite drops directions unless it is told otherwise; ours are signed, as `rdfDirection`
/// of `i18n-datatype` has it.
const WITH_DIRECTIONS: [&str; 4] = ["#tdi03", "#tdi04", "#tdi05", "#tdi06"];
