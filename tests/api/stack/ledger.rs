//! The ledger: no badge counts twice, whatever happens in whatever order.

use openbadges::base::iri::Iri;
use openbadges::base::text::Text;
use openbadges::base::time::{Date, Timestamp};
use openbadges::codec::json::Document;
use openbadges::stack::BadgeRef;
use openbadges::stack::ledger::{Act, Conferral, Counted, Entry, Error, Event, Ledger, Pathway, Reservation, State};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

fn at(second: usize) -> Timestamp {
    Timestamp::from_unix_seconds(1_772_000_000 + i64::try_from(second).unwrap()).unwrap()
}

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

fn award(name: &str) -> Iri {
    Iri::parse(&format!("https://school.example/awards/{name}")).unwrap()
}

fn day() -> Date {
    Date::parse("2026-03-01").unwrap()
}

/// A badge by its id, for the achievement with this id.
fn counted(id: &str, achievement: &str) -> Counted {
    let badge = BadgeRef::new(&format!("https://school.example/badges/{id}"), "did:web:school.example", "u");
    Counted::new(badge, text(&format!("https://school.example/achievements/{achievement}")), "12".parse().unwrap())
}

fn pathway(group: &str) -> Pathway {
    let (programme, version) = (text("p"), text("1"));
    Pathway { programme, version, award: text("certificate"), title: text("Certificate"), group: text(group) }
}

fn reservation(group: &str, learner: &str, badges: &[&str]) -> Reservation {
    let badges = badges.iter().map(|id| counted(id, id)).collect();
    Reservation::new(pathway(group), day(), BTreeSet::from([text(learner)]), badges).unwrap()
}

fn event(application: &str, act: Act) -> Event {
    Event::new(at(0), text(application), act)
}

fn reserve(application: &str, badges: &[&str]) -> Event {
    event(application, Act::Reserved(reservation("awards", "robin", badges)))
}

fn spend(application: &str) -> Event {
    event(application, Act::Spent(Conferral::new(award(application), day())))
}

/// The ledger that these events make.
fn after(events: &[Event]) -> Ledger {
    Ledger::replay(events).unwrap()
}

/// Why the last of these events cannot happen; the ledger is as it was.
fn refused(events: &[Event]) -> Error {
    let (last, before) = events.split_last().unwrap();
    let mut ledger = after(before);
    let error = ledger.apply(last).unwrap_err();
    assert_eq!(ledger, after(before));
    error
}

#[test]
fn a_second_reservation_is_refused_and_names_the_first_e22() {
    let error = refused(&[reserve("A-1", &["a", "b"]), reserve("A-2", &["b", "c"])]);
    assert_eq!(error.code(), "ledger.taken");
    assert_eq!(
        error.to_string(),
        "expected badges that count nowhere else, found `https://school.example/badges/b` reserved since \
         2026-02-25T06:13:20Z for application `A-1`, certificate"
    );
    let spent = refused(&[reserve("A-1", &["a", "b"]), spend("A-1"), reserve("A-2", &["b"])]);
    assert!(spent.to_string().contains("spent since"), "{spent}");
}

#[test]
fn nothing_of_a_refused_reservation_is_kept() {
    let mut ledger = after(&[reserve("A-1", &["b"])]);
    assert!(ledger.apply(&reserve("A-2", &["a", "b"])).is_err());
    ledger.apply(&reserve("A-3", &["a"])).unwrap();
}

#[test]
fn badges_are_free_again_once_they_are_released_or_their_award_is_revoked() {
    let released = event("A-1", Act::Released);
    after(&[reserve("A-1", &["a"]), released.clone(), reserve("A-2", &["a"])]);
    after(&[reserve("A-1", &["a"]), released, reserve("A-1", &["a"])]);
    after(&[reserve("A-1", &["a"]), spend("A-1"), event("A-1", Act::Revoked), reserve("A-2", &["a"])]);
}

#[test]
fn a_revoked_award_stands_again_only_while_its_badges_are_free() {
    let revoked = [reserve("A-1", &["a", "b"]), spend("A-1"), event("A-1", Act::Revoked)];
    let reinstated = event("A-1", Act::Reinstated);
    let ledger = after(&[&revoked[..], std::slice::from_ref(&reinstated)].concat());
    assert_eq!(ledger, after(&revoked[..2]));
    let error = refused(&[&revoked[..], &[reserve("A-2", &["b"]), reinstated]].concat());
    assert!(matches!(error, Error::Taken { application, .. } if application.as_str() == "A-2"));
}

#[test]
fn an_application_that_is_elsewhere_is_told_so() {
    let reserved = reserve("A-1", &["a"]);
    for (events, code) in [
        (vec![reserved.clone(), reserve("A-1", &["b"])], "ledger.application-exists"),
        (vec![spend("A-1")], "ledger.unknown-application"),
        (vec![event("A-1", Act::Released)], "ledger.unknown-application"),
        (vec![reserved.clone(), event("A-1", Act::Revoked)], "ledger.state"),
        (vec![reserved.clone(), event("A-1", Act::Reinstated)], "ledger.state"),
        (vec![reserved.clone(), spend("A-1"), event("A-1", Act::Released)], "ledger.state"),
        (vec![reserved.clone(), spend("A-1"), spend("A-1")], "ledger.award-exists"),
        (
            vec![
                reserved.clone(),
                spend("A-1"),
                reserve("A-2", &["b"]),
                event("A-2", Act::Spent(Conferral::new(award("A-1"), day()))),
            ],
            "ledger.award-exists",
        ),
    ] {
        assert_eq!(refused(&events).code(), code);
    }
}

#[test]
fn the_same_achievement_counts_once_for_a_learner_in_whatever_badge() {
    let with = |application: &str, learner: &str, badge: Counted| {
        let learner = learner.split(' ').map(text).collect();
        let reservation = Reservation::new(pathway("awards"), day(), learner, vec![badge]).unwrap();
        event(application, Act::Reserved(reservation))
    };
    let first = with("A-1", "robin robin@school.example", counted("x1", "x"));
    let again = counted("x2", "x-v2").with_equivalent(text("https://school.example/achievements/%78"));
    assert_eq!(refused(&[first.clone(), with("A-2", "robin@school.example", again.clone())]).code(), "ledger.taken");
    after(&[first.clone(), with("A-2", "kim", again)]);
    // The badge itself counts once, whoever shows it and however its id is spelt.
    assert_eq!(refused(&[first, with("A-2", "kim", counted("%781", "y"))]).code(), "ledger.taken");
}

#[test]
fn awards_of_different_groups_may_share_their_badges() {
    let in_group =
        |application: &str, group: &str| event(application, Act::Reserved(reservation(group, "robin", &["a", "b"])));
    let shared = [in_group("A-1", "micro-credentials"), in_group("A-2", "degrees")];
    after(&shared);
    assert_eq!(refused(&[&shared[..], &[in_group("A-3", "degrees")]].concat()).code(), "ledger.taken");
}

#[test]
fn an_award_that_is_given_up_lets_its_badges_count_in_another_once() {
    let diploma = |application: &str| {
        let wanted = reservation("awards", "robin", &["a", "c"]).surrendering(award("A-1"));
        event(application, Act::Reserved(wanted))
    };
    let certificate = [reserve("A-1", &["a", "b"]), spend("A-1")];
    let kept = [&certificate[..], &[diploma("A-2")]].concat();
    // Until it is conferred the certificate stands, and keeps what the diploma does not need.
    assert!(matches!(after(&kept).entry("A-1").unwrap().state(), State::Spent { .. }));
    for badge in ["a", "b", "c"] {
        assert_eq!(refused(&[&kept[..], &[reserve("A-3", &[badge])]].concat()).code(), "ledger.taken");
    }
    assert_eq!(after(&[&kept[..], &[event("A-2", Act::Released)]].concat()), after(&certificate));
    let conferred = [&kept[..], &[spend("A-2")]].concat();
    assert!(matches!(after(&conferred).entry("A-1").unwrap().state(), State::GivenUp { .. }));
    after(&[&conferred[..], &[reserve("A-3", &["b"])]].concat());
    assert_eq!(refused(&[&conferred[..], &[reserve("A-3", &["a"])]].concat()).code(), "ledger.taken");
    assert_eq!(refused(&[&conferred[..], &[event("A-1", Act::Reinstated)]].concat()).code(), "ledger.taken");
    after(&[&conferred[..], &[event("A-2", Act::Revoked), event("A-1", Act::Reinstated)]].concat());
}

#[test]
fn only_an_award_of_the_learner_that_stands_can_be_given_up_and_only_once() {
    let giving_up = |application: &str, learner: &str, badge: &str| {
        let wanted = reservation("awards", learner, &[badge]).surrendering(award("A-1"));
        event(application, Act::Reserved(wanted))
    };
    let certificate = [reserve("A-1", &["a", "b"]), spend("A-1")];
    for events in [
        vec![giving_up("A-2", "robin", "a")],
        vec![certificate[0].clone(), giving_up("A-2", "robin", "a")],
        [&certificate[..], &[event("A-1", Act::Revoked), giving_up("A-2", "robin", "a")]].concat(),
        [&certificate[..], &[giving_up("A-2", "kim", "a")]].concat(),
        [&certificate[..], &[giving_up("A-2", "robin", "a"), giving_up("A-3", "robin", "b")]].concat(),
    ] {
        assert_eq!(refused(&events).code(), "ledger.not-current");
    }
}

#[test]
fn a_reservation_is_of_somebody_for_something_once() {
    let new = |learner: &[&str], badges: Vec<Counted>| {
        let learner = learner.iter().copied().map(text).collect();
        Reservation::new(pathway("awards"), day(), learner, badges).unwrap_err().code()
    };
    assert_eq!(new(&[], vec![counted("a", "a")]), "reservation.nobody");
    assert_eq!(new(&["robin"], vec![]), "reservation.empty");
    assert_eq!(new(&["robin"], vec![counted("a", "a"), counted("%61", "b")]), "reservation.twice");
    assert_eq!(new(&["robin"], vec![counted("a", "a"), counted("b", "a")]), "reservation.twice");
}

#[test]
fn a_ledger_in_which_a_badge_counts_twice_is_not_read() {
    let one = serde_json::to_value(after(&[reserve("A-1", &["a"])])).unwrap();
    let mut two = one.clone();
    two[0]["application"] = "A-2".into();
    let both = serde_json::json!([one[0], two[0]]);
    let error = serde_json::from_value::<Ledger>(both).unwrap_err();
    assert!(error.to_string().contains("count nowhere else"), "{error}");
    let same = serde_json::json!([one[0], one[0]]);
    assert!(serde_json::from_value::<Ledger>(same).is_err());
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../../docs/schema/ledger.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let good = serde_json::to_value(after(&[reserve("A-1", &["a"]), spend("A-1")])).unwrap();
    assert!(SCHEMA.is_valid(&good) && serde_json::from_value::<Ledger>(good.clone()).is_ok());
    for (pointer, value) in [
        ("/0/application", serde_json::json!(" ")),
        ("/0/reserved", serde_json::json!("2026-03-01")),
        ("/0/reservation/learner", serde_json::json!([])),
        ("/0/reservation/badges", serde_json::json!([])),
        ("/0/reservation/badges/0/credits", serde_json::json!(12)),
        ("/0/reservation/pathway", serde_json::json!({"award": "certificate"})),
        ("/0/state", serde_json::json!("spent")),
        ("/0/state", serde_json::json!({"lost": {}})),
        ("/0/state/spent/conferral/award", serde_json::json!("a-1")),
        ("/0/state/spent/more", serde_json::json!(1)),
    ] {
        let mut ledger = good.clone();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        ledger.pointer_mut(parent).unwrap()[member] = value;
        assert!(!SCHEMA.is_valid(&ledger), "{pointer}");
        assert!(serde_json::from_value::<Ledger>(ledger).is_err(), "{pointer}");
    }
}

/// What somebody may try, on few badges, applications and learners, so that they often meet.
#[derive(Debug, Clone)]
enum Try {
    Apply { application: usize, learner: usize, group: usize, badges: BTreeSet<usize>, gives_up: Option<usize> },
    Confer(usize),
    Withdraw(usize),
    Revoke(usize),
    Reinstate(usize),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    const APPLICATIONS: std::ops::Range<usize> = 0..6;
    let apply = (
        APPLICATIONS,
        0..2_usize,
        0..2_usize,
        prop::collection::btree_set(0..8_usize, 1..4),
        any::<bool>(),
        APPLICATIONS,
    )
        .prop_map(|(application, learner, group, badges, gives_up, other)| Try::Apply {
            application,
            learner,
            group,
            badges,
            gives_up: gives_up.then_some(other),
        });
    let one = prop_oneof![
        6 => apply,
        4 => APPLICATIONS.prop_map(Try::Confer),
        1 => APPLICATIONS.prop_map(Try::Withdraw),
        2 => APPLICATIONS.prop_map(Try::Revoke),
        2 => APPLICATIONS.prop_map(Try::Reinstate),
    ];
    prop::collection::vec(one, 0..60)
}

/// The event of a try. Badges 6 and 7 are others for the achievements of 0 and 1; an award is named after when it is conferred.
fn attempted(number: usize, one: &Try, awards: &BTreeMap<usize, Iri>) -> Event {
    let name = |application: &usize| text(&format!("A-{application}"));
    let (application, act) = match one {
        Try::Apply { application, learner, group, badges, gives_up } => {
            let mut achievements = BTreeSet::new();
            let badges = badges.iter().filter(|badge| achievements.insert(*badge % 6));
            let badges = badges.map(|badge| counted(&format!("{badge}-{learner}"), &(badge % 6).to_string())).collect();
            let learner = BTreeSet::from([text(&format!("learner {learner}"))]);
            let wanted = Reservation::new(pathway(&format!("group {group}")), day(), learner, badges).unwrap();
            let given_up = gives_up.and_then(|application| awards.get(&application)).cloned();
            (name(application), Act::Reserved(given_up.into_iter().fold(wanted, Reservation::surrendering)))
        }
        Try::Confer(application) => {
            (name(application), Act::Spent(Conferral::new(award(&format!("{application}-{number}")), day())))
        }
        Try::Withdraw(application) => (name(application), Act::Released),
        Try::Revoke(application) => (name(application), Act::Revoked),
        Try::Reinstate(application) => (name(application), Act::Reinstated),
    };
    Event::new(at(number), application, act)
}

/// What became of some tries: the events that happened, the ledger before and after each, and the codes of those that could not.
fn happened(tries: &[Try]) -> (Vec<Event>, Vec<Ledger>, Vec<&'static str>) {
    let (mut events, mut ledgers, mut refused) = (Vec::new(), vec![Ledger::new()], Vec::new());
    let mut awards = BTreeMap::new();
    for (number, one) in tries.iter().enumerate() {
        let event = attempted(number, one, &awards);
        let mut ledger = ledgers.last().unwrap().clone();
        match ledger.apply(&event) {
            Ok(()) => {
                if let (Try::Confer(application), Act::Spent(conferral)) = (one, event.act()) {
                    awards.insert(*application, conferral.award().clone());
                }
                events.push(event);
                ledgers.push(ledger);
            }
            Err(error) => {
                assert_eq!(&ledger, ledgers.last().unwrap());
                refused.push(error.code());
            }
        }
    }
    (events, ledgers, refused)
}

/// In how many live entries each badge and each achievement of a learner counts, by group, found without the ledger's own index. An
/// award that is being given up does not count where the one that takes its place does.
fn counting(ledger: &Ledger) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    let live: Vec<&Entry> = ledger.entries().filter(|entry| entry.state().is_live()).collect();
    let keys = |entry: &Entry| {
        let reservation = entry.reservation();
        let mut keys = BTreeSet::new();
        for badge in reservation.badges() {
            keys.insert(badge.badge().id.clone());
            keys.extend(reservation.learner().iter().map(|learner| format!("{learner} {}", badge.achievement())));
        }
        keys
    };
    for entry in &live {
        let taker = live.iter().find(|other| {
            let same = other.reservation().pathway().group == entry.reservation().pathway().group;
            same && entry.award().is_some_and(|award| other.reservation().surrenders().contains(award))
        });
        let taken = taker.map_or_else(BTreeSet::new, |taker| keys(taker));
        for key in keys(entry).difference(&taken) {
            *counts.entry((entry.reservation().pathway().group.to_string(), key.clone())).or_default() += 1;
        }
    }
    counts
}

proptest! {
    #![proptest_config(super::desk::often(512))]

    /// Invariant 4.
    #[test]
    fn whatever_happens_a_badge_counts_in_one_live_award_of_a_group(tries in tries()) {
        for ledger in happened(&tries).1 {
            for (key, count) in counting(&ledger) {
                prop_assert_eq!(count, 1, "{:?}", key);
            }
        }
    }

    /// Invariant 13.
    #[test]
    fn the_same_events_make_the_same_ledger(tries in tries()) {
        let (events, ledgers, _) = happened(&tries);
        for (number, ledger) in ledgers.iter().enumerate() {
            prop_assert_eq!(&Ledger::replay(&events[..number]).unwrap(), ledger);
        }
        let text = serde_json::to_string(&events).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Event>>(&text).unwrap(), events);
    }

    /// Invariant 13.
    #[test]
    fn what_is_reserved_and_released_never_was(tries in tries(), badges in prop::collection::btree_set(0..8_usize, 1..4)) {
        for ledger in happened(&tries).1 {
            for learner in 0..2 {
                let wanted = Try::Apply { application: 9, learner, group: 0, badges: badges.clone(), gives_up: None };
                let mut then = ledger.clone();
                if then.apply(&attempted(50, &wanted, &BTreeMap::new())).is_ok() {
                    prop_assert!(then != ledger);
                    then.apply(&attempted(51, &Try::Withdraw(9), &BTreeMap::new())).unwrap();
                    prop_assert_eq!(&then, &ledger);
                }
            }
        }
    }

    #[test]
    fn the_schema_accepts_every_ledger(tries in tries()) {
        let ledger = serde_json::to_value(happened(&tries).1.pop().unwrap()).unwrap();
        let faults: Vec<_> = SCHEMA.iter_errors(&ledger).map(|e| format!("{}: {e}", e.instance_path())).collect();
        prop_assert!(faults.is_empty(), "{faults:?}");
    }

    /// Invariant 16.
    #[test]
    fn a_ledger_is_written_in_one_order_and_read_back(tries in tries()) {
        let ledger = happened(&tries).1.pop().unwrap();
        let text = serde_json::to_string(&ledger).unwrap();
        let document = Document::parse(text.as_bytes(), &openbadges::base::limits::Limits::DEFAULT).unwrap();
        let read = Ledger::deserialize(document.root()).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        prop_assert_eq!(read, ledger);
    }
}

#[test]
fn the_tries_of_the_laws_meet_each_other() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..400 {
        let (events, ledgers, refused) = happened(&tries().new_tree(&mut runner).unwrap().current());
        let ends = events.iter().map(|event| event.act().name());
        let states = ledgers.last().unwrap().entries().map(|entry| entry.state().name());
        for end in ends.chain(states).chain(refused) {
            *seen.entry(end).or_default() += 1;
        }
    }
    for end in ["spent", "released", "revoked", "reinstated", "given up", "ledger.taken", "ledger.not-current"] {
        assert!(seen.get(end).is_some_and(|count| *count > 10), "{end}: {seen:?}");
    }
}
