//! Objects of a PDF (ISO 32000-2 §7.3), and how they are written.

use std::collections::BTreeMap;

/// An object that is no stream.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    Integer(i64),
    /// As it was written: nothing is counted with it.
    Real(Vec<u8>),
    Name(Vec<u8>),
    String(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Reference(Id),
}

/// The number and generation of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id {
    pub(super) number: u32,
    pub(super) generation: u16,
}

/// Keys, each once, and what stands at them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary(pub(super) BTreeMap<Vec<u8>, Object>);

impl Dictionary {
    /// What stands at a key; null is as good as nothing (§7.3.7).
    pub(super) fn at(&self, key: &str) -> Option<&Object> {
        self.0.get(key.as_bytes()).filter(|object| **object != Object::Null)
    }

    pub(super) fn set(&mut self, key: &str, object: Object) {
        self.0.insert(key.as_bytes().to_vec(), object);
    }

    pub(super) fn is_of_type(&self, name: &str) -> bool {
        self.at("Type").is_some_and(|found| found.is_name(name))
    }

    /// A whole number that counts or places something.
    pub(super) fn size(&self, key: &str) -> Option<usize> {
        self.at(key).and_then(Object::as_size)
    }
}

impl Object {
    pub(super) fn name(text: &str) -> Self {
        Self::Name(text.as_bytes().to_vec())
    }

    pub(super) fn size(value: usize) -> Self {
        Self::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }

    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(found) if found == name.as_bytes())
    }

    pub(super) fn as_size(&self) -> Option<usize> {
        match self {
            Self::Integer(value) => usize::try_from(*value).ok(),
            _ => None,
        }
    }

    /// Writes it so that it reads the same.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Boolean(value) => out.extend_from_slice(value.to_string().as_bytes()),
            Self::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
            Self::Real(written) => out.extend_from_slice(written),
            Self::Name(name) => write_name(name, out),
            Self::String(bytes) => write_string(bytes, out),
            Self::Reference(id) => out.extend_from_slice(format!("{} {} R", id.number, id.generation).as_bytes()),
            Self::Array(items) => {
                out.push(b'[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dictionary(dictionary) => dictionary.write(out),
        }
    }
}

impl Dictionary {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<<");
        for (key, object) in &self.0 {
            write_name(key, out);
            out.push(b' ');
            object.write(out);
        }
        out.extend_from_slice(b">>");
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'!'..=b'~' if !is_delimiter(*byte) && *byte != b'#' => out.push(*byte),
            _ => out.extend_from_slice(format!("#{byte:02X}").as_bytes()),
        }
    }
}

fn write_string(bytes: &[u8], out: &mut Vec<u8>) {
    if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        out.push(b'(');
        for byte in bytes {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(*byte);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        for byte in bytes {
            out.extend_from_slice(format!("{byte:02X}").as_bytes());
        }
        out.push(b'>');
    }
}

/// White space of PDF (table 1).
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Delimiters of PDF (table 2).
pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
