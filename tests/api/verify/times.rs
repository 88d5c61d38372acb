//! Whether a badge is in force: the check of validity. Names end with the row of the threat table that they hold.

use super::desk::*;
use openbadges::verify::{CheckId, Outcome, Verdict};
use serde_json::json;

#[test]
fn an_expired_badge_is_rejected_and_says_since_when() {
    let report = judge_at("2031-01-01T00:00:00Z", issued().as_str());
    rejects(&report, CheckId::Validity, "validity.expired");
    let finding = finding(&report, CheckId::Validity);
    assert_eq!(finding.message(), "valid until 2030-01-15T09:00:00Z, checked at 2031-01-01T00:00:00Z");
    assert_eq!(finding.place(), Some("/validUntil"));
    // It was signed all the same.
    assert_eq!(report.proven().unwrap().until.as_deref(), Some(UNTIL));
}

#[test]
fn a_badge_valid_until_this_very_second_is_accepted_m8() {
    accepts(&judge_at(UNTIL, issued().as_str()));
    rejects(&judge_at("2030-01-15T09:00:00.000000001Z", issued().as_str()), CheckId::Validity, "validity.expired");
}

#[test]
fn a_badge_valid_from_this_very_second_is_accepted_m8() {
    accepts(&judge_at(FROM, issued().as_str()));
    let report = judge_at("2026-01-15T08:59:59.999999999Z", issued().as_str());
    rejects(&report, CheckId::Validity, "validity.not-yet");
    assert_eq!(finding(&report, CheckId::Validity).place(), Some("/validFrom"));
    assert!(finding(&report, CheckId::Validity).message().starts_with("valid from 2026-01-15T09:00:00Z on"));
}

#[test]
fn the_time_of_the_check_is_whatever_the_caller_says_m10() {
    for (now, verdict) in [
        ("0001-01-01T00:00:00Z", Verdict::Rejected),
        ("2028-02-29T12:00:00Z", Verdict::Accepted),
        ("9999-12-31T23:59:59.999999999Z", Verdict::Rejected),
    ] {
        let report = judge_at(now, issued().as_str());
        assert_eq!(report.verdict(), verdict, "{now}");
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["checkedAt"], now);
    }
}

#[test]
fn a_zone_is_reckoned_with() {
    let text = signed(&with("/validUntil", json!("2026-03-01T20:00:00+08:00")));
    accepts(&judge_at(NOW, &text));
    rejects(&judge_at("2026-03-01T12:00:01Z", &text), CheckId::Validity, "validity.expired");
}

#[test]
fn a_fraction_of_any_length_is_compared_to_the_nanosecond_m7() {
    let text = signed(&with("/validFrom", json!("2026-03-01T12:00:00.000000001999999999999999999999Z")));
    accepts(&judge_at("2026-03-01T12:00:00.000000001Z", &text));
    rejects(&judge_at(NOW, &text), CheckId::Validity, "validity.not-yet");
}

#[test]
fn midnight_may_be_the_end_of_a_day_and_the_calendar_may_end_m3_m4() {
    let text = signed(&with("/validUntil", json!("2026-02-28T24:00:00Z")));
    accepts(&judge_at("2026-03-01T00:00:00Z", &text));
    rejects(&judge_at("2026-03-01T00:00:01Z", &text), CheckId::Validity, "validity.expired");
    accepts(&strictly(&signed(&with("/validUntil", json!("9999-12-31T23:59:59Z")))));
}

#[test]
fn a_time_of_another_form_is_no_time_m1_m2_m4_m5_m6_m11() {
    for text in [
        "2026-01-15T09:00:00",
        "2026-01-15",
        "2026-01-15T09:00:60Z",
        "0000-01-15T09:00:00Z",
        "10000-01-15T09:00:00Z",
        "2026-01-15T09:00:00+14:01",
        "2026-01-15T09:00:00+00",
        "2026-01-15t09:00:00z",
        "2026-01-15 09:00:00Z",
        "2026-01-15T09:00:00,5Z",
        "20260115T090000Z",
        "2026-01-15T09:00:00Z[UTC]",
        "Thu, 15 Jan 2026 09:00:00 GMT",
        "",
    ] {
        for name in ["validFrom", "validUntil"] {
            let report = strictly(&signed(&with(&format!("/{name}"), json!(text))));
            assert_eq!(told(&report, CheckId::Validity), (Outcome::Fail, vec!["validity.malformed"]), "{text}");
            assert_eq!(finding(&report, CheckId::Validity).place(), Some(&*format!("/{name}")));
            assert_eq!(failed(&report), [CheckId::Shape, CheckId::Validity], "{text}");
        }
    }
    let number = strictly(&signed_as_json(&with("/validUntil", json!(1_900_000_000))));
    assert_eq!(told(&number, CheckId::Validity), (Outcome::Fail, vec!["validity.malformed"]));
}

#[test]
fn the_compatible_reading_takes_a_time_without_a_zone_as_utc_and_warns_m1() {
    let text = signed(&with("/validUntil", json!("2026-03-01T12:00:00")));
    let report = compatibly(&text);
    accepts(&report);
    assert_eq!(told(&report, CheckId::Shape), (Outcome::Pass, vec!["wire.zone-missing"]));
    assert_eq!(told(&report, CheckId::Validity), (Outcome::Pass, vec![]));
    let text = signed(&with("/validUntil", json!("2026-03-01T11:59:59")));
    rejects(&compatibly(&text), CheckId::Validity, "validity.expired");
    // What is no time at all is none in this reading either.
    for text in ["2026-13-01", "2026-03-01T12:00", "2026-03-01T12:00:00 ", "soon"] {
        let report = compatibly(&signed(&with("/validUntil", json!(text))));
        assert_eq!(told(&report, CheckId::Validity), (Outcome::Fail, vec!["validity.malformed"]), "{text}");
    }
}

#[test]
fn a_badge_that_ends_before_it_starts_was_never_in_force_m9() {
    let badge = put(with("/validFrom", json!("2026-02-02T00:00:00Z")), "/validUntil", json!("2026-02-01T00:00:00Z"));
    let report = strictly(&signed(&badge));
    assert_eq!(told(&report, CheckId::Validity), (Outcome::Fail, vec!["validity.expired", "validity.reversed"]));
    let badge = put(badge, "/validUntil", json!("2026-02-02T00:00:00Z"));
    accepts(&judge_at("2026-02-02T00:00:00Z", &signed(&badge)));
}

#[test]
fn a_badge_without_a_start_is_refused_and_one_without_an_end_stays_in_force() {
    let report = strictly(&signed(&without(unsigned(), "/validFrom")));
    assert_eq!(told(&report, CheckId::Validity), (Outcome::Fail, vec!["validity.no-start"]));
    accepts(&judge_at("9999-12-31T23:59:59Z", &signed(&without(unsigned(), "/validUntil"))));
}
