//! The pages for people say what the code does.

use openbadges::model::hours::HoursPerCredit;
use openbadges::model::profile::{Force, Standing};
use openbadges::model::*;
use std::collections::BTreeSet;

const GUIDELINE: &str = include_str!("../../docs/micro-credentials.md");

/// The cells of every table row that follows a header row.
fn table(header: &str) -> Vec<Vec<&'static str>> {
    let rows = GUIDELINE.lines().skip_while(|line| !line.starts_with(header)).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn words(force: Force) -> String {
    match force {
        Force::Required => "required".to_owned(),
        Force::RequiredIf(condition) => format!("required if {}", condition.words()),
        Force::Recommended => "recommended".to_owned(),
        Force::Optional => "optional".to_owned(),
        Force::NotInProfile => "–".to_owned(),
    }
}

#[test]
fn the_table_of_elements_is_the_one_that_check_uses() {
    let expected: Vec<Vec<String>> = Element::ALL
        .into_iter()
        .map(|element| {
            let place = element.member().trim_start_matches('/');
            vec![
                element.number().to_owned(),
                element.name().to_owned(),
                words(Profile::EuCouncil2022.force(element)),
                words(Profile::Microbol2022.force(element)),
                if place.is_empty() { "by signing".to_owned() } else { format!("`{place}`") },
            ]
        })
        .collect();
    let found = table("| # | element |");
    let lines: Vec<String> = expected.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
    assert_eq!(found, expected, "the page needs:\n{}", lines.join("\n"));
}

#[test]
fn the_table_of_hours_is_the_one_that_check_uses() {
    let expected: Vec<Vec<String>> = HoursPerCredit::all()
        .iter()
        .filter(|row| row.is_confirmed())
        .map(|row| {
            let place = row.country().map_or(String::new(), |country| format!(" in {country}"));
            let hours = if row.least() == row.most() {
                row.least().to_string()
            } else {
                format!("{} to {}", row.least(), row.most())
            };
            vec![format!("`{}`{place}", row.system()), hours]
        })
        .collect();
    assert_eq!(table("| system | hours for one credit |"), expected);
}

#[test]
fn the_table_of_frameworks_is_the_one_that_the_reader_uses() {
    let expected: Vec<Vec<String>> = NationalFramework::all()
        .map(|framework| {
            let referenced = if framework.is_referenced_to_eqf() { "yes" } else { "no" };
            vec![
                format!("`{}` {}", framework.code(), framework.name()),
                format!("1 to {}", framework.highest()),
                referenced.to_owned(),
            ]
        })
        .collect();
    assert_eq!(table("| framework | levels |"), expected);
}

#[test]
fn every_piece_of_advice_is_explained_and_no_other() {
    let explained: BTreeSet<&str> = table("| code | when |").iter().map(|row| row[0].trim_matches('`')).collect();
    let given: BTreeSet<&str> = include_str!("../../src/model/advice.rs")
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| text.contains('.') && text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'-')))
        .collect();
    assert_eq!(explained, given);
}

#[test]
fn every_concept_of_the_lists_is_on_the_page() {
    fn all<T: Vocabulary>() {
        for concept in T::CONCEPTS {
            assert!(GUIDELINE.contains(&format!("`{}`", concept.code)), "{}", concept.code);
        }
    }
    all::<AssessmentType>();
    all::<Supervision>();
    all::<Participation>();
    all::<QualityAssuranceType>();
    all::<CreditSystem>();
}

#[test]
fn the_pieces_of_the_example_make_a_complete_award_that_needs_no_advice() {
    let mut award = serde_json::Map::new();
    for piece in GUIDELINE.split("```json\n").skip(1) {
        let piece: serde_json::Map<_, _> = serde_json::from_str(piece.split("```").next().unwrap()).unwrap();
        for (member, value) in piece {
            assert_eq!(award.insert(member.clone(), value), None, "{member} stands twice");
        }
    }
    let award: MicroCredential = serde_json::from_value(award.into()).unwrap();
    for profile in Profile::ALL {
        let report = completeness(&award, profile);
        assert!(report.is_complete(), "{:?}", report.missing().collect::<Vec<_>>());
        assert_eq!(report.advice(), []);
        let not_needed = report.items().iter().find(|item| item.element() == Element::EqfLevel).unwrap();
        assert_eq!(not_needed.standing(), Standing::NotNeeded);
    }
}
