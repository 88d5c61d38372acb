//! The policy document: a programme's rules as its authority states them, each with its source.

use super::pool::Pool;
use super::rule::Rule;
use super::scale::Scale;
use super::share::Share;
use super::switches::Switches;
use crate::base::Malformed;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::serial::text_in_json;
use crate::base::text::Text;
use crate::base::time::{Date, Zone};
use crate::model::{CreditSystem, EqfLevel, Levels, NationalFramework, NationalLevel};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The document as written. `check` runs before anything is decided by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Policy {
    pub(super) format: Format,
    pub(super) id: Text,
    pub(super) version: Text,
    pub(super) title: Text,
    pub(super) authority: Text,
    pub(super) time_zone: Zone,
    pub(super) sources: Vec<Source>,
    pub(super) credit_system: CreditSystem,
    pub(super) level_framework: Option<LevelFramework>,
    pub(super) issuers: Issuers,
    pub(super) categories: Vec<Named>,
    /// Empty: themes count as the badges state them.
    pub(super) themes: Vec<Named>,
    pub(super) scales: Vec<Scale>,
    pub(super) catalogue: Vec<Listed>,
    pub(super) admission: Admission,
    pub(super) switches: Switches,
    /// What the recommendation looks at, the most important first.
    pub(super) preference: Preference,
    pub(super) awards: Vec<Award>,
}

/// The form of the document; a later form will have another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    First,
}

/// Where a rule is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) id: Text,
    pub(super) title: Text,
    pub(super) publisher: Option<Text>,
    /// As printed: a day, a year, two years.
    pub(super) date: Option<Text>,
    pub(super) note: Option<Text>,
    pub(super) confidence: Confidence,
}

/// How far a source can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Confidence {
    /// The authority published it.
    Published,
    /// Others report it.
    Unverified,
    /// The regulation is silent; this is the policy's own choice.
    Proposed,
}

/// Whose badges are admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Issuers {
    pub(super) own: Vec<Iri>,
    pub(super) partners: Vec<Iri>,
    /// The unit of credits for issuers that state bare numbers.
    pub(super) bare_credits: Units,
}

/// Issuers by id, in order, each once, with the unit of their bare numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Units(pub(super) Vec<(String, CreditSystem)>);

impl Policy {
    /// Whether an issuer awards an achievement, as far as the policy names this one, in its catalogue or in a pool: anybody may write any
    /// id into a badge.
    pub(super) fn awards_achievement(&self, issuer: &str, achievement: &str) -> bool {
        let listed = self.catalogue.iter().find(|listed| listed.achievement.as_str() == achievement);
        let listed_issuers = listed.map(|listed| listed.issuers.as_slice()).filter(|issuers| !issuers.is_empty());
        let is_named = || listed.is_some() || self.awards.iter().any(|award| award.names(achievement));
        let is_among = |issuers: &[Iri]| issuers.iter().any(|known| known.as_str() == issuer);
        is_among(listed_issuers.unwrap_or(&self.issuers.own)) || !is_named()
    }
}

impl Issuers {
    /// Whether badges of this issuer may count at all.
    pub(super) fn admits(&self, issuer: &str) -> bool {
        self.own.iter().chain(&self.partners).any(|known| known.as_str() == issuer)
    }

    pub(super) fn unit_of(&self, issuer: &str) -> Option<&CreditSystem> {
        self.bare_credits.0.iter().find(|(known, _)| known == issuer).map(|(_, unit)| unit)
    }
}

/// A category or theme, with every text under which a badge may state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) also: Vec<Text>,
}

impl Named {
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.id.as_str() == name || self.also.iter().any(|also| also.as_str() == name)
    }
}

/// What the authority's catalogue says of an achievement whose badge does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) achievement: Iri,
    /// Who awards it; empty: the programme's own issuers.
    pub(super) issuers: Vec<Iri>,
    pub(super) category: Option<Text>,
    pub(super) themes: Vec<Text>,
    pub(super) level: Option<u8>,
}

/// What a badge must meet by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Admission {
    pub(super) max_age: Option<MaxAge>,
    pub(super) awarded_from: Option<AwardedFrom>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MaxAge {
    pub(super) years: u16,
    /// The day from which the years run.
    pub(super) anchor: Anchor,
    /// The day until which they run.
    pub(super) event: Event,
    pub(super) source: Option<String>,
}

/// The first day on which such a badge counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AwardedFrom {
    pub(super) date: Date,
    pub(super) source: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The day of the award, which a re-issue does not change.
    Award,
    /// The day on which the badge was issued.
    Issue,
    /// The day on which the assessment was done.
    Assessment,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Event {
    /// The application.
    #[default]
    Application,
    /// The admission that the learner applies for.
    Admission,
}

/// An award and what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Award {
    pub(super) id: Text,
    pub(super) name: Text,
    /// Credits needed, at least.
    pub(super) credits: Amount,
    pub(super) source: Option<String>,
    /// A badge counts in at most one award of each group.
    pub(super) exclusivity_group: Option<Text>,
    /// The best title first; the last may do without a share.
    pub(super) titles: Vec<Title>,
    pub(super) theme: Option<ThemeClause>,
    pub(super) level: Option<ShareClause>,
    pub(super) minimum_level: Option<MinimumLevel>,
    pub(super) rules: Vec<Rule>,
}

impl Award {
    /// Whether bounds are all that its rules ask for; rules about order, days and choices leave several ways to be searched.
    pub(super) fn has_only_bounds(&self) -> bool {
        self.rules.iter().all(|rule| rule.linear(self.credits).is_some())
    }

    /// Whether its rules or titles depend on what a catalogue does not say; `has_days` if that says when each achievement is awarded.
    pub(super) fn asks_beyond_a_catalogue(&self, has_days: bool) -> bool {
        let mut clauses = self.titles.iter().filter_map(|title| title.requires.as_ref());
        clauses.any(|clause| clause.pool.asks_beyond_a_catalogue(has_days))
            || self.rules.iter().any(|rule| rule.asks_beyond_a_catalogue(has_days))
    }

    /// Whether one of its pools names an achievement.
    fn names(&self, achievement: &str) -> bool {
        let mut clauses = self.titles.iter().filter_map(|title| title.requires.as_ref());
        clauses.any(|clause| clause.pool.names(achievement)) || self.rules.iter().any(|rule| rule.names(achievement))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) id: Text,
    /// The title in full, such as `Certificate in General Studies`.
    pub(super) name: Text,
    pub(super) requires: Option<TitleClause>,
    pub(super) source: Option<String>,
}

/// The part of the credits that a title needs in a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TitleClause {
    pub(super) pool: Pool,
    pub(super) share: Share,
    pub(super) published: Option<Amount>,
}

/// The part of the credits that must be in one theme for the theme to stand in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ThemeClause {
    pub(super) share: Share,
    pub(super) published: Option<Amount>,
    /// The titles that may carry a theme, by id.
    pub(super) titles: Vec<Text>,
    pub(super) source: Option<String>,
}

/// The part of the credits that must be at one level for the award to have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShareClause {
    pub(super) share: Share,
    pub(super) published: Option<Amount>,
    pub(super) source: Option<String>,
}

/// The lowest level at which the award may be made at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MinimumLevel {
    pub(super) level: u8,
    /// The part of the credits used that must be at this level or above.
    pub(super) share: Share,
    pub(super) source: Option<String>,
}

/// What a recommendation looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Criterion {
    /// The better title.
    Title,
    /// A theme rather than none.
    Theme,
    /// The higher level.
    Level,
    /// The fewer credits.
    Credits,
}

/// What a recommendation looks at, the most important first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Preference(pub(super) Vec<Criterion>);

impl Default for Preference {
    /// Title, theme, level, credits.
    fn default() -> Self {
        Self(vec![Criterion::Title, Criterion::Theme, Criterion::Level, Criterion::Credits])
    }
}

/// A framework with numbered levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LevelFramework {
    Eqf,
    National(NationalFramework),
}

impl LevelFramework {
    const EXPECTED: &'static str = "a framework with numbered levels, such as hkqf or eqf";

    pub(super) fn highest(self) -> u8 {
        match self {
            Self::Eqf => 8,
            Self::National(framework) => framework.highest(),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Eqf => "European Qualifications Framework",
            Self::National(framework) => framework.name(),
        }
    }

    /// The one level that a badge states here; nothing if it states none, or two different ones.
    pub(super) fn level_in(self, levels: &Levels) -> Option<u8> {
        let framework = match self {
            Self::Eqf => return levels.eqf().map(EqfLevel::number),
            Self::National(framework) => framework,
        };
        let mut stated = levels.national().iter().filter_map(|level| match level {
            NationalLevel::Numbered(level) if level.framework() == framework => Some(level.number()),
            NationalLevel::Numbered(_) | NationalLevel::Named(_) => None,
        });
        let first = stated.next()?;
        stated.all(|other| other == first).then_some(first)
    }
}

impl fmt::Display for LevelFramework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Eqf => "eqf",
            Self::National(framework) => framework.code(),
        })
    }
}

impl std::str::FromStr for LevelFramework {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let known =
            if text == "eqf" { Some(Self::Eqf) } else { NationalFramework::from_code(text).map(Self::National) };
        known.ok_or_else(|| Malformed::new("policy.unknown-framework", Self::EXPECTED, text))
    }
}

text_in_json!(LevelFramework: LevelFramework::EXPECTED);
