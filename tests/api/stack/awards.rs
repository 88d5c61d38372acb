//! Awards as badges, and whether their components still make them.

use super::desk::*;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::issue::{Issuer, StatusEvent, StatusList, StatusPurpose};
use openbadges::model::{Component, MicroCredential};
use openbadges::proof::SigningKey;
use openbadges::stack::{Application, OtherProviders, Programme, Recheck, Share, Support, Switches};
use openbadges::verify::{Accepted, Materials, Presented, Recipient, Report, Verifier};
use serde_json::{Value, json};

const LIST: &str = "https://school.example/status/1";

/// A school with a status list, its badges by place, and the learner's folder.
struct School {
    issuer: Issuer,
    list: StatusList,
    issued: Vec<String>,
}

impl School {
    fn new() -> Self {
        let issuer = Issuer::new(SigningKey::from_seed([1; 32]).unwrap());
        let list = StatusList::new(LIST.parse().unwrap(), StatusPurpose::Revocation, StatusList::FEWEST).unwrap();
        Self { issuer, list, issued: Vec::new() }
    }

    /// Issues badges, each at the next place of the list.
    fn issue(&mut self, badges: &[Badge]) {
        for badge in badges {
            let mut award = badge.award.clone();
            award["provider"] = json!({"name": "Example School", "country": "HK"});
            award["description"] = json!({"en": "About it."});
            award["criteria"] = json!({"en": "Pass."});
            self.sign(&serde_json::from_value(award).unwrap(), &badge.id);
        }
    }

    fn sign(&mut self, award: &MicroCredential, id: &str) {
        let index = self.issued.len();
        self.list.apply(StatusEvent::Allocated { index }).unwrap();
        let issuer = self.issuer.bearing(vec![self.list.entry(index).unwrap()]);
        let signed = issuer.issue(award, Iri::parse(id).unwrap(), at("2025-01-10T00:00:00Z")).unwrap();
        self.issued.push(signed.as_str().to_owned());
    }

    /// What a verifier finds of the badges at these places, with the list as it stands.
    fn seen(&self, places: impl IntoIterator<Item = usize>) -> Vec<Report> {
        let now = at("2025-02-01T00:00:00Z");
        let list = self.issuer.publish_status(&self.list, now, None).unwrap();
        let mut materials = Materials::none();
        materials.insert(LIST, list.as_str().as_bytes().to_vec(), &Limits::DEFAULT).unwrap();
        let places = places.into_iter();
        places.map(|place| judged(&self.issued[place], &materials, now)).collect()
    }

    fn accepted(&self, places: impl IntoIterator<Item = usize>) -> Vec<Accepted> {
        self.seen(places).into_iter().map(|report| report.into_accepted().unwrap()).collect()
    }

    /// Confers the recommended award on the badges at the first places, and issues it at the next.
    fn confer(
        &mut self,
        programme: &Programme,
        badges: usize,
        change: impl FnOnce(MicroCredential) -> MicroCredential,
    ) {
        let badges = self.accepted(0..badges);
        let ruling = programme.judge(&badges, &certificate(), &Limits::DEFAULT).unwrap();
        let award = programme.award(&ruling, ("certificate", 1), draft(), &badges).unwrap();
        self.sign(&change(award), AWARD);
    }

    /// Judges the award at a place again, with the badges at these places at hand.
    fn recheck(&self, programme: &Programme, award: usize, places: impl IntoIterator<Item = usize>) -> Recheck {
        let award = self.accepted([award]).remove(0);
        programme.recheck(&award, &self.seen(places), &[], &Limits::DEFAULT).unwrap()
    }
}

const AWARD: &str = "https://school.example/badges/certificate-7";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn judged(text: &str, materials: &Materials, now: Timestamp) -> Report {
    let badge = Presented::open(text.as_bytes(), &Limits::DEFAULT).unwrap();
    Verifier::strict().verify(&badge, materials, now)
}

/// What no policy knows of a certificate.
fn draft() -> MicroCredential {
    let draft = json!({
        "id": "https://school.example/awards/certificate",
        "type": "Certificate",
        "description": {"en": "For micro-credentials that together meet the rules."},
        "criteria": {"en": "Thirty credits or more."},
        "provider": {"name": "Example School", "country": "HK"},
    });
    serde_json::from_value(draft).unwrap()
}

fn codes(recheck: &Recheck) -> Vec<&str> {
    recheck.findings.iter().map(|finding| finding.code()).collect()
}

/// 9 + 9 + 6 + 6 credits in Professional Practice, Artificial Intelligence.
fn four() -> [Badge; 4] {
    [ai("a", "9"), ai("b", "9"), ai("c", "6"), ai("d", "6")]
}

#[test]
fn an_award_names_its_components_its_policy_and_what_they_make_it() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4, |award| award);
    let award = school.accepted([4]).remove(0).micro_credential().unwrap();
    assert_eq!(award.title().unwrap().text(), "Certificate in Professional Practice (Artificial Intelligence)");
    let award = serde_json::to_value(&award).unwrap();
    assert_eq!(award["credits"], json!([{"amount": "30", "system": "hkqf"}]));
    assert_eq!(award["levels"]["national"], json!([{"framework": "hkqf", "level": 4}]));
    assert_eq!((&award["themes"], &award["learner"]["id"]), (&json!([{"code": "AI"}]), &LEARNER.into()));
    let ruled = programme.judge(&school.accepted(0..4), &certificate(), &Limits::DEFAULT).unwrap();
    let components = award["components"].as_array().unwrap();
    for (component, used) in components.iter().zip(&ruled.decisions[0].options[0].badges) {
        assert_eq!((&component["id"], &component["digest"]), (&used.id.as_str().into(), &used.digest.as_str().into()));
        assert_eq!(component["awarded"], "2024-06-01T12:00:00+08:00");
        assert!(component["credits"][0]["amount"] == "9" || component["credits"][0]["amount"] == "6");
    }
    let digest = openbadges::verify::digest(programme.to_json().as_bytes());
    let grounds = json!({
        "policy": "hku-space", "version": "1", "digest": digest, "award": "certificate", "applied": "2025-01-15",
        "title": "PP", "theme": "AI", "level": 4,
    });
    assert_eq!((components.len(), &award["grounds"]), (4, &grounds));
}

#[test]
fn an_award_is_supported_by_its_components_in_any_order_and_company() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4, |award| award);
    school.issue(&[general("x", "12")]);
    for places in [vec![0, 1, 2, 3], vec![3, 1, 0, 2, 1], vec![5, 4, 3, 2, 1, 0]] {
        let recheck = school.recheck(&programme, 4, places);
        assert_eq!((recheck.outcome, codes(&recheck)), (Support::Supported, vec!["award.supported"]));
    }
    let json = serde_json::to_value(school.recheck(&programme, 4, 0..4)).unwrap();
    assert_eq!((&json["check"], &json["outcome"]), (&"award.components".into(), &"supported".into()));
    assert_eq!(json["award"]["id"], AWARD);
}

#[test]
fn a_component_that_is_revoked_after_conferral_puts_the_award_at_risk_unless_another_stands_in_e16() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4, |award| award);
    school.issue(&[ai("spare", "6"), ai("late", "6").awarded("2025-01-16")]);
    school.list.revoke(3).unwrap();
    let recheck = school.recheck(&programme, 4, 0..4);
    assert_eq!((recheck.outcome, codes(&recheck)), (Support::AtRisk, vec!["award.component-revoked", "award.at-risk"]));
    assert!(recheck.findings[0].message().contains("https://school.example/badges/d"));
    let left = &recheck.ruling.as_ref().unwrap().decisions[0].available[0];
    assert_eq!(left.have.to_string(), "24 credits");
    let recheck = school.recheck(&programme, 4, 0..6);
    assert_eq!(recheck.outcome, Support::Substitutable);
    assert_eq!(codes(&recheck), ["award.component-revoked", "award.substitutable"]);
    // What was awarded after the application did not stand in for anything then.
    assert_eq!(school.recheck(&programme, 4, [0, 1, 2, 3, 6]).outcome, Support::AtRisk);
}

#[test]
fn an_award_with_more_than_it_needs_is_supported_without_what_was_revoked() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&[ai("a", "12"), ai("b", "12"), ai("c", "6"), ai("d", "6")]);
    let all = school.accepted(0..4);
    school.confer(&programme, 4, |award| {
        let mut components = award.components().to_vec();
        let left = all.iter().find(|badge| components.iter().all(|used| used.id().as_str() != badge.credential_id()));
        let left = left.unwrap();
        let more = Component::new(left.credential_id().parse().unwrap()).with_digest(left.digest().parse().unwrap());
        components.push(more.with_credits(left.micro_credential().unwrap().credits().to_vec()));
        changed(&award.with_components(components), "credits", Some(json!([{"amount": "36", "system": "hkqf"}])))
    });
    for gone in [2, 3] {
        school.list.revoke(gone).unwrap();
        let recheck = school.recheck(&programme, 4, 0..4);
        assert_eq!(recheck.outcome, Support::Supported);
        assert_eq!(codes(&recheck), ["award.component-revoked", "award.supported"]);
        school.list.undo(gone).unwrap();
    }
    school.list.revoke(0).unwrap();
    assert_eq!(school.recheck(&programme, 4, 0..4).outcome, Support::AtRisk);
}

#[test]
fn what_is_not_here_is_not_held_for_or_against_the_award() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4, |award| award);
    school.issue(&[ai("spare", "6")]);
    let recheck = school.recheck(&programme, 4, 0..3);
    assert_eq!(recheck.outcome, Support::CouldNotCheck);
    assert_eq!(codes(&recheck), ["award.component-missing", "award.not-checked"]);
    assert_eq!(school.recheck(&programme, 4, [0, 1, 2, 5]).outcome, Support::Substitutable);

    let other = hku_of(1, |switches: &mut Switches| switches.other_providers = share("1/2"));
    let recheck = school.recheck(&other, 4, 0..4);
    assert_eq!((recheck.outcome, codes(&recheck)), (Support::CouldNotCheck, vec!["award.other-policy"]));

    // Without the list nobody knows whether a component stands.
    let award = school.accepted([4]).remove(0);
    let unknown: Vec<Report> =
        school.issued[..4].iter().map(|text| judged(text, &Materials::none(), at("2025-02-01T00:00:00Z"))).collect();
    let recheck = programme.recheck(&award, &unknown, &[], &Limits::DEFAULT).unwrap();
    assert_eq!(recheck.outcome, Support::CouldNotCheck);
    assert_eq!(codes(&recheck)[..2], ["award.component-undecided"; 2]);
}

fn share(text: &str) -> OtherProviders {
    OtherProviders::MaxShare(Share::parse(text).unwrap())
}

#[test]
fn an_award_that_says_too_little_could_not_be_checked() {
    let without = |member: &str| {
        let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
        school.issue(&four());
        school.confer(&programme, 4, |award| changed(&award, member, None));
        let recheck = school.recheck(&programme, 4, 0..4);
        assert_eq!(recheck.outcome, Support::CouldNotCheck);
        codes(&recheck)[0].to_owned()
    };
    assert_eq!(without("components"), "award.no-components");
    assert_eq!(without("grounds"), "award.no-grounds");
}

fn changed(award: &MicroCredential, member: &str, value: Option<Value>) -> MicroCredential {
    let mut document = serde_json::to_value(award).unwrap();
    match value {
        Some(value) => document[member] = value,
        None => drop(document.as_object_mut().unwrap().remove(member)),
    }
    serde_json::from_value(document).unwrap()
}

#[test]
fn an_award_that_says_more_than_its_components_make_it_is_at_risk() {
    let recheck = |member: &'static str, change: fn(&mut Value)| {
        let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
        school.issue(&four());
        school.confer(&programme, 4, |award| {
            let mut document = serde_json::to_value(&award).unwrap();
            change(&mut document[member]);
            serde_json::from_value(document).unwrap()
        });
        let recheck = school.recheck(&programme, 4, 0..4);
        assert_eq!(recheck.outcome, Support::AtRisk, "{member}: {:?}", recheck.findings);
        codes(&recheck).join(" ")
    };
    assert_eq!(recheck("title", |title| *title = json!({"en": "Master of All"})), "award.other-title");
    assert_eq!(recheck("credits", |credits| credits[0]["amount"] = "36".into()), "award.other-credits");
    assert_eq!(
        recheck("components", |components| components[0]["credits"][0]["amount"] = "12".into()),
        "award.other-credits award.other-credits"
    );
    assert_eq!(recheck("learner", |learner| learner["id"] = "did:example:kim".into()), "award.other-learner");
    assert_eq!(recheck("grounds", |grounds| grounds["level"] = 5.into()), "award.at-risk");
    assert_eq!(recheck("grounds", |grounds| grounds["theme"] = "FIN".into()), "award.at-risk");
    assert_eq!(recheck("grounds", |grounds| grounds["title"] = "none".into()), "award.at-risk");
    assert_eq!(recheck("grounds", |grounds| grounds["award"] = "diploma".into()), "award.at-risk");
}

#[test]
fn an_award_of_another_issuer_or_learner_is_none_of_the_programme() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4, |award| award);
    let award = school.accepted([4]).remove(0);
    let again = award.micro_credential().unwrap().with_awarding_bodies(Vec::new());
    let provider = serde_json::from_value(json!({"name": "Elsewhere", "country": "HK"})).unwrap();
    let stranger = Issuer::new(SigningKey::from_seed([2; 32]).unwrap());
    let now = at("2025-01-20T00:00:00Z");
    let forged = stranger.issue(&again.with_provider(provider), AWARD.parse().unwrap(), now).unwrap();
    let forged = judged(forged.as_str(), &Materials::none(), now).into_accepted().unwrap();
    let recheck = programme.recheck(&forged, &school.seen(0..4), &[], &Limits::DEFAULT).unwrap();
    assert_eq!((recheck.outcome, codes(&recheck)), (Support::AtRisk, vec!["award.other-issuer"]));

    let kim = [Recipient::Id("did:example:kim".into())];
    let recheck = programme.recheck(&award, &school.seen(0..4), &kim, &Limits::DEFAULT).unwrap();
    assert_eq!(recheck.outcome, Support::AtRisk);
    assert!(codes(&recheck).contains(&"award.other-learner"), "{recheck:?}");
}

#[test]
fn another_edition_of_a_component_stands_in_for_it_and_is_not_it_e23() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4, |award| award);
    school.issue(&[ai("d", "6").with("version", json!("2"))]);
    let recheck = school.recheck(&programme, 4, [0, 1, 2, 5]);
    assert_eq!(recheck.outcome, Support::Substitutable);
    assert_eq!(codes(&recheck)[0], "award.component-other-edition");
}

#[test]
fn an_award_is_made_of_a_ruling_on_verified_badges_by_the_same_programme() {
    let programme = hku_of(1, |_| {});
    let badges = four();
    let accepted: Vec<Accepted> = badges.iter().map(|badge| accepted(1, badge)).collect();
    let code = |by: &Programme, option: usize, badges: &[Accepted]| {
        let application: Application = certificate();
        let ruling = programme.judge(&accepted, &application, &Limits::DEFAULT).unwrap();
        by.award(&ruling, ("certificate", option), draft(), badges).map_err(|error| error.code())
    };
    assert!(code(&programme, 1, &accepted).is_ok());
    assert_eq!(code(&programme, 9, &accepted).unwrap_err(), "stack.no-option");
    assert_eq!(code(&hku_of(2, |_| {}), 1, &accepted).unwrap_err(), "stack.other-programme");
    assert_eq!(code(&programme, 1, &accepted[..3]).unwrap_err(), "award.contradiction");
    let stated = judge(&hku(), &badges, &certificate());
    assert_eq!(hku().award(&stated, ("certificate", 1), draft(), &[]).unwrap_err().code(), "stack.stated");
}
