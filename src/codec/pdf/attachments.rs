//! What is attached to a file: ISO 32000-2 §7.11.4 (embedded files), §7.9.6 (name trees) and §14.13 (associated files).

use super::file::{File, Stream};
use super::object::{Dictionary, Id, Object};
use super::{Error, stream};
use crate::base::limits::Limits;
use crate::codec::json::Document;
use crate::codec::token::is_token;
use std::collections::BTreeSet;

/// What a catalog says about attachments.
pub(super) struct Attachments {
    /// The tree of names, in its order: a name and a file specification.
    pub(super) named: Vec<(Object, Object)>,
    /// The files that are associated with the document as a whole.
    pub(super) associated: Vec<Object>,
    /// Streams of embedded files.
    streams: BTreeSet<Id>,
    /// Of these the ones with a credential.
    pub(super) credentials: Vec<Credential>,
}

/// An attachment that holds a credential.
pub(super) struct Credential {
    stream: Id,
    pub(super) text: String,
}

impl Attachments {
    pub(super) fn read(file: &mut File<'_>, catalog: &Dictionary, limits: &Limits) -> Result<Self, Error> {
        let names = of(file, catalog.at("Names"))?;
        let tree = match names {
            Object::Dictionary(names) => of(file, names.at("EmbeddedFiles"))?,
            _ => Object::Null,
        };
        let associated = match of(file, catalog.at("AF"))? {
            Object::Array(associated) => associated,
            Object::Dictionary(_) => catalog.at("AF").cloned().into_iter().collect(),
            _ => Vec::new(),
        };
        let mut found =
            Self { named: named(file, tree)?, associated, streams: BTreeSet::new(), credentials: Vec::new() };
        let specifications = found.named.iter().map(|(_, specification)| specification).chain(&found.associated);
        for specification in specifications.cloned().collect::<Vec<_>>() {
            found.look_at(file, &specification, limits)?;
        }
        Ok(found)
    }

    pub(super) fn count(&self) -> usize {
        self.streams.len()
    }

    /// Leaves out what specifies one of the credentials.
    pub(super) fn without_credentials(mut self, file: &mut File<'_>) -> Result<Self, Error> {
        let credentials: Vec<Id> = self.credentials.iter().map(|credential| credential.stream).collect();
        let mut is_one = |specification: &Object| {
            let (_, streams) = specified(file, specification)?;
            Ok(streams.iter().any(|stream| credentials.contains(stream)))
        };
        let (mut named, mut associated) = (Vec::new(), Vec::new());
        for (name, specification) in self.named {
            if !is_one(&specification)? {
                named.push((name, specification));
            }
        }
        for specification in self.associated {
            if !is_one(&specification)? {
                associated.push(specification);
            }
        }
        (self.named, self.associated) = (named, associated);
        Ok(self)
    }

    fn look_at(&mut self, file: &mut File<'_>, specification: &Object, limits: &Limits) -> Result<(), Error> {
        let (names, streams) = specified(file, specification)?;
        for id in streams {
            if !self.streams.insert(id) {
                continue;
            }
            let stream = file.stream(id)?;
            if !is_meant(&names, &stream) {
                continue;
            }
            // More than a budget is no matter of the attachment.
            let longest = limits.document_bytes.min(file.budget.bytes);
            let content = stream::unpack_within(&stream, longest)?.ok_or(Error::TooLarge {
                what: "an attachment that may be a credential",
                limit: limits.document_bytes,
                found: longest.saturating_add(1),
            })?;
            file.budget.take_bytes(content.len())?;
            if let Some(text) = credential(content, limits) {
                self.credentials.push(Credential { stream: id, text });
            }
        }
        Ok(())
    }
}

fn of(file: &mut File<'_>, object: Option<&Object>) -> Result<Object, Error> {
    object.map_or(Ok(Object::Null), |object| file.resolve(object))
}

/// The names of a tree, in its order, each with what it names.
fn named(file: &mut File<'_>, root: Object) -> Result<Vec<(Object, Object)>, Error> {
    let mut named = Vec::new();
    let mut open = vec![(root, 0_usize)];
    let mut seen = BTreeSet::new();
    let malformed = Error::Malformed { offset: file.newest.offset, expected: "a tree of names, each node of it once" };
    while let Some((node, depth)) = open.pop() {
        if depth > file.budget.depth {
            return Err(Error::TooDeep { offset: file.newest.offset, limit: file.budget.depth });
        }
        if let Object::Reference(id) = &node
            && !seen.insert(*id)
        {
            return Err(malformed);
        }
        let node = match file.resolve(&node)? {
            Object::Dictionary(node) => node,
            Object::Null => continue,
            _ => return Err(malformed),
        };
        if let Object::Array(pairs) = of(file, node.at("Names"))? {
            for pair in pairs.chunks(2) {
                let [name @ Object::String(_), specification] = pair else { return Err(malformed) };
                named.push((name.clone(), specification.clone()));
            }
        }
        if let Object::Array(kids) = of(file, node.at("Kids"))? {
            open.extend(kids.into_iter().rev().map(|kid| (kid, depth.saturating_add(1))));
        }
    }
    Ok(named)
}

/// The names and the streams of a file specification. One that is outside of the file has no streams.
fn specified(file: &mut File<'_>, specification: &Object) -> Result<(Vec<Vec<u8>>, BTreeSet<Id>), Error> {
    let Object::Dictionary(specification) = file.resolve(specification)? else {
        return Ok(Default::default());
    };
    let (mut names, mut streams) = (Vec::new(), BTreeSet::new());
    let Object::Dictionary(embedded) = of(file, specification.at("EF"))? else { return Ok(Default::default()) };
    for key in ["F", "UF", "DOS", "Mac", "Unix"] {
        if let Object::String(name) = of(file, specification.at(key))? {
            names.push(name);
        }
        if let Some(Object::Reference(id)) = embedded.at(key) {
            streams.insert(*id);
        }
    }
    Ok((names, streams))
}

/// Whether an attachment says by its media type or its name that it is a credential, or may be one.
fn is_meant(names: &[Vec<u8>], stream: &Stream<'_>) -> bool {
    let by_type = match stream.dictionary.at("Subtype") {
        Some(Object::Name(kind)) => MEDIA_TYPES.iter().any(|known| kind.eq_ignore_ascii_case(known.as_bytes())),
        _ => false,
    };
    by_type
        || names.iter().any(|name| {
            // A name in UTF-16 has a NUL in each of these letters.
            let name: Vec<u8> = name.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
            ENDINGS.iter().any(|ending| name.ends_with(ending.as_bytes()))
        })
}

/// The text of an attachment that is a token or a JSON object with an `@context`. JSON that the strict reader refuses may be
/// one: what is wrong with it is told where it is opened, and it does not make room for another.
fn credential(content: Vec<u8>, limits: &Limits) -> Option<String> {
    let text = String::from_utf8(content).ok()?;
    if is_token(text.trim_ascii()) {
        return Some(text.trim_ascii().to_owned());
    }
    let is_object = text.trim_start_matches('\u{feff}').trim_ascii_start().starts_with('{');
    let is_other = || Document::parse(text.as_bytes(), limits).is_ok_and(|json| json.root().get("@context").is_none());
    (is_object && !is_other()).then_some(text)
}

/// Media types of credentials, and of what they are as text.
const MEDIA_TYPES: [&str; 12] = [
    "application/json",
    "application/ld+json",
    "application/vc",
    "application/vc+ld+json",
    "application/vc+ld+json+sd-jwt",
    "application/vc+jwt",
    "application/vc+sd-jwt",
    "application/dc+sd-jwt",
    "application/vc-ld+jwt",
    "application/jwt",
    "application/jose",
    "application/sd-jwt",
];

/// How the files of credentials are called.
const ENDINGS: [&str; 6] = [".json", ".jsonld", ".jwt", ".jws", ".sd-jwt", ".vc"];
