//! Values: the usual ones, and by name the odd ones that processors are known to trip over.

use super::draw::Draw;
use serde_json::{Value, json};

const TEXTS: &[&str] =
    &["Reading Tides", "Predict a tide within ten minutes.", "B1", "海洋學", "Gezeiten lesen", "-", "7"];

const ODD_TEXTS: &[(&str, &str)] = &[
    ("text-empty", ""),
    ("text-spaces", "  two  "),
    ("text-quotes", "say \"tide\" \\ or 'ebb'"),
    ("text-lines", "one\ntwo\r\nthree\tfour"),
    ("text-controls", "\u{1}\u{8}\u{b}\u{c}\u{1f}"),
    ("text-null", "a\u{0}b"),
    ("text-delete", "a\u{7f}b"),
    ("text-c1", "a\u{85}\u{9f}b"),
    ("text-separators", "a\u{2028}b\u{2029}c"),
    ("text-astral", "🌊𝒯\u{10ffff}"),
    ("text-composed", "\u{e9} e\u{301}"),
    ("text-right-to-left", "שלום \u{202e}abc\u{202c}"),
    ("text-order-mark", "\u{feff}a"),
    ("text-noncharacter", "a\u{fffe}b"),
    ("text-iri", "https://school.example/a b"),
    ("text-blank", "_:b0"),
    ("text-quad", "\" . <urn:a> <urn:b> \""),
    ("text-keyword", "@type"),
    ("text-surrogate-like", "\\ud83c\\udf0a \\u0041"),
];

pub(super) fn text(draw: &mut Draw) -> Value {
    draw.odd_or(TEXTS, ODD_TEXTS).into()
}

const ODD_TAGS: &[(&str, &str)] = &[
    ("direction", "direction"),
    ("direction-and-language", "direction and language"),
    ("direction-and-region", "direction and region"),
    ("direction-and-none", "direction and none"),
];

/// A text that may also say its language and its direction.
pub(super) fn tagged_text(draw: &mut Draw) -> Value {
    // Each with one direction, so that the same text has no other by chance.
    let (directed, direction) = *draw.pick(&[("ימים", "rtl"), ("Wattenmeer", "ltr")]);
    match draw.odd_or(&["", "", "", "", "", "", "", "", "language"], ODD_TAGS) {
        "language" => json!({"@value": text(draw), "@language": language(draw)}),
        "direction" => json!({"@value": directed, "@direction": direction}),
        "direction and language" => {
            json!({"@value": directed, "@language": *draw.pick(LANGUAGES), "@direction": direction})
        }
        "direction and region" => json!({"@value": directed, "@language": "en-GB", "@direction": direction}),
        "direction and none" => json!([{"@value": "Priel", "@direction": direction}, "Priel"]),
        _ => text(draw),
    }
}

const LANGUAGES: &[&str] = &["en", "de", "zh-hant", "pt-br"];

const ODD_LANGUAGES: &[(&str, &str)] = &[
    ("language-region", "en-GB"),
    ("language-script", "zh-Hant-HK"),
    ("language-upper", "YUE"),
    ("language-variant", "sl-rozaj-biske-1994"),
    ("language-extension", "en-US-u-ca-gregory"),
    ("language-private", "x-tides"),
    ("language-grandfathered", "i-klingon"),
];

pub(super) fn language(draw: &mut Draw) -> &'static str {
    draw.odd_or(LANGUAGES, ODD_LANGUAGES)
}

/// What `inLanguage` says, which is a text like any other.
pub(super) fn language_code(draw: &mut Draw) -> Value {
    (*draw.pick(LANGUAGES)).into()
}

/// Texts by language.
pub(super) fn texts_by_language(draw: &mut Draw) -> Value {
    let mut texts = serde_json::Map::new();
    for language in &LANGUAGES[..usize::try_from(draw.below(3)).unwrap()] {
        let value = if draw.once_in(4) { json!([text(draw), text(draw)]) } else { text(draw) };
        texts.insert((*language).to_owned(), value);
    }
    // None of the first ones in another case, which would be one tag for some.
    texts.insert(draw.odd_or(&["fr", "haw"], ODD_LANGUAGES).to_owned(), text(draw));
    texts.into()
}

const NUMBERS: &[&str] = &["0", "1", "12", "1.5", "22.25", "-114.125", "0.1", "100000"];

/// A number as written, its literal by the standard, and its literal where the term says `xsd:double`.
pub(crate) struct Written {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) native: &'static str,
    pub(crate) double: &'static str,
}

const fn written(name: &'static str, text: &'static str, native: &'static str, double: &'static str) -> Written {
    Written { name, text, native, double }
}

/// The numbers at the edges of what JSON, doubles and `xsd:double` have in common. A native literal with an `E` is an
/// `xsd:double`, any other an `xsd:integer`.
pub(crate) const ODD_NUMBERS: &[Written] = &[
    written("number-whole", "30.0", "30", "3.0E1"),
    written("number-exponent", "25e-1", "2.5E0", "2.5E0"),
    written("number-minus-zero", "-0.0", "0", "-0.0E0"),
    written("number-small", "1e-7", "1.0E-7", "1.0E-7"),
    written("number-smallest", "5e-324", "4.940656458412465E-324", "4.940656458412465E-324"),
    written("number-largest", "1.7976931348623157e308", "1.797693134862316E308", "1.797693134862316E308"),
    written("number-1e20", "1e20", "100000000000000000000", "1.0E20"),
    written("number-1e21", "1e21", "1.0E21", "1.0E21"),
    written("number-1e19", "1e19", "10000000000000000000", "1.0E19"),
    written("number-2-to-the-53-less-1", "9007199254740991", "9007199254740991", "9.007199254740991E15"),
    written("number-2-to-the-53", "9007199254740992.0", "9007199254740992", "9.007199254740992E15"),
    written("number-2-to-the-53-and-2", "-9007199254740994.0", "-9007199254740994", "-9.007199254740994E15"),
    written("number-17-digits", "0.30000000000000004", "3.0E-1", "3.0E-1"),
    written("number-17-digits-up", "0.12345678901234568", "1.234567890123457E-1", "1.234567890123457E-1"),
];

/// How a term has numbers read.
const READINGS: [&str; 4] = ["a number", "xsd:double", "another datatype", "a number in a graph"];

/// A number under a term without a datatype.
pub(super) fn number(draw: &mut Draw) -> Value {
    number_as(READINGS[0], draw)
}

/// A number under a term with the datatype `xsd:double`.
pub(super) fn double(draw: &mut Draw) -> Value {
    number_as(READINGS[1], draw)
}

/// A number under a term with another datatype.
pub(super) fn typed_number(draw: &mut Draw) -> Value {
    number_as(READINGS[2], draw)
}

/// A number in a graph of its own, under a term without a datatype.
pub(super) fn number_in_graph(draw: &mut Draw) -> Value {
    number_as(READINGS[3], draw)
}

fn number_as(reading: &str, draw: &mut Draw) -> Value {
    let odd = draw.odd_named(ODD_NUMBERS, |odd| number_name(odd, reading));
    let text = odd.map_or_else(|| *draw.pick(NUMBERS), |odd| odd.text);
    serde_json::from_str(text).unwrap()
}

fn number_name(odd: &Written, reading: &str) -> String {
    format!("{} as {reading}", odd.name)
}

const IDS: &[&str] = &[
    "https://school.example/tides",
    "https://school.example/people/7?year=2026&term=1#top",
    "urn:uuid:7c1e2f3a-0000-4000-8000-000000000001",
    "did:example:learner",
    "did:web:school.example%3A8443:units",
    "mailto:registry@school.example",
    "http://harbour.example/",
];

const ODD_IDS: &[(&str, &str)] = &[
    ("id-international", "https://école.example/marées/潮"),
    ("id-percent", "https://school.example/%E6%BD%AE?q=%2F"),
    ("id-upper", "HTTPS://School.Example/Tides"),
    ("id-dots", "https://school.example/a/../b/./c"),
    ("id-tag", "tag:school.example,2026:tides"),
    ("id-port", "https://[2001:db8::1]:8443/tides"),
    ("id-colons", "urn:example:a:b::c/d?=e"),
    ("id-apostrophe", "https://school.example/it's(a)*~!$&+,;="),
    ("id-empty-parts", "https://school.example?#"),
];

pub(super) fn id(draw: &mut Draw) -> Value {
    // The same id now and then, so that two nodes are one.
    let base = draw.odd_or(IDS, ODD_IDS);
    let number = draw.below(1_000);
    match base {
        "urn:uuid:7c1e2f3a-0000-4000-8000-000000000001" => {
            format!("urn:uuid:7c1e2f3a-0000-4000-8000-{number:012}").into()
        }
        "https://school.example/tides" => format!("{base}/{number}").into(),
        _ => base.into(),
    }
}

const TIMES: &[&str] = &["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678+08:00", "2024-02-29T23:59:59-00:00"];

pub(super) fn time(draw: &mut Draw) -> Value {
    (*draw.pick(TIMES)).into()
}

const ODD_JSON: &[(&str, &str)] = &[
    ("json-order", "{\"\u{ff5e}\": 1, \"\u{1f30a}\": 2, \"a\": 3}"),
    ("json-numbers", "[1e-7, 1e21, -0.0, 5e-324, 30.0]"),
    ("json-keywords", "{\"@id\": \"x\", \"@context\": {\"a\": 1}, \"@value\": [[]]}"),
    ("json-controls", "\"\\u0001\\u007f\\u2028/\""),
];

/// Any JSON, as `@json` keeps it.
pub(super) fn json(draw: &mut Draw) -> Value {
    const USUAL: &[&str] = &["{\"b\": [1, true, {\"a\": \"x\"}], \"a\": null}", "[]", "\"tide\"", "1.5", "{}"];
    serde_json::from_str(draw.odd_or(USUAL, ODD_JSON)).unwrap()
}

const ODD_LISTS: &[(&str, &str)] = &[("list-empty-twice", "[[], []]")];

/// Two lists, as two nodes of one id hold them.
pub(super) fn lists(draw: &mut Draw) -> Value {
    serde_json::from_str(draw.odd_or(&["[[1], [2]]", "[[], [\"a\"]]"], ODD_LISTS)).unwrap()
}

/// The names of all odd values.
pub(crate) fn odd_names() -> Vec<String> {
    let pools = [ODD_TEXTS, ODD_TAGS, ODD_LANGUAGES, ODD_IDS, ODD_JSON, ODD_LISTS];
    let names = pools.into_iter().flatten().map(|(name, _)| (*name).to_owned());
    let numbers = ODD_NUMBERS.iter().flat_map(|odd| READINGS.map(|reading| number_name(odd, reading)));
    names.chain(numbers).collect()
}
