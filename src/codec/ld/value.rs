//! Values of properties: the part of expansion below one key (JSON-LD 1.1 API, sections 5.1.2 step 13 and 5.3.2).

use super::active::{Active, Handle, Slot};
use super::definition::{Coercion, Direction, Keyword, Meaning};
use super::error::{Error, Place, cut};
use super::expand::{Expander, Origin, Scope, unfit, vocab_iri};
use super::literal;
use crate::base::iri::is_absolute;
use crate::codec::json::{Kind, Node, jcs};
use crate::codec::rdf::Term;
use oxilangtag::LanguageTag;

impl Expander<'_> {
    /// States all values of a property. `slot` is the term that the key is, unless the key is a word under `@vocab`.
    pub(super) fn property(
        &mut self,
        subject: Term,
        iri: &str,
        slot: Option<&Slot>,
        value: Node<'_>,
        scope: Scope<'_>,
    ) -> Result<(), Error> {
        let Some(slot) = slot.filter(|slot| slot.second || !slot.row.plain) else {
            let predicate = self.dataset.absolute_iri(iri);
            return self.each(subject, predicate, slot, value, scope);
        };
        check_key(slot, iri, value, scope.active)?;
        let predicate = self.dataset.absolute_iri(iri);
        let container = slot.row.term.container;
        // 13.6
        if slot.row.term.coercion == Coercion::Json {
            let object = self.json(value)?;
            return Ok(self.dataset.state(subject, predicate, object, scope.graph)?);
        }
        // 13.12
        if container.list {
            if value.is_null() {
                return Err(unfit(value, "a value or an array of values"));
            }
            let object = self.list(slot, value, scope)?;
            return Ok(self.dataset.state(subject, predicate, object, scope.graph)?);
        }
        // 13.13
        if container.graph {
            return self.graphs(subject, predicate, slot, value, scope);
        }
        // 13.7
        if container.language && value.is_object() {
            return self.language_map(subject, predicate, slot, value, scope);
        }
        self.each(subject, predicate, Some(slot), value, scope)
    }

    fn each(
        &mut self,
        subject: Term,
        predicate: Term,
        slot: Option<&Slot>,
        value: Node<'_>,
        scope: Scope<'_>,
    ) -> Result<(), Error> {
        for item in value.one_or_many() {
            let object = self.value(slot, item, scope)?;
            self.dataset.state(subject, predicate, object, scope.graph)?;
        }
        Ok(())
    }

    fn value(&mut self, slot: Option<&Slot>, value: Node<'_>, scope: Scope<'_>) -> Result<Term, Error> {
        match value.kind() {
            Kind::Object => self.node(value, slot, scope),
            Kind::Null | Kind::Array => Err(unfit(value, "an object, a string, a number or a boolean")),
            Kind::Bool | Kind::Number | Kind::String => match slot {
                // 4.2
                Some(slot) if slot.is_scoped() => {
                    let scoped = scope.active.inside(slot, None, &self.budget).map_err(|clash| clash.at(value))?;
                    // The scoped context may say how the property itself is read.
                    self.scalar(scoped.slot(slot.name()), value, &scoped)
                }
                _ => self.scalar(slot, value, scope.active),
            },
        }
    }

    /// Value Expansion (section 5.3.2) and Object to RDF Conversion (section 8.2.2).
    fn scalar(&mut self, slot: Option<&Slot>, value: Node<'_>, active: &Active) -> Result<Term, Error> {
        let coercion = slot.map_or(&Coercion::Native, |slot| &slot.row.term.coercion);
        let datatype = match coercion {
            Coercion::Datatype(datatype) => Some(&**datatype),
            _ => None,
        };
        let Some(text) = value.as_str() else {
            let (text, native) = match value.as_number() {
                Some(number) => literal::number(number, datatype),
                None => literal::boolean(value.as_bool() == Some(true)),
            };
            return Ok(self.dataset.literal(&text, datatype.unwrap_or(native)));
        };
        match coercion {
            // 1
            Coercion::Id => self.iri(text, value, active),
            // 2
            Coercion::Vocab => self.vocab_value(text, value, active),
            // 4
            Coercion::Datatype(datatype) => Ok(self.dataset.literal(text, datatype)),
            // 5
            Coercion::Native | Coercion::None | Coercion::Json => self.text(text, slot, value, active),
        }
    }

    /// A string with the language and direction of its term, else of the context.
    fn text(&mut self, text: &str, slot: Option<&Slot>, at: Node<'_>, active: &Active) -> Result<Term, Error> {
        let term = slot.map(|slot| &slot.row.term);
        let language = match term.and_then(|term| term.language.as_ref()) {
            Some(language) => language.as_deref(),
            None => active.language.as_deref(),
        };
        let direction = term.and_then(|term| term.direction).unwrap_or(active.direction);
        self.tagged(text, language, direction, at)
    }

    fn tagged(
        &mut self,
        text: &str,
        language: Option<&str>,
        direction: Option<Direction>,
        at: Node<'_>,
    ) -> Result<Term, Error> {
        if let Some(tag) = language.filter(|tag| LanguageTag::parse(*tag).is_err()) {
            return Err(Error::Language { at: Place::of(at), tag: cut(tag) });
        }
        Ok(match (language, direction) {
            (None, None) => self.dataset.absolute_literal(text, XSD_STRING),
            (Some(language), None) => self.dataset.lang_literal(text, language),
            // Section 8.2.2 with rdfDirection `i18n-datatype`
            (language, Some(direction)) => {
                let language = language.unwrap_or_default().to_ascii_lowercase();
                let direction = match direction {
                    Direction::LeftToRight => "ltr",
                    Direction::RightToLeft => "rtl",
                };
                self.dataset.absolute_literal(text, &format!("{I18N}{language}_{direction}"))
            }
        })
    }

    /// An object of `@value` with `@language`, `@direction` or both.
    pub(super) fn language_value(
        &mut self,
        node: Node<'_>,
        slot: Option<&Slot>,
        scope: Scope<'_>,
    ) -> Result<Term, Error> {
        // 8; a value object keeps the context that a node would revert from.
        let active = match slot.filter(|slot| slot.is_scoped()) {
            Some(slot) => scope.active.inside(slot, None, &self.budget).map_err(|clash| clash.at(node))?,
            None => Handle::Kept(scope.active),
        };
        let [mut text, mut language, mut direction] = [None; 3];
        // The standard's error is an invalid value object; here, `@value` is then a keyword like any other.
        let misplaced =
            || Error::KeywordKey { at: Place::of(node.get("@value").unwrap_or(node)), key: "@value".into() };
        for (name, value) in node.members() {
            let keyword = Keyword::named(name).or_else(|| match active.slot(name)?.meaning() {
                Meaning::Keyword(keyword) => Some(*keyword),
                Meaning::Iri(_) | Meaning::Nothing => None,
            });
            let place = match keyword {
                Some(Keyword::Value) => &mut text,
                Some(Keyword::Language) => &mut language,
                Some(Keyword::Direction) => &mut direction,
                _ => return Err(misplaced()),
            };
            if let (Some(_), Some(keyword)) = (place.replace(value), keyword) {
                return Err(Error::CollidingKeywords { at: Place::of(value), keyword });
            }
        }
        if language.is_none() && direction.is_none() {
            return Err(misplaced());
        }
        let direction = match (direction, string(direction)?) {
            (_, Some("ltr")) => Some(Direction::LeftToRight),
            (_, Some("rtl")) => Some(Direction::RightToLeft),
            (Some(value), Some(_)) => return Err(unfit(value, "`ltr` or `rtl`")),
            _ => None,
        };
        let (text, tag) = (string(text)?.unwrap_or_default(), string(language)?);
        self.tagged(text, tag, direction, language.unwrap_or(node))
    }

    /// 13.7: texts by language.
    fn language_map(
        &mut self,
        subject: Term,
        predicate: Term,
        slot: &Slot,
        map: Node<'_>,
        scope: Scope<'_>,
    ) -> Result<(), Error> {
        let direction = slot.row.term.direction.unwrap_or(scope.active.direction);
        for (tag, texts) in map.members() {
            if tag.starts_with('@') {
                return Err(Error::KeywordKey { at: Place::of(texts), key: cut(tag) });
            }
            for item in texts.one_or_many() {
                let text = item.as_str().ok_or_else(|| unfit(item, "a string"))?;
                let object = self.tagged(text, Some(tag), direction, texts)?;
                self.dataset.state(subject, predicate, object, scope.graph)?;
            }
        }
        Ok(())
    }

    /// List to RDF Conversion (section 8.2.3).
    fn list(&mut self, slot: &Slot, value: Node<'_>, scope: Scope<'_>) -> Result<Term, Error> {
        let nil = self.dataset.absolute_iri(RDF_NIL);
        let (first, rest) = (self.dataset.absolute_iri(RDF_FIRST), self.dataset.absolute_iri(RDF_REST));
        let [mut head, mut last] = [None; 2];
        for (place, item) in value.one_or_many().enumerate() {
            let cell = self.blank(value, Origin::Cell(place));
            let object =
                if item.is_array() { self.list(slot, item, scope)? } else { self.value(Some(slot), item, scope)? };
            self.dataset.state(cell, first, object, scope.graph)?;
            match last.replace(cell) {
                Some(last) => self.dataset.state(last, rest, cell, scope.graph)?,
                None => head = Some(cell),
            }
        }
        if let Some(last) = last {
            self.dataset.state(last, rest, nil, scope.graph)?;
        }
        Ok(head.unwrap_or(nil))
    }

    /// 13.13: each value in a graph of its own.
    fn graphs(
        &mut self,
        subject: Term,
        predicate: Term,
        slot: &Slot,
        value: Node<'_>,
        scope: Scope<'_>,
    ) -> Result<(), Error> {
        for item in value.one_or_many() {
            if !item.is_object() {
                return Err(unfit(item, "an object"));
            }
            let graph = self.blank(item, Origin::Graph);
            self.dataset.state(subject, predicate, graph, scope.graph)?;
            let before = self.dataset.len();
            self.node(item, Some(slot), Scope { graph: Some(graph), ..scope })?;
            // What a text or a bare id would have been is in no statement of the graph.
            if self.dataset.len() == before && !item.is_empty() {
                return Err(Error::Unsigned { at: Place::of(item) });
            }
        }
        Ok(())
    }

    fn json(&mut self, value: Node<'_>) -> Result<Term, Error> {
        if value.is_null() {
            return Err(unfit(value, "a JSON value"));
        }
        Ok(self.dataset.absolute_literal(&jcs::to_string(value, &[]), RDF_JSON))
    }

    /// A string under `@type: @vocab`: a term or an IRI.
    fn vocab_value(&mut self, text: &str, value: Node<'_>, active: &Active) -> Result<Term, Error> {
        let undefined = || Error::UndefinedTerm { at: Place::of(value), term: cut(text) };
        match active.slot(text).map(Slot::meaning) {
            Some(Meaning::Iri(iri)) => Ok(self.dataset.absolute_iri(iri)),
            Some(Meaning::Keyword(_) | Meaning::Nothing) => Err(undefined()),
            None if text.contains(':') => self.iri(text, value, active),
            None => {
                let iri = vocab_iri(text, active).ok_or_else(undefined)?;
                Ok(self.dataset.absolute_iri(&iri))
            }
        }
    }

    /// The value of an `@id` key.
    pub(super) fn id(&mut self, id: Node<'_>, active: &Active) -> Result<Term, Error> {
        let text = id.as_str().ok_or_else(|| unfit(id, "an absolute IRI as a string"))?;
        self.iri(text, id, active)
    }

    /// An IRI that the document writes out.
    pub(super) fn iri(&mut self, text: &str, node: Node<'_>, active: &Active) -> Result<Term, Error> {
        let at = || Place::of(node);
        if active.is_compact(text) {
            return Err(Error::CompactIri { at: at(), iri: cut(text) });
        }
        if is_absolute(text) {
            return Ok(self.dataset.absolute_iri(text));
        }
        if text.starts_with("_:") {
            return Err(Error::BlankId { at: at() });
        }
        // With what follows the colon out of the way, is there a scheme?
        let scheme = text.split_once(':').is_some_and(|(scheme, _)| is_absolute(&format!("{scheme}:x")));
        Err(match scheme {
            true => Error::MalformedIri { at: at(), iri: cut(text) },
            false => Error::RelativeIri { at: at(), iri: cut(text) },
        })
    }
}

/// Whether a key that is a term may be used as a property here.
fn check_key(slot: &Slot, iri: &str, value: Node<'_>, active: &Active) -> Result<(), Error> {
    let term = &slot.row.term;
    if term.name.contains(':') {
        return Err(Error::IriKey { at: Place::of(value), key: cut(&term.name) });
    }
    if slot.second {
        let usual = active.first_of(iri).unwrap_or_default();
        return Err(Error::SecondName { at: Place::of(value), found: cut(&term.name), usual: usual.into() });
    }
    let container = term.container;
    let feature = match () {
        () if term.reverse => "`@reverse`",
        () if container.index => "`@container` of `@index`",
        () if container.id => "`@container` of `@id`",
        () if container.typ => "`@container` of `@type`",
        () if container.list && (container.graph || container.language) => "`@container` of `@list` with another",
        () if container.graph && container.language => "`@container` of `@graph` with `@language`",
        () if term.coercion == Coercion::Json && (container.graph || container.list) => {
            "`@container` of `@json` values"
        }
        () => return Ok(()),
    };
    Err(Error::Unsupported { at: Place::of(value), feature })
}

fn string(value: Option<Node<'_>>) -> Result<Option<&str>, Error> {
    let text = value.map(|value| value.as_str().ok_or_else(|| unfit(value, "a string")));
    text.transpose()
}

pub(super) const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
pub(super) const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
pub(super) const RDF_FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
pub(super) const RDF_REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
pub(super) const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
/// The namespace of datatypes that hold a language and a direction.
pub(super) const I18N: &str = "https://www.w3.org/ns/i18n#";
