//! Which badge serves which pathway, written down so that anybody can check it without searching.

use super::application::Application;
use super::danger::Facts;
use super::error::Error;
use super::holding::{BadgeRef, Holding};
use super::policy::{Award, Policy};
use super::requirement::Requirement;
use super::ruling::Allocation;
use super::satisfied::Chosen;
use super::{Programme, admit};
use crate::base::amount::Amount;
use crate::base::limits::Limits;
use crate::base::text::Text;
use crate::base::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A division of badges among pathways, as [`JointRuling::division`](super::JointRuling::division) states it, or the badges of one
/// award, as [`Ruling::division`](super::Ruling::division) does.
///
/// Its JSON form can be kept, signed and read again; [`Programme::check`] says whether it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Division {
    /// SHA-256 of the policy as [`Programme::to_brief_json`] writes it, in hexadecimal.
    pub policy: String,
    /// The day of the application in the programme's time zone.
    pub date: Date,
    /// The pathways that are served.
    pub pathways: Vec<Given>,
}

/// The badges of one pathway, and what they are said to make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Given {
    /// The award's id.
    pub award: String,
    /// The title's id, if the award has titles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The theme's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The level in the policy's framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The sum of the credits.
    pub credits: Amount,
    /// The badges.
    pub badges: Vec<BadgeRef>,
}

impl Given {
    pub(super) fn new(award: &str, allocation: &Allocation) -> Self {
        Self {
            award: award.to_owned(),
            title: allocation.title.clone(),
            theme: allocation.theme.clone(),
            level: allocation.level,
            credits: allocation.credits,
            badges: allocation.badges.clone(),
        }
    }
}

/// Why a division does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Objection {
    /// It was made under another policy, or another version of it.
    #[error("made under the policy of SHA-256 `{}`, not under this one", .found.escape_debug())]
    OtherPolicy {
        /// The digest that it states.
        found: String,
    },
    /// It was made for another day.
    #[error("made for {found}, not for this day")]
    OtherDay {
        /// The day that it states.
        found: Date,
    },
    /// It names an award, title, theme or level that the policy does not have there.
    #[error("`{}` has no {kind} `{}`", .award.escape_debug(), .found.escape_debug())]
    NotOffered {
        /// The award.
        award: String,
        /// What it does not have.
        kind: &'static str,
        /// The id.
        found: String,
    },
    /// A badge that is not among those that count.
    #[error("`{}` is not among the badges that count", .badge.id.escape_debug())]
    NotCounted {
        /// The badge.
        badge: BadgeRef,
    },
    /// A badge, or its achievement, counts twice in one exclusivity group.
    #[error("`{}` or its achievement counts twice in `{}`", .badge.id.escape_debug(), .group.escape_debug())]
    CountedTwice {
        /// The badge.
        badge: BadgeRef,
        /// The group.
        group: String,
    },
    /// The badges do not make up the credits that are stated.
    #[error("`{}` states {stated} credits, its badges have {found}", .award.escape_debug())]
    OtherCredits {
        /// The award.
        award: String,
        /// The sum that it states.
        stated: Amount,
        /// The sum of its badges.
        found: Amount,
    },
    /// A rule that the badges do not meet.
    #[error("`{}` does not meet: {rule}", .award.escape_debug())]
    NotMet {
        /// The award.
        award: String,
        /// The rule as a sentence.
        rule: String,
    },
}

impl Objection {
    /// A stable name for it, such as `counted-twice`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherPolicy { .. } => "other-policy",
            Self::OtherDay { .. } => "other-day",
            Self::NotOffered { .. } => "not-offered",
            Self::NotCounted { .. } => "not-counted",
            Self::CountedTwice { .. } => "counted-twice",
            Self::OtherCredits { .. } => "other-credits",
            Self::NotMet { .. } => "not-met",
        }
    }
}

/// Every objection to a division; each badge of it is looked at once for each rule of its award.
pub(super) fn objections(
    programme: &Programme,
    division: &Division,
    facts: &[Facts],
    application: &Application,
    limits: &Limits,
) -> Result<Vec<Objection>, Error> {
    if facts.len() > limits.stack_badges {
        return Err(Error::TooMany { kind: "badges", limit: limits.stack_badges, found: facts.len() });
    }
    let mut found = Vec::new();
    if division.policy != programme.named().sha256 {
        found.push(Objection::OtherPolicy { found: division.policy.clone() });
    }
    if division.date != application.date {
        found.push(Objection::OtherDay { found: division.date });
    }
    let policy = programme.policy.for_application(application)?;
    let policy = policy.as_ref();
    let is_named = |award: &&Award| division.pathways.iter().any(|given| given.award == award.id.as_str());
    let awards: Vec<&Award> = policy.awards.iter().filter(is_named).collect();
    let admitted = admit::admit(policy, application, &awards, facts);
    let known: BTreeMap<&BadgeRef, &Holding> =
        admitted.holdings.iter().map(|holding| (&holding.badge, holding)).collect();
    let mut counted: BTreeSet<(&Text, usize)> = BTreeSet::new();
    for given in &division.pathways {
        let Some(award) = policy.awards.iter().find(|award| award.id.as_str() == given.award) else {
            found.push(given.lacks("award", &given.award));
            continue;
        };
        let group = admit::group(award);
        let mut used = Vec::with_capacity(given.badges.len());
        for badge in &given.badges {
            match known.get(badge) {
                Some(holding) if holding.taken_in.contains(group.as_str()) => {
                    found.push(Objection::NotCounted { badge: badge.clone() });
                }
                None => found.push(Objection::NotCounted { badge: badge.clone() }),
                Some(holding) if counted.insert((group, holding.class)) => used.push(*holding),
                Some(_) => found.push(Objection::CountedTwice { badge: badge.clone(), group: group.to_string() }),
            }
        }
        found.extend(given.unmet(policy, award, &used));
    }
    Ok(found)
}

impl Given {
    fn unmet(&self, policy: &Policy, award: &Award, used: &[&Holding]) -> Vec<Objection> {
        let mut found = Vec::new();
        let mut needs = vec![Requirement::size(award)];
        needs.extend(Requirement::always(policy, award));
        match self.title.as_ref().map(|id| (id, award.titles.iter().position(|title| title.id.as_str() == *id))) {
            Some((_, Some(place))) => needs.extend(Requirement::title(policy, award, place)),
            Some((id, None)) => found.push(self.lacks("title", id)),
            None if award.titles.is_empty() => {}
            None => found.push(self.lacks("award without", "title")),
        }
        if let Some(theme) = &self.theme {
            let bears = award.theme.as_ref().is_some_and(|clause| {
                self.title.as_ref().is_some_and(|title| clause.titles.iter().any(|bearing| bearing.as_str() == *title))
            });
            match Requirement::theme(policy, award, (theme, theme)).filter(|_| bears) {
                Some(need) => needs.push(need),
                None => found.push(self.lacks("theme", theme)),
            }
        }
        match self.level {
            Some(level) => match Requirement::level(policy, award, level) {
                Some(need) => needs.push(need),
                None => found.push(self.lacks("level", &level.to_string())),
            },
            None if award.level.is_some() && policy.switches.no_level == super::NoLevel::Refuse => {
                found.push(self.lacks("award without", "level"));
            }
            None => {}
        }
        let credits = used.iter().fold(0_u64, |sum, holding| sum.saturating_add(holding.credits.millionths()));
        if credits != self.credits.millionths() {
            let sum = Amount::from_millionths(credits);
            found.push(Objection::OtherCredits { award: self.award.clone(), stated: self.credits, found: sum });
        }
        for need in needs {
            let counting = used.iter().filter(|holding| need.pool.counts(holding, need.bound.side));
            let have = counting.fold(0_u64, |sum, holding| sum.saturating_add(need.bound.unit.amount(holding)));
            if !need.bound.is_met(have, credits) {
                found.push(Objection::NotMet { award: self.award.clone(), rule: need.text });
            }
        }
        let chosen = Chosen { policy, nominal: award.credits, badges: used };
        for (at, rule) in award.rules.iter().enumerate().filter(|(_, rule)| rule.linear(award.credits).is_none()) {
            if !chosen.satisfies(rule, true) {
                found.push(Objection::NotMet { award: self.award.clone(), rule: format!("rules/{at}") });
            }
        }
        found
    }

    fn lacks(&self, kind: &'static str, id: &str) -> Objection {
        let found = id.chars().take(LONGEST).collect();
        Objection::NotOffered { award: self.award.chars().take(LONGEST).collect(), kind, found }
    }
}

/// The longest id that an objection repeats, in characters.
const LONGEST: usize = 200;
