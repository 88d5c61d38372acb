//! What an issuer does with its list, and what a verifier then sees.

use super::*;
use openbadges::base::iri::Iri;
use openbadges::issue::{Disclosing, Error, Issuer, StatusEvent, StatusList, StatusPurpose};
use openbadges::model::MicroCredential;
use openbadges::proof::SdJwt;
use openbadges::proof::sd_jwt::SaltSecret;
use openbadges::wire::sdjwt::SdForm;
use openbadges::wire::vcjwt::Form;
use proptest::prelude::*;

fn url() -> Iri {
    Iri::parse(LIST).unwrap()
}

fn new(purpose: StatusPurpose) -> StatusList {
    StatusList::new(url(), purpose, 131_072).unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().code()
}

/// The same bytes each time.
fn source(fill: u8) -> impl FnMut(&mut [u8]) -> Result<(), openbadges::proof::Error> {
    move |bytes| {
        bytes.fill(fill);
        Ok(())
    }
}

fn award() -> MicroCredential {
    let award: Value = json!({
        "id": "https://school.example/achievements/tides",
        "title": {"en": "Reading Tides"},
        "description": {"en": "Predicts a tide from a table."},
        "criteria": {"en": "Predict three tides."},
        "learner": {"id": LEARNER},
        "provider": {"name": "Harbour School", "url": "https://school.example/"},
        "awarded": FROM,
    });
    serde_json::from_value(award).unwrap()
}

/// A badge of the school at a place of the list.
fn badge_at(list: &StatusList, index: usize) -> String {
    let id = Iri::parse("urn:uuid:b0").unwrap();
    let status = vec![list.entry(index).unwrap()];
    let badge = Issuer::new(signer(1)).bearing(status).issue_until(&award(), id, at(FROM), Some(at(UNTIL)));
    badge.unwrap().as_str().to_owned()
}

fn published(list: &StatusList) -> String {
    let signed = Issuer::new(signer(1)).publish_status(list, at(FROM), Some(at(UNTIL))).unwrap();
    signed.as_str().to_owned()
}

#[test]
fn a_badge_is_good_until_it_is_revoked_and_that_is_final() {
    let mut list = new(StatusPurpose::Revocation);
    let (index, other) = (list.allocate(source(7)).unwrap(), list.allocate(source(7)).unwrap());
    assert_ne!(index, other);
    let badge = badge_at(&list, index);
    accepts(&judged(&badge, &published(&list)));
    list.revoke(index).unwrap();
    list.revoke(index).unwrap();
    rejects(&judged(&badge, &published(&list)), CheckId::Status, "status.revoked");
    accepts(&judged(&badge_at(&list, other), &published(&list)));
    assert_eq!(code(list.apply(StatusEvent::Set { index, value: 0 })), "status-list.final");
    assert_eq!(code(list.restore(index)), "status-list.purpose");
    assert_eq!(list.undo(index).unwrap(), StatusEvent::Undone { index });
    accepts(&judged(&badge, &published(&list)));
    assert_eq!(code(list.undo(index)), "status-list.not-revoked");
    assert_eq!(code(list.undo(0)), "status-list.not-allocated");
    assert_eq!(code(new(StatusPurpose::Suspension).undo(index)), "status-list.purpose");
}

#[test]
fn a_list_says_for_how_long_it_may_be_kept_and_then_it_says_nothing() {
    let mut list = new(StatusPurpose::Revocation);
    let index = list.allocate(source(7)).unwrap();
    let badge = badge_at(&list, index);
    assert!(!published(&list).contains("ttl"));
    let list = list.with_ttl(90);
    let document = published(&list);
    let written: Value = parse(&document);
    assert_eq!(written["credentialSubject"]["ttl"], 90_000);
    let judged = |fetched| {
        let mut materials = handing_in(&document);
        materials.note_fetched(LIST, at(fetched));
        verify(&Verifier::strict(), &open(&badge), &materials, NOW)
    };
    accepts(&judged("2026-03-01T11:58:30Z"));
    status(&judged("2026-03-01T11:58:29Z"), Outcome::Unknown, "status.list-not-current");
    // The longest can be written and read.
    accepts(&super::judged(&badge, &published(&list.clone().with_ttl(u32::MAX))));
    let stored: StatusList = serde_json::from_str(&serde_json::to_string(&list).unwrap()).unwrap();
    assert_eq!((stored.ttl(), &stored), (Some(90), &list));
}

#[test]
fn what_a_list_does_is_told_and_done_again_gives_the_same() {
    for (purpose, highest) in
        [(StatusPurpose::Suspension, 1), (StatusPurpose::Message(["a", "b", "c", "d"].map(str::to_owned).to_vec()), 3)]
    {
        let mut list = new(purpose.clone());
        let index = list.allocate(source(7)).unwrap();
        let mut events = vec![StatusEvent::Allocated { index }];
        for fill in [0, 0x7f, 0x80, 0xff] {
            events.push(list.add_decoy(source(fill)).unwrap());
        }
        let values = events.iter().filter_map(|event| match event {
            StatusEvent::Decoy { value, .. } => Some(*value),
            _ => None,
        });
        assert_eq!(values.collect::<Vec<_>>(), [0, highest / 2, highest / 2 + 1, highest]);
        if purpose == StatusPurpose::Suspension {
            events.push(list.suspend(index).unwrap());
            events.push(list.restore(index).unwrap());
        }
        let mut again = new(purpose);
        events.iter().for_each(|event| again.apply(*event).unwrap());
        assert_eq!(again, list);
    }
}

#[test]
fn a_badge_of_any_form_is_revoked() {
    let mut list = new(StatusPurpose::Revocation);
    let index = list.allocate(source(7)).unwrap();
    let issuer = Issuer::new(signer(1)).bearing(vec![list.entry(index).unwrap()]);
    let (id, award) = (|| Iri::parse("urn:uuid:b0").unwrap(), award());
    let prepared = issuer.prepare(&award, id(), at(FROM), Some(at(UNTIL))).unwrap();
    let signature = signer(1).sign(prepared.bytes_to_sign()).unwrap();
    let secret = SaltSecret::generate(source(9)).unwrap();
    let disclosing = Disclosing::new(SdForm::VcJose, &secret);
    let whole = issuer.issue_disclosing(&award, id(), at(FROM), Some(at(UNTIL)), &disclosing).unwrap();
    let least = SdJwt::parse(whole.as_str(), &LIMITS).unwrap().show(&[], &LIMITS).unwrap();
    let badges = [
        issuer.issue_token(&award, id(), at(FROM), Some(at(UNTIL)), Form::VcJwt).unwrap().as_str().to_owned(),
        prepared.finish(&signature).unwrap().as_str().to_owned(),
        whole.as_str().to_owned(),
        least.as_str().to_owned(),
    ];
    let judged = |badge: &str, list: &StatusList| {
        verify(&Verifier::compatible(), &open(badge), &handing_in(&published(list)), NOW)
    };
    badges.iter().for_each(|badge| accepts(&judged(badge, &list)));
    list.revoke(index).unwrap();
    badges.iter().for_each(|badge| rejects(&judged(badge, &list), CheckId::Status, "status.revoked"));
    // The issuer itself bears nothing.
    let plain = Issuer::new(signer(1)).issue(&award, id(), at(FROM)).unwrap();
    assert!(open(plain.as_str()).needs().is_empty());
}

#[test]
fn a_suspended_badge_is_restored() {
    let mut list = new(StatusPurpose::Suspension);
    let index = list.allocate(source(9)).unwrap();
    let badge = badge_at(&list, index);
    list.suspend(index).unwrap();
    rejects(&judged(&badge, &published(&list)), CheckId::Status, "status.suspended");
    list.restore(index).unwrap();
    accepts(&judged(&badge, &published(&list)));
    assert_eq!(code(list.revoke(index)), "status-list.purpose");
}

#[test]
fn a_message_is_shown_with_what_the_badge_says_it_means() {
    let meanings = ["in good standing", "under review", "fee unpaid", "withdrawn"].map(str::to_owned).to_vec();
    let mut list = new(StatusPurpose::Message(meanings));
    let index = list.allocate(source(9)).unwrap();
    let badge = badge_at(&list, index);
    accepts(&judged(&badge, &published(&list)));
    list.apply(StatusEvent::Set { index, value: 2 }).unwrap();
    let report = judged(&badge, &published(&list));
    rejects(&report, CheckId::Status, "status.message");
    assert!(finding(&report, CheckId::Status).message().contains("fee unpaid"));
    let before = list.clone();
    assert_eq!(code(list.apply(StatusEvent::Set { index, value: 4 })), "status-list.value");
    assert_eq!(list, before);
}

#[test]
fn a_list_that_is_too_short_too_long_or_nowhere_is_not_begun() {
    let new = |url: &str, purpose, entries| code(StatusList::new(Iri::parse(url).unwrap(), purpose, entries));
    assert_eq!(new(LIST, StatusPurpose::Revocation, 131_071), "status-list.length");
    assert_eq!(new(LIST, StatusPurpose::Revocation, (1 << 26) + 1), "status-list.length");
    assert_eq!(new(LIST, StatusPurpose::Revocation, usize::MAX), "status-list.length");
    assert_eq!(new("http://school.example/1", StatusPurpose::Revocation, 131_072), "status-list.url");
    for count in [0, 1, 3, 257, 512] {
        let meanings = StatusPurpose::Message(vec![String::new(); count]);
        assert_eq!(new(LIST, meanings, 131_072), "status-list.meanings");
    }
}

#[test]
fn a_place_is_drawn_evenly_among_the_free_ones_and_given_once() {
    let mut list = new(StatusPurpose::Revocation);
    let low = |bytes: &mut [u8]| {
        bytes.fill(0);
        bytes[0] = 5;
        Ok(())
    };
    assert_eq!(list.draw(low).unwrap(), 5);
    for expected in [5, 6, 7] {
        assert_eq!(list.allocate(low).unwrap(), expected);
    }
    assert_eq!(code(list.apply(StatusEvent::Allocated { index: 6 })), "status-list.taken");
    assert_eq!(code(list.apply(StatusEvent::Decoy { index: 6, value: 1 })), "status-list.taken");
    assert_eq!(code(list.revoke(8)), "status-list.not-allocated");
    assert_eq!(code(list.entry(8)), "status-list.not-allocated");
    assert_eq!(code(list.apply(StatusEvent::Allocated { index: 131_072 })), "status-list.index");
    assert_eq!(list.free(), 131_069);
    for index in (0..131_072).filter(|index| !(5..8).contains(index)) {
        list.apply(StatusEvent::Decoy { index, value: 1 }).unwrap();
    }
    assert_eq!(code(list.allocate(low)), "status-list.full");
}

#[test]
fn a_source_of_randomness_that_fails_gives_no_place() {
    let mut list = new(StatusPurpose::Revocation);
    let before = list.clone();
    let failed = list.allocate(|_| Err(openbadges::proof::Error::outside(std::io::Error::other("no entropy"))));
    assert!(failed.is_err());
    assert_eq!(list, before);
}

#[test]
fn a_stored_list_that_was_altered_is_refused() {
    let mut list = new(StatusPurpose::Revocation);
    list.allocate(source(3)).unwrap();
    let stored = serde_json::to_value(&list).unwrap();
    assert_eq!(serde_json::from_value::<StatusList>(stored.clone()).unwrap(), list);
    let short = Bits::clear(131_064).encode();
    for (name, value) in [
        ("entries", json!(131_071)),
        ("taken", json!(short)),
        ("values", json!(short)),
        ("values", json!("uAAAA")),
        ("purpose", json!("whim")),
        ("surprise", json!(1)),
    ] {
        let mut altered = stored.clone();
        altered[name] = value;
        assert!(serde_json::from_value::<StatusList>(altered).is_err(), "{name}");
    }
}

fn events() -> impl Strategy<Value = Vec<StatusEvent>> {
    let index = prop_oneof![0_usize..12, 131_060_usize..131_080];
    let event = (index, 0_u8..6, 0_u8..5).prop_map(|(index, value, kind)| match kind {
        0 | 1 => StatusEvent::Allocated { index },
        2 => StatusEvent::Decoy { index, value },
        3 => StatusEvent::Undone { index },
        _ => StatusEvent::Set { index, value },
    });
    proptest::collection::vec(event, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_same_events_give_the_same_list_and_what_is_published_is_what_it_holds(
        events in events(),
        purpose in prop_oneof![
            Just(StatusPurpose::Revocation),
            Just(StatusPurpose::Suspension),
            Just(StatusPurpose::Message(vec!["a".into(), "b".into(), "c".into(), "d".into()])),
        ],
    ) {
        let mut list = new(purpose.clone());
        let mut held = Vec::new();
        for event in events {
            let before = list.clone();
            match list.apply(event) {
                Ok(()) => held.push(event),
                Err(_) => prop_assert_eq!(&list, &before),
            }
        }
        let mut again = new(purpose.clone());
        held.iter().for_each(|event| again.apply(*event).unwrap());
        prop_assert_eq!(&again, &list);
        let stored: StatusList = serde_json::from_str(&serde_json::to_string(&list).unwrap()).unwrap();
        prop_assert_eq!(&stored, &list);
        let document: Value = parse(&published(&list));
        let text = document["credentialSubject"]["encodedList"].as_str().unwrap();
        let bits = Bits::decode(text, &LIMITS).unwrap();
        let size = if matches!(purpose, StatusPurpose::Message(_)) { 2 } else { 1 };
        for index in (0..20).chain(131_050..131_080) {
            prop_assert_eq!(bits.get(index, size), list.value(index));
        }
    }
}
