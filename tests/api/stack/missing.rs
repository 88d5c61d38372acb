//! What is missing for an award, and which switches would turn the answer.

use super::desk::*;
use super::oracle::{CERTIFICATE, Kind, Sample, badges, options, some, some_switches};
use openbadges::base::limits::Limits;
use openbadges::stack::danger;
use openbadges::stack::{
    AgeExceptions, CarryUp, Decision, Missing, MissingBound, OtherProviders, Outcome, Programme, Quantity, Share, Use,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn told(decision: &Decision) -> Vec<String> {
    decision.missing.iter().map(ToString::to_string).collect()
}

fn ruled(rules: Value) -> Programme {
    let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    policy["awards"][0] = json!({"id": "certificate", "name": "Certificate", "credits": "30", "rules": rules});
    Programme::parse(policy.to_string().as_bytes()).unwrap()
}

#[test]
fn says_which_credits_are_missing_and_until_when() {
    let badges = [ai("a", "9").level(5).awarded("2022-03-01"), ai("b", "9").level(5), general("c", "6")];
    let decision = decide(&hku(), &badges, &certificate());
    let award = "Certificate in Professional Practice (Artificial Intelligence) at level 5";
    let expected = format!(
        "6 credits in category PP in theme Artificial Intelligence at level 5 or above by 2027-03-01, for {award}"
    );
    assert_eq!(told(&decision).join("; "), expected);
    let ruling = judge(&hku(), &badges, &certificate());
    assert!(ruling.to_string().contains(&format!("\n  Missing: {expected}\n")), "{ruling}");
    let form = serde_json::to_value(&ruling).unwrap();
    assert_eq!(
        form["decisions"][0]["missing"][0],
        json!({
            "name": "Certificate in Professional Practice (Artificial Intelligence)", "title": "PP", "theme": "AI",
            "level": 5, "credits": "6", "bound": "exact", "lastDay": "2027-03-01",
            "parts": [
                {"rule": "title:PP", "which": "in category PP", "quantity": {"credits": "6"}},
                {"rule": "theme:AI", "which": "in theme Artificial Intelligence", "quantity": {"credits": "6"}},
                {"rule": "level:5", "which": "at level 5 or above", "quantity": {"credits": "6"}},
            ],
        })
    );
}

#[test]
fn one_credit_may_fill_several_gaps_and_what_is_easier_to_reach_is_said_too() {
    let badges = [ai("a", "9"), general("b", "12")];
    assert_eq!(
        told(&decide(&hku(), &badges, &certificate())),
        [
            "15 credits in category PP in theme Artificial Intelligence, among them 3 credits at level 4 or above by \
             2029-06-01, for Certificate in Professional Practice (Artificial Intelligence) at level 4",
            "9 credits, among them 3 credits at level 4 or above by 2029-06-01, for Certificate in General Studies at \
             level 4",
        ]
    );
}

#[test]
fn a_badge_that_is_not_needed_sets_no_day() {
    let badges = [badge("a", "12").awarded("2020-02-01"), badge("b", "24")];
    let late = decide(&hku(), &[badge("b", "24"), badge("a", "3").awarded("2020-02-01")], &certificate());
    assert_eq!(late.missing[0].last_day.unwrap().to_string(), "2025-02-01");
    assert!(decide(&hku(), &badges, &certificate()).missing.is_empty());
    let maximum = ruled(json!([{"maxCredits": {"pool": {"category": "GS"}, "credits": "0"}}]));
    let unused = [general("g", "12").awarded("2020-02-01"), badge("b", "24")];
    let decision = decide(&maximum, &unused, &certificate());
    assert_eq!(told(&decision), ["6 credits by 2029-06-01, for Certificate"]);
}

#[test]
fn shares_of_what_is_used_are_filled_with_as_few_credits_as_can_be() {
    let low: Vec<Badge> = (0..5).map(|n| badge(&n.to_string(), "12").level(2)).collect();
    let decision = decide(&hku(), &low, &diploma());
    let least = &decision.missing.iter().min_by_key(|missing| missing.credits).unwrap();
    assert_eq!((least.credits.to_string(), least.bound), ("48".into(), MissingBound::Exact));
    assert_eq!(least.parts.iter().map(|part| part.rule.as_str()).collect::<Vec<_>>()[0], "minimumLevel");
    let partners = hku_with(|s| s.other_providers = OtherProviders::MaxShare(Share::parse("1/2").unwrap()))
        .with_partner(PARTNER.parse().unwrap())
        .unwrap();
    let badges = [badge("a", "12").issuer(PARTNER), badge("b", "12").issuer(PARTNER)];
    assert_eq!(decide(&partners, &badges, &certificate()).missing[0].credits.to_string(), "18");
}

#[test]
fn a_maximum_of_badges_leaves_room_for_few() {
    let programme = ruled(json!([{"maxCount": {"count": 2}}]));
    let badges = [badge("a", "12"), badge("b", "12"), badge("c", "12")];
    assert_eq!(told(&decide(&programme, &badges, &certificate())), ["18 credits by 2029-06-01, for Certificate"]);
}

#[test]
fn a_badge_that_is_required_is_named() {
    let id = "https://school.example/achievements/z";
    let programme = ruled(json!([{"minCount": {"pool": {"achievements": [id]}, "count": 1}}]));
    let badges = [badge("a", "12"), badge("b", "18")];
    let expected = [format!("1 badge for {id} by 2029-06-01, for Certificate")];
    assert_eq!(told(&decide(&programme, &badges, &certificate())), expected);
    let fewer = decide(&programme, &badges[..1], &certificate());
    assert_eq!(told(&fewer), [format!("18 credits, among them 1 badge for {id} by 2029-06-01, for Certificate")]);
}

#[test]
fn what_no_one_badge_can_meet_is_a_bound() {
    let minimum = |category: &str| json!({"minCredits": {"pool": {"category": category}, "credits": "12"}});
    let programme = ruled(json!([minimum("PP"), minimum("GS")]));
    let missing = &decide(&programme, &[badge("a", "6")], &certificate()).missing[0];
    assert_eq!((missing.credits.to_string(), missing.bound), ("24".into(), MissingBound::AtLeast));
    assert!(missing.to_string().starts_with("at least 24 credits"), "{missing}");
}

#[test]
fn whoever_has_nothing_misses_the_whole_award() {
    let decision = decide(&hku(), &[], &certificate());
    assert_eq!(decision.missing.len(), 1);
    assert_eq!(decision.missing[0].credits.to_string(), "30");
    let strict = hku_with(|s| s.no_level = openbadges::stack::NoLevel::Refuse);
    let decision = decide(&strict, &[], &certificate());
    assert_eq!(decision.missing[0].level, Some(1));
}

/// The switches that the decision names beside the readings of shares, with the award that they would lead to.
fn turns(decision: &Decision) -> Vec<(&str, &str, Option<&str>)> {
    let others = decision.readings.iter().filter(|reading| !["shares", "levelMode"].contains(&reading.switch));
    others.map(|reading| (reading.switch, reading.value, reading.award.as_deref())).collect()
}

#[test]
fn names_the_switches_of_age_on_which_the_award_hangs() {
    let badges = [badge("old", "12").awarded("2020-06-01"), badge("b", "18")];
    let on_day = |day: &str| decide(&hku(), &badges, &on(day).with_award("certificate"));
    let last = on_day("2025-06-01");
    assert_eq!((last.outcome, turns(&last)), (Outcome::Eligible, vec![("anniversary", "exclusive", None)]));
    let later = on_day("2025-06-02");
    let award = Some("Certificate in Professional Practice at level 4");
    assert_eq!((later.outcome, turns(&later)), (Outcome::NotEligible, vec![("ageExceptions", "named", award)]));
    assert!(turns(&on_day("2025-01-01")).is_empty());
    let spare = [badges.as_slice(), &[badge("c", "12")]].concat();
    assert!(turns(&decide(&hku(), &spare, &on("2025-06-02").with_award("certificate"))).is_empty());
    let named = hku_with(|s| s.age_exceptions = AgeExceptions::Named);
    assert!(turns(&decide(&named, &badges, &on("2025-06-02").with_award("certificate"))).is_empty());
}

#[test]
fn names_the_switch_that_lets_partners_or_used_or_partial_badges_in() {
    let award = Some("Certificate in Professional Practice at level 4");
    let partners = hku().with_partner(PARTNER.parse().unwrap()).unwrap();
    let badges = [badge("a", "18"), badge("b", "12").issuer(PARTNER)];
    let decision = decide(&partners, &badges, &certificate());
    assert_eq!(turns(&decision), [("otherProviders", "maxShare 1/1", award)]);
    let let_in = hku_with(|s| s.other_providers = OtherProviders::MaxShare(Share::parse("1/2").unwrap()));
    let let_in = let_in.with_partner(PARTNER.parse().unwrap()).unwrap();
    assert_eq!(turns(&decide(&let_in, &badges, &certificate())), [("otherProviders", "refused", None)]);

    let badges = [badge("a", "18"), badge("b", "12")];
    let used = || certificate().with_used(Use::new("https://school.example/badges/b", "urn:award:1"));
    let decision = decide(&hku(), &badges, &used());
    let both = [("carryUp", "absorbWithComponentAge", award), ("carryUp", "absorbWithAwardAge", award)];
    assert_eq!(turns(&decision)[0], both[0]);
    let absorb = hku_with(|s| s.carry_up = CarryUp::AbsorbWithComponentAge);
    let decision = decide(&absorb, &badges, &used().with_surrendered("urn:award:1"));
    assert_eq!(turns(&decision), [("carryUp", "forbidden", None)]);

    let badges = [badge("a", "18"), badge("b", "12").shown_in_part()];
    assert_eq!(turns(&decide(&hku(), &badges, &certificate())), [("shownInPart", "admitted", award)]);
}

#[test]
fn names_the_switch_that_lets_an_award_have_no_level() {
    let badges = [badge("a", "30").without("levels")];
    let decision = decide(&hku(), &badges, &certificate());
    assert_eq!(turns(&decision), [("noLevel", "refuse", None)]);
    let strict = hku_with(|s| s.no_level = openbadges::stack::NoLevel::Refuse);
    let decision = decide(&strict, &badges, &certificate());
    assert_eq!(turns(&decision), [("noLevel", "awardWithout", Some("Certificate in Professional Practice"))]);
    assert!(turns(&decide(&hku(), &[badge("a", "30")], &certificate())).is_empty());
}

/// Badges that are what is missing, and nothing beyond it.
fn filling(missing: &Missing) -> Vec<Badge> {
    let millionths = |quantity: Quantity| match quantity {
        Quantity::Credits(credits) => credits.millionths(),
        other @ (Quantity::Badges(_) | Quantity::Rules(_)) => panic!("{other}"),
    };
    let mut sizes: BTreeSet<u64> = missing.parts.iter().map(|part| millionths(part.quantity)).collect();
    sizes.insert(missing.credits.millionths());
    let mut from = 0;
    let mut badges = Vec::new();
    for size in sizes.into_iter().filter(|size| *size > 0) {
        let is_in = |rule: &str| {
            missing.parts.iter().any(|part| part.rule.starts_with(rule) && millionths(part.quantity) >= size)
        };
        let credits = size - from;
        let new = general(&format!("new{size}"), &format!("{}.{:06}", credits / 1_000_000, credits % 1_000_000));
        let new = if is_in("title") { new.with("category", json!({"code": "PP"})) } else { new };
        let new = if is_in("theme") { new.with("themes", theme(missing.theme.as_deref().unwrap())) } else { new };
        badges.push(if is_in("level") { new.level(missing.level.unwrap()) } else { new.without("levels") });
        from = size;
    }
    badges
}

proptest! {
    #![proptest_config(often(64))]

    #[test]
    fn what_is_missing_is_enough_and_less_is_not(samples in some(8), switches in some_switches()) {
        let programme = hku().with_switches(switches.clone()).unwrap();
        let all = badges(&samples);
        let decision = decide(&programme, &all, &certificate());
        prop_assert_eq!(decision.missing.is_empty(), decision.outcome == Outcome::Eligible);
        for missing in &decision.missing {
            prop_assert_eq!(missing.bound, MissingBound::Exact);
            let wanted: Kind = (missing.title.clone().unwrap(), missing.theme.clone(), missing.level);
            let is_wanted = |(title, theme, level): &Kind| {
                (title == "PP" || wanted.0 == "GS") && (wanted.1.is_none() || *theme == wanted.1) && *level >= wanted.2
            };
            let filled = [all.as_slice(), &filling(missing)].concat();
            let reached = decide(&programme, &filled, &certificate());
            let kinds = reached.options.iter().map(|o| (o.title.clone().unwrap(), o.theme.clone(), o.level));
            prop_assert!(kinds.into_iter().any(|kind| is_wanted(&kind)), "{missing}: {reached}");
            // A tenth of a credit less of the best kind there is.
            let less = (missing.credits.millionths() / 100_000) as u32 - 1;
            let best = Sample {
                name: samples.len(),
                credits: less,
                category: Some("PP"),
                themes: missing.theme.iter().map(|theme| if theme == "AI" { "AI" } else { "FIN" }).collect(),
                level: missing.level.or(Some(7)),
                achievement: 1_000,
                awarded_month: 1,
            };
            let with_less = [samples.as_slice(), &[best]].concat();
            let with_less = if less == 0 { samples.clone() } else { with_less };
            prop_assert!(!options(&with_less, CERTIFICATE, &switches).keys().any(is_wanted), "{missing}");
        }
    }
}

#[test]
fn with_too_few_steps_nothing_is_said_to_be_missing_that_is_not() {
    let facts: Vec<_> = [ai("a", "9"), general("b", "12")].iter().map(Badge::facts).collect();
    for steps in [0, 10, 40, 80, 160, 320] {
        let mut limits = Limits::DEFAULT;
        limits.stack_work = steps;
        let ruling = danger::judge(&hku(), &facts, &certificate(), &limits).unwrap();
        for missing in &ruling.decisions[0].missing {
            let exact = missing.bound == MissingBound::Exact;
            assert!(!exact || ["15", "9"].contains(&missing.credits.to_string().as_str()), "{steps}: {missing}");
        }
    }
}

#[test]
fn a_second_badge_of_an_achievement_is_never_what_is_missing() {
    let missing =
        |rules: Value| told(&decide(&ruled(rules), &[ai("a", "24").achievement("a")], &certificate())).join("; ");
    let list = |names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("https://school.example/achievements/{name}")).collect()
    };
    let two_of = |names: &[&str]| json!({"minCount": {"pool": {"achievements": list(names)}, "count": 2}});
    let credits_of = |names: &[&str]| json!({"minCredits": {"pool": {"achievements": list(names)}, "credits": "30"}});
    // The one that is there does, and anything fills the rest.
    let required = json!({"required": {"achievements": list(&["a"])}});
    assert_eq!(missing(json!([required])), "6 credits by 2029-06-01, for Certificate");
    assert_eq!(missing(json!([two_of(&["a"])])), "");
    assert_eq!(missing(json!([credits_of(&["a"])])), "");
    assert_eq!(missing(json!([{"not": {"atMostOneOf": {"achievements": list(&["a"])}}}, required])), "");
    // Of two, the other one is still to be had.
    for rule in [two_of(&["a", "b"]), credits_of(&["a", "b"])] {
        assert!(missing(json!([rule])).starts_with("6 credits"), "{}", missing(json!([rule])));
    }
    assert_eq!(missing(json!([{"minCount": {"pool": {"achievements": list(&["a", "b"])}, "count": 3}}])), "");
}
