//! Cross-references (ISO 32000-2 §7.5.4, §7.5.5 and §7.5.8): tables, streams, both in one file, and the chain of revisions.

use super::file::{self, Budget, Stream};
use super::lexer::Lexer;
use super::object::{Dictionary, Object};
use super::{Error, stream};
use std::collections::{BTreeMap, BTreeSet};

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Free,
    InFile { offset: usize, generation: u16 },
    Packed { stream: u32, index: usize },
}

/// The newest section of cross-references.
#[derive(Debug)]
pub(super) struct Newest {
    pub(super) offset: usize,
    pub(super) trailer: Dictionary,
    /// Whether it is a stream.
    pub(super) is_stream: bool,
    /// Where its first object starts.
    pub(super) first_object: Option<usize>,
}

struct Section {
    trailer: Dictionary,
    is_stream: bool,
    entries: Vec<(u32, Entry)>,
}

type Entries = BTreeMap<u32, Entry>;

/// Reads all revisions, the newest first.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<(Entries, Newest), Error> {
    let mut offset = start(bytes, budget)?;
    let (mut entries, mut newest) = (Entries::new(), None);
    let mut seen = BTreeSet::new();
    loop {
        if !seen.insert(offset) {
            return Err(Error::Malformed { offset, expected: "each section of cross-references once" });
        }
        let section = section(bytes, offset, budget)?;
        let Section { trailer, is_stream, entries: found } = section;
        let first_object = found.iter().filter_map(|(_, entry)| match entry {
            Entry::InFile { offset, .. } => Some(*offset),
            _ => None,
        });
        let first_object = first_object.min();
        // What a table says is free may be in the stream beside it, for readers that know streams (§7.5.8.4).
        let (free, used): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, entry)| *entry == Entry::Free);
        add(&mut entries, used);
        if let Some(beside) = trailer.at("XRefStm").filter(|_| !is_stream) {
            let beside = beside.as_size().ok_or(Error::Malformed { offset, expected: "`XRefStm` as an offset" })?;
            let hidden = section_stream(bytes, beside, budget)?;
            add(&mut entries, hidden.entries);
        }
        add(&mut entries, free);
        let earlier = trailer.at("Prev").map(|earlier| {
            let in_file = earlier.as_size().filter(|earlier| *earlier < bytes.len());
            in_file.ok_or(Error::Malformed { offset, expected: "`Prev` as an offset in the file" })
        });
        if trailer.at("Encrypt").is_some() {
            return Err(Error::Encrypted);
        }
        newest.get_or_insert(Newest { offset, trailer, is_stream, first_object });
        match (earlier, newest) {
            (Some(earlier), found) => (offset, newest) = (earlier?, found),
            (None, Some(newest)) => return Ok((entries, newest)),
            (None, None) => return Err(Error::Malformed { offset, expected: "cross-references" }),
        }
    }
}

fn add(entries: &mut Entries, found: Vec<(u32, Entry)>) {
    for (number, entry) in found {
        entries.entry(number).or_insert(entry);
    }
}

/// Where the newest section is: the file ends with `startxref`, an offset and `%%EOF`.
fn start(bytes: &[u8], budget: &mut Budget) -> Result<usize, Error> {
    let from = bytes.len().saturating_sub(LONGEST_END);
    let tail = bytes.get(from..).unwrap_or_default();
    let expected = "`startxref`, an offset and `%%EOF` at the end";
    let missing = Error::Malformed { offset: bytes.len(), expected };
    let place = tail.windows(START.len()).rposition(|window| window == START.as_bytes()).ok_or(missing.clone())?;
    let (offset, at) = budget.read(bytes, from.saturating_add(place), None, |lexer| {
        if lexer.takes(START) { lexer.count(expected) } else { Err(lexer.malformed(expected)) }
    })?;
    let end = bytes.get(at..).unwrap_or_default();
    let is_space = |byte: &u8| super::object::is_space(*byte);
    let blank = end.iter().take_while(|byte| is_space(byte)).count();
    let after = end.get(blank..).and_then(|end| end.strip_prefix(b"%%EOF"));
    match after.is_some_and(|after| after.iter().all(is_space)) && offset < bytes.len() {
        true => Ok(offset),
        false => Err(missing),
    }
}

fn section(bytes: &[u8], offset: usize, budget: &mut Budget) -> Result<Section, Error> {
    budget.take_objects(1)?;
    let (is_table, at) = budget.read(bytes, offset, None, |lexer| Ok(lexer.takes("xref")))?;
    if !is_table {
        return section_stream(bytes, offset, budget);
    }
    let (section, _) = budget.read(bytes, at, None, table)?;
    Ok(section)
}

/// A table and its trailer. Its entries are read word by word: many writers end them with one byte less than they should.
fn table(lexer: &mut Lexer<'_>) -> Result<Section, Error> {
    let expected = "a table of cross-references and its trailer";
    let mut entries = Vec::new();
    while !lexer.takes("trailer") {
        let (first, count) = (lexer.count(expected)?, lexer.count(expected)?);
        for place in 0..count {
            let (offset, generation) = (lexer.count(expected)?, lexer.count(expected)?);
            let in_use = lexer.takes("n");
            if !in_use && !lexer.takes("f") {
                return Err(lexer.malformed("`n` or `f` in a table of cross-references"));
            }
            lexer.count_one()?;
            let number = first.checked_add(place).and_then(|number| u32::try_from(number).ok());
            let number = number.ok_or_else(|| lexer.malformed("object numbers below 2^32"))?;
            entries.push((
                number,
                match u16::try_from(generation) {
                    Ok(generation) if in_use => Entry::InFile { offset, generation },
                    _ => Entry::Free,
                },
            ));
        }
    }
    Ok(Section { trailer: lexer.dictionary()?, is_stream: false, entries })
}

fn section_stream(bytes: &[u8], offset: usize, budget: &mut Budget) -> Result<Section, Error> {
    let malformed = |expected| Error::Malformed { offset, expected };
    let ((_, object, has_data), at) = budget.read(bytes, offset, None, file::indirect)?;
    let Object::Dictionary(dictionary) = object else { return Err(malformed("cross-references")) };
    if !has_data || !dictionary.is_of_type("XRef") {
        return Err(malformed("cross-references"));
    }
    let data = file::data(bytes, at, dictionary.size("Length"), offset)?;
    let packed = Stream { offset, dictionary, data };
    let unpacked = stream::unpack(&packed, budget)?;
    let trailer = packed.dictionary;
    let widths = widths(&trailer).ok_or_else(|| malformed("three widths, of at most 8 bytes, in `W`"))?;
    let length = widths.iter().copied().fold(0, usize::saturating_add);
    let mut rows = unpacked.chunks_exact(length);
    let mut entries = Vec::new();
    for (first, count) in ranges(&trailer).ok_or_else(|| malformed("pairs of numbers in `Index`"))? {
        budget.take_objects(count)?;
        for place in 0..count {
            let row = rows.next().ok_or_else(|| malformed("as many cross-references as it says"))?;
            let number = first.checked_add(place).and_then(|number| u32::try_from(number).ok());
            let number = number.ok_or_else(|| malformed("object numbers below 2^32"))?;
            let entry = entry(row, widths).ok_or_else(|| malformed("cross-references with offsets in the file"))?;
            entries.push((number, entry));
        }
    }
    Ok(Section { trailer, is_stream: true, entries })
}

/// One row (table 18); without a first field its kind is 1.
fn entry(row: &[u8], widths: [usize; 3]) -> Option<Entry> {
    let [kind, second, third] = widths;
    let (first, rest) = row.split_at_checked(kind)?;
    let (middle, last) = rest.split_at_checked(second)?;
    let (middle, last) = (big_endian(middle)?, big_endian(last.get(..third)?)?);
    match if kind == 0 { 1 } else { big_endian(first)? } {
        1 => Some(u16::try_from(last).map_or(Entry::Free, |generation| Entry::InFile { offset: middle, generation })),
        2 => Some(Entry::Packed { stream: u32::try_from(middle).ok()?, index: last }),
        // Free, or of a kind that is as good as null.
        _ => Some(Entry::Free),
    }
}

fn big_endian(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0_usize, |value, byte| value.checked_mul(256)?.checked_add(usize::from(*byte)))
}

fn widths(trailer: &Dictionary) -> Option<[usize; 3]> {
    let Some(Object::Array(widths)) = trailer.at("W") else { return None };
    let [a, b, c] = widths.as_slice() else { return None };
    let widths = [a.as_size()?, b.as_size()?, c.as_size()?];
    (widths.iter().all(|width| *width <= 8) && widths.iter().any(|width| *width > 0)).then_some(widths)
}

/// The first number and the count of each run of objects.
fn ranges(trailer: &Dictionary) -> Option<Vec<(usize, usize)>> {
    match trailer.at("Index") {
        None => Some(vec![(0, trailer.size("Size")?)]),
        Some(Object::Array(numbers)) if numbers.len().is_multiple_of(2) => {
            let pair = |pair: &[Object]| match pair {
                [first, count] => Some((first.as_size()?, count.as_size()?)),
                _ => None,
            };
            numbers.chunks(2).map(pair).collect()
        }
        Some(_) => None,
    }
}

const START: &str = "startxref";

/// How far before the end of a file `startxref` is looked for: it is the last but one line.
const LONGEST_END: usize = 1024;
