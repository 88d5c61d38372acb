//! The work that a schema leads to, counted before it is applied: every pair of a schema and a value that could meet. A few references
//! that each stand twice make a billion of them, and one that leads to itself makes them without end.

use crate::base::limits::Limits;
use crate::verify::json_schema::{Unusable, unusable};
use serde_json::{Map, Value};

/// Counts the work of a schema on a value.
///
/// # Errors
///
/// `schema.too-much-work` over a limit, and `schema.reference` for a reference that leads out of the schema.
pub(super) fn check(schema: &Value, value: &Value, limits: &Limits) -> Result<(), Unusable> {
    refuse_names(schema, true)?;
    if patterns(schema) > limits.schema_patterns {
        return Err(too_much());
    }
    let mut count = Count { root: schema, left: limits.schema_work, deepest: limits.schema_depth };
    count.meet(schema, value, 0)
}

struct Count<'s> {
    root: &'s Value,
    left: u64,
    deepest: usize,
}

impl<'s> Count<'s> {
    fn meet(&mut self, schema: &'s Value, value: &Value, depth: usize) -> Result<(), Unusable> {
        if depth >= self.deepest {
            return Err(too_much());
        }
        self.spend(1)?;
        let Value::Object(members) = schema else { return Ok(()) };
        let depth = depth.saturating_add(1);
        for (name, inner) in members {
            match name.as_str() {
                "$ref" | "$recursiveRef" | "$dynamicRef" => self.meet(self.target(inner)?, value, depth)?,
                "not" | "if" | "then" | "else" => self.meet(inner, value, depth)?,
                "allOf" | "anyOf" | "oneOf" => {
                    inner.as_array().into_iter().flatten().try_for_each(|inner| self.meet(inner, value, depth))?;
                }
                "dependentSchemas" | "dependencies" => {
                    inner
                        .as_object()
                        .into_iter()
                        .flat_map(Map::values)
                        .try_for_each(|inner| self.meet(inner, value, depth))?;
                }
                _ => {
                    self.spend(work_of(name, inner, value))?;
                    self.meet_children(name, inner, value, depth)?;
                }
            }
        }
        Ok(())
    }

    fn spend(&mut self, work: usize) -> Result<(), Unusable> {
        let work = u64::try_from(work).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(work).ok_or_else(too_much)?;
        Ok(())
    }

    /// The keywords that apply to what is inside a value.
    fn meet_children(&mut self, name: &str, inner: &'s Value, value: &Value, depth: usize) -> Result<(), Unusable> {
        match (name, value) {
            ("properties", Value::Object(members)) => {
                let of = |(name, inner): (&String, &'s Value)| Some((inner, members.get(name)?));
                let mut pairs = inner.as_object().into_iter().flatten().filter_map(of);
                pairs.try_for_each(|(inner, value)| self.meet(inner, value, depth))
            }
            ("patternProperties", Value::Object(members)) => {
                let mut schemas = inner.as_object().into_iter().flat_map(Map::values);
                schemas.try_for_each(|inner| self.meet_all(inner, members.values(), depth))
            }
            ("additionalProperties" | "unevaluatedProperties", Value::Object(members)) => {
                self.meet_all(inner, members.values(), depth)
            }
            ("propertyNames", Value::Object(members)) => {
                members.keys().try_for_each(|name| self.meet(inner, &Value::String(name.clone()), depth))
            }
            ("items" | "prefixItems", Value::Array(items)) if inner.is_array() => {
                let mut pairs = inner.as_array().into_iter().flatten().zip(items);
                pairs.try_for_each(|(inner, item)| self.meet(inner, item, depth))
            }
            ("items" | "additionalItems" | "unevaluatedItems" | "contains", Value::Array(items)) => {
                self.meet_all(inner, items, depth)
            }
            _ => Ok(()),
        }
    }

    fn meet_all<'v>(
        &mut self,
        schema: &'s Value,
        values: impl IntoIterator<Item = &'v Value>,
        depth: usize,
    ) -> Result<(), Unusable> {
        values.into_iter().try_for_each(|value| self.meet(schema, value, depth))
    }

    /// What a reference leads to: a place in the same schema, by a JSON Pointer.
    fn target(&self, reference: &Value) -> Result<&'s Value, Unusable> {
        let text = reference.as_str().unwrap_or_default();
        let pointer = text.strip_prefix('#').filter(|pointer| !pointer.contains('%'));
        pointer.and_then(|pointer| self.root.pointer(pointer)).ok_or_else(|| {
            let message = format!("the schema refers to `{text}`, which is no place in it: nothing is fetched");
            Unusable("schema.reference", message)
        })
    }
}

/// What a keyword costs by itself: what it lists, or the text that it reads.
fn work_of(name: &str, inner: &Value, value: &Value) -> usize {
    let texts = |value: &Value| match value {
        Value::String(text) => text.len() / TEXT,
        Value::Object(members) => members.keys().map(|name| name.len() / TEXT).fold(0, usize::saturating_add),
        _ => 0,
    };
    match name {
        "enum" | "required" => inner.as_array().map_or(0, Vec::len),
        "uniqueItems" => value.as_array().map_or(0, Vec::len),
        "pattern" | "format" => texts(value),
        "patternProperties" => texts(value).saturating_mul(inner.as_object().map_or(0, Map::len)),
        _ => 0,
    }
}

/// Bytes of a text that a pattern reads in the time of one pair.
const TEXT: usize = 16;

/// A name inside a schema gives references another meaning: what is counted would not be what is applied.
fn refuse_names(schema: &Value, is_root: bool) -> Result<(), Unusable> {
    match schema {
        Value::Array(items) => items.iter().try_for_each(|item| refuse_names(item, false)),
        Value::Object(members) => members.iter().try_for_each(|(name, inner)| match name.as_str() {
            "$id" | "id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor"
                if !is_root && (inner.is_string() || name.starts_with('$') && !inner.is_object()) =>
            {
                Err(unusable("a schema in it has a name of its own"))
            }
            _ => refuse_names(inner, false),
        }),
        _ => Ok(()),
    }
}

/// How many patterns a schema holds, each of which is compiled.
fn patterns(schema: &Value) -> usize {
    let inside = |inner: &mut dyn Iterator<Item = &Value>| inner.map(patterns).fold(0, usize::saturating_add);
    match schema {
        Value::Array(items) => inside(&mut items.iter()),
        Value::Object(members) => {
            let own = members.iter().map(|(name, inner)| match (name.as_str(), inner) {
                ("pattern", Value::String(_)) => 1,
                ("patternProperties", Value::Object(named)) => named.len(),
                _ => 0,
            });
            own.fold(inside(&mut members.values()), usize::saturating_add)
        }
        _ => 0,
    }
}

fn too_much() -> Unusable {
    let message = "the schema leads to more work than its limit: it is not applied";
    Unusable("schema.too-much-work", message.to_owned())
}
