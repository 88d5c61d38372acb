//! The grammar of XML 1.0 inside tags and texts: names, attributes, references.

use crate::base::order::sort_by;

/// White space of XML.
pub(super) const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// An attribute as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute<'i> {
    pub(super) name: &'i str,
    /// What is between the quotes.
    raw: &'i str,
}

impl Attribute<'_> {
    /// The value with references resolved and white space made spaces (XML section 3.3.3); `None` if it holds a
    /// reference that XML alone does not know.
    pub(super) fn value(&self) -> Option<String> {
        let mut value = String::with_capacity(self.raw.len());
        let mut rest = self.raw;
        while let Some((plain, reference)) = rest.split_once('&') {
            push_text(plain, ' ', &mut value);
            let (reference, after) = reference.split_once(';')?;
            value.push(referenced(reference)?);
            rest = after;
        }
        push_text(rest, ' ', &mut value);
        Some(value)
    }

    /// The prefix that this declares, empty for the default namespace.
    pub(super) fn declared_prefix(&self) -> Option<&str> {
        if self.name == "xmlns" { Some("") } else { self.name.strip_prefix("xmlns:") }
    }
}

/// Why the attributes of a tag are not read.
pub(super) enum Fault {
    Syntax(&'static str),
    TooMany,
}

/// Splits a tag, without its brackets, into name and attributes, at most `most`.
pub(super) fn tag(tag: &str, most: usize) -> Result<(&str, Vec<Attribute<'_>>), Fault> {
    let (name, mut rest) = tag.split_at_checked(tag.find(SPACE).unwrap_or(tag.len())).unwrap_or((tag, ""));
    if !is_name(name) {
        return Err(Fault::Syntax("an element name"));
    }
    let mut attributes = Vec::new();
    loop {
        let trimmed = rest.trim_start_matches(SPACE);
        if trimmed.is_empty() {
            break;
        }
        if attributes.len() >= most {
            return Err(Fault::TooMany);
        }
        if trimmed.len() == rest.len() {
            return Err(Fault::Syntax("white space before each attribute"));
        }
        let (attribute, after) = attribute(trimmed).ok_or(Fault::Syntax("attributes like `name=\"value\"`"))?;
        if attribute.raw.contains('<') || (attribute.raw.contains('&') && attribute.value().is_none()) {
            return Err(Fault::Syntax("attribute values without `<` and with references that XML knows"));
        }
        attributes.push(attribute);
        rest = after;
    }
    // Sorted, because comparing each with each is quadratic.
    let mut names: Vec<&str> = attributes.iter().map(|attribute| attribute.name).collect();
    sort_by(&mut names, Ord::cmp);
    match names.windows(2).any(|pair| pair.first() == pair.last()) {
        true => Err(Fault::Syntax("each attribute once on a tag")),
        false => Ok((name, attributes)),
    }
}

fn attribute(text: &str) -> Option<(Attribute<'_>, &str)> {
    let (name, rest) = text.split_once('=')?;
    let name = name.trim_end_matches(SPACE);
    let rest = rest.trim_start_matches(SPACE);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (raw, rest) = rest.strip_prefix(quote)?.split_once(quote)?;
    is_name(name).then_some((Attribute { name, raw }, rest))
}

/// A name of XML, within ASCII; characters beyond it are all let through.
fn is_name(name: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii();
    name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_ascii_digit() || matches!(c, '-' | '.'))
}

/// A prefix, empty if there is none, and a local name.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Appends `raw`, each line end (XML section 2.11) as `line_end` and, if that is a space, tabs as spaces too.
pub(super) fn push_text(raw: &str, line_end: char, out: &mut String) {
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                out.push(line_end);
            }
            '\n' => out.push(line_end),
            '\t' if line_end == ' ' => out.push(' '),
            other => out.push(other),
        }
    }
}

/// The character that a reference stands for, given what is between `&` and `;`; no entities but the five of XML.
pub(super) fn referenced(reference: &str) -> Option<char> {
    match reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
            // The number parser would let a sign pass.
            let code = digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, radix).ok());
            char::from_u32(code??).filter(|c| is_character(*c))
        }
    }
}

/// Whether XML 1.0 (section 2.2) allows the character at all.
pub(super) fn is_character(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
