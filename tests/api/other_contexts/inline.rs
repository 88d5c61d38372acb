//! Contexts written into badges: refused, unless the caller registered exactly this object.

use super::*;
use sha2::{Digest, Sha256};

const ROOM: &str = r#"{"room": "https://badges.example.org/terms#room", "@protected": true}"#;

fn registered(object: &str) -> Result<Contexts, &'static str> {
    let mut contexts = Contexts::bundled();
    contexts.register_inline(object.as_bytes()).map(|_| contexts).map_err(|error| error.code())
}

fn object(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A badge that says in which room it was earned, by a word of its own.
fn with_room(context: &str) -> Value {
    let mut badge = badge();
    badge["@context"] = json!([V2, OB, object(context)]);
    badge["room"] = json!("H1");
    badge
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(serde_json_canonicalizer::to_vec(&object(text)).unwrap()).into()
}

fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_written_context_is_refused_by_its_digest_and_taken_once_registered_l3_l4() {
    let ours = registered(ROOM).unwrap();
    for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
        let text = signed(&with_room(ROOM), suite, &ours);
        let report = judged(&text, &Contexts::bundled());
        assert_eq!(report.verdict(), Verdict::Rejected);
        assert_eq!(codes(&report, CheckId::Contexts), ["contexts.inline"]);
        let finding = &report.check(CheckId::Contexts).unwrap().findings()[0];
        assert!(finding.message().contains(&hex(digest(ROOM))), "{}", finding.message());
        assert_eq!(finding.place(), Some("/@context/2"));

        let report = judged(&text, &ours);
        assert_eq!(report.verdict(), Verdict::Accepted, "{report:?}");
        let used: Vec<_> = report.badge().contexts.iter().map(|c| (&*c.url, &*c.sha256)).collect();
        assert_eq!(used[2], ("", &*hex(digest(ROOM))));
        assert_eq!(used.len(), 3);
    }
}

#[test]
fn spelling_does_not_matter_and_meaning_does_l4() {
    let ours = registered(ROOM).unwrap();
    let text = signed(&with_room(ROOM), Suite::EddsaRdfc2022, &ours);
    let compact = object(ROOM).to_string();
    assert!(text.contains(&compact));
    let respelt = "{ \"@protected\":true ,\n\"r\\u006fom\" :\"https:\\/\\/badges.example.org/terms#room\"}";
    assert_eq!(judged(&text.replace(&compact, respelt), &ours).verdict(), Verdict::Accepted);
    for other in
        ["{\"room\":\"https://badges.example.org/terms#room\"}", "{}", "{\"room\":\"urn:x:y\",\"@protected\":true}"]
    {
        let report = judged(&text.replace(&compact, other), &ours);
        assert_eq!(codes(&report, CheckId::Contexts), ["contexts.inline"], "{other}");
    }
}

#[test]
fn an_object_is_registered_alone_or_as_the_context_of_a_document() {
    let mut contexts = Contexts::bundled();
    for document in [ROOM.to_owned(), format!("{{\"@context\": {ROOM}}}"), format!(" {ROOM}\n")] {
        assert_eq!(contexts.register_inline(document.as_bytes()).unwrap(), digest(ROOM));
    }
    let known: Vec<_> = contexts.inline().map(|info| (info.url(), info.sha256(), info.has_vocab())).collect();
    assert_eq!(known, [("", &*hex(digest(ROOM)), false)]);
    assert!(
        registered(r#"{"@vocab": "https://badges.example.org/any#"}"#)
            .unwrap()
            .inline()
            .any(openbadges::codec::ld::ContextInfo::has_vocab)
    );
    for (document, code) in [
        (format!("[{ROOM}]"), "ld.context-malformed"),
        (format!("{{\"@context\": [{ROOM}]}}"), "ld.context-malformed"),
        ("{\"@context\": \"https://www.w3.org/ns/credentials/v2\"}".to_owned(), "ld.context-malformed"),
        ("\"https://www.w3.org/ns/credentials/v2\"".to_owned(), "ld.context-malformed"),
        ("null".to_owned(), "ld.context-malformed"),
        ("{\"a\": \"urn:a\", \"a\": \"urn:b\"}".to_owned(), "json.duplicate-key"),
        ("{".to_owned(), "json.malformed"),
    ] {
        assert_eq!(registered(&document).unwrap_err(), code, "{document}");
    }
}

#[test]
fn a_written_context_may_not_change_the_words_of_the_standards_l4_l18() {
    for (context, code) in [
        (r#"{"until": "https://www.w3.org/2018/credentials#validUntil"}"#, "ld.redefinition"),
        (r#"{"bis": "https://www.w3.org/2018/credentials#expirationDate"}"#, "ld.redefinition"),
        (r#"{"validUntil": "https://badges.example.org/terms#until"}"#, "ld.redefinition"),
        (r#"{"Course": {"@id": "urn:x:c", "@context": {"criteria": "urn:x:criteria"}}}"#, "ld.redefinition"),
        (r#"{"issuanceDate": "@id"}"#, "ld.redefinition"),
        (r#"{"kind": "@type"}"#, "ld.redefinition"),
        (r#"{"room": "cred:room"}"#, "ld.context-prefix"),
        (r#"{"@import": "https://www.w3.org/ns/credentials/v2"}"#, "ld.context-forbidden"),
        (r#"{"@base": "https://badges.example.org/"}"#, "ld.context-forbidden"),
        (r#"{"@version": 1.0}"#, "ld.context-malformed"),
    ] {
        assert_eq!(registered(context).unwrap_err(), code, "{context}");
    }
}

#[test]
fn a_document_on_version_1_keeps_its_own_words_l18() {
    let swap = r#"{"issuanceDate": "https://badges.example.org/terms#date"}"#;
    let ours = registered(swap).unwrap();
    let mut old = badge();
    let date = old.as_object_mut().unwrap().remove("validFrom").unwrap();
    old["issuanceDate"] = date;
    old["@context"] = json!([
        V1,
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "https://w3id.org/security/data-integrity/v2"
    ]);
    let plain = statements(&old, &ours).unwrap();
    assert!(plain.contains("<https://www.w3.org/2018/credentials#issuanceDate>"), "{plain}");
    old["@context"].as_array_mut().unwrap().push(object(swap));
    assert_eq!(statements(&old, &ours).unwrap(), plain);
    let protected = r#"{"@protected": true, "issuanceDate": "https://badges.example.org/terms#date"}"#;
    old["@context"][3] = object(protected);
    assert_eq!(statements(&old, &registered(protected).unwrap()).unwrap_err(), "ld.redefinition");
}

/// The statements of a document without its proofs.
fn statements(document: &Value, contexts: &Contexts) -> Result<String, &'static str> {
    use openbadges::codec::ld::{Expansion, expand};
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Expansion { contexts, limits: &LIMITS, context: None, omit: &["proof"] };
    expand(document.root(), &options).map(|dataset| dataset.to_nquads()).map_err(|error| error.code())
}

#[test]
fn a_written_context_stands_where_a_url_may_l24_l26() {
    let ours = registered(ROOM).unwrap();
    let mut inside = badge();
    inside["credentialSubject"]["@context"] = object(ROOM);
    assert_eq!(statements(&inside, &ours).unwrap_err(), "ld.nested-context");

    let endorsement = |context: Value| {
        let mut endorsed = badge();
        endorsed["endorsement"] = json!([{
            "@context": context,
            "id": "urn:uuid:5b0f6c1e-0000-4000-8000-000000000032",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": "https://guild.example.org", "type": ["Profile"], "room": "H2"},
            "validFrom": "2026-03-01T00:00:00Z",
            "credentialSubject": {"id": "https://school.example.org/tides", "type": ["EndorsementSubject"]},
        }]);
        endorsed
    };
    let text = statements(&endorsement(json!([V2, OB, object(ROOM)])), &ours).unwrap();
    assert!(text.contains("<https://badges.example.org/terms#room> \"H2\""), "{text}");
    assert_eq!(statements(&endorsement(json!([V2, OB])), &ours).unwrap_err(), "ld.undefined-term");
    assert_eq!(statements(&endorsement(json!([V2, OB, {"room": "urn:x:y"}])), &ours).unwrap_err(), "ld.inline-context");

    // Its words end where its node ends, which no document may say.
    let ends = r#"{"room": "https://badges.example.org/terms#room", "@propagate": false}"#;
    assert_eq!(statements(&with_room(ends), &registered(ends).unwrap()).unwrap_err(), "ld.unsupported");
    assert_eq!(statements(&with_room(ROOM), &ours).unwrap().matches("terms#room").count(), 1);
}
