//! Every form of rule, and the combinators, against a second opinion that tries every subset of the badges and reads the rules by itself.

use super::desk::*;
use openbadges::stack::{Outcome, Programme};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A badge as the second opinion knows it. What is `None` the badge does not state.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) name: usize,
    pub(super) credits: u32,
    pub(super) category: Option<&'static str>,
    pub(super) level: Option<u8>,
    /// A place in `GRADES`.
    pub(super) grade: Option<usize>,
    pub(super) month: u32,
    pub(super) year: u32,
    pub(super) achievement: usize,
}

/// The best first, with their points in hundredths.
const GRADES: [(&str, u32); 4] = [("A", 400), ("B", 300), ("C", 200), ("D", 100)];

impl Sample {
    pub(super) fn badge(&self) -> Badge {
        let mut badge = badge(&format!("{:02}", self.name), &self.credits.to_string())
            .awarded(&format!("{}-{:02}-10", self.year, self.month))
            .achievement(&format!("n{}", self.achievement));
        badge = match self.category {
            Some(category) => badge.with("category", json!({"code": category})),
            None => badge.without("category"),
        };
        badge = match self.level {
            Some(level) => badge.level(level),
            None => badge.without("levels"),
        };
        match self.grade {
            Some(grade) => badge.with("grades", json!([graded(GRADES[grade].0)])),
            None => badge,
        }
    }

    fn day(&self) -> (u32, u32) {
        (self.year, self.month)
    }
}

fn graded(grade: &str) -> Value {
    json!({"value": grade, "scale": {"id": "https://school.example/scale", "name": "Letters", "type": "LetterGrade"}})
}

fn achievement(n: usize) -> String {
    format!("https://school.example/achievements/n{n}")
}

pub(super) fn policy(credits: u32, rules: &Value) -> Value {
    let grades: Vec<Value> =
        GRADES.iter().map(|(grade, points)| json!({"grade": grade, "points": (points / 100).to_string()})).collect();
    json!({
        "format": "openbadges-policy-1", "id": "rules", "version": "1", "title": "Rules", "authority": "School",
        "timeZone": "+08:00", "creditSystem": "hkqf", "levelFramework": "hkqf",
        "issuers": {"own": [SCHOOL]},
        "categories": [{"id": "PP", "name": "Practice"}, {"id": "GS", "name": "General"}],
        "scales": [{"id": "L", "name": "Letters", "also": ["https://school.example/scale"], "grades": grades}],
        "admission": {"maxAge": {"years": 20, "anchor": "awardDate"}},
        "awards": [{"id": "award", "name": "Award", "credits": credits.to_string(), "rules": rules}],
    })
}

fn programme(credits: u32, rules: &Value) -> Programme {
    Programme::parse(policy(credits, rules).to_string().as_bytes()).unwrap()
}

fn and(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        all = match (all, part) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
    }
    all
}

fn or(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    and(parts.into_iter().map(|part| part.map(|value| !value))).map(|value| !value)
}

/// Whether a badge is in a pool, if that is known.
fn is_in(pool: &Value, badge: &Sample) -> Option<bool> {
    let number = |value: &Value| value.as_str().unwrap().parse::<u32>().unwrap();
    and(pool.as_object().into_iter().flatten().map(|(test, value)| match test.as_str() {
        "category" => badge.category.map(|category| category == value),
        "level" => badge.level.map(|level| u64::from(level) >= value["atLeast"].as_u64().unwrap()),
        "grade" => badge.grade.map(|grade| grade <= GRADES.iter().position(|g| g.0 == value["atLeast"]).unwrap()),
        "achievements" => Some(value.as_array().unwrap().contains(&json!(achievement(badge.achievement)))),
        "credits" => Some(
            value.get("atLeast").is_none_or(|least| badge.credits >= number(least))
                && value.get("atMost").is_none_or(|most| badge.credits <= number(most)),
        ),
        "awarded" => {
            let day = format!("{}-{:02}-10", badge.year, badge.month);
            Some(
                value.get("from").is_none_or(|from| *day >= *from.as_str().unwrap())
                    && value.get("until").is_none_or(|until| *day <= *until.as_str().unwrap()),
            )
        }
        "type" => Some(value == "MicroCredential"),
        "all" => and(value.as_array().unwrap().iter().map(|pool| is_in(pool, badge))),
        "any" => or(value.as_array().unwrap().iter().map(|pool| is_in(pool, badge))),
        "not" => is_in(value, badge).map(|is| !is),
        other => panic!("{other}"),
    }))
}

/// Whether the chosen badges meet a rule, if that is known.
pub(super) fn meets(rule: &Value, chosen: &[&Sample]) -> Option<bool> {
    let (name, rule) = rule.as_object().unwrap().iter().next().unwrap();
    let pool = |member: &str| rule.get(member).cloned().unwrap_or(json!({}));
    let inside = |member: &str, possible: bool| -> Vec<&Sample> {
        let pool = pool(member);
        chosen.iter().copied().filter(|badge| is_in(&pool, badge).unwrap_or(possible)).collect()
    };
    let sum = |badges: Vec<&Sample>| badges.iter().map(|badge| badge.credits).sum::<u32>();
    let total = sum(chosen.to_vec());
    // A quantity between two ends, against a number.
    let at_least = |(low, high): (u32, u32), least: u32| match (low >= least, high < least) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let at_most = |ends, most: u32| at_least(ends, most + 1).map(|met| !met);
    let credits = || (sum(inside("pool", false)), sum(inside("pool", true)));
    let count = || (inside("pool", false).len() as u32, inside("pool", true).len() as u32);
    let number = |member: &str| match &rule[member] {
        Value::String(text) => text.parse::<u32>().unwrap(),
        other => other.as_u64().unwrap() as u32,
    };
    let of_set = || {
        let ids = rule["achievements"].as_array().unwrap();
        let held = |id: &&Value| chosen.iter().any(|badge| json!(achievement(badge.achievement)) == **id);
        (ids.iter().filter(held).count(), ids.len())
    };
    let share = || {
        let (part, whole) = rule["share"].as_str().unwrap().split_once('/').unwrap();
        (part.parse::<u32>().unwrap(), whole.parse::<u32>().unwrap())
    };
    match name.as_str() {
        "minCredits" => at_least(credits(), number("credits")),
        "maxCredits" => at_most(credits(), number("credits")),
        "minCount" => at_least(count(), number("count")),
        "maxCount" => at_most(count(), number("count")),
        "minShare" => {
            let ((part, whole), (low, high)) = (share(), credits());
            at_least((low * whole, high * whole), part * total)
        }
        "maxShare" => {
            let ((part, whole), (low, high)) = (share(), credits());
            at_most((low * whole, high * whole), part * total)
        }
        "required" => Some(of_set().0 == of_set().1),
        "oneOf" => Some(of_set().0 >= 1),
        "atMostOneOf" => Some(of_set().0 <= 1),
        "corequisite" => Some(of_set().0 == 0 || of_set().0 == of_set().1),
        "prerequisite" => {
            let covered = |after: &[&Sample], before: &[&Sample]| {
                after.iter().all(|later| before.iter().any(|earlier| earlier.day() < later.day()))
            };
            match covered(&inside("after", true), &inside("before", false)) {
                true => Some(true),
                false if covered(&inside("after", false), &inside("before", true)) => None,
                false => Some(false),
            }
        }
        "capstone" => {
            let stands = |badge: &&Sample| match rule["position"]["after"].as_u64() {
                None => chosen.iter().all(|other| other.day() <= badge.day()),
                Some(n) => chosen.iter().filter(|other| other.day() < badge.day()).count() as u64 >= n,
            };
            match inside("pool", false).iter().any(stands) {
                true => Some(true),
                false if inside("pool", true).iter().any(stands) => None,
                false => Some(false),
            }
        }
        "window" => {
            let years = rule["years"].as_u64().unwrap() as u32;
            let fits = |badges: Vec<&Sample>| {
                let days = || badges.iter().map(|badge| badge.day());
                days().min().is_none_or(|(year, month)| days().all(|day| day <= (year + years, month)))
            };
            match fits(inside("pool", true)) {
                true => Some(true),
                false if fits(inside("pool", false)) => None,
                false => Some(false),
            }
        }
        "minGrade" => {
            let least = GRADES.iter().position(|grade| rule["grade"] == grade.0).unwrap();
            let pool = pool("pool");
            and(chosen
                .iter()
                .map(|badge| or([is_in(&pool, badge).map(|is| !is), badge.grade.map(|grade| grade <= least)])))
        }
        "meanGrade" => {
            let mean = number("points") * 100;
            let pool = pool("pool");
            let (mut low, mut high) = (0_i64, 0_i64);
            for badge in chosen {
                let over = |points: u32| i64::from(badge.credits) * (i64::from(points) - i64::from(mean));
                let ends =
                    badge.grade.map_or((over(0), over(400)), |grade| (over(GRADES[grade].1), over(GRADES[grade].1)));
                let (least, most) = match is_in(&pool, badge) {
                    Some(true) => ends,
                    Some(false) => (0, 0),
                    None => (ends.0.min(0), ends.1.max(0)),
                };
                (low, high) = (low + least, high + most);
            }
            match (low >= 0, high < 0) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            }
        }
        "date" => match rule["of"].as_str().unwrap() {
            "application" => Some(rule.get("from").is_none_or(|from| "2025-01-15" >= from.as_str().unwrap())),
            _ => None,
        },
        "all" => and(rule.as_array().unwrap().iter().map(|part| meets(part, chosen))),
        "any" => or(rule.as_array().unwrap().iter().map(|part| meets(part, chosen))),
        "not" => meets(rule, chosen).map(|met| !met),
        "nOf" => {
            let parts: Vec<_> = rule["of"].as_array().unwrap().iter().map(|part| meets(part, chosen)).collect();
            let met = |value| parts.iter().filter(|part| **part == value).count() as u32;
            at_least((met(Some(true)), met(Some(true)) + met(None)), number("n"))
        }
        other => panic!("{other}"),
    }
}

/// The fewest credits that do, and the first set of badges among those with as many: by award date, then by name.
fn fewest(samples: &[Sample], credits: u32, rules: &Value) -> Option<(u32, Vec<usize>)> {
    let mut order: Vec<&Sample> = samples.iter().collect();
    order.sort_by_key(|badge| (badge.day(), badge.name));
    let mut best: Option<(u32, Vec<usize>)> = None;
    for subset in 1_u32..1 << order.len() {
        let places: Vec<usize> = (0..order.len()).filter(|at| subset & (1 << at) != 0).collect();
        let chosen: Vec<&Sample> = places.iter().map(|at| order[*at]).collect();
        let total = chosen.iter().map(|badge| badge.credits).sum();
        if total < credits || best.as_ref().is_some_and(|best| (total, &places) >= (best.0, &best.1)) {
            continue;
        }
        if rules.as_array().unwrap().iter().all(|rule| meets(rule, &chosen) == Some(true)) {
            best = Some((total, places));
        }
    }
    best.map(|(total, places)| (total, places.into_iter().map(|at| order[at].name).collect()))
}

pub(super) fn some_badges(most: usize) -> impl Strategy<Value = Vec<Sample>> {
    let one = (
        prop::sample::select(vec![3_u32, 4, 5, 6]),
        prop::sample::select(vec![Some("PP"), Some("GS"), Some("PP"), None]),
        prop::sample::select(vec![Some(3_u8), Some(4), Some(5), None]),
        prop::sample::select(vec![Some(0_usize), Some(1), Some(2), Some(3), None]),
        1_u32..13,
        2021_u32..2024,
    );
    prop::collection::vec(one, 0..=most).prop_map(|badges| {
        let named = |(name, (credits, category, level, grade, month, year))| Sample {
            name,
            credits,
            category,
            level,
            grade,
            month,
            year,
            achievement: name,
        };
        badges.into_iter().enumerate().map(named).collect()
    })
}

fn a_pool() -> impl Strategy<Value = Value> {
    let leaf = prop::sample::select(vec![
        json!({}),
        json!({"category": "PP"}),
        json!({"category": "GS"}),
        json!({"level": {"atLeast": 4}}),
        json!({"grade": {"scale": "L", "atLeast": "B"}}),
        json!({"credits": {"atLeast": "4", "atMost": "5"}}),
        json!({"awarded": {"from": "2022-05-01"}}),
        json!({"awarded": {"until": "2022-05-10"}}),
        json!({"type": "Course"}),
        json!({"achievements": [achievement(0), achievement(1), achievement(3)]}),
    ]);
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|pool| json!({"not": pool})),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|pools| json!({"all": pools})),
            prop::collection::vec(inner, 0..3).prop_map(|pools| json!({"any": pools})),
        ]
    })
}

fn a_set() -> impl Strategy<Value = Value> {
    prop::collection::btree_set(0_usize..8, 1..4)
        .prop_map(|set| json!({"achievements": set.into_iter().map(achievement).collect::<Vec<_>>()}))
}

pub(super) fn a_rule() -> impl Strategy<Value = Value> {
    let share = prop::sample::select(vec!["0/1", "1/3", "1/2", "3/4"]);
    let grade = prop::sample::select(vec!["A", "B", "C"]);
    let leaf = prop_oneof![
        (a_pool(), 3_u32..16).prop_map(|(pool, n)| json!({"minCredits": {"pool": pool, "credits": n.to_string()}})),
        (a_pool(), 3_u32..16).prop_map(|(pool, n)| json!({"maxCredits": {"pool": pool, "credits": n.to_string()}})),
        (a_pool(), 1_u32..4).prop_map(|(pool, n)| json!({"minCount": {"pool": pool, "count": n}})),
        (a_pool(), 0_u32..4).prop_map(|(pool, n)| json!({"maxCount": {"pool": pool, "count": n}})),
        (a_pool(), share.clone())
            .prop_map(|(pool, s)| json!({"minShare": {"pool": pool, "share": s, "of": "allocated"}})),
        (a_pool(), share).prop_map(|(pool, s)| json!({"maxShare": {"pool": pool, "share": s, "of": "allocated"}})),
        a_set().prop_map(|set| json!({"required": set})),
        a_set().prop_map(|set| json!({"oneOf": set})),
        a_set().prop_map(|set| json!({"atMostOneOf": set})),
        a_set().prop_map(|set| json!({"corequisite": set})),
        (a_pool(), a_pool()).prop_map(|(before, after)| json!({"prerequisite": {"before": before, "after": after}})),
        a_pool().prop_map(|pool| json!({"capstone": {"pool": pool, "position": "last"}})),
        (a_pool(), 0_u32..4).prop_map(|(pool, n)| json!({"capstone": {"pool": pool, "position": {"after": n}}})),
        (a_pool(), grade).prop_map(|(pool, grade)| json!({"minGrade": {"pool": pool, "scale": "L", "grade": grade}})),
        (a_pool(), 1_u32..4)
            .prop_map(|(pool, n)| json!({"meanGrade": {"pool": pool, "scale": "L", "points": n.to_string()}})),
        (a_pool(), 1_u32..3).prop_map(|(pool, years)| json!({"window": {"pool": pool, "years": years}})),
        prop::sample::select(vec![
            json!({"date": {"of": "application", "from": "2025-01-15"}}),
            json!({"date": {"of": "application", "from": "2025-01-16"}}),
            json!({"date": {"of": "start", "from": "2025-01-16"}}),
        ]),
    ];
    leaf.prop_recursive(3, 10, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|rule| json!({"not": rule})),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|rules| json!({"all": rules})),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|rules| json!({"any": rules})),
            (0_u32..4, prop::collection::vec(inner, 0..4)).prop_map(|(n, of)| json!({"nOf": {"n": n, "of": of}})),
        ]
    })
}

proptest! {
    #![proptest_config(often(512))]

    #[test]
    fn finds_exactly_what_trying_every_subset_finds_under_every_form_of_rule(
        samples in some_badges(12),
        credits in 6_u32..20,
        rules in prop::collection::vec(a_rule(), 0..4),
    ) {
        let rules = json!(rules);
        // A minimum above a maximum of the same pool is refused.
        let Ok(programme) = Programme::parse(policy(credits, &rules).to_string().as_bytes()) else { return Ok(()) };
        let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
        let decision = decide(&programme, &badges, &on("2025-01-15"));
        prop_assert!(decision.complete);
        let found = decision.recommended().map(|option| {
            assert!(option.fewest);
            let names = option.badges.iter().map(|badge| badge.id.rsplit('/').next().unwrap().parse::<usize>().unwrap());
            ((option.credits.millionths() / 1_000_000) as u32, names.collect::<Vec<_>>())
        });
        prop_assert_eq!(found, fewest(&samples, credits, &rules));
        for option in &decision.options {
            prop_assert!(option.findings.iter().all(|finding| finding.met), "{option}: {:?}", option.findings);
        }
    }

    #[test]
    fn a_rule_and_its_opposite_are_never_both_met(samples in some_badges(8), rule in a_rule()) {
        let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
        let both = programme(3, &json!([{"all": [rule, {"not": rule}]}]));
        prop_assert_eq!(decide(&both, &badges, &on("2025-01-15")).outcome, Outcome::NotEligible);
        let twice = programme(3, &json!([{"not": {"not": rule}}]));
        let Ok(once) = Programme::parse(policy(3, &json!([rule])).to_string().as_bytes()) else { return Ok(()) };
        let options = |programme: &Programme| {
            let decision = decide(programme, &badges, &on("2025-01-15"));
            decision.recommended().map(|option| option.badges.clone())
        };
        prop_assert_eq!(options(&twice), options(&once));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_warning_is_wrong(samples in some_badges(6), one in a_rule(), other in a_rule()) {
        let credits = 6;
        let rules = [one, other];
        let Ok(programme) = Programme::parse(policy(credits, &json!(rules)).to_string().as_bytes()) else { return Ok(()) };
        let of_rule = |pointer: &str| {
            let at = pointer.strip_prefix("/awards/0/rules/")?;
            Some(&rules[at.parse::<usize>().ok()?])
        };
        for warning in programme.lint() {
            // Parts of rules, and the size, are not looked at here.
            let Some(rule) = of_rule(&warning.pointer) else { continue };
            let place = warning.text.split('`').nth(1);
            let beside = place.and_then(of_rule);
            let is_size = place == Some("/awards/0/credits");
            for subset in 1_u32..1 << samples.len() {
                let chosen: Vec<&Sample> = samples.iter().filter(|sample| subset & (1 << sample.name) != 0).collect();
                if chosen.iter().map(|badge| badge.credits).sum::<u32>() < credits {
                    continue;
                }
                let met = meets(rule, &chosen) == Some(true);
                let beside = beside.map(|beside| meets(beside, &chosen) == Some(true)).or(is_size.then_some(true));
                let right = match (warning.code, beside) {
                    ("lint.never-met", _) => !met,
                    ("lint.always-met", _) => met,
                    ("lint.contradiction", Some(other)) => !(met && other),
                    ("lint.implied", Some(other)) => met || !other,
                    _ => true,
                };
                prop_assert!(right, "{warning}: {chosen:?}");
            }
        }
    }
}

/// Whether one badge of six credits reaches an award of six under a rule.
fn met(rule: Value) -> bool {
    is_eligible(&programme(6, &json!([rule])), &[badge("a", "6")], &on("2025-01-15"))
}

const YES: &str = r#"{"minCount": {"count": 1}}"#;
const NO: &str = r#"{"minCount": {"count": 2}}"#;
/// The badge states no grade.
const UNKNOWN: &str = r#"{"minCount": {"pool": {"grade": {"scale": "L", "atLeast": "B"}}, "count": 1}}"#;

fn rules(list: &[&str]) -> Value {
    list.iter().map(|rule| serde_json::from_str::<Value>(rule).unwrap()).collect()
}

#[test]
fn the_combinators_have_their_truth_tables() {
    // The parts; all, any, two of them; the same under `not`.
    let table: [(&[&str], [bool; 3], [bool; 3]); 13] = [
        (&[], [true, false, false], [false, true, true]),
        (&[YES], [true, true, false], [false, false, true]),
        (&[NO], [false, false, false], [true, true, true]),
        (&[UNKNOWN], [false, false, false], [false, false, true]),
        (&[YES, YES], [true, true, true], [false, false, false]),
        (&[YES, NO], [false, true, false], [true, false, true]),
        (&[NO, NO], [false, false, false], [true, true, true]),
        (&[YES, UNKNOWN], [false, true, false], [false, false, false]),
        (&[NO, UNKNOWN], [false, false, false], [true, false, true]),
        (&[UNKNOWN, UNKNOWN], [false, false, false], [false, false, false]),
        (&[YES, YES, NO], [false, true, true], [true, false, false]),
        (&[YES, NO, UNKNOWN], [false, true, false], [true, false, false]),
        (&[YES, YES, UNKNOWN], [false, true, true], [false, false, false]),
    ];
    for (parts, plain, negated) in table {
        let parts = rules(parts);
        let forms = [json!({"all": parts}), json!({"any": parts}), json!({"nOf": {"n": 2, "of": parts}})];
        assert_eq!(forms.clone().map(met), plain, "{parts}");
        assert_eq!(forms.map(|form| met(json!({"not": form}))), negated, "not, {parts}");
        assert!(met(json!({"nOf": {"n": 0, "of": parts}})), "none of {parts} are needed");
    }
}

#[test]
fn what_is_not_stated_is_met_by_no_rule_and_by_no_opposite() {
    let unknown: Value = serde_json::from_str(UNKNOWN).unwrap();
    assert!(!met(unknown.clone()));
    assert!(!met(json!({"not": unknown})));
    assert!(!met(json!({"any": [unknown, {"not": unknown}]})));
    let began = json!({"date": {"of": "start", "before": "2020-08-01"}});
    assert!(!met(began.clone()));
    assert!(!met(json!({"not": began})));
}

#[test]
fn an_older_rule_holds_for_those_who_began_under_it() {
    let sizes = json!([{"any": [
        {"minCredits": {"credits": "72"}},
        {"all": [{"date": {"of": "start", "before": "2020-08-01"}}, {"minCredits": {"credits": "60"}}]},
    ]}]);
    let programme = programme(60, &sizes);
    let badges: Vec<Badge> = (0..5).map(|n| badge(&n.to_string(), "12")).collect();
    let began = |day: &str| is_eligible(&programme, &badges, &on("2025-01-15").with_start(day.parse().unwrap()));
    assert_eq!(["2020-07-31", "2020-08-01"].map(began), [true, false]);
    assert!(!is_eligible(&programme, &badges, &on("2025-01-15")), "nobody says when the learner began");
    let six: Vec<Badge> = (0..6).map(|n| badge(&n.to_string(), "12")).collect();
    assert!(is_eligible(&programme, &six, &on("2025-01-15")));
}

#[test]
fn very_many_ways_are_undetermined_and_never_a_no() {
    // Twelve of 24 pairs in either order: more ways than are written out, and one that no badge can open.
    let pair = |n: usize| json!({"oneOf": {"achievements": [achievement(n)]}});
    let half: Vec<Value> = (0..20).map(pair).collect();
    let never = json!({"minCount": {"pool": {"category": "GS"}, "count": 1}});
    let badges: Vec<Badge> = (0..20).map(|n| badge(&n.to_string(), "6").achievement(&format!("n{n}"))).collect();
    let decision = decide(&programme(6, &json!([{"nOf": {"n": 10, "of": half}}])), &badges, &on("2025-01-15"));
    assert_eq!(decision.outcome, Outcome::Eligible);
    assert!(!decision.complete && !decision.options[0].fewest);
    let rules =
        json!([{"nOf": {"n": 10, "of": half}}, {"capstone": {"pool": {"category": "PP"}, "position": {"after": 1}}}]);
    let decision = decide(&programme(6, &rules), &badges, &on("2025-01-15"));
    assert_eq!(decision.outcome, Outcome::NotEligible, "all were awarded on one day, so nothing is left of the rule");
    let decision = decide(&programme(6, &json!([{"nOf": {"n": 10, "of": half}}, never])), &badges, &on("2025-01-15"));
    assert_eq!(decision.outcome, Outcome::NotEligible, "a bound out of reach needs no search");
}

#[test]
fn sixty_badges_under_every_kind_of_rule_are_searched_to_the_end() {
    let samples: Vec<Sample> = (0..60)
        .map(|name| Sample {
            name,
            credits: 3 + (name as u32 * 7) % 4,
            category: [Some("PP"), Some("GS"), None][name % 3],
            level: Some(3 + (name % 3) as u8),
            grade: [Some(0), Some(1), Some(2), None][name % 4],
            month: 1 + (name as u32 * 5) % 12,
            year: 2021 + (name as u32 * 11) % 3,
            achievement: name,
        })
        .collect();
    let badges: Vec<Badge> = samples.iter().map(Sample::badge).collect();
    let rules = json!([
        {"prerequisite": {"before": {"achievements": [achievement(0), achievement(1)]}, "after": {"level": {"atLeast": 5}}}},
        {"capstone": {"pool": {"level": {"atLeast": 5}}, "position": "last"}},
        {"window": {"years": 2}},
        {"meanGrade": {"pool": {"category": "PP"}, "scale": "L", "points": "3"}},
        {"minCredits": {"pool": {"category": "PP"}, "credits": "24"}},
        {"nOf": {"n": 1, "of": [{"minCount": {"pool": {"category": "GS"}, "count": 2}}, {"not": {"maxCredits": {"credits": "40"}}}]}},
    ]);
    let decision = decide(&programme(30, &rules), &badges, &on("2025-01-15"));
    assert!(decision.complete && decision.options[0].fewest, "{decision}");
    let chosen: Vec<&Sample> =
        used(&decision.options[0]).iter().map(|name| &samples[name.parse::<usize>().unwrap()]).collect();
    for rule in rules.as_array().unwrap() {
        assert_eq!(meets(rule, &chosen), Some(true), "{rule}");
    }
}

#[test]
fn ten_thousand_badges_of_as_many_days_end_and_are_no_false_no() {
    let rules = json!([
        {"window": {"years": 1}},
        {"capstone": {"pool": {"category": "PP"}, "position": "last"}},
        {"capstone": {"pool": {}, "position": {"after": 3}}},
        {"prerequisite": {"before": {"category": "PP"}, "after": {"credits": {"atLeast": "6"}}}},
    ]);
    let badges: Vec<Badge> = (0..10_000_u32)
        .map(|n| {
            badge(&n.to_string(), ["4", "6"][n as usize % 2]).awarded(&format!(
                "{}-{:02}-{:02}",
                2005 + n % 20,
                1 + n / 20 % 12,
                1 + n / 240 % 28
            ))
        })
        .collect();
    let decision = decide(&programme(30, &rules), &badges, &on("2025-01-15"));
    assert_ne!(decision.outcome, Outcome::NotEligible);
    // Where it is a no, what is missing is looked for within the steps, too.
    let rules = json!([
        {"capstone": {"pool": {"category": "GS"}, "position": "last"}},
        {"capstone": {"pool": {}, "position": {"after": 3}}},
        {"minCredits": {"credits": "60000"}},
    ]);
    let decision = decide(&programme(30, &rules), &badges, &on("2025-01-15"));
    assert_eq!(decision.outcome, Outcome::NotEligible);
}

#[test]
fn a_grade_counts_on_the_scale_that_the_policy_names() {
    let programme = programme(6, &json!([{"minGrade": {"scale": "L", "grade": "B"}}]));
    let holds = |grades: Value| is_eligible(&programme, &[badge("a", "6").with("grades", grades)], &on("2025-01-15"));
    assert!(holds(json!([graded("B")])) && holds(json!([graded("A")])));
    assert!(!holds(json!([graded("C")])));
    assert!(!holds(json!([{"value": "A"}])), "no scale");
    assert!(!holds(json!([graded("A"), graded("B")])), "two different grades");
    assert!(!holds(json!([graded("S")])), "no grade of the scale");
}

#[test]
fn an_age_may_end_with_admission_and_run_from_the_assessment() {
    let mut policy = policy(6, &json!([]));
    policy["admission"]["maxAge"] = json!({"years": 5, "anchor": "assessmentDate", "event": "admission"});
    policy["switches"] = json!({"anniversary": "exclusive"});
    let programme = Programme::parse(policy.to_string().as_bytes()).unwrap();
    let assessed = badge("a", "6").with("assessed", json!("2020-03-01T10:00:00+08:00"));
    let admitted = |day: &str| {
        is_eligible(&programme, std::slice::from_ref(&assessed), &on("2025-01-15").with_admission(day.parse().unwrap()))
    };
    assert_eq!(["2025-02-28", "2025-03-01"].map(admitted), [true, false]);
    let late = on("2025-01-15").with_admission("2025-03-01".parse().unwrap());
    let told = judge(&programme, std::slice::from_ref(&assessed), &late).to_string();
    assert!(told.contains("the last day to be admitted with it was 2025-02-28"), "{told}");
    let application = on("2025-01-15").with_admission("2025-02-01".parse().unwrap());
    assert_eq!(refused(&programme, &[badge("b", "6")], &application), "no-assessment-date");
    let limits = openbadges::base::limits::Limits::DEFAULT;
    let error = openbadges::stack::danger::judge(&programme, &[], &on("2025-01-15"), &limits).unwrap_err();
    assert_eq!(error.code(), "stack.no-admission");
}

#[test]
fn a_ruling_shows_the_parts_of_a_combinator() {
    let programme = programme(6, &json!([{"nOf": {"n": 2, "of": rules(&[YES, NO, UNKNOWN])}}]));
    let told = judge(&programme, &[badge("a", "6")], &on("2025-01-15")).to_string();
    let expected = "    at least 2 of (at least 1 badge; at least 2 badges; at least 1 badge with B or better): not known to be met, 1 of 2 rules, off by 1
      at least 1 badge: met, 1 of 1 badge
      at least 2 badges: not met, 1 of 2 badges, off by 1
      at least 1 badge with B or better: not known to be met, 0 of 1 badge, off by 1
";
    assert!(told.contains(expected), "{told}");
}
