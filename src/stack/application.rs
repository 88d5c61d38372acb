//! What the learner asks for, and what the caller knows beside the badges.

use super::ledger::Ledger;
use crate::base::time::Date;
use crate::verify::Recipient;
use std::sync::Arc;

/// An application: the day, and as the case may be the award, the learner, and what is already used.
///
/// Badges cannot tell whether their credits are used elsewhere: only a record of conferred awards can, and the caller
/// states it here with [`Application::with_ledger`] or [`Application::with_used`]. Awards that come with the badges and
/// list their components are counted as such a record too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub(super) date: Date,
    pub(super) admission: Option<Date>,
    pub(super) start: Option<Date>,
    pub(super) award: Option<String>,
    pub(super) learner: Vec<Recipient>,
    pub(super) used: Vec<Use>,
    pub(super) surrendered: Vec<String>,
    pub(super) exceptions: Vec<(String, String)>,
    pub(super) ledger: Option<(Arc<Ledger>, String)>,
}

impl Application {
    /// An application for any award of the programme on a civil day in the programme's time zone.
    #[must_use]
    pub fn new(date: Date) -> Self {
        let (used, surrendered, exceptions) = (Vec::new(), Vec::new(), Vec::new());
        let learner = Vec::new();
        Self { date, admission: None, start: None, award: None, learner, used, surrendered, exceptions, ledger: None }
    }

    /// States the day on which the learner is to be admitted, for policies whose ages or rules end there.
    #[must_use]
    pub fn with_admission(self, admission: Date) -> Self {
        Self { admission: Some(admission), ..self }
    }

    /// States the day on which the learner began, for policies whose rules depend on it.
    #[must_use]
    pub fn with_start(self, start: Date) -> Self {
        Self { start: Some(start), ..self }
    }

    /// Asks for one award, by its id in the policy.
    #[must_use]
    pub fn with_award(self, award: &str) -> Self {
        Self { award: Some(award.to_owned()), ..self }
    }

    /// Says who applies; called again, it adds another way to recognise the same person. A name is no such way.
    ///
    /// Without it the badges must all name the same learner, by id or by an identity that they share.
    #[must_use]
    pub fn with_learner(mut self, learner: Recipient) -> Self {
        self.learner.push(learner);
        self
    }

    /// States that a badge counts in another award.
    #[must_use]
    pub fn with_used(mut self, used: Use) -> Self {
        self.used.push(used);
        self
    }

    /// Asks the authority's ledger which badges count in other applications; what it holds for this one, by its name there, does not
    /// stand in its own way.
    #[must_use]
    pub fn with_ledger(self, ledger: &Arc<Ledger>, application: &str) -> Self {
        Self { ledger: Some((Arc::clone(ledger), application.to_owned())), ..self }
    }

    /// States that the learner gives an earlier award up, so that a policy may let its components count again.
    #[must_use]
    pub fn with_surrendered(mut self, award: &str) -> Self {
        self.surrendered.push(award.to_owned());
        self
    }

    /// Names a badge, by credential id, and the reason for which its age is not held against it.
    #[must_use]
    pub fn with_age_exception(mut self, credential: &str, reason: &str) -> Self {
        self.exceptions.push((credential.to_owned(), reason.to_owned()));
        self
    }
}

/// A badge that counts in another award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub(super) credential: String,
    pub(super) achievement: Option<String>,
    pub(super) award: String,
    pub(super) awarded: Option<Date>,
}

impl Use {
    /// A badge by its credential id, and the award by the id under which it is recorded.
    #[must_use]
    pub fn new(credential: &str, award: &str) -> Self {
        Self { credential: credential.to_owned(), achievement: None, award: award.to_owned(), awarded: None }
    }

    /// Names the achievement, so that the same achievement in another badge is used as well.
    #[must_use]
    pub fn with_achievement(self, achievement: &str) -> Self {
        Self { achievement: Some(achievement.to_owned()), ..self }
    }

    /// States the civil date on which the award was made.
    #[must_use]
    pub fn with_award_date(self, awarded: Date) -> Self {
        Self { awarded: Some(awarded), ..self }
    }
}
