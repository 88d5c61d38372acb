//! What a verification answers: the report, the badge that was accepted, and errors, which are something else.

use super::desk::*;
use openbadges::codec::{pdf, png, svg};
use openbadges::verify::{
    Check, CheckId, ContainerKind, Finding, Materials, Outcome, Presented, Verdict, Verifier, danger, digest, extract,
};
use serde_json::{Value, json};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>\n";

const PDF: &str = "%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n\
                   trailer\n<</Size 2 /Root 1 0 R>>\nstartxref\n43\n%%EOF\n";

fn picture() -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = ::png::Encoder::new(&mut file, 1, 1);
    encoder.write_header().unwrap().write_image_data(&[7]).unwrap();
    file
}

fn error(bytes: &[u8]) -> &'static str {
    Presented::open(bytes, &LIMITS).expect_err("should be an error").code()
}

#[test]
fn a_report_is_one_json_object_with_every_check_in_order() {
    let text = issued().as_str().to_owned();
    let report = serde_json::to_value(strictly(&text)).unwrap();
    let pass = |name: &str| json!({"check": name, "outcome": "pass"});
    let none = |name: &str| json!({"check": name, "outcome": "not-applicable"});
    let noted = |name: &str, code: &str, message: &str| {
        let finding = json!({"code": code, "weight": "note", "message": message});
        json!({"check": name, "outcome": "not-applicable", "findings": [finding]})
    };
    let bound = json!({
        "code": "issuer-key.self-certifying",
        "weight": "note",
        "message": "the issuer's id is the key itself",
        "where": "/proof/0/verificationMethod",
    });
    let no_status = "the issuer publishes no status: this badge cannot be revoked";
    let nobody = "nobody was named to compare the learner with";
    let no_list = "no list of trusted issuers was given: anyone can make a key and use any name";
    let context = |url: &str, sha256: &str| json!({"url": url, "sha256": sha256});
    let expected = json!({
        "verdict": "accepted",
        "checkedAt": NOW,
        "badge": {
            "container": "json",
            "form": "json",
            "digest": digest(text.as_bytes()),
            "contexts": [
                context(V2, "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
                context(OB, "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"),
            ],
        },
        "checks": [
            pass("version"),
            pass("shape"),
            pass("contexts"),
            pass("terms"),
            none("schema"),
            {"check": "issuer-key", "outcome": "pass", "findings": [bound]},
            pass("proof"),
            pass("validity"),
            noted("status", "status.none", no_status),
            none("resources"),
            noted("recipient", "recipient.not-asked", nobody),
            none("endorsements"),
            none("completeness"),
            noted("issuer-trust", "issuer-trust.not-asked", no_list),
        ],
        "proven": {
            "id": "urn:uuid:b0",
            "issuer": did(1),
            "issuerName": "Harbour School",
            "achievement": "Reading Tides",
            "learner": [LEARNER],
            "awarded": FROM,
            "until": UNTIL,
            "signedBy": [method(1)],
        },
    });
    assert_eq!(report, expected);
}

#[test]
fn a_finding_in_json_has_its_weight_and_its_place_and_a_tolerated_check_says_so() {
    let schema = json!([{"id": "urn:uuid:s1", "type": "JsonSchema"}]);
    let report = serde_json::to_value(compatibly(&signed_as_json(&with("/credentialSchema", schema)))).unwrap();
    let message = match cfg!(feature = "schema") {
        true => "a declared schema was not applied: what lies at `urn:uuid:s1` is not at hand",
        false => "the schema `urn:uuid:s1` was not applied: this build has no validator (feature `schema`)",
    };
    let finding = json!({
        "code": "schema.not-checked",
        "weight": "open",
        "message": message,
        "where": "/credentialSchema/0",
    });
    let expected = json!({"check": "schema", "outcome": "unknown", "tolerated": true, "findings": [finding]});
    assert_eq!(report["checks"][4], expected);
    let report = serde_json::to_value(judge_at("2031-01-01T00:00:00Z", issued().as_str())).unwrap();
    assert_eq!(report["verdict"], "rejected");
    assert_eq!(report["checks"][7]["outcome"], "fail");
    assert_eq!(report["checks"][7]["findings"][0]["weight"], "fault");
}

#[test]
fn only_an_accepted_badge_is_handed_on_and_it_is_the_one_that_was_signed() {
    let text = issued().as_str().to_owned();
    let accepted = strictly(&text).into_accepted().unwrap();
    assert_eq!(accepted.credential_id(), "urn:uuid:b0");
    assert_eq!(accepted.issuer_id(), did(1));
    assert_eq!(accepted.accepted_at(), at(NOW));
    assert_eq!(accepted.valid_from(), at(FROM));
    assert_eq!(accepted.digest(), digest(text.as_bytes()));
    let award = accepted.micro_credential().unwrap();
    assert_eq!(award.credits()[0].amount().to_string(), "1.5");
    for report in [judge_at(UNTIL, &text), strictly(&signed(&unsigned()))] {
        assert!(report.accepted().is_some());
    }
    let status = json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://school.example/status/1",
    });
    for (report, verdict) in [
        (judge_at("2031-01-01T00:00:00Z", &text), Verdict::Rejected),
        (strictly(&unsigned().to_string()), Verdict::Rejected),
        (strictly(&signed(&with("/credentialStatus", status))), Verdict::Undecided),
    ] {
        assert_eq!(report.verdict(), verdict);
        assert!(report.accepted().is_none() && report.into_accepted().is_none());
    }
}

#[test]
fn an_altered_badge_proves_nothing_that_it_says() {
    let report = strictly(&issued().as_str().replace("Reading Tides", "Reading Stars"));
    rejects(&report, CheckId::Proof, "proof.signature-invalid");
    assert!(report.proven().is_none());
    assert!(!serde_json::to_string(&report).unwrap().contains("Reading Stars"));
}

#[test]
fn a_learner_who_is_hidden_stays_hidden() {
    let hidden = json!([{"type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "salt": "s",
        "identityHash": openbadges::model::IdentityHash::sha256("robin@school.example", "s").as_str()}]);
    let mut badge = with("/credentialSubject/identifier", hidden);
    badge["credentialSubject"].as_object_mut().unwrap().remove("id");
    let report = strictly(&signed(&badge));
    accepts(&report);
    assert_eq!(report.proven().unwrap().learner, Vec::<String>::new());
}

#[test]
fn a_finding_never_repeats_more_of_a_badge_than_a_thousand_characters() {
    let long = "é".repeat(100_000);
    for (pointer, value) in [
        ("/validUntil", json!(long)),
        ("/@context/2", json!(format!("https://school.example/{long}"))),
        ("/credentialSchema", json!([{"id": format!("urn:x:{long}"), "type": long}])),
        ("/credentialStatus", json!({"id": format!("urn:x:{long}"), "type": long})),
        ("/issuer/id", json!(format!("urn:x:{long}"))),
        ("/endorsement", json!([{"issuer": long}])),
    ] {
        let mut badge = unsigned();
        if pointer == "/@context/2" {
            badge["@context"].as_array_mut().unwrap().push(Value::Null);
        }
        let report = compatibly(&signed_as_json(&put(badge, pointer, value)));
        let findings = report.checks().iter().flat_map(Check::findings);
        let longest = findings.map(|finding| finding.message().chars().count()).max().unwrap();
        assert!(longest <= 1_001, "{pointer}: {longest}");
    }
}

#[test]
fn what_cannot_be_looked_at_is_an_error_and_no_report_j16() {
    let deep = format!("{}1{}", "[".repeat(65), "]".repeat(65));
    let wide = format!("[{}1]", "1,".repeat(LIMITS.json_nodes));
    let huge = format!("{{\"name\":\"{}\"}}", "x".repeat(LIMITS.document_bytes));
    for (text, code) in [
        ("", "json.malformed"),
        ("{", "json.malformed"),
        ("{} {}", "json.malformed"),
        ("\u{feff}{}", "json.malformed"),
        ("{'id': 1}", "json.malformed"),
        (r#"{"issuer": "A", "issuer": "B"}"#, "json.duplicate-key"),
        (r#"{"a": {"id": 1, "\u0069d": 2}}"#, "json.duplicate-key"),
        (r#"{"credits": 9007199254740993}"#, "json.number-not-exact"),
        (r#"{"a": "\ud800"}"#, "json.invalid-unicode"),
        (&deep, "json.too-deep"),
        (&wide, "json.too-many-nodes"),
        (&huge, "json.too-large"),
        ("[]", "verify.not-an-object"),
        ("\"badge\"", "verify.not-an-object"),
        ("null", "verify.not-an-object"),
        ("7", "verify.not-an-object"),
    ] {
        assert_eq!(error(text.as_bytes()), code, "{}", &text[..text.len().min(80)]);
    }
    assert_eq!(error(b"{\"a\": \"\xff\"}"), "json.invalid-unicode");
    assert_eq!(error(b"{\"a\": \"\xc0\xaf\"}"), "json.invalid-unicode");
}

#[test]
fn what_only_resembles_a_token_is_an_error_t9_t10() {
    for text in ["eyJhbGciOiJub25lIn0.e30.", "a.b", "a.b.c.d", "a.b.c.d.e", "a=.b.c", "a.b+.c", "eyJ.e\n30.AA"] {
        assert_eq!(error(text.as_bytes()), "jws.malformed", "{text}");
    }
    assert_eq!(error(b"eyJhbGciOiJub25lIn0..AA"), "jws.detached");
    // Words with a point after them are no token, and neither is a signature alone.
    for text in ["no badge. at all", "eyJhbGciOiJub25lIn0", "{\"payload\": \"e30\"} . ."] {
        assert_eq!(error(text.as_bytes()), "json.malformed", "{text}");
    }
}

#[test]
fn a_picture_holds_one_badge_or_is_an_error() {
    let badge = issued();
    let (png, svg) = (badge.bake_png(&picture()).unwrap(), badge.bake_svg(SVG.as_bytes()).unwrap());
    let pdf = badge.bake_pdf(PDF.as_bytes()).unwrap();
    for (bytes, kind) in [(&png, ContainerKind::Png), (&svg, ContainerKind::Svg), (&pdf, ContainerKind::Pdf)] {
        let presented = Presented::open(bytes, &LIMITS).unwrap();
        let report = verify(&Verifier::strict(), &presented, &Materials::none(), NOW);
        accepts(&report);
        assert_eq!((presented.container(), report.badge().container), (kind, kind.name()));
        // The picture changes nothing about what the badge says.
        let [mut from_picture, mut from_text] =
            [report, strictly(badge.as_str())].map(|report| serde_json::to_value(report).unwrap());
        from_picture["badge"]["container"] = Value::Null;
        from_text["badge"]["container"] = Value::Null;
        if kind == ContainerKind::Pdf {
            let said = from_picture["checks"][9].as_object_mut().unwrap().remove("findings").unwrap();
            assert_eq!(said[0]["code"], "resources.pages");
        }
        assert_eq!(from_picture, from_text);
        assert_eq!(extract(bytes, &LIMITS).unwrap(), (badge.as_str().to_owned(), kind));
    }
    assert_eq!(error(&picture()), "png.no-credential");
    assert_eq!(error(SVG.as_bytes()), "svg.no-credential");
    assert_eq!(error(PDF.as_bytes()), "pdf.no-credential");
    assert_eq!(error(&png[..png.len() - 1]), "png.malformed");
    let mut flipped = png.clone();
    let place = png.windows(13).position(|window| window == b"Reading Tides").unwrap();
    flipped[place] ^= 1;
    assert_eq!(error(&flipped), "png.malformed");
    // What is baked is read by the same strict reader.
    let twice = png::bake(&picture(), r#"{"id":1,"id":2}"#, &LIMITS).unwrap();
    assert_eq!(error(&twice), "json.duplicate-key");
    let list = svg::bake(SVG.as_bytes(), "[]", &LIMITS);
    assert!(list.map_or(true, |list| error(&list) == "verify.not-an-object"));
}

#[test]
fn a_pdf_says_from_which_badge_its_pages_were_printed() {
    let badge = issued();
    let with = |keywords: &str| {
        let head =
            format!("%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n2 0 obj\n<</Keywords ({keywords})>>\nendobj\n",);
        let table = "xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000043 00000 n \n";
        let end = format!("trailer\n<</Size 3 /Root 1 0 R /Info 2 0 R>>\nstartxref\n{}\n%%EOF\n", head.len());
        badge.bake_pdf([&head, table, &end].concat().as_bytes()).unwrap()
    };
    let own = format!("award, openbadges-source:{}", digest(badge.as_str().as_bytes()));
    let other = "openbadges-source:uEiAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for (keywords, code, outcome) in [
        (own.as_str(), "resources.source", Outcome::Pass),
        (other, "resources.other-source", Outcome::Pass),
        ("openbadges", "resources.pages", Outcome::NotApplicable),
    ] {
        let presented = Presented::open(&with(keywords), &LIMITS).unwrap();
        let report = verify(&Verifier::strict(), &presented, &Materials::none(), NOW);
        accepts(&report);
        let check = report.check(CheckId::Resources).unwrap();
        assert_eq!(
            (check.findings().iter().map(Finding::code).collect::<Vec<_>>(), check.outcome()),
            (vec![code], outcome)
        );
    }
}

#[test]
fn an_altered_badge_in_a_picture_is_rejected_like_any_other() {
    let altered = issued().as_str().replace("Reading Tides", "Reading Stars");
    for bytes in [
        png::bake(&picture(), &altered, &LIMITS).unwrap(),
        svg::bake(SVG.as_bytes(), &altered, &LIMITS).unwrap(),
        pdf::bake(PDF.as_bytes(), &altered, &LIMITS).unwrap(),
    ] {
        let presented = Presented::open(&bytes, &LIMITS).unwrap();
        rejects(
            &verify(&Verifier::strict(), &presented, &Materials::none(), NOW),
            CheckId::Proof,
            "proof.signature-invalid",
        );
    }
}

#[test]
fn the_limits_are_the_verifiers_own() {
    let text = issued().as_str().to_owned();
    let mut limits = LIMITS;
    limits.document_bytes = text.len();
    Presented::open(text.as_bytes(), &limits).unwrap();
    limits.document_bytes -= 1;
    assert_eq!(Presented::open(text.as_bytes(), &limits).unwrap_err().code(), "json.too-large");
    let mut limits = LIMITS;
    limits.canon_work = 1;
    let report = judge(&Verifier::strict().with_limits(limits), &text);
    assert_eq!(told(&report, CheckId::Proof), (Outcome::Fail, vec!["rdf.work-limit"]));
    let mut limits = LIMITS;
    limits.quads = 3;
    let report = judge(&Verifier::strict().with_limits(limits), &text);
    assert_eq!(check(&report, CheckId::Terms).outcome(), Outcome::Fail);
    assert_eq!(report.verdict(), Verdict::Rejected);
}

#[test]
fn what_an_unverified_badge_says_is_read_under_danger_only() {
    let badge = open(&unsigned().to_string());
    assert_eq!(danger::issuer_id(&badge), Some(&*did(1)));
    assert_eq!(danger::credential_id(&badge), Some("urn:uuid:b0"));
    assert_eq!(danger::issuer_id(&open(r#"{"issuer": ["a"], "id": 7}"#)), None);
    assert_eq!(danger::credential_id(&open(r#"{"issuer": ["a"], "id": 7}"#)), None);
}

#[test]
fn verifying_twice_gives_the_same_report() {
    let text = issued().as_str().to_owned();
    let verifier = Verifier::strict();
    let report = || serde_json::to_string(&judge(&verifier, &text)).unwrap();
    assert_eq!(report(), report());
    assert_eq!(report(), serde_json::to_string(&strictly(&text)).unwrap());
}
