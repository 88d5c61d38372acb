//! What a ruling says, and that the search says when it could not finish.

use super::desk::*;
use openbadges::base::limits::Limits;
use openbadges::stack::danger::{self, Facts};
use openbadges::stack::{Application, Outcome, Programme, Reading, Undetermined};
use serde_json::{Value, json};

fn limited(steps: u64) -> Limits {
    let mut limits = Limits::DEFAULT;
    limits.stack_work = steps;
    limits
}

#[test]
fn explains_itself_in_english() {
    let badges = [
        ai("a", "9"),
        ai("b", "9").awarded("2020-02-01"),
        ai("c", "6"),
        general("g", "6"),
        ai("old", "6").awarded("2019-01-01"),
    ];
    let told = judge(&hku(), &badges, &certificate()).to_string();
    let expected = "\
Stackable awards by micro-credentials: Certificate and Diploma, version 1, application of 2025-01-15
A plan: nobody verified these badges, and nothing can be awarded on it.

certificate: eligible
  Recommended: Certificate in Professional Practice (Artificial Intelligence) at level 4
    30 credits from https://school.example/badges/b, https://school.example/badges/a, https://school.example/badges/c, https://school.example/badges/g
    at least 30 credits: met, 30 of 30 credits (source D)
    at least 24 credits in category PP: met, 24 of 24 credits (source A)
    at least 24 credits in theme Artificial Intelligence: met, 24 of 24 credits (source D)
    at least 24 credits at level 4 or above: met, 30 of 24 credits (source A)
    Apply by 2025-02-01; later the first of these badges no longer counts.
  shares read as shareOfNominal would not change this (eligible: Certificate in Professional Practice (Artificial Intelligence) at level 4)
  shares read as shareOfAllocated would not change this (eligible: Certificate in Professional Practice (Artificial Intelligence) at level 4)
  levelMode read as exactly would not change this (eligible: Certificate in Professional Practice (Artificial Intelligence) at level 4)
  After 2025-02-01: without https://school.example/badges/b, 21 credits left, not eligible
  After 2029-06-01: without https://school.example/badges/a, https://school.example/badges/c, https://school.example/badges/g, 0 credits left, not eligible
  Badges used here cannot count in diploma as well.

Badges that count:
  Module b [https://school.example/badges/b]: 9 credits, awarded 2020-02-01, last day 2025-02-01
  Module a [https://school.example/badges/a]: 9 credits, awarded 2024-06-01, last day 2029-06-01
  Module c [https://school.example/badges/c]: 6 credits, awarded 2024-06-01, last day 2029-06-01
  Module g [https://school.example/badges/g]: 6 credits, awarded 2024-06-01, last day 2029-06-01; states no theme of this policy, so it counts for none

Badges that do not count:
  Module old [https://school.example/badges/old]: awarded on 2019-01-01; the last day to apply with it was 2024-01-01
";
    assert_eq!(told, expected);
}

#[test]
fn says_what_is_missing_where_nothing_is_reached() {
    let ruling = judge(&hku(), &[ai("a", "9"), general("b", "12")], &certificate());
    let told = ruling.to_string();
    assert!(told.contains("certificate: not eligible\n  All the badges that count together reach:\n    at least 30 credits: not met, 21 of 30 credits, off by 9 (source D)\n"), "{told}");
}

#[test]
fn says_when_each_rule_can_be_met_but_not_all_at_once() {
    let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    policy["awards"][0]["rules"] = json!([{"maxCount": {"count": 2}}]);
    let programme = Programme::parse(policy.to_string().as_bytes()).unwrap();
    let badges = [badge("a", "12"), badge("b", "12"), badge("c", "12")];
    let decision = decide(&programme, &badges, &certificate());
    assert_eq!(decision.outcome, Outcome::NotEligible);
    let rule = decision.available.iter().find(|finding| finding.rule == "rules/0").unwrap();
    assert_eq!((rule.needed.to_string(), rule.have.to_string()), ("2 badges".into(), "3 badges".into()));
}

#[test]
fn its_json_form_holds_the_decision_and_its_reasons() {
    let ruling = judge(
        &hku(),
        &[ai("a", "12"), ai("b", "12"), ai("c", "6"), ai("d", "6").awarded("2019-01-01")],
        &certificate(),
    );
    let form: Value = serde_json::to_value(&ruling).unwrap();
    let at = |pointer: &str| form.pointer(pointer).unwrap_or(&Value::Null).clone();
    assert_eq!(at("/outcome"), "eligible");
    assert_eq!(at("/basis"), "stated");
    assert_eq!(at("/date"), "2025-01-15");
    assert_eq!(at("/programme/id"), "hku-space");
    assert_eq!(at("/programme/sha256").as_str().unwrap().len(), 64);
    assert_eq!(at("/decisions/0/award"), "certificate");
    assert_eq!(at("/decisions/0/options/0/name"), "Certificate in Professional Practice (Artificial Intelligence)");
    assert_eq!(at("/decisions/0/options/0/credits"), "30");
    assert_eq!(at("/decisions/0/options/0/badges/0/id"), "https://school.example/badges/a");
    assert_eq!(
        at("/decisions/0/options/0/findings/0"),
        json!({
            "rule": "credits", "text": "at least 30 credits", "source": "D", "required": true, "met": true,
            "needed": {"credits": "30"}, "have": {"credits": "30"}, "shortBy": {"credits": "0"},
            "counting": (["a", "b", "c"].map(|id| format!("https://school.example/badges/{id}"))),
        })
    );
    assert_eq!(at("/holdings/0/level"), 4);
    assert_eq!(at("/refusals/0/code"), "too-old");
    assert_eq!(at("/refusals/0/badge/issuer"), SCHOOL);
}

#[test]
fn text_from_a_badge_cannot_act_on_a_terminal() {
    let hostile = "x\u{1b}[2J\neligible\u{202e}";
    let badge =
        ai("a", "30").with("title", json!({"en": hostile})).with("themes", json!([{"code": "AI", "name": hostile}]));
    let told = judge(&hku(), &[badge], &certificate()).to_string();
    assert!(told.contains("Certificate in Professional Practice (x\\u{1b}[2J\\u{a}eligible\\u{202e})"), "{told}");
    assert!(told.chars().all(|c| c == '\n' || !c.is_control()) && !told.contains('\u{202e}'));
}

#[test]
fn judges_every_award_unless_one_is_asked_for() {
    let ruling = judge(&hku(), &[ai("a", "30")], &on("2025-01-15"));
    let outcomes: Vec<_> = ruling.decisions.iter().map(|d| (d.award.as_str(), d.outcome)).collect();
    assert_eq!(outcomes, [("certificate", Outcome::Eligible), ("diploma", Outcome::NotEligible)]);
    assert_eq!(ruling.outcome, Outcome::Eligible);
}

#[test]
fn says_undetermined_and_never_no_when_the_steps_run_out() {
    let facts: Vec<Facts> = (0..40).map(|n| ai(&n.to_string(), ["6", "9", "7.5"][n % 3]).facts()).collect();
    let allocated = hku_with(|s| {
        (s.title_reading, s.theme_reading, s.level_reading) =
            (Reading::ShareOfAllocated, Reading::ShareOfAllocated, Reading::ShareOfAllocated);
    });
    for steps in [0, 1, 39, 40, 41, 60, 100, 200, 400, 1_000, 100_000] {
        let ruling = danger::judge(&allocated, &facts, &certificate(), &limited(steps)).unwrap();
        let decision = &ruling.decisions[0];
        match decision.outcome {
            Outcome::Eligible => assert!(decision.complete || steps < 100_000),
            Outcome::NotEligible => panic!("{steps} steps: {ruling}"),
            Outcome::Undetermined => {
                let Some(Undetermined::WorkLimit { at_least }) = decision.undetermined else { panic!("{ruling}") };
                assert!(at_least.millionths() >= 30_000_000);
                assert!(ruling.to_string().contains("This is not a no."));
            }
        }
    }
    let ruling = danger::judge(&hku(), &facts, &certificate(), &limited(39)).unwrap();
    assert_eq!(ruling.outcome, Outcome::Undetermined);
}

#[test]
fn ten_thousand_badges_end_within_the_steps() {
    let facts = |count: usize| -> Vec<Facts> {
        (0..count).map(|n| ai(&n.to_string(), ["6", "9", "12"][n % 3]).level((n % 5) as u8 + 2).facts()).collect()
    };
    let ruling = danger::judge(&hku(), &facts(10_000), &certificate(), &Limits::DEFAULT).unwrap();
    assert_eq!(ruling.outcome, Outcome::Eligible);
    let error = danger::judge(&hku(), &facts(10_001), &certificate(), &Limits::DEFAULT).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        ("stack.too-many", "expected at most 10000 badges, found 10001".into())
    );
}

#[test]
fn credits_of_six_places_are_still_searched_to_the_end() {
    let amounts = ["7.123457", "6.000001", "9.999999", "5.5", "3.333333", "4.000003", "8.1", "2.76543"];
    let badges: Vec<Badge> = amounts.iter().enumerate().map(|(n, credits)| badge(&n.to_string(), credits)).collect();
    let decision = decide(&hku(), &badges, &certificate());
    assert!(decision.complete && decision.options[0].fewest);
    let sums = (0_u32..256).map(|set| {
        let millionths = |n: usize| (amounts[n].parse::<f64>().unwrap() * 1e6).round() as u64;
        (0..8).filter(|n| set & (1 << n) != 0).map(millionths).sum::<u64>()
    });
    let fewest = sums.filter(|sum| *sum >= 30_000_000).min().unwrap();
    assert_eq!(decision.options[0].credits.millionths(), fewest);
}

#[test]
fn judges_verified_badges_of_two_issuers() {
    let own = [ai("a", "12"), ai("b", "12"), general("c", "6")].map(|badge| accepted(1, &badge));
    let stranger = accepted(2, &ai("x", "12"));
    let issuer = own[0].issuer_id().parse().unwrap();
    let programme = Programme::preset("hku-space").unwrap().with_own_issuer(issuer).unwrap();
    let badges = [own.as_slice(), &[stranger]].concat();
    let application = Application::new("2025-01-15".parse().unwrap()).with_award("certificate");
    let ruling = programme.judge(&badges, &application, &Limits::DEFAULT).unwrap();
    assert_eq!(serde_json::to_value(ruling.basis).unwrap(), "verified");
    let option = ruling.decisions[0].recommended().unwrap();
    assert_eq!(
        option.to_string(),
        "Certificate in Professional Practice (Artificial Intelligence) at level 4",
        "{ruling}"
    );
    let digests: Vec<&str> = option.badges.iter().map(|badge| badge.digest.as_str()).collect();
    assert!(own.iter().all(|badge| digests.contains(&badge.digest())));
    assert_eq!(ruling.refusals[0].reason.code(), "issuer-not-admitted");
    assert!(!ruling.to_string().contains("A plan"));
}
