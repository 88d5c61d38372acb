//! Several awards out of the same badges.

use super::desk::*;
use super::oracle::{CERTIFICATE, DIPLOMA, Kind, Sample, Size, badges, kinds, some, some_switches};
use openbadges::base::limits::Limits;
use openbadges::stack::danger::{self, Facts};
use openbadges::stack::{Application, Division, JointRuling, Outcome, Programme, Switches};
use proptest::prelude::*;
use serde_json::{Value, json};

fn judge_within(programme: &Programme, badges: &[Badge], pathways: &[&str], steps: u64) -> JointRuling {
    let mut limits = Limits::DEFAULT;
    limits.stack_work = steps;
    let facts: Vec<Facts> = badges.iter().map(Badge::facts).collect();
    danger::judge_together(programme, &facts, &day(), pathways, &limits).unwrap()
}

fn together(programme: &Programme, badges: &[Badge], pathways: &[&str]) -> JointRuling {
    judge_within(programme, badges, pathways, Limits::DEFAULT.stack_work)
}

fn day() -> Application {
    on("2025-01-15")
}

/// For each pathway the badges used and the award, or what became of it.
fn told(ruling: &JointRuling) -> Vec<String> {
    let tell = |pathway: &openbadges::stack::Pathway| match &pathway.allocation {
        Some(allocation) => format!("{} {allocation}", used(allocation).join("+")).replace("Certificate in ", ""),
        None => pathway.outcome.as_str().to_owned(),
    };
    ruling.pathways.iter().map(tell).collect()
}

/// The codes of what is said against a division.
fn objections(programme: &Programme, badges: &[Badge], division: &Division) -> Vec<&'static str> {
    let facts: Vec<Facts> = badges.iter().map(Badge::facts).collect();
    let found = danger::check(programme, division, &facts, &day(), &Limits::DEFAULT).unwrap();
    found.iter().map(openbadges::stack::Objection::code).collect()
}

/// The School's programme with a parent programme that needs the achievement `a`, in one group with the awards.
fn with_parent(group: Option<&str>) -> Programme {
    let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    let mut parent = json!({
        "id": "parent", "name": "Parent Programme", "credits": "12",
        "rules": [{"minCount": {"pool": {"achievements": ["https://school.example/achievements/a"]}, "count": 1}}],
    });
    if let Some(group) = group {
        parent["exclusivityGroup"] = json!(group);
    }
    policy["awards"].as_array_mut().unwrap().push(parent);
    Programme::parse(policy.to_string().as_bytes()).unwrap()
}

fn own_group() -> String {
    let policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    policy["awards"][0]["exclusivityGroup"].as_str().unwrap().to_owned()
}

#[test]
fn e13_a_parent_programme_and_a_certificate_need_the_same_badge() {
    let programme = with_parent(Some(&own_group()));
    let mut badges = vec![badge("a", "12"), badge("b", "12"), badge("c", "6"), badge("d", "9")];
    let ruling = together(&programme, &badges, &["parent", "certificate"]);
    assert_eq!((ruling.outcome, ruling.served, ruling.at_most, ruling.complete), (Outcome::NotEligible, 1, 1, true));
    assert_eq!(told(&ruling), ["a Parent Programme", "not eligible"]);
    assert_eq!(ruling.pathways[1].alone, Outcome::Eligible);
    let other_order = together(&programme, &badges, &["certificate", "parent"]);
    assert_eq!(told(&other_order), ["a+b+c Professional Practice at level 4", "not eligible"]);
    badges.push(badge("e", "6"));
    let ruling = together(&programme, &badges, &["parent", "certificate"]);
    assert_eq!((ruling.outcome, ruling.served, ruling.complete), (Outcome::Eligible, 2, true));
    assert_eq!(told(&ruling), ["a Parent Programme", "b+c+d+e Professional Practice at level 4"]);
    assert_eq!(ruling.pathways[1].allocation.as_ref().unwrap().credits.to_string(), "33");
}

#[test]
fn e14_two_certificates_where_taking_the_best_first_leaves_one() {
    let badges =
        [ai("p1", "12"), ai("p2", "12"), ai("p3", "6"), finance("p4", "6"), general("g1", "12"), general("g2", "12")];
    let ruling = together(&hku(), &badges, &["certificate", "certificate"]);
    assert_eq!((ruling.outcome, ruling.served, ruling.complete), (Outcome::Eligible, 2, true));
    let expected =
        ["p1+p2+p3 Professional Practice (Artificial Intelligence) at level 4", "g1+g2+p4 General Studies at level 4"];
    assert_eq!(told(&ruling), expected);
    assert!(ruling.spare.is_empty());
    let three = together(&hku(), &badges, &["certificate", "certificate", "certificate"]);
    assert_eq!((three.outcome, three.served, three.at_most), (Outcome::NotEligible, 2, 2));
    assert_eq!(told(&three)[..2], expected);
}

#[test]
fn awards_of_different_groups_share_badges_and_of_one_group_never() {
    let badges = [badge("a", "12"), badge("b", "12"), badge("c", "6")];
    let apart = together(&with_parent(None), &badges, &["parent", "certificate"]);
    assert_eq!(told(&apart), ["a Parent Programme", "a+b+c Professional Practice at level 4"]);
    assert_eq!(apart.pathways[0].group, "parent");
    // An award without a group is one by itself: it is not made twice out of the same badges.
    let twice = together(&with_parent(None), &badges, &["parent", "parent"]);
    assert_eq!(told(&twice), ["a Parent Programme", "not eligible"]);
}

#[test]
fn two_editions_of_an_achievement_do_not_serve_two_pathways() {
    let again = badge("a2", "12").achievement("a");
    let badges = [badge("a", "12"), again, badge("b", "12"), badge("c", "12"), badge("d", "12"), badge("e", "6")];
    let ruling = together(&hku(), &badges, &["certificate", "certificate"]);
    assert_eq!((ruling.outcome, ruling.served), (Outcome::NotEligible, 1));
    let mut division = serde_json::to_value(ruling.division()).unwrap();
    let copy = division["pathways"][0].clone();
    division["pathways"].as_array_mut().unwrap().push(copy);
    let division: Division = serde_json::from_value(division).unwrap();
    assert!(objections(&hku(), &badges, &division).contains(&"counted-twice"));
}

#[test]
fn the_preference_of_the_policy_decides_what_the_first_pathway_gets() {
    let badges = [ai("a", "12"), ai("b", "12"), general("c", "9"), general("d", "9"), general("e", "12")];
    let told_by = |preference: Value| {
        let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
        policy["preference"] = preference;
        let programme = Programme::parse(policy.to_string().as_bytes()).unwrap();
        told(&together(&programme, &badges, &["certificate", "certificate"]))
    };
    let best = "a+b+c Professional Practice (Artificial Intelligence) at level 4";
    assert_eq!(told_by(json!(["title", "theme", "level", "credits"])), [best, "not eligible"]);
    assert_eq!(told_by(json!(["credits", "title"])), ["a+c+d General Studies at level 4", "not eligible"]);
}

#[test]
fn several_learners_leave_everything_open() {
    let badges = [badge("a", "30"), badge("b", "30").with("learner", json!({"id": "did:example:kim"}))];
    let ruling = together(&hku(), &badges, &["certificate", "certificate"]);
    assert!(ruling.learner_unclear && !ruling.complete);
    assert_eq!(told(&ruling), ["undetermined", "undetermined"]);
    assert!(ruling.to_string().contains("say whose application this is"), "{ruling}");
}

#[test]
fn without_pathways_each_award_is_asked_for_once_and_too_many_are_refused() {
    let badges = [badge("a", "30")];
    let awards: Vec<String> = together(&hku(), &badges, &[]).pathways.into_iter().map(|p| p.award).collect();
    assert_eq!(awards, ["certificate", "diploma"]);
    let ask = |pathways: &[&str]| {
        let error = danger::judge_together(&hku(), &[], &day(), pathways, &Limits::DEFAULT).unwrap_err();
        (error.code(), error.to_string())
    };
    assert_eq!(ask(&["certificate"; 9]).1, "expected at most 8 pathways at once, found 9");
    assert_eq!(ask(&["degree"]).0, "stack.unknown-award");
}

#[test]
fn explains_several_pathways_in_english() {
    let badges = [ai("a", "12"), ai("b", "12"), ai("c", "6"), general("d", "6")];
    let told = together(&hku(), &badges, &["certificate", "certificate"]).to_string();
    let expected = "\
Stackable awards by micro-credentials: Certificate and Diploma, version 1, application of 2025-01-15
A plan: nobody verified these badges, and nothing can be awarded on it.

1 of 2 together: not eligible
  1. certificate: Certificate in Professional Practice (Artificial Intelligence) at level 4
    30 credits from https://school.example/badges/a, https://school.example/badges/b, https://school.example/badges/c
    at least 30 credits: met, 30 of 30 credits (source D)
    at least 24 credits in category PP: met, 30 of 24 credits (source A)
    at least 24 credits in theme Artificial Intelligence: met, 30 of 24 credits (source D)
    at least 24 credits at level 4 or above: met, 30 of 24 credits (source A)
    Apply by 2029-06-01; later the first of these badges no longer counts.
  2. certificate: not eligible beside the others, though by itself it would be
  Not used: https://school.example/badges/d
";
    assert_eq!(told, expected);
}

#[test]
fn a_division_is_written_read_and_checked_again() {
    let badges = [ai("a", "12"), ai("b", "12"), ai("c", "6"), badge("d", "12"), badge("e", "12"), badge("f", "6")];
    let ruling = together(&hku(), &badges, &["certificate", "certificate"]);
    assert_eq!(ruling.served, 2);
    let written = serde_json::to_value(ruling.division()).unwrap();
    let read: Division = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(read, ruling.division());
    assert_eq!(objections(&hku(), &badges, &read), [""; 0]);
    let changed = |pointer: &str, value: Value| {
        let mut changed = written.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        objections(&hku(), &badges, &serde_json::from_value(changed).unwrap())
    };
    let first = written["pathways"][0]["badges"][0].clone();
    assert_eq!(changed("/policy", json!("00")), ["other-policy"]);
    assert_eq!(changed("/date", json!("2025-01-16")), ["other-day"]);
    assert_eq!(changed("/pathways/0/award", json!("degree")), ["not-offered"]);
    assert_eq!(changed("/pathways/0/title", json!("XX")), ["not-offered", "not-offered"]);
    assert_eq!(changed("/pathways/0/title", Value::Null), ["not-offered", "not-offered"]);
    assert_eq!(changed("/pathways/0/theme", json!("FIN")), ["not-met"]);
    assert_eq!(changed("/pathways/0/level", json!(5)), ["not-met"]);
    assert_eq!(changed("/pathways/0/credits", json!("31")), ["other-credits"]);
    assert_eq!(
        changed("/pathways/1/badges/0", first),
        ["counted-twice", "other-credits", "not-met", "not-met", "not-met"]
    );
    assert_eq!(changed("/pathways/0/badges/0/digest", json!("uX"))[0], "not-counted");
    assert!(
        serde_json::from_value::<Division>(json!({"policy": "", "date": "2025-01-15", "pathways": [], "x": 1}))
            .is_err()
    );
}

/// What the oracle looks for, the better first: title, theme, level, credits, theme by id.
type Key = (bool, bool, std::cmp::Reverse<Option<u8>>, u32, Option<String>);

fn key((title, theme, level): Kind, credits: u32) -> Key {
    (title != "PP", theme.is_none(), std::cmp::Reverse(level), credits, theme)
}

/// Tries every way to divide the samples: for each pathway the best, the earlier first; `None` where it is not served.
fn best_division(samples: &[Sample], sizes: &[Size], switches: &Switches) -> Vec<Option<Key>> {
    let all = 1_usize << samples.len();
    // All badges for the achievements that a set uses.
    let spent = |set: usize| {
        let achievements: Vec<usize> =
            samples.iter().filter(|s| set & (1 << s.name) != 0).map(|s| s.achievement).collect();
        samples.iter().filter(|s| achievements.contains(&s.achievement)).fold(0, |sum, s| sum | (1 << s.name))
    };
    let spent: Vec<usize> = (0..all).map(spent).collect();
    let worth = |size: &Size| -> Vec<Option<Key>> {
        let of = |set: usize| {
            let chosen: Vec<&Sample> = samples.iter().filter(|s| set & (1 << s.name) != 0).collect();
            let achievements: std::collections::BTreeSet<_> = chosen.iter().map(|s| s.achievement).collect();
            if achievements.len() < chosen.len() {
                return None;
            }
            let credits = chosen.iter().map(|s| s.credits).sum();
            kinds(&chosen, *size, switches).into_iter().map(|kind| key(kind, credits)).min()
        };
        (0..all).map(of).collect()
    };
    let certificate = worth(&CERTIFICATE);
    let diploma = worth(&DIPLOMA);
    let table = |at: usize| if sizes[at].credits == CERTIFICATE.credits { &certificate } else { &diploma };
    let mut choices: Vec<Vec<usize>> =
        (1_usize..1 << sizes.len()).map(|set| (0..sizes.len()).filter(|at| set & (1 << at) != 0).collect()).collect();
    choices.sort_by(|one: &Vec<usize>, other| other.len().cmp(&one.len()).then(one.cmp(other)));
    for choice in choices {
        // From the last to the first: whether these pathways can be served out of a set.
        let mut served = vec![vec![true; all]];
        for at in choice.iter().rev() {
            let after = served.last().unwrap();
            let can = |set: usize| subsets_of(set).any(|part| table(*at)[part].is_some() && after[set & !spent[part]]);
            let can = (0..all).map(can).collect();
            served.push(can);
        }
        served.reverse();
        if !served[0][all - 1] {
            continue;
        }
        let mut found = vec![None; sizes.len()];
        let mut rests = std::collections::BTreeSet::from([all - 1]);
        for (place, at) in choice.iter().enumerate() {
            let mut best: Option<Key> = None;
            let mut next = std::collections::BTreeSet::new();
            for rest in &rests {
                for part in subsets_of(*rest) {
                    let left = rest & !spent[part];
                    let Some(own) = table(*at)[part].as_ref().filter(|_| served[place + 1][left]) else { continue };
                    if best.as_ref().is_none_or(|best| own < best) {
                        best = Some(own.clone());
                        next.clear();
                    }
                    if best.as_ref() == Some(own) {
                        next.insert(left);
                    }
                }
            }
            found[*at] = best;
            rests = next;
        }
        return found;
    }
    vec![None; sizes.len()]
}

fn subsets_of(set: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(set), move |part| part.checked_sub(1).map(|less| less & set))
}

fn key_of(pathway: &openbadges::stack::Pathway) -> Option<Key> {
    let allocation = pathway.allocation.as_ref()?;
    let credits = (allocation.credits.millionths() / 100_000) as u32;
    Some(key((allocation.title.clone().unwrap(), allocation.theme.clone(), allocation.level), credits))
}

fn asked(which: usize) -> (Vec<&'static str>, Vec<Size>) {
    let (c, d) = (("certificate", CERTIFICATE), ("diploma", DIPLOMA));
    let pathways = [vec![c, c], vec![d, c], vec![c, c, c], vec![c, d, c], vec![c]];
    pathways[which].iter().copied().unzip()
}

#[test]
fn rules_of_order_hold_for_several_awards_and_in_a_division() {
    let achievement = |name: &str| format!("https://school.example/achievements/{name}");
    let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    policy["awards"][0]["rules"] = json!([{"prerequisite": {"before": {"achievements": [achievement("a")]}, "after": {"achievements": [achievement("b")]}}}]);
    let ordered = Programme::parse(policy.to_string().as_bytes()).unwrap();
    let badges = [ai("a", "12").awarded("2024-01-01"), ai("b", "12").awarded("2024-06-01"), ai("c", "6")];
    let ruling = together(&ordered, &badges, &["certificate", "certificate"]);
    assert_eq!((ruling.outcome, ruling.complete, ruling.served, ruling.at_most), (Outcome::NotEligible, true, 1, 1));
    // Two are reached, but not with the later badge in the one and what must come before it in the other.
    let more = [badges.as_slice(), &[ai("d", "18"), ai("e", "12")]].concat();
    let both = together(&ordered, &more, &["certificate", "certificate"]);
    assert_eq!((both.outcome, both.complete), (Outcome::Eligible, true));
    for pathway in &both.pathways {
        let names = used(pathway.allocation.as_ref().unwrap());
        assert!(!names.contains(&"b") || names.contains(&"a"), "{names:?}");
    }
    assert!(objections(&ordered, &more, &both.division()).is_empty());
    // A division that somebody states is held against such rules as well.
    let turned = [ai("a", "12").awarded("2024-06-01"), ai("b", "12").awarded("2024-01-01"), ai("c", "6")];
    let mut division = together(&hku(), &turned, &["certificate"]).division();
    division.policy.clone_from(&ruling.programme.sha256);
    assert_eq!(objections(&ordered, &turned, &division), ["not-met"]);
}

proptest! {
    #![proptest_config(often(64))]

    #[test]
    fn divides_as_trying_every_division_does(
        samples in some(9).prop_filter("some to divide", |samples| samples.len() > 4),
        switches in some_switches(),
        which in 0_usize..5,
    ) {
        let (pathways, sizes) = asked(which);
        let programme = hku().with_switches(switches.clone()).unwrap();
        let all = badges(&samples);
        let ruling = together(&programme, &all, &pathways);
        let found: Vec<Option<Key>> = ruling.pathways.iter().map(key_of).collect();
        prop_assert!(ruling.complete);
        prop_assert_eq!(&found, &best_division(&samples, &sizes, &switches));
        prop_assert_eq!(ruling.served, ruling.at_most);
        prop_assert_eq!(objections(&programme, &all, &ruling.division()), [""; 0]);
    }

    #[test]
    fn with_too_few_steps_a_division_claims_less_and_nothing_wrong(
        samples in some(8),
        switches in some_switches(),
        which in 0_usize..5,
        steps in 0_u64..1_500,
    ) {
        let (pathways, sizes) = asked(which);
        let programme = hku().with_switches(switches.clone()).unwrap();
        let all = badges(&samples);
        let ruling = judge_within(&programme, &all, &pathways, steps);
        let known = best_division(&samples, &sizes, &switches);
        let most = known.iter().filter(|key| key.is_some()).count();
        prop_assert!(ruling.served <= most && most <= ruling.at_most);
        prop_assert_eq!(objections(&programme, &all, &ruling.division()), [""; 0]);
        if ruling.complete {
            prop_assert_eq!(ruling.pathways.iter().map(key_of).collect::<Vec<_>>(), known);
        }
        match ruling.outcome {
            Outcome::Eligible => prop_assert_eq!(most, pathways.len()),
            Outcome::NotEligible => prop_assert!(most < pathways.len()),
            Outcome::Undetermined => prop_assert!(ruling.served < ruling.at_most),
        }
    }

    #[test]
    fn order_and_repeats_of_badges_make_no_difference_to_a_division(samples in some(12)) {
        let ordered = badges(&samples);
        let repeated: Vec<Badge> = ordered.iter().rev().chain(&ordered).cloned().collect();
        let pathways = ["certificate", "diploma", "certificate"];
        let (one, other) = (together(&hku(), &ordered, &pathways), together(&hku(), &repeated, &pathways));
        prop_assert_eq!(one.pathways, other.pathways);
        prop_assert_eq!(one.spare, other.spare);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn divides_twelve_badges_among_three_pathways_as_trying_every_division_does(
        samples in super::oracle::distinct(12).prop_filter("twelve", |samples| samples.len() > 10),
        switches in some_switches(),
    ) {
        let (pathways, sizes) = asked(2);
        let programme = hku().with_switches(switches.clone()).unwrap();
        let ruling = together(&programme, &badges(&samples), &pathways);
        prop_assert_eq!(
            ruling.pathways.iter().map(key_of).collect::<Vec<_>>(),
            best_division(&samples, &sizes, &switches)
        );
    }
}

#[test]
fn sixty_badges_for_four_pathways_end_within_the_steps() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut pick = |from: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % from
    };
    let mut all: Vec<Badge> = Vec::new();
    for n in 0..60 {
        let themes = json!([{"code": format!("T{}", pick(6)), "name": "A theme"}]);
        let category = json!({"code": (["PP", "PP", "GS"][pick(3)])});
        let (size, level) = (["6", "9", "12"][pick(3)], pick(4) + 3);
        let badge = badge(&format!("{n:02}"), size).with("themes", themes).with("category", category);
        all.push(badge.level(level as u8).awarded(&format!("2024-{:02}-01", pick(12) + 1)));
    }
    for (count, pathways, complete) in [
        (60, ["certificate", "certificate", "certificate", "certificate"], false),
        (60, ["diploma", "diploma", "certificate", "certificate"], false),
        (16, ["certificate", "certificate", "certificate", "certificate"], true),
        (14, ["certificate", "certificate", "certificate", "certificate"], true),
    ] {
        let ruling = together(&hku(), &all[..count], &pathways);
        assert_eq!((ruling.served, ruling.at_most), (4, 4));
        assert!(ruling.complete || !complete);
    }
}
