//! JSON Canonicalization Scheme (RFC 8785).

use super::number::Shortest;
use super::scan;
use super::{Kind, Node};
use std::cmp::Ordering;

/// The canonical text of `node`, without its own members named in `omit`.
#[must_use]
pub fn to_string(node: Node<'_>, omit: &[&str]) -> String {
    let mut out = String::with_capacity(node.source().len());
    write(node, omit, &mut out);
    out
}

/// Appends the canonical text of `node` to `out`, without its own members named in `omit` (deeper ones stay).
pub fn write<'d>(node: Node<'d>, omit: &[&str], out: &mut String) {
    // What is left to write, last first: no recursion, whatever depth the document was allowed to have.
    let mut pending = Vec::new();
    begin(node, omit, &mut pending, out);
    while let Some(step) = pending.pop() {
        match step {
            Step::Close(bracket) => out.push(bracket),
            Step::Value { node, name, is_first } => {
                if !is_first {
                    out.push(',');
                }
                if let Some(name) = name {
                    write_text(name, node.has_plain_name(), out);
                    out.push(':');
                }
                begin(node, &[], &mut pending, out);
            }
        }
    }
}

/// The text that ECMAScript gives a finite double (RFC 8785 section 3.2.2.3), such as `1e+21` or `0.000001`.
///
/// JSON has no other doubles; for them this is ECMAScript's `NaN`, `Infinity` or `-Infinity`.
#[must_use]
pub fn number(value: f64) -> String {
    let mut out = String::new();
    write_number(value, &mut out);
    out
}

enum Step<'d> {
    Value { node: Node<'d>, name: Option<&'d str>, is_first: bool },
    Close(char),
}

/// Writes a scalar, or an opening bracket while the rest goes to `pending`.
fn begin<'d>(node: Node<'d>, omit: &[&str], pending: &mut Vec<Step<'d>>, out: &mut String) {
    match node.kind() {
        Kind::Null | Kind::Bool => out.push_str(node.source()),
        Kind::Number => match node.as_number() {
            // The reader lets only canonical integers pass, except for the sign of zero.
            Some(number) if number.is_integer() && number.as_text() != "-0" => out.push_str(number.as_text()),
            number => write_number(number.map_or(f64::NAN, |n| n.as_f64()), out),
        },
        Kind::String => write_text(node.as_str().unwrap_or_default(), node.is_plain_string(), out),
        Kind::Array => {
            out.push('[');
            pending.push(Step::Close(']'));
            let first = pending.len();
            pending.extend(node.items().map(|node| Step::Value { node, name: None, is_first: false }));
            put_in_writing_order(pending, first);
        }
        Kind::Object => {
            out.push('{');
            pending.push(Step::Close('}'));
            let first = pending.len();
            let members = node.members().filter(|(name, _)| !omit.contains(name));
            pending.extend(members.map(|(name, node)| Step::Value { node, name: Some(name), is_first: false }));
            if let Some(members) = pending.get_mut(first..) {
                members.sort_unstable_by(|a, b| utf16_order(a.name(), b.name()));
            }
            put_in_writing_order(pending, first);
        }
    }
}

impl<'d> Step<'d> {
    fn name(&self) -> &'d str {
        match self {
            Self::Value { name: Some(name), .. } => name,
            Self::Value { name: None, .. } | Self::Close(_) => "",
        }
    }
}

/// Turns the steps from `first` on around, because the last is taken first, and marks the one without a comma.
fn put_in_writing_order(pending: &mut [Step<'_>], first: usize) {
    let Some(steps) = pending.get_mut(first..) else { return };
    steps.reverse();
    if let Some(Step::Value { is_first, .. }) = steps.last_mut() {
        *is_first = true;
    }
}

/// Orders names by their UTF-16 code units (RFC 8785 section 3.2.3).
fn utf16_order(a: &str, b: &str) -> Ordering {
    // UTF-8 orders like code points. UTF-16 differs only in that surrogates, which start characters past U+FFFF,
    // come before U+E000 to U+FFFF: lead bytes EE and EF go behind all others.
    let place = |byte: u8| if matches!(byte, 0xee | 0xef) { byte | 0x10 } else { byte };
    a.bytes().map(place).cmp(b.bytes().map(place))
}

/// Writes a string with the only escapes that RFC 8785 section 3.2.2.2 allows; `is_plain` says that none is needed.
fn write_text(text: &str, is_plain: bool, out: &mut String) {
    out.push('"');
    if is_plain {
        out.push_str(text);
    } else {
        write_escaped(text, out);
    }
    out.push('"');
}

fn write_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        // A special byte is ASCII, so the cut is on a character boundary.
        let (plain, special) = rest.split_at_checked(scan::plain_length(rest.as_bytes())).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            None => return,
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some(control) => {
                let code = u32::from(control);
                out.push_str(if code < 0x10 { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(code & 0xf, 16));
            }
        }
        rest = characters.as_str();
    }
}

/// Number::toString of ECMAScript; the letters are its own.
fn write_number(value: f64, out: &mut String) {
    if value == 0.0 {
        return out.push('0');
    }
    let mut shortest = Shortest::default();
    if !value.is_finite() || !shortest.write(value) {
        let name = if value.is_nan() {
            "NaN"
        } else if value > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        return out.push_str(name);
    }
    let text = shortest.as_str();
    let text = match text.strip_prefix('-') {
        Some(positive) => {
            out.push('-');
            positive
        }
        None => text,
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (leading, following) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let k = following.len().saturating_add(1);
    let n = exponent.parse::<i32>().unwrap_or_default().saturating_add(1);
    let zeros = |count: usize| std::iter::repeat_n('0', count);
    match usize::try_from(n) {
        Ok(n) if (1..=21).contains(&n) => {
            out.push_str(leading);
            match following.split_at_checked(n.saturating_sub(1)) {
                Some((whole, "")) => out.push_str(whole),
                Some((whole, fraction)) => {
                    out.push_str(whole);
                    out.push('.');
                    out.push_str(fraction);
                }
                None => {
                    out.push_str(following);
                    out.extend(zeros(n.saturating_sub(k)));
                }
            }
        }
        _ if (-5..=0).contains(&n) => {
            out.push_str("0.");
            out.extend(zeros(usize::try_from(n.unsigned_abs()).unwrap_or_default()));
            out.push_str(leading);
            out.push_str(following);
        }
        _ => {
            out.push_str(mantissa);
            out.push_str(if exponent.starts_with('-') { "e" } else { "e+" });
            out.push_str(exponent);
        }
    }
}
