//! Which badges count, and why the others do not.

use super::desk::*;
use openbadges::base::limits::Limits;
use openbadges::stack::danger::{self, Standing};
use openbadges::stack::{AgeExceptions, Anniversary, Note, Programme, ShownInPart, Use};
use openbadges::verify::Recipient;
use serde_json::{Value, json};

/// The code of the refusal of one badge, or `admitted`.
fn admitted(badge: &Badge) -> &'static str {
    fate(&hku(), badge, &certificate())
}

fn fate(programme: &Programme, badge: &Badge, application: &openbadges::stack::Application) -> &'static str {
    let ruling = judge(programme, std::slice::from_ref(badge), application);
    match (ruling.holdings.len(), ruling.refusals.as_slice()) {
        (1, []) => "admitted",
        (0, [refusal]) => refusal.reason.code(),
        other => panic!("{other:?}"),
    }
}

fn edited(change: impl FnOnce(&mut Value)) -> Programme {
    let mut policy: Value = serde_json::from_str(&hku().to_json()).unwrap();
    change(&mut policy);
    Programme::parse(policy.to_string().as_bytes()).unwrap()
}

fn credits(amount: &str, system: Option<&str>) -> Value {
    match system {
        Some(system) => json!([{"amount": amount, "system": system}]),
        None => json!([{"amount": amount}]),
    }
}

#[test]
fn a_plain_badge_is_admitted_as_it_is() {
    let ruling = judge(&hku(), &[ai("a", "7.5")], &certificate());
    let holding = &ruling.holdings[0];
    assert_eq!((holding.credits.to_string(), holding.level), ("7.5".to_owned(), Some(4)));
    assert_eq!(holding.category.as_deref(), Some("PP"));
    assert_eq!(holding.themes["AI"], "Artificial Intelligence");
    assert_eq!(holding.last_day.unwrap().to_string(), "2029-06-01");
    assert!(holding.notes.is_empty());
}

#[test]
fn the_learner_must_be_known_and_not_the_issuer() {
    assert_eq!(admitted(&badge("a", "6").without("learner")), "learner-unknown");
    assert_eq!(admitted(&badge("a", "6").with("learner", json!({"name": "Robin Example"}))), "learner-unknown");
    assert_eq!(admitted(&badge("a", "6").with("learner", json!({"id": SCHOOL}))), "self-issued");
    let named = certificate().with_learner(Recipient::Name("Robin Example".into()));
    let badge = badge("a", "6").with("learner", json!({"id": LEARNER, "name": "Robin Example"}));
    assert_eq!(fate(&hku(), &badge, &named), "learner-mismatch", "a name is no identity");
}

#[test]
fn the_issuer_must_be_named_by_the_policy() {
    assert_eq!(admitted(&badge("a", "6").issuer("did:web:stranger.example")), "issuer-not-admitted");
    let preset = Programme::preset("hku-space").unwrap();
    assert_eq!(fate(&preset, &badge("a", "6"), &certificate()), "issuer-not-admitted");
    let taught = |provider: &str| badge("a", "6").with("provider", json!({"id": provider, "name": "P"}));
    assert_eq!(admitted(&taught(SCHOOL)), "admitted");
    assert_eq!(admitted(&taught(PARTNER)), "other-provider");
}

#[test]
fn only_completed_results_count() {
    for (status, expected) in [("Completed", "admitted"), ("Provisional", "not-completed"), ("Failed", "not-completed")]
    {
        assert_eq!(admitted(&badge("a", "6").with("grades", json!([{"status": status}]))), expected);
    }
    let mixed = json!([{"value": "B", "status": "Completed"}, {"value": "A", "status": "InProgress"}]);
    assert_eq!(admitted(&badge("a", "6").with("grades", mixed)), "not-completed");
    assert_eq!(admitted(&badge("a", "6").with("grades", json!([{"value": "B"}]))), "admitted");
}

#[test]
fn credits_must_be_one_exact_number_in_the_right_unit() {
    let stated = |credits: Value| admitted(&badge("a", "6").with("credits", credits));
    assert_eq!(stated(json!([])), "no-credits");
    assert_eq!(stated(credits("0", Some("hkqf"))), "credits-malformed");
    assert_eq!(stated(credits("1000000", Some("hkqf"))), "admitted");
    assert_eq!(stated(credits("6", Some("ects"))), "unit-mismatch");
    assert_eq!(stated(credits("6", None)), "unit-unknown");
    assert_eq!(
        stated(json!([{"amount": "6", "system": "hkqf"}, {"amount": "9", "system": "hkqf"}])),
        "credits-malformed"
    );
    assert_eq!(stated(json!([{"amount": "6", "system": "hkqf"}, {"amount": "2", "system": "ects"}])), "admitted");
}

#[test]
fn what_the_learner_received_counts_and_not_more_than_is_offered() {
    let received = |amount: &str| badge("a", "6").with("creditsEarned", credits(amount, Some("hkqf")));
    assert_eq!(judge(&hku(), &[received("3")], &certificate()).holdings[0].credits.to_string(), "3");
    assert_eq!(admitted(&received("6.000001")), "credits-above-offer");
}

#[test]
fn a_bare_number_counts_only_with_the_unit_that_the_policy_states() {
    let bare = badge("a", "6").with("credits", credits("6", None));
    let stated = edited(|policy| policy["issuers"]["bareCredits"] = json!({SCHOOL: "hkqf"}));
    let ruling = judge(&stated, std::slice::from_ref(&bare), &certificate());
    assert!(ruling.holdings[0].notes.contains(&Note::UnitFromPolicy));
    let other = edited(|policy| policy["issuers"]["bareCredits"] = json!({SCHOOL: "ects"}));
    assert_eq!(fate(&other, &bare, &certificate()), "unit-mismatch");
}

#[test]
fn an_achievement_without_a_name_cannot_be_told_from_others() {
    assert_eq!(admitted(&badge("a", "6").without("id")), "no-achievement");
}

#[test]
fn the_issue_date_stands_in_for_a_missing_award_date() {
    let ruling = judge(&hku(), &[badge("a", "6").without("awarded")], &certificate());
    assert!(ruling.holdings[0].notes.contains(&Note::AwardDateFromIssueDate));
    assert_eq!(ruling.holdings[0].awarded.to_string(), "2024-06-01");
}

#[test]
fn the_exclusive_anniversary_ends_a_day_earlier() {
    let exclusive = hku_with(|switches| switches.anniversary = Anniversary::Exclusive);
    let badge = badge("a", "6").awarded("2020-06-01");
    assert_eq!(fate(&exclusive, &badge, &on("2025-05-31")), "admitted");
    assert_eq!(fate(&exclusive, &badge, &on("2025-06-01")), "too-old");
}

#[test]
fn a_named_exception_needs_a_policy_that_allows_it_and_a_reason() {
    let old = badge("a", "6").awarded("2019-06-01");
    let excused = |reason: &str| certificate().with_age_exception("https://school.example/badges/a", reason);
    let lenient = hku_with(|switches| switches.age_exceptions = AgeExceptions::Named);
    assert_eq!(fate(&hku(), &old, &excused("illness")), "too-old");
    assert_eq!(fate(&lenient, &old, &excused(" ")), "too-old");
    let ruling = judge(&lenient, &[old], &excused("illness"));
    assert!(ruling.holdings[0].notes.contains(&Note::AgeException));
}

#[test]
fn a_badge_shown_in_part_counts_only_where_the_policy_admits_it() {
    let part = badge("a", "6").shown_in_part();
    assert_eq!(admitted(&part), "shown-in-part");
    let lenient = hku_with(|switches| switches.shown_in_part = ShownInPart::Admitted);
    assert_eq!(fate(&lenient, &part, &certificate()), "admitted");
    // An award that is shown in part uses up its components all the same.
    let components = json!([{"id": "https://school.example/badges/b"}]);
    let award = badge("award", "30").with("components", components).shown_in_part();
    let ruling = judge(&hku(), &[award, badge("b", "6")], &certificate());
    let mut codes: Vec<&str> = ruling.refusals.iter().map(|refusal| refusal.reason.code()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["already-used", "shown-in-part"]);
}

#[test]
fn the_catalogue_speaks_where_the_badge_is_silent_and_is_named_as_the_origin() {
    let listed = edited(|policy| {
        policy["catalogue"] = json!([{
            "achievement": "https://school.example/achievements/a", "category": "PP", "themes": ["AI"], "level": 5,
        }]);
    });
    let silent = badge("a", "6").without("category").without("levels");
    let holding = &judge(&listed, &[silent], &certificate()).holdings[0];
    assert_eq!((holding.category.as_deref(), holding.level), (Some("PP"), Some(5)));
    assert_eq!(holding.notes, [Note::LevelFromCatalogue, Note::CategoryFromCatalogue, Note::ThemesFromCatalogue]);
    let speaking = general("a", "6").level(3);
    let holding = &judge(&listed, &[speaking], &certificate()).holdings[0];
    assert_eq!((holding.category.as_deref(), holding.level), (Some("GS"), Some(3)));
}

#[test]
fn an_issuer_counts_only_for_achievements_that_it_awards_i15() {
    let programme = |change: &dyn Fn(&mut Value)| {
        edited(|policy| {
            policy["issuers"]["partners"] = json!([PARTNER]);
            policy["switches"]["otherProviders"] = json!({"maxShare": "1/2"});
            change(policy);
        })
    };
    let (own, foreign) = (badge("a", "6"), badge("a", "6").issuer(PARTNER));
    let id = "https://school.example/achievements/a";
    let judged = |programme: &Programme| {
        [&own, &foreign, &badge("z", "6").issuer(PARTNER)].map(|badge| fate(programme, badge, &certificate()))
    };
    let unnamed = programme(&|_| {});
    assert_eq!(judged(&unnamed), ["admitted"; 3]);
    let listed = programme(&|policy| policy["catalogue"] = json!([{"achievement": id, "level": 6}]));
    assert_eq!(judged(&listed), ["admitted", "achievement-of-another", "admitted"]);
    let required = programme(&|policy| {
        let rule = json!({"minCount": {"pool": {"achievements": [id]}, "count": 1}});
        policy["awards"][0]["rules"] = json!([rule]);
    });
    assert_eq!(judged(&required), ["admitted", "achievement-of-another", "admitted"]);
    let shared = programme(&|policy| policy["catalogue"] = json!([{"achievement": id, "issuers": [SCHOOL, PARTNER]}]));
    assert_eq!(judged(&shared), ["admitted"; 3]);
    let given_away = programme(&|policy| policy["catalogue"] = json!([{"achievement": id, "issuers": [PARTNER]}]));
    assert_eq!(judged(&given_away), ["achievement-of-another", "admitted", "admitted"]);
}

#[test]
fn an_unknown_category_or_level_does_not_refuse_and_does_not_count() {
    let other = badge("a", "6")
        .with("category", json!({"code": "XX"}))
        .with("levels", json!({"eqf": 5, "national": [{"framework": "nzqcf", "level": 5}]}));
    let holding = &judge(&hku(), &[other], &certificate()).holdings[0];
    assert_eq!((holding.category.as_deref(), holding.level), (None, None));
    assert_eq!(holding.notes, [Note::NoLevel, Note::NoCategory, Note::NoTheme]);
    let two_levels = json!({"national": [{"framework": "hkqf", "level": 4}, {"framework": "hkqf", "level": 6}]});
    assert_eq!(judge(&hku(), &[badge("a", "6").with("levels", two_levels)], &certificate()).holdings[0].level, None);
}

#[test]
fn listed_categories_and_themes_go_by_any_of_their_names() {
    let listed = edited(|policy| {
        policy["categories"][0]["also"] = json!(["https://school.example/categories/pp"]);
        policy["themes"] = json!([{"id": "ai", "name": "Artificial Intelligence", "also": ["AI", "urn:theme:ai"]}]);
    });
    let by_iri = badge("a", "6")
        .with("category", json!({"id": "https://school.example/categories/pp"}))
        .with("themes", json!([{"id": "urn:theme:ai", "name": "Something Else"}, {"code": "unlisted"}]));
    let holding = &judge(&listed, &[by_iri], &certificate()).holdings[0];
    assert_eq!(holding.category.as_deref(), Some("PP"));
    assert_eq!(holding.themes, [("ai".to_owned(), "Artificial Intelligence".to_owned())].into());
}

#[test]
fn spellings_of_one_id_are_one_badge() {
    let twin = |id: &str| badge("a", "15").credential(id);
    let twins = [twin("https://school.example/badges/3"), twin(" https://school.example/badges/%33 ")];
    assert_eq!(refused(&hku(), &twins, &certificate()), "duplicate");
}

#[test]
fn two_badges_for_one_achievement_count_once() {
    let twin = |id: &str| badge(id, "15").achievement("same");
    assert!(!is_eligible(&hku(), &[twin("a"), twin("b")], &certificate()));
    assert!(is_eligible(&hku(), &[twin("a"), badge("c", "15")], &certificate()));
    let chain = |id: &str, related: &str| {
        let mut badge = badge(id, "10");
        badge.related = vec![format!("https://school.example/achievements/{related}")];
        badge
    };
    assert!(!is_eligible(&hku(), &[chain("a", "b"), chain("b", "c"), badge("c", "10")], &certificate()));
}

#[test]
fn a_badge_used_in_another_award_is_refused_with_the_award() {
    let used = certificate().with_used(Use::new("https://school.example/badges/%61", "urn:award:7"));
    assert_eq!(fate(&hku(), &badge("a", "6"), &used), "already-used");
    let reissued = Use::new("urn:old", "urn:award:7").with_achievement("https://school.example/achievements/a");
    let ruling = judge(&hku(), &[badge("a", "6")], &certificate().with_used(reissued));
    assert!(ruling.refusals[0].reason.to_string().contains("urn:award:7"));
}

#[test]
fn an_award_among_the_badges_is_no_component_and_uses_up_its_own() {
    let award = badge("award", "30").with(
        "components",
        json!([
            {"id": "https://school.example/badges/a"},
            {"id": "urn:re-issued", "achievement": "https://school.example/achievements/b"},
        ]),
    );
    let badges = [award, badge("a", "12"), badge("b", "12"), badge("c", "12")];
    let ruling = judge(&hku(), &badges, &certificate());
    let reasons: Vec<_> = ruling.refusals.iter().map(|refusal| refusal.reason.code()).collect();
    assert_eq!(reasons, ["already-used", "is-award", "already-used"]);
    assert_eq!(ruling.outcome.as_str(), "not eligible");
}

#[test]
fn an_award_that_does_not_count_uses_nothing_up() {
    let forged = badge("award", "30")
        .issuer("did:web:stranger.example")
        .with("components", json!([{"id": "https://school.example/badges/a"}]));
    let ruling = judge(&hku(), &[forged, badge("a", "15"), badge("b", "15")], &certificate());
    assert_eq!(ruling.outcome.as_str(), "eligible");
}

#[test]
fn a_revoked_badge_never_counts() {
    let facts = badge("a", "6").facts().with_standing(Standing::Revoked);
    let ruling = danger::judge(&hku(), &[facts], &certificate(), &Limits::DEFAULT).unwrap();
    assert_eq!(ruling.refusals[0].reason.code(), "revoked");
}

#[test]
fn a_newer_edition_that_is_refused_does_not_bring_the_older_one_back() {
    let older = badge("a", "12");
    let newer = older.clone().issued("2024-12-01T12:00:00+08:00").with("grades", json!([{"status": "Failed"}]));
    let ruling = judge(&hku(), &[older, newer], &certificate());
    let mut reasons: Vec<_> = ruling.refusals.iter().map(|refusal| refusal.reason.code()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["not-completed", "superseded"]);
}
