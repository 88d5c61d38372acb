use openbadges::base::limits::Limits;
use openbadges::codec::OtherBadge;
use openbadges::codec::json::{Document, jcs};
use openbadges::codec::svg::{Error, Svg, bake, extract};
use proptest::prelude::*;

const LIMITS: &Limits = &Limits::DEFAULT;
const JSON: &str = r#"{"type":["VerifiableCredential"],"name":"Teamwork & <trust> ✓"}"#;
const JWS: &str = "eyJhbGciOiJFZERTQSJ9.eyJuYW1lIjoiVGVhbXdvcmsifQ.c2lnbmF0dXJl_-";
const OB: &str = r#"xmlns:ob="https://purl.imsglobal.org/ob/v3p0""#;
const TAG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">"#;

const PICTURE: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- a star -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" onload='draw("&lt;&#x41;")'>
  <title>Star &amp; moon &#169;</title><g fill="#fc0"><path d="M5 0L10 10H0z"/></g>
  <script><![CDATA[ if (1 < 2) {} ]]></script>
</svg>
<!-- end -->
"##;

/// A picture with `inside` in its root.
fn with(inside: &str) -> String {
    format!("{TAG}{inside}</svg>")
}

fn read(text: &str) -> Result<String, Error> {
    extract(text.as_bytes(), LIMITS)
}

fn code(file: impl AsRef<[u8]>) -> &'static str {
    let file = file.as_ref();
    extract(file, LIMITS).expect_err(&String::from_utf8_lossy(&file[..file.len().min(300)])).code()
}

fn baked(image: &str, credential: &str) -> String {
    String::from_utf8(bake(image.as_bytes(), credential, LIMITS).unwrap()).unwrap()
}

#[test]
fn puts_the_credential_after_the_start_tag_and_keeps_every_other_byte() {
    for credential in [JSON, JWS] {
        let baked = baked(PICTURE, credential);
        let tag_end = PICTURE.find("\")'>").unwrap() + 4;
        let (head, tail) = PICTURE.split_at(tag_end);
        let element =
            baked.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)).expect("only one place changes");
        assert!(element.starts_with(r#"<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0""#));
        assert_eq!(read(&baked).unwrap(), credential);
    }
}

#[test]
fn writes_json_as_text_and_a_jws_as_an_attribute() {
    assert!(baked(&with(""), JSON).contains(&format!("<![CDATA[{JSON}]]>")));
    assert!(baked(&with(""), JWS).contains(&format!(r#" verify="{JWS}"/>"#)));
}

#[test]
fn finds_an_assertion_of_open_badges_2_0_and_says_that_it_is_no_credential() {
    const OB2: &str = r#"xmlns:openbadges="http://openbadges.org""#;
    const URL: &str = "https://example.org/assertions/1";
    for (inside, expected, text) in [
        (format!(r#"<openbadges:assertion {OB2} verify="{URL}"/>"#), OtherBadge::AssertionUrl, URL),
        (
            format!(r#"<openbadges:assertion {OB2} verify="{JWS}"></openbadges:assertion>"#),
            OtherBadge::AssertionJws,
            JWS,
        ),
        (
            format!(r#"<openbadges:assertion {OB2} verify="{URL}"><![CDATA[ {{"id":1}} ]]></openbadges:assertion>"#),
            OtherBadge::Assertion,
            r#"{"id":1}"#,
        ),
        (r#"<a:assertion xmlns:a="http://openbadges.org">{}</a:assertion>"#.to_owned(), OtherBadge::Assertion, "{}"),
    ] {
        let file = with(&inside);
        assert_eq!(Svg::open(file.as_bytes(), LIMITS).unwrap().other().unwrap(), Some((expected, text)));
        let error = read(&file).unwrap_err();
        assert_eq!(error, Error::NoCredential { other: Some(expected) });
        assert!(error.to_string().ends_with(&format!("found {expected}")));
        // Two generations may stand in one picture: baking replaces its own.
        let both = baked(&baked(&file, JWS), JSON);
        assert_eq!(read(&both).unwrap(), JSON);
        assert!(both.ends_with(&format!("{inside}</svg>")));
    }
    for (inside, code) in [
        (
            format!("<o:assertion {0} verify='a'/><o:assertion {0} verify='b'/>", OB2.replace("openbadges=", "o=")),
            "svg.many-credentials",
        ),
        (format!("<o:assertion {}><g/></o:assertion>", OB2.replace("openbadges=", "o=")), "svg.malformed"),
    ] {
        let file = with(&inside);
        assert_eq!(Svg::open(file.as_bytes(), LIMITS).unwrap().other().unwrap_err().code(), code);
        assert_eq!(read(&file).unwrap_err(), Error::NoCredential { other: None });
    }
    for none in [format!("<g><o:assertion {OB2}/></g>"), r#"<assertion verify="a"/>"#.to_owned()] {
        assert_eq!(Svg::open(with(&none).as_bytes(), LIMITS).unwrap().other().unwrap(), None);
    }
}

#[test]
fn opens_an_empty_root_to_bake() {
    let image = r#"<s:svg xmlns:s="http://www.w3.org/2000/svg" /> "#;
    let baked = baked(image, JSON);
    assert!(baked.starts_with(r#"<s:svg xmlns:s="http://www.w3.org/2000/svg" ><openbadges:credential "#));
    assert!(baked.ends_with("</openbadges:credential></s:svg> "));
    assert_eq!(read(&baked).unwrap(), JSON);
}

#[test]
fn baking_replaces_whatever_credentials_were_there() {
    let old = format!(r#"<ob:credential {OB}><ob:x/>old</ob:credential>"#);
    let jws = r#"<credential xmlns="https://purl.imsglobal.org/ob/v3p0" verify="x"/>"#;
    let image = with(&format!("<g/>{old}<path/>{jws}<!-- {old} -->"));
    assert_eq!(baked(&image, JSON), baked(&with(&format!("<g/><path/><!-- {old} -->")), JSON));
}

#[test]
fn refuses_to_bake_what_is_no_credential() {
    for text in
        ["", "[]", "\"x\"", "null", "{", "{}{}", "https://example.org/a", "a.b", "a.b.", "a.b.c.d", "{\"a\":1,\"a\":2}"]
    {
        let error = bake(with("").as_bytes(), text, LIMITS).expect_err(text);
        assert_eq!(error.code(), "svg.unfit-credential", "{text}");
    }
}

#[test]
fn v1_v2_refuse_declarations_inside_a_document_type() {
    for subset in ["[]", "[<!ENTITY x SYSTEM \"file:///etc/hostname\">]", "[<!ENTITY x \"{}\">]", "SYSTEM 'a' [ %p; ]"]
    {
        let body = format!("<ob:credential {OB}>&x;</ob:credential>");
        assert_eq!(code(format!("<!DOCTYPE svg {subset}>{}", with(&body))), "svg.malformed", "{subset}");
        assert_eq!(code(format!("<!DOCTYPE svg {subset}>{}", with(""))), "svg.malformed", "{subset}");
    }
}

#[test]
fn v2_refuses_entities_that_xml_does_not_define() {
    for reference in [
        "&x;",
        "&nbsp;",
        "&;",
        "&#;",
        "&#x;",
        "&#0;",
        "&#x1f;",
        "&#xd800;",
        "&#xfffe;",
        "&#+65;",
        "&#x110000;",
        "&lt",
        "& ",
    ] {
        assert_eq!(code(with(&format!("<g>{reference}</g>"))), "svg.malformed", "text {reference}");
        assert_eq!(code(with(&format!("<g a=\"{reference}\"/>"))), "svg.malformed", "attribute {reference}");
    }
    assert_eq!(
        code(with("<g a='&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;'>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</g>")),
        "svg.no-credential"
    );
}

#[test]
fn v3_skips_a_plain_document_type() {
    for doctype in [
        "svg",
        "svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'",
        "svg SYSTEM \"a>b\"",
    ] {
        let image = format!("<!DOCTYPE {doctype}>\n{}", with(""));
        assert_eq!(read(&baked(&image, JSON)).unwrap(), JSON, "{doctype}");
    }
    for image in [
        format!("<!DOCTYPE svg><!DOCTYPE svg>{}", with("")),
        with("<!DOCTYPE svg>"),
        with("") + "<!DOCTYPE svg>",
        format!("<!doctype svg>{}", with("")),
    ] {
        assert_eq!(code(image), "svg.malformed");
    }
}

#[test]
fn v4_reads_256_levels_and_no_more() {
    let nested = |levels: usize| with(&("<g>".repeat(levels - 1) + &"</g>".repeat(levels - 1)));
    assert_eq!(code(nested(256)), "svg.no-credential");
    assert_eq!(code(nested(257)), "svg.too-deep");
    assert_eq!(code(nested(100_000)), "svg.too-deep");
    assert_eq!(code(with(&("<g>".repeat(255) + "<g/>" + &"</g>".repeat(255)))), "svg.too-deep");
}

#[test]
fn v5_v6_read_1024_attributes_and_no_more() {
    let flood = |count: usize, name: &str| {
        with(&format!(
            "<g{}/>",
            (0..count).map(|i| format!(" {name}{i}='https://example.org/{i}'")).collect::<String>()
        ))
    };
    for name in ["a", "xmlns:n"] {
        assert_eq!(code(flood(1_024, name)), "svg.no-credential", "{name}");
        assert_eq!(code(flood(1_025, name)), "svg.too-many-attributes", "{name}");
        assert_eq!(code(flood(50_000, name)), "svg.too-many-attributes", "{name}");
    }
}

#[test]
fn v7_refuses_two_credentials() {
    let one = format!("<ob:credential {OB}>{{}}</ob:credential>");
    assert_eq!(read(&with(&one)).unwrap(), "{}");
    let two = format!("<credential xmlns='https://purl.imsglobal.org/ob/v3p0' verify='{JWS}'/>");
    assert_eq!(read(&with(&(one.clone() + &two))), Err(Error::ManyCredentials { found: 2 }));
    assert_eq!(read(&with(&(one.clone() + &one + &two))), Err(Error::ManyCredentials { found: 3 }));
}

#[test]
fn v8_refuses_a_credential_in_both_forms() {
    let both = |body: &str| with(&format!("<ob:credential {OB} verify='{JWS}'>{body}</ob:credential>"));
    assert_eq!(read(&both("{}")), Err(Error::ManyCredentials { found: 2 }));
    assert_eq!(read(&both("<![CDATA[{}]]>")), Err(Error::ManyCredentials { found: 2 }));
    assert_eq!(read(&both(" \n\t")).unwrap(), JWS);
}

#[test]
fn v9_matches_the_namespace_and_never_the_prefix() {
    for (element, found) in [
        (r#"<a:credential xmlns:a="https://purl.imsglobal.org/ob/v3p0">{}</a:credential>"#, true),
        (r#"<credential xmlns="https://purl.imsglobal.org/ob/v3p0">{}</credential>"#, true),
        (r#"<credential xmlns="https://purl&#46;imsglobal.org/ob/v3p0">{}</credential>"#, true),
        (r#"<openbadges:credential xmlns:openbadges="http://openbadges.org">{}</openbadges:credential>"#, false),
        (r#"<a:credential xmlns:a="https://purl.imsglobal.org/ob/v3p0/">{}</a:credential>"#, false),
        (r#"<a:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0">{}</a:credential>"#, false),
        (r#"<a:Credential xmlns:a="https://purl.imsglobal.org/ob/v3p0">{}</a:Credential>"#, false),
        (r#"<a:assertion xmlns:a="https://purl.imsglobal.org/ob/v3p0">{}</a:assertion>"#, false),
        ("<credential>{}</credential>", false),
        ("<openbadges:credential>{}</openbadges:credential>", false),
    ] {
        assert_eq!(read(&with(element)).ok().as_deref(), found.then_some("{}"), "{element}");
    }
    let in_root = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {OB}><ob:credential>{{}}</ob:credential></svg>"#);
    assert_eq!(read(&in_root).unwrap(), "{}");
    let shadowed = in_root.replace("<ob:credential>", "<ob:credential xmlns:ob='https://example.org/'>");
    assert_eq!(code(shadowed), "svg.no-credential");
}

#[test]
fn v10_looks_only_at_children_of_the_root() {
    let element = format!("<ob:credential {OB}>{{}}</ob:credential>");
    for inside in [
        format!("<!--{element}-->"),
        format!("<![CDATA[{element}]]>"),
        format!("<?x {element}?>"),
        format!("<script>{element}</script>"),
        format!("<style>{element}</style>"),
        format!("<foreignObject>{element}</foreignObject>"),
        format!("<g><g>{element}</g></g>"),
        element.replace('<', "&lt;"),
    ] {
        assert_eq!(code(with(&inside)), "svg.no-credential", "{inside}");
    }
    assert_eq!(code(format!("<ob:credential {OB}>{{}}</ob:credential>")), "svg.malformed", "as the root");
}

#[test]
fn v11_joins_a_body_that_comes_in_pieces() {
    let body = " {&quot;a&quot;:<![CDATA[\"<]]><![CDATA[b>\"]]><!-- note -->,\n\"c\"&#58;1<?pi?>\r\n}\r";
    assert_eq!(
        read(&with(&format!("<ob:credential {OB}>{body}</ob:credential>"))).unwrap(),
        "{\"a\":\"<b>\",\n\"c\":1\n}"
    );
}

#[test]
fn v12_escapes_what_would_end_the_text() {
    let json = "{\"a\":\"]]>\\\\]]>\u{fffe}\u{ffff}\",\r\n\"b\":[[1]]\r}";
    let expected = r#"{"a":"]]\u003e\\]]\u003e\ufffe\uffff","#.to_owned() + "\n\"b\":[[1]]\n}";
    let seen = read(&baked(&with(""), json)).unwrap();
    assert_eq!(seen, expected);
    assert_eq!(canonical(&seen), canonical(json));
}

#[test]
fn v13_normalises_the_attribute_and_wants_a_strict_jws() {
    let verify = |value: &str| read(&with(&format!("<ob:credential {OB} verify='{value}'></ob:credential>")));
    assert_eq!(verify(&JWS.replace('.', "&#46;")).unwrap(), JWS);
    for value in [
        "",
        " ",
        "{}",
        "a.b",
        "a..c",
        "a.b.c.d",
        "a.b.c=",
        "a.b.c d",
        "https://example.org/1",
        &JWS.replace('.', ".\n"),
        &JWS.replace('.', ".&#10;"),
        &format!(" {JWS}"),
        &format!("{JWS}&amp;"),
    ] {
        assert_eq!(verify(value).expect_err(value).code(), "svg.malformed-jws", "{value:?}");
    }
}

#[test]
fn v14_reads_utf_8_only() {
    let image = with("");
    assert_eq!(code(format!("\u{feff}{image}")), "svg.no-credential");
    let marked = baked(&format!("\u{feff}{image}"), JSON);
    assert_eq!(marked, format!("\u{feff}{}", baked(&image, JSON)));
    assert_eq!(read(&marked).unwrap(), JSON);

    let utf_16 =
        |mark: u16| std::iter::once(mark).chain(image.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    assert_eq!(code(utf_16(0xfeff)), "svg.malformed");
    assert_eq!(code([image.as_bytes(), b"<!--\xe9-->"].concat()), "svg.malformed");
    assert_eq!(code(format!("\u{feff}\u{feff}{image}")), "svg.malformed");
    for (declaration, is_read) in [
        ("version='1.0' encoding='utf-8' standalone='no'", true),
        ("version='1.0'", true),
        ("version='1.0' encoding='ISO-8859-1'", false),
        ("version='1.0' encoding='UTF-16'", false),
        ("version='1.1'", false),
        ("encoding='UTF-8'", false),
    ] {
        let expected = if is_read { "svg.no-credential" } else { "svg.malformed" };
        assert_eq!(code(format!("<?xml {declaration}?>{image}")), expected, "{declaration}");
    }
    assert_eq!(code(format!(" <?xml version='1.0'?>{image}")), "svg.malformed");
}

#[test]
fn v15_says_that_a_compressed_file_must_be_unpacked() {
    let error = extract(b"\x1f\x8b\x08\0\0\0", LIMITS).unwrap_err();
    assert_eq!(error.code(), "svg.malformed");
    assert!(error.to_string().contains(".svgz"), "{error}");
}

#[test]
fn v16_leaves_scripts_and_events_alone() {
    let image = with("<script>alert(1)</script><g onclick='x()'/>");
    let seen = baked(&image, JSON);
    assert!(seen.ends_with("<script>alert(1)</script><g onclick='x()'/></svg>"));
    assert_eq!(read(&seen).unwrap(), JSON);
}

#[test]
fn v17_refuses_what_is_not_well_formed() {
    for image in [
        with("\0"),
        with("\u{1}"),
        with("\u{ffff}"),
        with("<g>"),
        with("</g>"),
        with("<g></h>"),
        with("<g"),
        with("<!-- "),
        with("<![CDATA["),
        with("<!-- a -- b -->"),
        with("<g a='1' a='2'/>"),
        with("<g a=1/>"),
        with("<g a/>"),
        with("<g a='<'/>"),
        with("<g a='1'b='2'/>"),
        with("<1/>"),
        with("< g/>"),
        with("<g 1='a'/>"),
        with("<<g/>"),
        with("]]>"),
        with("<g/ >"),
        with("<g></g a='1'>"),
        TAG.to_owned(),
        String::new(),
        " ".to_owned(),
        "text".to_owned(),
        with("") + "text",
        with("") + &with(""),
        with("") + "&lt;",
        with("") + "<![CDATA[]]>",
        "<svg/>".to_owned(),
        "<g xmlns='http://www.w3.org/2000/svg'/>".to_owned(),
        "{}".to_owned(),
        "<svg xmlns='https://example.org/'/>".to_owned(),
        "<?xml version='1.0'?>".to_owned(),
        with("<?xml version='1.0'?>"),
    ] {
        assert_eq!(code(&image), "svg.malformed", "{image}");
        assert!(bake(image.as_bytes(), JSON, LIMITS).is_err(), "{image}");
    }
}

#[test]
fn refuses_elements_inside_the_credential_and_an_empty_one() {
    let body = |body: &str| with(&format!("<ob:credential {OB}>{body}</ob:credential>"));
    assert_eq!(code(body("{}<b/>")), "svg.malformed");
    assert_eq!(code(body(&format!("{{}}<ob:credential {OB}>{{}}</ob:credential>"))), "svg.malformed");
    for empty in ["", " \n", "<!-- {} -->", "<![CDATA[ ]]>"] {
        assert_eq!(code(body(empty)), "svg.no-credential", "{empty}");
    }
}

#[test]
fn refuses_a_file_cut_at_any_byte() {
    let whole = baked(PICTURE, JSON);
    let end = whole.rfind("</svg>").unwrap() + "</svg>".len();
    for cut in 0..end {
        assert_eq!(code(&whole.as_bytes()[..cut]), "svg.malformed", "the first {cut} bytes");
    }
    assert_eq!(read(&whole[..end]).unwrap(), JSON);
}

#[test]
fn refuses_files_past_the_cap_read_or_made() {
    let mut limits = Limits::DEFAULT;
    limits.svg_bytes = baked(&with(""), JSON).len();
    assert!(bake(with("").as_bytes(), JSON, &limits).is_ok());
    let longer = with(" ");
    let too_large = Error::TooLarge { limit: limits.svg_bytes, found: limits.svg_bytes + 1 };
    assert_eq!(bake(longer.as_bytes(), JSON, &limits), Err(too_large.clone()));
    assert_eq!(extract(baked(&longer, JSON).as_bytes(), &limits), Err(too_large));
}

fn canonical(text: &str) -> String {
    jcs::to_string(Document::parse(text.as_bytes(), LIMITS).unwrap().root(), &[])
}

/// Objects with characters that matter to XML.
fn any_json() -> impl Strategy<Value = String> {
    let text = prop_oneof![any::<String>(), "[\\]>&<'\"\\\\\u{fffe}\r\n]{0,12}"];
    let members = prop::collection::btree_map(text.clone(), text, 0..4);
    (members, any::<bool>()).prop_map(|(members, pretty)| {
        if pretty { serde_json::to_string_pretty(&members) } else { serde_json::to_string(&members) }.unwrap()
    })
}

proptest! {
    #[test]
    fn gives_back_the_json_that_was_baked(json in any_json()) {
        let once = baked(PICTURE, &json);
        let seen = read(&once).unwrap();
        prop_assert_eq!(canonical(&seen), canonical(&json));
        if !json.contains("]]>") && !json.contains(['\u{fffe}', '\u{ffff}']) {
            prop_assert_eq!(&seen, &json);
        }
        prop_assert_eq!(baked(&once, &json), once.clone());
        prop_assert_eq!(baked(&once, JWS), baked(PICTURE, JWS));
    }

    #[test]
    fn gives_back_the_jws_that_was_baked(jws in "[A-Za-z0-9_-]{1,40}(\\.[A-Za-z0-9_-]{1,40}){2}") {
        let once = baked(PICTURE, &jws);
        prop_assert_eq!(read(&once).unwrap(), jws.clone());
        prop_assert_eq!(baked(&once, &jws), once.clone());
        prop_assert_eq!(baked(&once, JSON), baked(PICTURE, JSON));
    }

    #[test]
    fn survives_pieces_of_xml_in_any_order(pieces in prop::collection::vec(prop::sample::select(vec![
        TAG, "<svg", "</svg>", "<g>", "</g>", "<g/>", "<", ">", "/>", "&lt;", "&", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>",
        "<!DOCTYPE svg>", "<!", "a='1'", "\"", "'", " ", "x", "\u{feff}", "é", "<ob:credential ", OB, "</ob:credential>", "{}",
    ]), 0..12)) {
        let image = pieces.concat();
        if let Ok(made) = bake(image.as_bytes(), JSON, LIMITS) {
            prop_assert_eq!(extract(&made, LIMITS).unwrap(), JSON, "{}", image);
        }
    }
}
