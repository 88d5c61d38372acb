//! The presets against worked cases; the table is `presets.txt`.

use super::desk::*;
use openbadges::stack::{Application, Programme};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const CASES: &str = include_str!("presets.txt");

/// The preset as a programme with issuers, and its credit system and grade scale.
fn desk_of(name: &str) -> (Programme, String, Option<String>) {
    let preset = Programme::preset(name).unwrap();
    let document: Value = serde_json::from_str(&preset.to_json()).unwrap();
    let programme = preset.with_own_issuer(SCHOOL.parse().unwrap()).unwrap().with_partner(PARTNER.parse().unwrap());
    let scale = document.pointer("/scales/0/id").map(|id| id.as_str().unwrap().to_owned());
    (programme.unwrap(), document["creditSystem"].as_str().unwrap().to_owned(), scale)
}

fn described(words: &str, number: usize, system: &str, scale: Option<&str>) -> Badge {
    let mut words = words.split_whitespace();
    let credits = words.next().unwrap();
    let mut badge = badge(&number.to_string(), credits)
        .without("category")
        .with("credits", json!([{"amount": credits, "system": system}]));
    for word in words {
        badge = match word.split_at(1) {
            ("#", id) => badge.with("id", json!(format!("https://badges.example.org/achievements/{id}"))),
            ("@", grade) => {
                let scale =
                    json!({"id": "https://school.example/scale", "name": scale.unwrap(), "type": "LetterGrade"});
                badge.with("grades", json!([{"value": grade, "scale": scale}]))
            }
            _ if word == "other" => badge.issuer(PARTNER),
            _ if word.len() == 10 && word.starts_with("20") => badge.awarded(word),
            _ => badge.with("category", json!({"code": word})),
        };
    }
    badge
}

fn applied(days: &str, award: &str) -> Application {
    let mut words = days.split_whitespace();
    let mut application = on("2025-01-15");
    while let (Some(what), Some(day)) = (words.next(), words.next()) {
        let date = day.parse().unwrap();
        application = match what {
            "on" => on(day),
            "admission" => application.with_admission(date),
            "start" => application.with_start(date),
            other => panic!("{other}"),
        };
    }
    application.with_award(award)
}

#[test]
fn every_preset_decides_its_worked_cases() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut preset = "";
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ") {
            preset = name;
            continue;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [award, badges, days, expected] = cells.try_into().unwrap();
        let (programme, system, scale) = desk_of(preset);
        let badges = badges.split(';').enumerate().map(|(at, words)| described(words, at, &system, scale.as_deref()));
        let decision = decide(&programme, &badges.collect::<Vec<_>>(), &applied(days, award));
        assert_eq!(decision.outcome.as_str(), expected, "{preset}: {line}\n{decision}");
        let (yes, no) = counts.entry(preset).or_default();
        if expected == "eligible" { *yes += 1 } else { *no += 1 }
    }
    for name in Programme::presets() {
        let (yes, no) = counts[name];
        assert!(yes >= 1 && no >= 1 && yes + no >= 3, "{name}");
    }
}

#[test]
fn every_preset_names_its_sources_and_writes_out_every_switch() {
    for name in Programme::presets() {
        let text =
            std::fs::read_to_string(format!("{}/fixtures/policies/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let policy: Value = serde_json::from_str(&text).unwrap();
        let written = serde_json::from_str::<Value>(&Programme::preset(name).unwrap().to_json()).unwrap();
        assert_eq!(policy["switches"], written["switches"], "{name}");
        assert_eq!(policy["issuers"]["own"], json!([]), "{name}");
        for source in policy["sources"].as_array().unwrap() {
            assert!(source["note"].is_string(), "{name}: {source}");
            let id = source["id"].as_str().unwrap();
            let used = text.contains(&format!("\"source\": \"{id}\""));
            // The order of grades, and what the regulation is silent on, are no rules.
            assert!(used || source["confidence"] != "published" || source["id"] == "C", "{name}: {id}");
        }
    }
}

#[test]
fn every_preset_but_one_is_without_warnings() {
    let warned = Programme::presets().filter(|name| !Programme::preset(name).unwrap().lint().is_empty());
    assert_eq!(warned.collect::<Vec<_>>(), ["hku-space"]);
}
