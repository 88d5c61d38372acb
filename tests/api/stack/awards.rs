//! Awards as badges, and whether their components still make them.

use super::desk::*;
use super::oracle::{CERTIFICATE, Kind, Sample, badges, distinct, options};
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::time::Timestamp;
use openbadges::issue::{Issuer, StatusEvent, StatusList, StatusPurpose};
use openbadges::model::{Component, MicroCredential};
use openbadges::proof::SigningKey;
use openbadges::stack::{
    AgeExceptions, Application, CarryUp, OtherProviders, Programme, Recheck, Share, Support, Switches, Use,
};
use openbadges::verify::{Accepted, Finding, Materials, Presented, Recipient, Report, Verifier};
use proptest::prelude::*;
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

    /// Confers the recommended certificate on the badges at the first places, and issues it at the next.
    fn confer(&mut self, programme: &Programme, badges: usize) {
        let award = self.made(programme, &certificate(), "certificate", badges);
        self.sign(&award, AWARD);
    }

    fn made(&self, programme: &Programme, application: &Application, award: &str, badges: usize) -> MicroCredential {
        let badges = self.accepted(0..badges);
        let ruling = programme.judge(&badges, application, &Limits::DEFAULT).unwrap();
        programme.award(&ruling, award, 1, draft(), &badges).unwrap()
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
    recheck.findings.iter().map(Finding::code).collect()
}

/// 9 + 9 + 6 + 6 credits in Professional Practice, Artificial Intelligence.
fn four() -> [Badge; 4] {
    [ai("a", "9"), ai("b", "9"), ai("c", "6"), ai("d", "6")]
}

#[test]
fn an_award_names_its_components_its_policy_and_what_they_make_it() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4);
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
    let digest = openbadges::verify::digest(programme.to_brief_json().as_bytes());
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
    school.confer(&programme, 4);
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
    school.confer(&programme, 4);
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
fn a_diploma_that_absorbed_a_certificate_says_so_and_is_judged_by_the_same_age_e15() {
    let mut badges = vec![badge("u1", "12").awarded("2019-11-01")];
    badges.extend(["u2", "u3"].map(|id| badge(id, "9").awarded("2023-05-01")));
    badges.extend(["n1", "n2", "n3"].map(|id| badge(id, "10").awarded("2024-05-01")));
    for (carry_up, day) in
        [(CarryUp::AbsorbWithComponentAge, "2024-11-01"), (CarryUp::AbsorbWithAwardAge, "2025-01-15")]
    {
        let (mut school, programme) = (School::new(), hku_of(1, |switches| switches.carry_up = carry_up));
        school.issue(&badges);
        let application = on(day).with_award("diploma").with_surrendered("urn:award:7");
        let application = ["u1", "u2", "u3"].into_iter().fold(application, |application, id| {
            let used = Use::new(&format!("https://school.example/badges/{id}"), "urn:award:7");
            application.with_used(used.with_award_date("2024-01-10".parse().unwrap()))
        });
        let award = school.made(&programme, &application, "diploma", 6);
        let absorbed = award.components().iter().filter_map(Component::absorbed);
        let absorbed: Vec<_> = absorbed.map(|absorbed| (absorbed.award.as_str(), absorbed.awarded)).collect();
        assert_eq!(absorbed, [("urn:award:7", Some("2024-01-10".parse().unwrap())); 3]);
        school.sign(&award, AWARD);
        assert_eq!(school.recheck(&programme, 6, 0..6).outcome, Support::Supported);
        // Nobody could tell by what age it was judged if it did not say so.
        let award = changed(&award, "components", Some(unabsorbed(&award)));
        school.sign(&award, "urn:uuid:silent");
        let expected = if carry_up == CarryUp::AbsorbWithAwardAge { Support::AtRisk } else { Support::Supported };
        assert_eq!(school.recheck(&programme, 7, 0..6).outcome, expected);
    }
}

fn unabsorbed(award: &MicroCredential) -> Value {
    let mut components = serde_json::to_value(award.components()).unwrap();
    for component in components.as_array_mut().unwrap() {
        component.as_object_mut().unwrap().remove("absorbed");
    }
    components
}

#[test]
fn a_component_whose_age_was_excepted_says_why_and_is_excepted_again() {
    let programme = hku_of(1, |switches| switches.age_exceptions = AgeExceptions::Named);
    let mut school = School::new();
    school.issue(&[ai("old", "12").awarded("2019-06-01"), ai("b", "12"), ai("c", "6")]);
    let application = certificate().with_age_exception("https://school.example/badges/old", "parental leave");
    let award = school.made(&programme, &application, "certificate", 3);
    let reasons: Vec<_> = award.components().iter().filter_map(Component::exception).collect();
    assert_eq!(reasons, ["parental leave"]);
    school.sign(&award, AWARD);
    assert_eq!(school.recheck(&programme, 3, 0..3).outcome, Support::Supported);
}

#[test]
fn an_award_with_more_than_it_needs_is_supported_without_what_was_revoked() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&[ai("a", "12"), ai("b", "12"), ai("c", "6"), ai("d", "6")]);
    let all = school.accepted(0..4);
    let award = school.made(&programme, &certificate(), "certificate", 4);
    let award = {
        let mut components = award.components().to_vec();
        let left = all.iter().find(|badge| components.iter().all(|used| used.id().as_str() != badge.credential_id()));
        let left = left.unwrap();
        let more = Component::new(left.credential_id().parse().unwrap()).with_digest(left.digest().parse().unwrap());
        components.push(more.with_credits(left.micro_credential().unwrap().credits().to_vec()));
        changed(&award.with_components(components), "credits", Some(json!([{"amount": "36", "system": "hkqf"}])))
    };
    school.sign(&award, AWARD);
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
    school.confer(&programme, 4);
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
        let award = school.made(&programme, &certificate(), "certificate", 4);
        school.sign(&changed(&award, member, None), AWARD);
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
        let award = school.made(&programme, &certificate(), "certificate", 4);
        let mut document = serde_json::to_value(&award).unwrap();
        change(&mut document[member]);
        school.sign(&serde_json::from_value(document).unwrap(), AWARD);
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
    school.confer(&programme, 4);
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
fn a_component_that_another_award_lists_too_is_named_unless_one_absorbed_the_other() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4);
    let award = school.accepted([4]).remove(0).micro_credential().unwrap();
    school.sign(&award, "urn:uuid:again");
    let recheck = school.recheck(&programme, 4, 0..6);
    assert_eq!(
        (recheck.outcome, codes(&recheck)[..4].to_vec()),
        (Support::Supported, vec!["award.component-reused"; 4])
    );
    assert!(recheck.findings[0].message().ends_with("is a component of the award `urn:uuid:again` as well"));
    let mut components = serde_json::to_value(award.components()).unwrap();
    for component in components.as_array_mut().unwrap() {
        component["absorbed"] = json!({"award": AWARD});
    }
    school.sign(&changed(&award, "components", Some(components)), "urn:uuid:larger");
    for (award, others) in [(4, [0, 1, 2, 3, 6]), (6, [0, 1, 2, 3, 4])] {
        assert!(!codes(&school.recheck(&programme, award, others)).contains(&"award.component-reused"));
    }
    // This policy lets nothing be carried up, so the larger one should not have been made.
    assert_eq!(school.recheck(&programme, 6, 0..4).outcome, Support::AtRisk);
}

#[test]
fn another_edition_of_a_component_stands_in_for_it_and_is_not_it_e23() {
    let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
    school.issue(&four());
    school.confer(&programme, 4);
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
        by.award(&ruling, "certificate", option, draft(), badges).map_err(|error| error.code())
    };
    assert!(code(&programme, 1, &accepted).is_ok());
    assert_eq!(code(&programme, 9, &accepted).unwrap_err(), "stack.no-option");
    assert_eq!(code(&hku_of(2, |_| {}), 1, &accepted).unwrap_err(), "stack.other-programme");
    assert_eq!(code(&programme, 1, &accepted[..3]).unwrap_err(), "award.contradiction");
    let stated = judge(&hku(), &badges, &certificate());
    assert_eq!(hku().award(&stated, "certificate", 1, draft(), &[]).unwrap_err().code(), "stack.stated");
}

proptest! {
    #![proptest_config(often(24))]

    #[test]
    fn a_revoked_component_is_found_and_an_award_never_valid_in_silence(
        samples in distinct(7).prop_filter("enough", |samples| samples.len() > 3),
        gone in prop::collection::vec(any::<bool>(), 7),
    ) {
        let (mut school, programme) = (School::new(), hku_of(1, |_| {}));
        school.issue(&badges(&samples));
        let all = school.accepted(0..samples.len());
        let ruling = programme.judge(&all, &certificate(), &Limits::DEFAULT).unwrap();
        let Some(made) = ruling.decisions[0].recommended() else { return Ok(()) };
        let used: Vec<usize> = used(made).iter().map(|name| name.parse().unwrap()).collect();
        let kind = (made.title.clone().unwrap(), made.theme.clone(), made.level);
        school.confer(&programme, samples.len());
        let award = samples.len();
        for sample in samples.iter().filter(|sample| gone[sample.name]) {
            school.list.revoke(sample.name).unwrap();
        }
        // A second opinion of what is left: the award as it is, by its own components or with others.
        let makes = |mut left: Vec<Sample>| {
            left.iter_mut().enumerate().for_each(|(at, sample)| sample.name = at);
            let as_good = |(title, theme, level): &Kind| {
                (title == "PP" || kind.0 == "GS") && (kind.1.is_none() || *theme == kind.1) && *level >= kind.2
            };
            options(&left, CERTIFICATE, programme.switches()).keys().any(as_good)
        };
        let left = |is_at_hand: &dyn Fn(&Sample) -> bool| -> Vec<Sample> {
            samples.iter().filter(|sample| !gone[sample.name] && is_at_hand(sample)).cloned().collect()
        };
        let expected = match (makes(left(&|sample| used.contains(&sample.name))), makes(left(&|_| true))) {
            (true, _) => Support::Supported,
            (false, true) => Support::Substitutable,
            (false, false) => Support::AtRisk,
        };
        let recheck = school.recheck(&programme, award, 0..samples.len());
        prop_assert_eq!(recheck.outcome, expected, "{:?}", recheck.findings);
        let revoked = used.iter().filter(|name| gone[**name]).count();
        let found = codes(&recheck).iter().filter(|code| **code == "award.component-revoked").count();
        prop_assert_eq!(found, revoked);
        // What is not at hand supports nothing.
        let last = *used.last().unwrap();
        let without = school.recheck(&programme, award, (0..samples.len()).filter(|place| *place != last));
        let rest = left(&|sample| used.contains(&sample.name) && sample.name != last);
        prop_assert!(without.outcome != Support::Supported || makes(rest));
    }
}
