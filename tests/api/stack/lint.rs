//! Warnings about policies, and policies in English.

use super::desk::hku;
use openbadges::stack::Programme;
use serde_json::{Value, json};

fn policy(award: &Value) -> Value {
    json!({
        "format": "openbadges-policy-1", "id": "p", "version": "1", "title": "Awards", "authority": "School",
        "timeZone": "+08:00", "creditSystem": "hkqf", "levelFramework": "hkqf",
        "issuers": {"own": ["did:web:school.example"]},
        "sources": [{"id": "R", "title": "Rules", "date": "2026", "confidence": "published"}],
        "categories": [{"id": "PP", "name": "Practice"}, {"id": "GS", "name": "General"}],
        "scales": [{"id": "L", "name": "Letters", "grades": [{"grade": "A", "points": "4"}, {"grade": "B", "points": "3"}]}],
        "awards": [award],
    })
}

fn programme(policy: &Value) -> Programme {
    Programme::parse(policy.to_string().as_bytes()).unwrap()
}

/// Place and code of each warning about rules of an award of 30 credits; places below `/awards/0/rules`.
fn warned(rules: Value) -> Vec<String> {
    let award = json!({"id": "a", "name": "Certificate", "credits": "30", "rules": rules});
    let warnings = programme(&policy(&award)).lint();
    let shown = warnings.iter().map(|warning| {
        format!(
            "{} {}",
            warning.pointer.trim_start_matches("/awards/0/rules/"),
            warning.code.trim_start_matches("lint.")
        )
    });
    shown.collect()
}

#[test]
fn rules_that_mean_something_bring_no_warning() {
    let rules = json!([
        {"minCredits": {"pool": {"category": "PP"}, "credits": "24"}},
        {"maxCredits": {"pool": {"category": "GS"}, "credits": "6"}},
        {"minShare": {"pool": {"level": {"atLeast": 4}}, "share": "1/2", "of": "allocated"}},
        {"oneOf": {"achievements": ["urn:a", "urn:b"]}},
        {"capstone": {"pool": {"achievements": ["urn:c"]}, "position": "last"}},
        {"any": [{"minCount": {"count": 5}}, {"not": {"minCount": {"pool": {"category": "GS"}, "count": 1}}}]},
        {"maxCount": {"pool": {"category": "PP", "not": {"category": "PP"}}, "count": 3}},
    ]);
    assert_eq!(warned(rules), [""; 0]);
}

#[test]
fn warns_of_rules_that_no_badges_or_any_badges_meet() {
    let others = json!({"minCount": {"pool": {"provider": "other"}, "count": 1}});
    let cases = [
        (json!([{"any": []}]), vec!["0 never-met"]),
        (json!([{"all": []}]), vec!["0 always-met"]),
        (json!([{"not": {"any": []}}]), vec!["0 always-met"]),
        (
            json!([{"nOf": {"n": 3, "of": [{"minCount": {"count": 2}}, {"minCount": {"count": 3}}]}}]),
            vec!["0 never-met"],
        ),
        (json!([{"nOf": {"n": 0, "of": []}}]), vec!["0 always-met"]),
        (json!([others]), vec!["0 never-met"]),
        (json!([{"any": [others, {"minCount": {"count": 2}}]}]), vec!["0/any/0 never-met"]),
        (json!([{"nOf": {"n": 1, "of": [others, {"minCount": {"count": 2}}]}}]), vec!["0/nOf/of/0 never-met"]),
        (json!([{"any": [{"not": {"all": [others, {"minCount": {"count": 2}}]}}]}]), vec!["0 always-met"]),
        (json!([{"minCount": {"pool": {"any": []}, "count": 1}}]), vec!["0 never-met"]),
        (json!([{"not": {"minCount": {"pool": {"any": []}, "count": 1}}}]), vec!["0 always-met"]),
        // Of the opposite nothing is known where a badge has no category.
        (
            json!([{"not": {"minCount": {"pool": {"category": "PP", "not": {"category": "PP"}}, "count": 1}}}]),
            vec!["0/not never-met"],
        ),
        (
            json!([{"not": {"maxShare": {"pool": {"category": "PP"}, "share": "1/1", "of": "allocated"}}}]),
            vec!["0 never-met"],
        ),
        (json!([{"not": {"nOf": {"n": 2, "of": [others]}}}]), vec!["0 always-met"]),
        (json!([{"not": {"capstone": {"pool": {"provider": "other"}, "position": "last"}}}]), vec!["0 always-met"]),
        (json!([{"not": {"window": {"pool": {"provider": "other"}, "years": 1}}}]), vec!["0 never-met"]),
        (
            json!([{"minCount": {"pool": {"category": "PP", "not": {"category": "PP"}}, "count": 1}}]),
            vec!["0 never-met"],
        ),
        (json!([{"maxShare": {"pool": {"category": "PP"}, "share": "1/1", "of": "allocated"}}]), vec!["0 always-met"]),
        (json!([{"minShare": {"pool": {"category": "PP"}, "share": "0/1", "of": "nominal"}}]), vec!["0 always-met"]),
        (json!([{"any": [{"maxCredits": {"credits": "29"}}, {"minCount": {"count": 2}}]}]), vec!["0/any/0 never-met"]),
        (json!([{"capstone": {"pool": {"provider": "other"}, "position": "last"}}]), vec!["0 never-met"]),
    ];
    for (rules, expected) in cases {
        assert_eq!(warned(rules.clone()), expected, "{rules}");
    }
}

#[test]
fn warns_of_rules_beside_each_other() {
    let level = |n: u8, count: u32| json!({"minCount": {"pool": {"level": {"atLeast": n}}, "count": count}});
    let cases = [
        (json!([level(4, 2), level(5, 2)]), vec!["0 implied"]),
        (json!([level(5, 2), level(4, 2)]), vec!["1 implied"]),
        (json!([level(4, 3), level(5, 2)]), vec![]),
        (json!([level(4, 2), level(4, 2)]), vec!["1 implied"]),
        (json!([{"minCredits": {"credits": "20"}}]), vec!["0 implied"]),
        (
            json!([{"required": {"achievements": ["urn:a", "urn:b"]}}, {"oneOf": {"achievements": ["urn:b", "urn:a", "urn:c"]}}]),
            vec!["1 implied"],
        ),
        (
            json!([{"all": [{"required": {"achievements": ["urn:a", "urn:b"]}}]}, {"atMostOneOf": {"achievements": ["urn:c", "urn:a", "urn:b"]}}]),
            vec!["0/all/0 contradiction"],
        ),
        (
            json!([{"minCredits": {"pool": {"category": "PP", "level": {"exactly": 4}}, "credits": "12"}}, {"maxCredits": {"pool": {"category": "PP"}, "credits": "9"}}]),
            vec!["0 contradiction"],
        ),
        (
            json!([{"minShare": {"pool": {"category": "PP"}, "share": "1/2", "of": "allocated"}}, {"maxCredits": {"pool": {"category": "PP"}, "credits": "9"}}]),
            vec![],
        ),
    ];
    for (rules, expected) in cases {
        assert_eq!(warned(rules.clone()), expected, "{rules}");
    }
}

#[test]
fn warns_of_a_title_that_the_rules_leave_no_room_for() {
    let award = json!({
        "id": "a", "name": "Certificate", "credits": "30",
        "titles": [
            {"id": "PP", "name": "Certificate in Practice", "requires": {"pool": {"category": "PP"}, "share": "3/4", "published": "24"}},
            {"id": "GS", "name": "Certificate in General Studies"},
        ],
        "rules": [{"maxCredits": {"pool": {"category": "PP"}, "credits": "12"}}],
    });
    let warnings = programme(&policy(&award)).lint();
    assert_eq!(warnings.len(), 1);
    let expected =
        "/awards/0/titles/0: no set of badges reaches this title and meets `/awards/0/rules/0` (lint.contradiction)";
    assert_eq!(warnings[0].to_string(), expected);
}

#[test]
fn warns_of_titles_that_a_framework_keeps_for_other_awards() {
    let warned = |framework: &str, award: Value| {
        let mut policy = policy(&award);
        policy["levelFramework"] = json!(framework);
        programme(&policy).lint().iter().map(|warning| warning.code).collect::<Vec<_>>()
    };
    let lowest = |level: u8| json!({"level": level, "share": "3/4"});
    let award = |name: &str, credits: &str| json!({"id": "a", "name": name, "credits": credits});
    let diploma = |credits: &str, level: u8| json!({"id": "a", "name": "Diploma", "credits": credits, "minimumLevel": lowest(level)});
    assert_eq!(warned("hkqf", award("Diploma", "30")), ["lint.title-size", "lint.title-level"]);
    assert_eq!(warned("hkqf", diploma("60", 2)), ["lint.title-level"]);
    assert_eq!(warned("hkqf", diploma("60", 3)), [""; 0]);
    assert_eq!(warned("hkqf", award("Professional Certificate", "30")), ["lint.title-level"]);
    assert_eq!(warned("hkqf", award("Certificate", "30")), [""; 0]);
    assert_eq!(
        warned("nzqcf", award("Diploma of the New Zealand School", "20")),
        ["lint.title-word", "lint.title-word"]
    );
    assert_eq!(warned("nzqcf", award("International Mastery", "20")), [""; 0], "only whole words");
    assert_eq!(warned("nzqcf", award("New Zealand Certificate", "60")), [""; 0], "no micro-credential");
    assert_eq!(warned("eqf", award("Diploma", "30")), [""; 0]);
}

#[test]
fn a_preset_that_is_made_for_hong_kong_says_why_a_level_is_missing() {
    let warnings = hku().lint();
    let places: Vec<_> = warnings.iter().map(|warning| (warning.pointer.as_str(), warning.code)).collect();
    assert_eq!(places, [("/awards/0/titles/0/name", "lint.title-level")]);
}

#[test]
fn a_policy_reads_like_a_regulation() {
    let award = json!({
        "id": "a", "name": "Certificate", "credits": "30", "source": "R",
        "rules": [
            {"minGrade": {"scale": "L", "grade": "B", "source": "R"}},
            {"meanGrade": {"scale": "L", "points": "3.5"}},
            {"prerequisite": {"before": {"level": {"atLeast": 4}}, "after": {"category": "PP"}}},
            {"capstone": {"pool": {"achievements": ["urn:c"]}, "position": {"after": 3}}},
            {"window": {"years": 2}},
            {"corequisite": {"achievements": ["urn:a", "urn:b"]}},
            {"nOf": {"n": 1, "of": [
                {"minCredits": {"credits": "40"}},
                {"all": [{"date": {"of": "start", "before": "2020-08-01"}}, {"not": {"maxCount": {"pool": {"type": "Course"}, "count": 1}}}]},
            ]}},
        ],
    });
    let expected = "\
Awards, version 1
The rules of School. Days begin and end at +08:00.

Badges
  Credits are HKQF credits; nothing is converted.
  Levels are those of the Hong Kong Qualifications Framework.
  The authority's issuers: did:web:school.example.
  Categories: Practice (PP), General (GS).
  Grades on the scale Letters, the best first: A (4), B (3).
  A badge inside an earlier award never counts again.
  Badges of other providers do not count.
  A badge of which its learner shows a part does not count.

Certificate (a)
  The award takes at least 30 credits. [R]
  The badges used meet each of these rules:
    - no badges without B or better. [R]
    - a mean grade of at least 3.5 points, weighed by credits, over all badges.
    - no badge in category PP, unless one at level 4 or above was awarded before it.
    - a badge for urn:c, with at least 3 awarded before it.
    - no more than 2 years from the first award date to the last.
    - a badge for each of urn:a and urn:b, or for none of them.
    - at least 1 of:
      - at least 40 credits.
      - all of:
        - the learner began before 2020-08-01.
        - not, as far as the badges tell:
          - at most 1 badge of type Course.

Sources
  [R] Rules, 2026 (published).
";
    assert_eq!(programme(&policy(&award)).explain(), expected);
}
