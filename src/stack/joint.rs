//! The answer to an application for several awards out of the same badges.

use super::application::Application;
use super::danger::Facts;
use super::decide::Case;
use super::division::{Division, Given};
use super::error::Error;
use super::explain::recommended;
use super::holding::{BadgeRef, Holding};
use super::policy::{Award, Policy};
use super::refusal::Refusal;
use super::ruling::{Allocation, Basis, Outcome, ProgrammeRef};
use super::several::{Answer, Rivals};
use super::solve::Work;
use super::text::{badges, shown, tell_refusals};
use super::{Programme, admit, asked_for};
use crate::base::limits::Limits;
use crate::base::text::Text;
use crate::base::time::Date;
use serde::Serialize;
use std::fmt;

/// What a programme says to an application for several pathways at once: which badges serve which of them, so that
/// within an exclusivity group none counts twice.
///
/// It serves as many pathways as it can. Then the first that was asked for is made as good as can be by the policy's
/// preference, then the second, and so on; what is still equal goes as in a [`Ruling`](super::Ruling).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JointRuling {
    /// By which rules.
    pub programme: ProgrammeRef,
    /// The day of the application in the programme's time zone.
    pub date: Date,
    /// Whether the badges were verified.
    pub basis: Basis,
    /// Whether all the pathways are reached together.
    pub outcome: Outcome,
    /// How many of them are.
    pub served: usize,
    /// It is proven that no more of them can be.
    pub at_most: usize,
    /// Whether it is proven that no better division exists.
    pub complete: bool,
    /// Whether nothing can be said because the badges name several learners and nobody said who applies.
    pub learner_unclear: bool,
    /// One for each pathway that was asked for, in that order.
    pub pathways: Vec<Pathway>,
    /// The badges that count and serve no pathway.
    pub spare: Vec<BadgeRef>,
    /// The badges that count, the first to lapse first.
    pub holdings: Vec<Holding>,
    /// The badges that do not count, and why.
    pub refusals: Vec<Refusal>,
}

/// One pathway among several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pathway {
    /// The award's id.
    pub award: String,
    /// The exclusivity group; an award without one is a group by its id.
    pub group: String,
    /// Whether it is reached beside the others.
    pub outcome: Outcome,
    /// Whether it would be reached if it were the only one.
    pub alone: Outcome,
    /// The badges that serve it, and what they make it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Allocation>,
}

impl JointRuling {
    /// Which badge serves which pathway, to be kept and checked again by [`Programme::check`].
    #[must_use]
    pub fn division(&self) -> Division {
        let given = |pathway: &Pathway| Some(Given::new(&pathway.award, pathway.allocation.as_ref()?));
        let pathways = self.pathways.iter().filter_map(given).collect();
        Division { policy: self.programme.sha256.clone(), date: self.date, pathways }
    }
}

pub(super) fn judge(
    programme: &Programme,
    facts: &[Facts],
    basis: Basis,
    (application, pathways): (&Application, &[&str]),
    limits: &Limits,
) -> Result<JointRuling, Error> {
    let policy = programme.policy.for_application(application)?;
    let policy = policy.as_ref();
    let mut awards = Vec::with_capacity(pathways.len());
    for pathway in pathways {
        awards.extend(asked_for(policy, Some(pathway))?);
    }
    if pathways.is_empty() {
        awards = asked_for(policy, None)?;
    }
    for (kind, limit, found) in
        [("badges", limits.stack_badges, facts.len()), ("pathways at once", PATHWAYS, awards.len())]
    {
        if found > limit {
            return Err(Error::TooMany { kind, limit, found });
        }
    }
    let admitted = admit::admit(policy, application, &awards, facts);
    let mut ruling = JointRuling {
        programme: programme.named(),
        date: application.date,
        basis,
        outcome: Outcome::Undetermined,
        served: 0,
        at_most: awards.len(),
        complete: false,
        learner_unclear: admitted.unclear,
        pathways: awards.iter().map(|award| Pathway::of(award)).collect(),
        spare: Vec::new(),
        holdings: admitted.holdings,
        refusals: admitted.refusals,
    };
    if !admitted.unclear {
        ruling.serve(policy, &awards, limits.stack_work);
    }
    Ok(ruling)
}

impl JointRuling {
    /// Answers each exclusivity group by itself, since badges may count in two of them.
    fn serve(&mut self, policy: &Policy, awards: &[&Award], steps: u64) {
        (self.at_most, self.complete) = (0, true);
        let mut groups: Vec<&Text> = awards.iter().map(|award| admit::group(award)).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            let places = awards.iter().enumerate().filter(|(_, award)| admit::group(award) == group);
            let (places, rivals): (Vec<usize>, Vec<&Award>) = places.unzip();
            let is_free = |holding: &&Holding| !holding.taken_in.contains(group.as_str());
            let holdings: Vec<&Holding> = self.holdings.iter().filter(is_free).collect();
            let others = u64::try_from(rivals.len().saturating_sub(1)).unwrap_or(u64::MAX);
            let for_all = steps.saturating_add((steps / 2).saturating_mul(others));
            let answer = Rivals::new(policy, &rivals, &holdings).answer(&mut Work::new(for_all));
            self.at_most = self.at_most.saturating_add(answer.at_most);
            self.complete &= answer.complete;
            for ((place, award), used) in places.into_iter().zip(rivals).zip(&answer.used) {
                let Some(pathway) = self.pathways.get_mut(place) else { continue };
                pathway.settle(policy, award, &holdings, (&answer, used.as_deref()), steps);
            }
        }
        let used: Vec<&BadgeRef> =
            self.pathways.iter().filter_map(|p| p.allocation.as_ref()).flat_map(|a| &a.badges).collect();
        self.spare = self.holdings.iter().map(|h| &h.badge).filter(|badge| !used.contains(badge)).cloned().collect();
        self.served = self.pathways.iter().filter(|pathway| pathway.allocation.is_some()).count();
        self.outcome = match self.pathways.len() {
            all if self.served == all => Outcome::Eligible,
            all if self.at_most < all => Outcome::NotEligible,
            _ => Outcome::Undetermined,
        };
    }
}

impl Pathway {
    fn of(award: &Award) -> Self {
        let (outcome, alone) = (Outcome::Undetermined, Outcome::Undetermined);
        Self { award: award.id.to_string(), group: admit::group(award).to_string(), outcome, alone, allocation: None }
    }

    fn settle(
        &mut self,
        policy: &Policy,
        award: &Award,
        holdings: &[&Holding],
        (answer, used): (&Answer<'_>, Option<&[&Holding]>),
        steps: u64,
    ) {
        if let Some(used) = used {
            // What the badges are worth is decided as for a single award, so that both say the same of it.
            let best = recommended(policy, award, used, steps);
            self.allocation = best.map(|best| Allocation { fewest: answer.complete, ..best });
            (self.outcome, self.alone) = match self.allocation {
                Some(_) => (Outcome::Eligible, Outcome::Eligible),
                None => (Outcome::Undetermined, Outcome::Undetermined),
            };
            return;
        }
        self.alone = match Case::new(policy, award, holdings.to_vec()).is_reached(&mut Work::new(steps)) {
            Some(true) => Outcome::Eligible,
            Some(false) => Outcome::NotEligible,
            None => Outcome::Undetermined,
        };
        let is_proven = self.alone == Outcome::NotEligible || answer.chosen;
        self.outcome = if is_proven { Outcome::NotEligible } else { Outcome::Undetermined };
    }
}

impl fmt::Display for JointRuling {
    /// Several lines, each ending in a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let programme = &self.programme;
        let (title, version) = (shown(&programme.title), shown(&programme.version));
        writeln!(f, "{title}, version {version}, application of {}", self.date)?;
        if self.basis == Basis::Stated {
            writeln!(f, "A plan: nobody verified these badges, and nothing can be awarded on it.")?;
        }
        writeln!(f, "\n{} of {} together: {}", self.served, self.pathways.len(), self.outcome.as_str())?;
        if self.learner_unclear {
            writeln!(f, "  The badges name several learners; say whose application this is.")?;
        } else if self.served < self.at_most {
            writeln!(f, "  The search ended at its limit; no more than {} can be reached together.", self.at_most)?;
        } else if !self.complete {
            writeln!(f, "  The search ended at its limit; better titles, themes or levels may be open.")?;
        }
        for (at, pathway) in self.pathways.iter().enumerate() {
            let number = at.saturating_add(1);
            writeln!(f, "  {number}. {pathway}")?;
            let Some(allocation) = &pathway.allocation else { continue };
            writeln!(f, "    {} credits from {}", allocation.credits, badges(&allocation.badges))?;
            for finding in &allocation.findings {
                writeln!(f, "    {finding}")?;
            }
            if let Some(last_day) = allocation.last_day {
                writeln!(f, "    Apply by {last_day}; later the first of these badges no longer counts.")?;
            }
        }
        if !self.spare.is_empty() {
            writeln!(f, "  Not used: {}", badges(&self.spare))?;
        }
        tell_refusals(f, &self.refusals)
    }
}

impl fmt::Display for Pathway {
    /// The award and what became of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", shown(&self.award))?;
        match (&self.allocation, self.outcome, self.alone) {
            (Some(allocation), _, _) => write!(f, "{allocation}"),
            (None, Outcome::NotEligible, Outcome::Eligible) => {
                f.write_str("not eligible beside the others, though by itself it would be")
            }
            (None, outcome, _) => f.write_str(outcome.as_str()),
        }
    }
}

/// Most pathways of one application: every choice among them is a question of its own.
const PATHWAYS: usize = 8;
