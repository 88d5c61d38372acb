//! The answer to an application, with its reasons.

use super::holding::{BadgeRef, Holding};
use super::missing::Missing;
use super::refusal::Refusal;
use crate::base::amount::Amount;
use crate::base::text::Text;
use crate::base::time::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a programme says to an application: for each award whether it is reached, by which badges, and why.
///
/// Its `Display` is the explanation in English; its JSON form holds the same. Two applications with the same policy,
/// date, badges and statements get the same ruling, in whatever order the badges come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Ruling {
    /// By which rules.
    pub programme: ProgrammeRef,
    /// The day of the application in the programme's time zone.
    pub date: Date,
    /// Whether the badges were verified.
    pub basis: Basis,
    /// The best outcome among the awards.
    pub outcome: Outcome,
    /// One for each award that was asked for, in the order of the policy.
    pub decisions: Vec<Decision>,
    /// The badges that count, the first to lapse first.
    pub holdings: Vec<Holding>,
    /// The badges that do not count, and why.
    pub refusals: Vec<Refusal>,
    /// Texts by which the learner is recognised.
    #[serde(skip)]
    pub(super) learner: BTreeSet<String>,
}

/// The rules by name, version and content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProgrammeRef {
    /// The policy's id.
    pub id: String,
    /// The policy's version.
    pub version: String,
    /// The policy's title.
    pub title: String,
    /// SHA-256 of the policy as [`Programme::to_brief_json`](super::Programme::to_brief_json) writes it, in hexadecimal.
    pub sha256: String,
}

/// What stands behind the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Basis {
    /// Every badge was verified and accepted.
    Verified,
    /// Nobody verified the facts: a plan or a test.
    Stated,
}

/// Whether an award is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Some of the badges meet every rule.
    Eligible,
    /// No set of the badges meets every rule.
    NotEligible,
    /// The question could not be answered; the decision says why.
    Undetermined,
}

impl Outcome {
    /// `eligible`, `not eligible` or `undetermined`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NotEligible => "not eligible",
            Self::Undetermined => "undetermined",
        }
    }
}

/// The answer for one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Decision {
    /// The award's id.
    pub award: String,
    /// Whether it is reached.
    pub outcome: Outcome,
    /// The ways to it, none of which is better than another in title, theme, level and credits at once. The first is
    /// recommended by the policy's preference.
    pub options: Vec<Allocation>,
    /// Whether the recommended option is only one of several themes between which the learner may choose.
    pub learner_chooses: bool,
    /// The rules over all the badges that count together, whatever is used: how far they reach.
    pub available: Vec<Finding>,
    /// What the answer would be if the regulation were read in another way.
    pub readings: Vec<OtherReading>,
    /// The days on which badges lapse, the first first.
    pub lapses: Vec<Lapse>,
    /// What is missing where the award is not reached, for each title, theme and level worth to go for; the best first.
    pub missing: Vec<Missing>,
    /// Other awards of the programme in which the same badges cannot count as well.
    pub excludes: Vec<String>,
    /// The exclusivity group: in its awards a badge counts once.
    #[serde(skip)]
    pub(super) group: Text,
    /// Whether every title, theme and level was searched to the end; if not, better options may exist.
    pub complete: bool,
    /// Why nothing is known, if the outcome is undetermined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undetermined: Option<Undetermined>,
}

impl Decision {
    /// The option that the policy's preference puts first.
    #[must_use]
    pub fn recommended(&self) -> Option<&Allocation> {
        self.options.first()
    }
}

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Undetermined {
    /// The search ended at its limit. No allocation uses fewer credits than this.
    #[serde(rename_all = "camelCase")]
    WorkLimit {
        /// A lower bound on the credits of any allocation.
        at_least: Amount,
    },
    /// The badges name several learners and nobody said who applies.
    LearnerUnclear,
}

/// The badges chosen for an award, and what they make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Allocation {
    /// The title in full, such as `Certificate in Professional Practice (Artificial Intelligence)`.
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
    /// The sum of the credits used.
    pub credits: Amount,
    /// The badges used, the first to lapse first.
    pub badges: Vec<BadgeRef>,
    /// The badges that count and are not used.
    pub spare: Vec<BadgeRef>,
    /// The last day on which the learner may apply with these badges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Whether it is proven that no fewer credits do.
    pub fewest: bool,
    /// Each rule: needed, reached, short by.
    pub findings: Vec<Finding>,
}

/// A rule and how far the badges reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// The rule's name: `credits`, `title:PP`, `theme:…`, `level:4`, `minimumLevel`, `otherProviders`, `rules/0`,
    /// `rules/0/1` for the second part of the first rule.
    pub rule: String,
    /// The rule as a sentence.
    pub text: String,
    /// The id of its source in the policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether there is no award without it; else it decides on title, theme or level.
    pub required: bool,
    /// Whether it is met.
    pub met: bool,
    /// Whether neither it nor its opposite is known to be met, since badges do not state what would decide.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
    /// What is needed, or allowed at most.
    pub needed: Quantity,
    /// What there is.
    pub have: Quantity,
    /// What is missing, or too much.
    pub short_by: Quantity,
    /// The badges that count towards it, by credential id.
    pub counting: Vec<String>,
    /// The rules that a combinator joins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Finding>,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Quantity {
    /// Credits of the policy's system.
    Credits(Amount),
    /// A number of badges.
    Badges(u64),
    /// A number of rules, of those that a combinator joins; 1 for a rule that is met or not.
    Rules(u64),
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Credits(amount) => write!(f, "{amount} credits"),
            Self::Badges(1) => f.write_str("1 badge"),
            Self::Badges(count) => write!(f, "{count} badges"),
            Self::Rules(1) => f.write_str("1 rule"),
            Self::Rules(count) => write!(f, "{count} rules"),
        }
    }
}

/// The answer under another reading of the regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OtherReading {
    /// The switch that would be set otherwise: `shares` (of title, theme and level together), `levelMode`, or another
    /// one by its name in the policy if it would change the answer.
    pub switch: &'static str,
    /// Its other value, as in policy documents.
    pub value: &'static str,
    /// The outcome.
    pub outcome: Outcome,
    /// The recommended award with its level, if one is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<String>,
    /// Whether outcome, title, theme or level differ from this ruling.
    pub changes: bool,
}

/// A day after which badges no longer count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Lapse {
    /// The last day on which they count.
    pub last_day: Date,
    /// The badges, by credential id.
    pub badges: Vec<String>,
    /// The credits that are left the next day.
    pub credits_left: Amount,
    /// Whether the award is still reached the next day with the badges of today.
    pub outcome: Outcome,
}
