//! A school's programme and its badges, as many as are wanted.

use openbadges::base::time::Timestamp;
use openbadges::model::MicroCredential;
use openbadges::stack::danger::Facts;
use openbadges::stack::{Programme, Reading, Switches};

const SCHOOL: &str = "did:web:school.example";

/// The preset with one reading of every share.
pub(crate) fn programme(reading: Reading) -> Programme {
    let mut switches = Switches::default();
    (switches.title_reading, switches.theme_reading, switches.level_reading) = (reading, reading, reading);
    let programme = Programme::preset("hku-space").unwrap().with_own_issuer(SCHOOL.parse().unwrap()).unwrap();
    programme.with_switches(switches).unwrap()
}

/// Badges of several sizes, levels, themes and both categories, so that no title, theme or level is easy to have.
pub(crate) fn badges(count: usize, sizes: &[&str]) -> Vec<Facts> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut pick = |from: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % from
    };
    let badge = |n: usize| {
        let (size, level, theme) = (sizes[pick(sizes.len())], pick(4) + 3, pick(6));
        let category = ["PP", "PP", "GS"][pick(3)];
        let (year, month) = (2022 + pick(4), pick(12) + 1);
        let text = format!(
            r#"{{"id": "https://school.example/achievements/{n}", "title": {{"en": "Module {n}"}},
                "learner": {{"id": "did:example:robin"}}, "awarded": "{year}-{month:02}-01T12:00:00+08:00",
                "credits": [{{"amount": "{size}", "system": "hkqf"}}], "category": {{"code": "{category}"}},
                "levels": {{"national": [{{"framework": "hkqf", "level": {level}}}]}},
                "themes": [{{"code": "T{theme}", "name": "Theme {theme}"}}]}}"#
        );
        let award: MicroCredential = serde_json::from_str(&text).unwrap();
        let issued = Timestamp::parse("2025-12-01T00:00:00Z").unwrap();
        Facts::new(&format!("https://school.example/badges/{n}"), SCHOOL, issued, award)
    };
    (0..count).map(badge).collect()
}
