//! Rules over a set of badges: each asks for a number of credits or badges, at least or at most, in one pool.

use super::document::{members, published, tags, words};
use super::holding::Holding;
use super::share::Share;
use super::switches::LevelMode;
use crate::base::amount::Amount;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One rule of an award. Without a pool it speaks of every badge used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rule {
    /// So many credits or more.
    MinCredits(CreditRule),
    /// So many credits or fewer.
    MaxCredits(CreditRule),
    /// This share of the credits or more.
    MinShare(ShareRule),
    /// This share of the credits or less: a limit on transfer.
    MaxShare(ShareRule),
    /// So many badges or more.
    MinCount(CountRule),
    /// So many badges or fewer.
    MaxCount(CountRule),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CreditRule {
    pub(super) pool: Pool,
    pub(super) credits: Amount,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShareRule {
    pub(super) pool: Pool,
    pub(super) share: Share,
    pub(super) of: Whole,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountRule {
    pub(super) pool: Pool,
    pub(super) count: u32,
    pub(super) source: Option<String>,
}

/// The whole of which a share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// The credits that the award needs.
    Nominal,
    /// The credits that are in fact used.
    Allocated,
}

impl Rule {
    pub(super) fn pool(&self) -> &Pool {
        match self {
            Self::MinCredits(rule) | Self::MaxCredits(rule) => &rule.pool,
            Self::MinShare(rule) | Self::MaxShare(rule) => &rule.pool,
            Self::MinCount(rule) | Self::MaxCount(rule) => &rule.pool,
        }
    }

    /// The word in policy documents.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::MinCredits(_) => "minCredits",
            Self::MaxCredits(_) => "maxCredits",
            Self::MinShare(_) => "minShare",
            Self::MaxShare(_) => "maxShare",
            Self::MinCount(_) => "minCount",
            Self::MaxCount(_) => "maxCount",
        }
    }

    pub(super) fn source(&self) -> Option<&str> {
        match self {
            Self::MinCredits(rule) | Self::MaxCredits(rule) => rule.source.as_deref(),
            Self::MinShare(rule) | Self::MaxShare(rule) => rule.source.as_deref(),
            Self::MinCount(rule) | Self::MaxCount(rule) => rule.source.as_deref(),
        }
    }

    /// What the rule asks of its pool, in an award of `nominal` credits.
    pub(super) fn bound(&self, nominal: Amount) -> Bound {
        let share = |rule: &ShareRule| match rule.of {
            Whole::Nominal => Limit::PartOf(rule.share, nominal.millionths()),
            Whole::Allocated => Limit::PartOfUsed(rule.share),
        };
        let (unit, side, limit) = match self {
            Self::MinCredits(rule) => (Unit::Credits, Side::AtLeast, Limit::Fixed(rule.credits.millionths())),
            Self::MaxCredits(rule) => (Unit::Credits, Side::AtMost, Limit::Fixed(rule.credits.millionths())),
            Self::MinShare(rule) => (Unit::Credits, Side::AtLeast, share(rule)),
            Self::MaxShare(rule) => (Unit::Credits, Side::AtMost, share(rule)),
            Self::MinCount(rule) => (Unit::Badges, Side::AtLeast, Limit::Fixed(rule.count.into())),
            Self::MaxCount(rule) => (Unit::Badges, Side::AtMost, Limit::Fixed(rule.count.into())),
        };
        Bound { unit, side, limit }
    }
}

/// The arithmetic of a rule: how much of what, and on which side of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) unit: Unit,
    pub(super) side: Side,
    pub(super) limit: Limit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Credits,
    Badges,
}

impl Unit {
    /// How much of it one badge is.
    pub(super) fn amount(self, holding: &Holding) -> u64 {
        match self {
            Self::Credits => holding.credits.millionths(),
            Self::Badges => 1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    AtLeast,
    AtMost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// Millionths of a credit, or badges.
    Fixed(u64),
    /// A share of a fixed number of millionths.
    PartOf(Share, u64),
    /// A share of the credits used.
    PartOfUsed(Share),
}

impl Bound {
    /// The limit in millionths of a credit, or badges, when `used` millionths are used in all. Every sum of credits is
    /// a whole number of millionths, so rounding a share of them inwards loses nothing.
    pub(super) fn limit_for(&self, used: u64) -> u64 {
        let (share, whole) = match self.limit {
            Limit::Fixed(limit) => return limit,
            Limit::PartOf(share, whole) => (share, whole),
            Limit::PartOfUsed(share) => (share, used),
        };
        match self.side {
            Side::AtLeast => share.at_least(whole),
            Side::AtMost => share.at_most(whole),
        }
    }

    /// Whether the limit moves with the credits used.
    pub(super) fn is_share_of_used(&self) -> bool {
        matches!(self.limit, Limit::PartOfUsed(_))
    }

    /// Whether `have` is on the right side when `used` millionths are used in all.
    pub(super) fn is_met(&self, have: u64, used: u64) -> bool {
        match self.side {
            Side::AtLeast => have >= self.limit_for(used),
            Side::AtMost => have <= self.limit_for(used),
        }
    }
}

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

impl Pool {
    pub(super) fn is_everything(&self) -> bool {
        *self == Self::default()
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
        self.category.as_ref().is_none_or(category)
            && self.theme.as_ref().is_none_or(theme)
            && self.level.is_none_or(level)
            && self.provider.is_none_or(|provider| holding.provider == provider)
            && self.achievements.as_ref().is_none_or(|ids| ids.contains(&holding.achievement))
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
            Some([one]) => write!(f, " for {}", one.escape_debug()),
            Some(ids) => write!(f, " for one of {} achievements", ids.len()),
            None => Ok(()),
        }
    }
}

tags! {
    Rule {
        "minCredits" => MinCredits, "maxCredits" => MaxCredits, "minShare" => MinShare, "maxShare" => MaxShare,
        "minCount" => MinCount, "maxCount" => MaxCount,
    }
    LevelTest { "atLeast" => AtLeast, "exactly" => Exactly }
}

words! {
    Whole { "nominal" => Nominal, "allocated" => Allocated }
}

published!(Provider);

members! {
    CreditRule { "pool": optional pool, "credits": required credits, "source": optional source }
    ShareRule { "pool": required pool, "share": required share, "of": required of, "source": optional source }
    CountRule { "pool": optional pool, "count": required count, "source": optional source }
    Pool {
        "category": optional category, "theme": optional theme, "level": optional level, "provider": optional provider,
        "achievements": optional achievements,
    }
}
