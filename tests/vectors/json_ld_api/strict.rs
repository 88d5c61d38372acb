//! What the strict reader accepts of the suite, it reads as the standard says.
//!
//! Each inline context is registered under a URL of its own, and `@id` and `@type` are spelt as in credentials. Most
//! of the suite is about what credentials do not use, and is refused; none of it may be read as something else.

use super::suite::{Expectation, LIMITS, Suite, canonical};
use openbadges::codec::json::Document;
use openbadges::codec::ld::{Contexts, Expansion, expand};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[test]
fn reads_nothing_of_the_suite_in_a_wrong_way() {
    let Some(suite) = Suite::open("the JSON-LD 1.1 suite, strictly") else { return };
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut equal, mut wrong) = (0, Vec::new());
    for test in suite.entries("toRdf") {
        if test.is_old || WITH_DIRECTIONS.contains(&&*test.id) {
            continue;
        }
        match (statements(&suite.read(&test.input)), &test.expectation) {
            (Err(code), _) => *refused.entry(code).or_default() += 1,
            (Ok(found), Expectation::Result(file)) => match suite.expected_statements(file) {
                Some(expected) if expected == found => equal += 1,
                expected => wrong.push(format!("{} {}:\n{found}---\n{expected:?}", test.id, test.name)),
            },
            (Ok(_), Expectation::Error(_) | Expectation::Acceptance) => {
                wrong.push(format!("{} {}: accepted", test.id, test.name));
            }
        }
    }
    println!("{equal} read alike; refused: {refused:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(equal >= 50, "only {equal} are read");
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
    Ok(canonical(&dataset))
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
