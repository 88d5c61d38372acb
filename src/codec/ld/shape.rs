//! What a context document may look like before the general processor sees it.
//!
//! The processor is lenient where this registry is not: it drops values that look like keywords, resolves against a
//! base, and follows long chains of terms by recursion. All of that is refused here.

use super::context_error::ContextError;
use super::definition::Keyword;
use super::error::cut;
use crate::codec::json::{Kind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Checks the value of `@context`.
pub(super) fn check(value: Node<'_>) -> Result<(), ContextError> {
    let mut size = Size { terms: 0, scopes: 0 };
    context(value, 0, &mut size)?;
    // Each scope is processed on a copy of the terms around it.
    if size.terms.saturating_mul(size.scopes) > WORK {
        return Err(ContextError::TooLarge { at: value.pointer().into(), limit: "1000000 terms times scopes" });
    }
    Ok(())
}

struct Size {
    terms: usize,
    scopes: usize,
}

/// `level` counts the scopes around the value and is capped, so the recursion is.
fn context(value: Node<'_>, level: usize, size: &mut Size) -> Result<(), ContextError> {
    if level > DEEPEST {
        return Err(ContextError::TooLarge { at: value.pointer().into(), limit: "4 levels of scoped contexts" });
    }
    if value.is_array() && value.len() > LONGEST {
        return Err(ContextError::TooLarge { at: value.pointer().into(), limit: "16 contexts in one array" });
    }
    size.scopes = size.scopes.saturating_add(1);
    for item in value.one_or_many() {
        match item.kind() {
            Kind::Object => object(item, level, size)?,
            // The processor would load it in the middle of its work.
            Kind::String if level > 0 => {
                return Err(ContextError::Forbidden {
                    at: item.pointer().into(),
                    found: cut(item.as_str().unwrap_or("")),
                });
            }
            Kind::String => {}
            Kind::Null if level > 0 => {}
            Kind::Null | Kind::Bool | Kind::Number | Kind::Array => {
                return Err(malformed(item, "an object or the URL of a known context"));
            }
        }
    }
    Ok(())
}

fn object(value: Node<'_>, level: usize, size: &mut Size) -> Result<(), ContextError> {
    for (name, member) in value.members() {
        let fits = match name {
            "@version" => member.as_number().is_some_and(|number| number.as_text() == "1.1"),
            "@protected" | "@propagate" => member.as_bool().is_some(),
            "@vocab" | "@language" => member.is_string(),
            "@direction" => matches!(member.as_str(), Some("ltr" | "rtl")),
            _ if name.starts_with('@') => {
                return Err(ContextError::Forbidden { at: member.pointer().into(), found: cut(name) });
            }
            _ => {
                size.terms = size.terms.saturating_add(1);
                term(name, member, level, size)?;
                true
            }
        };
        if !fits {
            return Err(malformed(member, "the value that the keyword takes"));
        }
    }
    chains(value)
}

fn term(name: &str, value: Node<'_>, level: usize, size: &mut Size) -> Result<(), ContextError> {
    if name.is_empty() || name.contains([':', '/']) {
        return Err(ContextError::Malformed {
            at: value.pointer().into(),
            expected: "a term without colon and slash",
            found: cut(name),
        });
    }
    if value.is_string() {
        return alias(value);
    }
    if !value.is_object() {
        return Err(malformed(value, "an IRI or an object"));
    }
    for (name, member) in value.members() {
        match name {
            "@id" => alias(member)?,
            "@type" | "@reverse" => reference(member)?,
            "@protected" | "@prefix" if member.as_bool().is_some() => {}
            "@container" if member.one_or_many().all(Node::is_string) => {}
            "@language" | "@direction" if member.is_string() || member.is_null() => {}
            "@context" => context(member, level.saturating_add(1), size)?,
            "@protected" | "@prefix" | "@container" | "@language" | "@direction" => {
                return Err(malformed(member, "the value that the keyword takes"));
            }
            _ => return Err(ContextError::Forbidden { at: member.pointer().into(), found: cut(name) }),
        }
    }
    Ok(())
}

/// A [`reference`], but to no keyword by which nodes or indexes could be hidden from who reads a document by its terms.
fn alias(value: Node<'_>) -> Result<(), ContextError> {
    match value.as_str() {
        Some(keyword @ ("@included" | "@nest" | "@reverse" | "@index")) => {
            Err(ContextError::Forbidden { at: value.pointer().into(), found: keyword.into() })
        }
        _ => reference(value),
    }
}

/// A term, an IRI or a keyword that exists.
fn reference(value: Node<'_>) -> Result<(), ContextError> {
    let expected = "an IRI, a term or a keyword";
    let text = value.as_str().ok_or_else(|| malformed(value, expected))?;
    let known = || Keyword::named(text).is_some() || text == "@vocab";
    if text.is_empty() || text.starts_with('@') && !known() { Err(malformed(value, expected)) } else { Ok(()) }
}

/// Terms that are said through other terms: at most [`CHAIN`] steps, so that the processor does not recurse far, and no
/// circle.
fn chains(value: Node<'_>) -> Result<(), ContextError> {
    let terms: BTreeMap<&str, Node<'_>> = value.members().collect();
    let needs =
        |name: &str, member| references(member).filter(|other| *other != name && terms.contains_key(other)).collect();
    let mut open: BTreeMap<&str, Vec<&str>> =
        terms.iter().map(|(name, member)| (*name, needs(name, *member))).collect();
    for _ in 0..CHAIN {
        let said: BTreeSet<&str> = open.iter().filter(|(_, needs)| needs.is_empty()).map(|(name, _)| *name).collect();
        open.retain(|name, _| !said.contains(name));
        for needs in open.values_mut() {
            needs.retain(|name| !said.contains(name));
        }
    }
    match open.keys().next().and_then(|name| terms.get(name)) {
        None => Ok(()),
        Some(member) => Err(ContextError::TooLarge {
            at: member.pointer().into(),
            limit: "8 terms that are said through each other",
        }),
    }
}

/// What the term defined by `value` may be said with.
fn references(value: Node<'_>) -> impl Iterator<Item = &str> {
    let texts = [Some(value), value.get("@id"), value.get("@type"), value.get("@reverse")];
    let texts = texts.into_iter().flatten().filter_map(Node::as_str);
    texts.map(|text| text.split_once(':').map_or(text, |(prefix, _)| prefix))
}

fn malformed(value: Node<'_>, expected: &'static str) -> ContextError {
    ContextError::Malformed { at: value.pointer().into(), expected, found: cut(value.source()) }
}

/// Scopes within scopes.
const DEEPEST: usize = 4;
/// Contexts in one array.
const LONGEST: usize = 16;
/// Terms that are said through each other.
const CHAIN: usize = 8;
/// Terms times scopes.
const WORK: usize = 1_000_000;
