//! From verified badges by way of a ruling into the ledger, and back into the next ruling.

use super::desk::*;
use openbadges::base::iri::Iri;
use openbadges::base::limits::Limits;
use openbadges::base::text::Text;
use openbadges::base::time::{Date, Timestamp};
use openbadges::model::{Identity, IdentityType};
use openbadges::stack::ledger::{Act, Conferral, Event, Ledger, State};
use openbadges::stack::{Application, CarryUp, Note, Programme, Reason, Ruling};
use openbadges::verify::{Accepted, Recipient};
use std::sync::Arc;

fn event(application: &str, act: Act) -> Event {
    Event::new(Timestamp::parse("2025-01-15T09:00:00Z").unwrap(), Text::parse(application).unwrap(), act)
}

fn happen(ledger: &mut Arc<Ledger>, application: &str, act: Act) {
    Arc::make_mut(ledger).apply(&event(application, act)).unwrap();
}

fn conferral(award: &str, day: &str) -> Act {
    Act::Spent(Conferral::new(Iri::parse(award).unwrap(), Date::parse(day).unwrap()))
}

fn ruled(programme: &Programme, badges: &[Accepted], application: &Application) -> Ruling {
    programme.judge(badges, application, &Limits::DEFAULT).unwrap()
}

#[test]
fn a_badge_in_two_open_applications_is_refused_in_the_second_which_names_the_first_e22() {
    let (programme, mut ledger) = (hku_of(1, |_| {}), Arc::new(Ledger::new()));
    let badges = [ai("a", "12"), ai("b", "12"), general("c", "6"), ai("d", "12"), general("e", "6")];
    let badges = badges.map(|badge| accepted(1, &badge));
    let apply = |ledger: &Arc<Ledger>, name: &str| certificate().with_ledger(ledger, name);

    let first = ruled(&programme, &badges[..3], &apply(&ledger, "A-1")).reservation("certificate", 1).unwrap();
    let second = ruled(&programme, &badges[2..], &apply(&ledger, "A-2"));
    assert_eq!(second.outcome.as_str(), "not eligible");
    let with_both = ruled(&programme, &badges[1..], &apply(&ledger, "A-2")).reservation("certificate", 1).unwrap();
    happen(&mut ledger, "A-1", Act::Reserved(first.clone()));

    // Whoever did not look is stopped by the ledger, and whoever looks is told by the ruling.
    let refused = Arc::make_mut(&mut ledger).apply(&event("A-2", Act::Reserved(with_both))).unwrap_err();
    assert_eq!(refused.code(), "ledger.taken");
    assert!(refused.to_string().contains("for application `A-1`, certificate"), "{refused}");
    let ruling = ruled(&programme, &badges[1..], &apply(&ledger, "A-2"));
    assert_eq!((ruling.outcome.as_str(), ruling.refusals.len()), ("not eligible", 2));
    for refusal in &ruling.refusals {
        assert!(
            matches!(&refusal.reason, Reason::Taken { application, state: "reserved", .. } if application == "A-1")
        );
    }
    let told = "it is reserved since 2025-01-15T09:00:00Z for application `A-1`, certificate";
    assert!(ruling.to_string().contains(told), "{ruling}");

    // Its own reservation is not in its way, and the same ruling comes out.
    let again = ruled(&programme, &badges[..3], &apply(&ledger, "A-1"));
    assert_eq!(again.reservation("certificate", 1).unwrap(), first);
}

#[test]
fn a_certificate_is_absorbed_by_a_diploma_and_given_up_when_that_is_conferred_e15() {
    const CERTIFICATE: &str = "https://school.example/badges/certificate";
    let mut badges = vec![badge("u1", "12").awarded("2021-03-01")];
    badges.extend(["u2", "u3"].map(|id| badge(id, "9").awarded("2023-05-01")));
    badges.extend(["n1", "n2", "n3"].map(|id| badge(id, "10").awarded("2024-05-01")));
    let badges: Vec<Accepted> = badges.iter().map(|badge| accepted(1, badge)).collect();
    let [forbidden, component_age, award_age] =
        [CarryUp::Forbidden, CarryUp::AbsorbWithComponentAge, CarryUp::AbsorbWithAwardAge]
            .map(|carry_up| hku_of(1, |switches| switches.carry_up = carry_up));

    let mut ledger = Arc::new(Ledger::new());
    let application = on("2024-01-10").with_award("certificate").with_ledger(&ledger, "A-1");
    let reserved = ruled(&forbidden, &badges[..3], &application).reservation("certificate", 1).unwrap();
    happen(&mut ledger, "A-1", Act::Reserved(reserved));
    happen(&mut ledger, "A-1", conferral(CERTIFICATE, "2024-01-10"));

    let apply = |day: &str| on(day).with_award("diploma").with_surrendered(CERTIFICATE).with_ledger(&ledger, "A-2");
    let outcome = |programme: &Programme, day: &str| ruled(programme, &badges, &apply(day)).outcome.as_str();
    assert_eq!(outcome(&forbidden, "2025-01-15"), "not eligible");
    assert_eq!(["2026-03-01", "2026-03-02"].map(|day| outcome(&component_age, day)), ["eligible", "not eligible"]);
    assert_eq!(["2029-01-10", "2029-01-11"].map(|day| outcome(&award_age, day)), ["eligible", "not eligible"]);

    let reserved = ruled(&award_age, &badges, &apply("2026-03-02")).reservation("diploma", 1).unwrap();
    happen(&mut ledger, "A-2", Act::Reserved(reserved));
    assert_eq!(ledger.entry("A-1").unwrap().state().name(), "spent");
    happen(&mut ledger, "A-2", conferral("https://school.example/badges/diploma", "2026-03-02"));
    assert!(matches!(ledger.entry("A-1").unwrap().state(), State::GivenUp { .. }));
    assert_eq!(ledger.award(&CERTIFICATE.parse().unwrap()).unwrap().application().as_str(), "A-1");
}

#[test]
fn a_badge_that_counts_elsewhere_counts_only_in_awards_that_may_share_it() {
    let mut policy: serde_json::Value = serde_json::from_str(&hku_of(1, |_| {}).to_json()).unwrap();
    policy["awards"][1]["exclusivityGroup"] = "degrees".into();
    policy["awards"][1]["credits"] = "30".into();
    let programme = Programme::parse(policy.to_string().as_bytes()).unwrap();
    let badges = [ai("a", "12"), ai("b", "12"), general("c", "6")].map(|badge| accepted(1, &badge));
    let mut ledger = Arc::new(Ledger::new());
    let reserve = |ledger: &mut Arc<Ledger>, name: &str, award: &str| {
        let ruling = ruled(&programme, &badges, &on("2025-01-15").with_ledger(ledger, name));
        let reservation = ruling.reservation(award, 1);
        if let Ok(reservation) = &reservation {
            happen(ledger, name, Act::Reserved(reservation.clone()));
        }
        (ruling, reservation.map_err(|error| error.code()))
    };
    assert!(reserve(&mut ledger, "A-1", "certificate").1.is_ok());
    let (ruling, second) = reserve(&mut ledger, "A-2", "certificate");
    assert_eq!(second.unwrap_err(), "stack.no-option");
    assert_eq!(ruling.decisions[1].outcome.as_str(), "eligible");
    assert!(ruling.holdings.iter().all(|holding| holding.notes.contains(&Note::TakenInPart)));
    assert!(reserve(&mut ledger, "A-2", "diploma").1.is_ok());
    let ruling = reserve(&mut ledger, "A-3", "diploma").0;
    assert_eq!((ruling.holdings.len(), ruling.refusals.len()), (0, 3));
}

#[test]
fn a_new_version_of_a_module_is_taken_with_the_first_for_the_same_learner_alone() {
    let mut ledger = Arc::new(Ledger::new());
    let programme = hku_of(1, |_| {});
    let badges = [ai("a", "12"), ai("b", "12"), general("c", "6")].map(|badge| accepted(1, &badge));
    let reserved = ruled(&programme, &badges, &certificate()).reservation("certificate", 1).unwrap();
    happen(&mut ledger, "A-1", Act::Reserved(reserved));
    let fate = |badge: &Badge| {
        let application = certificate().with_ledger(&ledger, "A-2");
        let ruling = ruled(&programme, &[accepted(1, badge)], &application);
        ruling.refusals.first().map_or("admitted", |refusal| refusal.reason.code())
    };
    let again = ai("again", "12").achievement("a");
    assert_eq!(fate(&again), "taken");
    assert_eq!(fate(&again.with("learner", serde_json::json!({"id": "did:example:kim"}))), "admitted");
    assert_eq!(fate(&ai("d", "12")), "admitted");
}

#[test]
fn hashes_with_different_salts_are_of_one_learner_where_the_application_says_who_applies() {
    let programme = hku_of(1, |_| {});
    let by_address = |badge: Badge, salt: &str| {
        let hidden = Identity::hide(IdentityType::EmailAddress, "robin@school.example", salt);
        accepted(1, &badge.with("learner", serde_json::json!({"identities": [hidden]})))
    };
    let badges = [ai("a", "12"), ai("b", "12"), general("c", "6")].map(|badge| by_address(badge, "tide"));
    let again = [by_address(ai("again", "12").achievement("a"), "reef")];
    let fate = |who: fn(Application) -> Application| {
        let mut ledger = Arc::new(Ledger::new());
        let reserved = ruled(&programme, &badges, &who(certificate())).reservation("certificate", 1).unwrap();
        happen(&mut ledger, "A-1", Act::Reserved(reserved));
        ruled(&programme, &again, &who(certificate().with_ledger(&ledger, "A-2"))).refusals.len()
    };
    assert_eq!(fate(|application| application.with_learner(Recipient::Email("robin@school.example".into()))), 1);
    assert_eq!(fate(|application| application), 0);
}

#[test]
fn nothing_is_reserved_on_facts_that_nobody_verified() {
    let badges = [ai("a", "12"), ai("b", "12"), general("c", "6")];
    let stated = judge(&hku(), &badges, &certificate()).reservation("certificate", 1);
    assert_eq!(stated.unwrap_err().code(), "stack.stated");
    let ruling = ruled(&hku_of(1, |_| {}), &badges.map(|badge| accepted(1, &badge)), &certificate());
    assert_eq!(ruling.reservation("certificate", 0).unwrap_err().code(), "stack.no-option");
    assert_eq!(ruling.reservation("certificate", 9).unwrap_err().code(), "stack.no-option");
    assert_eq!(ruling.reservation("diploma", 1).unwrap_err().code(), "stack.unknown-award");
}
