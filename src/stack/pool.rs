//! Pools: sets of badges, said by tests.

use super::document::{boxed, members, published, tags};
use super::holding::Holding;
use super::rule::Side;
use super::switches::LevelMode;
use crate::base::amount::Amount;
use crate::base::time::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The badges for which every given test holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pool {
    /// The category by its id.
    pub(super) category: Option<String>,
    /// The theme by its id.
    pub(super) theme: Option<String>,
    /// The level in the programme's framework.
    pub(super) level: Option<LevelTest>,
    /// Whether the programme's own or another provider's.
    pub(super) provider: Option<Provider>,
    /// One of these achievements, by id.
    pub(super) achievements: Option<Vec<String>>,
    /// What the achievement is, such as `Course`.
    pub(super) kind: Option<String>,
    pub(super) credits: Option<CreditTest>,
    pub(super) grade: Option<GradeTest>,
    pub(super) awarded: Option<DateTest>,
    /// In every one of these pools.
    pub(super) all: Option<Vec<Pool>>,
    /// In at least one of these pools.
    pub(super) any: Option<Vec<Pool>>,
    /// Not in this pool.
    pub(super) not: Option<Box<Pool>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LevelTest {
    AtLeast(u8),
    Exactly(u8),
}

impl LevelTest {
    pub(super) fn new(mode: LevelMode, level: u8) -> Self {
        match mode {
            LevelMode::AtLeast => Self::AtLeast(level),
            LevelMode::Exactly => Self::Exactly(level),
        }
    }

    pub(super) fn level(self) -> u8 {
        match self {
            Self::AtLeast(level) | Self::Exactly(level) => level,
        }
    }
}

/// Whose badge it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Provider {
    /// The programme's own.
    Own,
    /// A partner's.
    Other,
}

/// The credits of one badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CreditTest {
    pub(super) at_least: Option<Amount>,
    pub(super) at_most: Option<Amount>,
}

/// A grade or a better one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GradeTest {
    /// The scale by its id.
    pub(super) scale: String,
    pub(super) at_least: String,
}

/// Award dates, the ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateTest {
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

impl Pool {
    /// The badges for one of these achievements.
    pub(super) fn of(achievements: &[String]) -> Self {
        Self { achievements: Some(achievements.to_vec()), ..Self::default() }
    }

    pub(super) fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a test names the achievement.
    pub(super) fn names(&self, achievement: &str) -> bool {
        let inside = |pools: &Option<Vec<Self>>| pools.iter().flatten().any(|pool| pool.names(achievement));
        self.achievements.iter().flatten().any(|named| named == achievement)
            || inside(&self.all)
            || inside(&self.any)
            || self.not.as_ref().is_some_and(|pool| pool.names(achievement))
    }

    /// Whether it asks for what a catalogue does not say of an achievement; `has_days` if that says when it is awarded.
    pub(super) fn asks_beyond_a_catalogue(&self, has_days: bool) -> bool {
        let inside =
            |pools: &Option<Vec<Self>>| pools.iter().flatten().any(|pool| pool.asks_beyond_a_catalogue(has_days));
        self.kind.is_some()
            || self.grade.is_some()
            || (self.awarded.is_some() && !has_days)
            || inside(&self.all)
            || inside(&self.any)
            || self.not.as_ref().is_some_and(|pool| pool.asks_beyond_a_catalogue(has_days))
    }

    /// Whether the badge counts towards a bound over this pool. What a badge does not state is never in its favour: it
    /// does not help to reach a minimum, and it does take room below a maximum.
    pub(super) fn counts(&self, holding: &Holding, side: Side) -> bool {
        let unstated = side == Side::AtMost;
        let category = |id: &String| holding.category.as_ref().map_or(unstated, |stated| stated == id);
        let theme = |id: &String| match holding.themes.is_empty() {
            true => unstated,
            false => holding.themes.contains_key(id),
        };
        let level = |test: LevelTest| match (test, holding.level) {
            (LevelTest::AtLeast(level), Some(stated)) => stated >= level,
            (LevelTest::Exactly(level), Some(stated)) => stated == level,
            (_, None) => unstated,
        };
        let kind = |id: &String| holding.kind.as_ref().map_or(unstated, |stated| stated == id);
        let credits = |test: &CreditTest| {
            test.at_least.is_none_or(|least| holding.credits >= least)
                && test.at_most.is_none_or(|most| holding.credits <= most)
        };
        let grade = |test: &GradeTest| {
            let reached = holding.reached.get(&test.scale);
            reached.map_or(unstated, |reached| reached.grades.contains(&test.at_least))
        };
        let awarded = |test: &DateTest| {
            test.from.is_none_or(|from| holding.awarded >= from)
                && test.until.is_none_or(|until| holding.awarded <= until)
        };
        self.category.as_ref().is_none_or(category)
            && self.theme.as_ref().is_none_or(theme)
            && self.level.is_none_or(level)
            && self.provider.is_none_or(|provider| holding.provider == provider)
            && self.achievements.as_ref().is_none_or(|ids| ids.contains(&holding.achievement))
            && self.kind.as_ref().is_none_or(kind)
            && self.credits.as_ref().is_none_or(credits)
            && self.grade.as_ref().is_none_or(grade)
            && self.awarded.as_ref().is_none_or(awarded)
            && self.all.as_ref().is_none_or(|pools| pools.iter().all(|pool| pool.counts(holding, side)))
            && self.any.as_ref().is_none_or(|pools| pools.iter().any(|pool| pool.counts(holding, side)))
            && self.not.as_ref().is_none_or(|pool| !pool.counts(holding, side.other()))
    }
}

impl fmt::Display for Pool {
    /// What follows "credits" or "badges" in a sentence; nothing for every badge.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(category) = &self.category {
            write!(f, " in category {}", category.escape_debug())?;
        }
        if let Some(theme) = &self.theme {
            write!(f, " in theme {}", theme.escape_debug())?;
        }
        match self.level {
            Some(LevelTest::AtLeast(level)) => write!(f, " at level {level} or above")?,
            Some(LevelTest::Exactly(level)) => write!(f, " at level {level} exactly")?,
            None => {}
        }
        match self.provider {
            Some(Provider::Own) => f.write_str(" of the programme's own")?,
            Some(Provider::Other) => f.write_str(" of other providers")?,
            None => {}
        }
        match self.achievements.as_deref() {
            Some([one]) => write!(f, " for {}", one.escape_debug())?,
            Some(ids) => write!(f, " for one of {} achievements", ids.len())?,
            None => {}
        }
        if let Some(kind) = &self.kind {
            write!(f, " of type {}", kind.escape_debug())?;
        }
        if let Some(credits) = &self.credits {
            write!(f, "{credits}")?;
        }
        if let Some(grade) = &self.grade {
            write!(f, " with {} or better", grade.at_least.escape_debug())?;
        }
        if let Some(awarded) = &self.awarded {
            write!(f, "{awarded}")?;
        }
        joined(f, self.all.as_deref(), " and ")?;
        joined(f, self.any.as_deref(), " or ")?;
        match &self.not {
            Some(pool) => write!(f, " that are not those{}", described(pool)),
            None => Ok(()),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, pools: Option<&[Pool]>, word: &str) -> fmt::Result {
    match pools {
        Some([]) if word == " or " => f.write_str(" of no kind"),
        Some([_, ..]) => {
            let pools: Vec<String> = pools.unwrap_or_default().iter().map(described).collect();
            let pools: Vec<&str> = pools.iter().map(|pool| pool.trim_start()).collect();
            write!(f, " ({})", pools.join(word))
        }
        _ => Ok(()),
    }
}

fn described(pool: &Pool) -> String {
    if pool.is_everything() { " of any kind".to_owned() } else { pool.to_string() }
}

impl fmt::Display for CreditTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least == most => write!(f, " of {least} credits each"),
            (Some(least), Some(most)) => write!(f, " of {least} to {most} credits each"),
            (Some(least), None) => write!(f, " of {least} credits or more each"),
            (None, Some(most)) => write!(f, " of at most {most} credits each"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for DateTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Some(from), Some(until)) => write!(f, " awarded from {from} until {until}"),
            (Some(from), None) => write!(f, " awarded on or after {from}"),
            (None, Some(until)) => write!(f, " awarded on or before {until}"),
            (None, None) => Ok(()),
        }
    }
}

tags! {
    LevelTest { "atLeast" => AtLeast, "exactly" => Exactly }
}

published!(Provider);

boxed!(Pool);

members! {
    Pool {
        "category": optional category, "theme": optional theme, "level": optional level, "provider": optional provider,
        "achievements": optional achievements, "type": optional kind, "credits": optional credits,
        "grade": optional grade, "awarded": optional awarded, "all": optional all, "any": optional any,
        "not": optional not,
    }
    CreditTest { "atLeast": optional at_least, "atMost": optional at_most }
    GradeTest { "scale": required scale, "atLeast": required at_least }
    DateTest { "from": optional from, "until": optional until }
}
