//! A second opinion that shares nothing with the library: every subset is tried, in tenths of a credit.

use super::desk::*;
use openbadges::stack::{LevelMode, NoLevel, Programme, Reading, Switches};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A badge as the oracle knows it.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) name: usize,
    /// Tenths of a credit.
    pub(super) credits: u32,
    pub(super) category: Option<&'static str>,
    pub(super) themes: BTreeSet<&'static str>,
    pub(super) level: Option<u8>,
    /// Badges with the same number record one achievement.
    pub(super) achievement: usize,
    pub(super) awarded_month: u32,
}

impl Sample {
    pub(super) fn badge(&self) -> Badge {
        let themes: Vec<_> = self.themes.iter().map(|code| theme(code)[0].clone()).collect();
        let mut badge = badge(&self.name.to_string(), &tenths(self.credits))
            .with("themes", json!(themes))
            .awarded(&format!("2024-{:02}-10", self.awarded_month))
            .achievement(&format!("n{}", self.achievement));
        badge = match self.category {
            Some(category) => badge.with("category", json!({"code": category})),
            None => badge.without("category"),
        };
        match self.level {
            Some(level) => badge.level(level),
            None => badge.without("levels"),
        }
    }
}

pub(super) fn tenths(credits: u32) -> String {
    if credits.is_multiple_of(10) { (credits / 10).to_string() } else { format!("{}.{}", credits / 10, credits % 10) }
}

pub(super) fn badges(samples: &[Sample]) -> Vec<Badge> {
    samples.iter().map(Sample::badge).collect()
}

prop_compose! {
    fn a_sample()(
        credits in prop::sample::select(vec![30_u32, 45, 60, 60, 75, 90, 90, 101, 120]),
        category in prop::sample::select(vec![Some("PP"), Some("PP"), Some("GS"), None]),
        themes in prop::collection::btree_set(prop::sample::select(vec!["AI", "AI", "FIN"]), 0..=2),
        level in prop::sample::select(vec![Some(4_u8), Some(5), Some(3), Some(2), None]),
        achievement in 0_usize..40,
        awarded_month in 1_u32..13,
    ) -> Sample {
        Sample { name: 0, credits, category, themes, level, achievement, awarded_month }
    }
}

/// Up to `most` badges, some of which record the same achievement.
pub(super) fn some(most: usize) -> impl Strategy<Value = Vec<Sample>> {
    prop::collection::vec(a_sample(), 0..=most).prop_map(|mut samples| {
        samples.iter_mut().enumerate().for_each(|(at, sample)| sample.name = at);
        samples
    })
}

/// Badges of which no two record the same achievement.
pub(super) fn distinct(most: usize) -> impl Strategy<Value = Vec<Sample>> {
    some(most).prop_map(|mut samples| {
        samples.iter_mut().for_each(|sample| sample.achievement = sample.name);
        samples
    })
}

pub(super) fn some_switches() -> impl Strategy<Value = Switches> {
    let reading = || prop::sample::select(Reading::ALL.to_vec());
    let mode = prop::sample::select(vec![LevelMode::AtLeast, LevelMode::Exactly]);
    let no_level = prop::sample::select(vec![NoLevel::AwardWithout, NoLevel::Refuse]);
    (reading(), reading(), reading(), mode, no_level).prop_map(|(title, theme, level, mode, no_level)| {
        let mut switches = Switches::default();
        (switches.title_reading, switches.theme_reading, switches.level_reading) = (title, theme, level);
        (switches.level_mode, switches.no_level) = (mode, no_level);
        switches
    })
}

/// Title, theme and level.
pub(super) type Kind = (String, Option<String>, Option<u8>);

/// An award as numbers: its size, and the printed share of it.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) credits: u32,
    pub(super) printed: u32,
    pub(super) lowest_level: Option<u8>,
}

pub(super) const CERTIFICATE: Size = Size { credits: 300, printed: 240, lowest_level: None };
pub(super) const DIPLOMA: Size = Size { credits: 600, printed: 450, lowest_level: Some(3) };

/// The fewest tenths for each title, theme and level that some subset has, those that others beat left out.
pub(super) fn options(samples: &[Sample], size: Size, switches: &Switches) -> BTreeMap<Kind, u32> {
    let mut fewest: BTreeMap<Kind, u32> = BTreeMap::new();
    for subset in 0_u32..1 << samples.len() {
        let chosen: Vec<&Sample> = samples.iter().filter(|sample| subset & (1 << sample.name) != 0).collect();
        let achievements: BTreeSet<_> = chosen.iter().map(|sample| sample.achievement).collect();
        if achievements.len() < chosen.len() {
            continue;
        }
        let total: u32 = chosen.iter().map(|sample| sample.credits).sum();
        for kind in kinds(&chosen, size, switches) {
            let known = fewest.entry(kind).or_insert(total);
            *known = total.min(*known);
        }
    }
    let all = fewest.clone();
    fewest.retain(|kind, total| !all.iter().any(|(other, less)| other != kind && beats((other, less), (kind, total))));
    fewest
}

/// Every title, theme and level that the chosen badges have the credits for, at once.
pub(super) fn kinds(chosen: &[&Sample], size: Size, switches: &Switches) -> Vec<Kind> {
    let sum = |inside: &dyn Fn(&Sample) -> bool| -> u32 {
        chosen.iter().filter(|sample| inside(sample)).map(|sample| sample.credits).sum()
    };
    let total = sum(&|_| true);
    let has_share = |part: u32, reading: Reading| match reading {
        Reading::Published => part >= size.printed,
        Reading::ShareOfNominal => 4 * part >= 3 * size.credits,
        Reading::ShareOfAllocated => 4 * part >= 3 * total,
    };
    let at_level = |lowest: u8| sum(&|sample| sample.level.is_some_and(|level| level >= lowest));
    if total < size.credits || size.lowest_level.is_some_and(|lowest| 4 * at_level(lowest) < 3 * total) {
        return Vec::new();
    }
    let mut titles = vec!["GS"];
    if has_share(sum(&|sample| sample.category == Some("PP")), switches.title_reading) {
        titles.push("PP");
    }
    let mut levels: Vec<Option<u8>> = if switches.no_level == NoLevel::Refuse { vec![] } else { vec![None] };
    levels.extend((1..=7).map(Some).filter(|level| {
        let level = level.unwrap();
        let part = match switches.level_mode {
            LevelMode::AtLeast => at_level(level),
            LevelMode::Exactly => sum(&|sample| sample.level == Some(level)),
        };
        has_share(part, switches.level_reading) && part > 0
    }));
    let mut all = Vec::new();
    for title in titles {
        let mut themes = vec![None];
        themes.extend(["AI", "FIN"].map(Some).into_iter().filter(|theme| {
            let part = sum(&|sample| sample.themes.contains(theme.unwrap()));
            title == "PP" && has_share(part, switches.theme_reading)
        }));
        for theme in themes {
            all.extend(levels.iter().map(|level| (title.to_owned(), theme.map(str::to_owned), *level)));
        }
    }
    all
}

/// As good in everything and not the same: `PP` beats `GS`, a theme beats none, a higher level a lower one.
fn beats((one, less): (&Kind, &u32), (other, more): (&Kind, &u32)) -> bool {
    (one.0 == "PP" || other.0 == "GS") && (other.1.is_none() || one.1 == other.1) && one.2 >= other.2 && less <= more
}

/// What the library says, in the oracle's terms.
pub(super) fn options_of(programme: &Programme, badges: &[Badge], award: &str) -> BTreeMap<Kind, u32> {
    let decision = decide(programme, badges, &on("2025-01-15").with_award(award));
    assert!(decision.complete);
    let kind = |option: &openbadges::stack::Allocation| {
        assert!(option.fewest);
        let credits = (option.credits.millionths() / 100_000) as u32;
        ((option.title.clone().unwrap(), option.theme.clone(), option.level), credits)
    };
    decision.options.iter().map(kind).collect()
}

/// Whether for every option of `one` there is one of `other` that is at least as good.
pub(super) fn covers(other: &BTreeMap<Kind, u32>, one: &BTreeMap<Kind, u32>) -> bool {
    one.iter().all(|option| other.iter().any(|better| beats(better, option)))
}

/// As [`covers`], whatever the credits.
pub(super) fn covers_kinds(other: &BTreeMap<Kind, u32>, one: &BTreeMap<Kind, u32>) -> bool {
    one.iter().all(|(kind, _)| other.iter().any(|(better, _)| beats((better, &0), (kind, &0))))
}
