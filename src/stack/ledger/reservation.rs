//! What an application keeps for itself.

use crate::base::Malformed;
use crate::base::amount::Amount;
use crate::base::iri::Iri;
use crate::base::text::Text;
use crate::base::time::Date;
use crate::stack::admit::plain;
use crate::stack::holding::BadgeRef;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The badges of one learner for one award, all of them or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", rename_all = "camelCase")]
pub struct Reservation {
    pathway: Pathway,
    applied: Date,
    learner: BTreeSet<Text>,
    badges: Vec<Counted>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    surrenders: BTreeSet<Iri>,
}

impl Reservation {
    /// The badges for an award on the day of the application, in whatever order.
    ///
    /// `learner` holds texts by which the learner is recognised: two applications that share one are of the same person.
    ///
    /// # Errors
    ///
    /// `reservation.nobody` without such a text, `reservation.empty` without badges, and `reservation.twice` for a badge or
    /// an achievement that is there twice.
    pub fn new(
        pathway: Pathway,
        applied: Date,
        learner: BTreeSet<Text>,
        mut badges: Vec<Counted>,
    ) -> Result<Self, Malformed> {
        if learner.is_empty() {
            return Err(Malformed::new("reservation.nobody", "a learner who can be recognised", ""));
        }
        if badges.is_empty() {
            return Err(Malformed::new("reservation.empty", "at least one badge", ""));
        }
        badges.sort();
        let mut seen = BTreeSet::new();
        for badge in &badges {
            let own = std::iter::once(badge.identity()).chain(badge.achievements().map(|id| (String::new(), id)));
            for name in own.collect::<BTreeSet<_>>() {
                if !seen.insert(name) {
                    let expected = "each badge and each achievement once";
                    return Err(Malformed::new("reservation.twice", expected, &badge.badge.id));
                }
            }
        }
        Ok(Self { pathway, applied, learner, badges, surrenders: BTreeSet::new() })
    }

    /// States that the learner gives up an award, by the id of its badge, so that its badges may count here.
    #[must_use]
    pub fn surrendering(mut self, award: Iri) -> Self {
        self.surrenders.insert(award);
        self
    }

    /// Whether it is for the same award and title on the same day, with the same badges and the same awards given up.
    #[must_use]
    pub fn has_badges_of(&self, other: &Self) -> bool {
        let badges =
            |reservation: &Self| reservation.badges.iter().map(|counted| counted.badge.clone()).collect::<Vec<_>>();
        let is_same =
            (&self.pathway, self.applied, &self.surrenders) == (&other.pathway, other.applied, &other.surrenders);
        is_same && badges(self) == badges(other)
    }

    /// For which award.
    #[must_use]
    pub fn pathway(&self) -> &Pathway {
        &self.pathway
    }

    /// The day of the application in the programme's time zone.
    #[must_use]
    pub fn applied(&self) -> Date {
        self.applied
    }

    /// The texts by which the learner is recognised.
    #[must_use]
    pub fn learner(&self) -> &BTreeSet<Text> {
        &self.learner
    }

    /// The badges, in the order of their ids.
    #[must_use]
    pub fn badges(&self) -> &[Counted] {
        &self.badges
    }

    /// The awards that are given up, by the ids of their badges.
    #[must_use]
    pub fn surrenders(&self) -> &BTreeSet<Iri> {
        &self.surrenders
    }

    /// What has to be free for a badge to count.
    pub(super) fn wanted<'w>(&'w self, badge: &'w Counted) -> Wanted<'w> {
        Wanted {
            group: self.pathway.group.as_str(),
            badge: &badge.badge,
            achievements: badge.achievements().collect(),
            learner: self.learner.iter().map(Text::to_string).collect(),
        }
    }

    /// What its badges are found by.
    pub(super) fn keys(&self) -> Vec<Key> {
        self.badges.iter().map(|counted| Key::of(self.pathway.group.as_str(), &counted.badge)).collect()
    }

    /// Whether the achievement of a badge counts here, whoever the learner is.
    pub(super) fn has_achievement(&self, wanted: &Wanted<'_>) -> bool {
        let mut own = self.badges.iter().flat_map(Counted::achievements);
        self.pathway.group.as_str() == wanted.group && own.any(|id| wanted.achievements.contains(&id))
    }
}

/// Which award of which programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pathway {
    /// The policy's id.
    pub programme: Text,
    /// The policy's version.
    pub version: Text,
    /// The award's id in the policy.
    pub award: Text,
    /// The title in full that was chosen, such as `Certificate in Professional Practice (Artificial Intelligence)`.
    pub title: Text,
    /// The exclusivity group: in the awards of one group a badge counts once, whatever their programmes.
    pub group: Text,
}

/// A badge as it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Counted {
    badge: BadgeRef,
    achievement: Text,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    equivalents: BTreeSet<Text>,
    credits: Amount,
}

impl Counted {
    /// A badge for an achievement, by the achievement's id, with the credits that it brings.
    #[must_use]
    pub fn new(badge: BadgeRef, achievement: Text, credits: Amount) -> Self {
        Self { badge, achievement, equivalents: BTreeSet::new(), credits }
    }

    /// Names another achievement that is the same for most purposes, such as an earlier version.
    #[must_use]
    pub fn with_equivalent(mut self, achievement: Text) -> Self {
        self.equivalents.insert(achievement);
        self
    }

    /// The badge.
    #[must_use]
    pub fn badge(&self) -> &BadgeRef {
        &self.badge
    }

    /// The achievement's id.
    #[must_use]
    pub fn achievement(&self) -> &Text {
        &self.achievement
    }

    /// Achievements that are the same for most purposes.
    #[must_use]
    pub fn equivalents(&self) -> &BTreeSet<Text> {
        &self.equivalents
    }

    /// The credits that it brings.
    #[must_use]
    pub fn credits(&self) -> Amount {
        self.credits
    }

    fn identity(&self) -> (String, String) {
        (plain(&self.badge.issuer), plain(&self.badge.id))
    }

    fn achievements(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.achievement).chain(&self.equivalents).map(|id| plain(id.as_str()))
    }
}

/// A badge in a group, by its issuer and id in plain spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    group: String,
    issuer: String,
    id: String,
}

impl Key {
    fn of(group: &str, badge: &BadgeRef) -> Self {
        Self { group: group.to_owned(), issuer: plain(&badge.issuer), id: plain(&badge.id) }
    }
}

/// A badge that is to count in a group: it and its achievement must be free.
#[derive(Debug)]
pub(in crate::stack) struct Wanted<'w> {
    pub(in crate::stack) group: &'w str,
    pub(in crate::stack) badge: &'w BadgeRef,
    /// The ids of its achievement, in plain spelling.
    pub(in crate::stack) achievements: BTreeSet<String>,
    /// Texts by which the learner is recognised.
    pub(in crate::stack) learner: BTreeSet<String>,
}

impl Wanted<'_> {
    pub(super) fn key(&self) -> Key {
        Key::of(self.group, self.badge)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
    pathway: Pathway,
    applied: Date,
    learner: BTreeSet<Text>,
    badges: Vec<Counted>,
    #[serde(default)]
    surrenders: BTreeSet<Iri>,
}

impl TryFrom<Form> for Reservation {
    type Error = Malformed;

    fn try_from(form: Form) -> Result<Self, Malformed> {
        let reservation = Self::new(form.pathway, form.applied, form.learner, form.badges)?;
        Ok(Self { surrenders: form.surrenders, ..reservation })
    }
}
