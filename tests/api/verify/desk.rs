//! Badges to verify, issued and signed with keys that never change, and a desk to verify them at.

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::codec::multibase;
use openbadges::issue::{Issuer, Signed};
use openbadges::proof::data_integrity::{self, Options, Unsecured};
use openbadges::proof::{Algorithm, KeyDocument, SigningKey, Suite, did};
use openbadges::verify::{
    Check, CheckId, Finding, Materials, Outcome, Policy, Presented, Report, Verdict, Verifier, Weight,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

pub(super) const LIMITS: Limits = Limits::DEFAULT;
pub(super) const LEARNER: &str = "did:example:robin";
pub(super) const FROM: &str = "2026-01-15T09:00:00Z";
pub(super) const NOW: &str = "2026-03-01T12:00:00Z";
pub(super) const UNTIL: &str = "2030-01-15T09:00:00Z";
pub(super) const V1: &str = "https://www.w3.org/2018/credentials/v1";
pub(super) const V2: &str = "https://www.w3.org/ns/credentials/v2";
pub(super) const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

pub(super) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub(super) fn signer(fill: u8) -> SigningKey {
    SigningKey::from_seed([fill; 32]).unwrap()
}

pub(super) fn did(fill: u8) -> String {
    did::key_did(signer(fill).verifying_key())
}

pub(super) fn method(fill: u8) -> String {
    did::key_method(signer(fill).verifying_key())
}

/// The badge of a learner, by the issuer of key 1, in force from [`FROM`] to [`UNTIL`].
pub(super) fn issued() -> Signed {
    issued_by(&Issuer::new(signer(1)))
}

pub(super) fn issued_by(issuer: &Issuer) -> Signed {
    let award = json!({
        "id": "https://school.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": LEARNER},
        "provider": {"name": "Harbour School", "url": "https://school.example/"},
        "awarded": FROM,
        "credits": [{"amount": "1.5", "system": "ects"}],
        "fields": ["0532"],
    });
    let award = serde_json::from_value(award).unwrap();
    issuer.issue_until(&award, Iri::parse("urn:uuid:b0").unwrap(), at(FROM), Some(at(UNTIL))).unwrap()
}

/// The same badge before it is signed, to be changed first.
pub(super) fn unsigned() -> Value {
    let mut badge: Value = serde_json::from_str(issued().as_str()).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    badge
}

/// The unsigned badge with one value put in at a pointer, the last step of which may be new.
pub(super) fn with(pointer: &str, value: Value) -> Value {
    put(unsigned(), pointer, value)
}

pub(super) fn put(mut badge: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match badge.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        parent => parent[name] = value,
    }
    badge
}

/// The badge without the value at a pointer.
pub(super) fn without(mut badge: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match badge.pointer_mut(parent).unwrap() {
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        parent => drop(parent.as_object_mut().unwrap().remove(name).unwrap()),
    }
    badge
}

/// Signed by the issuer, whatever it says.
pub(super) fn signed(badge: &Value) -> String {
    signed_with(badge, 1, &Options::new(Suite::EddsaRdfc2022))
}

/// Signed by a key, under the names that the options give it.
pub(super) fn signed_with(badge: &Value, key: u8, options: &Options) -> String {
    let mut badge = badge.clone();
    // As Open Badges writes proofs, even one.
    badge.as_object_mut().unwrap().entry("proof").or_insert(json!([]));
    let document = Document::parse(badge.to_string().as_bytes(), &LIMITS).unwrap();
    data_integrity::sign(&document, &signer(key), options, &CONTEXTS, &LIMITS).unwrap().as_str().to_owned()
}

/// Signed as JSON, so that any member is covered, whatever it is.
pub(super) fn signed_as_json(badge: &Value) -> String {
    signed_with(badge, 1, &Options::new(Suite::EddsaJcs2022))
}

/// A proof by key 1 as an issuer would write it, without its signature.
pub(super) fn configuration() -> Value {
    json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": FROM,
        "verificationMethod": method(1),
        "proofPurpose": "assertionMethod",
    })
}

/// The badge with a proof of any content, which key 1 really signed.
pub(super) fn proven(badge: &Value, proof: Value) -> String {
    let with_value = |value: &[u8]| {
        let proof = put(proof.clone(), "/proofValue", json!(multibase::encode_base58(value)));
        put(badge.clone(), "/proof", json!([proof])).to_string()
    };
    let draft = Document::parse(with_value(&[7; 64]).as_bytes(), &LIMITS).unwrap();
    let proofs = data_integrity::proofs(draft.root(), &LIMITS).unwrap();
    let hashes = Unsecured::new(draft.root(), &CONTEXTS, &LIMITS).hash_data(&proofs[0], Algorithm::Ed25519).unwrap();
    with_value(&signer(1).sign(&hashes.to_bytes()).unwrap())
}

/// An issuer that is named by something else than its key.
pub(super) fn hosted(id: &str, method: &str) -> Issuer {
    Issuer::named(KeyDocument::new(signer(1), method, id).unwrap())
}

pub(super) fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

pub(super) fn open(text: &str) -> Presented {
    Presented::open(text.as_bytes(), &LIMITS).unwrap()
}

pub(super) static CONTEXTS: LazyLock<Contexts> = LazyLock::new(Contexts::bundled);
static STRICT: LazyLock<Verifier> = LazyLock::new(Verifier::strict);
static COMPATIBLE: LazyLock<Verifier> = LazyLock::new(Verifier::compatible);

/// Judged by the text of the standard, at [`NOW`], with nothing else at hand.
pub(super) fn strictly(text: &str) -> Report {
    judge(&STRICT, text)
}

/// Judged as common issuers write, at [`NOW`], with nothing else at hand.
pub(super) fn compatibly(text: &str) -> Report {
    judge(&COMPATIBLE, text)
}

pub(super) fn judge(verifier: &Verifier, text: &str) -> Report {
    verify(verifier, &open(text), &Materials::none(), NOW)
}

/// Every report that a test here reads has gone through the laws that hold of all reports.
pub(super) fn verify(verifier: &Verifier, badge: &Presented, materials: &Materials, now: &str) -> Report {
    let report = verifier.verify(badge, materials, at(now));
    let ids: Vec<CheckId> = report.checks().iter().map(Check::id).collect();
    assert_eq!(ids, CheckId::ALL, "each check once, in order");
    let ended = |outcome| report.checks().iter().filter(move |check| check.outcome() == outcome);
    let expected = match (ended(Outcome::Fail).count(), ended(Outcome::Unknown).all(Check::is_tolerated)) {
        (1.., _) => Verdict::Rejected,
        (0, false) => Verdict::Undecided,
        (0, true) => Verdict::Accepted,
    };
    assert_eq!(report.verdict(), expected, "{report:#?}");
    assert!(report.checks().iter().all(|check| check.outcome() == Outcome::Unknown || !check.is_tolerated()));
    for check in report.checks() {
        let says = |weight| check.findings().iter().any(|finding| finding.weight() == weight);
        assert_eq!(says(Weight::Fault), check.outcome() == Outcome::Fail, "{check:?}");
        assert!(says(Weight::Open) || check.outcome() != Outcome::Unknown, "{check:?}");
    }
    assert!(report.accepted().is_none() || report.verdict() == Verdict::Accepted);
    let holds = |id| check(&report, id).outcome() == Outcome::Pass;
    let is_proven = [CheckId::Terms, CheckId::IssuerKey, CheckId::Proof].into_iter().all(holds);
    assert!(report.proven().is_none() || is_proven, "{report:#?}");
    conforms(&serde_json::to_value(&report).unwrap());
    report
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/schema/report.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// A report in JSON is as its published schema says.
#[track_caller]
pub(super) fn conforms(report: &Value) {
    let faults: Vec<_> = SCHEMA.iter_errors(report).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}: {report:#}");
}

pub(super) fn judge_at(now: &str, text: &str) -> Report {
    verify(&STRICT, &open(text), &Materials::none(), now)
}

pub(super) fn judge_by(policy: Policy, text: &str) -> Report {
    judge(&Verifier::new(policy), text)
}

pub(super) fn check(report: &Report, id: CheckId) -> &Check {
    report.check(id).unwrap()
}

/// How one check ended, with the codes of its findings.
pub(super) fn told(report: &Report, id: CheckId) -> (Outcome, Vec<&'static str>) {
    let check = check(report, id);
    (check.outcome(), check.findings().iter().map(Finding::code).collect())
}

/// The one finding of a check.
pub(super) fn finding(report: &Report, id: CheckId) -> &Finding {
    let findings = check(report, id).findings();
    assert_eq!(findings.len(), 1, "{report:#?}");
    &findings[0]
}

/// Rejected by exactly one check, for exactly one reason.
#[track_caller]
pub(super) fn rejects(report: &Report, id: CheckId, code: &str) {
    let failed: Vec<CheckId> = failed(report);
    assert_eq!((report.verdict(), &failed[..]), (Verdict::Rejected, &[id][..]), "{report:#?}");
    let faults = check(report, id).findings().iter().filter(|f| f.weight() == Weight::Fault);
    assert_eq!(faults.map(Finding::code).collect::<Vec<_>>(), [code]);
}

/// The checks that ended in a fail.
pub(super) fn failed(report: &Report) -> Vec<CheckId> {
    report.checks().iter().filter(|check| check.outcome() == Outcome::Fail).map(Check::id).collect()
}

#[track_caller]
pub(super) fn accepts(report: &Report) {
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
}
