//! The worked examples of the micro-credential reference, by number.

use super::desk::*;
use openbadges::base::limits::Limits;
use openbadges::stack::danger::{self, Standing};
use openbadges::stack::{CarryUp, LevelMode, NoLevel, OtherProviders, Programme, Reading, Share, ThemeTie, Use};
use openbadges::verify::Recipient;
use serde_json::json;

fn read_as(reading: Reading) -> Programme {
    hku_with(|s| (s.title_reading, s.theme_reading, s.level_reading) = (reading, reading, reading))
}

/// What the three readings say: published, share of nominal, share of allocated.
fn readings(badges: &[Badge]) -> [String; 3] {
    Reading::ALL.map(|reading| award(&read_as(reading), badges, &certificate()))
}

const PP_AI: &str = "Certificate in Professional Practice (Artificial Intelligence) at level 4";
const PP: &str = "Certificate in Professional Practice at level 4";
const GS: &str = "Certificate in General Studies at level 4";

#[test]
fn e1_24_of_30_are_professional_practice_in_every_reading() {
    let badges = [ai("a", "9"), ai("b", "9"), ai("c", "6"), general("g", "6")];
    assert_eq!(readings(&badges), [PP_AI; 3]);
}

#[test]
fn e2_21_of_30_are_general_studies() {
    let badges = [ai("a", "9"), ai("b", "12"), general("g", "9")];
    assert_eq!(readings(&badges), [GS; 3]);
    let decision = decide(&hku(), &badges, &certificate());
    let option = decision.recommended().unwrap();
    let finding = option.findings.iter().find(|finding| finding.rule == "title:PP").unwrap();
    assert_eq!((finding.met, finding.have.to_string()), (false, "21 credits".to_owned()));
    assert_eq!(finding.short_by.to_string(), "3 credits");
    assert_eq!(finding.counting.len(), 2);
}

#[test]
fn e3_exactly_75_percent_is_too_little_only_for_the_printed_number() {
    let badges = [ai("a", "7.5"), ai("b", "7.5"), ai("c", "7.5"), general("g", "7.5")];
    assert_eq!(readings(&badges), [GS, PP_AI, PP_AI]);
    let decision = decide(&hku(), &badges, &certificate());
    let change = |value: &str| decision.readings.iter().find(|reading| reading.value == value).unwrap().changes;
    assert!(change("shareOfNominal") && change("shareOfAllocated"));
    assert_eq!(decision.readings.iter().find(|r| r.value == "shareOfNominal").unwrap().award.as_deref(), Some(PP_AI));
}

#[test]
fn e4_33_credits_dilute_the_share_of_allocated() {
    let badges = [ai("a", "9"), ai("b", "9"), ai("c", "6"), general("g", "9")];
    assert_eq!(readings(&badges), [PP_AI, PP_AI, GS]);
}

#[test]
fn e5_45_of_60_are_exactly_75_percent() {
    let mut badges: Vec<Badge> = ["a", "b", "c", "d", "e"].map(|id| badge(id, "9")).to_vec();
    badges.extend([general("g", "9"), general("h", "6")]);
    for reading in Reading::ALL {
        assert_eq!(award(&read_as(reading), &badges, &diploma()), "Diploma in Professional Practice at level 4");
    }
}

#[test]
fn e6_half_at_each_level() {
    let badges = [badge("a", "15").level(5), badge("b", "15")];
    assert_eq!(award(&hku(), &badges, &certificate()), PP);
    let exactly = hku_with(|s| s.level_mode = LevelMode::Exactly);
    assert_eq!(award(&exactly, &badges, &certificate()), "Certificate in Professional Practice");
    let strict = hku_with(|s| (s.level_mode, s.no_level) = (LevelMode::Exactly, NoLevel::Refuse));
    assert_eq!(award(&strict, &badges, &certificate()), "not eligible");
}

#[test]
fn e7_levels_above_count_for_a_level_unless_it_must_be_exact() {
    let badges = [badge("a", "9").level(5), badge("b", "15"), badge("c", "6").level(3)];
    assert_eq!(award(&hku(), &badges, &certificate()), PP);
    let exactly = hku_with(|s| s.level_mode = LevelMode::Exactly);
    assert_eq!(award(&exactly, &badges, &certificate()), "Certificate in Professional Practice");
}

#[test]
fn e8_five_years_from_a_leap_day_end_on_28_february() {
    let later = |id: &str, credits: &str| badge(id, credits).awarded("2025-01-01");
    let badges = [badge("leap", "12").awarded("2024-02-29"), later("b", "12"), later("c", "6")];
    let applied = |day: &str| is_eligible(&hku(), &badges, &on(day).with_award("certificate"));
    assert_eq!(["2029-02-27", "2029-02-28", "2029-03-01"].map(applied), [true, true, false]);
}

#[test]
fn e9_an_old_badge_is_refused_by_name_and_date() {
    let later = |id: &str, credits: &str| badge(id, credits).awarded("2024-01-01");
    let badges = [badge("old", "12").awarded("2020-06-01"), later("b", "12"), later("c", "6")];
    assert!(is_eligible(&hku(), &badges, &on("2025-06-01").with_award("certificate")));
    let ruling = judge(&hku(), &badges, &on("2025-06-02").with_award("certificate"));
    assert_eq!(ruling.outcome.as_str(), "not eligible");
    let text = ruling.to_string();
    let line = "Module old [https://school.example/badges/old]: awarded on 2020-06-01; the last day to apply with it was 2025-06-01";
    assert!(text.contains(line), "{text}");
}

#[test]
fn e10_every_option_that_no_other_beats() {
    let badges = [
        ai("a", "12"),
        ai("b", "12"),
        finance("c", "6").level(5),
        general("d", "12").level(5),
        finance("e", "12").level(5),
    ];
    let options = |reading| {
        let decision = decide(&read_as(reading), &badges, &certificate());
        let shown = |option: &openbadges::stack::Allocation| {
            format!("{} {option}", used(option).join("")).replace("Certificate in ", "")
        };
        let mut options: Vec<String> = decision.options.iter().map(shown).collect();
        options.sort();
        options
    };
    let allocated =
        ["abc Professional Practice (Artificial Intelligence) at level 4", "cde General Studies at level 5"];
    assert_eq!(options(Reading::ShareOfAllocated), allocated);
    let nominal = [
        "abc Professional Practice (Artificial Intelligence) at level 4",
        "abde Professional Practice (Artificial Intelligence) at level 5",
        "ade Professional Practice at level 5",
        "cde General Studies at level 5",
    ];
    assert_eq!(options(Reading::Published), nominal);
    assert_eq!(options(Reading::ShareOfNominal), nominal);
}

#[test]
fn e11_two_themes_tie_and_the_learner_chooses() {
    let both = || json!([{"code": "AI", "name": "Artificial Intelligence"}, {"code": "FIN", "name": "Finance"}]);
    let badges = [badge("a", "12").with("themes", both()), badge("b", "12").with("themes", both()), ai("c", "6")];
    let decision = decide(&hku(), &badges, &certificate());
    assert!(decision.learner_chooses);
    let themes: Vec<_> = decision.options.iter().map(|option| option.theme.as_deref().unwrap()).collect();
    assert_eq!(themes, ["AI", "FIN"]);
    let fixed = hku_with(|s| s.theme_tie = ThemeTie::Order(vec!["FIN".into(), "AI".into()]));
    let decision = decide(&fixed, &badges, &certificate());
    assert!(!decision.learner_chooses);
    assert_eq!(decision.options.len(), 1);
    assert_eq!(decision.options[0].theme.as_deref(), Some("FIN"));
}

#[test]
fn e12_two_halves_give_no_bracket() {
    let badges = [ai("a", "9"), ai("b", "6"), finance("c", "9"), finance("d", "6")];
    assert_eq!(award(&hku(), &badges, &certificate()), PP);
}

#[test]
fn e15_a_spent_certificate_is_carried_up_only_where_the_policy_says_so() {
    let mut badges = vec![badge("u1", "12").awarded("2021-03-01")];
    badges.extend(["u2", "u3"].map(|id| badge(id, "9").awarded("2023-05-01")));
    badges.extend(["n1", "n2", "n3"].map(|id| badge(id, "10").awarded("2024-05-01")));
    let used = |id: &str| {
        let award_date = "2024-01-10".parse().unwrap();
        Use::new(&format!("https://school.example/badges/{id}"), "urn:award:7").with_award_date(award_date)
    };
    let apply = |day: &str| {
        let application = on(day).with_award("diploma").with_surrendered("urn:award:7");
        ["u1", "u2", "u3"].into_iter().fold(application, |application, id| application.with_used(used(id)))
    };
    assert!(!is_eligible(&hku(), &badges, &apply("2025-01-15")));
    let ruling = judge(&hku(), &badges, &apply("2025-01-15"));
    assert_eq!(ruling.refusals.len(), 3);
    assert!(ruling.refusals.iter().all(|refusal| refusal.reason.code() == "already-used"));

    let component_age = hku_with(|s| s.carry_up = CarryUp::AbsorbWithComponentAge);
    let decisions = ["2026-03-01", "2026-03-02"].map(|day| decide(&component_age, &badges, &apply(day)));
    assert_eq!(decisions.each_ref().map(|decision| decision.outcome.as_str()), ["eligible", "not eligible"]);
    assert_eq!(decisions[1].available[0].have.to_string(), "48 credits");
    let lapse = &decisions[0].lapses[0];
    assert_eq!((lapse.last_day.to_string(), lapse.credits_left.to_string()), ("2026-03-01".into(), "48".into()));
    assert_eq!(lapse.outcome.as_str(), "not eligible");

    let award_age = hku_with(|s| s.carry_up = CarryUp::AbsorbWithAwardAge);
    assert!(is_eligible(&award_age, &badges, &apply("2026-03-02")));
    assert!(is_eligible(&award_age, &badges, &apply("2029-01-10")));
    assert!(!is_eligible(&award_age, &badges, &apply("2029-01-11")));
}

#[test]
fn e17_two_versions_of_an_achievement_count_once_and_the_newer_is_preferred() {
    let old = badge("x1", "12").awarded("2021-06-01");
    let mut new = badge("x2", "12").awarded("2024-01-01");
    new.related = vec!["https://school.example/achievements/x1".into()];
    let badges = [old.clone(), new.clone(), badge("b", "12")];
    assert!(!is_eligible(&hku(), &badges, &certificate()));
    let badges = [old, new, badge("b", "12"), badge("c", "6")];
    let decision = decide(&hku(), &badges, &certificate());
    assert_eq!(used(decision.recommended().unwrap()), ["b", "c", "x2"]);
}

#[test]
fn e18_credits_of_another_provider() {
    let badges = [badge("a", "18"), badge("p", "12").issuer(PARTNER)];
    let with = |others| {
        let programme = hku().with_partner(PARTNER.parse().unwrap()).unwrap();
        let switches = openbadges::stack::Switches { other_providers: others, ..programme.switches().clone() };
        programme.with_switches(switches).unwrap()
    };
    let share = |text: &str| OtherProviders::MaxShare(Share::parse(text).unwrap());
    assert!(is_eligible(&with(share("1/2")), &badges, &certificate()));
    let decision = decide(&with(share("3/10")), &badges, &certificate());
    assert_eq!(decision.outcome.as_str(), "not eligible");
    let finding = decision.available.iter().find(|finding| finding.rule == "otherProviders").unwrap();
    assert_eq!((finding.needed.to_string(), finding.have.to_string()), ("9 credits".into(), "12 credits".into()));
    assert_eq!(refused(&with(OtherProviders::Refused), &badges, &certificate()), "other-provider");
    assert_eq!(refused(&hku(), &badges, &certificate()), "issuer-not-admitted");
}

#[test]
fn e19_a_badge_of_somebody_else_is_refused_and_the_rest_evaluated() {
    let foreign = badge("x", "12").with("learner", json!({"id": "did:example:kim"}));
    let badges = [badge("a", "12"), badge("b", "12"), badge("c", "6"), foreign.clone()];
    let named = certificate().with_learner(Recipient::parse(&format!("id:{LEARNER}")).unwrap());
    assert!(is_eligible(&hku(), &badges, &named));
    assert_eq!(refused(&hku(), &badges, &named), "learner-mismatch");
    let unnamed = judge(&hku(), &badges, &certificate());
    assert_eq!(unnamed.outcome.as_str(), "undetermined");
    assert!(unnamed.to_string().contains("say whose application this is"));
}

#[test]
fn e19_a_shared_identity_makes_two_ids_one_learner() {
    let identity = |salt: &str| {
        let hash = openbadges::model::IdentityHash::sha256("robin@example.org", salt);
        json!([{"type": "emailAddress", "hash": hash.as_str(), "salt": salt}])
    };
    let other = |id: &str, salt: &str| {
        badge(id, "10").with("learner", json!({"id": format!("did:example:{id}"), "identities": identity(salt)}))
    };
    let same_salt = [other("a", "s"), other("b", "s"), other("c", "s")];
    assert!(is_eligible(&hku(), &same_salt, &certificate()));
    let own_salts = [other("a", "s1"), other("b", "s2"), other("c", "s3")];
    assert_eq!(judge(&hku(), &own_salts, &certificate()).outcome.as_str(), "undetermined");
    let known = certificate().with_learner(Recipient::Email("robin@example.org".into()));
    assert!(is_eligible(&hku(), &own_salts, &known));
}

#[test]
fn e20_decimals_add_up_exactly() {
    let amounts = ["10.1", "1.3", "2.3", "8.6", "7.7"];
    let badges: Vec<Badge> = amounts.iter().map(|credits| badge(&credits.replace('.', "-"), credits)).collect();
    let decision = decide(&hku(), &badges, &certificate());
    assert_eq!(decision.recommended().unwrap().credits.to_string(), "30");
}

#[test]
fn e21_a_diploma_below_qf_level_3_is_not_permitted() {
    let badges: Vec<Badge> = (0..5).map(|n| badge(&n.to_string(), "12").level(2)).collect();
    let decision = decide(&hku(), &badges, &diploma());
    assert_eq!(decision.outcome.as_str(), "not eligible");
    let finding = |rule: &str| decision.available.iter().find(|finding| finding.rule == rule).unwrap();
    assert!(finding("credits").met);
    assert!(!finding("minimumLevel").met);
    assert_eq!(award(&hku(), &badges, &certificate()), "Certificate in Professional Practice at level 2");
}

#[test]
fn e23_a_newer_edition_replaces_and_the_age_still_runs_from_the_award() {
    let first = badge("a", "12").awarded("2020-03-01").issued("2020-03-01T12:00:00+08:00");
    let again = first.clone().issued("2024-03-01T12:00:00+08:00");
    let rest = [badge("b", "12"), badge("c", "6")];
    let badges = [vec![again.clone(), first.clone()], rest.to_vec()].concat();
    assert!(is_eligible(&hku(), &badges, &certificate()));
    assert_eq!(refused(&hku(), &badges, &certificate()), "superseded");
    let ruling = judge(&hku(), &[again, first], &on("2025-03-02"));
    let reasons: Vec<_> = ruling.refusals.iter().map(|refusal| refusal.reason.code()).collect();
    assert_eq!(reasons, ["superseded", "too-old"]);
}

#[test]
fn e24_modules_count_from_13_april_2018() {
    let module = |day: &str| [badge("m", "12").awarded(day).issued("2023-04-02T12:00:00+08:00")];
    assert_eq!(refused(&hku(), &module("2018-04-12"), &on("2023-04-12")), "awarded-too-early");
    let ruling = judge(&hku(), &module("2018-04-13"), &on("2023-04-13"));
    assert_eq!(ruling.holdings[0].last_day.unwrap().to_string(), "2023-04-13");
    assert_eq!(refused(&hku(), &module("2018-04-13"), &on("2023-04-14")), "too-old");
}

#[test]
fn e25_the_award_date_is_the_one_in_hong_kong() {
    let badges = [badge("a", "12").awarded("2020-06-01T16:30:00Z"), badge("b", "12"), badge("c", "6")];
    assert!(is_eligible(&hku(), &badges, &on("2025-06-02").with_award("certificate")));
    assert!(!is_eligible(&hku(), &badges, &on("2025-06-03").with_award("certificate")));
}

#[test]
fn e26_a_badge_awarded_after_the_application_does_not_count() {
    let badges = [badge("a", "12").awarded("2025-01-16")];
    assert_eq!(refused(&hku(), &badges, &certificate()), "awarded-later");
}

#[test]
fn e27_a_suspended_badge_may_be_admitted_again() {
    let facts = badge("a", "12").facts().with_standing(Standing::Suspended);
    let ruling = danger::judge(&hku(), &[facts], &certificate(), &Limits::DEFAULT).unwrap();
    assert_eq!(ruling.refusals[0].reason.code(), "suspended");
    assert!(ruling.refusals[0].reason.to_string().contains("may be admitted again"));
}

#[test]
fn e28_credits_of_two_systems_are_never_added() {
    let ects = badge("e", "2").with("credits", json!([{"amount": "2", "system": "ects"}]));
    let badges = [badge("a", "12"), badge("b", "12"), badge("c", "6"), ects];
    assert_eq!(refused(&hku(), &badges, &certificate()), "unit-mismatch");
    let decision = decide(&hku(), &badges, &certificate());
    assert_eq!(decision.available[0].have.to_string(), "30 credits");
    let text = judge(&hku(), &badges, &certificate()).to_string();
    assert!(text.contains("expected credits of `hkqf`, found `ects`"), "{text}");
}
