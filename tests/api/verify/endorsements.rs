//! What others say in favour of a badge: each endorsement with a result of its own. Names end with the row of the threat table that they
//! hold.

use super::desk::*;
use super::documents::{DOCUMENT, METHOD, SCHOOL, document};
use openbadges::base::iri::Iri;
use openbadges::issue::{Endorsement, Issuer};
use openbadges::model::{MicroCredential, Organisation};
use openbadges::proof::data_integrity::Options;
use openbadges::proof::{Jws, Suite};
use openbadges::verify::{
    Check, CheckId, EndorsementReport, Finding, IssuerRegistry, Materials, NeedKind, Outcome, Policy, Report, Thing,
    Verdict, Verifier,
};
use serde_json::{Value, json};

const ACHIEVEMENT: &str = "https://school.example/achievements/tides";
const AGENCY: u8 = 5;

/// An endorsement of a thing, before it is signed by a guild of a key.
fn unsigned_endorsement(key: u8, of: &str) -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:e1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Well taught",
        "issuer": {"id": did(key), "type": ["Profile"], "name": "Guild of Pilots"},
        "validFrom": FROM,
        "validUntil": UNTIL,
        "credentialSubject": {"id": of, "type": ["EndorsementSubject"], "endorsementComment": "What pilots need."},
    })
}

fn options() -> Options {
    Options::new(Suite::EddsaRdfc2022)
}

fn signed_by(key: u8, endorsement: &Value) -> Value {
    parse(&signed_with(endorsement, key, &options()))
}

/// An endorsement that holds, by a guild of key 5.
fn endorsement(of: &str) -> Value {
    signed_by(AGENCY, &unsigned_endorsement(AGENCY, of))
}

/// The badge with endorsements at a site, signed by its issuer.
fn bearing(site: &str, endorsements: Value) -> String {
    signed(&with(&format!("{site}/endorsement"), endorsements))
}

/// The endorsement as a VC-JWT.
fn token(key: u8, endorsement: &Value) -> String {
    let mut payload = endorsement.clone();
    let claims = json!({
        "iss": endorsement["issuer"]["id"],
        "sub": endorsement["credentialSubject"]["id"],
        "jti": endorsement["id"],
        "nbf": 1_768_467_600,
        "exp": 1_894_698_000,
    });
    payload.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    let members = [("typ", "JWT"), ("kid", &*method(key))];
    let jws = Jws::sign(&members, payload.to_string().as_bytes(), &signer(key), &LIMITS).unwrap();
    jws.as_str().to_owned()
}

#[track_caller]
fn only(report: &Report) -> &EndorsementReport {
    assert_eq!(report.endorsements().len(), 1, "{report:#?}");
    &report.endorsements()[0]
}

fn faults(report: &EndorsementReport) -> Vec<(CheckId, &'static str)> {
    let of = |check: &Check| {
        let faults = check.findings().iter().filter(|finding| finding.weight() == openbadges::verify::Weight::Fault);
        faults.map(|finding| (check.id(), finding.code())).collect::<Vec<_>>()
    };
    report.checks().iter().flat_map(of).collect()
}

/// The badge is good, and its one endorsement fails for one reason.
#[track_caller]
fn fails(text: &str, id: CheckId, code: &str) {
    let report = compatibly(text);
    accepts(&report);
    assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Unknown, vec!["endorsements.fails"]));
    let endorsement = only(&report);
    assert_eq!((endorsement.verdict(), faults(endorsement)), (Verdict::Rejected, vec![(id, code)]), "{report:#?}");
    assert!(!endorsement.is_by_named_agency());
}

#[test]
fn an_endorsement_goes_through_the_checks_of_a_badge_wherever_it_may_stand() {
    let own = did(1);
    let school = json!({"id": "https://coast.example/", "type": ["Profile"], "name": "Schools of the Coast"});
    let above = put(unsigned(), "/issuer/parentOrg", school.clone());
    let made = put(unsigned(), "/credentialSubject/achievement/creator", school.clone());
    let source = put(unsigned(), "/credentialSubject/source", school.clone());
    for (badge, site, of, thing) in [
        (unsigned(), "", "urn:uuid:b0", Thing::Badge),
        (unsigned(), "/credentialSubject/achievement", ACHIEVEMENT, Thing::Achievement),
        (unsigned(), "/issuer", &*own, Thing::Issuer),
        (above, "/issuer/parentOrg", "https://coast.example/", Thing::ParentOrganisation),
        (made, "/credentialSubject/achievement/creator", "https://coast.example/", Thing::Creator),
        (source, "/credentialSubject/source", "https://coast.example/", Thing::Source),
    ] {
        let text = signed(&put(badge, &format!("{site}/endorsement"), json!([endorsement(of)])));
        let report = strictly(&text);
        accepts(&report);
        assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Pass, vec!["endorsements.holds"]), "{site}");
        let endorsement = only(&report);
        assert_eq!((endorsement.on(), endorsement.thing()), (site, thing));
        assert_eq!(endorsement.place(), format!("{site}/endorsement/0"));
        assert_eq!(endorsement.verdict(), Verdict::Accepted);
        let ids: Vec<CheckId> = endorsement.checks().iter().map(Check::id).collect();
        assert_eq!(ids, CheckId::ALL);
        let proven = endorsement.proven().unwrap();
        assert_eq!((&*proven.id, &*proven.of), (&*did(AGENCY), of));
        assert_eq!(proven.name.as_deref(), Some("Guild of Pilots"));
        assert_eq!(proven.comment.as_deref(), Some("What pilots need."));
    }
    // A member of that name anywhere else is none of the standard.
    let related = put(unsigned(), "/credentialSubject/achievement/resultDescription", json!([]));
    assert!(compatibly(&signed_as_json(&related)).endorsements().is_empty());
}

#[test]
fn an_endorsement_as_a_token_is_judged_as_a_token() {
    let text = signed(&with("/endorsementJwt", json!([token(AGENCY, &unsigned_endorsement(AGENCY, "urn:uuid:b0"))])));
    let report = compatibly(&text);
    accepts(&report);
    assert_eq!(only(&report).verdict(), Verdict::Accepted, "{report:#?}");
    assert_eq!(only(&report).place(), "/endorsementJwt/0");
    assert_eq!(only(&report).proven().unwrap().id, did(AGENCY));
    // EdDSA is not in the text of the standard.
    let strict = strictly(&text);
    assert_eq!(only(&strict).verdict(), Verdict::Rejected);
    assert_eq!((strict.verdict(), failed(&strict)), (Verdict::Undecided, vec![]));
    // A stranger's key.
    let forged = token(6, &unsigned_endorsement(AGENCY, "urn:uuid:b0"));
    fails(&signed(&with("/endorsementJwt", json!([forged]))), CheckId::IssuerKey, "issuer-key.unbound");
}

#[test]
fn what_cannot_be_opened_is_reported_and_adds_nothing_i16() {
    let report = compatibly(&signed(&with("/endorsementJwt", json!(["a.b.c"]))));
    let endorsement = only(&report);
    assert_eq!(
        (endorsement.verdict(), faults(endorsement)),
        (Verdict::Rejected, vec![(CheckId::Shape, "jws.malformed")])
    );
    assert!(endorsement.proven().is_none());
    assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Unknown, vec!["endorsements.fails"]));
}

#[test]
fn an_endorsement_that_fails_adds_nothing_and_spoils_nothing_i16() {
    // Forged: altered after signing, and by another key than the endorser's.
    let mut altered = endorsement("urn:uuid:b0");
    altered["credentialSubject"]["endorsementComment"] = json!("The best of all.");
    fails(&bearing("", json!([altered])), CheckId::Proof, "proof.signature-invalid");
    let mut stranger = unsigned_endorsement(AGENCY, "urn:uuid:b0");
    stranger = signed_by(6, &stranger);
    fails(&bearing("", json!([stranger])), CheckId::IssuerKey, "issuer-key.unbound");
    // Without a proof of its own it is the word of the badge's issuer.
    fails(&bearing("", json!([unsigned_endorsement(AGENCY, "urn:uuid:b0")])), CheckId::Proof, "proof.missing");
    // About something else: the badge of a neighbour, or the achievement where the badge is meant.
    for of in ["urn:uuid:b1", ACHIEVEMENT] {
        fails(&bearing("", json!([endorsement(of)])), CheckId::Recipient, "recipient.other-thing");
    }
    // Out of time.
    let ended = put(unsigned_endorsement(AGENCY, "urn:uuid:b0"), "/validUntil", json!("2026-02-01T00:00:00Z"));
    fails(&bearing("", json!([signed_by(AGENCY, &ended)])), CheckId::Validity, "validity.expired");
    let early = put(unsigned_endorsement(AGENCY, "urn:uuid:b0"), "/validFrom", json!("2026-04-01T00:00:00Z"));
    fails(&bearing("", json!([signed_by(AGENCY, &early)])), CheckId::Validity, "validity.not-yet");
}

#[test]
fn the_strict_reading_is_undecided_on_a_failed_endorsement_and_a_policy_may_reject_it() {
    let text = bearing("", json!([endorsement("urn:uuid:b1")]));
    let report = strictly(&text);
    assert_eq!((report.verdict(), failed(&report)), (Verdict::Undecided, vec![]));
    let message = finding(&report, CheckId::Endorsements).message();
    assert!(message.contains(&did(AGENCY)) && message.contains("[recipient.other-thing]"), "{message}");
    for policy in [Policy::strict(), Policy::compatible()] {
        let report = judge_by(policy.clone().rejecting_failed_endorsements(), &text);
        rejects(&report, CheckId::Endorsements, "endorsements.fails");
        accepts(&judge_by(policy.rejecting_failed_endorsements(), &bearing("", json!([endorsement("urn:uuid:b0")]))));
    }
    let written = Policy::parse(br#"{"rejectFailedEndorsements": true}"#, &LIMITS).unwrap();
    assert_eq!(written, Policy::compatible().rejecting_failed_endorsements());
    rejects(&judge_by(written, &text), CheckId::Endorsements, "endorsements.fails");
    // One that only could not be checked is no failed one.
    let unknown = put(unsigned_endorsement(AGENCY, "urn:uuid:b0"), "/issuer/id", json!(SCHOOL));
    let named = options().with_verification_method(METHOD);
    let unknown = parse(&signed_with(&unknown, 1, &named));
    let report = judge_by(Policy::compatible().rejecting_failed_endorsements(), &bearing("", json!([unknown])));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Unknown, vec!["endorsements.undecided"]));
}

#[test]
fn no_endorsement_makes_an_issuer_trusted_or_saves_a_badge_i16() {
    let good = bearing("/issuer", json!([endorsement(&did(1))]));
    let trusting = |key| Policy::strict().trusting([Iri::parse(&did(key)).unwrap()]);
    rejects(&judge_by(trusting(AGENCY), &good), CheckId::IssuerTrust, "issuer-trust.unknown");
    let altered = good.replace("Reading Tides", "Reading Stars");
    let report = strictly(&altered);
    rejects(&report, CheckId::Proof, "proof.signature-invalid");
    assert_eq!(only(&report).verdict(), Verdict::Accepted);
    assert!(report.proven().is_none());
    // A list of trusted issuers says of an endorser that it is known, and rejects none that is not.
    let report = judge_by(trusting(1).trusting([Iri::parse(&did(AGENCY)).unwrap()]), &good);
    let trust = only(&report).check(CheckId::IssuerTrust).unwrap();
    assert_eq!(trust.findings().iter().map(Finding::code).collect::<Vec<_>>(), ["issuer-trust.known"]);
    let report = judge_by(trusting(1), &good);
    accepts(&report);
    assert_eq!(only(&report).check(CheckId::IssuerTrust).unwrap().outcome(), Outcome::NotApplicable);
    // So does a registry.
    let registry = json!({"registry": {did(AGENCY): {"name": "Pilots"}}}).to_string();
    let registry = IssuerRegistry::parse(registry.as_bytes(), "Pilots", &LIMITS).unwrap();
    let report = judge(&Verifier::strict().with_registry(registry), &good);
    accepts(&report);
    assert_eq!(only(&report).check(CheckId::IssuerTrust).unwrap().outcome(), Outcome::Pass);
}

#[test]
fn an_endorsement_of_what_is_known_by_its_id_alone_says_so() {
    let codes = |text: &str| {
        let report = strictly(text);
        let check = only(&report).check(CheckId::Recipient).unwrap();
        (check.outcome(), check.findings().iter().map(Finding::code).collect::<Vec<_>>())
    };
    assert_eq!(codes(&bearing("/issuer", json!([endorsement(&did(1))]))), (Outcome::Pass, vec![]));
    let alone = (Outcome::Pass, vec!["recipient.by-id-alone"]);
    assert_eq!(codes(&bearing("", json!([endorsement("urn:uuid:b0")]))), alone);
    assert_eq!(codes(&bearing("/credentialSubject/achievement", json!([endorsement(ACHIEVEMENT)]))), alone);
}

#[test]
fn an_issuer_that_endorses_itself_is_named_as_such() {
    let own = signed_by(1, &unsigned_endorsement(1, "urn:uuid:b0"));
    let report = strictly(&bearing("", json!([own])));
    accepts(&report);
    assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Pass, vec!["endorsements.own"]));
}

#[test]
fn a_badge_in_place_of_an_endorsement_is_none() {
    let mut both = unsigned_endorsement(AGENCY, "urn:uuid:b0");
    both["type"] = json!(["VerifiableCredential", "EndorsementCredential", "OpenBadgeCredential"]);
    let report = compatibly(&bearing("", json!([signed_by(AGENCY, &both)])));
    let faults = faults(only(&report));
    assert!(faults.contains(&(CheckId::Version, "version.not-an-endorsement")), "{faults:?}");
}

#[test]
fn an_endorsement_is_judged_under_its_own_contexts_or_else_those_of_the_badge() {
    let text = bearing("", json!([without(endorsement("urn:uuid:b0"), "/@context")]));
    let report = compatibly(&text);
    assert_eq!(only(&report).verdict(), Verdict::Accepted, "{report:#?}");
    // A JSON signature covers the contexts as well.
    let as_json = Options::new(Suite::EddsaJcs2022);
    let whole = parse(&signed_with(&unsigned_endorsement(AGENCY, "urn:uuid:b0"), AGENCY, &as_json));
    let verdict = |endorsement: &Value| {
        let report = compatibly(&signed_as_json(&with("/endorsement", json!([endorsement]))));
        only(&report).verdict()
    };
    assert_eq!(verdict(&whole), Verdict::Accepted);
    assert_eq!(verdict(&without(whole.clone(), "/@context")), Verdict::Accepted);
    assert_eq!(verdict(&put(whole, "/@context", json!([V2]))), Verdict::Rejected);
}

#[test]
fn endorsers_are_endorsed_in_turn_and_not_without_end_i16() {
    let mut inner = endorsement(&did(AGENCY));
    for depth in 0..4 {
        let mut outer = unsigned_endorsement(AGENCY, &if depth == 3 { "urn:uuid:b0".into() } else { did(AGENCY) });
        outer["issuer"]["endorsement"] = json!([inner]);
        outer["id"] = json!(format!("urn:uuid:o{depth}"));
        inner = signed_with_conflicts(&outer);
    }
    let report = compatibly(&signed_as_json(&with("/endorsement", json!([inner]))));
    let first = only(&report);
    assert_eq!((first.on(), first.endorsements().len()), ("", 1));
    let second = &first.endorsements()[0];
    assert_eq!((second.on(), second.place(), second.thing()), ("/issuer", "/issuer/endorsement/0", Thing::Issuer));
    assert!(second.endorsements().is_empty());
    let check = second.check(CheckId::Endorsements).unwrap();
    assert_eq!((check.outcome(), check.findings()[0].code()), (Outcome::Unknown, "endorsements.too-deep"));
}

/// Signed as JSON, since nodes of one id stand in it several times.
fn signed_with_conflicts(endorsement: &Value) -> Value {
    parse(&signed_with(endorsement, AGENCY, &Options::new(Suite::EddsaJcs2022)))
}

#[test]
fn no_more_endorsements_are_judged_than_the_limit_i16() {
    let one = |n: usize| put(endorsement("urn:uuid:b0"), "/id", json!(format!("urn:uuid:e{n}")));
    let many: Vec<Value> = (0..70).map(one).collect();
    let report = compatibly(&signed(&with("/endorsement", json!(many))));
    assert_eq!(report.endorsements().len(), LIMITS.endorsements);
    let findings = check(&report, CheckId::Endorsements).findings();
    assert_eq!(findings.len(), LIMITS.endorsements + 1);
    let last = findings.last().unwrap();
    assert_eq!((last.code(), last.place()), ("endorsements.too-many", Some("/endorsement/64")));
    assert!(last.message().starts_with("6 "), "{}", last.message());
    assert_eq!(judge_by(Policy::strict(), &signed(&with("/endorsement", json!(many)))).verdict(), Verdict::Undecided);
}

#[test]
fn all_endorsements_together_cost_no_more_than_one_badge_i16() {
    // As costly as a document may be, and more than one of many may.
    let alignment = json!({"type": ["Alignment"], "targetName": "a", "targetUrl": "https://school.example/a"});
    let result = json!({"type": ["Result"], "alignment": vec![alignment; 5]});
    let costly = |n: usize| {
        let mut one = put(unsigned_endorsement(AGENCY, "urn:uuid:b0"), "/id", json!(format!("urn:uuid:e{n}")));
        one["credentialSubject"]["type"] = json!(["EndorsementSubject", "AchievementSubject"]);
        one["credentialSubject"]["result"] = json!([result, result]);
        signed_by(AGENCY, &one)
    };
    let one = signed_as_json(&with("/endorsement", json!([costly(0)])));
    assert_eq!(only(&compatibly(&one)).verdict(), Verdict::Accepted);
    let many: Vec<Value> = (0..LIMITS.endorsements).map(costly).collect();
    let report = compatibly(&signed_as_json(&with("/endorsement", json!(many))));
    for endorsement in report.endorsements() {
        assert_eq!(faults(endorsement), [(CheckId::Proof, "rdf.work-limit")]);
    }
}

#[test]
fn the_agency_that_the_badge_names_is_shown_as_such() {
    let award = |agency: &str| -> MicroCredential {
        let mut award = parse(openbadges::model::sample_award());
        award["qualityAssurance"] = json!([{"type": "programmeQualityAssurance", "agency": agency}]);
        serde_json::from_value(award).unwrap()
    };
    let agency = Issuer::new(signer(AGENCY));
    let organisation: Organisation = serde_json::from_value(json!({"name": "Agency of the Coast"})).unwrap();
    let issued = |award: &MicroCredential, of: &str| {
        let of = if of.is_empty() { award.id().unwrap().clone() } else { Iri::parse(of).unwrap() };
        let endorsement = Endorsement::new(Iri::parse("urn:uuid:e9").unwrap(), of)
            .with_name("Accredited")
            .with_comment("Accredited until 2030.")
            .with_valid_until(at(UNTIL));
        let endorsement = agency.endorse(&organisation, &endorsement, at(FROM)).unwrap();
        let badge = Iri::parse("urn:uuid:b9").unwrap();
        Issuer::new(signer(1)).issue_endorsed(award, badge, at(FROM), Some(at(UNTIL)), &[endorsement.as_str()])
    };
    let named = award(&did(AGENCY));
    for of in ["", "urn:uuid:b9", &*did(1)] {
        let text = issued(&named, of).unwrap().as_str().to_owned();
        let report = strictly(&text);
        accepts(&report);
        assert!(only(&report).is_by_named_agency(), "{of}: {report:#?}");
        assert_eq!(only(&report).proven().unwrap().name.as_deref(), Some("Agency of the Coast"));
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["endorsements"][0]["byNamedAgency"], json!(true));
        // What a badge that is not proven names is nothing.
        let altered = text.replace("Data Stories", "Data Tales");
        assert_ne!(altered, text);
        assert!(!only(&strictly(&altered)).is_by_named_agency());
        // Nor is an endorsement that has ended.
        assert!(!only(&judge_at("2031-01-01T00:00:00Z", &text)).is_by_named_agency());
    }
    let other = issued(&award(&did(6)), "").unwrap();
    assert!(!only(&strictly(other.as_str())).is_by_named_agency());
    // About nothing in this badge, and in the name of somebody else.
    assert_eq!(issued(&named, "urn:uuid:b8").unwrap_err().code(), "issue.endorsement-of-another");
    let somebody: Organisation = serde_json::from_value(json!({"name": "A", "id": did(6)})).unwrap();
    let endorsement = Endorsement::new(Iri::parse("urn:uuid:e9").unwrap(), Iri::parse("urn:uuid:b9").unwrap());
    assert_eq!(agency.endorse(&somebody, &endorsement, at(FROM)).unwrap_err().code(), "issue.key");
    let reversed = endorsement.with_valid_until(at("2025-01-01T00:00:00Z"));
    assert_eq!(agency.endorse(&organisation, &reversed, at(FROM)).unwrap_err().code(), "issue.reversed");
}

#[test]
fn the_documents_of_endorsers_are_among_those_that_a_badge_needs() {
    let by_school = |id: &str| {
        let endorsement = put(unsigned_endorsement(AGENCY, "urn:uuid:b0"), "/issuer/id", json!(SCHOOL));
        let endorsement = put(endorsement, "/id", json!(id));
        parse(&signed_with(&endorsement, 1, &options().with_verification_method(METHOD)))
    };
    let text = bearing("", json!([by_school("urn:uuid:e1"), by_school("urn:uuid:e2")]));
    let badge = open(&text);
    let needs: Vec<_> = badge.needs().into_iter().map(|need| (need.kind, need.url)).collect();
    assert_eq!(needs, [(NeedKind::EndorserDocument, DOCUMENT.to_owned())]);
    let report = compatibly(&text);
    assert_eq!(report.endorsements()[0].verdict(), Verdict::Undecided);
    assert!(report.endorsements()[0].proven().is_none());
    let fetched = document().to_string().into_bytes();
    let materials = Materials::gather(&badge, &LIMITS, |need| (need.url == DOCUMENT).then(|| fetched.clone())).unwrap();
    let report = verify(&Verifier::strict(), &badge, &materials, NOW);
    accepts(&report);
    assert_eq!(report.endorsements()[1].proven().unwrap().id, SCHOOL);
    assert_eq!(told(&report, CheckId::Endorsements), (Outcome::Pass, vec!["endorsements.holds"; 2]));
}

#[test]
fn a_status_of_an_endorsement_counts_for_it() {
    let status = json!({"id": "https://guild.example/status/1#7", "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": "https://guild.example/status/1"});
    let text = bearing(
        "",
        json!([signed_by(AGENCY, &put(unsigned_endorsement(AGENCY, "urn:uuid:b0"), "/credentialStatus", status))]),
    );
    let report = compatibly(&text);
    accepts(&report);
    assert_eq!(only(&report).verdict(), Verdict::Undecided);
    assert_eq!(only(&report).check(CheckId::Status).unwrap().outcome(), Outcome::Unknown);
}
