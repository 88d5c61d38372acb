//! Whether a set of badges satisfies a rule: by what the rule says, and with none of the means of the search.

use super::application::Application;
use super::bound::{Bound, Limit, Side, Unit};
use super::error::Error;
use super::holding::Holding;
use super::policy::{Event, Policy};
use super::pool::Pool;
use super::rule::{CapstoneRule, Day, MeanRule, OrderRule, Position, Rule, SetRule, WindowRule};
use super::scale::{Scale, hundredths};
use crate::base::amount::Amount;
use std::borrow::Cow;

/// Badges that are used together, in an award of some size.
pub(super) struct Chosen<'c> {
    pub(super) policy: &'c Policy,
    pub(super) nominal: Amount,
    pub(super) badges: &'c [&'c Holding],
}

impl Chosen<'_> {
    /// Whether the rule is known to be met or, for `wanted` false, known not to be. What is not stated leaves it unknown, which is neither.
    pub(super) fn satisfies(&self, rule: &Rule, wanted: bool) -> bool {
        if let Some((pool, bound)) = rule.linear(self.nominal) {
            return self.is_within(&pool, if wanted { bound } else { bound.turned_round() });
        }
        let known = |parts: &[Rule]| parts.iter().filter(|part| self.satisfies(part, wanted)).count();
        match rule {
            Rule::All(parts) => {
                if wanted {
                    known(parts) == parts.len()
                } else {
                    known(parts) > 0
                }
            }
            Rule::Any(parts) => {
                if wanted {
                    known(parts) > 0
                } else {
                    known(parts) == parts.len()
                }
            }
            Rule::Not(part) => self.satisfies(part, !wanted),
            Rule::NOf(some) => match (usize::try_from(some.n).unwrap_or(usize::MAX), wanted) {
                (n, true) => known(&some.of) >= n,
                // So many fail that too few are left.
                (n, false) => some.of.len().saturating_sub(known(&some.of)) < n,
            },
            Rule::Corequisite(rule) => self.has_all_or_none(rule) == wanted,
            Rule::Prerequisite(rule) => self.keeps_order(rule, wanted),
            Rule::Capstone(rule) => self.has_capstone(rule, wanted),
            Rule::Window(rule) => self.lies_in_window(rule, wanted),
            Rule::MeanGrade(rule) => self.has_mean(rule, wanted),
            Rule::Date(rule) => rule.is_met() == Some(wanted),
            _ => false,
        }
    }

    /// The badges of a pool: those that certainly are in it, or for a maximum those that may be.
    fn members(&self, pool: &Pool, side: Side) -> Vec<&Holding> {
        self.badges.iter().copied().filter(|holding| pool.counts(holding, side)).collect()
    }

    fn used(&self) -> u64 {
        self.badges.iter().fold(0, |sum, holding| sum.saturating_add(holding.credits.millionths()))
    }

    fn is_within(&self, pool: &Pool, bound: Bound) -> bool {
        let members = self.members(pool, bound.side);
        let have = members.iter().fold(0_u64, |sum, holding| sum.saturating_add(bound.unit.amount(holding)));
        bound.is_met(have, self.used())
    }

    fn has_all_or_none(&self, rule: &SetRule) -> bool {
        let members = self.members(&Pool::of(&rule.achievements), Side::AtLeast);
        members.is_empty() || members.len() == rule.achievements.len()
    }

    fn keeps_order(&self, rule: &OrderRule, wanted: bool) -> bool {
        let (before, after) = sides(wanted);
        let before = self.members(&rule.before, before);
        let has_one_before = |later: &Holding| before.iter().any(|earlier| earlier.awarded < later.awarded);
        self.members(&rule.after, after).into_iter().all(has_one_before) == wanted
    }

    fn has_capstone(&self, rule: &CapstoneRule, wanted: bool) -> bool {
        let stands = |capstone: &Holding| match rule.position {
            Position::Last => self.badges.iter().all(|other| other.awarded <= capstone.awarded),
            Position::After(count) => {
                let earlier = self.badges.iter().filter(|other| other.awarded < capstone.awarded).count();
                u64::try_from(earlier).unwrap_or(u64::MAX) >= u64::from(count)
            }
        };
        let (certain, _) = sides(wanted);
        self.members(&rule.pool, certain).into_iter().any(stands) == wanted
    }

    fn lies_in_window(&self, rule: &WindowRule, wanted: bool) -> bool {
        let (_, possible) = sides(wanted);
        let mut days = self.members(&rule.pool, possible).into_iter().map(|holding| holding.awarded);
        let Some(first) = days.clone().min() else { return wanted };
        // Without a last day the calendar ends before the window.
        let last = first.plus_years(rule.years);
        days.all(|day| last.is_none_or(|last| day <= last)) == wanted
    }

    fn has_mean(&self, rule: &MeanRule, wanted: bool) -> bool {
        let Some(scale) = self.policy.scale(&rule.scale) else { return false };
        let bound = mean(rule);
        let bound = if wanted { bound } else { bound.turned_round() };
        let weighed = |sum: u64, holding: &&Holding| {
            let points = rate(rule, scale, holding, bound.side);
            sum.saturating_add(holding.credits.millionths().saturating_mul(points))
        };
        bound.is_met(self.badges.iter().fold(0, weighed), self.used())
    }
}

/// On which sides a rule and its opposite look at what must be there, and at what must not be.
pub(super) fn sides(wanted: bool) -> (Side, Side) {
    if wanted { (Side::AtLeast, Side::AtMost) } else { (Side::AtMost, Side::AtLeast) }
}

/// The mean as a bound over all badges used.
pub(super) fn mean(rule: &MeanRule) -> Bound {
    Bound::new(Unit::Points, Side::AtLeast, Limit::Mean(hundredths(rule.points)))
}

/// The points of a badge in hundredths. A badge outside of the pool has the mean itself, which moves nothing; one without a grade has what is least in its favour.
pub(super) fn rate(rule: &MeanRule, scale: &Scale, holding: &Holding, side: Side) -> u64 {
    let in_pool = |side| rule.pool.counts(holding, side);
    let stated = holding.reached.get(&rule.scale).and_then(|reached| reached.points);
    let mean = hundredths(rule.points);
    let inside = match side {
        Side::AtLeast => stated.unwrap_or(0),
        Side::AtMost => stated.unwrap_or(scale.most()),
    };
    match (in_pool(Side::AtLeast), in_pool(Side::AtMost), side) {
        (true, _, _) => inside,
        (false, false, _) => mean,
        (false, true, Side::AtLeast) => inside.min(mean),
        (false, true, Side::AtMost) => inside.max(mean),
    }
}

impl Policy {
    /// The policy with the days that an application states filled in where rules ask for them.
    pub(super) fn for_application(&self, application: &Application) -> Result<Cow<'_, Self>, Error> {
        let ends_there = self.admission.max_age.as_ref().is_some_and(|age| age.event == Event::Admission);
        if ends_there && application.admission.is_none() {
            return Err(Error::NoAdmission { pointer: "/admission/maxAge/event" });
        }
        if !self.awards.iter().flat_map(|award| &award.rules).any(Rule::asks_for_day) {
            return Ok(Cow::Borrowed(self));
        }
        let mut policy = self.clone();
        for award in &mut policy.awards {
            award.rules.iter_mut().for_each(|rule| fill(rule, application));
        }
        Ok(Cow::Owned(policy))
    }
}

fn fill(rule: &mut Rule, application: &Application) {
    match rule {
        Rule::Date(rule) => {
            rule.day = match rule.test.of {
                Day::Application => Some(application.date),
                Day::Admission => application.admission,
                Day::Start => application.start,
            }
        }
        Rule::All(parts) | Rule::Any(parts) => parts.iter_mut().for_each(|part| fill(part, application)),
        Rule::NOf(some) => some.of.iter_mut().for_each(|part| fill(part, application)),
        Rule::Not(part) => fill(part, application),
        _ => {}
    }
}
