//! What a published regulation leaves open, each with its values: the same rules may be read in more than one way.

use super::share::Share;
use serde::{Deserialize, Serialize};

/// The switches of a programme. [`Switches::default`] is the strict choice wherever a regulation is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Switches {
    /// How the share that a title needs is read.
    pub title_reading: Reading,
    /// How the share that a theme needs is read.
    pub theme_reading: Reading,
    /// How the share that a level needs is read.
    pub level_reading: Reading,
    /// Which badges count for a level.
    pub level_mode: LevelMode,
    /// What happens when no level has its share.
    pub no_level: NoLevel,
    /// Whether the last day of the age limit still counts.
    pub anniversary: Anniversary,
    /// Whether a named exception may lift the age limit of a badge.
    pub age_exceptions: AgeExceptions,
    /// Whether the badges inside an earlier award may be carried up into a larger one.
    pub carry_up: CarryUp,
    /// Whether badges of the programme's partners count.
    pub other_providers: OtherProviders,
    /// Who decides when two themes have their share.
    pub theme_tie: ThemeTie,
    /// Whether badges count that their learner shows in part.
    pub shown_in_part: ShownInPart,
}

/// How "75 % of the credits" is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reading {
    /// The number of credits that the authority printed.
    #[default]
    Published,
    /// The share of the credits that the award needs.
    ShareOfNominal,
    /// The share of the credits that are in fact used.
    ShareOfAllocated,
}

impl Reading {
    /// Every reading.
    pub const ALL: [Self; 3] = [Self::Published, Self::ShareOfNominal, Self::ShareOfAllocated];

    /// The word in policy documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::ShareOfNominal => "shareOfNominal",
            Self::ShareOfAllocated => "shareOfAllocated",
        }
    }
}

/// Which badges count for a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LevelMode {
    /// Those at the level or above it.
    #[default]
    AtLeast,
    /// Only those at the level itself.
    Exactly,
}

impl LevelMode {
    /// The word in policy documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => "atLeast",
            Self::Exactly => "exactly",
        }
    }
}

/// What happens when no level has its share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoLevel {
    /// The award is made without a level.
    #[default]
    AwardWithout,
    /// No award.
    Refuse,
}

/// Whether the day on which the years are full still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Anniversary {
    /// It does: five years from 1 June 2020 end on 1 June 2025.
    #[default]
    Inclusive,
    /// It does not: "less than five years".
    Exclusive,
}

/// Whether a named exception may lift the age limit of a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AgeExceptions {
    /// It may not.
    #[default]
    None,
    /// It may, if the application names the badge and the reason.
    Named,
}

/// Whether the badges inside an earlier award may be carried up into a larger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CarryUp {
    /// A badge inside an award never counts again.
    #[default]
    Forbidden,
    /// It counts again when the award is surrendered; its age runs from its own award date.
    AbsorbWithComponentAge,
    /// It counts again when the award is surrendered; its age runs from the award's date.
    AbsorbWithAwardAge,
}

/// Whether badges of the programme's partners count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OtherProviders {
    /// They do not.
    #[default]
    Refused,
    /// They may make up at most this share of the credits used.
    MaxShare(Share),
}

/// Who decides when two themes have their share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ThemeTie {
    /// The learner; the ruling lists both.
    #[default]
    LearnerChooses,
    /// The earlier in this list of theme ids.
    Order(Vec<String>),
}

/// Whether badges count that their learner shows in part: what is left out may be a failed result, or a smaller number of credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ShownInPart {
    /// They do not.
    #[default]
    Refused,
    /// They do, for an authority that knows what its issuers let nobody leave out.
    Admitted,
}
