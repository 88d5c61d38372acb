//! A credential held against a JSON Schema that somebody handed in: nothing is fetched, and no schema takes longer than its limit.

use crate::base::limits::Limits;
use crate::codec::json::{Document, Node};
use crate::verify::schema_work;
use jsonschema::PatternOptions;
use serde_json::Value;

/// One thing that a schema does not allow.
pub(super) struct Violation {
    /// JSON Pointer into the credential.
    pub(super) place: String,
    pub(super) message: String,
}

/// Why a schema cannot be applied: a stable code, and words.
pub(super) struct Unusable(pub(super) &'static str, pub(super) String);

/// The first few things that a schema does not allow, none if it is satisfied.
pub(super) fn violations(schema: &[u8], credential: Node<'_>, limits: &Limits) -> Result<Vec<Violation>, Unusable> {
    let schema = Document::parse(schema, limits).map_err(|error| Unusable(error.code(), error.to_string()))?;
    let (schema, value) = (to_value(schema.root())?, to_value(credential)?);
    schema_work::check(&schema, &value, limits)?;
    // The engine whose time is linear in the text, which has no look-around.
    let patterns = PatternOptions::regex().size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES);
    let options = jsonschema::options().offline().with_pattern_options(patterns);
    let validator = options.build(&schema).map_err(|error| unusable(&error.masked().to_string()))?;
    let violations = validator.iter_errors(&value).take(MOST).map(|error| Violation {
        place: error.instance_path().as_str().to_owned(),
        message: error.masked().to_string(),
    });
    Ok(violations.collect())
}

pub(super) fn unusable(why: &str) -> Unusable {
    Unusable("schema.unusable", format!("the schema cannot be applied: {why}"))
}

/// The reader has capped depth and number of values.
fn to_value(node: Node<'_>) -> Result<Value, Unusable> {
    serde_json::from_str(node.source()).map_err(|error| unusable(&error.to_string()))
}

/// Bytes of one pattern, compiled: those of the standard take a thousandth.
const PATTERN_BYTES: usize = 1 << 18;
/// Violations that are told of one schema.
const MOST: usize = 8;
