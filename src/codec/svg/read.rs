//! The walk over an SVG: quick-xml finds where markup starts and ends, the rules are here.

use super::xml::{self, Attribute, Fault};
use super::{ASSERTION_NAMESPACE, Element, Error, NAMESPACE, Root, Svg};
use crate::base::limits::Limits;
use quick_xml::Reader;
use quick_xml::events::{BytesDecl, Event};
use std::ops::Range;

/// Reads a whole file.
pub(super) fn read<'i>(image: &'i [u8], limits: &Limits) -> Result<Svg<'i>, Error> {
    let text = check_text(image)?;
    // quick-xml drops a byte order mark and counts from after it.
    let content = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let skipped = text.len().saturating_sub(content.len());
    let mut reader = Reader::from_str(content);
    reader.config_mut().check_comments = true;
    let mut walk = Walk {
        text,
        most_depth: limits.svg_depth,
        most_attributes: limits.svg_attributes,
        root: None,
        root_bindings: Vec::new(),
        open: 0,
        current: None,
        credentials: Vec::new(),
        assertions: Vec::new(),
    };
    let mut start = skipped;
    let (mut is_first, mut has_doctype) = (true, false);
    loop {
        let event = reader.read_event().map_err(|_| malformed(start, "well-formed XML"))?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(skipped);
        match event {
            Event::Start(_) => walk.start_tag(start..end, false)?,
            Event::Empty(_) => walk.start_tag(start..end, true)?,
            Event::End(_) => walk.end_tag(end),
            Event::Text(_) => walk.characters(start..end)?,
            Event::CData(_) => walk.cdata(start..end)?,
            Event::GeneralRef(_) => walk.reference(start..end)?,
            Event::Comment(_) | Event::PI(_) => {}
            Event::Decl(declaration) if is_first => check_declaration(&declaration, start)?,
            Event::Decl(_) => return Err(malformed(start, "the XML declaration before anything else")),
            Event::DocType(_) if walk.root.is_none() && !has_doctype => {
                has_doctype = true;
                walk.check_doctype(start..end)?;
            }
            Event::DocType(_) => return Err(malformed(start, "at most one document type, before the root")),
            Event::Eof => return walk.finish(),
        }
        is_first = false;
        start = end;
    }
}

fn check_text(image: &[u8]) -> Result<&str, Error> {
    if image.starts_with(b"\x1f\x8b") {
        return Err(malformed(0, "an SVG that is not compressed (unpack the `.svgz` first)"));
    }
    let text = std::str::from_utf8(image).map_err(|e| malformed(e.valid_up_to(), "UTF-8"))?;
    if text.strip_prefix(BYTE_ORDER_MARK).is_some_and(|rest| rest.starts_with(BYTE_ORDER_MARK)) {
        return Err(malformed(0, "at most one byte order mark"));
    }
    match text.char_indices().find(|(_, c)| !xml::is_character(*c)) {
        Some((offset, _)) => Err(malformed(offset, "a character that XML allows")),
        None => Ok(text),
    }
}

fn check_declaration(declaration: &BytesDecl<'_>, offset: usize) -> Result<(), Error> {
    if !declaration.version().is_ok_and(|version| version == "1.0") {
        return Err(malformed(offset, "XML version 1.0"));
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(_) => Err(malformed(offset, "the encoding UTF-8")),
    }
}

struct Walk<'i> {
    text: &'i str,
    most_depth: usize,
    most_attributes: usize,
    root: Option<Root<'i>>,
    root_bindings: Vec<Attribute<'i>>,
    /// Elements that are open.
    open: usize,
    /// The credential or assertion that is open.
    current: Option<Element>,
    credentials: Vec<Element>,
    assertions: Vec<Element>,
}

impl<'i> Walk<'i> {
    fn start_tag(&mut self, place: Range<usize>, is_empty: bool) -> Result<(), Error> {
        let offset = place.start;
        if self.open == 0 && self.root.is_some() {
            return Err(malformed(offset, "one root element"));
        }
        if self.open >= self.most_depth {
            return Err(Error::TooDeep { offset, limit: self.most_depth });
        }
        let end = if is_empty { "/>" } else { ">" };
        let inner = self.slice(&place).strip_prefix('<').and_then(|tag| tag.strip_suffix(end)).unwrap_or_default();
        let (name, attributes) = xml::tag(inner, self.most_attributes).map_err(|fault| match fault {
            Fault::Syntax(expected) => malformed(offset, expected),
            Fault::TooMany => Error::TooManyAttributes { offset, limit: self.most_attributes },
        })?;
        match self.open {
            0 => {
                self.root_bindings = attributes.into_iter().filter(|a| a.declared_prefix().is_some()).collect();
                if !self.is_named(name, "svg", SVG_NAMESPACE, &[]) {
                    return Err(malformed(offset, "a root element `svg` of the SVG namespace"));
                }
                self.root = Some(Root { name, end: place.end, is_empty });
            }
            1 if self.is_badge(name, &attributes) => {
                let is_assertion = self.is_named(name, "assertion", ASSERTION_NAMESPACE, &attributes);
                let verify = attributes.iter().find(|a| a.name == "verify").and_then(Attribute::value);
                let element = Element { place, is_assertion, verify, body: String::new(), has_elements: false };
                match is_empty {
                    true => self.keep(element),
                    false => self.current = Some(element),
                }
            }
            _ => {
                if let Some(element) = &mut self.current {
                    element.has_elements = true;
                }
            }
        }
        if !is_empty {
            self.open = self.open.saturating_add(1);
        }
        Ok(())
    }

    fn end_tag(&mut self, end: usize) {
        self.open = self.open.saturating_sub(1);
        if self.open == 1
            && let Some(mut element) = self.current.take()
        {
            element.place.end = end;
            self.keep(element);
        }
    }

    fn is_badge(&self, name: &str, own: &[Attribute<'_>]) -> bool {
        self.is_named(name, "credential", NAMESPACE, own) || self.is_named(name, "assertion", ASSERTION_NAMESPACE, own)
    }

    fn keep(&mut self, element: Element) {
        if element.is_assertion { self.assertions.push(element) } else { self.credentials.push(element) }
    }

    fn characters(&mut self, place: Range<usize>) -> Result<(), Error> {
        let raw = self.slice(&place);
        if raw.contains("]]>") {
            return Err(malformed(place.start, "no `]]>` outside of CDATA"));
        }
        if self.open == 0 && !raw.trim_matches(xml::SPACE).is_empty() {
            return Err(malformed(place.start, "no text outside of the root element"));
        }
        if let Some(element) = &mut self.current {
            xml::push_text(raw, '\n', &mut element.body);
        }
        Ok(())
    }

    fn cdata(&mut self, place: Range<usize>) -> Result<(), Error> {
        if self.open == 0 {
            return Err(malformed(place.start, "no text outside of the root element"));
        }
        let raw = self.slice(&place);
        let raw = raw.strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>")).unwrap_or_default();
        if let Some(element) = &mut self.current {
            xml::push_text(raw, '\n', &mut element.body);
        }
        Ok(())
    }

    fn reference(&mut self, place: Range<usize>) -> Result<(), Error> {
        let reference = self.slice(&place).strip_prefix('&').and_then(|raw| raw.strip_suffix(';')).unwrap_or_default();
        let Some(character) = xml::referenced(reference).filter(|_| self.open > 0) else {
            return Err(malformed(place.start, "a reference that XML knows, inside the root element"));
        };
        if let Some(element) = &mut self.current {
            element.body.push(character);
        }
        Ok(())
    }

    /// Editors write the public document type of SVG; it names a file, which is never read. Declarations inside of it
    /// could define entities.
    fn check_doctype(&self, place: Range<usize>) -> Result<(), Error> {
        let raw = self.slice(&place);
        let Some(inside) = raw.strip_prefix("<!DOCTYPE") else {
            return Err(malformed(place.start, "a document type in capital letters"));
        };
        if inside.contains(['[', '<']) {
            return Err(malformed(place.start, "a document type without declarations inside"));
        }
        Ok(())
    }

    /// Whether an element `name`, with the attributes `own`, is `local` of `namespace` (Namespaces in XML, section 6).
    fn is_named(&self, name: &str, local: &str, namespace: &str, own: &[Attribute<'_>]) -> bool {
        let (prefix, found) = xml::split_name(name);
        let binds = |attribute: &&Attribute<'_>| attribute.declared_prefix() == Some(prefix);
        let binding = own.iter().find(binds).or_else(|| self.root_bindings.iter().find(binds));
        found == local && binding.and_then(Attribute::value).as_deref() == Some(namespace)
    }

    fn finish(self) -> Result<Svg<'i>, Error> {
        match self.root {
            Some(root) if self.open == 0 => {
                Ok(Svg { text: self.text, root, credentials: self.credentials, assertions: self.assertions })
            }
            Some(_) => Err(malformed(self.text.len(), "an end tag for each element")),
            None => Err(malformed(self.text.len(), "a root element")),
        }
    }

    fn slice(&self, place: &Range<usize>) -> &'i str {
        self.text.get(place.clone()).unwrap_or_default()
    }
}

fn malformed(offset: usize, expected: &'static str) -> Error {
    Error::Malformed { offset, expected }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";
