//! What to take next: the cheapest achievements of a catalogue that lead to an award, and until when.
//!
//! Badges that are there cost nothing; an achievement costs its credits, and so does each one that must be had before
//! it. Time is looked at as of each day on which a badge lapses: until that day the badge counts, and only what ends by
//! then can be beside it.

mod desk;

use super::application::Application;
use super::catalogue::{Catalogue, CatalogueError};
use super::danger::Facts;
use super::error::Error;
use super::holding::BadgeRef;
use super::policy::{Award, Policy};
use super::refusal::Refusal;
use super::ruling::{Basis, Outcome, ProgrammeRef};
use super::text::{badges, shown, tell_refusals};
use super::{Programme, admit, asked_for};
use crate::base::amount::Amount;
use crate::base::limits::Limits;
use crate::base::time::Date;
use desk::Desk;
use serde::Serialize;
use std::fmt;

/// For each award that was asked for, the cheapest ways to it out of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Plan {
    /// By which rules.
    pub programme: ProgrammeRef,
    /// The id of the catalogue.
    pub catalogue: String,
    /// Its version.
    pub catalogue_version: String,
    /// The day of the application in the programme's time zone.
    pub date: Date,
    /// Whether the badges were verified.
    pub basis: Basis,
    /// Whether nothing can be said because the badges name several learners and nobody said who applies.
    pub learner_unclear: bool,
    /// One for each award, in the order of the policy.
    pub awards: Vec<AwardPlan>,
    /// The badges that do not count, and why.
    pub refusals: Vec<Refusal>,
}

/// The ways to one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AwardPlan {
    /// The award's id.
    pub award: String,
    /// Whether the catalogue leads to it: `eligible` if so.
    pub outcome: Outcome,
    /// The cheapest way to each title, theme and level of which no better one is as cheap; the best first.
    pub ways: Vec<Way>,
    /// Whether every one of them was searched to the end.
    pub complete: bool,
    /// Whether the rules ask for what the catalogue does not say: a grade, a kind of achievement, or a day where no
    /// edition is listed. There may be other ways then, and with no way found the outcome is undetermined.
    pub open: bool,
}

/// Achievements to take for an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Way {
    /// The title in full.
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
    /// The credits of all the steps.
    pub credits: Amount,
    /// The achievements to take, each after those that it needs; none if the badges do by themselves.
    pub steps: Vec<Step>,
    /// The badges that count beside them.
    pub badges: Vec<BadgeRef>,
    /// The day by which all must be awarded; then a badge lapses that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Whether it is proven that nothing is cheaper.
    pub cheapest: bool,
}

/// One achievement to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Step {
    /// The achievement's id.
    pub achievement: String,
    /// Its name.
    pub name: String,
    /// Its credits.
    pub credits: Amount,
    /// Whether they count for the award; else it is taken for what needs it.
    pub counts: bool,
    /// The first day of the first edition that there is time for, if the catalogue lists editions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day of that edition, on which the achievement is awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The achievements that must be had before, by id.
    pub needs: Vec<String>,
    /// What else must be met before, as the catalogue puts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Who accredits it.
    pub accreditation: Vec<String>,
    /// What may pay for it.
    pub funding: Vec<String>,
    /// The languages in which it is taught.
    pub languages: Vec<String>,
}

pub(super) fn plan(
    programme: &Programme,
    facts: &[Facts],
    basis: Basis,
    (application, catalogue): (&Application, &Catalogue),
    limits: &Limits,
) -> Result<Plan, Error> {
    let policy = programme.policy.for_application(application)?;
    let policy = policy.as_ref();
    let awards = asked_for(policy, application.award.as_deref())?;
    if facts.len() > limits.stack_badges {
        return Err(Error::TooMany { kind: "badges", limit: limits.stack_badges, found: facts.len() });
    }
    check_units(policy, catalogue)?;
    let admitted = admit::admit(policy, application, &awards, facts);
    let desk = Desk::new(policy, catalogue, application.date, facts, &admitted);
    let of_award = |award: &&Award| match admitted.unclear {
        true => {
            let (award, outcome) = (award.id.to_string(), Outcome::Undetermined);
            AwardPlan { award, outcome, ways: Vec::new(), complete: false, open: false }
        }
        false => desk.plan(award, limits.stack_work),
    };
    Ok(Plan {
        programme: programme.named(),
        catalogue: catalogue.id.to_string(),
        catalogue_version: catalogue.version.to_string(),
        date: application.date,
        basis,
        learner_unclear: admitted.unclear,
        awards: awards.iter().map(of_award).collect(),
        refusals: admitted.refusals,
    })
}

/// Credits and levels of another system would be no numbers of this programme.
fn check_units(policy: &Policy, catalogue: &Catalogue) -> Result<(), CatalogueError> {
    use crate::model::Vocabulary;
    let contradiction = |pointer: &str, expected: String, found: String| {
        Err(CatalogueError::Contradiction { pointer: pointer.to_owned(), expected, found: format!("`{found}`") })
    };
    if catalogue.credit_system != policy.credit_system {
        let expected = format!("`{}`, the credit system of the programme", policy.credit_system.code());
        return contradiction("/creditSystem", expected, catalogue.credit_system.code().to_owned());
    }
    match (catalogue.level_framework, policy.level_framework) {
        (Some(found), Some(own)) if found != own => {
            contradiction("/levelFramework", format!("`{own}`, the framework of the programme"), found.to_string())
        }
        _ => Ok(()),
    }
}

impl fmt::Display for Plan {
    /// Several lines, each ending in a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let programme = &self.programme;
        let (title, version) = (shown(&programme.title), shown(&programme.version));
        writeln!(f, "{title}, version {version}, plan of {}", self.date)?;
        writeln!(f, "Out of the catalogue {}, version {}", shown(&self.catalogue), shown(&self.catalogue_version))?;
        if self.basis == Basis::Stated {
            writeln!(f, "Nobody verified the badges, and nothing can be awarded on this.")?;
        }
        if self.learner_unclear {
            writeln!(f, "The badges name several learners; say whose plan this is.")?;
        }
        for award in &self.awards {
            writeln!(f)?;
            write!(f, "{award}")?;
        }
        tell_refusals(f, &self.refusals)
    }
}

impl fmt::Display for AwardPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.outcome {
            Outcome::Eligible => "within reach",
            Outcome::NotEligible => "not within reach of this catalogue",
            Outcome::Undetermined => "undetermined",
        };
        writeln!(f, "{}: {outcome}", shown(&self.award))?;
        for way in &self.ways {
            write!(f, "{way}")?;
        }
        if !self.complete {
            writeln!(f, "  The search ended at its limit; there may be other ways, or cheaper ones.")?;
        }
        if self.open {
            writeln!(
                f,
                "  The rules ask for grades, kinds or days that the catalogue does not say; there may be other ways."
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}", shown(&self.name))?;
        if let Some(level) = self.level {
            write!(f, " at level {level}")?;
        }
        match self.steps.is_empty() {
            true => writeln!(f, ": nothing more is needed")?,
            false => writeln!(f, ": {} credits more", self.credits)?,
        }
        for (at, step) in self.steps.iter().enumerate() {
            writeln!(f, "    {}. {step}", at.saturating_add(1))?;
        }
        if !self.badges.is_empty() {
            writeln!(f, "    beside {}", badges(&self.badges))?;
        }
        if let Some(last_day) = self.last_day {
            writeln!(f, "    Apply by {last_day}; later the first of these badges no longer counts.")?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]: {} credits", shown(&self.name), shown(&self.achievement), self.credits)?;
        if let (Some(from), Some(to)) = (self.from, self.to) {
            write!(f, ", {from} to {to}")?;
        }
        if !self.counts {
            f.write_str(", for what needs it")?;
        }
        if let Some(entry) = &self.entry {
            write!(f, "; entry: {}", shown(entry))?;
        }
        if !self.funding.is_empty() {
            let funding: Vec<String> = self.funding.iter().map(|fund| shown(fund)).collect();
            write!(f, "; funding: {}", funding.join(", "))?;
        }
        Ok(())
    }
}
