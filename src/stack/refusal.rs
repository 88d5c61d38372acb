//! Why a badge is not admitted.

use super::holding::BadgeRef;
use crate::base::amount::Amount;
use crate::base::time::{Date, Timestamp};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// A badge that does not count, and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The badge.
    pub badge: BadgeRef,
    /// The title on the badge, where it could be read.
    pub name: Option<String>,
    /// The reason.
    pub reason: Reason,
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Refusal", 4)?;
        form.serialize_field("badge", &self.badge)?;
        form.serialize_field("name", &self.name)?;
        form.serialize_field("code", self.reason.code())?;
        form.serialize_field("reason", &self.reason.to_string())?;
        form.end()
    }
}

/// The reasons for which a badge is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// What the badge says contradicts itself or its vocabulary.
    #[error("what the badge says cannot be read as a micro-credential: {}", .0.escape_debug())]
    Unreadable(String),
    /// The badge does not say which achievement it records, so nobody can tell whether it counts already.
    #[error("it names no achievement")]
    NoAchievement,
    /// The policy names others as those who award the achievement.
    #[error("it is for an achievement that its issuer does not award, by the policy: `{}`", .achievement.escape_debug())]
    AchievementOfAnother {
        /// The achievement's id.
        achievement: String,
    },
    /// The same badge was supplied before.
    #[error("the same badge is supplied more than once")]
    Duplicate,
    /// A newer edition of the badge is supplied.
    #[error("a newer edition of the badge is supplied")]
    Superseded,
    /// The badge is another person's.
    #[error("the badge does not name the learner who applies")]
    LearnerMismatch,
    /// The badge names nobody who could be recognised.
    #[error("the badge names no learner who could be recognised")]
    LearnerUnknown,
    /// The badges name several learners and nobody said who applies.
    #[error("the badges name several learners, and the application does not say who applies")]
    LearnerUnclear,
    /// The learner issued the badge.
    #[error("the learner issued the badge")]
    SelfIssued,
    /// The policy does not name the issuer.
    #[error("the policy does not admit badges of the issuer")]
    IssuerNotAdmitted,
    /// Badges of other providers do not count under the policy's switches.
    #[error("the policy counts no badges of other providers, such as `{}`", .provider.escape_debug())]
    OtherProvider {
        /// The provider's id, or the issuer's.
        provider: String,
    },
    /// The badge is suspended on the day.
    #[error("the badge is suspended; it may be admitted again once the suspension ends")]
    Suspended,
    /// The badge is revoked.
    #[error("the badge is revoked")]
    Revoked,
    /// The learner shows the badge in part, and the policy's switches count no such badges.
    #[error("its learner shows it in part, so a result that decides may be left out")]
    ShownInPart,
    /// The learner did not complete what the badge records.
    #[error("its result is not completed")]
    NotCompleted,
    /// The badge is an award with components of its own.
    #[error("the badge is an award, and awards are not counted as components")]
    IsAward,
    /// The badge counts in another award.
    #[error("its credits are used in another award: `{}`", .award.escape_debug())]
    AlreadyUsed {
        /// The award that uses it.
        award: String,
    },
    /// The ledger keeps the badge, or another for its achievement, for another application.
    #[error(
        "it is {state} since {since} for application `{}`, {}",
        .application.escape_debug(), .award.escape_debug()
    )]
    Taken {
        /// The earlier application.
        application: String,
        /// What that one asks for, by its id in the policy.
        award: String,
        /// Where it stands: `reserved` or `spent`.
        state: &'static str,
        /// When it reserved its badges.
        since: Timestamp,
    },
    /// No number of credits.
    #[error("it states no credits")]
    NoCredits,
    /// Two different numbers in one unit, nothing, or more than 1,000,000.
    #[error("its number of credits is not one number above 0")]
    CreditsMalformed,
    /// More credits received than the achievement offers.
    #[error("it states {received} credits where the achievement offers {offered}")]
    CreditsAboveOffer {
        /// Credits that the learner received.
        received: Amount,
        /// Credits that the achievement offers.
        offered: Amount,
    },
    /// A bare number of credits.
    #[error("its credits have no unit, and the policy states none for the issuer")]
    UnitUnknown,
    /// Credits of another system; they are never added.
    #[error("expected credits of `{expected}`, found `{}`", .found.escape_debug())]
    UnitMismatch {
        /// The policy's credit system.
        expected: String,
        /// That of the badge.
        found: String,
    },
    /// Awarded after the day of the application.
    #[error("awarded on {awarded}, after the day of the application")]
    AwardedLater {
        /// The award date.
        awarded: Date,
    },
    /// Awarded before the first day on which such badges count.
    #[error("awarded on {awarded}, before {first}, the first day that counts")]
    AwardedTooEarly {
        /// The award date.
        awarded: Date,
        /// The first day that counts.
        first: Date,
    },
    /// Its age runs from the assessment, and it does not say when that was.
    #[error("it does not say on which day the assessment was done, and its age runs from that day")]
    NoAssessmentDate,
    /// Too old.
    #[error("awarded on {awarded}; the last day to apply with it was {last_day}")]
    TooOld {
        /// The award date.
        awarded: Date,
        /// The last day on which it could be used.
        last_day: Date,
    },
    /// Too old on the day of admission, where the policy's ages end there.
    #[error("awarded on {awarded}; the last day to be admitted with it was {last_day}")]
    TooOldForAdmission {
        /// The award date.
        awarded: Date,
        /// The last day of admission with it.
        last_day: Date,
    },
}

impl Reason {
    /// A stable name for the reason, such as `too-old`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NoAchievement => "no-achievement",
            Self::AchievementOfAnother { .. } => "achievement-of-another",
            Self::Duplicate => "duplicate",
            Self::Superseded => "superseded",
            Self::LearnerMismatch => "learner-mismatch",
            Self::LearnerUnknown => "learner-unknown",
            Self::LearnerUnclear => "learner-unclear",
            Self::SelfIssued => "self-issued",
            Self::IssuerNotAdmitted => "issuer-not-admitted",
            Self::OtherProvider { .. } => "other-provider",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::ShownInPart => "shown-in-part",
            Self::NotCompleted => "not-completed",
            Self::IsAward => "is-award",
            Self::AlreadyUsed { .. } => "already-used",
            Self::Taken { .. } => "taken",
            Self::NoCredits => "no-credits",
            Self::CreditsMalformed => "credits-malformed",
            Self::CreditsAboveOffer { .. } => "credits-above-offer",
            Self::UnitUnknown => "unit-unknown",
            Self::UnitMismatch { .. } => "unit-mismatch",
            Self::AwardedLater { .. } => "awarded-later",
            Self::AwardedTooEarly { .. } => "awarded-too-early",
            Self::NoAssessmentDate => "no-assessment-date",
            Self::TooOld { .. } | Self::TooOldForAdmission { .. } => "too-old",
        }
    }
}
