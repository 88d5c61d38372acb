//! The notation of context tables: one line a term, so that a person can check a table against the standard.
//!
//! A header of `word value` lines ends at the first empty line; the terms follow. A line `[…]` opens a definition and
//! names its settings, a term line says name, meaning and flags, and a term's scope stands indented below it.
//! `docs/contexts.md` has the whole notation.

use super::definition::{Coercion, Definition, Direction, Keyword, Meaning, Term};
use crate::base::order::sort_by;
use std::sync::Arc;

/// A table split into what its header says and the text of its terms.
#[derive(Debug, Clone)]
pub(super) struct Table<'t> {
    /// `url` lines: where the document is published, the main address first.
    pub(super) urls: Vec<&'t str>,
    /// SHA-256 of the published document, in hexadecimal.
    pub(super) sha256: &'t str,
    /// `also` lines: SHA-256 of other bytes in which the same JSON circulates.
    pub(super) also: Vec<&'t str>,
    /// `current`, `historic` or `extension`.
    pub(super) role: &'t str,
    /// What a person should know.
    pub(super) note: &'t str,
    /// When a historic document was what the address meant.
    pub(super) held: &'t str,
    base: Option<&'t str>,
    prefixes: Vec<(&'t str, &'t str)>,
    body: &'t str,
    body_line: usize,
}

/// A line that does not follow the notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// The line, counted from 1.
    pub(super) line: usize,
    /// What would have been right.
    pub(super) expected: &'static str,
}

impl<'t> Table<'t> {
    /// Reads the header of `text`; the terms are left for [`Table::definitions`].
    pub(super) fn parse(text: &'t str) -> Result<Self, Fault> {
        let (header, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut table = Self {
            urls: Vec::new(),
            sha256: "",
            also: Vec::new(),
            role: "",
            note: "",
            held: "",
            base: None,
            prefixes: Vec::new(),
            body,
            body_line: header.lines().count().saturating_add(1),
        };
        for (at, line) in (1..).zip(header.lines()).filter(|(_, line)| !line.starts_with('#')) {
            let (word, value) = line.split_once(' ').ok_or(fault(at, "a word and a value"))?;
            match word {
                "url" => table.urls.push(value),
                "sha256" => table.sha256 = value,
                "also" => table.also.push(value),
                "role" => table.role = value,
                "note" => table.note = value,
                "held" => table.held = value,
                "like" => table.base = Some(value),
                "prefix" => table.prefixes.push(value.split_once(' ').ok_or(fault(at, "a prefix and a namespace"))?),
                _ => return Err(fault(at, "`url`, `sha256`, `also`, `role`, `note`, `held`, `like` or `prefix`")),
            }
        }
        Ok(table)
    }

    /// The definitions, top level first; `base` gives the text of the table that this one builds on.
    pub(super) fn definitions(&self, base: impl Fn(&str) -> Option<&'t str>) -> Result<Vec<Definition>, Fault> {
        let mut chain = vec![self.clone()];
        while let Some(name) = chain.last().and_then(|table| table.base) {
            let text = base(name).ok_or(fault(1, "the name of a table after `like`"))?;
            chain.push(Table::parse(text)?);
            if chain.len() > DEEPEST {
                return Err(fault(1, "fewer tables that build on each other"));
            }
        }
        // What a table says of a prefix holds for the tables it builds on, too.
        let prefixes: Vec<_> = chain.iter().flat_map(|table| &table.prefixes).copied().collect();
        chain.iter().rev().try_fold(Vec::new(), |before, table| table.apply(before, &prefixes))
    }

    /// Steps through the lines with the open scopes on a stack; `before` is what the lines change.
    fn apply(&self, before: Vec<Definition>, prefixes: &[(&str, &str)]) -> Result<Vec<Definition>, Fault> {
        let mut open = vec![Scope::on(None, before)];
        for (at, line) in (self.body_line.saturating_add(1)..).zip(self.body.lines()) {
            let text = line.trim_start_matches(' ');
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let level = line.len().saturating_sub(text.len()).checked_div(INDENT).unwrap_or(0);
            while open.len() > level.saturating_add(1) {
                close(&mut open, at)?;
            }
            if open.len() <= level {
                let outer = open.last_mut().ok_or(fault(at, "less indentation"))?;
                let scope = outer.enter(at)?;
                open.push(scope);
            }
            if open.len() != level.saturating_add(1) || open.len() > DEEPEST {
                return Err(fault(at, "less indentation"));
            }
            open.last_mut().ok_or(fault(at, "less indentation"))?.line(at, text, prefixes)?;
        }
        let last = self.body_line.saturating_add(self.body.lines().count());
        while open.len() > 1 {
            close(&mut open, last)?;
        }
        open.pop().map(Scope::done).ok_or(fault(last, "a definition"))
    }
}

/// A list of definitions under construction: the top level, or the scope of a term.
struct Scope {
    /// The term whose scope this is.
    of: Option<Box<str>>,
    definitions: Vec<Definition>,
    /// Whether a term is protected unless it says otherwise.
    protected: bool,
    /// The term of the line before, whose scope may follow.
    latest: Option<Box<str>>,
    /// Whether the next `[…]` replaces what the base table has.
    replaces: bool,
}

impl Scope {
    fn on(of: Option<Box<str>>, definitions: Vec<Definition>) -> Self {
        let protected = definitions.iter().flat_map(|d| &d.terms).any(|t| t.protected);
        Self { of, definitions, protected, latest: None, replaces: true }
    }

    /// Opens the scope of the latest term.
    fn enter(&mut self, at: usize) -> Result<Self, Fault> {
        let name = self.latest.clone().ok_or(fault(at, "a term before its scope"))?;
        let term = self.term(&name).ok_or(fault(at, "a term before its scope"))?;
        let before = term.scoped.take().map(|scoped| scoped.to_vec()).unwrap_or_default();
        Ok(Self::on(Some(name), before))
    }

    fn term(&mut self, name: &str) -> Option<&mut Term> {
        self.definitions.last_mut()?.terms.iter_mut().find(|term| *term.name == *name)
    }

    fn line(&mut self, at: usize, text: &str, prefixes: &[(&str, &str)]) -> Result<(), Fault> {
        if let Some(settings) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return self.define(at, settings, prefixes);
        }
        let Some(definition) = self.definitions.last_mut() else {
            return Err(fault(at, "`[…]` before the first term"));
        };
        if let Some(name) = text.strip_prefix('-') {
            let count = definition.terms.len();
            definition.terms.retain(|term| *term.name != *name);
            self.latest = None;
            return if definition.terms.len() < count { Ok(()) } else { Err(fault(at, "a term to leave out")) };
        }
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        self.latest = Some(name.into());
        let known = definition.terms.iter_mut().find(|term| *term.name == *name);
        match (known, rest.is_empty()) {
            (Some(_), true) => Ok(()),
            (Some(known), false) if self.replaces => {
                *known = Term { scoped: known.scoped.take(), ..term(at, name, rest, self.protected, prefixes)? };
                Ok(())
            }
            (Some(_), false) => Err(fault(at, "a term that is not yet defined")),
            (None, true) => Err(fault(at, "the meaning of the term")),
            (None, false) => {
                definition.terms.push(term(at, name, rest, self.protected, prefixes)?);
                Ok(())
            }
        }
    }

    /// `[settings]`: the next definition of this scope.
    fn define(&mut self, at: usize, settings: &str, prefixes: &[(&str, &str)]) -> Result<(), Fault> {
        if self.replaces {
            self.definitions.clear();
            self.replaces = false;
        }
        let mut definition = Definition::default();
        self.protected = false;
        let mut ids = false;
        for word in settings.split_ascii_whitespace() {
            match word.split_once('=').unwrap_or((word, "")) {
                ("null", "") => definition.clears = true,
                ("protected", "") => self.protected = true,
                ("ids", "") => ids = true,
                ("propagate", "yes") => definition.propagate = Some(true),
                ("propagate", "no") => definition.propagate = Some(false),
                ("vocab", value) => definition.vocab = Some(iri(at, "", value, prefixes)?),
                ("lang", value) => definition.language = Some(value.into()),
                ("dir", value) => definition.direction = Some(direction(at, value)?),
                _ => return Err(fault(at, "settings of a definition")),
            }
        }
        if ids {
            for (name, keyword) in [("id", Keyword::Id), ("type", Keyword::Type)] {
                definition.terms.push(Term { protected: self.protected, ..Term::of(name, Meaning::Keyword(keyword)) });
            }
        }
        self.latest = None;
        self.definitions.push(definition);
        Ok(())
    }

    /// Sorts the terms, for comparison and lookup.
    fn done(mut self) -> Vec<Definition> {
        for definition in &mut self.definitions {
            sort_by(&mut definition.terms, |a, b| a.name.cmp(&b.name));
        }
        self.definitions
    }
}

fn close(open: &mut Vec<Scope>, at: usize) -> Result<(), Fault> {
    let inner = open.pop().ok_or(fault(at, "less indentation"))?;
    let name = inner.of.clone().ok_or(fault(at, "less indentation"))?;
    let term = open.last_mut().and_then(|outer| outer.term(&name)).ok_or(fault(at, "a term before its scope"))?;
    term.scoped = Some(Arc::from(inner.done()));
    Ok(())
}

fn term(at: usize, name: &str, rest: &str, protected: bool, prefixes: &[(&str, &str)]) -> Result<Term, Fault> {
    let mut words = rest.split_ascii_whitespace();
    let meaning = match words.next().unwrap_or_default() {
        "null" => Meaning::Nothing,
        word if word.starts_with('@') => Meaning::Keyword(Keyword::named(word).ok_or(fault(at, "a keyword"))?),
        word => Meaning::Iri(iri(at, name, word, prefixes)?),
    };
    let mut term = Term { protected, ..Term::of(name, meaning) };
    for word in words {
        match word {
            "@id" => term.coercion = Coercion::Id,
            "@vocab" => term.coercion = Coercion::Vocab,
            "@json" => term.coercion = Coercion::Json,
            "@none" => term.coercion = Coercion::None,
            "set" => term.container.set = true,
            "list" => term.container.list = true,
            "language" => term.container.language = true,
            "index" => term.container.index = true,
            "id" => term.container.id = true,
            "type" => term.container.typ = true,
            "graph" => term.container.graph = true,
            "prefix" => term.prefix = true,
            "protected" => term.protected = true,
            "open" => term.protected = false,
            "reverse" => term.reverse = true,
            _ => match word.split_once('=') {
                Some(("lang", "null")) => term.language = Some(None),
                Some(("lang", tag)) => term.language = Some(Some(tag.into())),
                Some(("dir", "null")) => term.direction = Some(None),
                Some(("dir", value)) => term.direction = Some(Some(direction(at, value)?)),
                Some(("by", property)) => term.index = Some(iri(at, "", property, prefixes)?),
                Some(("nest", name)) => term.nest = Some(name.into()),
                _ => {
                    let datatype = word.strip_prefix("^^").ok_or(fault(at, "a flag of a term"))?;
                    term.coercion = Coercion::Datatype(iri(at, "", datatype, prefixes)?);
                }
            },
        }
    }
    Ok(term)
}

/// `<iri>` as it stands, or `prefix:rest`; with nothing after the colon, `name` is the rest.
fn iri(at: usize, name: &str, word: &str, prefixes: &[(&str, &str)]) -> Result<Box<str>, Fault> {
    if let Some(iri) = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return Ok(iri.into());
    }
    let (prefix, rest) = word.split_once(':').ok_or(fault(at, "an IRI"))?;
    let (_, namespace) = prefixes.iter().find(|(known, _)| *known == prefix).ok_or(fault(at, "a declared prefix"))?;
    let rest = if rest.is_empty() { name } else { rest };
    let mut iri = String::with_capacity(namespace.len().saturating_add(rest.len()));
    iri.push_str(namespace);
    iri.push_str(rest);
    Ok(iri.into())
}

fn direction(at: usize, word: &str) -> Result<Direction, Fault> {
    match word {
        "ltr" => Ok(Direction::LeftToRight),
        "rtl" => Ok(Direction::RightToLeft),
        _ => Err(fault(at, "`ltr` or `rtl`")),
    }
}

const fn fault(line: usize, expected: &'static str) -> Fault {
    Fault { line, expected }
}

/// Spaces a level of scope.
const INDENT: usize = 2;
/// Nested scopes, and tables that build on each other.
const DEEPEST: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Definition>, Fault> {
        let base = "prefix eg urn:eg:\n\n[protected]\na eg:\nB eg:\n  [ids]\n  b eg:\n";
        Table::parse(text)?.definitions(|name| (name == "base").then_some(base))
    }

    fn names(definition: &Definition) -> Vec<&str> {
        definition.terms.iter().map(|term| &*term.name).collect()
    }

    #[test]
    fn builds_a_table_on_another() {
        let [one] = &read("like base\nprefix eg urn:other:\n\n-a\nB\n  b eg:c @id\nd eg:\n").unwrap()[..] else {
            panic!()
        };
        assert_eq!(names(one), ["B", "d"]);
        assert_eq!(one.terms[0].meaning, Meaning::Iri("urn:other:B".into()));
        let scoped = one.terms[0].scoped.as_ref().unwrap();
        assert_eq!(names(&scoped[0]), ["b", "id", "type"]);
        assert_eq!(
            (&scoped[0].terms[0].meaning, &scoped[0].terms[0].coercion),
            (&Meaning::Iri("urn:other:c".into()), &Coercion::Id)
        );
        // New terms are as protected as the ones beside them.
        assert_eq!((one.terms[1].protected, scoped[0].terms[0].protected), (true, false));
    }

    #[test]
    fn reads_every_flag() {
        let text = "prefix eg urn:eg:\n\n[null propagate=no vocab=eg:v lang=en dir=rtl]\n\
                    a @type open\nb null\nc eg: ^^eg:d @none graph index by=eg:i lang=null dir=null nest=n reverse prefix protected\n[]\n";
        let [one, two] = &read(text).unwrap()[..] else { panic!() };
        assert_eq!((one.clears, one.propagate, one.vocab.as_deref()), (true, Some(false), Some("urn:eg:v")));
        assert_eq!((one.language.as_deref(), one.direction), (Some("en"), Some(Direction::RightToLeft)));
        let c = &one.terms[2];
        assert_eq!(
            (c.language.as_ref(), c.direction, c.index.as_deref(), c.nest.as_deref()),
            (Some(&None), Some(None), Some("urn:eg:i"), Some("n"))
        );
        assert!(c.container.graph && c.container.index && c.reverse && c.prefix && c.protected);
        assert_eq!(*two, Definition::default());
    }

    #[test]
    fn names_the_line_that_does_not_follow_the_notation() {
        for (body, line) in [
            ("a eg:", 3),
            ("[loud]", 3),
            ("[]\na", 4),
            ("[]\na xx:b", 4),
            ("[]\na urn", 4),
            ("[]\na @foo", 4),
            ("[]\na eg: bold", 4),
            ("[]\na eg:\na eg:", 5),
            ("[]\n  []", 4),
            ("[]\na eg:\n    []", 5),
            ("[]\na eg:\n  b eg:", 5),
            ("[]\n-a", 4),
            ("[dir=up]", 3),
        ] {
            assert_eq!(
                read(&format!("prefix eg urn:eg:\n\n{body}\n")).map_err(|fault| fault.line),
                Err(line),
                "{body}"
            );
        }
        assert_eq!(Table::parse("author me\n\n").unwrap_err().line, 1);
        assert!(read("like nothing\n\n[]\n").is_err());
    }
}
