//! What holds whatever the badges.

use super::desk::*;
use super::oracle::{
    CERTIFICATE, DIPLOMA, Sample, badges, covers, covers_kinds, distinct, kinds, options, options_of, some,
    some_switches, tenths,
};
use openbadges::base::limits::Limits;
use openbadges::stack::danger;
use openbadges::stack::{Allocation, Outcome, Programme, Switches};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The programme with a changed policy document.
fn edited(change: impl FnOnce(&mut Value)) -> Programme {
    let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    change(&mut policy);
    Programme::parse(policy.to_string().as_bytes()).unwrap()
}

fn set(switches: &Switches) -> Programme {
    hku().with_switches(switches.clone()).unwrap()
}

/// The samples that an option uses.
fn chosen<'s>(samples: &'s [Sample], option: &Allocation) -> Vec<&'s Sample> {
    let names: Vec<usize> = used(option).iter().map(|name| name.parse().unwrap()).collect();
    samples.iter().filter(|sample| names.contains(&sample.name)).collect()
}

proptest! {
    #![proptest_config(often(192))]

    #[test]
    fn finds_exactly_what_trying_every_subset_finds(samples in some(10), switches in some_switches()) {
        let (programme, badges) = (set(&switches), badges(&samples));
        prop_assert_eq!(options_of(&programme, &badges, "certificate"), options(&samples, CERTIFICATE, &switches));
        prop_assert_eq!(options_of(&programme, &badges, "diploma"), options(&samples, DIPLOMA, &switches));
    }

    #[test]
    fn every_option_has_the_badges_that_it_needs(samples in some(24), switches in some_switches()) {
        let programme = set(&switches);
        for (award, size) in [("certificate", CERTIFICATE), ("diploma", DIPLOMA)] {
            let decision = decide(&programme, &badges(&samples), &on("2025-01-15").with_award(award));
            for option in &decision.options {
                let chosen = chosen(&samples, option);
                let total: u32 = chosen.iter().map(|sample| sample.credits).sum();
                prop_assert_eq!(option.credits.to_string(), tenths(total));
                let kind = (option.title.clone().unwrap(), option.theme.clone(), option.level);
                prop_assert!(kinds(&chosen, size, &switches).contains(&kind), "{option}");
                prop_assert!(option.findings.iter().filter(|finding| finding.required).all(|finding| finding.met));
            }
        }
    }

    #[test]
    fn the_title_is_the_best_and_the_level_the_highest_that_the_badges_have(samples in some(12), switches in some_switches()) {
        let decision = decide(&set(&switches), &badges(&samples), &certificate());
        for option in &decision.options {
            let chosen = chosen(&samples, option);
            let all = kinds(&chosen, CERTIFICATE, &switches);
            prop_assert_eq!(all.iter().any(|kind| kind.0 == "PP"), option.title.as_deref() == Some("PP"));
            prop_assert_eq!(all.iter().map(|kind| kind.2).max().unwrap(), option.level);
        }
    }

    #[test]
    fn with_too_few_steps_it_says_less_and_nothing_wrong(
        samples in some(10),
        switches in some_switches(),
        steps in 0_u64..900,
    ) {
        let facts: Vec<_> = badges(&samples).iter().map(Badge::facts).collect();
        let mut limits = Limits::DEFAULT;
        limits.stack_work = steps;
        let ruling = danger::judge(&set(&switches), &facts, &certificate(), &limits).unwrap();
        let (decision, known) = (&ruling.decisions[0], options(&samples, CERTIFICATE, &switches));
        match decision.outcome {
            Outcome::NotEligible => prop_assert!(known.is_empty()),
            Outcome::Eligible => prop_assert!(!known.is_empty()),
            Outcome::Undetermined => prop_assert!(!decision.complete),
        }
        for option in &decision.options {
            let chosen = chosen(&samples, option);
            let all = kinds(&chosen, CERTIFICATE, &switches);
            let kind = (option.title.clone().unwrap(), option.theme.clone(), option.level);
            prop_assert!(all.contains(&kind), "{option}");
            prop_assert_eq!(all.iter().any(|kind| kind.0 == "PP"), option.title.as_deref() == Some("PP"));
            prop_assert_eq!(all.iter().map(|kind| kind.2).max().unwrap(), option.level);
            if option.fewest && let Some(fewest) = known.get(&kind) {
                prop_assert_eq!(option.credits.to_string(), tenths(*fewest));
            }
        }
        if decision.complete {
            prop_assert_eq!(decision.options.len(), known.len());
        }
    }

    #[test]
    fn order_and_repeats_make_no_difference(samples in some(14), seed in any::<u64>()) {
        let ordered = badges(&samples);
        let mut shuffled = ordered.clone();
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let repeated: Vec<Badge> = shuffled.iter().chain(shuffled.iter().rev()).cloned().collect();
        let ruling = judge(&hku(), &ordered, &on("2025-01-15"));
        prop_assert_eq!(&ruling, &judge(&hku(), &shuffled, &on("2025-01-15")));
        let again = judge(&hku(), &repeated, &on("2025-01-15"));
        prop_assert_eq!(&ruling.decisions, &again.decisions);
        prop_assert_eq!(&ruling.holdings, &again.holdings);
        prop_assert_eq!(again.refusals.len(), samples.len());
    }

    #[test]
    fn one_more_badge_never_takes_an_award_away(samples in distinct(12), switches in some_switches()) {
        let programme = set(&switches);
        let all = badges(&samples);
        let fewer = &all[..all.len().saturating_sub(1)];
        let before = options_of(&programme, fewer, "certificate");
        prop_assert!(covers(&options_of(&programme, &all, "certificate"), &before));
    }

    #[test]
    fn a_badge_that_does_not_count_changes_nothing(samples in some(10)) {
        let learner = openbadges::verify::Recipient::Id(LEARNER.into());
        let apply = || on("2025-01-15").with_learner(learner.clone());
        let mut all = badges(&samples);
        let before = judge(&hku(), &all, &apply());
        all.push(ai("x", "12").issuer("did:web:stranger.example"));
        all.push(ai("y", "12").with("learner", json!({"id": "did:example:kim"})));
        all.push(ai("z", "12").with("credits", json!([])));
        let after = judge(&hku(), &all, &apply());
        prop_assert_eq!(before.decisions, after.decisions);
        prop_assert_eq!(after.refusals.len(), 3);
    }

    #[test]
    fn a_higher_minimum_never_helps(samples in some(10), more in 1_u32..60) {
        let raised = edited(|policy| policy["awards"][0]["credits"] = json!(tenths(300 + more)));
        let badges = badges(&samples);
        let before = options_of(&hku(), &badges, "certificate");
        prop_assert!(covers_kinds(&before, &options_of(&raised, &badges, "certificate")));
        let raised = edited(|policy| policy["awards"][0]["titles"][0]["requires"]["published"] = json!(tenths(240 + more)));
        prop_assert!(covers(&before, &options_of(&raised, &badges, "certificate")));
    }

    #[test]
    fn a_later_day_never_helps(samples in distinct(10), day in 1_u32..29, month in 1_u32..13) {
        let badges = badges(&samples);
        let decide = |date: &str| decide(&hku(), &badges, &on(date).with_award("certificate"));
        let (early, late) = (decide("2029-01-05"), decide(&format!("2029-{month:02}-{day:02}")));
        if late.outcome.as_str() == "eligible" && month > 1 {
            prop_assert_eq!(early.outcome.as_str(), "eligible");
        }
        // The lapses said beforehand what the later day shows.
        let said = early.lapses.iter().rev().find(|lapse| lapse.last_day.to_string() < format!("2029-{month:02}-{day:02}"));
        if let Some(said) = said {
            prop_assert_eq!(said.outcome, late.outcome);
            prop_assert_eq!(said.credits_left.to_string(), match late.available[0].have {
                openbadges::stack::Quantity::Credits(credits) => credits.to_string(),
                other => other.to_string(),
            });
        }
    }

    #[test]
    fn one_more_rule_never_opens_an_option(samples in some(10), which in 0_usize..5) {
        let rules = [
            json!({"minCount": {"count": 4}}),
            json!({"maxCount": {"pool": {"category": "GS"}, "count": 1}}),
            json!({"maxCredits": {"pool": {"theme": "AI"}, "credits": "12"}}),
            json!({"minShare": {"pool": {"level": {"atLeast": 4}}, "share": "1/2", "of": "allocated"}}),
            json!({"maxShare": {"pool": {"level": {"exactly": 2}}, "share": "1/5", "of": "nominal"}}),
        ];
        let ruled = edited(|policy| policy["awards"][0]["rules"] = json!([rules[which]]));
        let badges = badges(&samples);
        prop_assert!(covers(&options_of(&hku(), &badges, "certificate"), &options_of(&ruled, &badges, "certificate")));
    }

    #[test]
    fn scaling_every_credit_changes_nothing_else(samples in some(10), factor in 2_u32..9) {
        let scaled: Vec<Sample> = samples.iter().map(|s| Sample { credits: s.credits * factor, ..s.clone() }).collect();
        let programme = edited(|policy| {
            for (award, size) in [(0, CERTIFICATE), (1, DIPLOMA)] {
                let award = &mut policy["awards"][award];
                award["credits"] = json!(tenths(size.credits * factor));
                for at in ["/titles/0/requires/published", "/theme/published", "/level/published"] {
                    *award.pointer_mut(at).unwrap() = json!(tenths(size.printed * factor));
                }
            }
        });
        let mut larger = options_of(&programme, &badges(&scaled), "certificate");
        larger.values_mut().for_each(|credits| *credits /= factor);
        prop_assert_eq!(options_of(&hku(), &badges(&samples), "certificate"), larger);
    }

    #[test]
    fn what_a_badge_does_not_say_never_helps(samples in some(10), at in 0_usize..10, what in 0_usize..5) {
        let full = badges(&samples);
        prop_assume!(!full.is_empty());
        let at = at % full.len();
        let mut poorer = full.clone();
        let member = ["category", "themes", "levels", "credits", "id"][what];
        poorer[at] = poorer[at].clone().without(member);
        let programme = edited(|policy| {
            policy["awards"][0]["rules"] = json!([
                {"maxCredits": {"pool": {"category": "GS"}, "credits": "12"}},
                {"maxCredits": {"pool": {"level": {"exactly": 2}}, "credits": "12"}},
                {"maxCredits": {"pool": {"theme": "FIN"}, "credits": "30"}},
            ]);
        });
        let (before, after) = (options_of(&programme, &full, "certificate"), options_of(&programme, &poorer, "certificate"));
        prop_assert!(covers(&before, &after));
    }

    #[test]
    fn exactly_on_the_threshold_passes(cuts in prop::collection::btree_set(1_u32..240, 0..6)) {
        let ends = cuts.iter().copied().chain([240]);
        let mut from = 0;
        let mut badges: Vec<Badge> = Vec::new();
        for end in ends {
            badges.push(ai(&format!("p{end}"), &tenths(end - from)));
            from = end;
        }
        badges.push(general("g", "6"));
        let expected = "Certificate in Professional Practice (Artificial Intelligence) at level 4";
        prop_assert_eq!(award(&hku(), &badges, &certificate()), expected);
        badges[0] = general("first", badges[0].award["credits"][0]["amount"].as_str().unwrap());
        prop_assert_eq!(award(&hku(), &badges, &certificate()), "Certificate in General Studies at level 4");
    }

    #[test]
    fn every_badge_is_used_or_spare_or_refused(samples in some(12)) {
        let mut all = badges(&samples);
        all.push(ai("x", "12").issuer("did:web:stranger.example"));
        let ruling = judge(&hku(), &all, &certificate());
        let refused = ruling.refusals.iter().map(|refusal| &refusal.badge.id);
        for option in &ruling.decisions[0].options {
            let mut ids: Vec<&String> = option.badges.iter().chain(&option.spare).map(|badge| &badge.id).collect();
            ids.extend(refused.clone());
            ids.sort();
            let mut expected: Vec<&String> = all.iter().map(|badge| &badge.id).collect();
            expected.sort();
            prop_assert_eq!(ids, expected);
        }
    }

    #[test]
    fn no_badge_can_be_spared(samples in some(12)) {
        let decision = decide(&hku(), &badges(&samples), &certificate());
        for option in &decision.options {
            let names: Vec<usize> = used(option).iter().map(|name| name.parse().unwrap()).collect();
            let kind = (option.title.clone().unwrap(), option.theme.clone(), option.level);
            for name in &names {
                let rest: Vec<&Sample> = samples.iter().filter(|s| names.contains(&s.name) && s.name != *name).collect();
                prop_assert!(!kinds(&rest, CERTIFICATE, &Switches::default()).contains(&kind));
            }
        }
    }
}
