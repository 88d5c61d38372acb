//! Several awards at once, plans and what is missing under every form of rule, against a second opinion that tries every division.

use super::desk::*;
use super::rules::{Sample, a_rule, meets, policy, some_badges};
use openbadges::base::limits::Limits;
use openbadges::stack::{
    BadgeRef, Catalogue, Division, JointRuling, MissingBound, Objection, Outcome, Programme, danger,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A programme of two awards that must not share a badge.
fn programme(sizes: [u32; 2], rules: [&Value; 2]) -> Option<Programme> {
    let mut policy = policy(sizes[0], rules[0]);
    let award = |id: &str, at: usize| json!({"id": id, "name": id, "credits": sizes[at].to_string(), "rules": rules[at], "exclusivityGroup": "both"});
    policy["awards"] = json!([award("first", 0), award("second", 1)]);
    // A minimum above a maximum of the same pool is refused.
    Programme::parse(policy.to_string().as_bytes()).ok()
}

fn together(programme: &Programme, badges: &[Badge], steps: u64) -> JointRuling {
    let facts: Vec<_> = badges.iter().map(Badge::facts).collect();
    let mut limits = Limits::DEFAULT;
    limits.stack_work = steps;
    danger::judge_together(programme, &facts, &on("2025-01-15"), &["first", "second"], &limits).unwrap()
}

/// The badges of each award in the best division: as many awards as can be, then fewer credits for the first, then for the
/// second, then the badges that are the first to lapse, and these for the first.
fn best(samples: &[Sample], sizes: [u32; 2], rules: [&Value; 2]) -> [Option<Vec<usize>>; 2] {
    let all = 1_usize << samples.len();
    let worth = |at: usize| -> Vec<Option<u32>> {
        let of = |set: usize| {
            let chosen: Vec<&Sample> = samples.iter().filter(|sample| set & (1 << sample.name) != 0).collect();
            let credits = chosen.iter().map(|sample| sample.credits).sum::<u32>();
            let met = || rules[at].as_array().unwrap().iter().all(|rule| meets(rule, &chosen) == Some(true));
            (set > 0 && credits >= sizes[at] && met()).then_some(credits)
        };
        (0..all).map(of).collect()
    };
    let worths = [worth(0), worth(1)];
    let mut order: Vec<&Sample> = samples.iter().collect();
    order.sort_by_key(|sample| (sample.year, sample.month, sample.name));
    // Which award each badge serves, the first to lapse first.
    let turns = |sets: [usize; 2]| -> Vec<usize> {
        let serves = |sample: &&Sample| sets.iter().position(|set| set & (1 << sample.name) != 0).unwrap_or(2);
        order.iter().map(serves).collect()
    };
    let told = |set: usize| order.iter().map(|sample| sample.name).filter(|name| set & (1 << name) != 0).collect();
    let disjoint = |one: usize| (0..all).filter(move |other| one & other == 0);
    let worth_both = |[one, other]: [usize; 2]| Some((worths[0][one]?, worths[1][other]?));
    let pairs = (0..all).flat_map(|one| disjoint(one).map(move |other| [one, other]));
    let both = pairs.filter_map(|sets| Some((worth_both(sets)?, turns(sets), sets))).min();
    if let Some((_, _, [one, other])) = both {
        return [Some(told(one)), Some(told(other))];
    }
    let alone = |at: usize| {
        let sets = (0..all).filter_map(|set| Some((worths[at][set]?, turns([set, 0]), set)));
        sets.min().map(|(_, _, set)| told(set))
    };
    match alone(0) {
        Some(first) => [Some(first), None],
        None => [None, alone(1)],
    }
}

/// The badges of each award in a ruling.
fn used(ruling: &JointRuling) -> [Option<Vec<usize>>; 2] {
    let number = |badge: &BadgeRef| badge.id.rsplit('/').next().unwrap().parse::<usize>().unwrap();
    [0, 1].map(|at| Some(ruling.pathways[at].allocation.as_ref()?.badges.iter().map(number).collect()))
}

fn objections(programme: &Programme, badges: &[Badge], ruling: &JointRuling) -> Vec<Objection> {
    let facts: Vec<_> = badges.iter().map(Badge::facts).collect();
    danger::check(programme, &ruling.division(), &facts, &on("2025-01-15"), &Limits::DEFAULT).unwrap()
}

/// A badge of 2021 in the first category.
fn sample(name: usize, credits: u32, month: u32) -> Sample {
    let (category, level, grade) = (Some("PP"), Some(3), Some(0));
    Sample { name, credits, category, level, grade, month, year: 2021, achievement: name }
}

#[test]
fn every_way_to_as_few_credits_stays_open_for_the_later_award() {
    // Each badge is a way of its own to the first award; 6 and 3 are 9 credits, and so are 5 and 4, which leave 3.
    let samples = [sample(0, 6, 9), sample(1, 5, 10), sample(2, 3, 1), sample(3, 4, 1)];
    let rules = [&json!([{"any": [{"capstone": {"pool": {}, "position": {"after": 0}}}]}]), &json!([])];
    let programme = programme([9, 3], rules).unwrap();
    let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
    let ruling = together(&programme, &badges, Limits::DEFAULT.stack_work);
    assert_eq!(used(&ruling), [Some(vec![3, 1]), Some(vec![2])], "{ruling}");
    assert!(ruling.complete);
}

#[test]
fn sixty_badges_that_each_open_a_way_to_two_awards_end_within_the_steps() {
    let samples: Vec<Sample> = (0..60).map(|name| sample(name, 3, 1 + name as u32 % 12)).collect();
    let rule = json!([{"capstone": {"pool": {"category": "PP"}, "position": {"after": 3}}}]);
    let programme = programme([30, 30], [&rule, &rule]).unwrap();
    let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
    let ruling = together(&programme, &badges, Limits::DEFAULT.stack_work);
    assert_eq!((ruling.served, ruling.outcome), (2, Outcome::Eligible));
    assert_eq!(objections(&programme, &badges, &ruling), []);
}

#[test]
fn thousands_of_badges_that_each_open_a_way_to_two_awards_end_within_the_steps() {
    let samples: Vec<Sample> = (0..4_000).map(|name| sample(name, 3, 1 + name as u32 % 12)).collect();
    let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
    for position in [json!("last"), json!({"after": 0}), json!({"after": 3})] {
        let rule = json!([{"capstone": {"pool": {"category": "PP"}, "position": position}}]);
        let programme = programme([30, 30], [&rule, &rule]).unwrap();
        let ruling = together(&programme, &badges, Limits::DEFAULT.stack_work);
        assert_ne!(ruling.outcome, Outcome::NotEligible);
        assert_eq!(objections(&programme, &badges, &ruling), []);
    }
}

proptest! {
    #![proptest_config(often(256))]

    #[test]
    fn divides_as_trying_every_division_does_under_every_form_of_rule(
        samples in some_badges(7),
        sizes in prop::array::uniform2(3_u32..14),
        rules in prop::array::uniform2(prop::collection::vec(a_rule(), 0..3)),
    ) {
        let rules = rules.map(|rules| json!(rules));
        let rules = [&rules[0], &rules[1]];
        let Some(programme) = programme(sizes, rules) else { return Ok(()) };
        let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
        let ruling = together(&programme, &badges, Limits::DEFAULT.stack_work);
        let best = best(&samples, sizes, rules);
        prop_assert!(ruling.complete, "{ruling}");
        prop_assert_eq!(used(&ruling), best.clone(), "{}", ruling);
        prop_assert_eq!(ruling.outcome == Outcome::Eligible, best.iter().all(Option::is_some));
        prop_assert_eq!(objections(&programme, &badges, &ruling), []);
    }

    #[test]
    fn with_too_few_steps_a_division_under_any_rule_claims_less_and_nothing_wrong(
        samples in some_badges(7),
        sizes in prop::array::uniform2(3_u32..14),
        rules in prop::array::uniform2(prop::collection::vec(a_rule(), 1..3)),
        steps in 0_u64..2_000,
    ) {
        let rules = rules.map(|rules| json!(rules));
        let rules = [&rules[0], &rules[1]];
        let Some(programme) = programme(sizes, rules) else { return Ok(()) };
        let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
        let ruling = together(&programme, &badges, steps);
        let best = best(&samples, sizes, rules);
        let most = best.iter().flatten().count();
        prop_assert!(ruling.served <= most && most <= ruling.at_most);
        prop_assert_eq!(objections(&programme, &badges, &ruling), []);
        if ruling.complete {
            prop_assert_eq!(used(&ruling), best);
        }
        match ruling.outcome {
            Outcome::Eligible => prop_assert_eq!(most, 2),
            Outcome::NotEligible => prop_assert!(most < 2),
            Outcome::Undetermined => prop_assert!(ruling.served < ruling.at_most),
        }
    }

    #[test]
    fn a_ruling_is_proven_by_a_division_that_is_read_again_and_by_no_smaller_one(
        samples in some_badges(8),
        size in 3_u32..16,
        rules in prop::collection::vec(a_rule(), 0..3),
    ) {
        let Some(programme) = programme([size, size], [&json!(rules), &json!([])]) else { return Ok(()) };
        let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
        let facts: Vec<_> = badges.iter().map(Badge::facts).collect();
        let day = on("2025-01-15");
        let ruling = danger::judge(&programme, &facts, &day, &Limits::DEFAULT).unwrap();
        let check = |division: &Division| danger::check(&programme, division, &facts, &day, &Limits::DEFAULT).unwrap();
        for decision in &ruling.decisions {
            for option in 1..=decision.options.len() {
                let proof = ruling.division(&decision.award, option).unwrap();
                let kept = serde_json::to_string(&proof).unwrap();
                let read: Division = serde_json::from_str(&kept).unwrap();
                prop_assert_eq!(&read, &proof);
                prop_assert_eq!(serde_json::to_string(&read).unwrap(), kept);
                prop_assert_eq!(check(&read), []);
                // The fewest credits: without any one of the badges it is no proof of anything.
                for at in 0..proof.pathways[0].badges.len() {
                    let mut less = read.clone();
                    let gone = less.pathways[0].badges.remove(at);
                    let credits = samples[gone.id.rsplit('/').next().unwrap().parse::<usize>().unwrap()].credits;
                    let left = proof.pathways[0].credits.millionths() - u64::from(credits) * 1_000_000;
                    less.pathways[0].credits = (left / 1_000_000).to_string().parse().unwrap();
                    prop_assert!(!check(&less).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_policy_is_written_in_one_order_and_read_again_as_it_was(
        size in 3_u32..16,
        rules in prop::collection::vec(a_rule(), 0..4),
    ) {
        let Some(programme) = programme([size, size], [&json!(rules), &json!([])]) else { return Ok(()) };
        let written = programme.to_json();
        let again = Programme::parse(written.as_bytes()).unwrap();
        prop_assert_eq!(&again, &programme);
        prop_assert_eq!(again.to_json(), written.clone());
        // Members in the order of their names, and no blanks.
        let sorted: Value = serde_json::from_str(&written).unwrap();
        let sorted = Programme::parse(sorted.to_string().as_bytes()).unwrap();
        prop_assert_eq!(sorted.to_json(), written);
    }

    #[test]
    fn plans_as_trying_every_set_does_under_every_form_of_rule(
        samples in some_badges(7),
        own in 0_usize..4,
        size in 6_u32..18,
        rules in prop::collection::vec(a_rule(), 0..3),
    ) {
        let rules = json!(rules);
        let Ok(programme) = Programme::parse(policy(size, &rules).to_string().as_bytes()) else { return Ok(()) };
        // What is on offer is awarded after the application, and nobody knows with what grade.
        let mut samples = samples;
        for sample in samples.iter_mut().skip(own) {
            (sample.year, sample.grade) = (2026 + sample.year % 2, None);
        }
        let own = own.min(samples.len());
        let offers: Vec<Value> = samples[own..].iter().map(offered).collect();
        let catalogue = json!({
            "format": "openbadges-catalogue-1", "id": "c", "version": "1", "title": "On offer",
            "creditSystem": "hkqf", "levelFramework": "hkqf", "achievements": offers,
        });
        let catalogue = Catalogue::parse(catalogue.to_string().as_bytes()).unwrap();
        let facts: Vec<_> = samples[..own].iter().map(|sample| sample.badge().facts()).collect();
        let plan = danger::plan(&programme, &facts, &on("2025-01-15"), &catalogue, &Limits::DEFAULT).unwrap();
        let found = &plan.awards[0];
        prop_assert!(found.complete, "{plan}");
        let worth = |set: usize| {
            let chosen: Vec<&Sample> = samples.iter().filter(|sample| set & (1 << sample.name) != 0).collect();
            let met = rules.as_array().unwrap().iter().all(|rule| meets(rule, &chosen) == Some(true));
            let cost = chosen.iter().filter(|sample| sample.name >= own).map(|sample| sample.credits).sum::<u32>();
            let credits = chosen.iter().map(|sample| sample.credits).sum::<u32>();
            (set > 0 && credits >= size && met).then_some((cost, (set >> own).count_ones()))
        };
        let best = (0_usize..1 << samples.len()).filter_map(worth).min();
        let told = found.ways.first().map(|way| ((way.credits.millionths() / 1_000_000) as u32, way.steps.len() as u32));
        // What an offer does not say is never in its favour, so there may be cheaper ways than those that are found.
        prop_assert!(if found.open { told.is_none() || told >= best && best.is_some() } else { told == best }, "{}", plan);
        match found.outcome {
            Outcome::Eligible => prop_assert!(best.is_some()),
            Outcome::NotEligible => prop_assert!(best.is_none() && !found.open),
            Outcome::Undetermined => prop_assert!(found.open),
        }
    }

    #[test]
    fn what_is_missing_under_any_rule_is_enough(
        samples in some_badges(6),
        size in 6_u32..18,
        rules in prop::collection::vec(a_rule(), 1..3),
    ) {
        let Ok(programme) = Programme::parse(policy(size, &json!(rules)).to_string().as_bytes()) else { return Ok(()) };
        let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
        let decision = decide(&programme, &badges, &on("2025-01-15"));
        for missing in decision.missing.iter().filter(|missing| missing.bound == MissingBound::AtMost) {
            // Of whatever kind it must be, there is one badge of these credits that does.
            let credits = (missing.credits.millionths() / 1_000_000) as u32;
            let filled = kinds(samples.len(), credits).into_iter().any(|new| {
                let with = [badges.as_slice(), &[new.badge().awarded("2025-01-15")]].concat();
                decide(&programme, &with, &on("2025-01-15")).outcome == Outcome::Eligible
            });
            prop_assert!(filled, "{missing}");
        }
    }
}

/// A sample as an achievement on offer, in an edition that ends on its day.
fn offered(sample: &Sample) -> Value {
    let badge = sample.badge();
    let mut offered = json!({
        "id": badge.award["id"], "name": "On offer", "credits": {"amount": sample.credits.to_string(), "system": "hkqf"},
        "editions": [{"from": "2025-06-01", "to": badge.award["awarded"].as_str().unwrap()[..10]}],
    });
    if let Some(category) = badge.award["category"]["code"].as_str() {
        offered["category"] = json!(category);
    }
    if let Some(level) = badge.award["levels"]["national"][0]["level"].as_u64() {
        offered["level"] = json!({"framework": "hkqf", "level": level});
    }
    offered
}

/// Every kind of badge that the rules tell apart, of so many credits and later than all others.
fn kinds(name: usize, credits: u32) -> Vec<Sample> {
    let mut kinds = Vec::new();
    for category in [Some("PP"), Some("GS"), None] {
        for level in [3, 4, 5, 7] {
            for achievement in 0..10 {
                kinds.push(Sample {
                    name,
                    credits,
                    category,
                    level: Some(level),
                    grade: None,
                    month: 12,
                    year: 2024,
                    achievement,
                });
            }
        }
    }
    kinds
}
