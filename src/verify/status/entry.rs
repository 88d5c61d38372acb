//! One `credentialStatus` (VCDM 2.0 §4.10; Bitstring Status List 1.0 §2.1): where the status of a badge lies.

use crate::codec::json::Node;
use crate::verify::report::Finding;

/// Where the status of a badge lies.
#[derive(Debug)]
pub(in crate::verify) enum Entry<'a> {
    /// In a list of bits.
    Position(Position<'a>),
    /// In the list of revocations at this address.
    Revocations(&'a str),
    /// Nobody knows.
    Unknown(&'a str),
}

/// The two lists of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Format {
    /// Bitstring Status List 1.0.
    Bitstring,
    /// Its draft, Status List 2021.
    Draft2021,
}

/// A place in a list of bits.
#[derive(Debug)]
pub(in crate::verify) struct Position<'a> {
    pub(in crate::verify) format: Format,
    pub(in crate::verify) purpose: &'a str,
    pub(in crate::verify) index: usize,
    /// Whether the index is a number where a text belongs.
    pub(in crate::verify) is_number: bool,
    /// Bits of an entry.
    pub(in crate::verify) size: u8,
    /// The address of the list.
    pub(in crate::verify) list: &'a str,
    /// What each value means.
    messages: Vec<(u8, &'a str)>,
}

impl<'a> Entry<'a> {
    /// Reads an entry; what is wrong with one of a known type is a fault of the badge.
    pub(in crate::verify) fn read(node: Node<'a>) -> Result<Self, Finding> {
        match node.get("type").and_then(Node::as_str) {
            Some("BitstringStatusListEntry") => Position::read(node, Format::Bitstring).map(Self::Position),
            Some("StatusList2021Entry") => Position::read(node, Format::Draft2021).map(Self::Position),
            Some("1EdTechRevocationList") => address(node, "id").map(Self::Revocations),
            other => Ok(Self::Unknown(other.unwrap_or("no type"))),
        }
    }

    /// The address of the list that it needs, if it is one to fetch from.
    pub(in crate::verify) fn url(node: Node<'a>) -> Option<&'a str> {
        match Self::read(node).ok()? {
            Self::Position(position) => Some(position.list),
            Self::Revocations(url) => Some(url),
            Self::Unknown(_) => None,
        }
    }
}

impl<'a> Position<'a> {
    fn read(node: Node<'a>, format: Format) -> Result<Self, Finding> {
        let purpose = node.get("statusPurpose").and_then(Node::as_str).filter(|purpose| !purpose.is_empty());
        let (index, is_number) = index(node)?;
        Ok(Self {
            format,
            purpose: purpose.ok_or_else(|| malformed(node, "statusPurpose", "a purpose such as `revocation`"))?,
            index,
            is_number,
            size: match format {
                Format::Bitstring => size(node)?,
                Format::Draft2021 => 1,
            },
            list: address(node, "statusListCredential")?,
            messages: messages(node)?,
        })
    }

    /// What the badge says that a value means.
    pub(in crate::verify) fn message(&self, value: u8) -> Option<&'a str> {
        self.messages.iter().find(|(of, _)| *of == value).map(|(_, message)| *message)
    }
}

fn index(node: Node<'_>) -> Result<(usize, bool), Finding> {
    let expected = || malformed(node, "statusListIndex", "a whole number as text, without sign or leading zero");
    let value = node.get("statusListIndex").ok_or_else(expected)?;
    let (digits, is_number) = match value.as_str() {
        Some(text) => (text, false),
        None => (value.source(), true),
    };
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain || (digits.starts_with('0') && digits != "0") {
        return Err(expected());
    }
    let index = digits.parse().map_err(|_| out_of_range(digits))?;
    Ok((index, is_number))
}

/// An index to which no list reaches.
pub(in crate::verify) fn out_of_range(index: impl std::fmt::Display) -> Finding {
    Finding::fault("status.index-out-of-range", format!("the index {index} is past the end of the status list"))
}

fn size(node: Node<'_>) -> Result<u8, Finding> {
    let Some(value) = node.get("statusSize") else { return Ok(1) };
    match value.source() {
        "1" => Ok(1),
        "2" => Ok(2),
        "3" => Ok(3),
        "4" => Ok(4),
        "5" => Ok(5),
        "6" => Ok(6),
        "7" => Ok(7),
        "8" => Ok(8),
        _ => Err(malformed(node, "statusSize", "a number from 1 to 8")),
    }
}

/// The addresses of lists are fetched: nothing but https is one.
fn address<'a>(node: Node<'a>, name: &'static str) -> Result<&'a str, Finding> {
    let url = node.get(name).and_then(Node::as_str).filter(|url| url.starts_with("https://"));
    url.ok_or_else(|| malformed(node, name, "an https URL"))
}

fn messages<'a>(node: Node<'a>) -> Result<Vec<(u8, &'a str)>, Finding> {
    let expected = || malformed(node, "statusMessage", "each status, such as `0x1`, once with its message");
    let mut messages: Vec<(u8, &str)> = Vec::new();
    for item in node.get("statusMessage").into_iter().flat_map(Node::one_or_many) {
        let digits = item.get("status").and_then(Node::as_str).and_then(|status| status.strip_prefix("0x"));
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let status = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).ok_or_else(expected)?;
        let message = item.get("message").and_then(Node::as_str).ok_or_else(expected)?;
        // The order of the items is not signed: two meanings of one status are none.
        if messages.iter().any(|(of, other)| *of == status && *other != message) {
            return Err(expected());
        }
        messages.push((status, message));
    }
    Ok(messages)
}

fn malformed(node: Node<'_>, name: &'static str, expected: &str) -> Finding {
    let found = node.get(name).map_or("nothing", Node::source);
    Finding::fault("status.entry-malformed", format!("expected {expected} as `{name}`, found {found}"))
}
