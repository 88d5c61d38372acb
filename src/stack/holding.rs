//! What is left of a badge once it is admitted: the facts that rules speak of.

use super::pool::Provider;
use super::scale::Reached;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An admitted badge as facts. Only [`Programme::judge`](super::Programme::judge) makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Holding {
    /// The badge.
    pub badge: BadgeRef,
    /// The title on the badge.
    pub name: String,
    /// The id of the achievement.
    pub achievement: String,
    /// Credits in the programme's credit system.
    pub credits: Amount,
    /// The award date in the programme's time zone.
    pub awarded: Date,
    /// The last day on which the learner may apply with it, if it ages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// The category by the programme's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The themes, id and name.
    pub themes: BTreeMap<String, String>,
    /// The level in the programme's framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The grade on each of the policy's scales on which the badge states one, by the scale's id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub grades: BTreeMap<String, String>,
    /// What the achievement is, such as `Course`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whose badge it is.
    pub provider: Provider,
    /// What a reader should know about how these facts were found.
    pub notes: Vec<Note>,
    /// Badges with the same number record the same achievement, so that one of them counts at most.
    #[serde(skip)]
    pub(super) class: usize,
    /// What the grades reach.
    #[serde(skip)]
    pub(super) reached: BTreeMap<String, Reached>,
    /// Every id of that achievement among the badges, in plain spelling.
    #[serde(skip)]
    pub(super) equivalents: Arc<BTreeSet<String>>,
    /// The exclusivity groups in whose awards it cannot count any more.
    #[serde(skip)]
    pub(super) taken_in: BTreeSet<String>,
    /// The award that is given up for it.
    #[serde(skip)]
    pub(super) absorbed: Option<Carried>,
    /// The reason for which its age is not held against it.
    #[serde(skip)]
    pub(super) exception: Option<String>,
}

/// An award that is given up so that its badges may count again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carried {
    /// Its id, as it is recorded.
    pub(super) award: String,
    /// When it was awarded.
    pub(super) awarded: Option<Date>,
    /// Whether the age of its badges runs from then.
    pub(super) is_anchor: bool,
    /// Its id in the ledger, if it stands there.
    pub(super) in_ledger: Option<Iri>,
}

impl Holding {
    /// A badge that the learner does not have, to see what it would change.
    pub(super) fn imagined(id: &str, achievement: &str, credits: Amount, (awarded, class): (Date, usize)) -> Self {
        Self {
            badge: BadgeRef { id: id.to_owned(), issuer: String::new(), digest: String::new() },
            name: String::new(),
            achievement: achievement.to_owned(),
            credits,
            awarded,
            last_day: None,
            category: None,
            themes: BTreeMap::new(),
            level: None,
            grades: BTreeMap::new(),
            kind: None,
            provider: Provider::Own,
            notes: Vec::new(),
            class,
            reached: BTreeMap::new(),
            equivalents: Arc::default(),
            taken_in: BTreeSet::new(),
            absorbed: None,
            exception: None,
        }
    }

    /// Its achievement, and the others of its class: a badge for any of them would count in its place, not beside it.
    pub(super) fn achievements(&self) -> impl Iterator<Item = &str> {
        self.equivalents.iter().chain([&self.achievement]).map(String::as_str)
    }

    /// When it is its turn to be used up: the first to lapse comes first, one that never lapses last.
    pub(super) fn turn(&self) -> (bool, Option<Date>, &BadgeRef) {
        (self.last_day.is_none(), self.last_day, &self.badge)
    }
}

/// A badge by its identity and its bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct BadgeRef {
    /// The id of the credential.
    pub id: String,
    /// The id of the issuer.
    pub issuer: String,
    /// The digest of the bytes, as multibase text.
    pub digest: String,
}

impl BadgeRef {
    /// A badge by its credential id, its issuer's id and the digest of its bytes.
    #[must_use]
    pub fn new(id: &str, issuer: &str, digest: &str) -> Self {
        Self { id: id.to_owned(), issuer: issuer.to_owned(), digest: digest.to_owned() }
    }
}

/// Something that a reader of a holding should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Note {
    /// The badge states no award date, so its issue date is used.
    AwardDateFromIssueDate,
    /// The badge states bare credits; the policy gives the issuer's unit.
    UnitFromPolicy,
    /// The category comes from the policy's catalogue.
    CategoryFromCatalogue,
    /// The themes come from the policy's catalogue.
    ThemesFromCatalogue,
    /// The level comes from the policy's catalogue.
    LevelFromCatalogue,
    /// No category that the policy knows, so it counts for none.
    NoCategory,
    /// No level in the policy's framework, so it counts for none.
    NoLevel,
    /// No theme that the policy knows, so it counts for none.
    NoTheme,
    /// A named exception lifts the age limit.
    AgeException,
    /// It was inside an award that the learner surrenders.
    CarriedUp,
    /// It counts elsewhere, and not in every award of this programme any more.
    TakenInPart,
}

impl Note {
    /// The note as a sentence without its full stop.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwardDateFromIssueDate => "states no award date, so the issue date is used",
            Self::UnitFromPolicy => "states bare credits, the policy gives the issuer's unit",
            Self::CategoryFromCatalogue => "category from the policy's catalogue",
            Self::ThemesFromCatalogue => "themes from the policy's catalogue",
            Self::LevelFromCatalogue => "level from the policy's catalogue",
            Self::NoCategory => "states no category of this policy, so it counts for none",
            Self::NoLevel => "states no level in the policy's framework, so it counts for none",
            Self::NoTheme => "states no theme of this policy, so it counts for none",
            Self::AgeException => "admitted by a named exception to the age limit",
            Self::CarriedUp => "carried up from an award that the learner surrenders",
            Self::TakenInPart => "counts elsewhere, and so not in every award of this programme",
        }
    }
}
