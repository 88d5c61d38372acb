//! What in a policy is allowed and yet can hardly be meant.

use super::bound::{Bound, Side, Unit};
use super::policy::{Award, Policy};
use super::pool::{LevelTest, Pool, Provider};
use super::requirement::Requirement;
use super::rule::Rule;
use super::satisfied::sides;
use super::switches::OtherProviders;
use serde::Serialize;
use std::fmt;

/// Something in a policy that should be looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// A stable name, such as `lint.never-met`.
    pub code: &'static str,
    /// JSON Pointer of the rule or title.
    pub pointer: String,
    /// What is the matter, without a full stop.
    pub text: String,
}

impl Warning {
    pub(super) fn new(code: &'static str, pointer: impl Into<String>, text: impl Into<String>) -> Self {
        Self { code, pointer: pointer.into(), text: text.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.pointer, self.text, self.code)
    }
}

impl Policy {
    /// Warnings about rules, then about titles, award by award.
    pub(super) fn lint(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for (at, award) in self.awards.iter().enumerate() {
            let at = format!("/awards/{at}");
            for (number, rule) in award.rules.iter().enumerate() {
                self.lint_rule(award, rule, &format!("{at}/rules/{number}"), &mut warnings);
            }
            self.lint_together(award, &at, &mut warnings);
            self.lint_titles(award, &at, &mut warnings);
        }
        warnings
    }

    /// A rule that every set of badges meets, or none, whatever the badges; else its parts.
    fn lint_rule(&self, award: &Award, rule: &Rule, at: &str, warnings: &mut Vec<Warning>) {
        let (code, text) = match self.constant(award, rule, true) {
            Some(true) => ("lint.always-met", "every set of badges meets this rule"),
            Some(false) => ("lint.never-met", "no set of badges meets this rule"),
            None => {
                for (number, part) in rule.parts().iter().enumerate() {
                    let at = match rule {
                        Rule::Not(_) => format!("{at}/not"),
                        Rule::NOf(_) => format!("{at}/nOf/of/{number}"),
                        _ => format!("{at}/{}/{number}", rule.name()),
                    };
                    self.lint_rule(award, part, &at, warnings);
                }
                return;
            }
        };
        warnings.push(Warning::new(code, at, text));
    }

    /// Whether the rule or, for `wanted` false, its opposite is met by every set of badges, or by none; `None` if that depends on them.
    fn constant(&self, award: &Award, rule: &Rule, wanted: bool) -> Option<bool> {
        if let Some((pool, bound)) = rule.linear(award.credits) {
            return self.constant_bound(award, &pool, if wanted { bound } else { bound.turned_round() });
        }
        let parts: Vec<Option<bool>> = match rule {
            Rule::Not(part) => return self.constant(award, part, !wanted),
            _ => rule.parts().iter().map(|part| self.constant(award, part, wanted)).collect(),
        };
        let count = |value| parts.iter().filter(|part| **part == Some(value)).count();
        let (certain, possible) = sides(wanted);
        let needed = match (rule, wanted) {
            (Rule::All(_), true) | (Rule::Any(_), false) => parts.len(),
            (Rule::All(_), false) | (Rule::Any(_), true) => 1,
            (Rule::NOf(some), true) => usize::try_from(some.n).unwrap_or(usize::MAX),
            (Rule::NOf(some), false) => {
                parts.len().saturating_add(1).saturating_sub(usize::try_from(some.n).unwrap_or(usize::MAX))
            }
            (Rule::Capstone(rule), _) => return (!self.may_hold(&rule.pool, certain)).then_some(!wanted),
            (Rule::Prerequisite(rule), _) => return (!self.may_hold(&rule.after, possible)).then_some(wanted),
            (Rule::Window(rule), _) => return (!self.may_hold(&rule.pool, possible)).then_some(wanted),
            _ => return None,
        };
        match (count(true) >= needed, parts.len().saturating_sub(count(false)) < needed) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    fn constant_bound(&self, award: &Award, pool: &Pool, bound: Bound) -> Option<bool> {
        let limit = bound.limit_for(LARGE);
        let is_share = bound.is_share_of_used();
        let none_is_fine = bound.is_met(0, LARGE);
        match (bound.side, bound.unit) {
            (Side::AtLeast, _) if none_is_fine => Some(true),
            (Side::AtLeast, _) => (!self.may_hold(pool, Side::AtLeast) || is_share && limit > LARGE).then_some(false),
            (Side::AtMost, _) if !none_is_fine => Some(false),
            (Side::AtMost, _) if !self.may_hold(pool, Side::AtMost) || is_share && limit >= LARGE => Some(true),
            (Side::AtMost, Unit::Credits) if pool.is_everything() && !is_share => {
                (limit < award.credits.millionths()).then_some(false)
            }
            (Side::AtMost, Unit::Badges) if pool.is_everything() && limit == 0 => Some(false),
            (Side::AtMost, _) => None,
        }
    }

    /// Whether any badge may be in the pool for certain or, before a maximum, as far as it states.
    fn may_hold(&self, pool: &Pool, side: Side) -> bool {
        let has_others = self.switches.other_providers != OtherProviders::Refused;
        let excludes_itself = |inner: &Pool| inner.includes(&Pool { not: None, ..pool.clone() });
        (pool.provider != Some(Provider::Other) || has_others)
            && pool.all.iter().flatten().all(|inner| self.may_hold(inner, side))
            && pool.any.as_ref().is_none_or(|inner| inner.iter().any(|inner| self.may_hold(inner, side)))
            && (side == Side::AtMost || pool.not.as_ref().is_none_or(|inner| !excludes_itself(inner)))
    }

    /// Rules, and what a title asks for, side by side.
    fn lint_together(&self, award: &Award, at: &str, warnings: &mut Vec<Warning>) {
        let mut all = vec![(format!("{at}/credits"), Requirement::size(award))];
        for (number, rule) in award.rules.iter().enumerate() {
            flat(award, rule, &format!("{at}/rules/{number}"), &mut all);
        }
        for (number, (pointer, needs)) in all.iter().enumerate() {
            for (place, (other_pointer, other)) in all.iter().enumerate().filter(|(place, _)| *place != number) {
                if contradict(needs, other) {
                    let text = format!("no set of badges meets this rule and `{other_pointer}`");
                    warnings.push(Warning::new("lint.contradiction", pointer, text));
                }
                // Of two rules that say the same the later one is too many; the size has to be stated, whatever implies it.
                let is_rule = number > 0;
                if is_rule && implies(other, needs) && (place < number || !implies(needs, other)) {
                    let text = format!("whatever meets `{other_pointer}` meets this rule");
                    warnings.push(Warning::new("lint.implied", pointer, text));
                }
            }
        }
        for number in 0..award.titles.len() {
            let Some(needs) = Requirement::title(self, award, number) else { continue };
            let pointer = format!("{at}/titles/{number}");
            if let Some((other, _)) = all.iter().find(|(_, other)| contradict(&needs, other)) {
                let text = format!("no set of badges reaches this title and meets `{other}`");
                warnings.push(Warning::new("lint.contradiction", pointer, text));
            }
        }
    }
}

/// The rules of which all must be met, each with its place.
fn flat(award: &Award, rule: &Rule, at: &str, all: &mut Vec<(String, Requirement)>) {
    if let Rule::All(parts) = rule {
        for (number, part) in parts.iter().enumerate() {
            flat(award, part, &format!("{at}/all/{number}"), all);
        }
    }
    all.extend(Requirement::new(String::new(), rule, award).map(|needs| (at.to_owned(), needs)));
}

/// Whether the first asks for more in a pool than the second leaves room for.
fn contradict(least: &Requirement, most: &Requirement) -> bool {
    (least.bound.side, most.bound.side) == (Side::AtLeast, Side::AtMost)
        && comparable(least, most)
        && most.pool.includes(&least.pool)
        && least.bound.limit_for(LARGE) > most.bound.limit_for(LARGE)
}

/// Whether all that meets the first meets the second.
fn implies(one: &Requirement, other: &Requirement) -> bool {
    let (have, need) = (one.bound.limit_for(LARGE), other.bound.limit_for(LARGE));
    one.bound.side == other.bound.side
        && comparable(one, other)
        && match one.bound.side {
            Side::AtLeast => other.pool.includes(&one.pool) && have >= need,
            Side::AtMost => one.pool.includes(&other.pool) && have <= need,
        }
}

/// Whether the two speak of the same unit, and both or neither of the credits used.
fn comparable(one: &Requirement, other: &Requirement) -> bool {
    one.bound.unit == other.bound.unit && one.bound.is_share_of_used() == other.bound.is_share_of_used()
}

impl Pool {
    /// Whether every badge of the other pool is in this one, as far as the tests show.
    fn includes(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.is_none() || one == other
        }
        let level = match (self.level, other.level) {
            (None, _) => true,
            (Some(LevelTest::AtLeast(least)), Some(level)) => level.level() >= least,
            (one, two) => one == two,
        };
        let achievements = self.achievements.as_ref().is_none_or(|ids| {
            other.achievements.as_ref().is_some_and(|others| others.iter().all(|other| ids.contains(other)))
        });
        level
            && achievements
            && same(&self.category, &other.category)
            && same(&self.theme, &other.theme)
            && same(&self.provider, &other.provider)
            && same(&self.kind, &other.kind)
            && same(&self.credits, &other.credits)
            && same(&self.grade, &other.grade)
            && same(&self.awarded, &other.awarded)
            && same(&self.all, &other.all)
            && same(&self.any, &other.any)
            && same(&self.not, &other.not)
    }
}

/// Credits used, of which shares are compared: so many that no rounding matters.
const LARGE: u64 = 1_000_000_000_000_000;
