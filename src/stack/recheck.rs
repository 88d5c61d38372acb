//! Judging an award again by its components: whether they still make it.

use super::accepted::facts;
use super::application::{Application, Use};
use super::danger::Facts;
use super::error::Error;
use super::holding::{BadgeRef, Holding};
use super::learner::{are_one, is_same};
use super::ruling::{Allocation, Basis, Outcome, Ruling};
use super::{Programme, judge_facts};
use crate::base::amount::Amount;
use crate::base::limits::Limits;
use crate::base::text::{LanguageMap, Text};
use crate::model::{Component, Credits, Grounds, Learner, MicroCredential};
use crate::verify::{self, Accepted, CheckId, Finding, Recipient, Report, Verdict};
use serde::Serialize;

/// What judging an award again by its components found: the check `award.components`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Recheck {
    /// `award.components`, the name of the check.
    pub check: &'static str,
    /// The award.
    pub award: BadgeRef,
    /// Whether its components still make it.
    pub outcome: Support,
    /// Why: first what concerns single components, in the order of the award, then the whole.
    pub findings: Vec<Finding>,
    /// The ruling on the components that are here, accepted and as they were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
}

/// Whether components still make an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Support {
    /// They do, perhaps without some of them.
    Supported,
    /// Not any more by themselves, but with other badges of the learner that were given.
    Substitutable,
    /// They do not, nor with other badges that were given; or the award says what does not follow from them.
    AtRisk,
    /// It could not be found out.
    CouldNotCheck,
}

impl Support {
    /// `supported`, `substitutable`, `at risk` or `could not check`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Substitutable => "substitutable",
            Self::AtRisk => "at risk",
            Self::CouldNotCheck => "could not check",
        }
    }
}

impl Programme {
    /// Judges an accepted award again, by its components and its [grounds](Grounds): as of the day of its application, by the policy
    /// that it names, which must be this one.
    ///
    /// `badges` are the reports on whatever badges are at hand, the components among them; a component that was revoked since is found
    /// by its report. Other badges may stand in for it. `who` says who the learner is, as in an [`Application`]; without it the badges
    /// must all name the same one.
    ///
    /// # Errors
    ///
    /// As [`Programme::judge`].
    pub fn recheck(
        &self,
        award: &Accepted,
        badges: &[Report],
        who: &[Recipient],
        limits: &Limits,
    ) -> Result<Recheck, Error> {
        let mut found = Found { findings: Vec::new(), ruling: None };
        let outcome = match self.claim(award) {
            Ok((made, grounds)) => {
                let case = Case { programme: self, award, made, grounds, badges, who, limits };
                case.judge(&mut found)?
            }
            Err(finding) => {
                found.findings.push(finding);
                Support::CouldNotCheck
            }
        };
        let award = BadgeRef::new(award.credential_id(), award.issuer_id(), award.digest());
        Ok(Recheck { check: "award.components", award, outcome, findings: found.findings, ruling: found.ruling })
    }

    /// What the award says of itself that can be judged by this policy.
    fn claim(&self, award: &Accepted) -> Result<(MicroCredential, Grounds), Finding> {
        let made = award.micro_credential();
        let made = made.map_err(|fault| Finding::open("award.unreadable", fault.to_string()))?;
        if made.components().is_empty() {
            return Err(Finding::open("award.no-components", "it lists no badges that were counted into it"));
        }
        let grounds = made.grounds().cloned().ok_or_else(|| {
            Finding::open("award.no-grounds", "it does not say by which policy and on which day it was judged")
        })?;
        if grounds.digest.as_str() != verify::digest(self.to_brief_json().as_bytes()) {
            let (policy, version) = (&grounds.policy, &grounds.version);
            let words = format!(
                "it was judged by `{policy}`, version {version}, which is not word for word the policy at hand"
            );
            return Err(Finding::open("award.other-policy", words));
        }
        match self.awards().any(|award| award == grounds.award.as_str()) {
            true => Ok((made, grounds)),
            false => Err(Finding::open("award.other-policy", "the policy has no award of that name")),
        }
    }
}

struct Found {
    findings: Vec<Finding>,
    ruling: Option<Ruling>,
}

struct Case<'c> {
    programme: &'c Programme,
    award: &'c Accepted,
    made: MicroCredential,
    grounds: Grounds,
    badges: &'c [Report],
    who: &'c [Recipient],
    limits: &'c Limits,
}

impl Case<'_> {
    fn judge(&self, found: &mut Found) -> Result<Support, Error> {
        let mut counted = Vec::new();
        let mut is_open = false;
        for component in self.made.components() {
            match self.component(component) {
                Ok(badge) => counted.push(facts(badge)),
                Err(finding) => {
                    is_open |= finding.weight() == verify::Weight::Open;
                    found.findings.push(finding);
                }
            }
        }
        self.note_reuse(found);
        let ruling = self.rule(counted)?;
        self.note_refusals(&ruling, found);
        self.note_contradictions(&ruling, found);
        let is_undetermined = ruling.outcome == Outcome::Undetermined;
        let is_supported = self.is_made(&ruling);
        found.ruling = Some(ruling);
        if found.findings.iter().any(Finding::is_fault) {
            return Ok(Support::AtRisk);
        }
        if is_supported {
            found.findings.push(Finding::note("award.supported", "its components make it what it says"));
            return Ok(Support::Supported);
        }
        if self.is_made(&self.rule(self.others().map(facts).collect())?) {
            let words = "its components do not make it any more, but with other badges that are here they do";
            found.findings.push(Finding::warning("award.substitutable", words));
            return Ok(Support::Substitutable);
        }
        if is_open || is_undetermined {
            let words = "whether its components make it cannot be said by what is here";
            found.findings.push(Finding::open("award.not-checked", words));
            return Ok(Support::CouldNotCheck);
        }
        let words = "neither its components nor the other badges that are here make it what it says";
        found.findings.push(Finding::fault("award.at-risk", words));
        Ok(Support::AtRisk)
    }

    /// The component as it was counted, if it is here and accepted.
    fn component(&self, component: &Component) -> Result<&Accepted, Finding> {
        let id = component.id();
        let is_named = |report: &&Report| report.proven().is_some_and(|proven| proven.id.as_str() == id.as_str());
        let is_it = |report: &&Report| match component.digest() {
            Some(digest) => report.badge().digest.as_str() == digest.as_str(),
            None => is_named(report),
        };
        let Some(report) = self.badges.iter().find(is_it) else {
            return Err(match self.badges.iter().find(is_named) {
                Some(_) => {
                    let words = format!("`{id}` is here as another edition than the one that was counted");
                    Finding::open("award.component-other-edition", words)
                }
                None => Finding::open("award.component-missing", format!("`{id}` is not here")),
            });
        };
        report.accepted().ok_or_else(|| {
            let fails = |check| report.check(check).is_some_and(|check| check.outcome() == verify::Outcome::Fail);
            match report.verdict() {
                Verdict::Undecided => {
                    Finding::open("award.component-undecided", format!("whether `{id}` stands could not be checked"))
                }
                _ if fails(CheckId::Status) => Finding::warning(
                    "award.component-revoked",
                    format!("`{id}` was revoked or suspended by its issuer"),
                ),
                _ => Finding::warning("award.component-rejected", format!("`{id}` is rejected")),
            }
        })
    }

    fn rule(&self, badges: Vec<Facts>) -> Result<Ruling, Error> {
        let mut application = Application::new(self.grounds.applied).with_award(self.grounds.award.as_str());
        for who in self.who {
            application = application.with_learner(who.clone());
        }
        for component in self.made.components() {
            let id = component.id().as_str();
            if let Some(absorbed) = component.absorbed() {
                let used = Use::new(id, absorbed.award.as_str());
                let used = absorbed.awarded.into_iter().fold(used, Use::with_award_date);
                application = application.with_surrendered(absorbed.award.as_str()).with_used(used);
            }
            if let Some(reason) = component.exception() {
                application = application.with_age_exception(id, reason);
            }
        }
        judge_facts(self.programme, &badges, Basis::Verified, &application, self.limits)
    }

    /// Components that another award at hand lists as well, where neither absorbed the other. Whether they may be shared is for the
    /// authorities to say.
    fn note_reuse(&self, found: &mut Found) {
        for other in self.others() {
            let Ok(award) = other.micro_credential() else { continue };
            let id = other.credential_id();
            for component in self.made.components() {
                let is_absorbed =
                    |by: &Component, award: &str| by.absorbed().is_some_and(|a| a.award.as_str() == award);
                let is_reused = |theirs: &Component| {
                    let own = self.award.credential_id();
                    theirs.id() == component.id() && !is_absorbed(component, id) && !is_absorbed(theirs, own)
                };
                if award.components().iter().any(is_reused) {
                    let words = format!("`{}` is a component of the award `{id}` as well", component.id());
                    found.findings.push(Finding::warning("award.component-reused", words));
                }
            }
        }
    }

    /// The accepted badges at hand but for the award.
    fn others(&self) -> impl Iterator<Item = &Accepted> {
        let accepted = self.badges.iter().filter_map(Report::accepted);
        accepted.filter(|badge| badge.digest() != self.award.digest())
    }

    fn note_refusals(&self, ruling: &Ruling, found: &mut Found) {
        for refusal in &ruling.refusals {
            let words = format!("the policy does not count `{}`: {}", refusal.badge.id, refusal.reason);
            found.findings.push(Finding::warning("award.component-refused", words));
        }
    }

    /// What the award says of itself and does not follow from components that are as good as when they were counted.
    fn note_contradictions(&self, ruling: &Ruling, found: &mut Found) {
        let mut fault = |code, words: String| found.findings.push(Finding::fault(code, words));
        let policy = &self.programme.policy;
        if !self.programme.is_own_issuer(self.award.issuer_id()) {
            fault("award.other-issuer", "its issuer is none of the programme's own".to_owned());
        }
        let stated = |credits: &[Credits]| {
            credits.iter().find(|credits| credits.system() == Some(&policy.credit_system)).map(Credits::amount)
        };
        let components = self.made.components();
        for holding in &ruling.holdings {
            let component = components.iter().find(|component| component.id().as_str() == holding.badge.id);
            let counted = component.and_then(|component| stated(component.credits()));
            if let Some(counted) = counted.filter(|counted| *counted != holding.credits) {
                let words =
                    format!("it counts {counted} credits of `{}`, which brings {}", holding.badge.id, holding.credits);
                fault("award.other-credits", words);
            }
        }
        let sum = total(components.iter().map(|component| stated(component.credits())));
        if let (Some(sum), Some(own)) = (sum, stated(self.made.credits()))
            && sum != own
        {
            fault("award.other-credits", format!("it carries {own} credits, and its components {sum}"));
        }
        if let Some(words) = self.other_learner(&ruling.holdings) {
            fault("award.other-learner", words);
        }
        let option = self.options(ruling).find(|option| self.is_exactly(option));
        let title = self.made.title().map(LanguageMap::text);
        if let (Some(option), Some(title)) = (option, title)
            && option.name != title
        {
            fault("award.other-title", format!("it is called `{title}`, and its components make it `{}`", option.name));
        }
    }

    /// Why the award is of another learner than its components, if it is.
    fn other_learner(&self, holdings: &[Holding]) -> Option<String> {
        let own = self.made.learner()?;
        let differs = |other: &Learner| {
            let both = own.id().is_some() && other.id().is_some();
            both && !are_one(&[own, other])
        };
        let is_counted = |badge: &&Accepted| holdings.iter().any(|holding| holding.badge.digest == badge.digest());
        let mut counted = self.badges.iter().filter_map(Report::accepted).filter(is_counted);
        let other =
            counted.find(|badge| badge.micro_credential().is_ok_and(|badge| badge.learner().is_some_and(differs)));
        match other {
            Some(badge) => Some(format!("`{}` is of another learner", badge.credential_id())),
            None if !self.who.is_empty() && !is_same(own, self.who) => Some("it does not name the learner".to_owned()),
            None => None,
        }
    }

    fn options<'r>(&self, ruling: &'r Ruling) -> impl Iterator<Item = &'r Allocation> {
        ruling.decisions.iter().flat_map(|decision| &decision.options)
    }

    /// Whether some of the badges make the award at least what it says.
    fn is_made(&self, ruling: &Ruling) -> bool {
        let awards = &self.programme.policy.awards;
        let titles = awards.iter().find(|award| award.id == self.grounds.award).map(|award| award.titles.as_slice());
        let rank = |id: &str| titles.unwrap_or_default().iter().position(|title| title.id.as_str() == id);
        self.options(ruling).any(|option| {
            let title = match (&self.grounds.title, &option.title) {
                (None, _) => true,
                (Some(claimed), reached) => {
                    let reached = reached.as_deref().and_then(rank);
                    rank(claimed.as_str()).zip(reached).is_some_and(|(claimed, reached)| reached <= claimed)
                }
            };
            let theme =
                self.grounds.theme.as_ref().is_none_or(|claimed| option.theme.as_deref() == Some(claimed.as_str()));
            title && theme && option.level >= self.grounds.level
        })
    }

    fn is_exactly(&self, option: &Allocation) -> bool {
        let is =
            |reached: &Option<String>, claimed: &Option<Text>| reached.as_deref() == claimed.as_ref().map(Text::as_str);
        is(&option.title, &self.grounds.title)
            && is(&option.theme, &self.grounds.theme)
            && option.level == self.grounds.level
    }
}

/// The sum, if every one is known.
fn total(amounts: impl Iterator<Item = Option<Amount>>) -> Option<Amount> {
    let mut sum = None;
    for amount in amounts {
        sum = match sum {
            None => Some(amount?),
            Some(sum) => Some(Amount::checked_add(sum, amount?)?),
        };
    }
    sum
}
