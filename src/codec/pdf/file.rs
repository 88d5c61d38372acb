//! The objects of a file by their numbers (ISO 32000-2 §7.3.8, §7.3.10 and §7.5.7), within a budget.

use super::lexer::Lexer;
use super::object::{Dictionary, Id, Object};
use super::xref::{self, Entry, Newest};
use super::{Error, stream};
use crate::base::limits::Limits;
use std::collections::BTreeMap;

/// A file whose cross-references were read.
pub(super) struct File<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) entries: BTreeMap<u32, Entry>,
    pub(super) newest: Newest,
    pub(super) budget: Budget,
    /// Object streams that were unpacked.
    unpacked: BTreeMap<u32, Unpacked>,
}

/// What may still be looked at.
#[derive(Debug)]
pub(super) struct Budget {
    /// Values read and entries of cross-references.
    pub(super) objects: usize,
    /// Bytes read as objects, and bytes unpacked.
    pub(super) bytes: usize,
    pub(super) depth: usize,
    most_objects: usize,
    most_bytes: usize,
}

/// A stream: its dictionary and its data as they are in the file.
pub(super) struct Stream<'b> {
    /// Where its object starts.
    pub(super) offset: usize,
    pub(super) dictionary: Dictionary,
    pub(super) data: &'b [u8],
}

/// An indirect object as it stands in the file.
pub(super) enum Indirect<'b> {
    Object(Object),
    Stream(Stream<'b>),
}

struct Unpacked {
    offset: usize,
    bytes: Vec<u8>,
    /// The number of each object and where it starts.
    places: Vec<(usize, usize)>,
}

impl Budget {
    fn new(limits: &Limits) -> Self {
        Self {
            objects: limits.pdf_objects,
            bytes: limits.pdf_work,
            depth: limits.pdf_depth,
            most_objects: limits.pdf_objects,
            most_bytes: limits.pdf_work,
        }
    }

    pub(super) fn take_objects(&mut self, count: usize) -> Result<(), Error> {
        let limit = self.most_objects;
        self.objects = self.objects.checked_sub(count).ok_or(Error::TooMuchWork { what: "objects", limit })?;
        Ok(())
    }

    pub(super) fn take_bytes(&mut self, count: usize) -> Result<(), Error> {
        let limit = self.most_bytes;
        self.bytes = self.bytes.checked_sub(count).ok_or(Error::TooMuchWork { what: "bytes", limit })?;
        Ok(())
    }

    /// Reads something, and takes what that cost.
    pub(super) fn read<'b, T>(
        &mut self,
        bytes: &'b [u8],
        at: usize,
        packed_at: Option<usize>,
        read: impl FnOnce(&mut Lexer<'b>) -> Result<T, Error>,
    ) -> Result<(T, usize), Error> {
        let mut lexer = Lexer::new(bytes, at, packed_at, self.objects, self.depth);
        let value = read(&mut lexer)?;
        self.take_bytes(lexer.at().saturating_sub(at))?;
        self.objects = lexer.left;
        Ok((value, lexer.at()))
    }
}

impl<'b> File<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Error> {
        let mut budget = Budget::new(limits);
        let (entries, newest) = xref::read(bytes, &mut budget)?;
        Ok(Self { bytes, entries, newest, budget, unpacked: BTreeMap::new() })
    }

    /// An object, or what it refers to; null if that is not there (§7.3.10).
    pub(super) fn resolve(&mut self, object: &Object) -> Result<Object, Error> {
        let Object::Reference(id) = object else { return Ok(object.clone()) };
        match self.find(*id)? {
            Some(Indirect::Object(Object::Reference(_))) => Err(self.malformed_at(*id, "an object, not a reference")),
            Some(Indirect::Object(object)) => Ok(object),
            Some(Indirect::Stream(_)) => Err(self.malformed_at(*id, "an object that is no stream")),
            None => Ok(Object::Null),
        }
    }

    /// The stream of this number.
    pub(super) fn stream(&mut self, id: Id) -> Result<Stream<'b>, Error> {
        match self.find(id)? {
            Some(Indirect::Stream(stream)) => Ok(stream),
            _ => Err(self.malformed_at(id, "a stream")),
        }
    }

    /// A fault of an object, told by where its cross-reference leads.
    pub(super) fn malformed_at(&self, id: Id, expected: &'static str) -> Error {
        let offset = match self.entries.get(&id.number) {
            Some(Entry::InFile { offset, .. }) => *offset,
            Some(Entry::Packed { stream, .. }) => match self.entries.get(stream) {
                Some(Entry::InFile { offset, .. }) => *offset,
                _ => self.newest.offset,
            },
            _ => self.newest.offset,
        };
        Error::Malformed { offset, expected }
    }

    fn find(&mut self, id: Id) -> Result<Option<Indirect<'b>>, Error> {
        match self.entries.get(&id.number).copied() {
            Some(Entry::InFile { offset, generation }) if generation == id.generation => {
                let (found, indirect) = self.indirect(offset)?;
                match found == id {
                    true => Ok(Some(indirect)),
                    false => Err(Error::Malformed { offset, expected: "the object that a cross-reference says" }),
                }
            }
            Some(Entry::Packed { stream, index }) if id.generation == 0 => {
                self.packed(id.number, stream, index).map(|object| Some(Indirect::Object(object)))
            }
            _ => Ok(None),
        }
    }

    /// The object at an offset, with the data of a stream.
    fn indirect(&mut self, offset: usize) -> Result<(Id, Indirect<'b>), Error> {
        let ((id, object, has_data), at) = self.budget.read(self.bytes, offset, None, indirect)?;
        if !has_data {
            return Ok((id, Indirect::Object(object)));
        }
        let Object::Dictionary(dictionary) = object else {
            return Err(Error::Malformed { offset, expected: "a dictionary before the data of a stream" });
        };
        let length = match dictionary.at("Length") {
            Some(Object::Reference(id)) => self.length(*id)?,
            length => length.and_then(Object::as_size),
        };
        let data = data(self.bytes, at, length, offset)?;
        Ok((id, Indirect::Stream(Stream { offset, dictionary, data })))
    }

    /// A length that stands elsewhere: in the file itself, so that no stream has to be read to read a stream.
    fn length(&mut self, id: Id) -> Result<Option<usize>, Error> {
        let Some(Entry::InFile { offset, generation }) = self.entries.get(&id.number).copied() else {
            return Ok(None);
        };
        let ((found, object, _), _) = self.budget.read(self.bytes, offset, None, indirect)?;
        Ok(object.as_size().filter(|_| found == id && generation == id.generation))
    }

    /// An object in an object stream (§7.5.7).
    fn packed(&mut self, number: u32, stream: u32, index: usize) -> Result<Object, Error> {
        if !self.unpacked.contains_key(&stream) {
            let unpacked = self.unpack(stream)?;
            self.unpacked.insert(stream, unpacked);
        }
        let Some(unpacked) = self.unpacked.get(&stream) else { return Ok(Object::Null) };
        let offset = unpacked.offset;
        let place = unpacked.places.get(index).filter(|(found, _)| u32::try_from(*found) == Ok(number));
        let Some((_, at)) = place.copied() else {
            return Err(Error::Malformed {
                offset,
                expected: "an object stream with the object that a cross-reference says",
            });
        };
        self.budget.read(&unpacked.bytes, at, Some(offset), Lexer::object).map(|(object, _)| object)
    }

    fn unpack(&mut self, number: u32) -> Result<Unpacked, Error> {
        let id = Id { number, generation: 0 };
        let Some(Entry::InFile { .. }) = self.entries.get(&number) else {
            return Err(self.malformed_at(id, "an object stream in the file itself"));
        };
        let packed = self.stream(id)?;
        let offset = packed.offset;
        let sizes = (packed.dictionary.size("N"), packed.dictionary.size("First"));
        let (Some(count), Some(first), true) = (sizes.0, sizes.1, packed.dictionary.is_of_type("ObjStm")) else {
            return Err(Error::Malformed { offset, expected: "an object stream with `N` and `First`" });
        };
        self.budget.take_objects(count)?;
        let bytes = stream::unpack(&packed, &mut self.budget)?;
        let expected = "the number and place of each object in an object stream";
        let (places, _) = self.budget.read(&bytes, 0, Some(offset), |lexer| {
            let mut places = Vec::new();
            for _ in 0..count {
                places.push((lexer.count(expected)?, lexer.count(expected)?.saturating_add(first)));
            }
            Ok(places)
        })?;
        Ok(Unpacked { offset, bytes, places })
    }
}

/// The id and the object that stand next, and whether the data of a stream follow.
pub(super) fn indirect(lexer: &mut Lexer<'_>) -> Result<(Id, Object, bool), Error> {
    let id = lexer.heading()?;
    let object = lexer.object()?;
    if lexer.takes("endobj") {
        return Ok((id, object, false));
    }
    match lexer.takes("stream") && lexer.takes_line_end() {
        true => Ok((id, object, true)),
        false => Err(lexer.malformed("`endobj`, or `stream` and a line feed")),
    }
}

/// The data of a stream: so many bytes, and then the word that ends it.
pub(super) fn data(bytes: &[u8], at: usize, length: Option<usize>, offset: usize) -> Result<&[u8], Error> {
    let malformed = |expected| Error::Malformed { offset, expected };
    let length = length.ok_or_else(|| malformed("a stream with its length"))?;
    let end = at.checked_add(length).ok_or_else(|| malformed("a stream as long as it says"))?;
    let data = bytes.get(at..end).ok_or_else(|| malformed("a stream as long as it says"))?;
    let after = bytes.get(end..).unwrap_or_default();
    let after = after.strip_prefix(b"\r").unwrap_or(after);
    let after = after.strip_prefix(b"\n").unwrap_or(after);
    match after.starts_with(b"endstream") {
        true => Ok(data),
        false => Err(malformed("a stream that ends where it says")),
    }
}
