//! Definitions written out as a JSON-LD context document of equal meaning, one term a line.

use super::definition::{Coercion, Container, Definition, Direction, Meaning, Term};

/// The document `{"@context": …}`, with a line feed at its end.
pub(super) fn document(definitions: &[Definition]) -> String {
    let mut out = String::from("{\"@context\": ");
    context(definitions, 0, &mut out);
    out.push_str("}\n");
    out
}

/// A context's value; `level` is its indentation. Scopes nest at most as deep as the reader of tables and documents let them.
fn context(definitions: &[Definition], level: usize, out: &mut String) {
    let parts: usize =
        definitions.iter().map(|one| usize::from(one.clears).saturating_add(usize::from(has_object(one)))).sum();
    let mut separator = if parts == 1 { "" } else { "[" };
    for one in definitions {
        if one.clears {
            out.push_str(separator);
            out.push_str("null");
            separator = ", ";
        }
        if has_object(one) {
            out.push_str(separator);
            object(one, level, out);
            separator = ", ";
        }
    }
    match parts {
        0 => out.push_str("[]"),
        1 => {}
        _ => out.push(']'),
    }
}

/// Whether more than `null` has to be written.
fn has_object(definition: &Definition) -> bool {
    !definition.clears || *definition != Definition { clears: true, ..Definition::default() }
}

fn object(definition: &Definition, level: usize, out: &mut String) {
    let all_protected = !definition.terms.is_empty() && definition.terms.iter().all(|term| term.protected);
    let mut members = Members::open(level, out);
    if all_protected {
        members.name("@protected").push_str("true");
    }
    if let Some(propagate) = definition.propagate {
        members.name("@propagate").push_str(if propagate { "true" } else { "false" });
    }
    for (name, value) in [
        ("@vocab", definition.vocab.as_deref()),
        ("@language", definition.language.as_deref()),
        ("@direction", definition.direction.map(direction)),
    ] {
        if let Some(value) = value {
            string(value, members.name(name));
        }
    }
    for term in &definition.terms {
        let out = members.name(&term.name);
        write_term(term, term.protected && !all_protected, level.saturating_add(1), out);
    }
    members.close();
}

fn write_term(term: &Term, says_protected: bool, level: usize, out: &mut String) {
    let (meaning, simple_prefix) = match &term.meaning {
        Meaning::Iri(iri) => (Some(&**iri), iri.ends_with([':', '/', '?', '#', '[', ']', '@'])),
        Meaning::Keyword(keyword) => (Some(keyword.as_str()), false),
        Meaning::Nothing => (None, false),
    };
    let bare = Term { protected: term.protected, ..Term::of(&term.name, term.meaning.clone()) };
    if !says_protected && term.prefix == simple_prefix && *term == (Term { prefix: term.prefix, ..bare }) {
        return nullable(meaning, out);
    }
    let mut first = true;
    let mut name = |name: &str, out: &mut String| {
        out.push_str(if std::mem::take(&mut first) { "{\"" } else { ", \"" });
        out.push_str(name);
        out.push_str("\": ");
    };
    name(if term.reverse { "@reverse" } else { "@id" }, out);
    nullable(meaning, out);
    let coercion = match &term.coercion {
        Coercion::Native => None,
        Coercion::None => Some("@none"),
        Coercion::Id => Some("@id"),
        Coercion::Vocab => Some("@vocab"),
        Coercion::Json => Some("@json"),
        Coercion::Datatype(iri) => Some(&**iri),
    };
    for (key, value) in [
        ("@type", coercion.map(Some)),
        ("@language", term.language.as_ref().map(Option::as_deref)),
        ("@direction", term.direction.map(|one| one.map(direction))),
        ("@index", term.index.as_deref().map(Some)),
        ("@nest", term.nest.as_deref().map(Some)),
    ] {
        if let Some(value) = value {
            name(key, out);
            nullable(value, out);
        }
    }
    let containers = container_names(term.container);
    match containers.as_slice() {
        [] => {}
        [one] => {
            name("@container", out);
            string(one, out);
        }
        several => {
            name("@container", out);
            let mut separator = "[";
            for one in several {
                out.push_str(separator);
                string(one, out);
                separator = ", ";
            }
            out.push(']');
        }
    }
    for (key, says) in [("@prefix", term.prefix), ("@protected", says_protected)] {
        if says {
            name(key, out);
            out.push_str("true");
        }
    }
    if let Some(scoped) = &term.scoped {
        name("@context", out);
        context(scoped, level, out);
    }
    out.push('}');
}

/// The members of an object, one a line.
struct Members<'o> {
    out: &'o mut String,
    level: usize,
    empty: bool,
}

impl<'o> Members<'o> {
    fn open(level: usize, out: &'o mut String) -> Self {
        out.push('{');
        Self { out, level, empty: true }
    }

    /// Writes a member's name; the caller writes its value.
    fn name(&mut self, name: &str) -> &mut String {
        self.out.push_str(if self.empty { "\n" } else { ",\n" });
        self.empty = false;
        self.indent(self.level.saturating_add(1));
        string(name, self.out);
        self.out.push_str(": ");
        self.out
    }

    fn close(mut self) {
        if !self.empty {
            self.out.push('\n');
            self.indent(self.level);
        }
        self.out.push('}');
    }

    fn indent(&mut self, level: usize) {
        self.out.extend(std::iter::repeat_n("  ", level));
    }
}

fn nullable(text: Option<&str>, out: &mut String) {
    match text {
        Some(text) => string(text, out),
        None => out.push_str("null"),
    }
}

fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

fn container_names(container: Container) -> Vec<&'static str> {
    let flags = [
        (container.set, "@set"),
        (container.list, "@list"),
        (container.language, "@language"),
        (container.index, "@index"),
        (container.id, "@id"),
        (container.typ, "@type"),
        (container.graph, "@graph"),
    ];
    flags.into_iter().filter_map(|(on, name)| on.then_some(name)).collect()
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}
