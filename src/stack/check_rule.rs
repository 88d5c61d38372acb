//! What the rules of an award must agree on with the policy, and with each other.

use super::bound::Side;
use super::check::{capped, contradiction, known_in, once, positive, unknown};
use super::error::Error;
use super::formula::MOST_POINTS;
use super::policy::{Award, Policy};
use super::pool::{GradeTest, Pool};
use super::rule::Rule;
use super::scale::Scale;
use crate::base::amount::Amount;
use crate::model::AchievementType;

/// Most rules of one award, so that a search can hold one bit for each.
pub(super) const RULES: usize = 32;
/// Most grades of a scale.
const GRADES: usize = 200;

impl Policy {
    pub(super) fn check_rules(&self, award: &Award, at: &str) -> Result<(), Error> {
        let count = award.rules.iter().fold(0_usize, |sum, rule| sum.saturating_add(rule.count()));
        capped("rules in an award", count, RULES)?;
        for (number, rule) in award.rules.iter().enumerate() {
            let at = format!("{at}/rules/{number}");
            self.check_rule(rule, &at)?;
            self.check_beside(award, rule, &format!("{at}/{}", rule.name()))?;
        }
        Ok(())
    }

    fn check_rule(&self, rule: &Rule, at: &str) -> Result<(), Error> {
        let at = format!("{at}/{}", rule.name());
        self.check_source(rule.source(), &format!("{at}/source"))?;
        for (member, pool) in rule.pools() {
            self.check_pool(pool, &format!("{at}/{member}"))?;
        }
        if let Some(ids) = rule.achievements() {
            check_achievements(ids, &format!("{at}/achievements"))?;
        }
        let parts = match rule {
            Rule::MinCredits(rule) => return positive(rule.credits, || format!("{at}/credits")),
            Rule::MinCount(rule) if rule.count == 0 => {
                return Err(contradiction(format!("{at}/count"), "at least 1", "0"));
            }
            Rule::Window(rule) if rule.years == 0 => {
                return Err(contradiction(format!("{at}/years"), "at least 1", "0"));
            }
            Rule::MinGrade(rule) => return self.check_grade(&rule.scale, &rule.grade, &at, "grade"),
            Rule::MeanGrade(rule) => return self.check_mean(&rule.scale, rule.points, &at),
            Rule::Date(rule) => {
                let (from, before) = (rule.test.from, rule.test.before);
                return match (from, before) {
                    (None, None) => Err(contradiction(at, "`from`, `before` or both", "neither")),
                    (Some(from), Some(before)) if from >= before => {
                        Err(contradiction(format!("{at}/before"), "a later day than `from`", "an earlier one"))
                    }
                    _ => Ok(()),
                };
            }
            Rule::Not(part) => return self.check_rule(part, &at),
            Rule::NOf(some) => (format!("{at}/of"), &some.of),
            Rule::All(parts) | Rule::Any(parts) => (at, parts),
            _ => return Ok(()),
        };
        let (at, parts) = parts;
        parts.iter().enumerate().try_for_each(|(number, part)| self.check_rule(part, &format!("{at}/{number}")))
    }

    /// A rule beside the others that hold at the same time.
    fn check_beside(&self, award: &Award, rule: &Rule, at: &str) -> Result<(), Error> {
        let Some((pool, least)) = rule.linear(award.credits) else { return Ok(()) };
        let nominal = award.credits.millionths();
        let leaves_no_room = least.side == Side::AtMost && least.limit_for(nominal) < nominal;
        if pool.is_everything() && matches!(rule, Rule::MaxCredits(_)) && leaves_no_room {
            return Err(contradiction(at.to_owned(), "room for the credits that the award needs", "a lower maximum"));
        }
        let crosses = |other: &Rule| {
            let Some((same, most)) = other.linear(award.credits) else { return false };
            pool == same
                && least.unit == most.unit
                && (least.side, most.side) == (Side::AtLeast, Side::AtMost)
                && least.limit_for(nominal) > most.limit_for(nominal)
                && least.is_share_of_used() == most.is_share_of_used()
        };
        match award.rules.iter().any(crosses) {
            true => Err(contradiction(
                at.to_owned(),
                "a minimum that is not above the maximum of the same pool",
                "a higher one",
            )),
            false => Ok(()),
        }
    }

    pub(super) fn check_pool(&self, pool: &Pool, at: &str) -> Result<(), Error> {
        if let Some(category) = &pool.category {
            known_in(&self.categories, category, "a category", || format!("{at}/category"))?;
        }
        if let Some(theme) = &pool.theme {
            self.check_theme(theme, || format!("{at}/theme"))?;
        }
        if let Some(level) = pool.level {
            self.check_level(level.level(), format!("{at}/level"))?;
        }
        if let Some(ids) = &pool.achievements {
            check_achievements(ids, &format!("{at}/achievements"))?;
        }
        if let Some(kind) = &pool.kind
            && let Err(fault) = kind.parse::<AchievementType>()
        {
            return Err(contradiction(format!("{at}/type"), "a type of achievement", &fault.to_string()));
        }
        if let Some(GradeTest { scale, at_least }) = &pool.grade {
            self.check_grade(scale, at_least, &format!("{at}/grade"), "atLeast")?;
        }
        if let Some(test) = &pool.credits
            && test.at_least > test.at_most
            && test.at_most.is_some()
        {
            return Err(contradiction(format!("{at}/credits"), "`atLeast` not above `atMost`", "a higher one"));
        }
        if let Some(test) = &pool.awarded
            && test.from > test.until
            && test.until.is_some()
        {
            return Err(contradiction(format!("{at}/awarded"), "`from` not after `until`", "a later day"));
        }
        for (member, pools) in [("all", &pool.all), ("any", &pool.any)] {
            for (number, pool) in pools.iter().flatten().enumerate() {
                self.check_pool(pool, &format!("{at}/{member}/{number}"))?;
            }
        }
        pool.not.as_ref().map_or(Ok(()), |pool| self.check_pool(pool, &format!("{at}/not")))
    }

    pub(super) fn check_scales(&self) -> Result<(), Error> {
        for (at, scale) in self.scales.iter().enumerate() {
            let at = format!("/scales/{at}/grades");
            capped("grades in a scale", scale.grades.len(), GRADES)?;
            once(&mut scale.grades.iter().map(|grade| grade.grade.as_str()), &|number| format!("{at}/{number}/grade"))?;
            for (number, grade) in scale.grades.iter().enumerate() {
                grade.points.map_or(Ok(()), |points| check_points(points, format!("{at}/{number}/points")))?;
            }
        }
        Ok(())
    }

    fn known_scale(&self, scale: &str, at: &str) -> Result<&Scale, Error> {
        self.scale(scale).ok_or_else(|| unknown(format!("{at}/scale"), "a scale", scale))
    }

    fn check_grade(&self, scale: &str, grade: &str, at: &str, member: &str) -> Result<(), Error> {
        match self.known_scale(scale, at)?.has(grade) {
            true => Ok(()),
            false => Err(unknown(format!("{at}/{member}"), "a grade of the scale", grade)),
        }
    }

    fn check_mean(&self, scale: &str, points: Amount, at: &str) -> Result<(), Error> {
        let scale = self.known_scale(scale, at)?;
        if scale.grades.iter().any(|grade| grade.points.is_none()) {
            let expected = "a scale in which each grade has points";
            return Err(contradiction(format!("{at}/scale"), expected, "one without"));
        }
        check_points(points, format!("{at}/points"))
    }
}

fn check_points(points: Amount, pointer: String) -> Result<(), Error> {
    let (millionths, hundredth) = (points.millionths(), 10_000_u64);
    match millionths.is_multiple_of(hundredth) && millionths.div_euclid(hundredth) <= MOST_POINTS {
        true => Ok(()),
        false => Err(contradiction(pointer, "at most 1000 points with at most two places", &points.to_string())),
    }
}

fn check_achievements(ids: &[String], at: &str) -> Result<(), Error> {
    if ids.is_empty() {
        return Err(contradiction(at.to_owned(), "at least one achievement", "none"));
    }
    once(&mut ids.iter().map(String::as_str), &|number| format!("{at}/{number}"))
}
