//! The general processor reads the whole suite as the standard says.

use super::divergences;
use super::suite::{Entry, Expectation, LIMITS, Suite, canonical};
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::codec::ld::general::{Error, Fault, Options, RdfDirection, expand, to_rdf};
use serde_json::Value;

/// What the entries of a manifest came to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    /// Results equal to the expected ones.
    equal: usize,
    /// Refused, with the expected code.
    refused: usize,
    /// Read without complaint, where no more is asked.
    accepted: usize,
    /// Listed as divergences.
    divergent: usize,
    /// About JSON-LD 1.0.
    old: usize,
}

#[test]
fn states_what_the_to_rdf_suite_expects() {
    let Some(suite) = Suite::open("the JSON-LD 1.1 suite, to RDF") else { return };
    let count = run(&suite, "toRdf", |entry, document, options| {
        let dataset = to_rdf(document.root(), options)?;
        let found = canonical(&dataset);
        let Expectation::Result(file) = &entry.expectation else { return Ok(Ok(found)) };
        let expected = suite.expected_statements(file).unwrap_or_else(|| "no N-Quads of RDF 1.1".to_owned());
        Ok(if found == expected { Ok(found) } else { Err(format!("{found}--- expected\n{expected}")) })
    });
    assert_eq!(count, Count { equal: 338, refused: 93, accepted: 16, divergent: 1, old: 19 });
}

#[test]
fn expands_as_the_suite_expects() {
    let Some(suite) = Suite::open("the JSON-LD 1.1 suite, expansion") else { return };
    let count = run(&suite, "expand", |entry, document, options| {
        let found = ordered(expand(document.root(), options)?);
        let Expectation::Result(file) = &entry.expectation else { return Ok(Ok(found.to_string())) };
        let expected = ordered(serde_json::from_slice(&suite.read(file)).unwrap());
        Ok(if found == expected { Ok(found.to_string()) } else { Err(format!("{found}\n--- expected\n{expected}")) })
    });
    assert_eq!(count, Count { equal: 271, refused: 95, accepted: 0, divergent: 1, old: 18 });
}

/// What a test does with a document: the result, or how it differs from the expected one.
type Reading<'t> = dyn Fn(&Entry, &Document, &Options<'_>) -> Result<Result<String, String>, Error> + 't;

fn run(
    suite: &Suite,
    manifest: &str,
    read: impl Fn(&Entry, &Document, &Options<'_>) -> Result<Result<String, String>, Error>,
) -> Count {
    let mut listed = divergences::listed();
    listed.retain(|test, _| test.starts_with(&format!("{manifest} ")));
    let mut count = Count::default();
    let mut wrong = Vec::new();
    for entry in suite.entries(manifest) {
        if entry.is_old {
            count.old += 1;
            continue;
        }
        let outcome = judge(suite, &entry, &read);
        let is_listed = listed.remove(&format!("{manifest} {}", entry.id)).is_some();
        match (outcome, &entry.expectation) {
            (Ok(()), _) if is_listed => wrong.push(format!("{} passes and is listed as a divergence", entry.id)),
            (Err(_), _) if is_listed => count.divergent += 1,
            (Err(difference), _) => wrong.push(format!("{} {}: {difference}", entry.id, entry.name)),
            (Ok(()), Expectation::Result(_)) => count.equal += 1,
            (Ok(()), Expectation::Error(_)) => count.refused += 1,
            (Ok(()), Expectation::Acceptance) => count.accepted += 1,
        }
    }
    wrong.extend(listed.keys().map(|test| format!("{test} is listed and does not exist")));
    println!("{manifest}: {count:?}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    count
}

fn judge(suite: &Suite, entry: &Entry, read: &Reading<'_>) -> Result<(), String> {
    let parse = |name: &str| Document::parse(&suite.read(name), &LIMITS).map_err(|error| error.to_string());
    let document = parse(&entry.input)?;
    let expand_context = entry.expand_context.as_deref().map(parse).transpose()?;
    let contexts = Contexts::bundled();
    let options = Options {
        documents: &suite.documents,
        base: Some(&entry.base),
        expand_context: expand_context.as_ref().map(Document::root),
        direction: match entry.direction.as_deref() {
            Some("i18n-datatype") => RdfDirection::I18nDatatype,
            Some("compound-literal") => RdfDirection::CompoundLiteral,
            _ => RdfDirection::Dropped,
        },
        ..Options::new(&contexts)
    };
    match (read(entry, &document, &options), &entry.expectation) {
        (Ok(outcome), Expectation::Result(_) | Expectation::Acceptance) => outcome.map(|_| ()),
        (Ok(outcome), Expectation::Error(code)) => {
            Err(format!("accepted instead of {code}: {}", outcome.unwrap_or_default()))
        }
        (Err(error), Expectation::Error(code)) if error.fault().map(Fault::as_str) == Some(code) => Ok(()),
        (Err(error), Expectation::Error(code)) => Err(format!("expected {code}, found {error}")),
        (Err(error), _) => Err(error.to_string()),
    }
}

/// The document with arrays in one order, but for those where order says something.
fn ordered(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(ordered).collect();
            items.sort_by_key(Value::to_string);
            items.into()
        }
        Value::Object(members) => {
            let member = |(name, value): (String, Value)| match (name.as_str(), value) {
                ("@list", Value::Array(items)) => (name, items.into_iter().map(ordered).collect()),
                ("@value", value) => (name, value),
                (_, value) => (name, ordered(value)),
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        other => other,
    }
}
