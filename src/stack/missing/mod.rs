//! What is missing for an award that is not reached: the fewest credits that would do for all its rules together.
//!
//! One more credit may count for several rules at once, so what is missing is no sum of what each rule lacks. The
//! credits are imagined as of one kind, which counts for every minimum and for no maximum, and their number is searched.

mod gap;
mod imagined;

use super::decide::{Case, Variant};
use super::ruling::Quantity;
use super::solve::Work;
use super::switches::NoLevel;
use super::text::shown;
use crate::base::amount::Amount;
use crate::base::order::sort_by;
use crate::base::time::Date;
use gap::Gap;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// What is missing for an award with a title, theme and level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Missing {
    /// The title in full.
    pub name: String,
    /// The title's id, if the award has titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The theme's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The level in the policy's framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// How many credits are missing.
    pub credits: Amount,
    /// How far this number is proven.
    pub bound: MissingBound,
    /// What these credits must be. The same credits may meet several of the parts.
    pub parts: Vec<MissingPart>,
    /// The last day on which no more than this is missing; then a badge lapses that is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
}

/// How far a number of missing credits is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingBound {
    /// So many do, and no fewer.
    Exact,
    /// Fewer do not. No one kind of badge meets all the rules, so it may take more.
    AtLeast,
    /// So many do, if rules about order, days or choices are among them as one badge that is awarded after all others. It is not proven that
    /// no fewer do.
    AtMost,
}

/// What one rule asks of the missing credits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MissingPart {
    /// The rule's name, as in a finding.
    pub rule: String,
    /// Which credits or badges, such as `in theme Artificial Intelligence`; empty for any.
    pub which: String,
    /// How many.
    pub quantity: Quantity,
}

/// What is missing today for each title, theme and level that is not harder to reach than a better one; the best first.
pub(super) fn missing(case: &Case<'_>, today: Date, work: &mut Work) -> Vec<Missing> {
    let mut found: Vec<(Variant, Missing)> = Vec::new();
    let had: BTreeSet<&str> = case.holdings.iter().flat_map(|holding| holding.achievements()).collect();
    for variant in variants(case, case.levels()) {
        let gap = Gap::new(case, &variant, &had, today);
        let fewer = |(better, missing): &(Variant, Missing)| {
            (better.is_at_least(&variant) && missing.bound == MissingBound::Exact)
                .then_some(missing.credits.millionths())
        };
        let below = found.iter().filter_map(fewer).min();
        if let Some(missing) = work.lend(|part| gap.fill(below, part)) {
            found.push((variant, missing));
        }
    }
    found.into_iter().map(|(_, missing)| missing).collect()
}

/// Every title, theme and one of these levels to ask for, each before those that it is better than.
pub(super) fn variants(case: &Case<'_>, levels: Vec<u8>) -> Vec<Variant> {
    let credits = |theme: &str| {
        let inside = case.holdings.iter().filter(|holding| holding.themes.contains_key(theme));
        inside.fold(0_u64, |sum, holding| sum.saturating_add(holding.credits.millionths()))
    };
    let mut themes = case.themes();
    sort_by(&mut themes, |one, other| credits(other).cmp(&credits(one)));
    // A theme with few credits has more missing than another; there may be any number of them.
    themes.truncate(MOST_THEMES);
    let mut themes: Vec<Option<String>> = themes.into_iter().map(|theme| Some(theme.to_owned())).collect();
    themes.push(None);
    let levels = if case.award.level.is_some() { levels } else { Vec::new() };
    let may_lack = case.award.level.is_none() || case.policy.switches.no_level == NoLevel::AwardWithout;
    let mut levels: Vec<Option<u8>> = levels.into_iter().map(Some).collect();
    match may_lack {
        true => levels.push(None),
        // Whoever has no badge may begin at the lowest.
        false if levels.is_empty() => levels.push(Some(1)),
        false => {}
    }
    let mut all = Vec::new();
    for title in case.titles() {
        for theme in themes.iter().filter(|theme| theme.is_none() || case.may_bear_theme(title)) {
            all.extend(levels.iter().map(|level| Variant { title, theme: theme.clone(), level: *level }));
        }
    }
    sort_by(&mut all, |one, other| case.compare_variants(one, other));
    all
}

impl fmt::Display for Missing {
    /// Such as `6 credits in category PP by 2027-03-01, for Certificate in Professional Practice at level 4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.bound {
            MissingBound::Exact => "",
            MissingBound::AtLeast => "at least ",
            MissingBound::AtMost => "at most ",
        })?;
        let total = Quantity::Credits(self.credits);
        // What is asked of as many credits may be asked of the same ones.
        let mut parts: Vec<(Quantity, String)> = vec![(total, String::new())];
        for part in &self.parts {
            match parts.iter_mut().find(|(quantity, _)| *quantity == part.quantity) {
                Some((_, which)) => *which = format!("{which} {}", part.which),
                None => parts.push((part.quantity, format!(" {}", part.which))),
            }
        }
        let is_needed = |(quantity, _): &&(Quantity, String)| *quantity != Quantity::Credits(Amount::ZERO);
        for (at, (quantity, which)) in parts.iter().filter(is_needed).enumerate() {
            let before = [("", 0), (", among them ", 1)].into_iter().find(|(_, place)| *place == at);
            write!(f, "{}{quantity}{which}", before.map_or(" and ", |(before, _)| before))?;
        }
        if let Some(last_day) = self.last_day {
            write!(f, " by {last_day}")?;
        }
        write!(f, ", for {}", shown(&self.name))?;
        self.level.map_or(Ok(()), |level| write!(f, " at level {level}"))
    }
}

/// The most themes that are looked at.
const MOST_THEMES: usize = 4;
