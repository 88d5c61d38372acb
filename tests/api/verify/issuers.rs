//! The ways in which a key is bound to an issuer that is not the key itself. Names end with the row of the threat table that they hold.

use super::desk::*;
use super::documents::{DOCUMENT, METHOD, SCHOOL, by_method, document, judge_with, multikey};
use openbadges::base::iri::Iri;
use openbadges::verify::{CheckId, Materials, NeedKind, Outcome, Report, Verdict, Verifier};
use serde_json::{Value, json};

const COLLEGE: &str = "https://college.example/issuers/7";
const SET: &str = "https://college.example/.well-known/jwks.json";

/// A profile as Open Badges has it, which says nothing of keys.
fn profile() -> Value {
    json!({"id": COLLEGE, "type": ["Profile"], "name": "Harbour College"})
}

/// The profile with key 1 under `method`, in the issuer's own document.
fn listing(method: &str) -> Value {
    let key = json!({"id": method, "type": "Multikey", "controller": COLLEGE, "publicKeyMultibase": multikey(1)});
    put(put(profile(), "/verificationMethod", json!([key])), "/assertionMethod", json!([method]))
}

/// The profile that only names a method of another document.
fn referring(method: &str) -> Value {
    put(profile(), "/assertionMethod", json!([method]))
}

fn jwk(fill: u8, kid: &str) -> Value {
    put(parse(&signer(fill).verifying_key().to_jwk()), "/kid", json!(kid))
}

fn set(keys: Value) -> Value {
    json!({ "keys": keys })
}

fn judge_all(text: &str, documents: &[(&str, &Value)]) -> Report {
    let mut materials = Materials::none();
    for (url, document) in documents {
        materials.insert(url, document.to_string().into_bytes(), &LIMITS).unwrap();
    }
    verify(&Verifier::strict(), &open(text), &materials, NOW)
}

#[track_caller]
fn bound(report: &Report, code: &str) {
    accepts(report);
    assert_eq!(told(report, CheckId::IssuerKey), (Outcome::Pass, vec![code]));
    assert_eq!(finding(report, CheckId::IssuerKey).place(), Some("/proof/0/verificationMethod"));
}

#[track_caller]
fn undecided(report: &Report, url: &str) {
    assert_eq!((report.verdict(), failed(report)), (Verdict::Undecided, vec![]), "{report:#?}");
    assert_eq!(told(report, CheckId::IssuerKey), (Outcome::Unknown, vec!["issuer-key.document-missing"]));
    let finding = finding(report, CheckId::IssuerKey);
    assert!(finding.message().contains(&format!("`{url}`")), "{}", finding.message());
    assert!(report.proven().is_none());
}

#[test]
fn a_report_says_what_ties_the_key_to_the_issuer() {
    bound(&strictly(issued().as_str()), "issuer-key.self-certifying");
    let text = by_method(SCHOOL, METHOD);
    bound(&judge_with(&text, DOCUMENT, &document().to_string()), "issuer-key.resolved");
    let key = signer(1).verifying_key().clone();
    let verifier = Verifier::strict().with_key(Iri::parse(SCHOOL).unwrap(), METHOD, key);
    bound(&judge(&verifier, &text), "issuer-key.pinned");
    let text = by_method(COLLEGE, &format!("{COLLEGE}#key-1"));
    bound(&judge_all(&text, &[(SET, &set(json!([jwk(1, "key-1")])))]), "issuer-key.key-set");
}

#[test]
fn a_pinned_key_counts_for_its_issuer_and_method_alone() {
    let pinned = |issuer: &str, method: &str, fill| {
        let key = signer(fill).verifying_key().clone();
        Verifier::strict().with_key(Iri::parse(issuer).unwrap(), method, key)
    };
    let text = by_method(SCHOOL, METHOD);
    rejects(&judge(&pinned(SCHOOL, METHOD, 2), &text), CheckId::Proof, "proof.signature-invalid");
    undecided(&judge(&pinned("did:web:school.example:x", METHOD, 1), &text), DOCUMENT);
    undecided(&judge(&pinned(SCHOOL, "did:web:school.example#key-2", 1), &text), DOCUMENT);
    // The last one counts; and it counts before what the issuer publishes.
    let twice =
        pinned(SCHOOL, METHOD, 2).with_key(Iri::parse(SCHOOL).unwrap(), METHOD, signer(1).verifying_key().clone());
    let mut materials = Materials::none();
    let other = put(document(), "/verificationMethod/0/publicKeyMultibase", json!(multikey(3)));
    materials.insert(DOCUMENT, other.to_string().into_bytes(), &LIMITS).unwrap();
    bound(&verify(&twice, &open(&text), &materials, NOW), "issuer-key.pinned");
    // A key of another name, for an issuer with an id of any kind.
    let text = by_method("urn:example:school", &method(1));
    rejects(&strictly(&text), CheckId::IssuerKey, "issuer-key.unbound");
    bound(&judge(&pinned("urn:example:school", &method(1), 1), &text), "issuer-key.pinned");
}

#[test]
fn an_https_issuer_needs_its_document_and_the_key_set_of_its_host() {
    let needs = |issuer: &str| {
        let needs = open(&by_method(issuer, &format!("{issuer}#key-1"))).needs();
        needs.into_iter().map(|need| (need.kind, need.url)).collect::<Vec<_>>()
    };
    let both = |document: &str, set: &str| {
        vec![(NeedKind::IssuerDocument, document.to_owned()), (NeedKind::KeySet, set.to_owned())]
    };
    assert_eq!(needs(COLLEGE), both(COLLEGE, SET));
    let port = "https://college.example:8443/.well-known/jwks.json";
    assert_eq!(needs("https://college.example:8443?id=7"), both("https://college.example:8443?id=7", port));
    // A host that only looks like one.
    let odd = "https://college.example@attacker.example/";
    assert_eq!(needs(odd), [(NeedKind::IssuerDocument, odd.to_owned())]);
    assert_eq!(needs(SCHOOL), [(NeedKind::IssuerDocument, DOCUMENT.to_owned())]);
}

#[test]
fn a_profile_without_keys_leaves_it_to_the_key_set() {
    let text = by_method(COLLEGE, &format!("{COLLEGE}#key-1"));
    let good = set(json!([jwk(1, "key-1")]));
    undecided(&judge_all(&text, &[]), COLLEGE);
    undecided(&judge_all(&text, &[(COLLEGE, &profile())]), SET);
    undecided(&judge_all(&text, &[(SET, &set(json!([])))]), COLLEGE);
    bound(&judge_all(&text, &[(COLLEGE, &profile()), (SET, &good)]), "issuer-key.key-set");
    let report = judge_all(&text, &[(COLLEGE, &profile()), (SET, &set(json!([jwk(1, "key-2")])))]);
    rejects(&report, CheckId::IssuerKey, "controller.method-unknown");
    let report = judge_all(&text, &[(COLLEGE, &profile()), (SET, &set(json!([jwk(2, "key-1")])))]);
    rejects(&report, CheckId::Proof, "proof.signature-invalid");
    // A page where the profile should be is no document, and hides no key set.
    let page = json!("a page");
    bound(&judge_all(&text, &[(COLLEGE, &page), (SET, &good)]), "issuer-key.key-set");
    rejects(&judge_all(&text, &[(COLLEGE, &page)]), CheckId::IssuerKey, "controller.id");
    // The key set of a host says nothing of a DID.
    let school = by_method(SCHOOL, METHOD);
    undecided(&judge_all(&school, &[("https://school.example/.well-known/jwks.json", &good)]), DOCUMENT);
}

#[test]
fn a_key_set_names_its_keys_by_the_method_or_its_fragment() {
    let method = format!("{COLLEGE}#key-1");
    let in_set = format!("{SET}#key-1");
    let elsewhere = "https://college.example/issuers/8#key-1";
    let judged = |method: &str, kid: &str| {
        judge_all(&by_method(COLLEGE, method), &[(COLLEGE, &profile()), (SET, &set(json!([jwk(1, kid)])))])
    };
    bound(&judged(&method, "key-1"), "issuer-key.key-set");
    bound(&judged(&method, &method), "issuer-key.key-set");
    bound(&judged(&in_set, "key-1"), "issuer-key.key-set");
    bound(&judged(elsewhere, elsewhere), "issuer-key.key-set");
    rejects(&judged(elsewhere, "key-1"), CheckId::IssuerKey, "issuer-key.unbound");
    rejects(&judged(&method, "key-11"), CheckId::IssuerKey, "controller.method-unknown");
    rejects(&judged(&method, "#key-1"), CheckId::IssuerKey, "controller.method-unknown");
}

#[test]
fn a_key_set_of_another_issuer_or_with_two_keys_of_one_name_is_refused_t19() {
    let text = by_method(COLLEGE, &format!("{COLLEGE}#key-1"));
    let judged = |set: &Value| judge_all(&text, &[(COLLEGE, &profile()), (SET, set)]);
    let good = set(json!([jwk(1, "key-1")]));
    bound(&judged(&put(good.clone(), "/iss", json!(COLLEGE))), "issuer-key.key-set");
    for iss in
        [json!("https://college.example"), json!("https://college.example/issuers/8"), json!([COLLEGE]), json!(null)]
    {
        rejects(&judged(&put(good.clone(), "/iss", iss)), CheckId::IssuerKey, "key-set.issuer");
    }
    let twice = set(json!([jwk(1, "key-1"), jwk(2, "key-1")]));
    rejects(&judged(&twice), CheckId::IssuerKey, "key-set.duplicate-kid");
    rejects(&judged(&set(json!([jwk(1, "key-1"), jwk(1, "key-1")]))), CheckId::IssuerKey, "key-set.duplicate-kid");
    // Keys that are of no use here stand beside those that are, until they are asked for.
    let unusable = json!({"kty": "oct", "kid": "key-1", "k": "AAAA"});
    let mixed = |first: Value, kid: &str| set(json!([first, jwk(1, kid), {"kty": "RSA"}]));
    bound(&judged(&mixed(put(unusable.clone(), "/kid", json!("key-0")), "key-1")), "issuer-key.key-set");
    rejects(&judged(&mixed(unusable, "key-0")), CheckId::IssuerKey, "key.unsupported");
    let leaked = put(parse(signer(1).to_secret_jwk().expose()), "/kid", json!("key-1"));
    rejects(&judged(&mixed(leaked, "key-0")), CheckId::IssuerKey, "key.private");
}

#[test]
fn a_key_that_the_document_ends_is_not_saved_by_the_key_set_d18() {
    let method = format!("{COLLEGE}#key-1");
    let text = by_method(COLLEGE, &method);
    let good = set(json!([jwk(1, "key-1")]));
    let revoked = put(listing(&method), "/verificationMethod/0/revoked", json!(FROM));
    let report = judge_all(&text, &[(COLLEGE, &revoked), (SET, &good)]);
    rejects(&report, CheckId::IssuerKey, "controller.method-revoked");
    let report = judge_all(&text, &[(COLLEGE, &put(listing(&method), "/assertionMethod", json!([]))), (SET, &good)]);
    rejects(&report, CheckId::IssuerKey, "controller.not-authorized");
    // A document that lists other keys decides without the key set, and the key set may add to it.
    let other = listing(&format!("{COLLEGE}#key-2"));
    rejects(&judge_all(&text, &[(COLLEGE, &other)]), CheckId::IssuerKey, "controller.method-unknown");
    bound(&judge_all(&text, &[(COLLEGE, &other), (SET, &good)]), "issuer-key.key-set");
}

#[test]
fn a_method_with_a_query_counts_where_the_issuers_own_document_holds_it() {
    let method = format!("{COLLEGE}?v=3_0#key-0");
    let text = by_method(COLLEGE, &method);
    undecided(&judge_all(&text, &[]), COLLEGE);
    bound(&judge_all(&text, &[(COLLEGE, &listing(&method))]), "issuer-key.resolved");
    // What lies under the query is not the issuer's document.
    let there = format!("{COLLEGE}?v=3_0");
    undecided(&judge_all(&text, &[(&there, &listing(&method))]), COLLEGE);
    let report = judge_all(&text, &[(COLLEGE, &listing(&format!("{COLLEGE}#key-0"))), (&there, &listing(&method))]);
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn a_key_in_another_document_counts_only_where_the_issuers_own_document_says_so_i8() {
    let keys = "https://keys.example/college";
    let method = format!("{keys}#key-1");
    let text = by_method(COLLEGE, &method);
    let there = json!({
        "id": keys,
        "verificationMethod": [
            {"id": method, "type": "Multikey", "controller": keys, "publicKeyMultibase": multikey(1)}
        ],
        "assertionMethod": [method],
    });
    undecided(&judge_all(&text, &[(keys, &there)]), COLLEGE);
    undecided(&judge_all(&text, &[(COLLEGE, &referring(&method))]), keys);
    bound(&judge_all(&text, &[(COLLEGE, &referring(&method)), (keys, &there)]), "issuer-key.resolved");
    let silent = judge_all(&text, &[(COLLEGE, &listing(&format!("{COLLEGE}#key-1"))), (keys, &there)]);
    rejects(&silent, CheckId::IssuerKey, "issuer-key.unbound");
    for (there, code) in [
        (put(there.clone(), "/id", json!(COLLEGE)), "controller.id"),
        (put(there.clone(), "/assertionMethod", json!([])), "controller.not-authorized"),
        (put(there.clone(), "/verificationMethod/0/controller", json!(COLLEGE)), "controller.method-controller"),
        (put(there.clone(), "/verificationMethod/0/revoked", json!(FROM)), "controller.method-revoked"),
        (without(there.clone(), "/verificationMethod/0"), "controller.method-unknown"),
    ] {
        let report = judge_all(&text, &[(COLLEGE, &referring(&method)), (keys, &there)]);
        rejects(&report, CheckId::IssuerKey, code);
    }
    // To name it for something else is not to say so.
    let other = put(profile(), "/authentication", json!([method]));
    let report = judge_all(&text, &[(COLLEGE, &other), (keys, &there), (SET, &set(json!([])))]);
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn a_key_may_lie_in_the_did_document_that_the_issuers_own_document_names() {
    let text = by_method(COLLEGE, METHOD);
    bound(&judge_all(&text, &[(COLLEGE, &referring(METHOD)), (DOCUMENT, &document())]), "issuer-key.resolved");
    undecided(&judge_all(&text, &[(COLLEGE, &referring(METHOD))]), DOCUMENT);
    undecided(&judge_all(&text, &[(DOCUMENT, &document())]), COLLEGE);
    // A name that leads nowhere is nobody's key.
    let text = by_method(COLLEGE, "did:web:localhost#key-1");
    let report = judge_all(&text, &[(COLLEGE, &referring("did:web:localhost#key-1"))]);
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn a_document_may_be_a_key_alone_whose_controller_is_the_issuer_i8() {
    for method in ["https://keys.example/7", "https://keys.example/7#this"] {
        let text = by_method(COLLEGE, method);
        let key = json!({"id": method, "type": "Multikey", "controller": COLLEGE, "publicKeyMultibase": multikey(1)});
        let judged = |key: &Value| judge_all(&text, &[(COLLEGE, &referring(method)), ("https://keys.example/7", key)]);
        bound(&judged(&key), "issuer-key.resolved");
        for (pointer, value, code) in [
            ("/id", json!("https://keys.example/8"), "controller.id"),
            ("/controller", json!("https://keys.example/7"), "controller.method-controller"),
            ("/expires", json!(FROM), "controller.method-expired"),
        ] {
            rejects(&judged(&put(key.clone(), pointer, value)), CheckId::IssuerKey, code);
        }
        undecided(&judge_all(&text, &[("https://keys.example/7", &key)]), COLLEGE);
    }
}

#[test]
fn a_did_key_speaks_for_an_https_issuer_whose_document_names_it() {
    let text = by_method(COLLEGE, &method(1));
    bound(&judge_all(&text, &[(COLLEGE, &referring(&method(1)))]), "issuer-key.resolved");
    let report = judge_all(&text, &[(COLLEGE, &referring(&method(2))), (SET, &set(json!([])))]);
    rejects(&report, CheckId::IssuerKey, "issuer-key.unbound");
    // Without the document the signature is known to be good, and not whose it is.
    let report = judge_all(&text, &[]);
    undecided(&report, COLLEGE);
    assert_eq!(check(&report, CheckId::Proof).outcome(), Outcome::Pass);
}

#[test]
fn what_only_the_badge_names_is_never_asked_for() {
    let keys = "https://keys.example/college";
    let text = by_method(COLLEGE, &format!("{keys}#key-1"));
    let asked_with = |published: Value| {
        let mut asked = Vec::new();
        Materials::gather(&open(&text), &LIMITS, |need| {
            asked.push((need.kind, need.url.clone()));
            (need.url == COLLEGE).then(|| published.to_string().into_bytes())
        })
        .unwrap();
        asked
    };
    let first = [(NeedKind::IssuerDocument, COLLEGE.to_owned()), (NeedKind::KeySet, SET.to_owned())];
    assert_eq!(asked_with(profile()), first);
    assert_eq!(asked_with(json!([])), first);
    let further = (NeedKind::KeyDocument, keys.to_owned());
    assert_eq!(asked_with(referring(&format!("{keys}#key-1"))), [&first[..], &[further]].concat());
    assert_eq!(asked_with(referring(&format!("{keys}#key-2"))), first);
}
