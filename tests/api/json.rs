//! The strict reader, canonical text and typed views. Row ids (J1, C1, ...) are those of the threat table.

use openbadges::base::limits::Limits;
use openbadges::codec::json::{Document, Error, Kind, Node, Number, jcs};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

fn read(text: impl AsRef<[u8]>) -> Result<Document, Error> {
    Document::parse(text.as_ref(), &Limits::DEFAULT)
}

fn document(text: &str) -> Document {
    read(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn refusal(text: impl AsRef<[u8]>) -> (&'static str, Option<usize>) {
    let error = read(text.as_ref()).expect_err(&String::from_utf8_lossy(text.as_ref()));
    (error.code(), error.offset())
}

fn canonical(text: &str) -> String {
    jcs::to_string(document(text).root(), &[])
}

#[test]
fn j1_refuses_a_name_given_twice_at_any_depth() {
    assert_eq!(refusal(r#"{"issuer":"A","issuer":"B"}"#), ("json.duplicate-key", Some(14)));
    assert_eq!(refusal(r#"[{"a":[{"b":{}, "b":1}]}]"#), ("json.duplicate-key", Some(16)));
    assert_eq!(refusal(r#"{"":1,"":2}"#).0, "json.duplicate-key");
    assert!(read(r#"[{"a":{"a":{"a":1}}},{"a":1}]"#).is_ok());
}

#[test]
fn j2_compares_names_after_their_escapes_are_resolved() {
    assert_eq!(refusal(r#"{"a":1,"\u0061":2}"#), ("json.duplicate-key", Some(7)));
    assert_eq!(refusal(r#"{"\u0061":1,"a":2}"#), ("json.duplicate-key", Some(12)));
    assert_eq!(refusal(r#"{"\ud83d\ude00":1,"😀":2}"#).0, "json.duplicate-key");
}

#[test]
fn j1_finds_the_second_of_two_equal_names_among_many() {
    for count in [14, 15, 16, 17, 18, 40, 1000] {
        let names = |again: usize| {
            let members = (0..count).map(|i| format!(r#""n{}":{i}"#, if i == count - 1 { again } else { i }));
            format!("{{{}}}", members.collect::<Vec<_>>().join(" , "))
        };
        assert!(read(names(count - 1)).is_ok());
        let text = names(3);
        let offset = text.rfind("\"n3\"").unwrap();
        assert_eq!(refusal(&text), ("json.duplicate-key", Some(offset)), "{count} members");
        let text = text.replacen("\"n3\"", "\"\\u006e3\"", 1);
        assert_eq!(refusal(&text), ("json.duplicate-key", Some(offset + 5)), "{count} members, one escaped");
    }
}

#[test]
fn j4_stops_at_64_levels_without_recursion() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(read(nested(64)).is_ok());
    assert_eq!(refusal(nested(65)), ("json.too-deep", Some(64)));
    assert_eq!(refusal("[".repeat(100_000)), ("json.too-deep", Some(64)));
    assert_eq!(refusal(r#"{"a":"#.repeat(100_000)), ("json.too-deep", Some(64 * 5)));

    let mut limits = Limits::DEFAULT;
    limits.json_depth = 50_000;
    let deep = Document::parse(nested(50_000).as_bytes(), &limits).expect("the caller raised the cap");
    assert_eq!(jcs::to_string(deep.root(), &[]), nested(50_000));
}

#[test]
fn j4_depth_counts_levels_not_brackets() {
    let wide = format!("[{}]", vec!["[[]]"; 1_000].join(","));
    assert!(read(wide).is_ok());
}

#[test]
fn j5_refuses_integers_that_doubles_do_not_keep_apart() {
    for text in ["9007199254740991", "-9007199254740991", "0", "-0"] {
        assert!(read(text).is_ok(), "{text}");
    }
    for text in ["9007199254740992", "-9007199254740992", "123456789012345678901234567890", "18446744073709551616"] {
        assert_eq!(refusal(text), ("json.number-not-exact", Some(0)), "{text}");
    }
}

#[test]
fn j6_j7_refuse_reals_that_are_not_their_shortest_text() {
    for text in ["1e400", "-1e400", "1e-400", "0.1000000000000000055", "333333333.33333329", "9007199254740993.0"] {
        assert_eq!(refusal(format!("[{text}]")), ("json.number-not-exact", Some(1)), "{text}");
    }
    for text in ["0.1", "1.10", "7.5", "-0.0", "1e21", "5e-324", "1E+2", "0.000001", "1.7976931348623157e308"] {
        assert!(read(text).is_ok(), "{text}");
    }
}

#[test]
fn j8_writes_every_zero_as_0() {
    for text in ["-0", "-0.0", "0", "0.00", "0e5", "-0E-7"] {
        assert_eq!(canonical(text), "0", "{text}");
    }
}

#[test]
fn j9_refuses_numbers_that_json_does_not_know() {
    for text in ["NaN", "Infinity", "-Infinity", "0x10", "01", "+1", "-01", "1.", ".5", "1e", "1e+", "-", "1_0"] {
        assert_eq!(refusal(text).0, "json.malformed", "{text}");
    }
}

#[test]
fn j10_refuses_lone_surrogates_in_values_and_names() {
    assert_eq!(refusal(r#"["ab\ud800"]"#), ("json.invalid-unicode", Some(4)));
    for text in [r#"["\udc00"]"#, r#"["\ud800x"]"#, r#"["\ud800\u0041"]"#, r#"["\ud800\ud800"]"#, r#"{"\udfff":1}"#] {
        assert_eq!(refusal(text).0, "json.invalid-unicode", "{text}");
    }
    assert_eq!(document(r#""\uD83D\uDE00""#).root().as_str(), Some("😀"));
}

#[test]
fn j11_refuses_bytes_that_are_not_utf_8() {
    for bytes in
        [b"\"\xc0\xaf\"".as_slice(), b"\"\xed\xa0\x80\"", b"\"\xe2\x82\"", b"\"\xff\"", b"\"\xf4\x90\x80\x80\""]
    {
        assert_eq!(refusal(bytes), ("json.invalid-unicode", Some(1)), "{bytes:x?}");
    }
}

#[test]
fn j12_refuses_byte_order_marks_before_anything_else() {
    for bytes in [b"\xef\xbb\xbf{}".as_slice(), b"\xff\xfe{\0}\0", b"\xfe\xff\0{\0}", b"\xef\xbb\xbf\xff"] {
        assert_eq!(refusal(bytes), ("json.malformed", Some(0)), "{bytes:x?}");
    }
    assert_ne!(refusal(b"{\0}\0").0, "json.too-large", "UTF-16 without a mark");
}

#[test]
fn j13_refuses_anything_after_the_value() {
    for text in ["{}{}", "{} x", "1 2", "[]]", "{},", "\"a\"\"b\"", "{}\0"] {
        assert_eq!(refusal(text).0, "json.malformed", "{text}");
    }
    assert_eq!(document(" \n\t\r{} \n").root().len(), 0);
}

#[test]
fn j14_keeps_escaped_controls_and_refuses_raw_ones() {
    assert_eq!(document(r#""a\u0000\u001f\n""#).root().as_str(), Some("a\0\u{1f}\n"));
    for text in ["\"a\nb\"", "\"\0\"", "\"\u{1f}\"", "{\"\t\":1}", "\"\\n\t\""] {
        assert_eq!(refusal(text).0, "json.malformed", "{text:?}");
    }
    assert_eq!(document("\"\u{7f}\u{85}\u{2028}\"").root().as_str(), Some("\u{7f}\u{85}\u{2028}"));
}

#[test]
fn j15_refuses_large_texts_before_reading_them_and_many_values_while_reading() {
    let text = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
    assert!(read(text(1 << 20)).is_ok());
    assert_eq!(refusal(text((1 << 20) + 1)), ("json.too-large", None));

    let values = |count: usize| format!("[{}]", vec!["1"; count - 1].join(","));
    assert!(read(values(50_000)).is_ok());
    assert_eq!(refusal(values(50_001)).0, "json.too-many-nodes");
}

#[test]
fn j15_compares_a_million_names_without_quadratic_work() {
    let mut limits = Limits::DEFAULT;
    (limits.document_bytes, limits.json_nodes) = (1 << 30, 2_000_000);
    let text = format!("{{{}}}", (0..1_000_000).map(|i| format!("\"{i}\":0")).collect::<Vec<_>>().join(","));
    assert_eq!(Document::parse(text.as_bytes(), &limits).unwrap().root().len(), 1_000_000);
}

#[test]
fn j18_keeps_composed_and_decomposed_names_apart() {
    let text = "{\"\u{e9}\":1,\"e\u{301}\":2}";
    assert_eq!(canonical(text), "{\"e\u{301}\":2,\"\u{e9}\":1}");
}

#[test]
fn refuses_every_beginning_of_a_document() {
    let text = r#"{"a":[true,false,null,-1.5e2,"x\n\u0041😀"],"b":{}}"#;
    assert!(read(text).is_ok());
    for end in 0..text.len() {
        assert!(read(&text.as_bytes()[..end]).is_err(), "the first {end} bytes");
    }
}

#[test]
fn refuses_misplaced_commas_and_brackets() {
    for text in [
        "[1,]",
        "[,1]",
        "[1 2]",
        "{,}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{1:1}",
        "[}",
        "{]",
        "[1}",
        "]",
        ",",
    ] {
        assert_eq!(refusal(text).0, "json.malformed", "{text}");
    }
}

#[test]
fn says_what_was_expected_and_found() {
    let message = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(message("[1;2]"), "expected `,` or `]` at byte 2, found `;`");
    assert_eq!(message("{\"a\":"), "expected a value at byte 5, found the end of the text");
    assert_eq!(
        message("{\"\\u0007\":1,\"\\u0007\":2}"),
        "expected each name once in an object, found `\\u{7}` again at byte 12"
    );
}

#[test]
fn hands_out_values_with_their_text_place_and_pointer() {
    let text = r#"{"a/b~":[10,{"é":"\u00e9"}],"s":"plain","t":true,"n":null}"#;
    let document = document(text);
    let root = document.root();
    assert_eq!((document.as_str(), root.source(), root.offset(), root.pointer().as_str()), (text, text, 0, ""));
    assert_eq!(root.members().map(|(name, _)| name).collect::<Vec<_>>(), ["a/b~", "s", "t", "n"]);

    let list = root.get("a/b~").unwrap();
    assert_eq!((list.kind(), list.len(), list.source()), (Kind::Array, 2, r#"[10,{"é":"\u00e9"}]"#));
    let inner = list.items().last().unwrap().get("é").unwrap();
    assert_eq!((inner.as_str(), inner.source()), (Some("é"), r#""\u00e9""#));
    assert_eq!(inner.pointer(), "/a~1b~0/1/é");
    assert_eq!(document.pointer_to(list), "/a~1b~0");
    assert_eq!(&text[inner.offset()..][..8], r#""\u00e9""#);

    assert_eq!(root.get("t").unwrap().as_bool(), Some(true));
    assert!(root.get("n").unwrap().is_null() && root.get("absent").is_none());
    assert_eq!(list.one_or_many().count(), 2);
    assert_eq!(root.get("s").unwrap().one_or_many().map(Node::as_str).collect::<Vec<_>>(), [Some("plain")]);
    assert_eq!((root.items().count(), list.members().count(), inner.items().len()), (0, 0, 0));
}

#[test]
fn hands_out_numbers_as_written_and_as_values() {
    let document = document("[1.50,-7,1e3]");
    let numbers: Vec<_> = document.root().items().filter_map(Node::as_number).collect();
    assert_eq!(numbers.iter().map(Number::as_text).collect::<Vec<_>>(), ["1.50", "-7", "1e3"]);
    assert_eq!(numbers.iter().map(Number::as_f64).collect::<Vec<_>>(), [1.5, -7.0, 1000.0]);
    assert_eq!(numbers.iter().map(Number::as_i64).collect::<Vec<_>>(), [None, Some(-7), None]);
}

#[test]
fn c1_orders_names_by_utf_16_code_units() {
    let text =
        "{\"\u{fb33}\":1,\"\u{1f600}\":2,\"z\":3,\"\u{e000}\":4,\"\u{d7ff}\":5,\"\u{10ffff}\":6,\"\":7,\"\u{ffff}\":8}";
    let expected =
        "{\"\":7,\"z\":3,\"\u{d7ff}\":5,\"\u{1f600}\":2,\"\u{10ffff}\":6,\"\u{e000}\":4,\"\u{fb33}\":1,\"\u{ffff}\":8}";
    assert_eq!(canonical(text), expected);
}

#[test]
fn c2_writes_numbers_like_ecmascript() {
    let cases = [
        ("1e21", "1e+21"),
        ("1e20", "100000000000000000000"),
        ("1e-7", "1e-7"),
        ("0.000001", "0.000001"),
        ("5e-324", "5e-324"),
        ("-1.50", "-1.5"),
        ("4.50E2", "450"),
        ("123e-20", "1.23e-18"),
        ("10.0", "10"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("-12345.678", "-12345.678"),
        ("1.0e-6", "0.000001"),
        ("123456789012345680000.0", "123456789012345680000"),
        ("9007199254740991", "9007199254740991"),
    ];
    for (text, expected) in cases {
        assert_eq!(canonical(text), expected, "{text}");
    }
}

#[test]
fn c3_escapes_only_what_it_must() {
    let text = r#""\u0061\/\u001F\u007f\u2028\"\\\b\f\n\r\t\u0000\u000b\u001a\u20ac""#;
    let expected = "\"a/\\u001f\u{7f}\u{2028}\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u000b\\u001a€\"";
    assert_eq!(canonical(text), expected);
    assert_eq!(canonical(r#"{"\n":1}"#), r#"{"\n":1}"#);
}

#[test]
fn c5_keeps_a_single_value_and_an_array_of_it_apart() {
    assert_ne!(canonical(r#"{"@context":"x"}"#), canonical(r#"{"@context":["x"]}"#));
}

#[test]
fn c7_output_is_at_most_six_times_the_input() {
    let text = format!("\"{}\"", r"\b".repeat((1 << 19) - 1));
    assert_eq!(canonical(&text).len(), text.len());
    for text in ["\"\\u0001\"", "[1e20,1e20,1e-6,1e20]", "[1E20]", "1e20"] {
        assert!(canonical(text).len() <= 6 * text.len(), "{text}");
    }
}

#[test]
fn leaves_out_members_of_the_value_itself_only() {
    let document = document(r#"{"proof":1,"b":{"proof":2},"a":[]}"#);
    assert_eq!(jcs::to_string(document.root(), &["proof"]), r#"{"a":[],"b":{"proof":2}}"#);
    assert_eq!(jcs::to_string(document.root(), &["a", "b", "proof"]), "{}");
    let mut out = String::from("before ");
    jcs::write(document.root().get("b").unwrap(), &[], &mut out);
    assert_eq!(out, r#"before {"proof":2}"#);
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Course<'a> {
    title: &'a str,
    credits: f64,
    level: Option<u8>,
    balance: i64,
    mode: Mode,
    #[serde(default)]
    tags: Vec<String>,
    wrapped: Wrapped,
    size: Size,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Wrapped(u32);

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Online,
    Onsite,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Size {
    Hours(f64),
    Range { from: u8, to: u8 },
}

#[derive(Debug, Deserialize, PartialEq)]
struct Open<'a> {
    id: &'a str,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

const COURSE: &str = r#"{"title":"Data","credits":7,"level":6,"balance":-3,"mode":"online",
    "tags":["a","\u0062"],"wrapped":5,"size":{"range":{"from":1,"to":2}}}"#;

#[test]
fn reads_typed_values_that_borrow_from_the_document() {
    let document = document(COURSE);
    let course = Course::deserialize(document.root()).unwrap();
    let expected = Course {
        title: "Data",
        credits: 7.0,
        level: Some(6),
        balance: -3,
        mode: Mode::Online,
        tags: vec!["a".into(), "b".into()],
        wrapped: Wrapped(5),
        size: Size::Range { from: 1, to: 2 },
    };
    assert_eq!(course, expected);
}

#[test]
fn reads_flattened_members() {
    let document = document(r#"{"x":[1,{"y":2.5}],"id":"i","z":null}"#);
    let open = Open::deserialize(document.root()).unwrap();
    assert_eq!(open.id, "i");
    assert_eq!(serde_json::to_string(&open.rest).unwrap(), r#"{"x":[1,{"y":2.5}],"z":null}"#);
}

#[test]
fn j17_points_at_the_value_of_the_wrong_kind() {
    let cases = [
        ("\"Data\"", "{}", "json.unexpected-type", "/title", "expected a borrowed string at `/title`, found an object"),
        ("\"\\u0062\"", "3", "json.unexpected-type", "/tags/1", "expected a string at `/tags/1`, found `3`"),
        (
            "\"online\"",
            "[]",
            "json.unexpected-type",
            "/mode",
            "expected a string or an object with one member at `/mode`, found an array",
        ),
        (
            "\"online\"",
            "\"moon\"",
            "json.invalid-value",
            "/mode",
            "value not allowed at `/mode`: expected one of `online`, `onsite`, found `moon`",
        ),
        (
            "\"level\":6",
            "\"level\":256",
            "json.invalid-value",
            "/level",
            "value not allowed at `/level`: expected an integer of at least 0, found `256`",
        ),
        (
            "\"from\":1,",
            "",
            "json.missing-member",
            "/size/range",
            "expected a member `from` at `/size/range`, found none",
        ),
        ("\"balance\"", "\"salary\"", "json.unknown-member", "/salary", "expected no member `salary` at `/salary`"),
        (
            "\"wrapped\":5",
            "\"wrapped\":\"5\"",
            "json.unexpected-type",
            "/wrapped",
            "expected an integer of at least 0 at `/wrapped`, found the string `5`",
        ),
    ];
    for (from, to, code, pointer, message) in cases {
        let text = COURSE.replacen(from, to, 1);
        assert_ne!(text, COURSE, "{from} is not there");
        let error = Course::deserialize(document(&text).root()).expect_err(&text);
        assert_eq!((error.code(), error.pointer(), error.to_string().as_str()), (code, Some(pointer), message));
    }
    let error = Course::deserialize(document("[]").root()).unwrap_err();
    assert_eq!((error.pointer(), error.offset()), (Some(""), Some(0)));
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "type")]
enum Shape {
    Point { at: (f64, f64) },
    Group { of: Vec<OneOrMany> },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum OneOrMany {
    One(i8),
    Many(Vec<i8>),
}

#[test]
fn reads_variants_that_a_member_or_the_form_tells_apart() {
    let shapes = document(r#"[{"at":[1,2.5],"type":"Point"},{"type":"Group","of":[1,[2,-3],[]]}]"#);
    let many = vec![OneOrMany::One(1), OneOrMany::Many(vec![2, -3]), OneOrMany::Many(vec![])];
    let expected = vec![Shape::Point { at: (1.0, 2.5) }, Shape::Group { of: many }];
    assert_eq!(Vec::<Shape>::deserialize(shapes.root()).unwrap(), expected);

    let wrong = document(r#"[{"at":[1,2.5],"type":"Point"},{"type":"Group","of":[true]}]"#);
    let error = Vec::<Shape>::deserialize(wrong.root()).unwrap_err();
    assert_eq!(error.pointer(), Some("/1"), "what serde buffers is placed at the value that it buffered");
}

#[test]
fn refuses_a_tuple_with_items_left_over() {
    assert_eq!(<(u8, u8)>::deserialize(document("[1,2]").root()).unwrap(), (1, 2));
    assert_eq!(<(u8, u8)>::deserialize(document("[1,2,3]").root()).unwrap_err().code(), "json.invalid-value");
}

/// JSON values whose numbers are exact, so that both readers accept them.
fn any_value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
        any::<f64>().prop_filter("exact when written out", |x| is_exact_when_canonical(*x)).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\"\\\\\u{0}-\u{20}a]{0,20}".prop_map(Value::from),
    ];
    scalar.prop_recursive(6, 96, 24, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..24)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Canonical text writes doubles below 10^21 without exponent, where the reader wants integers within ±(2^53 − 1).
fn is_exact_when_canonical(x: f64) -> bool {
    x.is_finite() && (x.abs() < 9_007_199_254_740_992.0 || x.abs() >= 1e21)
}

/// Texts near JSON: fragments put together without regard for the grammar.
fn near_json() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\"",
        "\"a\"",
        "\"b\"",
        "\"\\u0061\"",
        "\\",
        "\\n",
        "\\ud83d",
        "\\ude00",
        "1",
        "0",
        "-",
        ".5",
        "e3",
        "E-2",
        "true",
        "false",
        "null",
        "\"é\":",
        "\"a\":",
        "\"x\":[",
        "]}",
        "\u{1}",
        "9007199254740992",
    ]);
    prop::collection::vec(fragment, 1..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn reads_what_serde_json_writes(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let document = document(&text);
        let seen = serde_json::Value::deserialize(document.root()).unwrap();
        // Minus zero is the one value whose written form the two keep differently.
        prop_assert_eq!(seen.to_string(), serde_json::from_str::<serde_json::Value>(&text).unwrap().to_string());
    }

    #[test]
    fn accepts_nothing_that_serde_json_refuses(text in near_json()) {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match read(&text) {
            Ok(document) => {
                let seen = serde_json::Value::deserialize(document.root()).unwrap();
                prop_assert!(theirs.is_ok_and(|theirs| theirs == seen || text.contains("-0")), "{}", text);
            }
            Err(error) => {
                let strict = ["json.duplicate-key", "json.number-not-exact", "json.invalid-unicode"];
                prop_assert!(theirs.is_err() || strict.contains(&error.code()), "{}: {}", text, error);
            }
        }
    }

    #[test]
    fn canonical_text_agrees_with_another_writer(value in any_value()) {
        let ours = canonical(&value.to_string());
        prop_assert_eq!(&ours, &serde_json_canonicalizer::to_string(&value).unwrap());
        prop_assert_eq!(canonical(&ours), ours.clone());
        prop_assert!(ours.len() <= 6 * value.to_string().len());
    }

    #[test]
    fn number_text_reads_back_as_the_same_double(value in any::<f64>()) {
        prop_assume!(value.is_finite() && value != 0.0);
        let text = jcs::number(value);
        prop_assert_eq!(text.parse::<f64>().unwrap(), value);
        prop_assert_eq!(read(&text).is_ok(), text.contains(['.', 'e']) || value.abs() < 9_007_199_254_740_992.0);
    }

    #[test]
    fn survives_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(document) = read(&bytes) {
            prop_assert_eq!(document.as_str().as_bytes(), bytes.as_slice());
        }
    }
}
