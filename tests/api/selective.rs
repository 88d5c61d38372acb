//! Badges that their learner shows in part.

mod hostile;
mod lists;
mod value;

use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::codec::json::Document;
use openbadges::codec::ld::Contexts;
use openbadges::issue::{Holder, Issuer};
use openbadges::model::{MicroCredential, sample_award};
use openbadges::proof::data_integrity::{Options, Unsecured, derive, proofs, sign as sign_whole, sign_selective};
use openbadges::proof::{Algorithm, Error, SelectiveSecrets, SigningKey, Suite, did};
use openbadges::verify::{CheckId, Finding, Materials, Outcome, Presented, Report, Verdict, Verifier};
use proptest::prelude::*;
use serde::Deserialize as _;
use serde_json::{Value, json};
use std::sync::LazyLock;

const LIMITS: Limits = Limits::DEFAULT;

static BASE: LazyLock<Document> = LazyLock::new(|| issue(&[]));

fn issue(mandatory: &[&str]) -> Document {
    issue_with(mandatory, 5)
}

/// Issues with secrets that are drawn as so many equal bytes.
fn issue_with(mandatory: &[&str], drawn: u8) -> Document {
    let award = Document::parse(sample_award().as_bytes(), &LIMITS).unwrap();
    let award = MicroCredential::deserialize(award.root()).unwrap();
    let fill = |byte: u8| {
        move |bytes: &mut [u8]| -> Result<(), Error> {
            bytes.fill(byte);
            Ok(())
        }
    };
    let issuer = Issuer::new(SigningKey::generate(Algorithm::P256, fill(3)).unwrap());
    let secrets = SelectiveSecrets::generate(fill(drawn)).unwrap();
    let until = Timestamp::parse("2030-07-10T09:00:00Z").unwrap();
    let id = Iri::parse("urn:uuid:s1").unwrap();
    let signed = issuer.issue_selective(&award, id, now(), Some(until), mandatory, &secrets).unwrap();
    Document::parse(signed.as_str().as_bytes(), &LIMITS).unwrap()
}

/// Signs any credential, with what these pointers select as its mandatory part.
fn sign(document: &Value, mandatory: &[&str]) -> Result<Document, Error> {
    sign_under(&Contexts::bundled(), document, mandatory)
}

fn sign_under(contexts: &Contexts, document: &Value, mandatory: &[&str]) -> Result<Document, Error> {
    let fill = |bytes: &mut [u8]| {
        bytes.fill(3);
        Ok(())
    };
    let (key, secrets) = (SigningKey::generate(Algorithm::P256, fill)?, SelectiveSecrets::generate(fill)?);
    let document = Document::parse(document.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Options::new(Suite::EcdsaRdfc2019).with_created(now());
    sign_selective(&document, &key, mandatory, &secrets, &options, contexts, &LIMITS)
}

/// What is wrong with the proof of a credential.
fn code(document: &Document) -> &'static str {
    code_under(&Contexts::bundled(), document)
}

fn code_under(contexts: &Contexts, document: &Document) -> &'static str {
    let proofs = match proofs(document.root(), &LIMITS) {
        Ok(proofs) => proofs,
        Err(error) => return error.code(),
    };
    let key = did::resolve_key(proofs[0].verification_method()).unwrap();
    let verdict = Unsecured::new(document.root(), contexts, &LIMITS).verify(&proofs[0], &key);
    verdict.map_or_else(|error| error.code(), |()| "good")
}

fn now() -> Timestamp {
    Timestamp::parse("2026-07-10T09:00:00Z").unwrap()
}

fn show(base: &Document, pointers: &[&str]) -> Value {
    let shown = derive(base, pointers, &Contexts::bundled(), &LIMITS).unwrap();
    serde_json::from_str(shown.as_str()).unwrap()
}

fn judge(badge: &Value) -> Report {
    let presented = Presented::open(badge.to_string().as_bytes(), &LIMITS).unwrap();
    Verifier::strict().verify(&presented, &Materials::none(), now())
}

fn codes(report: &Report, id: CheckId) -> Vec<&'static str> {
    report.check(id).unwrap().findings().iter().map(Finding::code).collect()
}

#[test]
fn a_badge_is_shown_in_part_and_the_signature_of_the_issuer_holds() {
    let shown = show(&BASE, &["/credentialSubject/activityEndDate"]);
    let report = judge(&shown);
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:#?}");
    assert_eq!(codes(&report, CheckId::Proof), ["proof.selective"]);
    assert!(shown.pointer("/credentialSubject/activityEndDate").is_some());
    assert_eq!(shown["credentialSubject"]["result"][0]["value"], json!("B"));
    assert_eq!(shown["validUntil"], json!("2030-07-10T09:00:00Z"));
    for hidden in ["/credentialSubject/identifier", "/credentialSubject/source", "/credentialSubject/activityStartDate"]
    {
        assert!(shown.pointer(hidden).is_none(), "{hidden}");
    }
}

#[test]
fn an_accepted_badge_says_whether_it_may_lack_something() {
    let is_in_part = |badge: &Value| judge(badge).into_accepted().unwrap().is_shown_in_part();
    let shown = show(&BASE, &[]);
    assert!(is_in_part(&shown));
    let key = SigningKey::generate(Algorithm::P256, |bytes| {
        bytes.fill(3);
        Ok(())
    });
    // A second proof of the issuer's over exactly what is shown: nothing can be missing.
    let document = Document::parse(shown.to_string().as_bytes(), &LIMITS).unwrap();
    let options = Options::new(Suite::EcdsaRdfc2019);
    let whole = sign_whole(&document, &key.unwrap(), &options, &Contexts::bundled(), &LIMITS).unwrap();
    assert!(!is_in_part(&serde_json::from_str(whole.as_str()).unwrap()));
    let mut plain: Value = serde_json::from_str(whole.as_str()).unwrap();
    plain["proof"] = plain["proof"][1].clone();
    assert_eq!(plain["proof"]["cryptosuite"], json!("ecdsa-rdfc-2019"));
    assert!(!is_in_part(&plain));
}

#[test]
fn the_badge_as_issued_is_for_the_learner_alone() {
    let report = judge(&serde_json::from_str(BASE.as_str()).unwrap());
    assert_eq!(report.verdict(), Verdict::Rejected);
    assert_eq!(codes(&report, CheckId::Proof), ["proof.base-proof"]);
}

#[test]
fn a_learner_presents_what_she_derived_and_never_the_badge_as_issued_q1() {
    let holder = Holder::new(SigningKey::from_seed([4; 32]).unwrap());
    let present = |badge: &str| holder.present(&[badge], "tide-4711", None, now());
    assert_eq!(present(BASE.as_str()).unwrap_err().code(), "proof.base-proof");
    assert!(present(&show(&BASE, &[]).to_string()).is_ok());
}

#[test]
fn neither_an_end_nor_what_the_issuer_made_mandatory_can_be_left_out() {
    let base = issue(&["/credentialSubject/source"]);
    let shown = show(&base, &[]);
    assert_eq!(judge(&shown).verdict(), Verdict::Accepted);
    assert_eq!(shown["credentialSubject"]["creditsEarned"], json!(5));
    assert!(shown.pointer("/credentialSubject/source/name").is_some());
    for pointer in ["validUntil", "awardedDate"] {
        let mut without = shown.clone();
        without.as_object_mut().unwrap().remove(pointer).unwrap();
        assert_eq!(judge(&without).check(CheckId::Proof).unwrap().outcome(), Outcome::Fail, "{pointer}");
    }
}

#[test]
fn what_was_hidden_cannot_be_put_back_changed_or_from_another_badge() {
    let whole: Value = serde_json::from_str(BASE.as_str()).unwrap();
    let shown = show(&BASE, &[]);
    let mut more = shown.clone();
    more["credentialSubject"]["activityEndDate"] = whole["credentialSubject"]["activityEndDate"].clone();
    assert_eq!(judge(&more).verdict(), Verdict::Rejected);
    let mut moved = shown;
    moved["proof"] = show(&BASE, &["/credentialSubject/activityEndDate"])["proof"].clone();
    assert_eq!(judge(&moved).verdict(), Verdict::Rejected);
}

#[test]
fn a_pointer_that_leads_nowhere_is_named() {
    for pointer in
        ["/nothing", "credentialSubject", "/credentialSubject/result/9", "/credentialSubject/result/00", "/type/-"]
    {
        let error = derive(&BASE, &[pointer], &Contexts::bundled(), &LIMITS).unwrap_err();
        assert_eq!(error.code(), "proof.pointer", "{pointer}");
        assert!(error.to_string().contains(pointer), "{error}");
    }
}

#[test]
fn only_a_base_proof_can_be_derived_from() {
    let shown = Document::parse(show(&BASE, &[]).to_string().as_bytes(), &LIMITS).unwrap();
    let error = derive(&shown, &[], &Contexts::bundled(), &LIMITS).unwrap_err();
    assert_eq!(error.code(), "proof.base-malformed");
    assert!(error.to_string().starts_with("`/proof/0/proofValue`"), "{error}");
}

/// Every place of the badge, apart from its proof and its contexts.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let below = |name: &str| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (below(name), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (below(&at.to_string()), value)).collect(),
        _ => Vec::new(),
    };
    for (pointer, value) in members.into_iter().filter(|(pointer, _)| pointer != "/proof" && pointer != "/@context") {
        places(value, &pointer, found);
        found.push(pointer);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_choice_of_places_is_shown_verifies_and_says_nothing_else(seed in proptest::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let whole: Value = serde_json::from_str(BASE.as_str()).unwrap();
        let mut all = Vec::new();
        places(&whole, "", &mut all);
        let chosen: Vec<&str> = seed.iter().map(|index| index.get(&all).as_str()).collect();
        let shown = show(&BASE, &chosen);
        let report = judge(&shown);
        prop_assert_eq!(report.check(CheckId::Proof).unwrap().outcome(), Outcome::Pass, "{:?} {:#?}", chosen, report);
        let mut said = Vec::new();
        places(&shown, "", &mut said);
        let leaves = said.iter().filter_map(|pointer| shown.pointer(pointer)).filter(|value| !value.is_object() && !value.is_array());
        let text = whole.to_string();
        for leaf in leaves {
            prop_assert!(text.contains(&leaf.to_string()), "{}", leaf);
        }
    }
}
