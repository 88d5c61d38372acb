//! How long a programme takes to judge a learner's badges.

mod common;

use criterion::{Criterion, criterion_group};
use openbadges::base::limits::Limits;
use openbadges::base::time::{Date, Timestamp};
use openbadges::model::MicroCredential;
use openbadges::stack::danger::{self, Facts};
use openbadges::stack::{Application, Programme, Reading, Ruling, Switches};
use std::hint::black_box;

const SCHOOL: &str = "did:web:school.example";

struct Case {
    name: &'static str,
    programme: Programme,
    badges: Vec<Facts>,
}

impl Case {
    fn run(&self) -> Ruling {
        let application = Application::new(Date::parse("2026-01-15").unwrap());
        danger::judge(&self.programme, &self.badges, &application, &Limits::DEFAULT).unwrap()
    }
}

fn cases() -> Vec<Case> {
    let usual = ["6", "9", "12"];
    let decimals = ["4.1", "5.3", "6", "6.7", "7.5", "8.9", "10.1"];
    vec![
        Case { name: "stack/10-badges", programme: programme(Reading::Published), badges: badges(10, &usual) },
        Case { name: "stack/40-badges", programme: programme(Reading::Published), badges: badges(40, &usual) },
        Case {
            name: "stack/40-allocated",
            programme: programme(Reading::ShareOfAllocated),
            badges: badges(40, &usual),
        },
        Case { name: "stack/40-decimals", programme: programme(Reading::Published), badges: badges(40, &decimals) },
        Case { name: "stack/60-badges", programme: programme(Reading::Published), badges: badges(60, &usual) },
        Case { name: "stack/1000-badges", programme: programme(Reading::Published), badges: badges(1_000, &usual) },
    ]
}

fn programme(reading: Reading) -> Programme {
    let mut switches = Switches::default();
    (switches.title_reading, switches.theme_reading, switches.level_reading) = (reading, reading, reading);
    let programme = Programme::preset("hku-space").unwrap().with_own_issuer(SCHOOL.parse().unwrap()).unwrap();
    programme.with_switches(switches).unwrap()
}

/// Badges of several sizes, levels, themes and both categories, so that no title, theme or level is easy to have.
fn badges(count: usize, sizes: &[&str]) -> Vec<Facts> {
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

fn stack(criterion: &mut Criterion) {
    for case in cases() {
        criterion.bench_function(case.name, |bencher| bencher.iter(|| black_box(case.run())));
    }
}

fn ratios() {
    let unit = common::strict_verification();
    for case in cases() {
        let ruling = case.run();
        assert!(ruling.decisions.iter().all(|decision| decision.complete), "{} ran out of steps", case.name);
        common::ratio(case.name, common::median(11, 1, || case.run()), unit);
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = stack }

fn main() {
    benches();
    ratios();
}
